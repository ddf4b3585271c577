/* warmlint.lock: a record of every prompt as it was when its owners last agreed to it. YAML, one
 * block of lines for each prompt, sorted by path and name, so that branches that touch different
 * prompts merge. Paths are relative to the directory of the file. */
#ifndef WARMLINT_ENGINE_LOCK_H
#define WARMLINT_ENGINE_LOCK_H

#include "lint/diff/record.h"

#define LOCK_FILE_NAME "warmlint.lock"

typedef struct Lock {
    Str directory;         /* real path of its directory */
    PromptRecordVec items; /* sorted by path, then prompt */
} Lock;

/* At the root of the repository that the current directory is in, or here. */
Str lock_default_path(Arena *arena);
/* An empty lock that would be written to `path`. */
void lock_begin(Arena *arena, Str path, Lock *lock);
/* Reads it; false and a message "path:line: what" when it cannot. A merge conflict is called one.
 */
bool lock_read(Arena *arena, Str path, Lock *lock, Str *error);
/* The same from bytes in memory, which outlive it. */
bool lock_from_bytes(Arena *arena, Str path, Str bytes, Lock *lock, Str *error);
/* The path of a file as the lock has it; empty when the file lies outside its directory or its name
 * is not UTF-8. */
Str lock_path(Arena *arena, const Lock *lock, Str path);
/* The record of a prompt, or NULL. `path` as lock_path gives it. */
const PromptRecord *lock_find(const Lock *lock, Str path, Str prompt);
/* The same, of several records of that name (the requests of a batch) the one that is alike. */
const PromptRecord *lock_find_like(const Lock *lock, const PromptRecord *record);
/* Sorts; call before lock_find or lock_text when records were pushed. */
void lock_sort(Lock *lock);
Str lock_text(Arena *arena, const Lock *lock, const char *tool_version);

#endif
