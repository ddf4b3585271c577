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

/* `range`: REV (against the working tree), A..B or A...B. Only files that could hold prompts and
 * are not excluded. Prints its error and returns false. */
bool revision_changes(Run *run, const Config *config, Str range, const Str *paths, size_t count,
                      RevisionChangeVec *changes);
/* The same from where `revision` and HEAD parted (or from it, where they have nothing in common) to
 * the working tree. */
bool revision_changes_since(Run *run, const Config *config, Str revision, const Str *paths,
                            size_t count, RevisionChangeVec *changes);
/* The input of the new version, with its bytes where they are in git; a file of the working tree is
 * left to the reader. Prints its error and returns false. */
bool revision_new_input(Run *run, GitBlobs *blobs, Arena *arena, const RevisionChange *change,
                        Input *input);
/* The same of the old version; there must be one. */
bool revision_old_input(Run *run, GitBlobs *blobs, Arena *arena, const RevisionChange *change,
                        Input *input);

#endif
