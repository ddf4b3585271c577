#include <math.h>

#include "rules/money.h"

/* Percentages of the budget at which the rule speaks, where the budget names none (alert_at). */
static const double usual_alerts[] = {50, 80, 100};

typedef struct {
    const char *period, *word; /* "day", "daily" */
    double budget;
    Amount spent;
} Spend;

static double percent(const Spend *spend, double usd) {
    return 100 * usd / spend->budget;
}

/* The highest alert that is reached; 0: none. */
static double alert_reached(const Budget *budget, double reached) {
    const double *alerts = budget->alerts ? budget->alert_at : usual_alerts;
    size_t count = budget->alerts ? budget->alerts : sizeof usual_alerts / sizeof *usual_alerts;
    double highest = 0;
    for (size_t i = 0; i < count; i++)
        if (alerts[i] <= reached && alerts[i] > highest) highest = alerts[i];
    return highest;
}

static Spend spend_of(const char *period, const char *word, double budget, Amount call,
                      double calls) {
    Amount spent = {calls * call.at, calls * call.lo, calls * call.hi};
    return (Spend){period, word, budget, spent};
}

/* The tighter of the two budgets. */
static Spend tightest(const Prompt *prompt, Amount call) {
    double calls = prompt->workload.calls_per_day;
    const Budget *budget = &prompt->budget;
    Spend day = spend_of("day", "daily", budget->daily, call, calls);
    Spend month =
        spend_of("month", "monthly", budget->monthly, call, calls * TRAFFIC_DAYS_PER_MONTH);
    if (budget->daily <= 0) return month;
    if (budget->monthly <= 0) return day;
    return percent(&day, day.spent.at) >= percent(&month, month.spent.at) ? day : month;
}

static Str with_band(Sink *sink, Amount usd) {
    double half = fmax(usd.hi - usd.at, usd.at - usd.lo);
    Str figure = sink_usd(sink, usd.at);
    if (usd.at <= 0 || half <= 0) return figure;
    return sink_text(sink, STR_FMT " (±%.0f %%)", STR_ARG(figure), ceil(100 * half / usd.at));
}

/* What would bring the spend down most, by how much. */
static Str what_to_do(Sink *sink, const Plan *plan, const Spend *spend, double now) {
    double waits = sink->prompt->workload.deferrable, share = spend->spent.at / now;
    CallCost fixed = cost_call(plan, COST_FIXED, NULL);
    CallCost batch = cost_call_partly_batched(plan, waits, NULL);
    bool may_batch = waits > 0 && batch.known;
    if (may_batch && batch.usd.at < 0.95 * fmin(now, fixed.usd.at))
        return sink_text(sink, "%s may wait: in a batch it would be " STR_FMT " a %s",
                         waits < 1 ? "some answers" : "the answers",
                         STR_ARG(sink_usd(sink, share * batch.usd.at)), spend->period);
    if (fixed.known && fixed.usd.at < 0.95 * now)
        return sink_text(sink,
                         "with every change behind the stable text, and a breakpoint between "
                         "them, it would be " STR_FMT " a %s (`warmlint cost` shows what makes it "
                         "up)",
                         STR_ARG(sink_usd(sink, share * fixed.usd.at)), spend->period);
    return STR("shorten the prompt or the answers, take a cheaper model (`warmlint cost "
               "--compare`), or raise the budget");
}

static Str what_it_costs(Sink *sink, const CallCost *now) {
    double calls = sink->prompt->workload.calls_per_day;
    TokCount count = {(int64_t)fmin(calls, 1e15), 0, 0, TOK_FITTED};
    count.lo = count.hi = count.tokens;
    if (now->output < 0)
        return sink_text(sink, STR_FMT " calls a day at " STR_FMT " of input; output comes on top",
                         STR_ARG(sink_tokens(sink, count)),
                         STR_ARG(sink_usd(sink, now->input_usd.at)));
    return sink_text(sink, STR_FMT " calls a day at " STR_FMT " of input and " STR_FMT " of output",
                     STR_ARG(sink_tokens(sink, count)), STR_ARG(sink_usd(sink, now->input_usd.at)),
                     STR_ARG(sink_usd(sink, now->output_usd)));
}

static void check(const Prompt *prompt, const Plan *plan, Sink *sink) {
    const Budget *budget = &prompt->budget;
    if (prompt->workload.calls_per_day <= 0 || (budget->daily <= 0 && budget->monthly <= 0)) return;
    CallCost now = cost_call(plan, COST_NOW, NULL);
    if (!now.known) return;
    Spend spend = tightest(prompt, now.usd);
    double reached = percent(&spend, spend.spent.at), alert = alert_reached(budget, reached);
    if (alert <= 0) return;
    bool over = reached > 100, sure = percent(&spend, spend.spent.lo) > 100;
    Finding *f = sink_report(sink, over && sure ? LEVEL_WARNING : LEVEL_INFO, prompt->anchor,
                             "expected spend of " STR_FMT
                             " a %s%s is %.0f %% of the %s budget of " STR_FMT "%s",
                             STR_ARG(with_band(sink, spend.spent)), spend.period,
                             now.output < 0 ? ", without output," : "", reached, spend.word,
                             STR_ARG(sink_usd(sink, spend.budget)),
                             over && !sure ? " (unsure: the budget lies in the band)" : "");
    f->cost = what_it_costs(sink, &now);
    f->help = what_to_do(sink, plan, &spend, now.usd.at);
    if (!over) f->note = sink_text(sink, "it speaks from %.0f %% on (budget: alert_at)", alert);
}

const RuleCheck rule_over_budget = {.check = check};
