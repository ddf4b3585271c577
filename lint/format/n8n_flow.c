#include "lint/format/n8n_flow.h"

/* Workflows drawn by hand stay far below; `STEPS` bounds the work on others. */
enum { LOOK_AT = 500, STEPS = 2000000, DEPTH = 8, REFERENCES = 16 };

static const VolatilityVerdict fixed = {VOL_DEPLOY, CAUSE_CONFIG, CERTAIN_SYNTAX};
static const VolatilityVerdict input = {VOL_REQUEST, CAUSE_INPUT, CERTAIN_NAME};
static const VolatilityVerdict data = {VOL_REQUEST, CAUSE_INPUT, CERTAIN_AMBIGUOUS};

N8nFlow n8n_flow(Arena *arena, const Node *workflow) {
    return (N8nFlow){arena, workflow, STEPS};
}

const Node *n8n_node_named(const Node *workflow, Str name) {
    const Node *nodes = node_get(workflow, "nodes");
    int left = LOOK_AT;
    for (const Node *node = nodes ? nodes->first : NULL; node && left--; node = node->next) {
        const Node *own = node_get(node, "name");
        if (node_is_string(own) && str_eq(own->text, name)) return node;
    }
    return NULL;
}

static Str name_of(const Node *node) {
    const Node *name = node_get(node, "name");
    return node_is_string(name) ? name->text : (Str){0};
}

/* The kind of a node: "set" of n8n-nodes-base.set. */
static Str kind_of(const Node *node) {
    const Node *type = node_get(node, "type");
    if (!node_is_string(type)) return (Str){0};
    size_t i = type->text.len;
    while (i && type->text.ptr[i - 1] != '.') i--;
    return str_slice(type->text, i, type->text.len);
}

/* True when one of the node's ports of this kind leads to `target`. */
static bool leads_to(N8nFlow *flow, const Node *ports, Str target) {
    for (const Node *port = node_items(ports); port; port = port->next)
        for (const Node *to = node_items(port); to; to = to->next) {
            const Node *name = node_get(to, "node");
            if (--flow->steps < 0) return false;
            if (node_is_string(name) && str_eq(name->text, target)) return true;
        }
    return false;
}

/* The agent that a node serves as a tool. */
static const Node *user_of_tool(N8nFlow *flow, Str name) {
    const Node *all = node_get(flow->workflow, "connections");
    int left = LOOK_AT;
    const Node *from = node_is_map(all) ? all->first : NULL;
    for (; from && left-- && --flow->steps > 0; from = from->next) {
        if (!str_eq(from->key->text, name)) continue;
        const Node *ports = node_get(from, "ai_tool");
        const Node *port = node_items(ports);
        const Node *target = node_items(port);
        const Node *to = node_get(target, "node");
        return node_is_string(to) ? n8n_node_named(flow->workflow, to->text) : NULL;
    }
    return NULL;
}

/* The first node whose items reach `node` itself; of several branches the first stands for all. */
static const Node *leading_to(N8nFlow *flow, Str name) {
    const Node *all = node_get(flow->workflow, "connections");
    int left = LOOK_AT;
    const Node *from = node_is_map(all) ? all->first : NULL;
    for (; from && left-- && --flow->steps > 0; from = from->next)
        if (leads_to(flow, node_get(from, "main"), name))
            return n8n_node_named(flow->workflow, from->key->text);
    return NULL;
}

/* The node before: a tool gets what its agent gets, which may be a tool itself. */
static const Node *before(N8nFlow *flow, const Node *node) {
    for (int tools = 0; node && tools <= DEPTH; tools++) { /* they may serve each other in a ring */
        const Node *from = leading_to(flow, name_of(node));
        if (from) return from;
        node = user_of_tool(flow, name_of(node));
    }
    return NULL;
}

/* --- references in an expression --- */

/* `$json.topic` or `$('Form').item.json['Topic']`: the node, empty for the one before, and the
 * first field of the item. */
typedef struct {
    Str node, field;
} Reference;

static Str quoted_at(Str text, size_t at, size_t *after) {
    if (at >= text.len || !ascii_is_one_of(text.ptr[at], "'\"`")) return (Str){0};
    size_t end = str_find_char(text, text.ptr[at], at + 1);
    if (end == STR_NOT_FOUND) return (Str){0};
    *after = end + 1;
    return str_slice(text, at + 1, end);
}

static bool is_field_byte(char c) {
    return ascii_is_alnum(c) || c == '_' || c == '-' || byte_is_high(c);
}

/* The field that `.x`, `?.x` or `['x']` takes at `at`; *after is behind it. */
static Str field_at(Str text, size_t at, size_t *after) {
    if (at < text.len && text.ptr[at] == '?') at++;
    if (at + 1 < text.len && text.ptr[at] == '.' && text.ptr[at + 1] == '[') at++;
    if (at < text.len && text.ptr[at] == '[') return quoted_at(text, at + 1, after);
    if (at >= text.len || text.ptr[at] != '.') return (Str){0};
    size_t end = ++at;
    while (end < text.len && is_field_byte(text.ptr[end])) end++;
    *after = end;
    return str_slice(text, at, end);
}

/* The place behind `.json` of a path that starts at `at`: `.item.json`, `.first().json`,
 * `[0].json`. */
static size_t behind_json(Str text, size_t at) {
    size_t json = str_find(text, STR("json"), at);
    if (json == STR_NOT_FOUND) return text.len;
    for (size_t i = at; i < json; i++)
        if (!ascii_is_alnum(text.ptr[i]) && !strchr(".()?[]$", text.ptr[i])) return text.len;
    return json + 4;
}

/* The reference at a `$`; false where it is none of an item. */
static bool read_reference(Str text, size_t at, Reference *out) {
    Str rest = str_slice(text, at, text.len);
    size_t after = 0;
    *out = (Reference){0};
    if (str_starts(rest, STR("$json"))) {
        out->field = field_at(rest, 5, &after);
    } else if (str_starts(rest, STR("$("))) {
        out->node = quoted_at(rest, 2, &after);
        if (!out->node.len) return false;
        out->field = field_at(rest, behind_json(rest, after), &after);
    } else if (str_starts(rest, STR("$node"))) {
        out->node = field_at(rest, 5, &after);
        if (!out->node.len) return false;
        out->field = field_at(rest, behind_json(rest, after), &after);
    } else if (str_starts(rest, STR("$input")) || str_starts(rest, STR("$items"))) {
        out->field = field_at(rest, behind_json(rest, 6), &after);
    } else {
        return false;
    }
    return true;
}

/* --- what a node hands on --- */

static VolatilityVerdict stronger(VolatilityVerdict a, VolatilityVerdict b) {
    return b.volatility > a.volatility ? b : a;
}

static VolatilityVerdict value_of(N8nFlow *flow, const Node *node, const Reference *reference,
                                  int depth);

static VolatilityVerdict judge(N8nFlow *flow, const Node *node, const Piece *piece, int depth);

/* What a parameter writes: fixed text, or what its expressions come to. */
static VolatilityVerdict written(N8nFlow *flow, const Node *node, const Node *value, int depth) {
    if (!node_is_string(value) || !str_starts(value->text, STR("="))) return fixed;
    TemplateOptions options = {.engine = ENGINE_N8N};
    PieceVec pieces = {0};
    template_scan(flow->arena, str_slice(value->text, 1, value->text.len), &options, REFERENCES,
                  &pieces);
    VolatilityVerdict result = fixed;
    for (size_t i = 0; i < pieces.len; i++)
        if (pieces.items[i].kind == PIECE_PLACEHOLDER)
            result = stronger(result, judge(flow, node, &pieces.items[i], depth + 1));
    return result;
}

/* The value that an Edit Fields node gives a field, in any of the three ways it was ever kept. */
static const Node *assigned(N8nFlow *flow, const Node *node, Str field) {
    static const char *const lists[] = {"assignments.assignments", "fields.values",
                                        "values.string",           "values.number",
                                        "values.boolean",          NULL};
    static const char *const values[] = {"value",      "stringValue", "numberValue", "booleanValue",
                                         "arrayValue", "objectValue", NULL};
    const Node *parameters = node_get(node, "parameters");
    for (size_t i = 0; lists[i]; i++) {
        const Node *list = node_path(parameters, lists[i]);
        for (const Node *e = node_items(list); e; e = e->next) {
            if (--flow->steps < 0) return NULL;
            Str name = name_of(e);
            bool same = str_eq(name, field) || (str_starts(name, field) && name.len > field.len &&
                                                strchr(".[", name.ptr[field.len]));
            if (same) return node_get_any(e, values);
        }
    }
    return NULL;
}

/* Nodes that hand their items on as they come. */
static bool passes_on(Str kind) {
    static const char *const kinds[] = {"if",
                                        "switch",
                                        "filter",
                                        "limit",
                                        "wait",
                                        "noOp",
                                        "merge",
                                        "sort",
                                        "splitInBatches",
                                        "stopAndError",
                                        "removeDuplicates",
                                        NULL};
    return str_is_any(kind, kinds);
}

/* A trigger that hands on what somebody wrote or sent. */
static bool takes_input(Str kind) {
    if (str_is(kind, "webhook")) return true;
    bool trigger = str_ends(kind, STR("Trigger"));
    return trigger && !str_is(kind, "manualTrigger") && !str_is(kind, "scheduleTrigger") &&
           !str_is(kind, "executeWorkflowTrigger");
}

static VolatilityVerdict of_set_node(N8nFlow *flow, const Node *node, const Reference *reference,
                                     int depth) {
    const Node *parameters = node_get(node, "parameters");
    const Node *raw = node_get(parameters, "jsonOutput");
    if (node_is_string(raw)) return written(flow, node, raw, depth);
    const Node *value = assigned(flow, node, reference->field);
    if (value) return written(flow, node, value, depth);
    const Node *previous = before(flow, node);
    Reference same = {{0}, reference->field};
    return previous ? value_of(flow, previous, &same, depth + 1) : data;
}

static VolatilityVerdict value_of(N8nFlow *flow, const Node *node, const Reference *reference,
                                  int depth) {
    if (!node || depth > DEPTH || --flow->steps < 0) return data;
    Str kind = kind_of(node);
    if (str_is(kind, "set") && reference->field.len)
        return of_set_node(flow, node, reference, depth);
    if (passes_on(kind)) {
        const Node *previous = before(flow, node);
        return previous ? value_of(flow, previous, reference, depth + 1) : data;
    }
    return takes_input(kind) ? input : data;
}

/* Where the data may be anything, names that tell of a person or a moment are believed. */
static VolatilityVerdict named_or(VolatilityVerdict named, VolatilityVerdict origin) {
    if (origin.volatility != VOL_REQUEST || named.volatility < VOL_TENANT) return origin;
    bool surer = named.volatility != VOL_REQUEST || named.certainty < origin.certainty;
    return surer ? named : origin;
}

static VolatilityVerdict judge(N8nFlow *flow, const Node *node, const Piece *piece, int depth) {
    if (piece->verdict.certainty <= CERTAIN_DECLARED || depth > DEPTH) return piece->verdict;
    VolatilityVerdict result = {VOL_CONSTANT, CAUSE_NONE, CERTAIN_NOT};
    Str text = piece->source;
    int left = REFERENCES;
    for (size_t at = 0; (at = str_find_char(text, '$', at)) != STR_NOT_FOUND && left--; at++) {
        Reference reference;
        if (!read_reference(text, at, &reference)) continue;
        const Node *from = reference.node.len ? n8n_node_named(flow->workflow, reference.node)
                                              : before(flow, node);
        result = stronger(result, value_of(flow, from, &reference, depth));
    }
    return result.volatility == VOL_CONSTANT ? piece->verdict : named_or(piece->verdict, result);
}

void n8n_flow_judge(N8nFlow *flow, const Node *node, PieceVec *pieces) {
    for (size_t i = 0; i < pieces->len; i++) {
        Piece *piece = &pieces->items[i];
        if (piece->kind == PIECE_PLACEHOLDER) piece->verdict = judge(flow, node, piece, 0);
    }
}
