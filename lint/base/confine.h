/* Gives up what a linter does not need, for the rest of the process and all its threads to come:
 * running programs, sockets, and writing files. Uses Landlock (Linux 5.13 and later) for files and
 * seccomp for system calls (x86-64 and aarch64). Where the kernel has neither, nothing is given up:
 * it is a second wall, and not the first. Descriptors that are open stay usable. */
#ifndef WARMLINT_BASE_CONFINE_H
#define WARMLINT_BASE_CONFINE_H

#include "lint/base/str.h"

/* What is left to write to. */
typedef struct {
    const Str *directories; /* files may be made, written, renamed and removed below them */
    size_t count;
    bool anywhere;
} ConfineWrites;

enum { CONFINED_FILES = 1, CONFINED_CALLS = 2 };

/* Which walls stand now: bits of the above. */
unsigned confine(Arena *arena, const ConfineWrites *writes);

#endif
