/* Numbers as people read them, and words in lines. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "lint/command/cost_view.h"
#include "lint/report/figures.h"
#include "lint/report/text.h"

static void assert_text(Buf *out, const char *want) {
    buf_add_char(out, '\0');
    assert_string_equal(out->ptr, want);
    buf_free(out);
    *out = (Buf){0};
}

static void dollars(void **state) {
    (void)state;
    static const struct {
        double usd;
        const char *figure, *call;
    } cases[] = {{0, "$0.00", "$0.0000"},
                 {0.0000000012, "$0.0000", "$0.0000000012"},
                 {0.00000123, "$0.0000", "$0.0000012"},
                 {0.000031, "$0.0000", "$0.000031"},
                 {0.00031, "$0.0003", "$0.00031"},
                 {0.0003, "$0.0003", "$0.0003"},
                 {0.00099, "$0.0010", "$0.00099"},
                 {0.001, "$0.0010", "$0.0010"},
                 {0.0031, "$0.0031", "$0.0031"},
                 {0.00994, "$0.0099", "$0.0099"},
                 {0.00996, "$0.0100", "$0.0100"},
                 {0.0999, "$0.0999", "$0.0999"},
                 {0.1, "$0.10", "$0.1000"},
                 {0.125, "$0.12", "$0.1250"},
                 {11.636, "$11.64", "$11.6360"},
                 {999.99, "$999.99", "$999.9900"},
                 {1000, "$1,000", "$1,000"},
                 {1234567.5, "$1,234,568", "$1,234,568"},
                 {9.99e14, "$999,000,000,000,000", "$999,000,000,000,000"},
                 {1e15, "$1e+15", "$1e+15"},
                 {2.345e17, "$2.34e+17", "$2.34e+17"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Buf out = {0};
        figure_usd(&out, cases[i].usd);
        assert_text(&out, cases[i].figure);
        cost_usd_call(&out, cases[i].usd);
        assert_text(&out, cases[i].call);
    }
}

static void counts_with_their_band(void **state) {
    (void)state;
    static const struct {
        int64_t tokens, lo, hi;
        const char *tokens_text, *band;
    } cases[] = {{0, 0, 5, "0", "       "},
                 {4310, 4310, 4310, "4,310", "       "},
                 {4310, 4200, 4400, "4,310 (±3 %)", "   ±3 %"},
                 {100, 99, 100, "100 (±1 %)", "   ±1 %"},
                 {100, 100, 101, "100 (±1 %)", "   ±1 %"},
                 {100, 90, 105, "100 (±10 %)", "  ±10 %"},
                 {1000, 989, 1000, "1,000 (±2 %)", "   ±2 %"},
                 {10, 0, 110, "10 (±999 %)", " ±999 %"},
                 {10, 0, 109, "10 (±990 %)", " ±990 %"},
                 {1, 0, 99999, "1 (±999 %)", " ±999 %"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        TokCount count = {cases[i].tokens, cases[i].lo, cases[i].hi, TOK_FITTED};
        Buf out = {0};
        figure_tokens(&out, count);
        assert_text(&out, cases[i].tokens_text);
        figure_band_right(&out, count, 7);
        assert_text(&out, cases[i].band);
    }
    Buf out = {0};
    figure_band_right(&out, (TokCount){100, 90, 100, TOK_FITTED}, 3); /* too narrow: as it is */
    assert_text(&out, "±10 %");
    figure_count_right(&out, 12345, 8);
    assert_text(&out, "  12,345");
    figure_count_right(&out, 12345, 6);
    assert_text(&out, "12,345");
    figure_count_right(&out, 1234567, 6);
    assert_text(&out, "1,234,567");
}

static void prices_and_times(void **state) {
    (void)state;
    static const struct {
        double price;
        const char *text;
    } prices[] = {{-1, "     -"},    {0, "     0"},    {3, "     3"},    {10, "    10"},
                  {0.375, " 0.375"}, {0.05, "  0.05"}, {1.25, "  1.25"}, {0.00004, "     0"},
                  {100, "   100"},   {2.5, "   2.5"}};
    for (size_t i = 0; i < sizeof prices / sizeof *prices; i++) {
        Buf out = {0};
        figure_price(&out, prices[i].price, 6);
        assert_text(&out, prices[i].text);
    }
    static const struct {
        uint32_t seconds;
        const char *text;
    } times[] = {{0, "0s"},       {59, "59s"},  {60, "1m"},    {61, "61s"},     {300, "5m"},
                 {3599, "3599s"}, {3600, "1h"}, {3660, "61m"}, {3601, "3601s"}, {86400, "24h"}};
    for (size_t i = 0; i < sizeof times / sizeof *times; i++) {
        Buf out = {0};
        figure_seconds(&out, times[i].seconds);
        assert_text(&out, times[i].text);
    }
    static const struct {
        double lo, at, hi;
        int band;
    } bands[] = {{0, 0, 1, 0},      {1, 1, 1, 0},      {0.9, 1, 1, 10}, {1, 1, 1.1, 10},
                 {0.5, 1, 1.2, 50}, {1, 1, 1.0001, 1}, {0, 1, 20, 999}, {0.89999, 1, 1, 11}};
    for (size_t i = 0; i < sizeof bands / sizeof *bands; i++)
        assert_int_equal(
            cost_band((Amount){.lo = bands[i].lo, .at = bands[i].at, .hi = bands[i].hi}),
            bands[i].band);
}

static void wrapped(void **state) {
    (void)state;
    static const struct {
        const char *text;
        size_t column, indent, width;
        const char *want;
        size_t end;
    } cases[] = {
        {"", 5, 2, 30, "", 5},
        {"one two", 0, 0, 30, "one two", 7},
        {"one  two ", 0, 0, 30, "one two", 7},
        {"one\ntwo", 4, 2, 30, "one\n  two", 5},
        {"one\n\ntwo", 0, 2, 30, "one\n  \n  two", 5},
        {"aaaaaaaaaa bbbbbbbbb", 0, 0, 20, "aaaaaaaaaa bbbbbbbbb", 20},
        {"aaaaaaaaaa bbbbbbbbbb", 0, 0, 20, "aaaaaaaaaa\nbbbbbbbbbb", 10},
        {"aaaaaaaaaa bbbbbbbbb", 1, 0, 20, "aaaaaaaaaa\nbbbbbbbbb", 9},
        {"bbbbbbbbb", 12, 0, 20, "\nbbbbbbbbb", 9},
        {"bbbbbbbb", 12, 0, 20, "bbbbbbbb", 20},
        {"aaaaaaaaaaaaaaaaaaaaaaa", 0, 0, 20, "aaaaaaaaaaaaaaaaaaaa\naaa",
         3}, /* no line holds it */
        {"x aaaaaaaaaaaaaaaaaaaaaaa", 0, 0, 20, "x aaaaaaaaaaaaaaaaaa\naaaaa", 5},
        {"a b", 0, 8, 9, "a b", 3}, /* at least 20 columns behind the indent */
        {"aaaaaaaaaa bbbbbbbbbb cccccc", 0, 4, 9, "aaaaaaaaaa bbbbbbbbbb\n    cccccc", 10},
        {"aaaaaaaaaaaaaa 12 % b", 0, 0, 20, "aaaaaaaaaaaaaa 12 %\nb", 1},
        {"aaaaaaaaaaaaaaa 12 % b", 0, 0, 20, "aaaaaaaaaaaaaaa 12 %\nb", 1},
        {"aaaaaaaaaaaaaaaa 12 % b", 0, 0, 20, "aaaaaaaaaaaaaaaa\n12 % b", 6},
        {"漢字漢字漢字漢字漢字 字", 0, 0, 20, "漢字漢字漢字漢字漢字\n字", 2},
        {"漢字漢字漢字漢字漢字漢", 0, 0, 21, "漢字漢字漢字漢字漢字\n漢", 2},
        {"a\x1b[1m", 0, 0, 30, "a\\u{1b}[1m", 10},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Buf out = {0};
        size_t end = text_wrap(&out, str_from_c(cases[i].text), cases[i].column, cases[i].indent,
                               cases[i].width);
        assert_text(&out, cases[i].want);
        assert_int_equal(end, cases[i].end);
    }
}

static void cut_and_padded(void **state) {
    (void)state;
    static const struct {
        const char *text;
        size_t width;
        const char *want;
        size_t used;
    } cases[] = {{"abc", 4, "abc", 3},   {"abc", 3, "abc", 3},       {"abcd", 3, "ab…", 3},
                 {"abcd", 1, "…", 1},    {"abcd", 0, "", 0},         {"", 0, "", 0},
                 {"漢字", 4, "漢字", 4}, {"漢字", 3, "漢…", 3},      {"漢字", 2, "…", 1},
                 {"a\nb", 6, "a…", 2},   {"a\nb", 8, "a\\u{0a}b", 8}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Buf out = {0};
        assert_int_equal(text_fit(&out, str_from_c(cases[i].text), cases[i].width), cases[i].used);
        assert_text(&out, cases[i].want);
    }
    Buf out = {0};
    text_pad(&out, STR("abc"), 5);
    assert_text(&out, "abc  ");
    text_pad(&out, STR("abcdef"), 5);
    assert_text(&out, "abcd…");
    text_pad(&out, STR("漢字"), 3);
    assert_text(&out, "漢…");
    text_plural(&out, 1, "file", "files");
    assert_text(&out, "1 file");
    text_plural(&out, 0, "file", "files");
    assert_text(&out, "0 files");
    text_plural(&out, 12000, "file", "files");
    assert_text(&out, "12,000 files");
}

static void colours(void **state) {
    (void)state;
    static const char *const codes[] = {"",   "1",  "2",  "1;31", "1;33", "1;36",
                                        "34", "32", "33", "31",   "36"};
    for (int p = PAINT_BOLD; p <= PAINT_CODE; p++) {
        char want[40];
        snprintf(want, sizeof want, "\033[%smx\033[0m", codes[p]);
        Buf out = {0};
        paint(&out, true, (Paint)p, "x");
        assert_text(&out, want);
        paint(&out, false, (Paint)p, "x");
        assert_text(&out, "x");
    }
    Buf out = {0};
    paint_visible(&out, true, PAINT_NONE, STR("a\tb\x1b"));
    assert_text(&out, "a b\\u{1b}");
    paint_visible(&out, true, PAINT_BOLD, STR("a"));
    assert_text(&out, "\033[1ma\033[0m");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dollars),          cmocka_unit_test(counts_with_their_band),
        cmocka_unit_test(prices_and_times), cmocka_unit_test(wrapped),
        cmocka_unit_test(cut_and_padded),   cmocka_unit_test(colours),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
