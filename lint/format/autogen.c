/* Agents and teams that AutoGen and AutoGen Studio write out: `provider` names the class, `config`
 * holds its texts and its model client. The text that selects the next speaker is filled in on
 * every turn with {roles}, {participants} and {history}. Shape: dump_component() of
 * microsoft/autogen. */
#include "lint/format/lower.h"

static const Node *config_of(const Node *map) {
    const Node *config = node_get(map, "config");
    return node_is_map(config) ? config : NULL;
}

static const Node *config_text(const Node *map, const char *key) {
    const Node *text = node_get(config_of(map), key);
    return lower_has_text(text) ? text : NULL;
}

static const char *shape(const Lowering *l, const Node *map) {
    (void)l;
    const Node *provider = node_get(map, "provider");
    if (!node_is_string(provider) || !config_of(map)) return NULL;
    bool model = node_get(config_of(map), "model_client");
    return model && (config_text(map, "system_message") || config_text(map, "selector_prompt"))
               ? "keys: provider, config with model_client"
               : NULL;
}

/* Roles and participants are those of the team; the history grows. */
static void judge(Segment *segment) {
    Piece *piece;
    for (size_t i = 0; (piece = lower_next_value(segment, &i));) {
        bool history = str_is(piece->name, "history");
        piece->verdict = history ? (VolatilityVerdict){VOL_APPEND, CAUSE_HISTORY, CERTAIN_SYNTAX}
                                 : (VolatilityVerdict){VOL_DEPLOY, CAUSE_CONFIG, CERTAIN_SYNTAX};
    }
}

static bool lower_node(Lowering *l, const Node *map, const Around *around, Str path) {
    const Node *config = config_of(map), *name = node_get(config, "name");
    const Node *system = config_text(map, "system_message"),
               *select = config_text(map, "selector_prompt");
    if (!system && !select) return false;
    Prompt *prompt = lower_prompt(l, KIND_TEMPLATE);
    lower_name(prompt, name);
    prompt->knows = KNOWS_SYSTEM;
    lower_model(l, prompt, node_path(config, "model_client.config.model"), NULL);
    lower_output_cap(node_path(config, "model_client.config"), &prompt->max_output);
    if (system) lower_string(l, prompt, SECTION_SYSTEM, ROLE_SYSTEM, system, ENGINE_NONE);
    if (select) {
        Segment *segment =
            lower_string(l, prompt, SECTION_MESSAGES, ROLE_USER, select, ENGINE_FSTRING);
        judge(segment);
    }
    lower_place(prompt, map, path);
    lower_finish(l, prompt);
    const Node *members = node_get(config, "participants");
    if (members) lower_search(l, members, around, lower_below(l, path, "config.participants"));
    return true;
}

const Format format_autogen = {
    .name = "autogen",
    .summary = "agent or team of AutoGen and AutoGen Studio: provider, config, model_client",
    .unknown = "tools, memory, the conversation behind it, breakpoints",
    .takes = TAKES_MAPS,
    .needs = NODE_KEY_BIT('p', 'r'), /* provider */
    .shape = shape,
    .lower_node = lower_node,
};
