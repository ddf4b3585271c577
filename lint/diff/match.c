/* Pairs the prompts of two versions of a file. */
#include <stdlib.h>

#include "lint/base/buf.h"
#include "lint/base/order.h"
#include "lint/diff/diff.h"

enum { BY_NAME = 1, BY_PATH = 2 };

typedef struct {
    uint64_t key;
    size_t index;
} Keyed;

typedef struct {
    const Plan *const *plans;
    size_t len;
    Keyed *keyed;
    size_t keyed_len;
    size_t *other; /* its partner, or NONE */
} Side;

#define NONE ((size_t)-1)

static int compare_keyed(const void *left, const void *right) {
    const Keyed *a = left, *b = right;
    if (a->key != b->key) return order_of(a->key, b->key);
    return order_of(a->index, b->index);
}

static Side side_of(Arena *arena, const Plan *const *plans, size_t count) {
    Side side = {.plans = plans,
                 .len = count,
                 .keyed = arena_array(arena, count, sizeof *side.keyed),
                 .other = arena_array(arena, count, sizeof *side.other)};
    for (size_t i = 0; i < count; i++) side.other[i] = NONE;
    return side;
}

/* Those without a partner that have all the keys asked for. */
static void key_rest(Side *side, int by) {
    side->keyed_len = 0;
    for (size_t i = 0; i < side->len; i++) {
        const Prompt *prompt = side->plans[i]->prompt;
        if (side->other[i] != NONE || ((by & BY_NAME) && !prompt->name.len) ||
            ((by & BY_PATH) && !prompt->path_in_file.len))
            continue;
        uint64_t key = 0;
        if (by & BY_NAME) key = str_hash(prompt->name);
        if (by & BY_PATH) key = key * 1099511628211u + str_hash(prompt->path_in_file);
        side->keyed[side->keyed_len++] = (Keyed){key, i};
    }
    qsort(side->keyed, side->keyed_len, sizeof *side->keyed, compare_keyed);
}

static void pair_by(Side *a, Side *b, int by) {
    key_rest(a, by);
    key_rest(b, by);
    for (size_t i = 0, k = 0; i < a->keyed_len && k < b->keyed_len;) {
        const Keyed *left = &a->keyed[i], *right = &b->keyed[k];
        if (left->key == right->key) {
            a->other[left->index] = right->index;
            b->other[right->index] = left->index;
        }
        i += left->key <= right->key;
        k += right->key <= left->key;
    }
}

/* What is left pairs by order, where nothing was added or taken away. */
static void pair_rest(Side *a, Side *b) {
    key_rest(a, 0);
    key_rest(b, 0);
    if (a->keyed_len != b->keyed_len) return;
    for (size_t i = 0; i < a->keyed_len; i++) {
        a->other[a->keyed[i].index] = b->keyed[i].index;
        b->other[b->keyed[i].index] = a->keyed[i].index;
    }
}

void diff_match(Arena *arena, const Plan *const *before, size_t before_count,
                const Plan *const *after, size_t after_count, PlanPairVec *pairs) {
    Side a = side_of(arena, before, before_count), b = side_of(arena, after, after_count);
    pair_by(&a, &b, BY_NAME | BY_PATH);
    pair_by(&a, &b, BY_NAME);
    pair_by(&a, &b, BY_PATH);
    pair_rest(&a, &b);
    /* In the order of the new file; what is gone comes where it stood. */
    size_t gone = 0;
    for (size_t i = 0; i < b.len; i++) {
        for (; gone < a.len && b.other[i] != NONE && gone < b.other[i]; gone++)
            if (a.other[gone] == NONE) vec_push(arena, pairs, (PlanPair){before[gone], NULL});
        vec_push(arena, pairs,
                 (PlanPair){b.other[i] == NONE ? NULL : before[b.other[i]], after[i]});
    }
    for (; gone < a.len; gone++)
        if (a.other[gone] == NONE) vec_push(arena, pairs, (PlanPair){before[gone], NULL});
}
