/* Pages: text from input as HTML, and the frame that every page has. A page is one file: its style
 * (page.css, compiled in) stands in it, it has no script, asks no network for anything, and its
 * Content-Security-Policy forbids both. What comes from input goes through html_text or html_value
 * and can be nothing but text there. */
#ifndef WARMLINT_REPORT_HTML_H
#define WARMLINT_REPORT_HTML_H

#include "lint/base/buf.h"
#include "tokenizer/tokenizer.h"

/* Element content. Markup is escaped; line ends and tabs stay; control characters, bidirectional
 * controls and characters that nobody sees stand there as their code point (<b class="code">). */
void html_text(Buf *out, Str s);
/* The value of an attribute, between double quotes: the same without markup. */
void html_value(Buf *out, Str s);
/* The same for what was put together in a buffer, which is emptied. */
void html_text_from(Buf *out, Buf *words);

/* "6,074 ±25 %" */
void html_tokens(Buf *out, TokCount count);

/* What the patterns of a bar mean: pairs of a class of cells (page.css) and words. */
void html_legend(Buf *out, const char *const words[][2], size_t count);

/* Where the line that begins at `start` ends. A longer one than HTML_LINE_BYTES is cut, at a blank
 * where it has one. */
enum { HTML_LINE_BYTES = 1200, HTML_ROW_BYTES = 90 /* about what a row of a page holds */ };
size_t html_line_end(Str text, size_t start);

/* From the doctype to the open <main>; `lead` is a line under the title, may be empty. */
void html_page_begin(Buf *out, Str title, Str lead);
/* `about` stands at the foot. */
void html_page_end(Buf *out, Str about);

#endif
