/* A map from files (device and inode) to numbers: what was seen already. Grows on an arena. */
#ifndef WARMLINT_ENGINE_INODES_H
#define WARMLINT_ENGINE_INODES_H

#include <stdint.h>
#include <sys/stat.h>

#include "lint/base/arena.h"

typedef struct {
    uint64_t device, inode;
    size_t value; /* plus 1; 0 in a free slot */
} InodeSlot;

typedef struct {
    InodeSlot *slots; /* a power of two of them */
    size_t len, cap;
} InodeMap;

/* The value of the file, which becomes `fresh` when it was not seen before. */
size_t inodes_add(Arena *arena, InodeMap *map, const struct stat *st, size_t fresh);

#endif
