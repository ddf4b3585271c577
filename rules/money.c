#include "rules/money.h"

#include <math.h>

Str money_compared(Sink *sink, double now, double then) {
    double calls = traffic_calls_per_month(&sink->prompt->workload);
    Str month = calls > 0 && now > then ? sink_text(sink, " (" STR_FMT " less a month)",
                                                    STR_ARG(sink_usd(sink, calls * (now - then))))
                                        : (Str){0};
    return sink_text(sink, STR_FMT " instead of " STR_FMT " per 1,000 calls on " STR_FMT STR_FMT,
                     STR_ARG(sink_usd(sink, 1000 * then)), STR_ARG(sink_usd(sink, 1000 * now)),
                     STR_ARG(sink->prompt->model_id), STR_ARG(month));
}

void money_fill(Sink *sink, Finding *finding, double now, double then) {
    finding->usd_per_1000 = fmax(0, 1000 * (now - then));
    finding->cost = money_compared(sink, now, then);
}

const PlanBreakpoint *money_read_breakpoint(const Plan *plan) {
    for (size_t i = plan->breakpoint_count; i-- > 0;) {
        const PlanBreakpoint *b = &plan->breakpoints[i];
        if (b->first_change == NO_STEP && b->reach != REACH_BELOW) return b;
    }
    return NULL;
}

bool money_other_ttl(const Plan *plan, int32_t ttl, CallCost *other) {
    const Model *model = plan->prompt->model;
    if (!model || ttl <= 0 || model->ttl_long_s <= 0 || plan->prices.base.write_long < 0 ||
        !plan->breakpoint_count)
        return false;
    *other = cost_call_with_ttl(plan, (uint32_t)ttl);
    return other->known;
}

Str money_percent(Sink *sink, double share) {
    return sink_text(sink, "%.0f %%", 100 * fmin(1, fmax(0, share)));
}
