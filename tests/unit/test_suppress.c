/* Suppressions: where a comment is one, what it covers, and what it says of itself. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <time.h>

#include <cmocka.h>

#include "lint/base/limits.h"
#include "lint/config/suppress.h"

typedef struct {
    Arena arena;
    Source source;
    SuppressionVec found;
    ProblemVec problems;
} Fixture;

static Fixture scan_bytes(const char *path, Str bytes, bool document) {
    Fixture f = {0};
    ProblemVec loading = {0};
    assert_true(source_from_bytes(&f.arena, str_from_c(path), bytes, &f.source, &loading));
    suppress_scan(&f.arena, &f.source, document, &f.found, &f.problems);
    return f;
}

static Fixture scan(const char *path, const char *text) {
    return scan_bytes(path, str_from_c(text), false);
}

/* A WL101 finding at the first `word` is suppressed. */
static bool covered(Fixture *f, const char *word) {
    size_t at = str_find(f->source.bytes, str_from_c(word), 0);
    if (at == STR_NOT_FOUND) fail_msg("no %s in the text", word);
    return suppress_covers(&f->found, STR("WL101"), STR("volatile-placeholder"), (uint32_t)at);
}

static void assert_remarks(const Fixture *f, size_t count) {
    if (f->problems.len != count)
        fail_msg("%zu remarks, want %zu: " STR_FMT, f->problems.len, count,
                 STR_ARG(f->problems.len ? f->problems.items[0].message : (Str){0}));
}

static void test_jsonc(void **state) {
    (void)state;
    Fixture f = scan("a.jsonc", "{\n"
                                "  // warmlint: ignore[WL101] -- above\n"
                                "  \"system\": \"AA\",\n"
                                "  \"url\": \"https://x/ // warmlint: ignore[WL101] BB\",\n"
                                "  \"b\": \"CC\", /* warmlint: ignore[WL101] -- behind */\n"
                                "  \"c\": \"DD\"\n"
                                "}\n");
    assert_int_equal(f.found.len, 2);
    assert_true(covered(&f, "AA"));
    assert_false(covered(&f, "BB"));
    assert_true(covered(&f, "CC"));
    assert_false(covered(&f, "DD"));
    assert_remarks(&f, 0);
    Fixture json = scan("a.json", "{\n// warmlint: ignore[WL101]\n\"a\": \"AA\"}\n");
    assert_int_equal(json.found.len, 0); /* not JSON at all: the reader says so */
    arena_free(&f.arena);
    arena_free(&json.arena);
}

static void test_toml(void **state) {
    (void)state;
    Fixture f = scan("a.toml", "[prompts]\n"
                               "# warmlint: ignore[WL101] -- above\n"
                               "system = \"\"\"\n"
                               "AA\n"
                               "BB\n"
                               "\"\"\"\n"
                               "user = \"CC\" # warmlint: ignore[WL101] -- behind\n"
                               "other = '''\n"
                               "DD\n"
                               "'''\n");
    assert_int_equal(f.found.len, 2);
    assert_true(covered(&f, "AA"));
    assert_true(covered(&f, "BB"));
    assert_true(covered(&f, "CC"));
    assert_false(covered(&f, "DD"));
    assert_remarks(&f, 0);
    Fixture sent = scan("a.toml", "system = '''\n# warmlint: ignore[WL101]\nAA\n'''\n");
    assert_int_equal(sent.found.len, 0);
    assert_remarks(&sent, 1); /* the model reads it */
    arena_free(&f.arena);
    arena_free(&sent.arena);
}

static void test_liquid_inline(void **state) {
    (void)state;
    Fixture f = scan("a.liquid", "{%- # warmlint: ignore[WL101] -- above -%}\nAA\nBB "
                                 "{% # warmlint: ignore[WL101] %}\nCC\n");
    assert_int_equal(f.found.len, 2);
    assert_true(covered(&f, "AA"));
    assert_true(covered(&f, "BB"));
    assert_false(covered(&f, "CC"));
    assert_remarks(&f, 0);
    arena_free(&f.arena);
}

static void test_lines(void **state) {
    (void)state;
    Fixture f = scan("a.yaml", "# warmlint: ignore[WL101] lines=2-3 -- counted below the key\n"
                               "system: |\n"
                               "  AA\n"
                               "  BB\n"
                               "  CC\n"
                               "  DD\n"
                               "user: | # warmlint: ignore[WL101] lines=1\n"
                               "  EE\n"
                               "  FF\n");
    assert_false(covered(&f, "AA"));
    assert_true(covered(&f, "BB"));
    assert_true(covered(&f, "CC"));
    assert_false(covered(&f, "DD"));
    assert_true(covered(&f, "EE"));
    assert_false(covered(&f, "FF"));
    assert_remarks(&f, 0);
    Fixture whole = scan("a.j2", "AA\nBB\nCC {# warmlint: ignore-file[WL101] lines=2 #}\n");
    assert_false(covered(&whole, "AA"));
    assert_true(covered(&whole, "BB"));
    assert_false(covered(&whole, "CC"));
    static const char *const bad[] = {"lines=", "lines=0", "lines=3-2", "lines=x"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        Arena arena = {0};
        Str text = str_printf(&arena, "{# warmlint: ignore[WL101] %s #}\nAA\n", bad[i]);
        Fixture g = scan_bytes("a.j2", text, false);
        assert_int_equal(g.found.len, 0);
        assert_remarks(&g, 1);
        arena_free(&g.arena);
        arena_free(&arena);
    }
    arena_free(&f.arena);
    arena_free(&whole.arena);
}

static void test_yaml_line_above(void **state) {
    (void)state;
    Fixture f = scan("a.yaml", "name: AA\n"
                               "# warmlint: ignore[WL101] -- reason\n"
                               "system: BB\n"
                               "other: CC\n");
    assert_int_equal(f.found.len, 1);
    assert_true(str_is(f.found.items[0].selector, "WL101"));
    assert_true(str_is(source_slice(&f.source, f.found.items[0].span), "WL101"));
    assert_false(covered(&f, "AA"));
    assert_false(f.found.items[0].used);
    assert_true(covered(&f, "BB"));
    assert_true(f.found.items[0].used);
    assert_false(covered(&f, "CC"));
    assert_remarks(&f, 0);
    arena_free(&f.arena);
}

static void test_yaml_same_line(void **state) {
    (void)state;
    Fixture f = scan("a.yaml", "system: AA # warmlint: ignore[volatile-placeholder]\n"
                               "other: BB\n");
    assert_true(covered(&f, "AA"));
    assert_false(covered(&f, "BB"));
    arena_free(&f.arena);
}

#define BLOCK "system: |%s\n  AA\n\n  BB\nother: CC\n"

static void test_block_scalar_from_its_key_line(void **state) {
    (void)state;
    Arena arena = {0};
    Str text = str_printf(&arena, BLOCK, " # warmlint: ignore[WL1]");
    Fixture f = scan_bytes("a.yml", text, false);
    assert_true(covered(&f, "AA"));
    assert_true(covered(&f, "BB"));
    assert_false(covered(&f, "other"));
    assert_false(covered(&f, "CC"));
    arena_free(&f.arena);
    arena_free(&arena);
}

static void test_block_scalar_from_above(void **state) {
    (void)state;
    Arena arena = {0};
    Str text =
        str_printf(&arena, "%s\n%s", "# warmlint: ignore[1xx]", str_printf(&arena, BLOCK, "").ptr);
    Fixture f = scan_bytes("a.yaml", text, false);
    assert_true(covered(&f, "AA"));
    assert_true(covered(&f, "BB"));
    assert_false(covered(&f, "other"));
    arena_free(&f.arena);
    arena_free(&arena);
}

static void test_comment_above_a_list_item_covers_the_item(void **state) {
    (void)state;
    Fixture f = scan("a.yaml", "system:\n"
                               "  # warmlint: ignore[WL101]\n"
                               "  - type: text\n"
                               "    text: |\n"
                               "      AA\n"
                               "  - type: text\n"
                               "    text: BB\n");
    assert_true(covered(&f, "AA"));
    assert_false(covered(&f, "BB"));
    arena_free(&f.arena);
}

static void test_comments_above_comments(void **state) {
    (void)state;
    Fixture f = scan("a.yaml", "# warmlint: ignore[WL101]\n"
                               "\n"
                               "# warmlint: ignore[WL201]\n"
                               "system: >\n"
                               "  one\n"
                               "  AA\n"
                               "next: BB\n");
    assert_int_equal(f.found.len, 2);
    assert_true(covered(&f, "AA"));
    assert_false(f.found.items[1].used);
    assert_false(covered(&f, "BB"));
    arena_free(&f.arena);
}

static void test_hash_inside_a_scalar_is_text(void **state) {
    (void)state;
    Fixture f = scan("a.yaml", "system: |\n"
                               "  # warmlint: ignore[WL101]\n"
                               "  AA\n"
                               "quoted: \"x # warmlint: ignore[WL101]\"\n");
    assert_int_equal(f.found.len, 0);
    assert_false(covered(&f, "AA"));
    assert_remarks(&f, 2);
    assert_int_equal(f.problems.items[0].kind, PROBLEM_UNUSED_IGNORE);
    arena_free(&f.arena);
}

static void test_template_comment_inside_a_scalar(void **state) {
    (void)state;
    Fixture f = scan("a.yaml", "system: |\n"
                               "  {# warmlint: ignore[WL101] #}\n"
                               "  AA\n"
                               "  BB\n");
    assert_true(covered(&f, "AA"));
    assert_false(covered(&f, "BB"));
    assert_remarks(&f, 0);
    arena_free(&f.arena);
}

static void test_every_comment_syntax(void **state) {
    (void)state;
    static const char *const comments[] = {
        "{# warmlint: ignore[WL101] #}",
        "{#- warmlint: ignore[WL101] -- why -#}",
        "{{! warmlint: ignore[WL101] }}",
        "{{!-- warmlint: ignore[WL101] -- a }} b --}}",
        "{{-- warmlint: ignore[WL101] --}}",
        "{{/* warmlint: ignore[WL101] */}}",
        "{{- /* warmlint: ignore[WL101] */ -}}",
        "{% comment %} warmlint: ignore[WL101] {% endcomment %}",
        "{%- comment -%}warmlint:ignore [ WL101 ]{%- endcomment -%}",
    };
    for (size_t i = 0; i < sizeof comments / sizeof *comments; i++) {
        Arena arena = {0};
        Str above = str_printf(&arena, "00\n%s\n\nAA\nBB\n", comments[i]);
        Fixture f = scan_bytes("a.md", above, false);
        if (f.found.len != 1) fail_msg("not seen: %s", comments[i]);
        assert_true(str_is(f.found.items[0].selector, "WL101"));
        assert_false(covered(&f, "00"));
        assert_true(covered(&f, "AA"));
        assert_false(covered(&f, "BB"));
        assert_remarks(&f, 0);
        arena_free(&f.arena);
        Str beside = str_printf(&arena, "00\nAA %s\nBB\n", comments[i]);
        f = scan_bytes("a.j2", beside, false);
        assert_true(covered(&f, "AA"));
        assert_false(covered(&f, "BB"));
        arena_free(&f.arena);
        arena_free(&arena);
    }
}

static void test_unclosed_comments_are_text(void **state) {
    (void)state;
    Fixture f = scan("a.md", "{# warmlint: ignore[WL101]\nAA\n{{! warmlint: ignore[WL101]\nBB");
    assert_int_equal(f.found.len, 0);
    arena_free(&f.arena);
}

static void test_html_only_in_documents(void **state) {
    (void)state;
    Str text = STR("<!-- warmlint: ignore[WL101] -->\nAA\nBB {# warmlint: ignore[WL101] #}\n");
    Fixture f = scan_bytes("CLAUDE.md", text, true);
    assert_true(covered(&f, "AA"));
    assert_false(covered(&f, "BB"));
    assert_remarks(&f, 0);
    arena_free(&f.arena);
    f = scan_bytes("prompt.md", text, false);
    assert_false(covered(&f, "AA"));
    assert_true(covered(&f, "BB"));
    assert_remarks(&f, 1); /* the author should know that it is sent */
    arena_free(&f.arena);
}

static void test_front_matter(void **state) {
    (void)state;
    Fixture f = scan("a.prompt.md", "---\n"
                                    "# warmlint: ignore-file[WL101]\n"
                                    "name: x\n"
                                    "---\n"
                                    "AA\n"
                                    "# warmlint: ignore[WL201]\n");
    assert_int_equal(f.found.len, 1);
    assert_true(covered(&f, "AA"));
    assert_remarks(&f, 1); /* below it a heading for the model */
    arena_free(&f.arena);
}

static void test_whole_file_and_lists(void **state) {
    (void)state;
    Fixture f =
        scan("a.yaml", "a: AA\nb: BB # warmlint: ignore-file[WL201 , volatile-placeholder,]");
    assert_int_equal(f.found.len, 2);
    assert_true(str_is(f.found.items[0].selector, "WL201"));
    assert_true(str_is(f.found.items[1].selector, "volatile-placeholder"));
    assert_true(covered(&f, "AA"));
    assert_false(f.found.items[0].used);
    assert_true(f.found.items[1].used);
    /* A finding at the very end, for what is missing. */
    assert_true(suppress_covers(&f.found, STR("WL201"), STR("missing-breakpoint"),
                                (uint32_t)f.source.bytes.len));
    arena_free(&f.arena);
}

static void test_malformed_directives_are_named(void **state) {
    (void)state;
    static const char *const wrong[] = {"# warmlint: ignore",       "# warmlint: ignore[]",
                                        "# warmlint: ignore WL101", "# warmlint: ignroe[WL101]",
                                        "# warmlint: ignore[WL101", "# warmlint:"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        Arena arena = {0};
        Fixture f = scan_bytes("a.yaml", str_printf(&arena, "%s\na: AA ]\n", wrong[i]), false);
        if (f.problems.len != 1 || f.found.len) fail_msg("not refused: %s", wrong[i]);
        assert_int_equal(f.problems.items[0].kind, PROBLEM_UNUSED_IGNORE);
        assert_true(str_is(source_slice(&f.source, f.problems.items[0].span), "warmlint:"));
        arena_free(&f.arena);
        arena_free(&arena);
    }
}

static void test_words_elsewhere_are_nothing(void **state) {
    (void)state;
    Fixture f =
        scan("a.md", "Write `# warmlint: ignore[WL101]` above it.\nwarmlint: ignore[WL101]\n");
    assert_int_equal(f.found.len, 0);
    assert_remarks(&f, 0);
    arena_free(&f.arena);
    f = scan("a.json", "{\"system\": \"# warmlint: ignore[WL101]\"}");
    assert_int_equal(f.found.len, 0);
    arena_free(&f.arena);
}

static void test_yaml_that_does_not_parse(void **state) {
    (void)state;
    Fixture f = scan("a.yaml", "a: [\n# warmlint: ignore[WL101]\nb: AA\nc: BB\n");
    assert_true(covered(&f, "AA"));
    assert_false(covered(&f, "BB"));
    arena_free(&f.arena);
}

/* What stands behind an alias is text of another place. */
static void test_aliases(void **state) {
    (void)state;
    Fixture f = scan("a.yaml", "a: &x AA\n"
                               "# warmlint: ignore[WL101]\n"
                               "b: |\n"
                               "  BB\n"
                               "  CC\n"
                               "l: [*x, *x, *x, *x, *x]\n");
    assert_int_equal(f.found.len, 1);
    assert_false(covered(&f, "AA"));
    assert_true(covered(&f, "CC"));
    assert_false(covered(&f, "l:"));
    arena_free(&f.arena);
}

static void test_line_ends(void **state) {
    (void)state;
    Fixture f =
        scan("a.yaml", "# warmlint: ignore[WL101]\r\nsystem: |\r\n  AA\r\n  BB\r\nc: CC\r\n");
    assert_true(covered(&f, "AA"));
    assert_true(covered(&f, "BB"));
    assert_false(covered(&f, "CC"));
    assert_remarks(&f, 0);
    arena_free(&f.arena);
    f = scan("a.txt", "00\r{# warmlint: ignore[WL101] #}\rAA\rBB");
    assert_true(covered(&f, "AA"));
    assert_false(covered(&f, "BB"));
    arena_free(&f.arena);
}

static void test_too_many_are_said_to_be(void **state) {
    (void)state;
    const size_t lines = LIMIT_SUPPRESSIONS + 1;
    const Str line = STR("a: 1 # warmlint: ignore[WL101]\n");
    char *text = malloc(lines * line.len);
    assert_non_null(text);
    for (size_t i = 0; i < lines; i++) memcpy(text + i * line.len, line.ptr, line.len);
    Fixture f = scan_bytes("a.txt.yaml", (Str){text, LIMIT_SUPPRESSIONS * line.len}, false);
    assert_remarks(&f, 0);
    arena_free(&f.arena);
    f = scan_bytes("a.txt.yaml", (Str){text, lines * line.len}, false);
    assert_int_equal(f.found.len, LIMIT_SUPPRESSIONS);
    assert_remarks(&f, 1);
    assert_int_equal(f.problems.items[0].kind, PROBLEM_LIMIT);
    arena_free(&f.arena);
    free(text);
}

static void test_too_many_in_vain_are_said_to_be(void **state) {
    (void)state;
    const Str line = STR("  # warmlint: ignore[WL101]\n"), head = STR("system: |\n");
    const size_t lines = LIMIT_SUPPRESSIONS + 10, len = head.len + lines * line.len;
    char *text = malloc(len);
    assert_non_null(text);
    memcpy(text, head.ptr, head.len);
    for (size_t i = 0; i < lines; i++) memcpy(text + head.len + i * line.len, line.ptr, line.len);
    Fixture f = scan_bytes("a.yaml", (Str){text, len}, false);
    assert_remarks(&f, LIMIT_SUPPRESSIONS + 1);
    assert_int_equal(f.problems.items[LIMIT_SUPPRESSIONS].kind, PROBLEM_LIMIT);
    arena_free(&f.arena);
    free(text);
}

/* Openings without an end, and one end for all of them, must not be searched again and again. */
static void test_hostile_texts_are_quick(void **state) {
    (void)state;
    static const char *const units[] = {
        "<!-- warmlint: ", "{# warmlint: ", "{% comment %}warmlint:", "warmlint:",
        " # warmlint: ignore[a] "};
    enum { SIZE = 2 << 20 };
    char *text = malloc(SIZE);
    assert_non_null(text);
    clock_t start = clock();
    for (size_t u = 0; u < sizeof units / sizeof *units; u++)
        for (int document = 0; document < 2; document++) {
            size_t n = strlen(units[u]);
            for (size_t i = 0; i < SIZE; i++) text[i] = units[u][i % n];
            for (int closed = 0; closed < 2; closed++) {
                if (closed) memcpy(text + SIZE - 5, "-->#}", 5);
                Fixture f = scan_bytes("a.md", (Str){text, SIZE}, document);
                arena_free(&f.arena);
            }
        }
    assert_true((double)(clock() - start) / CLOCKS_PER_SEC < 10.0);
    free(text);
}

/* --- writing one --- */

/* The text with WL101 suppressed for the place of '@' in it (which is taken out); "-" where no
 * comment can stand. */
static void expect_written(const char *path, bool document, Engine engine, const char *text,
                           const char *expected) {
    Arena arena = {0};
    size_t at = str_find_char(str_from_c(text), '@', 0);
    Str bytes = str_printf(&arena, "%.*s%s", (int)at, text, text + at + 1);
    Source source;
    ProblemVec problems = {0};
    Edit edit;
    bool whole_file;
    assert_true(source_from_bytes(&arena, str_from_c(path), bytes, &source, &problems));
    Str after = STR("-");
    if (suppress_edit(&arena, &source, document, engine, STR("WL101"), (uint32_t)at, &edit,
                      &whole_file)) {
        after = str_printf(&arena, "%.*s" STR_FMT "%s", (int)edit.span.start, bytes.ptr,
                           STR_ARG(edit.text), bytes.ptr + edit.span.end);
        assert_int_equal(whole_file, str_has(edit.text, STR("ignore-file")));
    }
    assert_string_equal(str_to_c(&arena, after), expected);
    arena_free(&arena);
}

static void test_writing_in_yaml(void **state) {
    (void)state;
    expect_written("a.yaml", false, ENGINE_AUTO, "system: @x\n",
                   "# warmlint: ignore[WL101] -- reason\nsystem: x\n");
    expect_written("a.yaml", false, ENGINE_AUTO, "a:\n  b: |\n    x\n    {{@y}}\n",
                   "a:\n  # warmlint: ignore[WL101] -- reason\n  b: |\n    x\n    {{y}}\n");
    expect_written("a.yaml", false, ENGINE_AUTO, "a:\r\n  - b: 1\r\n    c: @2\r\n",
                   "a:\r\n  - b: 1\r\n    # warmlint: ignore[WL101] -- reason\r\n    c: 2\r\n");
    expect_written("a.yaml", false, ENGINE_AUTO, "# warmlint: ignore[WL2] -- so\nsystem: @x\n",
                   "# warmlint: ignore[WL2, WL101] -- so\nsystem: x\n");
    expect_written(
        "a.yaml", false, ENGINE_AUTO, "# warmlint: ignore-file[WL2]\nsystem: @x\n",
        "# warmlint: ignore-file[WL2]\n# warmlint: ignore[WL101] -- reason\nsystem: x\n");
}

static void test_writing_in_json_with_comments(void **state) {
    (void)state;
    expect_written("a.jsonc", false, ENGINE_AUTO, "{\n\t\"a\": {\n\t\t\"system\": \"@x\"\n\t}\n}\n",
                   "{\n\t\"a\": {\n\t\t// warmlint: ignore[WL101] -- reason\n\t\t\"system\": "
                   "\"x\"\n\t}\n}\n");
    expect_written("a.json5", false, ENGINE_AUTO,
                   "{\n  // warmlint: ignore[WL2] -- so\n  \"a\": \"@x\"}\n",
                   "{\n  // warmlint: ignore[WL2, WL101] -- so\n  \"a\": \"x\"}\n");
}

static void test_writing_in_toml(void **state) {
    (void)state;
    expect_written("a.toml", false, ENGINE_AUTO, "[a]\nsystem = \"\"\"\none\n@two\"\"\"\n",
                   "[a]\n# warmlint: ignore[WL101] -- reason\nsystem = \"\"\"\none\ntwo\"\"\"\n");
}

static void test_writing_in_texts(void **state) {
    (void)state;
    expect_written("a.md", false, ENGINE_JINJA, "one\n@{{x}} two\nthree\n",
                   "one\n{{x}} two{# warmlint: ignore[WL101] -- reason #}\nthree\n");
    expect_written("a.hbs", false, ENGINE_MUSTACHE, "@{{x}}\r\n",
                   "{{x}}{{! warmlint: ignore[WL101] -- reason }}\r\n");
    expect_written("a.blade.php", false, ENGINE_BLADE, "@{{ $x }}",
                   "{{ $x }}{{-- warmlint: ignore[WL101] -- reason --}}");
    expect_written("a.md", false, ENGINE_GO, "@{{.X}}",
                   "{{.X}}{{/* warmlint: ignore[WL101] -- reason */}}");
    expect_written("a.liquid", false, ENGINE_LIQUID, "@{{x}}\n",
                   "{{x}}{% comment %}warmlint: ignore[WL101] -- reason{% endcomment %}\n");
    expect_written("CLAUDE.md", true, ENGINE_DOCUMENT, "one\n  - @two\n",
                   "one\n  <!-- warmlint: ignore[WL101] -- reason -->\n  - two\n");
}

static void test_writing_where_texts_have_no_comments(void **state) {
    (void)state;
    expect_written("a.json", false, ENGINE_AUTO, "{\"system\": \"@x\"}\n", "-");
    expect_written("a.txt", false, ENGINE_NONE, "@text\n", "-");
    expect_written("a.txt", false, ENGINE_FSTRING, "@{x}\n", "-");
    expect_written("a.prompty", false, ENGINE_NONE, "---\nname: a\n---\n@text\n",
                   "---\n# warmlint: ignore-file[WL101] -- reason\nname: a\n---\ntext\n");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_jsonc),
        cmocka_unit_test(test_toml),
        cmocka_unit_test(test_liquid_inline),
        cmocka_unit_test(test_lines),
        cmocka_unit_test(test_yaml_line_above),
        cmocka_unit_test(test_yaml_same_line),
        cmocka_unit_test(test_block_scalar_from_its_key_line),
        cmocka_unit_test(test_block_scalar_from_above),
        cmocka_unit_test(test_comment_above_a_list_item_covers_the_item),
        cmocka_unit_test(test_comments_above_comments),
        cmocka_unit_test(test_hash_inside_a_scalar_is_text),
        cmocka_unit_test(test_template_comment_inside_a_scalar),
        cmocka_unit_test(test_every_comment_syntax),
        cmocka_unit_test(test_unclosed_comments_are_text),
        cmocka_unit_test(test_html_only_in_documents),
        cmocka_unit_test(test_front_matter),
        cmocka_unit_test(test_whole_file_and_lists),
        cmocka_unit_test(test_malformed_directives_are_named),
        cmocka_unit_test(test_words_elsewhere_are_nothing),
        cmocka_unit_test(test_yaml_that_does_not_parse),
        cmocka_unit_test(test_aliases),
        cmocka_unit_test(test_line_ends),
        cmocka_unit_test(test_writing_in_yaml),
        cmocka_unit_test(test_writing_in_json_with_comments),
        cmocka_unit_test(test_writing_in_toml),
        cmocka_unit_test(test_writing_in_texts),
        cmocka_unit_test(test_writing_where_texts_have_no_comments),
        cmocka_unit_test(test_too_many_are_said_to_be),
        cmocka_unit_test(test_too_many_in_vain_are_said_to_be),
        cmocka_unit_test(test_hostile_texts_are_quick),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
