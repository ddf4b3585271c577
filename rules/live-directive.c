#include "rules/family1.h"
#include "rules/repair.h"

static bool is_live(const Plan *plan, size_t step) {
    const Piece *piece = plan_piece(plan, step);
    if (piece->kind != PIECE_DIRECTIVE && piece->kind != PIECE_INCLUDE) return false;
    return piece->verdict.volatility >= VOL_SESSION;
}

/* One reorder of an instruction file mends them all. */
static void add_others(Sink *sink, Finding *f, const Plan *plan, size_t first) {
    for (size_t i = first + 1; i < plan->step_count; i++)
        if (is_live(plan, i) && !family1_add_other(sink, f, plan, i)) return;
}

/* What is loaded on use is read from the cache for the rest of that session, and by no other. */
static void set_cost_of_use(Sink *sink, TokCount lost, Finding *f) {
    f->usd_per_1000 = 0;
    f->cost = sink_text(sink, "the " STR_FMT " tokens behind it are written anew on each use",
                        STR_ARG(sink_tokens(sink, lost)));
}

static void check(const Prompt *prompt, const Plan *plan, Sink *sink) {
    enum { LITTLE = 10 };
    bool document = prompt->kind == KIND_STATIC;
    for (size_t i = 0; i < plan->step_count && !sink->full; i++) {
        if (!is_live(plan, i)) continue;
        const Piece *piece = plan_piece(plan, i);
        const Segment *segment = plan_segment(plan, i);
        bool certain = piece->verdict.certainty != CERTAIN_AMBIGUOUS;
        TokCount lost = plan_reusable_after(plan, i, true);
        if (segment->on_use && lost.tokens < LITTLE) return; /* last, where it belongs */
        Level level = certain && !document && lost.tokens >= LITTLE ? LEVEL_WARNING : LEVEL_INFO;
        Finding *f = sink_report_piece(sink, level, segment, piece,
                                       "`" STR_FMT "` runs each time the file is loaded",
                                       STR_ARG(family1_shown(sink, piece)));
        family1_cost(sink, plan, i, lost, f);
        if (segment->on_use) set_cost_of_use(sink, lost, f);
        f->help = STR("put live output behind the stable text, or let the model ask for it with a "
                      "tool");
        repair_move_back(sink, f, plan, i);
        if (document) {
            add_others(sink, f, plan, i);
            return;
        }
    }
}

const RuleCheck rule_live_directive = {.check = check};
