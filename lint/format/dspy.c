/* Programs that DSPy saved: the instructions and demonstrations that an optimizer chose. The inputs
 * of a call come behind them. Shape: Module.save() of stanfordnlp/dspy. */
#include "lint/format/lower.h"

static const Node *instructions_of(const Node *map) {
    const Node *text = node_path(map, "signature.instructions");
    if (!text) text = node_get(map, "signature_instructions"); /* before 2.5 */
    return lower_has_text(text) ? text : NULL;
}

static const char *shape(const Lowering *l, const Node *map) {
    (void)l;
    return instructions_of(map) && node_is_list(node_get(map, "demos"))
               ? "keys: signature with instructions, demos"
               : NULL;
}

static bool lower_node(Lowering *l, const Node *map, const Around *around, Str path) {
    (void)around;
    const Node *text = instructions_of(map), *demos = node_get(map, "demos");
    if (!text) return false;
    Prompt *prompt = lower_prompt(l, KIND_TEMPLATE);
    prompt->knows = KNOWS_SYSTEM;
    const Node *model = node_get(map, "lm");
    lower_model(l, prompt, node_is_map(model) ? node_get(model, "model") : NULL, NULL);
    lower_output_cap(node_is_map(model) ? model : NULL, &prompt->max_output);
    lower_string(l, prompt, SECTION_SYSTEM, ROLE_SYSTEM, text, ENGINE_NONE);
    int item = 0;
    for (const Node *demo = node_items(demos); demo; demo = demo->next)
        if (node_is_map(demo))
            lower_json(l, prompt, SECTION_MESSAGES, ROLE_USER, BLOCK_TEXT, demo)->item = item++;
    lower_place(prompt, map, path);
    lower_finish(l, prompt);
    return true;
}

const Format format_dspy = {
    .name = "dspy",
    .summary = "program saved by DSPy: instructions and demonstrations",
    .unknown = "the text of the adapter around them, the inputs behind them, breakpoints",
    .takes = TAKES_MAPS,
    .needs = NODE_KEY_BIT('d', 'e'), /* demos */
    .shape = shape,
    .lower_node = lower_node,
};
