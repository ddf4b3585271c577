#include "lint/report/map_rows.h"

#include "lint/report/figures.h"
#include "lint/report/map_words.h"

/* A value of unknown size that stands at the end of what is read or written is behind it. */
static bool is_within(const MapRow *row, int64_t end) {
    return row->to <= end && (row->change == NO_STEP || row->from < end);
}

bool map_row_is_read(const Plan *plan, const MapRow *row) {
    return is_within(row, plan->read.tokens);
}

bool map_row_is_written(const Plan *plan, const MapRow *row) {
    int64_t written = plan->read.tokens + plan->written_short.tokens + plan->written_long.tokens;
    return !map_row_is_read(plan, row) && is_within(row, written);
}

void map_row_state(Buf *out, const Plan *plan, const MapRow *row) {
    if (map_row_is_read(plan, row)) {
        buf_add_c(out, "read from the cache");
        if (row->kept_by) {
            buf_add_c(out, " (");
            figure_seconds(out, row->kept_by->ttl_seconds);
            buf_add_char(out, ')');
        }
        if (row->slow == NO_STEP) return;
        buf_add_c(out, "; ");
        map_change_words(out, plan, row->slow);
        return;
    }
    bool is_written = map_row_is_written(plan, row);
    buf_add_c(out, is_written ? "written on each call" : "paid in full");
    if (row->change != NO_STEP) {
        buf_add_c(out, ": ");
        map_change_words(out, plan, row->change);
    } else if (plan->first_change != NO_STEP && row->from >= plan->stable.tokens) {
        buf_add_c(out, ": behind a change");
    } else if (is_written) {
        buf_add_c(out, ": its breakpoint comes after a change");
    } else if (plan->breakpoint_count == 0 && plan->caches_at_breakpoints_only) {
        buf_add_c(out, ": no breakpoint");
    } else if (plan->stable.tokens < plan->minimum) {
        buf_add_c(out, ": below the minimum of ");
        buf_add_count(out, plan->minimum);
    } else {
        buf_add_c(out, ": no breakpoint behind it");
    }
}

const char *map_row_role(const Plan *plan, const MapRow *row) {
    static const char *const names[] = {"-",    "tool",      "system",     "developer",
                                        "user", "assistant", "tool result"};
    return row->mixed ? "turns" : names[plan->prompt->segments.items[row->first].role];
}

Str map_row_place(Arena *arena, const Plan *plan, const MapRow *row, bool ascii) {
    const Segment *segments = plan->prompt->segments.items;
    Str first = segment_place(arena, plan->prompt, &segments[row->first]);
    if (row->last == row->first) {
        Str name = segments[row->first].name;
        return name.len ? str_printf(arena, STR_FMT " " STR_FMT, STR_ARG(first), STR_ARG(name))
                        : first;
    }
    Str last = segment_place(arena, plan->prompt, &segments[row->last]);
    return str_printf(arena, STR_FMT " %s " STR_FMT, STR_ARG(first), ascii ? ".." : "…",
                      STR_ARG(last));
}

static bool same_row(const Plan *plan, const MapRow *a, const MapRow *b) {
    const Segment *segments = plan->prompt->segments.items;
    return segments[a->first].section == segments[b->first].section &&
           (a->to <= plan->read.tokens) == (b->to <= plan->read.tokens) && !a->marked &&
           a->change == NO_STEP && b->change == NO_STEP && a->slow == NO_STEP && b->slow == NO_STEP;
}

static MapRow join(const Plan *plan, MapRow a, MapRow b) {
    const Segment *segments = plan->prompt->segments.items;
    a.mixed |= segments[a.first].role != segments[b.first].role;
    a.last = b.last;
    a.size = tok_add(a.size, b.size);
    a.unsized |= b.unsized;
    a.to = b.to;
    a.marked = b.marked;
    a.kept_by = b.kept_by;
    return a;
}

/* Cuts the steps into one row per segment; returns the step behind the row. */
static size_t read_row(const Plan *plan, size_t step, MapRow *row) {
    size_t segment = plan->steps[step].segment;
    *row = (MapRow){.first = segment, .last = segment, .change = NO_STEP, .slow = NO_STEP};
    row->from = plan->steps[step].before.tokens;
    for (; step < plan->step_count && plan->steps[step].segment == segment; step++) {
        row->size = tok_add(row->size, plan->steps[step].size);
        row->unsized |= plan->steps[step].unsized;
        Volatility v = plan->steps[step].volatility;
        if (v >= VOL_APPEND && row->change == NO_STEP) row->change = step;
        if (v >= VOL_TENANT && v < VOL_APPEND && row->slow == NO_STEP) row->slow = step;
    }
    row->to = plan->steps[step].before.tokens;
    row->marked = plan->prompt->segments.items[segment].breakpoint.origin != BREAKPOINT_NONE;
    return step;
}

void map_rows(Arena *arena, const Plan *plan, bool fold, MapRowVec *rows) {
    MapRow row;
    size_t next = 0; /* breakpoint */
    for (size_t step = 0; step < plan->step_count;) {
        step = read_row(plan, step, &row);
        while (next < plan->breakpoint_count && (plan->breakpoints[next].prefix.tokens < row.to ||
                                                 plan->breakpoints[next].reach == REACH_BELOW))
            next++;
        if (next < plan->breakpoint_count) row.kept_by = &plan->breakpoints[next];
        MapRow *last = rows->len ? &rows->items[rows->len - 1] : NULL;
        if (last && fold && same_row(plan, last, &row))
            *last = join(plan, *last, row);
        else
            vec_push(arena, rows, row);
    }
}
