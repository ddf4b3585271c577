/* The fitted price of a segment: a sum of n-gram weights, corrected by a dictionary of those
 * segments that the sum gets wrong. Both were fitted from counts (tools/fit.c); neither holds text.
 *
 * Units: weights are 1/TOK_SCALE token; rates and doubt are 1/256 token. All arithmetic is on
 * integers, so that the fit tool and the library agree to the bit on every machine. Private to the
 * library and its tools. */
#ifndef TOK_MODEL_H
#define TOK_MODEL_H

#include "tokenizer.h"

enum { TOK_SCALE = 96, TOK_GROUPS = 5, TOK_PRICES = 8 };

/* Groups of the band: by the first character that is not ASCII, else by whether there is a letter.
 */
enum { TOK_G_WORD, TOK_G_SIGNS, TOK_G_LATIN, TOK_G_OTHER, TOK_G_CJK };

typedef struct TokModel {
    const int8_t *ngram;
    const uint8_t *
        dict; /* packed entries of width bits: fingerprint above, correction + 3 in the low three */
    uint64_t seed;
    uint32_t window, windows; /* slots in a window, number of windows */
    uint8_t ngram_bits, width;
    uint16_t band_a, band_b; /* half-width = a x doubt + b x tokens, 1/1000 */
    uint8_t rate[TOK_GROUPS]
                [TOK_PRICES]; /* expected error of a fallback price, 1/256 of the price */
} TokModel;

/* Constant tables; never NULL. */
const TokModel *tok_model(TokFamily family);

static inline uint64_t tok_load64(const uint8_t *p) {
    return (uint64_t)p[0] | (uint64_t)p[1] << 8 | (uint64_t)p[2] << 16 | (uint64_t)p[3] << 24 |
           (uint64_t)p[4] << 32 | (uint64_t)p[5] << 40 | (uint64_t)p[6] << 48 |
           (uint64_t)p[7] << 56;
}

/* Hash of a segment; at least 7 bytes after its end must be readable. */
static inline uint64_t tok_hash(const uint8_t *p, size_t n, unsigned marks) {
    uint64_t h = ((uint64_t)n << 8 | marks) * 0x9E3779B97F4A7C15u;
    while (n > 8) {
        h = (h ^ tok_load64(p)) * 0xFF51AFD7ED558CCDu;
        h ^= h >> 32;
        p += 8;
        n -= 8;
    }
    h = (h ^ (tok_load64(p) & (~(uint64_t)0 >> (8 * (8 - n))))) * 0xC4CEB9FE1A85EC53u;
    h ^= h >> 29;
    h *= 0x9E3779B97F4A7C15u;
    return h ^ h >> 32;
}

/* Marks as the n-grams see them before and after the body, most recent byte lowest. */
static inline uint64_t tok_mark_bytes(unsigned marks, unsigned *count) {
    uint64_t w = 0;
    *count = 0;
    if (marks & 1) w = 4, ++*count;
    if (marks & 2) w = w << 8 | 5, ++*count;
    if (marks & 4) w = w << 8 | 1, ++*count;
    return w;
}

/* Sum of weights. */
int32_t tok_ngram_sum(const TokModel *m, const uint8_t *p, size_t n, unsigned marks);
int32_t tok_round_price(int32_t sum, size_t n, unsigned marks);

/* The dictionary's entry for a hash: 0 if there is none, else the correction + 3, or'ed with 8. */
unsigned tok_dict_find(const TokModel *m, uint64_t hash);

/* Where a hash lives: three slots in consecutive windows, and its fingerprint of `bits` bits. */
void tok_dict_slots(const TokModel *m, uint64_t hash, uint32_t slot[3]);
static inline uint32_t tok_dict_print(uint64_t hash, unsigned bits) {
    return (uint32_t)(hash >> 11) & ((1u << bits) - 1);
}

unsigned tok_group(const uint8_t *p, size_t n);

#endif
