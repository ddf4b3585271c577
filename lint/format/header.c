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

Engine lower_keyed_engine(const Node *text, Engine header) {
    if (header != ENGINE_AUTO || !text->key ||
        str_find_nocase(text->key->text, STR("template"), 0) == STR_NOT_FOUND)
        return header;
    bool plain = template_sniff(text->text) == ENGINE_NONE && template_is_format(text->text);
    return plain ? ENGINE_FSTRING : header;
}

const Node *around_get(const Around *around, const char *key) {
    for (int steps = 0; around && steps < 3; around = around->outer, steps++) {
        const Node *node = node_get(around->map, key);
        if (node) return node;
    }
    return NULL;
}

/* What the declarations around a prompt say. Prompts under one header share it: a file of
 * hundreds would otherwise read all declarations for each of them. */
enum { HEADER_KEYS = 7 };

typedef struct Header {
    const Node *nodes[HEADER_KEYS]; /* that it was read from */
    DeclaredNameVec inputs;
    Workload workload;
    Budget budget;
    SizeLimits limits;
} Header;

static const Header *read_header(Lowering *l, const Prompt *prompt,
                                 const Node *const nodes[HEADER_KEYS]) {
    SettingsReader reader = {.arena = l->arena, .problems = l->problems};
    Header *header = ARENA_NEW(l->arena, Header);
    *header = (Header){.inputs = prompt->inputs,
                       .workload = prompt->workload,
                       .budget = prompt->budget,
                       .limits = prompt->limits};
    memcpy(header->nodes, nodes, sizeof header->nodes);
    settings_read_inputs(&reader, nodes[0], &header->inputs);
    settings_read_inputs(&reader, nodes[1], &header->inputs);
    settings_read_workload(&reader, nodes[2], &header->workload);
    settings_read_workload(&reader, nodes[3], &header->workload);
    settings_read_budget(&reader, nodes[4], &header->budget);
    settings_read_budget(&reader, nodes[5], &header->budget);
    settings_read_limits(&reader, nodes[6], &header->limits);
    declared_index(l->arena, &header->inputs);
    return header;
}

void lower_header(Lowering *l, Prompt *prompt, const Around *around, bool own_header) {
    static const char *const keys[HEADER_KEYS] = {
        "inputs", "input_variables", "workload", "rate_limit", "budget", "cost_tracking", "limits"};
    const Node *name = node_get(around->map, "name");
    const Node *version = around_get(around, "version");
    if (node_is_string(name)) prompt->name = name->text;
    if (version) prompt->version = version->text;
    prompt->has_header = own_header;
    const Node *nodes[HEADER_KEYS];
    for (size_t i = 0; i < HEADER_KEYS; i++) nodes[i] = around_get(around, keys[i]);
    if (!l->header || memcmp(l->header->nodes, nodes, sizeof nodes) != 0)
        l->header = read_header(l, prompt, nodes);
    prompt->inputs = declared_share(l->header->inputs);
    prompt->workload = l->header->workload;
    prompt->budget = l->header->budget;
    prompt->limits = l->header->limits;
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

void lower_place_body(Prompt *prompt, Span body) {
    prompt->span = body;
    prompt->anchor = prompt->model_span.end ? prompt->model_span : span_of(body.start, body.start);
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
    lower_params(l, prompt, matter);
}
