/* Text 64 bytes at a time (wide.h): a question about a block gives a bit for each byte, the first
 * one's lowest. Behind the end of the text stand blanks.
 *
 *     for (size_t at = 0; at < text.len; at += BLOCK) {
 *         Block block;
 *         block_load(&block, text, at);
 *         uint64_t line_ends = block_equal(&block, '\n');
 */
#ifndef WARMLINT_BASE_BLOCK_H
#define WARMLINT_BASE_BLOCK_H

#include "lint/base/str.h"
#include "lint/base/wide.h"

enum { BLOCK = 64 };

typedef struct {
    const char *bytes;
    char last[BLOCK]; /* of a text that ends in the block */
} Block;

/* `at` may lie behind the end. */
static inline void block_load(Block *block, Str text, size_t at) {
    if (at + BLOCK <= text.len) {
        block->bytes = text.ptr + at;
        return;
    }
    memset(block->last, ' ', BLOCK);
    if (at < text.len) memcpy(block->last, text.ptr + at, text.len - at);
    block->bytes = block->last;
}

static inline uint64_t block_equal(const Block *block, char c) {
    uint64_t bits = 0;
    for (unsigned i = 0; i < BLOCK; i += WIDE)
        bits |= wide_bits(wide_equal(wide_load(block->bytes + i), c)) << i;
    return bits;
}

/* Bytes below `limit`, which is 1 to 0x80. */
static inline uint64_t block_below(const Block *block, unsigned char limit) {
    uint64_t bits = 0;
    for (unsigned i = 0; i < BLOCK; i += WIDE)
        bits |= wide_bits(wide_below(wide_load(block->bytes + i), limit)) << i;
    return bits;
}

/* The bytes of `text` at `at`, eight at the most, with blanks behind its end. */
static inline uint64_t block_word(Str text, size_t at) {
    if (at + sizeof(uint64_t) <= text.len) return swar_load(text.ptr + at);
    char last[sizeof(uint64_t)];
    memset(last, ' ', sizeof last);
    if (at < text.len) memcpy(last, text.ptr + at, text.len - at);
    return swar_load(last);
}

#endif
