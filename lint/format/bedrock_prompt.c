/* Prompts of Amazon Bedrock's prompt management, as its API returns them: variants with a text or
 * chat template, {{x}}, and cachePoint elements that mark what stands before them. Shape: the types
 * of client-bedrock-agent; a cachePoint has no time to live here. */
#include "lint/format/lower.h"

/* CloudFormation writes the same keys with a capital. */
static const Node *get(const Node *map, const char *key) {
    char capital[40];
    size_t len = strlen(key);
    const Node *node = node_get(map, key);
    if (node || len >= sizeof capital) return node;
    memcpy(capital, key, len + 1);
    capital[0] = (char)(capital[0] - 'a' + 'A');
    return node_get(map, capital);
}

static const char *shape(const Lowering *l, const Node *map) {
    (void)l;
    const Node *config = get(map, "templateConfiguration");
    return node_is_map(config) && (get(config, "text") || get(config, "chat"))
               ? "key: templateConfiguration"
               : NULL;
}

/* Texts of a list; a cachePoint marks the segment in front of it. */
static void add_blocks(Lowering *l, Prompt *prompt, Section section, Role role, const Node *list,
                       int item) {
    int index = 0;
    for (const Node *block = node_items(list); block; block = block->next) {
        const Node *text = get(block, "text"), *point = get(block, "cachePoint");
        int at = index++;
        if (point && prompt->segments.len)
            prompt->segments.items[prompt->segments.len - 1].breakpoint = lower_marker(point);
        if (!node_is_string(text)) continue;
        Segment *segment = lower_text(l, prompt, section, role, text, ENGINE_MUSTACHE);
        segment->item = section == SECTION_SYSTEM ? at : item;
        segment->block = section == SECTION_SYSTEM ? -1 : at;
    }
}

static void add_tools(Lowering *l, Prompt *prompt, const Node *tools) {
    int index = 0;
    for (const Node *tool = node_items(tools); tool; tool = tool->next) {
        const Node *point = get(tool, "cachePoint"), *name = get(get(tool, "toolSpec"), "name");
        if (point && prompt->segments.len)
            prompt->segments.items[prompt->segments.len - 1].breakpoint = lower_marker(point);
        if (point) continue;
        Segment *segment = lower_json(l, prompt, SECTION_TOOLS, ROLE_TOOL, BLOCK_TOOL, tool);
        segment->item = index++;
        if (node_is_string(name)) segment->name = name->text;
    }
}

static void add_chat(Lowering *l, Prompt *prompt, const Node *chat) {
    add_tools(l, prompt, get(get(chat, "toolConfiguration"), "tools"));
    add_blocks(l, prompt, SECTION_SYSTEM, ROLE_SYSTEM, get(chat, "system"), 0);
    const Node *messages = get(chat, "messages");
    int item = 0;
    for (const Node *m = node_items(messages); m; m = m->next) {
        const Node *role = get(m, "role");
        add_blocks(l, prompt, SECTION_MESSAGES,
                   node_is_string(role) ? lower_role(role->text) : ROLE_USER, get(m, "content"),
                   item++);
    }
}

static bool lower_node(Lowering *l, const Node *map, const Around *around, Str path) {
    const Node *config = get(map, "templateConfiguration");
    const Node *text = get(config, "text"), *body = get(text, "text");
    const Node *params = get(get(map, "inferenceConfiguration"), "text");
    const Node *name = around_get(around, "name");
    Prompt *prompt = lower_prompt(l, KIND_TEMPLATE);
    lower_name(prompt, name);
    prompt->has_header = true;
    prompt->api = API_BEDROCK_CONVERSE;
    prompt->provider = PROVIDER_BEDROCK;
    prompt->knows = KNOWS_TOOLS | KNOWS_SYSTEM | KNOWS_MESSAGES | KNOWS_MARKERS;
    lower_model(l, prompt, get(map, "modelId"), NULL);
    static const char *const capital[] = {"MaxTokens", NULL};
    lower_output_cap(params, &prompt->max_output);
    if (prompt->max_output.state == PARAM_ABSENT) lower_param(params, capital, &prompt->max_output);
    lower_knows_params(l, prompt, params);
    if (node_is_string(body)) {
        Segment *segment =
            lower_text(l, prompt, SECTION_MESSAGES, ROLE_USER, body, ENGINE_MUSTACHE);
        segment->item = segment->block = 0;
        segment->breakpoint = lower_marker(get(text, "cachePoint"));
    }
    add_chat(l, prompt, get(config, "chat"));
    lower_place(prompt, map, path);
    lower_finish(l, prompt);
    return true;
}

const Format format_bedrock_prompt = {
    .name = "bedrock-prompt",
    .summary = "prompt of Amazon Bedrock's prompt management: variants with templates",
    .unknown = "traffic, and what fills the variables",
    .takes = TAKES_MAPS,
    .needs = NODE_KEY_BIT('t', 'e') |
             NODE_KEY_BIT('T', 'e'), /* templateConfiguration, TemplateConfiguration */
    .shape = shape,
    .lower_node = lower_node,
};
