#include "lint/report/excerpt.h"

#include "lint/base/utf8.h"

enum {
    RAIL = 2,        /* columns of the rail of a span over several lines */
    SHOWN_WHOLE = 6, /* a span over more lines is elided ... */
    SHOWN_HEAD = 3,  /* ... to so many lines ... */
    SHOWN_TAIL = 2,  /* ... and so many at its end */
};

/* A line as it is drawn: which bytes, and where the marked ones stand. */
typedef struct {
    Str line;
    size_t from; /* first byte shown */
    size_t mark_column, mark_width;
} View;

static size_t one_width(Str line, size_t at, size_t *size) {
    uint32_t c = utf8_decode(line, at, size);
    if (c >= 0x20 && c < 0x7F) return 1;
    return text_width((Str){line.ptr + at, *size});
}

/* Columns of line[from, to), at most a little more than `enough`. */
static size_t width_up_to(Str line, size_t from, size_t to, size_t enough) {
    size_t width = 0, size, seen = 0;
    for (size_t i = from; i < to && width <= enough && seen < 16 * enough + 64; i += size, seen++)
        width += one_width(line, i, &size);
    return width;
}

/* Steps back from `at` over at most `columns`; returns the byte. */
static size_t step_back(Str line, size_t at, size_t columns) {
    size_t width = 0, seen = 0;
    while (at > 0 && seen++ < 16 * columns + 64) {
        size_t before = at - 1, size;
        while (before > 0 && at - before < 4 && ((unsigned char)line.ptr[before] & 0xC0) == 0x80)
            before--;
        utf8_decode(line, before, &size);
        if (before + size != at) before = at - 1; /* ill-formed: a byte at a time */
        width += one_width(line, before, &size);
        if (width > columns) break;
        at = before;
    }
    return at;
}

/* The part of a line to show so that the marked bytes are in sight. */
static size_t choose_from(Str line, size_t start, size_t end, size_t room) {
    if (width_up_to(line, 0, line.len, room) <= room && line.len < 16 * room) return 0;
    size_t marked = width_up_to(line, start, end, room);
    if (width_up_to(line, 0, start, room) + marked + 12 <= room && start < 16 * room) return 0;
    size_t spare = room > marked + 2 ? room - marked - 2 : 0;
    size_t tail = width_up_to(line, end, line.len, spare / 2);
    size_t lead = tail < spare / 2 ? spare - tail : spare / 2;
    return step_back(line, start, lead < 8 ? 8 : lead);
}

/* Writes the shown part in at most `room` columns and notes where line[start, end) stands. */
static void draw(Buf *out, View *v, size_t start, size_t end, size_t room) {
    size_t column = 0, size;
    if (v->from) {
        buf_add_c(out, "…");
        column = 1;
    }
    v->mark_column = column;
    v->mark_width = 0;
    size_t cut = out->len, cut_column = column;
    for (size_t i = v->from; i < v->line.len; i += size) {
        size_t w = one_width(v->line, i, &size);
        if (column + w > room) {
            out->len = cut;
            buf_add_c(out, "…");
            if (v->mark_column > cut_column) v->mark_column = cut_column;
            if (v->mark_column + v->mark_width > cut_column)
                v->mark_width = cut_column + (end > i) - v->mark_column;
            return;
        }
        if (i < start) v->mark_column = column + w;
        if (i >= start && i < end) v->mark_width += w;
        buf_add_visible(out, (Str){v->line.ptr + i, size}, false);
        column += w;
        if (column < room) {
            cut = out->len;
            cut_column = column;
        }
    }
}

static void gutter(Buf *out, const Excerpt *e, size_t line) {
    paint_on(out, e->color, PAINT_GUTTER);
    if (line)
        buf_printf(out, "%*zu |", (int)e->gutter, line + e->source->lines_before);
    else
        buf_printf(out, "%*s |", (int)e->gutter, "");
    paint_off(out, e->color, PAINT_GUTTER);
}

void excerpt_bar(Buf *out, const Excerpt *e) {
    gutter(out, e, 0);
    buf_add_char(out, '\n');
}

static size_t room_of(const Excerpt *e, size_t rail) {
    size_t taken = e->gutter + 3 + rail;
    return e->width > taken + 40 ? e->width - taken : 40;
}

/* `rail`: "" where the excerpt has none, " " for a line beside it. */
static void plain_line(Buf *out, const Excerpt *e, uint32_t number, const char *rail) {
    gutter(out, e, number);
    View v = {.line = source_line(e->source, number)};
    bool drawn = rail[0] && rail[0] != ' ';
    if (drawn) {
        buf_add_char(out, ' ');
        paint(out, e->color, e->paint, rail);
    }
    if (v.line.len) {
        buf_repeat(out, " ", drawn || !rail[0] ? 1 : 1 + RAIL);
        draw(out, &v, v.line.len, v.line.len, room_of(e, rail[0] ? RAIL : 0));
    }
    buf_add_char(out, '\n');
}

/* The label behind the carets where it fits, else below them. */
static void add_label(Buf *out, const Excerpt *e, Str label, size_t column) {
    if (!label.len) return;
    size_t left = e->gutter + 3;
    if (left + column + 1 + text_width(label) <= e->width) {
        buf_add_char(out, ' ');
        buf_add_visible(out, label, false);
        return;
    }
    paint_off(out, e->color, e->paint);
    buf_add_char(out, '\n');
    gutter(out, e, 0);
    buf_add_c(out, "   ");
    paint_on(out, e->color, e->paint);
    text_wrap(out, label, left + 2, left + 2, e->width);
}

static void show_one_line(Buf *out, const Excerpt *e, uint32_t number, Span span, Str label) {
    View v = {.line = source_line(e->source, number)};
    size_t base = e->source->line_starts[number - 1], room = room_of(e, 0);
    size_t start = span.start - base, end = span.end - base;
    if (end > v.line.len) end = v.line.len;
    if (start > v.line.len) start = v.line.len;
    v.from = choose_from(v.line, start, end, room);
    gutter(out, e, number);
    if (v.line.len) buf_add_char(out, ' ');
    draw(out, &v, start, end, room);
    buf_add_char(out, '\n');
    gutter(out, e, 0);
    buf_repeat(out, " ", v.mark_column + 1);
    size_t carets = v.mark_width ? v.mark_width : 1;
    paint_on(out, e->color, e->paint);
    for (size_t i = 0; i < carets; i++) buf_add_char(out, e->mark);
    add_label(out, e, label, v.mark_column + carets);
    paint_off(out, e->color, e->paint);
    buf_add_char(out, '\n');
}

static void underscore(Buf *out, const Excerpt *e, const char *corner, size_t columns, Str label) {
    gutter(out, e, 0);
    paint_on(out, e->color, e->paint);
    buf_add_char(out, ' ');
    buf_add_c(out, corner);
    buf_repeat(out, "_", columns + 1);
    buf_add_char(out, e->mark);
    add_label(out, e, label, columns + 3);
    paint_off(out, e->color, e->paint);
    buf_add_char(out, '\n');
}

static void show_lines(Buf *out, const Excerpt *e, uint32_t first, uint32_t last, Span span,
                       Str label) {
    Str head = source_line(e->source, first), tail = source_line(e->source, last);
    size_t start = span.start - e->source->line_starts[first - 1];
    size_t end = span.end - e->source->line_starts[last - 1], room = room_of(e, RAIL);
    bool from_indent = str_trim(str_slice(head, 0, start)).len == 0;
    if (from_indent) {
        plain_line(out, e, first, "/");
    } else {
        gutter(out, e, first);
        buf_add_c(out, "   ");
        View v = {.line = head};
        draw(out, &v, start, start, room);
        buf_add_char(out, '\n');
        size_t at = width_up_to(head, 0, start, room - 1);
        underscore(out, e, " ", at < room ? at : room - 1, (Str){0});
    }
    bool elide = last - first + 1 > SHOWN_WHOLE;
    for (uint32_t n = first + 1; n <= last; n++) {
        if (elide && n == first + SHOWN_HEAD) {
            paint_on(out, e->color, PAINT_GUTTER);
            buf_repeat(out, ".", e->gutter < 3 ? 3 : e->gutter);
            paint_off(out, e->color, PAINT_GUTTER);
            buf_repeat(out, " ", e->gutter < 3 ? e->gutter : 3);
            paint(out, e->color, e->paint, "|");
            buf_add_char(out, '\n');
            n = last - SHOWN_TAIL;
            continue;
        }
        plain_line(out, e, n, "|");
    }
    size_t at = width_up_to(tail, 0, end, room - 1);
    underscore(out, e, "|", at > 1 ? (at < room ? at : room) - 1 : 0, label);
}

/* First and last line of a span; one that ends at the start of a line ends on the line before. */
static void lines_of(const Source *source, Span *span, uint32_t *first, uint32_t *last) {
    uint32_t len = (uint32_t)source->bytes.len;
    if (span->end > len) span->end = len;
    if (span->start > span->end) span->start = span->end;
    *first = source_position(source, span->start).line;
    while (span->end > span->start && ascii_is_space(source->bytes.ptr[span->end - 1])) span->end--;
    *last = source_position(source, span->end).line;
}

size_t excerpt_gutter(const Source *source, Span span, bool context) {
    if (!source->lines) return 1;
    uint32_t first, last;
    lines_of(source, &span, &first, &last);
    if (context && last < source->lines) last++;
    last += source->lines_before;
    size_t digits = 1;
    while (last >= 10) last /= 10, digits++;
    return digits;
}

/* Not the empty line behind the last line end. */
static bool worth_showing(const Source *source, uint32_t number) {
    return number >= 1 && number <= source->lines &&
           (number < source->lines || source_line(source, number).len);
}

void excerpt_show(Buf *out, const Excerpt *e, Span span, Str label) {
    if (!e->source->lines) return;
    uint32_t first, last;
    lines_of(e->source, &span, &first, &last);
    const char *rail = first == last ? "" : " ";
    excerpt_bar(out, e);
    if (e->context && first > 1) plain_line(out, e, first - 1, rail);
    if (first == last)
        show_one_line(out, e, first, span, label);
    else
        show_lines(out, e, first, last, span, label);
    if (e->context && worth_showing(e->source, last + 1)) plain_line(out, e, last + 1, rail);
}
