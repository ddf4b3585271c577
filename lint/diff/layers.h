/* How the texts of one layer differ. Private to lint/diff. */
#ifndef WARMLINT_DIFF_LAYERS_H
#define WARMLINT_DIFF_LAYERS_H

#include "lint/diff/blocks.h"
#include "lint/diff/diff.h"

/* The kind of the change to a section of messages or system text. */
ChangeKind layer_kind(Arena *arena, const BlockVec *before, const BlockVec *after, Section section);
/* The same for tools, each with its fate. */
ChangeKind layer_tools(Arena *arena, const BlockVec *before, const BlockVec *after,
                       ToolChangeVec *changes);

#endif
