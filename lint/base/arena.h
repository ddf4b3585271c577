/* A bump allocator. One arena holds everything that belongs to one file being linted (or to one
 * run) and is freed at once; there is no free of a single object. Memory is zeroed and aligned for
 * any type. Running out of memory ends the process with a message and exit status 2: callers never
 * see NULL. Not shared between threads. */
#ifndef WARMLINT_BASE_ARENA_H
#define WARMLINT_BASE_ARENA_H

#include <stddef.h>

typedef struct ArenaBlock ArenaBlock;

typedef struct {
    ArenaBlock *blocks; /* newest first */
    char *next;
    char *end;
} Arena;

void *arena_alloc(Arena *arena, size_t size);
/* count * size bytes; an overflowing product counts as out of memory. */
void *arena_array(Arena *arena, size_t count, size_t size);
/* Grows the array at `old`, all of it (in place when it was the last allocation or is large);
 * nothing of it may be used under its old address. */
void *arena_grow(Arena *arena, void *old, size_t old_size, size_t new_size);
/* Bytes of memory that it holds. */
size_t arena_size(const Arena *arena);
void arena_free(Arena *arena);

#define ARENA_NEW(arena, type) ((type *)arena_alloc((arena), sizeof(type)))

/* Writes "warmlint: out of memory" to standard error and ends the process with status 2. */
_Noreturn void out_of_memory(void);

#endif
