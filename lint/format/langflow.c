/* Flows of Langflow. A component keeps its fields in data.node.template, each with its `value`; an
 * edge puts the output of another component in its place. The texts are the system and the input
 * field of models and agents, and the templates of Prompt components that are connected to them;
 * {x} is a field of the Prompt component. Shape: starter projects of langflow-ai/langflow. */
#include "lint/format/graph.h"

typedef struct {
    Lowering *l;
    Graph nodes; /* by id */
    Graph edges; /* by the id of the component that they lead to */
    int steps;   /* looks at edges that are left */
} Langflow;

enum { STEPS = 2000000 };

static const Node *fields_of(const Node *node) {
    const Node *fields = node_path(node, "data.node.template");
    return node_is_map(fields) ? fields : NULL;
}

static const Node *flow_of(const Node *map) {
    const Node *data = node_get(map, "data");
    return node_is_list(node_get(data, "nodes")) ? data : map;
}

static const char *shape(const Lowering *l, const Node *map) {
    (void)l;
    const Node *nodes = node_get(flow_of(map), "nodes");
    if (!node_is_list(nodes) || !node_get(flow_of(map), "edges")) return NULL;
    for (const Node *n = nodes->first; n; n = n->next)
        if (fields_of(n)) return "keys: nodes, edges, with data.node.template";
    return NULL;
}

static const Node *value_of(const Node *node, const char *field) {
    const Node *f = node_get(fields_of(node), field);
    const Node *value = node_get(f, "value");
    return lower_has_text(value) ? value : NULL;
}

/* The component whose output goes into the field, or NULL. */
static const Node *source_of(Langflow *f, const Node *node, Str field) {
    const Node *id = node_get(node, "id");
    if (!node_is_string(id)) return NULL;
    for (size_t i = graph_find(&f->edges, id->text); i < f->edges.count && --f->steps > 0; i++) {
        const Node *edge = f->edges.entries[i].node;
        if (!str_eq(f->edges.entries[i].key, id->text)) break;
        const Node *to = node_path(edge, "data.targetHandle.fieldName");
        const Node *from = node_get(edge, "source");
        if (node_is_string(to) && str_eq(to->text, field) && node_is_string(from))
            return graph_node(&f->nodes, from->text);
    }
    return NULL;
}

static Str type_of(const Node *node) {
    const Node *type = node_path(node, "data.type");
    return node_is_string(type) ? type->text : (Str){0};
}

/* --- values --- */

static VolatilityVerdict of_source(Str type, VolatilityVerdict named) {
    static const char *const inputs[] = {"ChatInput", "TextInput", "Webhook", NULL};
    static const char *const histories[] = {"Memory", "MessageHistory", "StoreMessage", NULL};
    if (str_is_any(type, inputs))
        return (VolatilityVerdict){VOL_REQUEST, CAUSE_INPUT, CERTAIN_NAME};
    if (str_is_any(type, histories))
        return (VolatilityVerdict){VOL_APPEND, CAUSE_HISTORY, CERTAIN_NAME};
    if (str_is(type, "CurrentDate"))
        return (VolatilityVerdict){VOL_CALL, CAUSE_CLOCK, CERTAIN_SYNTAX};
    if (str_starts(type, STR("Prompt"))) return named; /* perhaps fixed text */
    return (VolatilityVerdict){VOL_REQUEST, CAUSE_INPUT, CERTAIN_AMBIGUOUS};
}

static void judge(Langflow *f, Segment *segment, const Node *prompt_node) {
    Piece *piece;
    for (size_t i = 0; (piece = lower_next_value(segment, &i));) {
        const Node *source = source_of(f, prompt_node, piece->name);
        const Node *own = node_get(node_member(fields_of(prompt_node), piece->name), "value");
        if (source)
            piece->verdict = of_source(type_of(source), piece->verdict);
        else if (lower_has_text(own))
            piece->verdict = (VolatilityVerdict){VOL_DEPLOY, CAUSE_CONFIG, CERTAIN_SYNTAX};
    }
}

/* --- components --- */

static bool is_prompt(const Node *node) {
    return str_starts(type_of(node), STR("Prompt")) && value_of(node, "template");
}

/* The text of a field: its own, or that of the Prompt component behind it. What else is connected
 * is a value. */
static void add_field(Langflow *f, Prompt *prompt, const Node *node, const char *field, Role role) {
    const Node *source = source_of(f, node, str_from_c(field)), *text = value_of(node, field);
    Section section = role == ROLE_SYSTEM ? SECTION_SYSTEM : SECTION_MESSAGES;
    Segment *segment;
    if (source && is_prompt(source)) {
        segment =
            lower_text(f->l, prompt, section, role, value_of(source, "template"), ENGINE_FSTRING);
        judge(f, segment, source);
    } else if (source) {
        const Node *own = node_get(fields_of(node), field);
        segment = lower_variable(f->l, prompt, section, role, own ? own : node, str_from_c(field));
        segment->pieces.items[0].verdict =
            of_source(type_of(source), segment->pieces.items[0].verdict);
    } else if (text) {
        segment = lower_text(f->l, prompt, section, role, text, ENGINE_NONE);
    } else {
        return;
    }
    segment->plain_string = true;
}

static const Node *model_of(const Node *node) {
    static const char *const keys[] = {"model_name", "model", "deployment_name", NULL};
    for (const char *const *key = keys; *key; key++)
        if (value_of(node, *key)) return value_of(node, *key);
    return NULL;
}

static Prompt *begin(Langflow *f, const Node *node) {
    static const char *const cap[] = {"value", NULL};
    const Node *name = node_path(node, "data.node.display_name");
    Prompt *prompt = lower_prompt(f->l, KIND_TEMPLATE);
    lower_name(prompt, name);
    lower_model(f->l, prompt, model_of(node), NULL);
    lower_param(node_get(fields_of(node), "max_tokens"), cap, &prompt->max_output);
    if (!(prompt->max_output.number > 0)) prompt->max_output.state = PARAM_ABSENT;
    return prompt;
}

/* Fields that take the system text: of models, and of agents. */
static const char *const systems[] = {"system_message", "system_prompt", NULL};

static bool is_model(const Node *node) {
    return node_get_any(fields_of(node), systems) && node_get(fields_of(node), "input_value");
}

/* A template that goes elsewhere, into a chain or a tool, is what somebody asks. */
static bool feeds_model(const Langflow *f, const Node *node, const Graph *from) {
    const Node *id = node_get(node, "id");
    if (!node_is_string(id)) return false;
    for (size_t i = graph_find(from, id->text); i < from->count; i++) {
        if (!str_eq(from->entries[i].key, id->text)) break;
        const Node *target = node_get(from->entries[i].node, "target");
        if (node_is_string(target) && is_model(graph_node(&f->nodes, target->text))) return true;
    }
    return false;
}

static bool lower_node(Lowering *l, const Node *map, const Around *around, Str path) {
    (void)around;
    const Node *flow = flow_of(map), *nodes = node_get(flow, "nodes");
    const Node *edges = node_get(flow, "edges");
    if (!node_is_list(nodes)) return false;
    Langflow f = {l, graph_index(l->arena, nodes, "id"), graph_index(l->arena, edges, "target"),
                  STEPS};
    Graph from = graph_index(l->arena, edges, "source");
    int index = 0;
    for (const Node *n = nodes->first; n; n = n->next, index++) {
        Str at = lower_below(l, path, "%snodes[%d]", flow == map ? "" : "data.", index);
        bool alone = is_prompt(n) && !feeds_model(&f, n, &from);
        if (!alone && !is_model(n)) continue;
        Prompt *prompt = begin(&f, n);
        if (alone) {
            Segment *segment = lower_string(l, prompt, SECTION_MESSAGES, ROLE_USER,
                                            value_of(n, "template"), ENGINE_FSTRING);
            judge(&f, segment, n);
        } else {
            for (const char *const *key = systems; *key; key++)
                add_field(&f, prompt, n, *key, ROLE_SYSTEM);
            add_field(&f, prompt, n, "input_value", ROLE_USER);
        }
        lower_end(l, prompt, n, at);
    }
    return true;
}

const Format format_langflow = {
    .name = "langflow",
    .summary = "flow of Langflow: models, agents and the prompts that lead to them",
    .unknown = "tools, memory, breakpoints, and what other components hand on",
    .takes = TAKES_MAPS,
    .needs = NODE_KEY_BIT('n', 'o') | NODE_KEY_BIT('d', 'a'), /* nodes, data */
    .shape = shape,
    .lower_node = lower_node,
};
