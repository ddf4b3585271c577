/* Characters, texts and dates, each as a whole: every code point, every day, every place in a
 * block of bytes, against a plainer description of the same. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "lint/base/buf.h"
#include "lint/base/utf8.h"
#include "lint/facts/date.h"
#include "rules/bytes.h"
#include "tokenizer/unicode.h"

/* --- UTF-8 --- */

static void every_code_point_there_and_back(void **state) {
    (void)state;
    for (uint32_t c = 0; c < 0x110000; c++) {
        char bytes[6] = "\0\0\0\0\x80";
        size_t size, len = utf8_encode(c, bytes);
        bool surrogate = c >= 0xD800 && c <= 0xDFFF;
        assert_int_equal(len, c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4);
        assert_int_equal(utf8_decode((Str){bytes, len}, 0, &size), surrogate ? UTF8_INVALID : c);
        assert_int_equal(size, surrogate ? 1 : len);
        Str text = {bytes, len};
        assert_int_equal(utf8_first_invalid(text), surrogate ? 0 : STR_NOT_FOUND);
        if (surrogate) continue;
        assert_int_equal(utf8_code_points(text), 1);
        assert_int_equal(utf8_utf16_units(text), c < 0x10000 ? 1 : 2);
        for (size_t cut = 1; cut < len; cut++) {
            assert_int_equal(utf8_decode((Str){bytes, cut}, 0, &size), UTF8_INVALID);
            assert_int_equal(size, 1);
        }
    }
}

/* All pairs of bytes, and what RFC 3629 says of the third and fourth. */
static bool is_well_formed(const unsigned char *p, size_t n) {
    if (n == 1) return p[0] < 0x80;
    for (size_t i = 1; i < n; i++)
        if (p[i] < 0x80 || p[i] > 0xBF) return false;
    if (n == 2) return p[0] >= 0xC2 && p[0] <= 0xDF;
    if (n == 3)
        return (p[0] == 0xE0 && p[1] >= 0xA0) || (p[0] == 0xED && p[1] <= 0x9F) ||
               (p[0] >= 0xE1 && p[0] <= 0xEF && p[0] != 0xED);
    return (p[0] == 0xF0 && p[1] >= 0x90) || (p[0] >= 0xF1 && p[0] <= 0xF3) ||
           (p[0] == 0xF4 && p[1] <= 0x8F);
}

static void what_is_no_utf8(void **state) {
    (void)state;
    static const unsigned char tails[][2] = {{0x80, 0x80}, {0xBF, 0xBF}, {0x7F, 0x80},
                                             {0x80, 0x7F}, {0xC0, 0x80}, {0x80, 0xC0}};
    for (unsigned first = 0; first < 256; first++)
        for (unsigned second = 0; second < 256; second++)
            for (size_t t = 0; t < sizeof tails / sizeof *tails; t++) {
                unsigned char p[4] = {(unsigned char)first, (unsigned char)second, tails[t][0],
                                      tails[t][1]};
                size_t size, want = 0;
                for (size_t n = 1; n <= 4 && !want; n++)
                    if (is_well_formed(p, n)) want = n;
                uint32_t c = utf8_decode((Str){(const char *)p, 4}, 0, &size);
                assert_int_equal(c == UTF8_INVALID, want == 0);
                assert_int_equal(size, want ? want : 1);
            }
}

/* A byte that is special, at every place of a text: texts are looked at in blocks. */
static void at_every_place_of_a_text(void **state) {
    (void)state;
    static const char *const odd[] = {"\x80", "\xC3\xA9", "\n", "\"", "\\", "\x7F", "\t", "##["};
    for (size_t len = 0; len < 70; len++)
        for (size_t at = 0; at <= len; at++)
            for (size_t o = 0; o < sizeof odd / sizeof *odd; o++) {
                Buf text = {0}, visible = {0}, json = {0}, want = {0};
                buf_repeat(&text, "a", at);
                buf_add_c(&text, odd[o]);
                buf_repeat(&text, "b", len - at);
                Str s = buf_str(&text);
                bool high = (odd[o][0] & 0x80) != 0;
                assert_int_equal(utf8_first_high(s, 0), high ? at : s.len);
                assert_int_equal(utf8_first_invalid(s), o == 0 ? at : STR_NOT_FOUND);
                if (at) assert_int_equal(str_find_char(s, odd[o][0], at - 1), at);
                assert_int_equal(str_find_char(s, odd[o][0], at), at);
                assert_int_equal(str_find_either(s, '\1', odd[o][0], 0), at);
                assert_int_equal(str_find(s, str_from_c(odd[o]), 0), at);

                static const char *const shown[] = {"\\x{80}", "\xC3\xA9", "\\u{0a}", "\"",
                                                    "\\",      "\\u{7f}",  " ",       "##["};
                buf_repeat(&want, "a", at);
                buf_add_c(&want, shown[o]);
                buf_repeat(&want, "b", len - at);
                buf_add_visible(&visible, s, false);
                assert_true(str_eq(buf_str(&visible), buf_str(&want)));

                static const char *const quoted[] = {"\xEF\xBF\xBD", "\xC3\xA9", "\\n",
                                                     "\\\"",         "\\\\",     "\\u007f",
                                                     "\\t",          "#\\u0023["};
                want.len = 0;
                buf_add_char(&want, '"');
                buf_repeat(&want, "a", at);
                buf_add_c(&want, quoted[o]);
                buf_repeat(&want, "b", len - at);
                buf_add_char(&want, '"');
                buf_add_json(&json, s);
                assert_true(str_eq(buf_str(&json), buf_str(&want)));
                buf_free(&text);
                buf_free(&visible);
                buf_free(&json);
                buf_free(&want);
            }
}

static bool drives_a_terminal(uint32_t c) {
    return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x61C || c == 0x200E || c == 0x200F ||
           (c >= 0x2028 && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

static void every_character_in_outputs(void **state) {
    (void)state;
    Buf visible = {0}, json = {0};
    for (uint32_t c = 0; c < 0x110000; c++) {
        if (c >= 0xD800 && c <= 0xDFFF) continue;
        char bytes[4], escape[16], literal[16];
        Str s = {bytes, utf8_encode(c, bytes)};
        visible.len = json.len = 0;
        buf_add_visible(&visible, s, true);
        snprintf(escape, sizeof escape, "\\u{%02x}", (unsigned)c);
        bool kept = c == '\n' || !drives_a_terminal(c);
        Str want = c == '\t' ? STR(" ") : kept ? s : str_from_c(escape);
        if (!str_eq(buf_str(&visible), want)) fail_msg("visible U+%04X", (unsigned)c);
        assert_int_equal(utf8_is_bidi_control(c),
                         c > 0xFF && c != 0x2028 && c != 0x2029 && drives_a_terminal(c));

        buf_add_json(&json, s);
        bool plain = !drives_a_terminal(c) && c != 0xFEFF && c != 0xFFFE && c != 0xFFFF;
        if (c == '\n' || c == '\r' || c == '\t')
            snprintf(literal, sizeof literal, "\"\\%c\"", "tn  r"[c - '\t']);
        else if (c == '"' || c == '\\')
            snprintf(literal, sizeof literal, "\"\\%c\"", (int)c);
        else if (plain)
            snprintf(literal, sizeof literal, "\"%.*s\"", (int)s.len, s.ptr);
        else
            snprintf(literal, sizeof literal, "\"\\u%04x\"", (unsigned)c);
        if (!str_is(buf_str(&json), literal)) fail_msg("json U+%04X", (unsigned)c);
    }
    buf_free(&visible);
    buf_free(&json);
}

/* Unicode's East Asian Width and general categories, at the edges of the ranges. */
static void columns_on_a_terminal(void **state) {
    (void)state;
    static const struct {
        uint32_t first, last;
        int width;
    } ranges[] = {
        {'a', 0x2FF, 1},       {0x300, 0x36F, 0},     {0x370, 0x10FF, 1},    {0x1100, 0x115F, 2},
        {0x1160, 0x200A, 1},   {0x200B, 0x200F, 0},   {0x2010, 0x20CF, 1},   {0x20D0, 0x20FF, 0},
        {0x2100, 0x2E7F, 1},   {0x2E80, 0xA4CF, 2},   {0xA4D0, 0xABFF, 1},   {0xAC00, 0xD7A3, 2},
        {0xD7A4, 0xF8FF, 1},   {0xF900, 0xFAFF, 2},   {0xFB00, 0xFE0E, 1},   {0xFE0F, 0xFE0F, 0},
        {0xFE10, 0xFE2F, 1},   {0xFE30, 0xFE6F, 2},   {0xFE70, 0xFEFF, 1},   {0xFF00, 0xFF60, 2},
        {0xFF61, 0xFFDF, 1},   {0xFFE0, 0xFFE6, 2},   {0xFFE7, 0x1F2FF, 1},  {0x1F300, 0x1FAFF, 2},
        {0x1FB00, 0x1FFFF, 1}, {0x20000, 0x3FFFD, 2}, {0x3FFFE, 0x10FFFF, 1}};
    for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++) {
        assert_true(!i || ranges[i].first == ranges[i - 1].last + 1);
        assert_int_equal(utf8_width(ranges[i].first), ranges[i].width);
        assert_int_equal(utf8_width(ranges[i].last), ranges[i].width);
    }
}

static void commands_are_defused(void **state) {
    (void)state;
    static const char *const cases[][2] = {
        {"a::b", "a::b"},
        {"::a", "\\u{3a}:a"},
        {"::", "::"},
        {"::1", "::1"},
        {": :a", ": :a"},
        {"x\n  ::a", "x\n  \\u{3a}:a"},
        {"\xC2\xA0::a", "\xC2\xA0\\u{3a}:a"},
        {"\033[1m::a", "\033[1m\\u{3a}:a"},
        {"\033[1ma::a", "\033[1ma::a"},
        {"a ##[b", "a #\\u{23}[b"},
        {"##vso[", "#\\u{23}vso["},
        {"##aaaaaaaaaaaaaaaa[", "#\\u{23}aaaaaaaaaaaaaaaa["},
        {"##aaaaaaaaaaaaaaaaa[", "##aaaaaaaaaaaaaaaaa["},
        {"# #[", "# #["},
        {"#[", "#["},
        {"##a", "##a"},
        {"##1[", "##1["},
        {"###[", "##\\u{23}["},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Buf out = {0};
        buf_add_c(&out, cases[i][0]);
        buf_defuse(&out);
        if (!str_is(buf_str(&out), cases[i][1]))
            fail_msg("%s: " STR_FMT, cases[i][0], STR_ARG(buf_str(&out)));
        buf_free(&out);
    }
}

static void counts_with_separators(void **state) {
    (void)state;
    static const struct {
        long long n;
        const char *want;
    } cases[] = {{0, "0"},           {9, "9"},       {999, "999"},      {1000, "1,000"},
                 {-1000, "-1,000"},  {-999, "-999"}, {12345, "12,345"}, {1234567, "1,234,567"},
                 {100000, "100,000"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Buf out = {0};
        buf_add_count(&out, cases[i].n);
        assert_true(str_is(buf_str(&out), cases[i].want));
        buf_free(&out);
    }
}

/* --- texts --- */

static void texts_in_texts(void **state) {
    (void)state;
    assert_int_equal(str_find(STR("abcabd"), STR("abd"), 0), 3);
    assert_int_equal(str_find(STR("aab"), STR("ab"), 0), 1);
    assert_int_equal(str_find(STR("abc"), STR("abcd"), 0), STR_NOT_FOUND);
    assert_int_equal(str_find(STR("abc"), STR("c"), 2), 2);
    assert_int_equal(str_find(STR("abc"), STR("c"), 3), STR_NOT_FOUND);
    assert_int_equal(str_find(STR("abc"), STR(""), 3), 3);
    assert_int_equal(str_find(STR("abc"), STR(""), 4), STR_NOT_FOUND);
    assert_int_equal(str_find_nocase(STR("xABc"), STR("aBC"), 0), 1);
    assert_int_equal(str_find_nocase(STR("aab"), STR("AB"), 0), 1);
    assert_int_equal(str_find_nocase(STR("ab"), STR("abc"), 0), STR_NOT_FOUND);
    assert_int_equal(str_find_nocase(STR("ab"), STR(""), 2), 2);
    assert_int_equal(str_find_nocase(STR("ab"), STR(""), 3), STR_NOT_FOUND);
    assert_true(str_starts_nocase(STR("ABc"), STR("ab")));
    assert_false(str_starts_nocase(STR("A"), STR("ab")));
    assert_true(str_ends_nocase(STR("xAB"), STR("ab")));
    assert_false(str_ends_nocase(STR("b"), STR("ab")));
    assert_true(str_is((Str){0}, ""));
    assert_true(str_is((Str){0}, NULL));
    assert_false(str_is(STR("a"), ""));
    assert_true(str_cmp(STR("a"), STR("b")) < 0 && str_cmp(STR("b"), STR("a")) > 0);
    assert_true(str_cmp(STR("a"), STR("ab")) < 0 && str_cmp(STR("ab"), STR("a")) > 0);
    assert_int_equal(str_cmp(STR("a"), STR("a")), 0);
    assert_true(str_is(str_trim(STR(" \t\n a b \r\v\f")), "a b"));
    assert_true(str_is(str_slice(STR("abc"), 1, 9), "bc"));
    assert_int_equal(str_slice(STR("abc"), 2, 1).len, 0);
    assert_int_equal(str_slice(STR("abc"), 9, 12).len, 0);
}

static void lines_of_a_text(void **state) {
    (void)state;
    Str rest = STR("a\nb\r\nc\rd\n\n\r"), line;
    static const char *const lines[] = {"a", "b", "c", "d", "", ""};
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        assert_true(str_next_line(&rest, &line));
        assert_true(str_is(line, lines[i]));
    }
    assert_false(str_next_line(&rest, &line));
}

/* Letters left out, added, exchanged, and two swapped. */
static void how_far_words_are_apart(void **state) {
    (void)state;
    static const struct {
        const char *a, *b;
        size_t limit, want;
    } cases[] = {{"", "", 3, 0},        {"abc", "abc", 3, 0},     {"abc", "abd", 3, 1},
                 {"abc", "ab", 3, 1},   {"abc", "xabc", 3, 1},    {"abc", "acb", 3, 1},
                 {"abc", "bca", 3, 2},  {"abcd", "badc", 3, 2},   {"abc", "xyz", 3, 3},
                 {"abc", "xyzw", 3, 4}, {"abc", "abcdefg", 3, 4}, {"abc", "abd", 0, 1},
                 {"", "abc", 3, 3},     {"abc", "", 2, 3},        {"kitten", "sitting", 5, 3},
                 {"ca", "abc", 5, 3}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (str_distance(str_from_c(cases[i].a), str_from_c(cases[i].b), cases[i].limit) !=
            cases[i].want)
            fail_msg("%s %s", cases[i].a, cases[i].b);
    char longest[66];
    memset(longest, 'a', sizeof longest);
    assert_int_equal(str_distance((Str){longest, 64}, (Str){longest, 64}, 3), 0);
    assert_int_equal(str_distance((Str){longest, 65}, (Str){longest, 65}, 3), 4);
    assert_int_equal(str_distance((Str){longest, 64}, (Str){longest, 65}, 3), 4);
}

static void numbers_as_written(void **state) {
    (void)state;
    static const struct {
        const char *text;
        double want; /* NAN: none */
    } cases[] = {{"0", 0},        {"-1.5", -1.5}, {"+2", 2},    {".5", 0.5}, {"1e3", 1000},
                 {"1E-3", 0.001}, {"e3", NAN},    {"", NAN},    {"1x", NAN}, {"0x10", NAN},
                 {"1 ", NAN},     {"inf", NAN},   {"nan", NAN}, {"-", NAN},  {"1e", NAN},
                 {"1.2.3", NAN},  {"1-2", NAN},   {"- 1", NAN}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        double got = NAN;
        bool is = str_to_number(str_from_c(cases[i].text), &got);
        if (is == (bool)isnan(cases[i].want) || (is && got != cases[i].want))
            fail_msg("%s", cases[i].text);
    }
    char digits[65];
    memset(digits, '1', sizeof digits);
    double got;
    assert_true(str_to_number((Str){digits, 63}, &got));
    assert_false(str_to_number((Str){digits, 64}, &got));
}

static void long_texts_are_printed_whole(void **state) {
    (void)state;
    Arena arena = {0};
    char text[600];
    memset(text, 'x', sizeof text);
    for (int n = 250; n < 260; n++) {
        Str printed = str_printf(&arena, "%.*s", n, text);
        assert_int_equal(printed.len, n);
        assert_memory_equal(printed.ptr, text, (size_t)n);
    }
    arena_free(&arena);
}

/* --- dates --- */

static void every_day_has_its_date(void **state) {
    (void)state;
    Date before = 0;
    int64_t last = INT64_MIN;
    for (int64_t day = -719162; day <= 2932896; day += day > -25567 && day < 60000 ? 1 : 97) {
        time_t seconds = (time_t)(day * 86400);
        struct tm tm;
        assert_non_null(gmtime_r(&seconds, &tm));
        Date want = DATE(tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday), parsed;
        assert_int_equal(date_from_unix(day * 86400), want);
        assert_int_equal(date_from_unix(day * 86400 + 86399), want);
        char text[DATE_TEXT], plain[32];
        date_format(want, text);
        snprintf(plain, sizeof plain, "%04d-%02d-%02d", tm.tm_year + 1900, tm.tm_mon + 1,
                 tm.tm_mday);
        assert_string_equal(text, plain);
        assert_true(date_parse(str_from_c(text), &parsed));
        assert_int_equal(parsed, want);
        assert_int_equal(date_days_between(DATE(1970, 1, 1), want), day);
        if (day == last + 1) assert_int_equal(date_before(want), before);
        before = want;
        last = day;
    }
    assert_int_equal(date_from_unix(INT64_MIN), DATE(1, 1, 1));
    assert_int_equal(date_from_unix(INT64_MAX), DATE(9999, 12, 31));
    assert_int_equal(date_before(0), 0);
}

static void what_is_no_date(void **state) {
    (void)state;
    static const char *const none[] = {
        "",           "2026-1-01",  "2026-01-1",  "2026/01/01",  "2026-01/01", "2026-13-01",
        "2026-00-01", "2026-01-00", "2026-01-32", "2026-02-29",  "1900-02-29", "2026-04-31",
        "0000-01-01", "2026-01-0x", "x026-01-01", "2026-01-01 ", "2026-01-1-", "-026-01-01",
        "2026-03-32", "2026-05-32", "2026-06-31", "2026-07-32",  "2026-08-32", "2026-09-31",
        "2026-10-32", "2026-11-31", "2026-12-32", "2024-02-30"};
    static const char *const dates[] = {"2024-02-29", "2000-02-29", "0001-01-01", "9999-12-31",
                                        "2026-01-31", "2026-03-31", "2026-04-30", "2026-05-31",
                                        "2026-06-30", "2026-07-31", "2026-08-31", "2026-09-30",
                                        "2026-10-31", "2026-11-30", "2026-12-31"};
    Date date;
    char text[DATE_TEXT] = "x";
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        if (date_parse(str_from_c(none[i]), &date)) fail_msg("%s", none[i]);
    for (size_t i = 0; i < sizeof dates / sizeof *dates; i++)
        if (!date_parse(str_from_c(dates[i]), &date)) fail_msg("%s", dates[i]);
    date_format(0, text);
    assert_string_equal(text, "");
    date_format(DATE(10000, 1, 1), text);
    assert_string_equal(text, "");
    date_format(DATE(9999, 12, 31) + 1, text);
    assert_string_equal(text, "");
    date_format(DATE(9999, 12, 31), text);
    assert_string_equal(text, "9999-12-31");
    date_format(1, text);
    assert_string_equal(text, "0000-00-01");
}

/* --- bytes that look the same --- */

static bool is_decomposed(uint32_t first, uint32_t second) {
    char bytes[8];
    size_t at = first ? utf8_encode(first, bytes) : 0;
    Str s = {bytes, at + utf8_encode(second, bytes + at)};
    return bytes_is_decomposed(s, at, second);
}

static bool nfc_differs(uint32_t first, uint32_t second) {
    uint32_t text[8] = {first, second}, was[8] = {first, second};
    size_t n = first ? tok_uc_nfc(text, 2, 8) : (text[0] = was[0] = second, tok_uc_nfc(text, 1, 8));
    return n != (first ? 2u : 1u) || memcmp(text, was, n * sizeof *text) != 0;
}

/* The tokenizer's normalisation knows all of Unicode; the rule says the same of Latin letters with
 * the marks that languages use, of kana and Hangul, and never more. */
static void what_has_another_form(void **state) {
    (void)state;
    static const uint32_t marks[] = {0x300, 0x301, 0x302, 0x303, 0x304, 0x306, 0x307, 0x308, 0x309,
                                     0x30A, 0x30B, 0x30C, 0x31B, 0x323, 0x327, 0x328, 0x331};
    static const uint32_t vowels[] = {0xC2,  0xE2,  0xCA,  0xEA,  0xD4,  0xF4,
                                      0x102, 0x103, 0x1A0, 0x1A1, 0x1AF, 0x1B0};
    for (uint32_t letter = 'A'; letter <= 'z'; letter++)
        for (uint32_t mark = 0x300; mark <= 0x36F; mark++) {
            bool known = false;
            for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) known |= marks[i] == mark;
            if (is_decomposed(letter, mark) != (known && nfc_differs(letter, mark)))
                fail_msg("%c U+%04X", (int)letter, (unsigned)mark);
        }
    for (size_t v = 0; v < sizeof vowels / sizeof *vowels; v++)
        for (uint32_t mark = 0x300; mark <= 0x36F; mark++) {
            bool tone =
                mark == 0x300 || mark == 0x301 || mark == 0x303 || mark == 0x309 || mark == 0x323;
            assert_int_equal(is_decomposed(vowels[v], mark), tone);
            if (tone) assert_true(nfc_differs(vowels[v], mark));
        }
    for (uint32_t kana = 0x3041; kana <= 0x30FF; kana++)
        for (uint32_t mark = 0x3098; mark <= 0x309B; mark++)
            if (nfc_differs(kana, mark) && mark <= 0x309A && kana < 0x30F7 && kana != 0x309D &&
                (kana < 0x30EF || kana > 0x30F2))
                assert_true(is_decomposed(kana, mark));
    assert_false(is_decomposed(0x3042, 0x3099));
    assert_false(is_decomposed(0x304A, 0x3099));
    assert_true(is_decomposed(0x304B, 0x3099));
    assert_false(is_decomposed(0x306A, 0x3099));
    assert_true(is_decomposed(0x306F, 0x309A));
    assert_false(is_decomposed(0x307E, 0x3099));
    assert_true(is_decomposed(0x30AB, 0x3099));
    assert_false(is_decomposed('a', 0x3099));
    for (uint32_t lead = 0x10FF; lead <= 0x1113; lead++)
        for (uint32_t vowel = 0x1160; vowel <= 0x1176; vowel++)
            assert_int_equal(is_decomposed(lead, vowel), nfc_differs(lead, vowel));
    for (uint32_t c = 0x80; c < 0x20000; c++) {
        if (c >= 0xD800 && c <= 0xDFFF) continue;
        if (is_decomposed(0, c))
            assert_true(nfc_differs(0, c) || (c >= 0xFA30 && c <= 0xFAD9) ||
                        (c >= 0xF900 && c <= 0xFA0D));
    }
    /* Of kana those that take a mark; of what stands alone exactly these. */
    for (uint32_t kana = 0x3041; kana <= 0x30FF; kana++) {
        uint32_t h = kana >= 0x30A1 && kana <= 0x30F6 ? kana - 0x60 : kana;
        bool takes = h == 0x3046 || (h >= 0x304B && h <= 0x3069) || (h >= 0x306F && h <= 0x307D);
        assert_int_equal(is_decomposed(kana, 0x3099), takes);
        assert_int_equal(is_decomposed(kana, 0x309A), takes);
        assert_false(is_decomposed(kana, 0x3098) || is_decomposed(kana, 0x309B));
    }
    for (uint32_t c = 0x80; c < 0x20000; c++) {
        if (c >= 0xD800 && c <= 0xDFFF) continue;
        bool alone = c == 0x374 || c == 0x37E || c == 0x387 || c == 0x2000 || c == 0x2001 ||
                     c == 0x2126 || c == 0x212A || c == 0x212B || c == 0x2329 || c == 0x232A ||
                     (c >= 0xF900 && c <= 0xFA0D) || (c >= 0xFA30 && c <= 0xFAD9);
        if (is_decomposed(0, c) != alone) fail_msg("U+%04X", (unsigned)c);
    }
    static const uint32_t singletons[] = {0x340,  0x341,  0x374,  0x37E,  0x387,  0x2000, 0x2001,
                                          0x2126, 0x212A, 0x212B, 0x2329, 0x232A, 0xF900, 0xFAD9};
    for (size_t i = 0; i < sizeof singletons / sizeof *singletons; i++) {
        bool combines = singletons[i] < 0x370;
        assert_int_equal(is_decomposed(0, singletons[i]), !combines);
    }
    assert_false(is_decomposed(0, 0x301));
    assert_false(is_decomposed(0xE9, 0x301));
    assert_false(bytes_is_decomposed(STR("\x80\xCC\x81"), 1, 0x301));
    assert_false(bytes_is_decomposed(STR("\xC3\xCC\x81"), 1, 0x301));
}

static bool is_invisible(uint32_t left, uint32_t c, uint32_t right) {
    char bytes[12];
    size_t at = left ? utf8_encode(left, bytes) : 0, len = utf8_encode(c, bytes + at);
    Str s = {bytes, at + len};
    if (right) s.len += utf8_encode(right, bytes + s.len);
    return bytes_is_invisible(s, at, c, len);
}

static void what_shows_nothing(void **state) {
    (void)state;
    static const uint32_t joiners[] = {0xAD, 0x200C, 0x200D};
    for (size_t i = 0; i < 3; i++) {
        assert_true(is_invisible('a', joiners[i], 'b'));
        assert_false(is_invisible('a', joiners[i], 0));
        assert_false(is_invisible(0, joiners[i], 'b'));
        assert_false(is_invisible('1', joiners[i], 'b'));
        assert_false(is_invisible(0x645, joiners[i], 0x646)); /* Persian */
        assert_false(is_invisible('a', joiners[i], 0x1F468));
    }
    assert_true(is_invisible('a', 0x200B, 'b'));
    assert_true(is_invisible(0, 0x200B, 0));
    assert_true(is_invisible(0x24F, 0x200B, 0x24F));
    assert_false(is_invisible(0x250, 0x200B, 'b'));
    assert_false(is_invisible('a', 0x200B, 0x250));
    assert_false(is_invisible(0xE01, 0x200B, 0xE02)); /* Thai */
    for (uint32_t c = 0xA0; c < 0xE0100; c++) {
        if (c >= 0xD800 && c <= 0xDFFF) c = 0xE000;
        bool want = c == 0xAD || (c >= 0x200B && c <= 0x200D) || c == 0x180E ||
                    (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x2064) ||
                    (c >= 0x2066 && c <= 0x2069) || c == 0xFEFF || (c >= 0xE0000 && c <= 0xE007F);
        if (is_invisible('a', c, 'b') != want) fail_msg("U+%04X", (unsigned)c);
    }
    assert_false(is_invisible(0x1F3F4, 0xE0067, 0xE0062)); /* a flag of a region */
    assert_false(is_invisible(0xE0067, 0xE0062, 0));
    assert_true(is_invisible(0x1F3F3, 0xE0067, 0));
    assert_true(is_invisible(0xE0001, 0xE0067, 0));
    static const struct {
        uint32_t c;
        const char *name;
    } names[] = {{0xAD, " (soft hyphen)"},
                 {0x200B, " (zero width space)"},
                 {0x200C, " (zero width joiner)"},
                 {0x200D, " (zero width joiner)"},
                 {0x2060, " (word joiner)"},
                 {0xFEFF, " (byte order mark)"},
                 {0xE0041, " (tag character)"},
                 {0x202A, " (writing direction)"},
                 {0x180E, ""}};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        assert_string_equal(bytes_character_name(names[i].c), names[i].name);
}

/* The Cyrillic letter, if one, in the word. */
static bool looks_like_another(const char *word) {
    Str s = str_from_c(word);
    for (size_t at = 0, len; at < s.len; at += len) {
        uint32_t c = utf8_decode(s, at, &len);
        if (bytes_is_look_alike(s, at, c, len)) return true;
    }
    return false;
}

static void letters_of_other_scripts(void **state) {
    (void)state;
    assert_true(looks_like_another("p\xD0\xB0ss")); /* Cyrillic a */
    assert_true(looks_like_another("\xD0\xB0"
                                   "bcd"));
    assert_true(looks_like_another("bcd\xD0\xB0"));
    assert_true(looks_like_another("abc\xCE\x9F")); /* Greek omicron */
    assert_true(looks_like_another("b\xD0\xB0\xD0\xB5"
                                   "cd"));
    assert_false(looks_like_another("b\xD0\xB0"
                                    "c")); /* two Latin letters */
    assert_false(looks_like_another("\xD0\xB0"));
    assert_false(looks_like_another("bcd\xD0\xB4"));         /* like no Latin letter */
    assert_false(looks_like_another("bcd\xD0\xB0\xD0\xB4")); /* a word of that script */
    assert_false(looks_like_another("\xD0\xB4\xD0\xB0"
                                    "bcd"));
    assert_false(looks_like_another("bcd \xD0\xB0 bcd"));
    assert_false(looks_like_another("bcd-\xD0\xB0-bcd"));
    assert_false(looks_like_another("bcd"));
    /* Capitals A B E K M H O P C T X and a e o p c y x, V and j, s, i; the Greek capitals and o, v.
     */
    static const char alike[] = "АВЕКМНОРСТХ"
                                "аеорсух"
                                "ЅІЈѕіј"
                                "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ"
                                "ον";
    Str all = str_from_c(alike);
    for (uint32_t c = 0x80; c < 0x3000; c++) {
        char letter[4], word[8] = "bcd";
        size_t n = utf8_encode(c, letter);
        memcpy(word + 3, letter, n);
        bool known = str_has(all, (Str){letter, n});
        if (bytes_is_look_alike((Str){word, 3 + n}, 3, c, n) != known)
            fail_msg("U+%04X", (unsigned)c);
    }
}

/* Of a long word the 48 letters on either side are looked at. */
static void a_word_is_looked_at_so_far(void **state) {
    (void)state;
    char word[256];
    for (size_t far = 0; far < 60; far++) {
        memset(word, '-', sizeof word);
        memset(word, 'x', 3);
        for (size_t i = 0; i < far; i++) memcpy(word + 3 + 2 * i, "о", 2);
        size_t at = 3 + 2 * far;
        memcpy(word + at, "о", 2);
        /* three Latin letters, as far away as there are letters between */
        assert_int_equal(bytes_is_look_alike((Str){word, at + 2}, at, 0x43E, 2), far + 3 <= 48);
        for (size_t i = 0; i < far; i++) memcpy(word + 2 + 2 * i, "о", 2);
        memcpy(word, "о", 2);
        memset(word + 2 + 2 * far, 'x', 3);
        assert_int_equal(bytes_is_look_alike((Str){word, 5 + 2 * far}, 0, 0x43E, 2), far + 3 <= 48);
    }
}

static void lines_that_look_the_same(void **state) {
    (void)state;
#define LINE "twenty-four bytes of text"
    static const struct {
        const char *text;
        int blanks, other; /* where they start; -1: there are none */
    } cases[] = {
        {LINE " \n" LINE "\n", 25, 27},
        {LINE "\n" LINE "\t\n", 51, 0},
        {LINE " \n" LINE " \n", -1, -1},
        {LINE " \n" LINE "  \n", 25, 27},
        {LINE "\n" LINE "\n", -1, -1},
        {LINE " \r\n" LINE "\r\n", 25, 28},
        {LINE "\r\n" LINE "\n", -1, -1},
        {LINE "\n" LINE " ", 51, 0},
        {"a" LINE " \n" LINE "\n", -1, -1},
        {"short \nshort\n", -1, -1},
        {"twenty-three bytes here \ntwenty-three bytes here\n", -1, -1},
        {"twenty-four bytes, these \ntwenty-four bytes, these\n", 24, 26},
        {LINE " \nother line of enough bytes\t\nother line of enough bytes\n", 53, 55},
        {"", -1, -1},
        {" \n \n", -1, -1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Arena arena = {0};
        TwinLine twin = {{0, 0}, {0, 0}};
        bool found = bytes_twin_lines(&arena, str_from_c(cases[i].text), &twin);
        if (found != (cases[i].blanks >= 0)) fail_msg("%s", cases[i].text);
        if (found) {
            assert_int_equal(twin.blanks.start, cases[i].blanks);
            assert_int_equal(twin.other.start, cases[i].other);
        }
        arena_free(&arena);
    }
    /* wherever the blank stands in the text */
    for (size_t pad = 0; pad < 140; pad++) {
        char text[256];
        memset(text, 'x', pad);
        memcpy(text + pad, "\n" LINE " \n" LINE, 2 + 2 * strlen(LINE) + 1);
        Arena arena = {0};
        TwinLine twin = {{0, 0}, {0, 0}};
        Str s = {text, pad + 3 + 2 * strlen(LINE)};
        assert_true(bytes_twin_lines(&arena, s, &twin));
        assert_int_equal(twin.blanks.start, pad + 1 + strlen(LINE));
        assert_int_equal(twin.blanks.end, pad + 2 + strlen(LINE));
        assert_int_equal(twin.other.end, s.len);
        arena_free(&arena);
    }
    /* many lines with blanks, each of which has its like farther down */
    Buf many = {0};
    for (int i = 0; i < 40; i++) buf_printf(&many, LINE " number %d%s\n", i, i == 7 ? "" : " ");
    buf_printf(&many, LINE " number 7\t\n" LINE " number 31 \n");
    Arena arena = {0};
    TwinLine twin;
    assert_true(bytes_twin_lines(&arena, (Str){many.ptr, many.len}, &twin));
    assert_int_equal(many.ptr[twin.blanks.start], '\t');
    buf_free(&many);
    arena_free(&arena);
}

/* Lines that were made to meet in one slot of a table are looked at so often; the others are left
 * out, and never taken for each other. */
static void lines_that_were_made_to_meet(void **state) {
    (void)state;
    enum { SLOTS = 256, MET = 100 };
    char line[64], first[64] = "", last[64] = "";
    Buf text = {0};
    size_t met = 0;
    for (unsigned i = 0; met < MET; i++) {
        snprintf(line, sizeof line, LINE " number %u", i);
        if (str_hash(str_from_c(line)) % SLOTS) continue;
        if (met == 0) memcpy(first, line, sizeof line);
        memcpy(last, line, sizeof line);
        buf_printf(&text, "%s%s\n", line, met++ % 2 ? " " : "\t");
    }
    Arena arena = {0};
    TwinLine twin;
    assert_false(bytes_twin_lines(&arena, buf_str(&text), &twin));
    size_t len = text.len;
    buf_printf(&text, "%s\n", last);
    assert_false(bytes_twin_lines(&arena, buf_str(&text), &twin));
    text.len = len;
    buf_printf(&text, "%s\n", first);
    assert_true(bytes_twin_lines(&arena, buf_str(&text), &twin));
    assert_int_equal(twin.blanks.start, strlen(first));
    buf_free(&text);
    arena_free(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_code_point_there_and_back),
        cmocka_unit_test(what_is_no_utf8),
        cmocka_unit_test(at_every_place_of_a_text),
        cmocka_unit_test(every_character_in_outputs),
        cmocka_unit_test(columns_on_a_terminal),
        cmocka_unit_test(commands_are_defused),
        cmocka_unit_test(counts_with_separators),
        cmocka_unit_test(texts_in_texts),
        cmocka_unit_test(lines_of_a_text),
        cmocka_unit_test(how_far_words_are_apart),
        cmocka_unit_test(numbers_as_written),
        cmocka_unit_test(long_texts_are_printed_whole),
        cmocka_unit_test(every_day_has_its_date),
        cmocka_unit_test(what_is_no_date),
        cmocka_unit_test(what_has_another_form),
        cmocka_unit_test(what_shows_nothing),
        cmocka_unit_test(letters_of_other_scripts),
        cmocka_unit_test(a_word_is_looked_at_so_far),
        cmocka_unit_test(lines_that_look_the_same),
        cmocka_unit_test(lines_that_were_made_to_meet),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
