/* Whether a passage of many words may stand in a text twice: a quick look before a thorough one. It
 * is never wrong when it says no.
 *
 * Only long words are looked at, about two of five; a few of them in a row make a sequence, which
 * stood before or not. In a copy of a passage all sequences did, up to the next long word on either
 * side; and where so many words hold no sequence at all, the text is not judged: it may repeat. */
#ifndef WARMLINT_RULES_REPEATS_H
#define WARMLINT_RULES_REPEATS_H

#include "lint/base/span.h"
#include "lint/base/str.h"

enum { REPEATS_WORDS = 60 };

typedef struct {
    uint32_t *table; /* hashes of sequences, 0: free */
    size_t places;   /* a power of 2 */
    uint64_t sequence;
    uint32_t words, long_words; /* so far */
    uint32_t last[8];           /* words that are surely before the last long ones */
    uint32_t copy;              /* before the long word ahead of sequences that all stood before */
    bool copies;                /* there are such up to here */
    bool possible;
} Repeats;

/* `bytes`: of all pieces together. */
Repeats repeats_begin(Arena *arena, size_t bytes);
/* The next piece of text, which shares no word with the one before. */
void repeats_add(Repeats *repeats, Str text, Span piece);
bool repeats_possible(const Repeats *repeats);

#endif
