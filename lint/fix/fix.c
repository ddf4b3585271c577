#include "lint/fix/fix.h"

#include <stdlib.h>

#include "lint/base/order.h"
#include "lint/fix/file.h"

/* The value of a step, which rules write as JSON. */
static const Node *value_of(Work *work, Str json) {
    Source source = {.bytes = json};
    ProblemVec problems = {0};
    return json_read(work->file->arena, &source, span_of(0, json.len), &problems);
}

static bool is_block(const Node *container) {
    return container->style == STYLE_BLOCK;
}

/* The entry, or the member around it where it is all that its map has. */
static bool step_remove(Work *work, Span span) {
    const FixFile *file = work->file;
    size_t at = file_entry_exactly(file, span);
    if (at == NO_ENTRY) return false;
    const Entry *entry = file_entry(file, at);
    for (const Node *container = file_container(file, entry);
         container && container->kind == NODE_MAP && container->count == 1 && container->key;
         container = file_container(file, entry))
        entry = file_entry(file, entry->parent);
    const Node *container = file_container(file, entry);
    if (!container) return false;
    return is_block(container) ? block_remove(work, entry) : flow_remove(work, entry);
}

static bool inside_flow(const FixFile *file, const Entry *entry) {
    const Node *container = file_container(file, entry);
    return container && !is_block(container);
}

/* A scalar on one line, rewritten in its own quotes. */
static bool replace_scalar(Work *work, const Entry *entry, const Node *old, const Node *value) {
    if (old->style == STYLE_LITERAL || old->style == STYLE_FOLDED) return false;
    if (old->kind == NODE_MAP || old->kind == NODE_LIST || old->shared) return false;
    if (old->span.start == old->span.end) return false;
    if (file_line_end(work->file, old->span.start) < old->span.end) return false;
    bool quoted = old->style == STYLE_DOUBLE || old->style == STYLE_SINGLE ||
                  (old->style == STYLE_JSON && old->kind == NODE_STRING);
    Node text = *value;
    if (quoted) text.kind = NODE_STRING; /* "800" stays a string */
    NodeStyle quotes = old->style == STYLE_FLOW ? STYLE_PLAIN : old->style;
    Str written = print_scalar(work->file->arena, &text, quotes, inside_flow(work->file, entry));
    return work_edit(work, old->span.start, old->span.end, written);
}

static bool step_set(Work *work, const Step *step) {
    size_t at = file_entry_exactly(work->file, step->span);
    const Node *value = value_of(work, step->value);
    if (at == NO_ENTRY || !value) return false;
    const Entry *entry = file_entry(work->file, at);
    return replace_scalar(work, entry, entry->node, value);
}

static bool has_member(const Node *map, Str key) {
    for (const Node *m = map->first; m; m = m->next)
        if (str_eq(m->key->text, key)) return true;
    return false;
}

static bool step_rename(Work *work, const Step *step) {
    size_t at = file_entry_exactly(work->file, step->span);
    if (at == NO_ENTRY) return false;
    const Entry *entry = file_entry(work->file, at);
    const Node *container = file_container(work->file, entry);
    Node name = {.kind = NODE_STRING, .text = step->key};
    if (!entry->node->key || !container || has_member(container, step->key)) return false;
    return replace_scalar(work, entry, entry->node->key, &name);
}

static bool put(Work *work, const Node *map, Str key, const Node *value) {
    FixFile *file = work->file;
    if (map->kind != NODE_MAP || map->shared || has_member(map, key)) return false;
    if (!is_block(map)) return flow_put(work, map, key, value);
    if (!map->last) return false;
    size_t last = file_entry_exactly(file, node_member_span(map->last));
    return last != NO_ENTRY && file_entry(file, last)->node == map->last &&
           block_add_behind(work, file_entry(file, last), key, value);
}

/* `inner`: the last part of a dotted key. With a map of the first name beside the entry the member
 * goes in there; else such a map is added. */
static bool add_nested(Work *work, const Entry *entry, const Node *container, Str key, size_t dot,
                       const Step *step) {
    Str outer = str_slice(key, 0, dot), inner = str_slice(key, dot + 1, key.len);
    const Node *nest = NULL;
    for (const Node *m = container->first; m; m = m->next)
        if (str_eq(m->key->text, outer)) nest = m;
    if (nest) return put(work, nest, inner, value_of(work, step->value));
    const Node *map = value_of(work, str_printf(work->file->arena, "{\"" STR_FMT "\":" STR_FMT "}",
                                                STR_ARG(inner), STR_ARG(step->value)));
    if (!map) return false;
    return is_block(container) ? block_add_behind(work, entry, outer, map)
                               : flow_add_behind(work, entry, outer, map);
}

static bool step_add(Work *work, const Step *step) {
    FixFile *file = work->file;
    size_t at = file_entry_exactly(file, step->span);
    const Node *value = value_of(work, step->value);
    if (at == NO_ENTRY || !value) return false;
    const Entry *entry = file_entry(file, at);
    const Node *container = file_container(file, entry);
    if (!container || (container->kind == NODE_LIST) != (step->key.len == 0)) return false;
    size_t dot = str_find_char(step->key, '.', 0);
    if (dot != STR_NOT_FOUND) return add_nested(work, entry, container, step->key, dot, step);
    if (container->kind == NODE_MAP && has_member(container, step->key)) return false;
    return is_block(container) ? block_add_behind(work, entry, step->key, value)
                               : flow_add_behind(work, entry, step->key, value);
}

static bool step_put(Work *work, const Step *step) {
    size_t at = file_entry_exactly(work->file, step->span);
    const Node *value = value_of(work, step->value);
    return at != NO_ENTRY && value && put(work, file_entry(work->file, at)->node, step->key, value);
}

static bool step_block(Work *work, const Step *step) {
    size_t at = file_entry_exactly(work->file, step->span);
    const Node *value = value_of(work, step->value);
    if (at == NO_ENTRY || !value) return false;
    const Entry *entry = file_entry(work->file, at);
    const Node *container = file_container(work->file, entry);
    if (!container || !node_is_string(entry->node) || entry->node->shared) return false;
    if (entry->node->style == STYLE_FLOW) return false; /* {{x}} without quotes */
    return is_block(container) ? block_wrap(work, entry, step, value)
                               : flow_wrap(work, entry, step, value);
}

static bool step_move(Work *work, const Step *step) {
    size_t at = file_entry_exactly(work->file, step->span);
    size_t to = file_entry_exactly(work->file, step->to);
    if (at == NO_ENTRY || to == NO_ENTRY || at == to) return false;
    const Entry *entry = file_entry(work->file, at), *behind = file_entry(work->file, to);
    const Node *container = file_container(work->file, entry);
    if (!container || container->kind != NODE_LIST) return false;
    return is_block(container) ? block_move(work, entry, behind) : flow_move(work, entry, behind);
}

/* Items of one list change places; what stands between them stays. */
static bool step_replace(Work *work, const Step *step) {
    FixFile *file = work->file;
    size_t at = file_entry_exactly(file, step->span), from = file_entry_exactly(file, step->to);
    if (at == NO_ENTRY || from == NO_ENTRY) return false;
    Span span = file_entry(file, at)->span, other = file_entry(file, from)->span;
    if (file_entry(file, at)->parent != file_entry(file, from)->parent) return false;
    /* A block scalar at the end of an item has its line end in it. */
    while (span.end > span.start && ascii_is_space(file_byte(file, span.end - 1))) span.end--;
    while (other.end > other.start && ascii_is_space(file_byte(file, other.end - 1))) other.end--;
    return file_is_own(file, other) &&
           work_edit(work, span.start, span.end, source_slice(file->source, other));
}

static bool take_step(Work *work, const Step *step) {
    switch (step->kind) {
    case STEP_REMOVE: return step_remove(work, step->span);
    case STEP_SET: return step_set(work, step);
    case STEP_RENAME: return step_rename(work, step);
    case STEP_ADD: return step_add(work, step);
    case STEP_PUT: return step_put(work, step);
    case STEP_BLOCK: return step_block(work, step);
    case STEP_MOVE: return step_move(work, step);
    case STEP_REPLACE: return step_replace(work, step);
    case STEP_TEXT: return true; /* all together, below */
    }
    return false;
}

/* --- edits ---------------------------------------------------------------------------------------
 */

static int compare_edits(const void *left, const void *right) {
    const Edit *a = left, *b = right;
    return order_of(a->span.start, b->span.start);
}

/* `b` is the next. Two insertions at one place count as an overlap: their order would be arbitrary.
 */
static bool overlap(const Edit *a, const Edit *b) {
    return a->span.start == b->span.start || a->span.end > b->span.start;
}

static bool are_sound(EditVec *edits) {
    if (edits->len == 0) return false;
    qsort(edits->items, edits->len, sizeof *edits->items, compare_edits);
    for (size_t i = 1; i < edits->len; i++)
        if (overlap(&edits->items[i - 1], &edits->items[i])) return false;
    return true;
}

bool fix_realise(FixFile *file, const Repair *repair, EditVec *edits) {
    Work work = {.file = file};
    *edits = (EditVec){0};
    if (!file->source->lines) return false;
    for (size_t i = 0; i < repair->steps.len; i++)
        if (!take_step(&work, &repair->steps.items[i])) return false;
    if (!text_steps(&work, &repair->steps)) return false;
    if (!are_sound(&work.edits)) return false;
    *edits = work.edits;
    return true;
}

Str fix_apply(Arena *arena, Str bytes, const EditVec *edits) {
    size_t len = bytes.len;
    for (size_t i = 0; i < edits->len; i++)
        len = len + edits->items[i].text.len -
              (edits->items[i].span.end - edits->items[i].span.start);
    char *text = arena_alloc(arena, len + 1), *out = text;
    size_t at = 0;
    for (size_t i = 0; i <= edits->len; i++) {
        size_t until = i < edits->len ? edits->items[i].span.start : bytes.len;
        memcpy(out, bytes.ptr + at, until - at);
        out += until - at;
        if (i == edits->len) break;
        Str new = edits->items[i].text;
        if (new.len) memcpy(out, new.ptr, new.len);
        out += new.len;
        at = edits->items[i].span.end;
    }
    return (Str){text, len};
}
