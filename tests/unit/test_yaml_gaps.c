/* Long literal block scalars are left out of what the parser reads and put in again. One with an
 * indentation indicator is not: with and without, a document must read alike, to the byte and to
 * the mistake. */
#include "lint/base/buf.h"
#include "tests/draw.h"
#include "tests/unit/reading.h"

static uint32_t random_state = 88172645u;
static uint32_t draw(uint32_t below) {
    return draw_below(&random_state, below);
}

/* A line of text without its indentation. */
static void add_line(Buf *out) {
    static const char *const parts[] = {"a",
                                        "Rule: x",
                                        " ",
                                        "  ",
                                        "\t",
                                        "#",
                                        "- ",
                                        "key: v",
                                        "|",
                                        "...",
                                        "---",
                                        "{{x}}",
                                        "é",
                                        "漢字",
                                        "😀",
                                        "~",
                                        "\x7F",
                                        "\xC2\x85",
                                        "\xE2\x80\xA8",
                                        "\xEF\xBB\xBF",
                                        "\x01",
                                        "\xC2\xA0",
                                        "\xC2\x9F",
                                        "'",
                                        "\"",
                                        "long words that fill a line, ",
                                        "\r",
                                        "\xEF\xBF\xBE",
                                        "!",
                                        "@",
                                        "\x1F",
                                        "\xC2\x80",
                                        "\xEF\xBF\xBD",
                                        "\xF0\x90\x80\x80",
                                        "\x0B"};
    static const uint32_t usual = 15; /* the rest is rare */
    uint32_t n = 1 + draw(6);
    for (uint32_t i = 0; i < n; i++)
        buf_add_c(out, parts[draw(draw(8) ? usual : sizeof parts / sizeof *parts)]);
}

/* The body of a scalar whose first line is indented by `indent`. */
static void add_body(Buf *out, size_t indent) {
    uint32_t lines = 1 + draw(12);
    buf_repeat(out, " ", indent);
    buf_add_char(out, 'x');
    add_line(out);
    buf_add_char(out, '\n');
    for (uint32_t i = 0; i < lines; i++) {
        uint32_t kind = draw(10);
        if (kind == 0)
            buf_repeat(out, " ", draw((uint32_t)indent + 3)); /* blank */
        else
            buf_repeat(out, " ", indent + (kind == 1 ? draw(4) : 0));
        if (kind > 1) add_line(out);
        if (i + 1 < lines || draw(8)) buf_add_char(out, '\n');
    }
}

typedef struct {
    Reading plain, indicated;
    size_t shift_at; /* the byte at which the indicator was put in */
} Both;

static uint32_t shifted(const Both *both, uint32_t at) {
    return at > both->shift_at ? at + 1 : at;
}

static void assert_spans(const Both *both, Span plain, Span indicated, const char *what) {
    if (shifted(both, plain.start) == indicated.start && shifted(both, plain.end) == indicated.end)
        return;
    fail_msg("%s: [%u, %u) and with an indicator [%u, %u), put in at %zu", what, plain.start,
             plain.end, indicated.start, indicated.end, both->shift_at);
}

static void assert_alike(const Both *both, const Node *a, const Node *b) {
    assert_int_equal(a->kind, b->kind);
    if (!str_eq(a->text, b->text) && a->kind == NODE_STRING)
        fail_msg("`" STR_FMT "` and `" STR_FMT "`", STR_ARG(a->text), STR_ARG(b->text));
    if (a->kind == NODE_STRING) {
        TextMap left = node_map(a), right = node_map(b);
        for (uint32_t i = 0; i < a->text.len; i++)
            assert_spans(both, textmap_span(&left, (Span){i, i + 1}),
                         textmap_span(&right, (Span){i, i + 1}), "a byte");
    }
    assert_int_equal(a->count, b->count);
    const Node *left = a->first, *right = b->first;
    for (; left && right; left = left->next, right = right->next) {
        if (left->key) assert_true(str_eq(left->key->text, right->key->text));
        assert_alike(both, left, right);
    }
    assert_true(!left && !right);
}

static void compare(Str before, size_t indent, Str body, Str behind) {
    Buf plain = {0}, indicated = {0};
    Both both = {.shift_at = before.len};
    buf_add(&plain, before);
    buf_add(&indicated, before);
    buf_printf(&indicated, "%zu", indent);
    for (int i = 0; i < 2; i++) {
        Buf *out = i ? &indicated : &plain;
        buf_add_char(out, '\n');
        buf_add(out, body);
        buf_add(out, behind);
    }
    both.plain = read_str(yaml_read, buf_str(&plain));
    both.indicated = read_str(yaml_read, buf_str(&indicated));
    bool read = both.plain.tree != NULL;
    if (read != (both.indicated.tree != NULL) ||
        both.plain.problems.len != both.indicated.problems.len) {
        print_error("%zu problems, %zu with an indicator, in\n" STR_FMT "\n",
                    both.plain.problems.len, both.indicated.problems.len, STR_ARG(buf_str(&plain)));
        fail();
    }
    for (size_t i = 0; i < both.plain.problems.len; i++) {
        const Problem *a = &both.plain.problems.items[i], *b = &both.indicated.problems.items[i];
        assert_spans(&both, a->span, b->span, "a problem");
        assert_true(str_eq(a->message, b->message));
    }
    if (read) assert_alike(&both, both.plain.tree, both.indicated.tree);
    done(&both.plain);
    done(&both.indicated);
    buf_free(&plain);
    buf_free(&indicated);
}

static void with_and_without_an_indicator(void **state) {
    (void)state;
    static const struct {
        const char *before;
        size_t indent, base;
        const char *behind;
    } frames[] = {
        {"text: |", 2, 0, ""},
        {"text: |", 2, 0, "next: value\n"},
        {"text: |", 4, 0, "\n\nnext: value\n"},
        {"a: b\ntext: |", 1, 0, "# a comment\nnext: [1, 2]\n"},
        {"list:\n  - text: |", 3, 4, "    more: x\n  - y\n"},
        {"- |", 2, 0, "- two\n"},
        {"a:\n  b: |", 2, 2, "  c: d\ne: f\n"},
        {"text: |", 2, 0, " bad\n"},
        {"text: |", 2, 0, "next: [1\n"},
        {"text: |", 3, 0, "next: |\n  another text\n  of two lines\nlast: 1\n"},
    };
    for (int round = 0; round < 1500; round++) {
        size_t f = draw(sizeof frames / sizeof *frames);
        Buf body = {0};
        add_body(&body, frames[f].base + frames[f].indent);
        if (frames[f].behind[0] && body.ptr[body.len - 1] != '\n') buf_add_char(&body, '\n');
        compare(str_from_c(frames[f].before), frames[f].indent, buf_str(&body),
                str_from_c(frames[f].behind));
        buf_free(&body);
    }
}

/* Where a value stands: behind its tag and anchor, and what stands between them and it. */
static void values_behind_properties(void **state) {
    (void)state;
    static const struct {
        const char *text, *value;
    } cases[] = {
        {"a: &x b\n", "b"},
        {"a: !t b\n", "b"},
        {"a: !t &x b\n", "b"},
        {"a: &x !t \"b\"\n", "\"b\""},
        {"a: !t # note\n  b\n", "b"},
        {"a: !t # one\n  # two\n\n  # three\n  b\n", "b"},
        {"a: !t\n  [1, 2]\n", "[1, 2]"},
        {"a: &x # note\n  - 1\n  - 2\n", "- 1\n  - 2"},
        {"a: !t # note\n  b: c\n", "b: c"},
        {"a: !t\r\n  b\r\n", "b"},
        {"a: &x\xC2\x85  b\n", "b"},
        {"a: |\n  b\n", "|\n  b\n"},
        {"a: !t |\n  b\n", "|\n  b\n"},
        {"a: !t # |\n  b\n", "b"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Reading r = read_c(yaml_read, cases[i].text);
        assert_non_null(r.tree);
        Str value = source_slice(&r.source, node_get(r.tree, "a")->span);
        if (!str_is(value, cases[i].value))
            fail_msg("%s: `" STR_FMT "`", cases[i].text, STR_ARG(value));
        done(&r);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(with_and_without_an_indicator),
        cmocka_unit_test(values_behind_properties),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
