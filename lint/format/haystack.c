/* Haystack pipelines in YAML: the templates of prompt builders and the system prompts of agents and
 * generators. Templates are Jinja; {% message role="system" %} marks messages in a text. Shape:
 * deepset-ai/haystack's serialised components. */
#include "lint/format/lower.h"

static bool type_ends(const Node *component, const char *ending) {
    const Node *type = node_get(component, "type");
    return node_is_string(type) && str_starts(type->text, STR("haystack")) &&
           str_ends(type->text, str_from_c(ending));
}

static const char *shape(const Lowering *l, const Node *map) {
    (void)l;
    const Node *init = node_get(map, "init_parameters");
    if (type_ends(map, "PromptBuilder") && node_get(init, "template"))
        return "a prompt builder of a pipeline";
    return (type_ends(map, "Agent") || type_ends(map, "Generator")) &&
                   node_is_string(node_get(init, "system_prompt"))
               ? "a system prompt of a pipeline"
               : NULL;
}

/* The only generator of the pipeline; of several none is this prompt's for sure. A pipeline that
 * large is none. */
static const Node *only_generator(const Node *components) {
    enum { LARGEST = 500 };
    const Node *found = NULL;
    if (!components || components->count > LARGEST) return NULL;
    for (const Node *c = node_is_map(components) ? components->first : NULL; c; c = c->next) {
        if (!type_ends(c, "Generator")) continue;
        if (found) return NULL;
        found = c;
    }
    return found;
}

static void find_model(Lowering *l, Prompt *prompt, const Node *generator) {
    const Node *init = node_get(generator, "init_parameters");
    const Node *kwargs = node_get(init, "generation_kwargs");
    const Node *model = node_get(init, "model");
    lower_model(l, prompt, model ? model : node_path(init, "api_params.model"), NULL);
    lower_output_cap(kwargs, &prompt->max_output);
    lower_knows_params(l, prompt, kwargs);
}

/* One message of a list: `role` and `content`, with an underscore in older files. */
static void add_message(Lowering *l, Prompt *prompt, const Node *message, int item) {
    static const char *const roles[] = {"role", "_role", NULL};
    static const char *const contents[] = {"content", "_content", NULL};
    const Node *role_node = node_get_any(message, roles);
    const Node *content = node_get_any(message, contents);
    Role role = node_is_string(role_node) ? lower_role(role_node->text) : ROLE_USER;
    bool system = role == ROLE_SYSTEM && prompt->segments.len == 0;
    const Node *part = node_is_list(content) ? content->first : content;
    for (; part; part = node_is_list(content) ? part->next : NULL) {
        const Node *text = node_is_map(part) ? node_get(part, "text") : part;
        if (!node_is_string(text)) continue;
        Segment *segment = lower_string(l, prompt, system ? SECTION_SYSTEM : SECTION_MESSAGES, role,
                                        text, ENGINE_JINJA);
        segment->item = item;
    }
}

static bool lower_node(Lowering *l, const Node *map, const Around *around, Str path) {
    const Node *init = node_get(map, "init_parameters");
    const Node *template = node_get(init, "template"), *system = node_get(init, "system_prompt");
    Prompt *prompt = lower_prompt(l, KIND_TEMPLATE);
    prompt->has_header = true;
    prompt->knows = template ? KNOWS_SYSTEM | KNOWS_MESSAGES : KNOWS_SYSTEM;
    const Node *own = node_get(init, "chat_generator");
    if (!own && type_ends(map, "Generator")) own = map;
    find_model(l, prompt, own ? own : only_generator(around->outer ? around->outer->map : NULL));
    if (!template) {
        lower_string(l, prompt, SECTION_SYSTEM, ROLE_SYSTEM, system, ENGINE_JINJA);
    } else if (node_is_list(template)) {
        int item = 0;
        for (const Node *m = template->first; m; m = m->next) add_message(l, prompt, m, item++);
    } else if (node_is_string(template)) {
        lower_role_tags(l, prompt, template, "message");
    }
    lower_place(prompt, map, path);
    lower_finish(l, prompt);
    return true;
}

const Format format_haystack = {
    .name = "haystack",
    .summary = "Haystack pipeline in YAML: prompt builders and system prompts",
    .unknown = "breakpoints, tools, and messages that components put in between",
    .takes = TAKES_MAPS,
    .needs = NODE_KEY_BIT('i', 'n'), /* init_parameters */
    .shape = shape,
    .only_shape = true,
    .lower_node = lower_node,
};
