/* Exports of Open WebUI: models with params.system over a base model, and prompts that a person
 * calls by a command. Its own variables are upper-case; a prompt asks for the others whenever it is
 * called. Shape: exports of open-webui/open-webui. */
#include "lint/format/lower.h"

static const char *shape(const Lowering *l, const Node *map) {
    (void)l;
    const Node *command = node_get(map, "command");
    if (node_is_string(node_path(map, "params.system")) && node_get(map, "base_model_id"))
        return "keys: base_model_id, params.system";
    return node_is_string(command) && node_is_string(node_get(map, "content")) &&
                   (node_get(map, "title") || node_get(map, "name")) &&
                   (node_get(map, "access_control") || node_get(map, "access_grants") ||
                    node_get(map, "timestamp") || str_starts(command->text, STR("/")))
               ? "keys: command, content, title"
               : NULL;
}

static bool lower_node(Lowering *l, const Node *map, const Around *around, Str path) {
    (void)around;
    static const char *const names[] = {"name", "title", NULL};
    const Node *name = node_get_any(map, names), *system = node_path(map, "params.system");
    const Node *text = system ? system : node_get(map, "content");
    if (!lower_has_text(text)) return false;
    Prompt *prompt = lower_prompt(l, KIND_TEMPLATE);
    lower_name(prompt, name);
    if (system) prompt->knows = KNOWS_SYSTEM;
    lower_model(l, prompt, node_get(map, "base_model_id"), NULL);
    lower_output_cap(node_get(map, "params"), &prompt->max_output);
    lower_string(l, prompt, system ? SECTION_SYSTEM : SECTION_MESSAGES,
                 system ? ROLE_SYSTEM : ROLE_USER, text, ENGINE_MUSTACHE);
    if (!system) lower_expect_inputs(prompt); /* a prompt asks for them */
    lower_place(prompt, map, path);
    lower_finish(l, prompt);
    return true;
}

const Format format_openwebui = {
    .name = "openwebui",
    .summary = "exported model or prompt of Open WebUI",
    .unknown = "tools, knowledge and filters, the conversation, breakpoints",
    .takes = TAKES_MAPS,
    .needs = NODE_KEY_BIT('c', 'o') | NODE_KEY_BIT('b', 'a'), /* command, base_model_id */
    .shape = shape,
    .lower_node = lower_node,
};
