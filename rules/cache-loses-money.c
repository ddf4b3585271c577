#include <math.h>

#include "rules/money.h"
#include "rules/prefix.h"
#include "rules/repair.h"

/* Below this the difference is noise of the estimate. */
#define LOSS 1.02

/* No time to live makes the cache pay; if one does, ttl-choice says so. */
static bool is_lost_whatever_the_ttl(const Plan *plan, double plain) {
    const Model *model = plan->prompt->model;
    CallCost other;
    return !(money_other_ttl(plan, model->ttl_short_s, &other) && other.input_usd.at < plain) &&
           !(money_other_ttl(plan, model->ttl_long_s, &other) && other.input_usd.at < plain);
}

static double write_price(const Plan *plan, const PlanBreakpoint *b, const PriceSet *prices) {
    return plan_is_long(plan, b->ttl_seconds) && prices->write_long >= 0 ? prices->write_long
                                                                         : prices->write_short;
}

/* Unsafe: it is one of two ways out. */
static void remove_all(Sink *sink, Finding *f) {
    const Prompt *prompt = sink->prompt;
    repair_unsafe(f, "Remove the breakpoints");
    if (prompt->automatic.origin != BREAKPOINT_NONE) repair_remove(sink, f, prompt->automatic.span);
    for (size_t i = 0; i < prompt->segments.len; i++)
        if (prompt->segments.items[i].breakpoint.origin == BREAKPOINT_EXPLICIT)
            repair_remove(sink, f, prompt->segments.items[i].breakpoint.span);
}

static void check(const Prompt *prompt, const Plan *plan, Sink *sink) {
    const PlanBreakpoint *b = money_read_breakpoint(plan);
    if (!b) return;
    CallCost now = cost_call(plan, COST_NOW, NULL), plain = cost_call(plan, COST_UNCACHED, NULL);
    if (!now.known || now.warm < 0 || now.input_usd.at < LOSS * plain.input_usd.at ||
        !is_lost_whatever_the_ttl(plan, plain.input_usd.at))
        return;
    /* Where only the volume is declared, calls are taken as spread over the day: they may not be.
     */
    bool guessed = prompt->workload.gap_p50 <= 0 && prompt->workload.gap_p95 <= 0 &&
                   prompt->workload.calls_per_session < 1;
    double needed =
        cost_hits_to_pay(now.prices.in, write_price(plan, b, &now.prices), now.prices.read);
    Finding *f = sink_report(
        sink, guessed ? LEVEL_INFO : LEVEL_WARNING, prefix_marker(plan, b),
        "this cache costs more than it saves: " STR_FMT " of what it could read is "
        "still there when the next call comes%s, " STR_FMT " would pay for the writes",
        STR_ARG(money_percent(sink, now.warm)), guessed ? " (calls spread over the day)" : "",
        STR_ARG(money_percent(sink, needed)));
    f->place = prefix_place(sink, b->segment);
    money_fill(sink, f, now.usd.at, plain.usd.at);
    f->tokens = now.flow.written_short.at + now.flow.written_long.at;
    f->help = b->origin == BREAKPOINT_IMPLICIT
                  ? STR("bring the calls closer together (a queue, a batch), or switch implicit "
                        "caching off for them")
                  : STR("remove the breakpoints, or bring the calls closer together (a queue, a "
                        "batch)");
    if (b->origin != BREAKPOINT_IMPLICIT) remove_all(sink, f);
}

const RuleCheck rule_cache_loses_money = {.needs = NEEDS_MARKERS | NEEDS_MODEL, .check = check};
