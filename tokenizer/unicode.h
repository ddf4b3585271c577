/* Unicode properties for the segmenters: one byte of classes a character, simple lower case,
 * canonical normalisation (NFC). Tables are generated (tables/unicode.c, tools/unicode.py) and
 * constant.
 *
 * Units: code points (uint32_t) and UTF-8 bytes. Nothing here allocates or fails; a value above
 * U+10FFFF must not be passed in (the decoder never gives one). Sources: Unicode Standard,
 * chapter 3.11 (normalisation forms), 3.12 (Hangul); tiktoken's published split patterns for the
 * eight byte-pair classes. */
#ifndef TOK_UNICODE_H
#define TOK_UNICODE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What the split patterns of o200k and cl100k distinguish. Upper: Lu Lt; both: Lm Lo (they count as
 * upper and lower). */
typedef enum {
    BPE_OTHER,
    BPE_UPPER,
    BPE_LOWER,
    BPE_BOTH,
    BPE_MARK,
    BPE_NUMBER,
    BPE_SPACE,
    BPE_NEWLINE
} TokBpeClass;

/* What Claude's word splitting distinguishes. */
typedef enum {
    WC_SPACE,
    WC_DIGIT,
    WC_PUNCT,
    WC_WORD,
    WC_SINGLE, /* ideograph, Hangul syllable, emoji: a segment each */
    WC_SIGN,   /* other symbols, and marks that stand outside words */
    WC_NUMBER  /* other numbers */
} TokWordClass;

typedef struct {
    uint32_t first, last, step;
    int32_t distance;
} TokLowerRun;
typedef struct {
    uint32_t first, last;
    uint32_t ccc;
} TokCccRun;
typedef struct {
    uint16_t whole, first, second; /* second 0: a singleton */
} TokPair16;
typedef struct {
    uint32_t whole, first, second;
} TokPair32;

extern const uint8_t tok_uc_index[];
extern const uint8_t tok_uc_class[];
extern const TokLowerRun tok_uc_lower[];
extern const size_t tok_uc_lower_count;
extern const TokCccRun tok_uc_ccc[];
extern const size_t tok_uc_ccc_count;
extern const TokPair16 tok_uc_decomp[];
extern const size_t tok_uc_decomp_count;
extern const TokPair32 tok_uc_decomp_high[];
extern const size_t tok_uc_decomp_high_count;
extern const uint16_t tok_uc_compose[]; /* indexes of tok_uc_decomp, sorted by (first, second) */
extern const size_t tok_uc_compose_count;

/* All classes of a character in one byte. */
static inline unsigned tok_uc(uint32_t cp) {
    return tok_uc_class[((size_t)tok_uc_index[cp >> 7] << 7) | (cp & 127)];
}
static inline TokBpeClass tok_uc_bpe(unsigned bits) {
    return (TokBpeClass)(bits & 7);
}
static inline TokWordClass tok_uc_word(unsigned bits) {
    return (TokWordClass)(bits >> 3 & 7);
}
static inline bool tok_uc_has_lower(unsigned bits) {
    return (bits & 64) != 0;
}
/* May change under NFC, alone or after another character. */
static inline bool tok_uc_nfc_check(unsigned bits) {
    return (bits & 128) != 0;
}

/* Simple lower case; cp itself when it has none. */
uint32_t tok_uc_to_lower(uint32_t cp);

/* NFC of a short sequence in place: at most cap code points in buf, n of them used; returns the new
 * number. A decomposition that would not fit is left out. */
size_t tok_uc_nfc(uint32_t *buf, size_t n, size_t cap);

/* One character of well-formed UTF-8; sets its length. Only for text that went through the
 * normaliser. */
static inline uint32_t tok_u8_get(const uint8_t *p, size_t *len) {
    uint32_t c = p[0];
    if (c < 0x80) {
        *len = 1;
        return c;
    }
    if (c < 0xE0) {
        *len = 2;
        return (c & 0x1F) << 6 | (p[1] & 0x3F);
    }
    if (c < 0xF0) {
        *len = 3;
        return (c & 0x0F) << 12 | (uint32_t)(p[1] & 0x3F) << 6 | (p[2] & 0x3F);
    }
    *len = 4;
    return (c & 0x07) << 18 | (uint32_t)(p[1] & 0x3F) << 12 | (uint32_t)(p[2] & 0x3F) << 6 |
           (p[3] & 0x3F);
}

/* Writes 1 to 4 bytes. */
static inline size_t tok_u8_put(uint8_t *p, uint32_t c) {
    if (c < 0x80) {
        p[0] = (uint8_t)c;
        return 1;
    }
    if (c < 0x800) {
        p[0] = (uint8_t)(0xC0 | c >> 6);
        p[1] = (uint8_t)(0x80 | (c & 0x3F));
        return 2;
    }
    if (c < 0x10000) {
        p[0] = (uint8_t)(0xE0 | c >> 12);
        p[1] = (uint8_t)(0x80 | (c >> 6 & 0x3F));
        p[2] = (uint8_t)(0x80 | (c & 0x3F));
        return 3;
    }
    p[0] = (uint8_t)(0xF0 | c >> 18);
    p[1] = (uint8_t)(0x80 | (c >> 12 & 0x3F));
    p[2] = (uint8_t)(0x80 | (c >> 6 & 0x3F));
    p[3] = (uint8_t)(0x80 | (c & 0x3F));
    return 4;
}

#endif
