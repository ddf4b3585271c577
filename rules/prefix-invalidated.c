#include "rules/pair.h"

/* A change under a new version is meant; it is still worth knowing. */
static void check_pair(const PromptRecord *older, const Prompt *prompt, const Plan *plan,
                       Sink *sink) {
    RecordDiff diff = record_compare(sink->arena, older, plan);
    int64_t cold = diff.cached - diff.warm;
    if (cold <= 0) return;
    Level level = str_eq(prompt->version, older->version) ? LEVEL_WARNING : LEVEL_INFO;
    Finding *f = sink_report(sink, level, prompt->anchor, STR_FMT ": " STR_FMT,
                             STR_ARG(pair_what_changed(sink, older, &diff)),
                             STR_ARG(pair_cold(sink, &diff)));
    f->tokens = (double)cold;
    double usd = diff_usd_once(plan, (double)cold);
    if (usd > 0)
        f->cost =
            sink_text(sink, "writing them again is " STR_FMT " for each cached copy on " STR_FMT,
                      STR_ARG(sink_usd(sink, usd)), STR_ARG(prompt->model_id));
    f->help = sink_text(sink, "`warmlint diff --base REV` shows the first differing byte%s",
                        pair_agree(older));
}

const RuleCheck rule_prefix_invalidated = {.check_pair = check_pair};
