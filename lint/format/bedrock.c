/* Amazon Bedrock's Converse requests, and InvokeModel calls, whose body is the model maker's.
 * Converse marks the cache by elements of their own: {cachePoint: {type: default, ttl: 5m}} ends
 * the prefix behind the element before it (API reference, ContentBlock, SystemContentBlock and
 * Tool; read 2026-11). */
#include "lint/format/lower.h"

/* An element of messages[].content that only Converse writes: one key, no `type`. */
static bool is_converse_content(const Node *content) {
    static const char *const members[] = {
        "text",         "image",      "document",         "video", "toolUse", "toolResult",
        "guardContent", "cachePoint", "reasoningContent", "audio", NULL};
    const Node *first = node_items(content);
    return node_is_map(first) && !node_get(first, "type") && node_get_any(first, members);
}

/* Content as a plain string, which Converse does not take, in a body that is written for it. */
static bool is_plain_converse(const Node *body) {
    const Node *first = node_items(node_get(body, "messages"));
    return node_get(first, "role") && node_is_string(node_get(first, "content")) &&
           node_is_map(node_get(body, "inferenceConfig"));
}

static const char *converse_shape(const Lowering *l, const Node *body) {
    (void)l;
    const Node *messages = node_get(body, "messages");
    const Node *first = node_items(messages);
    if (is_plain_converse(body)) return "keys: inferenceConfig, messages";
    if (!is_converse_content(node_get(first, "content"))) return NULL;
    if (node_get(body, "modelId")) return "keys: modelId, messages";
    if (node_get(body, "inferenceConfig")) return "keys: inferenceConfig, messages";
    if (node_get(body, "toolConfig")) return "keys: toolConfig, messages";
    const Node *system = node_get(body, "system");
    for (const Node *s = node_items(system); s; s = s->next)
        if (node_get(s, "cachePoint")) return "keys: system[].cachePoint, messages";
    for (const Node *m = first; m; m = m->next) {
        const Node *content = node_get(m, "content");
        for (const Node *c = node_items(content); c; c = c->next)
            if (node_get(c, "cachePoint")) return "key: messages[].content[].cachePoint";
    }
    return l->host == PROVIDER_BEDROCK ? "sent to Bedrock; keys: messages" : NULL;
}

/* True when the element is a mark: it then stands on the last segment there is, unless it comes
 * first in a message, or first of all: that is refused, whatever stands in the messages before
 * ("There is nothing available to cache"). One beside content in an element is no element of its
 * own, and refused. */
static bool lower_cache_point(Prompt *prompt, const Node *element, Span *stray) {
    const Node *point = node_get(element, "cachePoint");
    if (!point || element->first->next) return false;
    if (stray) {
        *stray = element->span;
    } else if (prompt->segments.len) {
        Segment *before = &prompt->segments.items[prompt->segments.len - 1];
        before->breakpoint = lower_marker(point);
        before->breakpoint.span = element->span;
    }
    return true;
}

static void note_merged_point(Segment *segment, const Node *element) {
    const Node *point = node_get(element, "cachePoint");
    if (point) segment->nested_marker = point->span;
    const Node *result = node_path(element, "toolResult.content");
    for (const Node *e = node_items(result); e; e = e->next)
        if (node_get(e, "cachePoint")) segment->nested_marker = e->span;
}

static void lower_tools(Lowering *l, Prompt *prompt, const Node *tools) {
    int index = 0;
    for (const Node *t = node_items(tools); t; t = t->next, index++) {
        if (lower_cache_point(prompt, t, NULL)) continue;
        note_merged_point(lower_tool(l, prompt, t, index), t);
    }
}

static BlockType element_type(const Node *element) {
    if (node_get(element, "toolUse")) return BLOCK_TOOL_USE;
    if (node_get(element, "toolResult")) return BLOCK_TOOL_RESULT;
    return node_get(element, "reasoningContent") ? BLOCK_THINKING : BLOCK_MEDIA;
}

static void lower_elements(Lowering *l, Prompt *prompt, Section section, Role role,
                           const Node *list, int item, Engine engine) {
    int index = 0;
    Span stray = {0};
    if (node_is_string(list)) {
        Segment *segment = lower_string(l, prompt, section, role, list, engine);
        segment->item = item;
    }
    for (const Node *e = node_items(list); e; e = e->next, index++) {
        bool opens = index == 0 && (section == SECTION_MESSAGES || prompt->segments.len == 0);
        if (lower_cache_point(prompt, e, opens ? &stray : NULL)) continue;
        const Node *text = node_get(e, "text");
        if (!text) text = node_path(e, "guardContent.text.text");
        BlockType type = element_type(e);
        Segment *segment = node_is_string(text) ? lower_text(l, prompt, section, role, text, engine)
                                                : lower_json(l, prompt, section, role, type, e);
        if (type == BLOCK_TOOL_RESULT) segment->role = ROLE_TOOL_RESULT;
        segment->span = e->span;
        note_merged_point(segment, e);
        segment->stray_marker = stray;
        stray = (Span){0};
        segment->item = section == SECTION_SYSTEM ? index : item;
        segment->block = section == SECTION_SYSTEM ? -1 : index;
    }
    /* A message with nothing but the mark. */
    if (stray.end && prompt->segments.len)
        prompt->segments.items[prompt->segments.len - 1].stray_marker = stray;
}

static bool lower_converse(Lowering *l, const Node *body, const Around *around, Str path) {
    Engine engine;
    Prompt *prompt = lower_request(l, around, &engine);
    prompt->api = API_BEDROCK_CONVERSE;
    prompt->body = body;
    prompt->provider = PROVIDER_BEDROCK;
    prompt->knows = KNOWS_REQUEST;
    const Node *model = node_get(body, "modelId");
    lower_model(l, prompt, model, NULL);
    lower_output_cap(body, &prompt->max_output);
    lower_params(l, prompt, body);
    lower_tools(l, prompt, node_path(body, "toolConfig.tools"));
    lower_elements(l, prompt, SECTION_SYSTEM, ROLE_SYSTEM, node_get(body, "system"), 0, engine);
    const Node *messages = node_get(body, "messages");
    int item = 0;
    for (const Node *m = messages ? messages->first : NULL; m; m = m->next, item++) {
        const Node *role = node_get(m, "role");
        lower_elements(l, prompt, SECTION_MESSAGES, role ? lower_role(role->text) : ROLE_UNKNOWN,
                       node_get(m, "content"), item, engine);
    }
    /* The id of a stored prompt: its text stands in front, and is not here. */
    if (node_is_string(model) && str_has(model->text, STR(":prompt/")))
        prompt->knows &= ~(unsigned)(KNOWS_SYSTEM | KNOWS_TOOLS | KNOWS_PARAMS);
    lower_place(prompt, body, path);
    lower_finish(l, prompt);
    return true;
}

static const char *invoke_shape(const Lowering *l, const Node *map) {
    (void)l;
    const Node *body = node_get(map, "body");
    if (!node_is_string(node_get(map, "modelId"))) return NULL;
    return node_is_map(body) || node_is_string(body) ? "keys: modelId, body" : NULL;
}

static bool lower_invoke(Lowering *l, const Node *map, const Around *around, Str path) {
    (void)around;
    const Node *id = node_get(map, "modelId");
    const Node *body = lower_embedded(l, node_get(map, "body"));
    if (!body) return false;
    l->host = PROVIDER_BEDROCK;
    l->host_model = id->text;
    l->host_model_span = id->span;
    lower_search(l, body, NULL, lower_below(l, path, "body"));
    lower_host(l, NULL);
    return true;
}

const Format format_bedrock_converse = {
    .name = "bedrock-converse",
    .summary = "Amazon Bedrock Converse request",
    .unknown = "the text of a stored prompt, and what varies between calls unless there are "
               "placeholders",
    .request = true,
    .takes = TAKES_MAPS,
    .needs = NODE_KEY_BIT('m', 'e'), /* messages */
    .shape = converse_shape,
    .lower_node = lower_converse,
};

const Format format_bedrock_invoke = {
    .name = "bedrock-invoke",
    .summary = "Amazon Bedrock InvokeModel call: modelId and the model maker's body",
    .unknown = "what varies between calls unless there are placeholders",
    .request = true,
    .takes = TAKES_MAPS,
    .needs = NODE_KEY_BIT('m', 'o'), /* modelId */
    .shape = invoke_shape,
    .lower_node = lower_invoke,
};
