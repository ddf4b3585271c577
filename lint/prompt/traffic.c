#include "lint/prompt/traffic.h"

#include <math.h>

/* The normal distribution's 95 % point: p95 = p50 exp(Z95 sigma). */
#define Z95 1.6448536269514722

/* 0 where there is no spread to speak of. */
static double spread(double p50, double p95) {
    return p50 > 0 && p95 > p50 ? log(p95 / p50) / Z95 : 0;
}

static double normal_share_below(double x) {
    return 0.5 * erfc(-x / sqrt(2));
}

double traffic_share_within(const Workload *w, double seconds) {
    double p50 = w->gap_p50;
    if (seconds <= 0) return 0;
    if (p50 > 0 && w->gap_p95 > 0) {
        double sigma = spread(p50, w->gap_p95);
        return sigma > 0 ? normal_share_below(log(seconds / p50) / sigma) : p50 <= seconds;
    }
    if (p50 > 0) return 1 - exp2(-seconds / p50);
    if (w->gap_p95 > 0) return 1 - pow(0.05, seconds / w->gap_p95);
    if (w->calls_per_day > 0) return 1 - exp(-seconds * w->calls_per_day / TRAFFIC_SECONDS_PER_DAY);
    return TRAFFIC_UNKNOWN;
}

double traffic_share_not_first(const Workload *w) {
    return w->calls_per_session >= 1 ? 1 - 1 / w->calls_per_session : 1;
}

double traffic_calls_per_month(const Workload *w) {
    return w->calls_per_day > 0 ? w->calls_per_day * TRAFFIC_DAYS_PER_MONTH : TRAFFIC_UNKNOWN;
}

double traffic_output(const Workload *w) {
    if (w->output_p50 > 0 && w->output_p95 > 0) {
        double sigma = spread(w->output_p50, w->output_p95);
        return fmin(w->output_p50 * exp(sigma * sigma / 2), fmax(w->output_p50, w->output_p95));
    }
    if (w->output_p50 > 0) return w->output_p50;
    return w->output_p95 > 0 ? w->output_p95 : TRAFFIC_UNKNOWN;
}
