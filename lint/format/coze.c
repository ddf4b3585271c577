/* Canvases of Coze's workflows: an LLM node keeps everything in `llmParam`, a list of {name, input:
 * {value: {content}}}; prompt and systemPrompt are the texts, whose {{names}} are the node's
 * inputs. Shape: coze-dev/coze-studio. */
#include "lint/format/lower.h"

static const Node *param(const Node *list, const char *name) {
    for (const Node *p = node_items(list); p; p = p->next) {
        const Node *key = node_get(p, "name");
        if (!key || !str_is(key->text, name)) continue;
        const Node *content = node_path(p, "input.value.content");
        return content ? content : node_path(p, "input.value");
    }
    return NULL;
}

static const char *shape(const Lowering *l, const Node *map) {
    (void)l;
    const Node *list = node_get(map, "llmParam");
    return node_is_list(list) && (lower_has_text(param(list, "prompt")) ||
                                  lower_has_text(param(list, "systemPrompt")))
               ? "key: llmParam[].name (prompt)"
               : NULL;
}

static void add(Lowering *l, Prompt *prompt, Role role, const Node *text) {
    if (!lower_has_text(text)) return;
    lower_string(l, prompt, role == ROLE_SYSTEM ? SECTION_SYSTEM : SECTION_MESSAGES, role, text,
                 ENGINE_MUSTACHE);
}

static bool lower_node(Lowering *l, const Node *map, const Around *around, Str path) {
    (void)around;
    const Node *list = node_get(map, "llmParam");
    Prompt *prompt = lower_prompt(l, KIND_TEMPLATE);
    prompt->knows = KNOWS_SYSTEM | KNOWS_MESSAGES;
    const Node *model = param(list, "modleName"); /* as the service spells it */
    lower_model(l, prompt, model ? model : param(list, "modelName"), NULL);
    add(l, prompt, ROLE_SYSTEM, param(list, "systemPrompt"));
    add(l, prompt, ROLE_USER, param(list, "prompt"));
    lower_expect_inputs(prompt);
    lower_end(l, prompt, map, path);
    return true;
}

const Format format_coze = {
    .name = "coze",
    .summary = "canvas of a Coze workflow: prompts in llmParam",
    .unknown = "skills, the cap where the model sets it, earlier turns, breakpoints",
    .takes = TAKES_MAPS,
    .needs = NODE_KEY_BIT('l', 'l'), /* llmParam */
    .shape = shape,
    .only_shape = true,
    .lower_node = lower_node,
};
