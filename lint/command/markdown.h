/* Markdown for a terminal: headings bold, code blocks indented, lists with hanging indents,
 * paragraphs wrapped, tables aligned as they stand. For our own pages: a readable subset, no full
 * CommonMark. */
#ifndef WARMLINT_COMMAND_MARKDOWN_H
#define WARMLINT_COMMAND_MARKDOWN_H

#include "lint/report/text.h"

void markdown_show(Arena *arena, Buf *out, Str page, bool color, size_t width);

#endif
