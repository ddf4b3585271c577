#include "rules/family1.h"

static void check(const Prompt *prompt, const Plan *plan, Sink *sink) {
    if (!prompt->settings->strict) return;
    for (size_t i = 0; i < plan->step_count && !sink->full; i++) {
        const Piece *piece = plan_piece(plan, i);
        if (piece->kind != PIECE_PLACEHOLDER || plan->steps[i].volatility != VOL_UNKNOWN) continue;
        if (family1_seen_before(plan, i) || family1_well_placed(plan, i)) continue;
        bool input = family1_likely_input(plan, i) && family1_stuck_behind(plan, i).tokens > 0;
        if (input) continue; /* input-before-static speaks of it */
        TokCount behind = plan_reusable_after(plan, i, false);
        Finding *f = sink_report_piece(sink, LEVEL_INFO, plan_segment(plan, i), piece,
                                       "nobody says how often `" STR_FMT "` changes",
                                       STR_ARG(family1_shown(sink, piece)));
        f->tokens = (double)behind.tokens;
        f->cost = sink_text(sink,
                            "the " STR_FMT " tokens behind it are reusable only as long as "
                            "it stays the same",
                            STR_ARG(sink_tokens(sink, behind)));
        f->help = STR("declare it: `inputs` in a prompt file, `volatility` in .warmlint.yaml");
    }
}

const RuleCheck rule_unresolved_volatility = {.check = check};
