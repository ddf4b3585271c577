/* GitHub Models prompt files, `*.prompt.yml`: messages, model, modelParameters, test data. Shape:
 * github/gh-models, and "Storing prompts in GitHub repositories" of GitHub's documentation. Other
 * tools use the same file name, so a key of its own is asked for. */
#include "lint/format/lower.h"

/* A version or parameters beside the messages are the form of a request body with a header. */
static bool has_only_shared_keys(const Node *map) {
    static const char *const shared[] = {"name", "description", "model", "messages", "variables"};
    for (const Node *member = map->first; member; member = member->next) {
        bool known = false;
        for (size_t i = 0; i < sizeof shared / sizeof *shared; i++)
            known |= str_is(member->key->text, shared[i]);
        if (!known) return false;
    }
    return true;
}

static const char *shape(const Lowering *l, const Node *map) {
    static const char *const endings[] = {".prompt.yml", ".prompt.yaml", NULL};
    static const char *const own[] = {"modelParameters", "testData",   "evaluators",
                                      "responseFormat",  "jsonSchema", NULL};
    static const char *const others[] = {"system", "tools", "inputs", "workload", "template", NULL};
    if (!lower_is_message_list(node_get(map, "messages")) || map->parent) return NULL;
    if (!str_ends_any_nocase(l->source->path, endings) || node_get_any(map, others)) return NULL;
    if (node_get_any(map, own))
        return "*.prompt.yml with messages and keys such as modelParameters";
    return has_only_shared_keys(map) ? "*.prompt.yml with messages and no key of another format"
                                     : NULL;
}

static bool lower_node(Lowering *l, const Node *map, const Around *around, Str path) {
    Prompt *prompt = lower_prompt(l, KIND_TEMPLATE);
    lower_header(l, prompt, around, true);
    lower_model(l, prompt, node_get(map, "model"), NULL);
    lower_output_cap(map, &prompt->max_output);
    lower_params(l, prompt, map);
    prompt->knows = KNOWS_TOOLS | KNOWS_SYSTEM | KNOWS_MESSAGES;
    /* Without the block the caller fills in parameters, the cap among them. */
    if (prompt->model_id.len && node_get(map, "modelParameters")) prompt->knows |= KNOWS_PARAMS;
    const Node *variables = node_get(map, "variables");
    SettingsReader reader = {.arena = l->arena, .problems = l->problems};
    settings_read_inputs(&reader, variables, &prompt->inputs);
    lower_messages(l, prompt, node_get(map, "messages"), ENGINE_MUSTACHE);
    lower_place(prompt, map, path);
    lower_finish(l, prompt);
    return true;
}

const Format format_github_models = {
    .name = "github-models",
    .summary = "GitHub Models prompt file, *.prompt.yml",
    .unknown = "breakpoints: the format cannot hold any",
    .takes = TAKES_MAPS,
    .needs = NODE_KEY_BIT('m', 'e'), /* messages */
    .shape = shape,
    .lower_node = lower_node,
};
