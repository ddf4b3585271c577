#include "lint/format/graph.h"

#include <stdlib.h>

/* By key, then by place in the file. */
static int compare(const void *a, const void *b) {
    const GraphEntry *x = a, *y = b;
    int order = str_cmp(x->key, y->key);
    if (order) return order;
    return x->node->span.start < y->node->span.start ? -1
                                                     : x->node->span.start > y->node->span.start;
}

Graph graph_index(Arena *arena, const Node *list, const char *path) {
    Graph graph = {0};
    if (!node_is_list(list) || !list->count) return graph;
    GraphEntry *entries = arena_array(arena, list->count, sizeof *entries);
    for (const Node *item = list->first; item; item = item->next) {
        const Node *key = node_path(item, path);
        if (node_is_string(key)) entries[graph.count++] = (GraphEntry){key->text, item};
    }
    if (graph.count) qsort(entries, graph.count, sizeof *entries, compare);
    graph.entries = entries;
    return graph;
}

size_t graph_find(const Graph *graph, Str key) {
    size_t low = 0, high = graph->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (str_cmp(graph->entries[middle].key, key) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low < graph->count && str_eq(graph->entries[low].key, key) ? low : graph->count;
}

const Node *graph_node(const Graph *graph, Str key) {
    size_t at = graph_find(graph, key);
    return at < graph->count ? graph->entries[at].node : NULL;
}

Str graph_head(Str name) {
    size_t dot = str_find_char(name, '.', 0);
    return str_trim(str_slice(name, 0, dot == STR_NOT_FOUND ? name.len : dot));
}

Str graph_rest(Str name) {
    size_t dot = str_find_char(name, '.', 0);
    return dot == STR_NOT_FOUND ? (Str){0} : str_trim(str_slice(name, dot + 1, name.len));
}
