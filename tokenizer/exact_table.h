/* The hash table behind both exact back ends. Private to the library. */
#ifndef TOK_EXACT_TABLE_H
#define TOK_EXACT_TABLE_H

#include "exact.h"
#include "segment.h"

enum { TOK_EXACT_ENTRIES = 1 << 22 }; /* no known vocabulary comes near */

struct TokExact {
    TokFamily family;
    TokMethod method;
    TokPrice (*price)(const TokLane *lane, const uint8_t *body, size_t len, unsigned marks,
                      uint64_t hash);
    uint64_t *keys; /* 0: free */
    uint32_t *values;
    uint32_t bits;
};

/* A table for at least n entries, half of it free: look-ups end. NULL when there is no memory. */
TokExact *tok_exact_new(size_t n);

/* The value's place for a key; NULL if it is not there. */
uint32_t *tok_exact_slot(const TokExact *x, uint64_t key);
/* The same, made where it is not there: for as many keys as the table was made for. */
uint32_t *tok_exact_add(TokExact *x, uint64_t key, bool *fresh);

/* Applies the rules of a message's edges to a fresh lane and counts; tokenizer.c. */
void tok_lane_message(TokLane *lane, const char *text, size_t len);

/* What a lane with an exact price has counted. */
TokCount tok_exact_result(const TokLane *lane);

#endif
