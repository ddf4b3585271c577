/* Writing files that others read meanwhile: whole or not at all. */
#ifndef WARMLINT_BASE_REPLACE_H
#define WARMLINT_BASE_REPLACE_H

#include "lint/base/str.h"

/* Writes a new file beside `path` and puts it in its place. An existing file keeps its mode; a
 * symbolic link to a file is followed. False with errno; nothing is left behind then. */
bool replace_file(Arena *arena, Str path, Str bytes);

/* Writes all of the bytes, however often that takes; false with errno. */
bool write_all(int fd, Str bytes);

#endif
