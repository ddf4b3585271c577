#include <math.h>

#include "lint/base/buf.h"
#include "lint/base/limits.h"
#include "tests/unit/reading.h"

static void values_have_kind_text_and_place(void **state) {
    (void)state;
    Reading r =
        read_c(json_read, "\xEF\xBB\xBF {\"a\": [1, -2.5e3 ,true,false,null], \"b\":\"x\"}\r\n");
    assert_int_equal(r.problems.len, 0);
    assert_covers(&r, r.tree, "{\"a\": [1, -2.5e3 ,true,false,null], \"b\":\"x\"}");
    assert_int_equal(r.tree->count, 2);
    const Node *list = node_get(r.tree, "a");
    assert_true(node_is_list(list));
    assert_covers(&r, list, "[1, -2.5e3 ,true,false,null]");
    assert_covers(&r, list->key, "\"a\"");
    assert_str(list->key->text, "a");
    assert_ptr_equal(list->parent, r.tree);
    const Node *n = list->first;
    assert_int_equal(n->kind, NODE_NUMBER);
    assert_true(n->number == 1);
    n = n->next;
    assert_covers(&r, n, "-2.5e3");
    assert_str(n->text, "-2.5e3");
    assert_true(n->number == -2500);
    n = n->next;
    assert_int_equal(n->kind, NODE_BOOL);
    assert_true(n->number == 1);
    n = n->next;
    assert_int_equal(n->kind, NODE_BOOL);
    assert_true(n->number == 0);
    assert_str(n->text, "false");
    n = n->next;
    assert_int_equal(n->kind, NODE_NULL);
    assert_null(n->next);
    assert_ptr_equal(list->last, n);
    Span member = node_member_span(node_get(r.tree, "b"));
    assert_str(source_slice(&r.source, member), "\"b\":\"x\"");
    done(&r);
}

static void text_without_escapes_is_a_slice_of_the_file(void **state) {
    (void)state;
    Reading r = read_c(json_read, "[\"h\xC3\xA9llo\", \"\"]");
    const Node *n = r.tree->first;
    assert_ptr_equal(n->text.ptr, r.source.bytes.ptr + 2);
    assert_str(n->text, "h\xC3\xA9llo");
    assert_traced(&r, n);
    Span empty = place_in(n->next, span_of(0, 0));
    assert_int_equal(empty.start, 12);
    assert_int_equal(empty.end, 12);
    done(&r);
}

static void escapes_are_decoded_and_traced(void **state) {
    (void)state;
    Reading r = read_c(
        json_read, "{\"k\\n\": \"a\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9z\\u20ac\\ud83d\\ude00b\\uD83D"
                   "\\uDE00\\u0000end\"}");
    assert_int_equal(r.problems.len, 0);
    const Node *n = r.tree->first;
    assert_str(n->key->text, "k\n");
    assert_bytes(n->text, STR("a\"\\/\b\f\n\r\t\xC3\xA9z\xE2\x82\xAC\xF0\x9F\x98\x80"
                              "b\xF0\x9F\x98\x80\0end"));
    assert_all_traced(&r, r.tree);
    /* A part of an escaped character is all of its escape; verbatim bytes are exact. */
    size_t euro = str_find(n->text, STR("\xE2\x82\xAC"), 0);
    Span place = place_in(n, span_of(euro + 1, euro + 2));
    assert_str(source_slice(&r.source, place), "\\u20ac");
    size_t end = str_find(n->text, STR("end"), 0);
    place = place_in(n, span_of(end, end + 3));
    assert_str(source_slice(&r.source, place), "end");
    place = place_in(n, span_of(end + 3, end + 3));
    assert_int_equal(place.start, n->span.end - 1);
    done(&r);
}

static void a_range_may_span_runs(void **state) {
    (void)state;
    Reading r = read_c(json_read, "\"one\\ntwo\\nthree\"");
    Span place = place_in(r.tree, span_of(2, 9));
    assert_str(source_slice(&r.source, place), "e\\ntwo\\nt");
    place = place_in(r.tree, span_of(3, 4));
    assert_str(source_slice(&r.source, place), "\\n");
    place = place_in(r.tree, span_of(3, 3));
    assert_int_equal(place.start, 4);
    assert_int_equal(place.end, 4);
    place = place_in(r.tree, span_of(8, 4000));
    assert_true(span_holds(r.tree->span, place));
    done(&r);
}

static void the_last_of_duplicate_keys_wins_and_is_reported(void **state) {
    (void)state;
    Reading r = read_c(json_read, "{\"a\":1,\n\"b\":2,\"a\":3}");
    assert_true(node_get(r.tree, "a")->number == 3);
    assert_int_equal(r.tree->count, 3);
    assert_problem(&r, PROBLEM_DUPLICATE_KEY, 14, 17);
    assert_says(&r, "line 1");
    done(&r);

    Arena arena = {0}; /* more members than are compared pairwise, a key written in two ways */
    Str many = repeated(&arena, "{\"\\u006b\":0", ",\"k\":1", 40);
    r = read_str(json_read, str_printf(&arena, STR_FMT "}", STR_ARG(many)));
    assert_non_null(r.tree);
    assert_problem(&r, PROBLEM_DUPLICATE_KEY, (uint32_t)many.len - 5, (uint32_t)many.len - 2);
    done(&r);
    arena_free(&arena);
}

static void long_keys_are_cut_in_messages(void **state) {
    (void)state;
    static const struct {
        size_t len;
        const char *first, *behind; /* the first letter; what stands behind the last one shown */
        size_t shown;
    } cases[] = {{59, "k", "\" ", 59},
                 {60, "k", "\" ", 60},
                 {61, "k", "...\" ", 60},
                 {61, "\xC3\xA9", "...\" ", 60},
                 {62, "x\xC3\xA9", "...\" ", 60}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Arena arena = {0};
        Buf key = {0}, text = {0}, want = {0};
        buf_add_c(&key, cases[i].first);
        while (key.len < cases[i].len) buf_add_char(&key, 'k');
        buf_printf(&text, "{\"" STR_FMT "\":1,\"" STR_FMT "\":2}", STR_ARG(buf_str(&key)),
                   STR_ARG(buf_str(&key)));
        Reading r = read_str(json_read, buf_str(&text));
        buf_printf(&want, "\"" STR_FMT "%s", STR_ARG(str_slice(buf_str(&key), 0, cases[i].shown)),
                   cases[i].behind);
        assert_int_equal(r.problems.len, 1);
        if (!str_has(r.problems.items[0].message, buf_str(&want)))
            fail_msg(STR_FMT ", want " STR_FMT, STR_ARG(r.problems.items[0].message),
                     STR_ARG(buf_str(&want)));
        done(&r);
        buf_free(&key);
        buf_free(&text);
        buf_free(&want);
        arena_free(&arena);
    }
}

static void look_ups(void **state) {
    (void)state;
    Reading r = read_c(json_read, "{\"a\":{\"b\":{\"c\":7}},\"A\":1,\"a.b\":2,\"s\":\"x\"}");
    assert_true(node_path(r.tree, "a.b.c")->number == 7);
    assert_null(node_path(r.tree, "a.x.c"));
    assert_null(node_path(r.tree, "s.x"));
    assert_null(node_get(node_get(r.tree, "s"), "x"));
    assert_null(node_get(NULL, "x"));
    const char *const spellings[] = {"zz", "A", "a", NULL};
    assert_true(node_get_any(r.tree, spellings)->number == 1);
    const char *const none[] = {"zz", NULL};
    assert_null(node_get_any(r.tree, none));
    done(&r);
}

static void numbers(void **state) {
    (void)state;
    Reading r = read_c(
        json_read, "[0,-0,123456789012345,9007199254740993,1e400,0.1,1E-2,"
                   "0.10000000000000000000000000000000000000000000000000000000000000000000001]");
    assert_int_equal(r.problems.len, 0);
    const double expected[] = {0,    -0.0, 123456789012345, 9007199254740992.0, INFINITY, 0.1,
                               0.01, 0.1};
    size_t i = 0;
    for (const Node *n = r.tree->first; n; n = n->next) assert_true(n->number == expected[i++]);
    assert_int_equal(i, 8);
    assert_json(&r, r.tree,
                "[0,-0,123456789012345,9007199254740993,1e400,0.1,1E-2,"
                "0.10000000000000000000000000000000000000000000000000000000000000000000001]");
    done(&r);
}

static void written_as_it_goes_over_the_wire(void **state) {
    (void)state;
    Reading r = read_c(json_read, " { \"b\" : [ 1 , { } , [ ] ] , \"a\" : \"q\\\"\\u00e9\\n\" } ");
    assert_json(&r, r.tree, "{\"b\":[1,{},[]],\"a\":\"q\\\"\xC3\xA9\\n\"}");
    done(&r);
}

static void an_empty_document_is_null(void **state) {
    (void)state;
    const char *const texts[] = {"", " \n\t\r\n", "\xEF\xBB\xBF", "\xEF\xBB\xBF\n"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        Reading r = read_c(json_read, texts[i]);
        assert_non_null(r.tree);
        assert_int_equal(r.tree->kind, NODE_NULL);
        assert_int_equal(r.problems.len, 0);
        done(&r);
    }
}

static void a_part_of_a_file(void **state) {
    (void)state;
    Str lines = STR("{\"a\":1}\n{\"a\":\"t\\u0041\"}\n");
    Arena arena = {0};
    Source source;
    ProblemVec problems = {0};
    assert_true(source_from_bytes(&arena, STR("x.jsonl"), lines, &source, &problems));
    Node *n = json_read(&arena, &source, span_of(8, 23), &problems);
    assert_non_null(n);
    assert_int_equal(n->span.start, 8);
    Span place = place_in(n->first, span_of(1, 2));
    assert_str(source_slice(&source, place), "\\u0041");
    arena_free(&arena);
}

/* Two ^ in the text mark the bytes that the problem must point at. */
static void assert_fails(const char *marked, ProblemKind kind, const char *words) {
    char text[256];
    uint32_t place[2] = {0}, n = 0, marks = 0;
    for (const char *p = marked; *p; p++) {
        if (*p == '^')
            place[marks++] = n;
        else
            text[n++] = *p;
    }
    assert_int_equal(marks, 2);
    Reading r = read_str(json_read, (Str){text, n});
    if (r.tree) print_error("accepted: %s\n", marked);
    assert_null(r.tree);
    assert_problem(&r, kind, place[0], place[1]);
    assert_says(&r, words);
    done(&r);
}

static void errors_have_an_exact_place_and_say_what_to_do(void **state) {
    (void)state;
    assert_fails("{\"a\":1^,^}", PROBLEM_SYNTAX, "trailing commas");
    assert_fails("[1\n ^,^\n ]", PROBLEM_SYNTAX, "trailing commas");
    assert_fails("[^,^]", PROBLEM_SYNTAX, "expected a value");
    assert_fails("[1,^,^2]", PROBLEM_SYNTAX, "");
    assert_fails("{\"a\":1 ^\"^b\":2}", PROBLEM_SYNTAX, "comma missing");
    assert_fails("[1 ^2^]", PROBLEM_SYNTAX, "expected ',' or ']'");
    assert_fails("[1 ^\"^a\"]", PROBLEM_SYNTAX, "a string");
    assert_fails("{\"a\" ^1^}", PROBLEM_SYNTAX, "':'");
    assert_fails("{^'^a':1}", PROBLEM_SYNTAX, "double quotes");
    assert_fails("{^abc^:1}", PROBLEM_SYNTAX, "a key in double quotes");
    assert_fails("[1,2^^", PROBLEM_SYNTAX, "'[' on line 1, column 1");
    assert_fails("{\"a\":\n{\"b\":1^^", PROBLEM_SYNTAX, "'{' on line 2, column 1");
    assert_fails("[1^}^", PROBLEM_SYNTAX, "");
}

static void errors_at_values(void **state) {
    (void)state;
    assert_fails("[^NaN^]", PROBLEM_SYNTAX, "NaN");
    assert_fails("[^None^]", PROBLEM_SYNTAX, "null");
    assert_fails("[^True^]", PROBLEM_SYNTAX, "true");
    assert_fails("[^nulls^]", PROBLEM_SYNTAX, "expected a value");
    assert_fails("[^tru^", PROBLEM_SYNTAX, "");
    assert_fails("^/^/ c\n1", PROBLEM_SYNTAX, "comments");
    assert_fails("[1] ^x^", PROBLEM_SYNTAX, "behind the end");
    assert_fails("{\"a\":1}\n^{^\"a\":2}", PROBLEM_SYNTAX, "JSON Lines");
    assert_fails("[^01^]", PROBLEM_SYNTAX, "start with 0");
    assert_fails("[^1.]^", PROBLEM_SYNTAX, "digit after '.'");
    assert_fails("[^1e+]^", PROBLEM_SYNTAX, "digit after '+'");
    assert_fails("[^-]^", PROBLEM_SYNTAX, "digit");
    assert_fails("[^+^1]", PROBLEM_SYNTAX, "expected a value");
    assert_fails("[^.^5]", PROBLEM_SYNTAX, "expected a value");
    assert_fails("[1^\v^]", PROBLEM_SYNTAX, "");
    assert_fails("[^\xC3\xA9^]", PROBLEM_SYNTAX, "\xC3\xA9");
}

static void errors_in_strings(void **state) {
    (void)state;
    assert_fails("[^\"^abc", PROBLEM_SYNTAX, "not closed");
    assert_fails("[^\"^abc\\", PROBLEM_SYNTAX, "not closed");
    assert_fails("[\"ab^\n^c\"]", PROBLEM_SYNTAX, "line 1");
    assert_fails("[\"ab^\t^c\"]", PROBLEM_SYNTAX, "\\t");
    assert_fails("[\"ab^\x01^c\"]", PROBLEM_SYNTAX, "U+0001");
    assert_fails("[\"ab^\\x^41\"]", PROBLEM_SYNTAX, "\\\\");
    assert_fails("[\"^\\\xC3\xA9^\"]", PROBLEM_SYNTAX, "\\");
    assert_fails("[\"^\\u12^\"]", PROBLEM_SYNTAX, "four");
    assert_fails("[\"^\\u12G4^\"]", PROBLEM_SYNTAX, "four");
    assert_fails("[\"x^\\ud800^\"]", PROBLEM_SYNTAX, "surrogate");
    assert_fails("[\"x^\\udc00^\\ud800\"]", PROBLEM_SYNTAX, "surrogate");
    assert_fails("[\"x^\\ud800^\\u0041\"]", PROBLEM_SYNTAX, "surrogate");
    assert_fails("{\"^\\q^\":1}", PROBLEM_SYNTAX, "");
}

static void templates_are_told_from_broken_files(void **state) {
    (void)state;
    assert_fails("{\"max\": ^{{^n}}}", PROBLEM_TEMPLATED, "template");
    assert_fails("{\"a\": ^{%^ if x %}1{% endif %}}", PROBLEM_TEMPLATED, "template");
    assert_fails("{\"a\": 1 ^{^% if x %},\"b\":2{% endif %}}", PROBLEM_TEMPLATED, "template");
    assert_fails("[1^{^{n}}]", PROBLEM_TEMPLATED, "template");
    assert_fails("[^$^{n}]", PROBLEM_TEMPLATED, "template");
    assert_fails("[^<^%= n %>]", PROBLEM_TEMPLATED, "template");
    assert_fails("{\"a\":\"{{ x | default(\"^y^\") }}\"}", PROBLEM_TEMPLATED, "template");
    assert_fails("{\"a\":\"{{ x }}\" ^y^}", PROBLEM_SYNTAX, "expected");
    assert_fails("{\"a\":\"{{ x\",\n^y^}", PROBLEM_SYNTAX, "expected");
}

static void depth_is_limited(void **state) {
    (void)state;
    Arena arena = {0};
    double start = cpu_ms();
    Reading r = read_str(json_read, repeated(&arena, "", "[", 100000));
    assert_true(cpu_ms() - start < 50);
    assert_null(r.tree);
    assert_problem(&r, PROBLEM_LIMIT, LIMIT_DEPTH, LIMIT_DEPTH + 1);
    assert_says(&r, "128");
    done(&r);
    r = read_str(json_read, repeated(&arena, "", "{\"a\":", 100000));
    assert_problem(&r, PROBLEM_LIMIT, 5 * LIMIT_DEPTH, 5 * LIMIT_DEPTH + 1);
    done(&r);
    Str deep = repeated(&arena, "", "[", LIMIT_DEPTH);
    Str closing = repeated(&arena, "", "]", LIMIT_DEPTH);
    r = read_str(json_read, str_printf(&arena, STR_FMT STR_FMT, STR_ARG(deep), STR_ARG(closing)));
    assert_non_null(r.tree);
    assert_int_equal(r.problems.len, 0);
    done(&r);
    arena_free(&arena);
}

static void memory_is_limited(void **state) {
    (void)state;
    enum { MOST = 400000 };
    static const struct {
        const char *head, *unit, *tail;
        size_t times;
        const char *things;
    } cases[] = {{"[0", ",[]", "]", 50000, "values so dense"},
                 {"{\"a\":0", ",\"a\":1", "}", 50000, "values so dense"},
                 {"[\"", "a\\n", "\"]", 50000, "escapes so dense"},
                 {"[0", ",[]", "]", 2000, NULL},
                 {"[\"", "a\\n", "\"]", 5000, NULL},
                 {"[\"", "abc", "\"]", 500000, NULL}};
    Arena arena = {0};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Str body = repeated(&arena, cases[i].head, cases[i].unit, cases[i].times);
        Str text = str_printf(&arena, STR_FMT "%s", STR_ARG(body), cases[i].tail);
        Reading r = read_in(MOST, json_read, text);
        if (cases[i].things)
            assert_stopped(&r, cases[i].things);
        else
            assert_non_null(r.tree);
        done(&r);
    }
    arena_free(&arena);
}

static void values_are_counted(void **state) {
    (void)state;
    Arena arena = {0};
    Reading r = read_str(json_read, repeated(&arena, "[", "0,", LIMIT_NODES + 1));
    assert_null(r.tree);
    assert_int_equal(r.problems.items[0].kind, PROBLEM_LIMIT);
    assert_says(&r, "more than the limit of 4194304 values");
    done(&r);
    arena_free(&arena);
}

/* A map of many keys is looked up in another way. */
static void keys_of_large_maps_are_found(void **state) {
    (void)state;
    for (int count = 14; count < 40; count++) {
        Buf text = {0};
        buf_add_c(&text, "{");
        for (int i = 0; i < count; i++)
            buf_printf(&text, "%s\"%c%d\": %d", i ? "," : "", 'a' + i * 7 % 26, i, i);
        buf_add_c(&text, ", \"m\": 100, \"\": 101, \"m\": 102}");
        Reading r = read_str(json_read, buf_str(&text));
        assert_int_equal(r.problems.len, 1); /* m comes twice: the last one counts */
        for (int i = 0; i < count; i++) {
            char key[16];
            snprintf(key, sizeof key, "%c%d", 'a' + i * 7 % 26, i);
            assert_non_null(node_get(r.tree, key));
            assert_int_equal((int)node_get(r.tree, key)->number, i);
        }
        assert_int_equal((int)node_get(r.tree, "m")->number, 102);
        assert_int_equal((int)node_get(r.tree, "")->number, 101);
        assert_null(node_get(r.tree, "a"));
        assert_null(node_get(r.tree, "zz"));
        done(&r);
        buf_free(&text);
    }
}

static void huge_keys_and_strings(void **state) {
    (void)state;
    Arena arena = {0};
    Str key = repeated(&arena, "{\"", "k\xC3\xA9", 200000);
    Str text = str_printf(&arena, "%s\":\"%s\"}", key.ptr, key.ptr + 2);
    Reading r = read_str(json_read, text);
    assert_non_null(r.tree);
    assert_int_equal(r.tree->first->key->text.len, 600000);
    assert_int_equal(r.tree->first->text.len, 600000);
    done(&r);
    arena_free(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_have_kind_text_and_place),
        cmocka_unit_test(text_without_escapes_is_a_slice_of_the_file),
        cmocka_unit_test(escapes_are_decoded_and_traced),
        cmocka_unit_test(a_range_may_span_runs),
        cmocka_unit_test(the_last_of_duplicate_keys_wins_and_is_reported),
        cmocka_unit_test(long_keys_are_cut_in_messages),
        cmocka_unit_test(look_ups),
        cmocka_unit_test(numbers),
        cmocka_unit_test(written_as_it_goes_over_the_wire),
        cmocka_unit_test(an_empty_document_is_null),
        cmocka_unit_test(a_part_of_a_file),
        cmocka_unit_test(errors_have_an_exact_place_and_say_what_to_do),
        cmocka_unit_test(errors_at_values),
        cmocka_unit_test(errors_in_strings),
        cmocka_unit_test(templates_are_told_from_broken_files),
        cmocka_unit_test(depth_is_limited),
        cmocka_unit_test(memory_is_limited),
        cmocka_unit_test(values_are_counted),
        cmocka_unit_test(keys_of_large_maps_are_found),
        cmocka_unit_test(huge_keys_and_strings),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
