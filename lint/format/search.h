/* The search for prompts in a document. Inside lint/format only. */
#ifndef WARMLINT_FORMAT_SEARCH_H
#define WARMLINT_FORMAT_SEARCH_H

#include "lint/format/format.h"

/* `asked`: look for this format only, and force it on the root where nothing has its shape.
 * `named`: the format that the file name tells. Both may be NULL. */
void search_document(Lowering *l, const Node *root, const Format *asked, const Format *named);

/* One line of a JSONL file: requests only. Texts under telling keys are data sets there, and
 * messages without a model or another sign of a request are examples to train or test with. */
void search_line(Lowering *l, const Node *root, const Format *asked);

#endif
