/* Reading the measured segments. */
#include "fit.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../segment.h"

Seg *fit_segs;
size_t fit_count;

void fit_die(const char *what) {
    fprintf(stderr, "fit: %s\n", what);
    exit(1);
}

void *fit_get(void *p, size_t n) {
    p = realloc(p, n);
    if (p == NULL) fit_die("out of memory");
    return p;
}

static int hex(int c) {
    return c >= 'a' ? c - 'a' + 10 : c - '0';
}

static bool parse(char *line, size_t n, int column, Seg *s) {
    char *tab = memchr(line, '\t', n);
    if (tab == NULL) return false;
    uint8_t *out = fit_get(NULL, (size_t)(tab - line) + 16);
    size_t o = 0;
    for (char *p = line; p < tab; p++) {
        int c = (uint8_t)*p;
        if (c == '\\') {
            c = *++p;
            if (c == 'x') {
                c = hex(p[1]) * 16 + hex(p[2]);
                p += 2;
            } else {
                c = c == 't' ? '\t' : c == 'n' ? '\n' : c == 'r' ? '\r' : c;
            }
        }
        out[o++] = (uint8_t)c;
    }
    memset(out + o, 0, 8);
    memset(s, 0, sizeof *s);
    char *count = tab + 1 + column;
    if (count >= line + n || *count == '-') {
        free(out);
        return false;
    }
    s->tokens = *count <= '9' ? *count - '0' : *count - 'a' + 10;
    char *weight = memchr(count, '\t', (size_t)(line + n - count));
    long half = weight == NULL ? 0 : strtol(weight + 1, NULL, 10);
    s->weight = ldexp(half % 2 != 0 ? 1.4142135623730951 : 1,
                      (int)(half / 2)); /* no pow: libraries differ */
    s->body = out;
    s->len = (uint32_t)o;
    return true;
}

/* Marks of a Claude segment become bits. */
static void take_marks(Seg *s) {
    for (; s->len > 1; s->body++, s->len--) {
        if (*s->body == 4) {
            s->marks |= TOK_M_SHIFT;
        } else if (*s->body == 5) {
            s->marks |= TOK_M_CAPS;
        } else if (*s->body == 1) {
            s->marks |= TOK_M_BOW;
        } else {
            break;
        }
    }
    if (s->len > 1 && s->body[s->len - 1] == 2) {
        s->marks |= TOK_M_EOW;
        s->body[--s->len] = 0;
    }
}

void fit_read(bool claude, int column) {
    char *line = NULL;
    size_t cap = 0, room = 0;
    ssize_t n;
    while ((n = getline(&line, &cap, stdin)) > 0) {
        if (fit_count == room)
            fit_segs = fit_get(fit_segs, (room = room * 2 + 1024) * sizeof *fit_segs);
        Seg *s = &fit_segs[fit_count];
        if (!parse(line, (size_t)n, column, s)) continue;
        if (claude) take_marks(s);
        if (s->len > TOK_RUN_MAX) continue;
        s->hash = tok_hash(s->body, s->len, s->marks);
        fit_count++;
    }
    free(line);
}
