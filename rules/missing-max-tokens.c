#include <math.h>

#include "rules/prefix.h"

/* The API that will carry the call; of a prompt in a shape of its own only the provider tells. */
static Api api_behind(const Prompt *prompt) {
    if (prompt->api == API_UNKNOWN && prompt->provider == PROVIDER_ANTHROPIC)
        return API_ANTHROPIC_MESSAGES;
    return prompt->api;
}

static Str what_to_do(Sink *sink, const Prompt *prompt) {
    Api api = api_behind(prompt);
    const char *name = api == API_UNKNOWN ? "an output cap" : facts_cap_name(api);
    double p95 = prompt->workload.output_p95;
    if (p95 > 0 && p95 < 1e9) {
        /* Half as much again as the declared long answer, in steps of 100. */
        int64_t cap = (int64_t)(ceil(p95 * 1.5 / 100) * 100);
        TokCount count = {cap, cap, cap, TOK_FITTED};
        return sink_text(sink,
                         "set %s; 95 %% of the answers stay below %.0f tokens, so about " STR_FMT,
                         name, p95, STR_ARG(sink_tokens(sink, count)));
    }
    return sink_text(sink, "set %s to the longest answer you want to pay for", name);
}

static Str price_of_longest_answer(Sink *sink, const Plan *plan) {
    const Model *model = sink->prompt->model;
    if (!model || model->max_output <= 0) return (Str){0};
    double usd = cost_of_answer(plan, model->max_output);
    if (usd <= 0) return (Str){0};
    TokCount most = {model->max_output, model->max_output, model->max_output, TOK_FITTED};
    return sink_text(sink, "up to " STR_FMT " tokens, " STR_FMT ", for one answer of " STR_FMT,
                     STR_ARG(sink_tokens(sink, most)), STR_ARG(sink_usd(sink, usd)),
                     STR_ARG(sink->prompt->model_id));
}

static void check(const Prompt *prompt, const Plan *plan, Sink *sink) {
    bool is_null = prompt->max_output.state == PARAM_NULL;
    if (prompt->max_output.state != PARAM_ABSENT && !is_null) return;
    bool required = facts_cap_required(api_behind(prompt));
    bool is_request = required && prompt->api != API_UNKNOWN;
    Finding *f = sink_report(
        sink, is_request ? LEVEL_ERROR : LEVEL_WARNING,
        is_null ? prompt->max_output.span : prompt->anchor, "%s: %s",
        is_null ? "the output cap is null" : "no output cap",
        is_request ? "the API refuses a request without max_tokens"
        : required ? "the API requires one, so the program fills in a value nobody chose here"
                   : "an answer may run to the model's own limit");
    f->help = what_to_do(sink, prompt);
    if (!required) f->cost = price_of_longest_answer(sink, plan);
}

const RuleCheck rule_missing_max_tokens = {.needs = NEEDS_PARAMS, .check = check};
