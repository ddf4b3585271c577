/* GNU style, one finding a line: path:line:column: error|warning|note: message [CODE name].
 * Columns count code points from 1. Vim's default errorformat and Emacs' compilation mode read it
 * without configuration; that is why an info is called a note. */
#include "lint/report/place.h"
#include "lint/report/report.h"
#include "lint/report/text.h"

static void begin(Buf *out, const ReportOptions *options) {
    (void)out, (void)options;
}

static void show(Buf *out, const ReportOptions *options, const Source *source, Position at,
                 const Finding *f) {
    static const char *const words[] = {"note", "warning", "error"};
    static const Paint paints[] = {PAINT_INFO, PAINT_WARNING, PAINT_ERROR};
    buf_add_visible(out, source->path, false);
    buf_printf(out, ":%u:%u: ", at.line + source->lines_before, at.column);
    paint(out, options->color, paints[f->level], words[f->level]);
    buf_add_c(out, ": ");
    buf_add_visible(out, f->message, false);
    buf_add_c(out, " [");
    buf_add_visible(out, f->code, false);
    buf_add_char(out, ' ');
    buf_add_visible(out, f->name, false);
    buf_add_c(out, "]\n");
}

static void file(Buf *out, const ReportOptions *options, const Source *source,
                 const FindingVec *findings) {
    Place place = place_begin(source);
    for (size_t i = 0; i < findings->len; i++) {
        const Finding *f = &findings->items[i];
        show(out, options, source, place_move(&place, f->span.start), f);
    }
}

static void end(Buf *out, const ReportOptions *options, const Summary *summary) {
    (void)out, (void)options, (void)summary;
}

const Reporter reporter_concise = {"concise", true, begin, file, end, false, NULL};
