#define _XOPEN_SOURCE 700 /* realpath */

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lint/base/confine.h"
#include "lint/base/limits.h"
#include "lint/base/write.h"
#include "lint/command/outputs.h"
#include "lint/source/source.h"

static bool write_and_close(int fd, Str bytes) {
    bool whole = write_all(fd, bytes);
    int error = errno;
    if (close(fd) != 0 && whole) return false;
    errno = error;
    return whole;
}

static bool write_in_place(const char *path, int flags, Str bytes) {
    int fd = open(path, O_WRONLY | O_CLOEXEC | flags, 0666);
    return fd >= 0 && write_and_close(fd, bytes);
}

/* A name beside `path` that nobody has; the file is there and empty. */
static int open_beside(Arena *arena, const char *path, const char **name) {
    enum { TRIES = 100 };
    for (int i = 0; i < TRIES; i++) {
        Str beside = str_printf(arena, "%s.%ld-%d.tmp", path, (long)getpid(), i);
        *name = str_to_c(arena, beside);
        int fd = open(*name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);
        if (fd >= 0 || errno != EEXIST) return fd;
    }
    return -1;
}

/* Through a symbolic link the file behind it is replaced, not the link. */
static const char *resolve(Arena *arena, const char *path) {
    char *real = realpath(path, NULL);
    if (!real) return path;
    path = str_to_c(arena, str_from_c(real));
    free(real);
    return path;
}

bool write_file_whole(Arena *arena, Str to, Str bytes) {
    const char *path = resolve(arena, str_to_c(arena, to)), *name;
    struct stat old;
    bool exists = stat(path, &old) == 0;
    if (exists && S_ISDIR(old.st_mode)) {
        errno = EISDIR;
        return false;
    }
    if (exists && !S_ISREG(old.st_mode)) return write_in_place(path, 0, bytes);
    int fd = open_beside(arena, path, &name);
    if (fd < 0) return false;
    /* Rights that cannot be kept are no reason to keep the report back. */
    if (exists && fchmod(fd, old.st_mode & 0777) != 0) errno = 0;
    if (write_and_close(fd, bytes) && rename(name, path) == 0) return true;
    int error = errno;
    unlink(name);
    errno = error;
    return false;
}

/* --- files of the user's -------------------------------------------------------------------------
 */

static bool is_still(const char *path, Str before) {
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) return false;
    char part[1 << 14]; /* the file is in memory twice already */
    size_t at = 0;
    ssize_t n;
    while ((n = read(fd, part, sizeof part)) != 0) {
        if (n < 0 && errno == EINTR) continue;
        if (n < 0 || !str_starts(str_slice(before, at, before.len), (Str){part, (size_t)n})) break;
        at += (size_t)n;
    }
    close(fd);
    return n == 0 && at == before.len;
}

/* The owner first: to change it takes some bits of the mode away. */
static bool keep_rights(int fd, const struct stat *old) {
    struct stat new;
    if (fstat(fd, &new) != 0) return false;
    bool owner = new.st_uid == old->st_uid &&new.st_gid == old->st_gid;
    return (owner || fchown(fd, old->st_uid, old->st_gid) == 0) &&
           fchmod(fd, old->st_mode & 07777) == 0;
}

static bool flush_and_close(int fd, Str bytes) {
    bool whole = write_all(fd, bytes) && fsync(fd) == 0;
    int error = errno;
    if (close(fd) != 0 && whole) return false;
    errno = error;
    return whole;
}

const char *replace_file(Arena *arena, Str to, Str before, Str after) {
    const char *path = resolve(arena, str_to_c(arena, to)), *name;
    struct stat old;
    if (stat(path, &old) != 0) return strerror(errno);
    if (!S_ISREG(old.st_mode)) return "it is no regular file";
    if (old.st_nlink > 1) return "it has other names (hard links), which would keep the old text";
    if (access(path, W_OK) != 0) return strerror(errno);
    if (!is_still(path, before)) return "it has changed since it was read";
    int fd = open_beside(arena, path, &name);
    if (fd < 0) return strerror(errno);
    const char *why = NULL;
    if (!keep_rights(fd, &old)) {
        why = "its mode and owner could not be kept";
        close(fd);
    } else if (!flush_and_close(fd, after) || rename(name, path) != 0) {
        why = strerror(errno);
    }
    if (why) unlink(name);
    return why;
}

/* The directory in which a write of `path` makes its changes; empty where there is none. */
static Str directory_of(Arena *arena, Str path) {
    const char *real = resolve(arena, str_to_c(arena, path));
    const char *slash = strrchr(real, '/');
    if (!slash) return STR(".");
    if (slash == real) return STR("/");
    return (Str){real, (size_t)(slash - real)};
}

void run_confine(Run *run, const StrVec *files, bool anywhere) {
    if (run->environment->goes_on) return;
    size_t count = files ? files->len : 0;
    Str *directories = arena_array(run->arena, count, sizeof *directories);
    for (size_t i = 0; i < count; i++) directories[i] = directory_of(run->arena, files->items[i]);
    confine(run->arena, &(ConfineWrites){directories, count, anywhere});
}

bool append_to_file(Arena *arena, Str path, Str bytes) {
    return write_in_place(str_to_c(arena, path), O_APPEND | O_CREAT, bytes);
}
