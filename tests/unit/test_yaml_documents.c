/* Streams of several YAML documents. */
#include "lint/base/buf.h"
#include "lint/base/limits.h"
#include "tests/unit/reading.h"

/* The documents of a text as JSON, then the problems, each on a line. */
static void expect(const char *text, const char *expected) {
    Reading r = {0};
    NodeVec documents = {0};
    Buf out = {0};
    assert_true(
        source_from_bytes(&r.arena, STR("x.yaml"), str_from_c(text), &r.source, &r.problems));
    bool read = yaml_read_all(&r.arena, &r.source, &documents, &r.problems);
    for (size_t i = 0; i < documents.len; i++)
        buf_printf(&out, STR_FMT "\n", STR_ARG(node_to_json(&r.arena, documents.items[i])));
    for (size_t i = 0; i < r.problems.len; i++) {
        Problem p = r.problems.items[i];
        buf_printf(&out, "%s %u-%u " STR_FMT "\n", p.kind == PROBLEM_DOCUMENTS ? "note" : "problem",
                   p.span.start, p.span.end, STR_ARG(p.message));
    }
    if (!read) buf_add_c(&out, "not read\n");
    assert_str(buf_str(&out), expected);
    buf_free(&out);
    done(&r);
}

static void one_document(void **state) {
    (void)state;
    expect("a: 1\n", "{\"a\":1}\n");
    expect("--- {a: 1}\n", "{\"a\":1}\n");
    expect("", "null\n");
    expect("# nothing\n", "null\n");
    expect("%YAML 1.2\n---\na: 1\n...\n# end\n", "{\"a\":1}\n");
    expect("a: |\n  x\n  ---\n  y\n", "{\"a\":\"x\\n---\\ny\\n\"}\n");
    expect("x\n---y\n----\n...z\n", "\"x ---y ---- ...z\"\n");
    expect("a: [\n", "problem 5-5 expected a value\nnot read\n");
}

static void several_documents(void **state) {
    (void)state;
    static const char both[] = "{\"a\":1}\n{\"b\":2}\n";
    expect("a: 1\n---\nb: 2\n", both);
    expect("---\na: 1\n---\nb: 2", both);
    expect("---\r\na: 1\r\n---\r\nb: 2\r\n", both);
    expect("\xEF\xBB\xBF---\na: 1\n---\nb: 2\n", both);
    expect("# of the first\n---\na: 1\n--- # of the second\nb: 2\n", both);
    expect("%YAML 1.2\n---\na: 1\n...\n%YAML 1.2\n---\nb: 2\n", both);
    expect("a: 1\n...\nb: 2\n...\n# end\n", both);
    expect("a: 1\n---\tb\n", "{\"a\":1}\n\"b\"\n");
    expect("a: 1\n---\n", "{\"a\":1}\nnull\n");
    expect("---\n---\n---\n", "null\nnull\nnull\n");
}

static void each_document_is_on_its_own(void **state) {
    (void)state;
    expect("a: 1\n---\nb: [\n---\nc: 3\n",
           "{\"a\":1}\n{\"c\":3}\nnote 5-8 this document is not read: expected a value\n");
    expect("a: [\n---\nb: 2\n", "problem 5-5 expected a value\nnot read\n");
    expect(
        "a: 1\n---\nb: 2\nb: 3\n",
        "{\"a\":1}\n{\"b\":2,\"b\":3}\nproblem 14-15 key \"b\" was given before, on line 3: most "
        "programs silently keep only the last value\n");
    expect(
        "&x a: 1\n---\nb: *x\n",
        "{\"a\":1}\nnote 8-11 this document is not read: the alias *x names no anchor before it\n");
}

/* As many documents as are read, and one more. */
static void so_many_are_read(void **state) {
    (void)state;
    Buf text = {0};
    for (int i = 0; i < LIMIT_YAML_DOCUMENTS; i++) buf_add_c(&text, "---\na: 1\n");
    for (size_t more = 0; more < 2; more++) {
        Reading r = {0};
        NodeVec documents = {0};
        assert_true(source_from_bytes(&r.arena, STR("x"), buf_str(&text), &r.source, &r.problems));
        assert_true(yaml_read_all(&r.arena, &r.source, &documents, &r.problems));
        assert_int_equal(documents.len, LIMIT_YAML_DOCUMENTS);
        assert_int_equal(r.problems.len, more);
        if (more)
            assert_problem(&r, PROBLEM_DOCUMENTS, LIMIT_YAML_DOCUMENTS * 9,
                           LIMIT_YAML_DOCUMENTS * 9 + 3);
        done(&r);
        buf_add_c(&text, "---\na: 1\n");
    }
    buf_free(&text);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_document),
        cmocka_unit_test(several_documents),
        cmocka_unit_test(each_document_is_on_its_own),
        cmocka_unit_test(so_many_are_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
