/* What must hold for every tree that a reader returns; aborts where it does not. */
#ifndef WARMLINT_TESTS_FUZZ_TREE_CHECK_H
#define WARMLINT_TESTS_FUZZ_TREE_CHECK_H

#include "lint/source/tree.h"
#include "tests/fuzz/check.h"

/* Runs in order of text and of file, inside the node, linear ones equal to the file's bytes. */
static inline void check_map(const Source *source, const Node *n) {
    uint32_t file_before = n->span.start;
    TextMap map = node_map(n);
    for (size_t i = 0; i < map.len; i++) {
        const MapRun *run = &textmap_runs(&map)[i];
        uint32_t next = i + 1 < map.len ? run[1].text : (uint32_t)n->text.len;
        CHECK(i == 0 ? run->text == 0 : run->text > run[-1].text);
        CHECK(run->text <= next && run->file >= file_before);
        if (run->collapsed) {
            CHECK(run->file_end > run->file);
            file_before = run->file_end;
        } else {
            file_before = run->file + (next - run->text);
            CHECK(memcmp(n->text.ptr + run->text, source->bytes.ptr + run->file,
                         next - run->text) == 0);
        }
        CHECK(file_before <= n->span.end);
    }
}

static inline void check_scalar(const Source *source, const Node *n) {
    CHECK(n->first == NULL && n->last == NULL && n->count == 0);
    CHECK(n->text.len == 0 || n->text.ptr != NULL);
    if (n->kind != NODE_STRING) return;
    check_map(source, n);
    TextMap map = node_map(n);
    Span all = textmap_span(&map, span_of(0, n->text.len));
    CHECK(all.start <= all.end && span_holds(n->span, all));
}

static inline void check_node(const Source *source, const Node *n, Span parent, size_t depth) {
    Span place = n->shared ? node_alias(n) : n->span;
    CHECK(depth <= 128);
    CHECK(place.start <= place.end && place.end <= source->bytes.len);
    CHECK(span_holds(parent, place));
    if (n->kind != NODE_LIST && n->kind != NODE_MAP) {
        check_scalar(source, n);
        return;
    }
    if (n->shared) return; /* its children are checked at the anchor */
    size_t count = 0;
    for (const Node *child = n->first; child; child = child->next, count++) {
        CHECK((child->key != NULL) == (n->kind == NODE_MAP));
        CHECK(child->parent == n && (!child->key || !child->key->parent));
        CHECK((child->next == NULL) == (child == n->last));
        if (child->key) check_node(source, child->key, n->span, depth + 1);
        check_node(source, child, n->span, depth + 1);
        Span member = node_member_span(child);
        CHECK(member.start <= member.end && span_holds(n->span, member));
    }
    CHECK(count == n->count);
}

static inline void check_problems(const Source *source, const Node *tree,
                                  const ProblemVec *problems) {
    bool fatal = false;
    for (size_t i = 0; i < problems->len; i++) {
        const Problem *p = &problems->items[i];
        CHECK(p->span.start <= p->span.end && p->span.end <= source->bytes.len);
        CHECK(p->message.len > 0);
        fatal |= problem_is_fatal(p->kind) || p->kind == PROBLEM_TEMPLATED;
        Position at = source_position(source, p->span.start);
        CHECK(at.line >= 1 && at.line <= source->lines && at.column >= 1);
    }
    CHECK((tree == NULL) == fatal);
}

#endif
