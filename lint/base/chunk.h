/* Text 64 bytes at a time (wide.h): a question about a chunk gives a bit for each byte, the first
 * one's lowest. Behind the end of the text stand blanks.
 *
 *     for (size_t at = 0; at < text.len; at += CHUNK) {
 *         Chunk chunk;
 *         chunk_load(&chunk, text, at);
 *         uint64_t line_ends = chunk_equal(&chunk, '\n');
 */
#ifndef WARMLINT_BASE_CHUNK_H
#define WARMLINT_BASE_CHUNK_H

#include "lint/base/str.h"
#include "lint/base/wide.h"

enum { CHUNK = 64 };

typedef struct {
    const char *bytes;
    char last[CHUNK]; /* of a text that ends in the chunk */
} Chunk;

/* `at` may lie behind the end. */
static inline void chunk_load(Chunk *chunk, Str text, size_t at) {
    if (at + CHUNK <= text.len) {
        chunk->bytes = text.ptr + at;
        return;
    }
    memset(chunk->last, ' ', CHUNK);
    if (at < text.len) memcpy(chunk->last, text.ptr + at, text.len - at);
    chunk->bytes = chunk->last;
}

static inline uint64_t chunk_equal(const Chunk *chunk, char c) {
    uint64_t bits = 0;
    for (unsigned i = 0; i < CHUNK; i += WIDE)
        bits |= wide_bits(wide_equal(wide_load(chunk->bytes + i), c)) << i;
    return bits;
}

/* Bytes below `limit`, which is 1 to 0x80. */
static inline uint64_t chunk_below(const Chunk *chunk, unsigned char limit) {
    uint64_t bits = 0;
    for (unsigned i = 0; i < CHUNK; i += WIDE)
        bits |= wide_bits(wide_below(wide_load(chunk->bytes + i), limit)) << i;
    return bits;
}

/* The bytes of `text` at `at`, eight at the most, with blanks behind its end. */
static inline uint64_t chunk_word(Str text, size_t at) {
    if (at + sizeof(uint64_t) <= text.len) return swar_load(text.ptr + at);
    char last[sizeof(uint64_t)];
    memset(last, ' ', sizeof last);
    if (at < text.len) memcpy(last, text.ptr + at, text.len - at);
    return swar_load(last);
}

#endif
