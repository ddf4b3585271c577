#include <math.h>
#include <stdio.h>

#include "lint/base/buf.h"
#include "lint/source/members.h"
#include "lint/source/scalar_type.h"
#include "lint/source/tree.h"

Node *node_member(const Node *map, Str key) {
    if (!node_is_map(map)) return NULL;
    if (map->index) return members_find(map->index, key);
    Node *found = NULL;
    for (Node *member = map->first; member; member = member->next)
        if (str_eq(member->key->text, key) && !node_is_collection(member->key)) found = member;
    return found;
}

Node *node_get_any(const Node *map, const char *const *keys) {
    Node *found = NULL;
    if (!map) return NULL;
    for (; *keys && !found; keys++) found = node_get(map, *keys);
    return found;
}

Node *node_path(const Node *map, const char *path) {
    Str start = {path, path[1] == '.' ? 1 : 2};
    if (!map || !(map->keys & node_key_bit(start))) return NULL; /* nearly always */
    Str rest = str_from_c(path);
    for (;;) {
        size_t dot = str_find_char(rest, '.', 0);
        Node *found = node_member(map, str_slice(rest, 0, dot));
        if (!found || dot == STR_NOT_FOUND) return found;
        rest = str_slice(rest, dot + 1, rest.len);
        map = found;
    }
}

TextMap node_map(const Node *n) {
    TextMap map = {0};
    if (n->kind == NODE_STRING) {
        bool quoted =
            n->style == STYLE_JSON || n->style == STYLE_SINGLE || n->style == STYLE_DOUBLE;
        map = n->map ? *n->map : textmap_identity(n->span.start + quoted, n->text.len);
    }
    map.whole = n->span;
    return map;
}

/* Where a node stands in the file: at its alias, if it is used through one. */
static Span place_of(const Node *n) {
    return n->shared ? node_alias(n) : n->span;
}

Span node_member_span(const Node *member) {
    Span value = place_of(member);
    if (!member->key) return value;
    Span key = place_of(member->key);
    return (Span){key.start < value.start ? key.start : value.start,
                  key.end > value.end ? key.end : value.end};
}

static void add_number(Buf *buf, const Node *node) {
    size_t end;
    if (json_number_scan(node->text, &end) && end == node->text.len)
        buf_add(buf, node->text);
    else if (!isfinite(node->number))
        buf_add_c(buf, "null"); /* as JavaScript writes them */
    else if (node->number == floor(node->number) && fabs(node->number) < 1e15)
        buf_printf(buf, "%.0f", node->number);
    else
        buf_printf(buf, "%.17g", node->number);
}

static void add_json(Buf *buf, const Node *node) {
    switch (node->kind) {
    case NODE_NULL: buf_add_c(buf, "null"); return;
    case NODE_BOOL: buf_add_c(buf, node->number != 0 ? "true" : "false"); return;
    case NODE_NUMBER: add_number(buf, node); return;
    case NODE_STRING: buf_add_json(buf, node->text); return;
    case NODE_LIST:
    case NODE_MAP: break;
    }
    bool is_map = node->kind == NODE_MAP;
    buf_add_char(buf, is_map ? '{' : '[');
    for (const Node *child = node->first; child; child = child->next) {
        if (child != node->first) buf_add_char(buf, ',');
        if (is_map) {
            buf_add_json(buf, child->key->text);
            buf_add_char(buf, ':');
        }
        add_json(buf, child); /* depth is bounded by LIMIT_DEPTH in the readers */
    }
    buf_add_char(buf, is_map ? '}' : ']');
}

Str node_to_json(Arena *arena, const Node *node) {
    Buf buf = {0};
    if (node) add_json(&buf, node);
    Str json = str_dup(arena, buf_str(&buf));
    buf_free(&buf);
    return json;
}
