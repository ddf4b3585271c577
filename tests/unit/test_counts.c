/* What texts count in every family of tokenizers: tests/unit/counts.txt. A line is a text
 * (texts.h). Below it stands `FAMILY tokens lo..hi` for the text inside of a prompt, with ` |
 * tokens lo..hi` where the whole content of a message counts otherwise. */
#include "tests/unit/table.h"
#include "tests/unit/texts.h"
#include "tokenizer/tokenizer.h"

static void add_count(Buf *out, TokCount count) {
    buf_printf(out, "%lld %lld..%lld", (long long)count.tokens, (long long)count.lo,
               (long long)count.hi);
}

static void add_counts(Buf *out, Str line) {
    Buf bytes = {0};
    add_text(&bytes, line);
    Str text = fenced(buf_str(&bytes));
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
    buf_free(&bytes);
}

static void each_text_counts_as_the_table_says(void **state) {
    (void)state;
    check_fenced_table("tests/unit/counts.txt", add_counts);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(each_text_counts_as_the_table_says)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
