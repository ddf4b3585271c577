/* Source excerpts with carets under the exact bytes, in rustc's shape. Work per excerpt is bounded
 * by the width of the window, not by the length of the line. */
#ifndef WARMLINT_REPORT_EXCERPT_H
#define WARMLINT_REPORT_EXCERPT_H

#include "lint/report/text.h"
#include "lint/source/source.h"

typedef struct {
    const Source *source;
    bool color;
    size_t width;  /* no line is longer */
    size_t gutter; /* columns of the line numbers */
    Paint paint;   /* of the carets and the label */
    char mark;     /* '^' or '-' */
    bool context;  /* one line before and after */
} Excerpt;

/* Digits of the last line number that an excerpt of the span shows. */
size_t excerpt_gutter(const Source *source, Span span, bool context);
/* Writes the excerpt, opened by an empty gutter line. Nothing when the file has no lines. */
void excerpt_show(Buf *out, const Excerpt *e, Span span, Str label);
/* "  |" and "  = " at the width of the gutter. */
void excerpt_bar(Buf *out, const Excerpt *e);

#endif
