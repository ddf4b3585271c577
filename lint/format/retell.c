/* Retell's agents: the general prompt of a Retell LLM with the prompt of the state that the call is
 * in behind it, or the global prompt of a conversation flow with the instruction of the node.
 * Values in {{x}} are filled in when the call begins. Shape: the types of retell-sdk and exported
 * agents. */
#include "lint/format/lower.h"

static const char *shape(const Lowering *l, const Node *map) {
    static const char *const own[] = {"general_tools", "begin_message",     "start_speaker",
                                      "states",        "starting_state",    "llm_id",
                                      "s2s_model",     "model_temperature", NULL};
    (void)l;
    const Node *states = node_get(map, "states"), *nodes = node_get(map, "nodes");
    if (node_is_list(states) && node_get(states->first, "state_prompt"))
        return "keys: states, state_prompt";
    if (node_is_string(node_get(map, "general_prompt")) && node_get_any(map, own))
        return "keys: general_prompt, begin_message or general_tools";
    return node_is_string(node_get(map, "global_prompt")) && node_is_list(nodes) &&
                   node_get(nodes->first, "id")
               ? "keys: global_prompt, nodes"
               : NULL;
}

/* What the variables that Retell fills in itself are, where their names would mislead. */
static void judge(Prompt *prompt) {
    static const struct {
        const char *name;
        Volatility volatility;
        VolatilityCause cause;
    } own[] = {{"current_calendar", VOL_DAY, CAUSE_DATE},
               {"call_id", VOL_SESSION, CAUSE_SESSION},
               {"session_duration", VOL_CALL, CAUSE_COUNTER},
               {"user_number", VOL_USER, CAUSE_IDENTITY},
               {"agent_number", VOL_DEPLOY, CAUSE_CONFIG}};
    for (size_t s = 0; s < prompt->segments.len; s++) {
        Piece *piece;
        for (size_t i = 0; (piece = lower_next_value(&prompt->segments.items[s], &i));)
            for (size_t k = 0; k < sizeof own / sizeof *own; k++)
                if (str_is(piece->name, own[k].name))
                    piece->verdict =
                        (VolatilityVerdict){own[k].volatility, own[k].cause, CERTAIN_SYNTAX};
    }
}

/* The text of a state or of a flow's node; NULL where it says a fixed sentence. */
static const Node *state_text(const Node *state) {
    const Node *instruction = node_get(state, "instruction"), *type = node_get(instruction, "type");
    bool prompt = node_is_string(type) && str_is(type->text, "prompt");
    const Node *text = prompt ? node_get(instruction, "text") : node_get(state, "state_prompt");
    return lower_has_text(text) ? text : NULL;
}

static void add(Lowering *l, Prompt *prompt, const Node *text) {
    lower_string(l, prompt, SECTION_SYSTEM, ROLE_SYSTEM, text, ENGINE_MUSTACHE);
}

static Prompt *begin(Lowering *l, const Node *map, const Node *state) {
    static const char *const tools[] = {"general_tools", "tools", NULL};
    const Node *model = node_get(map, "model"), *name = node_get(state, "name");
    Prompt *prompt = lower_prompt(l, KIND_TEMPLATE);
    lower_name(prompt, name);
    lower_model(l, prompt, model ? model : node_path(map, "model_choice.model"), NULL);
    lower_tool_list(l, prompt, node_get_any(map, tools));
    lower_tool_list(l, prompt, node_get(state, "tools"));
    return prompt;
}

static void end(Lowering *l, Prompt *prompt, const Node *node, Str path) {
    judge(prompt);
    lower_presume(prompt);
    lower_place(prompt, node, path);
    lower_finish(l, prompt);
}

/* What every state says is judged once, with the first; for the others it is constant text. */
static bool lower_node(Lowering *l, const Node *map, const Around *around, Str path) {
    (void)around;
    static const char *const generals[] = {"general_prompt", "global_prompt", NULL};
    const Node *general = node_get_any(map, generals), *states = node_get(map, "states");
    const char *list = node_is_list(states) ? "states" : "nodes";
    if (!node_is_list(states)) states = node_get(map, "nodes");
    if (!lower_has_text(general)) general = NULL;
    bool first = true;
    int index = 0;
    const Node *state = node_items(states);
    for (; state; state = state->next, index++) {
        const Node *text = state_text(state);
        if (!text) continue;
        Prompt *prompt = begin(l, map, state);
        if (general && first)
            add(l, prompt, general);
        else if (general)
            lower_opaque(l, prompt, SECTION_SYSTEM, ROLE_SYSTEM, general->key->span);
        add(l, prompt, text);
        end(l, prompt, state, lower_below(l, path, "%s[%d]", list, index));
        first = false;
    }
    if (!first || !general) return !first;
    Prompt *prompt = begin(l, map, NULL);
    add(l, prompt, general);
    end(l, prompt, map, path);
    return true;
}

const Format format_retell = {
    .name = "retell",
    .summary = "Retell agent: a general prompt and the states or nodes of the call",
    .unknown = "Retell's own instructions, caps and breakpoints, the transcript behind it",
    .takes = TAKES_MAPS,
    .needs = NODE_KEY_BIT('s', 't') | NODE_KEY_BIT('g', 'e') |
             NODE_KEY_BIT('g', 'l'), /* states, general_prompt, global_prompt */
    .shape = shape,
    .lower_node = lower_node,
};
