/* What the features say about a prompt: its segments in cache order with what a warm call pays for
 * each. Tokens, USD. Lives in the arena given. */
#ifndef WARMLINT_SERVER_VIEW_H
#define WARMLINT_SERVER_VIEW_H

#include "lint/report/map_rows.h"
#include "lint/server/session.h"

typedef enum { CACHED_READ, CACHED_PARTLY, CACHED_WRITTEN, CACHED_PAID } Cached;

/* A segment, or a run of like ones. */
typedef struct {
    MapRow row;
    Span span;        /* in the file, without line ends at its end */
    TokCount running; /* up to and with it */
    Cached cached;
    double usd_per_1000; /* COST_UNKNOWN without a price */
} ViewRow;
typedef VEC(ViewRow) ViewRowVec;

/* With `fold` runs of like segments of a long prompt are one row. */
void view_rows(Arena *arena, const Source *source, const Plan *plan, bool fold, ViewRowVec *rows);
/* "read", "partly", "written", "paid" */
const char *view_cached_name(Cached cached);
/* The piece of a step in the file; empty where it stands elsewhere. */
Span view_step_span(const Plan *plan, size_t step);
/* The first step of a segment or of a later one. */
size_t view_first_step(const Plan *plan, size_t segment);
/* The breakpoint that ends the segment, or NULL. */
const PlanBreakpoint *view_breakpoint(const Plan *plan, size_t segment);
/* The highest class of its values; VOL_CONSTANT without any. */
Volatility view_volatility(const Plan *plan, const MapRow *row);

/* " · $0.48 per 1,000 calls"; nothing without a price. */
void view_add_usd(Buf *out, double usd_per_1000);
/* " · write 1.25×, read 0.1×" for breakpoints of so many seconds; nothing without prices. */
void view_add_factors(Buf *out, const Plan *plan, uint32_t ttl);
/* "anthropic · $2 in, $10 out · caches from 1,024 tokens · retires 2026-12-01" */
void view_model(Buf *out, const Model *model, Date today);

#endif
