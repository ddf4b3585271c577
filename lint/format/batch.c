/* Requests of the batch APIs: one JSON object with all of them, or one object per line of a JSONL
 * file. Each carries the body of an ordinary request. */
#include "lint/format/lower.h"

/* An id and the body beside it. Shapes: Anthropic and OpenAI from their SDKs and guides; Bedrock's
 * batch inference records; Gemini's batch lines. */
static const struct {
    const char *id, *body, *why;
} entries[] = {{"custom_id", "params", "keys: custom_id, params"},
               {"custom_id", "body", "keys: custom_id, body"},
               {"recordId", "modelInput", "keys: recordId, modelInput"},
               {"key", "request", "keys: key, request"}};
enum { ENTRIES = sizeof entries / sizeof *entries };

static int entry_of(const Node *map) {
    for (int i = 0; i < ENTRIES; i++)
        if (node_get(map, entries[i].id) && node_is_map(node_get(map, entries[i].body))) return i;
    return -1;
}

static const char *shape(const Lowering *l, const Node *map) {
    (void)l;
    int entry = entry_of(map);
    return entry >= 0 ? entries[entry].why : NULL;
}

static bool lower_node(Lowering *l, const Node *map, const Around *around, Str path) {
    int entry = entry_of(map);
    if (entry < 0) return false;
    const char *name = entries[entry].body;
    bool outer = l->in_batch;
    l->in_batch = true;
    lower_search(l, node_get(map, name), around, lower_below(l, path, "%s", name));
    l->in_batch = outer;
    return true;
}

const Format format_batch = {
    .name = "batch",
    .summary = "request of a batch: {custom_id, params}, {custom_id, body} and their relatives",
    .unknown = "the order in which a batch is worked off: cache hits are best effort",
    .request = true,
    .takes = TAKES_MAPS,
    .needs = NODE_KEY_BIT('c', 'u') | NODE_KEY_BIT('r', 'e') |
             NODE_KEY_BIT('k', 'e'), /* custom_id, recordId, key */
    .shape = shape,
    .lower_node = lower_node,
};
