/* Recorded interactions as YAML: VCR and its relatives. Bodies stand as a parsed tree
 * (`parsed_body`, or `body: {type: json, content: ...}`) or as JSON in a string (`body`,
 * `body.string`, `body.content`). */
#include "lint/format/lower.h"

static const char *shape(const Lowering *l, const Node *map) {
    (void)l;
    const Node *interactions = node_get(map, "interactions");
    return node_is_list(interactions) && node_get(interactions->first, "request")
               ? "key: interactions[].request"
               : NULL;
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

static bool lower_node(Lowering *l, const Node *map, const Around *around, Str path) {
    (void)around;
    static const char *const urls[] = {"uri", "url", NULL};
    const Node *interactions = node_get(map, "interactions");
    const char *dot = path.len ? "." : "", *name;
    int index = 0;
    l->recorded = true;
    for (const Node *i = interactions->first; i; i = i->next, index++) {
        const Node *request = node_get(i, "request");
        const Node *body = lower_embedded(l, body_of(request, &name));
        lower_host(l, node_get_any(request, urls));
        if (body)
            lower_search(l, body, NULL,
                         str_printf(l->arena, STR_FMT "%sinteractions[%d].request.%s",
                                    STR_ARG(path), dot, index, name));
    }
    lower_host(l, NULL);
    l->recorded = false;
    return true;
}

const Format format_cassette = {
    .name = "cassette",
    .summary = "recorded HTTP interactions (VCR): the requests in them",
    .unknown = "nothing of the calls; what varies shows only between them",
    .request = true,
    .takes = TAKES_MAPS,
    .shape = shape,
    .lower_node = lower_node,
};
