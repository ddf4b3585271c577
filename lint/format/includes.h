/* Includes, partials, imports and parents whose path is literal: their text takes the place of the
 * tag, so that sizes and live values are those of what is sent. Only files of the same repository
 * are read, none twice on one way down, and not without bounds. Inside lint/format only. */
#ifndef WARMLINT_FORMAT_INCLUDES_H
#define WARMLINT_FORMAT_INCLUDES_H

#include "lint/format/format.h"

/* The text with the files put in; the text itself when there was nothing to put in. */
const Node *includes_put_in(Lowering *l, const Node *text, const TemplateOptions *options);
/* The same for elements whose attribute names a file: <include src="x.poml" />. */
const Node *includes_put_in_elements(Lowering *l, const Node *text, const char *tag,
                                     const char *attribute);

#endif
