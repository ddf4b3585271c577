/* Requests of the older text completion APIs, OpenAI's /completions and Anthropic's /complete:
 * `prompt`, one text for all. So that no home-grown file is taken for one, it has to be recorded,
 * sent in a batch or to a known host, or to carry a parameter that only these take. */
#include "lint/format/lower.h"

static bool is_text(const Node *prompt) {
    return node_is_string(prompt) || (node_is_list(prompt) && node_is_string(prompt->first));
}

static const char *shape(const Lowering *l, const Node *body) {
    static const char *const own[] = {"max_tokens_to_sample", "best_of", "logprobs", "echo", NULL};
    if (!node_is_string(node_get(body, "model")) || !is_text(node_get(body, "prompt"))) return NULL;
    if (node_get_any(body, own)) return "keys: model, prompt, and a parameter of text completion";
    bool sent = l->recorded || l->in_batch || l->host != PROVIDER_UNKNOWN;
    return sent ? "keys: model, prompt" : NULL;
}

static bool lower_node(Lowering *l, const Node *body, const Around *around, Str path) {
    Engine engine;
    const Node *text = node_get(body, "prompt");
    Prompt *prompt = lower_request(l, around, &engine);
    prompt->knows = KNOWS_REQUEST;
    lower_model(l, prompt, node_get(body, "model"), NULL);
    lower_output_cap(body, &prompt->max_output);
    lower_params(l, prompt, body);
    int item = 0;
    const Node *part = node_is_list(text) ? text->first : text;
    for (; part; part = node_is_list(text) ? part->next : NULL, item++) {
        if (!node_is_string(part)) continue;
        Segment *segment = lower_string(l, prompt, SECTION_MESSAGES, ROLE_USER, part, engine);
        segment->item = item;
    }
    lower_place(prompt, body, path);
    lower_finish(l, prompt);
    return true;
}

const Format format_completion = {
    .name = "text-completion",
    .summary = "text completion request: OpenAI's /completions, Anthropic's /complete",
    .unknown = "whether the provider caches these calls at all",
    .request = true,
    .takes = TAKES_MAPS,
    .needs = NODE_KEY_BIT('p', 'r'), /* prompt */
    .shape = shape,
    .lower_node = lower_node,
};
