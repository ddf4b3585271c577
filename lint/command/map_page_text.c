/* The text of a segment on the page: lines with their running tokens, what changes marked in them,
 * long stretches without news folded, and the notes beside their lines. */
#include <stdlib.h>

#include "lint/base/order.h"
#include "lint/base/utf8.h"
#include "lint/command/map_page.h"
#include "lint/report/figures.h"
#include "lint/report/html.h"

enum {
    SHORT_ROWS = 36, /* a text is folded from here on */
    TOOL_ROWS = 3,   /* a definition: from here on */
    HEAD_LINES = 8,  /* that stay of it */
    TAIL_LINES = 4,
    AROUND_LINES = 2, /* that stay around news */
    FOLDED_ROWS = 6,  /* it takes so many to be folded */
    NOTE_ROWS = 9     /* about what a note needs beside the text */
};

typedef struct {
    size_t start, end; /* of the segment's text, without the line end */
    int64_t before;    /* tokens of the prompt before it */
    CellKind kind;     /* of its start */
    bool shown;        /* not folded */
} Line;
typedef VEC(Line) LineVec;

typedef struct {
    const PagePrompt *p;
    const Segment *segment;
    size_t step; /* the segment's first */
    int64_t end; /* tokens of the prompt up to its end */
    Str text;    /* what of it is drawn */
    LineVec lines;
    size_t notes, notes_end; /* of p->notes */
    /* While drawing: */
    size_t piece, note, covered; /* note: next to open; covered: end of the marks so far */
    Level level;
} Text;

/* --- where notes stand --- */

/* The last byte of the text that comes from the file at or before `offset`. */
static size_t text_offset(const Segment *segment, uint32_t offset) {
    size_t low = 0, high = segment->text.len;
    while (high - low > 1) {
        size_t middle = middle_of(low, high);
        if (segment_file_span(segment, span_of(middle, middle + 1)).start <= offset)
            low = middle;
        else
            high = middle;
    }
    return utf8_start(segment->text, low);
}

/* False: it is about no text of this segment. */
static bool place_in(const Segment *segment, PageNote *note) {
    Span span = note->finding->span;
    if (segment->deferred || !segment->pieces.len) return false; /* not drawn */
    if (!span_holds(segment->span, (Span){span.start, span.start})) return false;
    note->placed = true;
    if (!segment->map.len || !segment->text.len) return true;
    note->start = note->end = text_offset(segment, span.start);
    Span byte = segment_file_span(segment, span_of(note->start, note->start + 1));
    if (span.start >= byte.end || span.end <= span.start) return true;
    size_t size;
    note->end = text_offset(segment, span.end - 1);
    utf8_decode(segment->text, note->end, &size);
    note->end += size;
    return true;
}

static int compare_notes(const void *left, const void *right) {
    const PageNote *a = left, *b = right;
    if (a->placed != b->placed) return order_of(b->placed, a->placed);
    if (a->segment != b->segment) return order_of(a->segment, b->segment);
    if (a->start != b->start) return order_of(a->start, b->start);
    return order_of((uintptr_t)a->finding, (uintptr_t)b->finding);
}

/* Segments in the order of the file, to find the one around a finding. */
typedef struct {
    Span span;
    size_t index;
} Place;

static int compare_places(const void *left, const void *right) {
    const Place *a = left, *b = right;
    if (a->span.start != b->span.start) return order_of(a->span.start, b->span.start);
    return order_of(a->index, b->index);
}

/* The last segment that begins at or before the finding. */
static size_t place_before(const Place *places, size_t len, uint32_t offset) {
    size_t low = 0, high = len;
    while (low < high) {
        size_t middle = middle_of(low, high);
        if (places[middle].span.start <= offset)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

void page_place_notes(PagePrompt *p) {
    const SegmentVec *segments = &p->plan->prompt->segments;
    Place *places = arena_array(p->page->arena, segments->len, sizeof *places);
    for (size_t i = 0; i < segments->len; i++) places[i] = (Place){segments->items[i].span, i};
    qsort(places, segments->len, sizeof *places, compare_places);
    for (size_t i = 0; i < p->notes.len; i++) {
        PageNote *note = &p->notes.items[i];
        size_t at = place_before(places, segments->len, note->finding->span.start);
        if (!at) continue;
        note->segment = places[at - 1].index;
        place_in(&segments->items[note->segment], note);
    }
    if (p->notes.len) qsort(p->notes.items, p->notes.len, sizeof *p->notes.items, compare_notes);
    for (size_t i = 0; i < p->notes.len; i++) p->notes.items[i].number = i + 1;
}

/* --- lines --- */

static void cut_lines(Text *t) {
    for (size_t start = 0; start < t->text.len || !t->lines.len;) {
        size_t end = html_line_end(t->text, start);
        vec_push(t->p->page->arena, &t->lines, (Line){.start = start, .end = end});
        start = end < t->text.len && t->text.ptr[end] == '\n' ? end + 1 : end;
    }
}

/* Counts the parts of a literal piece that lie between line starts; they are stretched to the
 * piece's own size, since a text cut into lines has a few tokens more than the whole. */
static void count_piece(Text *t, const PlanStep *step, const Piece *piece, size_t *line) {
    size_t first = *line, at = piece->span.start;
    int64_t sum = 0;
    for (; *line < t->lines.len && t->lines.items[*line].start < piece->span.end; ++*line) {
        size_t start = t->lines.items[*line].start;
        if (piece->kind == PIECE_TEXT && start > at)
            sum += plan_count(t->p->plan, str_slice(t->segment->text, at, start)).tokens;
        at = start > at ? start : at;
        t->lines.items[*line].before = sum;
    }
    if (*line == first) return;
    if (piece->kind == PIECE_TEXT)
        sum += plan_count(t->p->plan, str_slice(t->segment->text, at, piece->span.end)).tokens;
    double scale = sum > 0 ? (double)step->size.tokens / (double)sum : 0;
    for (size_t i = first; i < *line; i++) {
        Line *l = &t->lines.items[i];
        l->before = step->before.tokens + (int64_t)((double)l->before * scale);
    }
}

static CellKind step_kind(const Plan *plan, const PlanStep *step) {
    return step->volatility >= VOL_APPEND ? CELL_CHANGE : map_kind_at(plan, step->before.tokens);
}

static void count_lines(Text *t) {
    const Plan *plan = t->p->plan;
    size_t line = 0, step = t->step;
    for (size_t i = 0; i < t->segment->pieces.len && step + i < plan->step_count; i++) {
        size_t first = line;
        count_piece(t, &plan->steps[step + i], &t->segment->pieces.items[i], &line);
        for (; first < line; first++)
            t->lines.items[first].kind = step_kind(plan, &plan->steps[step + i]);
    }
}

/* --- folding --- */

static size_t rows_of(const Line *line) {
    return (line->end - line->start) / HTML_ROW_BYTES + 1;
}

static void show_around(Text *t, size_t line) {
    size_t from = line > AROUND_LINES ? line - AROUND_LINES : 0;
    for (size_t i = from; i <= line + AROUND_LINES && i < t->lines.len; i++)
        t->lines.items[i].shown = true;
}

static size_t line_at(const Text *t, size_t offset, size_t from) {
    while (from + 1 < t->lines.len && t->lines.items[from + 1].start <= offset) from++;
    return from;
}

static void fold_lines(Text *t) {
    size_t rows = 0, n = t->lines.len, line = 0;
    for (size_t i = 0; i < n; i++) rows += rows_of(&t->lines.items[i]);
    bool tool = t->segment->type == BLOCK_TOOL, whole = rows <= (tool ? TOOL_ROWS : SHORT_ROWS);
    for (size_t i = 0; i < n; i++)
        t->lines.items[i].shown = whole || (!tool && (i < HEAD_LINES || i + TAIL_LINES >= n));
    if (whole) return;
    for (size_t i = t->notes; i < t->notes_end; i++)
        show_around(t, line = line_at(t, t->p->notes.items[i].start, line));
    line = 0;
    for (size_t i = 0; i < t->segment->pieces.len; i++) {
        const Piece *piece = &t->segment->pieces.items[i];
        if (piece->kind == PIECE_TEXT || piece->verdict.volatility < VOL_TENANT) continue;
        show_around(t, line = line_at(t, piece->span.start, line));
    }
    for (size_t i = 0, from = 0; i <= n; i++) { /* what is not worth a fold */
        if (i < n && !t->lines.items[i].shown) continue;
        rows = 0;
        for (size_t k = from; k < i; k++) rows += rows_of(&t->lines.items[k]);
        if (tool) rows += FOLDED_ROWS; /* one line, as a rule: the list of tools is what is read */
        for (size_t k = from; k < i && rows < FOLDED_ROWS; k++) t->lines.items[k].shown = true;
        from = i + 1;
    }
}

/* --- drawing --- */

static const char *class_of(Volatility v) {
    return v >= VOL_APPEND    ? "change"
           : v >= VOL_TENANT  ? "slow"
           : v == VOL_UNKNOWN ? "value"
                              : "fixed";
}

/* What stands behind a value; the whole phrase is its title. */
static const char *label_of(Volatility v) {
    static const char *const labels[] = {"constant",    "per release", NULL,    "per tenant",
                                         "per user",    "per session", "daily", "grows",
                                         "per request", "every call"};
    return labels[v];
}

static void open_notes(Text *t, size_t at) {
    for (; t->note < t->notes_end && t->p->notes.items[t->note].start <= at; t->note++) {
        const PageNote *n = &t->p->notes.items[t->note];
        buf_printf(t->p->out,
                   "<a class=\"ref %s\" id=\"p%zu-m%zu\" href=\"#p%zu-f%zu\" "
                   "aria-label=\"finding %zu\">%zu</a>",
                   level_name(n->finding->level), t->p->number, n->number, t->p->number, n->number,
                   n->number, n->number);
        if (n->end <= t->covered) continue;
        t->covered = n->end;
        t->level = n->finding->level;
    }
}

static void fragment(Text *t, const Line *line, const PlanStep *step, const Piece *piece,
                     size_t from, size_t to) {
    Buf *out = t->p->out;
    CellKind kind = step_kind(t->p->plan, step);
    bool noted = from < t->covered, literal = piece->kind == PIECE_TEXT;
    if (noted) buf_printf(out, "<span class=\"noted %s\">", level_name(t->level));
    if (piece->kind == PIECE_COMMENT)
        buf_add_c(out, "<span class=\"unsent\" title=\"a comment: not sent\">");
    else if (!literal)
        buf_printf(out, "<mark class=\"%s\" title=\"%s\">",
                   piece->kind == PIECE_TAG ? "tag" : class_of(step->volatility),
                   piece->verdict.volatility == VOL_UNKNOWN ? "a value nobody declared"
                                                            : volatility_phrase(piece->verdict));
    else if (kind != line->kind)
        buf_printf(out, "<span class=\"%s\">", page_kind_class(kind));
    html_text(out, str_slice(t->text, from, to));
    if (piece->kind == PIECE_COMMENT || (literal && kind != line->kind))
        buf_add_c(out, "</span>");
    else if (!literal)
        buf_add_c(out, "</mark>");
    if (noted) buf_add_c(out, "</span>");
    const char *label = piece->kind == PIECE_TAG || literal ? NULL : label_of(step->volatility);
    if (piece->kind != PIECE_COMMENT && label && to == piece->span.end)
        buf_printf(out, "<small class=\"why %s\">%s</small>", class_of(step->volatility), label);
}

static size_t least(size_t a, size_t b) {
    return a < b ? a : b;
}

static void draw_line(Text *t, const Line *line) {
    const Plan *plan = t->p->plan;
    Buf *out = t->p->out;
    buf_printf(out, "<div class=\"l %s\" data-t=\"", page_kind_class(line->kind));
    buf_add_count(out, line->before);
    buf_add_c(out, "\">");
    for (size_t at = line->start; at < line->end;) {
        while (t->piece + 1 < t->segment->pieces.len &&
               t->segment->pieces.items[t->piece].span.end <= at)
            t->piece++;
        open_notes(t, at);
        const Piece *piece = &t->segment->pieces.items[t->piece];
        size_t to = least(line->end, piece->span.end > at ? piece->span.end : line->end);
        if (t->note < t->notes_end) to = least(to, t->p->notes.items[t->note].start);
        if (t->covered > at) to = least(to, t->covered);
        fragment(t, line, &plan->steps[t->step + t->piece], piece, at, to);
        at = to;
    }
    open_notes(t, line->end);
    buf_add_c(out, "</div>\n");
}

static void draw_folded(Text *t, size_t from, size_t to) {
    Buf *out = t->p->out;
    int64_t end = to < t->lines.len ? t->lines.items[to].before : t->end;
    if (t->segment->type == BLOCK_TOOL && from == 0 && to == t->lines.len)
        buf_add_c(out, "<details><summary>the definition, ");
    else
        buf_printf(out, "<details><summary>%zu line%s, ", to - from, to - from == 1 ? "" : "s");
    buf_add_count(out, end - t->lines.items[from].before);
    buf_add_c(out, " tokens</summary>\n");
    for (size_t i = from; i < to; i++) draw_line(t, &t->lines.items[i]);
    buf_add_c(out, "</details>\n");
}

static void draw_lines(Text *t, size_t from, size_t to) {
    while (from < to) {
        size_t end = from;
        while (end < to && t->lines.items[end].shown == t->lines.items[from].shown) end++;
        if (t->lines.items[from].shown)
            for (size_t i = from; i < end; i++) draw_line(t, &t->lines.items[i]);
        else
            draw_folded(t, from, end);
        from = end;
    }
}

/* Where the run of lines that begins at `line` ends: before the next line with a note, if its notes
 * have room there. */
static size_t run_end(const Text *t, size_t line, size_t *note) {
    size_t rows = 0, room = 0, i = line;
    for (; i < t->lines.len; i++) {
        size_t next = i + 1 < t->lines.len ? t->lines.items[i + 1].start : (size_t)-1, here = *note;
        while (here < t->notes_end && t->p->notes.items[here].start < next) here++;
        if (here > *note && i > line && (rows >= room)) break;
        room += NOTE_ROWS * (here - *note);
        *note = here;
        rows += t->lines.items[i].shown ? rows_of(&t->lines.items[i]) : 1;
    }
    return i;
}

static void left_out(Text *t) {
    size_t bytes = t->segment->text.len - t->text.len;
    if (!bytes) return;
    buf_add_c(t->p->out, "<p class=\"cut\">");
    open_notes(t, t->segment->text.len);
    buf_add_count(t->p->out, (long long)bytes);
    buf_add_c(t->p->out,
              " more bytes of this text are not on the page; the figures are those of all "
              "of it.</p>\n");
}

static Str drawn_part(const PagePrompt *p, Str text) {
    size_t room = PAGE_TEXT_BYTES - least(PAGE_TEXT_BYTES, p->page->shown_bytes);
    size_t len = least(text.len, least(room, PAGE_SEGMENT_BYTES));
    len = utf8_start(text, len);
    p->page->shown_bytes += len;
    return str_slice(text, 0, len);
}

void page_text(const PagePrompt *p, size_t segment, size_t step) {
    Text t = {.p = p, .segment = &p->plan->prompt->segments.items[segment], .step = step};
    t.text = drawn_part(p, t.segment->text);
    while (t.notes < p->notes.len && p->notes.items[t.notes].placed &&
           p->notes.items[t.notes].segment < segment)
        t.notes++;
    for (t.notes_end = t.notes; t.notes_end < p->notes.len && p->notes.items[t.notes_end].placed &&
                                p->notes.items[t.notes_end].segment == segment;)
        t.notes_end++;
    t.note = t.notes;
    t.end = p->plan->steps[step + t.segment->pieces.len].before.tokens;
    cut_lines(&t);
    count_lines(&t);
    fold_lines(&t);
    size_t note = t.notes;
    for (size_t line = 0; line < t.lines.len;) {
        size_t first = note, end = run_end(&t, line, &note);
        buf_add_c(p->out, "<div class=\"run\">\n<div class=\"text\">\n");
        draw_lines(&t, line, end);
        if (end == t.lines.len) left_out(&t);
        buf_add_c(p->out, "</div>\n");
        if (note > first) page_notes(p, first, note);
        buf_add_c(p->out, "</div>\n");
        line = end;
    }
}
