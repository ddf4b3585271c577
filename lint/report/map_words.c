#include "lint/report/map_words.h"

#include <math.h>

#include "lint/prompt/cost.h"
#include "lint/report/figures.h"
#include "lint/report/text.h"

enum { NAME_COLUMNS = 36 };

const char *map_kind_words(CellKind kind) {
    static const char *const words[] = {"read from the cache", "stable, not read",
                                        "changes with the call",
                                        "stable behind a change: never read"};
    return words[kind];
}

CellKind map_kind_at(const Plan *plan, int64_t token) {
    if (token < plan->read.tokens) return CELL_READ;
    if (plan->first_change != NO_STEP && token >= plan->stable.tokens) return CELL_AFTER;
    return CELL_STABLE;
}

void map_change_words(Buf *out, const Plan *plan, size_t index) {
    const PlanStep *step = &plan->steps[index];
    const Piece *piece = plan_piece(plan, index);
    bool literal = piece->kind == PIECE_TEXT;
    if (literal)
        buf_add_c(out, "the last turn");
    else
        text_fit(out, str_trim(piece->source), NAME_COLUMNS);
    if (literal || piece->verdict.volatility == VOL_UNKNOWN)
        buf_add_c(out,
                  step->volatility == VOL_REQUEST ? " is content of the request" : " may change");
    else
        buf_printf(out, " %s", volatility_phrase(piece->verdict));
}

/* The first value that differs between users, sessions or days, ahead of the first change. */
size_t map_first_slow_change(const Plan *plan) {
    size_t end = plan->first_change == NO_STEP ? plan->step_count : plan->first_change;
    for (size_t i = 0; i < end; i++)
        if (plan->steps[i].volatility >= VOL_TENANT) return i;
    return NO_STEP;
}

void map_breakpoint_words(Buf *out, const Plan *plan, const PlanBreakpoint *b) {
    static const char *const origins[] = {"breakpoint",           "breakpoint",
                                          "automatic breakpoint", "implicit breakpoint",
                                          "injected breakpoint",  "stored cache"};
    buf_printf(out, "%s ", origins[b->origin]);
    figure_seconds(out, b->ttl_seconds);
    buf_add_c(out, ", ");
    buf_add_count(out, b->prefix.tokens);
    buf_add_c(out, " tokens");
    if (b->unsized) buf_add_c(out, " and more");
    if (b->reach == REACH_BELOW || b->reach == REACH_UNSURE) {
        buf_add_c(out, b->reach == REACH_BELOW ? ": below the minimum of "
                                               : ": perhaps below the minimum of ");
        buf_add_count(out, plan->minimum);
        if (b->reach == REACH_BELOW) {
            buf_add_c(out, ", not cached");
            return;
        }
    }
    buf_add_c(out, b->first_change != NO_STEP ? ": written on every call, never read"
                                              : ": read on every warm call");
}

bool map_breakpoint_serves(const PlanBreakpoint *b) {
    return b->first_change == NO_STEP && b->reach != REACH_BELOW;
}

void map_no_breakpoint_words(Buf *words, const Plan *plan) {
    if (plan->caches_at_breakpoints_only) {
        buf_add_c(words, "no breakpoint: nothing is cached");
    } else if (plan->read.tokens > 0) {
        buf_add_c(words, "cached automatically up to the first change");
    } else {
        buf_add_count(words, plan->stable.tokens);
        buf_add_c(words,
                  plan->first_change == NO_STEP ? " tokens" : " tokens before the first change");
        buf_add_c(words, ", below the minimum of ");
        buf_add_count(words, plan->minimum);
        buf_add_c(words, ": nothing is cached");
    }
}

static void bill_in_usd(Buf *words, const Plan *plan, const CallCost *call) {
    double warm = 1000 * call->input_usd.at;
    double plain = 1000 * cost_call(plan, COST_UNCACHED, NULL).input_usd.at;
    buf_add_c(words, ": ");
    figure_usd(words, warm);
    buf_add_c(words, " per 1,000 calls");
    if (plain <= 0) return;
    double percent = 100 * (warm - plain) / plain;
    if (percent <= -0.5)
        buf_printf(words, ", %.0f %% less than ", -percent);
    else if (percent >= 0.5)
        buf_printf(words, ", %.0f %% more than ", percent);
    else
        buf_add_c(words, ", as much as ");
    figure_usd(words, plain);
    buf_add_c(words, " without cache");
}

void map_bill_words(Buf *words, const Plan *plan) {
    CallCost call = cost_call(plan, COST_WARM, NULL);
    buf_add_c(words, "A warm call reads ");
    buf_add_count(words, llround(call.flow.read.at));
    buf_add_c(words, ", writes ");
    buf_add_count(words, llround(call.flow.written_short.at + call.flow.written_long.at));
    buf_add_c(words, " and pays ");
    buf_add_count(words, llround(call.flow.uncached.at));
    buf_add_c(words, " in full");
    if (plan->overhead.tokens > 0) buf_add_c(words, ", frame included");
    if (plan->unsized) buf_add_c(words, ", and its values");
    if (call.known) bill_in_usd(words, plan, &call);
    buf_add_char(words, '.');
    if (!plan->minimum_assumed) return;
    bool known = plan->prompt->model != NULL;
    buf_add_c(words, known ? " Its minimum is not known: " : " Without a known model ");
    buf_add_count(words, plan->minimum);
    buf_add_c(words,
              known ? " tokens are assumed." : " tokens are assumed as the minimum (--model ID).");
}
