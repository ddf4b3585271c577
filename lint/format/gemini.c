/* Gemini's generateContent requests and the bodies that create cachedContents, as the REST API
 * (camelCase) and the Python SDK (snake_case, options under `config`) write them. Fields from the
 * SDK's types (python-genai, 2026). */
#include "lint/format/lower.h"

static const Node *spelled(const Node *map, const char *camel, const char *snake) {
    const Node *found = node_get(map, camel);
    return found ? found : node_get(map, snake);
}

/* A member in either spelling, of the body or of the SDK's `config`. */
static const Node *member(const Node *body, const char *camel, const char *snake) {
    const Node *found = spelled(body, camel, snake);
    return found ? found : spelled(node_get(body, "config"), camel, snake);
}

/* The one part of a content may stand without a list. */
static bool is_content(const Node *node) {
    const Node *parts = node_get(node, "parts");
    return node_is_list(parts) || node_get(parts, "text");
}

/* Of a cache the SDK takes them in `config`. */
static const Node *contents_of(const Node *body) {
    const Node *found = node_get(body, "contents");
    return found ? found : node_get(node_get(body, "config"), "contents");
}

/* It creates a resource that is kept. */
static bool is_kept(const Node *body) {
    return member(body, "ttl", "ttl") || member(body, "expireTime", "expire_time");
}

/* `contents` in one of its forms: a list of {role, parts}, one of them, a text. */
static bool has_contents(const Node *body) {
    const Node *contents = contents_of(body);
    if (node_is_list(contents)) return !contents->first || is_content(contents->first);
    return is_content(contents);
}

static const char *gemini_shape(const Lowering *l, const Node *body) {
    (void)l;
    if (!contents_of(body) || is_kept(body)) return NULL;
    const Node *model = node_get(body, "model");
    if (node_is_string(model) && str_has(model->text, STR("embed"))) return NULL;
    if (has_contents(body)) return "key: contents[].parts";
    if (!node_is_string(contents_of(body))) return NULL;
    return member(body, "systemInstruction", "system_instruction") ||
                   member(body, "generationConfig", "max_output_tokens")
               ? "keys: contents, system instruction or parameters"
               : NULL;
}

static const char *cache_shape(const Lowering *l, const Node *body) {
    (void)l;
    return is_kept(body) &&
                   (has_contents(body) || member(body, "systemInstruction", "system_instruction"))
               ? "keys: ttl, contents or systemInstruction"
               : NULL;
}

static void lower_part(Lowering *l, Prompt *prompt, Section section, Role role, const Node *part,
                       int item, int index, Engine engine) {
    const Node *text = node_is_string(part) ? part : node_get(part, "text");
    BlockType type = BLOCK_MEDIA;
    if (member(part, "functionCall", "function_call")) type = BLOCK_TOOL_USE;
    if (member(part, "functionResponse", "function_response")) type = BLOCK_TOOL_RESULT;
    Segment *segment = node_is_string(text) ? lower_text(l, prompt, section, role, text, engine)
                                            : lower_json(l, prompt, section, role, type, part);
    if (type == BLOCK_TOOL_RESULT) segment->role = ROLE_TOOL_RESULT;
    segment->span = part->span;
    segment->item = section == SECTION_SYSTEM ? index : item;
    segment->block = section == SECTION_SYSTEM ? -1 : index;
}

/* A content: {role, parts}, a list of parts, or a text. */
static void lower_content(Lowering *l, Prompt *prompt, Section section, Role role,
                          const Node *content, int item, Engine engine) {
    if (!content || content->kind == NODE_NULL) return;
    const Node *parts = is_content(content) ? node_get(content, "parts") : content;
    if (!node_is_list(parts)) {
        lower_part(l, prompt, section, role, parts, item, 0, engine);
        return;
    }
    int index = 0;
    for (const Node *part = parts->first; part; part = part->next)
        lower_part(l, prompt, section, role, part, item, index++, engine);
}

static void lower_tools(Lowering *l, Prompt *prompt, const Node *tools) {
    int index = 0;
    for (const Node *t = node_items(tools); t; t = t->next) {
        const Node *functions = member(t, "functionDeclarations", "function_declarations");
        const Node *f = node_items(functions);
        for (const Node *one = f ? f : t; one; one = f ? one->next : NULL)
            lower_tool(l, prompt, one, index++);
    }
}

static Prompt *lower_body(Lowering *l, const Node *body, const Around *around) {
    Engine engine;
    Prompt *prompt = lower_request(l, around, &engine);
    prompt->api = API_GEMINI;
    prompt->body = body;
    prompt->knows = KNOWS_REQUEST;
    if (prompt->provider == PROVIDER_UNKNOWN) prompt->provider = PROVIDER_GOOGLE;
    lower_model(l, prompt, node_get(body, "model"), NULL);
    lower_output_cap(body, &prompt->max_output);
    lower_params(l, prompt, body);
    lower_tools(l, prompt, member(body, "tools", "tools"));
    lower_content(l, prompt, SECTION_SYSTEM, ROLE_SYSTEM,
                  member(body, "systemInstruction", "system_instruction"), 0, engine);
    const Node *contents = contents_of(body);
    const Node *first = node_is_list(contents) ? contents->first : contents;
    int item = 0;
    for (const Node *c = first; c; c = node_is_list(contents) ? c->next : NULL) {
        const Node *role = node_get(c, "role");
        lower_content(l, prompt, SECTION_MESSAGES, role ? lower_role(role->text) : ROLE_USER, c,
                      item++, engine);
        bool answer = !c->next && role && lower_role(role->text) == ROLE_ASSISTANT;
        if (answer) prompt->knows &= ~(unsigned)KNOWS_PARAMS; /* what a model learns from */
    }
    return prompt;
}

/* The prefix that a cachedContent holds stands in front of everything and is not in the file. */
static void lower_reference(Lowering *l, Prompt *prompt, const Node *cached) {
    if (!node_is_string(cached) || !cached->text.len) return;
    Segment *segment = lower_json(l, prompt, SECTION_TOOLS, ROLE_SYSTEM, BLOCK_OPAQUE, cached);
    segment->plain_string = true;
    Segment reference = *segment;
    for (size_t i = prompt->segments.len - 1; i > 0; i--)
        prompt->segments.items[i] = prompt->segments.items[i - 1];
    prompt->segments.items[0] = reference;
    prompt->knows &= ~(unsigned)(KNOWS_TOOLS | KNOWS_SYSTEM);
}

static bool lower_generate(Lowering *l, const Node *body, const Around *around, Str path) {
    Prompt *prompt = lower_body(l, body, around);
    lower_reference(l, prompt, member(body, "cachedContent", "cached_content"));
    lower_place(prompt, body, path);
    lower_finish(l, prompt);
    return true;
}

/* All of it is the cached prefix: a mark at its end, with the time to live of the resource. */
static bool lower_cache(Lowering *l, const Node *body, const Around *around, Str path) {
    Prompt *prompt = lower_body(l, body, around);
    prompt->knows &= ~(unsigned)KNOWS_PARAMS; /* a later request brings the cap */
    const Node *ttl = member(body, "ttl", "ttl");
    lower_place(prompt, body, path);
    lower_finish(l, prompt);
    if (!prompt->segments.len) return true;
    Breakpoint *mark = &prompt->segments.items[prompt->segments.len - 1].breakpoint;
    *mark = (Breakpoint){.origin = BREAKPOINT_RESOURCE, .span = prompt->anchor};
    if (!ttl) return true;
    mark->span = ttl->key ? node_member_span(ttl) : ttl->span;
    mark->ttl = ttl->text;
    mark->ttl_span = ttl->span;
    double seconds;
    if (str_ends(ttl->text, STR("s")) &&
        str_to_number(str_slice(ttl->text, 0, ttl->text.len - 1), &seconds) && seconds > 0 &&
        seconds < 1e9)
        mark->ttl_seconds = (uint32_t)seconds;
    return true;
}

const Format format_gemini = {
    .name = "gemini",
    .summary = "Gemini generateContent request, also as Vertex AI takes it",
    .unknown = "the text behind cachedContent, and what varies between calls unless there are "
               "placeholders",
    .request = true,
    .takes = TAKES_MAPS,
    .needs = NODE_KEY_BIT('c', 'o'), /* contents, config */
    .shape = gemini_shape,
    .lower_node = lower_generate,
};

const Format format_gemini_cache = {
    .name = "gemini-cache",
    .summary = "body that creates a Gemini cachedContents resource: a prefix kept for later calls",
    .unknown = "the requests that will use it, and how many",
    .request = true,
    .takes = TAKES_MAPS,
    .needs = NODE_KEY_BIT('t', 't') | NODE_KEY_BIT('e', 'x') |
             NODE_KEY_BIT('c', 'o'), /* ttl, expireTime, config */
    .shape = cache_shape,
    .lower_node = lower_cache,
};
