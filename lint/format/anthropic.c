/* Anthropic Messages requests (also as Vertex, Bedrock InvokeModel and Foundry carry them).
 * Fields: the provider's SDK types, see lint/facts/README.md for the source. */
#include "lint/format/lower.h"

static bool list_item_has(const Node *list, const char *key) {
    for (const Node *item = node_items(list); item; item = item->next)
        if (node_get(item, key)) return true;
    return false;
}

static bool any_block_has(const Node *messages, const char *key) {
    for (const Node *m = node_items(messages); m; m = m->next)
        if (list_item_has(node_get(m, "content"), key)) return true;
    return false;
}

/* A model or platform that takes the body for another API's. */
static bool is_for_openai(const Lowering *l, const Node *body) {
    Provider provider = lower_vendor(l, body);
    return provider == PROVIDER_OPENAI || provider == PROVIDER_AZURE;
}

/* System text as the first message is how other APIs write it, for this model's gateways too. */
static bool opens_with_system(const Node *messages) {
    const Node *role = node_is_list(messages) ? node_get(messages->first, "role") : NULL;
    return role && (str_is(role->text, "system") || str_is(role->text, "developer"));
}

static const char *keys_of(const Node *body) {
    const Node *messages = node_get(body, "messages");
    const Node *system = node_get(body, "system");
    const Node *model = node_get(body, "model");
    if (node_get(body, "anthropic_version")) return "key: anthropic_version";
    if (list_item_has(node_get(body, "tools"), "input_schema")) return "key: tools[].input_schema";
    if (node_is_string(model) && str_has_nocase(model->text, STR("claude")) &&
        !opens_with_system(messages))
        return node_is_list(messages) || node_is_list(system) ? "keys: model (claude), messages"
                                                              : NULL;
    if (node_is_list(system) && list_item_has(system, "text")) return "keys: system[].text";
    if (!node_is_list(messages)) return NULL;
    if (system) return "keys: system, messages";
    if (model && opens_with_system(messages)) return NULL; /* without one, the marks tell */
    if (any_block_has(messages, "cache_control") || node_get(body, "cache_control"))
        return "keys: messages, cache_control";
    return NULL;
}

static const char *shape(const Lowering *l, const Node *body) {
    const char *why = keys_of(body);
    return why && !is_for_openai(l, body) ? why : NULL;
}

static void lower_tools(Lowering *l, Prompt *prompt, const Node *tools) {
    int index = 0;
    for (const Node *tool = node_items(tools); tool; tool = tool->next) {
        Segment *segment = lower_tool(l, prompt, tool, index++);
        segment->breakpoint = lower_marker(node_get(tool, "cache_control"));
        const Node *deferred = node_get(tool, "defer_loading");
        segment->deferred = deferred && deferred->kind == NODE_BOOL && deferred->number != 0;
    }
}

/* A marker on a sub-block of a tool result or document: the last one's is taken for the block's
 * own, any other is refused. */
static void lower_nested_marker(Segment *segment, const Node *block) {
    const Node *content = node_get(block, "content");
    if (!content) content = node_path(block, "source.content");
    for (const Node *sub = node_items(content); sub; sub = sub->next) {
        const Node *marker = node_get(sub, "cache_control");
        if (!marker || marker->kind == NODE_NULL) continue;
        if (!sub->next)
            segment->breakpoint = lower_marker(marker);
        else if (segment->nested_marker.end == 0)
            segment->nested_marker = node_member_span(marker);
    }
}

static BlockType block_type(Str type) {
    if (str_is(type, "text")) return BLOCK_TEXT;
    if (str_is(type, "thinking") || str_is(type, "redacted_thinking")) return BLOCK_THINKING;
    if (str_is(type, "image") || str_is(type, "document")) return BLOCK_MEDIA;
    if (str_ends(type, STR("tool_use"))) return BLOCK_TOOL_USE;
    if (str_ends(type, STR("tool_result"))) return BLOCK_TOOL_RESULT;
    return BLOCK_OPAQUE;
}

static void lower_block(Lowering *l, Prompt *prompt, Section section, Role role, const Node *block,
                        int item, int index, Engine engine) {
    Segment *segment;
    const Node *type_node = node_get(block, "type");
    const Node *text = node_get(block, "text");
    BlockType type = type_node ? block_type(type_node->text) : BLOCK_TEXT;
    if (!node_is_map(block)) {
        segment = lower_string(l, prompt, section, role, block, engine);
    } else if (type == BLOCK_TEXT && text && text->kind != NODE_LIST && text->kind != NODE_MAP) {
        segment = lower_text(l, prompt, section, role, text, engine);
        segment->span = block->span;
    } else {
        const Node *result = type == BLOCK_TOOL_RESULT ? node_get(block, "content") : NULL;
        if (node_is_string(result))
            segment = lower_text(l, prompt, section, ROLE_TOOL_RESULT, result, ENGINE_NONE);
        else
            segment = lower_json(l, prompt, section, role, type, block);
        segment->type = type;
        segment->span = block->span;
        lower_nested_marker(segment, block);
    }
    segment->item = item;
    segment->block = index;
    Breakpoint own = lower_marker(node_get(block, "cache_control"));
    if (own.origin != BREAKPOINT_NONE) segment->breakpoint = own;
}

static void lower_content(Lowering *l, Prompt *prompt, Section section, Role role,
                          const Node *content, int item, Engine engine) {
    if (!content || content->kind == NODE_NULL) return;
    if (!node_is_list(content)) {
        lower_block(l, prompt, section, role, content, item, section == SECTION_SYSTEM ? -1 : 0,
                    engine);
        return;
    }
    int index = 0;
    for (const Node *block = content->first; block; block = block->next, index++)
        if (section == SECTION_SYSTEM)
            lower_block(l, prompt, section, role, block, index, -1, engine);
        else
            lower_block(l, prompt, section, role, block, item, index, engine);
}

/* Clouds that take the same body name their dialect in it. */
static Provider platform_of(const Node *body) {
    const Node *version = node_get(body, "anthropic_version");
    if (!node_is_string(version)) return PROVIDER_UNKNOWN;
    if (str_starts(version->text, STR("bedrock"))) return PROVIDER_BEDROCK;
    return str_starts(version->text, STR("vertex")) ? PROVIDER_VERTEX : PROVIDER_UNKNOWN;
}

static void lower_body(Lowering *l, Prompt *prompt, const Node *body, Engine engine) {
    prompt->api = API_ANTHROPIC_MESSAGES;
    prompt->body = body;
    prompt->knows = KNOWS_REQUEST;
    Provider platform = platform_of(body);
    if (platform != PROVIDER_UNKNOWN) prompt->provider = platform;
    lower_model(l, prompt, node_get(body, "model"), node_get(body, "provider"));
    lower_output_cap(body, &prompt->max_output);
    lower_params(l, prompt, body);
    const Node *thinking = node_get(body, "thinking");
    static const char *const budget[] = {"budget_tokens", "type", NULL};
    if (node_is_map(thinking)) lower_param(thinking, budget, &prompt->thinking);
    prompt->automatic = lower_marker(node_get(body, "cache_control"));
    prompt->is_prewarm = prompt->max_output.state == PARAM_SET && prompt->max_output.number == 0;

    lower_tools(l, prompt, node_get(body, "tools"));
    lower_content(l, prompt, SECTION_SYSTEM, ROLE_SYSTEM, node_get(body, "system"), 0, engine);
    const Node *messages = node_get(body, "messages");
    int item = 0;
    for (const Node *m = node_items(messages); m; m = m->next, item++) {
        const Node *role = node_get(m, "role"), *marker = node_get(m, "cache_control");
        size_t before = prompt->segments.len;
        lower_content(l, prompt, SECTION_MESSAGES, role ? lower_role(role->text) : ROLE_UNKNOWN,
                      node_get(m, "content"), item, engine);
        if (marker && marker->kind != NODE_NULL && prompt->segments.len > before)
            prompt->segments.items[before].stray_marker = node_member_span(marker);
    }
}

static bool lower_node(Lowering *l, const Node *body, const Around *around, Str path) {
    Engine engine;
    Prompt *prompt = lower_request(l, around, &engine);
    lower_body(l, prompt, body, engine);
    lower_place(prompt, body, path);
    lower_finish(l, prompt);
    return true;
}

const Format format_anthropic_messages = {
    .name = "anthropic-messages",
    .summary = "Anthropic Messages request, also as clouds and gateways take it",
    .unknown = "traffic, and what varies between calls unless the file has placeholders",
    .request = true,
    .takes = TAKES_MAPS,
    .needs = NODE_KEY_BIT('m', 'e') | NODE_KEY_BIT('s', 'y') | NODE_KEY_BIT('t', 'o') |
             NODE_KEY_BIT('a', 'n'), /* messages, system, tools, anthropic_version */
    .shape = shape,
    .lower_node = lower_node,
};
