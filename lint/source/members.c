#include "lint/source/members.h"

#include <stdlib.h>

#include "lint/base/order.h"
#include "lint/source/scalar_type.h"

Node *node_new_verbatim(Arena *arena, NodeStyle style, Span span, Str text) {
    Node *n = ARENA_NEW(arena, Node);
    n->kind = NODE_STRING;
    n->style = style;
    n->span = span;
    n->text = text;
    return n;
}

Node *node_new_view(Arena *arena, const Node *of, Span alias) {
    NodeView *view = ARENA_NEW(arena, NodeView);
    view->node = *of;
    view->node.shared = true;
    view->node.key = view->node.parent = view->node.next = NULL;
    view->alias = alias;
    return &view->node;
}

Span node_alias(const Node *n) {
    return n->shared ? ((const NodeView *)n)->alias : (Span){0};
}

void node_set_type(Node *n) {
    double number = 0;
    NodeKind kind = scalar_type(n->text, &number);
    n->kind = kind;
    if (kind != NODE_STRING) n->number = number;
}

Node *node_new_null(Arena *arena, uint32_t at) {
    Node *n = ARENA_NEW(arena, Node);
    n->style = STYLE_PLAIN;
    n->span = span_of(at, at);
    return n;
}

void node_append(Node *parent, Node *child) {
    child->parent = parent;
    if (child->key) parent->keys |= node_key_bit(child->key->text);
    if (parent->last)
        parent->last->next = child;
    else
        parent->first = child;
    parent->last = child;
    parent->count++;
}

/* A key for a message: quoted, cut to a reasonable length. */
static Str key_for_message(Arena *arena, Str key) {
    enum { LONGEST = 60 };
    size_t len = key.len;
    if (len > LONGEST) {
        len = LONGEST;
        while (len && ((unsigned char)key.ptr[len] & 0xC0) == 0x80) len--;
    }
    return str_printf(arena, "\"%.*s%s\"", (int)len, key.ptr ? key.ptr : "",
                      len < key.len ? "..." : "");
}

/* -- sorted keys ------------------------------------------------------------------------------ */

/* A member to be compared by key; equal keys keep the order of `seq`. */
typedef struct {
    Node *member;
    size_t seq;
} Entry;

/* By length first: most keys differ in it. */
static int compare_keys(Str a, Str b) {
    if (a.len != b.len) return order_of(a.len, b.len);
    return a.len ? memcmp(a.ptr, b.ptr, a.len) : 0;
}

static int compare_entries(const void *a, const void *b) {
    const Entry *x = a, *y = b;
    int order = compare_keys(x->member->key->text, y->member->key->text);
    if (order) return order;
    return order_of(x->seq, y->seq);
}

static bool same_key(const Entry *a, const Entry *b) {
    return str_eq(a->member->key->text, b->member->key->text);
}

enum { FEW = 16 }; /* members that are looked through one by one */

void members_index(Arena *arena, Node *map) {
    map->index = NULL;
    if (map->count <= FEW) return;
    Entry *entries = malloc(map->count * sizeof *entries);
    if (!entries) out_of_memory();
    size_t n = 0;
    for (Node *m = map->first; m; m = m->next)
        if (!node_is_collection(m->key)) {
            entries[n] = (Entry){m, n};
            n++;
        }
    if (n) qsort(entries, n, sizeof *entries, compare_entries);
    KeyIndex *index = arena_alloc(arena, sizeof *index + n * sizeof *index->members);
    index->len = n;
    for (size_t i = 0; i < n; i++) index->members[i] = entries[i].member;
    free(entries);
    map->index = index;
}

Node *members_find(const KeyIndex *index, Str key) {
    size_t low = 0, high = index->len; /* the first member behind all with that key */
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (compare_keys(index->members[middle]->key->text, key) <= 0)
            low = middle + 1;
        else
            high = middle;
    }
    Node *last = low ? index->members[low - 1] : NULL;
    return last && str_eq(last->key->text, key) ? last : NULL;
}

/* -- duplicate keys --------------------------------------------------------------------------- */

static void report_duplicate(Arena *arena, const Source *source, const Node *first,
                             const Node *last, ProblemVec *problems) {
    Position before = source_position(source, first->key->span.start);
    Str key = key_for_message(arena, last->key->text);
    vec_push(arena, problems,
             (Problem){PROBLEM_DUPLICATE_KEY, last->key->span,
                       str_printf(arena,
                                  "key " STR_FMT " was given before, on line %u: most programs "
                                  "silently keep only the last value",
                                  STR_ARG(key), before.line + source->lines_before),
                       STR("remove or rename one of them")});
}

static bool is_merge_key(const Node *key) {
    return key->style == STYLE_PLAIN && str_is(key->text, "<<");
}

static bool comparable(const Node *member) {
    return !node_is_collection(member->key) && !is_merge_key(member->key);
}

/* The node_key_bits that more than one key of the map has: the keys that may be equal. */
static uint32_t bits_seen_twice(const Node *map) {
    uint32_t seen = 0, twice = 0;
    for (const Node *m = map->first; m; m = m->next) {
        uint32_t bit = node_key_bit(m->key->text);
        twice |= seen & bit;
        seen |= bit;
    }
    return twice;
}

static void check_few(Arena *arena, const Source *source, const Node *map, ProblemVec *problems) {
    uint32_t twice = bits_seen_twice(map);
    for (Node *m = map->first; m && twice; m = m->next) {
        if (!(node_key_bit(m->key->text) & twice) || !comparable(m)) continue;
        const Node *first = NULL;
        bool is_last = true;
        for (Node *other = map->first; other; other = other->next) {
            if (other == m || !str_eq(other->key->text, m->key->text) || !comparable(other))
                continue;
            if (!first) first = other;
            is_last = other->key->span.start < m->key->span.start;
        }
        if (first && is_last) report_duplicate(arena, source, first, m, problems);
    }
}

static void check_indexed(Arena *arena, const Source *source, const KeyIndex *index,
                          ProblemVec *problems) {
    for (size_t i = 0, end; i < index->len; i = end) {
        const Node *first = NULL, *last = NULL;
        for (end = i; end < index->len &&
                      str_eq(index->members[end]->key->text, index->members[i]->key->text);
             end++) {
            if (!comparable(index->members[end])) continue;
            if (!first) first = index->members[end];
            last = index->members[end];
        }
        if (first != last) report_duplicate(arena, source, first, last, problems);
    }
}

void members_check_unique(Arena *arena, const Source *source, const Node *map,
                          ProblemVec *problems) {
    if (map->index)
        check_indexed(arena, source, map->index, problems);
    else if (map->count > 1)
        check_few(arena, source, map, problems);
}

/* -- merge keys ------------------------------------------------------------------------------- */

bool member_is_merge(const Node *member) {
    if (!is_merge_key(member->key)) return false;
    if (member->kind == NODE_MAP) return true;
    if (member->kind != NODE_LIST) return false;
    for (const Node *item = member->first; item; item = item->next)
        if (item->kind != NODE_MAP) return false;
    return true;
}

/* Of a member of a map written in place, which now goes away. */
static Node *moved_member(Arena *arena, const Node *member) {
    Node *moved = ARENA_NEW(arena, Node);
    *moved = *member;
    for (Node *child = moved->first; child; child = child->next) child->parent = moved;
    return moved;
}

/* A view of a member of `from`, as a member of the map that merges it in. */
static Node *merged_view(Arena *arena, const Node *member, Span alias) {
    Node *view;
    if (alias.end || member->shared)
        view = node_new_view(arena, member, alias.end ? alias : node_alias(member));
    else
        view = moved_member(arena, member);
    view->key = alias.end ? node_new_view(arena, member->key, alias) : member->key;
    view->parent = member->parent;
    return view;
}

/* The members of a map that holds merge keys: its own and the views that stand for each `<<`, in
 * file order; and the same sorted by key. */
typedef struct {
    Node **order;
    Entry *sorted;
    size_t len, to_sort, cap;
} Merge;

enum { MERGED_AFTER_OWN = 1 << 30 }; /* added to `seq` of views: own keys win */

static void push_member(Merge *merge, Node *member, size_t rank) {
    if (merge->len == merge->cap) {
        merge->cap = merge->cap ? merge->cap * 2 : 64;
        merge->order = realloc(merge->order, merge->cap * sizeof *merge->order);
        merge->sorted = realloc(merge->sorted, merge->cap * sizeof *merge->sorted);
        if (!merge->order || !merge->sorted) out_of_memory();
    }
    merge->order[merge->len] = member;
    if (!node_is_collection(member->key))
        merge->sorted[merge->to_sort++] = (Entry){member, rank + merge->len};
    merge->len++;
}

static void push_views(Arena *arena, Merge *merge, const Node *from, Span alias) {
    for (Node *m = from->first; m; m = m->next)
        push_member(merge, merged_view(arena, m, alias), MERGED_AFTER_OWN);
}

/* Marks by parent = NULL the views whose key is there before them. */
static void drop_overridden(Merge *merge) {
    if (merge->to_sort) qsort(merge->sorted, merge->to_sort, sizeof(Entry), compare_entries);
    for (size_t i = 1; i < merge->to_sort; i++)
        if (merge->sorted[i].seq >= MERGED_AFTER_OWN &&
            same_key(&merge->sorted[i - 1], &merge->sorted[i]))
            merge->sorted[i].member->parent = NULL;
}

void members_resolve_merge(Arena *arena, Node *map) {
    Merge merge = {0};
    for (Node *m = map->first; m; m = m->next) {
        if (!member_is_merge(m))
            push_member(&merge, m, 0);
        else if (m->kind == NODE_MAP)
            push_views(arena, &merge, m, node_alias(m));
        else
            for (Node *item = m->first; item; item = item->next)
                push_views(arena, &merge, item, node_alias(item->shared ? item : m));
    }
    drop_overridden(&merge);
    map->first = map->last = NULL;
    map->count = 0;
    for (size_t i = 0; i < merge.len; i++) {
        merge.order[i]->next = NULL;
        if (merge.order[i]->parent) node_append(map, merge.order[i]);
    }
    free(merge.order);
    free(merge.sorted);
}
