/* Chatflows and agentflows of Flowise: nodes whose `inputs` hold the texts. The older nodes write
 * {x}, with what each is in `promptValues`, and name their model by the node that it is connected
 * to; the newer ones (…Agentflow) write {{ x }} into messages and keep the model's settings beside
 * them. Shape: the marketplace of the flowise package. */
#include "lint/format/graph.h"

typedef struct {
    Lowering *l;
    Graph nodes; /* by the id that references use */
} Flowise;

/* What the API hands out keeps the flow as JSON in a string. */
static const char *shape(const Lowering *l, const Node *map) {
    (void)l;
    const Node *nodes = node_get(map, "nodes"), *whole = node_get(map, "flowData");
    if (node_is_string(whole) && str_has(whole->text, STR("\"inputAnchors\"")))
        return "keys: flowData with nodes and edges";
    if (!node_is_list(nodes) || !node_get(map, "edges")) return NULL;
    for (const Node *n = nodes->first; n; n = n->next) {
        const Node *data = node_get(n, "data");
        if (node_is_map(node_get(data, "inputs")) && node_get(data, "inputAnchors"))
            return "keys: nodes, edges, with inputs and inputAnchors";
    }
    return NULL;
}

/* --- where values come from --- */

static const VolatilityVerdict request = {VOL_REQUEST, CAUSE_INPUT, CERTAIN_NAME};
static const VolatilityVerdict handed_on = {VOL_REQUEST, CAUSE_INPUT, CERTAIN_AMBIGUOUS};
static const VolatilityVerdict retrieved = {VOL_REQUEST, CAUSE_RETRIEVAL, CERTAIN_NAME};
static const VolatilityVerdict history = {VOL_APPEND, CAUSE_HISTORY, CERTAIN_NAME};
static const VolatilityVerdict looked_up = {VOL_DEPLOY, CAUSE_CONFIG, CERTAIN_AMBIGUOUS};
static const VolatilityVerdict fixed = {VOL_DEPLOY, CAUSE_CONFIG, CERTAIN_SYNTAX};

/* A name of the flow itself: {{ question }}, {{ $flow.state.plan }}, {{ llmAgentflow_0.output }}.
 */
static VolatilityVerdict judge_name(const Flowise *f, Str name, VolatilityVerdict named) {
    static const char *const inputs[] = {"question",        "$form",    "$iteration",
                                         "file_attachment", "$webhook", NULL};
    Str head = graph_head(name);
    if (str_is_any(head, inputs)) return request;
    if (str_is(head, "chat_history")) return history;
    if (str_is(head, "$vars")) return fixed;
    if (str_is(head, "$flow"))
        return str_has(name, STR("state"))
                   ? handed_on
                   : (VolatilityVerdict){VOL_SESSION, CAUSE_SESSION, CERTAIN_AMBIGUOUS};
    const Node *type = node_path(graph_node(&f->nodes, head), "data.name");
    if (!node_is_string(type)) return named;
    /* A function computes anything; mostly it looks up what the name says. */
    if (!str_starts(type->text, STR("customFunction"))) return handed_on;
    return named.certainty == CERTAIN_NOT ? looked_up : named;
}

static Str inside(Str source) {
    while (source.len && (source.ptr[0] == '{' || ascii_is_space(source.ptr[0])))
        source = str_slice(source, 1, source.len);
    size_t end = 0;
    while (end < source.len && source.ptr[end] != '}' && !ascii_is_space(source.ptr[end])) end++;
    return str_slice(source, 0, end);
}

/* What promptValues gives a name: text, a name of the flow, or the output of a node. */
static VolatilityVerdict judge_value(const Flowise *f, const Node *value, VolatilityVerdict named) {
    if (!node_is_string(value)) return value ? fixed : named;
    Str text = str_trim(value->text);
    if (str_starts(text, STR("$"))) return judge_name(f, text, named);
    return str_starts(text, STR("{{")) ? judge_name(f, inside(text), named) : fixed;
}

static void judge(const Flowise *f, Segment *segment, const Node *values, bool newer) {
    Piece *piece;
    for (size_t i = 0; (piece = lower_next_value(segment, &i));) {
        if (newer)
            piece->verdict = judge_name(f, inside(piece->source), piece->verdict);
        else if (str_is(piece->name, "team_members"))
            piece->verdict = fixed; /* the workers of the flow */
        else if (!values && str_is(piece->name, "context"))
            piece->verdict = retrieved;
        else
            piece->verdict = judge_value(f, node_member(values, piece->name), piece->verdict);
    }
}

/* --- texts --- */

/* The newer nodes keep what their editor made, HTML; the tags are not sent. */
static void drop_tags(Lowering *l, Segment *segment) {
    PieceVec pieces = {0};
    for (size_t i = 0; i < segment->pieces.len; i++) {
        Piece piece = segment->pieces.items[i];
        Str text = piece.source;
        uint32_t start = piece.span.start;
        size_t at = 0, open, close;
        while (piece.kind == PIECE_TEXT && (open = str_find_char(text, '<', at)) != STR_NOT_FOUND &&
               (close = str_find_char(text, '>', open)) != STR_NOT_FOUND) {
            Piece part = piece;
            part.span = span_of(start + at, start + open);
            part.source = str_slice(text, at, open);
            if (open > at) vec_push(l->arena, &pieces, part);
            part.kind = PIECE_COMMENT;
            part.span = span_of(start + open, start + close + 1);
            part.source = str_slice(text, open, close + 1);
            vec_push(l->arena, &pieces, part);
            at = close + 1;
        }
        if (at == text.len && at) continue;
        if (at) piece.span.start = (uint32_t)(start + at);
        piece.source = str_slice(text, at, text.len);
        vec_push(l->arena, &pieces, piece);
    }
    segment->pieces = pieces;
}

typedef struct {
    const Flowise *f;
    const Node *data, *inputs, *values;
    Str path;
    bool newer;
} At;

static void add(const At *at, Prompt *prompt, Role role, const Node *text, int item) {
    if (!lower_has_text(text)) return;
    bool system = role == ROLE_SYSTEM || role == ROLE_DEVELOPER;
    bool leading = system && lower_is_leading(prompt);
    Segment *segment = lower_string(at->f->l, prompt, leading ? SECTION_SYSTEM : SECTION_MESSAGES,
                                    role, text, at->newer ? ENGINE_MUSTACHE : ENGINE_FSTRING);
    segment->item = leading ? -1 : item;
    judge(at->f, segment, at->values, at->newer);
    if (at->newer) drop_tags(at->f->l, segment);
}

static Prompt *begin(const At *at) {
    static const char *const configs[] = {"llmModelConfig", "agentModelConfig",
                                          "conditionAgentModelConfig", "humanInputModelConfig",
                                          NULL};
    static const char *const caps[] = {"maxTokens", "maxOutputTokens", "maxTokensToSample", NULL};
    Lowering *l = at->f->l;
    Prompt *prompt = lower_prompt(l, KIND_TEMPLATE);
    const Node *label = node_get(at->data, "label"), *model = node_get(at->inputs, "model");
    const Node *settings = node_get_any(at->inputs, configs);
    lower_name(prompt, label);
    prompt->knows = KNOWS_SYSTEM;
    if (!settings && node_is_string(model))
        settings =
            node_path(graph_node(&at->f->nodes, graph_head(inside(model->text))), "data.inputs");
    lower_model(l, prompt, node_get(settings, "modelName"), NULL);
    lower_param(settings, caps, &prompt->max_output);
    if (prompt->max_output.text.len == 0) prompt->max_output.state = PARAM_ABSENT;
    return prompt;
}

static const Node *first_text(const Node *inputs, const char *const *keys) {
    for (; *keys; keys++) {
        const Node *text = node_get(inputs, *keys);
        if (lower_has_text(text)) return text;
    }
    return NULL;
}

/* Each text of the older nodes that is a request of its own. */
static void lower_alone(const At *at) {
    static const char *const users[] = {"rephrasePrompt", "textQAPrompt", "refinePrompt",
                                        "template", NULL};
    for (const char *const *key = users; *key; key++) {
        Prompt *prompt = begin(at);
        add(at, prompt, ROLE_USER, node_get(at->inputs, *key), 0);
        lower_end(at->f->l, prompt, at->data, at->path);
    }
    Prompt *prompt = begin(at);
    add(at, prompt, ROLE_SYSTEM, node_get(at->inputs, "responsePrompt"), -1);
    lower_end(at->f->l, prompt, at->data, at->path);
}

static void lower_flow_node(const At *at) {
    static const char *const lists[] = {"llmMessages", "agentMessages", NULL};
    static const char *const systems[] = {"systemMessagePrompt",
                                          "systemMessage",
                                          "systemPrompt",
                                          "supervisorPrompt",
                                          "workerPrompt",
                                          "conditionAgentInstructions",
                                          NULL};
    static const char *const users[] = {"llmUserMessage", "agentUserMessage", "humanMessagePrompt",
                                        "conditionAgentInput", NULL};
    const Node *messages = node_get_any(at->inputs, lists);
    Prompt *prompt = begin(at);
    add(at, prompt, ROLE_SYSTEM, first_text(at->inputs, systems), -1);
    int item = 0;
    for (const Node *m = node_items(messages); m; m = m->next, item++) {
        const Node *role = node_get(m, "role");
        add(at, prompt, node_is_string(role) ? lower_role(role->text) : ROLE_USER,
            node_get(m, "content"), item);
    }
    add(at, prompt, ROLE_USER, first_text(at->inputs, users), item);
    lower_end(at->f->l, prompt, at->data, at->path);
    if (!at->newer) lower_alone(at);
}

static bool lower_node(Lowering *l, const Node *map, const Around *around, Str path) {
    (void)around;
    const Node *whole = node_get(map, "flowData"), *nodes = node_get(map, "nodes");
    if (node_is_string(whole)) {
        nodes = node_get(lower_embedded(l, whole), "nodes");
        path = lower_below(l, path, "flowData");
    }
    if (!node_is_list(nodes)) return false;
    Flowise f = {l, graph_index(l->arena, nodes, "id")};
    int index = 0;
    for (const Node *n = nodes->first; n; n = n->next, index++) {
        const Node *data = node_get(n, "data"), *inputs = node_get(data, "inputs");
        const Node *name = node_get(data, "name"), *values = node_get(inputs, "promptValues");
        if (!node_is_map(inputs)) continue;
        At at = {.f = &f, .data = data, .inputs = inputs};
        at.newer = node_is_string(name) && str_ends(name->text, STR("Agentflow"));
        at.path = lower_below(l, path, "nodes[%d]", index);
        at.values = values ? lower_embedded(l, values) : NULL;
        lower_flow_node(&at);
    }
    return true;
}

const Format format_flowise = {
    .name = "flowise",
    .summary = "chatflow or agentflow of Flowise",
    .unknown = "tools, memory, breakpoints, and what other nodes hand on",
    .takes = TAKES_MAPS,
    .needs = NODE_KEY_BIT('n', 'o') | NODE_KEY_BIT('f', 'l'), /* nodes, flowData */
    .shape = shape,
    .lower_node = lower_node,
};
