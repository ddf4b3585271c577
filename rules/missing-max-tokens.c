#include <math.h>

#include "rules/params.h"
#include "rules/prefix.h"
#include "rules/repair.h"

/* The API that will carry the call; of a prompt in a shape of its own only the provider tells. */
static Api api_behind(const Prompt *prompt) {
    if (prompt->api == API_UNKNOWN && prompt->provider == PROVIDER_ANTHROPIC)
        return API_ANTHROPIC_MESSAGES;
    return prompt->api;
}

/* Half as much again as the declared long answer, in steps of 100; 0: none is declared. */
static int64_t declared_cap(const Prompt *prompt) {
    double p95 = prompt->workload.output_p95;
    return p95 > 0 && p95 < 1e9 ? (int64_t)(ceil(p95 * 1.5 / 100) * 100) : 0;
}

static Str what_to_do(Sink *sink, const Prompt *prompt) {
    Api api = api_behind(prompt);
    const char *name = api == API_UNKNOWN ? "an output cap" : facts_cap_name(api);
    int64_t cap = declared_cap(prompt);
    if (cap) {
        TokCount count = {cap, cap, cap, TOK_FITTED};
        return sink_text(sink,
                         "set %s; 95 %% of the answers stay below %.0f tokens, so about " STR_FMT,
                         name, prompt->workload.output_p95, STR_ARG(sink_tokens(sink, count)));
    }
    return sink_text(sink, "set %s to the longest answer you want to pay for", name);
}

/* --- the repair ---------------------------------------------------------------------------------
 */

static Str last_part(Str path) {
    size_t start = path.len;
    while (start > 0 && path.ptr[start - 1] != '.') start--;
    return str_slice(path, start, path.len);
}

/* A sampling parameter: where it stands, caps stand too. */
static const BodyParam *sampling_param(const Prompt *prompt) {
    static const char *const names[] = {"temperature",
                                        "top_p",
                                        "topP",
                                        "top_k",
                                        "topK",
                                        "stop_sequences",
                                        "stopSequences",
                                        "stop",
                                        "presence_penalty",
                                        "frequencyPenalty",
                                        "presencePenalty",
                                        "frequency_penalty"};
    for (size_t n = 0; n < sizeof names / sizeof *names; n++)
        for (size_t i = 0; i < prompt->params.len; i++)
            if (str_is(last_part(prompt->params.items[i].path), names[n]))
                return &prompt->params.items[i];
    return NULL;
}

/* The key as the file's reader knows it, from the map that holds the model on; in the map of the
 * parameters the last part is enough. Spellings: the APIs, and the tools' own files. */
static const char *cap_key(const Prompt *prompt, bool is_nested, const BodyParam *beside) {
    static const struct {
        const char *format, *key, *nested;
    } formats[] = {{"dotprompt", "maxOutputTokens", "config.maxOutputTokens"},
                   {"prompty", "maxOutputTokens", NULL},
                   {"bedrock-prompt", "maxTokens", NULL},
                   {"n8n", "maxTokens", "options.maxTokens"},
                   {"github-models", "maxTokens", "modelParameters.maxTokens"}};
    bool openai = prompt->provider == PROVIDER_OPENAI || prompt->provider == PROVIDER_AZURE;
    switch (prompt->api) {
    case API_ANTHROPIC_MESSAGES: return "max_tokens";
    case API_OPENAI_RESPONSES: return "max_output_tokens";
    case API_OPENAI_CHAT: return openai ? facts_cap_name(prompt->api) : "max_tokens";
    case API_GEMINI: return is_nested ? "maxOutputTokens" : "generationConfig.maxOutputTokens";
    case API_BEDROCK_CONVERSE: return is_nested ? "maxTokens" : "inferenceConfig.maxTokens";
    default: break;
    }
    bool older_prompty = str_is(prompt->format, "prompty") && prompt_param(prompt, "api");
    for (size_t i = 0; !older_prompty && i < sizeof formats / sizeof *formats; i++)
        if (str_is(prompt->format, formats[i].format))
            return is_nested ? formats[i].key : formats[i].nested;
    if (beside && (str_ends(beside->path, STR("topP")) || str_ends(beside->path, STR("topK"))))
        return "maxTokens";
    bool renamed =
        prompt->model && openai &&
        facts_cap_verdict(API_OPENAI_CHAT, prompt->model, STR("max_tokens")) == CAP_REFUSED;
    return renamed ? facts_cap_name(API_OPENAI_CHAT) : "max_tokens";
}

/* Where no answer length is declared: an answer of several pages, which every model of the table
 * can write, and room for what the model thinks. */
static int64_t cap_to_begin_with(const Prompt *prompt) {
    enum { PAGES = 4096, HIGH = 16000, HIGHEST = 64000 };
    int64_t cap = PAGES;
    double budget;
    Str effort = param_effort(prompt);
    if (str_is(effort, "high")) cap = HIGH;
    if (str_is(effort, "xhigh") || str_is(effort, "max")) cap = HIGHEST;
    if (param_number(prompt_param(prompt, "thinking.budget_tokens"), &budget) && budget > 0 &&
        budget < 1e6)
        cap += (int64_t)budget;
    int64_t most = prompt->model ? prompt->model->max_output : 0;
    return most > 0 && cap > most ? most : cap;
}

static void add_repair(Sink *sink, Finding *f) {
    const Prompt *prompt = sink->prompt;
    int64_t declared = declared_cap(prompt);
    int64_t cap = declared ? declared : cap_to_begin_with(prompt);
    Str number = sink_text(sink, "%lld", (long long)cap);
    bool in_map = prompt->api == API_UNKNOWN && prompt->params_map.end > 0;
    const BodyParam *beside = sampling_param(prompt);
    const char *key = cap_key(prompt, in_map || beside, beside);
    if (!key) return;
    const char *dot = strrchr(key, '.');
    Str title = sink_text(sink, "Set %s to " STR_FMT "%s", dot ? dot + 1 : key, STR_ARG(number),
                          declared ? ", half as much again as the declared long answer" : "");
    if (declared)
        repair_safe(f, title.ptr);
    else
        repair_unsafe(f, title.ptr);
    if (prompt->max_output.state == PARAM_NULL)
        repair_set(sink, f, prompt->max_output.span, number);
    else if (in_map)
        repair_put(sink, f, prompt->params_map, str_from_c(key), number);
    else
        repair_add(sink, f, beside ? beside->value.key_span : prompt->anchor, str_from_c(key),
                   number);
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
    add_repair(sink, f);
}

const RuleCheck rule_missing_max_tokens = {.needs = NEEDS_PARAMS, .check = check};
