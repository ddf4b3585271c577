/* Prompts exported from Vellum: blocks of the types CHAT_MESSAGE, RICH_TEXT, PLAIN_TEXT, JINJA and
 * VARIABLE, each with an optional cacheConfig; keys in camelCase or snake_case, as a list or in a
 * map, flat or below `properties`. Shape: the types of vellum-client-node, and the workflows that
 * vellum-python-sdks reads and writes. */
#include "lint/format/lower.h"

enum { NESTING = 4 };

/* Workflows keep a block's own members one level deeper. */
static const Node *get(const Node *map, const char *key) {
    const Node *node = node_get(map, key);
    return node ? node : node_get(node_get(map, "properties"), key);
}

static const Node *get_either(const Node *map, const char *camel, const char *snake) {
    const Node *node = get(map, camel);
    return node ? node : get(map, snake);
}

static Str type_of(const Node *block) {
    const Node *type = get_either(block, "blockType", "block_type");
    return node_is_string(type) ? type->text : (Str){0};
}

static const char *shape(const Lowering *l, const Node *map) {
    (void)l;
    const Node *blocks = node_is_list(map) ? map : node_get(map, "blocks");
    if (!node_is_list(blocks) || type_of(map).len) return NULL;
    Str type = type_of(blocks->first);
    return str_is(type, "CHAT_MESSAGE") || str_is(type, "JINJA") || str_is(type, "RICH_TEXT")
               ? "keys: blocks, block_type"
               : NULL;
}

static Breakpoint mark_of(Lowering *l, const Node *block) {
    const Node *config = get_either(block, "cacheConfig", "cache_config");
    Breakpoint mark = node_is_map(config) ? lower_marker(config) : (Breakpoint){0};
    mark.type = str_lower(l->arena, mark.type); /* written EPHEMERAL here */
    return mark;
}

static void add_block(Lowering *l, Prompt *prompt, const Node *block, Role role, Section section,
                      int item, int depth) {
    Str type = type_of(block);
    const Node *state = node_get(block, "state"), *blocks = get(block, "blocks");
    if (node_is_string(state) && str_is(state->text, "DISABLED")) return;
    size_t before = prompt->segments.len;
    const Node *text = get(block, str_is(type, "JINJA") ? "template" : "text");
    const Node *variable = get_either(block, "inputVariable", "input_variable");
    if (str_is(type, "VARIABLE") && node_is_string(variable))
        lower_variable(l, prompt, section, role, block, variable->text);
    else if (node_is_string(text))
        lower_text(l, prompt, section, role, text,
                   str_is(type, "JINJA") ? ENGINE_JINJA : ENGINE_NONE);
    for (const Node *b = node_is_list(blocks) && depth < NESTING ? blocks->first : NULL; b;
         b = b->next)
        add_block(l, prompt, b, role, section, item, depth + 1);
    for (size_t i = before; i < prompt->segments.len; i++) prompt->segments.items[i].item = item;
    Breakpoint mark = mark_of(l, block);
    if (mark.origin == BREAKPOINT_NONE || prompt->segments.len == before) return;
    prompt->segments.items[prompt->segments.len - 1].breakpoint = mark;
    prompt->knows |= KNOWS_MARKERS;
}

/* A node of a workflow keeps what it is made of as a list of {name, value: {value: {value}}}. */
static const Node *attribute(const Around *around, const char *name) {
    enum { OUTWARDS = 5 };
    for (int steps = 0; around && steps < OUTWARDS; around = around->outer, steps++) {
        const Node *list = node_get(around->map, "attributes");
        for (const Node *a = node_items(list); a; a = a->next) {
            const Node *own = node_get(a, "name");
            if (node_is_string(own) && str_is(own->text, name))
                return node_path(a, "value.value.value");
        }
    }
    return NULL;
}

static const Node *find_model(const Node *map, const Around *around) {
    static const char *const own[] = {"mlModel", "ml_model", "mlModelName", "ml_model_name", NULL};
    const Node *model = get_either(map, "mlModel", "ml_model");
    for (size_t i = 0; !model && own[i]; i++) model = around_get(around, own[i]);
    if (!model) model = attribute(around, "ml_model");
    return model ? model : around_get(around, "model");
}

static bool lower_node(Lowering *l, const Node *map, const Around *around, Str path) {
    const Node *model = find_model(map, around), *params = node_get(map, "parameters");
    Prompt *prompt = lower_prompt(l, KIND_TEMPLATE);
    prompt->has_header = true;
    prompt->knows = KNOWS_SYSTEM | KNOWS_MESSAGES;
    lower_model(l, prompt, model, NULL);
    if (!params) params = around_get(around, "parameters");
    if (!params) params = attribute(around, "parameters");
    lower_output_cap(params, &prompt->max_output);
    lower_knows_params(l, prompt, params);
    bool leading = true;
    int item = 0;
    const Node *blocks = node_is_list(map) ? map : node_get(map, "blocks");
    for (const Node *block = node_items(blocks); block; block = block->next, item++) {
        const Node *role_node = get_either(block, "chatRole", "chat_role");
        Role role = node_is_string(role_node) ? lower_role(role_node->text) : ROLE_USER;
        leading &= role == ROLE_SYSTEM;
        if (str_is(type_of(block), "VARIABLE")) { /* between messages: the conversation */
            const Node *name = get_either(block, "inputVariable", "input_variable");
            lower_history(l, prompt, block, name ? name->text : (Str){0})->item = item;
            continue;
        }
        add_block(l, prompt, block, role, leading ? SECTION_SYSTEM : SECTION_MESSAGES, item, 0);
    }
    lower_place(prompt, map, path);
    lower_finish(l, prompt);
    return true;
}

const Format format_vellum = {
    .name = "vellum",
    .summary = "prompt exported from Vellum: blocks",
    .unknown = "tools, and often the model",
    .takes = TAKES_MAPS | TAKES_LISTS,
    .needs = FORMAT_NEEDS_ANY,
    .shape = shape,
    .lower_node = lower_node,
};
