#include "rules/turns.h"

enum { CALLS = 64 };

typedef struct {
    Str id;
    Span span;
    bool answered;
} Call;

typedef struct {
    Call items[CALLS];
    size_t len;
    bool full;
} Calls;

static void add(Calls *calls, const Node *id, const Node *at) {
    if (!node_is_string(id)) return;
    if (calls->len >= CALLS)
        calls->full = true;
    else
        calls->items[calls->len++] = (Call){id->text, at->span, false};
}

/* Blocks of a list; NULL for a text. */
static const Node *first_block(const Node *message) {
    const Node *content = node_get(message, "content");
    return node_items(content);
}

static bool is_type(const Node *block, const char *type) {
    const Node *node = node_get(block, "type");
    return node && str_is(node->text, type);
}

static void add_calls(const Prompt *prompt, const Node *message, Calls *calls) {
    if (prompt->api == API_OPENAI_CHAT) {
        const Node *list = node_get(message, "tool_calls");
        for (const Node *c = node_items(list); c; c = c->next) add(calls, node_get(c, "id"), c);
        return;
    }
    for (const Node *b = first_block(message); b; b = b->next)
        if (prompt->api == API_BEDROCK_CONVERSE)
            add(calls, node_path(b, "toolUse.toolUseId"), b);
        else if (is_type(b, "tool_use"))
            add(calls, node_get(b, "id"), b);
}

static void add_results(const Prompt *prompt, const Node *message, Calls *results) {
    if (prompt->api == API_OPENAI_CHAT) {
        const Node *role = node_get(message, "role");
        if (role && str_is(role->text, "tool"))
            add(results, node_get(message, "tool_call_id"), message);
        return;
    }
    for (const Node *b = first_block(message); b; b = b->next)
        if (prompt->api == API_BEDROCK_CONVERSE)
            add(results, node_path(b, "toolResult.toolUseId"), b);
        else if (is_type(b, "tool_result"))
            add(results, node_get(b, "tool_use_id"), b);
}

bool turns_has_tools(const Prompt *prompt, const Node *message) {
    Calls found = {.len = 0};
    add_calls(prompt, message, &found);
    add_results(prompt, message, &found);
    return found.len > 0;
}

/* Takes the results off the calls; the first that answers none of them. */
static const Call *settle(Calls *calls, const Calls *results) {
    for (size_t r = 0; r < results->len; r++) {
        bool asked = false;
        for (size_t c = 0; c < calls->len; c++) {
            if (!str_eq(calls->items[c].id, results->items[r].id)) continue;
            asked = calls->items[c].answered = true;
        }
        if (!asked) return &results->items[r];
    }
    return NULL;
}

static const Call *first_open(const Calls *calls) {
    for (size_t i = 0; i < calls->len; i++)
        if (!calls->items[i].answered) return &calls->items[i];
    return NULL;
}

static bool is_assistant(const Node *message) {
    const Node *role = node_get(message, "role");
    return role && str_is(role->text, "assistant");
}

/* The message is where results are given. */
static bool gives_results(const Prompt *prompt, const Node *message) {
    const Node *role = node_get(message, "role");
    if (prompt->api == API_OPENAI_CHAT) return role && str_is(role->text, "tool");
    return !is_assistant(message);
}

static TurnsFault fault_of(TurnsFault fault, const Call *call, Str *id, Span *span) {
    *id = call->id;
    *span = call->span;
    return fault;
}

TurnsFault turns_check(const Prompt *prompt, const Node *messages, Str *id, Span *span) {
    const Node *m = node_items(messages);
    while (m) {
        Calls calls = {.len = 0}, results = {.len = 0};
        const Node *start = m;
        while (m && is_assistant(m)) { /* messages of one role behind each other are one turn */
            add_calls(prompt, m, &calls);
            m = m->next;
            if (prompt->api == API_OPENAI_CHAT) break;
        }
        if (!m) break;
        for (; m && gives_results(prompt, m); m = m->next) add_results(prompt, m, &results);
        if (m == start) m = m->next;
        if (calls.full || results.full) break;
        const Call *lone = settle(&calls, &results);
        if (lone) return fault_of(TURNS_UNASKED, lone, id, span);
        const Call *open = first_open(&calls);
        if (open) return fault_of(TURNS_UNANSWERED, open, id, span);
    }
    return TURNS_RIGHT;
}

static size_t count_parts(const Node *content, const char *camel, const char *snake) {
    const Node *parts = node_get(content, "parts");
    size_t count = 0;
    for (const Node *p = node_items(parts); p; p = p->next)
        count += node_get(p, camel) || node_get(p, snake);
    return count;
}

TurnsFault turns_check_gemini(const Node *contents, Span *span) {
    const Node *before = NULL;
    size_t asked = 0;
    bool model = true; /* the turn in front was the model's, or there is none */
    for (const Node *c = node_items(contents); c; c = c->next) {
        size_t calls = count_parts(c, "functionCall", "function_call");
        size_t results = count_parts(c, "functionResponse", "function_response");
        const Node *role = node_get(c, "role");
        *span = c->span;
        if (calls && model) return TURNS_EARLY;
        if (results && !asked) return TURNS_UNASKED;
        if (asked != results) {
            *span = before->span;
            return TURNS_UNANSWERED;
        }
        asked = calls;
        model = role && str_is(role->text, "model");
        before = c;
    }
    return TURNS_RIGHT;
}
