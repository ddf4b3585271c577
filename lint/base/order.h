/* What functions that compare for qsort return of two numbers. */
#ifndef WARMLINT_BASE_ORDER_H
#define WARMLINT_BASE_ORDER_H

#include <stdint.h>

static inline int order_of(uint64_t a, uint64_t b) {
    return (a > b) - (a < b);
}

#endif
