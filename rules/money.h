/* What the rules about money share: how two prices of one call are compared in words, and where a
 * finding about the cache of a prompt points. USD of one call throughout. */
#ifndef WARMLINT_RULES_MONEY_H
#define WARMLINT_RULES_MONEY_H

#include "rules/rule.h"

/* "$2.13 instead of $4.26 per 1,000 calls on claude-sonnet-5 ($767 less a month)". */
Str money_compared(Sink *sink, double now, double then);
/* The same for the finding: cost line and dollars per 1,000 calls. */
void money_fill(Sink *sink, Finding *finding, double now, double then);
/* The last breakpoint whose prefix a warm call can read, or NULL. */
const PlanBreakpoint *money_read_breakpoint(const Plan *plan);
/* The cost of the call as it is, per time to live that the provider has: `other` for a prompt
 * whose breakpoints are all of that many seconds. False where there is no choice to compare. */
bool money_other_ttl(const Plan *plan, int32_t ttl, CallCost *other);
/* "12 %", whole, at most 100. */
Str money_percent(Sink *sink, double share);

#endif
