/* What a model is asked to grade with (evals/registry/modelgraded/NAME.yaml): a prompt or a chat
 * with {names} of the sample at hand, beside the choices for its answer. Shape: openai/evals. */
#include "lint/format/lower.h"

static const char *shape(const Lowering *l, const Node *map) {
    (void)l;
    static const char *const own[] = {"choice_strings", "choice_scores", "input_outputs", NULL};
    const Node *prompt = node_get(map, "prompt");
    return (node_is_string(prompt) || lower_is_message_list(prompt)) && node_get_any(map, own)
               ? "keys: prompt, choice_strings"
               : NULL;
}

static bool lower_node(Lowering *l, const Node *map, const Around *around, Str path) {
    (void)around;
    const Node *text = node_get(map, "prompt");
    Prompt *prompt = lower_prompt(l, KIND_TEMPLATE);
    prompt->knows = KNOWS_SYSTEM | KNOWS_MESSAGES;
    lower_model(l, prompt, NULL, NULL);
    if (node_is_list(text))
        lower_messages(l, prompt, text, ENGINE_FSTRING);
    else if (lower_has_text(text))
        lower_string(l, prompt, SECTION_MESSAGES, ROLE_USER, text, ENGINE_FSTRING);
    lower_expect_inputs(prompt);
    lower_end(l, prompt, map, path);
    return true;
}

const Format format_openai_evals = {
    .name = "openai-evals",
    .summary = "grader of OpenAI's evals: prompt, choice_strings",
    .unknown = "the model, and what is added about the form of the answer",
    .takes = TAKES_MAPS,
    .needs = NODE_KEY_BIT('p', 'r'), /* prompt */
    .shape = shape,
    .lower_node = lower_node,
};
