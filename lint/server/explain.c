#include "lint/server/explain.h"

#include "lint/report/compose.h"
#include "lint/server/session.h"

void explain_rule(Buf *out, const Rule *rule) {
    buf_printf(out, "### %s %s\n\n*%s*: %s\n\n", rule->code, rule->name, level_name(rule->level),
               rule->summary);
    buf_add(out, str_trim(str_from_c(rule->page)));
}

/* Characters that Markdown would take for its own; code spans of messages stay. */
static void add_paragraphs(Buf *out, Str lines) {
    for (Str rest = lines, line; rest.len;) {
        str_next_line(&rest, &line);
        bool code = false;
        for (size_t i = 0; i < line.len; i++) {
            char c = line.ptr[i];
            if (c == '`') code = !code;
            if (!code && (c == '*' || c == '_' || c == '<' || c == '[' || c == '\\'))
                buf_add_char(out, '\\');
            buf_add_char(out, c);
        }
        buf_add_c(out, "\n\n");
    }
}

void explain_finding(Buf *out, const Finding *finding) {
    Buf lines = {0};
    compose_lines(&lines, finding);
    add_paragraphs(out, buf_str(&lines));
    buf_free(&lines);
    const Rule *rule = rule_find(finding->code);
    if (rule) explain_rule(out, rule);
}

/* --- the command warmlint.explain ----------------------------------------------------------------
 */

static void show(Server *server, const Rule *rule) {
    Buf text = {0};
    explain_rule(&text, rule);
    Buf *body = rpc_notify(server, "window/showMessage");
    buf_add_c(body, "{\"type\":3,\"message\":");
    buf_add_json(body, buf_str(&text));
    buf_add_char(body, '}');
    rpc_end(server);
    buf_free(&text);
}

void on_execute(Server *server, const Message *message) {
    const Node *arguments = rpc_get(message->params, "arguments");
    const Node *first = node_items(arguments);
    if (!str_is(rpc_text(message->params, "command"), "warmlint.explain")) {
        rpc_error(server, message, RPC_INVALID_PARAMS, "no such command");
        return;
    }
    const Rule *rule = node_is_string(first) ? rule_find(first->text) : NULL;
    if (!rule) {
        rpc_error(server, message, RPC_INVALID_PARAMS, "no such rule");
        return;
    }
    if (!server->client.shows_rules) show(server, rule);
    Buf *body = rpc_reply(server, message);
    buf_printf(body, "{\"code\":\"%s\",\"name\":\"%s\",\"level\":\"%s\",\"summary\":", rule->code,
               rule->name, level_name(rule->level));
    buf_add_json(body, str_from_c(rule->summary));
    buf_add_c(body, ",\"page\":");
    buf_add_json(body, str_from_c(rule->page));
    buf_add_char(body, '}');
    rpc_end(server);
}
