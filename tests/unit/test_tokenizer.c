#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "../../tokenizer/exact.h"
#include "../../tokenizer/tokenizer.h"
#include "../../tokenizer/unicode.h"

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

/* What is remembered of other texts and other families changes no count. */
static void test_memo(void **state) {
    (void)state;
    TokEntry entries[32] = {{0}};
    TokMemo memo = {entries, 32};
    size_t n = sizeof sample - 1;
    for (size_t len = 0; len <= n; len++) {
        for (int f = 0; f < TOK_FAMILY_COUNT; f++) {
            TokCount fresh = tok_count((TokFamily)f, sample + n - len, len);
            TokCount c = tok_count_with(memo, (TokFamily)f, sample + n - len, len);
            assert_int_equal(c.tokens, fresh.tokens);
            assert_int_equal(c.lo, fresh.lo);
            assert_int_equal(c.hi, fresh.hi);
        }
    }
}

/* A memo that grew while it was used: the same counts, and what it knew is still there. */
static void test_memo_grows(void **state) {
    (void)state;
    static TokEntry small[32], large[1024];
    TokMemo memo = {small, 32};
    size_t n = sizeof sample - 1;
    for (int f = 0; f < TOK_FAMILY_COUNT; f++) tok_count_with(memo, (TokFamily)f, sample, n);
    assert_true(tok_memo_is_full(memo));
    TokMemo larger = {large, 1024};
    assert_false(tok_memo_is_full(larger));
    tok_memo_move(larger, memo);
    for (size_t i = 0; i < 32; i++) {
        size_t found = 0;
        for (size_t k = 0; k < 1024; k++)
            found += small[i].second && memcmp(&small[i], &large[k], sizeof small[i]) == 0;
        assert_int_equal(found, small[i].second != 0);
    }
    for (int f = 0; f < TOK_FAMILY_COUNT; f++) {
        TokCount fresh = tok_count((TokFamily)f, sample, n);
        TokCount c = tok_count_with(larger, (TokFamily)f, sample, n);
        assert_memory_equal(&c.tokens, &fresh.tokens, 3 * sizeof c.tokens);
    }
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

/* Counts made with the reference counters. Everything here is common enough that the tables must
 * know it. */
static void test_golden(void **state) {
    (void)state;
    static const struct {
        const char *text;
        int64_t o200k, cl100k, llama3;
    } cases[] = {
        {"You are a helpful assistant.", 6, 6, 6},
        {"def main():\n    print(\"hello\")\n", 8, 8, 8},
        {"{\"role\": \"user\", \"content\": [{\"type\": \"text\"}]}", 16, 16, 16},
        {"Use the tools below. Don't guess: ask!\n\n- one\n- two\n", 16, 17, 17},
        {"\xD0\x9D\xD0\xB5 \xD1\x83\xD0\xB4\xD0\xB0\xD0\xBB\xD0\xBE\xD1\x81\xD1\x8C "
         "\xD0\xBE\xD1\x82\xD0\xBA\xD1\x80\xD1\x8B\xD1\x82\xD1\x8C "
         "\xD1\x84\xD0\xB0\xD0\xB9\xD0\xBB, "
         "\xD0\xBF\xD0\xBE\xD0\xBF\xD1\x80\xD0\xBE\xD0\xB1\xD1\x83\xD0\xB9\xD1\x82\xD0\xB5 "
         "\xD0\xB5\xD1\x89\xD1\x91 \xD1\x80\xD0\xB0\xD0\xB7.",
         10, 19, 13},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_int_equal(tokens(TOK_O200K, cases[i].text), cases[i].o200k);
        assert_int_equal(tokens(TOK_CL100K, cases[i].text), cases[i].cl100k);
        assert_int_equal(tokens(TOK_LLAMA3, cases[i].text), cases[i].llama3);
    }
}

/* Lines do not touch each other: the count of two texts that end in a line break is the sum of
 * their counts. */
static void test_lines_add_up(void **state) {
    (void)state;
    static const char *const lines[] = {"First, read the file.\n",
                                        "Then (if asked) run `make test`\n",
                                        "x = {'a': 1, 'b': [2, 3]}\n", "Ende gut, alles gut\n"};
    for (int f = 0; f < TOK_FAMILY_COUNT; f++) {
        char all[400] = "";
        int64_t sum = 0;
        for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
            strcat(all, lines[i]);
            sum += tokens((TokFamily)f, lines[i]);
        }
        assert_int_equal(tokens((TokFamily)f, all), sum);
    }
}

/* Counts where Claude's rules say so by themselves, without prices: digits in threes, a space that
 * cannot be absorbed. */
static void test_claude_rules(void **state) {
    (void)state;
    static const TokFamily families[] = {TOK_CLAUDE_V3, TOK_CLAUDE_47};
    for (size_t i = 0; i < 2; i++) {
        TokFamily f = families[i];
        assert_int_equal(tokens(f, "a 1 b"), tokens(f, "a") + 1 + 1 + 1 + tokens(f, "b"));
        assert_int_equal(tokens(f, "the cat"), tokens(f, "the") + tokens(f, "cat"));
        assert_int_equal(tokens(f, "a\x01\x02 b\x7F"), tokens(f, "a b"));
        assert_int_equal(tokens(f, "a\xC2\xA0"
                                   "b"),
                         tokens(f, "a b"));
        assert_int_equal(tokens(f, "\xE4\xBD\xA0\xE5\xA5\xBD"),
                         tokens(f, "\xE4\xBD\xA0") + tokens(f, "\xE5\xA5\xBD"));
        /* a Tamil virama with a comma and a space behind is one token; with other signs it is not
         */
        assert_int_equal(tokens(f, "\xE0\xAE\x95\xE0\xAF\x8D, a"),
                         tokens(f, "\xE0\xAE\x95\xE0\xAF\x8D a"));
        assert_int_equal(tokens(f, "\xE0\xAE\x95\xE0\xAF\x8D; a"),
                         tokens(f, "\xE0\xAE\x95\xE0\xAF\x8D a") + 1);
    }
}

static void test_band(void **state) {
    (void)state;
    static const char known[] =
        "You are a helpful assistant. Answer in the language of the question. ";
    static const char strange[] =
        "Zxqvbr wqkzjt Brzyxq nkvwqp zzkqwv Xvbnqz wrtzpk qjxkvz Vbwqzx kkwzqp ";
    for (int f = 0; f < TOK_FAMILY_COUNT; f++) {
        char a[2000] = "", b[2000] = "";
        for (int i = 0; i < 20; i++) {
            strcat(a, known);
            strcat(b, strange);
        }
        TokCount x = tok_count((TokFamily)f, a, strlen(a)),
                 y = tok_count((TokFamily)f, b, strlen(b));
        assert_int_equal(x.method, f == TOK_UNKNOWN ? TOK_FALLBACK : TOK_FITTED);
        assert_true(x.hi > x.tokens && x.lo < x.tokens);
        /* relative to the size, what the table does not know is less certain */
        assert_true((y.hi - y.tokens) * x.tokens > (x.hi - x.tokens) * y.tokens);
        TokCount s = tok_add(x, y);
        assert_int_equal(s.tokens, x.tokens + y.tokens);
        assert_int_equal(s.hi - s.tokens, (x.hi - x.tokens) + (y.hi - y.tokens));
    }
    TokCount u = tok_count(TOK_UNKNOWN, known, strlen(known)),
             o = tok_count(TOK_O200K, known, strlen(known));
    assert_int_equal(u.lo, o.lo);
    assert_int_equal(u.tokens, tokens(TOK_CLAUDE_47, known));
}

/* Endless runs of one thing: the price of the second half is that of the first, and the time too.
 */
static void test_long_runs(void **state) {
    (void)state;
    static const char *const units[] = {"a",
                                        " ",
                                        "\n",
                                        "QmFzZTY0",
                                        "\xCC\x81",
                                        "\xF0\x9F\x98\x80",
                                        "A\xC2\xAA",
                                        "\xC2\xAA\x41",
                                        "'",
                                        "\xFF",
                                        " \n",
                                        "\xEF\xB8\x8F",
                                        "7",
                                        "<b>",
                                        "\xE1\x84\x80\xE1\x85\xA1"};
    enum { SIZE = 1 << 20 };
    char *text = malloc(SIZE);
    for (size_t u = 0; u < sizeof units / sizeof *units; u++) {
        size_t k = strlen(units[u]), n = 0;
        for (; n + k <= SIZE; n += k) memcpy(text + n, units[u], k);
        for (int f = 0; f < TOK_UNKNOWN; f++) {
            clock_t start = clock();
            int64_t half = tok_count((TokFamily)f, text, n / 2 / k * k).tokens,
                    full = tok_count((TokFamily)f, text, n).tokens;
            double seconds = (double)(clock() - start) / CLOCKS_PER_SEC;
            assert_true(full >= half);
            assert_true(full <= (int64_t)n * 3);
            assert_true(llabs(full - 2 * half) <= full / 100 + 64);
            assert_true(seconds <
                        20); /* 1.5 MB; a debugger may be slow, quadratic work takes minutes */
        }
    }
    free(text);
}

static void test_ill_formed(void **state) {
    (void)state;
    static const char *const bad[] = {
        "\xFF",     "\xC3",         "\xE2\x82",         "\xF0\x9F\x98",
        "\xC0\x80", "\xED\xA0\x80", "\xF5\x80\x80\x80", "\x80\x80"};
    for (int f = 0; f < TOK_FAMILY_COUNT; f++) {
        for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
            char want[64] = "a ", got[64] = "a ";
            strcat(got, bad[i]);
            for (size_t k = 0; k < strlen(bad[i]); k++) strcat(want, "\xEF\xBF\xBD");
            assert_int_equal(tokens((TokFamily)f, strcat(got, " b")),
                             tokens((TokFamily)f, strcat(want, " b")));
        }
    }
}

/* A rank file of all bytes and a few joins, and what merging by rank makes of it. */
static void put_line(char *out, const char *token, size_t n, int rank) {
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    char b[16] = "";
    size_t o = 0;
    for (size_t i = 0; i < n; i += 3) {
        uint32_t v = (uint32_t)(uint8_t)token[i] << 16;
        if (i + 1 < n) v |= (uint32_t)(uint8_t)token[i + 1] << 8;
        if (i + 2 < n) v |= (uint8_t)token[i + 2];
        b[o++] = digits[v >> 18];
        b[o++] = digits[v >> 12 & 63];
        b[o++] = i + 1 < n ? digits[v >> 6 & 63] : '=';
        b[o++] = i + 2 < n ? digits[v & 63] : '=';
    }
    sprintf(out + strlen(out), "%s %d\n", b, rank);
}

static void test_ranks(void **state) {
    (void)state;
    static char file[8192];
    file[0] = 0;
    for (int i = 0; i < 256; i++) {
        char c = (char)i;
        put_line(file, &c, 1, i);
    }
    const char *error;
    static const char *const joins[] = {"bc", "ab", "abc", " a", "abcd"};
    for (int i = 0; i < 5; i++) put_line(file, joins[i], strlen(joins[i]), 256 + i);
    TokExact *x = tok_load_ranks(TOK_O200K, file, strlen(file), &error);
    assert_non_null(x);
    static const struct {
        const char *text;
        int64_t want;
    } cases[] = {
        {"abc", 1},  /* a token */
        {"abcx", 2}, /* bc first, then a+bc */
        {"abx", 2},  /* ab x */
        {"abcd", 1},       {"abcdabcd", 2}, {"xxxx", 4},
        {" abc", 2}, /* " a" would need a before bc; bc wins, then abc, then the space */
        {"abcabc abc", 4}, {"", 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        TokCount c = tok_exact_count(x, TOK_O200K, cases[i].text, strlen(cases[i].text));
        assert_int_equal(c.tokens, cases[i].want);
        assert_int_equal(c.lo, c.hi);
        assert_int_equal(c.method, TOK_EXACT_RANKS);
    }
    tok_exact_free(x);
    assert_null(tok_load_ranks(TOK_O200K, file, 40, &error)); /* bytes are missing */
    assert_non_null(error);
    for (int left_out = 0; left_out < 256; left_out++) {
        static char less[8192];
        less[0] = 0;
        for (int i = 0; i < 256; i++) {
            char c = (char)i;
            if (i != left_out) put_line(less, &c, 1, i);
        }
        assert_null(tok_load_ranks(TOK_O200K, less, strlen(less), &error));
        assert_non_null(strstr(error, "single byte"));
    }
    assert_null(tok_load_ranks(TOK_GEMMA3, file, strlen(file), &error));
    strcat(file, "!! 9\n");
    assert_null(tok_load_ranks(TOK_O200K, file, strlen(file), &error));
}

static void test_pieces(void **state) {
    (void)state;
    static const char file[] =
        "{\"meta\": {\"family\": \"v4.7\", \"message_overhead\": 11, \"allcaps_min\": null},\n"
        " \"tokens\": {\"word_pieces\": {\"\xE2\x9F\xA8"
        "bow\xE2\x9F\xA9the\xE2\x9F\xA8"
        "eow\xE2\x9F\xA9\": 1,"
        " \"\xE2\x9F\xA8"
        "bow\xE2\x9F\xA9"
        "ca\": {\"n\": [1, {}]}, \"t\\u0073\xE2\x9F\xA8"
        "eow\xE2\x9F\xA9\": true},\n"
        " \"contractions\": {\"'s\": 1}, \"bytes_fallback\": [\"f09f\"], \"punctuation\": "
        "{}, \"whitespace\": []}}\n"; /* a group is an object or an array */
    const char *error;
    TokExact *x = tok_load_pieces(file, sizeof file - 1, &error);
    assert_non_null(x);
    assert_int_equal(tok_exact_family(x), TOK_CLAUDE_47);
    static const struct {
        const char *text;
        int64_t want;
    } cases[] = {
        {"the", 1},
        {"The", 2},
        {"the the", 2},
        {"cats", 2},
        {"cat's", 4}, /* bow-ca t eow 's-eow */
        {"\xF0\x9F\x98\x80", 3},
        {"12345", 2},
        {"the 1", 3},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        TokCount c = tok_exact_count(x, TOK_CLAUDE_5, cases[i].text, strlen(cases[i].text));
        assert_int_equal(c.tokens, cases[i].want);
        assert_int_equal(c.method, TOK_PIECES);
    }
    assert_int_equal(tok_exact_count_message(x, TOK_CLAUDE_47, "1", 1).tokens, 2);
    assert_int_equal(tok_exact_count_message(x, TOK_CLAUDE_5, "1", 1).tokens, 1);
    tok_exact_free(x);
    for (size_t n = 1; n < sizeof file - 2;
         n++) { /* every cut of the file is refused, whatever it cuts, and not read beyond */
        char *cut = malloc(n);
        memcpy(cut, file, n);
        assert_null(tok_load_pieces(cut, n, &error));
        assert_non_null(error);
        free(cut);
    }
    static const char wrong[] = "{\"meta\": {\"family\": \"v9\"}, \"tokens\": {\"w\": {\"a\": 1}}}";
    assert_null(tok_load_pieces(wrong, sizeof wrong - 1, &error));
}

#define OPEN  "\xE2\x9F\xA8"
#define CLOSE "\xE2\x9F\xA9"

static TokExact *load_groups(const char *family, const char *groups) {
    static char file[8192], written[2 * sizeof file];
    const char *error;
    snprintf(
        file, sizeof file,
        " {\"x\": [0], \"meta\": {\"n\": 1, \"family\": \"%s\"}, \"tokens\": %s, \"y\": true}\n",
        family, groups);
    size_t n = 0;
    for (const char *c = file; *c; c++) {
        bool bracket = *c == '<' || *c == '>';
        if (bracket) memcpy(written + n, "\xE2\x9F", 2);
        n += bracket ? 2 : 0;
        written[n++] = *c == '<' ? '\xA8' : *c == '>' ? '\xA9' : *c;
    }
    TokExact *x = tok_load_pieces(written, n, &error);
    assert_true((x == NULL) == (error != NULL));
    return x;
}

/* Without pieces, each byte of a segment and each of its marks is a token. */
static void test_piece_files(void **state) {
    (void)state;
    static const struct {
        const char *family, *groups, *text;
        int64_t want; /* -1: the file is refused */
    } cases[] = {
        {"v3", "{\"w\": {\"q\": 1}}", "cat", 5}, /* bow c a t eow */
        {"v3", "{\"w\": {\"<bow>cat<eow>\": 1}}", "cat", 1},
        {"v3", "{\"w\": {\"<bow>cat<eow>\": 1}}", "cats", 6},
        {"v3", "{\"w\": {\"<bow>ca\": 1, \"at<eow>\": 1, \"c\": 1}}", "cat",
         3}, /* bow-ca t eow, or bow c at-eow */
        {"v3", "{\"w\": {\"<shift><bow>cat<eow>\": 1}}", "Cat", 1},
        {"v3", "{\"w\": {\"<caps><bow>cats<eow>\": 1}}", "CATS", 1},
        {"v4.7", "{\"w\": {\"<bow>CATS<eow>\": 1}}", "CATS", 1}, /* no mark for capitals there */
        {"v3", "{\"w\": {\"<bow>CAT<eow>\": 1}}", "CAT", 1},     /* too short for the mark */
        {"v3", "{\"w\": {\"<shift><bow>\\u00e9cran<eow>\": 1}}",
         "\xC3\x89"
         "cran",
         1},
        {"v3", "{\"w\": {\"<caps><bow>\\u00e9cran<eow>\": 1}}",
         "\xC3\x89"
         "CRAN",
         1},
        {"v4.7", "{\"w\": {\"<bow>\\u00c9CRAN<eow>\": 1}}",
         "\xC3\x89"
         "CRAN",
         1},
        {"v3", "{\"w\": {\"<bow>\\u00c9cRan<eow>\": 1}}",
         "\xC3\x89"
         "cRan",
         1},
        {"v3", "{\"w\": {\"<bow>\\u00e9Cran<eow>\": 1}}",
         "\xC3\xA9"
         "Cran",
         1},
        {"v3", "{\"w\": {\"<bow>E\\u00c9<eow>\": 1}}", "E\xC3\x89", 1},
        {"v3", "{\"w\": {\"<bow>\\u00c0BC<eow>\": 1}}",
         "\xC3\x80"
         "BC",
         1},
        {"v3", "{\"w\": {\"<caps><bow>ab\\u00e0c<eow>\": 1}}",
         "AB\xC3\x80"
         "C",
         1},
        {"v3", "{\"w\": {\"<bow>STRA\\u1e9eE<eow>\": 1}}",
         "STRA\xE1\xBA\x9E"
         "E",
         1}, /* has no lower case */
        {"v3", "{\"w\": {\"<bow>\\u1e9ea<eow>\": 1}}",
         "\xE1\xBA\x9E"
         "a",
         1},
        {"v3", "{\"w\": {\"<0x63><0x61>t\": 1}}", "cat", 3},
        {"v3", "{\"w\": {\"<0x6G>at\": 1}}", "cat", 5}, /* no byte: as it stands */
        {"v3", "{\"w\": {\"<0xG3>at\": 1}}", "cat", 5},
        {"v3", "{\"w\": {\"<0y63>at\": 1}}", "cat", 5},
        {"v3", "{\"w\": {\"<1x63>at\": 1}}", "cat", 5},
        {"v3", "{\"w\": {\"<0x063>at\": 1}}", "cat", 5},
        {"v3", "{\"w\": {\"<bowcat<eow>\": 1}}", "cat", 5}, /* not closed */
        {"v3", "{\"w\": {\"<bowbowbowbow>cat\": 1}}", "cat", 5},
        {"v3", "{\"w\": {\"<\": 1, \"<bow\": 1, \"cat\": 1}}", "cat", 3},
        {"v3", "{\"w\": [\"<bow>cat<eow>\", \"x\"]}", "cat", 1},
        {"v3", "{\"w\": [], \"x\": {}, \"y\": 5, \"z\": [\"cat\"]}", "cat", 3},
        {"v3", "{\"bytes_fallback\": {\"636174\": 1}}", "cat", 3},
        {"v3", "{\"bytes_fallback\": [\"4a\", \"4B4C\"]}", "Jkl", 6},
        {"v3", "{\"bytes_fallback\": {\"6\": 1}}", "cat", -1},
        {"v3", "{\"bytes_fallback\": {\"6g\": 1}}", "cat", -1},
        {"v3", "{\"bytes_fallback\": {\"g6\": 1}}", "cat", -1},
        {"v3", "{\"bytes_fallback\": {\"/0:9@A`f\": 1}}", "cat", -1},
        {"v3", "{\"contractions\": {\"'s\": 1}}", "a's", 4}, /* bow a eow 's-eow */
        {"v3", "{\"contractions\": {\"'s<eow>\": 1}}", "a's", 4},
        {"v3", "{\"w\": {\"\\u0063\\u0061\\u0074\": 1}}", "cat", 3},
        {"v3", "{\"w\": {\"\\n\\r\\t\\b\\f\\/\\\"\\\\\": 1, \"\\t\\t\\t\": 1}}", "\t\t\t", 1},
        {"v3", "{\"w\": {\"\\n\\n\": 1}}", "\n\n\n\n", 2},
        {"v3", "{\"w\": {\"\\u00e9\\u00E9\": 1}}", "\xC3\xA9\xC3\xA9", 3},
        {"v3", "{\"w\": {\"\\ud83d\\uDE00\": 1}}", "\xF0\x9F\x98\x80", 1},
        {"v3", "{\"w\": {\"\\ud83d\": 1}}", "x", -1}, /* half a pair */
        {"v3", "{\"w\": {\"\\ud83dx00000\": 1}}", "x", -1},
        {"v3", "{\"w\": {\"\\ud83d\\n00000\": 1}}", "x", -1},
        {"v3", "{\"w\": {\"\\ud83d\\u0041\": 1}}", "x", -1},
        {"v3", "{\"w\": {\"\\ud83d\\ue000\": 1}}", "x", -1},
        {"v3", "{\"w\": {\"\\ud83d\\udbff\": 1}}", "x", -1},
        {"v3", "{\"w\": {\"\\ud83d\\u00g0\": 1}}", "x", -1},
        {"v3", "{\"w\": {\"\\ude00\\ud83d\": 1}}", "x", -1},
        {"v3", "{\"w\": {\"\\u00g0\": 1}}", "x", -1},
        {"v3", "{\"w\": {\"\\x\": 1}}", "x", -1},
        {"v3",
         "{\"w\": {\"cat\": [1, {\"a]\": \"}]\\\"\", \"b\": {}}, \"x\", []], \"x\": {\"n\": -1.5e3 "
         "}, \"y\":null}}",
         "cat", 3}, /* what stands behind a piece is anything */
        {"v3", "{\"w\": {\"cat\": ]}}", "cat", -1},
        {"v3", "{\"w\": {\"cat\": }}}", "cat", -1},
        {"v3", "{\"w\": {\"cat\" 1}}", "cat", -1},
        {"v3", "{\"w\": {cat: 1}}", "cat", -1},
        {"v3", "{\"w\": {\"cat\": 1,}}", "cat", -1},
        {"v3", "{\"w\": [\"cat\" \"x\"]}", "cat", -1},
        {"v3", "{\"w\": [\"cat\", 5]}", "cat", -1},
        {"v3", "{}", "cat", -1}, /* no pieces */
        {"v3", "{\"w\": {\"\": 1}}", "cat", -1},
        {"v3", "5", "cat", -1},
        {"v9", "{\"w\": {\"cat\": 1}}", "cat", -1},
        {"v4.70000000000000000000000000000000000000", "{\"w\": {\"cat\": 1}}", "cat", -1},
    };
    size_t wrong = 0;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        TokExact *x = load_groups(cases[i].family, cases[i].groups);
        TokFamily family = x == NULL ? TOK_UNKNOWN : tok_exact_family(x);
        int64_t got = x == NULL
                          ? -1
                          : tok_exact_count(x, family, cases[i].text, strlen(cases[i].text)).tokens;
        tok_exact_free(x);
        if (got == cases[i].want) continue;
        print_error("%s, %s: %d, not %d\n", cases[i].groups, cases[i].text, (int)got,
                    (int)cases[i].want);
        wrong++;
    }
    assert_int_equal(wrong, 0);
}

/* Pieces of up to 512 bytes count; longer ones, and those that no buffer holds, do no harm. */
static void test_long_pieces(void **state) {
    (void)state;
    static const struct {
        size_t piece, text;
        int64_t want;
    } cases[] = {{512, 512, 1},   {512, 1024, 2},   {512, 1030, 8},
                 {513, 513, 513}, {2048, 600, 600}, {2049, 600, 600}};
    static char groups[4096], text[2048];
    memset(text, '-', sizeof text);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        snprintf(groups, sizeof groups, "{\"w\": {\"x\": 1, \"%.*s\": 1}}", (int)cases[i].piece,
                 text);
        if (cases[i].piece > sizeof text) /* one more than the text has */
            snprintf(groups, sizeof groups, "{\"w\": {\"x\": 1, \"%.*s-\": 1}}", (int)sizeof text,
                     text);
        TokExact *x = load_groups("v3", groups);
        assert_non_null(x);
        assert_int_equal(tok_exact_count(x, TOK_CLAUDE_V3, text, cases[i].text).tokens,
                         cases[i].want);
        tok_exact_free(x);
    }
}

static void test_too_many_entries(void **state) {
    (void)state;
    enum { LINES = (1 << 22) + 1 };
    char *file = malloc(LINES);
    const char *error;
    memset(file, '\n', LINES);
    assert_null(tok_load_ranks(TOK_O200K, file, LINES, &error));
    assert_string_equal(error, "more entries than any tokenizer has");
    assert_null(tok_load_ranks(TOK_O200K, file, LINES - 2, &error));
    assert_string_equal(error, "not a byte-level rank file: a single byte has no rank");
    free(file);
}

/* Lines that are none of a rank file, behind one that is complete. */
static void test_rank_lines(void **state) {
    (void)state;
    static const struct {
        const char *line;
        bool fine;
    } cases[] = {
        {"", true},
        {"YWI= 300", true},
        {"YWI= 300\n", true},
        {"YWI= 300\r\n", true},
        {"\r\n\nYWI= 0", true},
        {"+/+/ 300", true},
        {"YWI= 4294967294", true},
        {"YWI= 4294967295", false},
        {"YWI= 99999999999999999999999", false},
        {"YWI=", false},
        {"YWI= ", false},
        {"YWI=  300", false},
        {"YWI= 300 ", false},
        {"YWI= 3x", false},
        {"YWI= -3", false},
        {"YW-= 300", false},
        {"YW[= 300", false},
        {" 300", false},
        {"= 300", false},
        {"YQ== 300", false}, /* a again */
        {"YWI= 300\nYWI= 301", false},
    };
    static char file[8192];
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        file[0] = 0;
        for (int b = 0; b < 256; b++) {
            char c = (char)b;
            put_line(file, &c, 1, b);
        }
        strcat(file, cases[i].line);
        const char *error;
        TokExact *x = tok_load_ranks(TOK_CL100K, file, strlen(file), &error);
        if ((x != NULL) != cases[i].fine) fail_msg("%s", cases[i].line);
        assert_true((x == NULL) == (error != NULL));
        tok_exact_free(x);
    }
}

/* Unicode Standard, 3.11: what a text of a few characters is in NFC. */
/* What Claude's side leaves out costs nothing, whichever it is. */
static void test_left_out(void **state) {
    (void)state;
    for (int f = TOK_CLAUDE_V3; f <= TOK_CLAUDE_5; f++) {
        int64_t want = tokens((TokFamily)f, "ab \x02 cd");
        for (uint32_t c = 1; c < 0xF900; c++) {
            if (c == '\t' || c == '\n' || c == '\r') continue;
            if (c == 0x20) c = 0x7F;
            if (c == 0xA0) c = 0xE000;
            char text[16] = "ab ";
            size_t n = 3 + tok_u8_put((uint8_t *)text + 3, c);
            memcpy(text + n, " cd", 4);
            if (tokens((TokFamily)f, text) != want) fail_msg("family %d, U+%04X", f, (unsigned)c);
        }
    }
}

static void test_nfc(void **state) {
    (void)state;
    static const struct {
        uint32_t text[6], want[6];
    } cases[] = {
        {{'a'}, {'a'}},
        {{'e', 0x301}, {0xE9}},
        {{'e', 0x301, 'x'}, {0xE9, 'x'}},
        {{'x', 0x301}, {'x', 0x301}},
        {{0x301, 'e'}, {0x301, 'e'}},
        {{0x301, 0x327}, {0x327, 0x301}}, /* in their order, without anything they belong to */
        {{0x212B}, {0xC5}},               /* Angstrom sign */
        {{0x344}, {0x308, 0x301}},
        {{0x958}, {0x915, 0x93C}}, /* excluded from composition */
        {{0x1E69}, {0x1E69}},
        {{'s', 0x307, 0x323}, {0x1E69}},
        {{'s', 0x323, 0x307}, {0x1E69}},
        {{0x1E61, 0x323}, {0x1E69}},
        {{'a', 0x315, 0x300, 0x5AE, 'b'}, {0xE0, 0x5AE, 0x315, 'b'}},
        {{'a', 0x327, 0x300}, {0xE0, 0x327}},
        {{'a', 0x305, 0x300}, {'a', 0x305, 0x300}}, /* of one class: the second is blocked */
        {{'a', 0x302, 0x301}, {0x1EA5}},
        {{'a', 0x301, 0x302}, {0xE1, 0x302}},
        {{0x1D5, 0x300}, {0x1D5, 0x300}},
        {{0x1100, 0x1161}, {0xAC00}}, /* Hangul */
        {{0x1100, 0x1161, 0x11A8}, {0xAC01}},
        {{0xAC00, 0x11A8}, {0xAC01}},
        {{0xAC01, 0x11A8}, {0xAC01, 0x11A8}},
        {{0xAC00, 0x11A7}, {0xAC00, 0x11A7}},
        {{0xAC00, 0x11C2}, {0xAC1B}},
        {{0xAC00, 0x11C3}, {0xAC00, 0x11C3}},
        {{0x1112, 0x1175, 0x11C2}, {0xD7A3}},
        {{0x1113, 0x1161}, {0x1113, 0x1161}},
        {{0x1112, 0x1176}, {0x1112, 0x1176}},
        {{0xD7A3}, {0xD7A3}},
        {{0xD7A4}, {0xD7A4}},
        {{0x11099, 0x110BA}, {0x1109A}}, /* beyond the first plane */
        {{0x1109A}, {0x1109A}},
        {{0x11099, 'a'}, {0x11099, 'a'}},
        {{0x1D15E}, {0x1D157, 0x1D165}}, /* excluded */
        {{0x1D157, 0x1D165}, {0x1D157, 0x1D165}},
        {{0xB47, 0xB3E}, {0xB4B}},
        {{0xB47, 0x300, 0xB3E}, {0xB47, 0x300, 0xB3E}},
        {{0x9C7, 0x9BE, 0x9C7, 0x9D7}, {0x9CB, 0x9CC}},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        uint32_t buf[16] = {0};
        size_t n = 0, want = 0;
        for (; n < 6 && cases[i].text[n]; n++) buf[n] = cases[i].text[n];
        for (; want < 6 && cases[i].want[want]; want++) continue;
        n = tok_uc_nfc(buf, n, 16);
        if (n != want || memcmp(buf, cases[i].want, n * sizeof *buf) != 0)
            fail_msg("case %zu, U+%04X: %zu, U+%04X", i, (unsigned)cases[i].text[0], n,
                     (unsigned)buf[0]);
    }
}

/* Every syllable comes out of its letters; what is normal stays; nothing is written behind the end.
 */
static void test_nfc_of_everything(void **state) {
    (void)state;
    for (uint32_t s = 0; s < 11172; s++) {
        uint32_t buf[3] = {0x1100 + s / 588, 0x1161 + s % 588 / 28, 0x11A7 + s % 28};
        assert_int_equal(tok_uc_nfc(buf, s % 28 ? 3 : 2, 3), 1);
        assert_int_equal(buf[0], 0xAC00 + s);
    }
    for (uint32_t c = 0; c < 0x110000; c++) {
        uint32_t once[5] = {c, 0, 0, 0, 0xFEED}, twice[5];
        size_t n = tok_uc_nfc(once, 1, 4);
        memcpy(twice, once, sizeof once);
        assert_int_equal(tok_uc_nfc(twice, n, 4), n);
        assert_memory_equal(once, twice, sizeof once);
        assert_int_equal(once[4], 0xFEED);
        uint32_t full[2] = {c, 0xFEED};
        assert_int_equal(tok_uc_nfc(full, 1, 1), 1);
        assert_int_equal(full[1], 0xFEED);
    }
}

/* A letter and what it is made of are the same in front of a mark: dot below, which goes before
 * what stands above; tilde; cedilla; Hebrew and kana marks; a letter. */
static void test_nfc_of_pairs(void **state) {
    (void)state;
    static const uint32_t behind[] = {0x323, 0x303, 0x327, 0x5BC, 0x3099, 0x338, 'x'};
    for (size_t i = 0; i < tok_uc_decomp_count; i++) {
        const TokPair16 *p = &tok_uc_decomp[i];
        for (size_t k = 0; k < sizeof behind / sizeof *behind; k++) {
            uint32_t whole[8] = {p->whole, behind[k]}, parts[8] = {p->first, p->second, behind[k]};
            if (!p->second) parts[1] = behind[k];
            size_t n = tok_uc_nfc(whole, 2, 8), m = tok_uc_nfc(parts, p->second ? 3 : 2, 8);
            assert_int_equal(n, m);
            assert_memory_equal(whole, parts, n * sizeof *whole);
        }
    }
}

static void test_lower_case(void **state) {
    (void)state;
    static const uint32_t pairs[][2] = {
        {'A', 'a'},         {'Z', 'z'},         {'a', 'a'},           {'[', '['},
        {'@', '@'},         {0xC0, 0xE0},       {0xD7, 0xD7},         {0xDE, 0xFE},
        {0xDF, 0xDF},       {0x100, 0x101},     {0x101, 0x101},       {0x12E, 0x12F},
        {0x12F, 0x12F},     {0x178, 0xFF},      {0x391, 0x3B1},       {0x3A9, 0x3C9},
        {0x410, 0x430},     {0x42F, 0x44F},     {0x430, 0x430},       {0x1E9E, 0xDF},
        {0x10A0, 0x2D00},   {0x2126, 0x3C9},    {0x4E00, 0x4E00},     {0x10400, 0x10428},
        {0x1E921, 0x1E943}, {0x1E944, 0x1E944}, {0x10FFFF, 0x10FFFF},
    };
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        if (tok_uc_to_lower(pairs[i][0]) != pairs[i][1])
            fail_msg("U+%04X: U+%04X", (unsigned)pairs[i][0],
                     (unsigned)tok_uc_to_lower(pairs[i][0]));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_names),
        cmocka_unit_test(test_hello),
        cmocka_unit_test(test_empty_and_edges),
        cmocka_unit_test(test_stream_cuts),
        cmocka_unit_test(test_memo),
        cmocka_unit_test(test_memo_grows),
        cmocka_unit_test(test_claude_normalises),
        cmocka_unit_test(test_digits),
        cmocka_unit_test(test_golden),
        cmocka_unit_test(test_lines_add_up),
        cmocka_unit_test(test_claude_rules),
        cmocka_unit_test(test_band),
        cmocka_unit_test(test_long_runs),
        cmocka_unit_test(test_ill_formed),
        cmocka_unit_test(test_ranks),
        cmocka_unit_test(test_pieces),
        cmocka_unit_test(test_piece_files),
        cmocka_unit_test(test_long_pieces),
        cmocka_unit_test(test_too_many_entries),
        cmocka_unit_test(test_rank_lines),
        cmocka_unit_test(test_left_out),
        cmocka_unit_test(test_nfc),
        cmocka_unit_test(test_nfc_of_everything),
        cmocka_unit_test(test_nfc_of_pairs),
        cmocka_unit_test(test_lower_case),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
