/* Tags in angle brackets as prompts mark roles with: `<message role="system">`, `</user>`. No XML:
 * entities, doctypes and nesting are not looked at. Inside lint/format only. */
#ifndef WARMLINT_FORMAT_MARKUP_H
#define WARMLINT_FORMAT_MARKUP_H

#include "lint/base/span.h"
#include "lint/base/str.h"

typedef struct {
    Span span; /* in the text, brackets included */
    Str name;
    Str attributes; /* a slice of the text */
    bool closing;   /* </name> */
    bool empty;     /* <name/> */
} Markup;

/* The next tag at or after `from`; comments are passed over. A tag longer than 1,024 bytes is none.
 */
bool markup_next(Str text, size_t from, Markup *out);
/* The value of an attribute, quotes or double braces taken off; false when absent. */
bool markup_attribute(const Markup *tag, const char *name, Str *value);

#endif
