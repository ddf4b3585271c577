#include "rules/prefix.h"
#include "rules/repair.h"

/* Gateways translate the older name. */
static bool is_vendors_own_endpoint(const Prompt *prompt) {
    return prompt->provider == PROVIDER_OPENAI || prompt->provider == PROVIDER_AZURE;
}

static bool is_of_another_api(Api api, Str key) {
    static const Api apis[] = {API_ANTHROPIC_MESSAGES, API_OPENAI_CHAT, API_OPENAI_RESPONSES};
    for (size_t i = 0; i < sizeof apis / sizeof *apis; i++)
        if (apis[i] != api && str_is(key, facts_cap_name(apis[i]))) return true;
    return false;
}

static void check(const Prompt *prompt, const Plan *plan, Sink *sink) {
    (void)plan;
    Str key = prompt->max_output.key;
    Api api = prompt->api;
    if (prompt->max_output.state == PARAM_ABSENT || api == API_UNKNOWN) return;
    CapVerdict verdict = facts_cap_verdict(api, prompt->model, key);
    bool by_model = verdict == CAP_REFUSED && is_vendors_own_endpoint(prompt);
    bool by_api = verdict == CAP_OTHER_NAME && is_of_another_api(api, key);
    if (!by_model && !by_api) return;

    /* A prompt file with a header is read by a program that may rename the key. */
    Level level = prompt->has_header ? LEVEL_WARNING : LEVEL_ERROR;
    Str who = by_model ? prompt->model_id : str_from_c(facts_api_name(api));
    const char *name = facts_cap_name(api);
    Finding *f = sink_report(sink, level, prompt->max_output.key_span,
                             "`" STR_FMT "` is refused by " STR_FMT "; there it is called `%s`",
                             STR_ARG(key), STR_ARG(who), name);
    f->help = sink_text(sink, "rename it to %s", name);
    repair_safe(f, sink_text(sink, "Rename it to %s", name).ptr);
    repair_rename(sink, f, prompt->max_output.key_span, name);
    if (api != API_ANTHROPIC_MESSAGES)
        f->note = sink_text(sink, "%s includes reasoning tokens; leave room for them", name);
}

const RuleCheck rule_wrong_max_tokens_name = {.needs = NEEDS_PARAMS, .check = check};
