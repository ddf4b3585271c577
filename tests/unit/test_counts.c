/* What texts count in every family of tokenizers: tests/unit/counts.txt. A line is a text (\n, \t,
 * \r,
 * \\ and \xHH as in C), or `COUNT * TEXT`: so many of it in a row. Below it stands `FAMILY tokens
 * lo..hi` for the text inside of a prompt, with ` | tokens lo..hi` where the whole content of a
 * message counts otherwise. */
#include "tests/unit/table.h"
#include "tokenizer/tokenizer.h"

static unsigned hex_digit(char c) {
    return (unsigned)(ascii_is_digit(c) ? c - '0' : ascii_lower(c) - 'a' + 10);
}

static void add_text(Buf *text, Str line) {
    for (size_t i = 0; i < line.len; i++) {
        char c = line.ptr[i];
        if (c == '\\' && i + 1 < line.len) {
            c = line.ptr[++i];
            if (c == 'x' && i + 2 < line.len) {
                c = (char)(hex_digit(line.ptr[i + 1]) << 4 | hex_digit(line.ptr[i + 2]));
                i += 2;
            } else {
                c = c == 'n' ? '\n' : c == 't' ? '\t' : c == 'r' ? '\r' : c == 's' ? ' ' : c;
            }
        }
        buf_add_char(text, c);
    }
}

static void add_count(Buf *out, TokCount count) {
    buf_printf(out, "%lld %lld..%lld", (long long)count.tokens, (long long)count.lo,
               (long long)count.hi);
}

static void add_counts(Buf *out, Str line) {
    Buf text = {0};
    size_t star = str_find(line, STR(" * "), 0), times = 0;
    for (size_t i = 0; i < star && i < line.len; i++) {
        if (!ascii_is_digit(line.ptr[i])) star = STR_NOT_FOUND;
        times = times * 10 + (size_t)(line.ptr[i] - '0');
    }
    if (star == STR_NOT_FOUND)
        add_text(&text, line);
    else
        for (size_t i = 0; i < times; i++) add_text(&text, str_slice(line, star + 3, line.len));
    for (int f = 0; f < TOK_FAMILY_COUNT; f++) {
        TokFamily family = (TokFamily)f;
        TokCount inside = tok_count(family, text.ptr, text.len);
        TokCount alone = tok_count_message(family, text.ptr, text.len);
        buf_printf(out, "%s%s ", f % 4 == 0 ? "    " : "; ", tok_family_name(family));
        add_count(out, inside);
        if (alone.tokens != inside.tokens || alone.lo != inside.lo || alone.hi != inside.hi) {
            buf_add_c(out, " | ");
            add_count(out, alone);
        }
        if (f % 4 == 3) buf_add_c(out, "\n");
    }
    buf_free(&text);
}

static void each_text_counts_as_the_table_says(void **state) {
    (void)state;
    check_table("tests/unit/counts.txt", add_counts);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(each_text_counts_as_the_table_says)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
