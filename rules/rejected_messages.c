/* Single messages and items of a conversation: kinds of content that belong to another API, ids of
 * calls, roles that must alternate. */
#include "rules/rejected.h"

static Str text_of(const Node *map, const char *key) {
    const Node *node = node_get(map, key);
    return node_is_string(node) ? node->text : (Str){NULL, 0};
}

/* Letters, digits, - and _, at least one of them. */
static bool is_id(Str s, size_t most) {
    for (size_t i = 0; i < s.len; i++)
        if (!ascii_is_alnum(s.ptr[i]) && s.ptr[i] != '_' && s.ptr[i] != '-') return false;
    return s.len > 0 && s.len <= most;
}

static bool check_id(Sink *sink, const Node *id, size_t most) {
    if (!node_is_string(id) || rejected_is_templated(id->text) || is_id(id->text, most))
        return true;
    rejected_report(sink, id->span, "letters, digits, `_` and `-`, and not empty",
                    "the id of a call with other characters, or with too many");
    return false;
}

/* --- Anthropic --- */

/* Beside a `system` of its own the body is Anthropic's, and not one that a gateway translates. */
static bool is_anthropics(const Prompt *prompt) {
    return node_get(prompt->body, "system") || node_get(prompt->body, "anthropic_version");
}

static bool asked_before(const Node *content, const Node *call) {
    for (const Node *b = node_items(content); b && b != call; b = b->next)
        if (str_is(text_of(b, "type"), "tool_use") && str_eq(text_of(b, "id"), text_of(call, "id")))
            return true;
    return false;
}

/* The first call whose id is wrong, or was given to another call of the message. */
static bool check_calls(Sink *sink, const Node *content) {
    enum { COMPARED = 64, LONGEST = 1000 };
    if (node_is_list(content) && content->count > COMPARED) return true;
    for (const Node *b = node_items(content); b; b = b->next) {
        if (!str_is(text_of(b, "type"), "tool_use")) continue;
        if (!check_id(sink, node_get(b, "id"), LONGEST)) return false;
        if (!asked_before(content, b)) continue;
        rejected_report(
            sink, b->span, "give each call an id of its own",
            sink_text(sink, "a second call `" STR_FMT "`", STR_ARG(text_of(b, "id"))).ptr);
        return false;
    }
    return true;
}

/* Blocks and tools in the words of OpenAI's APIs. */
static void check_foreign(const Prompt *prompt, const Node *messages, Sink *sink) {
    static const char *const kinds[] = {"image_url", "input_text", "output_text", "input_image",
                                        NULL};
    const Node *format = node_get(prompt->body, "response_format");
    if (format)
        rejected_report(sink, format->key->span, "ask for the form with `output_config`",
                        "`response_format`, which is OpenAI's");
    for (const Node *t = node_items(node_get(prompt->body, "tools")); t; t = t->next)
        if (node_get(t, "function")) {
            rejected_report(sink, t->span, "write name, description and `input_schema` themselves",
                            "a tool in the form of OpenAI's");
            break;
        }
    for (const Node *m = node_items(messages); m; m = m->next)
        for (const Node *b = node_items(node_get(m, "content")); b; b = b->next)
            if (str_is_any(text_of(b, "type"), kinds)) {
                rejected_report(sink, b->span, "write it as a block of type `text` or `image`",
                                sink_text(sink, "a block of type `" STR_FMT "`, which is OpenAI's",
                                          STR_ARG(text_of(b, "type")))
                                    .ptr);
                return;
            }
}

static void check_anthropic(const Prompt *prompt, const Node *messages, Sink *sink) {
    for (const Node *m = node_items(messages); m; m = m->next)
        if (rejected_is_role(m, "assistant") && !check_calls(sink, node_get(m, "content"))) break;
    if (!is_anthropics(prompt)) return;
    check_foreign(prompt, messages, sink);
    if (!prompt->model) return;
    unsigned refuses = prompt->model->refuses;
    bool no_system = !(refuses & REFUSES_SAMPLING) || (refuses & REFUSES_SYSTEM_TURN);
    for (const Node *m = node_items(messages); m; m = m->next)
        if ((no_system && rejected_is_role(m, "system")) || rejected_is_role(m, "tool")) {
            rejected_report(sink, m->span, "system text goes into `system`, results to the user",
                            "a role other than `user` and `assistant`");
            return;
        }
}

/* --- OpenAI --- */

static bool is_call_name(Str name) {
    enum { MOST = 64 };
    return is_id(name, MOST) || rejected_is_templated(name);
}

static void check_chat_calls(const Node *message, Sink *sink, bool *told) {
    const Node *calls = node_get(message, "tool_calls");
    if (node_is_list(calls) && !calls->first) {
        rejected_report(sink, calls->span, "leave `tool_calls` out", "an empty list of calls");
        *told = true;
    }
    for (const Node *c = node_items(calls); c && !*told; c = c->next) {
        const Node *name = node_path(c, "function.name");
        if (!node_is_string(name) || is_call_name(name->text)) continue;
        rejected_report(sink, name->span, "letters, digits, `_` and `-`, and not empty",
                        sink_text(sink, "a call of `" STR_FMT "`", STR_ARG(name->text)).ptr);
        *told = true;
    }
}

static void check_chat(const Prompt *prompt, const Node *messages, Sink *sink) {
    static const char *const roles[] = {"system", "developer", "user", "assistant",
                                        "tool",   "function",  NULL};
    bool told = false;
    for (const Node *m = node_items(messages); m && !told; m = m->next) {
        check_chat_calls(m, sink, &told);
        const Node *role = node_get(m, "role");
        if (!told && node_is_string(role) && !str_is_any(role->text, roles) &&
            !rejected_is_templated(role->text)) {
            rejected_report(sink, role->span, "one of system, developer, user, assistant and tool",
                            sink_text(sink, "the role `" STR_FMT "`", STR_ARG(role->text)).ptr);
            told = true;
        }
        if (told || !rejected_is_role(m, "assistant")) continue;
        for (const Node *b = node_items(node_get(m, "content")); b && !told; b = b->next)
            if (str_is(text_of(b, "type"), "image_url")) {
                rejected_report(sink, b->span, "let the user send it",
                                "a picture in a message of the assistant");
                told = true;
            }
    }
    const Node *options = node_get(prompt->body, "stream_options");
    const Node *stream = node_get(prompt->body, "stream");
    bool streams = stream && (stream->kind != NODE_BOOL || stream->number != 0);
    if (node_is_map(options) && !streams)
        rejected_report(sink, options->key->span, "leave it out, or let the answer stream",
                        "`stream_options` without `stream: true`");
    const Node *cap = node_get(prompt->body, "max_tokens");
    bool refused =
        prompt->model && (prompt->model->refuses & REFUSES_CHAT_MAX_TOKENS); /* WL403's */
    if (!refused && cap && cap->kind == NODE_NUMBER &&
        node_get(prompt->body, "max_completion_tokens"))
        rejected_report(sink, cap->key->span, "leave `max_tokens` out",
                        "`max_tokens` and `max_completion_tokens` in one request");
}

/* The item of the list that has this type and call id. */
static const Node *partner(const Node *items, const char *type, Str id) {
    for (const Node *i = node_items(items); i; i = i->next)
        if (str_is(text_of(i, "type"), type) && str_eq(text_of(i, "call_id"), id)) return i;
    return NULL;
}

/* Calls and their outputs belong together by id, wherever they stand; what an earlier response
 * holds is not seen here. */
static void check_outputs(const Prompt *prompt, const Node *input, Sink *sink) {
    enum { COMPARED = 400 };
    bool earlier =
        node_get(prompt->body, "previous_response_id") || node_get(prompt->body, "conversation");
    if (earlier || !node_is_list(input) || input->count > COMPARED) return;
    for (const Node *i = node_items(input); i; i = i->next) {
        Str type = text_of(i, "type"), id = text_of(i, "call_id");
        bool call = str_is(type, "function_call"), output = str_is(type, "function_call_output");
        if ((!call && !output) || !id.len || rejected_is_templated(id)) continue;
        if (partner(input, call ? "function_call_output" : "function_call", id)) continue;
        if (call && !i->next) return; /* it may still be answered */
        rejected_report(sink, i->span, "send both, or neither",
                        sink_text(sink,
                                  call ? "the call `" STR_FMT "` without its output"
                                       : "the output of `" STR_FMT "` without its call",
                                  STR_ARG(id))
                            .ptr);
        return;
    }
}

static void check_responses(const Prompt *prompt, const Node *input, Sink *sink) {
    static const char *const kinds[] = {"text", "image_url", NULL};
    const Node *format = node_get(prompt->body, "response_format");
    if (format)
        rejected_report(sink, format->key->span, "write it as `text: {format: ...}`",
                        "`response_format`, which is Chat Completions'");
    check_outputs(prompt, input, sink);
    for (const Node *m = node_items(input); m; m = m->next)
        for (const Node *b = node_items(node_get(m, "content")); b; b = b->next)
            if (str_is_any(text_of(b, "type"), kinds)) {
                rejected_report(
                    sink, b->span, "`input_text`, `input_image`; of the assistant `output_text`",
                    sink_text(sink, "content of type `" STR_FMT "`", STR_ARG(text_of(b, "type")))
                        .ptr);
                return;
            }
}

/* --- Gemini --- */

/* From Gemini 3 on the first call of a step comes back with the signature it came with. */
static void check_signatures(const Prompt *prompt, const Node *contents, Sink *sink) {
    if (!str_starts(prompt->model_id, STR("gemini-3"))) return;
    const Node *turn = NULL; /* of the user, with words of the user's own: what is before is done */
    for (const Node *c = node_items(contents); c; c = c->next)
        for (const Node *p = node_items(node_get(c, "parts")); p; p = p->next)
            if (rejected_is_role(c, "user") && node_get(p, "text")) turn = c;
    for (const Node *c = turn ? turn->next : NULL; c; c = c->next)
        for (const Node *p = node_items(node_get(c, "parts")); p; p = p->next) {
            const Node *call = node_get(p, "functionCall");
            if (!call) call = node_get(p, "function_call");
            if (!call) continue;
            if (node_get(p, "thoughtSignature") || node_get(p, "thought_signature")) break;
            rejected_report(sink, p->span, "send the part back as it came",
                            "a call without its `thoughtSignature`");
            return;
        }
}

/* --- Bedrock Converse --- */

static void check_converse(const Node *messages, Sink *sink) {
    enum { LONGEST = 64 };
    const Node *before = NULL;
    for (const Node *m = node_items(messages); m; before = m, m = m->next) {
        if (rejected_is_role(m, "system")) {
            rejected_report(sink, m->span, "system text goes into `system`", "the role `system`");
            return;
        }
        if (before && text_of(m, "role").len &&
            str_eq(text_of(m, "role"), text_of(before, "role"))) {
            rejected_report(sink, m->span, "put both into one message",
                            "two messages of one role behind each other");
            return;
        }
        for (const Node *b = node_items(node_get(m, "content")); b; b = b->next)
            if (!check_id(sink, node_path(b, "toolUse.toolUseId"), LONGEST)) return;
    }
}

void rejected_messages(const Prompt *prompt, const Node *messages, Sink *sink) {
    switch (prompt->api) {
    case API_ANTHROPIC_MESSAGES: check_anthropic(prompt, messages, sink); break;
    case API_OPENAI_CHAT: check_chat(prompt, messages, sink); break;
    case API_OPENAI_RESPONSES: check_responses(prompt, messages, sink); break;
    case API_GEMINI: check_signatures(prompt, messages, sink); break;
    case API_BEDROCK_CONVERSE: check_converse(messages, sink); break;
    default: break;
    }
}
