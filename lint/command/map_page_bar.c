/* The bar of the page, as SVG: places are per cents, so that it fits any width. */
#include "lint/command/map_page.h"
#include "lint/report/figures.h"
#include "lint/report/html.h"

const char *page_kind_class(CellKind kind) {
    static const char *const classes[] = {"read", "stable", "change", "after"};
    return classes[kind];
}

enum { CELLS = 500 }; /* the bar has no finer parts, however many pieces a prompt has */

static size_t cell_of(const Plan *plan, int64_t token) {
    return (size_t)((double)token * CELLS / (double)plan->total.tokens);
}

static double percent(const Plan *plan, int64_t token) {
    return 100 * (double)token / (double)plan->total.tokens;
}

/* A change of unknown size is still a line wide. */
static void fill_cells(const Plan *plan, unsigned char cells[CELLS]) {
    for (size_t i = 0; i < CELLS; i++)
        cells[i] = (unsigned char)map_kind_at(
            plan, (int64_t)(((double)i + 0.5) * (double)plan->total.tokens / CELLS));
    for (size_t i = 0; i < plan->step_count; i++) {
        const PlanStep *step = &plan->steps[i];
        if (step->volatility < VOL_APPEND) continue;
        size_t from = cell_of(plan, step->before.tokens);
        size_t to = cell_of(plan, step->before.tokens + step->size.tokens);
        if (from + 4 > to) to = from + 4;
        if (to > CELLS) from = from > to - CELLS ? from - (to - CELLS) : 0, to = CELLS;
        for (size_t c = from; c < to; c++) cells[c] = CELL_CHANGE;
    }
}

static void cells_at(Buf *out, const Plan *plan, int y, int height) {
    unsigned char cells[CELLS];
    fill_cells(plan, cells);
    for (size_t i = 0, from = 0; i < CELLS; i++) {
        if (i + 1 < CELLS && cells[i + 1] == cells[i]) continue;
        buf_printf(
            out, "<rect class=\"cell %s\" x=\"%.1f%%\" y=\"%d\" width=\"%.1f%%\" height=\"%d\"/>\n",
            page_kind_class((CellKind)cells[i]), 100.0 * (double)from / CELLS, y,
            100.0 * (double)(i + 1 - from) / CELLS, height);
        from = i + 1;
    }
}

void page_small_bar(Buf *out, const Plan *plan) {
    buf_add_c(out, "<svg class=\"small-bar\" width=\"100%\" height=\"12\" aria-hidden=\"true\">\n");
    if (plan->total.tokens > 0) cells_at(out, plan, 0, 12);
    buf_add_c(out, "</svg>");
}

/* --- with its marks --- */

enum { NAMES_Y = 0, CHANGE_Y = 18, BAR_Y = 30, BAR_HEIGHT = 30, MARK_Y = 62, HEIGHT = 84 };

static void section_names(Buf *out, const Plan *plan) {
    int64_t at = 0;
    for (int s = 0; s < SECTION_COUNT; s++) {
        int64_t tokens = plan->section[s].tokens;
        if (tokens <= 0) continue;
        double x = percent(plan, at), width = percent(plan, tokens);
        /* A small last one has its name at the end; an inner svg cuts off what does not fit. */
        bool end = width < 12 && at + tokens >= plan->total.tokens;
        if (end)
            buf_printf(out, "<text x=\"100%%\" y=\"%d\" text-anchor=\"end\">", NAMES_Y + 12);
        else
            buf_printf(out,
                       "<svg x=\"%.2f%%\" y=\"%d\" width=\"%.2f%%\" height=\"16\"><text x=\"6\" "
                       "y=\"12\">",
                       x, NAMES_Y, width);
        buf_printf(out, "%s ", section_name((Section)s));
        if (end || width > 12) buf_add_count(out, tokens);
        buf_add_c(out, end ? "</text>\n" : "</text></svg>\n");
        if (at > 0)
            buf_printf(out,
                       "<line class=\"border\" x1=\"%.2f%%\" x2=\"%.2f%%\" y1=\"2\" y2=\"%d\"/>\n",
                       x, x, BAR_Y + BAR_HEIGHT);
        at += tokens;
    }
}

static void mark(Buf *out, const Plan *plan, int64_t token, int y, const char *class,
                 const char *path, size_t number) {
    double x = percent(plan, token);
    /* Room for half a mark at both ends. */
    buf_printf(out,
               "<svg class=\"mark %s\" x=\"%.2f%%\" y=\"%d\" overflow=\"visible\"><path d=\"%s\"/>",
               class,
               x < 0.8    ? 0.8
               : x > 99.2 ? 99.2
                          : x,
               y, path);
    if (number) buf_printf(out, "<text y=\"20\" text-anchor=\"middle\">%zu</text>", number);
    buf_add_c(out, "</svg>\n");
}

static void marks(const PagePrompt *p) {
    const Plan *plan = p->plan;
    if (plan->first_change != NO_STEP)
        mark(p->out, plan, plan->steps[plan->first_change].before.tokens, CHANGE_Y, "change",
             "M-6 0H6L0 10Z", 0);
    for (size_t i = 0; i < plan->breakpoint_count && i < 9; i++) {
        const PlanBreakpoint *b = &plan->breakpoints[i];
        bool good = map_breakpoint_serves(b);
        mark(p->out, plan, b->prefix.tokens, MARK_Y, good ? "good" : "bad", "M-6 9H6L0 0Z", i + 1);
    }
}

static void list_item(const PagePrompt *p, const char *class, const char *sign, const char *target,
                      size_t number, Buf *words) {
    buf_printf(p->out, "<li class=\"%s\"><b aria-hidden=\"true\">%s</b> <a href=\"#p%zu-%s%zu\">",
               class, sign, p->number, target, number);
    html_text_from(p->out, words);
    buf_add_c(p->out, "</a></li>\n");
}

void page_marks(const PagePrompt *p) {
    const Plan *plan = p->plan;
    Buf words = {0};
    buf_add_c(p->out, "<ul class=\"marks\">\n");
    size_t changes[] = {map_first_slow_change(plan), plan->first_change};
    for (size_t i = 0; i < 2; i++) {
        if (changes[i] == NO_STEP) continue;
        map_change_words(&words, plan, changes[i]);
        list_item(p, i ? "change" : "slow", i ? "▼" : "▽", "s", plan->steps[changes[i]].segment,
                  &words);
    }
    for (size_t i = 0; i < plan->breakpoint_count; i++) {
        const PlanBreakpoint *b = &plan->breakpoints[i];
        bool good = map_breakpoint_serves(b);
        map_breakpoint_words(&words, plan, b);
        Str sign = str_printf(p->page->arena, "▲ %zu", i + 1);
        list_item(p, good ? "good" : "bad", sign.ptr, "b", i + 1, &words);
    }
    if (!plan->breakpoint_count) {
        map_no_breakpoint_words(&words, plan);
        buf_printf(p->out, "<li class=\"%s\">", plan->read.tokens > 0 ? "good" : "bad");
        html_text_from(p->out, &words);
        buf_add_c(p->out, "</li>\n");
    }
    buf_add_c(p->out, "</ul>\n");
    buf_free(&words);
}

void page_bar(const PagePrompt *p) {
    Buf *out = p->out;
    if (p->plan->total.tokens <= 0) return;
    buf_printf(out,
               "<svg class=\"bar\" width=\"100%%\" height=\"%d\" role=\"img\" "
               "aria-labelledby=\"p%zu-bar\">\n<title id=\"p%zu-bar\">The prompt in cache order, ",
               HEIGHT, p->number, p->number);
    buf_add_count(out, p->plan->total.tokens);
    buf_add_c(out, " tokens, of which a warm call reads ");
    buf_add_count(out, p->plan->read.tokens);
    buf_add_c(out, "</title>\n");
    section_names(out, p->plan);
    cells_at(out, p->plan, BAR_Y, BAR_HEIGHT);
    marks(p);
    buf_add_c(out, "</svg>\n");
}
