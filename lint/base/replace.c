/* realpath and mkstemp belong to POSIX.1-2008, but glibc declares realpath only with the X/Open
 * extensions. */
#define _XOPEN_SOURCE 700
#include "lint/base/replace.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

bool write_all(int fd, Str s) {
    for (size_t at = 0; at < s.len;) {
        ssize_t n = write(fd, s.ptr + at, s.len - at);
        if (n > 0)
            at += (size_t)n;
        else if (n < 0 && errno != EINTR)
            return false;
    }
    return true;
}

/* Of the file that is replaced, or what a new one would get. */
static mode_t mode_for(const char *path) {
    struct stat st;
    if (stat(path, &st) == 0) return st.st_mode & 0777;
    mode_t mask = umask(022);
    umask(mask);
    return 0666 & ~mask;
}

bool replace_file(Arena *arena, Str path, Str bytes) {
    const char *target = str_to_c(arena, path);
    char *real = realpath(target, NULL);
    if (real) target = str_to_c(arena, str_from_c(real));
    free(real);
    Str name = str_printf(arena, "%s.XXXXXX", target);
    char *temporary = arena_alloc(arena, name.len + 1);
    memcpy(temporary, name.ptr, name.len);
    int fd = mkstemp(temporary);
    if (fd < 0) return false;
    bool whole = write_all(fd, bytes) && fchmod(fd, mode_for(target)) == 0;
    int failure = errno;
    if (close(fd) != 0 && whole) whole = false, failure = errno;
    if (whole && rename(temporary, target) == 0) return true;
    if (whole) failure = errno;
    unlink(temporary);
    errno = failure;
    return false;
}
