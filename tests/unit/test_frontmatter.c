#include "lint/source/frontmatter.h"
#include "tests/unit/reading.h"

typedef struct {
    Reading reading;
    FrontMatter front;
} Page;

static Page read_page(const char *text) {
    Page page = {0};
    Reading *r = &page.reading;
    assert_true(
        source_from_bytes(&r->arena, STR("x.md"), str_from_c(text), &r->source, &r->problems));
    page.front = frontmatter_read(&r->arena, &r->source, &r->problems);
    return page;
}

static void assert_part(const Page *page, Span part, const char *expected) {
    assert_str(source_slice(&page->reading.source, part), expected);
}

static void assert_value(const Page *page, const char *key, const char *expected) {
    const Node *n = node_get(page->front.tree, key);
    if (!n) print_error("no key %s\n", key);
    assert_non_null(n);
    assert_str(n->text, expected);
    if (n->kind == NODE_STRING) assert_traced(&page->reading, n);
}

static void the_block_between_two_fences(void **state) {
    (void)state;
    Page page = read_page("---\nname: x\ntools: [a, b]\n---\nBody\n---\nmore\n");
    assert_true(page.front.present);
    assert_false(page.front.loose);
    assert_part(&page, page.front.whole, "---\nname: x\ntools: [a, b]\n---\n");
    assert_part(&page, page.front.content, "name: x\ntools: [a, b]\n");
    assert_part(&page, page.front.body, "Body\n---\nmore\n");
    assert_value(&page, "name", "x");
    assert_int_equal(node_get(page.front.tree, "tools")->count, 2);
    assert_int_equal(page.reading.problems.len, 0);
    done(&page.reading);
}

static void marks_line_ends_and_blanks_are_tolerated(void **state) {
    (void)state;
    Page page = read_page("\xEF\xBB\xBF---  \r\nname: \"x\\u0041\"\r\n---\t\r\nBody");
    assert_true(page.front.present);
    assert_value(&page, "name", "xA");
    assert_part(&page, page.front.body, "Body");
    done(&page.reading);
    page = read_page("# Copyright of somebody\n# Licence\n\n---\nmodel: m\n---\nBody");
    assert_true(page.front.present);
    assert_value(&page, "model", "m");
    assert_part(&page, page.front.whole, "---\nmodel: m\n---\n");
    assert_part(&page, page.front.body, "Body");
    done(&page.reading);
    page = read_page("\n\n---\nmodel: m\n---");
    assert_true(page.front.present);
    assert_part(&page, page.front.body, "");
    done(&page.reading);
}

static void empty_front_matter_has_no_tree(void **state) {
    (void)state;
    const char *const texts[] = {"---\n---\nBody", "---\n\n# comment\n---\nBody"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        Page page = read_page(texts[i]);
        assert_true(page.front.present);
        assert_null(page.front.tree);
        assert_part(&page, page.front.body, "Body");
        assert_int_equal(page.reading.problems.len, 0);
        done(&page.reading);
    }
}

static void pages_without_front_matter(void **state) {
    (void)state;
    const char *const texts[] = {
        "",
        "Body only",
        "---\nname: x\nnever closed",
        "---",
        "----\nname: x\n---\n",
        "Text\n---\nname: x\n---\n",
        "---\n\nText between two rules.\n\n---\nmore",
        "# Heading\n\n---\n\nNote: this is text\n\n---\nmore",
        "# Heading\n\n---\nAnd this: too\n---\nmore",
        "---\n- a list\n---\n",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        Page page = read_page(texts[i]);
        if (page.front.present) print_error("front matter in: %s\n", texts[i]);
        assert_false(page.front.present);
        assert_null(page.front.tree);
        assert_part(&page, page.front.body, texts[i]);
        assert_int_equal(page.reading.problems.len, 0);
        done(&page.reading);
    }
}

static void what_is_not_yaml_is_read_line_by_line(void **state) {
    (void)state;
    Page page =
        read_page("---\ndescription: Use this: when asked\nglobs: **/*.ts\nalwaysApply: false\n"
                  "argument-hint: [a] | b\nquoted: \"x y\"\nsingle: 'z'\nempty:\n"
                  "max_tokens: 1024\n# comment\n---\nBody");
    assert_true(page.front.present);
    assert_true(page.front.loose);
    assert_value(&page, "description", "Use this: when asked");
    assert_value(&page, "globs", "**/*.ts");
    assert_value(&page, "argument-hint", "[a] | b");
    assert_value(&page, "quoted", "x y");
    assert_value(&page, "single", "z");
    assert_int_equal(node_get(page.front.tree, "alwaysApply")->kind, NODE_BOOL);
    assert_int_equal(node_get(page.front.tree, "empty")->kind, NODE_NULL);
    assert_true(node_get(page.front.tree, "max_tokens")->number == 1024);
    assert_part(&page, node_get(page.front.tree, "quoted")->span, "\"x y\"");
    assert_part(&page, page.front.body, "Body");
    assert_int_equal(page.reading.problems.len, 1);
    const Problem *p = &page.reading.problems.items[0];
    assert_int_equal(p->kind, PROBLEM_FRONT_MATTER);
    assert_false(problem_is_fatal(p->kind));
    Position at = source_position(&page.reading.source, p->span.start);
    assert_int_equal(at.line, 2);
    assert_int_equal(at.column, 22);
    done(&page.reading);
}

static void lines_below_a_key_belong_to_it(void **state) {
    (void)state;
    Page page =
        read_page("---\r\nbad: @\r\ntools:\r\n  - Read\r\n  - Bash(git *)\r\nlist:\r\n- x: y\r\n"
                  "\r\ntext: >\r\n  one\r\n  two\r\nlast: z\r\n---\r\nBody");
    assert_true(page.front.loose);
    assert_value(&page, "bad", "@");
    assert_value(&page, "tools", "- Read\r\n  - Bash(git *)");
    assert_value(&page, "list", "- x: y");
    assert_value(&page, "text", "one\r\n  two");
    assert_value(&page, "last", "z");
    done(&page.reading);
}

static void duplicate_keys_are_reported(void **state) {
    (void)state;
    Page page = read_page("---\nmodel: a\nmodel: b\n---\n");
    assert_problem(&page.reading, PROBLEM_DUPLICATE_KEY, 13, 18);
    assert_value(&page, "model", "b");
    done(&page.reading);
}

static void placeholders_in_front_matter(void **state) {
    (void)state;
    Page page = read_page("---\ndate: {{ today }} at noon\nmodel: m\n---\nBody");
    assert_true(page.front.loose);
    assert_value(&page, "date", "{{ today }} at noon");
    assert_value(&page, "model", "m");
    done(&page.reading);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_block_between_two_fences),
        cmocka_unit_test(marks_line_ends_and_blanks_are_tolerated),
        cmocka_unit_test(empty_front_matter_has_no_tree),
        cmocka_unit_test(pages_without_front_matter),
        cmocka_unit_test(what_is_not_yaml_is_read_line_by_line),
        cmocka_unit_test(lines_below_a_key_belong_to_it),
        cmocka_unit_test(duplicate_keys_are_reported),
        cmocka_unit_test(placeholders_in_front_matter),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
