/* Globs of the configuration and of .gitignore, and that no pattern can make them slow. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <time.h>

#include <cmocka.h>

#include "lint/config/glob.h"

typedef struct {
    const char *pattern, *path;
    bool matches;
} Case;

static void check(const Case *cases, size_t count, bool (*match)(Str pattern, Str path)) {
    for (size_t i = 0; i < count; i++)
        if (match(str_from_c(cases[i].pattern), str_from_c(cases[i].path)) != cases[i].matches)
            fail_msg("%s %s %s", cases[i].pattern, cases[i].matches ? "does not match" : "matches",
                     cases[i].path);
}
#define CHECK(cases, match) check((cases), sizeof(cases) / sizeof *(cases), (match))

static void test_paths(void **state) {
    (void)state;
    static const Case cases[] = {
        {"a.md", "a.md", true},
        {"a.md", "x/y/a.md", true}, /* no slash: the last element */
        {"a.md", "xa.md", false},
        {"*.md", "x/y.md", true},
        {"x/*.md", "x/y.md", true},
        {"x/*.md", "x/y/z.md", false},
        {"x/**.md", "x/y/z.md", true},
        {"x/**/z.md", "x/z.md", true},
        {"x/**/z.md", "x/a/b/z.md", true},
        {"x/**/z.md", "x/a/bz.md", false},
        {"**/z.md", "z.md", true},
        {"**/z.md", "a/z.md", true},
        {"**/z.md", "az.md", false},
        {"x/**", "x/a/b", true},
        {"x/**", "x", false},
        {"a?c", "abc", true},
        {"a?c",
         "a\xC3\xA4"
         "c",
         true},
        {"x/a?c", "x/a/c", false},
        {"[a-c]x", "bx", true},
        {"[!a-c]x", "bx", false},
        {"[^a-c]x", "dx", true},
        {"[]]", "]", true},
        {"[a\\]b]", "]", true},
        {"[\xC3\xA0-\xC3\xBC]", "\xC3\xA4", true},
        {"[\\a-c]x", "bx", true}, /* a letter behind a backslash is itself */
        {"[a-\\c]x", "bx", true},
        {"[a-\\c]x", "\\x", false},
        {"[\\]]x", "]x", true},
        {"[+--]x", ",x", true}, /* from plus to minus */
        {"[+--]x", ".x", false},
        {"[a-]x", "-x", true},
        {"[-a]x", "-x", true},
        {"[]-a]x", "^x", true},
        {"[ac]x", "bx", false},
        {"[c-a]x", "bx", false},
        {"[!!]x", "ax", true},
        {"[!!]x", "!x", false},
        {"[a", "[a", true}, /* not closed: itself */
        {"x/[!a]", "x/b", true},
        {"a/[!x]b", "a//b", false},
        {"*.{md,txt}", "a.txt", true},
        {"*.{md,txt}", "a.text", false},
        {"{a,b{c,d}}e", "bde", true},
        {"{a,b{c,d}}e", "be", false},
        {"{a,}b", "b", true},
        {"{ab", "{ab", true},
        {"a,b}", "a,b}", true},
        {"\\*", "*", true},
        {"\\*", "a", false},
        {"\\{a,b}", "{a,b}", true},
        {"{**/a.md,b.md}", "x/y/a.md", true},
        {"{**/a.md,b.md}", "a.md", true},
        {"", "", true},
        {"", "a", false},
        {"a", "", false},
        {"\xFF", "\xFF", true}, /* ill-formed: equal only to itself */
        {"\xFF", "\xFE", false},
    };
    CHECK(cases, glob_match);
}

static bool gitignore(Str pattern, Str path) {
    return glob_match_whole(pattern, path, GLOB_GITIGNORE);
}

static void test_gitignore_dialect(void **state) {
    (void)state;
    static const Case cases[] = {
        {"a**b", "axxb", true},
        {"a**b", "a/b", false}, /* not a whole element: like one star */
        {"a/**/b", "a/b", true},
        {"a/**/b", "a/x/y/b", true},
        {"**/b", "x/b", true},
        {"a/**", "a/x/y", true},
        {"a/***/b", "a/x/y/b", true},
        {"[a/b]", "b", true},
        {"[a/b]", "/", false},
        {"[a", "[a", false},
        {"a\\", "a\\", false},
        {"*.{md,txt}", "a.md", false},
        {"*.{md,txt}", "a.{md,txt}", true},
    };
    CHECK(cases, gitignore);
}

static bool list(const char *first, const char *second, const char *path) {
    const Str patterns[] = {str_from_c(first), str_from_c(second)};
    return glob_list_matches(patterns, second ? 2 : 1, str_from_c(path));
}

static void test_lists(void **state) {
    (void)state;
    assert_true(list("legacy", NULL, "legacy/a.md"));
    assert_true(list("legacy/", NULL, "x/legacy/a.md"));
    assert_false(list("/legacy", NULL, "x/legacy/a.md"));
    assert_true(list("/legacy", NULL, "legacy/x/a.md"));
    assert_false(list("/a.md", NULL, "x/a.md"));
    assert_true(list("x/legacy", NULL, "x/legacy/a.md"));
    assert_false(list("legacy", NULL, "legacy2/a.md"));
    assert_false(list("legacy", "!legacy/keep.md", "legacy/keep.md"));
    assert_true(list("legacy", "!legacy/keep.md", "legacy/other.md"));
    assert_true(list("!a.md", "*.md", "a.md")); /* the last one decides */
    assert_false(list("", "/", "a.md"));
    assert_false(list("", "//", "a/b.md"));
    assert_true(list("a", NULL, "a"));
    assert_true(list("a", NULL, "x/a/b.md"));
    assert_true(list("/a", NULL, "a/b.md"));
    assert_true(list("*", NULL, "b"));
    assert_true(list("a/", NULL, "a/b"));
}

static void test_long_patterns_match_nothing(void **state) {
    (void)state;
    char text[GLOB_BYTES + 1];
    memset(text, '*', sizeof text);
    assert_true(glob_match((Str){text, GLOB_BYTES}, STR("abc")));
    assert_false(glob_match((Str){text, GLOB_BYTES + 1}, STR("abc")));
}

/* What makes matchers with backtracking need years. */
static void test_hostile_patterns_are_quick(void **state) {
    (void)state;
    static const char *const units[] = {"*a", "**a", "?*", "[", "[a]", "{a,", "{*,**}", "*,", "\\"};
    static char path[4096], pattern[GLOB_BYTES];
    memset(path, 'a', sizeof path);
    clock_t start = clock();
    for (size_t u = 0; u < sizeof units / sizeof *units; u++) {
        size_t n = strlen(units[u]);
        for (size_t i = 0; i < sizeof pattern; i++) pattern[i] = units[u][i % n];
        pattern[sizeof pattern - 1] = 'b';
        (void)glob_match_whole((Str){pattern, sizeof pattern}, (Str){path, sizeof path}, GLOB_PATH);
        (void)gitignore((Str){pattern, sizeof pattern}, (Str){path, sizeof path});
    }
    assert_true((double)(clock() - start) / CLOCKS_PER_SEC < 5.0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_paths),
        cmocka_unit_test(test_gitignore_dialect),
        cmocka_unit_test(test_lists),
        cmocka_unit_test(test_long_patterns_match_nothing),
        cmocka_unit_test(test_hostile_patterns_are_quick),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
