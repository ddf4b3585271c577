/* Growable arrays on an arena. VEC(T) declares the type, zero initialises it, vec_push appends:
 *
 *     typedef VEC(Piece) PieceVec;
 *     PieceVec v = {0};
 *     vec_push(arena, &v, piece);
 *     for (size_t i = 0; i < v.len; i++) use(&v.items[i]);
 *
 * Items move when the vector grows: keep indices, not pointers, while pushing. */
#ifndef WARMLINT_BASE_VEC_H
#define WARMLINT_BASE_VEC_H

#include "lint/base/arena.h"

#define VEC(type)                                                                                  \
    struct {                                                                                       \
        type *items;                                                                               \
        size_t len, cap;                                                                           \
    }

#define vec_push(arena, vec, ...)                                                                  \
    (vec_reserve_one((arena), (void **)&(vec)->items, (vec)->len, &(vec)->cap,                     \
                     sizeof *(vec)->items),                                                        \
     (vec)->items[(vec)->len++] = (__VA_ARGS__))

void vec_reserve_one(Arena *arena, void **items, size_t len, size_t *cap, size_t size);

#endif
