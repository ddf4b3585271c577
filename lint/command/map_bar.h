/* The picture of a cache plan: one bar of the prompt in cache order, with the sections above it,
 * what changes marked above and breakpoints below. */
#ifndef WARMLINT_COMMAND_MAP_BAR_H
#define WARMLINT_COMMAND_MAP_BAR_H

#include "lint/report/map_words.h"
#include "lint/report/text.h"

typedef struct {
    bool color, ascii;
    size_t width;          /* columns of the bar */
    bool used[CELL_KINDS]; /* out: which kinds appeared, for the legend */
} BarStyle;

/* The bar with its marks; two columns of margin. */
void map_bar(Buf *out, const Plan *plan, BarStyle *style);
/* One line for each kind that was used. */
void map_legend(Buf *out, const BarStyle *style);

#endif
