/* .gitignore files as gitignore(5) describes them: patterns of a directory hold for all below it,
 * inner files over outer ones, later lines over earlier ones. What git keeps outside the tree
 * (core.excludesFile) is not read; .git/info/exclude is. Paths are real ones (config/place.h). */
#ifndef WARMLINT_ENGINE_GITIGNORE_H
#define WARMLINT_ENGINE_GITIGNORE_H

#include "lint/base/str.h"

/* The patterns of one file, and of those outside it. NULL: none. */
typedef struct IgnoreList IgnoreList;

/* Adds the .gitignore of a directory, if there is one. */
const IgnoreList *gitignore_enter(Arena *arena, const IgnoreList *outer, Str directory);
/* What holds for the children of a directory from the root of its repository down to itself. */
const IgnoreList *gitignore_above(Arena *arena, Str directory);
/* The path, below the directories entered, is ignored. Whether a directory above it is ignored is
 * the business of the walk, which never gets here then. */
bool gitignore_matches(const IgnoreList *list, Str path, bool directory);
/* The patterns of a text as if it stood in `directory`. */
const IgnoreList *gitignore_parse(Arena *arena, const IgnoreList *outer, Str directory, Str text);

#endif
