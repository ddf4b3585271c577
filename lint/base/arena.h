/* A bump allocator. One arena holds everything that belongs to one file being linted (or to one
 * run) and is freed at once; there is no free of a single object. Memory is zeroed and aligned for
 * any type. Running out of memory ends the process with a message and exit status 2: callers never
 * see NULL. Not shared between threads. */
#ifndef WARMLINT_BASE_ARENA_H
#define WARMLINT_BASE_ARENA_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

typedef struct ArenaBlock ArenaBlock;

typedef struct {
    ArenaBlock *blocks; /* newest first */
    char *next;
    char *end;
    size_t size; /* bytes of memory that it holds */
    size_t most; /* that it should hold; 0: any number */
} Arena;

enum { ARENA_ALIGNMENT = 16 };
static inline size_t arena_round_up(size_t size) {
    return (size + ARENA_ALIGNMENT - 1) & ~(size_t)(ARENA_ALIGNMENT - 1);
}
void *arena_alloc(Arena *arena, size_t size);
/* count * size bytes; an overflowing product counts as out of memory. */
void *arena_array(Arena *arena, size_t count, size_t size);
/* Grows the array at `old`, all of it (in place when it was the last allocation or is large);
 * nothing of it may be used under its old address. */
void *arena_grow(Arena *arena, void *old, size_t old_size, size_t new_size);
/* Whether it would hold more than `most` with so many more bytes. It gives them all the same: what
 * grows with hostile input asks before it goes on, and says where it stopped. */
static inline bool arena_is_full(const Arena *arena, size_t more) {
    return arena->most && arena->size + more > arena->most;
}
void arena_free(Arena *arena);

/* Of a size known where it is compiled: mostly a few stores. */
static inline void *arena_new(Arena *arena, size_t size) {
    size = arena_round_up(size);
    if ((size_t)(arena->end - arena->next) < size) return arena_alloc(arena, size);
    void *p = arena->next;
    arena->next += size;
    return memset(p, 0, size);
}
#define ARENA_NEW(arena, type) ((type *)arena_new((arena), sizeof(type)))

/* Writes "warmlint: out of memory" to standard error and ends the process with status 2. */
_Noreturn void out_of_memory(void);

#endif
