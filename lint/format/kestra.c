/* Tasks of Kestra's flows that ask a model: `type: io.kestra.plugin...`, with messages as a list of
 * {type: SYSTEM, content}. Those with a text under systemMessage or {role, content} are read as
 * other settings are. Expressions are Pebble's. Shape: the documentation of the plugins ai and
 * openai. */
#include "lint/format/lower.h"

static bool is_message(const Node *item) {
    const Node *type = node_get(item, "type");
    return node_is_string(type) && lower_role(type->text) != ROLE_UNKNOWN &&
           node_is_string(node_get(item, "content"));
}

static const char *shape(const Lowering *l, const Node *map) {
    (void)l;
    const Node *type = node_get(map, "type"), *messages = node_get(map, "messages");
    return node_is_string(type) && str_starts(type->text, STR("io.kestra.plugin.")) &&
                   node_is_list(messages) && is_message(messages->first)
               ? "keys: type (io.kestra.plugin), messages[].type"
               : NULL;
}

static const Node *model_of(const Node *map) {
    static const char *const keys[] = {"modelName", "model", NULL};
    const Node *model = node_get_any(node_get(map, "provider"), keys);
    return model ? model : node_get_any(map, keys);
}

static bool lower_node(Lowering *l, const Node *map, const Around *around, Str path) {
    (void)around;
    Prompt *prompt = lower_prompt(l, KIND_TEMPLATE);
    lower_name(prompt, node_get(map, "id"));
    prompt->knows = KNOWS_SYSTEM | KNOWS_MESSAGES;
    lower_model(l, prompt, model_of(map), NULL);
    lower_output_cap(node_get(map, "configuration"), &prompt->max_output);
    int item = 0;
    for (const Node *m = node_items(node_get(map, "messages")); m; m = m->next, item++) {
        const Node *type = node_get(m, "type"), *content = node_get(m, "content");
        if (!is_message(m)) continue;
        Role role = lower_role(type->text);
        Section section =
            role == ROLE_SYSTEM && lower_is_leading(prompt) ? SECTION_SYSTEM : SECTION_MESSAGES;
        lower_string(l, prompt, section, role, content, ENGINE_JINJA)->item = item;
    }
    lower_end(l, prompt, map, path);
    return true;
}

const Format format_kestra = {
    .name = "kestra",
    .summary = "task of a Kestra flow that asks a model: messages of type SYSTEM, USER",
    .unknown = "tools and memory, breakpoints",
    .takes = TAKES_MAPS,
    .needs = NODE_KEY_BIT('m', 'e'), /* messages */
    .shape = shape,
    .only_shape = true,
    .lower_node = lower_node,
};
