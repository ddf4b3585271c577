/* What the checks on sizes share: which blocks somebody wrote into the prompt, and what a number of
 * tokens of it costs when it is sent with every call. */
#ifndef WARMLINT_RULES_LITERAL_H
#define WARMLINT_RULES_LITERAL_H

#include "rules/rule.h"

/* Text of the file that goes into every call: the system text, and the messages of a template. What
 * a recorded conversation holds, the conversation wrote. */
bool literal_is_written(const Prompt *prompt, const Segment *segment);
/* "per 1,000 calls on claude-opus-5: $45.00 uncached, $4.50 read from the cache"; empty without a
 * price. */
Str literal_cost(Sink *sink, const Plan *plan, int64_t tokens);

#endif
