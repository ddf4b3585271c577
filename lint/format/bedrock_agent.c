/* Agents of Amazon Bedrock, in CloudFormation and as its API returns them: the instruction, which
 * the service puts into an orchestration prompt, and the templates that take the place of its own,
 * `$question$`. Shape: AWS::Bedrock::Agent and the types of client-bedrock-agent. */
#include "lint/format/lower.h"

static const Node *either(const Node *map, const char *own, const char *capital) {
    const Node *node = node_get(map, own);
    return node ? node : node_get(map, capital);
}

/* ---- a template: system and messages, to which the service adds the rest of the request ---- */

/* All begin with `$`, which is rare. */
static bool has_any(Str text, const char *const *values) {
    for (size_t i = 0; (i = str_find_char(text, '$', i)) != STR_NOT_FOUND; i++)
        for (const char *const *value = values; *value; value++)
            if (str_starts(str_slice(text, i, text.len), str_from_c(*value))) return true;
    return false;
}

/* What the service alone calls so, and what others might. */
static const char *const own_values[] = {
    "$agent_scratchpad$", "$conversation_history$", "$prompt_session_attributes$",
    "$search_results$",   "$instruction$",          NULL};
static const char *const asked_values[] = {"$question$", "$query$", NULL};

static bool is_filled_in(const Node *text) {
    return node_is_string(text) &&
           (has_any(text->text, own_values) || has_any(text->text, asked_values));
}

static bool holds_value(const Node *content) {
    if (!node_is_list(content)) return is_filled_in(content);
    for (const Node *part = content->first; part; part = part->next)
        if (is_filled_in(node_get(part, "text"))) return true;
    return false;
}

static const char *template_shape(const Lowering *l, const Node *map) {
    (void)l;
    const Node *messages = node_get(map, "messages");
    bool filled = holds_value(node_get(map, "system"));
    for (const Node *m = node_items(messages); m && !filled; m = m->next)
        filled = holds_value(node_get(m, "content"));
    return filled ? "values such as $question$" : NULL;
}

static Prompt *begin(Lowering *l, const Node *model) {
    Prompt *prompt = lower_prompt(l, KIND_TEMPLATE);
    prompt->provider = PROVIDER_BEDROCK;
    prompt->knows = KNOWS_SYSTEM;
    /* `!Ref Model` and `!Sub ${Model}` name a parameter. */
    bool id = model && node_is_string(model) && str_has(model->text, STR(".")) &&
              !str_has(model->text, STR("${"));
    lower_model(l, prompt, id ? model : NULL, NULL);
    return prompt;
}

/* What the service fills in once for an agent, and what it does for each turn. */
static void judge(Prompt *prompt) {
    static const char *const fixed[] = {
        "instruction", "tools", "functions", "agent_collaborators", "ask_user_missing_information",
        NULL};
    for (size_t s = 0; s < prompt->segments.len; s++) {
        Piece *piece;
        for (size_t i = 0; (piece = lower_next_value(&prompt->segments.items[s], &i));)
            if (str_is_any(piece->name, fixed) || str_has(piece->name, STR("guideline")))
                piece->verdict = (VolatilityVerdict){VOL_DEPLOY, CAUSE_CONFIG, CERTAIN_SYNTAX};
            else if (str_is(piece->name, "prompt_session_attributes"))
                piece->verdict = (VolatilityVerdict){VOL_REQUEST, CAUSE_INPUT, CERTAIN_SYNTAX};
    }
}

static void add_template(Lowering *l, Prompt *prompt, const Node *map) {
    const Node *system = node_get(map, "system");
    int index = 0;
    if (node_is_string(system))
        lower_text(l, prompt, SECTION_SYSTEM, ROLE_SYSTEM, system, ENGINE_MARKS);
    for (const Node *part = node_items(system); part; part = part->next) {
        const Node *text = node_get(part, "text");
        if (node_is_string(text))
            lower_text(l, prompt, SECTION_SYSTEM, ROLE_SYSTEM, text, ENGINE_MARKS)->item = index++;
    }
    lower_messages(l, prompt, node_get(map, "messages"), ENGINE_MARKS);
    judge(prompt);
}

/* An older template, one text for the model to complete. */
static void add_completion(Lowering *l, Prompt *prompt, const Node *text) {
    lower_string(l, prompt, SECTION_MESSAGES, ROLE_USER, text, ENGINE_MARKS);
    judge(prompt);
}

static bool lower_template(Lowering *l, const Node *map, const Around *around, Str path) {
    Prompt *prompt = begin(l, NULL);
    lower_name(prompt, around_get(around, "name"));
    add_template(l, prompt, map);
    lower_end(l, prompt, map, path);
    return true;
}

static const char *template_text(Lowering *l) {
    Str body = l->source->bytes;
    return str_ends_nocase(l->source->path, STR(".txt")) && has_any(body, asked_values) &&
                   has_any(body, own_values)
               ? "values such as $question$"
               : NULL;
}

static void lower_template_text(Lowering *l) {
    Span body = span_of(source_bom(l->source), l->source->bytes.len);
    const Node *text = lower_range_node(l, body);
    const Node *template = lower_embedded(l, text);
    Prompt *prompt = begin(l, NULL);
    prompt->span = body;
    prompt->anchor = span_of(body.start, body.start);
    size_t messages = str_find(text->text, STR("\"messages\""), 0);
    if (node_is_map(template)) {
        add_template(l, prompt, template);
    } else if (messages !=
               STR_NOT_FOUND) { /* JSON with line breaks in its strings, which the service takes */
        Span system = span_of(body.start, body.start + messages);
        lower_range(l, prompt, SECTION_SYSTEM, ROLE_SYSTEM, system, ENGINE_MARKS);
        lower_opaque(l, prompt, SECTION_MESSAGES, ROLE_USER, span_of(system.end, body.end));
        judge(prompt);
    } else {
        add_completion(l, prompt, text);
    }
    lower_finish(l, prompt);
}

const Format format_bedrock_template = {
    .name = "bedrock-template",
    .summary = "template of an agent of Amazon Bedrock: system and messages with $question$",
    .unknown = "the agent's instruction and tools, its model and parameters, breakpoints",
    .takes = TAKES_MAPS,
    .needs = NODE_KEY_BIT('m', 'e') | NODE_KEY_BIT('s', 'y'), /* messages, system */
    .shape = template_shape,
    .text = template_text,
    .lower_node = lower_template,
    .lower_text = lower_template_text,
};

/* ---- an agent ---- */

static bool says(const Node *node, const char *word) {
    return node_is_string(node) && str_is(node->text, word);
}

/* A template that takes the place of the service's own for one step. */
static void lower_override(Lowering *l, const Node *step, const Node *model, Str path) {
    const Node *text = either(step, "basePromptTemplate", "BasePromptTemplate");
    bool used = says(either(step, "promptCreationMode", "PromptCreationMode"), "OVERRIDDEN") &&
                !says(either(step, "promptState", "PromptState"), "DISABLED");
    if (!used || !lower_has_text(text)) return;
    const Node *own = either(step, "foundationModel", "FoundationModel");
    const Node *params = either(step, "inferenceConfiguration", "InferenceConfiguration");
    static const char *const caps[] = {"maximumLength", "MaximumLength", NULL};
    const Node *template = lower_embedded(l, text);
    Prompt *prompt = begin(l, own ? own : model);
    lower_name(prompt, either(step, "promptType", "PromptType"));
    lower_param(params, caps, &prompt->max_output);
    lower_params(l, prompt, params);
    if (node_is_map(template))
        add_template(l, prompt, template);
    else
        add_completion(l, prompt, text);
    lower_end(l, prompt, step, path);
}

static void lower_overrides(Lowering *l, const Node *agent, const Node *model, Str path) {
    const Node *all = either(agent, "promptOverrideConfiguration", "PromptOverrideConfiguration");
    const Node *steps = either(all, "promptConfigurations", "PromptConfigurations");
    int index = 0;
    for (const Node *step = node_items(steps); step; step = step->next)
        lower_override(l, step, model, lower_below(l, path, "promptConfigurations[%d]", index++));
}

static const char *shape(const Lowering *l, const Node *map) {
    (void)l;
    return node_is_string(either(map, "instruction", "Instruction")) &&
                   either(map, "foundationModel", "FoundationModel")
               ? "keys: instruction, foundationModel"
               : NULL;
}

static bool lower_node(Lowering *l, const Node *map, const Around *around, Str path) {
    (void)around;
    const Node *text = either(map, "instruction", "Instruction");
    const Node *model = either(map, "foundationModel", "FoundationModel");
    if (!lower_has_text(text)) return false;
    Prompt *prompt = begin(l, model);
    lower_name(prompt, either(map, "agentName", "AgentName"));
    lower_string(l, prompt, SECTION_SYSTEM, ROLE_SYSTEM, text, ENGINE_NONE);
    lower_place(prompt, map, path);
    lower_finish(l, prompt);
    lower_overrides(l, map, model, path);
    return true;
}

const Format format_bedrock_agent = {
    .name = "bedrock-agent",
    .summary = "agent of Amazon Bedrock: instruction, foundationModel",
    .unknown = "the orchestration prompt around it, action groups, the session, breakpoints",
    .takes = TAKES_MAPS,
    .needs = NODE_KEY_BIT('i', 'n') | NODE_KEY_BIT('I', 'n'), /* instruction, Instruction */
    .shape = shape,
    .lower_node = lower_node,
};
