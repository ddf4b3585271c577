/* HTTP archives as browsers and proxies save them (HAR 1.2): the request bodies are JSON in JSON
 * strings. */
#include "lint/format/lower.h"

static const char *shape(const Lowering *l, const Node *map) {
    (void)l;
    const Node *entries = node_path(map, "log.entries");
    return node_is_list(entries) && node_get(entries->first, "request")
               ? "key: log.entries[].request"
               : NULL;
}

static bool lower_node(Lowering *l, const Node *map, const Around *around, Str path) {
    (void)around;
    const Node *entries = node_path(map, "log.entries");
    const Format *own = l->format;
    int index = 0;
    l->recorded = true;
    for (const Node *e = node_items(entries); e; e = e->next, index++) {
        l->format = own; /* the holder of what is found */
        const Node *request = node_get(e, "request");
        lower_sent_body(l, node_get(request, "url"), node_path(request, "postData.text"),
                        node_get(e, "response"),
                        lower_below(l, path, "log.entries[%d].request.postData.text", index));
    }
    l->recorded = false;
    return true;
}

const Format format_har = {
    .name = "har",
    .summary = "HTTP archive (.har): the requests in it",
    .unknown = "nothing of the calls; what varies shows only between them",
    .request = true,
    .takes = TAKES_MAPS,
    .needs = NODE_KEY_BIT('l', 'o'), /* log */
    .shape = shape,
    .only_shape = true,
    .lower_node = lower_node,
};
