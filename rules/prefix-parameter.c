#include "rules/params.h"
#include "rules/prefix.h"

/* Parameters that the provider renders into the prompt, and from where on a change of theirs starts
 * anew (Anthropic: the table of invalidations; OpenAI: "what breaks the prefix"). */
typedef struct {
    const char *path;
    Section from;
} PrefixParam;

static const PrefixParam of_anthropic[] = {
    {"speed", SECTION_SYSTEM},         {"output_config.format", SECTION_SYSTEM},
    {"thinking", SECTION_MESSAGES},    {"output_config.effort", SECTION_MESSAGES},
    {"tool_choice", SECTION_MESSAGES}, {NULL, SECTION_TOOLS},
};

static const PrefixParam of_openai[] = {
    {"reasoning_effort", SECTION_TOOLS},
    {"reasoning.effort", SECTION_TOOLS},
    {"verbosity", SECTION_TOOLS},
    {"text.verbosity", SECTION_TOOLS},
    {"text.format", SECTION_TOOLS},
    {"response_format", SECTION_TOOLS},
    {"service_tier", SECTION_TOOLS},
    {"parallel_tool_calls", SECTION_TOOLS},
    {NULL, SECTION_TOOLS},
};

static const PrefixParam *known(const PrefixParam *list, Str path) {
    for (; list->path; list++) {
        Str name = str_from_c(list->path);
        if (str_starts(path, name) && (path.len == name.len || path.ptr[name.len] == '.'))
            return list;
    }
    return NULL;
}

/* All that stays the same is surely too short to be cached. */
static bool is_too_short(const Prompt *prompt, const Plan *plan) {
    size_t end = plan->first_change == NO_STEP ? plan->step_count : plan->first_change;
    for (size_t i = 0; i < end; i++)
        if (plan->steps[i].unsized) return false;
    return plan->steps[end].before.hi < prefix_minimum(prompt).low;
}

/* From a section to the end of the prompt. */
static TokCount tokens_from(const Plan *plan, Section section) {
    TokCount sum = {0};
    for (size_t i = 0; i < plan->step_count; i++)
        if (plan_segment(plan, i)->section >= section) sum = tok_add(sum, plan->steps[i].size);
    return sum;
}

static void check(const Prompt *prompt, const Plan *plan, Sink *sink) {
    bool openai = prompt->api == API_OPENAI_CHAT || prompt->api == API_OPENAI_RESPONSES;
    if (!openai && prompt->api != API_ANTHROPIC_MESSAGES) return;
    if (is_too_short(prompt, plan)) return;
    for (size_t i = 0; i < prompt->params.len; i++) {
        const BodyParam *named = &prompt->params.items[i];
        const PrefixParam *param = known(openai ? of_openai : of_anthropic, named->path);
        if (!param) continue;
        Str what;
        VolatilityVerdict verdict = param_volatility(sink, &named->value, &what);
        if (!what.len || verdict.volatility <= VOL_DEPLOY) continue;
        bool varies = verdict.volatility >= VOL_SESSION && verdict.certainty <= CERTAIN_NAME;
        Finding *f = sink_report(
            sink, varies ? LEVEL_WARNING : LEVEL_INFO, named->value.span,
            "`" STR_FMT "` is part of the cached prefix and is filled in with `" STR_FMT "`",
            STR_ARG(named->path), STR_ARG(what));
        TokCount cold = tokens_from(plan, param->from);
        f->tokens = (double)cold.tokens;
        f->cost = sink_text(
            sink, "another value starts the cache anew from the %s on, " STR_FMT " tokens" STR_FMT,
            section_name(param->from), STR_ARG(sink_tokens(sink, cold)),
            STR_ARG(prefix_cost_anew(sink, plan, cold, "each time")));
        f->help = STR("fix it per prompt; where the task decides, keep one prompt for each value");
    }
}

const RuleCheck rule_prefix_parameter = {.needs = NEEDS_MARKERS, .check = check};
