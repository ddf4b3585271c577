/* The server's ground: messages out of a stream of bytes, and texts that change at places. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "lint/base/buf.h"
#include "lint/server/place_in_keys.h"
#include "lint/server/text.h"
#include "lint/server/transport.h"
#include "lint/server/uri.h"
#include "tests/unit/texts.h"

/* --- messages --- */

/* Bodies of a stream that comes in pieces of `step` bytes, each followed by '|'. */
static void bodies(Str stream, size_t step, Buf *out) {
    Inbox inbox = {0};
    Str body;
    for (size_t at = 0; at < stream.len; at += step) {
        inbox_add(&inbox, str_slice(stream, at, at + step));
        while (inbox_next(&inbox, &body)) {
            buf_add(out, body);
            buf_add_char(out, '|');
        }
    }
    inbox_free(&inbox);
}

static void expect_bodies(Str stream, const char *expected) {
    static const size_t steps[] = {1, 2, 3, 7, 1000000};
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        Buf out = {0};
        bodies(stream, steps[i], &out);
        buf_add_char(&out, '\0');
        assert_string_equal(out.ptr, expected);
        buf_free(&out);
    }
}

static void test_frames(void **state) {
    (void)state;
    expect_bodies(STR("Content-Length: 2\r\n\r\n{}Content-Length: 1\r\n\r\n1"), "{}|1|");
    expect_bodies(STR("content-type: x\r\nCONTENT-LENGTH:2\r\n\r\n[]"), "[]|");
    expect_bodies(STR("Content-Length: 0\r\n\r\nContent-Length: 1\n\n7"), "|7|");
    expect_bodies(STR("Content-Length: 5\r\n\r\n{}"), "");
}

static void test_malformed_headers(void **state) {
    (void)state;
    expect_bodies(STR("Content-Length: 99999999999999999999\r\n\r\n{}Content-Length: 1\r\n\r\n1"),
                  "1|");
    expect_bodies(STR("Content-Length: -1\r\n\r\nContent-Length: 1\r\n\r\n1"), "1|");
    expect_bodies(STR("Content-Length: 0x2\r\n\r\n{}Content-Length: 1\r\n\r\n1"), "1|");
    expect_bodies(STR("Content-Length:\r\n\r\nContent-Length: 1\r\n\r\n1"), "1|");
    expect_bodies(STR("garbage without end Content-Length: 1\r\n\r\n1"), "1|");
    expect_bodies(STR("GET / HTTP/1.1\r\nHost: x\r\n\r\nContent-Length: 1\r\n\r\n1"), "1|");
    expect_bodies(STR("X: y\r\n\r\nContent-Length: 1\r\n\r\n1"), "1|");
    expect_bodies(STR("\r\n\r\n\r\nContent-Length: 1\r\n\r\n1"), "1|");
    Buf endless = {0};
    buf_add_c(&endless, "X: ");
    buf_repeat(&endless, "y", 10000);
    buf_add_c(&endless, "\r\nContent-Length: 1\r\n\r\n1");
    expect_bodies(buf_str(&endless), "1|");
    buf_free(&endless);
}

/* --- texts --- */

static Spot naive_spot(Str text, size_t offset, Encoding encoding) {
    Spot spot = {0, 0};
    for (size_t at = 0; at < offset;) {
        uint32_t units;
        bool pair = text.ptr[at] == '\r' && at + 1 < text.len && text.ptr[at + 1] == '\n';
        if (text.ptr[at] == '\n' || (text.ptr[at] == '\r' && !pair)) {
            spot = (Spot){spot.line + 1, 0};
            at++;
        } else {
            at += position_step(text, at, encoding, &units);
            spot.character += units;
        }
    }
    return spot;
}

static uint32_t seed = 7;
static size_t dice(size_t n) {
    seed = seed * 1664525u + 1013904223u;
    return n ? (seed >> 8) % n : 0;
}

static void random_text(Buf *out, size_t parts) {
    static const char *const some[] = {"a",
                                       "\n",
                                       "\r\n",
                                       "\r",
                                       "é",
                                       "日",
                                       "😀",
                                       "\xEF\xBB\xBF",
                                       "word word word ",
                                       "\xE2\x80\xA8",
                                       "{{x}}"};
    for (size_t i = 0; i < parts; i++) buf_add_c(out, some[dice(sizeof some / sizeof *some)]);
}

/* A start of a character that is not inside a CRLF. */
static size_t random_place(Str text) {
    size_t at = dice(text.len + 1);
    while (at && at < text.len && ((unsigned char)text.ptr[at] & 0xC0) == 0x80) at--;
    if (at && at < text.len && text.ptr[at] == '\n' && text.ptr[at - 1] == '\r') at--;
    return at;
}

static void expect_text(const Text *text, Str expected) {
    char *flat = malloc(text->len + 1);
    assert_int_equal(text->len, expected.len);
    text_copy(text, flat);
    assert_memory_equal(flat, expected.ptr, expected.len);
    free(flat);
}

static void expect_place(const Text *text, Str expected, Encoding encoding) {
    size_t at = random_place(expected);
    Spot spot = naive_spot(expected, at, encoding);
    assert_int_equal(text_offset(text, encoding, spot), at);
    Arena arena = {0};
    Source source;
    ProblemVec problems = {0};
    source_from_bytes(&arena, STR("a"), expected, &source, &problems);
    assert_int_equal(position_offset(&source, encoding, spot), at);
    Spot back = position_of(&source, encoding, (uint32_t)at);
    assert_int_equal(back.line, spot.line);
    assert_int_equal(back.character, spot.character);
    arena_free(&arena);
}

/* A plain copy of the text goes through the same changes. */
static void change_at_random(size_t rounds, size_t parts) {
    Text text = {0};
    Buf model = {0};
    random_text(&model, parts);
    text_set(&text, buf_str(&model));
    for (size_t round = 0; round < rounds; round++) {
        size_t a = random_place(buf_str(&model)), b = dice(4) ? a : random_place(buf_str(&model));
        if (b < a) a = 0;
        Buf fresh = {0}, next = {0};
        random_text(&fresh, dice(20));
        buf_add(&next, str_slice(buf_str(&model), 0, a));
        buf_add(&next, buf_str(&fresh));
        buf_add(&next, str_slice(buf_str(&model), b, model.len));
        text_replace(&text, a, b, buf_str(&fresh));
        buf_free(&fresh);
        buf_free(&model);
        model = next;
        expect_text(&text, buf_str(&model));
        for (int e = ENCODING_UTF16; e <= ENCODING_UTF32; e++)
            expect_place(&text, buf_str(&model), (Encoding)e);
    }
    text_free(&text);
    buf_free(&model);
}

static void test_changes(void **state) {
    (void)state;
    change_at_random(600, 10);
    change_at_random(300, 20000);
}

/* Characters and line ends that come together from both sides of a change. */
static void test_joins(void **state) {
    (void)state;
    Text text = {0};
    Buf model = {0};
    buf_repeat(&model, "x", 4094);
    buf_add_c(&model, "\r\n\xC3");
    buf_repeat(&model, "y", 4095);
    text_set(&text, buf_str(&model));
    text_replace(&text, 4097, 4097, STR("\xA9"));
    assert_int_equal(text_offset(&text, ENCODING_UTF16, (Spot){1, 1}), 4098);
    text_replace(&text, 4094, 4094, STR("\r"));
    assert_int_equal(text_offset(&text, ENCODING_UTF16, (Spot){2, 1}), 4099);
    text_replace(&text, 4096, 4097, STR(""));
    text_replace(&text, 4094, 4094, STR("\n"));
    assert_int_equal(text_offset(&text, ENCODING_UTF16, (Spot){3, 0}), 4097);
    text_free(&text);
    buf_free(&model);
}

/* A line that goes on over many pieces. */
static void test_long_lines(void **state) {
    (void)state;
    Text text = {0};
    Buf model = {0};
    buf_repeat(&model, "x\xC3\xA9😀", 4000); /* 3 characters, 4 units, 7 bytes */
    text_set(&text, buf_str(&model));
    for (uint32_t n = 0; n < 4000; n += 333) {
        assert_int_equal(text_offset(&text, ENCODING_UTF8, (Spot){0, 7 * n + 1}), 7 * n + 1);
        assert_int_equal(text_offset(&text, ENCODING_UTF16, (Spot){0, 4 * n + 2}), 7 * n + 3);
        assert_int_equal(text_offset(&text, ENCODING_UTF32, (Spot){0, 3 * n + 2}), 7 * n + 3);
    }
    assert_int_equal(text_offset(&text, ENCODING_UTF16, (Spot){0, 99999}), 28000);
    text_free(&text);
    buf_free(&model);
}

static void test_places_out_of_range(void **state) {
    (void)state;
    Text text = {0};
    Str bytes = STR("ab\r\n😀\n");
    text_set(&text, bytes);
    assert_int_equal(text_offset(&text, ENCODING_UTF16, (Spot){0, 99}), 2);
    assert_int_equal(text_offset(&text, ENCODING_UTF16, (Spot){1, 1}), 4); /* half a character */
    assert_int_equal(text_offset(&text, ENCODING_UTF16, (Spot){1, 2}), 8);
    assert_int_equal(text_offset(&text, ENCODING_UTF16, (Spot){2, 5}), 9);
    assert_int_equal(text_offset(&text, ENCODING_UTF16, (Spot){3, 0}), 9);
    assert_int_equal(text_offset(&text, ENCODING_UTF16, (Spot){INT32_MAX, INT32_MAX}), 9);
    text_replace(&text, 5000, 2, STR("!"));
    expect_text(&text, STR("ab!\r\n😀\n"));
    text_free(&text);
    assert_int_equal(text_offset(&text, ENCODING_UTF8, (Spot){1, 1}), 0);
}

/* --- URIs --- */

static void expect_file(const char *uri, const char *path) {
    Arena arena = {0};
    Str found = {0};
    bool file = uri_file(&arena, str_from_c(uri), &found);
    assert_int_equal(file, path != NULL);
    if (path) assert_string_equal(str_to_c(&arena, found), path);
    arena_free(&arena);
}

static void test_uris(void **state) {
    (void)state;
    expect_file("file:///a%20b/%E6%97%A5.md", "/a b/日.md");
    expect_file("file://localhost/a", "/a");
    expect_file("FILE:/a/b", "/a/b");
    expect_file("file:///a%2", "/a%2");
    expect_file("file:///a%zz%00b#x", "/a%zzb");
    expect_file("file:///c%3A/x.md", "/c:/x.md");
    expect_file("file://host/share/a", NULL);
    expect_file("untitled:Untitled-1", NULL);
    expect_file("", NULL);
    Arena arena = {0};
    assert_string_equal(str_to_c(&arena, uri_name(&arena, STR("untitled:Untitled-1"), STR("yaml"))),
                        "Untitled-1.yaml");
    assert_string_equal(
        str_to_c(&arena, uri_name(&arena, STR("git:/r/prompts/a.md?x"), STR("markdown"))), "a.md");
    assert_string_equal(str_to_c(&arena, uri_name(&arena, STR(""), STR("brainfuck"))), "document");
    arena_free(&arena);
}

/* --- where in the keys of a document the cursor stands, while it is written ----------------------
 */

/* Of the text without its ^: what stands there, below which keys, and what is typed of it so far.
 */
static void describe_place(Buf *out, const char *marked) {
    Arena arena = {0};
    Source source;
    ProblemVec problems = {0};
    Str text = str_from_c(marked);
    size_t at = str_find_char(text, '^', 0);
    Str bytes = str_printf(&arena, STR_FMT STR_FMT, STR_ARG(str_slice(text, 0, at)),
                           STR_ARG(str_slice(text, at + 1, text.len)));
    assert_true(source_from_bytes(&arena, STR("a"), fenced(bytes), &source, &problems));
    KeyPlace place;
    if (!key_place_find(&source, (uint32_t)at, &place)) {
        buf_add_c(out, "nothing");
    } else {
        buf_add_c(out, place.value ? "value" : place.item ? "item" : "key");
        if (place.value && place.item) buf_add_c(out, " item");
        for (size_t i = 0; i < place.depth; i++)
            buf_printf(out, "%s" STR_FMT, i ? "." : " ", STR_ARG(place.path[i]));
        if (place.word.end > place.word.start)
            buf_printf(out, " `" STR_FMT "`", STR_ARG(source_slice(&source, place.word)));
    }
    arena_free(&arena);
}

static void test_places_in_keys(void **state) {
    (void)state;
    static const struct {
        const char *text, *place;
    } cases[] = {
        {"^", "key"},
        {"mod^", "key `mod`"},
        {"model: ^", "value model"},
        {"model: cla^", "value model `cla`"},
        {"model:^", "nothing"}, /* a blank comes first */
        {"{a:^", "nothing"},
        {"a:\n  ^", "key a"},
        {"a:\n  b^", "key a `b`"},
        {"a:\n  b: ^", "value a.b"},
        {"a:\n  b: 1\n  ^", "key a"},
        {"a:\n  b: 1\n^", "key"},
        {"a:\n    b:\n      c: x^", "value a.b.c `x`"},
        {"a: 1\nb:\n\n  # note\n  ^", "key b"},
        {"a:\n  b: 1\nc:\n  ^", "key c"},
        {"a: # ^", "nothing"},
        {"a: x#^", "value a `x#`"},
        {"#^", "nothing"},
        {"  # x ^y", "nothing"},
        {"a: |\n  te^xt", "nothing"},
        {"a: >-\n  te^xt", "nothing"},
        {"a: |\n  text\nb^", "key `b`"},
        {"a: x|y\n  z^", "key a `z`"},
        {"- ^", "item"},
        {"- a^", "item `a`"},
        {"- a: ^", "value a"},
        {"- a: 1\n  ^", "key"},
        {"- a: 1\n  b: ^", "value b"},
        {"- - ^", "item"},
        {"- - a: ^", "value a"},
        {"a:\n- ^", "item a"},
        {"a:\n- b: ^", "value a.b"},
        {"a:\n- b: 1\n  ^", "key a"},
        {"a:\n- b: 1\n- ^", "item a"},
        {"a:\n  - b: 1\n    c:\n      ^", "key a.c"},
        {"a:\n  - b: 1\n  - c: ^", "value a.c"},
        {"a:\n  -^", "item a `-`"},
        {"a:\n  - - b: ^", "value a.b"},
        {"-a^", "key `-a`"},
        {"a: -^", "value a `-`"},
        {"- a:\n    b^\n", "key a `b`"},
        {"{^", "key"},
        {"{a^", "key `a`"},
        {"{a: ^", "value a"},
        {"{a: 1, ^", "key"},
        {"{a: 1, b: ^", "value b"},
        {"{a: {b: ^", "value a.b"},
        {"{a: {b: 1}, ^", "key"},
        {"{a: [^", "value a"},
        {"{a: [1, ^", "value a"},
        {"{a: [1], b: ^", "value b"},
        {"[^", "value"},
        {"[1, ^", "value"},
        {"[{a: ^", "value a"},
        {"[{a: 1}, ^", "value"},
        {"[{a: 1}, {b: ^", "value b"},
        {"\"a\": ^", "value a"},
        {"'a': {\"b\": ^", "value a.b"},
        {"'a: ^", "key"},
        {"\"a\"b: ^", "value \"a\"b"},
        {"a b: ^", "value a b"},
        {"a#b: ^", "value a#b"},
        {"a #b: ^", "nothing"},
        {"a:b: ^", "value a:b"},
        {"a: b: ^", "value a"},
        {"a:\t^", "value a"},
        {"a,b: ^", "key"},
        {"\ta: 1\n\t  b^", "key a `b`"},
        {"-\ta: ^", "value a"},
        {"a: {b: 1}, ^", "value a"},
        {"a: [1]] ^", "value a"},
        {"a: {b: 1}}, c: ^", "value a"},
        {"a: [{b: 1}, {c: 2}, ^", "value a"},
        {"a: [{b: [1, {d: ^", "value a.b.d"},
        {"a: {b:1, c:^", "nothing"},
        {"a: {b:1^", "key a `b:1`"},
        {"a:\n  - |\n   x^", "nothing"},
        {"a:\n  b: |\n  c: ^", "value a.c"},
        {"a:\n   b: 1\n  c: ^", "value a.c"},
        {"a:\n  b: 1\n   c: ^", "value a.b.c"},
        {"a: 1\n  b: ^", "value a.b"},
        {"a:\n  - - 1\n    - ^", "item a"},
        {"a:\n  - b:\n    - c: ^", "value a.b.c"},
        {"a:\n  - b:\n      - c: ^", "value a.b.c"},
        {"a:\n  -\n    b: ^", "value a.b"},
        {"- a:\n  - b: ^", "value a.b"},
        {"- a: 1\n- b:\n  ^", "key"},
        {"- a: 1\n- b:\n    ^", "key b"},
        {"a: 'x'^", "value a"},
        {"a: (x)^y", "value a `(x)`"},
        {"a: x/y-z.1^", "value a `x/y-z.1`"},
        {"a: {^", "key a"},
        {"a: {b: ^", "value a.b"},
        {"a: {b: 1}^", "value a"},
        {"a: [x^", "value a `x`"},
        {"a: [x], ^", "value a"},
        {"{\"a\": ^", "value a"},
        {"{\"a\": \"x^", "value a `x`"},
        {"{'a': ^", "value a"},
        {"{\"a b\": {\"c\": ^", "value a b.c"},
        {"{a:1, ^", "key"},
        {"a: {b: {c: 1}, d: ^", "value a.d"},
        {"\"a\": ^", "value a"},
        {"'a b': x^", "value a b `x`"},
        {"\"a: b\": ^", "value a: b"},
        {"a, b: ^", "key"},
        {"a b: ^", "value a b"},
        {"a:b^", "key `a:b`"},
        {"a:b: ^", "value a:b"},
        {"a: b: ^", "value a"},
        {"\ta: ^", "value a"},
        {"a:\t^", "value a"},
        {"a:\n\tb: ^", "value a.b"},
        {"{\n  \"a\": {\n    \"b\": ^", "value a.b"},
        {"{\n  \"a\": [\n    {\n      \"b\": ^", "value a.b"},
        {"{\n  \"a\": 1,\n  ^", "key"},
        {"{\n  \"a\": 1,\n  \"b^", "key `b`"},
        {"a:\n  b:\n  c: ^", "value a.c"},
        {"a:\n   b:\n  ^", "key a"},
        {"a:\n  b: 1\n ^", "key a"},
        {"a:\r\n  b: ^", "value a.b"},
        {"x: y\n\n\n  ^", "key x"},
        {"a:\n  - b\n  ^", "key a"},
        {"a:\n  - b: 1\n   ^", "key a"},
    };
    size_t wrong = 0;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Buf out = {0};
        describe_place(&out, cases[i].text);
        if (!str_is(buf_str(&out), cases[i].place)) {
            print_error("%s\n  got      " STR_FMT "\n  expected %s\n", cases[i].text,
                        STR_ARG(buf_str(&out)), cases[i].place);
            wrong++;
        }
        buf_free(&out);
    }
    assert_int_equal(wrong, 0);
}

/* `part` so many times, the cursor behind `end`. */
static void assert_nested(size_t times, const char *part, const char *end, const char *place) {
    Buf marked = {0}, out = {0};
    for (size_t i = 0; i < times; i++) buf_add_c(&marked, part);
    buf_printf(&marked, "%s^%c", end, '\0');
    describe_place(&out, marked.ptr);
    buf_add_char(&out, '\0');
    assert_string_equal(out.ptr, place);
    buf_free(&marked);
    buf_free(&out);
}

static void test_deep_places(void **state) {
    (void)state;
    assert_nested(15, "{a: ", "{b: ", "value a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.b");
    assert_nested(16, "{a: ", "{b: ", "value a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a");
    assert_nested(3, "- ", "a: ", "value a");
    assert_nested(63, "[", "{a: ", "value a");
    assert_nested(63, "[", "{a: 1, ", "key");
    assert_nested(63, "[", "{a: 1}, ", "value");
    assert_nested(64, "[", "{a: ", "value");
    assert_nested(64, "[", "], {a: ", "value a");
    assert_nested(64, "[", "1, ", "value");
    assert_nested(4095, " ", "", "key");
    assert_nested(4096, " ", "", "key");
    assert_nested(4097, " ", "", "nothing");
    assert_nested(4091, " ", "b: x", "value b `x`");
    assert_nested(4092, " ", "b: x", "value b `x`");
    assert_nested(4093, " ", "b: x", "nothing");
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_places_in_keys),
                                       cmocka_unit_test(test_frames),
                                       cmocka_unit_test(test_deep_places),
                                       cmocka_unit_test(test_malformed_headers),
                                       cmocka_unit_test(test_changes),
                                       cmocka_unit_test(test_joins),
                                       cmocka_unit_test(test_long_lines),
                                       cmocka_unit_test(test_places_out_of_range),
                                       cmocka_unit_test(test_uris)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
