/* Lines of texts that were sent, and the value that a program filled into each:
 * tests/unit/filled.txt;
 * `\n` in a line is a line feed, and all of its lines are looked at. */
#include "lint/template/filled.h"
#include "tests/unit/table.h"

static Buf unescaped(Str line) {
    Buf text = {0};
    for (size_t i = 0; i < line.len; i++) {
        bool feed = line.ptr[i] == '\\' && i + 1 < line.len && line.ptr[i + 1] == 'n';
        buf_add_char(&text, feed ? '\n' : line.ptr[i]);
        i += feed;
    }
    return text;
}

static void add_values(Buf *out, Str line) {
    Buf bytes = unescaped(line);
    Str text = {bytes.ptr, bytes.len};
    FilledText filled = filled_text(text, 0);
    size_t found = 0;
    for (FilledLine part; filled_next_line(&filled, &part);) {
        FilledValue values[FILLED_ON_LINE];
        size_t count = filled_on_line(&filled, &part, values);
        for (size_t i = 0; i < count; i++)
            buf_printf(out, "    [" STR_FMT "] %s\n",
                       STR_ARG(str_slice(text, values[i].start, values[i].end)),
                       volatility_name(values[i].verdict.volatility));
        found += count;
    }
    if (!found) buf_add_c(out, "    nothing\n");
    buf_free(&bytes);
}

static void each_line_holds_what_the_table_says(void **state) {
    (void)state;
    check_table("tests/unit/filled.txt", add_values);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(each_line_holds_what_the_table_says)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
