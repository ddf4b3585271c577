/* The picture of a cache plan: one bar of the prompt in cache order, with the sections above it,
 * what changes marked above and breakpoints below. */
#ifndef WARMLINT_COMMAND_MAP_BAR_H
#define WARMLINT_COMMAND_MAP_BAR_H

#include "lint/prompt/plan.h"
#include "lint/report/text.h"

/* What a warm call does with a part of the prompt. */
typedef enum {
    CELL_READ,   /* read from the cache */
    CELL_STABLE, /* does not change, but is not read: no breakpoint, or below the minimum */
    CELL_CHANGE, /* changes with the call */
    CELL_AFTER,  /* does not change, but stands behind a change: never read */
    CELL_KINDS
} CellKind;

typedef struct {
    bool color, ascii;
    size_t width;          /* columns of the bar */
    bool used[CELL_KINDS]; /* out: which kinds appeared, for the legend */
} BarStyle;

/* The bar with its marks; two columns of margin. */
void map_bar(Buf *out, const Plan *plan, BarStyle *style);
/* One line for each kind that was used. */
void map_legend(Buf *out, const BarStyle *style);
/* Kind of the stable text at a token position of the prompt. */
CellKind map_kind_at(const Plan *plan, int64_t token);
/* "{{current_time}} changes with every call": a changing step in words, at most `width` columns. */
void map_change_words(Buf *out, const Plan *plan, size_t step, size_t width);

#endif
