/* Vapi's assistants: messages or a systemPrompt inside of `model`, the voice beside it. Liquid in
 * them is filled in when the call begins. Shape: the types of @vapi-ai/server-sdk and exported
 * assistants. */
#include "lint/format/lower.h"

static const char *shape(const Lowering *l, const Node *map) {
    static const char *const own[] = {"voice",
                                      "transcriber",
                                      "firstMessage",
                                      "endCallMessage",
                                      "firstMessageMode",
                                      "voicemailMessage",
                                      NULL};
    (void)l;
    const Node *model = node_get(map, "model");
    bool texts = node_is_list(node_get(model, "messages")) ||
                 node_is_string(node_get(model, "systemPrompt"));
    return texts && node_get_any(map, own) ? "keys: model with messages, voice or firstMessage"
                                           : NULL;
}

static bool lower_node(Lowering *l, const Node *map, const Around *around, Str path) {
    (void)around;
    const Node *model = node_get(map, "model"), *name = node_get(map, "name");
    const Node *system = node_get(model, "systemPrompt");
    Prompt *prompt = lower_prompt(l, KIND_TEMPLATE);
    lower_name(prompt, name);
    prompt->knows = KNOWS_SYSTEM;
    lower_model(l, prompt, model, NULL);
    lower_output_cap(model, &prompt->max_output);
    lower_tool_list(l, prompt, node_get(model, "tools"));
    lower_tool_list(l, prompt, node_get(map, "tools"));
    if (node_is_string(system))
        lower_string(l, prompt, SECTION_SYSTEM, ROLE_SYSTEM, system, ENGINE_LIQUID);
    lower_messages(l, prompt, node_get(model, "messages"), ENGINE_LIQUID);
    lower_presume(prompt);
    lower_place(prompt, map, path);
    lower_finish(l, prompt);
    return true;
}

const Format format_vapi = {
    .name = "vapi",
    .summary = "Vapi assistant: a model with its messages, and a voice",
    .unknown = "Vapi's own cap and breakpoints, tools kept by id, the transcript behind it",
    .takes = TAKES_MAPS,
    .needs = NODE_KEY_BIT('m', 'o'), /* model */
    .shape = shape,
    .lower_node = lower_node,
};
