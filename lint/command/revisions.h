/* Prompt files that differ between git revisions, ready to be read. Shared by the commands that
 * look at changes. */
#ifndef WARMLINT_COMMAND_REVISIONS_H
#define WARMLINT_COMMAND_REVISIONS_H

#include "lint/command/command.h"
#include "lint/engine/engine.h"
#include "lint/git/git.h"

typedef struct {
    GitChange git;
    Input input; /* of the new version; of a deleted file its old path. Not yet with the bytes of a
                    blob */
} RevisionChange;
typedef VEC(RevisionChange) RevisionChangeVec;

#define OPTION_STAGED                                                                              \
    { "staged", 0, NULL, NULL, "take what is staged for the next commit, not the working copy" }

typedef struct {
    Str from, to; /* commits; `to`: GIT_COMMIT */
    GitSide side;
} RevisionRange;

/* REV (against the working tree, or what is staged), A..B or A...B. Prints its error and returns
 * false. */
bool revision_range(Run *run, Str text, bool staged, RevisionRange *range);
/* From where `revision` and HEAD parted (or from it, where they have nothing in common). With
 * `staged` HEAD may be missing. */
bool revision_range_since(Run *run, Str revision, bool staged, RevisionRange *range);
/* Only files that could hold prompts and are not excluded; moved files are one change, also where
 * git does not know of the move. Prints its error and returns false. */
bool revision_changes(Run *run, const Config *config, const RevisionRange *range, const Str *paths,
                      size_t count, RevisionChangeVec *changes);
/* The input of the new version, with its bytes where they are in git; a file of the working tree is
 * left to the reader. Prints its error and returns false. */
bool revision_new_input(Run *run, GitBlobs *blobs, Arena *arena, const RevisionChange *change,
                        Input *input);
/* The same of the old version; there must be one. */
bool revision_old_input(Run *run, GitBlobs *blobs, Arena *arena, const RevisionChange *change,
                        Input *input);

#endif
