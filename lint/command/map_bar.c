#include "lint/command/map_bar.h"

#include "lint/report/figures.h"
#include "lint/report/map_words.h"

enum { MARGIN = 2, MARKS_DRAWN = 9 };

static const Paint kind_paint[] = {PAINT_GOOD, PAINT_MAYBE, PAINT_BAD, PAINT_DIM};
static const char *const kind_glyph[] = {"█", "▒", "▓", "░"};
static const char *const kind_ascii[] = {"#", "+", "!", "."};
static const char *glyph(const BarStyle *style, CellKind kind) {
    return style->ascii ? kind_ascii[kind] : kind_glyph[kind];
}

static size_t cell_of(const Plan *plan, const BarStyle *style, int64_t token) {
    size_t cell = (size_t)((double)token * (double)style->width / (double)plan->total.tokens);
    return cell < style->width ? cell : style->width - 1;
}

/* --- the bar --- */

/* Cells of what changes with the call. A value without a known size gets one cell, unless there are
 * so many that the bar would show nothing else. */
static void mark_changes(const Plan *plan, const BarStyle *style, unsigned char *cells) {
    size_t changing = 0;
    for (size_t i = 0; i < plan->step_count; i++)
        changing += plan->steps[i].volatility >= VOL_APPEND;
    bool crowded = changing > style->width / 4;
    for (size_t i = 0; i < plan->step_count; i++) {
        const PlanStep *step = &plan->steps[i];
        if (step->volatility < VOL_APPEND) continue;
        int64_t end = step->before.tokens + step->size.tokens;
        size_t from = cell_of(plan, style, step->before.tokens);
        size_t to = end >= plan->total.tokens ? style->width : cell_of(plan, style, end);
        if (from == to && (!crowded || i == plan->first_change)) to = from + 1;
        for (size_t c = from; c < to && c < style->width; c++) cells[c] = CELL_CHANGE;
    }
}

static void draw_cells(Buf *out, const Plan *plan, BarStyle *style) {
    Buf kinds = {0};
    for (size_t i = 0; i < style->width; i++) {
        double middle = ((double)i + 0.5) * (double)plan->total.tokens / (double)style->width;
        buf_add_char(&kinds, (char)map_kind_at(plan, (int64_t)middle));
    }
    unsigned char *cells = (unsigned char *)kinds.ptr;
    mark_changes(plan, style, cells);
    buf_repeat(out, " ", MARGIN);
    for (size_t i = 0; i < style->width; i++) {
        CellKind kind = (CellKind)cells[i];
        style->used[kind] = true;
        if (i == 0 || cells[i - 1] != cells[i]) paint_on(out, style->color, kind_paint[kind]);
        buf_add_c(out, glyph(style, kind));
        if (i + 1 == style->width || cells[i + 1] != cells[i])
            paint_off(out, style->color, kind_paint[kind]);
    }
    buf_add_char(out, '\n');
    buf_free(&kinds);
}

/* --- the sections above it --- */

static void draw_section(Buf *out, const BarStyle *style, const char *name, int64_t tokens,
                         size_t columns, bool first) {
    const char *dash = style->ascii ? "-" : "─";
    Buf label = {0};
    buf_printf(&label, " %s ", name);
    buf_add_count(&label, tokens);
    buf_add_char(&label, ' ');
    if (label.len + 3 > columns) { /* no room for the number */
        label.len = 0;
        buf_printf(&label, " %s ", name);
    }
    buf_add_c(out, style->ascii ? "|" : first ? "├" : "┼");
    if (label.len + 3 > columns) {
        buf_repeat(out, dash, columns - 1);
    } else {
        buf_add_c(out, dash);
        buf_add(out, buf_str(&label));
        buf_repeat(out, dash, columns - 2 - label.len);
    }
    buf_free(&label);
}

static void draw_sections(Buf *out, const Plan *plan, const BarStyle *style) {
    int64_t at = 0;
    size_t column = 0;
    buf_repeat(out, " ", MARGIN);
    paint_on(out, style->color, PAINT_DIM);
    for (int s = 0; s < SECTION_COUNT; s++) {
        int64_t tokens = plan->section[s].tokens;
        if (tokens <= 0) continue;
        at += tokens;
        size_t end = at >= plan->total.tokens ? style->width - 1 : cell_of(plan, style, at);
        if (end <= column) continue;
        draw_section(out, style, section_name((Section)s), tokens, end - column, column == 0);
        column = end;
    }
    buf_add_c(out, style->ascii ? "|" : "┤");
    paint_off(out, style->color, PAINT_DIM);
    buf_add_char(out, '\n');
}

/* --- marks --- */

static void plain_words(Buf *out, const BarStyle *style, Paint p, Str words) {
    buf_repeat(out, " ", MARGIN);
    paint_on(out, style->color, p);
    text_wrap(out, words, MARGIN, MARGIN, style->width + MARGIN);
    paint_off(out, style->color, p);
    buf_add_char(out, '\n');
}

/* The mark with its words to the right, to the left where there is no room, or below it. */
static void draw_mark(Buf *out, const BarStyle *style, size_t column, const char *mark, Paint p,
                      Str words) {
    size_t width = text_width(words);
    bool right = column + 2 + width <= style->width, left = !right && column > width;
    buf_repeat(out, " ", MARGIN + column - (left ? width + 1 : 0));
    if (left) {
        buf_add_visible(out, words, false);
        buf_add_char(out, ' ');
    }
    paint(out, style->color, p, mark);
    if (right) {
        buf_add_char(out, ' ');
        buf_add_visible(out, words, false);
    }
    buf_add_char(out, '\n');
    if (!right && !left) plain_words(out, style, PAINT_NONE, words);
}

static void draw_change(Buf *out, const Plan *plan, const BarStyle *style, size_t step, Paint p) {
    if (step == NO_STEP) return;
    Buf whole = {0}, words = {0};
    map_change_words(&whole, plan, step);
    text_fit(&words, buf_str(&whole), style->width - 4);
    draw_mark(out, style, cell_of(plan, style, plan->steps[step].before.tokens),
              style->ascii ? "v" : "▼", p, buf_str(&words));
    buf_free(&whole);
    buf_free(&words);
}

static Paint breakpoint_paint(const PlanBreakpoint *b) {
    if (b->reach == REACH_BELOW) return PAINT_MAYBE;
    return b->first_change == NO_STEP ? PAINT_GOOD : PAINT_BAD;
}

static size_t breakpoint_cell(const Plan *plan, const BarStyle *style, const PlanBreakpoint *b) {
    size_t cell = cell_of(plan, style, b->prefix.tokens);
    return cell && b->prefix.tokens < plan->total.tokens ? cell - 1 : cell;
}

/* Marks with numbers, each as near to its place as the next one leaves room for. Where there are
 * more than an API accepts, only the first are drawn: all have their line below. */
static void draw_mark_row(Buf *out, const Plan *plan, const BarStyle *style, const char *mark) {
    size_t cells[MARKS_DRAWN], count = plan->breakpoint_count, column = 0;
    if (count > MARKS_DRAWN) count = MARKS_DRAWN;
    size_t room = style->width + 1;
    for (size_t i = count; i-- > 0;) {
        size_t cell = breakpoint_cell(plan, style, &plan->breakpoints[i]);
        cells[i] = cell + 2 <= room ? cell : room > 2 ? room - 2 : 0;
        room = cells[i];
    }
    buf_repeat(out, " ", MARGIN);
    for (size_t i = 0; i < count; i++) {
        if (cells[i] < column) cells[i] = column; /* crowded at the start */
        buf_repeat(out, " ", cells[i] - column);
        paint(out, style->color, breakpoint_paint(&plan->breakpoints[i]), mark);
        buf_printf(out, "%zu", i + 1);
        column = cells[i] + 2;
    }
    buf_add_char(out, '\n');
}

static void draw_numbered(Buf *out, const Plan *plan, const BarStyle *style) {
    const char *mark = style->ascii ? "^" : "▲";
    draw_mark_row(out, plan, style, mark);
    for (size_t i = 0; i < plan->breakpoint_count; i++) {
        const PlanBreakpoint *b = &plan->breakpoints[i];
        Buf words = {0};
        map_breakpoint_words(&words, plan, b);
        buf_repeat(out, " ", MARGIN);
        paint(out, style->color, breakpoint_paint(b), mark);
        buf_printf(out, "%zu ", i + 1);
        size_t indent = MARGIN + 2 + (i >= 9) + 1;
        text_wrap(out, buf_str(&words), indent, indent, style->width + MARGIN);
        buf_add_char(out, '\n');
        buf_free(&words);
    }
}

/* What caches where nothing is marked. */
static void draw_no_breakpoint(Buf *out, const Plan *plan, const BarStyle *style) {
    Buf words = {0};
    map_no_breakpoint_words(&words, plan);
    plain_words(out, style, plan->read.tokens > 0 ? PAINT_GOOD : PAINT_MAYBE, buf_str(&words));
    buf_free(&words);
}

static void draw_breakpoints(Buf *out, const Plan *plan, const BarStyle *style) {
    if (plan->breakpoint_count > 1) {
        draw_numbered(out, plan, style);
    } else if (plan->breakpoint_count == 1) {
        const PlanBreakpoint *b = &plan->breakpoints[0];
        Buf words = {0};
        map_breakpoint_words(&words, plan, b);
        draw_mark(out, style, breakpoint_cell(plan, style, b), style->ascii ? "^" : "▲",
                  breakpoint_paint(b), buf_str(&words));
        buf_free(&words);
    } else {
        draw_no_breakpoint(out, plan, style);
    }
}

void map_bar(Buf *out, const Plan *plan, BarStyle *style) {
    if (plan->total.tokens <= 0) return;
    draw_sections(out, plan, style);
    draw_change(out, plan, style, map_first_slow_change(plan), PAINT_MAYBE);
    draw_change(out, plan, style, plan->first_change, PAINT_BAD);
    draw_cells(out, plan, style);
    draw_breakpoints(out, plan, style);
}

void map_legend(Buf *out, const BarStyle *style) {
    size_t column = 0;
    for (int k = 0; k < CELL_KINDS; k++) {
        if (!style->used[k]) continue;
        size_t width = strlen(map_kind_words((CellKind)k)) + 2;
        if (column && column + 3 + width > style->width + MARGIN) {
            buf_add_char(out, '\n');
            column = 0;
        }
        size_t gap = column ? 3 : MARGIN;
        buf_repeat(out, " ", gap);
        paint(out, style->color, kind_paint[k], glyph(style, (CellKind)k));
        buf_printf(out, " %s", map_kind_words((CellKind)k));
        column += gap + width;
    }
    if (column) buf_add_char(out, '\n');
}
