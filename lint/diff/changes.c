/* Which blocks of a prompt changed, wherever they stand. */
#include <stdlib.h>

#include "lint/base/order.h"
#include "lint/diff/blocks.h"
#include "lint/diff/diff.h"

typedef struct {
    uint64_t key;
    const Block *block;
} Keyed;

/* A tool is itself by its name, a text by its place. */
static Str block_label(Arena *arena, const Prompt *prompt, const Block *block) {
    const Segment *segment = block->segment;
    return segment->name.len ? segment->name : segment_place(arena, prompt, segment);
}

static int compare_keyed(const void *left, const void *right) {
    const Keyed *a = left, *b = right;
    if (a->key != b->key) return order_of(a->key, b->key);
    return order_of((uintptr_t)a->block, (uintptr_t)b->block);
}

static const Block *find_block(const Keyed *keyed, size_t len, uint64_t key) {
    size_t low = 0, high = len;
    while (low < high) {
        size_t middle = middle_of(low, high);
        if (keyed[middle].key < key)
            low = middle + 1;
        else
            high = middle;
    }
    return low < len && keyed[low].key == key ? keyed[low].block : NULL;
}

static int64_t block_tokens(const Plan *plan, const Block *block, size_t *step) {
    int64_t tokens = 0;
    while (*step < plan->step_count && plan->steps[*step].segment < block->index) ++*step;
    for (; *step < plan->step_count && plan->steps[*step].segment == block->index; ++*step)
        tokens += plan->steps[*step].size.tokens;
    return tokens;
}

static bool is_marked(const Plan *plan, size_t segment) {
    for (size_t i = 0; i < plan->breakpoint_count; i++)
        if (plan->breakpoints[i].segment == segment) return true;
    return false;
}

void diff_blocks(Arena *arena, const Plan *before, const Plan *after, BlockChangeVec *changes) {
    BlockVec a = {0}, b = {0};
    if (before) blocks_read(arena, before->prompt, &a);
    blocks_read(arena, after->prompt, &b);
    Keyed *keyed = arena_array(arena, a.len, sizeof *keyed);
    for (size_t i = 0; i < a.len; i++)
        keyed[i] = (Keyed){str_hash(block_label(arena, before->prompt, &a.items[i])), &a.items[i]};
    qsort(keyed, a.len, sizeof *keyed, compare_keyed);
    size_t step = 0;
    for (size_t i = 0; i < b.len; i++) {
        Str label = block_label(arena, after->prompt, &b.items[i]);
        const Block *old = find_block(keyed, a.len, str_hash(label));
        BlockChange change = {.label = label, .section = b.items[i].segment->section};
        change.marked = is_marked(after, b.items[i].index);
        change.tokens = block_tokens(after, &b.items[i], &step);
        change.changed = before && (!old || !str_eq(old->sent, b.items[i].sent));
        vec_push(arena, changes, change);
    }
}
