/* Texts in Java's .properties: which lines are read, what their escapes stand for, and where each
 * byte of a value is in the file. */
#include "tests/unit/reading.h"

static void expect(const char *text, const char *key, const char *value) {
    Reading r = read_c(properties_read, text);
    const Node *node = node_get(r.tree, key);
    assert_int_equal(r.problems.len, 0);
    if (value)
        assert_str(node_is_string(node) ? node->text : STR("nothing"), value);
    else
        assert_null(node);
    done(&r);
}

#define LONG "what is long enough to be sent to somebody"

static void keys_end_at_the_first_mark(void **state) {
    (void)state;
    expect("a.b=" LONG, "a.b", LONG);
    expect("  a.b \t= " LONG "\nc: " LONG " = x\n", "a.b", LONG);
    expect("a: " LONG " = x\n", "a", LONG " = x");
    expect("a " LONG, "a", LONG);
    expect("a\\=b=" LONG, "a\\=b", LONG);
    expect("# a=" LONG "\n! a=" LONG "\nb=" LONG "\n", "a", NULL);
    expect("# a\\\nb=" LONG, "b", LONG);
    expect("a=too short to be a prompt of anybody\nb=" LONG, "a", NULL);
    expect("=" LONG "\nb=" LONG, "b", LONG);
    expect("a=" LONG " 1\r\nb=" LONG " 2\r\n", "b", LONG " 2");
}

static void lines_go_on_behind_a_backslash(void **state) {
    (void)state;
    expect("a=" LONG ",\\\n   and more\nb=" LONG, "a", LONG ",and more");
    expect("a=" LONG "\\\r\n\tand more\r\n", "a", LONG "and more");
    expect("a=" LONG "\\\\\nb=" LONG, "a", LONG "\\");
    expect("a=" LONG "\\", "a", LONG);
}

static void escapes_stand_for_characters(void **state) {
    (void)state;
    expect("a=" LONG "\\n\\\n  - \\tx\\r\\f\\:\\q", "a", LONG "\n- \tx\r\f:q");
    expect("a=" LONG " \\u00e9\\u4F60 \\uD83D\\uDE00", "a",
           LONG " \xC3\xA9\xE4\xBD\xA0 \xF0\x9F\x98\x80");
    expect("a=" LONG " \\uD83D \\uDE00x \\u12", "a", LONG " \xEF\xBF\xBD \xEF\xBF\xBDx u12");
}

static Str bytes_of(const Reading *r, const TextMap *map, size_t start, size_t end) {
    return source_slice(&r->source, textmap_span(map, span_of(start, end)));
}

static void bytes_lead_back_to_the_file(void **state) {
    (void)state;
    Reading r = read_c(properties_read, "# c\na=" LONG "\\n\\\n  Ask {q}\\u0021 now");
    Node *node = node_get(r.tree, "a");
    TextMap map = node_map(node);
    static const char *const parts[] = {"{q}", "Ask", "now", "what is"};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        size_t at = str_find(node->text, str_from_c(parts[i]), 0);
        assert_str(bytes_of(&r, &map, at, at + strlen(parts[i])), parts[i]);
    }
    size_t mark = str_find_char(node->text, '!', 0);
    assert_str(bytes_of(&r, &map, mark, mark + 1), "\\u0021");
    assert_covers(&r, node, LONG "\\n\\\n  Ask {q}\\u0021 now");
    assert_covers(&r, node->key, "a");
    assert_str(bytes_of(&r, &map, 0, node->text.len), LONG "\\n\\\n  Ask {q}\\u0021 now");
    done(&r);
}

static void what_takes_too_much_memory_is_told(void **state) {
    (void)state;
    enum { LINES = 20000 };
    static const char line[] = "k=" LONG "\\n\\n\\n\\n\n";
    char *file = malloc(LINES * (sizeof line - 1));
    assert_non_null(file);
    for (size_t i = 0; i < LINES; i++) memcpy(file + i * (sizeof line - 1), line, sizeof line - 1);
    Reading r = read_in(1 << 20, properties_read, (Str){file, LINES * (sizeof line - 1)});
    assert_stopped(&r, "values");
    done(&r);
    free(file);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(keys_end_at_the_first_mark),
                                       cmocka_unit_test(lines_go_on_behind_a_backslash),
                                       cmocka_unit_test(escapes_stand_for_characters),
                                       cmocka_unit_test(bytes_lead_back_to_the_file),
                                       cmocka_unit_test(what_takes_too_much_memory_is_told)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
