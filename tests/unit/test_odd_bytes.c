/* Bytes and forms on which programs disagree, in every kind of file: what is read, and what is
 * said. The same table, in words, stands in lint/source/README.md. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "lint/base/buf.h"
#include "lint/engine/engine.h"

typedef struct {
    const char *path;
    Str bytes;
    /* Rules about the file as CODE@line:column, then what was read: the model, the cap, and each
     * text with the places of its placeholders. */
    const char *expected;
} Case;

#define BYTES(s)                                                                                   \
    { (s), sizeof(s) - 1 }

#define JSON_HEAD     "{\"model\":\"claude-sonnet-5\",\"max_tokens\":9,\"messages\":["
#define JSON(text)    JSON_HEAD "{\"role\":\"user\",\"content\":\"" text "\"}]}"
#define YAML_HEAD     "model: claude-sonnet-5\nmax_tokens: 9\nmessages: []\n"
#define PROMPTY(keys) "---\nname: a\n" keys "---\nsystem:\nHi {{now}}\n"

static void add_text(Buf *out, Str text) {
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.ptr[i];
        if (c < 0x20)
            buf_printf(out, "\\%d", c);
        else
            buf_add_char(out, text.ptr[i]);
    }
}

static void describe(Buf *out, const FileResult *file) {
    for (size_t i = 0; i < file->findings.len; i++) {
        const Finding *f = &file->findings.items[i];
        Position at = source_position(&file->source, f->span.start);
        buf_printf(out, STR_FMT "@%u:%u ", STR_ARG(f->code), at.line, at.column);
    }
    for (size_t i = 0; i < file->prompts.len; i++) {
        const Prompt *p = &file->prompts.items[i];
        buf_printf(out, STR_FMT " " STR_FMT, STR_ARG(p->model_id), STR_ARG(p->max_output.text));
        for (size_t s = 0; s < p->segments.len; s++) {
            const Segment *segment = &p->segments.items[s];
            buf_add_c(out, " `");
            add_text(out, segment->text);
            buf_add_char(out, '`');
            for (size_t k = 0; k < segment->pieces.len; k++) {
                const Piece *piece = &segment->pieces.items[k];
                if (piece->kind != PIECE_PLACEHOLDER) continue;
                Span span = segment_file_span(segment, piece->span);
                Position at = source_position(&file->source, span.start);
                buf_printf(out, " %u:%u", at.line, at.column);
                assert_true(str_eq(source_slice(&file->source, span), piece->source));
            }
        }
        buf_add_char(out, ';');
    }
}

static void check(const Case *cases, size_t count) {
    Overrides overrides = {.today = DATE(2026, 11, 21)};
    size_t wrong = 0;
    for (size_t i = 0; i < count; i++) {
        Input input = {
            .path = str_from_c(cases[i].path), .by_hand = true, .bytes = &cases[i].bytes};
        FileResult *file = engine_read(&input, &overrides);
        Buf out = {0};
        describe(&out, file);
        if (!str_is(buf_str(&out), cases[i].expected)) {
            print_error("case %zu, %s\n  got      " STR_FMT "\n  expected %s\n", i, cases[i].path,
                        STR_ARG(buf_str(&out)), cases[i].expected);
            wrong++;
        }
        buf_free(&out);
        file_result_free(file);
    }
    assert_int_equal(wrong, 0);
}
#define CHECK(cases) check(cases, sizeof(cases) / sizeof *(cases))

static void duplicate_keys(void **state) {
    (void)state;
    static const Case cases[] = {
        {"a.json",
         BYTES("{\"model\":\"a\",\"model\":\"b\",\"messages\":[{\"role\":\"user\",\"content\":"
               "\"x\"}]}"),
         "WL006@1:14 b  `x`;"},
        {"a.jsonc",
         BYTES("{\"model\":\"a\",\"model\":\"b\",\"messages\":[{\"role\":\"user\",\"content\":"
               "\"x\"}]}"),
         "WL006@1:14 b  `x`;"},
        {"a.jsonl",
         BYTES("{\"model\":\"a\",\"model\":\"b\",\"messages\":[{\"role\":\"user\",\"content\":"
               "\"x\"}]}\n"),
         "WL006@1:14 b  `x`;"},
        {"a.yaml", BYTES("model: a\nmodel: b\nmessages: [{role: user, content: x}]\n"),
         "WL006@2:1 b  `x`;"},
        {"a.prompty", BYTES(PROMPTY("name: b\n")), "WL006@3:1   `Hi {{now}}\\10` 6:4;"},
    };
    CHECK(cases);
}

static void numbers(void **state) {
    (void)state;
    static const Case cases[] = {
        {"a.json",
         BYTES("{\"model\":\"m\",\"max_tokens\":123456789012345678901234567890,\"messages\":[{"
               "\"role\":\"user\",\"content\":\"x\"}]}"),
         "m 123456789012345678901234567890 `x`;"},
        {"a.json",
         BYTES("{\"model\":\"m\",\"max_tokens\":9007199254740993,\"messages\":[{\"role\":\"user\","
               "\"content\":\"x\"}]}"),
         "m 9007199254740993 `x`;"},
        {"a.json",
         BYTES("{\"model\":\"m\",\"max_tokens\":1e400,\"messages\":[{\"role\":\"user\",\"content\":"
               "\"x\"}]}"),
         "m 1e400 `x`;"},
        {"a.json", BYTES("{\"model\":\"m\",\"max_tokens\":NaN,\"messages\":[]}"), "WL003@1:27 "},
        {"a.json", BYTES("{\"model\":\"m\",\"max_tokens\":01,\"messages\":[]}"), "WL003@1:27 "},
        {"a.yaml",
         BYTES("model: m\nmax_tokens: 123456789012345678901234567890\nmessages: [{role: user, "
               "content: x}]\n"),
         "m 123456789012345678901234567890 `x`;"},
        {"a.yaml", BYTES("model: m\nmax_tokens: 1_000\nmessages: [{role: user, content: yes}]\n"),
         "m 1_000 `yes`;"},
        {"a.yaml", BYTES("model: m\nmax_tokens: 0777\nmessages: [{role: user, content: 0x1F}]\n"),
         "m 0777 `0x1F`;"},
    };
    CHECK(cases);
}

static void surrogates(void **state) {
    (void)state;
    static const Case cases[] = {
        {"a.json", BYTES(JSON("a \\ud83d\\ude00 {{now}}")),
         "claude-sonnet-5 9 `a \xF0\x9F\x98\x80"
         " {{now}}` 1:96;"},
        {"a.json", BYTES(JSON("a \\ud83d b")), "WL003@1:83 "},
        {"a.json", BYTES(JSON("a \\udc00 b")), "WL003@1:83 "},
        {"a.jsonc", BYTES(JSON("a \\ud83d b")), "WL003@1:83 "},
        {"a.jsonl", BYTES(JSON("a \\ud83d b") "\n" JSON("fine") "\n"),
         "WL003@1:83 claude-sonnet-5 9 `fine`;"},
        {"a.yaml", BYTES(YAML_HEAD "system: \"a \\ud83d\\ude00 b\"\n"), "WL003@4:14 "},
        {"a.yaml", BYTES(YAML_HEAD "system: \"a \\U0001F600 {{now}}\"\n"),
         "claude-sonnet-5 9 `a \xF0\x9F\x98\x80"
         " {{now}}` 4:23;"},
        {"a.yaml", BYTES(JSON("a \\ud83d\\ude00 {{now}}")),
         "claude-sonnet-5 9 `a \xF0\x9F\x98\x80"
         " {{now}}` 1:96;"},
        {"a.md", BYTES("You are \xED\xA0\xBD a clerk."), "WL002@1:9 "},
    };
    CHECK(cases);
}

static void nul(void **state) {
    (void)state;
    static const Case cases[] = {
        {"a.json", BYTES(JSON("a \\u0000 {{now}}")), "claude-sonnet-5 9 `a \\0 {{now}}` 1:90;"},
        {"a.jsonl", BYTES(JSON("a \\u0000 {{now}}") "\n"),
         "claude-sonnet-5 9 `a \\0 {{now}}` 1:90;"},
        {"a.yaml", BYTES(YAML_HEAD "system: \"a \\0 {{now}}\"\n"),
         "claude-sonnet-5 9 `a \\0 {{now}}` 4:15;"},
        {"a.json", BYTES(JSON("a \0 b")), "WL002@1:83 "},
        {"a.yaml", BYTES(YAML_HEAD "system: a \0 b\n"), "WL002@4:11 "},
        {"a.md", BYTES("You are \0 a clerk."), "WL002@1:9 "},
    };
    CHECK(cases);
}

static void byte_order_marks(void **state) {
    (void)state;
    static const Case cases[] = {
        {"a.json", BYTES("\xEF\xBB\xBF" JSON("{{now}}")), "claude-sonnet-5 9 `{{now}}` 1:81;"},
        {"a.jsonc", BYTES("\xEF\xBB\xBF" JSON("{{now}}")), "claude-sonnet-5 9 `{{now}}` 1:81;"},
        {"a.jsonl", BYTES("\xEF\xBB\xBF" JSON("{{now}}") "\n"),
         "claude-sonnet-5 9 `{{now}}` 1:81;"},
        {"a.yaml", BYTES("\xEF\xBB\xBF" YAML_HEAD "system: It is {{now}}\n"),
         "claude-sonnet-5 9 `It is {{now}}` 4:15;"},
        {"a.prompty", BYTES("\xEF\xBB\xBF" PROMPTY("")), "  `Hi {{now}}\\10` 5:4;"},
        {"prompts/a.md", BYTES("\xEF\xBB\xBFYou {{now}}"),
         "  `\xEF\xBB\xBF"
         "You {{now}}` 1:5;"},
        {"a.json", BYTES("\xFF\xFE{\0"), "WL002@1:1 "},
        {"a.yaml", BYTES("\xFE\xFF\0m"), "WL002@1:1 "},
        {"prompts/a.md", BYTES("\xFF\xFEY\0o\0u\0"), "WL002@1:1 "},
        {"a.json", BYTES("{\0\"\0"), "WL002@1:2 "},
    };
    CHECK(cases);
}

static void line_ends(void **state) {
    (void)state;
    static const Case cases[] = {
        {"a.json",
         BYTES("{\r\n\"model\":\"m\",\r\n\"messages\":[{\"role\":\"user\",\"content\":\"{{now}}\"}]"
               "}\r\n"),
         "m  `{{now}}` 3:39;"},
        {"a.jsonl", BYTES(JSON("a") "\r\n" JSON("{{now}}") "\r\n"),
         "claude-sonnet-5 9 `a`;claude-sonnet-5 9 `{{now}}` 2:81;"},
        {"a.yaml", BYTES("model: m\r\nsystem: |\r\n  one {{now}}\r\n  two\r\nmessages: []\r\n"),
         "m  `one {{now}}\\10two\\10` 3:7;"},
        {"a.prompty", BYTES("---\r\nname: a\r\n---\r\nsystem:\r\nHi {{now}}\r\n"),
         "  `Hi {{now}}\\13\\10` 5:4;"},
        {"prompts/a.md", BYTES("One\r\n{{now}}\r\n"), "  `One\\13\\10{{now}}\\13\\10` 2:1;"},
        {"prompts/a.md", BYTES("One\r{{now}}\r"), "  `One\\13{{now}}\\13` 2:1;"},
        /* NEL, LS, PS: ordinary characters to JSON and to editors, line ends to YAML 1.1 */
        {"a.json",
         BYTES(JSON("a\xC2\x85"
                    "b\xE2\x80\xA8"
                    "c\xE2\x80\xA9 {{now}}")),
         "claude-sonnet-5 9 `a\xC2\x85"
         "b\xE2\x80\xA8"
         "c\xE2\x80\xA9"
         " {{now}}` 1:88;"},
        {"a.jsonl",
         BYTES(JSON("a\xC2\x85"
                    "b\xE2\x80\xA8"
                    "c {{now}}") "\n"),
         "claude-sonnet-5 9 `a\xC2\x85"
         "b\xE2\x80\xA8"
         "c {{now}}` 1:87;"},
        {"prompts/a.md",
         BYTES("a\xC2\x85"
               "b\xE2\x80\xA8"
               "c\xE2\x80\xA9 {{now}}\n{{uuid}}"),
         "  `a\xC2\x85"
         "b\xE2\x80\xA8"
         "c\xE2\x80\xA9"
         " {{now}}\\10{{uuid}}` 1:8 2:1;"},
        {"a.yaml",
         BYTES(YAML_HEAD "system: \"a\xC2\x85"
                         "b\xE2\x80\xA8"
                         "c {{now}}\"\n"),
         "claude-sonnet-5 9 `a b\xE2\x80\xA8"
         "c {{now}}` 4:16;"},
        {"a.yaml",
         BYTES(YAML_HEAD "system: |\n  a\xE2\x80\xA8"
                         "b {{now}}\n"),
         "WL003@5:5 "},
    };
    CHECK(cases);
}

static void tabs(void **state) {
    (void)state;
    static const Case cases[] = {
        {"a.json",
         BYTES("{\t\"model\":\"m\",\t\"messages\":[{\"role\":\"user\",\"content\":\"a\\t{{now}}\"}]"
               "}"),
         "m  `a\\9{{now}}` 1:57;"},
        {"a.json", BYTES(JSON("a\tb")), "WL003@1:82 "},
        {"a.json", BYTES(JSON("a\nb")), "WL003@1:82 "},
        {"a.jsonc", BYTES(JSON("a\tb")), "WL003@1:82 "},
        {"a.yaml", BYTES(YAML_HEAD "system: |\n  a\t{{now}}\n"),
         "claude-sonnet-5 9 `a\\9{{now}}\\10` 5:5;"},
        {"a.yaml", BYTES("model:\tm\nmessages: []\nsystem: a {{now}}\n"), "m  `a {{now}}` 3:11;"},
        {"a.yaml", BYTES(YAML_HEAD "system: |\n\tone\n"), "WL003@5:1 "},
        {"a.yaml", BYTES("model: m\nmessages:\n\t- {role: user, content: x}\n"), "WL003@3:1 "},
        {"prompts/a.md", BYTES("a\t{{now}}"), "  `a\\9{{now}}` 1:3;"},
    };
    CHECK(cases);
}

static void anchors_and_documents(void **state) {
    (void)state;
    static const Case cases[] = {
        {"a.yaml",
         BYTES("base: &b {model: m, max_tokens: 9}\ns: &s \"It is {{now}}\"\na:\n  <<: *b\n"
               "  system: *s\n  messages: []\n"),
         "m 9 `It is {{now}}` 2:14;"},
        {"a.yaml",
         BYTES("base: &b {model: m, max_tokens: 9}\na:\n  <<: *b\n  max_tokens: 5\n  system: x\n"
               "  messages: []\n"),
         "m 5 `x`;"},
        {"a.yaml", BYTES("a: *nowhere\nmodel: m\nmessages: []\n"), "WL003@1:4 "},
        {"a.yaml",
         BYTES("model: m\nsystem: x\nmessages: []\n---\nmodel: n\nsystem: y\nmessages: []\n"),
         "m  `x`;n  `y`;"},
        {"a.yaml", BYTES("---\nmodel: m\nsystem: x\nmessages: []\n...\n"), "m  `x`;"},
    };
    CHECK(cases);
}

static void comments_and_commas(void **state) {
    (void)state;
    static const Case cases[] = {
        {"a.json", BYTES("{// c\n\"model\":\"m\",\"messages\":[]}"), "WL003@1:2 "},
        {"a.json", BYTES("{\"model\":\"m\",\"messages\":[],}"), "WL003@1:27 "},
        {"a.jsonl", BYTES("// c\n" JSON("x") "\n"), "WL003@1:1 claude-sonnet-5 9 `x`;"},
        {"a.jsonl", BYTES("{\"model\":\"m\",\"messages\":[],}\n" JSON("x") "\n"),
         "WL003@1:27 claude-sonnet-5 9 `x`;"},
        {"a.jsonc",
         BYTES("{// c\n\"model\":\"m\",/* d */\"messages\":[{\"role\":\"user\",\"content\":\"x // "
               "{{now}}\"},],}"),
         "m  `x // {{now}}` 2:63;"},
        {"a.yaml", BYTES("{model: m, # c\n system: x, messages: [],}\n"), "m  `x`;"},
        {"a.json", BYTES("{'model':'m','messages':[]}"), "WL003@1:2 "},
    };
    CHECK(cases);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(duplicate_keys),
        cmocka_unit_test(numbers),
        cmocka_unit_test(surrogates),
        cmocka_unit_test(nul),
        cmocka_unit_test(byte_order_marks),
        cmocka_unit_test(line_ends),
        cmocka_unit_test(tabs),
        cmocka_unit_test(anchors_and_documents),
        cmocka_unit_test(comments_and_commas),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
