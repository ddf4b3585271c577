/* Counts text as the model of one prompt reads it: by the tokenizer file the user gave where it
 * serves the prompt's family, else by the fitted table, corrected where the configuration holds a
 * calibration. Everything that sizes a prompt (media, wire, plan) counts with it. In tokens; the
 * prompt must outlive the counter. */
#ifndef WARMLINT_PROMPT_COUNTER_H
#define WARMLINT_PROMPT_COUNTER_H

#include "lint/prompt/prompt.h"

/* Who writes the blocks of a request out for the model: its maker, or where that is not known the
 * API's. */
typedef enum { MAKER_UNKNOWN, MAKER_CLAUDE, MAKER_OPENAI, MAKER_GEMINI } Maker;

typedef struct {
    const Prompt *prompt;
    TokFamily family;
    TokMethod method; /* how texts are counted, before any correction */
    Maker maker;
    const TokExact *exact; /* counts in place of the fitted table; NULL: not for this family */
    const Calibration *calibration; /* of the family; NULL: none */
} Counter;

Counter counter_of(const Prompt *prompt);

TokCount counter_count(const Counter *counter, Str text);
/* The same before any correction. */
TokCount counter_estimate(const Counter *counter, Str text);
/* A count from `counter_estimate`, corrected. The band becomes the measured one, but never less
 * than half of what the text by itself leaves open: the measured requests were of one kind. `carry`
 * takes what rounding leaves to the next count, so that many small ones add up. */
TokCount counter_correct(const Counter *counter, TokCount raw, double *carry);
/* A size that a formula gives, with its bounds. */
TokCount counter_size(const Counter *counter, int64_t tokens, int64_t lo, int64_t hi);

#endif
