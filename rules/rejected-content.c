/* Content that an API answers with 400 although every parameter is right. Requests only, as they
 * are sent; what came back with an answer was taken. */
#include "rules/params.h"
#include "rules/rejected.h"
#include "rules/strict_schema.h"
#include "rules/turns.h"

static const Node *messages_of(const Prompt *prompt) {
    const char *key = prompt->api == API_GEMINI             ? "contents"
                      : prompt->api == API_OPENAI_RESPONSES ? "input"
                                                            : "messages";
    return node_get(prompt->body, key);
}

static bool is_blank(const Node *text) {
    return node_is_string(text) && str_trim(text->text).len == 0;
}

/* --- texts --- */

/* One with a mark is WL206's. */
static bool is_empty_block(const Node *block) {
    return is_blank(node_get(block, "text")) && !node_get(block, "cache_control");
}

static void check_blocks(Sink *sink, const Node *list) {
    for (const Node *block = node_items(list); block; block = block->next)
        if (is_empty_block(block)) {
            rejected_report(sink, block->span, "leave the block out", "an empty text block");
            return;
        }
}

/* Anthropic's last message of the assistant may be empty, and may not end in a blank. */
static void check_last_answer(const Prompt *prompt, Sink *sink, const Node *message) {
    const Node *content = node_get(message, "content"), *text = content;
    for (const Node *b = node_items(content); b; b = b->next) text = node_get(b, "text");
    if (!node_is_string(text) || !str_trim(text->text).len) return;
    bool blank = ascii_is_space(text->text.ptr[text->text.len - 1]);
    if (blank && prompt->model && !(prompt->model->refuses & REFUSES_PREFILL))
        rejected_report(sink, text->span, "end it behind the last letter",
                        "the beginning of the answer ends in a blank");
}

static void check_texts(const Prompt *prompt, Sink *sink) {
    check_blocks(sink, node_get(prompt->body, "system"));
    for (const Node *m = node_items(messages_of(prompt)); m; m = m->next) {
        const Node *content = node_get(m, "content");
        bool last_answer = !m->next && rejected_is_role(m, "assistant");
        if (last_answer && prompt->api == API_ANTHROPIC_MESSAGES)
            check_last_answer(prompt, sink, m);
        else if (is_blank(content) || (node_is_list(content) && !content->first))
            rejected_report(sink, content->span, "leave the message out",
                            "a message without content");
        else
            check_blocks(sink, content);
    }
}

/* --- tools --- */

static bool is_name_byte(char c) {
    return ascii_is_alnum(c) || c == '_' || c == '-';
}

static void check_name(const Prompt *prompt, Sink *sink, const Segment *tool) {
    size_t most = prompt->api == API_ANTHROPIC_MESSAGES ? 128 : 64, i = 0;
    if (prompt->api == API_GEMINI || !tool->name.len || rejected_is_templated(tool->name)) return;
    while (i < tool->name.len && is_name_byte(tool->name.ptr[i])) i++;
    if (i < tool->name.len || (tool->name.len > most && prompt->api != API_OPENAI_RESPONSES))
        rejected_report(
            sink, tool->span,
            sink_text(sink, "letters, digits, `_` and `-`, at most %zu of them", most).ptr,
            sink_text(sink, "a tool with the name `" STR_FMT "`", STR_ARG(tool->name)).ptr);
}

/* Of few enough tools for comparing each with each. */
static bool has_namesake(const Prompt *prompt, size_t tools, size_t at) {
    enum { COMPARED = 300 };
    Str name = prompt->segments.items[at].name;
    if (tools > COMPARED || !name.len) return false;
    for (size_t i = 0; i < at; i++)
        if (str_eq(prompt->segments.items[i].name, name)) return true;
    return false;
}

static size_t count_tools(const Prompt *prompt) {
    size_t tools = 0;
    while (tools < prompt->segments.len && prompt->segments.items[tools].type == BLOCK_TOOL)
        tools++;
    return tools;
}

static void check_tools(const Prompt *prompt, Sink *sink, size_t tools) {
    enum { MOST = 128 }; /* "Expected an array with maximum length 128" */
    const Segment *items = prompt->segments.items;
    const Node *list = node_get(prompt->body, "tools");
    if (rejected_is_openai(prompt) && tools > MOST)
        rejected_report(sink, items[MOST].span, "offer fewer, or let the model search for them",
                        sink_text(sink, "%zu tools, more than %d", tools, MOST).ptr);
    if (rejected_is_openai(prompt) && prompt->api == API_OPENAI_CHAT && node_is_list(list) &&
        !list->first)
        rejected_report(sink, list->span, "leave `tools` out", "an empty list of tools");
    bool unique = prompt->api == API_ANTHROPIC_MESSAGES || prompt->api == API_BEDROCK_CONVERSE ||
                  prompt->api == API_GEMINI;
    for (size_t i = 0; i < tools; i++) {
        check_name(prompt, sink, &items[i]);
        if (!unique || !has_namesake(prompt, tools, i)) continue;
        rejected_report(sink, items[i].span, "give each tool a name of its own",
                        sink_text(sink, "a second tool `" STR_FMT "`", STR_ARG(items[i].name)).ptr);
        return;
    }
}

static bool offers(const Prompt *prompt, size_t tools, Str name) {
    for (size_t i = 0; i < tools; i++)
        if (str_eq(prompt->segments.items[i].name, name)) return true;
    return rejected_is_templated(name);
}

/* A choice between tools that are not there. */
static void check_choice(const Prompt *prompt, Sink *sink, size_t tools) {
    const Node *choice = node_get(prompt->body, "tool_choice");
    const Node *parallel = node_get(prompt->body, "parallel_tool_calls");
    bool chat = rejected_is_openai(prompt) && prompt->api == API_OPENAI_CHAT;
    if (prompt->api != API_ANTHROPIC_MESSAGES && !chat) return;
    const Node *type = node_is_map(choice) ? node_get(choice, "type") : choice;
    bool chosen = type && type->kind != NODE_NULL && !str_is(type->text, "none");
    if (!tools && chosen)
        rejected_report(sink, choice->span, "leave it out, or offer the tools",
                        "`tool_choice` without `tools`");
    if (!tools && chat && parallel && parallel->kind != NODE_NULL)
        rejected_report(sink, parallel->span, "leave it out, or offer the tools",
                        "`parallel_tool_calls` without `tools`");
    const Node *name = node_get(choice, "name");
    if (!name) name = node_path(choice, "function.name");
    if (tools && node_is_string(name) && !offers(prompt, tools, name->text))
        rejected_report(sink, choice->span, "name one of the tools",
                        sink_text(sink,
                                  "`tool_choice` names `" STR_FMT "`, which is not among the tools",
                                  STR_ARG(name->text))
                            .ptr);
}

/* --- turns --- */

static void check_turns(const Prompt *prompt, Sink *sink) {
    Str id;
    Span span;
    switch (turns_check(prompt, messages_of(prompt), &id, &span)) {
    case TURNS_UNANSWERED:
        rejected_report(
            sink, span, "put the results of all calls right behind them",
            sink_text(sink, "the call `" STR_FMT "` has no result right behind it", STR_ARG(id))
                .ptr);
        break;
    case TURNS_UNASKED:
        rejected_report(sink, span, "keep the call in front, or leave the result out, too",
                        sink_text(sink,
                                  "the result of `" STR_FMT "` has no call right in front of it",
                                  STR_ARG(id))
                            .ptr);
        break;
    case TURNS_EARLY:
    case TURNS_RIGHT: break;
    }
}

/* While a tool is at work the thinking that asked for it has to come back with it. */
static void check_thinking(const Prompt *prompt, Sink *sink) {
    const Param *type = prompt_param(prompt, "thinking.type");
    const Node *list = messages_of(prompt), *calling = NULL, *last = NULL;
    if (!type || !str_is(type->text, "enabled")) return;
    for (const Node *m = node_items(list); m; m = m->next) {
        if (rejected_is_role(m, "assistant") && (!last || !rejected_is_role(last, "assistant")))
            calling = m;
        last = m;
    }
    const Node *content = node_get(calling, "content"), *first = node_items(content);
    bool at_work = calling && last != calling && calling->next == last &&
                   turns_has_tools(prompt, calling) && turns_has_tools(prompt, last);
    const Node *kind = node_get(first, "type");
    if (at_work && kind && !str_ends(kind->text, STR("thinking")))
        rejected_report(
            sink, first->span, "send the thinking blocks of the answer back in front of it",
            "with thinking enabled, an answer that calls a tool begins without its thinking");
}

/* --- one API each --- */

/* "Invalid type for parameter messages[0].content ... valid types: list, tuple". */
static void check_plain(const Prompt *prompt, Sink *sink) {
    const Node *content = node_get(prompt->body, "system");
    const Node *m = node_items(messages_of(prompt));
    for (; m && !node_is_string(content); m = m->next) content = node_get(m, "content");
    if (node_is_string(content))
        rejected_report(sink, content->span, "write it as a list of elements: `[{text: ...}]`",
                        "content as a plain string");
}

static void check_converse(const Prompt *prompt, Sink *sink) {
    const Node *messages = messages_of(prompt), *m = node_items(messages);
    check_plain(prompt, sink);
    bool config = node_get(prompt->body, "toolConfig") != NULL;
    /* Claude takes it, here and on Anthropic's own API (recorded with Sonnet 4.5 in 2026: 200). */
    bool may_begin = str_has(prompt->model_id, STR("claude"));
    if (m && rejected_is_role(m, "assistant") && !may_begin)
        rejected_report(sink, m->span, "begin with a message of the user",
                        "the conversation begins with the assistant");
    for (; m; m = m->next) {
        if (!config && turns_has_tools(prompt, m)) {
            rejected_report(sink, m->span,
                            "send `toolConfig` for as long as calls stand in the messages",
                            "calls of tools without `toolConfig`");
            config = true;
        }
        for (const Node *b = node_items(node_get(m, "content")); b; b = b->next) {
            const Node *status = node_path(b, "toolResult.status");
            const Node *content = node_path(b, "toolResult.content");
            if (status && str_is(status->text, "error") && node_is_list(content) && !content->first)
                rejected_report(sink, content->span, "say in a text what failed",
                                "a failed result without content");
        }
    }
}

static void check_gemini(const Prompt *prompt, Sink *sink, size_t tools) {
    for (const Node *c = node_items(messages_of(prompt)); c; c = c->next) {
        const Node *role = node_get(c, "role"), *parts = node_get(c, "parts");
        static const char *const others[] = {"assistant", "system", "developer", NULL};
        if (role && str_is_any(role->text, others))
            rejected_report(sink, role->span,
                            "it is `user` or `model`; system text goes into systemInstruction",
                            sink_text(sink, "the role `" STR_FMT "`", STR_ARG(role->text)).ptr);
        if (node_is_list(parts) && !parts->first)
            rejected_report(sink, parts->span, "leave the content out", "a content without parts");
    }
    Span span;
    switch (turns_check_gemini(messages_of(prompt), &span)) {
    case TURNS_EARLY:
        rejected_report(sink, span, "put the user's turn or the results of the calls before it",
                        "a call that is not right behind a turn of the user or a result");
        break;
    case TURNS_UNANSWERED:
        rejected_report(sink, span, "give as many results as calls, in the content right behind",
                        "calls without as many results right behind them");
        break;
    case TURNS_UNASKED:
        rejected_report(sink, span, "keep the call in front, or leave the result out, too",
                        "a result without its call right in front of it");
        break;
    case TURNS_RIGHT: break;
    }
    const Param *type = prompt_param(prompt, "responseMimeType");
    if (!type) type = prompt_param(prompt, "response_mime_type");
    if (tools && type && rejected_is_before_gemini3(prompt) &&
        str_is(type->text, "application/json"))
        rejected_report(sink, type->span, "take Gemini 3 or later, or ask for JSON in words",
                        "functions beside an answer of type `application/json`");
}

/* "'messages' must contain the word 'json' in some form". */
static void check_json_word(const Prompt *prompt, Sink *sink) {
    const Param *type = prompt_param(prompt, "response_format.type");
    if (!type) type = prompt_param(prompt, "text.format.type");
    if (!type || !str_is(type->text, "json_object") || prompt->kind != KIND_RENDERED) return;
    for (size_t i = 0; i < prompt->segments.len; i++) {
        const Segment *segment = &prompt->segments.items[i];
        if (segment->type == BLOCK_OPAQUE) return;
        if (segment->section == SECTION_TOOLS) continue;
        if (str_has_nocase(segment->text, STR("json"))) return;
    }
    rejected_report(sink, type->span, "say in the messages that the answer is JSON",
                    "the type `json_object` while no message speaks of JSON");
}

static bool is_strict(const Node *holder) {
    const Node *strict = node_get(holder, "strict");
    return strict && strict->kind == NODE_BOOL && strict->number != 0;
}

static void check_strict(Sink *sink, const Node *holder, const char *key) {
    Str missing;
    const Node *fault =
        is_strict(holder) ? strict_schema_fault(node_get(holder, key), &missing) : NULL;
    if (!fault) return;
    rejected_report(sink, fault->span, "list every property as required, or leave `strict` out",
                    missing.len
                        ? sink_text(sink, "in a strict schema `" STR_FMT "` is not in `required`",
                                    STR_ARG(missing))
                              .ptr
                        : "an object of a strict schema without `additionalProperties: false`");
}

static void check_schemas(const Prompt *prompt, Sink *sink) {
    check_strict(sink, node_path(prompt->body, "response_format.json_schema"), "schema");
    check_strict(sink, node_path(prompt->body, "text.format"), "schema");
    for (const Node *t = node_items(node_get(prompt->body, "tools")); t; t = t->next) {
        const Node *function = node_get(t, "function");
        check_strict(sink, function ? function : t, "parameters");
    }
}

static void check(const Prompt *prompt, const Plan *plan, Sink *sink) {
    if (!prompt->body || prompt->answered || !param_is_sent(prompt)) return;
    size_t tools = count_tools(prompt);
    bool claude = prompt->api == API_ANTHROPIC_MESSAGES && plan->counter.maker == MAKER_CLAUDE;
    if (claude || prompt->api == API_BEDROCK_CONVERSE) check_texts(prompt, sink);
    bool known = claude || prompt->api == API_BEDROCK_CONVERSE || prompt->api == API_GEMINI ||
                 rejected_is_openai(prompt);
    if (known) check_tools(prompt, sink, tools);
    if (claude || rejected_is_openai(prompt)) check_choice(prompt, sink, tools);
    if (claude || prompt->api == API_BEDROCK_CONVERSE ||
        (rejected_is_openai(prompt) && prompt->api == API_OPENAI_CHAT))
        check_turns(prompt, sink);
    if (known) {
        rejected_tools(prompt, sink);
        rejected_messages(prompt, messages_of(prompt), sink);
    }
    if (claude) check_thinking(prompt, sink);
    if (prompt->api == API_BEDROCK_CONVERSE) check_converse(prompt, sink);
    if (prompt->api == API_GEMINI) check_gemini(prompt, sink, tools);
    if (rejected_is_openai(prompt)) {
        check_json_word(prompt, sink);
        check_schemas(prompt, sink);
    }
}

const RuleCheck rule_rejected_content = {.needs = NEEDS_MESSAGES | NEEDS_PARAMS, .check = check};
