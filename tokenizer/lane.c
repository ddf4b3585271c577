/* Bytes in, normalised text out to the cutter: ill-formed bytes, and for Claude NFC, dropped
 * controls, folded spaces and quotes. Plain ASCII is copied as it is. */
#include <string.h>

#include "ascii.h"
#include "model.h"
#include "segment.h"
#include "unicode.h"

void tok_lane_init(TokLane *lane, TokFamily family, TokMemo memo) {
    lane->family = family;
    lane->model = tok_model(family);
    lane->price = tok_price_segment;
    lane->exact = NULL;
    lane->memo = memo;
    tok_lane_again(lane);
}

void tok_lane_again(TokLane *lane) {
    lane->n = 0;
    lane->eow = lane->space_before = lane->message_start = lane->barrier = lane->tail_len = 0;
    lane->marks_len = 0;
    lane->tokens = lane->doubt = 0;
}

void tok_emit_new(TokLane *lane, const uint8_t *body, size_t len, unsigned marks, TokKey key) {
    TokSum sum = tok_sum(lane);
    TokEntry *e = tok_entry(&sum, key), last = *e;
    TokEntry *spare = &sum.entries[(size_t)(e - sum.entries) ^ 1];
    if (tok_entry_is(spare, key, sum.family)) {
        *e = *spare;
    } else {
        TokPrice p = lane->price(lane, body, len, marks, tok_hash(body, len, marks));
        *e = (TokEntry){key.first, key.second, sum.family,
                        (uint64_t)p.doubt << 32 | (uint64_t)p.tokens};
    }
    *spare = last;
    sum.both = e->price;
    tok_sum_end(&sum, lane);
}

static void drain(TokLane *lane, bool final) {
    size_t used;
    memset(lane->buf + lane->n, 0, TOK_PADDING);
    switch (lane->family) {
    case TOK_O200K: used = tok_cut_o200k(lane, lane->buf, lane->n, final); break;
    case TOK_CL100K:
    case TOK_LLAMA3: used = tok_cut_cl100k(lane, lane->buf, lane->n, final); break;
    case TOK_GEMMA3: used = tok_cut_gemma(lane, lane->buf, lane->n, final); break;
    default: used = tok_cut_claude(lane, lane->buf, lane->n, final); break;
    }
    lane->n -= (uint32_t)used;
    memmove(lane->buf, lane->buf + used, lane->n);
}

/* Room for at least n more bytes; a cutter always frees more than half of a full buffer. */
static inline void need(TokLane *lane, size_t n) {
    if (lane->n + n > TOK_BUFFER) drain(lane, false);
}

static void put(TokLane *lane, uint32_t c) {
    need(lane, 4);
    lane->n += (uint32_t)tok_u8_put(lane->buf + lane->n, c);
}

/* The last character in the buffer, taken back; 0 if there is none. */
static uint32_t take_back(TokLane *lane) {
    if (lane->n == 0 || lane->barrier) return 0;
    size_t i = lane->n - 1, len;
    while (i > 0 && (lane->buf[i] & 0xC0) == 0x80) i--;
    lane->n = (uint32_t)i;
    return tok_u8_get(lane->buf + i, &len);
}

/* After NFC: what Claude's side does to single characters. */
static void put_claude(TokLane *lane, uint32_t c) {
    if ((c >= 1 && c < 0x20 && c != '\t' && c != '\n') || (c >= 0x7F && c <= 0x9F) ||
        (c >= 0xE000 && c <= 0xF8FF)) {
        lane->barrier = 1;
        return;
    }
    lane->barrier = 0;
    if (c < 0x80) {
        put(lane, c == 0 ? ' ' : c);
        return;
    }
    if (c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 ||
        c == 0x202F || c == 0x205F) {
        c = ' ';
    } else if (lane->family == TOK_CLAUDE_V3 && (c == 0x2018 || c == 0x2019)) {
        c = '\'';
    } else if (lane->family == TOK_CLAUDE_V3 && (c == 0x201C || c == 0x201D)) {
        c = '"';
    } else if (c == 0x0E32 && lane->n >= 3 &&
               memcmp(lane->buf + lane->n - 3, "\xE0\xB9\x8D", 3) == 0) {
        lane->n -= 3;
        c = 0x0E33;
    }
    put(lane, c);
}

static void flush_marks(TokLane *lane) {
    if (lane->marks_len == 0) return;
    uint32_t m[TOK_MARKS * 4];
    memcpy(m, lane->marks, lane->marks_len * sizeof *m);
    size_t n = tok_uc_nfc(m, lane->marks_len, TOK_MARKS * 4);
    lane->marks_len = 0;
    for (size_t i = 0; i < n; i++) put_claude(lane, m[i]);
}

/* One character that is not plain ASCII. */
static void put_char(TokLane *lane, uint32_t c) {
    if (!tok_is_claude(lane->family)) {
        put(lane, c);
        return;
    }
    if (c >= 0x300 && tok_uc_nfc_check(tok_uc(c))) {
        if (lane->marks_len == TOK_MARKS) flush_marks(lane);
        if (lane->marks_len == 0) {
            uint32_t base = take_back(lane);
            if (base != 0) lane->marks[lane->marks_len++] = base;
        }
        lane->marks[lane->marks_len++] = c;
        return;
    }
    flush_marks(lane);
    put_claude(lane, c);
}

/* Length of the well-formed sequence at p (n bytes there), 0 if ill-formed, -1 if it may become one
 * with more bytes. */
static int decode(const uint8_t *p, size_t n, uint32_t *cp) {
    uint8_t a = p[0];
    int len = a < 0xC2 ? 0 : a < 0xE0 ? 2 : a < 0xF0 ? 3 : a < 0xF5 ? 4 : 0;
    if (len == 0) return 0;
    uint32_t c = a & (0xFFu >> (len + 1));
    for (int i = 1; i < len; i++) {
        if ((size_t)i >= n) return -1;
        uint8_t b = p[i], low = 0x80, high = 0xBF;
        if (i == 1) {
            if (a == 0xE0) low = 0xA0;
            if (a == 0xF0) low = 0x90;
            if (a == 0xED) high = 0x9F;
            if (a == 0xF4) high = 0x8F;
        }
        if (b < low || b > high) return 0;
        c = c << 6 | (b & 0x3F);
    }
    *cp = c;
    return len;
}

/* Bytes at p that need no work: ASCII, for Claude without controls but tab and LF. */
static size_t plain(const uint8_t *p, size_t n, bool claude) {
    size_t i = 0;
    while (n - i >= 16 && (claude ? tok_ascii_printable(p + i) : tok_ascii_only(p + i))) i += 16;
    for (; i < n; i++) {
        uint8_t c = p[i];
        if (c >= 0x80 || (claude && ((c < 0x20 && c != '\n' && c != '\t') || c == 0x7F))) break;
    }
    return i;
}

static size_t feed_char(TokLane *lane, const uint8_t *p, size_t n) {
    uint32_t c = p[0];
    int len = 1;
    if (c >= 0x80) {
        len = decode(p, n, &c);
        if (len < 0) {
            memcpy(lane->tail, p, n);
            lane->tail_len = (uint8_t)n;
            return n;
        }
        if (len == 0) {
            c = 0xFFFD;
            len = 1;
        }
    }
    put_char(lane, c);
    return (size_t)len;
}

void tok_lane_feed(TokLane *lane, const uint8_t *p, size_t n) {
    bool claude = tok_is_claude(lane->family);
    while (lane->tail_len > 0 &&
           n > 0) { /* an unfinished sequence from the last call, with the new bytes */
        uint8_t t[4];
        size_t had = lane->tail_len, add = n < 4 - had ? n : 4 - had;
        memcpy(t, lane->tail, had);
        memcpy(t + had, p, add);
        lane->tail_len = 0;
        size_t used = feed_char(lane, t, had + add);
        if (used >= had) {
            p += used - had;
            n -= used - had;
        } else {
            memcpy(lane->tail, t + used, had - used);
            lane->tail_len = (uint8_t)(had - used);
        }
    }
    for (size_t i = 0; i < n;) {
        size_t k = plain(p + i, n - i, claude);
        if (k > 0) {
            flush_marks(lane);
            lane->barrier = 0;
            while (k > 0) {
                need(lane, 64);
                size_t room = TOK_BUFFER - lane->n, m = k < room ? k : room;
                memcpy(lane->buf + lane->n, p + i, m);
                lane->n += (uint32_t)m;
                i += m;
                k -= m;
            }
        } else {
            i += feed_char(lane, p + i, n - i);
        }
    }
}

void tok_lane_finish(TokLane *lane) {
    for (; lane->tail_len > 0; lane->tail_len--) put_char(lane, 0xFFFD);
    flush_marks(lane);
    drain(lane, true);
}
