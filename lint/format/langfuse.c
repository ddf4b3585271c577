/* Prompts exported from Langfuse: a text or a list of messages with {{x}}, a version, and a free
 * `config` in which people keep model and parameters. Shape: the API's prompt object as in
 * langfuse-python. */
#include "lint/format/lower.h"

static const char *shape(const Lowering *l, const Node *map) {
    (void)l;
    static const char *const own[] = {"labels", "commitMessage", "resolutionGraph", NULL};
    const Node *type = node_get(map, "type"), *prompt = node_get(map, "prompt");
    if (!node_is_string(type) || !node_get_any(map, own) || !node_get(map, "version")) return NULL;
    bool text = str_is(type->text, "text") && node_is_string(prompt);
    bool chat = str_is(type->text, "chat") && node_is_list(prompt);
    return text || chat ? "keys: type, prompt, version, labels" : NULL;
}

static void add_message(Lowering *l, Prompt *prompt, const Node *message, int item, bool *leading) {
    const Node *role_node = node_get(message, "role"), *content = node_get(message, "content");
    const Node *type = node_get(message, "type"), *name = node_get(message, "name");
    if (node_is_string(type) && str_is(type->text, "placeholder")) {
        lower_history(l, prompt, message, name ? name->text : (Str){0})->item = item;
        *leading = false;
        return;
    }
    if (!node_is_string(content)) return;
    Role role = node_is_string(role_node) ? lower_role(role_node->text) : ROLE_USER;
    *leading &= role == ROLE_SYSTEM || role == ROLE_DEVELOPER;
    Segment *segment = lower_string(l, prompt, *leading ? SECTION_SYSTEM : SECTION_MESSAGES, role,
                                    content, ENGINE_MUSTACHE);
    segment->item = item;
}

static bool lower_node(Lowering *l, const Node *map, const Around *around, Str path) {
    const Node *body = node_get(map, "prompt"), *config = node_get(map, "config");
    Prompt *prompt = lower_prompt(l, KIND_TEMPLATE);
    lower_header(l, prompt, around, true);
    prompt->knows = KNOWS_SYSTEM | (node_is_list(body) ? KNOWS_MESSAGES : 0);
    lower_model(l, prompt, node_get(config, "model"), node_get(config, "provider"));
    lower_output_cap(config, &prompt->max_output);
    lower_knows_params(l, prompt, config);
    bool leading = true;
    int item = 0;
    if (node_is_string(body))
        lower_string(l, prompt, SECTION_SYSTEM, ROLE_SYSTEM, body, ENGINE_MUSTACHE);
    for (const Node *m = node_items(body); m; m = m->next)
        add_message(l, prompt, m, item++, &leading);
    lower_place(prompt, map, path);
    lower_finish(l, prompt);
    return true;
}

const Format format_langfuse = {
    .name = "langfuse",
    .summary = "prompt exported from Langfuse",
    .unknown = "breakpoints, tools, prompts that are put in by name; the role of a text prompt",
    .takes = TAKES_MAPS,
    .needs = NODE_KEY_BIT('p', 'r'), /* prompt */
    .shape = shape,
    .lower_node = lower_node,
};
