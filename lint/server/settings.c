/* What the client sets: its configuration section `warmlint`, or initializationOptions.
 *
 *     model, provider   of prompts that tell none
 *     config            a configuration file instead of the nearest one
 *     strict            report values of unknown volatility
 *     select, extendSelect, ignore   lists of rules
 *     codeLens, inlayHints           shown at all (true) */
#include "lint/config/selector.h"
#include "lint/server/session.h"
#include "rules/rule.h"

static void add_choices(ClientSettings *settings, const Node *list, bool select) {
    for (const Node *item = node_items(list); item; item = item->next) {
        if (!node_is_string(item) || !item->text.len) continue;
        RuleChoice choice = {.selector = str_dup(&settings->arena, item->text)};
        choice.action = select ? RULE_SELECT : RULE_IGNORE;
        vec_push(&settings->arena, &settings->rules, choice);
    }
}

static void refresh(Server *server, bool supported, const char *method) {
    unsigned id;
    if (!supported) return;
    buf_add_c(rpc_request(server, method, &id), "null");
    rpc_end(server);
}

/* What the client has shown does not hold any more. */
static void refresh_all(Server *server) {
    const Client *client = &server->client;
    if (client->pull_diagnostics)
        refresh(server, client->refresh_diagnostics, "workspace/diagnostic/refresh");
    refresh(server, client->refresh_lenses, "workspace/codeLens/refresh");
    refresh(server, client->refresh_hints, "workspace/inlayHint/refresh");
    refresh(server, client->refresh_tokens, "workspace/semanticTokens/refresh");
}

void settings_read_client(Server *server, const Node *node) {
    if (rpc_get(node, "warmlint")) node = rpc_get(node, "warmlint");
    if (!node_is_map(node)) return;
    project_forget(server); /* results refer to the settings */
    ClientSettings *settings = &server->settings;
    arena_free(&settings->arena);
    *settings = (ClientSettings){.strict = rpc_bool(node, "strict", false),
                                 .lenses = rpc_bool(node, "codeLens", true),
                                 .hints = rpc_bool(node, "inlayHints", true)};
    settings->model = str_dup(&settings->arena, rpc_text(node, "model"));
    settings->config = str_dup(&settings->arena, rpc_text(node, "config"));
    settings->provider = facts_provider_parse(rpc_text(node, "provider"));
    const Node *select = rpc_get(node, "select");
    if (node_is_list(select) && select->first) {
        vec_push(&settings->arena, &settings->rules,
                 (RuleChoice){.selector = STR("ALL"), .action = RULE_IGNORE});
        add_choices(settings, select, true);
    }
    add_choices(settings, rpc_get(node, "extendSelect"), true);
    add_choices(settings, rpc_get(node, "ignore"), false);
    if (server->run_state == STATE_RUNNING) refresh_all(server);
}

void settings_ask(Server *server) {
    if (!server->client.configuration) return;
    Buf *body = rpc_request(server, "workspace/configuration", &server->configuration_request);
    buf_add_c(body, "{\"items\":[{\"section\":\"warmlint\"}]}");
    rpc_end(server);
}

void on_configuration(Server *server, const Message *message) {
    const Node *settings = rpc_get(message->params, "settings");
    if (server->client.configuration)
        settings_ask(server);
    else
        settings_read_client(server, settings);
}

void settings_forget(Server *server) {
    project_forget(server);
    refresh_all(server);
}

void on_watched_files(Server *server, const Message *message) {
    (void)message;
    settings_forget(server);
}
