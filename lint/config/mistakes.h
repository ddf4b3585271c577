/* What is wrong with a configuration, for people. */
#ifndef WARMLINT_CONFIG_MISTAKES_H
#define WARMLINT_CONFIG_MISTAKES_H

#include "lint/base/problem.h"
#include "lint/source/source.h"

/* A line "path:line:column: what; help" for each of the first twenty, in the order of the file, and
 * one that says how many more there are. No byte of the file breaks a line or drives a terminal. */
Str mistakes_told(Arena *arena, const Source *source, const ProblemVec *problems);

#endif
