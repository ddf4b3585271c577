#include <math.h>

#include "lint/base/buf.h"
#include "lint/base/limits.h"
#include "tests/unit/reading.h"

/* -- scalar styles ---------------------------------------------------------------------------- */

typedef struct {
    const char *yaml; /* the value of the key `k` */
    const char *value;
    const char *covers; /* the bytes of the node */
} Scalar;

static void assert_scalars(const Scalar *cases, size_t count) {
    for (size_t i = 0; i < count; i++) {
        Reading r = read_c(yaml_read, cases[i].yaml);
        if (!r.tree || r.problems.len) print_error("not read: %s\n", cases[i].yaml);
        assert_non_null(r.tree);
        assert_int_equal(r.problems.len, 0);
        const Node *n = node_get(r.tree, "k");
        assert_non_null(n);
        assert_int_equal(n->kind, NODE_STRING);
        assert_str(n->text, cases[i].value);
        assert_covers(&r, n, cases[i].covers);
        assert_traced(&r, n);
        done(&r);
    }
}
#define ASSERT_SCALARS(cases) assert_scalars(cases, sizeof(cases) / sizeof *(cases))

static void plain_scalars(void **state) {
    (void)state;
    static const Scalar cases[] = {
        {"k: hello", "hello", "hello"},
        {"k:   h\xC3\xA9llo w\xF0\x9F\x98\x80rld  # comment\nz: 1",
         "h\xC3\xA9llo w\xF0\x9F\x98\x80rld", "h\xC3\xA9llo w\xF0\x9F\x98\x80rld"},
        {"k: one\n  two\n", "one two", "one\n  two"},
        {"k: one  \t\n  two\n\n\n  three # c\n", "one two\n\nthree", "one  \t\n  two\n\n\n  three"},
        {"k: one\r\n  two\r\n\r\n  three\r\n", "one two\nthree", "one\r\n  two\r\n\r\n  three"},
        {"k: one\r  two\r", "one two", "one\r  two"},
        {"k: a\xC2\x85  b", "a b", "a\xC2\x85  b"},
        {"k: a\xE2\x80\xA8  b",
         "a\xE2\x80\xA8"
         "b",
         "a\xE2\x80\xA8  b"},
        {"\xEF\xBB\xBFk: x\xC3\xA9\n  y", "x\xC3\xA9 y", "x\xC3\xA9\n  y"},
        {"{k: in flow\n  text, z: 1}", "in flow text", "in flow\n  text"},
        {"k:\n  below", "below", "below"},
        {"k: it's \"so\" \\n", "it's \"so\" \\n", "it's \"so\" \\n"},
        {"k: Hello {{ name }}!", "Hello {{ name }}!", "Hello {{ name }}!"},
    };
    ASSERT_SCALARS(cases);
}

static void quoted_scalars(void **state) {
    (void)state;
    static const Scalar cases[] = {
        {"k: 'a b'", "a b", "'a b'"},
        {"k: 'it''s'", "it's", "'it''s'"},
        {"k: ''''", "'", "''''"},
        {"k: ''", "", "''"},
        {"k: 'a\n  b\n\n  c '", "a b\nc ", "'a\n  b\n\n  c '"},
        {"k: '\n a'", " a", "'\n a'"},
        {"k: \"a b\"", "a b", "\"a b\""},
        {"k: \"\"", "", "\"\""},
        {"k: \"a\\tb\\n\\\"q\\\" \\\\ \\/ \\x41\\u00e9\\U0001F600\\N\\_\\L\\P\\e\"",
         "a\tb\n\"q\" \\ / A\xC3\xA9\xF0\x9F\x98\x80\xC2\x85\xC2\xA0\xE2\x80\xA8\xE2\x80\xA9\x1B",
         "\"a\\tb\\n\\\"q\\\" \\\\ \\/ \\x41\\u00e9\\U0001F600\\N\\_\\L\\P\\e\""},
        {"k: \"one \\\n   two\\\n   \\ three\"", "one two three",
         "\"one \\\n   two\\\n   \\ three\""},
        {"k: \"one \n   two \n\n  three\"", "one two\nthree", "\"one \n   two \n\n  three\""},
        {"k: \"one\r\n   two\"", "one two", "\"one\r\n   two\""},
        {"k: \"a\\\n\n  b\"", "a\nb", "\"a\\\n\n  b\""},
        {"k: \"  lead and trail  \"", "  lead and trail  ", "\"  lead and trail  \""},
        {"k: \"\xC3\xA9\\n\xE2\x82\xAC\"", "\xC3\xA9\n\xE2\x82\xAC", "\"\xC3\xA9\\n\xE2\x82\xAC\""},
    };
    ASSERT_SCALARS(cases);
}

static void literal_scalars(void **state) {
    (void)state;
    static const Scalar cases[] = {
        {"k: |\n  a\n  b\n", "a\nb\n", "|\n  a\n  b\n"},
        {"k: |\n  a\n   b\n\n  c\n\n\nz: 1", "a\n b\n\nc\n", "|\n  a\n   b\n\n  c\n"},
        {"k: |-\n  a\n  b\n\nz: 1", "a\nb", "|-\n  a\n  b"},
        {"k: |+\n  a\n\n\nz: 1", "a\n\n\n", "|+\n  a\n\n\n"},
        {"k: |\n  no newline at the end", "no newline at the end", "|\n  no newline at the end"},
        {"k: | # a comment\n  a\n", "a\n", "| # a comment\n  a\n"},
        {"k: |2\n    two more\n  a\n", "  two more\na\n", "|2\n    two more\n  a\n"},
        {"k: |1-\n  one more\n", " one more", "|1-\n  one more"},
        {"k: |\n\n\n  after blank lines\n", "\n\nafter blank lines\n",
         "|\n\n\n  after blank lines\n"},
        {"k: |\r\n  a\r\n   b\r\n\r\n  c\r\n", "a\n b\n\nc\n", "|\r\n  a\r\n   b\r\n\r\n  c\r\n"},
        {"k: |\r  a\r  b\r", "a\nb\n", "|\r  a\r  b\r"},
        {"k: |\n  a\xC2\x85  b\n", "a\nb\n", "|\n  a\xC2\x85  b\n"},
        {"k: |\n  a\xE2\x80\xA8  b\n",
         "a\xE2\x80\xA8"
         "b\n",
         "|\n  a\xE2\x80\xA8  b\n"},
        {"k: |\n  a\n  \n    \n  b\n", "a\n\n  \nb\n", "|\n  a\n  \n    \n  b\n"},
        {"k: |\n   tab\there\n", "tab\there\n", "|\n   tab\there\n"},
        {"k: !!str |\n  a\n", "a\n", "|\n  a\n"},
        {"k: &x |\n  a\n", "a\n", "|\n  a\n"},
        {"k: |+\n\n\n", "\n\n", "|+\n\n\n"},
        {"k: |\nz: 1", "", "|\n"},
        {"j:\n  - k: 1\nk: |\n  {{ name }}\n  \xF0\x9F\x98\x80\n", "{{ name }}\n\xF0\x9F\x98\x80\n",
         "|\n  {{ name }}\n  \xF0\x9F\x98\x80\n"},
    };
    ASSERT_SCALARS(cases);
}

#define LONG "twenty bytes and more of text, so that a line is long"

/* Lines inside a literal are kept from libyaml. They read the same as if they were not. */
static void long_literals(void **state) {
    (void)state;
    static const Scalar cases[] = {
        {"k: |\n  a\n  " LONG "\n\n    " LONG "\n   \n  b\nz: 1",
         "a\n" LONG "\n\n  " LONG "\n \nb\n", "|\n  a\n  " LONG "\n\n    " LONG "\n   \n  b\n"},
        {"k: |-\n\n  a\n  " LONG "\n  " LONG "\n  b\n\n", "\na\n" LONG "\n" LONG "\nb",
         "|-\n\n  a\n  " LONG "\n  " LONG "\n  b"},
        {"k: |+\n  a\xC3\xA9\n  \xF0\x9F\x98\x80 " LONG "\n  " LONG "\n  b\n\n\nz: 1",
         "a\xC3\xA9\n\xF0\x9F\x98\x80 " LONG "\n" LONG "\nb\n\n\n",
         "|+\n  a\xC3\xA9\n  \xF0\x9F\x98\x80 " LONG "\n  " LONG "\n  b\n\n\n"},
        {"j: |\n  a\n  " LONG "\n  " LONG "\n  b\nk: |\n  c\n  " LONG "\n  " LONG "\n  d",
         "c\n" LONG "\n" LONG "\nd", "|\n  c\n  " LONG "\n  " LONG "\n  d"},
        {"k: |\n  a\n  " LONG "\r\n  " LONG "\n  b\n", "a\n" LONG "\n" LONG "\nb\n",
         "|\n  a\n  " LONG "\r\n  " LONG "\n  b\n"},
        {"k: |\n  a\n  " LONG "\xC2\x85  " LONG "\n  b\n", "a\n" LONG "\n" LONG "\nb\n",
         "|\n  a\n  " LONG "\xC2\x85  " LONG "\n  b\n"},
    };
    ASSERT_SCALARS(cases);
}

/* What looks like the header of a literal and is none. */
static void lines_that_end_like_a_literal(void **state) {
    (void)state;
    static const Scalar cases[] = {
        {"k: 'a: |\n  " LONG "\n  " LONG "\n  b'", "a: | " LONG " " LONG " b",
         "'a: |\n  " LONG "\n  " LONG "\n  b'"},
        {"k: >\n  a: |\n  " LONG "\n  " LONG "\n  b\n", "a: | " LONG " " LONG " b\n",
         ">\n  a: |\n  " LONG "\n  " LONG "\n  b\n"},
        {"k: | # why\n  a: |\n  a: |\n  " LONG "\n  " LONG "\n  b\n",
         "a: |\na: |\n" LONG "\n" LONG "\nb\n",
         "| # why\n  a: |\n  a: |\n  " LONG "\n  " LONG "\n  b\n"},
        {"j: 1 # see: |\nk: |\n  a\n  " LONG "\n  " LONG "\n  b\n", "a\n" LONG "\n" LONG "\nb\n",
         "|\n  a\n  " LONG "\n  " LONG "\n  b\n"},
    };
    ASSERT_SCALARS(cases);
    Reading r = read_c(yaml_read, "k: |\n  a\n  " LONG "\n  " LONG "\n  b\nz: [\n");
    assert_null(r.tree);
    assert_int_equal(source_position(&r.source, r.problems.items[0].span.start).line, 7);
    done(&r);
}

static void folded_scalars(void **state) {
    (void)state;
    static const Scalar cases[] = {
        {"k: >\n  a\n  b\n", "a b\n", ">\n  a\n  b\n"},
        {"k: >-\n  a\n  b\n\n  c\n", "a b\nc", ">-\n  a\n  b\n\n  c"},
        {"k: >\n  a\n\n\n  b\n", "a\n\nb\n", ">\n  a\n\n\n  b\n"},
        {"k: >\n  a\n   more\n    indented\n  b\n  c\n", "a\n more\n  indented\nb c\n",
         ">\n  a\n   more\n    indented\n  b\n  c\n"},
        {"k: >\n  a\n\n   more\n\n  b\n", "a\n\n more\n\nb\n", ">\n  a\n\n   more\n\n  b\n"},
        {"k: >2\n     more\n  a\n  b\n", "   more\na b\n", ">2\n     more\n  a\n  b\n"},
        {"k: >+\n  a\n  b\n\n\nz: 1", "a b\n\n\n", ">+\n  a\n  b\n\n\n"},
        {"k: >\r\n  a\r\n  b\r\n\r\n  c\r\n", "a b\nc\n", ">\r\n  a\r\n  b\r\n\r\n  c\r\n"},
        {"k: >\n\n  a\n  b\n", "\na b\n", ">\n\n  a\n  b\n"},
        {"k: >\n  a \n  b\n", "a  b\n", ">\n  a \n  b\n"},
        {"k: >\n  a\xE2\x80\xA8  b\n  c\n",
         "a\xE2\x80\xA8"
         "b c\n",
         ">\n  a\xE2\x80\xA8  b\n  c\n"},
    };
    ASSERT_SCALARS(cases);
}

static void places_inside_scalars_are_exact(void **state) {
    (void)state;
    Reading r = read_c(yaml_read, "k: >-\n  Hello {{ name }},\n  today is\n  {{ date }}\n");
    const Node *n = node_get(r.tree, "k");
    size_t at = str_find(n->text, STR("{{ date }}"), 0);
    Span place = place_in(n, span_of(at, at + 10));
    assert_str(source_slice(&r.source, place), "{{ date }}");
    Position p = source_position(&r.source, place.start);
    assert_int_equal(p.line, 4);
    assert_int_equal(p.column, 3);
    at = str_find(n->text, STR("is {{"), 0);
    place = place_in(n, span_of(at, at + 5));
    assert_str(source_slice(&r.source, place), "is\n  {{");
    place = place_in(n, span_of(n->text.len, n->text.len));
    assert_int_equal(place.start, n->span.end);
    done(&r);
}

static void text_of_simple_scalars_is_a_slice_of_the_file(void **state) {
    (void)state;
    Reading r = read_c(yaml_read, "[plain text, 'single', \"double\", 12]");
    const char *file = r.source.bytes.ptr;
    for (const Node *n = r.tree->first; n; n = n->next)
        assert_true(n->text.ptr > file && n->text.ptr < file + r.source.bytes.len);
    done(&r);
}

/* -- types ------------------------------------------------------------------------------------ */

static void plain_scalars_are_typed_by_the_core_schema(void **state) {
    (void)state;
    Reading r = read_c(
        yaml_read, "[~, null, Null, NULL, , true, True, FALSE, 0, -12, +3, 0x1F, 0o17, 4e3, .5, 1.,"
                   " -.inf, .NaN, 123456789012345678901234567890]");
    /* An empty item is no item in a flow list: libyaml refuses it. */
    assert_null(r.tree);
    done(&r);
    r = read_c(yaml_read,
               "[~, null, Null, NULL, true, True, FALSE, 0, -12, +3, 0x1F, 0o17, 4e3, .5, 1.,"
               " -.inf, .NaN]");
    assert_non_null(r.tree);
    const Node *n = r.tree->first;
    for (int i = 0; i < 4; i++, n = n->next) assert_int_equal(n->kind, NODE_NULL);
    for (int i = 0; i < 3; i++, n = n->next) {
        assert_int_equal(n->kind, NODE_BOOL);
        assert_true(n->number == (i < 2));
    }
    const double values[] = {0, -12, 3, 31, 15, 4000, .5, 1, -INFINITY};
    for (size_t i = 0; i < sizeof values / sizeof *values; i++, n = n->next) {
        assert_int_equal(n->kind, NODE_NUMBER);
        assert_true(n->number == values[i]);
    }
    assert_int_equal(n->kind, NODE_NUMBER);
    assert_true(isnan(n->number));
    assert_json(&r, r.tree,
                "[null,null,null,null,true,true,false,0,-12,3,31,15,4e3,0.5,1,null,null]");
    done(&r);
}

static void everything_else_is_a_string(void **state) {
    (void)state;
    Reading r =
        read_c(yaml_read,
               "['12', \"true\", yes, no, on, 1_000, 12:30, 0x, 0xg, 0o8, -, +, ., .e3, 1e, 1e+,"
               " nul, TRue, 2026-08-22, !!str 12, !custom 12, !!int x, -0x1, 1.2.3, ~x]");
    assert_non_null(r.tree);
    for (const Node *n = r.tree->first; n; n = n->next) {
        if (n->kind != NODE_STRING) print_error("typed: " STR_FMT "\n", STR_ARG(n->text));
        assert_int_equal(n->kind, NODE_STRING);
    }
    done(&r);
    r = read_c(yaml_read, "[!!int \"12\", !!float '1.5', !!bool \"true\", !!null '']");
    assert_json(&r, r.tree, "[12,1.5,true,null]");
    done(&r);
}

static void empty_values_have_a_place(void **state) {
    (void)state;
    Reading r = read_c(yaml_read, "a:\nb: !!str\nc: &x\n-");
    done(&r);
    r = read_c(yaml_read, "a:\nb: !!str\nc:\n  -\n");
    assert_non_null(r.tree);
    const Node *a = node_get(r.tree, "a");
    assert_int_equal(a->kind, NODE_NULL);
    assert_int_equal(a->span.start, 2);
    assert_int_equal(a->span.end, 2);
    const Node *b = node_get(r.tree, "b");
    assert_int_equal(b->kind, NODE_STRING);
    assert_int_equal(b->text.len, 0);
    assert_int_equal(b->span.start, 11);
    assert_int_equal(node_get(r.tree, "c")->first->kind, NODE_NULL);
    done(&r);
}

/* -- collections ------------------------------------------------------------------------------ */

static void collections_end_with_their_last_child(void **state) {
    (void)state;
    Reading r = read_c(
        yaml_read, "# top\nlist:\n  - a\n  - b: 1\n    c: 2\n\n\nflow: {x: [1, 2 ], y: {}}  # c\n"
                   "same:\n- 1\n- 2\nend: &q\n  - z\n");
    assert_int_equal(r.problems.len, 0);
    assert_covers(&r, node_get(r.tree, "list"), "- a\n  - b: 1\n    c: 2");
    assert_covers(&r, node_get(r.tree, "list")->last, "b: 1\n    c: 2");
    assert_covers(&r, node_get(r.tree, "flow"), "{x: [1, 2 ], y: {}}");
    assert_covers(&r, node_path(r.tree, "flow.x"), "[1, 2 ]");
    assert_covers(&r, node_path(r.tree, "flow.y"), "{}");
    assert_covers(&r, node_get(r.tree, "same"), "- 1\n- 2");
    assert_covers(&r, node_get(r.tree, "end"), "- z");
    assert_int_equal(node_get(r.tree, "flow")->style, STYLE_FLOW);
    assert_int_equal(node_get(r.tree, "list")->style, STYLE_BLOCK);
    Span member = node_member_span(node_get(r.tree, "flow"));
    assert_str(source_slice(&r.source, member), "flow: {x: [1, 2 ], y: {}}");
    done(&r);
}

static void keys_of_every_kind(void **state) {
    (void)state;
    Reading r =
        read_c(yaml_read, "? [a, b]\n: 1\n? |\n  long key\n: 2\n12: 3\n'q': 4\n{{ name }}: 5\n");
    assert_non_null(r.tree);
    assert_int_equal(r.tree->count, 5);
    assert_str(r.tree->first->key->text, "[a, b]");
    assert_null(node_get(r.tree, "[a, b]")); /* no string can name it */
    assert_true(node_get(r.tree, "long key\n")->number == 2);
    assert_true(node_get(r.tree, "12")->number == 3);
    assert_true(node_get(r.tree, "q")->number == 4);
    assert_true(node_get(r.tree, "{{ name }}")->number == 5);
    done(&r);
}

static void unquoted_placeholders_are_text(void **state) {
    (void)state;
    Reading r =
        read_c(yaml_read, "model: {{ model }}\nlist: [{{a}}, {{{ raw }}}]\nmap: {a: {b: }}\n"
                          "p: {{ user.name | upper }}\n");
    assert_int_equal(r.problems.len, 0);
    const Node *n = node_get(r.tree, "model");
    assert_int_equal(n->kind, NODE_STRING);
    assert_str(n->text, "{{ model }}");
    assert_covers(&r, n, "{{ model }}");
    assert_traced(&r, n);
    assert_json(&r, r.tree,
                "{\"model\":\"{{ model }}\",\"list\":[\"{{a}}\",\"{{{ raw }}}\"],"
                "\"map\":{\"a\":{\"b\":null}},\"p\":\"{{ user.name | upper }}\"}");
    done(&r);
    r = read_c(yaml_read, "k: {{ f, f }}"); /* not a map with a duplicate key */
    assert_int_equal(r.problems.len, 0);
    assert_str(node_get(r.tree, "k")->text, "{{ f, f }}");
    done(&r);
}

static void duplicate_keys_are_reported_and_the_last_wins(void **state) {
    (void)state;
    Reading r = read_c(yaml_read, "model: a\nx: 1\n'model': b\n");
    assert_problem(&r, PROBLEM_DUPLICATE_KEY, 14, 21);
    assert_says(&r, "line 1");
    assert_str(node_get(r.tree, "model")->text, "b");
    done(&r);
    r = read_c(yaml_read, "a: {x: 1}\nb: {x: 1}\n");
    assert_int_equal(r.problems.len, 0);
    done(&r);
}

/* -- aliases ---------------------------------------------------------------------------------- */

static void aliases_are_views_of_the_anchor(void **state) {
    (void)state;
    Reading r = read_c(yaml_read, "a: &text |\n  hi\nb: *text\nc: &map {x: 1}\nd: [*map, *text]\n");
    assert_int_equal(r.problems.len, 0);
    const Node *a = node_get(r.tree, "a"), *b = node_get(r.tree, "b");
    assert_str(b->text, "hi\n");
    assert_int_equal(b->span.start, a->span.start);
    assert_str(source_slice(&r.source, node_alias(b)), "*text");
    assert_int_equal(node_alias(a).end, 0);
    assert_covers(&r, a, "|\n  hi\n");
    const Node *d = node_get(r.tree, "d");
    assert_true(node_get(d->first, "x")->number == 1);
    Span member = node_member_span(b);
    assert_str(source_slice(&r.source, member), "b: *text");
    assert_json(&r, r.tree,
                "{\"a\":\"hi\\n\",\"b\":\"hi\\n\",\"c\":{\"x\":1},\"d\":[{\"x\":1},\"hi\\n\"]}");
    done(&r);
    r = read_c(yaml_read, "[&a 1, *a, &a 2, *a]"); /* the latest anchor of a name counts */
    assert_json(&r, r.tree, "[1,1,2,2]");
    done(&r);
}

static void merge_keys_bring_in_what_is_not_there(void **state) {
    (void)state;
    Reading r = read_c(yaml_read, "base: &b {model: m, t: 1}\nmore: &m {t: 2, u: 3}\n"
                                  "one:\n  t: 9\n  <<: *b\n  z: 0\n"
                                  "two:\n  <<: [*b, *m]\n"
                                  "three:\n  <<: {a: {n: 1}}\n  b: 2\n"
                                  "four: {<<: 12, '<<': {q: 1}}\n"
                                  "all: &l [{v: {w: 1}}, *b]\nfive: {<<: *l}\n");
    assert_int_equal(r.problems.len, 0);
    assert_json(&r, node_get(r.tree, "one"), "{\"t\":9,\"model\":\"m\",\"z\":0}");
    assert_json(&r, node_get(r.tree, "two"), "{\"model\":\"m\",\"t\":1,\"u\":3}");
    assert_json(&r, node_get(r.tree, "three"), "{\"a\":{\"n\":1},\"b\":2}");
    assert_json(&r, node_get(r.tree, "four"), "{\"<<\":12,\"<<\":{\"q\":1}}");
    assert_json(&r, node_get(r.tree, "five"), "{\"v\":{\"w\":1},\"model\":\"m\",\"t\":1}");
    const Node *original = node_get(node_get(r.tree, "all")->first, "v");
    assert_ptr_equal(original->first->parent, original);
    const Node *merged = node_path(r.tree, "one.model");
    assert_str(source_slice(&r.source, node_alias(merged)), "*b");
    assert_covers(&r, merged, "m");
    Span member = node_member_span(merged);
    assert_str(source_slice(&r.source, member), "*b");
    assert_json(&r, node_get(r.tree, "base"), "{\"model\":\"m\",\"t\":1}");
    done(&r);
}

static void many_merged_keys(void **state) {
    (void)state;
    Arena arena = {0};
    Buf text = {0};
    buf_add_c(&text, "base: &b\n");
    for (int i = 0; i < 2000; i++) buf_printf(&text, "  k%d: %d\n", i, i);
    buf_add_c(&text, "use:\n  k1999: own\n  <<: *b\n");
    Reading r = read_str(yaml_read, buf_str(&text));
    const Node *use = node_get(r.tree, "use");
    assert_int_equal(use->count, 2000);
    assert_str(use->first->text, "own");
    assert_true(node_get(use, "k7")->number == 7);
    done(&r);
    buf_free(&text);
    arena_free(&arena);
}

static void alias_bombs_are_limited(void **state) {
    (void)state;
    Reading r =
        read_c(yaml_read, "a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\n"
                          "c: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c]\n"
                          "e: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d]\n");
    assert_null(r.tree);
    assert_int_equal(r.problems.items[0].kind, PROBLEM_LIMIT);
    assert_says(&r, "10000");
    assert_int_equal(r.source.bytes.ptr[r.problems.items[0].span.start], '*');
    done(&r);
    /* Aliases that add up to more than the depth. */
    Arena arena = {0};
    Str deep = repeated(&arena, "", "[", 100), closing = repeated(&arena, "", "]", 100);
    Str text =
        str_printf(&arena, "a: &a %s%s\nb: %s*a%s\n", deep.ptr, closing.ptr, deep.ptr, closing.ptr);
    r = read_str(yaml_read, text);
    assert_null(r.tree);
    assert_int_equal(r.problems.items[0].kind, PROBLEM_LIMIT);
    done(&r);
    arena_free(&arena);
}

/* -- documents -------------------------------------------------------------------------------- */

static void empty_documents_are_null(void **state) {
    (void)state;
    const char *const texts[] = {"",      "\n\n",       "# only a comment\n",
                                 "---\n", "---\n...\n", "\xEF\xBB\xBF"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        Reading r = read_c(yaml_read, texts[i]);
        assert_non_null(r.tree);
        assert_int_equal(r.tree->kind, NODE_NULL);
        assert_int_equal(r.problems.len, 0);
        done(&r);
    }
}

static void the_first_of_several_documents_is_read(void **state) {
    (void)state;
    Reading r = read_c(yaml_read, "---\na: 1\n---\nb: 2\n");
    assert_json(&r, r.tree, "{\"a\":1}");
    assert_int_equal(r.problems.len, 1);
    assert_int_equal(r.problems.items[0].kind, PROBLEM_DOCUMENTS);
    assert_int_equal(r.problems.items[0].span.start, 9);
    done(&r);
    r = read_c(yaml_read, "---\na: 1\n---\n"); /* nothing behind the line */
    assert_int_equal(r.problems.len, 0);
    done(&r);
}

static void a_part_of_a_file(void **state) {
    (void)state;
    Arena arena = {0};
    Source source;
    ProblemVec problems = {0};
    Str text = STR("\xC3\xA9\xC3\xA9\n---\nk: \"\xC3\xA9\\n\"\n---\n*not yaml");
    assert_true(source_from_bytes(&arena, STR("x.md"), text, &source, &problems));
    Node *n = yaml_read(&arena, &source, span_of(9, 19), &problems);
    assert_non_null(n);
    Span place = place_in(node_get(n, "k"), span_of(2, 3));
    assert_str(source_slice(&source, place), "\\n");
    arena_free(&arena);
}

/* -- errors ----------------------------------------------------------------------------------- */

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
    Reading r = read_str(yaml_read, (Str){text, n});
    if (r.tree) print_error("accepted: %s\n", marked);
    assert_null(r.tree);
    assert_problem(&r, kind, place[0], place[1]);
    assert_says(&r, words);
    done(&r);
}

static void errors_have_an_exact_place_and_say_what_to_do(void **state) {
    (void)state;
    assert_fails("a: b^:^ c\n", PROBLEM_SYNTAX, "': '");
    assert_fails("\xC3\xA9: 1\n\xF0\x9F\x98\x80: b^:^ c\n", PROBLEM_SYNTAX, "': '");
    assert_fails("a: 1\xE2\x80\xA8"
                 "b: ^@^\n",
                 PROBLEM_SYNTAX, "quote");
}

static void errors_of_indicators_and_quotes(void **state) {
    (void)state;
    assert_fails("a: ^@^x\n", PROBLEM_SYNTAX, "quote");
    assert_fails("a: ^`^x\n", PROBLEM_SYNTAX, "quote");
    assert_fails("a: ^%^x\n", PROBLEM_SYNTAX, "quote");
    assert_fails("globs: ^*^*/*.ts\n", PROBLEM_SYNTAX, "alias");
    assert_fails("a: ^*b^\n", PROBLEM_SYNTAX, "*b");
    assert_fails("a: &x [1, ^*x^]\n", PROBLEM_SYNTAX, "own value");
    assert_fails("a: ^\"^open\nb: 1\n", PROBLEM_SYNTAX, "close");
    assert_fails("a: ^'^open", PROBLEM_SYNTAX, "close");
    assert_fails("a: \"x^\\^q\"\n", PROBLEM_SYNTAX, "escape");
    assert_fails("a:\n^\t^b: 1\n", PROBLEM_SYNTAX, "spaces");
    assert_fails("a: [1, 2^^", PROBLEM_SYNTAX, "']'");
    assert_fails("a: {b: 1^]^", PROBLEM_SYNTAX, "'}'");
    assert_fails("a: 1\n^k^ey without colon\nb: 2\n", PROBLEM_SYNTAX, "': '");
    assert_fails("a: [b] ^c^\n", PROBLEM_SYNTAX, "");
}

static void characters_that_yaml_refuses(void **state) {
    (void)state;
    assert_fails("a: x\xC3\xA9^\x1B^[0m\n", PROBLEM_SYNTAX, "U+001B");
    assert_fails("\xEF\xBB\xBF"
                 "a: ^\x7F^\n",
                 PROBLEM_SYNTAX, "U+007F");
    assert_fails("a: ^\xC2\x80^\n", PROBLEM_SYNTAX, "U+0080");
}

static void templates_are_told_from_broken_files(void **state) {
    (void)state;
    assert_fails("a: {{ x }} ^a^nd text\n", PROBLEM_TEMPLATED, "template");
    assert_fails("{^%^ if x %}\na: 1\n{% endif %}\n", PROBLEM_TEMPLATED, "template");
    assert_fails("a: 1\n{^%^ if x %}\nb: 2\n{% endif %}\n", PROBLEM_TEMPLATED, "template");
    assert_fails("{# c #}\na: 1\nb^:^ 2\nc: 3\n", PROBLEM_TEMPLATED, "template");
    assert_fails("a: \"{{ x }}\"\n\n\nb: ^@^\n", PROBLEM_SYNTAX, "quote");
}

static void depth_is_limited(void **state) {
    (void)state;
    Arena arena = {0};
    const char *const units[] = {"[", "{a: ", "- ", "? ", "[{a: "};
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        Str text = repeated(&arena, "", units[i], 100000);
        double start = cpu_ms();
        Reading r = read_str(yaml_read, text);
        assert_true(cpu_ms() - start < 50);
        assert_null(r.tree);
        assert_int_equal(r.problems.len, 1);
        assert_int_equal(r.problems.items[0].kind, PROBLEM_LIMIT);
        assert_says(&r, "128");
        if (i == 0) assert_int_equal(r.problems.items[0].span.start, LIMIT_DEPTH);
        done(&r);
    }
    Str deep = repeated(&arena, "", "[", LIMIT_DEPTH),
        closing = repeated(&arena, "", "]", LIMIT_DEPTH);
    Reading r = read_str(yaml_read, str_printf(&arena, "%s%s", deep.ptr, closing.ptr));
    assert_non_null(r.tree);
    done(&r);
    arena_free(&arena);
}

static void memory_is_limited(void **state) {
    (void)state;
    Arena arena = {0};
    static const char *const heads[] = {"", "a:\n", "x: |\n  1\n  2\n  3\n  4\nb:\n"};
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) {
        Reading r = read_in(400000, yaml_read, repeated(&arena, heads[i], "- a\n", 50000));
        assert_stopped(&r, "values so dense");
        done(&r);
    }
    Reading r = read_in(400000, yaml_read, repeated(&arena, "", "- a\n", 2000));
    assert_non_null(r.tree);
    done(&r);
    arena_free(&arena);
}

static void directives_and_anchors_are_limited(void **state) {
    (void)state;
    Arena arena = {0};
    Buf text = {0};
    for (int i = 0; i < 50000; i++) buf_printf(&text, "%%TAG !t%d! tag:x,%d:\n", i, i);
    buf_add_c(&text, "---\na: 1\n");
    double start = cpu_ms();
    Reading r = read_str(yaml_read, buf_str(&text));
    assert_true(cpu_ms() - start < 50);
    assert_null(r.tree);
    assert_int_equal(r.problems.items[0].kind, PROBLEM_LIMIT);
    done(&r);
    text.len = 0;
    for (int i = 0; i <= LIMIT_ANCHORS; i++) buf_printf(&text, "- &a%d 1\n", i);
    r = read_str(yaml_read, buf_str(&text));
    assert_null(r.tree);
    assert_int_equal(r.problems.items[0].kind, PROBLEM_LIMIT);
    done(&r);
    buf_free(&text);
    arena_free(&arena);
}

static void huge_keys_and_long_texts(void **state) {
    (void)state;
    Arena arena = {0};
    Str key = repeated(&arena, "? ", "k\xC3\xA9", 100000);
    Str value = repeated(&arena, ": ", "word ", 100000);
    Reading r = read_str(yaml_read, str_printf(&arena, "%s\n%s", key.ptr, value.ptr));
    assert_non_null(r.tree);
    assert_int_equal(r.tree->first->key->text.len, 300000);
    assert_int_equal(r.tree->first->text.len, 499999);
    done(&r);
    r = read_str(yaml_read, str_printf(&arena, "%s: 1\n", key.ptr + 2)); /* YAML stops at 1,024 */
    assert_null(r.tree);
    assert_int_equal(r.problems.items[0].kind, PROBLEM_SYNTAX);
    done(&r);
    arena_free(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plain_scalars),
        cmocka_unit_test(quoted_scalars),
        cmocka_unit_test(literal_scalars),
        cmocka_unit_test(long_literals),
        cmocka_unit_test(lines_that_end_like_a_literal),
        cmocka_unit_test(folded_scalars),
        cmocka_unit_test(places_inside_scalars_are_exact),
        cmocka_unit_test(text_of_simple_scalars_is_a_slice_of_the_file),
        cmocka_unit_test(plain_scalars_are_typed_by_the_core_schema),
        cmocka_unit_test(everything_else_is_a_string),
        cmocka_unit_test(empty_values_have_a_place),
        cmocka_unit_test(collections_end_with_their_last_child),
        cmocka_unit_test(keys_of_every_kind),
        cmocka_unit_test(unquoted_placeholders_are_text),
        cmocka_unit_test(duplicate_keys_are_reported_and_the_last_wins),
        cmocka_unit_test(aliases_are_views_of_the_anchor),
        cmocka_unit_test(merge_keys_bring_in_what_is_not_there),
        cmocka_unit_test(many_merged_keys),
        cmocka_unit_test(alias_bombs_are_limited),
        cmocka_unit_test(empty_documents_are_null),
        cmocka_unit_test(the_first_of_several_documents_is_read),
        cmocka_unit_test(a_part_of_a_file),
        cmocka_unit_test(errors_have_an_exact_place_and_say_what_to_do),
        cmocka_unit_test(errors_of_indicators_and_quotes),
        cmocka_unit_test(characters_that_yaml_refuses),
        cmocka_unit_test(templates_are_told_from_broken_files),
        cmocka_unit_test(depth_is_limited),
        cmocka_unit_test(memory_is_limited),
        cmocka_unit_test(directives_and_anchors_are_limited),
        cmocka_unit_test(huge_keys_and_long_texts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
