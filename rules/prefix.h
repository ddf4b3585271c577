/* What several checks ask about prefixes and breakpoints. Everything is read off the plan; only
 * the caution is added here: what a claim may count on and between which figures the minimum lies.
 * Tokens everywhere. Nothing is allocated but the texts made for the sink. */
#ifndef WARMLINT_RULES_PREFIX_H
#define WARMLINT_RULES_PREFIX_H

#include "lint/facts/provider.h"
#include "rules/rule.h"

#define NO_SEGMENT ((size_t)-1)

/* The least and the largest figure that sources give for the model's minimum (0, 0: not known).
 * Without a model, on a provider of Claude: the range over its models, 512 to 4,096. */
typedef struct {
    int64_t low, high;
} Minimum;
Minimum prefix_minimum(const Prompt *prompt);

/* What the provider's cache does for this prompt; without a model, the provider's newest rules. */
const ProviderRules *prefix_rules(const Prompt *prompt);
/* Caching only at breakpoints (Claude, Nova); marks that are wrong or too many are refused there.
 */
bool prefix_needs_marks(const Prompt *prompt);

/* The `type` that a mark has in this API. */
const char *prefix_mark_type(const Prompt *prompt);
/* What to write, and where, to mark the end of `place`. */
Str prefix_mark_advice(Sink *sink, Str place);

/* First step behind a segment. */
size_t prefix_end_of(const Plan *plan, size_t segment);
/* Tokens of the steps [0, end) that every call holds: text under a condition is left out, values
 * of unknown size count nothing. A lower bound, to claim that a prefix reaches a size. */
TokCount prefix_certain(const Plan *plan, size_t end);

/* What the model has said, in the Responses API: `prompt_cache_breakpoint` is a key of what is put
 * in, `input_text`, `input_image` and `input_file` (API reference, read 2026-11). */
bool prefix_takes_no_mark(const Prompt *prompt, const Segment *segment);
/* The last segment that ends before the first change and that a later call repeats: a breakpoint
 * belongs there. The newest user message of a conversation is not repeated. */
size_t prefix_last_stable(const Plan *plan);

/* The messages grow from call to call, so that the end of this one is the prefix of the next. */
bool prefix_is_conversation(const Prompt *prompt);

/* The marker of a planned breakpoint, or the block where an implicit one stands. */
Span prefix_marker(const Plan *plan, const PlanBreakpoint *breakpoint);

/* Seconds of a mark's time to live; 0: filled in at run time, or unknown (invalid-breakpoint). */
int32_t prefix_ttl(const Prompt *prompt, const Breakpoint *mark);
/* The last block when its own mark and the automatic one want different times to live, which is
 * refused; NULL otherwise. */
const Segment *prefix_ttl_conflict(const Prompt *prompt);

/* Why marks of this kind do nothing on this segment, as the end of a sentence ("..., which takes
 * none"); NULL where they work or where that is not known. `refused`: the request fails. */
const char *prefix_mark_useless(const Prompt *prompt, const Segment *segment, bool *refused);

/* "system[1]" */
Str prefix_place(Sink *sink, size_t segment);
/* "$11.64 more per 1,000 calls on claude-sonnet-5 ($4,190 a month)", without the month where no
 * calls are declared, empty for no price. */
Str prefix_cost(Sink *sink, double usd);
/* ": $0.012 each time on claude-sonnet-5" for tokens that go into the cache anew, empty for no
 * price; `often` in place of "each time". */
Str prefix_cost_anew(Sink *sink, const Plan *plan, TokCount tokens, const char *often);

#endif
