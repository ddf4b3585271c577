/* What stays in the cache after a change. Private to lint/diff. */
#ifndef WARMLINT_DIFF_WARM_H
#define WARMLINT_DIFF_WARM_H

#include "lint/diff/blocks.h"
#include "lint/diff/diff.h"

/* Up to where both versions are the same for the cache. */
typedef struct {
    bool all;        /* no difference */
    size_t segment;  /* of the old prompt: the first that is not whole and the same */
    TokCount tokens; /* of the old prompt before it differs */
} Limit;

/* Tokens of a prompt before a byte of a segment's text. */
TokCount warm_tokens_at(const Plan *plan, size_t segment, size_t text_offset);
WarmCall warm_call(const Plan *plan);
/* Tokens that were cached and that calls of the new version still read. */
TokCount warm_kept(const PromptDiff *diff, Limit limit);

#endif
