/* Where texts are cut into segments: tests/unit/cuts.txt, with texts as in counts.txt. Below each
 * stand the segments that a family prices, each once, in the order in which it asks for them (of
 * each 64 bytes Claude's ask for words before what is between), with the marks that Claude's fold
 * away (see segment.h) behind a tilde. A number of which no price is asked is left out. */
#include "tests/unit/table.h"
#include "tests/unit/texts.h"
#include "tokenizer/segment.h"

static Buf *cuts; /* where the segments go */

static TokPrice write_segment(const TokLane *lane, const uint8_t *body, size_t len, unsigned marks,
                              uint64_t hash) {
    (void)lane, (void)hash;
    buf_add_char(cuts, '|');
    for (size_t i = 0; i < len && i < 40; i++) {
        if (body[i] < ' ' || body[i] == 0x7F || body[i] == '\\')
            buf_printf(cuts, "\\x%02X", body[i]);
        else
            buf_add_char(cuts, (char)body[i]);
    }
    if (len > 40) buf_printf(cuts, "... %zu", len);
    if (marks) buf_printf(cuts, "~%X", marks);
    return (TokPrice){1, 0};
}

static void add_cuts(Buf *out, Str line) {
    static const TokFamily families[] = {TOK_CLAUDE_V3, TOK_CLAUDE_47, TOK_O200K,
                                         TOK_CL100K,    TOK_GEMMA3,    TOK_LLAMA3};
    Buf text = {0}, last = {0}, now = {0};
    add_text(&text, line);
    cuts = &now;
    for (size_t f = 0; f < sizeof families / sizeof *families; f++) {
        static TokLane lane;
        static TokEntry entries[TOK_MEMO_MOST];
        memset(entries, 0, sizeof entries);
        now.len = 0;
        tok_lane_init(&lane, families[f], (TokMemo){entries, TOK_MEMO_MOST});
        lane.price = write_segment;
        tok_lane_feed(&lane, (const uint8_t *)text.ptr, text.len);
        tok_lane_finish(&lane);
        buf_printf(out, "    %s %lld ", tok_family_name(families[f]), (long long)lane.tokens);
        bool same = now.len == last.len && now.len && memcmp(now.ptr, last.ptr, now.len) == 0;
        if (same)
            buf_add_c(out, "the same");
        else
            buf_add(out, (Str){now.ptr, now.len});
        buf_add_c(out, "\n");
        last.len = 0;
        buf_add(&last, (Str){now.ptr, now.len});
    }
    buf_free(&text);
    buf_free(&last);
    buf_free(&now);
}

static void each_text_is_cut_as_the_table_says(void **state) {
    (void)state;
    check_table("tests/unit/cuts.txt", add_cuts);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(each_text_is_cut_as_the_table_says)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
