/* Running git. Private to lint/git. */
#ifndef WARMLINT_GIT_PROCESS_H
#define WARMLINT_GIT_PROCESS_H

#include <sys/types.h>

#include "lint/base/str.h"

enum { GIT_MOST_ARGUMENTS = 48 };

/* The arguments behind `git`, and paths that follow after "--". */
typedef struct {
    const char *words[GIT_MOST_ARGUMENTS];
    size_t count;
    const Str *paths;
    size_t path_count;
} GitArguments;

void git_argument(GitArguments *arguments, const char *word);
/* Starts git with `in` and `out` (file descriptors; -1: /dev/null) and `err`. False: no git. */
bool git_start(Arena *arena, const GitArguments *arguments, int in, int out, int err, pid_t *pid);
/* Runs it to its end; `output` is what it wrote. False when it failed, with its first complaint. */
bool git_run(Arena *arena, const GitArguments *arguments, Str *output, Str *error);
/* A pipe that children do not inherit. */
bool git_pipe(int ends[2]);

#endif
