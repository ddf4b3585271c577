#include "lint/base/arena.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lint/base/vec.h"

enum { FIRST_BLOCK = 16 << 10, LARGEST_BLOCK = 1 << 20, ALIGNMENT = 16 };

struct ArenaBlock {
    ArenaBlock *older;
    size_t size;
};

_Noreturn void out_of_memory(void) {
    static const char message[] = "warmlint: out of memory\n";
    ssize_t ignored = write(STDERR_FILENO, message, sizeof message - 1);
    (void)ignored;
    _exit(2);
}

static size_t round_up(size_t size) {
    if (size > SIZE_MAX - 4096) out_of_memory();
    return (size + ALIGNMENT - 1) & ~(size_t)(ALIGNMENT - 1);
}

static void add_block(Arena *arena, size_t at_least) {
    size_t header = round_up(sizeof(ArenaBlock));
    size_t size = arena->blocks ? arena->blocks->size : FIRST_BLOCK / 2;
    size = size < LARGEST_BLOCK / 2 ? size * 2 : LARGEST_BLOCK;
    if (size < at_least + header) size = at_least + header;
    ArenaBlock *block = malloc(size);
    if (!block) out_of_memory();
    *block = (ArenaBlock){arena->blocks, size};
    arena->blocks = block;
    arena->next = (char *)block + header;
    arena->end = (char *)block + size;
}

/* `size` is rounded up; what the bytes hold is left to the caller. */
static char *take(Arena *arena, size_t size) {
    if ((size_t)(arena->end - arena->next) < size || !arena->next) add_block(arena, size);
    char *p = arena->next;
    arena->next += size;
    return p;
}

void *arena_alloc(Arena *arena, size_t size) {
    size = round_up(size);
    return memset(take(arena, size), 0, size);
}

void *arena_array(Arena *arena, size_t count, size_t size) {
    if (size && count > SIZE_MAX / size) out_of_memory();
    return arena_alloc(arena, count * size);
}

void *arena_grow(Arena *arena, void *old, size_t old_size, size_t new_size) {
    size_t rounded = round_up(old_size);
    if (old && (char *)old + rounded == arena->next) {
        size_t more = round_up(new_size) - rounded;
        if ((size_t)(arena->end - arena->next) >= more) {
            memset((char *)old + old_size, 0, round_up(new_size) - old_size);
            arena->next += more;
            return old;
        }
    }
    size_t size = round_up(new_size);
    char *p = take(arena, size);
    if (old_size) memcpy(p, old, old_size);
    memset(p + old_size, 0, size - old_size);
    return p;
}

size_t arena_size(const Arena *arena) {
    size_t size = 0;
    for (const ArenaBlock *block = arena->blocks; block; block = block->older) size += block->size;
    return size;
}

void arena_free(Arena *arena) {
    for (ArenaBlock *block = arena->blocks; block;) {
        ArenaBlock *older = block->older;
        free(block);
        block = older;
    }
    *arena = (Arena){0};
}

/* Eight small ones, fewer that are large: many vectors never get a second item. */
static size_t first_items(size_t size) {
    enum { BYTES = 192, MOST = 8 };
    size_t items = BYTES / size;
    return items > MOST ? MOST : items ? items : 1;
}

void vec_reserve_one(Arena *arena, void **items, size_t len, size_t *cap, size_t size) {
    if (len < *cap) return;
    size_t grown = *cap ? *cap * 2 : first_items(size);
    if (grown > SIZE_MAX / size) out_of_memory();
    *items = arena_grow(arena, *items, *cap * size, grown * size);
    *cap = grown;
}
