/* Path globs. `*` any run without '/', `**` any run, `?` one character, [a-z] and [!a-z] sets,
 * {a,b} alternatives, `\` takes the next character as it stands. A `**` that is a whole path
 * element also stands for no element at all: `**` between a/ and /b matches a/b. Characters are
 * code points; a set and `?` never match '/'. An unclosed '[' or '{' is an ordinary character.
 *
 * A pattern is run as a set of places in it, never with backtracking: the work is at most pattern
 * x path. Patterns longer than GLOB_BYTES match nothing; the readers refuse them. */
#ifndef WARMLINT_CONFIG_GLOB_H
#define WARMLINT_CONFIG_GLOB_H

#include "lint/base/str.h"

enum { GLOB_BYTES = 1024 };

typedef enum {
    GLOB_PATH,      /* the configuration's own globs, as above */
    GLOB_GITIGNORE, /* gitignore(5): no braces; `**` is special only as a whole path element; an
                     * unclosed '[' or a last '\' matches nothing; `?` and sets take one byte */
} GlobDialect;

/* The whole of `path` against the whole of `pattern`. */
bool glob_match_whole(Str pattern, Str path, GlobDialect dialect);
/* A pattern without '/' matches the last path element. */
bool glob_match(Str pattern, Str path);
/* The path or a directory it lies in is matched: `legacy` and `legacy/` cover all files below. Of
 * several patterns the last that matches decides; one that starts with '!' takes back. A leading
 * '/' ties a pattern to the top. */
bool glob_list_matches(const Str *patterns, size_t count, Str path);

#endif
