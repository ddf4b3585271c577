/* What a declared workload says about a cache: how many calls find it warm, how many calls and how
 * much output a month has. Pure functions; seconds, tokens, calls. Where the declaration does not
 * say enough, the result is negative: not known.
 *
 * Gaps between calls are taken as log-normally distributed where two quantiles are declared
 * (waiting times of people and queues are skewed to the long side and never negative), and as
 * exponentially distributed (calls that know nothing of one another) where only the median or the
 * volume is. The same for the length of answers. */
#ifndef WARMLINT_PROMPT_TRAFFIC_H
#define WARMLINT_PROMPT_TRAFFIC_H

#include "lint/config/settings.h"

/* Monthly figures are those of 30 days. */
enum { TRAFFIC_DAYS_PER_MONTH = 30, TRAFFIC_SECONDS_PER_DAY = 86400 };

#define TRAFFIC_UNKNOWN (-1.0)

/* Share of the gaps that are at most so long. A cache that every hit refreshes is warm for the next
 * call exactly when the gap is within its time to live (Anthropic counts it from the start of the
 * request; provider's prompt caching page, 2026-08-21). */
double traffic_share_within(const Workload *workload, double seconds);

/* Share of calls that are not the first of their session: the most that can be read of a prefix
 * that belongs to one session. 1 where sessions are not declared. */
double traffic_share_not_first(const Workload *workload);

double traffic_calls_per_month(const Workload *workload);

/* Average answer. With two quantiles the mean of the log-normal distribution through them, which
 * lies above the median (at most the longer one); with one of them that one. */
double traffic_output(const Workload *workload);

#endif
