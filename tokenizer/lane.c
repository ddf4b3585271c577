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
    size_t place = tok_place(&sum, key);
    TokEntry *e = &sum.entries[place], *spare = &sum.entries[place ^ 1], last = *e;
    if (tok_entry_is(spare, key)) {
        *e = *spare;
    } else {
        TokPrice p = lane->price(lane, body, len, marks, tok_hash(body, len, marks));
        *e = (TokEntry){key.first, key.second, (uint64_t)p.doubt << 32 | (uint64_t)p.tokens};
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

static inline bool continues(uint8_t byte) {
    return (byte & 0xC0) == 0x80;
}

/* Length of the well-formed sequence at p, where four bytes can be read; 0 if ill-formed. */
static inline int decode_whole(const uint8_t *p, uint32_t *cp) {
    uint32_t a = p[0], c;
    if (a < 0xE0) {
        *cp = (a & 0x1F) << 6 | (p[1] & 0x3F);
        return a >= 0xC2 && continues(p[1]) ? 2 : 0;
    }
    if (a < 0xF0) {
        *cp = c = (a & 0x0F) << 12 | (uint32_t)(p[1] & 0x3F) << 6 | (p[2] & 0x3F);
        return continues(p[1]) && continues(p[2]) && c >= 0x800 && (c < 0xD800 || c >= 0xE000) ? 3
                                                                                               : 0;
    }
    *cp = c = (a & 0x0F) << 18 | (uint32_t)(p[1] & 0x3F) << 12 | (uint32_t)(p[2] & 0x3F) << 6 |
              (p[3] & 0x3F);
    return continues(p[1]) && continues(p[2]) && continues(p[3]) && c >= 0x10000 && c < 0x110000
               ? 4
               : 0;
}

/* The same with n bytes there; -1 if it may become one with more bytes. */
static int decode(const uint8_t *p, size_t n, uint32_t *cp) {
    if (n >= 4) return decode_whole(p, cp);
    if (n == 1) return p[0] >= 0xC2 && p[0] < 0xF5 ? -1 : 0;
    uint8_t t[4] = {0x80, 0x80, 0x80, 0x80}; /* what is missing might be so */
    memcpy(t, p, n);
    int len = decode_whole(t, cp);
    return len > (int)n ? -1 : len;
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

/* Whether Claude's side leaves a character as it is whatever stands in front of it: all of those
 * that put_claude changes or drops lie outside, but the quotes of the first family. */
static bool is_kept(const TokLane *lane, uint32_t c) {
    if (c < 0x300) return c > 0xA0;
    bool signs = c >= 0x2010 && c <= 0x2027 && lane->family != TOK_CLAUDE_V3;
    bool others = (c >= 0x2060 && c < 0xE000) || (c >= 0x370 && c < 0xE00) || c >= 0x10000;
    return (signs || others) && !tok_uc_nfc_check(tok_uc(c));
}

/* Bytes of the characters at p that are not ASCII and need no work. The last ones of the text are
 * left to feed_char: they may be cut. */
static size_t kept(const TokLane *lane, const uint8_t *p, size_t n, bool claude) {
    size_t i = 0;
    while (n - i >= 4 && p[i] >= 0x80) {
        uint32_t c;
        /* U+4000 to U+9FFF: ideographs, which no normalisation changes */
        if (p[i] >= 0xE4 && p[i] <= 0xE9 && continues(p[i + 1]) && continues(p[i + 2])) {
            i += 3;
            continue;
        }
        int len = decode_whole(p + i, &c);
        if (len == 0 || (claude && !is_kept(lane, c))) break;
        i += (size_t)len;
    }
    return i;
}

/* Bytes at p that are copied as they are. */
static size_t untouched(const TokLane *lane, const uint8_t *p, size_t n) {
    bool claude = tok_is_claude(lane->family);
    for (size_t i = 0, k;; i += k) {
        if (i == n) return n;
        k = p[i] < 0x80 ? plain(p + i, n - i, claude) : kept(lane, p + i, n - i, claude);
        if (k == 0) return i;
    }
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
        size_t k = untouched(lane, p + i, n - i);
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
