/* A project's own rules: what they match, where, how they are named, and that none of them can take
 * the program down. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "lint/config/pattern.h"
#include "lint/engine/engine.h"

static const char *const one = "patterns:\n"
                               "  - {code: X1, name: no-tbd, pattern: TBD, message: unfinished";

static FileResult *lint(Arena *arena, const char *yaml, const char *path, Str bytes) {
    Str error = {0};
    const Config *config = config_from_bytes(arena, STR(".warmlint.yaml"), str_from_c(yaml),
                                             (Str){0}, &engine_known_names, &error);
    if (!config) fail_msg(STR_FMT, STR_ARG(error));
    Input input = {.path = str_from_c(path), .by_hand = true, .config = config, .bytes = &bytes};
    Overrides overrides = {.today = DATE(2026, 11, 21)};
    return engine_lint(&input, &overrides);
}

/* Findings of one code, each as "start-end level " in the order of the file. */
static void assert_found(const char *yaml, const char *path, const char *text, const char *code,
                         const char *want) {
    Arena arena = {0};
    FileResult *result = lint(&arena, yaml, path, str_from_c(text));
    Str got = {0};
    for (size_t i = 0; i < result->findings.len; i++) {
        const Finding *f = &result->findings.items[i];
        if (str_is(f->code, code))
            got = str_printf(&arena, STR_FMT "%u-%u %s ", STR_ARG(got), f->span.start, f->span.end,
                             level_name(f->level));
    }
    if (!str_is(got, want)) fail_msg("got \"" STR_FMT "\", want \"%s\"", STR_ARG(got), want);
    file_result_free(result);
    arena_free(&arena);
}

static void assert_error(const char *yaml, const char *want) {
    Arena arena = {0};
    Str error = {0};
    if (config_from_bytes(&arena, STR("c.yaml"), str_from_c(yaml), (Str){0}, &engine_known_names,
                          &error))
        fail_msg("accepted: %s", yaml);
    if (!str_has(error, str_from_c(want)))
        fail_msg("'" STR_FMT "', want '%s'", STR_ARG(error), want);
    arena_free(&arena);
}

static Str all(Arena *arena, const char *rest) {
    return str_printf(arena, "%s%s", one, rest);
}

static void every_match_is_a_finding(void **state) {
    (void)state;
    Arena arena = {0};
    const char *yaml = all(&arena, ", level: error}\n").ptr;
    assert_found(yaml, "prompts/a.txt", "You are TBD and TBD.", "X1", "8-11 error 16-19 error ");
    assert_found(yaml, "prompts/a.txt", "You are done.", "X1", "");
    assert_found(all(&arena, "}\n").ptr, "prompts/a.txt", "You are TBD.", "X1", "8-11 warning ");
    arena_free(&arena);
}

static void places_are_those_of_the_file(void **state) {
    (void)state;
    /* The escape before the match is two bytes in the file and one in the text. */
    assert_found(
        "patterns: [{code: X1, name: no-tbd, pattern: '^TBD', message: m}]", "request.json",
        "{\"model\":\"claude-opus-5\",\"max_tokens\":9,\"system\":\"a\\nTBD\",\"messages\":"
        "[{\"role\":\"user\",\"content\":\"b\"}]}",
        "X1", "53-56 warning ");
}

static void scope_narrows(void **state) {
    (void)state;
    static const char *const body =
        "model: claude-opus-5\nmax_tokens: 9\nsystem: TBD one\nmessages:\n"
        "  - {role: user, content: \"TBD {{user_name}} {{question}} TBD\"}\n";
    Arena arena = {0};
    assert_found(all(&arena, ", scope: {section: system}}\n").ptr, "p.yaml", body, "X1",
                 "43-46 warning ");
    assert_found(all(&arena, ", scope: {section: [tools, messages]}}\n").ptr, "p.yaml", body, "X1",
                 "88-91 warning 119-122 warning ");
    assert_found(all(&arena, ", scope: {kind: static}}\n").ptr, "p.yaml", body, "X1", "");
    assert_found(all(&arena, ", scope: {kind: static}}\n").ptr, "CLAUDE.md", "TBD", "X1",
                 "0-3 warning ");
    assert_found("patterns: [{code: X1, name: no-e, pattern: e+, message: m, scope: {volatility: "
                 "user}}]",
                 "p.yaml", body, "X1", "96-97 warning 102-103 warning ");
    arena_free(&arena);
}

static void they_are_chosen_like_other_rules(void **state) {
    (void)state;
    Arena arena = {0};
    assert_found(all(&arena, "}\nignore: [no-tbd]\n").ptr, "prompts/a.txt", "TBD", "X1", "");
    assert_found(all(&arena, "}\nselect: [WL1]\n").ptr, "prompts/a.txt", "TBD", "X1", "");
    assert_found(all(&arena, "}\nseverity: {x1: info}\n").ptr, "prompts/a.txt", "TBD", "X1",
                 "0-3 info ");
    assert_found(all(&arena, "}\nfiles: [{match: b.txt, ignore: [X1]}]\n").ptr, "prompts/a.txt",
                 "TBD", "X1", "0-3 warning ");
    const char *suppressed = "{# warmlint: ignore[X1] -- known #}\nTBD {{ x }}\n";
    assert_found(all(&arena, "}\n").ptr, "prompts/a.j2", suppressed, "X1", "");
    assert_found(all(&arena, "}\n").ptr, "prompts/a.j2", suppressed, "WL007", "");
    assert_error("patterns: [{code: X1, name: no-tbd, pattern: a, message: m}]\nignore: [X2]",
                 "unknown rule \"X2\"");
    arena_free(&arena);
}

static void what_takes_too_long_gives_up_and_says_so(void **state) {
    (void)state;
    static const char *const slow = "patterns: [{code: X1, name: slow, pattern: '(a+)+$', message: "
                                    "m, level: error}]";
    assert_found(slow, "prompts/a.txt", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab", "X1",
                 "0-40 info ");
    assert_found(slow, "prompts/a.txt", "You: aaa", "X1", "5-8 error ");

    static const char *const endless[] = {
        "a*a*a*[bc]", "\\w+\\s+\\w+",               /* steps */
        "\\w++\\s", "(?>a+)[bc]", "(?=(a+))\\1[bc]" /* repeated without a step */
    };
    enum { LENGTH = 1 << 20 };
    Arena arena = {0};
    char *text = arena_alloc(&arena, LENGTH);
    memset(text, 'a', LENGTH);
    for (size_t i = 0; i < sizeof endless / sizeof *endless; i++) {
        Str config = str_printf(
            &arena, "patterns: [{code: X1, name: slow, pattern: '%s', message: m}]", endless[i]);
        FileResult *result =
            lint(&arena, str_to_c(&arena, config), "prompts/a.txt", (Str){text, LENGTH});
        bool told = false;
        for (size_t f = 0; f < result->findings.len; f++)
            told |= str_has(result->findings.items[f].message, STR("gave up"));
        if (!told) fail_msg("%s", endless[i]);
        file_result_free(result);
    }

    /* What was found before stays, and it is said from where on nothing was searched. */
    memcpy(text, "go x ", 5);
    FileResult *part =
        lint(&arena, "patterns: [{code: X1, name: slow, pattern: 'x |a*a*a*[bc]', message: m}]",
             "prompts/a.txt", (Str){text, LENGTH});
    assert_int_equal(part->findings.len, 2);
    assert_int_equal(part->findings.items[0].span.start, 3);
    assert_true(str_has(part->findings.items[1].message, STR("gave up")));
    assert_int_equal(part->findings.items[1].span.start, 5);
    assert_int_equal(part->findings.items[1].span.end, LENGTH);
    file_result_free(part);

    /* Matches without end: 100 are shown, and that there are more. */
    FileResult *result =
        lint(&arena, "patterns: [{code: X1, name: every-a, pattern: a, message: m}]",
             "prompts/a.txt", (Str){text, LENGTH});
    size_t found = 0;
    for (size_t i = 0; i < result->findings.len; i++)
        found += str_is(result->findings.items[i].code, "X1");
    assert_int_equal(found, 101);
    file_result_free(result);
    arena_free(&arena);
}

static void matches_of_nothing_are_none(void **state) {
    (void)state;
    assert_found("patterns: [{code: X1, name: nothing, pattern: 'x*|$|\\b', message: m}]",
                 "prompts/a.txt", "You are axx.", "X1", "9-11 warning ");
}

static void mistakes_are_told(void **state) {
    (void)state;
    Arena arena = {0};
    assert_error("patterns: {code: X1}", "patterns must be a list");
    assert_error("patterns: [{code: X1, name: n-a, message: m}]", "needs `pattern`");
    assert_error("patterns: [{code: X1, name: n-a, pattern: a}]", "needs `message`");
    assert_error("patterns: [{code: WL1, name: n-a, pattern: a, message: m}]", "not WL");
    assert_error("patterns: [{code: X, name: n-a, pattern: a, message: m}]", "letters and digits");
    assert_error("patterns: [{code: X1, name: N a, pattern: a, message: m}]", "small letters");
    assert_error("patterns: [{code: X1, name: ttl-order, pattern: a, message: m}]", "already");
    assert_error("patterns: [{code: X1, name: n-a, pattern: '(', message: m}]",
                 "c.yaml:1:43: the pattern is wrong at byte 2: missing closing parenthesis");
    assert_error("patterns: [{code: X1, name: n-a, pattern: '\\C', message: m}]", "is wrong");
    assert_error(all(&arena, ", scope: {sektion: system}}\n").ptr, "unknown key of scope");
    assert_error(all(&arena, ", scope: {section: sistem}}\n").ptr, "did you mean \"system\"?");
    assert_error(all(&arena, ", level: bad}\n").ptr, "unknown level \"bad\"");
    assert_error("files: [{match: a, patterns: []}]", "unknown key of files \"patterns\"");
    arena_free(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_match_is_a_finding),
        cmocka_unit_test(places_are_those_of_the_file),
        cmocka_unit_test(scope_narrows),
        cmocka_unit_test(they_are_chosen_like_other_rules),
        cmocka_unit_test(what_takes_too_long_gives_up_and_says_so),
        cmocka_unit_test(matches_of_nothing_are_none),
        cmocka_unit_test(mistakes_are_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
