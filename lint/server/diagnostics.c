/* Findings as diagnostics: pushed when a document changed, or pulled by the client. */
#include <stdio.h>

#include "lint/report/compose.h"
#include "lint/server/session.h"

/* What an editor strikes through or fades, by the rule. */
static const struct {
    const char *name;
    int tag; /* LSP: 1 unnecessary, 2 deprecated */
} tags[] = {{"wasted-breakpoint", 1},
            {"unused-ignore", 1},
            {"unsupported-breakpoint", 1},
            {"obsolete-cache-setting", 2},
            {"retired-model", 2}};

static void add_tags(Buf *out, const Finding *f) {
    for (size_t i = 0; i < sizeof tags / sizeof *tags; i++)
        if (str_is(f->name, tags[i].name)) buf_printf(out, ",\"tags\":[%d]", tags[i].tag);
}

static void add_related(Buf *out, const Server *server, const Document *document,
                        const Finding *f) {
    if (!f->related.len) return;
    buf_add_c(out, ",\"relatedInformation\":[");
    for (size_t i = 0; i < f->related.len; i++) {
        buf_add_c(out, i ? ",{\"location\":{\"uri\":" : "{\"location\":{\"uri\":");
        buf_add_json(out, document->uri);
        buf_add_c(out, ",\"range\":");
        position_range(out, &document->result->source, server->encoding, f->related.items[i].span);
        buf_add_c(out, "},\"message\":");
        buf_add_json(out, f->related.items[i].message);
        buf_add_char(out, '}');
    }
    buf_add_char(out, ']');
}

void diagnostic_add(Buf *out, const Server *server, const Document *document, const Finding *f) {
    static const int severities[] = {[LEVEL_INFO] = 3, [LEVEL_WARNING] = 2, [LEVEL_ERROR] = 1};
    Buf text = {0};
    compose_lines(&text, f);
    buf_add_c(out, "{\"range\":");
    position_range(out, &document->result->source, server->encoding, f->span);
    buf_printf(out, ",\"severity\":%d,\"code\":", severities[f->level]);
    buf_add_json(out, f->code);
    buf_add_c(out, ",\"source\":\"warmlint\",\"message\":");
    buf_add_json(out, buf_str(&text));
    if (server->client.tags) add_tags(out, f);
    if (server->client.related) add_related(out, server, document, f);
    buf_add_c(out, ",\"data\":{\"name\":");
    buf_add_json(out, f->name);
    buf_printf(out, ",\"fingerprint\":\"%016llx\"}}", (unsigned long long)f->fingerprint);
    buf_free(&text);
}

/* Of the document as a whole: at its start. */
static void add_trouble(Buf *out, Str message) {
    buf_add_c(out, "{\"range\":{\"start\":{\"line\":0,\"character\":0},\"end\":{\"line\":0,"
                   "\"character\":0}},\"severity\":1,\"code\":\"configuration\",\"source\":"
                   "\"warmlint\",\"message\":");
    buf_add_json(out, message);
    buf_add_char(out, '}');
}

/* A configuration that is open, as it stands in the editor. */
static void add_problems(Buf *out, const Server *server, const Source *source,
                         const ProblemVec *problems) {
    for (size_t i = 0; i < problems->len; i++) {
        const Problem *problem = &problems->items[i];
        Buf text = {0};
        buf_add_visible(&text, problem->message, false);
        if (problem->help.len) buf_add_c(&text, "; ");
        buf_add_visible(&text, problem->help, false);
        buf_add_c(out, i ? ",{\"range\":" : "{\"range\":");
        position_range(out, source, server->encoding, problem->span);
        buf_add_c(out, ",\"severity\":1,\"code\":\"configuration\",\"source\":\"warmlint\","
                       "\"message\":");
        buf_add_json(out, buf_str(&text));
        buf_add_char(out, '}');
        buf_free(&text);
    }
}

static void check_config(Buf *out, Server *server, Document *document) {
    Arena arena = {0};
    Source source = {0};
    ProblemVec problems = {0};
    document_source(document, &arena, &source);
    config_check(&arena, document->path, source.bytes, &engine_known_names, &source, &problems);
    add_problems(out, server, &source, &problems);
    arena_free(&arena);
}

static void add_all(Buf *out, Server *server, Document *document) {
    const FileResult *result = document_result(server, document);
    buf_add_char(out, '[');
    if (document->is_config) check_config(out, server, document);
    if (document->config_error.len) add_trouble(out, document->config_error);
    for (size_t i = 0; result && i < result->findings.len; i++) {
        if (i) buf_add_char(out, ',');
        diagnostic_add(out, server, document, &result->findings.items[i]);
    }
    buf_add_char(out, ']');
}

static void publish(Server *server, const Document *document, Str diagnostics, bool with_version) {
    Buf *body = rpc_notify(server, "textDocument/publishDiagnostics");
    buf_add_c(body, "{\"uri\":");
    buf_add_json(body, document->uri);
    if (with_version) buf_printf(body, ",\"version\":%lld", (long long)document->version);
    buf_add_c(body, ",\"diagnostics\":");
    buf_add(body, diagnostics);
    buf_add_char(body, '}');
    rpc_end(server);
}

void diagnostics_push(Server *server, Document *document) {
    Buf list = {0};
    add_all(&list, server, document);
    document->changed = false;
    publish(server, document, buf_str(&list), true);
    buf_free(&list);
}

void diagnostics_clear(Server *server, const Document *document) {
    publish(server, document, STR("[]"), false);
}

void on_diagnostic(Server *server, const Message *message) {
    Document *document = document_find(server, rpc_text(message->params, "textDocument.uri"));
    Buf list = {0};
    char id[20] = "none";
    if (document) {
        add_all(&list, server, document);
        document->changed = false;
        snprintf(id, sizeof id, "%016llx", str_hash(buf_str(&list)));
    } else {
        buf_add_c(&list, "[]");
    }
    Buf *body = rpc_reply(server, message);
    if (str_is(rpc_text(message->params, "previousResultId"), id)) {
        buf_printf(body, "{\"kind\":\"unchanged\",\"resultId\":\"%s\"}", id);
    } else {
        buf_printf(body, "{\"kind\":\"full\",\"resultId\":\"%s\",\"items\":", id);
        buf_add(body, buf_str(&list));
        buf_add_char(body, '}');
    }
    rpc_end(server);
    buf_free(&list);
}
