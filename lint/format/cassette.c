/* Recorded interactions: VCR of Python, Ruby, Go, Elixir and PHP and their relatives, as YAML or
 * JSON. Bodies stand as a parsed tree (`parsed_body`, or `body: {type: json, content: ...}`) or as
 * JSON in a string (`body`, `body.string`, `body.content`). */
#include "lint/format/lower.h"

static const char *const urls[] = {"uri", "url", NULL};

static const Node *interactions_of(const Node *map) {
    static const char *const keys[] = {"interactions", "http_interactions", NULL};
    return node_get_any(map, keys);
}

/* One interaction by itself: some recorders write a list of them, or a file for each. */
static bool is_interaction(const Node *map) {
    static const char *const bodies[] = {"body", "parsed_body", NULL};
    const Node *request = node_get(map, "request");
    return node_is_map(node_get(map, "response")) && node_get_any(request, urls) &&
           node_get_any(request, bodies);
}

static const char *shape(const Lowering *l, const Node *map) {
    (void)l;
    const Node *interactions = interactions_of(map);
    if (node_is_list(interactions) && node_get(interactions->first, "request"))
        return "key: interactions[].request";
    return is_interaction(map) ? "keys: request, response" : NULL;
}

static const Node *body_of(const Node *request, const char **name) {
    static const char *const inner[] = {"content", "string", "base64_string", NULL};
    const Node *parsed = node_get(request, "parsed_body"), *body = node_get(request, "body");
    *name = parsed ? "parsed_body" : "body";
    if (parsed) return parsed;
    if (!node_is_map(body)) return body;
    const Node *content = node_get_any(body, inner);
    if (!content) return body; /* the request itself, parsed */
    *name = content == node_get(body, "content") ? "body.content" : "body.string";
    return content;
}

static void lower_interaction(Lowering *l, const Node *interaction, Str path) {
    const char *name;
    const Node *request = node_get(interaction, "request");
    const Node *body = body_of(request, &name);
    lower_sent_body(l, node_get_any(request, urls), body, node_get(interaction, "response"),
                    lower_below(l, path, "request.%s", name));
}

static bool lower_node(Lowering *l, const Node *map, const Around *around, Str path) {
    (void)around;
    const Node *interactions = interactions_of(map);
    const Format *own = l->format;
    int index = 0;
    l->recorded = true;
    if (!interactions) lower_interaction(l, map, path);
    for (const Node *i = interactions ? interactions->first : NULL; i; i = i->next, index++) {
        l->format = own; /* the holder of what is found */
        lower_interaction(
            l, i, lower_below(l, path, STR_FMT "[%d]", STR_ARG(interactions->key->text), index));
    }
    l->recorded = false;
    return true;
}

const Format format_cassette = {
    .name = "cassette",
    .summary = "recorded HTTP interactions (VCR): the requests in them",
    .unknown = "nothing of the calls; what varies shows only between them",
    .request = true,
    .takes = TAKES_MAPS,
    .needs = NODE_KEY_BIT('i', 'n') | NODE_KEY_BIT('h', 't') |
             NODE_KEY_BIT('r', 'e'), /* interactions, http_interactions, request */
    .shape = shape,
    .lower_node = lower_node,
};
