/* The hashes by which repeated text is looked for, here so that a test can choose words which
 * collide: what is looked at for each is bounded, whatever the words. */
#ifndef WARMLINT_RULES_HASHES_H
#define WARMLINT_RULES_HASHES_H

#include "lint/base/chunk.h"

/* --- long words in a row (repeats.h): bytes of one that are compared; how many -------------------
 */
enum { HASH_LONG = 6, HASH_SEQUENCE = 5 };

/* With one more long word, by its last HASH_LONG bytes, lowest in `tail`: HASH_SEQUENCE words later
 * nothing of it is left in the sum. */
static inline uint64_t hash_sequence(uint64_t sequence, uint64_t tail) {
    uint64_t mixed = (tail << 8 * (8 - HASH_LONG)) * 0x9E3779B97F4A7C15u;
    return (sequence << (63 / HASH_SEQUENCE + 1)) + (mixed ^ mixed >> 32);
}

/* The upper half is what a place keeps of it, the lower bits say which. */
static inline uint64_t hash_of_sequence(uint64_t sequence) {
    uint64_t h = sequence * 0xFF51AFD7ED558CCDu;
    return h ^ h >> 32;
}

/* --- all words in a row (duplicate-text.c) -------------------------------------------------------
 */
enum { HASH_SHINGLE = 24 };                       /* words */
static const uint64_t hash_base = 1099511628211u; /* a word's hash counts base ^ words behind it */

/* Of the beginning, the end and the length: enough to look for words. */
static inline uint32_t hash_word(Str text, size_t start, size_t end) {
    size_t n = end - start;
    uint64_t kept = n < 8 ? ((uint64_t)1 << n * 8) - 1 : ~(uint64_t)0;
    uint64_t head = chunk_word(text, start) & kept;
    uint64_t tail = chunk_word(text, n < 8 ? start : end - 8) & kept;
    uint64_t h = (head ^ n) * 0x9E3779B97F4A7C15u;
    return (uint32_t)((h ^ h >> 32 ^ tail) * 0xFF51AFD7ED558CCDu >> 32);
}

/* Where the table is searched from on. */
static inline size_t hash_slot_of_shingle(uint64_t hash) {
    return (size_t)(hash ^ hash >> 29);
}

#endif
