/* Prompt templates exported from PromptLayer: `prompt_template` with messages, each with its own
 * template_format and input_variables; the role `placeholder` stands for earlier turns; model and
 * parameters below metadata.model. Shape: the types of the promptlayer package. */
#include "lint/format/lower.h"

static const Node *first_message(const Node *map) {
    const Node *messages = node_path(map, "prompt_template.messages");
    return node_items(messages);
}

static const char *shape(const Lowering *l, const Node *map) {
    (void)l;
    static const char *const own[] = {"template_format", "input_variables", NULL};
    const Node *first = first_message(map), *type = node_path(map, "prompt_template.type");
    if (node_get(first, "role") && (node_get_any(first, own) || node_is_string(type)))
        return "keys: prompt_template, messages, template_format";
    return node_is_string(type) && str_is(type->text, "completion") &&
                   node_is_list(node_path(map, "prompt_template.content"))
               ? "keys: prompt_template, type: completion"
               : NULL;
}

static void add_content(Lowering *l, Prompt *prompt, Section section, Role role,
                        const Node *content, Engine engine, int item) {
    const Node *part = node_is_list(content) ? content->first : content;
    for (; part; part = node_is_list(content) ? part->next : NULL) {
        const Node *text = node_is_map(part) ? node_get(part, "text") : part;
        if (!node_is_string(text)) continue;
        Segment *segment = lower_string(l, prompt, section, role, text, engine);
        segment->item = item;
    }
}

static void add_message(Lowering *l, Prompt *prompt, const Node *message, int item, bool *leading) {
    const Node *role_node = node_get(message, "role"), *content = node_get(message, "content");
    if (!node_is_string(role_node)) return;
    if (str_is(role_node->text, "placeholder")) {
        const Node *name = node_get(message, "name");
        lower_history(l, prompt, message, name ? name->text : (Str){0})->item = item;
        *leading = false;
        return;
    }
    Role role = lower_role(role_node->text);
    *leading &= role == ROLE_SYSTEM || role == ROLE_DEVELOPER;
    Engine engine = lower_engine_named(node_get(message, "template_format"), ENGINE_FSTRING);
    add_content(l, prompt, *leading ? SECTION_SYSTEM : SECTION_MESSAGES, role, content, engine,
                item);
}

static bool lower_node(Lowering *l, const Node *map, const Around *around, Str path) {
    (void)around;
    const Node *template = node_get(map, "prompt_template");
    const Node *model = node_path(map, "metadata.model");
    const Node *params = node_get(model, "parameters"), *name = node_get(map, "prompt_name");
    Prompt *prompt = lower_prompt(l, KIND_TEMPLATE);
    lower_name(prompt, name);
    prompt->has_header = true;
    prompt->knows = KNOWS_SYSTEM | KNOWS_MESSAGES;
    lower_model(l, prompt, model, NULL);
    lower_output_cap(params, &prompt->max_output);
    lower_knows_params(l, prompt, params);
    lower_tool_list(l, prompt, node_get(template, "tools"));
    bool leading = true;
    int item = 0;
    for (const Node *m = first_message(map); m; m = m->next)
        add_message(l, prompt, m, item++, &leading);
    if (!item)
        add_content(l, prompt, SECTION_MESSAGES, ROLE_USER, node_get(template, "content"),
                    lower_engine_named(node_get(template, "template_format"), ENGINE_FSTRING), 0);
    lower_place(prompt, map, path);
    lower_finish(l, prompt);
    return true;
}

const Format format_promptlayer = {
    .name = "promptlayer",
    .summary = "prompt template exported from PromptLayer",
    .unknown = "breakpoints, tools that are kept in its registry",
    .takes = TAKES_MAPS,
    .needs = NODE_KEY_BIT('p', 'r'), /* prompt_template */
    .shape = shape,
    .lower_node = lower_node,
};
