/* The fitted price of a segment: a sum of n-gram weights, corrected by a dictionary of those
 * segments that the sum gets wrong. Both were fitted from counts (tools/fit.c); neither holds text.
 *
 * Units: weights are 1/TOK_SCALE token; rates and doubt are 1/256 token. All arithmetic is on
 * integers, so that the fit tool and the library agree to the bit on every machine. Private to the
 * library and its tools. */
#ifndef TOK_MODEL_H
#define TOK_MODEL_H

#include "hash.h"
#include "tokenizer.h"

enum { TOK_SCALE = 32, TOK_WEIGHT_ZERO = 32, TOK_GROUPS = 5, TOK_PRICES = 8 };

/* Groups of the band: by the first character that is not ASCII, else by whether there is a letter.
 */
enum { TOK_G_WORD, TOK_G_SIGNS, TOK_G_LATIN, TOK_G_OTHER, TOK_G_CJK };

typedef struct TokModel {
    const uint8_t *ngram;         /* 2^ngram_bits weights, each + TOK_WEIGHT_ZERO: 0 to 63 */
    const uint8_t *dict;          /* three of these bytes xor to a fingerprint xor correction + 2 */
    const struct TokModel *ascii; /* prices what has ASCII only; NULL: this one does */
    uint64_t seed;
    uint32_t window, windows; /* slots in a window, number of windows */
    uint8_t ngram_bits;
    uint16_t band_a, band_b;   /* half-width = a x doubt + b x tokens, 1/1000 */
    uint8_t round[TOK_GROUPS]; /* added to the sum before it is cut to whole tokens, 1/TOK_SCALE
                                  token */
    uint8_t rate[TOK_GROUPS]
                [TOK_PRICES]; /* expected error of a fallback price, 1/256 of the price */
} TokModel;

/* Constant tables; never NULL. */
const TokModel *tok_model(TokFamily family);

/* Marks as the n-grams see them before and after the body, most recent byte lowest. */
static inline uint64_t tok_mark_bytes(unsigned marks, unsigned *count) {
    uint64_t w = 0;
    *count = 0;
    if (marks & 1) w = 4, ++*count;
    if (marks & 2) w = w << 8 | 5, ++*count;
    if (marks & 4) w = w << 8 | 1, ++*count;
    return w;
}

/* Where an n-gram's weight lies, from its bytes, mixed, and which of the kinds below it is: kinds
 * are told apart by bits above the bytes, and a product with those is a sum. */
static inline uint64_t tok_ngram_mix(uint64_t bytes) {
    return bytes * 0x9E3779B97F4A7C15u;
}
static inline size_t tok_ngram_place(uint64_t mixed, unsigned kind, unsigned shift) {
    return (size_t)((mixed + tok_ngram_mix((uint64_t)kind << 60)) >> shift);
}

/* The four n-grams around the boundary before byte i, as indexes; w holds the bytes up to i + 1,
 * the latest lowest. */
static inline void tok_ngram_index(uint64_t w, unsigned shift, size_t at[4]) {
    at[0] = tok_ngram_place(tok_ngram_mix(w >> 8 & 0xFFFF), 1, shift);
    at[1] = tok_ngram_place(tok_ngram_mix(w >> 8 & 0xFFFFFF), 2, shift);
    at[2] = tok_ngram_place(tok_ngram_mix(w & 0xFFFFFF), 3, shift);
    at[3] = tok_ngram_place(tok_ngram_mix(w & 0xFFFFFFFF), 4, shift);
}

/* Sum of the boundaries' weights, in 1/TOK_SCALE token. */
int32_t tok_ngram_sum(const TokModel *m, const uint8_t *p, size_t n, unsigned marks);
int32_t tok_round_price(int32_t sum, int32_t add, size_t n, unsigned marks);

/* Where a hash lives: three slots in consecutive windows, and its fingerprint. */
static inline void tok_dict_slots(const TokModel *m, uint64_t hash, uint32_t slot[3]) {
    uint64_t h = (hash ^ m->seed) * 0xC4CEB9FE1A85EC53u;
    h ^= h >> 33;
    uint32_t first = (uint32_t)(((h >> 32) * (m->windows - 2)) >> 32);
    uint64_t g = h * 0xFF51AFD7ED558CCDu;
    uint32_t mask = m->window - 1;
    slot[0] = first * m->window + ((uint32_t)(g >> 44) & mask);
    slot[1] = (first + 1) * m->window + ((uint32_t)(g >> 24) & mask);
    slot[2] = (first + 2) * m->window + ((uint32_t)h & mask);
}
static inline uint8_t tok_dict_print(uint64_t hash) {
    return (uint8_t)(hash >> 11);
}

/* The dictionary's entry for a hash: 0 if there is none, else the correction (-2 .. 1) + 2, or'ed
 * with 4. */
static inline unsigned tok_dict_find(const TokModel *m, uint64_t hash) {
    uint32_t s[3];
    tok_dict_slots(m, hash, s);
    unsigned v = (unsigned)(m->dict[s[0]] ^ m->dict[s[1]] ^ m->dict[s[2]] ^ tok_dict_print(hash));
    return v < 4 ? 4 | v : 0;
}

/* n > 0, and 7 bytes behind must be readable. */
unsigned tok_group(const uint8_t *p, size_t n);

#endif
