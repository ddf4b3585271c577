/* What the two readers share: chaining children, the check for duplicate keys, merge keys.
 * Private to lint/source. */
#ifndef WARMLINT_SOURCE_MEMBERS_H
#define WARMLINT_SOURCE_MEMBERS_H

#include "lint/source/tree.h"

/* A scalar node allocated together with its first map run, which most strings need and which is
 * already the identity of `text` at `file`. */
Node *node_new_verbatim(Arena *arena, NodeStyle style, Span span, Str text);
/* A text with the escapes of Java's properties, which are those of TOML too, at start..end of
 * `text`, whose first byte is byte `base` of the file; NULL where there is no room for it. */
Node *node_new_escaped(Arena *arena, Str text, size_t start, size_t end, uint32_t base);
/* What an empty document holds. */
/* A view of `of` for the alias at that place. */
Node *node_new_view(Arena *arena, const Node *of, Span alias);
Node *node_new_null(Arena *arena, uint32_t at);
/* A plain scalar becomes what its text says: a number, a boolean, null or a string. */
void node_set_type(Node *plain);
void node_append(Node *parent, Node *child);

/* A node that is used through an alias (`shared`). */
typedef struct {
    Node node;
    Span alias;
} NodeView;

/* A map, list or nothing else: keys of those kinds have no text to compare. */
static inline bool node_is_collection(const Node *n) {
    return n->kind == NODE_MAP || n->kind == NODE_LIST;
}

/* The members of a large map with a scalar key, sorted by key; equal keys in file order. */
typedef struct KeyIndex {
    size_t len;
    Node *members[];
} KeyIndex;

/* Makes `map->index` where walking the members for each node_get would cost too much. */
void members_index(Arena *arena, Node *map);
/* The last member with that key, through the index; NULL when there is none. */
Node *members_find(const KeyIndex *index, Str key);

/* Reports each key that a map holds more than once, at its later place. */
void members_check_unique(Arena *arena, const Source *source, const Node *map,
                          ProblemVec *problems);
/* Replaces the YAML merge keys of a map (`<<`: a map or a list of maps) by views of the members
 * they bring in: keys that the map gives itself win, then earlier maps over later ones. */
void members_resolve_merge(Arena *arena, Node *map);
bool member_is_merge(const Node *member);

#endif
