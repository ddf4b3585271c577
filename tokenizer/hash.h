/* Hash of a segment, the same on every machine: the tables depend on it. Private to the library. */
#ifndef TOK_HASH_H
#define TOK_HASH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* Eight bytes as a word, the first one lowest. */
static inline uint64_t tok_load64(const uint8_t *p) {
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    uint64_t word;
    memcpy(&word, p, sizeof word);
    return word;
#else
    return (uint64_t)p[0] | (uint64_t)p[1] << 8 | (uint64_t)p[2] << 16 | (uint64_t)p[3] << 24 |
           (uint64_t)p[4] << 32 | (uint64_t)p[5] << 40 | (uint64_t)p[6] << 48 |
           (uint64_t)p[7] << 56;
#endif
}

/* Hash of a segment; at least 7 bytes after its end must be readable. */
static inline uint64_t tok_hash(const uint8_t *p, size_t n, unsigned marks) {
    uint64_t h = ((uint64_t)n << 8 | marks) * 0x9E3779B97F4A7C15u;
    while (n > 8) {
        h = (h ^ tok_load64(p)) * 0xFF51AFD7ED558CCDu;
        h ^= h >> 32;
        p += 8;
        n -= 8;
    }
    h = (h ^ (tok_load64(p) & (~(uint64_t)0 >> (8 * (8 - n))))) * 0xC4CEB9FE1A85EC53u;
    h ^= h >> 29;
    h *= 0x9E3779B97F4A7C15u;
    return h ^ h >> 32;
}

#endif
