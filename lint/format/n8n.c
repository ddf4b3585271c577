/* n8n workflows: the system messages, messages and prompts of AI nodes. A value is an expression
 * only when it starts with `=`; otherwise its braces are text. The model stands in the node itself
 * or in the one that is connected to it. Shape: exported workflows of n8n-io/n8n. */
#include "lint/format/n8n_flow.h"

static Str type_of(const Node *node) {
    const Node *type = node_get(node, "type");
    return node_is_string(type) && node_is_map(node_get(node, "parameters")) ? type->text
                                                                             : (Str){0};
}

static bool is_ai_node(const Node *node) {
    Str type = type_of(node);
    if (str_is(type, "n8n-nodes-base.openAi")) return true;
    return str_has(type, STR("n8n-nodes-langchain.")) && !str_has(type, STR("langchain.lm"));
}

static const char *shape(const Lowering *l, const Node *map) {
    (void)l;
    const Node *nodes = node_get(map, "nodes");
    if (!node_is_list(nodes) || !node_is_map(node_get(map, "connections"))) return NULL;
    for (const Node *node = nodes->first; node; node = node->next)
        if (str_has(type_of(node), STR("n8n-nodes-")))
            return "keys: nodes, connections, with types of n8n";
    return NULL;
}

static void add_text(Lowering *l, Prompt *prompt, Section section, Role role, const Node *text,
                     int item) {
    if (!node_is_string(text)) return;
    bool expression = str_starts(text->text, STR("="));
    if (str_trim(text->text).len <= expression) return;
    Segment *segment =
        lower_string(l, prompt, section, role, expression ? lower_rest_node(l, text, 1) : text,
                     expression ? ENGINE_N8N : ENGINE_NONE);
    segment->item = item;
}

/* "SystemMessagePromptTemplate" of chains, "system" of the vendors' nodes. */
static Role role_of(const Node *message) {
    const Node *type = node_get(message, "type"), *role = node_get(message, "role");
    if (node_is_string(role)) return lower_role(role->text);
    if (node_is_string(type) && str_starts(type->text, STR("Human"))) return ROLE_USER;
    if (node_is_string(type) && str_starts(type->text, STR("AI"))) return ROLE_ASSISTANT;
    return node_get(message, "message") ? ROLE_SYSTEM : ROLE_USER;
}

/* Chains, the vendors' nodes (chat and Responses), Perplexity, and the old OpenAI node. */
static const Node *message_list(const Node *parameters) {
    static const char *const lists[] = {"messages.messageValues", "messages.values",
                                        "responses.values",       "messages.message",
                                        "prompt.messages",        NULL};
    for (size_t i = 0; lists[i]; i++) {
        const Node *list = node_path(parameters, lists[i]);
        if (node_is_list(list)) return list;
    }
    return NULL;
}

static void add_messages(Lowering *l, Prompt *prompt, const Node *parameters) {
    static const char *const texts[] = {"message", "content", NULL};
    const Node *list = message_list(parameters);
    int item = 0;
    for (const Node *m = list ? list->first : NULL; m; m = m->next, item++) {
        Role role = role_of(m);
        bool leading = role == ROLE_SYSTEM && lower_is_leading(prompt);
        add_text(l, prompt, leading ? SECTION_SYSTEM : SECTION_MESSAGES, role,
                 node_get_any(m, texts), item);
    }
}

/* A bound on searches that are made once for each AI node; no workflow drawn by hand comes near. */
enum { LOOK_AT = 500 };

/* Whether a node's ports lead to `name`: a model may serve several nodes. */
static bool leads_to(const Node *ports, Str name, int *left) {
    if (!node_is_list(ports)) return false;
    for (const Node *port = ports->first; port; port = port->next) {
        const Node *target = node_items(port);
        for (; target && *left > 0; target = target->next, --*left) {
            const Node *to = node_get(target, "node");
            if (node_is_string(to) && str_eq(to->text, name)) return true;
        }
    }
    return false;
}

/* The node that is connected to `node` as its language model. */
static const Node *model_node(const Node *workflow, const Node *node) {
    const Node *all = node_get(workflow, "connections"), *name = node_get(node, "name");
    int left = LOOK_AT;
    if (!node_is_string(name)) return NULL;
    for (const Node *from = all ? all->first : NULL; from && left > 0; from = from->next, left--)
        if (leads_to(node_get(from, "ai_languageModel"), name->text, &left))
            return n8n_node_named(workflow, from->key->text);
    return NULL;
}

static void find_model(Lowering *l, Prompt *prompt, const Node *workflow, const Node *node) {
    static const char *const keys[] = {"modelId", "model", "modelName", NULL};
    const Node *parameters = node_get(node, "parameters");
    if (!node_get_any(parameters, keys)) {
        const Node *other = model_node(workflow, node);
        if (node_get(other, "parameters")) {
            node = other;
            parameters = node_get(other, "parameters");
        }
    }
    const Node *model = node_get_any(parameters, keys), *type = node_get(node, "type");
    bool deployment = node_is_string(type) && str_has(type->text, STR("Azure"));
    if (deployment) model = NULL; /* named by whoever deployed it, not by the vendor */
    if (node_is_map(model)) model = node_get(model, "value");
    if (node_is_string(model) && str_starts(model->text, STR("="))) model = NULL;
    lower_model(l, prompt, model, NULL);
    lower_output_cap(parameters, &prompt->max_output);
    static const char *const older[] = {"maxTokensToSample", NULL};
    if (prompt->max_output.state == PARAM_ABSENT)
        lower_param(node_get(parameters, "options"), older, &prompt->max_output);
    if (prompt->max_output.state == PARAM_SET && prompt->max_output.number < 0)
        prompt->max_output.state = PARAM_ABSENT; /* -1: the model's own limit */
    lower_knows_params(l, prompt, node_get(parameters, "options"));
}

static void lower_ai_node(Lowering *l, N8nFlow *flow, const Node *node, Str path) {
    static const char *const systems[] = {"systemMessage", "system", "systemPromptTemplate",
                                          "instructions", NULL};
    static const char *const users[] = {"text", "prompt", NULL};
    const Node *parameters = node_get(node, "parameters"), *name = node_get(node, "name");
    size_t before = l->prompts->len;
    Prompt *prompt = lower_prompt(l, KIND_TEMPLATE);
    lower_name(prompt, name);
    prompt->knows = KNOWS_SYSTEM;
    find_model(l, prompt, flow->workflow, node);
    const Node *system = node_get_any(node_get(parameters, "options"), systems);
    if (!system) system = node_get_any(parameters, systems);
    add_text(l, prompt, SECTION_SYSTEM, ROLE_SYSTEM, system, -1);
    add_messages(l, prompt, parameters);
    add_text(l, prompt, SECTION_MESSAGES, ROLE_USER, node_get_any(parameters, users), -1);
    if (!prompt->segments.len) {
        l->prompts->len = before;
        return;
    }
    for (size_t i = 0; i < prompt->segments.len; i++)
        n8n_flow_judge(flow, node, &prompt->segments.items[i].pieces);
    lower_place(prompt, node, path);
    lower_finish(l, prompt);
}

/* A node that calls an API: the body it sends, if it is written as JSON. */
static void lower_call(Lowering *l, const Node *node, Str path) {
    const Node *parameters = node_get(node, "parameters"), *body = node_get(parameters, "jsonBody");
    if (!node_is_string(body)) return;
    if (str_starts(body->text, STR("="))) body = lower_rest_node(l, body, 1);
    lower_sent_body(l, node_get(parameters, "url"), body, NULL,
                    str_printf(l->arena, STR_FMT ".parameters.jsonBody", STR_ARG(path)));
}

static bool lower_node(Lowering *l, const Node *map, const Around *around, Str path) {
    (void)around;
    const Node *nodes = node_get(map, "nodes");
    if (!node_is_list(nodes)) return false;
    const Format *own = l->format;
    const char *why = l->why;
    N8nFlow flow = n8n_flow(l->arena, map);
    int index = 0;
    for (const Node *node = nodes->first; node; node = node->next, index++) {
        Str at = lower_below(l, path, "nodes[%d]", index);
        if (is_ai_node(node))
            lower_ai_node(l, &flow, node, at);
        else if (str_is(type_of(node), "n8n-nodes-base.httpRequest"))
            lower_call(l, node, at);
        l->format = own;
        l->why = why;
    }
    return true;
}

const Format format_n8n = {
    .name = "n8n",
    .summary = "n8n workflow with AI nodes",
    .unknown = "tools, memory, breakpoints, and what other nodes write into expressions",
    .takes = TAKES_MAPS,
    .needs = NODE_KEY_BIT('c', 'o'), /* connections */
    .shape = shape,
    .lower_node = lower_node,
};
