#include "tokenizer.h"

#include <string.h>

#include "exact_table.h"
#include "model.h"
#include "segment.h"

static const struct {
    const char *name;
    uint8_t frame;
} families[TOK_FAMILY_COUNT] = {
    [TOK_CLAUDE_V3] = {"claude-v3", 7}, [TOK_CLAUDE_47] = {"claude-4.7", 11},
    [TOK_CLAUDE_5] = {"claude-5", 6},   [TOK_O200K] = {"o200k", 0},
    [TOK_CL100K] = {"cl100k", 0},       [TOK_GEMMA3] = {"gemma3", 0},
    [TOK_LLAMA3] = {"llama3", 0},       [TOK_UNKNOWN] = {"unknown", 11},
};

static const struct {
    const char *name;
    TokFamily family;
} spellings[] = {
    {"claude-pre-4.7", TOK_CLAUDE_V3},
    {"claude-4.7+", TOK_CLAUDE_47},
    {"o200k_base", TOK_O200K},
    {"o200k_harmony", TOK_O200K},
    {"cl100k_base", TOK_CL100K},
    {"gemma3-like", TOK_GEMMA3},
    {"gemini", TOK_GEMMA3},
    {"unpublished (o200k_base assumed)", TOK_O200K},
};

const char *tok_family_name(TokFamily family) {
    return (unsigned)family < TOK_FAMILY_COUNT ? families[family].name : "unknown";
}

bool tok_family_is_claude(TokFamily family) {
    return tok_is_claude(family);
}

int tok_message_frame(TokFamily family) {
    return (unsigned)family < TOK_FAMILY_COUNT ? families[family].frame : 0;
}

const char *tok_method_name(TokMethod m) {
    static const char *const names[] = {"fitted", "fallback", "exact", "pieces", "calibrated"};
    return (unsigned)m < sizeof names / sizeof *names ? names[m] : "fitted";
}

/* name is known, or known and a blank and a note. */
static bool matches(const char *name, size_t len, const char *known) {
    size_t k = strlen(known);
    return len >= k && memcmp(name, known, k) == 0 && (len == k || name[k] == ' ');
}

bool tok_family_from_name(const char *name, size_t len, TokFamily *out) {
    for (size_t i = 0; i < TOK_FAMILY_COUNT; i++) {
        if (!matches(name, len, families[i].name)) continue;
        *out = (TokFamily)i;
        return true;
    }
    for (size_t i = 0; i < sizeof spellings / sizeof *spellings; i++) {
        if (!matches(name, len, spellings[i].name)) continue;
        *out = spellings[i].family;
        return true;
    }
    *out = TOK_UNKNOWN;
    return false;
}

TokCount tok_add(TokCount a, TokCount b) {
    TokCount r = {a.tokens + b.tokens, a.lo + b.lo, a.hi + b.hi, a.method};
    if (a.hi == 0 && b.hi != 0) { /* nothing was counted there, by whatever method */
        r.method = b.method;
    } else if (a.method != b.method && b.hi != 0) { /* the less certain of the two */
        if (a.method == TOK_FALLBACK || b.method == TOK_FALLBACK) {
            r.method = TOK_FALLBACK;
        } else if (a.method == TOK_FITTED || b.method == TOK_FITTED) {
            r.method = TOK_FITTED;
        } else if (a.method == TOK_CALIBRATED || b.method == TOK_CALIBRATED) {
            r.method = TOK_CALIBRATED;
        } else {
            r.method = TOK_PIECES;
        }
    }
    return r;
}

static TokCount result(const TokLane *lane) {
    const TokModel *m = lane->model;
    TokCount c = {.tokens = lane->tokens, .method = TOK_FITTED};
    if (c.tokens == 0) return c;
    int64_t half = (m->band_a * lane->doubt / 256 + m->band_b * c.tokens + 500) / 1000;
    if (half < 1) half = 1;
    c.lo = c.tokens > half ? c.tokens - half : 1;
    c.hi = c.tokens + half;
    return c;
}

/* The count of an unknown family: the largest known, down to the lower end of another. */
static TokCount fallback(TokCount most, TokCount least) {
    if (least.lo < most.lo) most.lo = least.lo;
    most.method = TOK_FALLBACK;
    return most;
}

void tok_stream_begin(TokStream *s, TokFamily family) {
    s->family = (unsigned)family < TOK_FAMILY_COUNT ? family : TOK_UNKNOWN;
    memset(s->entries, 0, sizeof s->entries);
    TokMemo memo = {s->entries, TOK_STREAM_MEMO};
    tok_lane_init(&s->lane[0], s->family, memo);
    if (s->family == TOK_UNKNOWN) tok_lane_init(&s->lane[1], TOK_O200K, memo);
}

void tok_stream_again(TokStream *s) {
    tok_lane_again(&s->lane[0]);
    if (s->family == TOK_UNKNOWN) tok_lane_again(&s->lane[1]);
}

void tok_stream_feed(TokStream *s, const char *text, size_t len) {
    tok_lane_feed(&s->lane[0], (const uint8_t *)text, len);
    if (s->family == TOK_UNKNOWN) tok_lane_feed(&s->lane[1], (const uint8_t *)text, len);
}

TokCount tok_stream_end(TokStream *s) {
    tok_lane_finish(&s->lane[0]);
    if (s->lane[0].exact != NULL) return tok_exact_result(&s->lane[0]);
    TokCount c = result(&s->lane[0]);
    if (s->family != TOK_UNKNOWN) return c;
    tok_lane_finish(&s->lane[1]);
    return fallback(c, result(&s->lane[1]));
}

static bool is_white(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
}

void tok_lane_message(TokLane *lane, const char *text, size_t len) {
    if (lane->family == TOK_CLAUDE_5) {
        while (len > 0 && is_white(text[len - 1])) len--;
    } else if (tok_is_claude(lane->family)) {
        while (len > 0 && (text[len - 1] == '\n' || text[len - 1] == '\r')) len--;
        if (len > 0 && text[0] == ' ' && (len == 1 || text[1] != ' ')) {
            text++;
            len--;
        }
        lane->space_before = 1;
        lane->message_start = 1;
    }
    tok_lane_feed(lane, (const uint8_t *)text, len);
    tok_lane_finish(lane);
    if (lane->message_start) lane->tokens++; /* nothing in it: the frame's begin-of-word alone */
}

static TokCount count(TokMemo memo, TokFamily family, const char *text, size_t len, bool message) {
    TokLane lane;
    tok_lane_init(&lane, family, memo);
    if (message) {
        tok_lane_message(&lane, text, len);
    } else {
        tok_lane_feed(&lane, (const uint8_t *)text, len);
        tok_lane_finish(&lane);
    }
    return result(&lane);
}

static TokCount count_any(TokMemo memo, TokFamily family, const char *text, size_t len,
                          bool message) {
    if ((unsigned)family < TOK_UNKNOWN) return count(memo, family, text, len, message);
    TokCount most = count(memo, TOK_UNKNOWN, text, len, message);
    return fallback(most, count(memo, TOK_O200K, text, len, false));
}

uint32_t tok_memo_size(size_t bytes) {
    uint32_t entries = 32; /* short texts need few, and each is cleared */
    while (entries < TOK_MEMO_MOST && entries < bytes / 4) entries *= 2;
    return entries;
}

/* The family is in every key. */
static bool is_taken(const TokEntry *e) {
    return e->second != 0;
}

/* Segments lie anywhere, so that a few places speak for all. */
bool tok_memo_is_full(TokMemo memo) {
    uint32_t places = memo.count < 64 ? memo.count : 64, taken = 0;
    for (uint32_t i = 0; i < places; i++) taken += is_taken(&memo.entries[i]);
    return taken > places / 2;
}

void tok_memo_move(TokMemo larger, TokMemo memo) {
    for (uint32_t i = 0; i < memo.count; i++) {
        const TokEntry *e = &memo.entries[i];
        TokSum sum = {.entries = larger.entries, .mask = larger.count - 1};
        size_t at = tok_place(&sum, (TokKey){e->first, e->second});
        if (is_taken(&sum.entries[at])) at ^= 1;
        if (is_taken(e)) sum.entries[at] = *e;
    }
}

TokMemo tok_memo_clear(TokEntry *entries, size_t bytes) {
    TokMemo memo = {entries, tok_memo_size(bytes)};
    memset(entries, 0, memo.count * sizeof *entries);
    return memo;
}

TokCount tok_count_with(TokMemo memo, TokFamily family, const char *text, size_t len) {
    return count_any(memo, family, text, len, false);
}

TokCount tok_count(TokFamily family, const char *text, size_t len) {
    TokEntry entries[TOK_MEMO_MOST];
    return count_any(tok_memo_clear(entries, len), family, text, len, false);
}

TokCount tok_count_message(TokFamily family, const char *text, size_t len) {
    TokEntry entries[TOK_MEMO_MOST];
    return count_any(tok_memo_clear(entries, len), family, text, len, true);
}
