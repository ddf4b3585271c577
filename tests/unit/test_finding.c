/* The order of findings and what keeps a fingerprint the same. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "lint/finding/finding.h"

static Finding finding(const char *code, uint32_t start, uint32_t end, const char *message) {
    return (Finding){
        .code = str_from_c(code), .span = {start, end}, .message = str_from_c(message)};
}

static FindingVec vec(Finding *items, size_t len) {
    FindingVec v = {0};
    v.items = items;
    v.len = len;
    return v;
}

static void test_levels(void **state) {
    (void)state;
    Level level = LEVEL_INFO;
    assert_string_equal(level_name(LEVEL_WARNING), "warning");
    assert_true(level_from_name(STR("error"), &level));
    assert_int_equal(level, LEVEL_ERROR);
    assert_false(level_from_name(STR("Error"), &level));
    assert_false(level_from_name(STR("errors"), &level));
    assert_int_equal(level, LEVEL_ERROR);
}

static void test_sorts_by_offset_code_end(void **state) {
    (void)state;
    Finding items[] = {finding("WL201", 9, 12, "e"), finding("WL301", 3, 4, "d"),
                       finding("WL101", 3, 9, "b"),  finding("WL101", 3, 5, "a"),
                       finding("WL101", 3, 9, "c"),  finding("WL101", 0, 1, "0")};
    FindingVec v = vec(items, 6);
    findings_sort(&v);
    const char *want = "0abcde"; /* b before c: they came in this order */
    for (size_t i = 0; i < 6; i++) assert_int_equal(v.items[i].message.ptr[0], want[i]);
}

static void test_sort_is_stable_and_whole_at_any_length(void **state) {
    (void)state;
    enum { MOST = 70 };
    for (size_t n = 0; n <= MOST; n++) {
        Finding items[MOST];
        for (size_t i = 0; i < n; i++) {
            items[i] = finding("WL101", (uint32_t)(i * 7919 % 5), 9, "");
            items[i].tokens = (double)i;
        }
        FindingVec v = vec(items, n);
        findings_sort(&v);
        bool seen[MOST] = {false};
        for (size_t i = 0; i < n; i++) seen[(size_t)items[i].tokens] = true;
        for (size_t i = 0; i < n; i++) assert_true(seen[i]);
        for (size_t i = 1; i < n; i++) {
            assert_true(items[i - 1].span.start <= items[i].span.start);
            if (items[i - 1].span.start == items[i].span.start)
                assert_true(items[i - 1].tokens < items[i].tokens);
        }
    }
}

static void test_what_says_the_same_of_the_same_place_is_said_once(void **state) {
    (void)state;
    Finding items[] = {finding("WL101", 3, 9, "a"), finding("WL101", 3, 9, "b"),
                       finding("WL101", 3, 9, "a"), finding("WL102", 3, 9, "a"),
                       finding("WL102", 3, 8, "a"), finding("WL102", 4, 9, "a")};
    FindingVec v = vec(items, 6);
    findings_sort(&v);
    findings_unique(&v);
    assert_int_equal(v.len, 5);
    assert_int_equal(v.items[0].message.ptr[0], 'a');
    assert_int_equal(v.items[1].message.ptr[0], 'b');
    findings_unique(&v);
    assert_int_equal(v.len, 5);
}

static uint64_t print_of(const char *path, const char *bytes, const char *word, const char *place) {
    size_t at = str_find(str_from_c(bytes), str_from_c(word), 0);
    assert_true(at != STR_NOT_FOUND);
    Finding one = finding("WL101", (uint32_t)at, (uint32_t)(at + strlen(word)), "");
    one.place = str_from_c(place);
    FindingVec v = vec(&one, 1);
    findings_fingerprint(&v, str_from_c(path), str_from_c(bytes));
    return one.fingerprint;
}

static void test_fingerprint_survives_what_does_not_matter(void **state) {
    (void)state;
    uint64_t plain = print_of("a.md", "Now {{ x }} there", "{{ x }}", "system[0]");
    assert_true(plain != 0);
    assert_true(print_of("a.md", "one\ntwo\nNow {{ x }} here", "{{ x }}", "system[0]") == plain);
    assert_true(print_of("./a.md", "{{ x }}", "{{ x }}", "system[0]") == plain);
    assert_true(print_of("a.md", "{{  \n x }}", "{{  \n x }}", "system[0]") == plain);
}

static void test_fingerprint_tells_apart(void **state) {
    (void)state;
    uint64_t plain = print_of("a.md", "{{ x }}", "{{ x }}", "system[0]");
    assert_true(print_of("b.md", "{{ x }}", "{{ x }}", "system[0]") != plain);
    assert_true(print_of("a.md", "{{ y }}", "{{ y }}", "system[0]") != plain);
    assert_true(print_of("a.md", "{{ x }}", "{{ x }}", "system[1]") != plain);
    assert_true(print_of("a.md", "{{x}}", "{{x}}", "system[0]") != plain);
}

static void test_repeats_get_numbers(void **state) {
    (void)state;
    const char *bytes = "{{x}} {{x}} {{x}}";
    Finding items[] = {finding("WL101", 0, 5, ""), finding("WL101", 6, 11, ""),
                       finding("WL101", 12, 17, "")};
    FindingVec v = vec(items, 3);
    findings_fingerprint(&v, STR("a.md"), str_from_c(bytes));
    assert_true(items[0].fingerprint == print_of("a.md", bytes, "{{x}}", ""));
    assert_true(items[0].fingerprint != items[1].fingerprint);
    assert_true(items[1].fingerprint != items[2].fingerprint);
    for (const char *c = "abcdefghijklmnopqrstuvwyzABCDEFGHIJKLMNOP"; *c;
         c++) { /* others do not count with them */
        char text[] = "{{x}} {{x}} {{?}}";
        text[14] = *c;
        findings_fingerprint(&v, STR("a.md"), str_from_c(text));
        assert_true(items[2].fingerprint == print_of("a.md", text, text + 12, ""));
        assert_true(items[0].fingerprint == print_of("a.md", text, "{{x}}", ""));
    }
    uint64_t second = items[1].fingerprint;
    v.len = 2; /* the last one mended: the others keep theirs */
    findings_fingerprint(&v, STR("a.md"), str_from_c(bytes));
    assert_true(items[1].fingerprint == second);
}

static void test_spans_beyond_the_bytes(void **state) {
    (void)state;
    Finding items[] = {finding("WL001", 0, 0, ""), finding("WL001", 50, 60, "")};
    FindingVec v = vec(items, 2);
    findings_fingerprint(&v, STR("a.md"), (Str){NULL, 0});
    findings_fingerprint(&v, STR("a.md"), STR("abc"));
    assert_true(items[0].fingerprint != items[1].fingerprint);
    v.len = 0;
    findings_fingerprint(&v, STR("a.md"), STR("abc"));
    findings_sort(&v);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_levels),
        cmocka_unit_test(test_sorts_by_offset_code_end),
        cmocka_unit_test(test_sort_is_stable_and_whole_at_any_length),
        cmocka_unit_test(test_what_says_the_same_of_the_same_place_is_said_once),
        cmocka_unit_test(test_fingerprint_survives_what_does_not_matter),
        cmocka_unit_test(test_fingerprint_tells_apart),
        cmocka_unit_test(test_repeats_get_numbers),
        cmocka_unit_test(test_spans_beyond_the_bytes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
