#include "lint/engine/gitignore.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lint/base/limits.h"
#include "lint/base/vec.h"
#include "lint/config/glob.h"
#include "lint/config/place.h"
#include "lint/source/source.h"

typedef struct {
    Str glob;
    bool negated, directory_only;
    bool anchored; /* matched against the path from the list's directory, not the name alone */
} Pattern;

struct IgnoreList {
    const IgnoreList *outer;
    Str directory;
    VEC(Pattern) patterns;
};

/* Blanks at the end count only behind a backslash; tabs are part of the name. */
static Str without_trailing_blanks(Str line) {
    while (line.len && line.ptr[line.len - 1] == ' ') {
        if (line.len > 1 && line.ptr[line.len - 2] == '\\') break;
        line.len--;
    }
    return line;
}

static bool parse_line(Str line, Pattern *out) {
    line = without_trailing_blanks(line);
    if (line.len == 0 || line.ptr[0] == '#') return false;
    *out = (Pattern){.glob = line};
    if (line.ptr[0] == '!') {
        out->negated = true;
        out->glob = str_slice(line, 1, line.len);
    }
    if (str_ends(out->glob, STR("/"))) {
        out->directory_only = true;
        out->glob.len--;
    }
    out->anchored = str_find_char(out->glob, '/', 0) != STR_NOT_FOUND;
    if (str_starts(out->glob, STR("/"))) out->glob = str_slice(out->glob, 1, out->glob.len);
    return out->glob.len > 0;
}

const IgnoreList *gitignore_parse(Arena *arena, const IgnoreList *outer, Str directory, Str text) {
    IgnoreList *list = ARENA_NEW(arena, IgnoreList);
    Str line;
    Pattern pattern;
    list->outer = outer;
    list->directory = directory;
    if (str_starts(text, STR("\xEF\xBB\xBF"))) text = str_slice(text, 3, text.len);
    while (str_next_line(&text, &line))
        if (parse_line(line, &pattern)) vec_push(arena, &list->patterns, pattern);
    return list->patterns.len ? list : outer;
}

/* Only regular files, and never a wait for a pipe. */
static bool read_file(Arena *arena, Str path, Str *text) {
    struct stat st;
    int fd = open(str_to_c(arena, path), O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
    if (fd < 0) return false;
    bool good = fstat(fd, &st) == 0 && S_ISREG(st.st_mode) &&
                source_read_fd(arena, fd, LIMIT_CONFIG_BYTES, text);
    close(fd);
    return good;
}

const IgnoreList *gitignore_enter(Arena *arena, const IgnoreList *outer, Str directory) {
    Str text;
    Str path = str_printf(arena, STR_FMT "/.gitignore", STR_ARG(directory));
    return read_file(arena, path, &text) ? gitignore_parse(arena, outer, directory, text) : outer;
}

static Str from(Arena *arena, Str directory, Str path) {
    if (str_starts(path, STR("/"))) return path;
    return str_printf(arena, STR_FMT "/" STR_FMT, STR_ARG(directory), STR_ARG(path));
}

/* The directory that git keeps its files in: `.git`, or for a worktree what the file `.git` says
 * and from there `commondir`. */
static Str git_directory(Arena *arena, Str root) {
    Str git = str_printf(arena, STR_FMT "/.git", STR_ARG(root)), text, line;
    if (!read_file(arena, git, &text) || !str_next_line(&text, &line)) return git;
    if (!str_starts(line, STR("gitdir: "))) return git;
    git = from(arena, root, str_trim(str_slice(line, 8, line.len)));
    Str common = str_printf(arena, STR_FMT "/commondir", STR_ARG(git));
    if (!read_file(arena, common, &text) || !str_next_line(&text, &line)) return git;
    return from(arena, git, str_trim(line));
}

const IgnoreList *gitignore_above(Arena *arena, Str directory) {
    Str root = place_root(arena, directory), text;
    if (!root.ptr) return gitignore_enter(arena, NULL, directory); /* not in a repository */
    const IgnoreList *list = NULL;
    Str exclude = str_printf(arena, STR_FMT "/info/exclude", STR_ARG(git_directory(arena, root)));
    if (read_file(arena, exclude, &text)) list = gitignore_parse(arena, NULL, root, text);
    for (size_t end = root.len; end <= directory.len; end++)
        if (end == directory.len || directory.ptr[end] == '/')
            list = gitignore_enter(arena, list, str_slice(directory, 0, end));
    return list;
}

/* As git does, the literal beginning is compared by itself: it is quick, and stars behind it count
 * as the start of a path (`a**` before a slash is a whole element then). */
static bool path_matches(Str glob, Str path) {
    size_t literal = 0;
    while (literal < glob.len && !strchr("*?[\\", glob.ptr[literal])) literal++;
    if (!str_starts(path, str_slice(glob, 0, literal))) return false;
    return glob_match_whole(str_slice(glob, literal, glob.len), str_slice(path, literal, path.len),
                            GLOB_GITIGNORE);
}

static bool pattern_matches(const Pattern *pattern, Str relative, Str name, bool directory) {
    if (pattern->directory_only && !directory) return false;
    return path_matches(pattern->glob, pattern->anchored ? relative : name);
}

bool gitignore_matches(const IgnoreList *list, Str path, bool directory) {
    Str name = str_file_name(path), relative;
    for (; list; list = list->outer) {
        if (!place_below(list->directory, path, &relative)) continue;
        for (size_t i = list->patterns.len; i-- > 0;)
            if (pattern_matches(&list->patterns.items[i], relative, name, directory))
                return !list->patterns.items[i].negated;
    }
    return false;
}
