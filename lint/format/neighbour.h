/* Files of the same repository that the linted file names: partials, parents, prompts of a
 * configuration. Found by their real path and never outside of the repository, read within bounds,
 * in the arena of the linted file. Inside lint/format only. */
#ifndef WARMLINT_FORMAT_NEIGHBOUR_H
#define WARMLINT_FORMAT_NEIGHBOUR_H

#include "lint/format/format.h"

/* The directory of a path without its last '/'; the root is "/", none is empty. */
Str neighbour_directory(Str path);
/* The real path of the repository that holds the directory; the directory where there is none. */
Str neighbour_root(Arena *arena, Str directory);
/* The real path of a regular file of at most a mebibyte below `root`. */
bool neighbour_find(Arena *arena, Str root, Str candidate, Str *real);
/* NULL when it cannot be read or is no UTF-8. */
const Source *neighbour_load(Arena *arena, Str real);

/* Text of another file in the place of something in this one, which a finding in it points to. */
Node *neighbour_text(Arena *arena, const Source *source, Span body, Span place);

/* The text of a file that the linted one names from its own directory; NULL: there is none. */
Node *neighbour_named(Lowering *l, Str name, Span place);

#endif
