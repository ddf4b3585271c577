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
    const char *at;          /* the part of the text that is the step's span */
    const char *key, *value; /* of STEP_MOVE and STEP_REPLACE: the other item */
    const char *expected;    /* NULL: refused */
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

/* What comes of it, or "refused". */
static Str outcome(Arena *arena, const Case *c) {
    Source source;
    ProblemVec problems = {0};
    NodeVec documents = {0};
    Str text = str_from_c(c->text);
    assert_true(source_from_bytes(arena, STR("a"), text, &source, &problems));
    read_documents(arena, &source, c->syntax, &documents);
    Repair repair = {.title = STR("try")};
    Step step = {.kind = c->kind,
                 .type = STR("text"),
                 .span = find(text, c->at),
                 .key = str_from_c(c->key),
                 .value = str_from_c(c->value)};
    if (c->kind == STEP_MOVE || c->kind == STEP_REPLACE) step.to = find(text, c->value);
    vec_push(arena, &repair.steps, step);
    EditVec edits;
    return fix_realise(fix_open(arena, &source, &documents), &repair, &edits)
               ? fix_apply(arena, text, &edits)
               : STR("refused");
}

static void try_all(const Case *cases, size_t count) {
    size_t failed = 0;
    for (size_t i = 0; i < count; i++) {
        Arena arena = {0};
        const char *wanted = cases[i].expected ? cases[i].expected : "refused";
        Str got = outcome(&arena, &cases[i]);
        if (!str_is(got, wanted)) {
            print_error("%s: %s\n wanted %s\n got %s\n", cases[i].text, cases[i].at, wanted,
                        str_to_c(&arena, got));
            failed++;
        }
        arena_free(&arena);
    }
    assert_int_equal(failed, 0);
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
        /* A map goes with its last member, the root stays. */
        {JSON, "{\"a\": 1}", STEP_REMOVE, "\"a\": 1", 0, 0, "{}"},
        {JSON, "{\"a\": 1}", STEP_REMOVE, "{\"a\": 1}", 0, 0, NULL},
        {JSON, "[{\"a\": 1}, 2]", STEP_REMOVE, "\"a\": 1", 0, 0, "[{}, 2]"},
        {JSON, "[ 1 ]", STEP_REMOVE, "1", 0, 0, "[]"},
        {JSONC, "[ /* why */ 1 ]", STEP_REMOVE, "1", 0, 0, NULL},
        /* Comments that touch what is around them. */
        {JSONC, "[0,/**/1]", STEP_REMOVE, "1", 0, 0, "[0/**/]"},
        {JSONC, "[0/**/,1]", STEP_REMOVE, "1", 0, 0, "[0/**/]"},
        {JSONC, "[0,1/**/]", STEP_REMOVE, "1", 0, 0, "[0/**/]"},
        {JSONC, "[0/**/,1]", STEP_REMOVE, "0", 0, 0, NULL},
        {JSONC, "[0,/**/1]", STEP_REMOVE, "0", 0, 0, "[/**/1]"},
        {JSONC, "[0//x\n,1]", STEP_REMOVE, "0", 0, 0, NULL},
        {JSONC, "[ 1 /* why */ ]", STEP_REMOVE, "1", 0, 0, NULL},
        {YAML, "a: 1\n", STEP_REMOVE, "a", 0, 0, NULL},
        {YAML, "x: {a: {b: {c: 1}}}\ny: 2\n", STEP_REMOVE, "c: 1", 0, 0, "y: 2\n"},
        /* Not there: part of an entry, or more than one. */
        {JSON, "{\"abc\": 1, \"d\": 2}", STEP_REMOVE, "bc", 0, 0, NULL},
        {JSON, "{\"a\": 1, \"d\": 2}", STEP_REMOVE, "1, \"d\": 2", 0, 0, NULL},
        /* The lines that an entry has to itself go, others keep what else is there. */
        {JSON, "{\n  \"a\": 1,\n  \"b\": 2\n}\n", STEP_REMOVE, "\"a\"", 0, 0, "{\n  \"b\": 2\n}\n"},
        {JSON, "{\r\n  \"a\": 1,\r\n  \"b\": 2\r\n}\r\n", STEP_REMOVE, "\"a\"", 0, 0,
         "{\r\n  \"b\": 2\r\n}\r\n"},
        {JSON, "{\n  \"a\": 1, \"b\": 2,\n  \"c\": 3\n}\n", STEP_REMOVE, "\"b\"", 0, 0,
         "{\n  \"a\": 1,\n  \"c\": 3\n}\n"},
        {JSON, "{\n  \"a\": 1, \"b\": 2,\n  \"c\": 3\n}\n", STEP_REMOVE, "\"a\"", 0, 0,
         "{\n  \"b\": 2,\n  \"c\": 3\n}\n"},
        {JSON, "{\n  \"a\": 1,\n  \"b\": 2}\n", STEP_REMOVE, "\"b\"", 0, 0, "{\n  \"a\": 1}\n"},
        {JSON, "{ \"a\": 1 , \"b\": 2 }", STEP_REMOVE, "\"a\"", 0, 0, "{ \"b\": 2 }"},
        {JSONC, "{\n  \"a\": 1, // one\n  \"b\": 2\n}\n", STEP_REMOVE, "\"a\"", 0, 0,
         "{\n  \"b\": 2\n}\n"},
        {JSONC, "{\n  \"a\": 1, /* one */\n  \"b\": 2\n}\n", STEP_REMOVE, "\"a\"", 0, 0,
         "{\n  /* one */\n  \"b\": 2\n}\n"},
        {JSONC, "{\"a\": 1, /* two */ \"b\": 2}", STEP_REMOVE, "\"b\"", 0, 0,
         "{\"a\": 1 /* two */ }"},
        {YAML, "{a: 1, # one\n b: 2}\n", STEP_REMOVE, "a: 1", 0, 0, "{# one\n b: 2}\n"},
        {YAML, "[a, b, ]\n", STEP_REMOVE, "b", 0, 0, "[a, ]\n"},
        {YAML, "{? a : 1, b: 2}\n", STEP_REMOVE, "b: 2", 0, 0, "{? a : 1}\n"},
        {YAML, "{a: 1, b: \"x\xE2\x80\xA8\"}\n", STEP_REMOVE, "a: 1", 0, 0, NULL}, /* LS */
        {YAML, "a: 1\nb: \"x\xE2\x80\xA9 y\"\n", STEP_REMOVE, "b", 0, 0, NULL},    /* PS */
        {YAML, "- - x\n  - y\n- z\n", STEP_REMOVE, "x", 0, 0, NULL},
        {YAML, "- - x\n  - y\n- z\n", STEP_REMOVE, "y", 0, 0, "- - x\n- z\n"},
        {YAML, "-\n  x\n- y\n", STEP_REMOVE, "x", 0, 0, NULL}, /* the dash stands above */
        {YAML, "- !t x\n- y\n", STEP_REMOVE, "x", 0, 0, NULL},
        {YAML, "- a: 1\n  b: 2\n", STEP_REMOVE, "b", 0, 0, "- a: 1\n"},
        {YAML, "a:\n- x\n- y\nb: 1\n", STEP_REMOVE, "y", 0, 0, "a:\n- x\nb: 1\n"},
        {YAML, "a: 1\nb: 2", STEP_REMOVE, "b", 0, 0, "a: 1\n"},
        {YAML, "a: 1\r\nb: 2\rc: 3\r", STEP_REMOVE, "b", 0, 0, "a: 1\r\nc: 3\r"},
        {YAML,
         "\xEF\xBB\xBF"
         "a: 1\nb: 2\n",
         STEP_REMOVE, "a", 0, 0,
         "\xEF\xBB\xBF"
         "b: 2\n"},
        /* Twice aliased, aliases inside of what is aliased, an alias as a key. */
        {YAML, "a: &x {k: &y 1, l: 2}\nb: *x\nc: *y\nd: 3\n", STEP_REMOVE, "l: 2", 0, 0, NULL},
        {YAML, "a: &x {k: &y 1, l: 2}\nb: *x\nc: *y\nd: 3\n", STEP_REMOVE, "d: 3", 0, 0,
         "a: &x {k: &y 1, l: 2}\nb: *x\nc: *y\n"},
        {YAML, "a: &x 1\nb: &y 2\nc: *y\nd: *x\n", STEP_REMOVE, "a", 0, 0, NULL},
        {YAML, "a: &x 1\nb: &y 2\nc: *y\nd: *x\n", STEP_REMOVE, "b", 0, 0, NULL},
        {YAML, "a: 1\nb : # none\nc: 3\n", STEP_REMOVE, "b", 0, 0, "a: 1\nc: 3\n"},
        {YAML, "a: 1\nb: !!null\nc: 3\n", STEP_REMOVE, "b", 0, 0, "a: 1\nc: 3\n"},
        {YAML, "{a, b: , c: 3}\n", STEP_REMOVE, "b: ", 0, 0, "{a, c: 3}\n"},
        {YAML, "a: &x k\n*x : 1\nd: 3\n", STEP_REMOVE, "a", 0, 0, NULL},
        {YAML, "a: &x k\n*x : 1\nd: 3\n", STEP_REMOVE, "d", 0, 0, "a: &x k\n*x : 1\n"},
        {YAML, "a: &x 1\nb: *x\nc: 2\n", STEP_REMOVE, "b", 0, 0, "a: &x 1\nc: 2\n"},
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
        {YAML, "- a\n", STEP_RENAME, "a", "b", 0, NULL}, /* no member */
        {YAML, "a: 1\n", STEP_RENAME, "1", "b", 0, "b: 1\n"},
        {JSON, "{\"a\": 1}", STEP_RENAME, "\"a\"", "b", 0, "{\"b\": 1}"},
        {JSON, "{\"abc\": 1}", STEP_RENAME, "bc", "d", 0, NULL},
        {JSON, "{\"abc\": 1}", STEP_SET, "bc", 0, "1", NULL},
        {JSON, "{\"a\": 5}", STEP_SET, "5", 0, "6 7", NULL},
        {JSON, "{\"a\": {\"b\": 1}}", STEP_SET, "{\"b\": 1}", 0, "6", NULL},
        {JSON, "{\"a\": [1]}", STEP_SET, "[1]", 0, "6", NULL},
        {JSON, "{\"a\": \"5\"}", STEP_SET, "\"5\"", 0, "6", "{\"a\": \"6\"}"},
        {JSON, "{\"a\": 5}", STEP_SET, "5", 0, "\"x\"", "{\"a\": \"x\"}"},
        {YAML, "a: >\n  x\n", STEP_SET, ">\n  x\n", 0, "\"y\"", NULL},
        {YAML, "a: x\n  y\n", STEP_SET, "x\n  y", 0, "\"z\"", NULL}, /* two lines */
        {YAML, "a:\nb: 1\n", STEP_SET, "a:", 0, "6", NULL},          /* no value stands there */
        {YAML, "a: {{x}}\n", STEP_SET, "{{x}}", 0, "\"z\"", "a: z\n"},
        {YAML, "a: {b: x}\n", STEP_SET, "x", 0, "\"y:z\"", "a: {b: \"y:z\"}\n"},
        {YAML, "a: x\n", STEP_SET, "x", 0, "\"y:z\"", "a: y:z\n"},
        {YAML, "a: x\n", STEP_SET, "x", 0, "\"y:\"", "a: \"y:\"\n"},
        {YAML, "a: x\n", STEP_SET, "x", 0, "\"\"", "a: \"\"\n"},
        {YAML, "a: x\n", STEP_SET, "x", 0, "\"1.5\"", "a: \"1.5\"\n"},
        {YAML, "a: x\n", STEP_SET, "x", 0, "\"_y\"", "a: _y\n"},
        {YAML, "a: x\n", STEP_SET, "x", 0, "\"-y\"", "a: \"-y\"\n"},
        {YAML, "a: x\n", STEP_SET, "x", 0, "\"y z\"", "a: \"y z\"\n"},
        {YAML, "a: 'x'\n", STEP_SET, "'x'", 0, "\"y\\nz\"", "a: \"y\\nz\"\n"},
        {YAML, "a: 'x'\n", STEP_SET, "'x'", 0, "\"y\\u007f\"", "a: \"y\\u007f\"\n"},
        {YAML, "a: 'x'\n", STEP_SET, "'x'", 0, "\"y z: {}\"", "a: 'y z: {}'\n"},
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
        {JSON, "{\"a\": {}}", STEP_PUT, "{}", "new", "3", "{\"a\": {\"new\": 3}}"},
        {JSON, "{\"a\": {\n}}", STEP_PUT, "{\n}", "new", "3", "{\"a\": {\"new\": 3}}"},
        {JSONC, "{\"a\": 1/**/}", STEP_PUT, "{\"a\": 1/**/}", "new", "3",
         "{\"a\": 1, \"new\": 3/**/}"},
        {JSONC, "{\"a\": 1/**/,}", STEP_PUT, "{\"a\": 1/**/,}", "new", "3",
         "{\"a\": 1, \"new\": 3/**/,}"},
        {JSONC, "{\"a\": {/* none */}}", STEP_PUT, "{/* none */}", "new", "3", NULL},
        {YAML, "a: {b: 1}\n", STEP_PUT, "{b: 1}", "new", "3", "a: {b: 1, new: 3}\n"},
        {YAML, "a:\n  b: 1\nc: 2\n", STEP_PUT, "b: 1", "new", "3", NULL}, /* that is no map */
        {YAML, "a: {b: 1}\n", STEP_PUT, "{b: 1}", "b", "3", NULL},
        {YAML, "a: [b]\n", STEP_PUT, "[b]", "new", "3", NULL},
        {YAML, "a: {b: 1}\n", STEP_PUT, "{b: 1}", "new", "3 4", NULL},
        {YAML, "a: &x {b: 1}\nc: *x\n", STEP_PUT, "{b: 1}", "new", "3", NULL},
        {YAML, "a: &x {b: 1}\nc: *x\n", STEP_PUT, "*x", "new", "3", NULL},
        {YAML, "a: {b: &x 1, c: *x}\n", STEP_PUT, "{b: &x 1, c: *x}", "new", "3",
         "a: {b: &x 1, c: *x, new: 3}\n"},
        /* Items have no key, members need one. */
        {JSON, "[1, 2]", STEP_ADD, "1", "", "{\"k\":[1,2]}", "[1, {\"k\": [1, 2]}, 2]"},
        {JSON, "[1,2]", STEP_ADD, "1", "", "{\"k\":[1,2]}", "[1,{\"k\":[1,2]},2]"},
        {JSON, "[1, 2]", STEP_ADD, "1", "k", "3", NULL},
        {JSON, "{\"a\": 1}", STEP_ADD, "\"a\"", "", "3", NULL},
        {JSON, "{\"a\": 1}", STEP_ADD, "{\"a\": 1}", "k", "3", NULL},
        {JSON, "{\"a\": 1}", STEP_ADD, "\"a\"", "k", "3 4", NULL},
        {JSON, "{\"a\": 1}", STEP_ADD, "1}", "k", "3", NULL},
        {YAML, "- x\n- y\n", STEP_ADD, "x", "", "{\"k\":[\"v\",{\"w\":1}],\"l\":{}}",
         "- x\n- k:\n    - v\n    - w: 1\n  l: {}\n- y\n"},
        {YAML, "- {z: 1}\n- y\n", STEP_ADD, "{z: 1}", "", "{\"k\":{\"l\":[]}}",
         "- {z: 1}\n- {k: {l: []}}\n- y\n"},
        {YAML, "- x\n- y", STEP_ADD, "y", "", "1", "- x\n- y\n- 1"},
        {YAML, "'a': 1\n", STEP_ADD, "'a'", "new", "\"x y\"", "'a': 1\n'new': 'x y'\n"},
        {YAML, "\"a\": 1\n", STEP_ADD, "\"a\"", "new", "\"x\"", "\"a\": 1\n\"new\": \"x\"\n"},
        {YAML, "a: 1\r\nb: 2\r\n", STEP_ADD, "a", "new", "{\"k\":1}",
         "a: 1\r\nnew:\r\n  k: 1\r\nb: 2\r\n"},
        {YAML, "a: 1\r", STEP_ADD, "a", "new", "3", "a: 1\rnew: 3\r"},
        {YAML, "a: 1\nm: {t: 2}\n", STEP_ADD, "a", "m.new", "3", "a: 1\nm: {t: 2, new: 3}\n"},
        {YAML, "a: 1\nm: {new: 2}\n", STEP_ADD, "a", "m.new", "3", NULL},
        {YAML, "a: 1\nm: 2\n", STEP_ADD, "a", "m.new", "3", NULL},
        {YAML, "a: 1\n", STEP_ADD, "a", "m.new", "3 4", NULL},
        {JSON, "{\"a\": 1}", STEP_ADD, "\"a\"", "m.new", "3", "{\"a\": 1, \"m\": {\"new\": 3}}"},
        {YAML, "a: &x {b: 1}\nc: *x\n", STEP_ADD, "b: 1", "new", "3", NULL},
        {YAML, "a: {b: 1 # one\n  , c: 2}\n", STEP_ADD, "b: 1", "new", "3",
         "a: {b: 1, new: 3 # one\n  , c: 2}\n"},
        {JSON, "{\n  \"a\": 1, \"b\": 2\n}", STEP_ADD, "\"a\"", "new", "3",
         "{\n  \"a\": 1,\n  \"new\": 3, \"b\": 2\n}"},
        {JSON, "[\n  1,\n  2\n]", STEP_ADD, "2", "", "3", "[\n  1,\n  2,\n  3\n]"},
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
        {JSON, "{\"a\": \"x\"}", STEP_BLOCK, "\"x\"", "m", "{\"t\":1}",
         "{\"a\": [{\"type\": \"text\", \"text\": \"x\", \"m\": {\"t\": 1}}]}"},
        {JSON, "{\n \"a\": \"x\"\n}", STEP_BLOCK, "\"x\"", "m", "1",
         "{\n \"a\": [\n  {\n   \"type\": \"text\",\n   \"text\": \"x\",\n   \"m\": 1\n  }\n ]\n}"},
        {YAML, "a: {b: x}\n", STEP_BLOCK, "x", "m", "1", "a: {b: [{type: text, text: x, m: 1}]}\n"},
        {YAML, "a: x", STEP_BLOCK, "x", "m", "1", "a:\n  - type: text\n    text: x\n    m: 1"},
        {YAML, "'a': \"x\"\n", STEP_BLOCK, "\"x\"", "m", "\"y\"",
         "'a':\n  - type: text\n    text: \"x\"\n    'm': 'y'\n"},
        {YAML, "- x\n", STEP_BLOCK, "x", "m", "1", NULL}, /* an item */
        {JSON, "[\"x\"]", STEP_BLOCK, "\"x\"", "m", "1", NULL},
        {YAML, "x\n", STEP_BLOCK, "x", "m", "1", NULL},    /* the root */
        {YAML, "a: 1\n", STEP_BLOCK, "1", "m", "1", NULL}, /* no string */
        {YAML, "a: {{x}}\n", STEP_BLOCK, "{{x}}", "m", "1", NULL},
        {YAML, "a: !t x\n", STEP_BLOCK, "x", "m", "1", NULL},
        {YAML, "? a\n: x\n", STEP_BLOCK, "x", "m", "1", NULL},
        {YAML, "a: &n x\nb: *n\n", STEP_BLOCK, "x", "m", "1", NULL},
        {YAML, "a: &n x\nb: *n\n", STEP_BLOCK, "*n", "m", "1", NULL},
        {YAML, "a: xyz\n", STEP_BLOCK, "yz", "m", "1", NULL},
        {YAML, "a: xyz\n", STEP_BLOCK, "xyz", "m", "1 2", NULL},
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
        {JSON, "{\"a\": \"one\"}", STEP_TEXT, "\"one\"", 0, "x", NULL}, /* with its quotes */
        {JSON, "{\"a\": \"one\"}", STEP_TEXT, "one", 0, "\xF0\x9F\x98\x80",
         "{\"a\": \"\\ud83d\\ude00\"}"},
        {JSON, "{\"a\": \"one \xC3\xBC\"}", STEP_TEXT, "one", 0, "\xC3\xA9",
         "{\"a\": \"\xC3\xA9 \xC3\xBC\"}"},
        {JSON, "{\"a\": \"one\", \"b\": 2}", STEP_TEXT, "one\", \"b", 0, "x", NULL},
        {YAML, "a: &n one\nb: *n\n", STEP_TEXT, "one", 0, "x", NULL},
        {YAML, "a: \"one\\\n  two\"\n", STEP_TEXT, "two", 0, "x", "a: \"one\\\n  x\"\n"},
        {YAML, "a: one\n  two\n", STEP_TEXT, "two", 0, "x", NULL},
        {YAML, "a: 'one two'\n", STEP_TEXT, "two", 0, "it's", "a: \"one it's\"\n"},
        /* Block scalars: whole lines, the rest of a line with its end, lines behind the last. */
        {YAML, "a: |\n  one two\n  three\n", STEP_TEXT, " two\n", 0, "", "a: |\n  onethree\n"},
        {YAML, "a: |\n  one two\n\n  three\n", STEP_TEXT, " two\n", 0, "",
         "a: |\n  one\n  three\n"},
        {YAML, "a: |\n  one two\n  three\n", STEP_TEXT, " two\n", 0, "x", NULL},
        {YAML, "a: |\n  one two\n", STEP_TEXT, " two\n", 0, "", NULL},
        {YAML, "a: |\n  one\n\n  two\n", STEP_TEXT, "two", 0, "x\n\ny",
         "a: |\n  one\n\n  x\n\n  y\n"},
        {YAML, "a: |\r\n  one\r\n  two\r\n", STEP_TEXT, "one", 0, "x\ny",
         "a: |\r\n  x\r\n  y\r\n  two\r\n"},
        {YAML, "a: |\n\n", STEP_TEXT, "|", 0, "x", NULL}, /* no line to go by */
        {YAML, "a: >\n  one two\n", STEP_TEXT, "two\n", 0, "x\n", NULL},
    };
    TRY(cases);
}

static void test_items_change_places(void **state) {
    (void)state;
    const Case cases[] = {
        {JSON, "[1, 2, 3]", STEP_MOVE, "1", 0, "3", "[2, 3, 1]"},
        {JSON, "[1, 2, 3]", STEP_MOVE, "1", 0, "2", "[2, 1, 3]"},
        {JSON, "[1,2,3]", STEP_MOVE, "1", 0, "3", "[2,3,1]"},
        {JSON, "[1, 2, 3]", STEP_MOVE, "3", 0, "1", "[1, 3, 2]"},
        {JSON, "[\n  {\"a\": 1},\n  {\"b\": 2}\n]\n", STEP_MOVE, "{\"a\": 1}", 0, "{\"b\": 2}",
         "[\n  {\"b\": 2},\n  {\"a\": 1}\n]\n"},
        {JSON, "[1, 2, 3]", STEP_MOVE, "1", 0, "1", NULL},
        {JSON, "[1, 2, 3]", STEP_MOVE, "1", 0, "2, 3", NULL},
        {JSON, "[1, 2, 3]", STEP_MOVE, "1, 2", 0, "3", NULL},
        {JSON, "[1, [2, 3]]", STEP_MOVE, "1", 0, "3", NULL},
        {JSON, "{\"a\": 1, \"b\": 2}", STEP_MOVE, "\"a\"", 0, "\"b\"", NULL},
        {JSON, "[1]", STEP_MOVE, "[1]", 0, "1", NULL},
        {JSONC, "[1 /* one */, 2]", STEP_MOVE, "1", 0, "2", NULL},
        {YAML, "- x\n- y\n- z\n", STEP_MOVE, "x", 0, "z", "- y\n- z\n- x\n"},
        {YAML, "- x # first\n- y\n- z\n", STEP_MOVE, "x", 0, "y", "- y\n- x # first\n- z\n"},
        {YAML, "- x\n- y", STEP_MOVE, "x", 0, "y", "- y\n- x"},
        {YAML, "- x\r\n- y", STEP_MOVE, "x", 0, "y", "- y\r\n- x"},
        {YAML, "- x\n- y", STEP_MOVE, "y", 0, "x", NULL}, /* has no line end to take along */
        {YAML, "- - x\n  - y\n", STEP_MOVE, "x", 0, "y", NULL},
        {YAML, "- - x\n- y\n", STEP_MOVE, "x", 0, "y", NULL},
        {YAML, "-\n  x\n- y\n", STEP_MOVE, "x", 0, "y", NULL},
        {YAML, "- x\n-\n  y\n", STEP_MOVE, "x", 0, "y", NULL},
        {YAML, "- &n x\n- *n\n- z\n", STEP_MOVE, "x", 0, "z", NULL},

        {JSON, "[1, 2]", STEP_REPLACE, "1", 0, "2", "[2, 2]"},
        {YAML, "- b: 1\n  a: |\n    t\n- c\n", STEP_REPLACE, "b: 1\n  a: |\n    t\n", 0, "c",
         "- c\n- c\n"},
        {YAML, "- c\n- b: 1\n  a: |\n    t\n", STEP_REPLACE, "c", 0, "b: 1\n  a: |\n    t\n",
         "- b: 1\n  a: |\n    t\n- b: 1\n  a: |\n    t\n"},
        {JSON, "[1, [2]]", STEP_REPLACE, "1", 0, "2", NULL},
        {JSON, "[1, 2]", STEP_REPLACE, "1, 2", 0, "2", NULL},
        {JSON, "[1, 2]", STEP_REPLACE, "2", 0, "1, 2", NULL},
        {YAML, "- &n x\n- *n\n- z\n", STEP_REPLACE, "z", 0, "x", NULL},
        {YAML, "- &n x\n- *n\n- z\n", STEP_REPLACE, "x", 0, "z", NULL},
    };
    TRY(cases);
}

/* Several steps of one repair: edits at one place, or over each other, have no certain outcome. */
static Str realise(Arena *arena, const char *text, const Step *steps, size_t count) {
    Source source;
    ProblemVec problems = {0};
    NodeVec documents = {0};
    assert_true(source_from_bytes(arena, STR("a"), str_from_c(text), &source, &problems));
    read_documents(arena, &source, YAML, &documents);
    Repair repair = {.title = STR("try")};
    for (size_t i = 0; i < count; i++) vec_push(arena, &repair.steps, steps[i]);
    EditVec edits;
    return fix_realise(fix_open(arena, &source, &documents), &repair, &edits)
               ? fix_apply(arena, str_from_c(text), &edits)
               : STR("refused");
}

static void test_steps_together(void **state) {
    (void)state;
    static const struct {
        const char *text;
        StepKind kinds[3];
        const char *at[3], *values[3], *expected;
    } cases[] = {
        {"a: 1\nb: 2\nc: 3\n", {STEP_REMOVE, STEP_SET}, {"c", "1"}, {"", "5"}, "a: 5\nb: 2\n"},
        {"a: 1\nb: 2\n", {STEP_REMOVE, STEP_SET}, {"b", "2"}, {"", "5"}, "refused"},
        {"a: 1\nb: 2\n", {STEP_SET, STEP_REMOVE}, {"2", "b"}, {"5", ""}, "refused"},
        {"a: 1\nb: 2\n", {STEP_SET, STEP_SET}, {"2", "2"}, {"5", "6"}, "refused"},
        {"a: 1\nb: 2\n", {STEP_SET, STEP_REMOVE}, {"1", "x"}, {"5", ""}, "refused"},
        /* A string without quotes, or in single ones, is written anew with all that changes in it.
         */
        {"a: one two six\n",
         {STEP_TEXT, STEP_TEXT},
         {"six", "one"},
         {"6", "1"},
         "a: \"1 two 6\"\n"},
        {"a: 'one two six'\n",
         {STEP_TEXT, STEP_TEXT, STEP_TEXT},
         {"one", "two", "six"},
         {"1", "2", "6"},
         "a: \"1 2 6\"\n"},
        {"a: one two six\n", {STEP_TEXT, STEP_TEXT}, {"one two", "two six"}, {"1", "2"}, "refused"},
        {"a: one two six\n", {STEP_TEXT, STEP_TEXT}, {"two six", "two"}, {"1", "2"}, "refused"},
        {"a: one\nb: two\n",
         {STEP_TEXT, STEP_TEXT},
         {"two", "one"},
         {"2", "1"},
         "a: \"1\"\nb: \"2\"\n"},
        {"a: one\nb: two\n", {STEP_SET, STEP_TEXT}, {"two", "one"}, {"2", "1"}, "a: \"1\"\nb: 2\n"},
        {"a: 1\n", {STEP_TEXT}, {"a"}, {"x"}, "refused"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Arena arena = {0};
        Step steps[3];
        size_t count = 0;
        for (; count < 3 && cases[i].at[count]; count++) {
            size_t at = str_find(str_from_c(cases[i].text), str_from_c(cases[i].at[count]), 0);
            size_t len = strlen(cases[i].at[count]);
            if (at == STR_NOT_FOUND) at = strlen(cases[i].text) - len; /* the end is no entry */
            steps[count] = (Step){.kind = cases[i].kinds[count],
                                  .span = span_of(at, at + len),
                                  .value = str_from_c(cases[i].values[count])};
        }
        Str after = realise(&arena, cases[i].text, steps, count);
        assert_string_equal(str_to_c(&arena, after), cases[i].expected);
        arena_free(&arena);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_members_go),     cmocka_unit_test(test_scalars_keep_their_quotes),
        cmocka_unit_test(test_members_come),   cmocka_unit_test(test_strings_become_blocks),
        cmocka_unit_test(test_texts),          cmocka_unit_test(test_items_change_places),
        cmocka_unit_test(test_steps_together),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
