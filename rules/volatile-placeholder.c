#include "rules/family1.h"
#include "rules/repair.h"

/* Last in the prompt is what has hardly any static text behind it, be it behind other inputs: every
 * one of them moves to the end when the prompt is put in order. */
static Level level_of(const Plan *plan, const Piece *piece, TokCount lost, bool last) {
    if (last) return LEVEL_INFO;
    bool certain = piece->verdict.certainty != CERTAIN_AMBIGUOUS;
    if (!certain) return LEVEL_INFO;
    return lost.lo >= plan->minimum && !piece->conditional ? LEVEL_ERROR : LEVEL_WARNING;
}

static bool drop_time(Sink *sink, Finding *f, const Segment *segment, const Piece *piece) {
    Span part;
    Str date;
    if (!template_drop_time(piece->source, &part, &date)) return false;
    part.start += piece->span.start;
    part.end += piece->span.start;
    repair_unsafe(f, "Give the date without the time");
    repair_text(sink, f, segment_file_span(segment, part), date);
    return true;
}

static void check(const Prompt *prompt, const Plan *plan, Sink *sink) {
    bool first = true;
    for (size_t i = 0; i < plan->step_count && !sink->full; i++) {
        const Piece *piece = plan_piece(plan, i);
        if (piece->kind != PIECE_PLACEHOLDER || plan->steps[i].volatility != VOL_CALL) continue;
        if (family1_seen_before(plan, i) || family1_well_placed(plan, i)) continue;
        bool guess = piece->verdict.certainty == CERTAIN_AMBIGUOUS;
        if (guess && family1_text_behind(plan, i).tokens == 0) continue;
        TokCount lost = plan_reusable_after(plan, i, false);
        bool last = plan_is_at_the_tail(plan, i);
        Finding *f =
            sink_report_piece(sink, level_of(plan, piece, lost, last), plan_segment(plan, i), piece,
                              "`" STR_FMT "` %s", STR_ARG(family1_shown(sink, piece)),
                              volatility_phrase(piece->verdict));
        family1_cost(sink, plan, i, lost, f);
        f->help = family1_help(sink, piece, last);
        if (first) family1_add_unknown(sink, f, plan, i);
        first = false;
        if (!drop_time(sink, f, plan_segment(plan, i), piece)) repair_move_back(sink, f, plan, i);
    }
    (void)prompt;
}

const RuleCheck rule_volatile_placeholder = {.check = check};
