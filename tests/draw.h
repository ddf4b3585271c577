/* Numbers that look like chance and are the same each time (xorshift, 32 bits): for generated
 * documents. A state other than 0 is the seed. */
#ifndef WARMLINT_TESTS_DRAW_H
#define WARMLINT_TESTS_DRAW_H

#include <stdint.h>

static inline uint32_t draw_below(uint32_t *state, uint32_t below) {
    *state ^= *state << 13;
    *state ^= *state >> 17;
    *state ^= *state << 5;
    return *state % below;
}

#endif
