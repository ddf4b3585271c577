#include "lint/server/view.h"

#include "lint/base/order.h"
#include "lint/prompt/cost.h"
#include "lint/report/figures.h"

enum { ROWS_WHOLE = 24 };

const char *view_cached_name(Cached cached) {
    static const char *const names[] = {"read", "partly", "written", "paid"};
    return names[cached];
}

static Cached cached_of(const Plan *plan, const MapRow *row) {
    if (map_row_is_read(plan, row)) return CACHED_READ;
    if (row->from < plan->read.tokens) return CACHED_PARTLY;
    return map_row_is_written(plan, row) ? CACHED_WRITTEN : CACHED_PAID;
}

static double usd_of(const Plan *plan, const MapRow *row, Cached cached) {
    double tokens = (double)row->size.tokens, usd;
    uint32_t ttl = row->kept_by ? row->kept_by->ttl_seconds : 0;
    double read = (double)(plan->read.tokens - row->from);
    switch (cached) {
    case CACHED_READ: usd = cost_of_reading(plan, tokens); break;
    case CACHED_WRITTEN: usd = cost_of_writing(plan, tokens, ttl); break;
    case CACHED_PARTLY:
        usd = cost_of_reading(plan, read);
        if (usd >= 0) usd += cost_of_input(plan, tokens - read);
        break;
    default: usd = cost_of_input(plan, tokens);
    }
    return usd < 0 ? COST_UNKNOWN : 1000 * usd;
}

static Span span_of_row(const Source *source, const Plan *plan, const MapRow *row) {
    const Segment *segments = plan->prompt->segments.items;
    Span span = segments[row->first].span;
    /* Cache order need not be the order of the file. */
    for (size_t i = row->first; i <= row->last; i++) {
        if (segments[i].span.start < span.start) span.start = segments[i].span.start;
        if (segments[i].span.end > span.end) span.end = segments[i].span.end;
    }
    if (span.end > source->bytes.len) span.end = (uint32_t)source->bytes.len;
    while (span.end > span.start && ascii_is_space(source->bytes.ptr[span.end - 1])) span.end--;
    return span;
}

void view_rows(Arena *arena, const Source *source, const Plan *plan, bool fold, ViewRowVec *rows) {
    MapRowVec found = {0};
    TokCount running = {0};
    map_rows(arena, plan, fold && plan->prompt->segments.len > ROWS_WHOLE, &found);
    for (size_t i = 0; i < found.len; i++) {
        const MapRow *row = &found.items[i];
        running = i ? tok_add(running, row->size) : row->size;
        ViewRow view = {.row = *row, .span = span_of_row(source, plan, row), .running = running};
        view.cached = cached_of(plan, row);
        view.usd_per_1000 = usd_of(plan, row, view.cached);
        vec_push(arena, rows, view);
    }
}

Span view_step_span(const Plan *plan, size_t step) {
    return segment_file_span(plan_segment(plan, step), plan_piece(plan, step)->span);
}

size_t view_first_step(const Plan *plan, size_t segment) {
    size_t low = 0, high = plan->step_count;
    while (low < high) {
        size_t middle = middle_of(low, high);
        if (plan->steps[middle].segment < segment)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

const PlanBreakpoint *view_breakpoint(const Plan *plan, size_t segment) {
    size_t low = 0, high = plan->breakpoint_count;
    while (low < high) {
        size_t middle = middle_of(low, high);
        if (plan->breakpoints[middle].segment < segment)
            low = middle + 1;
        else
            high = middle;
    }
    bool found = low < plan->breakpoint_count && plan->breakpoints[low].segment == segment;
    return found ? &plan->breakpoints[low] : NULL;
}

Volatility view_volatility(const Plan *plan, const MapRow *row) {
    Volatility highest = VOL_CONSTANT;
    for (size_t i = view_first_step(plan, row->first);
         i < plan->step_count && plan->steps[i].segment <= row->last; i++)
        if (plan->steps[i].volatility > highest) highest = plan->steps[i].volatility;
    return highest;
}

void view_add_usd(Buf *out, double usd_per_1000) {
    if (usd_per_1000 < 0) return;
    buf_add_c(out, " · ");
    figure_usd(out, usd_per_1000);
    buf_add_c(out, " per 1,000 calls");
}

void view_add_factors(Buf *out, const Plan *plan, uint32_t ttl) {
    double in = cost_of_input(plan, 1), write = cost_of_writing(plan, 1, ttl);
    double read = cost_of_reading(plan, 1);
    if (in <= 0 || write < 0 || read < 0) return;
    buf_printf(out, " · write %.4g×, read %.4g×", write / in, read / in);
}

static void add_price(Buf *out, double price, const char *what) {
    if (price < 0) return;
    buf_add_char(out, '$');
    figure_price(out, price, 0);
    buf_add_c(out, what);
}

void view_model(Buf *out, const Model *model, Date today) {
    Prices prices = facts_prices(model, today);
    buf_add_c(out, facts_provider_name(model->provider));
    if (prices.known && prices.base.in >= 0) {
        buf_add_c(out, " · ");
        add_price(out, prices.base.in, " in");
        if (prices.base.out >= 0) buf_add_c(out, ", ");
        add_price(out, prices.base.out, " out");
        if (prices.base.read >= 0) buf_add_c(out, ", ");
        add_price(out, prices.base.read, " read");
    }
    if (model->min_tokens > 0) {
        buf_add_c(out, " · caches from ");
        buf_add_count(out, model->min_tokens);
        buf_add_c(out, " tokens");
    }
    char date[DATE_TEXT];
    date_format(model->retires, date);
    if (model->retires)
        buf_printf(out, " · %s %s", model->retires <= today ? "retired" : "retires", date);
}
