#include "lint/prompt/flow.h"

#include <math.h>

#include "lint/prompt/traffic.h"

/* --- amounts -------------------------------------------------------------------------------------
 */

static Amount amount_of(TokCount count) {
    return (Amount){(double)count.tokens, (double)count.lo, (double)count.hi};
}

Amount amount_add(Amount a, Amount b) {
    return (Amount){a.at + b.at, a.lo + b.lo, a.hi + b.hi};
}

static Amount amount_times(Amount a, double factor) {
    return (Amount){a.at * factor, a.lo * factor, a.hi * factor};
}

static CostFlow flow_add(CostFlow a, CostFlow b) {
    return (CostFlow){amount_add(a.read, b.read), amount_add(a.written_short, b.written_short),
                      amount_add(a.written_long, b.written_long),
                      amount_add(a.uncached, b.uncached)};
}

static CostFlow flow_times(CostFlow f, double factor) {
    return (CostFlow){amount_times(f.read, factor), amount_times(f.written_short, factor),
                      amount_times(f.written_long, factor), amount_times(f.uncached, factor)};
}

Amount flow_sum(const CostFlow *f) {
    return amount_add(amount_add(f->read, f->uncached),
                      amount_add(f->written_short, f->written_long));
}

/* --- flows of one call ---------------------------------------------------------------------------
 */

/* Hidden text: the tool preamble opens the system text, so it is read or written with what stands
 * behind it; the frame of the last turn is new in each call. */
static CostFlow with_overhead(const Plan *plan, PlanFlow tokens) {
    CostFlow flow = {amount_of(tokens.read), amount_of(tokens.written_short),
                     amount_of(tokens.written_long), amount_of(tokens.uncached)};
    if (plan->overhead.tokens <= 0) return flow;
    double frame = (double)plan->frame.tokens;
    double preamble = fmax(0, (double)plan->overhead.tokens - frame);
    double tools = (double)plan->section[SECTION_TOOLS].tokens;
    Amount hidden = {preamble, preamble, preamble};
    double written = flow.written_short.at + flow.written_long.at;
    Amount *home = flow.read.at > tools ? &flow.read
                   : flow.read.at + written > tools
                       ? flow.written_long.at > 0 ? &flow.written_long : &flow.written_short
                       : &flow.uncached;
    *home = amount_add(*home, hidden);
    flow.uncached = amount_add(flow.uncached, (Amount){frame, frame, frame});
    return flow;
}

CostFlow flow_uncached(const Plan *plan) {
    return with_overhead(plan, (PlanFlow){.uncached = plan->total});
}

/* Which tokens a prompt in the best order would read: all that a call does not change. */
static TokCount sum_below(const Plan *plan, Volatility limit) {
    TokCount sum = {.method = TOK_FITTED};
    for (size_t i = 0; i < plan->step_count; i++)
        if (plan->steps[i].volatility < limit) sum = tok_add(sum, plan->steps[i].size);
    return sum;
}

static TokCount without(TokCount a, TokCount b) {
    return (TokCount){a.tokens - b.tokens, a.lo - b.lo, a.hi - b.hi, a.method};
}

uint32_t flow_ttl(const Plan *plan) {
    if (plan->breakpoint_count > 0)
        return plan->breakpoints[plan->breakpoint_count - 1].ttl_seconds;
    const Model *model = plan->prompt->model;
    if (plan->caches_at_breakpoints_only) return model ? (uint32_t)model->ttl_short_s : 300;
    return plan->lifetime;
}

bool flow_charges_writes(const Plan *plan) {
    return plan->breakpoint_count > 0 || plan->caches_at_breakpoints_only;
}

/* --- the expected call ---------------------------------------------------------------------------
 */

/* The first value of the prefix that another session has another of. */
static size_t session_step(const Plan *plan) {
    for (size_t i = 0; i < plan->step_count; i++)
        if (plan->steps[i].volatility == VOL_SESSION) return i;
    return NO_STEP;
}

/* The times to live in use, ascending; as many as anybody marks. */
enum { TTLS = 4 };

static size_t lifetimes(const Plan *plan, uint32_t ttl, uint32_t out[TTLS]) {
    size_t n = 0;
    if (plan->breakpoint_count == 0) {
        uint32_t life = plan->caches_at_breakpoints_only ? 0 : plan->lifetime;
        if (life > 0) out[n++] = life;
        return n;
    }
    for (size_t i = 0; i < plan->breakpoint_count; i++) {
        uint32_t seconds = ttl ? ttl : plan->breakpoints[i].ttl_seconds;
        size_t at = 0;
        while (at < n && out[at] < seconds) at++;
        if ((at < n && out[at] == seconds) || n == TTLS) continue;
        for (size_t k = n++; k > at; k--) out[k] = out[k - 1];
        out[at] = seconds;
    }
    return n;
}

CostFlow flow_as_marked(const Plan *plan, const PlanCall *call) {
    return with_overhead(plan, plan_flow(plan, call));
}

CostFlow flow_in_best_order(const Plan *plan, const PlanCall *call) {
    PlanFlow flow = {.uncached = plan->total};
    TokCount stable = sum_below(plan, VOL_REQUEST);
    if (stable.tokens < plan->minimum) return with_overhead(plan, flow);
    uint32_t ttl = flow_ttl(plan);
    bool alive = ttl == 0 || call->gap <= ttl;
    TokCount same = call->other_from == NO_STEP ? stable : sum_below(plan, VOL_TENANT);
    if (alive && same.tokens >= plan->minimum) flow.read = same;
    flow.uncached = without(plan->total, stable);
    TokCount rest = without(stable, flow.read);
    if (!flow_charges_writes(plan))
        flow.uncached = tok_add(flow.uncached, rest);
    else if (plan_is_long(plan, ttl))
        flow.written_long = rest;
    else
        flow.written_short = rest;
    return with_overhead(plan, flow);
}

/* Weighted by how many gaps end within each time to live. */
static CostFlow over_gaps(const Plan *plan, FlowOfCall *flow_of, const uint32_t *ttl, size_t ttls,
                          PlanCall call) {
    CostFlow sum = {0};
    double before = 0;
    for (size_t i = 0; i < ttls; i++) {
        double within = traffic_share_within(&plan->prompt->workload, ttl[i]);
        call.gap = ttl[i];
        sum = flow_add(sum, flow_times(flow_of(plan, &call), within - before));
        before = within;
    }
    call.gap = HUGE_VAL;
    return flow_add(sum, flow_times(flow_of(plan, &call), 1 - before));
}

CostFlow flow_expected(const Plan *plan, FlowOfCall *flow_of, uint32_t ttl, double *warm) {
    const Workload *workload = &plan->prompt->workload;
    PlanCall call = {.ttl = ttl, .other_from = NO_STEP};
    CostFlow best = flow_of(plan, &call), flow = best;
    uint32_t seconds[TTLS];
    size_t n = lifetimes(plan, ttl, seconds);
    if (flow_of == flow_in_best_order) {
        seconds[0] = flow_ttl(plan);
        n = seconds[0] > 0;
    }
    *warm = COST_UNKNOWN;
    bool gaps_known = n > 0 && traffic_share_within(workload, 1) >= 0;
    if (gaps_known) flow = over_gaps(plan, flow_of, seconds, n, call);
    size_t session = workload->calls_per_session >= 1 ? session_step(plan) : NO_STEP;
    if (session != NO_STEP) {
        PlanCall first = call;
        first.other_from = session;
        CostFlow first_flow =
            gaps_known ? over_gaps(plan, flow_of, seconds, n, first) : flow_of(plan, &first);
        double later = traffic_share_not_first(workload);
        flow = flow_add(flow_times(flow, later), flow_times(first_flow, 1 - later));
    }
    if ((gaps_known || session != NO_STEP) && best.read.at > 0) *warm = flow.read.at / best.read.at;
    return flow;
}
