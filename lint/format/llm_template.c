/* Templates of the command line tool llm: `system`, `prompt`, $variables. Keys it does not know it
 * refuses, so a stranger among them tells another format. Shape: llm/templates.py in simonw/llm. */
#include "lint/format/lower.h"

static const char *const known[] = {
    "name",    "prompt",      "system",           "model",         "defaults",
    "options", "extract",     "extract_last",     "schema_object", "fragments",
    "tools",   "attachments", "attachment_types", "functions",     "system_fragments",
    NULL};

static bool has_input(const Node *text) {
    return node_is_string(text) && str_has(text->text, STR("$input"));
}

static const char *shape(const Lowering *l, const Node *map) {
    static const char *const own[] = {"extract",   "extract_last",     "schema_object",
                                      "fragments", "system_fragments", "attachment_types",
                                      "functions", "defaults",         NULL};
    const Node *system = node_get(map, "system"), *prompt = node_get(map, "prompt");
    if (map->parent || (!node_is_string(system) && !node_is_string(prompt))) return NULL;
    for (const Node *member = map->first; member; member = member->next)
        if (!str_is_any(member->key->text, known)) return NULL;
    if (has_input(system) || has_input(prompt)) return "keys of an llm template, and $input";
    static const char *const folders[] = {"llm/templates/", "llm-templates/", "llm_templates/",
                                          "io.datasette.llm/", NULL};
    for (size_t i = 0; folders[i]; i++)
        if (path_has_folder(l->place, str_from_c(folders[i]))) return "a folder of llm's templates";
    return node_get_any(map, own) ? "keys of an llm template" : NULL;
}

/* Pages and files that are loaded with each call. */
static void add_fragments(Lowering *l, Prompt *prompt, Section section, Role role,
                          const Node *fragments) {
    for (const Node *f = node_items(fragments); f; f = f->next)
        lower_json(l, prompt, section, role, BLOCK_OPAQUE, f);
}

static void add_text(Lowering *l, Prompt *prompt, Section section, Role role, const Node *text) {
    if (!node_is_string(text)) return;
    lower_string(l, prompt, section, role, text, ENGINE_DOLLAR);
}

static bool lower_node(Lowering *l, const Node *map, const Around *around, Str path) {
    (void)around;
    Prompt *prompt = lower_prompt(l, KIND_TEMPLATE);
    const Node *name = node_get(map, "name"), *options = node_get(map, "options");
    lower_name(prompt, name);
    prompt->has_header = true;
    prompt->knows = KNOWS_SYSTEM | KNOWS_MESSAGES;
    lower_model(l, prompt, node_get(map, "model"), NULL);
    lower_output_cap(options, &prompt->max_output);
    if (prompt->model_id.len) lower_knows_params(l, prompt, options);
    l->bare_dollar = true;
    add_fragments(l, prompt, SECTION_SYSTEM, ROLE_SYSTEM, node_get(map, "system_fragments"));
    add_text(l, prompt, SECTION_SYSTEM, ROLE_SYSTEM, node_get(map, "system"));
    add_fragments(l, prompt, SECTION_MESSAGES, ROLE_USER, node_get(map, "fragments"));
    add_text(l, prompt, SECTION_MESSAGES, ROLE_USER, node_get(map, "prompt"));
    l->bare_dollar = false;
    lower_place(prompt, map, path);
    lower_finish(l, prompt);
    return true;
}

const Format format_llm_template = {
    .name = "llm-template",
    .summary = "template of the command line tool llm: system, prompt, $input",
    .unknown = "breakpoints, tools, the text of fragments",
    .takes = TAKES_MAPS,
    .needs = NODE_KEY_BIT('s', 'y') | NODE_KEY_BIT('p', 'r'), /* system, prompt */
    .shape = shape,
    .lower_node = lower_node,
};
