/* The cache plan of whole requests: what is read, written and paid per warm call. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "lint/base/buf.h"
#include "lint/engine/engine.h"

enum { LONG_TEXT_WORDS = 4000 };

static FileResult *lint(const char *path, Str bytes) {
    Input input = {.path = str_from_c(path), .by_hand = true, .bytes = &bytes};
    Overrides overrides = {.today = DATE(2026, 11, 21)};
    return engine_lint(&input, &overrides);
}

/* A request with %s replaced by a text of some 4,000 words. */
static FileResult *lint_long(const char *path, const char *before, const char *after) {
    static Buf buf;
    buf.len = 0;
    buf_add_c(&buf, before);
    buf_repeat(&buf, "policy ", LONG_TEXT_WORDS);
    buf_add_c(&buf, after);
    return lint(path, buf_str(&buf));
}

static void a_marked_system_prompt_is_read_and_the_question_paid(void **state) {
    (void)state;
    FileResult *r = lint_long("request.json",
                              "{\"model\":\"claude-sonnet-4-6\",\"max_tokens\":100,\"system\":[{"
                              "\"type\":\"text\",\"text\":\"",
                              "\",\"cache_control\":{\"type\":\"ephemeral\"}}],\"messages\":[{"
                              "\"role\":\"user\",\"content\":\"What now?\"}]}");
    assert_int_equal(r->prompts.len, 1);
    const Plan *plan = r->plans[0];
    assert_int_equal(plan->breakpoint_count, 1);
    assert_int_equal(plan->breakpoints[0].reach, REACH_YES);
    assert_int_equal(plan->breakpoints[0].ttl_seconds, 300);
    assert_true(plan->read.tokens >= LONG_TEXT_WORDS);
    assert_int_equal(plan->written_short.tokens, 0);
    assert_int_equal(plan->uncached.tokens, plan->section[SECTION_MESSAGES].tokens);
    assert_int_equal(plan->read.tokens + plan->uncached.tokens, plan->total.tokens);
    file_result_free(r);
}

static void a_clock_at_the_start_makes_every_call_a_write(void **state) {
    (void)state;
    FileResult *r = lint_long("request.yaml",
                              "model: claude-sonnet-4-6\nmax_tokens: 100\nsystem:\n"
                              "  - type: text\n    cache_control: {type: ephemeral, ttl: 1h}\n"
                              "    text: 'Now {{ current_time }}. ",
                              "'\nmessages:\n  - role: user\n    content: '{{ question }}'\n");
    const Plan *plan = r->plans[0];
    assert_int_equal(plan->read.tokens, 0);
    assert_int_equal(plan->written_short.tokens, 0);
    assert_true(plan->written_long.tokens >= LONG_TEXT_WORDS);
    assert_int_equal(plan->breakpoints[0].first_change, plan->first_change);
    file_result_free(r);
}

static void without_a_marker_nothing_is_cached_where_markers_are_needed(void **state) {
    (void)state;
    FileResult *r = lint_long("request.json",
                              "{\"model\":\"claude-sonnet-4-6\",\"max_tokens\":100,\"system\":\"",
                              "\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}");
    const Plan *plan = r->plans[0];
    assert_true(plan->caches_at_breakpoints_only);
    assert_int_equal(plan->read.tokens, 0);
    assert_int_equal(plan->uncached.tokens, plan->total.tokens);
    file_result_free(r);
}

static void implicit_caching_reads_the_stable_prefix(void **state) {
    (void)state;
    FileResult *r = lint_long("request.json",
                              "{\"model\":\"gpt-5.5\",\"max_completion_tokens\":100,\"messages\":[{"
                              "\"role\":\"system\",\"content\":\"",
                              "\"},{\"role\":\"user\",\"content\":\"Hi\"}]}");
    const Plan *plan = r->plans[0];
    assert_false(plan->caches_at_breakpoints_only);
    assert_int_equal(plan->read.tokens, plan->section[SECTION_SYSTEM].tokens);
    assert_int_equal(plan->written_short.tokens, 0);
    file_result_free(r);
}

static void an_implicit_breakpoint_behind_a_varying_message_is_never_read(void **state) {
    (void)state;
    FileResult *r = lint_long("request.yaml",
                              "model: gpt-6-sol\nmax_completion_tokens: 100\nmessages:\n"
                              "  - role: developer\n    content: '",
                              "'\n  - role: user\n    content: '{{ question }}'\n");
    const Plan *plan = r->plans[0];
    assert_int_equal(plan->breakpoint_count, 1);
    assert_int_equal(plan->breakpoints[0].origin, BREAKPOINT_IMPLICIT);
    assert_int_equal(plan->read.tokens, 0);
    assert_true(plan->written_short.tokens >= LONG_TEXT_WORDS);
    file_result_free(r);
}

static void two_breakpoints_split_read_and_write(void **state) {
    (void)state;
    FileResult *r = lint_long("request.yaml",
                              "model: claude-sonnet-4-6\nmax_tokens: 100\nsystem:\n"
                              "  - type: text\n    cache_control: {type: ephemeral}\n    text: '",
                              "'\n  - type: text\n    cache_control: {type: ephemeral}\n    text: "
                              "'Open: {{git_status}}'\n"
                              "messages:\n  - role: user\n    content: 'Go on.'\n");
    const Plan *plan = r->plans[0];
    assert_int_equal(plan->breakpoint_count, 2);
    assert_int_equal(plan->read.tokens, plan->breakpoints[0].prefix.tokens);
    assert_int_equal(plan->written_short.tokens,
                     plan->breakpoints[1].prefix.tokens - plan->breakpoints[0].prefix.tokens);
    file_result_free(r);
}

static void below_the_minimum_nothing_is_written(void **state) {
    (void)state;
    FileResult *r =
        lint("request.json", STR("{\"model\":\"claude-opus-4-6\",\"max_tokens\":10,\"system\":[{"
                                 "\"type\":\"text\",\"text\":\"Be brief.\",\"cache_control\":{"
                                 "\"type\":\"ephemeral\"}}],\"messages\":[{\"role\":\"user\","
                                 "\"content\":\"Hi\"}]}"));
    const Plan *plan = r->plans[0];
    assert_int_equal(plan->breakpoints[0].reach, REACH_BELOW);
    assert_int_equal(plan->read.tokens + plan->written_short.tokens, 0);
    assert_int_equal(plan->uncached.tokens, plan->total.tokens);
    file_result_free(r);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_marked_system_prompt_is_read_and_the_question_paid),
        cmocka_unit_test(a_clock_at_the_start_makes_every_call_a_write),
        cmocka_unit_test(without_a_marker_nothing_is_cached_where_markers_are_needed),
        cmocka_unit_test(implicit_caching_reads_the_stable_prefix),
        cmocka_unit_test(an_implicit_breakpoint_behind_a_varying_message_is_never_read),
        cmocka_unit_test(two_breakpoints_split_read_and_write),
        cmocka_unit_test(below_the_minimum_nothing_is_written),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
