/* Helpers of the reader tests: a text read in memory, and what must hold for every scalar's map. */
#ifndef WARMLINT_TESTS_UNIT_READING_H
#define WARMLINT_TESTS_UNIT_READING_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "lint/base/utf8.h"
#include "lint/source/tree.h"

typedef struct {
    Arena arena;
    Source source;
    ProblemVec problems;
    Node *tree;
} Reading;

typedef Node *Reader(Arena *arena, const Source *source, Span text, ProblemVec *problems);

/* With an arena that is full at `most` bytes; 0: never. */
static inline Reading read_in(size_t most, Reader *reader, Str text) {
    Reading r = {.arena = {.most = most}};
    assert_true(source_from_bytes(&r.arena, STR("test"), text, &r.source, &r.problems));
    r.tree = reader(&r.arena, &r.source, span_of(0, text.len), &r.problems);
    return r;
}

static inline Reading read_str(Reader *reader, Str text) {
    return read_in(0, reader, text);
}

/* It stopped in time, and says so once. */
static inline void assert_stopped(const Reading *r, const char *things) {
    assert_null(r->tree);
    assert_int_equal(r->problems.len, 1);
    assert_int_equal(r->problems.items[0].kind, PROBLEM_LIMIT);
    if (!str_starts(r->problems.items[0].message, str_from_c(things))) fail();
    assert_true(r->arena.size < r->arena.most * 2);
}

static inline Reading read_c(Reader *reader, const char *text) {
    return read_str(reader, str_from_c(text));
}

static inline void done(Reading *r) {
    arena_free(&r->arena);
}

static inline void assert_str(Str actual, const char *expected) {
    if (str_is(actual, expected)) return;
    print_error("got      \"" STR_FMT "\"\nexpected \"%s\"\n", STR_ARG(actual), expected);
    fail();
}

static inline void assert_bytes(Str actual, Str expected) {
    assert_int_equal(actual.len, expected.len);
    if (expected.len) assert_memory_equal(actual.ptr, expected.ptr, expected.len);
}

/* The source bytes that a node covers. */
static inline void assert_covers(const Reading *r, const Node *n, const char *expected) {
    assert_non_null(n);
    assert_str(source_slice(&r->source, n->span), expected);
}

static inline void assert_json(Reading *r, const Node *n, const char *expected) {
    assert_str(node_to_json(&r->arena, n), expected);
}

/* The only problem, its kind and the file bytes [start, end) it points at. */
static inline void assert_problem(const Reading *r, ProblemKind kind, uint32_t start,
                                  uint32_t end) {
    assert_int_equal(r->problems.len, 1);
    const Problem *p = &r->problems.items[0];
    if (p->kind != kind || p->span.start != start || p->span.end != end)
        print_error("kind %d at [%u, %u): " STR_FMT "\n", p->kind, p->span.start, p->span.end,
                    STR_ARG(p->message));
    assert_int_equal(p->kind, kind);
    assert_int_equal(p->span.start, start);
    assert_int_equal(p->span.end, end);
}

static inline void assert_says(const Reading *r, const char *words) {
    assert_true(r->problems.len > 0);
    const Problem *p = &r->problems.items[r->problems.len - 1];
    if (!str_has(p->message, str_from_c(words)) && !str_has(p->help, str_from_c(words))) {
        print_error("\"" STR_FMT "\" does not say \"%s\"\n", STR_ARG(p->message), words);
        fail();
    }
}

/* -- maps ------------------------------------------------------------------------------------- */

static inline uint32_t hex(Str digits) {
    uint32_t value = 0;
    for (size_t i = 0; i < digits.len; i++) {
        const char *at = strchr("0123456789abcdef", ascii_lower(digits.ptr[i]));
        assert_non_null(at);
        value = value * 16 + (uint32_t)(at - "0123456789abcdef");
    }
    return value;
}

/* What a piece of a scalar that is not verbatim stands for: an escape of YAML or JSON, a doubled
 * quote, a line break (which may also have been folded into a space). */
static inline Str redecode(Str raw, char buffer[8], bool folded) {
    static const struct {
        char letter;
        uint32_t value;
    } escapes[] = {{'0', 0},     {'a', 7},    {'b', 8},    {'t', 9},      {'n', 10},    {'v', 11},
                   {'f', 12},    {'r', 13},   {'e', 27},   {' ', ' '},    {'"', '"'},   {'/', '/'},
                   {'\\', '\\'}, {'N', 0x85}, {'_', 0xA0}, {'L', 0x2028}, {'P', 0x2029}};
    uint32_t c = UTF8_INVALID;
    if (raw.ptr[0] == '\\' && raw.len == 12) {
        uint32_t high = hex(str_slice(raw, 2, 6)), low = hex(str_slice(raw, 8, 12));
        c = 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00);
    } else if (raw.ptr[0] == '\\' && raw.len > 2) {
        c = hex(str_slice(raw, 2, raw.len));
    } else if (raw.ptr[0] == '\\') {
        for (size_t i = 0; i < sizeof escapes / sizeof *escapes; i++)
            if (escapes[i].letter == raw.ptr[1]) c = escapes[i].value;
    } else if (str_is(raw, "''")) {
        c = '\'';
    } else if (str_is(raw, "\n") || str_is(raw, "\r") || str_is(raw, "\r\n") ||
               str_is(raw, "\xC2\x85")) {
        c = folded ? ' ' : '\n';
    }
    assert_int_not_equal(c, UTF8_INVALID);
    return (Str){buffer, utf8_encode(c, buffer)};
}

/* The file range of a range of a string. */
static inline Span place_in(const Node *n, Span text) {
    TextMap map = node_map(n);
    return textmap_span(&map, text);
}

/* For every byte of the text: the file bytes that it is traced to decode to it again. */
static inline void assert_traced(const Reading *r, const Node *n) {
    TextMap map = node_map(n);
    assert_true(map.len > 0);
    for (uint32_t i = 0, next; i < n->text.len; i = next) {
        Span place = textmap_span(&map, span_of(i, i + 1));
        assert_true(span_holds(n->span, place) && place.end > place.start);
        for (next = i + 1; next < n->text.len; next++) {
            Span other = textmap_span(&map, span_of(next, next + 1));
            if (other.start != place.start) break;
        }
        Str raw = source_slice(&r->source, place), text = str_slice(n->text, i, next);
        char buffer[8];
        if (!str_eq(raw, text)) assert_bytes(redecode(raw, buffer, str_is(text, " ")), text);
    }
}

static inline void assert_all_traced(const Reading *r, const Node *n) {
    if (n->key && n->key->kind == NODE_STRING) assert_traced(r, n->key);
    if (n->kind == NODE_STRING) assert_traced(r, n);
    for (const Node *child = n->first; child; child = child->next) assert_all_traced(r, child);
}

/* -- time ------------------------------------------------------------------------------------- */

static inline double cpu_ms(void) {
    return (double)clock() * 1000.0 / CLOCKS_PER_SEC;
}

/* `prefix`, then `unit` repeated. */
static inline Str repeated(Arena *arena, const char *prefix, const char *unit, size_t times) {
    size_t head = strlen(prefix), len = strlen(unit);
    char *p = arena_alloc(arena, head + len * times + 1);
    memcpy(p, prefix, head);
    for (size_t i = 0; i < times; i++) memcpy(p + head + i * len, unit, len);
    return (Str){p, head + len * times};
}

#endif
