/* Flows that people draw: a list of nodes, each with an id, and texts that name nodes by it. One
 * index for each list, so that a look-up costs little however large the flow is. Inside lint/format
 * only. */
#ifndef WARMLINT_FORMAT_GRAPH_H
#define WARMLINT_FORMAT_GRAPH_H

#include "lint/format/lower.h"

typedef struct {
    Str key;
    const Node *node;
} GraphEntry;

/* The items of a list by the text at `path` in each ("id", "data.id"); several may have the same.
 */
typedef struct {
    const GraphEntry *entries;
    size_t count;
} Graph;

Graph graph_index(Arena *arena, const Node *list, const char *path);
/* The first item with this key in file order, as a place in `entries`; `count` without one. */
size_t graph_find(const Graph *graph, Str key);
/* Its node, or NULL. */
const Node *graph_node(const Graph *graph, Str key);

/* The part of a dotted name before its first dot, without blanks. */
Str graph_head(Str name);
/* The part behind the first dot; empty without one. */
Str graph_rest(Str name);

#endif
