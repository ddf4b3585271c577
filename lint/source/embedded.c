/* JSON or YAML inside a string of another document: a recorded body, an archived request. Read as a
 * document of its own, then every place is carried over to the file through the string's map. */
#include "lint/source/tree.h"

/* Appends what the bytes [from, to) of the outer text say about where they come from, as the text
 * from `text` on. */
static void compose_linear(Arena *arena, TextMap *map, const TextMap *outer, uint32_t text,
                           uint32_t from, uint32_t to, size_t *run) {
    const MapRun *runs = textmap_runs(outer);
    while (*run + 1 < outer->len && runs[*run + 1].text <= from) ++*run;
    while (from < to) {
        const MapRun *r = &runs[*run];
        uint32_t end = *run + 1 < outer->len && runs[*run + 1].text < to ? runs[*run + 1].text : to;
        if (r->collapsed)
            textmap_add_collapsed(arena, map, text, r->file, r->file_end);
        else
            textmap_add_linear(arena, map, text, r->file + (from - r->text));
        textmap_carry_import(arena, map, text, outer, from);
        text += end - from;
        from = end;
        if (from < to) ++*run;
    }
}

/* The last run that starts at or before `text`. */
static size_t run_before(const TextMap *map, uint32_t text) {
    size_t low = 0, high = map->len;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (textmap_runs(map)[middle].text <= text)
            low = middle;
        else
            high = middle;
    }
    return low;
}

TextMap textmap_compose(Arena *arena, const TextMap *inner, size_t len, const TextMap *outer) {
    TextMap map = {.whole = textmap_span(outer, inner->whole)};
    if (!inner->len || !outer->len) return map;
    const MapRun *runs = textmap_runs(inner);
    size_t run = run_before(outer, runs[0].file);
    for (size_t i = 0; i < inner->len; i++) {
        const MapRun *r = &runs[i];
        uint32_t end = i + 1 < inner->len ? runs[i + 1].text : (uint32_t)len;
        if (r->collapsed) {
            Span file = textmap_span(outer, (Span){r->file, r->file_end});
            textmap_add_collapsed(arena, &map, r->text, file.start, file.end);
            textmap_carry_import(arena, &map, r->text, outer, r->file);
        } else {
            compose_linear(arena, &map, outer, r->text, r->file, r->file + (end - r->text), &run);
        }
    }
    return map;
}

/* Returns the number of nodes. */
static size_t carry_over(Arena *arena, Node *node, const TextMap *outer) {
    size_t nodes = 1;
    if (node->key) nodes += carry_over(arena, node->key, outer);
    for (Node *child = node->first; child; child = child->next)
        nodes += carry_over(arena, child, outer);
    if (node->kind == NODE_STRING) {
        TextMap inner = node_map(node), *map = ARENA_NEW(arena, TextMap);
        *map = textmap_compose(arena, &inner, node->text.len, outer);
        node->map = map;
    }
    node->span = textmap_span(outer, node->span);
    return nodes;
}

typedef Node *Reader(Arena *arena, const Source *source, Span text, ProblemVec *problems);

static Node *read_embedded(Reader *read, Arena *arena, const Source *source, const Node *string,
                           size_t *nodes, ProblemVec *problems) {
    Source inner = {.path = source->path, .bytes = string->text};
    ProblemVec found = {0};
    TextMap outer = node_map(string);
    Node *root = read(arena, &inner, span_of(0, string->text.len), &found);
    if (!root) return NULL;
    for (size_t i = 0; i < found.len; i++) {
        Problem problem = found.items[i];
        problem.span = textmap_span(&outer, problem.span);
        vec_push(arena, problems, problem);
    }
    *nodes += carry_over(arena, root, &outer);
    /* cppcheck-suppress returnDanglingLifetime ; the tree lies in the arena */
    return root;
}

Node *json_read_embedded(Arena *arena, const Source *source, const Node *string, size_t *nodes,
                         ProblemVec *problems) {
    return read_embedded(json_read, arena, source, string, nodes, problems);
}

Node *yaml_read_embedded(Arena *arena, const Source *source, const Node *string, size_t *nodes,
                         ProblemVec *problems) {
    return read_embedded(yaml_read, arena, source, string, nodes, problems);
}
