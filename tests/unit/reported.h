/* Hand-made findings and how a format prints them. For the tests of lint/report. */
#ifndef WARMLINT_TESTS_UNIT_REPORTED_H
#define WARMLINT_TESTS_UNIT_REPORTED_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cjson/cJSON.h>
#include <cmocka.h>

#include "lint/base/utf8.h"
#include "lint/report/report.h"
#include "lint/report/text.h"

typedef struct {
    Arena arena;
    Source source;
    FindingVec findings;
    Buf out;
    ReportOptions options;
    ReportState state;
} Case;

static inline Case new_case(const char *path, Str bytes) {
    Case c = {.options = {.tool_version = "9.9.9", .facts_date = "2026-11-21"}};
    ProblemVec problems = {0};
    source_from_bytes(&c.arena, str_from_c(path), bytes, &c.source, &problems);
    return c;
}

static inline void free_case(Case *c) {
    report_state_free(&c->state);
    buf_free(&c->out);
    arena_free(&c->arena);
}

/* A finding on the first occurrence of `words`. */
static inline Finding *add(Case *c, const char *words, const char *message) {
    size_t at = str_find(c->source.bytes, str_from_c(words), 0);
    assert_int_not_equal(at, STR_NOT_FOUND);
    Finding f = {.code = STR("WL101"),
                 .name = STR("volatile-placeholder"),
                 .level = LEVEL_WARNING,
                 .span = span_of(at, at + strlen(words)),
                 .message = str_from_c(message)};
    vec_push(&c->arena, &c->findings, f);
    return &c->findings.items[c->findings.len - 1];
}

static inline const char *print(Case *c, const char *format) {
    const Reporter *reporter = reporter_find(str_from_c(format));
    assert_non_null(reporter);
    c->out.len = 0;
    c->options.state = &c->state;
    reporter->begin(&c->out, &c->options);
    reporter->file(&c->out, &c->options, &c->source, &c->findings);
    Summary summary = {.files = 1, .prompts = 1};
    summary_count(&summary, &c->findings);
    c->options.quiet = true;
    reporter->end(&c->out, &c->options, &summary);
    buf_add_char(&c->out, '\0');
    return c->out.ptr;
}

#endif
