/* A list of {role, content} without anything around it: the messages of a call whose model and
 * parameters are elsewhere. */
#include "lint/format/lower.h"

static const char *shape(const Lowering *l, const Node *list) {
    (void)l;
    if (!lower_is_message_list(list)) return NULL;
    return node_get(list->first, "content") || node_get(list->first, "parts")
               ? "a list of {role, content}"
               : NULL;
}

static bool lower_node(Lowering *l, const Node *list, const Around *around, Str path) {
    (void)around;
    Prompt *prompt = lower_prompt(l, KIND_RENDERED);
    lower_model(l, prompt, NULL, NULL);
    lower_messages(l, prompt, list, ENGINE_AUTO);
    prompt->knows = KNOWS_SYSTEM | KNOWS_MESSAGES;
    lower_place(prompt, list, path);
    lower_finish(l, prompt);
    return true;
}

const Format format_chat_list = {
    .name = "chat-list",
    .summary = "bare list of {role, content} messages",
    .unknown = "model, tools, parameters and breakpoints: they are set where the list is sent",
    .takes = TAKES_LISTS,
    .needs = FORMAT_NEEDS_ANY,
    .shape = shape,
    .lower_node = lower_node,
};
