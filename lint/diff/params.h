/* Parameters that belong to the prefix: rendered into it by the provider, or keeping a cached
 * prefix from being used. */
#ifndef WARMLINT_DIFF_PARAMS_H
#define WARMLINT_DIFF_PARAMS_H

#include "lint/prompt/prompt.h"

typedef struct {
    const char *name; /* as the API spells it: "output_config.effort" */
    Section from;     /* when it changes, nothing from here on is read */
    Str text;         /* its value: "high", "{type: enabled, budget_tokens: 2000}" */
} PrefixParam;
typedef VEC(PrefixParam) PrefixParamVec;

/* The row of the table that a parameter's path belongs to: its name there, and from where on it
 * counts; NULL for a parameter that is not part of the prefix. */
const char *prefix_param_name(const Prompt *prompt, Str path, Section *from);
/* Those that are given, in the order of a fixed table. */
void prefix_params(Arena *arena, const Prompt *prompt, PrefixParamVec *params);

#endif
