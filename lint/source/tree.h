/* The common tree of YAML and JSON documents: maps, lists and scalars with exact places. Nodes live
 * in the arena given to the reader and refer to the source's bytes. Members of a map and items of a
 * list are chained through `next` in file order. */
#ifndef WARMLINT_SOURCE_TREE_H
#define WARMLINT_SOURCE_TREE_H

#include "lint/source/source.h"
#include "lint/source/textmap.h"

typedef enum { NODE_NULL, NODE_BOOL, NODE_NUMBER, NODE_STRING, NODE_LIST, NODE_MAP } NodeKind;

typedef enum {
    STYLE_JSON,
    STYLE_PLAIN,
    STYLE_SINGLE,
    STYLE_DOUBLE,
    STYLE_LITERAL,
    STYLE_FOLDED,
    STYLE_BLOCK, /* YAML collections */
    STYLE_FLOW
} NodeStyle;

#define NODE_ANY_KEYS UINT32_MAX

/* A file has as many nodes as values and keys: they are kept small. */
typedef struct Node Node;
struct Node {
    NodeKind kind : 4;
    NodeStyle style : 3;
    bool shared : 1;     /* used through a YAML alias, at node_alias() */
    uint32_t count : 24; /* children; LIMIT_NODES is less */
    uint32_t keys;       /* of a map: the node_key_bits of its keys, or more */
    Span span; /* the value in the file, quotes and brackets included, tag and anchor not; a YAML
                  block collection ends with its last child, a block scalar with its last byte */
    Str text;  /* scalars: the decoded value (also of numbers, booleans and null); a key that is
                  itself a map or a list: its source text */
    union {
        const TextMap *map; /* of a string, for node_map; NULL: it stands in the file as it is */
        double number;      /* NODE_NUMBER; NODE_BOOL: 0 or 1 */
        const struct KeyIndex *index; /* of a large map, for node_get; else NULL */
    };
    Node *key;    /* its key when it is a member of a map */
    Node *parent; /* of the children of an aliased node: where they were written; of a key: none */
    Node *first, *last, *next;
};
typedef VEC(const Node *) NodeVec;

/* Both return NULL after appending a fatal problem with its place, or PROBLEM_TEMPLATED where the
 * text is only well-formed after rendering. `text` is the part of the file to read (front matter
 * and lines of JSON Lines are slices of one; a byte order mark is skipped); an empty document gives
 * a NODE_NULL. Depth is bounded by LIMIT_DEPTH, aliases included: recursion over a tree is safe.
 * Duplicate keys are reported as PROBLEM_DUPLICATE_KEY, and all are kept.
 *
 * YAML: scalar typing is YAML 1.2 core: null ~ true false numbers; everything else, quoted or not,
 * is a string. Aliases are shared views, with a place of their own; merge keys (<<) are resolved,
 * the views standing in the place of the `<<`; both bounded by LIMIT_ALIAS_NODES. An unquoted {{ x
 * }} value or key, which YAML reads as nested flow maps, becomes a NODE_STRING of the source text
 * with STYLE_FLOW. Of a stream of documents the first is read, and PROBLEM_DOCUMENTS notes the
 * rest; yaml_read_all reads each.
 *
 * JSON: RFC 8259 to the letter, decoded by the reader itself: \u0000 does not cut a text, and a
 * lone surrogate is an error. */
Node *yaml_read(Arena *arena, const Source *source, Span text, ProblemVec *problems);
/* All documents of a file. False when the first cannot be read, or for want of memory; of a further
 * one that cannot, PROBLEM_DOCUMENTS says so and the others are read. */
bool yaml_read_all(Arena *arena, const Source *source, NodeVec *documents, ProblemVec *problems);
Node *json_read(Arena *arena, const Source *source, Span text, ProblemVec *problems);
/* JSON with comments and trailing commas, as editors keep their settings. */
Node *jsonc_read(Arena *arena, const Source *source, Span text, ProblemVec *problems);

/* Java's .properties: a map of the values that are long enough to be a text. Fails for want of
 * memory only. */
Node *properties_read(Arena *arena, const Source *source, Span text, ProblemVec *problems);

/* A string that holds a JSON document: its tree, with all places in the file. NULL, and nothing
 * noted, when the text is no JSON. `*nodes` counts the values and keys read. */
Node *json_read_embedded(Arena *arena, const Source *source, const Node *string, size_t *nodes,
                         ProblemVec *problems);
/* The same with YAML, which every text is: for strings that start like what is looked for. */
Node *yaml_read_embedded(Arena *arena, const Source *source, const Node *string, size_t *nodes,
                         ProblemVec *problems);

/* The member of a map by exact key, the last one when there are several (as Python and JavaScript
 * read it); NULL when absent or `map` is NULL or not a map. */
Node *node_member(const Node *map, Str key);
/* One of 32 bits, by its first two bytes: most keys that a map does not have are told by it. */
#define NODE_KEY_BIT(first, second)                                                                \
    ((uint32_t)1 << (((unsigned char)(first)*21u + (unsigned char)(second)) & 31))
static inline uint32_t node_key_bit(Str key) {
    return NODE_KEY_BIT(key.len ? key.ptr[0] : '\0', key.len > 1 ? key.ptr[1] : '\0');
}
/* Whether the map may have the key. */
static inline bool node_may_have(const Node *map, const char *key) {
    return map->keys & NODE_KEY_BIT(key[0], key[0] ? key[1] : '\0');
}
/* The length is asked for only where there may be such a key. */
static inline Node *node_get(const Node *map, const char *key) {
    return map && node_may_have(map, key) ? node_member(map, str_from_c(key)) : NULL;
}
/* The first of several spellings that is present, in the order given; ends with NULL. */
Node *node_get_any(const Node *map, const char *const *keys);
/* node_get along a path of keys "a.b.c". */
Node *node_path(const Node *map, const char *path);
static inline bool node_is_map(const Node *n) {
    return n && n->kind == NODE_MAP;
}
static inline bool node_is_list(const Node *n) {
    return n && n->kind == NODE_LIST;
}
/* The first item; NULL where it is no list, or an empty one. */
static inline const Node *node_items(const Node *list) {
    return node_is_list(list) ? list->first : NULL;
}
static inline bool node_is_string(const Node *n) {
    return n && n->kind == NODE_STRING;
}
/* From the text of a string to the file; what is no string, or could not be traced, is all of
 * `span`. */
TextMap node_map(const Node *node);
/* Where the node is used through a YAML alias; 0,0 otherwise. */
Span node_alias(const Node *node);
/* The file range of key and value together. */
Span node_member_span(const Node *member);
/* Compact JSON of the subtree as it goes over the wire (key order kept, no blanks). */
Str node_to_json(Arena *arena, const Node *node);

#endif
