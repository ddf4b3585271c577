/* Byte-pair merging with a rank file. */
#include <string.h>

#include "exact_table.h"
#include "model.h"

static int base64(uint8_t c) {
    if (c >= 'A' && c <= 'Z') return c - 'A';
    if (c >= 'a' && c <= 'z') return c - 'a' + 26;
    if (c >= '0' && c <= '9') return c - '0' + 52;
    return c == '+' ? 62 : c == '/' ? 63 : -1;
}

enum { LONGEST = 1024 }; /* bytes of a token; the longest known has 128 */

/* Decodes base64 at *p up to a blank into out; returns the bytes, 0 if it is not base64 or too
 * long. */
static size_t decode(const char **p, const char *end, uint8_t *out) {
    uint32_t acc = 0;
    unsigned bits = 0;
    size_t n = 0;
    for (; *p < end && **p != ' '; ++*p) {
        if (**p == '=') continue;
        int v = base64((uint8_t) * *p);
        if (v < 0 || n >= LONGEST) return 0;
        acc = acc << 6 | (uint32_t)v;
        bits += 6;
        if (bits >= 8) {
            bits -= 8;
            out[n++] = (uint8_t)(acc >> bits);
        }
    }
    return n;
}

static uint32_t rank_of(const TokExact *x, const uint8_t *p, size_t n) {
    const uint32_t *v = tok_exact_slot(x, tok_hash(p, n, 0));
    return v != NULL ? *v : UINT32_MAX;
}

/* The parts of a segment while it is merged: part i begins at byte i; pair[i] is the rank of it
 * joined with the next. */
typedef struct {
    const TokExact *x;
    const uint8_t *text;
    uint32_t pair[TOK_RUN_MAX + 32];
    uint16_t next[TOK_RUN_MAX + 32], prev[TOK_RUN_MAX + 32];
    uint64_t heap[3 * (TOK_RUN_MAX + 32)]; /* rank, then place: the leftmost of equal ranks first */
    size_t heap_n;
} Merge;

static void push(Merge *m, uint64_t v) {
    size_t i = m->heap_n++;
    for (; i > 0 && m->heap[(i - 1) / 2] > v; i = (i - 1) / 2) m->heap[i] = m->heap[(i - 1) / 2];
    m->heap[i] = v;
}

static uint64_t pop(Merge *m) {
    uint64_t top = m->heap[0], v = m->heap[--m->heap_n];
    size_t i = 0;
    for (;;) {
        size_t c = 2 * i + 1;
        if (c >= m->heap_n) break;
        if (c + 1 < m->heap_n && m->heap[c + 1] < m->heap[c]) c++;
        if (m->heap[c] >= v) break;
        m->heap[i] = m->heap[c];
        i = c;
    }
    m->heap[i] = v;
    return top;
}

static void rank_pair(Merge *m, size_t i, size_t n) {
    size_t mid = m->next[i], end = mid < n ? m->next[mid] : 0;
    m->pair[i] = mid < n ? rank_of(m->x, m->text + i, end - i) : UINT32_MAX;
    if (m->pair[i] != UINT32_MAX) push(m, (uint64_t)m->pair[i] << 16 | i);
}

static size_t merge(const TokExact *x, const uint8_t *p, size_t n) {
    Merge m;
    m.x = x;
    m.text = p;
    m.heap_n = 0;
    for (size_t i = 0; i <= n; i++) {
        m.next[i] = (uint16_t)(i + 1);
        m.prev[i] = (uint16_t)(i - 1);
    }
    for (size_t i = 0; i < n; i++) rank_pair(&m, i, n);
    size_t parts = n;
    while (m.heap_n > 0) {
        uint64_t top = pop(&m);
        size_t i = top & 0xFFFF, gone = m.next[i];
        if (m.pair[i] != top >> 16) continue; /* joined meanwhile */
        m.next[i] = m.next[gone];
        m.pair[gone] = UINT32_MAX;
        if (m.next[i] < n) m.prev[m.next[i]] = (uint16_t)i;
        parts--;
        rank_pair(&m, i, n);
        if (i > 0) rank_pair(&m, m.prev[i], n);
    }
    return parts;
}

static TokPrice price_ranks(const TokLane *lane, const uint8_t *p, size_t n, unsigned marks,
                            uint64_t hash) {
    (void)marks;
    bool token = tok_exact_slot(lane->exact, hash) != NULL;
    return (TokPrice){token ? 1 : (int32_t)merge(lane->exact, p, n), 0};
}

/* One line; false if it is not well formed or its token was there already. */
static bool read_line(TokExact *x, const char *p, const char *end) {
    uint8_t token[LONGEST + 16];
    size_t n = decode(&p, end, token);
    if (n == 0 || p >= end) return false;
    memset(token + n, 0, 8);
    uint64_t rank = 0;
    const char *digits = ++p;
    for (; p < end && *p >= '0' && *p <= '9' && rank < UINT32_MAX; p++)
        rank = rank * 10 + (uint64_t)(*p - '0');
    if (p == digits || p != end || rank >= UINT32_MAX) return false;
    bool fresh;
    uint32_t *v = tok_exact_add(x, tok_hash(token, n, 0), &fresh);
    if (!fresh) return false;
    *v = (uint32_t)rank;
    return true;
}

TokExact *tok_load_ranks(TokFamily family, const char *data, size_t len, const char **error) {
    const char *end = data + len;
    size_t lines = 1;
    *error = "ranks serve o200k, cl100k and llama3 only";
    if (family != TOK_O200K && family != TOK_CL100K && family != TOK_LLAMA3) return NULL;
    for (const char *p = data; p < end; p++) lines += *p == '\n';
    *error = "more entries than any tokenizer has";
    if (lines > TOK_EXACT_ENTRIES) return NULL;
    *error = "out of memory";
    TokExact *x = tok_exact_new(lines);
    if (x == NULL) return NULL;
    *error = "not a rank file: each line must be base64, a blank and a rank, each token once";
    for (const char *p = data; p < end;) {
        const char *line = p, *stop = memchr(p, '\n', (size_t)(end - p));
        if (stop == NULL) stop = end;
        p = stop < end ? stop + 1 : end;
        if (stop > line && stop[-1] == '\r') stop--;
        if (stop > line && !read_line(x, line, stop)) goto bad;
    }
    for (unsigned b = 0; b < 256; b++) { /* merging starts from single bytes */
        uint8_t byte[16] = {(uint8_t)b};
        if (tok_exact_slot(x, tok_hash(byte, 1, 0)) == NULL) {
            *error = "not a byte-level rank file: a single byte has no rank";
            goto bad;
        }
    }
    *error = NULL;
    x->family = family;
    x->method = TOK_EXACT_RANKS;
    x->price = price_ranks;
    return x;
bad:
    tok_exact_free(x);
    return NULL;
}
