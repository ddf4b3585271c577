/* Cutting text into the segments that are priced one by one, and the normalisation before it.
 *
 * Private to the library. A lane holds the state of one count; a cutter takes what is certain from
 * the lane's buffer and hands each segment to tok_emit. Bytes are well-formed UTF-8 from here on.
 */
#ifndef TOK_SEGMENT_H
#define TOK_SEGMENT_H

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
TokMemo tok_memo_clear(uint64_t *prices, size_t bytes);

/* Prices with lane->model; model.c. */
TokPrice tok_price_segment(const TokLane *lane, const uint8_t *body, size_t len, unsigned marks,
                           uint64_t hash);

/* Prices a segment that the memo does not have, and puts it there; lane.c. */
void tok_emit_new(TokLane *lane, const uint8_t *body, size_t len, unsigned marks, uint64_t key);

/* What is to be added to the sums of a lane, kept out of memory for the segments of one buffer. */
typedef struct {
    const uint64_t *memo;
    uint64_t mask, salt;
    uint64_t both; /* doubt from bit 32, tokens below */
} TokSum;

static inline TokSum tok_sum(const TokLane *lane) {
    return (TokSum){.memo = lane->memo, .mask = lane->memo_mask, .salt = lane->salt};
}

/* What the memo knows a segment by: of short ones, nearly all, a quick hash. 16 bytes must be
 * readable at body. An entry of the memo is the key from bit 24, the doubt from bit 8, the tokens
 * below; an empty one is no key. */
enum { TOK_SHORT = 15, TOK_KEY_SHIFT = 24 };
static inline uint64_t tok_key(uint64_t hash, uint64_t salt) {
    return (hash ^ salt) | (uint64_t)1 << TOK_KEY_SHIFT;
}

/* Whether the memo has the price of the segment with this key; then it is counted. */
static inline bool tok_sum_known(TokSum *sum, uint64_t key) {
    uint64_t e = sum->memo[key & sum->mask];
    if ((e ^ key) >> TOK_KEY_SHIFT != 0) return false;
    sum->both += (e & 255) | (e & 0xFFFF00) << 24;
    return true;
}

static inline void tok_sum_emit(TokSum *sum, TokLane *lane, const uint8_t *body, size_t len,
                                unsigned marks) {
    uint64_t hash = len > TOK_SHORT
                        ? tok_hash(body, len, marks)
                        : tok_hash_short(tok_load64(body), tok_load64(body + 8), len, marks);
    uint64_t key = tok_key(hash, sum->salt);
    if (!tok_sum_known(sum, key)) tok_emit_new(lane, body, len, marks, key);
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
