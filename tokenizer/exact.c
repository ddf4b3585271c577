#include "exact.h"

#include <stdlib.h>
#include <string.h>

#include "exact_table.h"

TokExact *tok_exact_new(size_t n) {
    TokExact *x = calloc(1, sizeof *x);
    if (x == NULL) return NULL;
    for (x->bits = 8; ((size_t)1 << x->bits) < n * 2; x->bits++) {
    }
    x->keys = calloc((size_t)1 << x->bits, sizeof *x->keys);
    x->values = calloc((size_t)1 << x->bits, sizeof *x->values);
    if (x->keys != NULL && x->values != NULL) return x;
    tok_exact_free(x);
    return NULL;
}

void tok_exact_free(TokExact *x) {
    if (x == NULL) return;
    free(x->keys);
    free(x->values);
    free(x);
}

static size_t find(const TokExact *x, uint64_t key) {
    size_t mask = ((size_t)1 << x->bits) - 1, i = (size_t)(key >> 20) & mask;
    while (x->keys[i] != 0 && x->keys[i] != key) i = (i + 1) & mask;
    return i;
}

uint32_t *tok_exact_slot(const TokExact *x, uint64_t key) {
    size_t i = find(x, key | 1);
    return x->keys[i] != 0 ? &x->values[i] : NULL;
}

uint32_t *tok_exact_add(TokExact *x, uint64_t key, bool *fresh) {
    size_t i = find(x, key | 1);
    *fresh = x->keys[i] == 0;
    x->keys[i] = key | 1;
    return &x->values[i];
}

TokFamily tok_exact_family(const TokExact *x) {
    return x->family;
}

bool tok_exact_serves(const TokExact *x, TokFamily family) {
    if (x == NULL) return false;
    return x->family == family || (x->family == TOK_CLAUDE_47 && family == TOK_CLAUDE_5);
}

TokCount tok_exact_result(const TokLane *lane) {
    return (TokCount){lane->tokens, lane->tokens, lane->tokens, lane->exact->method};
}

static void begin(TokLane *lane, const TokExact *x, TokFamily family, TokMemo memo) {
    tok_lane_init(lane, tok_exact_serves(x, family) ? family : x->family, memo);
    lane->price = x->price;
    lane->exact = x;
}

void tok_exact_stream_begin(TokStream *s, const TokExact *x, TokFamily family) {
    memset(s->entries, 0, sizeof s->entries);
    begin(&s->lane[0], x, family, (TokMemo){s->entries, TOK_STREAM_MEMO});
    s->family = s->lane[0].family;
}

TokCount tok_exact_count(const TokExact *x, TokFamily family, const char *text, size_t len) {
    TokLane lane;
    TokEntry entries[TOK_MEMO_MOST];
    begin(&lane, x, family, tok_memo_clear(entries, len));
    tok_lane_feed(&lane, (const uint8_t *)text, len);
    tok_lane_finish(&lane);
    return tok_exact_result(&lane);
}

TokCount tok_exact_count_message(const TokExact *x, TokFamily family, const char *text,
                                 size_t len) {
    TokLane lane;
    TokEntry entries[TOK_MEMO_MOST];
    begin(&lane, x, family, tok_memo_clear(entries, len));
    tok_lane_message(&lane, text, len);
    return tok_exact_result(&lane);
}
