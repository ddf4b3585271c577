#include <math.h>

#include "rules/money.h"
#include "rules/prefix.h"
#include "rules/repair.h"

/* Savings of the input cost from which the rule speaks, and from which it warns. */
#define WORTH_A_REMARK  0.10
#define WORTH_A_WARNING 0.25

static Str minutes_or_hours(Sink *sink, int32_t seconds) {
    return seconds % 3600 == 0 ? sink_text(sink, "%dh", seconds / 3600)
                               : sink_text(sink, "%dm", seconds / 60);
}

static const PlanBreakpoint *first_of_other_kind(const Plan *plan, bool to_long) {
    for (size_t i = 0; i < plan->breakpoint_count; i++) {
        const PlanBreakpoint *b = &plan->breakpoints[i];
        if (b->first_change == NO_STEP && b->reach != REACH_BELOW &&
            b->origin != BREAKPOINT_IMPLICIT && plan_is_long(plan, b->ttl_seconds) != to_long)
            return b;
    }
    return NULL;
}

/* As the advice has it: up to this breakpoint, or from it on. */
static void add_repair(Sink *sink, Finding *f, const PlanBreakpoint *b, bool to_long) {
    const Prompt *prompt = sink->prompt;
    const TtlChoice *ttl = prefix_rules(prompt)->ttl;
    if (!ttl[1].spelling[0]) return;
    repair_safe(f,
                to_long ? sink_text(sink, "Write ttl: %s", ttl[1].spelling).ptr : "Remove the ttl");
    for (size_t i = 0; i <= prompt->segments.len; i++) {
        bool automatic = i == prompt->segments.len;
        const Breakpoint *mark =
            automatic ? &prompt->automatic : &prompt->segments.items[i].breakpoint;
        if (mark->origin != BREAKPOINT_EXPLICIT) continue;
        if (automatic && b->origin != BREAKPOINT_AUTOMATIC) continue;
        bool is_short = prefix_ttl(prompt, mark) == ttl[0].seconds;
        if (to_long && is_short && (i <= b->segment || automatic))
            repair_time(sink, f, mark, ttl[1].spelling);
        else if (!to_long && !is_short && (i >= b->segment || automatic))
            repair_remove(sink, f, mark->ttl_span);
    }
}

static void report(Sink *sink, const Plan *plan, bool to_long, double now, double then) {
    const Model *model = plan->prompt->model;
    const Workload *workload = &plan->prompt->workload;
    Str longer = minutes_or_hours(sink, model->ttl_long_s),
        shorter = minutes_or_hours(sink, model->ttl_short_s);
    const PlanBreakpoint *b = first_of_other_kind(plan, to_long);
    if (!b) return;
    double saved = (now - then) / now;
    Str percent = money_percent(sink, saved);
    Level level = saved >= WORTH_A_WARNING ? LEVEL_WARNING : LEVEL_INFO;
    Finding *f;
    if (to_long)
        f = sink_report(
            sink, level, prefix_marker(plan, b),
            "time to live " STR_FMT ": " STR_FMT " of the calls come later than that; "
            "with " STR_FMT " the input costs " STR_FMT " less",
            STR_ARG(shorter),
            STR_ARG(money_percent(sink, 1 - traffic_share_within(workload, model->ttl_short_s))),
            STR_ARG(longer), STR_ARG(percent));
    else
        f = sink_report(sink, level, prefix_marker(plan, b),
                        "time to live " STR_FMT ": what is read again is read within " STR_FMT
                        "; with that the input costs " STR_FMT " less",
                        STR_ARG(longer), STR_ARG(shorter), STR_ARG(percent));
    f->place = prefix_place(sink, b->segment);
    money_fill(sink, f, now, then);
    f->help = to_long ? sink_text(sink,
                                  "write `ttl: " STR_FMT "` here and on every breakpoint "
                                  "before it",
                                  STR_ARG(longer))
                      : sink_text(sink, "drop the ttl, here and behind: " STR_FMT " is the default",
                                  STR_ARG(shorter));
    add_repair(sink, f, b, to_long);
    if (to_long && plan->prompt->provider == PROVIDER_OPENAI)
        f->note = STR("12h: in the Responses API only, at a price known from third parties");
}

static void check(const Prompt *prompt, const Plan *plan, Sink *sink) {
    CallCost as_short, as_long;
    if (prompt->workload.gap_p50 <= 0 || !prompt->model || !money_read_breakpoint(plan)) return;
    if (!money_other_ttl(plan, prompt->model->ttl_short_s, &as_short) ||
        !money_other_ttl(plan, prompt->model->ttl_long_s, &as_long))
        return;
    double now = cost_call(plan, COST_NOW, NULL).input_usd.at;
    double plain = cost_call(plan, COST_UNCACHED, NULL).input_usd.at;
    bool to_long = as_long.input_usd.at < as_short.input_usd.at;
    double then = fmin(as_long.input_usd.at, as_short.input_usd.at);
    if (then >= plain) return; /* no cache at all is cheaper: cache-loses-money says so */
    if (now <= plain && now - then < WORTH_A_REMARK * now) return;
    if (now <= then) return;
    report(sink, plan, to_long, now, then);
}

const RuleCheck rule_ttl_choice = {.needs = NEEDS_MARKERS | NEEDS_MODEL, .check = check};
