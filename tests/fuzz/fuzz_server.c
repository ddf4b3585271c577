/* Fuzz target (libFuzzer): conversations with the language server, in process. The bytes are a
 * script: each step opens, changes or asks about documents with pieces of the input as texts and
 * places, or sends them raw. What must hold besides memory safety: whatever is written is whole
 * messages of JSON. (tests/unit/test_server_text.c compares texts after changes with plain ones.)
 */
#include <assert.h>
#include <stdint.h>
#include <stdlib.h>

#include "lint/server/server.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* --- the script --- */

typedef struct {
    const uint8_t *p, *end;
} Script;

static unsigned byte(Script *s) {
    return s->p < s->end ? *s->p++ : 0;
}

/* Up to the next zero byte, at most `most`. */
static Str piece(Script *s, size_t most) {
    Str text = {(const char *)s->p, 0};
    while (s->p < s->end && *s->p && text.len < most) s->p++, text.len++;
    if (s->p < s->end && !*s->p) s->p++;
    return text;
}

/* --- what the client says --- */

static const char *const uris[] = {"file:///none/prompts/a.yaml", "file:///none/prompts/b.md",
                                   "file:///none/.warmlint.yaml", "untitled:Untitled-1",
                                   "file:///none/c.json",         "file:///none/CLAUDE.md"};
static const char *const languages[] = {"yaml", "markdown", "json", "plaintext"};
static const char *const asked[] = {
    "hover",          "codeLens",  "codeAction",          "completion",
    "documentSymbol", "inlayHint", "semanticTokens/full", "semanticTokens/range",
    "diagnostic"};

static void send(Server *server, Str body) {
    Buf frame = {0};
    buf_printf(&frame, "Content-Length: %zu\r\n\r\n", body.len);
    buf_add(&frame, body);
    server_receive(server, buf_str(&frame));
    buf_free(&frame);
}

static void add_document(Buf *out, Script *s) {
    buf_printf(out, "\"textDocument\":{\"uri\":\"%s\",\"languageId\":\"%s\",\"version\":%u",
               uris[byte(s) % 6], languages[byte(s) % 4], byte(s));
}

static void add_spot(Buf *out, Script *s) {
    unsigned line = byte(s), character = byte(s);
    buf_printf(out, "{\"line\":%u,\"character\":%u}", line % 16 ? line % 32 : line << 24,
               character);
}

static void add_range(Buf *out, Script *s) {
    buf_add_c(out, "\"range\":{\"start\":");
    add_spot(out, s);
    buf_add_c(out, ",\"end\":");
    add_spot(out, s);
    buf_add_char(out, '}');
}

static void open_document(Server *server, Script *s) {
    Buf body = {0};
    buf_add_c(&body, "{\"method\":\"textDocument/didOpen\",\"params\":{");
    add_document(&body, s);
    buf_add_c(&body, ",\"text\":");
    buf_add_json(&body, piece(s, 2000));
    buf_add_c(&body, "}}}");
    send(server, buf_str(&body));
    buf_free(&body);
}

static void change_document(Server *server, Script *s) {
    Buf body = {0};
    buf_add_c(&body, "{\"method\":\"textDocument/didChange\",\"params\":{");
    add_document(&body, s);
    buf_add_c(&body, "},\"contentChanges\":[");
    unsigned count = byte(s) % 4;
    for (unsigned i = 0; i < count; i++) {
        buf_add_c(&body, i ? ",{" : "{");
        if (byte(s) % 8) {
            add_range(&body, s);
            buf_add_char(&body, ',');
        }
        buf_add_c(&body, "\"text\":");
        buf_add_json(&body, piece(s, 200));
        buf_add_char(&body, '}');
    }
    buf_add_c(&body, "]}}");
    send(server, buf_str(&body));
    buf_free(&body);
}

static void ask(Server *server, Script *s) {
    Buf body = {0};
    buf_printf(&body, "{\"id\":%u,\"method\":\"textDocument/%s\",\"params\":{", byte(s),
               asked[byte(s) % 9]);
    add_document(&body, s);
    buf_add_c(&body, "},\"position\":");
    add_spot(&body, s);
    buf_add_char(&body, ',');
    add_range(&body, s);
    buf_add_c(&body, ",\"context\":{\"diagnostics\":[]}}}");
    send(server, buf_str(&body));
    buf_free(&body);
}

static void say(Server *server, Script *s) {
    static const char *const bodies[] = {
        "{\"id\":1,\"method\":\"initialize\",\"params\":{\"capabilities\":{}}}",
        "{\"id\":2,\"method\":\"shutdown\"}",
        "{\"method\":\"$/cancelRequest\",\"params\":{\"id\":7}}",
        "{\"method\":\"$/setTrace\",\"params\":{\"value\":\"verbose\"}}",
        "{\"method\":\"workspace/didChangeWatchedFiles\",\"params\":{\"changes\":[]}}",
        "{\"method\":\"workspace/didChangeConfiguration\",\"params\":{\"settings\":{\"warmlint\":"
        "{\"select\":[\"1xx\",\"WL2\"],\"strict\":true,\"model\":\"gpt-6-sol\"}}}}",
        "{\"id\":3,\"method\":\"workspace/executeCommand\",\"params\":{\"command\":"
        "\"warmlint.explain\",\"arguments\":[\"WL101\"]}}",
        "{\"method\":\"textDocument/didClose\",\"params\":{\"textDocument\":{\"uri\":"
        "\"file:///none/prompts/a.yaml\"}}}"};
    send(server, str_from_c(bodies[byte(s) % 8]));
}

static void plan(Server *server, Script *s) {
    Buf body = {0};
    buf_add_c(&body, "{\"id\":\"p\",\"method\":\"warmlint/plan\",\"params\":{");
    add_document(&body, s);
    buf_add_c(&body, "}}}");
    send(server, buf_str(&body));
    buf_free(&body);
}

/* --- what comes back --- */

/* Whole frames, each one JSON. */
static void check_output(Server *server) {
    Buf *out = server_output(server);
    Arena arena = {0};
    for (Str rest = buf_str(out); rest.len;) {
        size_t head = str_find(rest, STR("\r\n\r\n"), 0);
        assert(head != STR_NOT_FOUND && str_starts(rest, STR("Content-Length: ")));
        double length;
        assert(str_to_number(str_slice(rest, 16, head), &length));
        assert((double)(rest.len - head - 4) >= length);
        Source source = {.bytes = str_slice(rest, head + 4, head + 4 + (size_t)length)};
        ProblemVec problems = {0};
        const Node *root = json_read(&arena, &source, span_of(0, source.bytes.len), &problems);
        assert(node_is_map(root));
        rest = str_slice(rest, head + 4 + (size_t)length, rest.len);
    }
    arena_free(&arena);
    out->len = 0;
}

static int64_t now(void) {
    return 1795219200;
}

static void begin(Server *server, Script *s) {
    static const char *const encodings[] = {"utf-16", "utf-8", "utf-32"};
    unsigned flags = byte(s);
    Buf body = {0};
    buf_printf(&body,
               "{\"id\":0,\"method\":\"initialize\",\"params\":{\"capabilities\":{\"general\":{"
               "\"positionEncodings\":[\"%s\"]},\"workspace\":{\"workspaceEdit\":{"
               "\"documentChanges\":%s}},\"textDocument\":{%s\"codeAction\":{"
               "\"codeActionLiteralSupport\":{}},\"documentSymbol\":{"
               "\"hierarchicalDocumentSymbolSupport\":%s}}}}}",
               encodings[flags % 3], flags & 8 ? "true" : "false",
               flags & 16 ? "\"diagnostic\":{}," : "", flags & 32 ? "true" : "false");
    send(server, buf_str(&body));
    buf_free(&body);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    Script s = {data, data + size};
    ServerOptions options = {.now = now, .version = "0", .isolated = size % 4 != 0};
    Server *server = server_new(&options);
    int status;
    begin(server, &s);
    while (s.p < s.end && !server_is_over(server, &status)) {
        switch (byte(&s) % 10) {
        case 0: server_receive(server, piece(&s, 4000)); break;
        case 1: send(server, piece(&s, 4000)); break;
        case 2: say(server, &s); break;
        case 3:
        case 4: open_document(server, &s); break;
        case 5:
        case 6: change_document(server, &s); break;
        case 7: plan(server, &s); break;
        default: ask(server, &s);
        }
        if (byte(&s) % 4) continue; /* several messages wait */
        while (server_step(server)) {
        }
        while (server_lint_one(server)) {
        }
    }
    while (server_step(server)) {
    }
    while (server_lint_one(server)) {
    }
    check_output(server);
    server_free(server);
    return 0;
}
