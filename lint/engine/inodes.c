#include "lint/engine/inodes.h"

static InodeSlot *find(const InodeMap *map, uint64_t device, uint64_t inode) {
    size_t at = (size_t)(inode + device) & (map->cap - 1); /* numbers in a row, as a rule */
    while (map->slots[at].value &&
           (map->slots[at].device != device || map->slots[at].inode != inode))
        at = (at + 1) & (map->cap - 1);
    return &map->slots[at];
}

static void grow(Arena *arena, InodeMap *map) {
    InodeMap larger = {NULL, map->len, map->cap ? map->cap * 2 : 64};
    larger.slots = arena_array(arena, larger.cap, sizeof *larger.slots);
    for (size_t i = 0; i < map->cap; i++)
        if (map->slots[i].value)
            *find(&larger, map->slots[i].device, map->slots[i].inode) = map->slots[i];
    *map = larger;
}

size_t inodes_add(Arena *arena, InodeMap *map, const struct stat *st, size_t fresh) {
    if (map->len * 2 >= map->cap) grow(arena, map);
    InodeSlot *slot = find(map, (uint64_t)st->st_dev, (uint64_t)st->st_ino);
    if (!slot->value) {
        *slot = (InodeSlot){(uint64_t)st->st_dev, (uint64_t)st->st_ino, fresh + 1};
        map->len++;
    }
    return slot->value - 1;
}
