/* Steps on small documents: the text that comes of them, or nothing where that is not certain. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "lint/fix/fix.h"

typedef enum { YAML, JSON, JSONC, TEXT } Syntax;

typedef struct {
    Syntax syntax;
    const char *text;
    StepKind kind;
    const char *at; /* the part of the text that is the step's span */
    const char *key, *value;
    const char *expected; /* NULL: refused */
} Case;

static Span find(Str text, const char *part) {
    size_t at = str_find(text, str_from_c(part), 0);
    assert_true(at != STR_NOT_FOUND);
    return span_of(at, at + strlen(part));
}

static void read_documents(Arena *arena, const Source *source, Syntax syntax, NodeVec *documents) {
    ProblemVec problems = {0};
    Span all = span_of(0, source->bytes.len);
    const Node *root = syntax == YAML    ? yaml_read(arena, source, all, &problems)
                       : syntax == JSON  ? json_read(arena, source, all, &problems)
                       : syntax == JSONC ? jsonc_read(arena, source, all, &problems)
                                         : NULL;
    assert_true(root || syntax == TEXT);
    if (root) vec_push(arena, documents, root);
}

static void try_case(const Case *c) {
    Arena arena = {0};
    Source source;
    ProblemVec problems = {0};
    NodeVec documents = {0};
    Str text = str_from_c(c->text);
    assert_true(source_from_bytes(&arena, STR("a"), text, &source, &problems));
    read_documents(&arena, &source, c->syntax, &documents);
    Step step = {.kind = c->kind,
                 .span = find(text, c->at),
                 .key = str_from_c(c->key),
                 .value = str_from_c(c->value)};
    Repair repair = {.title = STR("try")};
    vec_push(&arena, &repair.steps, step);
    EditVec edits;
    bool done = fix_realise(fix_open(&arena, &source, &documents), &repair, &edits);
    if (c->expected) {
        if (!done) fail_msg("refused: %s", c->text);
        assert_string_equal(str_to_c(&arena, fix_apply(&arena, text, &edits)), c->expected);
    } else if (done) {
        fail_msg("not refused: %s", str_to_c(&arena, fix_apply(&arena, text, &edits)));
    }
    arena_free(&arena);
}

static void try_all(const Case *cases, size_t count) {
    for (size_t i = 0; i < count; i++) try_case(&cases[i]);
}
#define TRY(cases) try_all(cases, sizeof(cases) / sizeof *(cases))

static void test_members_go(void **state) {
    (void)state;
    const Case cases[] = {
        {JSON, "{\"a\": 1, \"b\": 2}", STEP_REMOVE, "\"b\": 2", 0, 0, "{\"a\": 1}"},
        {JSON, "{\"a\": 1, \"b\": 2}", STEP_REMOVE, "\"a\": 1", 0, 0, "{\"b\": 2}"},
        {JSON, "{\"x\": {\"a\": 1}, \"b\": 2}", STEP_REMOVE, "\"a\": 1", 0, 0, "{\"b\": 2}"},
        {JSON, "[1, 2, 3]", STEP_REMOVE, "2", 0, 0, "[1, 3]"},
        {JSON, "[\n  1,\n  2\n]\n", STEP_REMOVE, "2", 0, 0, "[\n  1\n]\n"},
        {JSONC, "{\"a\": 1, // one\n \"b\": 2, // two\n}", STEP_REMOVE, "\"b\": 2", 0, 0,
         "{\"a\": 1, // one\n}"},
        {JSONC, "{\"a\": 1 // one\n , \"b\": 2 // two\n}", STEP_REMOVE, "\"b\"", 0, 0,
         "{\"a\": 1 // one\n   // two\n}"},
        {JSONC, "{\"a\": 1 /* whose? */, \"b\": 2}", STEP_REMOVE, "\"a\"", 0, 0, NULL},
        {YAML, "a: 1\nb: 2 # two\nc: 3\n", STEP_REMOVE, "b", 0, 0, "a: 1\nc: 3\n"},
        {YAML, "a: 1\nb:\n  - x\n  - y\nc: 3\n", STEP_REMOVE, "b", 0, 0, "a: 1\nc: 3\n"},
        {YAML, "a: 1\nb:\nc: 3\n", STEP_REMOVE, "b", 0, 0, "a: 1\nc: 3\n"},
        {YAML, "a: |\n  x\n\nb: 2\n", STEP_REMOVE, "a", 0, 0, "\nb: 2\n"},
        {YAML, "- a: 1\n  b: 2\n", STEP_REMOVE, "a", 0, 0, "- b: 2\n"},
        {YAML, "- a: 1 # one\n  b: 2\n", STEP_REMOVE, "a", 0, 0, "- b: 2\n"},
        {YAML, "- a: 1\n  # of b\n  b: 2\n", STEP_REMOVE, "a", 0, 0, NULL},
        {YAML, "- x\n- y\n", STEP_REMOVE, "x", 0, 0, "- y\n"},
        {YAML, "{a: 1, b: 2}\n", STEP_REMOVE, "a: 1", 0, 0, "{b: 2}\n"},
        {YAML, "a: 1\r\nb: 2\r\n", STEP_REMOVE, "b", 0, 0, "a: 1\r\n"},
        {YAML, "? a\n: 1\n? b\n: 2\n", STEP_REMOVE, "b", 0, 0, NULL},
        {YAML, "a: 1\nb: \"x\xC2\x85 y\"\n", STEP_REMOVE, "b", 0, 0, NULL}, /* NEL */
        {YAML, "a: &x 1\nb: *x\nc: 2\n", STEP_REMOVE, "a", 0, 0, NULL},
        {YAML, "b: {k: 1, l: 2}\na:\n  <<: {k: 3, m: 4}\n  n: 5\n", STEP_REMOVE, "m: 4", 0, 0,
         NULL},
    };
    TRY(cases);
}

static void test_scalars_keep_their_quotes(void **state) {
    (void)state;
    const Case cases[] = {
        {YAML, "a: 'x'\n", STEP_SET, "'x'", 0, "\"it's\"", "a: 'it''s'\n"},
        {YAML, "a: \"x\"\n", STEP_SET, "\"x\"", 0, "\"1h\"", "a: \"1h\"\n"},
        {YAML, "a: x\n", STEP_SET, "x", 0, "\"1h\"", "a: 1h\n"},
        {YAML, "a: x\n", STEP_SET, "x", 0, "\"yes\"", "a: \"yes\"\n"},
        {YAML, "a: x\n", STEP_SET, "x", 0, "\"12:30\"", "a: \"12:30\"\n"},
        {YAML, "a: x\n", STEP_SET, "x", 0, "\"a: b\"", "a: \"a: b\"\n"},
        {YAML, "a: '800'\n", STEP_SET, "'800'", 0, "900", "a: '900'\n"},
        {YAML, "a: ~\n", STEP_SET, "~", 0, "900", "a: 900\n"},
        {YAML, "a: !!int 5\n", STEP_SET, "5", 0, "6", "a: !!int 6\n"},
        {YAML, "a: |\n  x\n", STEP_SET, "|\n  x\n", 0, "\"y\"", NULL},
        {YAML, "a: &n 5\nb: *n\n", STEP_SET, "5", 0, "6", NULL},
        {JSON, "{\"a\": 5}", STEP_SET, "5", 0, "6", "{\"a\": 6}"},
        {YAML, "'a': 1\n", STEP_RENAME, "'a'", "b", 0, "'b': 1\n"},
        {YAML, "a: 1\nb: 2\n", STEP_RENAME, "a", "b", 0, NULL},
    };
    TRY(cases);
}

static void test_members_come(void **state) {
    (void)state;
    const Case cases[] = {
        {JSON, "{\"a\":1,\"b\":2}", STEP_ADD, "\"a\":1", "new", "3", "{\"a\":1,\"new\":3,\"b\":2}"},
        {JSON, "{\n\t\"a\": 1\n}\n", STEP_ADD, "\"a\"", "new", "{\"k\":1}",
         "{\n\t\"a\": 1,\n\t\"new\": {\n\t\t\"k\": 1\n\t}\n}\n"},
        {JSONC, "{\n  \"a\": 1 // one\n}", STEP_ADD, "\"a\"", "new", "3",
         "{\n  \"a\": 1, // one\n  \"new\": 3\n}"},
        {JSONC, "{\n  \"a\": 1, // one\n}", STEP_ADD, "\"a\"", "new", "3",
         "{\n  \"a\": 1, // one\n  \"new\": 3,\n}"},
        {YAML, "- a: 1\n  b: {c: 1}\n- d: 2\n", STEP_ADD, "a", "new", "{\"k\":\"v\"}",
         "- a: 1\n  new: {k: v}\n  b: {c: 1}\n- d: 2\n"},
        {YAML, "x:\n    a: 1", STEP_ADD, "a", "new", "{\"k\":\"v\"}",
         "x:\n    a: 1\n    new:\n        k: v"},
        {YAML, "a: 1\nm:\n  t: 2\n", STEP_ADD, "a", "m.new", "3", "a: 1\nm:\n  t: 2\n  new: 3\n"},
        {YAML, "a: 1\n", STEP_ADD, "a", "m.new", "3", "a: 1\nm:\n  new: 3\n"},
        {YAML, "a: 1\nnew: 2\n", STEP_ADD, "a", "new", "3", NULL},
        {YAML, "a: |-\n  x\n# end\n", STEP_ADD, "a", "new", "3", "a: |-\n  x\nnew: 3\n# end\n"},
        {YAML, "a: {}\n", STEP_PUT, "{}", "new", "3", "a: {new: 3}\n"},
    };
    TRY(cases);
}

static void test_strings_become_blocks(void **state) {
    (void)state;
    const Case cases[] = {
        {YAML, "a: |\n  x\n\n   y\nb: {c: 1}\n", STEP_BLOCK, "|\n  x\n\n   y\n", "m",
         "{\"t\":\"e\"}",
         "a:\n  - type: text\n    text: |\n      x\n\n       y\n    m: {t: e}\nb: {c: 1}\n"},
        {YAML, "a: 'x\n  y' # why\n", STEP_BLOCK, "'x\n  y'", "m", "1",
         "a:\n  - type: text\n    text: 'x\n      y' # why\n    m: 1\n"},
        {YAML, "a: &n x\n", STEP_BLOCK, "x", "m", "1", NULL},
        {JSON, "{\"a\":\"x\"}", STEP_BLOCK, "\"x\"", "m", "{\"t\":1}",
         "{\"a\":[{\"type\":\"text\",\"text\":\"x\",\"m\":{\"t\":1}}]}"},
    };
    TRY(cases);
}

static void test_texts(void **state) {
    (void)state;
    const Case cases[] = {
        {YAML, "a: |\n  one\n  two\n  three\n", STEP_TEXT, "two\n", 0, "",
         "a: |\n  one\n  three\n"},
        {YAML, "a: |\n  one two\n", STEP_TEXT, "two", 0, "x\ny", "a: |\n  one x\n  y\n"},
        {YAML, "a: >\n  one\n  two\n", STEP_TEXT, "two", 0, "x\ny", NULL},
        {YAML, "a: >\n  one\n  two\n", STEP_TEXT, "two", 0, "x", "a: >\n  one\n  x\n"},
        {YAML, "a: \"one two\"\n", STEP_TEXT, "two", 0, "\"x\"\n", "a: \"one \\\"x\\\"\\n\"\n"},
        {YAML, "a: one two\n", STEP_TEXT, "two", 0, "x\ny", "a: \"one x\\ny\"\n"},
        {YAML, "a: 'it''s two'\n", STEP_TEXT, "two", 0, "x", NULL},
        {JSON, "{\"a\": \"one two\"}", STEP_TEXT, "two", 0, "\xC3\xA9", "{\"a\": \"one \\u00e9\"}"},
        {TEXT, "one\r\ntwo\r\n", STEP_TEXT, "two", 0, "x\ny", "one\r\nx\r\ny\r\n"},
        {JSON, "{\"a\": 12}", STEP_TEXT, "12", 0, "x", NULL},
    };
    TRY(cases);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_members_go),   cmocka_unit_test(test_scalars_keep_their_quotes),
        cmocka_unit_test(test_members_come), cmocka_unit_test(test_strings_become_blocks),
        cmocka_unit_test(test_texts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
