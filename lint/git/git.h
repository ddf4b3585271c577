/* What warmlint asks of git: revisions, changed files and old contents. git runs as a subprocess
 * with a fixed list of arguments, never through a shell; revisions are turned into commit ids first
 * and paths always stand behind `--` as literals, so that neither can be taken for an option. No
 * external diff, text conversion, file system monitor or pager is started, and the index is not
 * rewritten.
 *
 * All functions return false and a message on failure; it may quote bytes from outside, so print it
 * with buf_add_visible. Everything returned lives in the arena given. */
#ifndef WARMLINT_GIT_GIT_H
#define WARMLINT_GIT_GIT_H

#include "lint/base/str.h"
#include "lint/base/vec.h"

/* The commit that a name stands for, as its full id. */
bool git_commit(Arena *arena, Str revision, Str *commit, Str *error);
/* The newest commit that both descend from. */
bool git_merge_base(Arena *arena, Str a, Str b, Str *commit, Str *error);
/* How a path from the root of the repository is written from the current directory. */
typedef struct {
    Str up;     /* "../../", empty at the root */
    Str prefix; /* "prompts/agents/", empty at the root */
} GitPlace;
bool git_place(Arena *arena, GitPlace *place, Str *error);
Str git_path_from_here(Arena *arena, const GitPlace *place, Str path);

/* A file that differs. Paths are as seen from the current directory; the old one is empty for a new
 * file, the new one for a deleted file. A blob id is empty where the content is not in git's store:
 * the file of the working tree. Only regular files. */
typedef struct {
    Str old_path, new_path;
    Str old_blob, new_blob;
} GitChange;
typedef VEC(GitChange) GitChangeVec;

/* The side that a commit is compared with: another one, what is staged, or the files of the working
 * tree with those that git does not know yet and does not ignore. */
typedef enum { GIT_FILES, GIT_STAGED, GIT_COMMIT } GitSide;

/* Changes from commit `from` to that side (`to`: GIT_COMMIT). `paths` (as seen from here) narrow
 * it. */
bool git_changes(Arena *arena, Str from, GitSide side, Str to, const Str *paths, size_t count,
                 GitChangeVec *changes, Str *error);
/* The tree without files, which stands for the commit before the first one. */
bool git_empty_tree(Arena *arena, Str *tree, Str *error);

/* The commits that touched a path, newest first, renames followed. */
typedef struct {
    Str commit, date, subject; /* date: YYYY-MM-DD */
    GitChange change;
} GitRevision;
typedef VEC(GitRevision) GitRevisionVec;
bool git_history(Arena *arena, Str path, size_t most, GitRevisionVec *revisions, Str *error);

/* One `git cat-file --batch` that serves any number of blobs. */
typedef struct {
    int to, from; /* pipes */
    int process;
    bool broken;
} GitBlobs;
bool git_blobs_open(GitBlobs *blobs, Str *error);
/* The bytes of a blob. A blob of more than `limit` bytes gives its first `limit` + 1. */
bool git_blobs_read(GitBlobs *blobs, Arena *arena, Str id, size_t limit, Str *bytes, Str *error);
void git_blobs_close(GitBlobs *blobs);

#endif
