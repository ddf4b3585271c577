/* Cutting text into the segments that are priced one by one, and the normalisation before it.
 *
 * Private to the library. A lane holds the state of one count; a cutter takes what is certain from
 * the lane's buffer and hands each segment to tok_emit. Bytes are well-formed UTF-8 from here on.
 */
#ifndef TOK_SEGMENT_H
#define TOK_SEGMENT_H

#include "ascii.h"
#include "hash.h"
#include "tokenizer.h"

/* A longer run is cut here, so that the work on one segment is bounded. A multiple of 3, for runs
 * of digits. */
enum { TOK_RUN_MAX = 3072 };
/* No decision looks further than this beyond the end of a run. */
enum { TOK_LOOKAHEAD = 16 };

/* Marks around a Claude segment: the text says them by a bit here, the segment's bytes are the
 * lower-case body. */
enum { TOK_M_SHIFT = 1, TOK_M_CAPS = 2, TOK_M_BOW = 4, TOK_M_EOW = 8 };

/* Each cuts p[0..n) and returns how many bytes were used up; all of them when final. p may be
 * changed where used up. TOK_PADDING bytes after p[n) must be readable. */
size_t tok_cut_claude(TokLane *lane, uint8_t *p, size_t n, bool final);
size_t tok_cut_o200k(TokLane *lane, uint8_t *p, size_t n, bool final);
size_t tok_cut_cl100k(TokLane *lane, uint8_t *p, size_t n, bool final);
size_t tok_cut_gemma(TokLane *lane, uint8_t *p, size_t n, bool final);

/* Normalise and cut; lane.c. The price is the fitted one until the caller sets another. */
void tok_lane_init(TokLane *lane, TokFamily family, TokMemo memo);
void tok_lane_again(TokLane *lane); /* the next text, with the same prices and memo */
void tok_lane_feed(TokLane *lane, const uint8_t *text, size_t len);
void tok_lane_finish(TokLane *lane);

/* An empty memo for one text, in an array of TOK_MEMO_MOST; tokenizer.c. */
TokMemo tok_memo_clear(TokEntry *entries, size_t bytes);

/* Prices with lane->model; model.c. */
TokPrice tok_price_segment(const TokLane *lane, const uint8_t *body, size_t len, unsigned marks,
                           uint64_t hash);

/* What is to be added to the sums of a lane, kept out of memory for the segments of one buffer. */
typedef struct {
    TokEntry *entries;
    uint64_t mask, family; /* family: as in a key, from bit 8; never 0 */
    uint64_t both;         /* doubt from bit 32, tokens below; as in the price of an entry */
} TokSum;

static inline TokSum tok_sum(const TokLane *lane) {
    return (TokSum){.entries = lane->memo.entries,
                    .mask = lane->memo.count - 1,
                    .family = (uint64_t)(lane->family + 1) << 8};
}

/* What the memo knows a segment by: short ones, nearly all, by themselves, with the length, the
 * marks and the family in the lowest bytes; longer ones by two hashes. */
enum { TOK_SHORT = 14 };
typedef struct {
    uint64_t first, second;
} TokKey;

/* n <= TOK_SHORT; the 16 bytes at the segment as two words. */
static inline TokKey tok_key_short(const TokSum *sum, uint64_t first, uint64_t second, size_t n,
                                   unsigned marks) {
#define OF(n) (~(uint64_t)0 >> (64 - 8 * (n)))
    static const uint64_t kept[TOK_SHORT + 1][2] = {
        {0, 0},         {OF(1), 0},     {OF(2), 0},     {OF(3), 0},     {OF(4), 0},
        {OF(5), 0},     {OF(6), 0},     {OF(7), 0},     {OF(8), 0},     {OF(8), OF(1)},
        {OF(8), OF(2)}, {OF(8), OF(3)}, {OF(8), OF(4)}, {OF(8), OF(5)}, {OF(8), OF(6)}};
#undef OF
    return (TokKey){first & kept[n][0],
                    (second & kept[n][1]) << 16 | (sum->family + (n << 4) + marks)};
}

/* 16 bytes must be readable at body. */
static inline TokKey tok_key(const TokSum *sum, const uint8_t *body, size_t len, unsigned marks) {
    if (len <= TOK_SHORT)
        return tok_key_short(sum, tok_load64(body), tok_load64(body + 8), len, marks);
    return (TokKey){tok_hash(body, len, marks),
                    tok_hash(body, len, marks | 16) << 16 | (sum->family + marks)};
}

/* Counts a segment that is not where the memo has it first: then it is beside it, where the last
 * one of that place went, or it is priced. lane.c. */
void tok_emit_new(TokLane *lane, const uint8_t *body, size_t len, unsigned marks, TokKey key);

/* Where an entry lies first; else it is at the other place of the pair, ^ 1. */
static inline size_t tok_place(const TokSum *sum, TokKey key) {
    uint64_t h = (key.first ^ (key.second << 27 | key.second >> 37)) * 0x9E3779B97F4A7C15u;
    return (size_t)(h >> 40 & sum->mask);
}

static inline bool tok_entry_is(const TokEntry *e, TokKey key) {
    return ((e->first ^ key.first) | (e->second ^ key.second)) == 0;
}

/* Whether the memo has the price of the segment with this key; then it is counted. */
static inline bool tok_sum_known(TokSum *sum, TokKey key) {
    const TokEntry *e = &sum->entries[tok_place(sum, key)];
    if (!tok_entry_is(e, key)) return false;
    sum->both += e->price;
    return true;
}

static inline void tok_sum_emit(TokSum *sum, TokLane *lane, const uint8_t *body, size_t len,
                                unsigned marks) {
    TokKey key = tok_key(sum, body, len, marks);
    if (!tok_sum_known(sum, key)) tok_emit_new(lane, body, len, marks, key);
}

/* The segments of p that begin at the places of a set, the first of them at 0, but the last;
 * returns where that begins. Those of `lone` are a token each. */
static inline unsigned tok_sum_emit_all(TokSum *sum, TokLane *lane, const uint8_t *p,
                                        uint64_t first, uint64_t lone) {
    unsigned at = 0;
    for (first &= ~(uint64_t)1; first != 0; first &= first - 1) {
        unsigned end = tok_bit_low(first);
        if (lone >> at & 1)
            sum->both++;
        else
            tok_sum_emit(sum, lane, p + at, end - at, 0);
        at = end;
    }
    return at;
}

static inline void tok_sum_end(const TokSum *sum, TokLane *lane) {
    lane->tokens += (int64_t)(sum->both & 0xFFFFFFFF);
    lane->doubt += (int64_t)(sum->both >> 32);
}

/* Counts one segment; len > 0 and 16 bytes must be readable at body. */
static inline void tok_emit(TokLane *lane, const uint8_t *body, size_t len, unsigned marks) {
    TokSum sum = tok_sum(lane);
    tok_sum_emit(&sum, lane, body, len, marks);
    tok_sum_end(&sum, lane);
}

static inline bool tok_is_claude(TokFamily f) {
    return f == TOK_CLAUDE_V3 || f == TOK_CLAUDE_47 || f == TOK_CLAUDE_5 || f == TOK_UNKNOWN;
}

#endif
