/* Sorting and searching. */
#ifndef WARMLINT_BASE_ORDER_H
#define WARMLINT_BASE_ORDER_H

#include <stddef.h>
#include <stdint.h>

/* What functions that compare for qsort return of two numbers. */
static inline int order_of(uint64_t a, uint64_t b) {
    return (a > b) - (a < b);
}

/* Of a search by halves in [low, high): never `high`. */
static inline size_t middle_of(size_t low, size_t high) {
    return low + (high - low) / 2;
}

#endif
