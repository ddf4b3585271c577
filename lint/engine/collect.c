#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "lint/base/buf.h"
#include "lint/base/limits.h"
#include "lint/config/place.h"
#include "lint/engine/engine.h"
#include "lint/engine/gitignore.h"
#include "lint/engine/inodes.h"
#include "lint/format/format.h"
#include "rules/rule.h"

typedef struct {
    Str path;
    const Config *config;
} LoadedConfig;

typedef struct {
    Arena *arena;
    const Config *fixed;    /* for all files; NULL: the nearest one */
    const Config *defaults; /* where there is none */
    InputVec *inputs;
    Buf errors;                    /* of configurations, a line for each mistake */
    InodeMap files;                /* to the index of the input */
    InodeMap directories;          /* to the index in `governing` */
    VEC(const Config *) governing; /* of directories that files were given from */
    VEC(LoadedConfig) loaded;
    Str asked, answered; /* the last directory of a file given by hand, and where it is (inside) */
    bool failed;
} Collector;

/* A directory being walked. */
typedef struct {
    Str shown, real;
    Str inside; /* the path within the repository; without a pointer: there is none */
    const Config *config;
    const IgnoreList *ignored;
    int depth;
} Directory;

typedef struct {
    Str name;
    struct stat st;
} Entry;
typedef VEC(Entry) EntryVec;

/* --- configurations ------------------------------------------------------------------------------
 */

const KnownNames engine_known_names = {rule_selector_known, rule_nearest, format_known,
                                       format_name_at};

/* Each file is read once. */
static const Config *load(Collector *c, Str path) {
    for (size_t i = 0; i < c->loaded.len; i++)
        if (str_eq(c->loaded.items[i].path, path)) return c->loaded.items[i].config;
    Str error = {0};
    LoadedConfig one = {path, config_load(c->arena, path, (Str){0}, &engine_known_names, &error)};
    if (!one.config) {
        if (c->failed) buf_add_c(&c->errors, "\n");
        buf_add(&c->errors, error);
        c->failed = true;
        one.config = c->defaults;
    }
    vec_push(c->arena, &c->loaded, one);
    return one.config;
}

static const Config *nearest_config(Collector *c, Str directory) {
    struct stat st;
    if (c->fixed) return c->fixed;
    bool there = stat(directory.len ? str_to_c(c->arena, directory) : ".", &st) == 0;
    size_t fresh = c->governing.len;
    size_t at = there ? inodes_add(c->arena, &c->directories, &st, fresh) : fresh;
    if (at < fresh) return c->governing.items[at];
    Str path = there ? config_find(c->arena, directory) : (Str){0};
    const Config *config = path.len ? load(c, path) : c->defaults;
    if (there) vec_push(c->arena, &c->governing, config);
    return config;
}

/* --- inputs --------------------------------------------------------------------------------------
 */

static void add_file(Collector *c, Input input, const struct stat *st) {
    if (st) {
        size_t at = inodes_add(c->arena, &c->files, st, c->inputs->len);
        if (at < c->inputs->len) {
            c->inputs->items[at].by_hand |= input.by_hand;
            return;
        }
    }
    vec_push(c->arena, c->inputs, input);
}

static void add_unwalked(Collector *c, const Directory *directory, Problem problem) {
    Input input = {.path = directory->shown.len ? str_dup(c->arena, directory->shown) : STR("."),
                   .by_hand = true, /* never passed over in silence */
                   .config = directory->config,
                   .problem = problem};
    vec_push(c->arena, c->inputs, input);
}

/* --- walking -------------------------------------------------------------------------------------
 */

/* Directories sort as if their names ended with '/', so that whole paths come in byte order. */
static int compare_entries(const void *left, const void *right) {
    const Entry *a = left, *b = right;
    size_t n = a->name.len < b->name.len ? a->name.len : b->name.len;
    int order = memcmp(a->name.ptr, b->name.ptr, n);
    if (order) return order;
    int end_a = a->name.len > n ? (unsigned char)a->name.ptr[n] : S_ISDIR(a->st.st_mode) ? '/' : 0;
    int end_b = b->name.len > n ? (unsigned char)b->name.ptr[n] : S_ISDIR(b->st.st_mode) ? '/' : 0;
    return end_a - end_b;
}

/* What says which configuration holds; may be a symbolic link, as where a path is given by hand. */
static bool is_landmark(Str name) {
    return str_is_any(name, config_file_names) || str_is(name, ".git");
}

/* Regular files and directories of a directory, sorted; false with errno when it cannot be read. */
static bool list(Arena *arena, const Directory *directory, EntryVec *out) {
    const char *path = directory->shown.len ? str_to_c(arena, directory->shown) : ".";
    DIR *stream = opendir(path);
    if (!stream) return false;
    errno = 0;
    for (struct dirent *d; (d = readdir(stream)); errno = 0) {
        Entry entry = {.name = str_from_c(d->d_name)};
        if (str_is(entry.name, ".") || str_is(entry.name, "..")) continue;
        int follow = is_landmark(entry.name) ? 0 : AT_SYMLINK_NOFOLLOW;
        if (fstatat(dirfd(stream), d->d_name, &entry.st, follow) != 0) continue;
        if (!S_ISREG(entry.st.st_mode) && !S_ISDIR(entry.st.st_mode)) continue;
        entry.name = str_dup(arena, entry.name);
        vec_push(arena, out, entry);
    }
    int failure = errno;
    closedir(stream);
    errno = failure;
    if (failure) return false;
    if (out->len) qsort(out->items, out->len, sizeof *out->items, compare_entries);
    return true;
}

static Str error_text(Arena *arena, const char *what, int error) {
    char reason[256];
    if (strerror_r(error, reason, sizeof reason) != 0)
        snprintf(reason, sizeof reason, "error %d", error);
    return str_printf(arena, "%s: %s", what, reason);
}

static Str join(Arena *arena, Str directory, Str name) {
    if (directory.len == 0) return name;
    directory.len -= str_ends(directory, STR("/"));
    return str_join(arena, directory, '/', name);
}

static bool holds(const EntryVec *entries, const char *name, bool file) {
    for (size_t i = 0; i < entries->len; i++)
        if (str_is(entries->items[i].name, name) &&
            (!file || S_ISREG(entries->items[i].st.st_mode)))
            return true;
    return false;
}

/* A directory below the one given by hand may bring a configuration of its own, or be the root of
 * another repository, where those from outside do not hold. */
static const Config *config_below(Collector *c, const Directory *directory,
                                  const EntryVec *entries) {
    if (c->fixed) return c->fixed;
    for (size_t i = 0; config_file_names[i]; i++)
        if (holds(entries, config_file_names[i], true)) {
            Str path = join(c->arena, directory->real, str_from_c(config_file_names[i]));
            return load(c, place_for_people(c->arena, path));
        }
    return holds(entries, ".git", false) ? c->defaults : directory->config;
}

static bool is_version_control(Str name) {
    return str_is(name, ".git") || str_is(name, ".hg") || str_is(name, ".svn") ||
           str_is(name, ".jj");
}

/* By its name alone: worth a closer look at all. */
static bool is_candidate(Str name, Str shown) {
    return !str_is_any(name, config_file_names) && format_may_hold_prompt(shown);
}

/* Where in its repository a directory is; without a pointer where there is none. */
static Str inside_of(Arena *arena, Str real) {
    Str root = place_root(arena, real), inside;
    if (!root.ptr) return (Str){0};
    return place_below(root, real, &inside) ? inside : STR("");
}

/* The place of a file, where its path as shown does not tell it. */
static Str place_of(Arena *arena, Str inside, Str shown, Str name) {
    if (!inside.ptr || str_eq(inside, shown)) return (Str){0};
    return str_dup(arena, join(arena, inside, name));
}

static void walk(Collector *c, Directory directory);

/* `scratch` lives while the directory is walked. */
static void visit(Collector *c, Arena *scratch, const Directory *directory, const Entry *entry) {
    bool is_directory = S_ISDIR(entry->st.st_mode);
    Str shown = join(scratch, directory->shown, entry->name);
    if (is_directory ? is_version_control(entry->name) : !is_candidate(entry->name, shown)) return;
    Str real = str_join(scratch, directory->real, '/', entry->name);
    if (gitignore_matches(directory->ignored, real, is_directory)) return;
    if (is_directory) {
        if (config_excludes_all_below(directory->config, shown)) return;
        const IgnoreList *ignored = gitignore_enter(c->arena, directory->ignored, real);
        Str inside = directory->inside;
        if (inside.ptr) inside = join(scratch, inside, entry->name);
        walk(c, (Directory){shown, real, inside, directory->config, ignored, directory->depth + 1});
    } else if (!config_excludes(directory->config, shown)) {
        Str place = place_of(c->arena, directory->inside, directory->shown, entry->name);
        add_file(
            c,
            (Input){.path = str_dup(c->arena, shown), .config = directory->config, .place = place},
            &entry->st);
    }
}

static void walk(Collector *c, Directory directory) {
    EntryVec entries = {0};
    if (directory.depth > LIMIT_WALK_DEPTH) {
        Str message = str_printf(c->arena, "directories nested more than %d deep are not walked",
                                 (int)LIMIT_WALK_DEPTH);
        add_unwalked(c, &directory, (Problem){PROBLEM_LIMIT, {0, 0}, message, {0}});
        return;
    }
    Arena scratch = {0};
    if (!list(&scratch, &directory, &entries)) {
        if (errno == ENOMEM) out_of_memory();
        Str message = error_text(c->arena, "the directory cannot be read", errno);
        add_unwalked(c, &directory, (Problem){PROBLEM_UNREADABLE, {0, 0}, message, {0}});
    } else {
        if (directory.depth > 0) directory.config = config_below(c, &directory, &entries);
        if (holds(&entries, ".git", false)) directory.inside = STR("");
        for (size_t i = 0; i < entries.len; i++)
            visit(c, &scratch, &directory, &entries.items[i]);
    }
    arena_free(&scratch);
}

/* --- what was given ------------------------------------------------------------------------------
 */

/* As given, but `.` and `./` show nothing before the names below them. */
static Str shown_directory(Str path) {
    while (path.len > 1 && str_ends(path, STR("/"))) path.len--;
    return str_is(path, ".") ? (Str){0} : path;
}

static void take_directory(Collector *c, Str path) {
    Directory directory = {.shown = shown_directory(path), .real = place_real(c->arena, path)};
    directory.config = nearest_config(c, path);
    if (directory.real.ptr) {
        directory.ignored = gitignore_above(c->arena, directory.real);
        directory.inside = inside_of(c->arena, directory.real);
    }
    walk(c, directory);
}

/* Files are given by hand a directory at a time. */
static Str place_by_hand(Collector *c, Str directory, Str name) {
    if (!c->asked.ptr || !str_eq(c->asked, directory)) {
        Str real = place_real(c->arena, directory);
        c->answered = real.ptr ? inside_of(c->arena, real) : (Str){0};
        c->asked = directory;
    }
    return place_of(c->arena, c->answered, shown_directory(directory), name);
}

static void take_path(Collector *c, Str path) {
    struct stat st;
    bool there = stat(str_to_c(c->arena, path), &st) == 0;
    if (there && S_ISDIR(st.st_mode)) {
        take_directory(c, path);
        return;
    }
    Str directory = str_directory(path), name = str_file_name(path);
    Input input = {.path = path, .by_hand = true, .config = nearest_config(c, directory)};
    if (config_excludes(input.config, path)) return;
    if (there) input.place = place_by_hand(c, directory, name);
    add_file(c, input, there ? &st : NULL);
}

bool engine_collect(Arena *arena, const Str *paths, size_t count, const Config *config,
                    bool isolated, InputVec *inputs, Str *error) {
    Collector c = {.arena = arena, .inputs = inputs};
    c.defaults = config_default(arena);
    c.fixed = isolated ? c.defaults : config;
    for (size_t i = 0; i < count; i++) take_path(&c, paths[i]);
    if (c.failed) *error = str_dup(arena, buf_str(&c.errors));
    buf_free(&c.errors);
    return !c.failed;
}
