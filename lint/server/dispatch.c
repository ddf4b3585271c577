/* The messages that wait, and who handles them. */
#include <stdlib.h>

#include "lint/server/session.h"

enum {
    NOTIFICATION = 1 << 0,
    REQUEST = 1 << 1,
    /* About a document as it is: without worth once a later version is on its way. */
    OF_VERSION = 1 << 2,
};

static void on_cancel(Server *server, const Message *message) {
    (void)server, (void)message; /* done when it came in */
}

static const struct {
    const char *method;
    unsigned kind;
    Handler *handle;
} table[] = {
    {"initialize", REQUEST, on_initialize},
    {"initialized", NOTIFICATION, on_initialized},
    {"shutdown", REQUEST, on_shutdown},
    {"exit", NOTIFICATION, on_exit_message},
    {"$/setTrace", NOTIFICATION, on_set_trace},
    {"$/cancelRequest", NOTIFICATION, on_cancel},
    {"textDocument/didOpen", NOTIFICATION, on_open},
    {"textDocument/didChange", NOTIFICATION, on_change},
    {"textDocument/didClose", NOTIFICATION, on_close},
    {"textDocument/didSave", NOTIFICATION, on_save},
    {"textDocument/diagnostic", REQUEST | OF_VERSION, on_diagnostic},
    {"textDocument/hover", REQUEST, on_hover},
    {"textDocument/completion", REQUEST, on_completion},
    {"textDocument/codeAction", REQUEST, on_code_action},
    {"textDocument/codeLens", REQUEST | OF_VERSION, on_code_lens},
    {"textDocument/inlayHint", REQUEST | OF_VERSION, on_inlay_hint},
    {"textDocument/documentSymbol", REQUEST | OF_VERSION, on_symbols},
    {"textDocument/semanticTokens/full", REQUEST | OF_VERSION, on_semantic_tokens},
    {"textDocument/semanticTokens/range", REQUEST | OF_VERSION, on_semantic_tokens},
    {"workspace/executeCommand", REQUEST, on_execute},
    {"warmlint/plan", REQUEST | OF_VERSION, on_plan},
    {"workspace/didChangeConfiguration", NOTIFICATION, on_configuration},
    {"workspace/didChangeWatchedFiles", NOTIFICATION, on_watched_files},
};
enum { METHODS = sizeof table / sizeof *table };

static int method_of(Str name) {
    for (int i = 0; i < METHODS; i++)
        if (str_is(name, table[i].method)) return i;
    return -1;
}

/* --- what waits ----------------------------------------------------------------------------------
 */

/* A cancelled request is answered without being handled. */
static void cancel(Server *server, const Message *message) {
    const Node *id = rpc_get(message->params, "id");
    if (!id) return;
    Str wanted = str_slice(message->bytes, id->span.start, id->span.end);
    for (Message *m = server->first; m; m = m->next)
        if (str_eq(m->id, wanted)) m->cancelled = true;
}

static void outdate(Server *server, const Message *change) {
    for (Message *m = server->first; m; m = m->next)
        if (m->uri == change->uri) m->outdated = true;
}

static void wait_in_line(Server *server, Message *message) {
    if (str_is(message->method, "$/cancelRequest")) cancel(server, message);
    if (str_is(message->method, "textDocument/didChange")) outdate(server, message);
    if (server->last)
        server->last->next = message;
    else
        server->first = message;
    server->last = message;
    server->waiting++;
}

void server_receive(Server *server, Str bytes) {
    Str body;
    size_t skipped = server->inbox.skipped;
    inbox_add(&server->inbox, bytes);
    while (inbox_next(&server->inbox, &body)) wait_in_line(server, rpc_read(body));
    if (server->inbox.skipped > skipped)
        rpc_log(server, 2, STR("bytes that are no message were skipped"));
}

size_t server_waiting(const Server *server) {
    return server->waiting;
}

/* --- handling ------------------------------------------------------------------------------------
 */

/* Why a request cannot be handled now; NULL: it can. */
static const char *refusal(const Server *server, const Message *message, int method, int *code) {
    bool first = str_is(message->method, "initialize");
    *code = RPC_INVALID_REQUEST;
    if (server->run_state == STATE_SHUT_DOWN) return "the server was shut down";
    if (first && server->run_state != STATE_NEW) return "the server is initialized already";
    *code = RPC_NOT_INITIALIZED;
    if (!first && server->run_state == STATE_NEW) return "the server is not initialized";
    *code = RPC_METHOD_NOT_FOUND;
    if (method < 0 || !(table[method].kind & REQUEST)) return "no such method";
    *code = RPC_REQUEST_CANCELLED;
    if (message->cancelled) return "cancelled";
    bool pulls = str_is(message->method, "textDocument/diagnostic");
    *code = pulls ? RPC_SERVER_CANCELLED : RPC_CONTENT_MODIFIED;
    if (message->outdated && (table[method].kind & OF_VERSION))
        return "the document has changed since";
    return NULL;
}

static void handle_request(Server *server, const Message *message, int method) {
    int code;
    const char *why = refusal(server, message, method, &code);
    if (why)
        rpc_error(server, message, code, why);
    else
        table[method].handle(server, message);
}

static void handle_notification(Server *server, const Message *message, int method) {
    bool always = str_is(message->method, "exit");
    if (method < 0 || !(table[method].kind & NOTIFICATION)) return;
    if (always || server->run_state == STATE_RUNNING) table[method].handle(server, message);
}

/* The only request of ours whose answer matters. */
static void handle_response(Server *server, const Message *message) {
    double id;
    if (!str_to_number(message->id, &id) || id != (double)server->configuration_request) return;
    server->configuration_request = 0;
    if (node_is_list(message->result) && message->result->first)
        settings_read_client(server, message->result->first);
}

static void trace(Server *server, const Message *message) {
    if (server->trace == TRACE_OFF || !message->method.len) return;
    Buf *body = rpc_notify(server, "$/logTrace");
    buf_add_c(body, "{\"message\":");
    buf_add_json(body, str_slice(message->method, 0, 200));
    if (server->trace == TRACE_VERBOSE) {
        buf_add_c(body, ",\"verbose\":");
        buf_add_json(body, str_slice(message->bytes, 0, 1000));
    }
    buf_add_char(body, '}');
    rpc_end(server);
}

static void handle(Server *server, const Message *message) {
    int method = method_of(message->method);
    if (message->error == RPC_PARSE_ERROR)
        rpc_error(server, message, RPC_PARSE_ERROR, "not JSON");
    else if (message->error)
        rpc_error(server, message, message->error, "not a message of JSON-RPC");
    else if (!message->method.len)
        handle_response(server, message);
    else if (message->id.len)
        handle_request(server, message, method);
    else
        handle_notification(server, message, method);
    trace(server, message);
}

bool server_step(Server *server) {
    Message *message = server->first;
    if (!message || server->run_state == STATE_OVER) return false;
    server->first = message->next;
    if (!server->first) server->last = NULL;
    server->waiting--;
    handle(server, message);
    rpc_free(message);
    return true;
}

/* --- the server ----------------------------------------------------------------------------------
 */

Server *server_new(const ServerOptions *options) {
    Server *server = calloc(1, sizeof *server);
    if (!server) out_of_memory();
    server->options = options;
    server->settings.lenses = server->settings.hints = true;
    server->project = project_new();
    return server;
}

void server_free(Server *server) {
    for (Message *m = server->first, *next; m; m = next) {
        next = m->next;
        rpc_free(m);
    }
    documents_free(server);
    project_free(server->project);
    arena_free(&server->settings.arena);
    inbox_free(&server->inbox);
    buf_free(&server->out);
    buf_free(&server->body);
    free(server);
}

Buf *server_output(Server *server) {
    return &server->out;
}

bool server_is_over(const Server *server, int *status) {
    *status = server->status;
    return server->run_state == STATE_OVER;
}

static Document *next_changed(const Server *server) {
    if (server->client.pull_diagnostics || server->run_state != STATE_RUNNING) return NULL;
    for (size_t i = 0; i < server->document_count; i++)
        if (server->documents[i]->changed) return server->documents[i];
    return NULL;
}

bool server_is_behind(const Server *server) {
    return next_changed(server) != NULL;
}

bool server_lint_one(Server *server) {
    Document *document = next_changed(server);
    if (document) diagnostics_push(server, document);
    return document != NULL;
}
