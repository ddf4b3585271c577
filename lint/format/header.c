/* What stands around the text in a versioned prompt file, whatever its format: name, version,
 * declarations, template language; and the place of the prompt. */
#include "lint/format/lower.h"

Engine lower_header_engine(const Node *map) {
    static const char *const names[] = {"template_format", "templateFormat", "template", "engine",
                                        NULL};
    Engine engine;
    for (size_t i = 0; names[i]; i++) {
        const Node *node = node_get(map, names[i]);
        if (node_is_map(node)) node = node_get(node, "format");
        if (node_is_string(node) && node->text.len < 32 && engine_from_name(node->text, &engine))
            return engine;
    }
    return ENGINE_AUTO;
}

const Node *around_get(const Around *around, const char *key) {
    for (int steps = 0; around && steps < 3; around = around->outer, steps++) {
        const Node *node = node_get(around->map, key);
        if (node) return node;
    }
    return NULL;
}

void lower_header(Lowering *l, Prompt *prompt, const Around *around, bool own_header) {
    const Node *name = node_get(around->map, "name");
    const Node *version = around_get(around, "version");
    if (node_is_string(name)) prompt->name = name->text;
    if (version) prompt->version = version->text;
    prompt->has_header = own_header;
    SettingsReader reader = {.arena = l->arena, .problems = l->problems};
    settings_read_inputs(&reader, around_get(around, "inputs"), &prompt->inputs);
    settings_read_inputs(&reader, around_get(around, "input_variables"), &prompt->inputs);
    settings_read_workload(&reader, around_get(around, "workload"), &prompt->workload);
    settings_read_workload(&reader, around_get(around, "rate_limit"), &prompt->workload);
    settings_read_budget(&reader, around_get(around, "budget"), &prompt->budget);
    settings_read_budget(&reader, around_get(around, "cost_tracking"), &prompt->budget);
    settings_read_limits(&reader, around_get(around, "limits"), &prompt->limits);
}

void lower_place(Prompt *prompt, const Node *map, Str path) {
    prompt->span = map->span;
    prompt->path_in_file = path;
    if (prompt->model_span.end)
        prompt->anchor = prompt->model_span;
    else if (map->first && map->first->key)
        prompt->anchor = map->first->key->span;
    else
        prompt->anchor = span_of(map->span.start, map->span.start + 1);
}

Prompt *lower_request(Lowering *l, const Around *around, Engine *engine) {
    static const char *const header_names[] = {"inputs",     "workload",    "budget",
                                               "version",    "template",    "testData",
                                               "evaluators", "description", NULL};
    bool header = node_get_any(around->map, header_names) != NULL;
    Prompt *prompt = lower_prompt(l, header ? KIND_TEMPLATE : KIND_RENDERED);
    lower_header(l, prompt, around, header);
    *engine = lower_header_engine(around->map);
    return prompt;
}

const FrontMatter *lower_front_matter(Lowering *l) {
    if (!l->matter) {
        FrontMatter *matter = ARENA_NEW(l->arena, FrontMatter);
        *matter = frontmatter_read(l->arena, l->source, l->problems);
        l->matter = matter;
    }
    return l->matter;
}

void lower_metadata(Lowering *l, Prompt *prompt, const Node *matter) {
    if (!matter) return;
    const Node *name = node_get(matter, "name"), *version = node_get(matter, "version");
    if (node_is_string(name)) prompt->name = name->text;
    if (version) prompt->version = version->text;
    SettingsReader reader = {.arena = l->arena, .problems = l->problems};
    settings_read_inputs(&reader, node_get(matter, "inputs"), &prompt->inputs);
    settings_read_inputs(&reader, node_get(matter, "input_variables"), &prompt->inputs);
    settings_read_workload(&reader, node_get(matter, "workload"), &prompt->workload);
    settings_read_budget(&reader, node_get(matter, "budget"), &prompt->budget);
    settings_read_limits(&reader, node_get(matter, "limits"), &prompt->limits);
    lower_output_cap(matter, &prompt->max_output);
}
