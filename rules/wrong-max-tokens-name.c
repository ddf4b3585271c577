#include "rules/prefix.h"

/* The spelling each API takes, and the ones of the other APIs, which it refuses. */
static const char *const spellings[] = {"max_tokens", "max_completion_tokens", "max_output_tokens"};

static const char *wanted(const Prompt *prompt) {
    Str key = prompt->max_output.key;
    switch (prompt->api) {
    case API_ANTHROPIC_MESSAGES: return "max_tokens";
    case API_OPENAI_RESPONSES: return "max_output_tokens";
    case API_OPENAI_CHAT:
        if (!str_is(key, "max_tokens")) return "max_completion_tokens";
        /* Older models still take it; gateways translate it. */
        if (prompt->model && (prompt->model->refuses & REFUSES_CHAT_MAX_TOKENS) &&
            (prompt->provider == PROVIDER_OPENAI || prompt->provider == PROVIDER_AZURE))
            return "max_completion_tokens";
        return "max_tokens";
    default: return NULL;
    }
}

static bool is_a_spelling(Str key) {
    for (size_t i = 0; i < sizeof spellings / sizeof *spellings; i++)
        if (str_is(key, spellings[i])) return true;
    return false;
}

static void check(const Prompt *prompt, const Plan *plan, Sink *sink) {
    (void)plan;
    const char *name = wanted(prompt);
    Str key = prompt->max_output.key;
    if (prompt->max_output.state == PARAM_ABSENT || !name || !is_a_spelling(key)) return;
    if (str_is(key, name)) return;
    /* A prompt file with a header is read by a program that may rename the key. */
    Level level = prompt->has_header ? LEVEL_WARNING : LEVEL_ERROR;
    bool by_model = prompt->api == API_OPENAI_CHAT && str_is(key, "max_tokens");
    Finding *f = sink_report(
        sink, level, prompt->max_output.key_span,
        "`" STR_FMT "` is refused by %s" STR_FMT "; the output cap is called `%s`", STR_ARG(key),
        by_model ? "" : "this API", STR_ARG(by_model ? prompt->model_id : (Str){0}), name);
    f->help = sink_text(sink, "rename it to %s", name);
    if (prompt->api != API_ANTHROPIC_MESSAGES)
        f->note = sink_text(sink, "%s includes reasoning tokens; leave room for them", name);
}

const RuleCheck rule_wrong_max_tokens_name = {.needs = NEEDS_PARAMS, .check = check};
