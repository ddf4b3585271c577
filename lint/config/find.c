/* realpath belongs to POSIX.1-2008, but glibc declares it only with the X/Open extensions. */
#define _XOPEN_SOURCE 700
#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "lint/config/config.h"
#include "lint/config/place.h"

const char *const config_file_names[] = {".warmlint.yaml", ".warmlint.yml", NULL};

static bool exists(Arena *arena, Str directory, const char *name, bool regular) {
    struct stat st;
    Str path = str_printf(arena, STR_FMT "/%s", STR_ARG(directory), name);
    return stat(path.ptr, &st) == 0 && (!regular || !S_ISDIR(st.st_mode));
}

/* Of a real path. */
static Str parent_of(Str directory) {
    Str parent = str_directory(directory);
    if (parent.len) parent.len--;
    return parent;
}

Str place_real(Arena *arena, Str directory) {
    char *real = realpath(directory.len ? str_to_c(arena, directory) : ".", NULL);
    if (!real && errno == ENOMEM) out_of_memory();
    if (!real) return (Str){0};
    Str copy = str_dup(arena, str_from_c(real));
    free(real);
    /* "/" becomes "", so that DIRECTORY "/NAME" is right everywhere; never an empty pointer. */
    if (copy.len == 1) copy.len = 0;
    return copy;
}

bool place_below(Str directory, Str path, Str *relative) {
    if (!directory.ptr || !str_starts(path, directory)) return false;
    if (path.len == directory.len || path.ptr[directory.len] != '/') return false;
    *relative = str_slice(path, directory.len + 1, path.len);
    return true;
}

Str place_for_people(Arena *arena, Str path) {
    Str relative;
    return place_below(place_real(arena, (Str){0}), path, &relative) ? relative : path;
}

bool place_is_root(Arena *arena, Str directory) {
    return exists(arena, directory, ".git", false);
}

Str place_root(Arena *arena, Str real) {
    for (Str at = real; at.ptr; at = parent_of(at)) {
        if (place_is_root(arena, at)) return at;
        if (at.len == 0) break;
    }
    return (Str){0};
}

Str place_in_repository(Arena *arena, Str path) {
    Str real = place_absolute(arena, path), inside = {0};
    Str root = place_root(arena, parent_of(real));
    return place_below(root, real, &inside) ? inside : (Str){0};
}

Str config_find(Arena *arena, Str directory) {
    for (Str at = place_real(arena, directory); at.ptr; at = parent_of(at)) {
        for (size_t i = 0; config_file_names[i]; i++)
            if (exists(arena, at, config_file_names[i], true))
                return place_for_people(
                    arena, str_printf(arena, STR_FMT "/%s", STR_ARG(at), config_file_names[i]));
        if (at.len == 0 || place_is_root(arena, at)) break;
    }
    return (Str){0};
}

/* `.` and `..` resolved by name alone: for paths that need not exist. */
static Str without_dots(Arena *arena, Str path) {
    char *out = arena_alloc(arena, path.len + 1);
    size_t len = 0;
    for (size_t at = 0; at < path.len;) {
        size_t end = str_find_char(path, '/', at);
        if (end == STR_NOT_FOUND) end = path.len;
        Str part = str_slice(path, at, end);
        if (str_is(part, "..")) {
            while (len && out[--len] != '/') {
            }
        } else if (part.len && !str_is(part, ".")) {
            out[len++] = '/';
            memcpy(out + len, part.ptr, part.len);
            len += part.len;
        }
        at = end + 1;
    }
    return (Str){out, len};
}

Str place_absolute(Arena *arena, Str path) {
    Str name = str_file_name(path);
    bool plain = name.len && !str_is(name, ".") && !str_is(name, "..");
    Str directory = plain ? str_directory(path) : path;
    Str real = place_real(arena, directory);
    if (real.ptr && plain)
        return str_printf(arena, STR_FMT "/" STR_FMT, STR_ARG(real), STR_ARG(name));
    if (real.ptr) return real;
    if (path.len && path.ptr[0] == '/') return without_dots(arena, path);
    Str here = place_real(arena, (Str){0});
    return without_dots(arena,
                        str_printf(arena, STR_FMT "/" STR_FMT, STR_ARG(here), STR_ARG(path)));
}
