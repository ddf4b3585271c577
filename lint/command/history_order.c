#include "lint/command/history_order.h"

#include <stdlib.h>

#include "lint/base/order.h"

/* Tools stay before the system text; within a section what changed least comes first. */
static int compare_rate(const void *left, const void *right) {
    const Place *a = left, *b = right;
    if (a->section != b->section) return order_of(a->section, b->section);
    if (a->changes != b->changes) return order_of(a->changes, b->changes);
    return order_of(a->order, b->order);
}

/* How many changes touch each block first, in the order of `places`; the last slot counts those
 * that touch none. */
static void count_firsts(const Place *places, size_t count, const uint64_t *changed, size_t changes,
                         int64_t firsts[BLOCKS_MOST + 1]) {
    for (size_t i = 0; i <= count; i++) firsts[i] = 0;
    for (size_t c = 0; c < changes; c++) {
        size_t i = 0;
        while (i < count && !(changed[c] >> places[i].order & 1)) i++;
        firsts[i]++;
    }
}

/* What stays warm of a change is the longest cached prefix before the first block it touches. */
static int64_t kept_with(const Place *places, size_t count, const int64_t *firsts, int64_t minimum,
                         bool needs_marks) {
    int64_t kept = 0, before = 0, cached = 0;
    for (size_t i = 0; i < count; i++) {
        kept += firsts[i] * cached;
        before += places[i].tokens;
        if ((places[i].marked || !needs_marks) && before >= minimum) cached = before;
    }
    return kept;
}

/* Puts the breakpoints where they keep most, one behind the last block. best[k][i]: the most that
 * changes of blocks up to i keep with the k-th breakpoint from the start behind block i - 1. */
static void place_marks(Place *places, size_t count, const int64_t *firsts, int64_t minimum) {
    enum { MARKS = 4 }; /* what every API with breakpoints takes */
    int64_t prefix[BLOCKS_MOST + 1] = {0}, upto[BLOCKS_MOST + 2] = {0};
    int64_t best[MARKS + 1][BLOCKS_MOST + 1] = {{0}};
    size_t from[MARKS + 1][BLOCKS_MOST + 1] = {{0}};
    for (size_t i = 0; i < count; i++) {
        prefix[i + 1] = prefix[i] + places[i].tokens;
        upto[i + 1] = upto[i] + firsts[i];
        places[i].marked = false;
    }
    /* Between a breakpoint behind block i - 1 and the next one, changes keep prefix[i]. */
    for (size_t k = 1; k <= MARKS; k++)
        for (size_t i = 0; i <= count; i++) {
            best[k][i] = -1;
            for (size_t j = 0; j <= i; j++) {
                int64_t held = prefix[j] >= minimum ? prefix[j] : 0;
                int64_t kept =
                    best[k - 1][j] < 0 ? -1 : best[k - 1][j] + (upto[i] - upto[j]) * held;
                if (k == 1) kept = j == 0 ? 0 : -1;
                if (kept > best[k][i]) best[k][i] = kept, from[k][i] = j;
            }
        }
    for (size_t k = MARKS, i = count; k > 0 && i > 0; i = from[k][i], k--)
        places[i - 1].marked = prefix[i] >= minimum;
}

Proposal history_order(const Plan *newest, const Place *places, size_t count,
                       const uint64_t *changed, size_t changes) {
    Proposal p = {.count = count};
    int64_t firsts[BLOCKS_MOST + 1];
    bool needs_marks = newest->caches_at_breakpoints_only;
    count_firsts(places, count, changed, changes, firsts);
    p.kept_now = kept_with(places, count, firsts, newest->minimum, needs_marks);
    memcpy(p.places, places, count * sizeof *places);
    qsort(p.places, count, sizeof *p.places, compare_rate);
    count_firsts(p.places, count, changed, changes, firsts);
    if (needs_marks) place_marks(p.places, count, firsts, newest->minimum);
    p.kept_then = kept_with(p.places, count, firsts, newest->minimum, needs_marks);
    for (size_t i = 0; i < count; i++) {
        p.moved |= p.places[i].order != i;
        p.marks |= p.places[i].marked && !places[p.places[i].order].marked;
    }
    return p;
}
