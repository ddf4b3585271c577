/* The segments of a prompt as rows of a table, in cache order. Tokens everywhere. */
#ifndef WARMLINT_REPORT_MAP_ROWS_H
#define WARMLINT_REPORT_MAP_ROWS_H

#include "lint/base/buf.h"
#include "lint/prompt/plan.h"

typedef struct {
    size_t first, last; /* segments, inclusive */
    TokCount size;
    bool unsized, mixed; /* mixed: several roles */
    size_t change;       /* first step that changes with the call, or NO_STEP */
    size_t slow;         /* first one that changes with tenant, user, session or day */
    int64_t from, to;
    bool marked;                   /* a breakpoint stands on it */
    const PlanBreakpoint *kept_by; /* the next one that caches, or NULL */
} MapRow;
typedef VEC(MapRow) MapRowVec;

/* All of them; with `fold` runs of like segments are one row. */
void map_rows(Arena *arena, const Plan *plan, bool fold, MapRowVec *rows);
/* A warm call reads all of it. */
bool map_row_is_read(const Plan *plan, const MapRow *row);
/* All of it is written on each call. */
bool map_row_is_written(const Plan *plan, const MapRow *row);
/* "read from the cache (1h)", "paid in full: {{question}} is different in every request" */
void map_row_state(Buf *out, const Plan *plan, const MapRow *row);
const char *map_row_role(const Plan *plan, const MapRow *row);
/* "system[0]", "messages[1] … messages[7]", a tool with its name. */
Str map_row_place(Arena *arena, const Plan *plan, const MapRow *row, bool ascii);

#endif
