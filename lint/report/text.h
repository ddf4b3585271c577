/* Text for terminals: columns, wrapping, cutting, colours. Everything that goes through here is
 * made visible first (buf_add_visible), so input cannot drive the terminal. Columns are terminal
 * cells: 0 for combining characters, 2 for wide ones. */
#ifndef WARMLINT_REPORT_TEXT_H
#define WARMLINT_REPORT_TEXT_H

#include "lint/base/buf.h"

typedef enum {
    PAINT_NONE,
    PAINT_BOLD,
    PAINT_DIM,
    PAINT_ERROR,
    PAINT_WARNING,
    PAINT_INFO,
    PAINT_GUTTER,
    PAINT_GOOD,  /* read from the cache; help */
    PAINT_MAYBE, /* could be read */
    PAINT_BAD,   /* changes */
    PAINT_CODE
} Paint;

/* Nothing is written when `color` is false. */
void paint_on(Buf *out, bool color, Paint paint);
void paint_off(Buf *out, bool color, Paint paint);
void paint(Buf *out, bool color, Paint paint, const char *text);
/* The same with text from input. */
void paint_visible(Buf *out, bool color, Paint paint, Str text);

/* Columns that buf_add_visible's rendering of `s` takes. */
size_t text_width(Str s);
/* Writes `s` in at most `width` columns, the last one an ellipsis where it was cut; returns the
 * columns used. */
size_t text_fit(Buf *out, Str s, size_t width);
/* text_fit, then blanks up to `width`. */
void text_pad(Buf *out, Str s, size_t width);
/* Writes words up to column `width`; further lines are indented by `indent`. `column` is where the
 * cursor stands. A line end in the text is kept. Returns the column at the end. */
size_t text_wrap(Buf *out, Str text, size_t column, size_t indent, size_t width);
/* "1 file", "12,000 files". */
void text_plural(Buf *out, size_t n, const char *one, const char *many);

#endif
