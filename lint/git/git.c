#include "lint/git/git.h"

#include "lint/git/process.h"

static Str without_line_end(Str s) {
    return str_ends(s, STR("\n")) ? str_slice(s, 0, s.len - 1) : s;
}

static bool is_id(Str s) {
    for (size_t i = 0; i < s.len; i++)
        if (!ascii_is_digit(s.ptr[i]) && (s.ptr[i] < 'a' || s.ptr[i] > 'f')) return false;
    return s.len >= 40;
}

bool git_commit(Arena *arena, Str revision, Str *commit, Str *error) {
    GitArguments a = {0};
    if (!revision.len || revision.ptr[0] == '-') { /* never an option, whatever git's version */
        *error = str_printf(arena, "`" STR_FMT "` is no revision", STR_ARG(revision));
        return false;
    }
    git_argument(&a, "rev-parse");
    git_argument(&a, "--verify");
    git_argument(&a, "--quiet");
    git_argument(&a, "--end-of-options");
    Str spelled = str_printf(arena, STR_FMT "^{commit}", STR_ARG(revision));
    git_argument(&a, str_to_c(arena, spelled));
    Str why;
    if (git_run(arena, &a, commit, &why)) {
        *commit = without_line_end(*commit);
        if (is_id(*commit)) return true;
    }
    *error = str_starts(why, STR("git: ")) || str_is(why, "cannot run git")
                 ? why
                 : str_printf(arena, "git knows no revision `" STR_FMT "` here", STR_ARG(revision));
    return false;
}

bool git_merge_base(Arena *arena, Str a, Str b, Str *commit, Str *error) {
    GitArguments arguments = {0};
    git_argument(&arguments, "merge-base");
    git_argument(&arguments, "--end-of-options");
    git_argument(&arguments, str_to_c(arena, a));
    git_argument(&arguments, str_to_c(arena, b));
    if (git_run(arena, &arguments, commit, error)) {
        *commit = without_line_end(*commit);
        if (is_id(*commit)) return true;
    }
    *error = STR("the two revisions have no common ancestor here (a shallow clone? fetch more "
                 "history)");
    return false;
}

static bool show(Arena *arena, const char *what, Str *out, Str *error) {
    GitArguments a = {0};
    git_argument(&a, "rev-parse");
    git_argument(&a, what);
    if (!git_run(arena, &a, out, error)) return false;
    *out = without_line_end(*out);
    return true;
}

bool git_place(Arena *arena, GitPlace *place, Str *error) {
    return show(arena, "--show-cdup", &place->up, error) &&
           show(arena, "--show-prefix", &place->prefix, error);
}

Str git_path_from_here(Arena *arena, const GitPlace *place, Str path) {
    if (place->prefix.len && str_starts(path, place->prefix))
        return str_slice(path, place->prefix.len, path.len);
    if (!place->up.len) return path;
    return str_printf(arena, STR_FMT STR_FMT, STR_ARG(place->up), STR_ARG(path));
}

/* --- changes --- */

/* Cuts up to the next `end` off `rest`, or all. */
static Str next_until(Str *rest, char end) {
    size_t at = str_find_char(*rest, end, 0);
    if (at == STR_NOT_FOUND) at = rest->len;
    Str part = str_slice(*rest, 0, at);
    *rest = str_slice(*rest, at + 1, rest->len);
    return part;
}

static Str next_field(Str *rest) {
    return next_until(rest, '\0');
}

static Str next_word(Str *rest) {
    return next_until(rest, ' ');
}

static bool is_regular(Str mode) {
    return str_starts(mode, STR("100"));
}

/* All zeros: git does not have it. */
static Str stored(Str id) {
    for (size_t i = 0; i < id.len; i++)
        if (id.ptr[i] != '0') return id;
    return (Str){0};
}

/* One record of `--raw -z`: ":MODE MODE ID ID S\0PATH\0", with two paths for renames and copies;
 * false when there is none. A side that is no regular file counts as not there. */
static bool next_change(Arena *arena, Str *rest, const GitPlace *place, GitChange *change) {
    if (!rest->len || rest->ptr[0] != ':') return false;
    Str head = next_field(rest);
    head = str_slice(head, 1, head.len);
    Str old_mode = next_word(&head), new_mode = next_word(&head);
    Str old_id = next_word(&head), new_id = next_word(&head), status = next_word(&head);
    char letter = status.len ? status.ptr[0] : '?';
    Str first = next_field(rest), second = first;
    if (letter == 'R' || letter == 'C') second = next_field(rest);
    *change = (GitChange){0};
    if (is_regular(old_mode)) {
        change->old_path = git_path_from_here(arena, place, first);
        change->old_blob = stored(old_id);
    }
    if (is_regular(new_mode)) {
        change->new_path = git_path_from_here(arena, place, second);
        change->new_blob = stored(new_id);
    }
    return true;
}

static void raw_arguments(GitArguments *a) {
    static const char *const words[] = {"--no-ext-diff",
                                        "--no-textconv",
                                        "--no-color",
                                        "--ignore-submodules=all",
                                        "--no-relative",
                                        "--raw",
                                        "-z",
                                        "--no-abbrev",
                                        "-M"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) git_argument(a, words[i]);
}

/* ls-files looks below the current directory where it is told no other. */
static bool add_untracked(Arena *arena, const GitPlace *place, const Str *paths, size_t count,
                          GitChangeVec *changes, Str *error) {
    GitArguments a = {.paths = paths, .path_count = count};
    Str out;
    if (!count && place->up.len) a.paths = &place->up, a.path_count = 1;
    git_argument(&a, "ls-files");
    git_argument(&a, "-z");
    git_argument(&a, "--others");
    git_argument(&a, "--exclude-standard");
    if (!git_run(arena, &a, &out, error)) return false;
    while (out.len) {
        GitChange change = {.new_path = next_field(&out)};
        vec_push(arena, changes, change);
    }
    return true;
}

bool git_empty_tree(Arena *arena, Str *tree, Str *error) {
    GitArguments a = {0};
    git_argument(&a, "hash-object");
    git_argument(&a, "-t");
    git_argument(&a, "tree");
    git_argument(&a, "/dev/null");
    if (!git_run(arena, &a, tree, error)) return false;
    *tree = without_line_end(*tree);
    return true;
}

bool git_changes(Arena *arena, Str from, GitSide side, Str to, const Str *paths, size_t count,
                 GitChangeVec *changes, Str *error) {
    GitArguments a = {.paths = paths, .path_count = count};
    GitPlace place;
    Str out;
    if (!git_place(arena, &place, error)) return false;
    git_argument(&a, "diff");
    raw_arguments(&a);
    if (side == GIT_STAGED) git_argument(&a, "--cached");
    git_argument(&a, str_to_c(arena, from));
    if (side == GIT_COMMIT) git_argument(&a, str_to_c(arena, to));
    if (!count) git_argument(&a, "--");
    if (!git_run(arena, &a, &out, error)) return false;
    GitChange change;
    while (next_change(arena, &out, &place, &change)) {
        /* An id may be known of a file that is not stored: rename detection computes it. */
        if (side == GIT_FILES) change.new_blob = (Str){0};
        if (change.old_path.len || change.new_path.len) vec_push(arena, changes, change);
    }
    return side != GIT_FILES || add_untracked(arena, &place, paths, count, changes, error);
}

/* --- history --- */

bool git_history(Arena *arena, Str path, size_t most, GitRevisionVec *revisions, Str *error) {
    GitArguments a = {.paths = &path, .path_count = 1};
    GitPlace place;
    Str out;
    if (!git_place(arena, &place, error)) return false;
    git_argument(&a, "log");
    git_argument(&a, "--follow");
    git_argument(&a, "--no-show-signature");
    git_argument(&a, "--format=%x01%H%x00%as%x00%s");
    git_argument(&a, "-n");
    git_argument(&a, str_printf(arena, "%zu", most).ptr);
    raw_arguments(&a);
    if (!git_run(arena, &a, &out, error)) return false;
    while (out.len) {
        /* "\1COMMIT\0DATE\0SUBJECT\0\n:RECORD", or with -z a NUL instead of the line end. */
        while (out.len && out.ptr[0] != '\1') out = str_slice(out, 1, out.len);
        if (!out.len) break;
        out = str_slice(out, 1, out.len);
        GitRevision revision = {.commit = next_field(&out)};
        revision.date = next_field(&out);
        revision.subject = next_field(&out);
        while (out.len && (out.ptr[0] == '\n' || out.ptr[0] == '\0'))
            out = str_slice(out, 1, out.len);
        if (next_change(arena, &out, &place, &revision.change))
            vec_push(arena, revisions, revision);
    }
    return true;
}
