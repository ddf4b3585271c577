#include "rules/family1.h"
#include "rules/prefix.h"
#include "rules/repair.h"

/* Less static text behind the input than this is a remark. */
enum { WARNING_TOKENS = 48 };

static void report(Sink *sink, const Plan *plan, size_t step, size_t last) {
    const Piece *piece = plan_piece(plan, step);
    TokCount stuck = family1_stuck_behind(plan, step);
    bool guessed = piece->verdict.volatility < VOL_APPEND;
    bool weak = piece->verdict.certainty == CERTAIN_AMBIGUOUS || guessed ||
                stuck.tokens < WARNING_TOKENS || family1_in_last_turn(plan, step);
    Finding *f = sink_report_piece(
        sink, weak ? LEVEL_INFO : LEVEL_WARNING, plan_segment(plan, step), piece,
        "`" STR_FMT "` %s content of the request, ahead of " STR_FMT " tokens of static text",
        STR_ARG(family1_shown(sink, piece)), guessed ? "is probably" : "is",
        STR_ARG(sink_tokens(sink, stuck)));
    f->tokens = (double)stuck.tokens;
    f->usd_per_1000 = cost_lost_per_1000(plan, f->tokens, false);
    Str usd = prefix_cost(sink, f->usd_per_1000);
    f->cost = sink_text(sink, "those tokens can never be read from the cache%s" STR_FMT,
                        usd.len ? ": " : "", STR_ARG(usd));
    f->help = STR("move the static text in front of it, and what changes to the end");
    if (guessed)
        f->note = STR("where it stays the same from call to call, declare it so: `inputs` in a "
                      "prompt file, `volatility` in .warmlint.yaml");
    family1_add_others(sink, f, plan, step, last);
    repair_move_back(sink, f, plan, step);
}

/* The conversation that this input stands ahead of, NO_STEP without any: a system text that is
 * another one on every call, and earlier turns behind it. */
static size_t ahead_of_turns(const Plan *plan) {
    size_t found = NO_STEP;
    for (size_t i = 0; i < plan->step_count; i++) {
        const Segment *segment = plan_segment(plan, i);
        if (segment->append_only) return found;
        bool input = segment->section == SECTION_SYSTEM && family1_is_input(plan, i) &&
                     plan->steps[i].volatility == VOL_REQUEST;
        if (input && found == NO_STEP) found = i;
    }
    return NO_STEP;
}

static void report_turns(Sink *sink, const Plan *plan, size_t step) {
    const Piece *piece = plan_piece(plan, step);
    Finding *f = sink_report_piece(sink, LEVEL_INFO, plan_segment(plan, step), piece,
                                   "`" STR_FMT "` is content of the request, ahead of the earlier "
                                   "turns of the conversation",
                                   STR_ARG(family1_shown(sink, piece)));
    f->cost = STR("no turn behind it can ever be read from the cache");
    f->help = STR("put it into the last user message");
    family1_add_others(sink, f, plan, step, plan->steps[step].segment);
}

static void check(const Prompt *prompt, const Plan *plan, Sink *sink) {
    if (prompt->kind == KIND_RENDERED) return;
    Family1Inputs found = family1_inputs(plan);
    /* One reorder of a text mends them all. */
    bool apart = found.known == NO_STEP ||
                 (found.likely != NO_STEP &&
                  plan->steps[found.likely].segment < plan->steps[found.known].segment);
    size_t end = found.known == NO_STEP ? NO_STEP : plan->steps[found.known].segment - 1;
    if (apart && found.likely != NO_STEP) report(sink, plan, found.likely, end);
    size_t turns = found.known == NO_STEP ? ahead_of_turns(plan) : NO_STEP;
    if (found.known != NO_STEP) report(sink, plan, found.known, NO_STEP);
    if (turns != NO_STEP) report_turns(sink, plan, turns);
}

const RuleCheck rule_input_before_static = {.check = check};
