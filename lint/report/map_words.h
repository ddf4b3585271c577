/* What the cache does with a prompt, in words: shared by the terminal's map, the page and diff. */
#ifndef WARMLINT_REPORT_MAP_WORDS_H
#define WARMLINT_REPORT_MAP_WORDS_H

#include "lint/base/buf.h"
#include "lint/prompt/plan.h"

/* What a warm call does with a part of the prompt. */
typedef enum {
    CELL_READ,   /* read from the cache */
    CELL_STABLE, /* does not change, but is not read: no breakpoint, or below the minimum */
    CELL_CHANGE, /* changes with the call */
    CELL_AFTER,  /* does not change, but stands behind a change: never read */
    CELL_KINDS
} CellKind;

/* "read from the cache" */
const char *map_kind_words(CellKind kind);
/* Kind of the stable text at a token position of the prompt. */
CellKind map_kind_at(const Plan *plan, int64_t token);
/* "{{current_time}} changes with every call": a changing step in words. */
void map_change_words(Buf *out, const Plan *plan, size_t step);
/* The first step that differs between users, sessions or days, ahead of the first change; NO_STEP
 * without one. */
size_t map_first_slow_change(const Plan *plan);
/* "breakpoint 1h, 6,074 tokens: read on every warm call" */
void map_breakpoint_words(Buf *out, const Plan *plan, const PlanBreakpoint *b);
/* A warm call reads what it caches. */
bool map_breakpoint_serves(const PlanBreakpoint *b);
/* What caches where nothing is marked. */
void map_no_breakpoint_words(Buf *out, const Plan *plan);
/* "A warm call reads 6,074, writes 0 and pays 243 in full ..." */
void map_bill_words(Buf *out, const Plan *plan);

#endif
