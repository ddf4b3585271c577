/* Goose recipes: instructions as system text and a first user message, with Jinja placeholders;
 * Goose Desktop wraps them in `recipe`. The parameters are given once, when a recipe is run. */
#include "lint/format/lower.h"

static const char *shape(const Lowering *l, const Node *map) {
    static const char *const signs[] = {"extensions",  "settings", "activities", "parameters",
                                        "sub_recipes", "response", NULL};
    (void)l;
    bool text =
        node_is_string(node_get(map, "instructions")) || node_is_string(node_get(map, "prompt"));
    return text && node_get(map, "title") && node_get(map, "description") &&
                   node_get_any(map, signs)
               ? "keys: title, instructions or prompt, extensions or settings"
               : NULL;
}

/* `parameters: [{key: ticket, ...}]`. */
static void declare(Lowering *l, Prompt *prompt, const Node *parameters) {
    for (const Node *p = node_items(parameters); p; p = p->next) {
        const Node *key = node_get(p, "key");
        if (!node_is_string(key)) continue;
        DeclaredName declared = {.name = key->text, .volatility = VOL_UNKNOWN};
        vec_push(l->arena, &prompt->inputs, declared);
    }
}

static bool lower_node(Lowering *l, const Node *map, const Around *around, Str path) {
    Prompt *prompt = lower_prompt(l, KIND_TEMPLATE);
    lower_header(l, prompt, around, true);
    const Node *settings = node_get(map, "settings"), *title = node_get(map, "title");
    lower_name(prompt, title);
    lower_model(l, prompt, node_get(settings, "goose_model"), node_get(settings, "goose_provider"));
    declare(l, prompt, node_get(map, "parameters"));
    const Node *system = node_get(map, "instructions"), *user = node_get(map, "prompt");
    if (node_is_string(system))
        lower_string(l, prompt, SECTION_SYSTEM, ROLE_SYSTEM, system, ENGINE_JINJA);
    if (node_is_string(user))
        lower_string(l, prompt, SECTION_MESSAGES, ROLE_USER, user, ENGINE_JINJA);
    lower_presume(prompt);
    lower_place(prompt, map, path);
    lower_finish(l, prompt);
    return true;
}

const Format format_goose = {
    .name = "goose",
    .summary = "Goose recipe: instructions and a first message",
    .unknown = "Goose's own system text, the extensions' tools, its caps and breakpoints",
    .takes = TAKES_MAPS,
    .needs = NODE_KEY_BIT('t', 'i'), /* title */
    .shape = shape,
    .lower_node = lower_node,
};
