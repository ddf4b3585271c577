#include "lint/fix/file.h"

#include <stdlib.h>

#include "lint/base/limits.h"
#include "lint/base/order.h"

/* --- entries -------------------------------------------------------------------------------------
 */

static bool on_one_line(const FixFile *file, Span span) {
    return source_line_at(file->source, span.start) == source_line_at(file->source, span.end);
}

static void note_shared(FixFile *file, Span span) {
    vec_push(file->arena, &file->shared, span);
}

/* In file order; what stands elsewhere (aliases, merged members) is shared and no entry. */
static void collect(FixFile *file, const Node *node, size_t parent, const Node *before) {
    if (node->shared) note_shared(file, node->span);
    if (node->key && node->key->shared) {
        note_shared(file, node->key->span);
        if (node->shared) /* merged */
            note_shared(file, node_member_span(&(Node){.key = &(Node){.span = node->key->span},
                                                       .span = node->span}));
        return;
    }
    if (node->shared && !node->key) return;
    Span span = node_member_span(node);
    size_t last = file->entries.len;
    if (last && file->entries.items[last - 1].span.start > span.start) return;
    vec_push(file->arena, &file->entries, (Entry){node, parent, before, span});
    if (node->shared) return;
    if (node->kind == NODE_MAP && node->count && node->style != STYLE_BLOCK &&
        on_one_line(file, node->span))
        file->flow_maps = true;
    const Node *sibling = NULL;
    for (const Node *child = node->first; child; child = child->next) {
        collect(file, child, last, sibling); /* depth is bounded by LIMIT_DEPTH in the readers */
        sibling = child;
    }
}

static int compare_spans(const void *left, const void *right) {
    const Span *a = left, *b = right;
    if (a->start != b->start) return order_of(a->start, b->start);
    return order_of(a->end, b->end);
}

/* Sorted, and joined where they overlap. */
static void tidy_shared(FixFile *file) {
    if (file->shared.len < 2) return;
    Span *spans = file->shared.items;
    qsort(spans, file->shared.len, sizeof *spans, compare_spans);
    size_t kept = 0;
    for (size_t i = 1; i < file->shared.len; i++) {
        if (spans[i].start <= spans[kept].end) {
            if (spans[i].end > spans[kept].end) spans[kept].end = spans[i].end;
        } else {
            spans[++kept] = spans[i];
        }
    }
    file->shared.len = kept + 1;
}

static Str first_line_end(Str bytes) {
    for (size_t i = 0; i < bytes.len; i++) {
        if (bytes.ptr[i] == '\n') return STR("\n");
        if (bytes.ptr[i] == '\r')
            return i + 1 < bytes.len && bytes.ptr[i + 1] == '\n' ? STR("\r\n") : STR("\r");
    }
    return STR("\n");
}

FixFile *fix_open(Arena *arena, const Source *source, const NodeVec *documents) {
    FixFile *file = ARENA_NEW(arena, FixFile);
    file->arena = arena;
    file->source = source;
    file->line_end = first_line_end(source->bytes);
    for (size_t i = 0; i < documents->len; i++) collect(file, documents->items[i], NO_ENTRY, NULL);
    tidy_shared(file);
    return file;
}

size_t file_entry_at(const FixFile *file, Span span) {
    size_t low = 0, high = file->entries.len; /* the first entry that starts behind */
    while (low < high) {
        size_t middle = middle_of(low, high);
        if (file->entries.items[middle].span.start <= span.start)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == 0) return NO_ENTRY;
    size_t at = low - 1;
    while (at != NO_ENTRY && !span_holds(file->entries.items[at].span, span))
        at = file->entries.items[at].parent;
    return at;
}

static bool same(Span a, Span b) {
    return a.start == b.start && a.end == b.end;
}

size_t file_entry_exactly(const FixFile *file, Span span) {
    for (size_t at = file_entry_at(file, span); at != NO_ENTRY;
         at = file->entries.items[at].parent) {
        const Entry *entry = &file->entries.items[at];
        const Node *node = entry->node;
        if (same(entry->span, span) || same(node->span, span) ||
            same(node_member_span(node), span) || (node->key && same(node->key->span, span)))
            return at;
        if (entry->span.start != span.start) break;
    }
    return NO_ENTRY;
}

const Node *file_container(const FixFile *file, const Entry *entry) {
    return entry->parent == NO_ENTRY ? NULL : file->entries.items[entry->parent].node;
}

bool file_is_own(const FixFile *file, Span span) {
    size_t low = 0, high = file->shared.len; /* the first that ends at or behind the start */
    while (low < high) {
        size_t middle = middle_of(low, high);
        if (file->shared.items[middle].end < span.start)
            low = middle + 1;
        else
            high = middle;
    }
    return low == file->shared.len || file->shared.items[low].start > span.end;
}

/* --- lines ---------------------------------------------------------------------------------------
 */

uint32_t file_line_start(const FixFile *file, uint32_t at) {
    uint32_t start = file->source->line_starts[source_line_at(file->source, at)];
    return start == 0 ? source_bom(file->source) : start;
}

uint32_t file_line_end(const FixFile *file, uint32_t at) {
    const Source *source = file->source;
    size_t line = source_line_at(source, at);
    uint32_t end =
        line + 1 < source->lines ? source->line_starts[line + 1] : (uint32_t)source->bytes.len;
    if (end > at && file_byte(file, end - 1) == '\n') end--;
    if (end > at && file_byte(file, end - 1) == '\r') end--;
    return end;
}

uint32_t file_behind_break(const FixFile *file, uint32_t at) {
    if (file_byte(file, at) == '\r')
        at++;
    else if (file_byte(file, at) == '\n')
        return at + 1;
    else
        return at;
    return file_byte(file, at) == '\n' ? at + 1 : at;
}

uint32_t file_skip_blanks(const FixFile *file, uint32_t at) {
    while (file_byte(file, at) == ' ' || file_byte(file, at) == '\t') at++;
    return at;
}

bool file_is_first_on_line(const FixFile *file, uint32_t at) {
    return file_skip_blanks(file, file_line_start(file, at)) == at;
}

bool file_rest_is_comment(const FixFile *file, uint32_t at, bool json) {
    uint32_t end = file_line_end(file, at), rest = file_skip_blanks(file, at);
    if (rest >= end) return true;
    if (json) return file_byte(file, rest) == '/' && file_byte(file, rest + 1) == '/';
    return file_byte(file, rest) == '#' && rest > at;
}

bool file_has_odd_breaks(const FixFile *file, Span span) {
    Str s = source_slice(file->source, span);
    return str_has(s, STR("\xC2\x85")) || str_has(s, STR("\xE2\x80\xA8")) ||
           str_has(s, STR("\xE2\x80\xA9"));
}

/* --- edits ---------------------------------------------------------------------------------------
 */

bool work_edit(Work *work, uint32_t start, uint32_t end, Str text) {
    if (!file_is_own(work->file, (Span){start, end})) return false;
    if (start == end && text.len == 0) return true;
    vec_push(work->file->arena, &work->edits, (Edit){{start, end}, text});
    return true;
}
