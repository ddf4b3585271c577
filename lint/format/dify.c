/* Apps exported from Dify (DSL): the pre_prompt of a chat app, or the LLM nodes of a workflow.
 * {{#node.field#}} is what another node hands on, {{x}} what the app asks for when a conversation
 * begins; a {{x}} that it does not ask for stays as it stands. Shape: langgenius/dify. */
#include "lint/format/graph.h"

typedef struct {
    Lowering *l;
    Graph nodes;    /* of the workflow, by id */
    bool completes; /* an app that answers once, with inputs of its own for each answer */
} Dify;

/* The answer of Dify's API holds the app as a string of YAML. */
static const Node *exported(const Node *map) {
    const Node *data = node_get(map, "data");
    return node_is_string(data) && str_starts(data->text, STR("app:")) &&
                   str_has(data->text, STR("\nkind: app"))
               ? data
               : NULL;
}

static bool is_app(const Node *map) {
    const Node *kind = node_get(map, "kind");
    return node_is_string(kind) && str_is(kind->text, "app") && node_is_map(node_get(map, "app")) &&
           (node_is_map(node_get(map, "model_config")) ||
            node_is_map(node_path(map, "workflow.graph")));
}

static const char *shape(const Lowering *l, const Node *map) {
    (void)l;
    if (exported(map)) return "key: data, with kind: app";
    return is_app(map) ? "keys: kind: app, workflow or model_config" : NULL;
}

/* --- where values come from --- */

static const VolatilityVerdict request = {VOL_REQUEST, CAUSE_INPUT, CERTAIN_NAME};
static const VolatilityVerdict handed_on = {VOL_REQUEST, CAUSE_INPUT, CERTAIN_AMBIGUOUS};
static const VolatilityVerdict retrieved = {VOL_REQUEST, CAUSE_RETRIEVAL, CERTAIN_NAME};
static const VolatilityVerdict session = {VOL_SESSION, CAUSE_SESSION, CERTAIN_AMBIGUOUS};
static const VolatilityVerdict fixed = {VOL_DEPLOY, CAUSE_CONFIG, CERTAIN_SYNTAX};

static VolatilityVerdict of_system(Str field, VolatilityVerdict named) {
    static const char *const inputs[] = {"query", "files", NULL};
    if (str_is_any(field, inputs)) return request;
    if (str_is(field, "dialogue_count"))
        return (VolatilityVerdict){VOL_CALL, CAUSE_COUNTER, CERTAIN_SYNTAX};
    if (str_is(field, "conversation_id")) return session;
    if (str_is(field, "app_id") || str_is(field, "workflow_id")) return fixed;
    return named;
}

/* What a form asks for; names that tell more are believed. */
static VolatilityVerdict of_form(const Dify *d, VolatilityVerdict named) {
    if (named.certainty <= CERTAIN_NAME && named.volatility > VOL_UNKNOWN) return named;
    return d->completes ? handed_on : session;
}

static VolatilityVerdict of_node(const Dify *d, const Node *node, VolatilityVerdict named) {
    const Node *type = node_path(node, "data.type"), *tool = node_path(node, "data.tool_name");
    if (!node_is_string(type)) return handed_on;
    if (str_is(type->text, "start")) return of_form(d, named);
    if (str_is(type->text, "knowledge-retrieval")) return retrieved;
    if (node_is_string(tool) && str_has(tool->text, STR("current_time")))
        return (VolatilityVerdict){VOL_CALL, CAUSE_CLOCK, CERTAIN_SYNTAX};
    return handed_on;
}

/* `name` as it stands between the marks: "sys.query", "1721110595591.text", "context". */
static VolatilityVerdict judge_name(const Dify *d, Str name, VolatilityVerdict named) {
    static const char *const environment[] = {"env", "rag", NULL};
    Str head = graph_head(name), rest = graph_rest(name);
    if (!rest.len) return str_is(head, "context") ? retrieved : named;
    if (str_is(head, "sys")) return of_system(graph_head(rest), named);
    if (str_is_any(head, environment)) return fixed;
    if (str_is(head, "conversation")) return named.certainty <= CERTAIN_NAME ? named : session;
    return of_node(d, graph_node(&d->nodes, head), named);
}

/* {{#a.b#}} */
static bool is_reference(Str source) {
    return source.len > 6 && str_starts(source, STR("{{#")) && str_ends(source, STR("#}}"));
}

static void judge(const Dify *d, Segment *segment) {
    Piece *piece;
    for (size_t i = 0; (piece = lower_next_value(segment, &i));) {
        if (!is_reference(piece->source)) continue;
        Str name = str_slice(piece->source, 3, piece->source.len - 3);
        Str last = graph_rest(name);
        while (graph_rest(last).len) last = graph_rest(last);
        VolatilityVerdict named = last.len ? volatility_of_name(last, NULL) : piece->verdict;
        piece->verdict = judge_name(d, name, named);
    }
}

/* --- the nodes of a workflow --- */

static void add(const Dify *d, Prompt *prompt, Role role, const Node *text, int item) {
    if (!lower_has_text(text)) return;
    bool leading = role == ROLE_SYSTEM && lower_is_leading(prompt);
    Segment *segment = lower_string(d->l, prompt, leading ? SECTION_SYSTEM : SECTION_MESSAGES, role,
                                    text, ENGINE_MUSTACHE);
    segment->item = leading ? -1 : item;
    judge(d, segment);
}

/* In Jinja the names are declared beside the text, each with the node it is from. */
static void add_jinja(const Dify *d, Prompt *prompt, Role role, const Node *message, int item,
                      const Node *variables) {
    Section section = role == ROLE_SYSTEM && !item ? SECTION_SYSTEM : SECTION_MESSAGES;
    Segment *segment =
        lower_string(d->l, prompt, section, role, node_get(message, "jinja2_text"), ENGINE_JINJA);
    segment->item = section == SECTION_SYSTEM ? -1 : item;
    Graph names = graph_index(d->l->arena, variables, "variable");
    for (size_t i = 0; i < segment->pieces.len; i++) {
        Piece *piece = &segment->pieces.items[i];
        const Node *selector = node_get(graph_node(&names, piece->name), "value_selector");
        if (!node_is_list(selector) || !selector->first) continue;
        Str name = str_printf(d->l->arena, STR_FMT "." STR_FMT, STR_ARG(selector->first->text),
                              STR_ARG(selector->last->text));
        piece->verdict = judge_name(d, name, piece->verdict);
    }
}

/* Returns how many messages there are. */
static int add_template(const Dify *d, Prompt *prompt, const Node *data) {
    const Node *template = node_get(data, "prompt_template");
    const Node *variables = node_path(data, "prompt_config.jinja2_variables");
    const Node *message = node_is_list(template) ? template->first : template;
    int item = 0;
    for (; message; item++) {
        const Node *role = node_get(message, "role"), *edition = node_get(message, "edition_type");
        Role as = node_is_string(role) ? lower_role(role->text) : ROLE_USER;
        bool jinja = node_is_string(edition) && str_is(edition->text, "jinja2");
        if (jinja && node_is_string(node_get(message, "jinja2_text")))
            add_jinja(d, prompt, as, message, item, variables);
        else
            add(d, prompt, as, node_get(message, "text"), item);
        message = node_is_list(template) ? message->next : NULL;
    }
    return item;
}

static void find_model(const Dify *d, Prompt *prompt, const Node *model) {
    const Node *provider = node_get(model, "provider");
    lower_model(d->l, prompt, model, NULL);
    /* langgenius/openai/openai: a plugin's name */
    if (prompt->provider == PROVIDER_UNKNOWN && node_is_string(provider))
        prompt->provider = facts_provider_parse(str_file_name(provider->text));
    lower_output_cap(node_get(model, "completion_params"), &prompt->max_output);
}

static Prompt *begin(const Dify *d, const Node *data, const Node *model) {
    const Node *title = node_get(data, "title");
    Prompt *prompt = lower_prompt(d->l, KIND_TEMPLATE);
    lower_name(prompt, title);
    prompt->knows = KNOWS_SYSTEM;
    find_model(d, prompt, model);
    return prompt;
}

static void lower_workflow_node(const Dify *d, const Node *data, Str path) {
    const Node *type = node_get(data, "type"), *memory = node_get(data, "memory");
    if (!node_is_string(type)) return;
    if (str_is(type->text, "llm")) {
        Prompt *prompt = begin(d, data, node_get(data, "model"));
        int items = add_template(d, prompt, data);
        if (node_is_map(memory)) {
            lower_history(d->l, prompt, memory, STR("memory"))->item = items;
            add(d, prompt, ROLE_USER, node_get(memory, "query_prompt_template"), items + 1);
        }
        lower_end(d->l, prompt, data, path);
    } else if (str_is(type->text, "agent")) {
        const Node *parameters = node_get(data, "agent_parameters");
        Prompt *prompt = begin(d, data, node_path(parameters, "model.value"));
        add(d, prompt, ROLE_SYSTEM, node_path(parameters, "instruction.value"), 0);
        add(d, prompt, ROLE_USER, node_path(parameters, "query.value"), 1);
        lower_end(d->l, prompt, data, path);
    } else if (str_is(type->text, "question-classifier") ||
               str_is(type->text, "parameter-extractor")) {
        static const char *const keys[] = {"instruction", "instructions", NULL};
        Prompt *prompt = begin(d, data, node_get(data, "model"));
        add(d, prompt, ROLE_SYSTEM, node_get_any(data, keys), 0);
        lower_end(d->l, prompt, data, path);
    }
}

/* --- apps of one prompt --- */

/* The name of a field is in the map below its type: `- text-input: {variable: x}`. */
static bool is_asked_for(const Node *form, Str name) {
    for (const Node *f = node_items(form); f; f = f->next) {
        const Node *variable = node_is_map(f) ? node_get(f->first, "variable") : NULL;
        if (node_is_string(variable) && str_eq(variable->text, name)) return true;
    }
    return false;
}

static void judge_form(const Dify *d, Segment *segment, const Node *form) {
    enum { FORM = 100 }; /* fields; forms that people fill in stay far below */
    if (node_is_list(form) && form->count > FORM) return;
    for (size_t i = 0; i < segment->pieces.len; i++) {
        Piece *piece = &segment->pieces.items[i];
        if (piece->kind != PIECE_PLACEHOLDER || is_reference(piece->source)) continue;
        if (is_asked_for(form, piece->name))
            piece->verdict = of_form(d, piece->verdict);
        else if (node_is_list(form) && piece->verdict.certainty == CERTAIN_NOT)
            piece->verdict = (VolatilityVerdict){VOL_CONSTANT, CAUSE_CONFIG, CERTAIN_SYNTAX};
    }
}

static void lower_app(const Dify *d, const Node *config, Str path) {
    const Node *form = node_get(config, "user_input_form"), *type = node_get(config, "prompt_type");
    bool advanced = node_is_string(type) && str_is(type->text, "advanced");
    const Node *messages = node_path(config, "chat_prompt_config.prompt");
    Prompt *prompt = begin(d, config, node_get(config, "model"));
    if (!advanced) {
        add(d, prompt, d->completes ? ROLE_USER : ROLE_SYSTEM, node_get(config, "pre_prompt"), 0);
    } else if (node_is_list(messages) && messages->count) {
        int item = 0;
        for (const Node *m = messages->first; m; m = m->next, item++) {
            const Node *role = node_get(m, "role");
            add(d, prompt, node_is_string(role) ? lower_role(role->text) : ROLE_USER,
                node_get(m, "text"), item);
        }
    } else {
        add(d, prompt, ROLE_USER, node_path(config, "completion_prompt_config.prompt.text"), 0);
    }
    for (size_t i = 0; i < prompt->segments.len; i++)
        judge_form(d, &prompt->segments.items[i], form);
    lower_end(d->l, prompt, config, path);
}

static void lower_document(Lowering *l, const Node *map, Str path) {
    const Node *list = node_path(map, "workflow.graph.nodes"), *mode = node_path(map, "app.mode");
    const Node *config = node_get(map, "model_config");
    Dify d = {.l = l, .nodes = graph_index(l->arena, list, "id")};
    d.completes = node_is_string(mode) &&
                  (str_is(mode->text, "completion") || str_is(mode->text, "workflow"));
    if (node_is_map(config)) lower_app(&d, config, lower_below(l, path, "model_config"));
    int index = 0;
    for (const Node *n = node_items(list); n; n = n->next, index++)
        lower_workflow_node(&d, node_get(n, "data"),
                            lower_below(l, path, "workflow.graph.nodes[%d]", index));
}

static bool lower_node(Lowering *l, const Node *map, const Around *around, Str path) {
    (void)around;
    const Node *data = exported(map), *app = map;
    if (data) app = yaml_read_embedded(l->arena, l->source, data, &l->embedded_nodes, l->problems);
    if (data && (!app || !is_app(app))) return false;
    lower_document(l, app, data ? lower_below(l, path, "data") : path);
    return true;
}

const Format format_dify = {
    .name = "dify",
    .summary = "app exported from Dify: its prompt, or the LLM nodes of its workflow",
    .unknown = "Dify's own instructions, tools, breakpoints, what other nodes hand on",
    .takes = TAKES_MAPS,
    .needs = NODE_KEY_BIT('d', 'a') | NODE_KEY_BIT('k', 'i'), /* data, kind */
    .shape = shape,
    .lower_node = lower_node,
};
