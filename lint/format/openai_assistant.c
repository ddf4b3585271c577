/* Assistants as OpenAI's API returns them: instructions, model and tools. What a run adds
 * (messages, its own cap) is not in them. Shape: the types of openai. */
#include "lint/format/lower.h"

static const char *shape(const Lowering *l, const Node *map) {
    (void)l;
    const Node *object = node_get(map, "object");
    return node_is_string(object) && str_is(object->text, "assistant") &&
                   node_is_string(node_get(map, "instructions"))
               ? "object: assistant"
               : NULL;
}

static bool lower_node(Lowering *l, const Node *map, const Around *around, Str path) {
    (void)around;
    const Node *text = node_get(map, "instructions"), *name = node_get(map, "name");
    if (!lower_has_text(text)) return false;
    Prompt *prompt = lower_prompt(l, KIND_TEMPLATE);
    lower_name(prompt, name);
    prompt->knows = KNOWS_SYSTEM;
    lower_model(l, prompt, node_get(map, "model"), NULL);
    lower_tool_list(l, prompt, node_get(map, "tools"));
    lower_string(l, prompt, SECTION_SYSTEM, ROLE_SYSTEM, text, ENGINE_MUSTACHE);
    lower_place(prompt, map, path);
    lower_finish(l, prompt);
    return true;
}

const Format format_openai_assistant = {
    .name = "openai-assistant",
    .summary = "assistant as OpenAI's API returns it",
    .unknown = "the thread, a run's own instructions and cap, breakpoints",
    .takes = TAKES_MAPS,
    .needs = NODE_KEY_BIT('o', 'b'), /* object */
    .shape = shape,
    .lower_node = lower_node,
};
