/* Searching many bytes at a time: sixteen in a register where there is SSE2, else the eight of a
 * word (swar.h). A question gives the bytes that are meant; wide_or joins them, wide_but takes some
 * away, wide_first says which is the first, counted from the one that was loaded first.
 *
 *     for (; end - p >= WIDE; p += WIDE) {
 *         Wide w = wide_load(p), found = wide_or(wide_equal(w, '"'), wide_below(w, 0x20));
 *         if (wide_any(found)) return p + wide_first(found);
 *     }                                  (fewer than WIDE bytes are left) */
#ifndef WARMLINT_BASE_WIDE_H
#define WARMLINT_BASE_WIDE_H

#include <stdbool.h>

#include "lint/base/swar.h"

#ifdef __SSE2__
#include <emmintrin.h>

enum { WIDE = 16 };
typedef __m128i Wide;

static inline Wide wide_load(const char *p) {
    return _mm_loadu_si128((const __m128i *)(const void *)p);
}
static inline void wide_store(char *p, Wide w) {
    _mm_storeu_si128((__m128i *)(void *)p, w);
}
static inline Wide wide_or(Wide a, Wide b) {
    return _mm_or_si128(a, b);
}
static inline Wide wide_fill(char c) {
    return _mm_set1_epi8(c);
}
static inline Wide wide_equal(Wide w, char c) {
    return _mm_cmpeq_epi8(w, _mm_set1_epi8(c));
}
/* Bytes that are the same in both. */
static inline Wide wide_same(Wide a, Wide b) {
    return _mm_cmpeq_epi8(a, b);
}
static inline Wide wide_and(Wide a, Wide b) {
    return _mm_and_si128(a, b);
}
static inline Wide wide_but(Wide a, Wide taken) {
    return _mm_andnot_si128(taken, a);
}
static inline Wide wide_not(Wide meant) {
    return _mm_xor_si128(meant, _mm_set1_epi8(-1));
}
/* Bytes below `limit`, which is 1 to 0x80. */
static inline Wide wide_below(Wide w, unsigned char limit) {
    return _mm_cmpeq_epi8(_mm_min_epu8(w, _mm_set1_epi8((char)(limit - 1))), w);
}
/* Not ASCII: a question without work. */
static inline Wide wide_high(Wide w) {
    return w;
}
static inline bool wide_any(Wide meant) {
    return _mm_movemask_epi8(meant) != 0;
}
static inline unsigned wide_first(Wide meant) {
    return (unsigned)__builtin_ctz((unsigned)_mm_movemask_epi8(meant));
}
/* A bit for each byte, the first one's lowest. */
static inline uint64_t wide_bits(Wide meant) {
    return (unsigned)_mm_movemask_epi8(meant);
}

#else

enum { WIDE = 8 };
typedef uint64_t Wide;

static inline Wide wide_load(const char *p) {
    return swar_load(p);
}
static inline void wide_store(char *p, Wide w) {
    swar_store(p, w);
}
static inline Wide wide_or(Wide a, Wide b) {
    return a | b;
}
static inline Wide wide_same(Wide a, Wide b) {
    return swar_below(a ^ b, 1);
}
static inline Wide wide_and(Wide a, Wide b) {
    return a & b;
}
static inline Wide wide_but(Wide a, Wide taken) {
    return a & ~taken;
}
static inline Wide wide_not(Wide meant) {
    return meant ^ SWAR_HIGH;
}
static inline Wide wide_fill(char c) {
    return SWAR_EACH * (unsigned char)c;
}
static inline Wide wide_equal(Wide w, char c) {
    return swar_equal(w, c);
}
static inline Wide wide_below(Wide w, unsigned char limit) {
    return swar_below(w, limit);
}
static inline Wide wide_high(Wide w) {
    return swar_high(w);
}
static inline bool wide_any(Wide meant) {
    return meant != 0;
}
static inline unsigned wide_first(Wide meant) {
    return swar_first(meant);
}
static inline uint64_t wide_bits(Wide meant) {
    return swar_bits(meant);
}

#endif
#endif
