/* Continue's config.yaml: models with the caching that the editor extension switches on for them.
 * cacheSystemMessage marks the system message, cacheConversation the newest user messages. */
#include "lint/format/lower.h"

static const char *shape(const Lowering *l, const Node *map) {
    static const char *const signs[] = {"roles", "cacheBehavior", "defaultCompletionOptions",
                                        "chatOptions", NULL};
    (void)l;
    const Node *models = node_get(map, "models");
    for (const Node *m = node_items(models); m; m = m->next) {
        /* A map of capabilities is what a catalogue says of its models. */
        bool is_set = node_get_any(m, signs) || node_is_list(node_get(m, "capabilities"));
        if (is_set && node_get(m, "provider") && node_get(m, "model"))
            return "keys: models[].provider, models[].model";
    }
    return NULL;
}

static const char *names(Str path) {
    static const char *const files[] = {".continue/config.yaml", ".continue/config.yml",
                                        ".continue/config.json", ".continuerc.json", NULL};
    return str_ends_any_nocase(path, files) ? "the file name" : NULL;
}

static bool is_on(const Node *flag) {
    return flag && flag->kind == NODE_BOOL && flag->number != 0;
}

static void inject(Segment *segment, const Node *flag) {
    if (!is_on(flag)) return;
    segment->breakpoint = (Breakpoint){
        .origin = BREAKPOINT_INJECTED, .type = STR("ephemeral"), .span = node_member_span(flag)};
}

static void lower_entry(Lowering *l, const Node *entry, Str path) {
    const Node *model = node_get(entry, "model");
    if (!node_is_string(model)) return; /* `uses:` takes it from elsewhere */
    if (str_is(model->text, "AUTODETECT")) model = NULL;
    Prompt *prompt = lower_prompt(l, KIND_TEMPLATE);
    const Node *name = node_get(entry, "name");
    lower_name(prompt, name);
    lower_model(l, prompt, model, node_get(entry, "provider"));
    const Node *options = node_get(entry, "defaultCompletionOptions");
    if (!options) options = node_get(entry, "completionOptions"); /* config.json */
    lower_output_cap(options, &prompt->max_output);
    lower_params(l, prompt, options);
    const Node *behaviour = node_get(entry, "cacheBehavior");
    const Node *system = node_path(entry, "chatOptions.baseSystemMessage");
    if (!system) system = node_get(entry, "systemMessage");
    const Node *whole = node_get(options, "promptCaching");
    if (node_is_string(system))
        lower_text(l, prompt, SECTION_SYSTEM, ROLE_SYSTEM, system, ENGINE_NONE);
    /* Rules and the like come behind; the mark stands at the end of it all. */
    Segment *segment = lower_opaque(l, prompt, SECTION_SYSTEM, ROLE_SYSTEM, entry->span);
    const Node *of_system = node_get(behaviour, "cacheSystemMessage");
    inject(segment, of_system ? of_system : whole);
    segment = lower_opaque(l, prompt, SECTION_MESSAGES, ROLE_USER, entry->span);
    inject(segment, node_get(behaviour, "cacheConversation"));
    if (behaviour || whole) prompt->knows = KNOWS_MARKERS;
    lower_place(prompt, entry, path);
    lower_finish(l, prompt);
}

static bool lower_node(Lowering *l, const Node *map, const Around *around, Str path) {
    (void)around;
    int index = 0;
    const Node *models = node_get(map, "models");
    if (!node_is_map(map)) return false;
    for (const Node *e = node_items(models); e; e = e->next)
        lower_entry(l, e, lower_below(l, path, "models[%d]", index++));
    return true;
}

const Format format_continue = {
    .name = "continue",
    .summary = "Continue's config.yaml: its models and the caching switched on for them",
    .unknown = "rules, files and conversation that the editor adds, and its tools",
    .takes = TAKES_MAPS,
    .names = names,
    .needs = NODE_KEY_BIT('m', 'o'), /* models */
    .shape = shape,
    .lower_node = lower_node,
};
