/* Corrections of token estimates from requests whose tokens the provider counted.
 *
 * Model: actual = factor x text + overhead + constant + error, with `text` the estimate of what is
 * text in the request and `overhead` the markup and frames that are known. The error of a request
 * has a standard deviation of 2 tokens and 2 % of it (what the fitted tables show on texts that
 * they were not fitted on). Prior: factor - 1 is Cauchy with scale 0.02, because the tables have
 * the scale nearly right already, and the constant Cauchy with scale 100, because hidden text is
 * common: small corrections are shrunk toward none, the less the more was measured; large ones,
 * which no error of a table explains, are believed (Gelman et al. 2008, A weakly informative
 * default prior). The estimate is a maximum of the posterior, by reweighted ridge regression in two
 * unknowns, with Huber's weights (k = 1.345) against single wrong pairs.
 *
 * What is kept is decided by cross-validation over up to ten runs of neighbours (calls of one
 * conversation stand together and are alike): nothing, the constant alone, the factor alone, or
 * both. The simplest whose held-out error is within one standard error of the best is taken
 * (Breiman et al., Classification and Regression Trees, 3.4.3), and nothing at all unless it beats
 * the uncorrected estimate by more than two standard errors of the paired differences.
 * The spread is the split-conformal 90 % quantile of held-out relative errors (Lei et al. 2018).
 * Units: tokens; errors as parts of the actual count. Nothing allocates but the arena. */
#ifndef WARMLINT_PROMPT_CALIBRATE_H
#define WARMLINT_PROMPT_CALIBRATE_H

#include <stdbool.h>
#include <stddef.h>

#include "lint/base/arena.h"

enum { CALIBRATE_REQUESTS = 8, CALIBRATE_TOKENS = 2000 }; /* the least that is calibrated on */

typedef struct {
    double text, overhead; /* estimated */
    double actual;         /* counted by the provider */
} Measured;

typedef struct {
    double mean, median; /* of absolute errors */
    double bias;         /* of the sum */
} FitError;

typedef enum { FIT_NOTHING, FIT_CONSTANT, FIT_FACTOR, FIT_BOTH } FitKind;

typedef struct {
    FitKind kind; /* FIT_NOTHING: keep the estimates as they are */
    double factor, constant;
    double spread;          /* of the held-out errors of what was kept */
    FitError before, after; /* after: held out */
} Fit;

/* Enough to calibrate on. */
bool calibrate_is_enough(const Measured *measured, size_t count);
Fit calibrate_fit(Arena *arena, const Measured *measured, size_t count);

#endif
