#include "lint/base/arena.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lint/base/pages.h"
#include "lint/base/vec.h"

enum { FIRST_BLOCK = 16 << 10, LARGEST_BLOCK = 1 << 20, LARGE = 128 << 10 };

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

static const size_t HEADER =
    (sizeof(ArenaBlock) + ARENA_ALIGNMENT - 1) / ARENA_ALIGNMENT * ARENA_ALIGNMENT;

static size_t round_up(size_t size) {
    if (size > SIZE_MAX - 4096) out_of_memory();
    return arena_round_up(size);
}

static void add_block(Arena *arena, size_t at_least) {
    size_t size = arena->blocks ? arena->blocks->size : FIRST_BLOCK / 2;
    size = size < LARGEST_BLOCK / 2 ? size * 2 : LARGEST_BLOCK;
    if (size < at_least + HEADER) size = at_least + HEADER;
    ArenaBlock *block = malloc(size);
    if (!block) out_of_memory();
    if (size >= LARGE && size <= LARGEST_BLOCK) pages_fetch(block, size); /* soon used, all of it */
    *block = (ArenaBlock){arena->blocks, size};
    arena->size += size;
    arena->blocks = block;
    arena->next = (char *)block + HEADER;
    arena->end = (char *)block + size;
}

/* What is this large has a block of its own: zeroes that nobody touched take no memory, and it
 * grows without a copy left behind. `size` is rounded up. */
static bool is_large(size_t size) {
    return size >= LARGE;
}

/* A block without room for anything else. */
static void fill(Arena *arena, ArenaBlock *block) {
    arena->blocks = block;
    arena->next = arena->end = (char *)block + block->size;
}

static void *take_large(Arena *arena, size_t size) {
    ArenaBlock *block = calloc(1, HEADER + size);
    if (!block) out_of_memory();
    block->size = HEADER + size;
    arena->size += block->size;
    if (arena->blocks) { /* behind the one that small things come from */
        block->older = arena->blocks->older;
        arena->blocks->older = block;
    } else {
        fill(arena, block);
    }
    return (char *)block + HEADER;
}

static void *grow_large(Arena *arena, void *old, size_t size) {
    ArenaBlock *block = (ArenaBlock *)((char *)old - HEADER), **link = &arena->blocks;
    while (*link != block) link = &(*link)->older;
    arena->size -= block->size;
    block = realloc(block, HEADER + size);
    if (!block) out_of_memory();
    block->size = HEADER + size;
    arena->size += block->size;
    if (link == &arena->blocks)
        fill(arena, block);
    else
        *link = block;
    return (char *)block + HEADER;
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
    return is_large(size) ? take_large(arena, size) : memset(take(arena, size), 0, size);
}

void *arena_array(Arena *arena, size_t count, size_t size) {
    if (size && count > SIZE_MAX / size) out_of_memory();
    return arena_alloc(arena, count * size);
}

/* What is new holds anything where it is large. */
static void *grow(Arena *arena, void *old, size_t old_size, size_t new_size) {
    size_t rounded = round_up(old_size), size = round_up(new_size);
    if (is_large(rounded)) return grow_large(arena, old, size);
    if (is_large(size)) {
        char *p = take_large(arena, size);
        if (old_size) memcpy(p, old, old_size);
        return p;
    }
    if (old && (char *)old + rounded == arena->next &&
        (size_t)(arena->end - arena->next) >= size - rounded) {
        memset((char *)old + old_size, 0, size - old_size);
        arena->next += size - rounded;
        return old;
    }
    char *p = take(arena, size);
    if (old_size) memcpy(p, old, old_size);
    memset(p + old_size, 0, size - old_size);
    return p;
}

void *arena_grow(Arena *arena, void *old, size_t old_size, size_t new_size) {
    char *p = grow(arena, old, old_size, new_size);
    if (is_large(round_up(old_size))) memset(p + old_size, 0, round_up(new_size) - old_size);
    return p;
}

void arena_free(Arena *arena) {
    for (ArenaBlock *block = arena->blocks; block;) {
        ArenaBlock *older = block->older;
        free(block);
        block = older;
    }
    *arena = (Arena){0};
}

/* What is larger than a block is not made twice as large as it needs to be. */
static size_t more_items(size_t cap, size_t size) {
    return cap > LARGEST_BLOCK / size ? cap + cap / 4 : cap * 2;
}

/* Eight small ones, fewer that are large: many vectors never get a second item. */
static size_t first_items(size_t size) {
    enum { BYTES = 192, MOST = 8 };
    size_t items = BYTES / size;
    return items > MOST ? MOST : items ? items : 1;
}

void vec_reserve_one(Arena *arena, void **items, size_t len, size_t *cap, size_t size) {
    if (len < *cap) return;
    size_t grown = *cap ? more_items(*cap, size) : first_items(size);
    if (grown > SIZE_MAX / size) out_of_memory();
    *items = grow(arena, *items, *cap * size, grown * size);
    *cap = grown;
}
