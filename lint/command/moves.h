/* Files that were moved in the working tree and that git does not know yet: to git the old one is
 * deleted and the new one untracked. */
#ifndef WARMLINT_COMMAND_MOVES_H
#define WARMLINT_COMMAND_MOVES_H

#include "lint/git/git.h"

/* Makes one change of each pair of a deleted and an untracked file of which at least half the bytes
 * are the same lines, the most alike first. Files that cannot be read are left as they are. Of more
 * than MOVES_MOST deleted or untracked files none is looked at; git's own limit is as high. */
enum { MOVES_MOST = 1000 };
void moves_find(Arena *arena, GitChangeVec *changes);

#endif
