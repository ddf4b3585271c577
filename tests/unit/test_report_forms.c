/* Forms for programs and pages: which bytes of a file SARIF shows, how long its texts are, and text
 * as HTML. */
#include "lint/base/buf.h"
#include "lint/report/html.h"
#include "tests/unit/reported.h"

/* --- SARIF ---------------------------------------------------------------------------------------
 */

/* The text behind `"name":` of the first location, as it stands in the report. */
static Str member(const char *report, const char *name) {
    const char *results = strstr(report, "\"results\":["), *at;
    assert_non_null(results);
    at = strstr(results, name);
    if (!at) return STR("none");
    at += strlen(name);
    const char *end = at + strcspn(at, "}");
    return (Str){at, (size_t)(end - at)};
}

static void assert_region(Case *c, const char *name, const char *want) {
    Str got = member(print(c, "sarif"), name);
    if (!str_is(got, want)) fail_msg("%s is " STR_FMT "\nwant %s", name, STR_ARG(got), want);
}

static void regions_of_short_lines(void **state) {
    (void)state;
    static const struct {
        const char *text, *words, *region, *context;
    } cases[] = {
        {"one\ntwo\nthree\nfour\n", "two",
         "{\"startLine\":2,\"startColumn\":1,\"endLine\":2,\"endColumn\":4,"
         "\"snippet\":{\"text\":\"two\"",
         "{\"startLine\":1,\"startColumn\":1,\"endLine\":3,\"endColumn\":6,"
         "\"snippet\":{\"text\":\"one\\ntwo\\nthree\""},
        {"\xEF\xBB\xBFone\ntwo", "one", /* the mark is a column, and not shown */
         "{\"startLine\":1,\"startColumn\":2,\"endLine\":1,\"endColumn\":5,"
         "\"snippet\":{\"text\":\"one\"",
         "{\"startLine\":1,\"startColumn\":2,\"endLine\":2,\"endColumn\":4,"
         "\"snippet\":{\"text\":\"one\\ntwo\""},
        {"one\ntwo", "two",
         "{\"startLine\":2,\"startColumn\":1,\"endLine\":2,\"endColumn\":4,"
         "\"snippet\":{\"text\":\"two\"",
         "{\"startLine\":1,\"startColumn\":1,\"endLine\":2,\"endColumn\":4,"
         "\"snippet\":{\"text\":\"one\\ntwo\""},
        {"one", "one",
         "{\"startLine\":1,\"startColumn\":1,\"endLine\":1,\"endColumn\":4,"
         "\"snippet\":{\"text\":\"one\"",
         "none"}, /* nothing more to show */
        {"one two", "two",
         "{\"startLine\":1,\"startColumn\":5,\"endLine\":1,\"endColumn\":8,"
         "\"snippet\":{\"text\":\"two\"",
         "{\"startLine\":1,\"startColumn\":1,\"endLine\":1,\"endColumn\":8,"
         "\"snippet\":{\"text\":\"one two\""},
        {"a\nb\nc\nd\ne\n", "b\nc\nd",
         "{\"startLine\":2,\"startColumn\":1,\"endLine\":4,\"endColumn\":2,"
         "\"snippet\":{\"text\":\"b\\nc\\nd\"",
         "{\"startLine\":1,\"startColumn\":1,\"endLine\":5,\"endColumn\":2,"
         "\"snippet\":{\"text\":\"a\\nb\\nc\\nd\\ne\""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Case c = new_case("a.md", str_from_c(cases[i].text));
        add(&c, cases[i].words, "x");
        assert_region(&c, "\"region\":", cases[i].region);
        assert_region(&c, "\"contextRegion\":", cases[i].context);
        free_case(&c);
    }
}

/* "x" as often as said, "@" to be found, and "y" as often as said. */
static Case long_line(Arena *arena, size_t before, size_t behind) {
    Buf text = {0};
    buf_repeat(&text, "x", before);
    buf_add_char(&text, '@');
    buf_repeat(&text, "y", behind);
    Case c = new_case("a.md", str_dup(arena, buf_str(&text)));
    add(&c, "@", "x");
    buf_free(&text);
    return c;
}

static void columns_of_context(size_t before, size_t behind, unsigned start, unsigned end) {
    Arena arena = {0};
    Case c = long_line(&arena, before, behind);
    Str context = member(print(&c, "sarif"), "\"contextRegion\":");
    Str want = str_printf(
        &arena, "{\"startLine\":1,\"startColumn\":%u,\"endLine\":1,\"endColumn\":%u,", start, end);
    if (!str_starts(context, want))
        fail_msg("%zu and %zu: " STR_FMT, before, behind, STR_ARG(str_slice(context, 0, 80)));
    free_case(&c);
    arena_free(&arena);
}

static void context_of_long_lines(void **state) {
    (void)state;
    columns_of_context(1000, 1047, 1, 2049);   /* 2,048 bytes are shown whole */
    columns_of_context(1000, 1048, 801, 1202); /* of more, 200 on both sides */
    columns_of_context(200, 3000, 1, 402);
    columns_of_context(201, 3000, 2, 403);
    columns_of_context(3000, 200, 2801, 3202);
    columns_of_context(3000, 199, 2801, 3201);
    columns_of_context(0, 3000, 1, 202);

    Arena arena = {0};
    Buf text = {0};
    buf_add_char(&text, '@');
    buf_repeat(&text, "y", 2047);
    buf_add_char(&text, '$');
    Str whole = str_dup(&arena, buf_str(&text));
    Case c = new_case("a.md", whole);
    add(&c, "@", "x")->span = span_of(0, 2048);
    assert_true(str_has(member(print(&c, "sarif"), "\"region\":"), STR("snippet")));
    c.findings.items[0].span = span_of(0, 2049); /* too long to be shown */
    assert_false(str_has(member(print(&c, "sarif"), "\"region\":"), STR("snippet")));
    free_case(&c);

    /* Not from the middle of a character. */
    text.len = 0;
    buf_repeat(&text, "é", 1500);
    buf_add_c(&text, "x@");
    buf_repeat(&text, "é", 1500);
    c = new_case("a.md", str_dup(&arena, buf_str(&text)));
    add(&c, "@", "x");
    Str context = member(print(&c, "sarif"), "\"contextRegion\":");
    assert_true(str_starts(context, STR("{\"startLine\":1,\"startColumn\":1402,\"endLine\":1,"
                                        "\"endColumn\":1603,\"snippet\":{\"text\":\"\xC3\xA9")));
    assert_true(str_ends(context, STR("\xC3\xA9\"")));
    free_case(&c);
    buf_free(&text);
    arena_free(&arena);
}

/* What stands of a summary of so many letters, cut into words of ten. */
static void summary_of(size_t letters, Buf *got) {
    Buf summary = {0};
    for (size_t i = 0; i < letters; i++) buf_add_char(&summary, i % 10 == 9 ? ' ' : 'w');
    buf_add_char(&summary, '\0');
    ReportRule rule = {.code = "WL101", .name = "one-two", .summary = summary.ptr, .page = ""};
    Case c = new_case("a.md", STR("a"));
    c.options.rules = &rule;
    c.options.rule_count = 1;
    const char *at = strstr(print(&c, "sarif"), "\"shortDescription\":{\"text\":\"");
    assert_non_null(at);
    at += strlen("\"shortDescription\":{\"text\":\"");
    buf_add(got, (Str){at, strcspn(at, "\"")});
    free_case(&c);
    buf_free(&summary);
}

static void texts_of_rules_are_cut_at_a_word(void **state) {
    (void)state;
    Buf got = {0};
    summary_of(25, &got);
    assert_true(str_is(buf_str(&got), "Wwwwwwwww wwwwwwwww wwwww."));
    got.len = 0;
    summary_of(999, &got);
    assert_int_equal(got.len, 1000);
    got.len = 0;
    summary_of(1005, &got);
    assert_int_equal(got.len, 999 + strlen(" ….")); /* before the blank at byte 999 */
    assert_true(str_ends(buf_str(&got), STR("wwwwwwwww ….")));
    got.len = 0;
    buf_free(&got);

    static const struct {
        const char *summary, *page, *name, *briefly, *fully;
    } cases[] = {
        {"a\nb.", "First\nline.\n\nSecond.", "\"name\":\"TwoWords\"",
         "\"shortDescription\":{\"text\":\"A b.\"}",
         "\"fullDescription\":{\"text\":\"First line.\"}"},
        {"Done", "\n", "\"name\":\"TwoWords\"", "\"shortDescription\":{\"text\":\"Done.\"}",
         "\"fullDescription\":{\"text\":\"Done.\"}"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        ReportRule rule = {.code = "WL101",
                           .name = "two-words",
                           .level = LEVEL_ERROR,
                           .summary = cases[i].summary,
                           .page = cases[i].page};
        Case c = new_case("a.md", STR("a"));
        c.options.rules = &rule;
        c.options.rule_count = 1;
        const char *report = print(&c, "sarif");
        assert_non_null(strstr(report, cases[i].name));
        assert_non_null(strstr(report, cases[i].briefly));
        assert_non_null(strstr(report, cases[i].fully));
        assert_non_null(strstr(report, "\"level\":\"error\""));
        assert_non_null(strstr(report, "\"problem.severity\":\"error\""));
        free_case(&c);
    }
}

static void messages_are_no_links(void **state) {
    (void)state;
    Case c = new_case("a.md", STR("one"));
    add(&c, "one", "see [that](x) and [this] (y) and ]");
    assert_non_null(strstr(print(&c, "sarif"), "See [that] (x) and [this] (y) and ]"));
    free_case(&c);
}

/* --- for people ----------------------------------------------------------------------------------
 */

static void assert_printed(Case *c, const char *format, const char *want) {
    assert_string_equal(print(c, format), want);
    free_case(c);
}

static void relate(Case *c, Finding *f, const char *words, const char *message) {
    size_t at = str_find(c->source.bytes, str_from_c(words), 0);
    assert_int_not_equal(at, STR_NOT_FOUND);
    vec_push(&c->arena, &f->related,
             (Related){.span = span_of(at, at + strlen(words)), .message = str_from_c(message)});
}

static void spans_that_end_within_a_line(void **state) {
    (void)state;
    Case c = new_case("a.md", STR("one two\nthree four\nfive six\nseven\n"));
    add(&c, "two\nthree four\nfive", "m")->label = STR("here");
    assert_printed(&c, "full",
                   "warning[WL101] volatile-placeholder: m\n"
                   " --> a.md:1:5\n"
                   "  |\n"
                   "1 |   one two\n"
                   "  |  _____^\n"
                   "2 | | three four\n"
                   "3 | | five six\n"
                   "  | |____^ here\n"
                   "4 |   seven\n"
                   "\n");
}

/* Two further places are shown with their lines, others by number; the gutter is as wide as the
 * widest number of all. */
static void many_related_places(void **state) {
    (void)state;
    const char *const lines = "{{now}}\nb\nc\nd\ne\nf\ng\nh\ni\nj\nk\n";
    Case c = new_case("a.md", str_from_c(lines));
    Finding *f = add(&c, "{{now}}", "m");
    relate(&c, f, "b", "first");
    relate(&c, f, "c", "second");
    relate(&c, f, "d", "third");
    relate(&c, f, "e", "fourth");
    assert_printed(&c, "full",
                   "warning[WL101] volatile-placeholder: m\n"
                   " --> a.md:1:1\n"
                   "  |\n"
                   "1 | {{now}}\n"
                   "  | ^^^^^^^\n"
                   "2 | b\n"
                   "  |\n"
                   " ::: a.md:2:1\n"
                   "  |\n"
                   "2 | b\n"
                   "  | - first\n"
                   "  |\n"
                   " ::: a.md:3:1\n"
                   "  |\n"
                   "3 | c\n"
                   "  | - second\n"
                   " ::: and 4:1, 5:1\n"
                   "\n");
    c = new_case("a.md", str_from_c(lines));
    add(&c, "i", "m"); /* line 9, and line 10 below it */
    assert_printed(&c, "full",
                   "warning[WL101] volatile-placeholder: m\n"
                   "  --> a.md:9:1\n"
                   "   |\n"
                   " 8 | h\n"
                   " 9 | i\n"
                   "   | ^\n"
                   "10 | j\n"
                   "\n");
    c = new_case("a.md", str_from_c(lines));
    f = add(&c, "b", "m");
    relate(&c, f, "j", "here");
    assert_non_null(strstr(print(&c, "full"), "  --> a.md:2:1\n"));
    assert_non_null(strstr(c.out.ptr, "\n10 | j\n   | - here\n"));
    assert_non_null(strstr(print(&c, "json"), "\"message\":\"here\"}"));
    free_case(&c);
}

static void closing_lines(void **state) {
    (void)state;
    static const struct {
        Summary summary;
        const char *want;
    } cases[] = {
        {{.files = 1, .prompts = 1, .warnings = 1, .affected = 1, .fixable = 1},
         "1 warning in 1 file\n1 is repaired by --fix\n"},
        {{.files = 3, .prompts = 3, .infos = 2, .affected = 3, .fixable = 2, .suppressed = 4},
         "2 infos in 3 files (4 suppressed)\n2 are repaired by --fix\n"},
        {{.files = 3, .errors = 1, .affected = 1, .fixable = 1, .fixable_unsafe = 1},
         "1 error in 1 of 3 files\n1 is repaired by --fix --unsafe-fixes\n"},
        {{.files = 3, .errors = 1, .affected = 1, .fixable = 2, .fixable_unsafe = 2},
         "1 error in 1 of 3 files\n2 are repaired by --fix --unsafe-fixes\n"},
        {{.files = 3, .errors = 5, .affected = 1, .fixable = 5, .fixable_unsafe = 2},
         "5 errors in 1 of 3 files\n3 are repaired by --fix, 2 more by --fix --unsafe-fixes\n"},
        {{.files = 1, .prompts = 1, .tokens = 1.2, .suppressed = 2},
         "Nothing found in 1 prompt of 1 file, about 1 token (2 suppressed).\n"},
        {{.files = 2, .prompts = 2, .tokens = 0.9}, "Nothing found in 2 prompts of 2 files.\n"},
        {{.files = 2, .prompts = 2, .tokens = 1.5},
         "Nothing found in 2 prompts of 2 files, about 2 tokens.\n"},
        {{.files = 1}, "No prompt recognised in 1 file: nothing to lint.\n"},
        {{0}, "No file that could hold a prompt was found.\n"},
        {{.files = 1, .failed = 1}, ""},
        {{.files = 1, .errors = 1, .affected = 1, .worst_code = "X101"}, "1 error in 1 file\n"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Case c = new_case("a.md", STR("a"));
        reporter_full.end(&c.out, &c.options, &cases[i].summary);
        buf_add_char(&c.out, '\0');
        assert_string_equal(c.out.ptr, cases[i].want);
        free_case(&c);
    }
}

/* --- HTML ----------------------------------------------------------------------------------------
 */

static void assert_html(Str text, const char *as_text, const char *as_value) {
    Buf out = {0};
    html_text(&out, text);
    buf_add_char(&out, '\0');
    assert_string_equal(out.ptr, as_text);
    out.len = 0;
    html_value(&out, text);
    buf_add_char(&out, '\0');
    assert_string_equal(out.ptr, as_value);
    buf_free(&out);
}

static void text_as_html(void **state) {
    (void)state;
    assert_html(STR("a&b<c>d\"e'f\n\tg"), "a&amp;b&lt;c&gt;d&quot;e&#39;f\n\tg",
                "a&amp;b&lt;c&gt;d&quot;e&#39;f\n\tg");
    assert_html(
        STR("\r\xFF\x7F"),
        "<b class=\"code\">U+000D</b><b class=\"code\">\\xFF</b><b class=\"code\">U+007F</b>",
        "U+000D\\xFFU+007F");
    /* Both ends of every range of what nobody sees, and their neighbours. */
    static const struct {
        uint32_t from, to;
    } unseen[] = {{0x7F, 0x9F},        {0xAD, 0xAD},     {0x180E, 0x180E},   {0x200B, 0x200C},
                  {0x200E, 0x200F},    {0x2028, 0x2029}, {0x202A, 0x202E},   {0x2060, 0x2064},
                  {0x2066, 0x2069},    {0x061C, 0x061C}, {0xFEFF, 0xFEFF},   {0xFFF9, 0xFFFB},
                  {0xFFFE, 0xFFFF},    {0xFDD0, 0xFDEF}, {0xE0000, 0xE007F}, {0x1FFFE, 0x1FFFF},
                  {0x10FFFE, 0x10FFFF}};
    enum { RANGES = sizeof unseen / sizeof *unseen };
    for (size_t i = 0; i < RANGES; i++)
        for (uint32_t c = unseen[i].from - 1; c <= unseen[i].to + 1 && c <= 0x10FFFF; c++) {
            bool hidden = c < 0x20 || (c & 0xFFFE) == 0xFFFE;
            for (size_t k = 0; k < RANGES; k++) hidden |= c >= unseen[k].from && c <= unseen[k].to;
            char bytes[4];
            Buf out = {0};
            html_value(&out, (Str){bytes, utf8_encode(c, bytes)});
            if (str_starts(buf_str(&out), STR("U+")) != hidden)
                fail_msg("U+%04X is %s", c, hidden ? "shown" : "not shown");
            buf_free(&out);
        }
    Buf out = {0};
    html_tokens(&out, (TokCount){1234, 1200, 1300, TOK_FITTED});
    html_tokens(&out, (TokCount){7, 7, 7, TOK_FITTED});
    buf_add_char(&out, '\0');
    assert_string_equal(out.ptr, "1,234 <small>±6&nbsp;%</small>7");
    buf_free(&out);
}

/* Where a line of so many letters is cut that has a blank at one place (0: none). */
static size_t cut_of(size_t len, size_t blank) {
    Arena arena = {0};
    char *text = arena_alloc(&arena, len + 10);
    memset(text, 'x', len + 9);
    text[5] = '\n';
    if (blank) text[6 + blank] = ' ';
    text[6 + len] = '\n';
    size_t end = html_line_end((Str){text, len + 9}, 6);
    arena_free(&arena);
    return end - 6;
}

static void long_lines_are_cut(void **state) {
    (void)state;
    assert_int_equal(html_line_end(STR("ab\ncd"), 0), 2);
    assert_int_equal(html_line_end(STR("ab\ncd"), 3), 5);
    assert_int_equal(cut_of(100, 0), 100);
    assert_int_equal(cut_of(HTML_LINE_BYTES, 0), HTML_LINE_BYTES);
    assert_int_equal(cut_of(HTML_LINE_BYTES + 1, 0), HTML_LINE_BYTES);
    assert_int_equal(cut_of(5000, 0), HTML_LINE_BYTES);
    assert_int_equal(cut_of(5000, 1000), 1001); /* behind the blank */
    assert_int_equal(cut_of(5000, HTML_LINE_BYTES - 1), HTML_LINE_BYTES);
    assert_int_equal(cut_of(5000, HTML_LINE_BYTES / 2), HTML_LINE_BYTES / 2 + 1);
    assert_int_equal(cut_of(5000, HTML_LINE_BYTES / 2 - 1), HTML_LINE_BYTES / 2);
    assert_int_equal(cut_of(5000, HTML_LINE_BYTES / 2 - 2), HTML_LINE_BYTES); /* too early */
    Buf text = {0};
    buf_add_char(&text, 'x');
    buf_repeat(&text, "é", HTML_LINE_BYTES);
    assert_int_equal(html_line_end(buf_str(&text), 0), HTML_LINE_BYTES - 1);
    buf_free(&text);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(regions_of_short_lines),
        cmocka_unit_test(context_of_long_lines),
        cmocka_unit_test(texts_of_rules_are_cut_at_a_word),
        cmocka_unit_test(messages_are_no_links),
        cmocka_unit_test(spans_that_end_within_a_line),
        cmocka_unit_test(many_related_places),
        cmocka_unit_test(closing_lines),
        cmocka_unit_test(text_as_html),
        cmocka_unit_test(long_lines_are_cut),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
