/* From initialize to exit. */
#include "lint/server/session.h"
#include "lint/server/tokens.h"
#include "lint/server/uri.h"

static bool supports(const Node *capabilities, const char *path) {
    return rpc_bool(capabilities, path, false);
}

static void read_client(Server *server, const Node *c) {
    Client *client = &server->client;
    client->pull_diagnostics = node_is_map(rpc_get(c, "textDocument.diagnostic"));
    client->related = supports(c, "textDocument.publishDiagnostics.relatedInformation") ||
                      supports(c, "textDocument.diagnostic.relatedInformation");
    client->tags = node_is_map(rpc_get(c, "textDocument.publishDiagnostics.tagSupport")) ||
                   node_is_map(rpc_get(c, "textDocument.diagnostic.tagSupport"));
    client->document_changes = supports(c, "workspace.workspaceEdit.documentChanges");
    client->action_is_preferred = supports(c, "textDocument.codeAction.isPreferredSupport");
    client->code_action_literals =
        node_is_map(rpc_get(c, "textDocument.codeAction.codeActionLiteralSupport"));
    client->hierarchical_symbols =
        supports(c, "textDocument.documentSymbol.hierarchicalDocumentSymbolSupport");
    client->markdown = rpc_has(c, "textDocument.hover.contentFormat", "markdown");
    client->configuration = supports(c, "workspace.configuration");
    client->watch_files = supports(c, "workspace.didChangeWatchedFiles.dynamicRegistration");
    client->watch_settings = supports(c, "workspace.didChangeConfiguration.dynamicRegistration");
    client->refresh_diagnostics = supports(c, "workspace.diagnostics.refreshSupport");
    client->refresh_lenses = supports(c, "workspace.codeLens.refreshSupport");
    client->refresh_hints = supports(c, "workspace.inlayHint.refreshSupport");
    client->refresh_tokens = supports(c, "workspace.semanticTokens.refreshSupport");
}

/* UTF-8 is what the linter counts in; else what every client can. */
static void choose_encoding(Server *server, const Node *capabilities) {
    const char *list = "general.positionEncodings";
    server->encoding = ENCODING_UTF16;
    if (rpc_has(capabilities, list, "utf-8"))
        server->encoding = ENCODING_UTF8;
    else if (rpc_has(capabilities, list, "utf-32") && !rpc_has(capabilities, list, "utf-16"))
        server->encoding = ENCODING_UTF32;
}

/* The first folder of the workspace: paths count from it, as where `check` is run in it. */
static void enter_workspace(Server *server, const Message *message) {
    Arena arena = {0};
    Str uri = rpc_text(message->params, "rootUri"), path = {0};
    const Node *folders = rpc_get(message->params, "workspaceFolders");
    if (node_is_list(folders) && folders->first) uri = rpc_text(folders->first, "uri");
    if (uri.len ? uri_file(&arena, uri, &path)
                : (path = rpc_text(message->params, "rootPath")).len > 0)
        if (server->options->enter) server->options->enter(str_to_c(&arena, path));
    arena_free(&arena);
}

static void set_trace(Server *server, Str value) {
    server->trace = str_is(value, "verbose")    ? TRACE_VERBOSE
                    : str_is(value, "messages") ? TRACE_MESSAGES
                                                : TRACE_OFF;
}

static void add_capabilities(Server *server, Buf *out) {
    static const char *const encodings[] = {"utf-16", "utf-8", "utf-32"};
    buf_printf(out,
               "{\"capabilities\":{\"positionEncoding\":\"%s\","
               "\"textDocumentSync\":{\"openClose\":true,\"change\":2,\"save\":{\"includeText\":"
               "false}}",
               encodings[server->encoding]);
    if (server->client.pull_diagnostics)
        buf_add_c(out, ",\"diagnosticProvider\":{\"identifier\":\"warmlint\","
                       "\"interFileDependencies\":false,\"workspaceDiagnostics\":false}");
    buf_add_c(out, ",\"codeActionProvider\":{\"codeActionKinds\":[\"quickfix\","
                   "\"source.fixAll.warmlint\"],\"resolveProvider\":false}"
                   ",\"completionProvider\":{\"triggerCharacters\":[\" \",\":\",\"[\",\"{\"]}"
                   ",\"hoverProvider\":true,\"codeLensProvider\":{},\"inlayHintProvider\":true,"
                   "\"documentSymbolProvider\":true,\"semanticTokensProvider\":{\"legend\":{"
                   "\"tokenTypes\":[" TOKEN_TYPES "],\"tokenModifiers\":[]},\"full\":true,"
                   "\"range\":true},\"executeCommandProvider\":{\"commands\":["
                   "\"warmlint.explain\"]}");
    buf_add_c(out, "},\"serverInfo\":{\"name\":\"warmlint\",\"version\":");
    buf_add_json(out, str_from_c(server->options->version));
    buf_add_c(out, "}}");
}

void on_initialize(Server *server, const Message *message) {
    const Node *capabilities = rpc_get(message->params, "capabilities");
    read_client(server, capabilities);
    choose_encoding(server, capabilities);
    set_trace(server, rpc_text(message->params, "trace"));
    enter_workspace(server, message);
    const Node *options = rpc_get(message->params, "initializationOptions");
    server->client.shows_rules = rpc_bool(options, "showsRules", false);
    settings_read_client(server, options);
    server->run_state = STATE_RUNNING;
    add_capabilities(server, rpc_reply(server, message));
    rpc_end(server);
}

void on_initialized(Server *server, const Message *message) {
    (void)message;
    unsigned id;
    if (server->client.watch_files || server->client.watch_settings) {
        Buf *body = rpc_request(server, "client/registerCapability", &id);
        buf_add_c(body, "{\"registrations\":[");
        if (server->client.watch_files)
            buf_add_c(body, "{\"id\":\"files\",\"method\":\"workspace/didChangeWatchedFiles\","
                            "\"registerOptions\":{\"watchers\":["
                            "{\"globPattern\":\"**/.warmlint.{yaml,yml}\"},"
                            "{\"globPattern\":\"**/warmlint.lock\"}]}}");
        if (server->client.watch_settings)
            buf_printf(body,
                       "%s{\"id\":\"settings\",\"method\":\"workspace/didChangeConfiguration\","
                       "\"registerOptions\":{\"section\":\"warmlint\"}}",
                       server->client.watch_files ? "," : "");
        buf_add_c(body, "]}");
        rpc_end(server);
    }
    settings_ask(server);
}

void on_shutdown(Server *server, const Message *message) {
    server->run_state = STATE_SHUT_DOWN;
    rpc_null(server, message);
}

void on_exit_message(Server *server, const Message *message) {
    (void)message;
    server->status = server->run_state == STATE_SHUT_DOWN ? 0 : 1;
    server->run_state = STATE_OVER;
}

void on_set_trace(Server *server, const Message *message) {
    set_trace(server, rpc_text(message->params, "value"));
}
