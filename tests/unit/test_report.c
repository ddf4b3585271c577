/* Reports as users see them: full, concise, json, from hand-made findings. */
#include "tests/unit/reported.h"

static size_t widest_line(const char *text) {
    Str rest = str_from_c(text), line;
    size_t widest = 0;
    while (str_next_line(&rest, &line)) {
        size_t w = text_width(line);
        if (w > widest) widest = w;
    }
    return widest;
}

/* The columns at which the carets stand under the source line. */
static void caret_columns(const char *text, size_t *first, size_t *count) {
    const char *caret = strchr(text, '^');
    assert_non_null(caret);
    const char *line = caret;
    while (line > text && line[-1] != '\n') line--;
    *first = (size_t)(caret - line);
    *count = strspn(caret, "^");
}

/* The columns at which `words` stand in the printed source line. */
static size_t printed_column(const char *text, const char *words) {
    const char *at = strstr(strchr(text, '|'), words);
    assert_non_null(at);
    const char *line = at;
    while (line > text && line[-1] != '\n') line--;
    return text_width((Str){line, (size_t)(at - line)});
}

static void full_has_the_shape_of_rustc(void **state) {
    (void)state;
    Case c = new_case("prompts/a.md", STR("one\ntwo {{now}} three\nfour\n"));
    Finding *f = add(&c, "{{now}}", "`{{now}}` changes with every call");
    f->label = STR("4 tokens in");
    f->cost = STR("9 tokens");
    f->help = STR("move it");
    assert_string_equal(print(&c, "full"),
                        "warning[WL101] volatile-placeholder: `{{now}}` changes with every call\n"
                        " --> prompts/a.md:2:5\n"
                        "  |\n"
                        "1 | one\n"
                        "2 | two {{now}} three\n"
                        "  |     ^^^^^^^ 4 tokens in\n"
                        "3 | four\n"
                        "  |\n"
                        "  = cost: 9 tokens\n"
                        "  = help: move it\n"
                        "\n");
    free_case(&c);
}

static void carets_stand_under_wide_and_combining_characters(void **state) {
    (void)state;
    static const char *const befores[] = {"漢字かな ", "e\u0301a\u0301 ", "😀 ",
                                          "\ttab\t",   "\x1b[31m ",       "é ü "};
    for (size_t i = 0; i < sizeof befores / sizeof *befores; i++) {
        Arena arena = {0};
        Str text = str_printf(&arena, "%s{{n漢w}} end\n", befores[i]);
        Case c = new_case("a.md", text);
        add(&c, "{{n漢w}}", "x");
        const char *out = print(&c, "full");
        size_t first, count;
        caret_columns(out, &first, &count);
        assert_int_equal(first, printed_column(out, "{{n漢w}}"));
        assert_int_equal(count, 8);
        free_case(&c);
        arena_free(&arena);
    }
}

static void long_lines_are_windowed_around_the_place(void **state) {
    (void)state;
    static const size_t lengths[][2] = {{0, 400}, {60, 400}, {200, 200}, {5000, 3}, {90, 20}};
    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
        Buf text = {0};
        buf_repeat(&text, "é", lengths[i][0]);
        buf_add_c(&text, "{{now}}");
        buf_repeat(&text, "漢", lengths[i][1]);
        Case c = new_case("a.md", buf_str(&text));
        add(&c, "{{now}}", "x")->label = STR("a label that has to fit as well");
        const char *out = print(&c, "full");
        size_t first, count;
        caret_columns(out, &first, &count);
        assert_int_equal(first, printed_column(out, "{{now}}"));
        assert_int_equal(count, 7);
        assert_true(widest_line(out) <= 120);
        free_case(&c);
        buf_free(&text);
    }
}

static void long_spans_are_cut_at_the_window(void **state) {
    (void)state;
    Buf text = {0};
    buf_add_c(&text, "a ");
    buf_repeat(&text, "漢", 500);
    Case c = new_case("a.md", buf_str(&text));
    Finding *f = add(&c, "漢", "x");
    f->span.end = (uint32_t)text.len;
    f->label = STR("words that find no room behind so many carets");
    const char *out = print(&c, "full");
    assert_true(widest_line(out) <= 120);
    assert_non_null(strstr(out, "…"));
    assert_non_null(strstr(out, "words that find no room"));
    free_case(&c);
    buf_free(&text);
}

static void texts_are_wrapped_with_a_hanging_indent(void **state) {
    (void)state;
    Case c = new_case("a.md", STR("x {{now}}"));
    Buf words = {0};
    buf_repeat(&words, "several words ", 30);
    buf_repeat(&words, "x", 300);
    Finding *f = add(&c, "{{now}}", "m");
    f->help = f->message = buf_str(&words);
    const char *out = print(&c, "full");
    assert_true(widest_line(out) <= 100);
    assert_non_null(strstr(out, "\n          several words"));
    free_case(&c);
    buf_free(&words);
}

static void spans_over_several_lines_are_drawn_and_elided(void **state) {
    (void)state;
    Case c = new_case("a.md", STR("zero\n  one\ntwo\nthree\nfour\n"));
    Finding *f = add(&c, "one\ntwo\nthree", "m");
    f->label = STR("all of it");
    assert_string_equal(print(&c, "full"), "warning[WL101] volatile-placeholder: m\n"
                                           " --> a.md:2:3\n"
                                           "  |\n"
                                           "1 |   zero\n"
                                           "2 | /   one\n"
                                           "3 | | two\n"
                                           "4 | | three\n"
                                           "  | |_____^ all of it\n"
                                           "5 |   four\n"
                                           "\n");
    free_case(&c);
    Buf text = {0};
    for (int i = 1; i <= 200; i++) buf_printf(&text, "line %d\n", i);
    c = new_case("a.md", buf_str(&text));
    f = add(&c, "line 10", "m");
    f->span.end = (uint32_t)str_find(c.source.bytes, STR("line 191"), 0);
    const char *out = print(&c, "full");
    assert_non_null(strstr(out, " 10 | / line 10\n"));
    assert_non_null(strstr(out, "..."));
    assert_non_null(strstr(out, "190 | | line 190\n"));
    assert_non_null(strstr(out, "191 |   line 191\n"));
    assert_null(strstr(out, "line 100"));
    free_case(&c);
    buf_free(&text);
}

/* A line is shown whole as long as it fits, wherever in it the finding is. */
static void lines_that_fit_are_shown_whole(void **state) {
    (void)state;
    enum { FITS = 114 }; /* of 120 columns */
    for (size_t len = 20; len < 130; len++)
        for (int at_end = 0; at_end <= 1; at_end++) {
            Buf text = {0};
            if (!at_end) buf_add_c(&text, "{{now}} ");
            buf_repeat(&text, "x", len - 8);
            if (at_end) buf_add_c(&text, " {{now}}");
            Case c = new_case("a.md", buf_str(&text));
            add(&c, "{{now}}", "m");
            bool whole = strstr(print(&c, "full"), "…") == NULL;
            if (whole != (len <= FITS)) fail_msg("%zu bytes, at the end: %d", len, at_end);
            free_case(&c);
            buf_free(&text);
        }
}

static void related_places_get_an_excerpt(void **state) {
    (void)state;
    Case c = new_case("a.md", STR("x {{now}}\nsome\ntext\nand a mark\n"));
    Finding *f = add(&c, "{{now}}", "m");
    size_t at = str_find(c.source.bytes, STR("mark"), 0);
    vec_push(&c.arena, &f->related,
             (Related){.span = span_of(at, at + 4), .message = STR("the breakpoint")});
    const char *out = print(&c, "full");
    assert_non_null(strstr(out, " ::: a.md:4:7\n"
                                "  |\n"
                                "4 | and a mark\n"
                                "  |       ---- the breakpoint\n"));
    free_case(&c);
}

static void places_at_the_edges_of_a_file_are_shown(void **state) {
    (void)state;
    Case c = new_case("a.md", STR("ab\n"));
    for (uint32_t at = 0; at <= 3; at++) {
        Finding f = {.code = STR("WL005"), .name = STR("x"), .span = {at, at}, .message = STR("m")};
        vec_push(&c.arena, &c.findings, f);
    }
    Finding beyond = {.code = STR("WL005"), .name = STR("x"), .span = {7, 9}, .message = STR("m")};
    vec_push(&c.arena, &c.findings, beyond);
    const char *out = print(&c, "full");
    assert_non_null(strstr(out, "a.md:1:1\n  |\n1 | ab\n  | ^\n"));
    assert_non_null(strstr(out, "a.md:1:3\n  |\n1 | ab\n  |   ^\n"));
    assert_non_null(strstr(out, "a.md:2:1\n"));
    free_case(&c);
    Source unread = {.path = STR("gone.md")};
    c = new_case("a.md", STR(""));
    Finding f = {.code = STR("WL001"), .name = STR("unreadable-file"), .message = STR("no")};
    vec_push(&c.arena, &c.findings, f);
    c.source = unread;
    assert_string_equal(print(&c, "full"), "info[WL001] unreadable-file: no\n --> gone.md\n\n");
    assert_string_equal(print(&c, "concise"), "gone.md:1:1: note: no [WL001 unreadable-file]\n");
    free_case(&c);
}

/* No byte of input reaches a text report raw. */
static void control_bytes_never_come_through(void **state) {
    (void)state;
    Str hostile = STR("\x1b]0;x\x07 \x9b \xc2\x9b \x7f \r \xe2\x80\xae {{now}} \x01\n::error::x\n");
    Case c = new_case("dir/\x1b[2J\n::error file=x::.md", STR("x"));
    c.source.bytes = hostile;
    c.source.line_starts = (uint32_t[]){0};
    c.source.lines = 1;
    Finding *f = add(&c, "{{now}}", "x");
    f->message = f->label = f->cost = f->help = f->note = f->code = f->name = hostile;
    vec_push(&c.arena, &f->related, (Related){.span = f->span, .message = hostile});
    static const char *const formats[] = {"full", "concise", "json"};
    for (size_t i = 0; i < 3; i++) {
        const char *out = print(&c, formats[i]);
        for (const char *p = out; *p; p++)
            assert_false(((unsigned char)*p < 0x20 && *p != '\n') || *p == 0x7f);
        assert_null(strstr(out, "\xe2\x80\xae"));
        assert_int_equal(utf8_first_invalid(str_from_c(out)), STR_NOT_FOUND);
        assert_null(strstr(out, "\n::error"));
    }
    free_case(&c);
}

static uint32_t next_random(uint32_t *seed) {
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 8;
}

/* Any bytes, any span: nothing too wide, nothing raw, and in every excerpt a caret. */
static void any_span_of_any_bytes_can_be_shown(void **state) {
    (void)state;
    static const char *const parts[] = {"a",    " ",        "\n",      "\r\n",   "\r",
                                        "\t",   "漢",       "e\u0301", "😀",      "\x1b",
                                        "\xff", "\xe6\xbc", "\u202e",  "\u200b", "word "};
    uint32_t seed = 7;
    for (int round = 0; round < 400; round++) {
        Buf text = {0};
        size_t length = next_random(&seed) % 600;
        bool few_lines = round % 2;
        for (size_t i = 0; i < length; i++) {
            size_t k = next_random(&seed) % 15;
            if (few_lines && k >= 2 && k <= 4) k = 0;
            buf_add_c(&text, parts[k]);
        }
        buf_add_char(&text, 'x');
        Case c = new_case("a.md", buf_str(&text));
        if (!c.source.lines) { /* refused as not UTF-8 before lines were counted */
            free_case(&c);
            buf_free(&text);
            continue;
        }
        Finding *f = add(&c, "x", "m");
        uint32_t a = next_random(&seed) % (uint32_t)(text.len + 2);
        uint32_t b = next_random(&seed) % (uint32_t)(text.len + 2);
        f->span = (Span){a < b ? a : b, a < b ? b : a};
        f->label = round % 3 ? STR("a label of some length, so that it may not fit") : (Str){0};
        c.options.width = 40 + next_random(&seed) % 90;
        const char *out = print(&c, "full");
        assert_true(widest_line(out) <= (c.options.width < 60 ? 60 : c.options.width));
        assert_non_null(strchr(out, '^'));
        for (const char *p = out; *p; p++) assert_false((unsigned char)*p < 0x20 && *p != '\n');
        assert_int_equal(utf8_first_invalid(str_from_c(out)), STR_NOT_FOUND);
        assert_true(strlen(print(&c, "json")) > 10);
        free_case(&c);
        buf_free(&text);
    }
}

static void concise_is_what_compilers_print(void **state) {
    (void)state;
    Case c = new_case("p/a.yaml", STR("é {{now}}\n"));
    Finding *f = add(&c, "{{now}}", "it changes");
    assert_string_equal(print(&c, "concise"),
                        "p/a.yaml:1:3: warning: it changes [WL101 volatile-placeholder]\n");
    f->level = LEVEL_INFO;
    assert_string_equal(print(&c, "concise"),
                        "p/a.yaml:1:3: note: it changes [WL101 volatile-placeholder]\n");
    f->level = LEVEL_ERROR;
    assert_string_equal(print(&c, "concise"),
                        "p/a.yaml:1:3: error: it changes [WL101 volatile-placeholder]\n");
    free_case(&c);
}

static double number_at(const cJSON *object, const char *name) {
    const cJSON *item = cJSON_GetObjectItemCaseSensitive(object, name);
    assert_true(cJSON_IsNumber(item));
    return item->valuedouble;
}

static void json_counts_positions_in_every_unit(void **state) {
    (void)state;
    Case c = new_case("a.md", STR("x\n😀é {{now}} {{id}}\n"));
    Finding *f = add(&c, "{{now}}", "m");
    f->usd_per_1000 = 0.000123456;
    f->tokens = 4310;
    add(&c, "{{id}}", "n");
    cJSON *json = cJSON_Parse(print(&c, "json"));
    assert_non_null(json);
    cJSON *list = cJSON_GetObjectItem(json, "diagnostics");
    assert_int_equal(cJSON_GetArraySize(list), 2);
    cJSON *one = cJSON_GetArrayItem(list, 0), *start = cJSON_GetObjectItem(one, "start");
    assert_int_equal(number_at(start, "line"), 2);
    assert_int_equal(number_at(start, "column"), 4);
    assert_int_equal(number_at(start, "utf16"), 5);
    assert_int_equal(number_at(start, "byte"), 8);
    assert_int_equal(number_at(start, "offset"), 9);
    cJSON *end = cJSON_GetObjectItem(one, "end");
    assert_int_equal(number_at(end, "column"), 11);
    assert_int_equal(number_at(end, "offset"), 16);
    cJSON *two = cJSON_GetObjectItem(cJSON_GetArrayItem(list, 1), "start");
    assert_int_equal(number_at(two, "column"), 12);
    assert_int_equal(number_at(two, "utf16"), 13);
    assert_non_null(strstr(c.out.ptr, "\"usdPer1000\":0.0001,"));
    assert_non_null(strstr(c.out.ptr, "\"tokens\":4310,"));
    cJSON *summary = cJSON_GetObjectItem(json, "summary");
    assert_int_equal(number_at(summary, "warnings"), 2);
    cJSON_Delete(json);
    free_case(&c);
}

static void check_end(Summary summary, const char *expected) {
    Buf out = {0};
    ReportOptions options = {0};
    reporter_full.end(&out, &options, &summary);
    buf_add_char(&out, '\0');
    assert_string_equal(out.ptr, expected);
    buf_free(&out);
}

static void the_last_line_sums_up(void **state) {
    (void)state;
    check_end((Summary){.files = 12,
                        .prompts = 9,
                        .errors = 3,
                        .warnings = 2,
                        .infos = 1,
                        .affected = 4,
                        .worst_code = "WL101"},
              "3 errors, 2 warnings, 1 info in 4 of 12 files\n"
              "More on a rule: warmlint explain WL101\n");
    check_end((Summary){.files = 12, .prompts = 9, .tokens = 41200},
              "Nothing found in 9 prompts of 12 files, about 41,200 tokens.\n");
    check_end((Summary){.files = 3}, "No prompt recognised in 3 files: nothing to lint.\n");
}

static void text_is_cut_and_wrapped_by_columns(void **state) {
    (void)state;
    for (size_t width = 1; width < 30; width++) {
        Buf out = {0};
        size_t used = text_fit(&out, STR("漢字 e\u0301 plain \x1b words"), width);
        assert_int_equal(used, text_width(buf_str(&out)));
        assert_true(used <= width);
        buf_free(&out);
    }
    Buf out = {0};
    text_wrap(&out, STR("saves about 12 % of it"), 0, 2, 22);
    buf_add_char(&out, '\0');
    assert_string_equal(out.ptr, "saves about 12 % of it");
    out.len = 0;
    text_wrap(&out, STR("it saves more than 12 % of it"), 0, 2, 22);
    buf_add_char(&out, '\0');
    assert_string_equal(out.ptr, "it saves more than\n  12 % of it");
    buf_free(&out);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(full_has_the_shape_of_rustc),
        cmocka_unit_test(carets_stand_under_wide_and_combining_characters),
        cmocka_unit_test(long_lines_are_windowed_around_the_place),
        cmocka_unit_test(long_spans_are_cut_at_the_window),
        cmocka_unit_test(texts_are_wrapped_with_a_hanging_indent),
        cmocka_unit_test(spans_over_several_lines_are_drawn_and_elided),
        cmocka_unit_test(lines_that_fit_are_shown_whole),
        cmocka_unit_test(related_places_get_an_excerpt),
        cmocka_unit_test(places_at_the_edges_of_a_file_are_shown),
        cmocka_unit_test(control_bytes_never_come_through),
        cmocka_unit_test(any_span_of_any_bytes_can_be_shown),
        cmocka_unit_test(concise_is_what_compilers_print),
        cmocka_unit_test(json_counts_positions_in_every_unit),
        cmocka_unit_test(the_last_line_sums_up),
        cmocka_unit_test(text_is_cut_and_wrapped_by_columns),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
