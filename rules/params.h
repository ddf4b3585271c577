/* What the checks on parameters share: how often a value that is filled in changes. */
#ifndef WARMLINT_RULES_PARAMS_H
#define WARMLINT_RULES_PARAMS_H

#include "rules/rule.h"

/* The volatility of a parameter's value, that of its most volatile placeholder; `what` is that
 * placeholder as written. VOL_CONSTANT where it has none, VOL_DEPLOY for ${UPPER_CASE}, which is
 * the environment of a deployment. */
VolatilityVerdict param_volatility(Sink *sink, const Param *param, Str *what);

/* The request goes to the model's API as it stands; elsewhere a program or a router may still
 * change it. */
bool param_is_sent(const Prompt *prompt);
/* The parameter has a number. */
bool param_number(const Param *param, double *number);

#endif
