/* JSON-RPC 2.0: reading messages and writing them. Messages are read by the linter's own reader of
 * JSON, which keeps the length of strings (\u0000) and bounds depth and number of values. */
#include <math.h>
#include <stdlib.h>

#include "lint/server/session.h"

/* --- reading -------------------------------------------------------------------------------------
 */

static bool is_surrogate(Str s, size_t at, char from, char to) {
    if (at + 6 > s.len || s.ptr[at] != '\\' || s.ptr[at + 1] != 'u') return false;
    char high = ascii_lower(s.ptr[at + 2]), low = ascii_lower(s.ptr[at + 3]);
    return high == 'd' && low >= from && low <= to;
}

/* Halves of surrogate pairs, which editors have in their texts and send, become U+FFFD: of the same
 * length in UTF-16 units, so that places stay what they are. */
static bool mend_surrogates(char *bytes, size_t len) {
    Str s = {bytes, len};
    bool mended = false;
    for (size_t i = 0; i + 1 < len; i++) {
        if (bytes[i] != '\\') continue;
        if (is_surrogate(s, i, '8', 'b') && is_surrogate(s, i + 6, 'c', 'f')) {
            i += 11;
        } else if (is_surrogate(s, i, '8', 'f')) {
            memcpy(bytes + i, "\\uFFFD", 6);
            mended = true;
            i += 5;
        } else {
            i++;
        }
    }
    return mended;
}

static const Node *parse(Message *message, char *bytes) {
    Source source = {.bytes = message->bytes};
    ProblemVec problems = {0};
    Span all = span_of(0, message->bytes.len);
    const Node *root = json_read(&message->arena, &source, all, &problems);
    if (!root && mend_surrogates(bytes, message->bytes.len))
        root = json_read(&message->arena, &source, all, &problems);
    return root;
}

/* A text or a number; anything else is no id. */
static bool read_id(Message *message, const Node *id) {
    if (!id) return true;
    if (id->kind == NODE_STRING || id->kind == NODE_NUMBER || id->kind == NODE_NULL)
        message->id = str_slice(message->bytes, id->span.start, id->span.end);
    return message->id.len > 0;
}

Message *rpc_read(Str body) {
    Message *message = calloc(1, sizeof *message);
    if (!message) out_of_memory();
    char *bytes = arena_alloc(&message->arena, body.len + 1);
    memcpy(bytes, body.ptr, body.len);
    message->bytes = (Str){bytes, body.len};
    const Node *root = parse(message, bytes);
    message->error = root ? RPC_INVALID_REQUEST : RPC_PARSE_ERROR;
    if (!node_is_map(root) || !read_id(message, node_get(root, "id"))) return message;
    const Node *method = node_get(root, "method");
    message->params = node_get(root, "params");
    message->result = node_get(root, "result");
    if (node_is_string(method)) message->method = method->text;
    if (message->method.len || (message->id.len && !method)) message->error = 0;
    Str uri = rpc_text(message->params, "textDocument.uri");
    if (uri.len) message->uri = str_hash(uri);
    return message;
}

void rpc_free(Message *message) {
    Arena arena = message->arena;
    free(message);
    arena_free(&arena);
}

const Node *rpc_get(const Node *map, const char *path) {
    return node_is_map(map) ? node_path(map, path) : NULL;
}

Str rpc_text(const Node *map, const char *path) {
    const Node *node = rpc_get(map, path);
    return node_is_string(node) ? node->text : (Str){0};
}

bool rpc_bool(const Node *map, const char *path, bool otherwise) {
    const Node *node = rpc_get(map, path);
    return node && node->kind == NODE_BOOL ? node->number != 0 : otherwise;
}

uint32_t rpc_uint(const Node *map, const char *path) {
    const Node *node = rpc_get(map, path);
    if (!node || node->kind != NODE_NUMBER || !(node->number > 0)) return 0;
    return node->number < INT32_MAX ? (uint32_t)node->number : INT32_MAX;
}

bool rpc_spot(const Node *position, Spot *spot) {
    if (!node_is_map(position)) return false;
    *spot = (Spot){rpc_uint(position, "line"), rpc_uint(position, "character")};
    return true;
}

bool rpc_has(const Node *map, const char *path, const char *text) {
    const Node *list = rpc_get(map, path);
    for (const Node *item = node_items(list); item; item = item->next)
        if (node_is_string(item) && str_is(item->text, text)) return true;
    return false;
}

/* --- writing -------------------------------------------------------------------------------------
 */

enum { KEEP_BYTES = 1 << 20 };

static Buf *begin(Server *server) {
    server->body.len = 0;
    buf_add_c(&server->body, "{\"jsonrpc\":\"2.0\",");
    return &server->body;
}

Buf *rpc_reply(Server *server, const Message *message) {
    Buf *body = begin(server);
    buf_add_c(body, "\"id\":");
    buf_add(body, message->id);
    buf_add_c(body, ",\"result\":");
    return body;
}

Buf *rpc_notify(Server *server, const char *method) {
    Buf *body = begin(server);
    buf_printf(body, "\"method\":\"%s\",\"params\":", method);
    return body;
}

Buf *rpc_request(Server *server, const char *method, unsigned *id) {
    Buf *body = begin(server);
    *id = ++server->next_request;
    buf_printf(body, "\"id\":%u,\"method\":\"%s\",\"params\":", *id, method);
    return body;
}

void rpc_end(Server *server) {
    buf_add_char(&server->body, '}');
    transport_frame(&server->out, buf_str(&server->body));
    if (server->body.cap > KEEP_BYTES) buf_free(&server->body);
}

void rpc_null(Server *server, const Message *message) {
    buf_add_c(rpc_reply(server, message), "null");
    rpc_end(server);
}

void rpc_error(Server *server, const Message *message, int code, const char *text) {
    Buf *body = begin(server);
    buf_add_c(body, "\"id\":");
    buf_add(body, message->id.len ? message->id : STR("null"));
    buf_printf(body, ",\"error\":{\"code\":%d,\"message\":", code);
    buf_add_json(body, str_from_c(text));
    /* Clients that pull diagnostics would show none until they ask again. */
    if (code == RPC_SERVER_CANCELLED) buf_add_c(body, ",\"data\":{\"retriggerRequest\":true}");
    buf_add_char(body, '}');
    rpc_end(server);
}

void rpc_log(Server *server, int type, Str text) {
    if (server->trace == TRACE_OFF) return;
    Buf *body = rpc_notify(server, "window/logMessage");
    buf_printf(body, "{\"type\":%d,\"message\":", type);
    buf_add_json(body, text);
    buf_add_char(body, '}');
    rpc_end(server);
}
