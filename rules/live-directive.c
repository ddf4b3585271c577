#include "rules/family1.h"
#include "rules/repair.h"

static void check(const Prompt *prompt, const Plan *plan, Sink *sink) {
    for (size_t i = 0; i < plan->step_count && !sink->full; i++) {
        const Piece *piece = plan_piece(plan, i);
        bool include = piece->kind == PIECE_INCLUDE && piece->verdict.volatility >= VOL_SESSION;
        if (piece->kind != PIECE_DIRECTIVE && !include) continue;
        if (piece->verdict.volatility < VOL_SESSION) continue;
        bool certain = piece->verdict.certainty != CERTAIN_AMBIGUOUS;
        TokCount lost = plan_reusable_after(plan, i, true);
        Level level = certain && prompt->kind != KIND_STATIC && lost.tokens >= 10 ? LEVEL_WARNING
                                                                                  : LEVEL_INFO;
        Finding *f = sink_report_piece(sink, level, plan_segment(plan, i), piece,
                                       "`" STR_FMT "` runs each time the file is loaded",
                                       STR_ARG(family1_shown(sink, piece)));
        family1_cost(sink, plan, i, lost, f);
        f->help = STR("put live output behind the stable text, or let the model ask for it with a "
                      "tool");
        repair_move_back(sink, f, plan, i);
    }
}

const RuleCheck rule_live_directive = {.check = check};
