/* Documents that open, change and close. */
#include "lint/server/session.h"

static int64_t version_of(const Message *message) {
    const Node *version = rpc_get(message->params, "textDocument.version");
    bool number = version && version->kind == NODE_NUMBER;
    return number && version->number > -1e15 && version->number < 1e15 ? (int64_t)version->number
                                                                       : 0;
}

static Document *document_of(const Server *server, const Message *message) {
    return document_find(server, rpc_text(message->params, "textDocument.uri"));
}

void on_open(Server *server, const Message *message) {
    const Node *params = message->params;
    Str uri = rpc_text(params, "textDocument.uri");
    if (!uri.len) return;
    document_open(server, uri, rpc_text(params, "textDocument.languageId"), version_of(message),
                  rpc_text(params, "textDocument.text"));
}

static void apply(Server *server, Document *document, const Node *change) {
    Str text = rpc_text(change, "text");
    Spot start, end;
    if (!rpc_spot(rpc_get(change, "range.start"), &start) ||
        !rpc_spot(rpc_get(change, "range.end"), &end)) {
        text_set(&document->text, text);
        return;
    }
    size_t from = text_offset(&document->text, server->encoding, start);
    size_t to = text_offset(&document->text, server->encoding, end);
    text_replace(&document->text, from < to ? from : to, from < to ? to : from, text);
}

void on_change(Server *server, const Message *message) {
    Document *document = document_of(server, message);
    const Node *changes = rpc_get(message->params, "contentChanges");
    if (!document || !node_is_list(changes)) return;
    for (const Node *change = changes->first; change; change = change->next)
        if (node_is_map(change) && node_is_string(node_get(change, "text")))
            apply(server, document, change);
    document->version = version_of(message);
    document_touch(server, document);
}

void on_close(Server *server, const Message *message) {
    Document *document = document_of(server, message);
    if (!document) return;
    if (!server->client.pull_diagnostics) diagnostics_clear(server, document);
    document_close(server, document);
}

/* What was saved may be what others are linted with; whether it is, is seen when they are. */
void on_save(Server *server, const Message *message) {
    Document *document = document_of(server, message);
    if (document && document->is_config) settings_forget(server);
}
