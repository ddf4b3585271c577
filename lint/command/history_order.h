/* The order of blocks, and the breakpoints between them, that would have kept most of a prompt warm
 * over a row of changes: what changes often goes last. By today's sizes. */
#ifndef WARMLINT_COMMAND_HISTORY_ORDER_H
#define WARMLINT_COMMAND_HISTORY_ORDER_H

#include "lint/prompt/plan.h"

enum { BLOCKS_MOST = 64 };

/* A block as it is today, and how often it changed. */
typedef struct {
    Str label;
    Section section;
    int64_t tokens;
    size_t changes;
    size_t order; /* where it stands today */
    bool marked;  /* a breakpoint stands behind it */
} Place;

typedef struct {
    Place places[BLOCKS_MOST]; /* in the better order, with its breakpoints */
    size_t count;
    bool moved;        /* the order is another one */
    bool marks;        /* breakpoints are needed, and are other ones */
    int64_t kept_now;  /* tokens that stayed warm, of all changes together */
    int64_t kept_then; /* that would have */
} Proposal;

/* `changed`: for each change the places that it touched, as bits by `order`. */
Proposal history_order(const Plan *newest, const Place *places, size_t count,
                       const uint64_t *changed, size_t changes);

#endif
