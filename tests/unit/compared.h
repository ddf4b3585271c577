/* Two versions of a prompt, read and compared. For the tests of lint/diff. */
#ifndef WARMLINT_TESTS_UNIT_COMPARED_H
#define WARMLINT_TESTS_UNIT_COMPARED_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "lint/base/buf.h"
#include "lint/diff/diff.h"
#include "lint/engine/engine.h"

typedef struct {
    Arena arena;
    FileResult *before, *after;
    PromptDiff diff;
} Compared;

static inline FileResult *read_bytes(const char *path, Str *bytes) {
    Input input = {.path = str_from_c(path), .by_hand = true, .bytes = bytes};
    Overrides overrides = {.today = DATE(2026, 11, 21)};
    return engine_read(&input, &overrides);
}

static inline Compared compare(const char *path, Str before, Str after) {
    Compared c = {0};
    Str old_copy = str_dup(&c.arena, before), new_copy = str_dup(&c.arena, after);
    c.before = read_bytes(path, &old_copy);
    c.after = read_bytes(path, &new_copy);
    assert_int_equal(c.before->prompts.len, 1);
    assert_int_equal(c.after->prompts.len, 1);
    c.diff = diff_prompts(&c.arena, c.before->plans[0], c.after->plans[0]);
    return c;
}

static inline void done(Compared *c) {
    file_result_free(c->before);
    file_result_free(c->after);
    arena_free(&c->arena);
}

#endif
