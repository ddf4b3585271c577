#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "../../tokenizer/tokenizer.h"

static int64_t tokens(TokFamily f, const char *text) {
    return tok_count(f, text, strlen(text)).tokens;
}

static void test_names(void **state) {
    (void)state;
    for (int f = 0; f < TOK_FAMILY_COUNT; f++) {
        const char *name = tok_family_name((TokFamily)f);
        TokFamily back = TOK_UNKNOWN;
        assert_true(tok_family_from_name(name, strlen(name), &back));
        assert_int_equal(back, f);
    }
    TokFamily f;
    assert_true(tok_family_from_name(
        "gemma3-like (LocalTokenizer lists up to gemini-3-pro-preview)", 61, &f));
    assert_int_equal(f, TOK_GEMMA3);
    assert_true(tok_family_from_name("unpublished (o200k_base assumed)", 32, &f));
    assert_int_equal(f, TOK_O200K);
    assert_false(tok_family_from_name("tekken (public)", 15, &f));
    assert_int_equal(f, TOK_UNKNOWN);
}

/* "hello, world" with the frame is 10, 15 and 10 tokens; the API says so. */
static void test_hello(void **state) {
    (void)state;
    static const struct {
        TokFamily f;
        int64_t want;
    } cases[] = {{TOK_CLAUDE_V3, 10}, {TOK_CLAUDE_47, 15}, {TOK_CLAUDE_5, 10}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        TokCount c = tok_count_message(cases[i].f, "hello, world", 12);
        assert_int_equal(c.tokens + tok_message_frame(cases[i].f), cases[i].want);
    }
    assert_int_equal(tokens(TOK_O200K, "hello, world"), 3);
    assert_int_equal(tokens(TOK_CL100K, "hello, world"), 3);
}

static void test_empty_and_edges(void **state) {
    (void)state;
    for (int f = 0; f < TOK_FAMILY_COUNT; f++)
        assert_int_equal(tok_count((TokFamily)f, "", 0).tokens, 0);
    assert_int_equal(tok_count_message(TOK_CLAUDE_47, "", 0).tokens, 1);
    assert_int_equal(tok_count_message(TOK_CLAUDE_5, "", 0).tokens, 0);
    int64_t one = tok_count_message(TOK_CLAUDE_47, "word", 4).tokens;
    assert_int_equal(tok_count_message(TOK_CLAUDE_47, " word\n\n\n", 8).tokens, one);
    assert_int_equal(tok_count_message(TOK_CLAUDE_5, "word \t\n", 7).tokens,
                     tok_count_message(TOK_CLAUDE_5, "word", 4).tokens);
    assert_int_equal(tok_count_message(TOK_CLAUDE_47, "123", 3).tokens, 2);
    assert_int_equal(tok_count_message(TOK_CLAUDE_5, "123", 3).tokens, 1);
}

static const char sample[] = "The quick brown fox can't jump over 12345 lazy dogs!\r\n\tif (x >= "
                             "0) { return HTMLParser[\"k\"]; }\n"
                             "Stra\xC3\x9F"
                             "e \xE2\x80\x9Cquoted\xE2\x80\x9D caf\x65\xCC\x81 "
                             "\xD0\x9F\xD1\x80\xD0\xB8\xD0\xB2\xD0\xB5\xD1\x82 "
                             "\xE4\xBD\xA0\xE5\xA5\xBD \xF0\x9F\x98\x80 \xFF\xC3 end  \n\n";

/* Any cut of the input between calls gives the same count. */
static void test_stream_cuts(void **state) {
    (void)state;
    size_t n = sizeof sample - 1;
    TokStream *s = malloc(sizeof *s);
    for (int f = 0; f < TOK_FAMILY_COUNT; f++) {
        TokCount whole = tok_count((TokFamily)f, sample, n);
        assert_true(whole.lo <= whole.tokens && whole.tokens <= whole.hi);
        for (size_t cut = 0; cut <= n; cut++) {
            tok_stream_begin(s, (TokFamily)f);
            tok_stream_feed(s, sample, cut);
            tok_stream_feed(s, sample + cut, n - cut);
            assert_int_equal(tok_stream_end(s).tokens, whole.tokens);
        }
        tok_stream_begin(s, (TokFamily)f);
        for (size_t i = 0; i < n; i++) tok_stream_feed(s, sample + i, 1);
        assert_int_equal(tok_stream_end(s).tokens, whole.tokens);
    }
    free(s);
}

static void test_claude_normalises(void **state) {
    (void)state;
    assert_int_equal(tokens(TOK_CLAUDE_47, "one\r\ntwo\r\n"), tokens(TOK_CLAUDE_47, "one\ntwo\n"));
    assert_int_equal(tokens(TOK_CLAUDE_47, "caf\x65\xCC\x81"),
                     tokens(TOK_CLAUDE_47, "caf\xC3\xA9"));
    assert_int_equal(tokens(TOK_CLAUDE_V3, "\xE2\x80\x9C"
                                           "a\xE2\x80\x9D"),
                     tokens(TOK_CLAUDE_V3, "\"a\""));
}

static void test_digits(void **state) {
    (void)state;
    char digits[40];
    memset(digits, '7', sizeof digits);
    for (int f = 0; f < TOK_FAMILY_COUNT; f++) {
        int64_t last = 0;
        for (size_t n = 0; n <= sizeof digits; n++) {
            int64_t t = tok_count((TokFamily)f, digits, n).tokens;
            assert_true(t >= last);
            assert_int_equal(t, f == TOK_GEMMA3 ? n : (n + 2) / 3);
            last = t;
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_names),
        cmocka_unit_test(test_hello),
        cmocka_unit_test(test_empty_and_edges),
        cmocka_unit_test(test_stream_cuts),
        cmocka_unit_test(test_claude_normalises),
        cmocka_unit_test(test_digits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
