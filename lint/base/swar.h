/* Eight bytes at a time in one word (SIMD within a register). Each question gives a word in which
 * the high bit of every byte that is meant is set, and no other bit; exact for each byte, so that
 * the first one can be asked for. */
#ifndef WARMLINT_BASE_SWAR_H
#define WARMLINT_BASE_SWAR_H

#include <stdint.h>
#include <string.h>

#define SWAR_EACH 0x0101010101010101u
#define SWAR_HIGH 0x8080808080808080u

/* The first byte of memory is the lowest of the word. */
static inline uint64_t swar_load(const char *p) {
    uint64_t word;
    memcpy(&word, p, sizeof word);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    word = __builtin_bswap64(word);
#endif
    return word;
}

static inline void swar_store(char *p, uint64_t word) {
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    word = __builtin_bswap64(word);
#endif
    memcpy(p, &word, sizeof word);
}

/* Bytes below `limit`, which is at most 0x80. */
static inline uint64_t swar_below(uint64_t word, unsigned char limit) {
    return ~(((word | SWAR_HIGH) - SWAR_EACH * limit) | word) & SWAR_HIGH;
}

static inline uint64_t swar_equal(uint64_t word, char c) {
    return swar_below(word ^ SWAR_EACH * (unsigned char)c, 1);
}

/* Not ASCII. */
static inline uint64_t swar_high(uint64_t word) {
    return word & SWAR_HIGH;
}

/* A bit for each byte, the first one's lowest. */
static inline uint64_t swar_bits(uint64_t meant) {
    return (meant >> 7) * 0x0102040810204080u >> 56;
}

/* How many bits are set. */
static inline unsigned swar_ones(uint64_t bits) {
    bits -= bits >> 1 & 0x5555555555555555u;
    bits = (bits & 0x3333333333333333u) + (bits >> 2 & 0x3333333333333333u);
    return (unsigned)(((bits + (bits >> 4)) & 0x0F0F0F0F0F0F0F0Fu) * SWAR_EACH >> 56);
}

/* The number of bytes before the first one that is meant, of which there is one. */
static inline unsigned swar_first(uint64_t meant) {
    return (unsigned)__builtin_ctzll(meant) >> 3;
}

#endif
