#include "lint/diff/params.h"
#include "rules/pair.h"
#include "rules/params.h"
#include "rules/prefix.h"

/* Its changes are told by cache-key. */
static const char cache_key[] = "prompt_cache_key";

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
        Section from;
        const char *param = prefix_param_name(prompt, named->path, &from);
        if (!param || strcmp(param, cache_key) == 0) continue;
        Str what;
        VolatilityVerdict verdict = param_volatility(sink, &named->value, &what);
        if (!what.len || verdict.volatility <= VOL_DEPLOY) continue;
        bool varies = verdict.volatility >= VOL_SESSION && verdict.certainty <= CERTAIN_NAME;
        Finding *f = sink_report(
            sink, varies ? LEVEL_WARNING : LEVEL_INFO, named->value.span,
            "`" STR_FMT "` is part of the cached prefix and is filled in with `" STR_FMT "`",
            STR_ARG(named->path), STR_ARG(what));
        TokCount cold = tokens_from(plan, from);
        f->tokens = (double)cold.tokens;
        f->cost = sink_text(
            sink, "another value starts the cache anew from the %s on, " STR_FMT " tokens" STR_FMT,
            section_name(from), STR_ARG(sink_tokens(sink, cold)),
            STR_ARG(prefix_cost_anew(sink, plan, cold, "each time")));
        f->help = STR("fix it per prompt; where the task decides, keep one prompt for each value");
    }
}

/* A value that was changed between two versions. */
static void check_pair(const PromptRecord *older, const Prompt *prompt, const Plan *plan,
                       Sink *sink) {
    RecordDiff diff = record_compare(sink->arena, older, plan);
    for (size_t i = 0; i < diff.params.len; i++) {
        const ParamChange *change = &diff.params.items[i];
        if (strcmp(change->name, cache_key) == 0) continue;
        Section from = SECTION_TOOLS;
        prefix_param_name(prompt, str_from_c(change->name), &from);
        Finding *f = sink_report(sink, LEVEL_INFO, pair_param_span(prompt, change->name),
                                 "`%s` is part of the cached prefix: it " STR_FMT, change->name,
                                 STR_ARG(pair_param_words(sink, change)));
        f->cost = sink_text(sink, "the cache starts anew from the %s on", section_name(from));
        f->help = sink_text(sink,
                            "a value that changes together with other things costs one cold "
                            "start, not two%s",
                            pair_agree(older));
    }
}

const RuleCheck rule_prefix_parameter = {
    .needs = NEEDS_MARKERS, .check = check, .check_pair = check_pair};
