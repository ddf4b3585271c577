/* LiteLLM's .prompt files: front matter with the model and flat parameters, a Jinja body, messages
 * at lines that begin with `System:`, `User:` or `Assistant:`. Text without a role is the user's.
 * The extension .prompt is shared by several tools, so the content decides. */
#include "lint/format/lower.h"

/* Length of the role's name and colon at the start of a line; 0 if there is none. */
static size_t role_prefix(Str line, Role *role) {
    static const struct {
        const char *prefix;
        Role role;
    } prefixes[] = {{"System:", ROLE_SYSTEM},
                    {"User:", ROLE_USER},
                    {"Assistant:", ROLE_ASSISTANT},
                    {"Developer:", ROLE_DEVELOPER}};
    for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++) {
        Str prefix = str_from_c(prefixes[i].prefix);
        if (!str_starts(line, prefix)) continue;
        *role = prefixes[i].role;
        return prefix.len;
    }
    return 0;
}

static const char *text(Lowering *l) {
    if (!str_ends_nocase(l->source->path, STR(".prompt"))) return NULL;
    const FrontMatter *matter = lower_front_matter(l);
    if (!matter->tree || !node_get(matter->tree, "model")) return NULL;
    Str rest = source_slice(l->source, matter->body), line;
    if (str_has(rest, STR("{% "))) return "*.prompt with Jinja tags";
    Role role;
    while (str_next_line(&rest, &line))
        if (role_prefix(line, &role)) return "*.prompt with lines such as User:";
    static const char *const flat[] = {"temperature", "max_tokens", "top_p", NULL};
    return node_get_any(matter->tree, flat) ? "*.prompt with flat parameters" : NULL;
}

static void cut_messages(Lowering *l, Prompt *prompt, Span body) {
    const Node *node = lower_range_node(l, body);
    PieceVec pieces = lower_pieces(l, prompt, &node, ENGINE_JINJA);
    PartVec parts = {0};
    Str rest = node->text, line;
    Role role = ROLE_USER, marked = ROLE_USER;
    size_t start = 0, at = 0;
    while (str_next_line(&rest, &line)) {
        size_t prefix = role_prefix(line, &marked);
        if (prefix) {
            part_add(l->arena, &parts, role, start, at);
            role = marked;
            start = at + prefix;
        }
        at = node->text.len - rest.len;
    }
    part_add(l->arena, &parts, role, start, node->text.len);
    lower_parts(l, prompt, node, &pieces, &parts);
}

static void lower(Lowering *l) {
    const FrontMatter *matter = lower_front_matter(l);
    Prompt *prompt = lower_headed(l, matter->tree);
    prompt->knows = KNOWS_SYSTEM;
    lower_model(l, prompt, node_get(matter->tree, "model"), NULL);
    lower_knows_params(l, prompt, matter->tree);
    SettingsReader reader = {.arena = l->arena, .problems = l->problems};
    settings_read_inputs(&reader, node_path(matter->tree, "input.schema"), &prompt->inputs);
    lower_place_body(prompt, matter->body);
    cut_messages(l, prompt, matter->body);
    lower_finish(l, prompt);
}

const Format format_litellm_prompt = {
    .name = "litellm-prompt",
    .summary = "LiteLLM .prompt file: front matter, and messages at lines such as User:",
    .unknown = "messages and tools of the call it is put in front of, breakpoints",
    .text = text,
    .lower_text = lower,
};
