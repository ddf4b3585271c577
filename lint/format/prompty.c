/* Prompty, versions 1 and 2: front matter, then messages at lines such as `system:`. Shape: the
 * JSON schemas in microsoft/prompty (v1 `model.configuration`, `model.parameters`; v2 `model.id`,
 * `model.options`, `inputs` with kinds). */
#include "lint/format/lower.h"

static const char *names(Str path) {
    return str_ends_nocase(path, STR(".prompty")) ? "file name *.prompty" : NULL;
}

/* Version 1 names the model below `configuration`; a deployment's name is the account's own word
 * and tells no model. */
static void find_model(Lowering *l, Prompt *prompt, const Node *model) {
    const Node *configuration = node_get(model, "configuration");
    if (configuration)
        lower_model(l, prompt, configuration, node_get(configuration, "type"));
    else
        lower_model(l, prompt, model, NULL);
    static const char *const options[] = {"options", "parameters", NULL};
    const Node *params = node_get_any(model, options);
    lower_output_cap(params, &prompt->max_output);
    lower_knows_params(l, prompt, params);
    lower_tool_list(l, prompt, node_get(params, "tools"));
}

static Engine engine_of(const Node *matter) {
    const Node *template = node_get(matter, "template");
    static const char *const keys[] = {"format", "type", NULL};
    if (node_is_map(template)) template = node_get_any(template, keys);
    if (node_is_map(template)) template = node_get(template, "kind");
    return lower_engine_named(template, ENGINE_JINJA);
}

static void lower(Lowering *l) {
    const FrontMatter *matter = lower_front_matter(l);
    Prompt *prompt = lower_headed(l, matter->tree);
    const Node *version = node_path(matter->tree, "metadata.version");
    if (version && !prompt->version.len) prompt->version = version->text;
    SettingsReader reader = {.arena = l->arena, .problems = l->problems};
    settings_read_inputs(&reader, node_path(matter->tree, "inputSchema.properties"),
                         &prompt->inputs);
    prompt->knows = KNOWS_SYSTEM | KNOWS_MESSAGES;
    find_model(l, prompt, node_get(matter->tree, "model"));
    lower_tool_list(l, prompt, node_get(matter->tree, "tools"));
    lower_place_body(prompt, matter->body);
    lower_role_lines(l, prompt, ROLE_SYSTEM, matter->body, engine_of(matter->tree));
    lower_finish(l, prompt);
}

const Format format_prompty = {
    .name = "prompty",
    .summary = "Prompty file: front matter and messages at lines such as system:",
    .unknown = "breakpoints, and tools that the program adds",
    .names = names,
    .lower_text = lower,
};
