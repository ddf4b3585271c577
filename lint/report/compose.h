/* Parts that the formats for other programs share: the words of a finding, its place, the path as
 * the reader of the report counts it, and escapes. Texts that come out of here hold no control
 * character and no line end but those written here. */
#ifndef WARMLINT_REPORT_COMPOSE_H
#define WARMLINT_REPORT_COMPOSE_H

#include "lint/report/place.h"
#include "lint/report/report.h"

/* Lines count in the whole file, also where `place` is in a part of it. */
typedef struct {
    Position start, end;
} Range;

/* Leaves `place` at the start, so that the next finding goes on from there. */
Range compose_range(Place *place, Span span);
Position compose_start(Place *place, Span span);

/* Visible text on one line, white space squeezed. */
void compose_line(Buf *out, Str text);
/* "Message. Cost: … . Help: … ." */
void compose_sentences(Buf *out, const Finding *f);
/* The same on lines of their own: message, cost, help, note. */
void compose_lines(Buf *out, const Finding *f);

/* The bytes of the path, without `.`, `..` and doubled slashes: from the top of the repository
 * where `from_root`, else from the working directory; absolute where it lies outside. */
void compose_path(Buf *out, const ReportOptions *options, Str path, bool from_root);
/* Percent-encoded as a URI reference: `file:///…` for an absolute path. */
void compose_uri(Buf *out, Str path);

/* The rule of a finding; NULL when it was not handed over. */
const ReportRule *compose_rule(const ReportOptions *options, Str code);

/* All edits of a fix as one, for formats that know no more: from the first to the last, with what
 * stands between; the text is written to `text`. False where it would be long. */
bool compose_one_edit(const Source *source, const Fix *fix, Span *span, Buf *text);

/* Visible text as Markdown prose, in a table too: punctuation that could be markup is escaped, what
 * would notify somebody or become a link is cut apart. */
void compose_markdown(Buf *out, Str text);

/* For XML texts and attributes, of input made visible. */
void compose_xml(Buf *out, Str text);

#endif
