/* Workflows and apps exported from FastGPT: the nodes that ask a model, whose settings stand in a
 * list of {key, value}. {{x}} is a variable of the chat, {{$node.key$}} what another node hands on.
 * Shape: labring/FastGPT, templates and exports. */
#include "lint/format/lower.h"

static const char *shape(const Lowering *l, const Node *map) {
    static const char *const types[] = {"flowNodeType", "flowType", NULL};
    (void)l;
    const Node *inputs = node_get(map, "inputs");
    return node_is_string(node_get_any(map, types)) && node_is_list(inputs) &&
                   node_get(inputs->first, "key")
               ? "keys: flowNodeType, inputs"
               : NULL;
}

/* What stands at `key`; NULL when it is another node's, [id, key]. */
static const Node *setting(const Node *node, const char *key) {
    const Node *inputs = node_get(node, "inputs");
    for (const Node *input = node_items(inputs); input; input = input->next) {
        const Node *name = node_get(input, "key"), *value = node_get(input, "value");
        if (node_is_string(name) && str_is(name->text, key))
            return lower_has_text(value) ? value : NULL;
    }
    return NULL;
}

/* The clock of each call, what other nodes hand on, and the variables of a chat. */
static void judge(Segment *segment) {
    Piece *piece;
    for (size_t i = 0; (piece = lower_next_value(segment, &i));) {
        Str source = piece->source;
        bool reference = str_starts(source, STR("{{$"));
        bool global = !reference || str_starts(source, STR("{{$VARIABLE_NODE_ID."));
        if (global && str_has(source, STR("cTime")))
            piece->verdict = (VolatilityVerdict){VOL_CALL, CAUSE_CLOCK, CERTAIN_SYNTAX};
        else if (!global && piece->verdict.volatility <= VOL_UNKNOWN)
            piece->verdict = (VolatilityVerdict){VOL_REQUEST, CAUSE_INPUT, CERTAIN_AMBIGUOUS};
    }
}

static void add(Lowering *l, Prompt *prompt, Role role, const Node *text) {
    if (!text) return;
    Section section = role == ROLE_SYSTEM ? SECTION_SYSTEM : SECTION_MESSAGES;
    Segment *segment = lower_string(l, prompt, section, role, text, ENGINE_MUSTACHE);
    judge(segment);
}

static bool lower_node(Lowering *l, const Node *map, const Around *around, Str path) {
    (void)around;
    const Node *model = setting(map, "model"), *system = setting(map, "systemPrompt");
    const Node *quote = setting(map, "quotePrompt"), *user = setting(map, "userChatInput");
    const Node *limit = setting(map, "limitPrompt"); /* of older ones: ahead of the question */
    if (!system && model) system = setting(map, "description"); /* of what is to be extracted */
    if (!model || (!system && !quote && !limit && !user)) return false;
    Prompt *prompt = lower_prompt(l, KIND_TEMPLATE);
    lower_name(prompt, node_get(map, "name"));
    prompt->knows = KNOWS_SYSTEM;
    lower_model(l, prompt, model, NULL);
    add(l, prompt, ROLE_SYSTEM, system);
    add(l, prompt, ROLE_USER, quote);
    add(l, prompt, ROLE_USER, limit);
    add(l, prompt, ROLE_USER, user);
    lower_presume(prompt);
    lower_end(l, prompt, map, path);
    return true;
}

const Format format_fastgpt = {
    .name = "fastgpt",
    .summary = "workflow of FastGPT: nodes with systemPrompt and model",
    .unknown = "tools, earlier turns, what the service adds around the texts, breakpoints",
    .takes = TAKES_MAPS,
    .needs = NODE_KEY_BIT('i', 'n'), /* inputs */
    .shape = shape,
    .only_shape = true,
    .lower_node = lower_node,
};
