/* What the checks that compare with an earlier version say alike. */
#ifndef WARMLINT_RULES_PAIR_H
#define WARMLINT_RULES_PAIR_H

#include "rules/rule.h"

/* "the prefix up to system[0] changed", "`speed` was fast", "the model was claude-opus-5". */
Str pair_what_changed(Sink *sink, const PromptRecord *older, const RecordDiff *diff);
/* "before", "in the request on line 12" */
Str pair_where(Sink *sink, const PromptRecord *older);
/* What to do when the change is meant, behind other advice; empty where nothing needs to be done.
 */
const char *pair_agree(const PromptRecord *older);
/* A parameter's change in `diff`, by its name in params.h, or NULL; and where the parameter stands
 * in the file (the prompt's anchor when it is gone). */
const ParamChange *pair_param(const RecordDiff *diff, const char *name);
Span pair_param_span(const Prompt *prompt, const char *name);
/* "was `low`, is `high`", "was not given, is `high`" */
Str pair_param_words(Sink *sink, const ParamChange *change);
/* "5,106 cached tokens go cold"; empty when none do. */
Str pair_cold(Sink *sink, const RecordDiff *diff);

#endif
