/* Aider's configuration. With cache-prompts it marks three places of what it sends: behind the
 * system prompt and examples, behind the read-only files and the map of the repository, and behind
 * the files of the chat (aider/coders/chat_chunks.py, 2025). */
#include "lint/format/lower.h"

static const char *names(Str path) {
    Str name = str_file_name(path);
    return str_is(name, ".aider.conf.yml") || str_is(name, ".aider.conf.yaml") ? "the file name"
                                                                               : NULL;
}

static bool lower_node(Lowering *l, const Node *map, const Around *around, Str path) {
    (void)around;
    static const char *const switches[] = {"cache-prompts", "cache_prompts", NULL};
    const Node *model = node_get(map, "model"), *flag = node_get_any(map, switches);
    bool on = flag && flag->kind == NODE_BOOL && flag->number != 0;
    if (!node_is_map(map)) return false;
    if (!node_is_string(model) && !on) return true; /* nothing of it reaches a prompt */
    Prompt *prompt = lower_prompt(l, KIND_TEMPLATE);
    lower_model(l, prompt, model, NULL);
    static const struct {
        Section section;
        Role role;
        const char *name;
    } chunks[] = {{SECTION_SYSTEM, ROLE_SYSTEM, "system and examples"},
                  {SECTION_MESSAGES, ROLE_USER, "read-only files and repository map"},
                  {SECTION_MESSAGES, ROLE_USER, "chat files"}};
    Span span = on ? node_member_span(flag) : map->span;
    for (size_t i = 0; i < sizeof chunks / sizeof *chunks; i++) {
        Segment *segment = lower_opaque(l, prompt, chunks[i].section, chunks[i].role, span);
        segment->name = str_from_c(chunks[i].name);
        if (on)
            segment->breakpoint =
                (Breakpoint){.origin = BREAKPOINT_INJECTED, .type = STR("ephemeral"), .span = span};
    }
    if (on) prompt->knows = KNOWS_MARKERS;
    lower_place(prompt, map, path);
    lower_finish(l, prompt);
    return true;
}

const Format format_aider = {
    .name = "aider",
    .summary = "Aider's configuration: its model and whether it marks what it sends",
    .unknown = "the texts: system prompt, repository map, files and conversation",
    .names = names,
    .lower_node = lower_node,
};
