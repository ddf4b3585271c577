/* JUnit's XML: a suite for each file, a case for each finding. Errors and warnings are failures, an
 * info is a case that passes and says something, a file that could not be linted is an error, and a
 * clean file is one case that passes, because services take a report without cases for a fault. */
#include <string.h>

#include "lint/report/compose.h"

#define CLOSE_SUITE "  </testsuite>\n"
enum { BODY, SUITE };             /* parts of the state */
enum { TESTS, FAILURES, ERRORS }; /* its counts */

static void begin(Buf *out, const ReportOptions *options) {
    (void)out, (void)options;
}

static void open_case(Buf *out, Str name, Str path, Position at) {
    buf_add_c(out, "    <testcase name=\"warmlint.");
    compose_xml(out, name);
    buf_add_c(out, "\" classname=\"");
    compose_xml(out, path);
    buf_printf(out, "\" line=\"%u\" column=\"%u\"", at.line, at.column);
}

static void show(Buf *out, Str path, Position at, const Finding *f, const char *element) {
    Buf line = {0}, lines = {0};
    compose_line(&line, f->message);
    compose_lines(&lines, f);
    open_case(out, f->code, path, at);
    buf_printf(out, ">\n      <%s", element);
    if (f->level != LEVEL_INFO) {
        buf_printf(out, " type=\"%s\" message=\"", level_name(f->level));
        compose_xml(out, buf_str(&line));
        buf_add_char(out, '"');
    }
    buf_printf(out, ">line %u, column %u, ", at.line, at.column);
    compose_xml(out, buf_str(&lines));
    buf_printf(out, "</%s>\n    </testcase>\n", element);
    buf_free(&line);
    buf_free(&lines);
}

static const char *element_of(const ReportOptions *options, const Finding *f) {
    const ReportRule *rule = compose_rule(options, f->code);
    if (rule && rule->fatal) return "error";
    return f->level == LEVEL_INFO ? "system-out" : "failure";
}

static void clean_case(Buf *out, Str path) {
    open_case(out, STR("clean"), path, (Position){1, 1, 1, 1});
    buf_add_c(out, "/>\n");
}

/* Writes the cases of one file and adds them up. */
static void cases(Buf *out, const ReportOptions *options, const Source *source, Str path,
                  const FindingVec *findings, size_t sums[3]) {
    Place place = place_begin(source);
    for (size_t i = 0; i < findings->len; i++) {
        const Finding *f = &findings->items[i];
        const char *element = element_of(options, f);
        sums[TESTS]++;
        sums[FAILURES] += element[0] == 'f';
        sums[ERRORS] += element[0] == 'e';
        show(out, path, compose_start(&place, f->span), f, element);
    }
    if (findings->len) return;
    sums[TESTS]++;
    clean_case(out, path);
}

static void sums_members(Buf *out, const size_t sums[3]) {
    buf_printf(out, " tests=\"%zu\" failures=\"%zu\" errors=\"%zu\"", sums[TESTS], sums[FAILURES],
               sums[ERRORS]);
}

static void open_suite(Buf *out, Str path, const size_t sums[3]) {
    buf_add_c(out, "  <testsuite name=\"");
    compose_xml(out, path);
    buf_add_char(out, '"');
    sums_members(out, sums);
    buf_add_c(out, " package=\"warmlint\">\n");
}

/* Takes back that the file is clean. */
static void drop_clean(ReportState *state, Str path) {
    Buf *body = &state->parts[BODY], suite = {0};
    const size_t sums[3] = {[TESTS] = 1};
    open_suite(&suite, path, sums);
    clean_case(&suite, path);
    size_t at = str_find(buf_str(body), buf_str(&suite), 0);
    if (at != STR_NOT_FOUND) {
        buf_add_c(&suite, CLOSE_SUITE);
        memmove(body->ptr + at, body->ptr + at + suite.len, body->len - at - suite.len);
        body->len -= suite.len;
        state->counts[TESTS]--;
    }
    buf_free(&suite);
}

static void file(Buf *out, const ReportOptions *options, const Source *source,
                 const FindingVec *findings) {
    (void)out;
    if (source->lines_before && !findings->len) return; /* a later part of a file */
    ReportState *state = options->state;
    Buf *body = &state->parts[BODY], *suite = &state->parts[SUITE], path = {0};
    size_t sums[3] = {0};
    compose_path(&path, options, source->path, false);
    if (state->again) drop_clean(state, buf_str(&path));
    suite->len = 0;
    cases(suite, options, source, buf_str(&path), findings, sums);
    open_suite(body, buf_str(&path), sums);
    buf_add(body, buf_str(suite));
    buf_add_c(body, CLOSE_SUITE);
    for (size_t i = 0; i < 3; i++) state->counts[i] += sums[i];
    buf_free(&path);
}

static void end(Buf *out, const ReportOptions *options, const Summary *summary) {
    ReportState *state = options->state;
    if (!summary->files) state->counts[TESTS] = 1;
    buf_add_c(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"warmlint\"");
    sums_members(out, state->counts);
    buf_add_c(out, ">\n");
    buf_add(out, buf_str(&state->parts[BODY]));
    if (!summary->files)
        buf_add_c(out, "  <testsuite name=\"warmlint\" tests=\"1\" failures=\"0\" errors=\"0\" "
                       "package=\"warmlint\">\n    <testcase name=\"warmlint.nothing-to-lint\" "
                       "classname=\"warmlint\"/>\n  </testsuite>\n");
    buf_add_c(out, "</testsuites>\n");
}

const Reporter reporter_junit = {"junit", false, begin, file, end, false, NULL};
