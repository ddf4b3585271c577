#include <math.h>

#include "rules/prefix.h"

static const char *name_of_cap(Api api) {
    return api == API_UNKNOWN ? "an output cap" : facts_cap_name(api);
}

static Str what_to_do(Sink *sink, const Prompt *prompt) {
    double p95 = prompt->workload.output_p95;
    if (p95 > 0 && p95 < 1e9) {
        /* Half as much again as the declared long answer, in steps of 100. */
        int64_t cap = (int64_t)(ceil(p95 * 1.5 / 100) * 100);
        TokCount count = {cap, cap, cap, TOK_FITTED};
        return sink_text(sink,
                         "set %s; 95 %% of the answers stay below %.0f tokens, so about " STR_FMT,
                         name_of_cap(prompt->api), p95, STR_ARG(sink_tokens(sink, count)));
    }
    return sink_text(sink, "set %s to the longest answer you want to pay for",
                     name_of_cap(prompt->api));
}

static void check(const Prompt *prompt, const Plan *plan, Sink *sink) {
    bool is_null = prompt->max_output.state == PARAM_NULL;
    if (prompt->max_output.state != PARAM_ABSENT && !is_null) return;
    bool required = facts_cap_required(prompt->api);
    Finding *f = sink_report(sink, required ? LEVEL_ERROR : LEVEL_WARNING,
                             is_null ? prompt->max_output.span : prompt->anchor, "%s%s",
                             is_null ? "the output cap is null" : "no output cap",
                             required ? ": the API refuses a request without max_tokens"
                                      : ": an answer may run to the model's own limit");
    f->help = what_to_do(sink, prompt);
    const Model *model = prompt->model;
    if (!required && model && model->max_output > 0 && plan->prices.known &&
        plan->prices.base.out > 0) {
        TokCount most = {model->max_output, model->max_output, model->max_output, TOK_FITTED};
        double usd = plan->prices.base.out * model->max_output / 1e6;
        f->cost =
            sink_text(sink, "up to " STR_FMT " tokens, " STR_FMT ", for one answer of " STR_FMT,
                      STR_ARG(sink_tokens(sink, most)), STR_ARG(sink_usd(sink, usd)),
                      STR_ARG(prompt->model_id));
    }
}

const RuleCheck rule_missing_max_tokens = {.needs = NEEDS_PARAMS, .check = check};
