#include "lint/format/usage.h"

/* A count; objects that hold details of one have no number. */
static bool number_at(const Node *map, const char *key, double *out) {
    const Node *node = node_get(map, key);
    if (!node || node->kind != NODE_NUMBER || !(node->number >= 0 && node->number < 1e9))
        return false;
    *out = node->number;
    return true;
}

static double or_nothing(const Node *map, const char *key) {
    double n = 0;
    number_at(map, key, &n);
    return n;
}

static bool read_usage(const Node *usage, double *tokens) {
    static const char *const whole[] = {"prompt_tokens", "promptTokenCount", "prompt_token_count",
                                        "totalTokens",   "promptTokens",     NULL};
    if (!node_is_map(usage)) return false;
    for (size_t i = 0; whole[i]; i++)
        if (number_at(usage, whole[i], tokens)) return true;
    if (number_at(usage, "input_tokens", tokens)) {
        *tokens += or_nothing(usage, "cache_creation_input_tokens") +
                   or_nothing(usage, "cache_read_input_tokens");
        return true;
    }
    if (!number_at(usage, "inputTokens", tokens)) return false;
    *tokens +=
        or_nothing(usage, "cacheReadInputTokens") + or_nothing(usage, "cacheWriteInputTokens");
    return true;
}

static bool read_response(const Node *response, double *tokens) {
    static const char *const homes[] = {"usage", "usageMetadata", "usage_metadata", NULL};
    static const char *const inside[] = {"message", "response", "metadata", NULL};
    for (size_t i = 0; homes[i]; i++)
        if (read_usage(node_get(response, homes[i]), tokens)) return *tokens > 0;
    /* The first and the last events of streams wrap it. */
    for (size_t i = 0; inside[i]; i++) {
        const Node *inner = node_get(response, inside[i]);
        for (size_t k = 0; homes[k] && inner; k++)
            if (read_usage(node_get(inner, homes[k]), tokens)) return *tokens > 0;
    }
    return read_usage(response, tokens) && *tokens > 0;
}

static bool read_json(Arena *arena, Str text, double *tokens) {
    Source source = {0};
    ProblemVec problems = {0};
    if (!source_from_bytes(arena, STR("response"), text, &source, &problems)) return false;
    const Node *root = json_read(arena, &source, span_of(0, text.len), &problems);
    if (node_is_list(root)) root = root->last; /* Gemini streams a list */
    return root && read_response(root, tokens);
}

static bool read_stream(Arena *arena, Str text, double *tokens) {
    bool found = false;
    Str line;
    while (str_next_line(&text, &line)) {
        double n;
        if (!str_starts(line, STR("data:"))) continue;
        line = str_trim(str_slice(line, 5, line.len));
        if (!str_starts(line, STR("{")) || !str_has(line, STR("sage")) ||
            !read_json(arena, line, &n))
            continue;
        *tokens = n;
        found = true;
    }
    return found;
}

bool usage_input_tokens(Arena *arena, const Node *response, double *tokens) {
    if (node_is_list(response)) response = response->last;
    if (!node_is_string(response)) return response && read_response(response, tokens);
    Str text = str_trim(response->text);
    if (str_starts(text, STR("{")) || str_starts(text, STR("[")))
        return read_json(arena, text, tokens);
    return read_stream(arena, text, tokens);
}
