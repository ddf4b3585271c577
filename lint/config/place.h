/* Where files are: real and relative paths for globs that are tied to a directory. A real path is
 * absolute, without symbolic links, `.`, `..` or a last '/'; the root directory is the empty text
 * with a pointer, a failure one without. */
#ifndef WARMLINT_CONFIG_PLACE_H
#define WARMLINT_CONFIG_PLACE_H

#include "lint/base/str.h"

/* The real path of a directory; empty means the current one. */
Str place_real(Arena *arena, Str directory);
/* The same of a file, whose directory is made real but which itself is not followed; a directory
 * that does not exist is taken by its name. */
Str place_absolute(Arena *arena, Str path);
/* Both real: `path` lies in `directory`, and where. */
bool place_below(Str directory, Str path, Str *relative);
/* A real path as shown: relative to the current directory where it lies below it. */
Str place_for_people(Arena *arena, Str path);
/* The root of a repository: holds `.git` (a directory, or a file in worktrees and submodules). */
bool place_is_root(Arena *arena, Str directory);
/* The root of the repository that a real path lies in, or is; a failure where there is none. */
Str place_root(Arena *arena, Str real);
/* Where in its repository a file is: what the names of folders tell does not hang on where the
 * program was started. Empty where there is none. */
Str place_in_repository(Arena *arena, Str path);

#endif
