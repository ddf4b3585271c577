/* The input tokens of a call by what is paid for them: read, written for a short or a long time, or
 * in full. Pure functions over a plan; nothing is allocated. cost.h multiplies by prices.
 *
 * Units: tokens, the provider's frame and tool preamble included; seconds. An Amount carries the
 * band of the token estimate it comes from. Unknown is COST_UNKNOWN (negative), never 0.
 *
 * The expected call is a mix of warm, half-warm and cold ones, weighted by the share of gaps
 * between calls that each breakpoint's time to live outlives (traffic.h). */
#ifndef WARMLINT_PROMPT_FLOW_H
#define WARMLINT_PROMPT_FLOW_H

#include "lint/prompt/plan.h"

#define COST_UNKNOWN (-1.0)

/* An estimate and the band it lies in. */
typedef struct {
    double at, lo, hi;
} Amount;

Amount amount_add(Amount a, Amount b);

typedef struct {
    Amount read, written_short, written_long, uncached;
} CostFlow;

Amount flow_sum(const CostFlow *flow);

CostFlow flow_uncached(const Plan *plan);

/* Flows of one call: by the breakpoints as they are; and of what is stable in one prefix, of which
 * the call of another session reads what does not belong to a session. */
typedef CostFlow FlowOfCall(const Plan *plan, const PlanCall *call);
FlowOfCall flow_as_marked, flow_in_best_order;

/* That of an average call at the declared traffic. `ttl`: of all breakpoints, 0: as marked. *warm:
 * share of the warm call's reads that is left, COST_UNKNOWN where no traffic is declared or nothing
 * is ever read. */
CostFlow flow_expected(const Plan *plan, FlowOfCall *flow_of, uint32_t ttl, double *warm);

/* How long what a call leaves in the cache lives, at its last breakpoint. 0: not known. */
uint32_t flow_ttl(const Plan *plan);
/* Else what is not read is paid as plain input. */
bool flow_charges_writes(const Plan *plan);

#endif
