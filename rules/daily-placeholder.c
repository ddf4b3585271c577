#include "rules/family1.h"
#include "rules/prefix.h"

/* Content of the request follows with nothing static in between: the prefix ends there anyway, so
 * what may be a day of any kind is not worth a word. */
static bool is_guess_before_input(const Plan *plan, size_t step) {
    size_t next = plan->steps[step].next_input;
    return plan_piece(plan, step)->verdict.certainty == CERTAIN_AMBIGUOUS &&
           next < plan->step_count && plan->steps[next].segment == plan->steps[step].segment &&
           family1_text_behind(plan, step).tokens == 0;
}

static void check(const Prompt *prompt, const Plan *plan, Sink *sink) {
    bool first = true;
    for (size_t i = 0; i < plan->step_count && !sink->full; i++) {
        const Piece *piece = plan_piece(plan, i);
        if (piece->kind != PIECE_PLACEHOLDER || plan->steps[i].volatility != VOL_DAY) continue;
        if (family1_seen_before(plan, i) || family1_well_placed(plan, i)) continue;
        if (family1_is_part_of_clock(plan, i)) continue;
        if (family1_in_last_turn(plan, i)) continue; /* where it belongs */
        if (is_guess_before_input(plan, i)) continue;
        TokCount lost = plan_reusable_after(plan, i, false);
        Finding *f = sink_report_piece(sink, LEVEL_INFO, plan_segment(plan, i), piece,
                                       "`" STR_FMT "` %s", STR_ARG(family1_shown(sink, piece)),
                                       volatility_phrase(piece->verdict));
        f->tokens = (double)lost.tokens;
        f->cost =
            lost.tokens > 0
                ? sink_text(sink,
                            "the " STR_FMT " tokens behind it are written anew once a "
                            "day" STR_FMT,
                            STR_ARG(sink_tokens(sink, lost)),
                            STR_ARG(prefix_cost_anew(sink, plan, lost, "each time")))
                : STR("nothing static stands behind it; the conversation after it starts anew "
                      "once a day");
        if (first) family1_add_unknown(sink, f, plan, i);
        first = false;
        f->help = STR("day precision is usually fine; where caches live for hours, move it behind "
                      "the stable text or into the last user message");
    }
    (void)prompt;
}

const RuleCheck rule_daily_placeholder = {.check = check};
