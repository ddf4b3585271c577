#include "model.h"

#include "segment.h"

/* The weights around the boundaries of a segment, byte by byte. */
typedef struct {
    const uint8_t *weights;
    uint64_t w;      /* the bytes so far, the latest lowest */
    uint64_t triple; /* the latest three, mixed */
    int32_t sum;
} Grams;

/* The boundary before the last byte so far; c is the byte behind that one. A segment of one token
 * has no boundary inside; every boundary counts between 0 and 1, by the n-grams of
 * tok_ngram_index. The three bytes in front of a boundary are those that were around the one
 * before, so their product is at hand. */
static inline void boundary(Grams *g, uint8_t c, unsigned shift) {
    const uint8_t *t = g->weights;
    uint64_t pair = tok_ngram_mix(g->w & 0xFFFF), before = g->triple;
    g->w = g->w << 8 | c;
    g->triple = tok_ngram_mix(g->w & 0xFFFFFF);
    int32_t v = t[tok_ngram_place(pair, 1, shift)] + t[tok_ngram_place(before, 2, shift)] +
                t[tok_ngram_place(g->triple, 3, shift)] +
                t[tok_ngram_place(tok_ngram_mix(g->w & 0xFFFFFFFF), 4, shift)] -
                4 * TOK_WEIGHT_ZERO;
    g->sum += v < 0 ? 0 : v > TOK_SCALE ? TOK_SCALE : v;
}

/* Marks are bytes like others, zero stands for what is outside. */
__attribute__((always_inline)) static inline int32_t
ngram_sum(const TokModel *m, const uint8_t *p, size_t n, unsigned marks, unsigned shift) {
    unsigned seen;
    size_t i = 0;
    Grams g = {.weights = m->ngram, .w = tok_mark_bytes(marks, &seen), .sum = TOK_SCALE};
    for (; seen < 2 && i < n; seen++) g.w = g.w << 8 | p[i++]; /* there are at most two marks */
    bool eow = marks & TOK_M_EOW;
    if (seen < 2) {
        if (!eow) return TOK_SCALE;
        g.w = g.w << 8 | 2;
        eow = false;
    }
    g.triple = tok_ngram_mix(g.w & 0xFFFFFF);
    for (; i < n; i++) boundary(&g, p[i], shift);
    if (eow) boundary(&g, 2, shift);
    boundary(&g, 0, shift);
    return g.sum;
}

int32_t tok_ngram_sum(const TokModel *m, const uint8_t *p, size_t n, unsigned marks) {
    /* nearly all tables have this size, and a shift by a constant is faster */
    return m->ngram_bits == 17 ? ngram_sum(m, p, n, marks, 64 - 17)
                               : ngram_sum(m, p, n, marks, 64u - m->ngram_bits);
}

int32_t tok_round_price(int32_t sum, int32_t add, size_t n, unsigned marks) {
    int32_t price = (sum + add) / TOK_SCALE;
    if (price < 1) price = 1;
    int32_t most = (int32_t)n +
                   (int32_t)((marks & 1) + (marks >> 1 & 1) + (marks >> 2 & 1) + (marks >> 3 & 1));
    return price < most ? price : most; /* no piece is shorter than a byte or a mark */
}

static inline bool is_letter(uint8_t c) {
    return (uint8_t)((c | 0x20) - 'a') < 26;
}

static inline bool is_ascii(const uint8_t *p, size_t n) {
    uint64_t bits = 0;
    for (; n > 8; p += 8, n -= 8) bits |= tok_load64(p);
    bits |= tok_load64(p) & ~(uint64_t)0 >> (64 - 8 * n);
    return (bits & 0x8080808080808080u) == 0;
}

unsigned tok_group(const uint8_t *p, size_t n) {
    bool letter = false;
    if (is_letter(p[0]) && is_ascii(p, n)) return TOK_G_WORD; /* most segments */
    for (size_t i = 0; i < n; i++) {
        uint8_t c = p[i];
        if (c < 0x80) {
            letter |= is_letter(c);
            continue;
        }
        if (c < 0xC9 || (c == 0xC9 && p[i + 1] < 0x90) ||
            (c == 0xE1 && p[i + 1] >= 0xB8 && p[i + 1] < 0xBC))
            return TOK_G_LATIN;
        if ((c >= 0xE3 && c <= 0xE9) ||
            (c >= 0xEA && c <= 0xED && (c > 0xEA || p[i + 1] >= 0xB0) &&
             (c < 0xED || p[i + 1] < 0x9F)) ||
            (c == 0xEF && (p[i + 1] >= 0xA4 && p[i + 1] < 0xAC)))
            return TOK_G_CJK;
        return TOK_G_OTHER;
    }
    return letter ? TOK_G_WORD : TOK_G_SIGNS;
}

TokPrice tok_price_segment(const TokLane *lane, const uint8_t *p, size_t n, unsigned marks,
                           uint64_t hash) {
    const TokModel *m = lane->model;
    if (!tok_is_claude(lane->family) && n <= 3 && (uint8_t)(*p - '0') < 10)
        return (TokPrice){
            1, 0}; /* numbers stand alone there, and all of up to three digits are tokens */
    unsigned group = tok_group(p, n);
    if (group <= TOK_G_SIGNS && m->ascii != NULL) m = m->ascii;
    unsigned found = tok_dict_find(m, hash); /* first: its bytes are far, and the sum takes long */
    int32_t tokens = tok_round_price(tok_ngram_sum(m, p, n, marks), m->round[group], n, marks);
    if (found == 0) {
        int32_t k = tokens < TOK_PRICES ? tokens : TOK_PRICES;
        return (TokPrice){tokens, m->rate[group][k - 1] * tokens};
    }
    tokens += (int32_t)(found & 3) - 2;
    return (TokPrice){tokens < 1 ? 1 : tokens, 0};
}
