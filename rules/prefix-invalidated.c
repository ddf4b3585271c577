#include "lint/diff/diff.h"
#include "rules/prefix.h"

static Str what_changed(Sink *sink, const PromptRecord *older, const RecordDiff *diff) {
    if (diff->model_changed)
        return sink_text(sink, "the model was " STR_FMT,
                         STR_ARG(older->model.len ? older->model : STR("not named")));
    if (!diff->lost) return STR("no breakpoint stands where one did");
    return sink_text(sink, "the prefix up to " STR_FMT " changed", STR_ARG(diff->lost->to));
}

/* A change under a new version is meant; it is still worth knowing. */
static void check_pair(const PromptRecord *older, const Prompt *prompt, const Plan *plan,
                       Sink *sink) {
    RecordDiff diff = record_compare(sink->arena, older, plan);
    int64_t cold = diff.cached - diff.warm;
    if (cold <= 0) return;
    Level level = str_eq(prompt->version, older->version) ? LEVEL_WARNING : LEVEL_INFO;
    TokCount lost = {cold, cold, cold, TOK_FITTED};
    Finding *f =
        sink_report(sink, level, prompt->anchor, STR_FMT ": " STR_FMT " cached tokens go cold",
                    STR_ARG(what_changed(sink, older, &diff)), STR_ARG(sink_tokens(sink, lost)));
    f->tokens = (double)cold;
    double usd = diff_usd_once(plan, (double)cold);
    if (usd > 0)
        f->cost =
            sink_text(sink, "writing them again is " STR_FMT " for each cached copy on " STR_FMT,
                      STR_ARG(sink_usd(sink, usd)), STR_ARG(prompt->model_id));
    f->help = STR(
        "`warmlint diff --base REV` shows the first differing byte; when it is meant, `warmlint "
        "lock --update`");
}

const RuleCheck rule_prefix_invalidated = {.check_pair = check_pair};
