/* Agents of ElevenLabs: conversation_config.agent.prompt with the text, the model and its
 * parameters. {{x}} are dynamic variables, filled in when the conversation begins; those of the
 * platform start with `system__`. Shape: the API's agent objects and the files of its CLI. */
#include "lint/format/lower.h"

static const Node *prompt_of(const Node *map) {
    const Node *text = node_path(map, "conversation_config.agent.prompt.prompt");
    return node_is_string(text) ? node_path(map, "conversation_config.agent.prompt") : NULL;
}

static const char *shape(const Lowering *l, const Node *map) {
    (void)l;
    return prompt_of(map) ? "keys: conversation_config, agent, prompt" : NULL;
}

static bool lower_node(Lowering *l, const Node *map, const Around *around, Str path) {
    (void)around;
    const Node *body = prompt_of(map), *name = node_get(map, "name");
    if (!body) return false;
    Prompt *prompt = lower_prompt(l, KIND_TEMPLATE);
    lower_name(prompt, name);
    prompt->knows = KNOWS_SYSTEM;
    lower_model(l, prompt, node_get(body, "llm"), NULL);
    lower_output_cap(body, &prompt->max_output);
    if (prompt->max_output.state == PARAM_SET && prompt->max_output.number < 0)
        prompt->max_output.state = PARAM_ABSENT; /* -1: the model's own limit */
    lower_tool_list(l, prompt, node_get(body, "tools"));
    lower_string(l, prompt, SECTION_SYSTEM, ROLE_SYSTEM, node_get(body, "prompt"), ENGINE_MUSTACHE);
    lower_presume(prompt);
    lower_place(prompt, map, path);
    lower_finish(l, prompt);
    return true;
}

const Format format_elevenlabs = {
    .name = "elevenlabs",
    .summary = "agent of ElevenLabs: conversation_config.agent.prompt",
    .unknown = "its own instructions and breakpoints, tools kept by id, the transcript behind it",
    .takes = TAKES_MAPS,
    .needs = NODE_KEY_BIT('c', 'o'), /* conversation_config */
    .shape = shape,
    .lower_node = lower_node,
};
