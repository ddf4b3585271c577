/* Places through nested encodings: what a text's map says, cut out of the file and decoded again,
 * is the text. The documents are generated, with every kind of escape. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "lint/base/buf.h"
#include "lint/base/utf8.h"
#include "lint/engine/engine.h"

enum { ROUNDS = 400 };

/* xorshift: the same documents on every machine. */
static uint32_t state_of_random = 2463534242u;
static uint32_t draw(uint32_t below) {
    uint32_t x = state_of_random;
    x ^= x << 13;
    x ^= x >> 17;
    x ^= x << 5;
    state_of_random = x;
    return x % below;
}

/* A text with characters that need escapes in one of the encodings, and others. */
static void random_text(Buf *out) {
    static const char *const parts[] = {"a",  "Zed", " ", "é", "漢", "😀", "\"", "\\", "'",
                                        "\t", "\n",  "/", "{", "}",  ":", "#",  "0",  "\\n"};
    uint32_t n = 1 + draw(12);
    buf_add_c(out, "w");
    for (uint32_t i = 0; i < n; i++) buf_add_c(out, parts[draw(sizeof parts / sizeof *parts)]);
    buf_add_c(out, "w");
}

static void add_unicode_escape(Buf *out, uint32_t c) {
    if (c >= 0x10000)
        buf_printf(out, "\\u%04X\\u%04x", 0xD800 + ((c - 0x10000) >> 10),
                   0xDC00 + ((c - 0x10000) & 0x3FF));
    else
        buf_printf(out, "\\u%04x", c);
}

/* As a JSON string, with escapes where they must be and sometimes where they may be. */
static void add_json(Buf *out, Str s) {
    buf_add_char(out, '"');
    for (size_t i = 0, size; i < s.len; i += size) {
        uint32_t c = utf8_decode(s, i, &size);
        if (c == '"' || c == '\\')
            buf_printf(out, "\\%c", (char)c);
        else if (c == '\n' && draw(3))
            buf_add_c(out, "\\n");
        else if (c == '\t' && draw(3))
            buf_add_c(out, "\\t");
        else if (c < 0x20 || draw(4) == 0)
            add_unicode_escape(out, c);
        else
            buf_add(out, str_slice(s, i, i + size));
    }
    buf_add_char(out, '"');
}

static void add_single_quoted(Buf *out, Str s) {
    buf_add_char(out, '\'');
    for (size_t i = 0; i < s.len; i++) {
        if (s.ptr[i] == '\'') buf_add_char(out, '\'');
        buf_add_char(out, s.ptr[i]);
    }
    buf_add_char(out, '\'');
}

/* Four hexadecimal digits at `at`. */
static unsigned hex4(Str s, size_t at) {
    char digits[5] = {0}, *end;
    assert_true(at + 4 <= s.len);
    memcpy(digits, s.ptr + at, 4);
    unsigned long value = strtoul(digits, &end, 16);
    assert_ptr_equal(end, digits + 4);
    return (unsigned)value;
}

/* Undoes one layer of JSON escapes. */
static void decode_json(Buf *out, Str s) {
    for (size_t i = 0; i < s.len; i++) {
        if (s.ptr[i] != '\\') {
            buf_add_char(out, s.ptr[i]);
            continue;
        }
        assert_true(i + 1 < s.len);
        char c = s.ptr[++i];
        if (c == 'n' || c == 't') {
            buf_add_char(out, c == 'n' ? '\n' : '\t');
        } else if (c == 'u') {
            unsigned high = hex4(s, i + 1);
            i += 4;
            if (high >= 0xD800 && high < 0xDC00) {
                unsigned low = hex4(s, i + 3);
                i += 6;
                high = 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00);
            }
            char bytes[4];
            size_t n = high < 0x80 ? 1 : high < 0x800 ? 2 : high < 0x10000 ? 3 : 4;
            static const unsigned char lead[] = {0, 0, 0xC0, 0xE0, 0xF0};
            for (size_t k = n; k-- > 1; high >>= 6) bytes[k] = (char)(0x80 | (high & 0x3F));
            bytes[0] = (char)(lead[n] | high);
            buf_add(out, (Str){bytes, n});
        } else {
            buf_add_char(out, c);
        }
    }
}

static void decode_single_quoted(Buf *out, Str s) {
    for (size_t i = 0; i < s.len; i++) {
        if (s.ptr[i] == '\'') i++;
        buf_add_char(out, s.ptr[i]);
    }
}

typedef enum { JSON_LAYER, SINGLE_LAYER } Layer;

static void decode_layers(Buf *out, Str s, const Layer *layers, size_t count) {
    Buf now = {0};
    buf_add(&now, s);
    for (size_t i = 0; i < count; i++) {
        Buf next = {0};
        if (layers[i] == JSON_LAYER)
            decode_json(&next, buf_str(&now));
        else
            decode_single_quoted(&next, buf_str(&now));
        buf_free(&now);
        now = next;
    }
    buf_add(out, buf_str(&now));
    buf_free(&now);
}

/* Every stretch between two character boundaries of the text, cut out of the file, gives itself. */
static void check_map(const char *path, Str file, Str text, const Layer *layers, size_t count) {
    Input input = {.path = str_from_c(path), .by_hand = true, .bytes = &file};
    Overrides overrides = {.today = DATE(2026, 11, 21)};
    FileResult *r = engine_lint(&input, &overrides);
    assert_int_equal(r->prompts.len, 1);
    const Prompt *prompt = &r->prompts.items[0];
    const Segment *segment = &prompt->segments.items[0];
    assert_true(str_eq(segment->text, text));
    assert_true(segment->map.len > 0);
    uint32_t last = 0;
    for (size_t from = 0, size; from < text.len; from += size) {
        utf8_decode(text, from, &size);
        size_t to = from + size + draw(6);
        while (to < text.len && ((unsigned char)text.ptr[to] & 0xC0) == 0x80) to++;
        if (to > text.len) to = text.len;
        Span span = segment_file_span(segment, span_of(from, to));
        assert_true(span.start >= last && span.end <= file.len && span.start < span.end);
        last = span.start;
        Buf cut = {0};
        decode_layers(&cut, str_slice(file, span.start, span.end), layers, count);
        assert_true(str_eq(buf_str(&cut), str_slice(text, from, to)));
        buf_free(&cut);
    }
    file_result_free(r);
}

static void add_body(Buf *out, Str text) {
    buf_add_c(out, "{\"model\":\"claude-sonnet-5\",\"max_tokens\":9,\"system\":");
    add_json(out, text);
    buf_add_c(out, ",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}");
}

static void json_strings(void **state) {
    (void)state;
    static const Layer layers[] = {JSON_LAYER};
    for (int i = 0; i < ROUNDS; i++) {
        Buf text = {0}, file = {0};
        random_text(&text);
        add_body(&file, buf_str(&text));
        check_map("request.json", buf_str(&file), buf_str(&text), layers, 1);
        buf_free(&text);
        buf_free(&file);
    }
}

static void json_in_a_json_string(void **state) {
    (void)state;
    static const Layer layers[] = {JSON_LAYER, JSON_LAYER};
    for (int i = 0; i < ROUNDS; i++) {
        Buf text = {0}, body = {0}, file = {0};
        random_text(&text);
        add_body(&body, buf_str(&text));
        buf_add_c(&file, "{\"log\":{\"entries\":[{\"request\":{\"url\":\"https://api.anthropic.com/"
                         "v1/messages\",\"postData\":{\"text\":");
        add_json(&file, buf_str(&body));
        buf_add_c(&file, "}}}]}}");
        check_map("traffic.har", buf_str(&file), buf_str(&text), layers, 2);
        buf_free(&text);
        buf_free(&body);
        buf_free(&file);
    }
}

static void json_in_a_yaml_string(void **state) {
    (void)state;
    static const Layer layers[] = {SINGLE_LAYER, JSON_LAYER};
    for (int i = 0; i < ROUNDS; i++) {
        Buf text = {0}, body = {0}, file = {0};
        random_text(&text);
        add_body(&body, buf_str(&text));
        buf_add_c(&file, "interactions:\n- request:\n    method: POST\n    body: ");
        add_single_quoted(&file, buf_str(&body));
        buf_add_c(&file, "\nversion: 1\n");
        check_map("cassette.yaml", buf_str(&file), buf_str(&text), layers, 2);
        buf_free(&text);
        buf_free(&body);
        buf_free(&file);
    }
}

/* Three layers: JSON in a JSON string in a quoted YAML scalar. */
static void json_in_json_in_yaml(void **state) {
    (void)state;
    static const Layer layers[] = {SINGLE_LAYER, JSON_LAYER, JSON_LAYER};
    for (int i = 0; i < ROUNDS; i++) {
        Buf text = {0}, body = {0}, call = {0}, file = {0};
        random_text(&text);
        add_body(&body, buf_str(&text));
        buf_add_c(&call, "{\"modelId\":\"anthropic.claude-sonnet-4-6\",\"body\":");
        add_json(&call, buf_str(&body));
        buf_add_c(&call, "}");
        buf_add_c(&file, "interactions:\n- request:\n    body: ");
        add_single_quoted(&file, buf_str(&call));
        buf_add_c(&file, "\n");
        check_map("cassette.yaml", buf_str(&file), buf_str(&text), layers, 3);
        buf_free(&text);
        buf_free(&body);
        buf_free(&call);
        buf_free(&file);
    }
}

/* Parts of a JSONL file, with lines longer than a part and lines that end where a part does: each
 * finding stands on the line and at the offset it has in the file. */
typedef struct {
    Str file;
    size_t prompts, parts, lasts;
    bool ordered;
    uint64_t at;
} Seen;

static void see(void *context, FileResult *r) {
    Seen *seen = context;
    const Source *source = &r->source;
    seen->parts++;
    seen->lasts += r->last_part;
    assert_int_equal(source->bytes_before, seen->at);
    seen->at += source->bytes.len;
    uint32_t lines = 0;
    for (size_t i = 0; i < source->bytes_before; i++) lines += seen->file.ptr[i] == '\n';
    assert_int_equal(lines, source->lines_before);
    for (size_t i = 0; i < r->prompts.len; i++) {
        const Prompt *prompt = &r->prompts.items[i];
        const Segment *segment = &prompt->segments.items[0];
        Span span = segment_file_span(segment, span_of(0, segment->text.len));
        Str cut = str_slice(seen->file, source->bytes_before + span.start,
                            source->bytes_before + span.end);
        assert_true(str_eq(cut, segment->text));
        uint32_t line = source_position(source, span.start).line + source->lines_before;
        char expected[32];
        int n = snprintf(expected, sizeof expected, "line %u ", line);
        assert_true(str_starts(segment->text, (Str){expected, (size_t)n}));
        seen->prompts++;
    }
}

static void parts_of_lines(void **state) {
    (void)state;
    static const size_t fills[] = {10, 5000, 261900, 262000, 262144, 700000, 3, 131072};
    enum { LINES = 60 };
    Buf file = {0};
    for (unsigned i = 1; i <= LINES; i++) {
        buf_printf(&file,
                   "{\"model\":\"claude-sonnet-5\",\"max_tokens\":9,\"messages\":"
                   "[{\"role\":\"user\",\"content\":\"line %u ",
                   i);
        buf_repeat(&file, "x", fills[i % 8] + draw(3));
        buf_add_c(&file, i == LINES ? "\"}]}" : "\"}]}\n");
    }
    Str bytes = buf_str(&file);
    Input input = {.path = STR("batch.jsonl"), .by_hand = true, .bytes = &bytes};
    Overrides overrides = {.today = DATE(2026, 11, 21)};
    InputVec inputs = {&input, 1, 1};
    Seen seen = {.file = bytes};
    engine_run(&inputs, &overrides, 1, see, &seen);
    assert_int_equal(seen.prompts, LINES);
    assert_int_equal(seen.lasts, 1);
    assert_int_equal(seen.at, bytes.len);
    assert_true(seen.parts > 10);
    buf_free(&file);
}

static void count_part(void *context, FileResult *r) {
    Seen *seen = context;
    seen->parts++;
    seen->lasts += r->last_part;
    seen->prompts += r->prompts.len;
    for (size_t i = 0; i < r->findings.len; i++)
        seen->at += str_is(r->findings.items[i].code, "WL005");
}

static void a_line_beyond_the_limit_hides_no_other(void **state) {
    (void)state;
    static const char request[] = "{\"model\":\"claude-sonnet-5\",\"max_tokens\":9,\"messages\":"
                                  "[{\"role\":\"user\",\"content\":\"Hi\"}]}\n";
    Buf file = {0};
    buf_add_c(&file, request);
    buf_add_c(&file, "{\"x\":\"");
    for (int i = 0; i < 9 << 10; i++) buf_repeat(&file, "0123456789abcdef", 64);
    buf_add_c(&file, "\"}\n");
    buf_add_c(&file, request);
    Str bytes = buf_str(&file);
    Input input = {.path = STR("batch.jsonl"), .by_hand = true, .bytes = &bytes};
    Overrides overrides = {.today = DATE(2026, 11, 21)};
    InputVec inputs = {&input, 1, 1};
    Seen seen = {0};
    engine_run(&inputs, &overrides, 1, count_part, &seen);
    assert_int_equal(seen.prompts, 2);
    assert_int_equal(seen.at, 1);
    assert_int_equal(seen.lasts, 1);
    buf_free(&file);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(json_strings),
        cmocka_unit_test(json_in_a_json_string),
        cmocka_unit_test(json_in_a_yaml_string),
        cmocka_unit_test(json_in_json_in_yaml),
        cmocka_unit_test(parts_of_lines),
        cmocka_unit_test(a_line_beyond_the_limit_hides_no_other),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
