/* Messages as lists of {role, content}, with content as a string or as parts: what Chat
 * Completions made common. */
#include "lint/format/lower.h"

bool lower_is_message_list(const Node *list) {
    const Node *first = node_items(list);
    const Node *role = node_get(first, "role");
    return node_is_string(role) && lower_role(role->text) != ROLE_UNKNOWN;
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
        segment = lower_string(l, prompt, section, role, part, engine);
    } else if (text && text->kind != NODE_LIST && text->kind != NODE_MAP) {
        segment = lower_text(l, prompt, section, role, text, engine);
        segment->span = part->span;
    } else {
        segment = lower_json(l, prompt, section, role, BLOCK_MEDIA, part);
    }
    segment->breakpoint = part_marker(part);
}

/* The last message in YAML: programs write JSON. */
static bool is_written_by_hand(const Lowering *l, const Node *message) {
    static const char *const yaml[] = {".yaml", ".yml", NULL};
    return !message->next && str_ends_any_nocase(l->source->path, yaml);
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
        bool filled = engine == ENGINE_AUTO && role == ROLE_USER && node_is_string(content) &&
                      !l->recorded && (l->prompt_path || is_written_by_hand(l, message));
        lower_part(l, prompt, section, role, content,
                   role == ROLE_TOOL_RESULT ? ENGINE_NONE
                   : filled                 ? lower_filled_engine(content->text)
                                            : engine);
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

bool lower_is_leading(const Prompt *prompt) {
    size_t count = prompt->segments.len;
    return count == 0 || prompt->segments.items[count - 1].section == SECTION_SYSTEM;
}

void lower_messages(Lowering *l, Prompt *prompt, const Node *messages, Engine engine) {
    bool leading = true;
    int item = 0;
    for (const Node *m = node_items(messages); m; m = m->next)
        lower_message(l, prompt, m, item++, &leading, engine);
}
