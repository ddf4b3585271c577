#include "lint/report/linehash.h"

#include <stdlib.h>

#include "lint/base/order.h"
#include "lint/base/utf8.h"

enum { WINDOW = 100, FACTOR = 37, END_OF_FILE = 0xFFFF };

typedef struct {
    uint16_t window[WINDOW];
    uint32_t
        starts[WINDOW]; /* the line, from 1, that starts at this place of the window; 0: none */
    size_t at;
    uint64_t hash, oldest; /* oldest: FACTOR to the power of WINDOW */
    LineHash *lines;
    size_t len, cap, begun;
    bool line_start, after_cr;
} Roller;

static void emit(Roller *r) {
    if (r->len == r->cap) {
        r->cap = r->cap ? r->cap * 2 : 256;
        LineHash *more = realloc(r->lines, r->cap * sizeof *more);
        if (!more) out_of_memory();
        r->lines = more;
    }
    r->lines[r->len++] = (LineHash){.hash = r->hash};
    r->starts[r->at] = 0;
}

static void roll(Roller *r, uint16_t unit) {
    uint64_t gone = r->window[r->at];
    r->window[r->at] = unit;
    r->hash = r->hash * FACTOR + unit - r->oldest * gone;
    r->at = (r->at + 1) % WINDOW;
}

static void take(Roller *r, uint16_t unit) {
    if (unit == ' ' || unit == '\t' || (r->after_cr && unit == '\n')) {
        r->after_cr = false;
        return;
    }
    r->after_cr = unit == '\r';
    if (r->after_cr) unit = '\n';
    if (r->starts[r->at]) emit(r);
    if (r->line_start) r->starts[r->at] = (uint32_t)++r->begun;
    r->line_start = unit == '\n';
    roll(r, unit);
}

static void take_all(Roller *r, Str bytes) {
    size_t size;
    for (size_t i = 0; i < bytes.len; i += size) {
        uint32_t c = utf8_decode(bytes, i, &size);
        if (c == UTF8_INVALID) c = 0xFFFD;
        if (c > 0xFFFF) {
            take(r, (uint16_t)(0xD800 + ((c - 0x10000) >> 10)));
            c = 0xDC00 + ((c - 0x10000) & 0x3FF);
        }
        take(r, (uint16_t)c);
    }
    take(r, END_OF_FILE);
    for (size_t i = 0; i < WINDOW; i++) {
        if (r->starts[r->at]) emit(r);
        roll(r, 0);
    }
}

static int compare(const void *left, const void *right) {
    const LineHash *a = *(LineHash *const *)left, *b = *(LineHash *const *)right;
    if (a->hash != b->hash) return order_of(a->hash, b->hash);
    return order_of((uintptr_t)a, (uintptr_t)b);
}

/* Counts equal hashes in the order of their lines. */
static void count(LineHash *lines, size_t n) {
    LineHash **order = malloc((n ? n : 1) * sizeof(LineHash *));
    if (!order) out_of_memory();
    for (size_t i = 0; i < n; i++) order[i] = &lines[i];
    qsort(order, n, sizeof *order, compare);
    for (size_t i = 0; i < n; i++)
        order[i]->count = i && order[i]->hash == order[i - 1]->hash ? order[i - 1]->count + 1 : 1;
    free(order);
}

LineHash *line_hashes(Str bytes, size_t *lines) {
    Roller r = {.oldest = 1, .line_start = true};
    for (int i = 0; i < WINDOW; i++) r.oldest *= FACTOR;
    take_all(&r, bytes);
    count(r.lines, r.len);
    *lines = r.len;
    return r.lines;
}
