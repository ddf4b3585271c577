/* The templates of a smolagents agent (prompts.yaml beside its agent.json): Jinja under
 * system_prompt, planning, managed_agent and final_answer. The system prompt goes with every step;
 * the others open conversations of their own, where pre_messages stands in front of what happened
 * and post_messages behind it. Shape: PromptTemplates of smolagents. */
#include "lint/format/lower.h"

static const char *const groups[] = {"planning", "managed_agent", "final_answer", NULL};

static const char *shape(const Lowering *l, const Node *map) {
    (void)l;
    int found = 0;
    for (size_t i = 0; groups[i]; i++) found += node_is_map(node_get(map, groups[i]));
    return found >= 2 && node_is_string(node_get(map, "system_prompt"))
               ? "keys: system_prompt, planning, managed_agent, final_answer"
               : NULL;
}

static Prompt *begin(Lowering *l, const Node *text, Str path) {
    Prompt *prompt = lower_prompt(l, KIND_TEMPLATE);
    lower_model(l, prompt, NULL, NULL);
    prompt->span = text->span;
    prompt->path_in_file = path;
    prompt->anchor = text->key->span;
    return prompt;
}

static void add(Lowering *l, Prompt *prompt, Role role, const Node *text) {
    Section section = role == ROLE_SYSTEM ? SECTION_SYSTEM : SECTION_MESSAGES;
    lower_string(l, prompt, section, role, text, ENGINE_JINJA);
}

/* What is asked before and after the steps of the agent, in one request. */
static void lower_around(Lowering *l, const Node *pre, const Node *post, Str path) {
    const Node *first = lower_has_text(pre) ? pre : post;
    Prompt *prompt = begin(l, first, path);
    if (first == pre) add(l, prompt, ROLE_SYSTEM, pre);
    const Node *behind = lower_has_text(post) ? post : first;
    lower_opaque(l, prompt, SECTION_MESSAGES, ROLE_ASSISTANT, behind->key->span);
    if (lower_has_text(post)) add(l, prompt, ROLE_USER, post);
    lower_finish(l, prompt);
}

static void lower_group(Lowering *l, const Node *group, const char *name) {
    for (const Node *text = group->first; text; text = text->next) {
        Str key = text->key->text;
        Str path = str_printf(l->arena, "%s." STR_FMT, name, STR_ARG(key));
        if (str_ends(key, STR("post_messages"))) continue;
        if (str_ends(key, STR("pre_messages"))) {
            const Node *post = text->next;
            while (post && !str_ends(post->key->text, STR("post_messages"))) post = post->next;
            if (lower_has_text(text) || lower_has_text(post)) lower_around(l, text, post, path);
        } else if (lower_has_text(text)) {
            Prompt *prompt = begin(l, text, path);
            add(l, prompt, ROLE_USER, text);
            lower_finish(l, prompt);
        }
    }
}

static bool lower_node(Lowering *l, const Node *map, const Around *around, Str path) {
    (void)around, (void)path;
    const Node *system = node_get(map, "system_prompt");
    Prompt *prompt = begin(l, system, STR("system_prompt"));
    add(l, prompt, ROLE_SYSTEM, system);
    lower_finish(l, prompt);
    for (size_t i = 0; groups[i]; i++)
        if (node_is_map(node_get(map, groups[i])))
            lower_group(l, node_get(map, groups[i]), groups[i]);
    return true;
}

const Format format_smolagents = {
    .name = "smolagents",
    .summary =
        "templates of a smolagents agent: system_prompt, planning, managed_agent, final_answer",
    .unknown = "the model and the parameters, the steps that the agent appends, its tools",
    .takes = TAKES_MAPS,
    .needs = NODE_KEY_BIT('s', 'y'), /* system_prompt */
    .shape = shape,
    .only_shape = true,
    .lower_node = lower_node,
};
