/* Document URIs (RFC 3986). What names a file gives its path; anything else (untitled buffers,
 * other schemes) gives a name to go by, with the ending that the editor's language stands for. */
#ifndef WARMLINT_SERVER_URI_H
#define WARMLINT_SERVER_URI_H

#include "lint/base/str.h"

/* The absolute path of a file URI without host; false for any other. */
bool uri_file(Arena *arena, Str uri, Str *path);
/* A name for a document that is no file: "Untitled-1.yaml". */
Str uri_name(Arena *arena, Str uri, Str language);

#endif
