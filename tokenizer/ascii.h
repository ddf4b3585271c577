/* Eight bytes at a time: how many ASCII letters lead, and which are upper case. Private to the
 * library. */
#ifndef TOK_ASCII_H
#define TOK_ASCII_H

#include "hash.h"

/* The first byte whose top bit is set; mask is not 0. */
static inline unsigned tok_ascii_first(uint64_t mask) {
#if defined(__GNUC__)
    return (unsigned)__builtin_ctzll(mask) >> 3;
#else
    unsigned n = 0;
    while ((mask >> (8 * n) & 0x80) == 0) n++;
    return n;
#endif
}

/* Number of leading letters at p, 0 to 8; 8 bytes must be readable. *upper has the top bit of each
 * upper-case one set, the first byte's lowest. */
static inline unsigned tok_ascii_letters(const uint8_t *p, uint64_t *upper) {
    const uint64_t ones = 0x0101010101010101u, high = ones << 7;
    uint64_t x = tok_load64(p), low = (x | ones * 0x20) & ~high;
    /* the sums cannot carry: each byte is at most 0x7F + 0x1F */
    uint64_t letter = (low + ones * (0x80 - 'a')) & ~(low + ones * (0x80 - 'z' - 1)) & ~x & high;
    uint64_t other = letter ^ high,
             lead = (other & (~other + 1)) - 1; /* all bits below the first other byte */
    *upper = letter & ~(x << 2) & lead;
    return other == 0 ? 8 : tok_ascii_first(other);
}

/* How many bits of a mask as above are set. */
static inline unsigned tok_ascii_bits(uint64_t mask) {
    return (unsigned)((mask >> 7) * 0x0101010101010101u >> 56);
}

#endif
