#include "lint/prompt/calibrate.h"

#include <math.h>
#include <stdlib.h>

enum { FOLDS = 10, ROUNDS = 12, SURELY = 2 };

#define FACTOR_PRIOR   0.02
#define CONSTANT_PRIOR 100.0
#define ERROR_TOKENS   2.0
#define ERROR_PART     0.02
#define HUBER          1.345

typedef struct {
    double gain; /* factor - 1 */
    double constant;
} Correction;

bool calibrate_is_enough(const Measured *measured, size_t count) {
    double tokens = 0;
    for (size_t i = 0; i < count; i++) tokens += measured[i].actual;
    return count >= CALIBRATE_REQUESTS && tokens >= CALIBRATE_TOKENS;
}

static double predict(const Measured *m, Correction c) {
    return m->text * (1 + c.gain) + m->overhead + c.constant;
}

static double deviation(const Measured *m) {
    return ERROR_TOKENS + ERROR_PART * m->actual;
}

static int compare(const void *left, const void *right) {
    double a = *(const double *)left, b = *(const double *)right;
    return (a > b) - (a < b);
}

static double median(double *values, size_t count) {
    if (!count) return 0;
    qsort(values, count, sizeof *values, compare);
    return count % 2 ? values[count / 2] : (values[count / 2 - 1] + values[count / 2]) / 2;
}

/* --- one fit -------------------------------------------------------------------------------------
 */

/* The requests that take part: all but those from `from` up to `to`. */
typedef struct {
    const Measured *items;
    size_t count, from, to;
    double *scratch; /* count values */
} Training;

static bool takes_part(const Training *t, size_t i) {
    return i < t->from || i >= t->to;
}

/* Scale of the weighted residuals: their median over that of a normal one. */
static double residual_scale(const Training *t, Correction c) {
    size_t n = 0;
    for (size_t i = 0; i < t->count; i++)
        if (takes_part(t, i))
            t->scratch[n++] =
                fabs(t->items[i].actual - predict(&t->items[i], c)) / deviation(&t->items[i]);
    return fmax(1, 1.4826 * median(t->scratch, n));
}

/* Precision of a Cauchy prior where the estimate was last: as of a normal one near zero, next to
 * nothing far from it. */
static double prior_precision(double width, double last) {
    return 2 / (width * width + last * last);
}

/* Normal equations of the weighted ridge regression of actual - text - overhead on (text, 1). */
static Correction solve(const Training *t, FitKind kind, Correction last, double scale) {
    bool gain = kind & FIT_FACTOR, constant = kind & FIT_CONSTANT;
    double a = prior_precision(FACTOR_PRIOR, last.gain), b = 0;
    double d = prior_precision(CONSTANT_PRIOR, last.constant), p = 0, q = 0;
    for (size_t i = 0; i < t->count; i++) {
        if (!takes_part(t, i)) continue;
        const Measured *m = &t->items[i];
        double s = deviation(m), off = fabs(m->actual - predict(m, last)) / s / scale;
        double weight = (off > HUBER ? HUBER / off : 1) / (s * s);
        double y = m->actual - m->text - m->overhead;
        a += weight * m->text * m->text;
        b += weight * m->text;
        d += weight;
        p += weight * m->text * y;
        q += weight * y;
    }
    if (!constant) return (Correction){gain ? p / a : 0, 0};
    if (!gain) return (Correction){0, q / d};
    double det = a * d - b * b;
    return (Correction){(p * d - q * b) / det, (a * q - b * p) / det};
}

/* The ratio in the middle: no single pair moves it. */
static double middle_gain(const Training *t) {
    size_t n = 0;
    for (size_t i = 0; i < t->count; i++) {
        const Measured *m = &t->items[i];
        if (takes_part(t, i) && m->text > 0)
            t->scratch[n++] = (m->actual - m->overhead) / m->text - 1;
    }
    return median(t->scratch, n);
}

static Correction fit(const Training *t, FitKind kind) {
    if (kind == FIT_NOTHING) return (Correction){0};
    Correction c = {middle_gain(t), 0};
    for (int i = 0; i < ROUNDS; i++) c = solve(t, kind, c, residual_scale(t, c));
    return c;
}

/* --- held out ------------------------------------------------------------------------------------
 */

/* Relative errors of each request, held out of the fit that corrects it. */
static void held_out(const Training *all, FitKind kind, double *errors) {
    size_t folds = all->count < FOLDS ? all->count : FOLDS;
    for (size_t f = 0; f < folds; f++) {
        Training t = *all;
        t.from = all->count * f / folds;
        t.to = all->count * (f + 1) / folds;
        Correction c = fit(&t, kind);
        for (size_t i = t.from; i < t.to; i++) {
            const Measured *m = &all->items[i];
            errors[i] = (predict(m, c) - m->actual) / fmax(1, m->actual);
        }
    }
}

static double mean_size(const double *errors, size_t count) {
    double sum = 0;
    for (size_t i = 0; i < count; i++) sum += fabs(errors[i]);
    return sum / (double)count;
}

/* How much smaller the errors `b` are than `a`, request by request, and the standard error of it.
 */
static double gained(const double *a, const double *b, size_t count, double *error) {
    double mean = 0, squares = 0;
    for (size_t i = 0; i < count; i++) mean += (fabs(a[i]) - fabs(b[i])) / (double)count;
    for (size_t i = 0; i < count; i++) {
        double d = fabs(a[i]) - fabs(b[i]) - mean;
        squares += d * d;
    }
    *error = sqrt(squares / (double)(count > 1 ? count - 1 : 1) / (double)count);
    return mean;
}

static FitError describe(const Training *all, const double *errors) {
    FitError e = {.mean = mean_size(errors, all->count)};
    double off = 0, actual = 0;
    for (size_t i = 0; i < all->count; i++) {
        all->scratch[i] = fabs(errors[i]);
        off += errors[i] * fmax(1, all->items[i].actual);
        actual += all->items[i].actual;
    }
    e.median = median(all->scratch, all->count);
    e.bias = actual > 0 ? off / actual : 0;
    return e;
}

/* The smallest half-width that holds nine of ten further errors. */
static double conformal(const Training *all, const double *errors) {
    size_t n = all->count, rank = (size_t)ceil(0.9 * (double)(n + 1));
    for (size_t i = 0; i < n; i++) all->scratch[i] = fabs(errors[i]);
    qsort(all->scratch, n, sizeof *all->scratch, compare);
    return all->scratch[(rank < n ? rank : n) - 1];
}

/* The simplest kind that is as good as the best, and better than nothing. */
static FitKind choose(double *const errors[], size_t count) {
    FitKind best = FIT_NOTHING;
    for (int k = FIT_CONSTANT; k <= FIT_BOTH; k++)
        if (mean_size(errors[k], count) < mean_size(errors[best], count)) best = (FitKind)k;
    for (int k = FIT_NOTHING; k < (int)best; k++) {
        double error, more = gained(errors[k], errors[best], count, &error);
        if (more <= (k == FIT_NOTHING ? SURELY : 1) * error) return (FitKind)k;
    }
    return best;
}

Fit calibrate_fit(Arena *arena, const Measured *measured, size_t count) {
    Training all = {.items = measured, .count = count};
    all.scratch = arena_array(arena, count + 1, sizeof *all.scratch);
    double *errors[FIT_BOTH + 1];
    for (int k = FIT_NOTHING; k <= FIT_BOTH; k++) {
        errors[k] = arena_array(arena, count + 1, sizeof *errors[k]);
        held_out(&all, (FitKind)k, errors[k]);
    }
    Fit result = {.kind = choose(errors, count), .factor = 1};
    Correction c = fit(&all, result.kind);
    result.factor += c.gain;
    result.constant = c.constant;
    result.before = describe(&all, errors[FIT_NOTHING]);
    result.after = describe(&all, errors[result.kind]);
    result.spread = conformal(&all, errors[result.kind]);
    return result;
}
