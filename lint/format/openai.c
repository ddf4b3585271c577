/* OpenAI Chat Completions and Responses requests (also as Azure, OpenRouter and compatible
 * endpoints take them). Rendered order on the provider's side: tools, then system and developer
 * text, then the rest; leading system and developer messages therefore go to SECTION_SYSTEM. */
#include "lint/format/lower.h"

static bool is_message_list(const Node *list) {
    if (!node_is_list(list) || !list->first) return false;
    const Node *role = node_get(list->first, "role");
    return node_is_string(role) && lower_role(role->text) != ROLE_UNKNOWN;
}

bool openai_recognise_chat(const Node *body) {
    return is_message_list(node_get(body, "messages"));
}

bool openai_recognise_responses(const Node *body) {
    const Node *input = node_get(body, "input");
    if (!input) return false;
    return node_get(body, "max_output_tokens") || node_get(body, "previous_response_id") ||
           (node_get(body, "instructions") && node_get(body, "model")) ||
           (node_get(body, "model") && is_message_list(input));
}

static void lower_tools(Lowering *l, Prompt *prompt, const Node *tools) {
    int index = 0;
    for (const Node *tool = node_is_list(tools) ? tools->first : NULL; tool; tool = tool->next) {
        Segment *segment = lower_json(l, prompt, SECTION_TOOLS, ROLE_TOOL, BLOCK_TOOL, tool);
        segment->item = index++;
        /* OpenRouter and gateways pass Anthropic's marker through. */
        segment->breakpoint = lower_marker(node_get(tool, "cache_control"));
        const Node *name = node_get(tool, "name");
        if (!name) name = node_path(tool, "function.name");
        if (name) segment->name = name->text;
    }
}

static Breakpoint part_marker(const Node *part) {
    Breakpoint marker = lower_marker(node_get(part, "prompt_cache_breakpoint"));
    return marker.origin != BREAKPOINT_NONE ? marker
                                            : lower_marker(node_get(part, "cache_control"));
}

static void lower_part(Lowering *l, Prompt *prompt, Section section, Role role, const Node *part,
                       Engine engine) {
    const Node *text = node_get(part, "text");
    Segment *segment;
    if (!node_is_map(part)) {
        segment = lower_text(l, prompt, section, role, part, engine);
        segment->plain_string = true;
    } else if (text && text->kind != NODE_LIST && text->kind != NODE_MAP) {
        segment = lower_text(l, prompt, section, role, text, engine);
        segment->span = part->span;
    } else {
        segment = lower_json(l, prompt, section, role, BLOCK_MEDIA, part);
    }
    segment->breakpoint = part_marker(part);
}

/* One message; its parts become segments. */
static void lower_message(Lowering *l, Prompt *prompt, const Node *message, int item,
                          bool *still_leading, Engine engine) {
    const Node *role_node = node_get(message, "role");
    const Node *content = node_get(message, "content");
    Role role = role_node ? lower_role(role_node->text) : ROLE_UNKNOWN;
    if (role != ROLE_SYSTEM && role != ROLE_DEVELOPER) *still_leading = false;
    Section section = *still_leading ? SECTION_SYSTEM : SECTION_MESSAGES;
    size_t before = prompt->segments.len;
    if (!content || content->kind == NODE_NULL) {
        if (node_get(message, "tool_calls") || !role_node)
            lower_json(l, prompt, SECTION_MESSAGES, role, BLOCK_TOOL_USE, message);
    } else if (node_is_list(content)) {
        for (const Node *part = content->first; part; part = part->next)
            lower_part(l, prompt, section, role, part, engine);
    } else {
        lower_part(l, prompt, section, role, content,
                   role == ROLE_TOOL_RESULT ? ENGINE_NONE : engine);
    }
    int block = 0;
    for (size_t i = before; i < prompt->segments.len; i++) {
        prompt->segments.items[i].item = item;
        prompt->segments.items[i].block = block++;
    }
    /* A marker on the message itself: gateways move it to the last part. */
    Breakpoint marker = part_marker(message);
    if (marker.origin != BREAKPOINT_NONE && prompt->segments.len > before)
        prompt->segments.items[prompt->segments.len - 1].breakpoint = marker;
}

static void lower_common(Lowering *l, Prompt *prompt, const Node *body) {
    static const char *const key[] = {"prompt_cache_key", NULL};
    static const char *const mode[] = {"mode", NULL};
    static const char *const tier[] = {"service_tier", NULL};
    static const char *const effort[] = {"reasoning_effort", "effort", NULL};
    lower_model(l, prompt, node_get(body, "model"), node_get(body, "provider"));
    lower_output_cap(body, &prompt->max_output);
    lower_param(body, key, &prompt->cache_key);
    lower_param(body, tier, &prompt->service_tier);
    lower_param(node_get(body, "prompt_cache_options"), mode, &prompt->cache_mode);
    lower_param(body, effort, &prompt->thinking);
    prompt->automatic = lower_marker(node_get(body, "cache_control"));
    if (prompt->automatic.origin != BREAKPOINT_NONE)
        prompt->automatic.origin = BREAKPOINT_AUTOMATIC;
    lower_tools(l, prompt, node_get(body, "tools"));
}

void openai_lower_chat(Lowering *l, Prompt *prompt, const Node *body, Engine engine) {
    prompt->api = API_OPENAI_CHAT;
    prompt->knows = KNOWS_REQUEST;
    lower_common(l, prompt, body);
    const Node *messages = node_is_list(body) ? body : node_get(body, "messages");
    bool leading = true;
    int item = 0;
    for (const Node *m = messages ? messages->first : NULL; m; m = m->next)
        lower_message(l, prompt, m, item++, &leading, engine);
}

void openai_lower_responses(Lowering *l, Prompt *prompt, const Node *body, Engine engine) {
    prompt->api = API_OPENAI_RESPONSES;
    prompt->knows = KNOWS_REQUEST;
    lower_common(l, prompt, body);
    const Node *instructions = node_get(body, "instructions");
    if (node_is_string(instructions)) {
        Segment *segment = lower_text(l, prompt, SECTION_SYSTEM, ROLE_SYSTEM, instructions, engine);
        segment->plain_string = true;
        segment->item = -1;
    }
    const Node *stored = node_get(body, "prompt");
    if (node_is_map(stored) && node_get(stored, "id")) {
        Segment *segment = lower_json(l, prompt, SECTION_SYSTEM, ROLE_SYSTEM, BLOCK_OPAQUE, stored);
        segment->item = -1;
    }
    const Node *input = node_get(body, "input");
    bool leading = true;
    int item = 0;
    if (node_is_list(input)) {
        for (const Node *m = input->first; m; m = m->next)
            lower_message(l, prompt, m, item++, &leading, engine);
    } else if (input && input->kind != NODE_MAP) {
        Segment *segment = lower_text(l, prompt, SECTION_MESSAGES, ROLE_USER, input, engine);
        segment->plain_string = true;
        segment->item = segment->block = 0;
    }
    if (node_get(body, "previous_response_id")) prompt->knows &= ~(unsigned)KNOWS_MESSAGES;
}
