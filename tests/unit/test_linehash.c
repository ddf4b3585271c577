/* GitHub's hash of a place, against the values that its own implementation gives. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "lint/report/linehash.h"

/* "hash:count" of each line with a blank behind it. */
static void assert_hashes(Str bytes, const char *expected) {
    size_t n;
    LineHash *lines = line_hashes(bytes, &n);
    Buf text = {0};
    for (size_t i = 0; i < n; i++)
        buf_printf(&text, "%s%llx:%u", i ? " " : "", (unsigned long long)lines[i].hash,
                   lines[i].count);
    buf_add_char(&text, '\0');
    assert_string_equal(text.ptr, expected);
    buf_free(&text);
    free(lines);
}

#define SIX_LINES                                                                                  \
    "e54938cc54b302f1:1 bb609acbe9138d60:1 1131fd5871777f34:1 5c482a0f8b35ea28:1 "                 \
    "54517377da7028d2:1 2c644846cb18d53e:1 f1b89f20de0d133:1 c129715d7a2bc9a3:1"

static void known_values(void **state) {
    (void)state;
    assert_hashes(STR(""), "c129715d7a2bc9a3:1");
    assert_hashes(STR("x = 2\nx = 1\nprint(x)\nx = 3\nprint(x)\nx = 4\nprint(x)\n"), SIX_LINES);
}

/* UTF-16 units: two of what is beyond U+FFFF. */
static void other_characters(void **state) {
    (void)state;
    assert_hashes(
        STR("a \xF0\x9F\x98\x80 \xF0\x90\x80\x80\nb \xF4\x8F\xBF\xBF \xC3\xA9\xE6\xBC\xA2\n"),
        "373f824531e36f90:1 8d032ea29f8942a4:1 c129715d7a2bc9a3:1");
}

static void line_ends_and_blanks_do_not_count(void **state) {
    (void)state;
    assert_hashes(STR("x = 2\r\nx = 1\r\nprint(x)\r\nx = 3\r\nprint(x)\r\nx = 4\r\nprint(x)\r\n"),
                  SIX_LINES);
    assert_hashes(STR("  x=2\rx=1\r\tprint(x)\rx=3\rprint(x)\rx=4\rprint(x)\r"), SIX_LINES);
}

/* A line whose next hundred characters are equal to those of an earlier one is told apart. */
static void equal_lines_are_counted(void **state) {
    (void)state;
    Buf text = {0};
    for (int i = 0; i < 300; i++) buf_add_c(&text, "a\n");
    size_t n;
    LineHash *lines = line_hashes(buf_str(&text), &n);
    assert_int_equal(n, 301);
    assert_int_equal(lines[0].count, 1);
    for (size_t i = 1; i < 200; i++) {
        assert_true(lines[i].hash == lines[0].hash);
        assert_int_equal(lines[i].count, i + 1);
    }
    free(lines);
    buf_free(&text);
}

static void moved_lines_keep_theirs(void **state) {
    (void)state;
    Buf tail = {0}, moved = {0};
    for (int i = 0; i < 40; i++) buf_printf(&tail, "rule %d: be brief \xF0\x9F\x98\x80\n", i);
    buf_add_c(&moved, "a new line\nand another\n");
    buf_add(&moved, buf_str(&tail));
    size_t n, m;
    LineHash *before = line_hashes(buf_str(&tail), &n), *after = line_hashes(buf_str(&moved), &m);
    assert_int_equal(m, n + 2);
    for (size_t i = 0; i < n; i++) assert_true(before[i].hash == after[i + 2].hash);
    free(before);
    free(after);
    buf_free(&tail);
    buf_free(&moved);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(known_values), cmocka_unit_test(other_characters),
        cmocka_unit_test(line_ends_and_blanks_do_not_count),
        cmocka_unit_test(equal_lines_are_counted), cmocka_unit_test(moved_lines_keep_theirs)};
    return cmocka_run_group_tests_name("linehash", tests, NULL, NULL);
}
