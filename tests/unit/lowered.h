/* Prompts written down in a few lines: format, kind, provider, model, cap; then the segments in
 * cache order. For the tests of lint/format. */
#ifndef WARMLINT_TESTS_UNIT_LOWERED_H
#define WARMLINT_TESTS_UNIT_LOWERED_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "lint/base/buf.h"
#include "lint/engine/engine.h"
#include "lint/format/format.h"

static inline FileResult *lint(const char *path, const char *text) {
    Str bytes = str_from_c(text);
    Input input = {.path = str_from_c(path), .by_hand = true, .bytes = &bytes};
    Overrides overrides = {.today = DATE(2026, 11, 21)};
    return engine_lint(&input, &overrides);
}

/* A path that begins with ~ was not given by hand, but found in a folder; with fixes. */
static inline FileResult *lint_where(Str path, Str bytes) {
    bool walked = str_starts(path, STR("~"));
    Input input = {.path = str_slice(path, walked, path.len), .by_hand = !walked, .bytes = &bytes};
    Overrides overrides = {.today = DATE(2026, 11, 21), .fixes = true};
    return engine_lint(&input, &overrides);
}

static inline void write_segment(Buf *out, Arena *arena, const Prompt *prompt,
                                 const Segment *segment) {
    static const char *const roles[] = {"-",    "tool",      "system",     "developer",
                                        "user", "assistant", "tool-result"};
    Str place = segment_place(arena, prompt, segment);
    Str text = str_slice(segment->text, 0, 24);
    buf_printf(out, "  " STR_FMT " %s", STR_ARG(place), roles[segment->role]);
    if (segment->breakpoint.origin != BREAKPOINT_NONE)
        buf_printf(out, " mark=%us", segment->breakpoint.ttl_seconds);
    if (segment->deferred) buf_add_c(out, " deferred");
    buf_add_c(out, " `");
    buf_add_visible(out, text, false);
    buf_add_c(out, "`\n");
}

static inline void write_prompt(Buf *out, Arena *arena, const Prompt *prompt) {
    static const char *const kinds[] = {"", "template", "static", "", "rendered"};
    buf_printf(out, STR_FMT " %s %s", STR_ARG(prompt->format), kinds[prompt->kind],
               facts_provider_name(prompt->provider));
    if (prompt->model_id.len) buf_printf(out, " " STR_FMT, STR_ARG(prompt->model_id));
    if (prompt->max_output.state == PARAM_SET)
        buf_printf(out, " " STR_FMT "=%g", STR_ARG(prompt->max_output.key),
                   prompt->max_output.number);
    buf_add_c(out, "\n");
    for (size_t i = 0; i < prompt->segments.len; i++)
        write_segment(out, arena, prompt, &prompt->segments.items[i]);
}

static inline void expect(const char *path, const char *text, const char *expected) {
    FileResult *r = lint(path, text);
    Buf out = {0};
    for (size_t i = 0; i < r->prompts.len; i++) write_prompt(&out, &r->arena, &r->prompts.items[i]);
    buf_add_char(&out, '\0');
    assert_string_equal(out.ptr, expected);
    buf_free(&out);
    file_result_free(r);
}

/* Files and what is read of them, as a table. */
typedef struct {
    const char *path, *text, *expected;
} Case;

#define EXPECT(cases)                                                                              \
    for (size_t i = 0; i < sizeof(cases) / sizeof *(cases); i++)                                   \
    expect(cases[i].path, cases[i].text, cases[i].expected)

#endif
