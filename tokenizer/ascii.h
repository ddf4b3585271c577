/* ASCII many bytes at a time: how many letters lead, and what each of 64 bytes is. Private to the
 * library. */
#ifndef TOK_ASCII_H
#define TOK_ASCII_H

#include "hash.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

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

enum { TOK_MAP = 64 };

/* What 64 bytes are, a bit each, the first byte's lowest. No byte is in two of letter, digit,
 * blank, line and beyond; what is in none is a sign or a control character. */
typedef struct {
    uint64_t letter, upper; /* upper: of the letters */
    uint64_t digit;
    uint64_t blank;  /* space, tab, vertical tab, form feed */
    uint64_t line;   /* line feed, carriage return */
    uint64_t beyond; /* not ASCII */
} TokMap;

#ifdef __SSE2__
static inline __m128i tok_ascii_load(const uint8_t *p) {
    return _mm_loadu_si128((const __m128i *)(const void *)p);
}

/* Bytes from low to high, as unsigned numbers. */
static inline __m128i tok_ascii_between(__m128i x, uint8_t low, uint8_t high) {
    __m128i y = _mm_sub_epi8(x, _mm_set1_epi8((char)low));
    return _mm_cmpeq_epi8(_mm_min_epu8(y, _mm_set1_epi8((char)(high - low))), y);
}

static inline __m128i tok_ascii_plain(__m128i x) {
    __m128i lf = _mm_cmpeq_epi8(x, _mm_set1_epi8('\n')),
            tab = _mm_cmpeq_epi8(x, _mm_set1_epi8('\t'));
    return _mm_or_si128(_mm_or_si128(lf, tab), tok_ascii_between(x, ' ', '~'));
}

/* Whether 16 bytes are ASCII; and have no other controls than tab and line feed. */
static inline bool tok_ascii_only(const uint8_t *p) {
    return _mm_movemask_epi8(tok_ascii_load(p)) == 0;
}
static inline bool tok_ascii_printable(const uint8_t *p) {
    return _mm_movemask_epi8(tok_ascii_plain(tok_ascii_load(p))) == 0xFFFF;
}

/* What the 16 bytes from i on are. */
static inline void tok_ascii_map_add(TokMap *m, const uint8_t *p, unsigned i) {
#define BITS(x) ((uint64_t)(uint32_t)_mm_movemask_epi8(x) << i)
    __m128i x = tok_ascii_load(p + i);
    __m128i space = _mm_cmpeq_epi8(x, _mm_set1_epi8(' '));
    __m128i line = _mm_or_si128(_mm_cmpeq_epi8(x, _mm_set1_epi8('\n')),
                                _mm_cmpeq_epi8(x, _mm_set1_epi8('\r')));
    m->letter |= BITS(tok_ascii_between(_mm_or_si128(x, _mm_set1_epi8(0x20)), 'a', 'z'));
    m->upper |= BITS(_mm_slli_epi16(x, 2)); /* so far, what has the bit of lower case */
    m->digit |= BITS(tok_ascii_between(x, '0', '9'));
    m->blank |= BITS(_mm_or_si128(space, tok_ascii_between(x, '\t', '\r')));
    m->line |= BITS(line);
    m->beyond |= BITS(x);
#undef BITS
}

static inline TokMap tok_ascii_map(const uint8_t *p) {
    TokMap m = {0};
    tok_ascii_map_add(&m, p, 0);
    tok_ascii_map_add(&m, p, 16);
    tok_ascii_map_add(&m, p, 32);
    tok_ascii_map_add(&m, p, 48);
    m.upper = m.letter & ~m.upper;
    m.blank &= ~m.line;
    return m;
}

static inline uint64_t tok_ascii_join(__m128i a, __m128i b, __m128i c, __m128i d) {
    uint32_t low = (uint32_t)_mm_movemask_epi8(a) | (uint32_t)_mm_movemask_epi8(b) << 16;
    uint32_t high = (uint32_t)_mm_movemask_epi8(c) | (uint32_t)_mm_movemask_epi8(d) << 16;
    return low | (uint64_t)high << 32;
}

/* Which of 64 bytes are c; which are ASCII without other controls than tab and line feed. */
static inline uint64_t tok_ascii_equal(const uint8_t *p, uint8_t c) {
    __m128i x = _mm_set1_epi8((char)c);
    return tok_ascii_join(
        _mm_cmpeq_epi8(tok_ascii_load(p), x), _mm_cmpeq_epi8(tok_ascii_load(p + 16), x),
        _mm_cmpeq_epi8(tok_ascii_load(p + 32), x), _mm_cmpeq_epi8(tok_ascii_load(p + 48), x));
}
static inline uint64_t tok_ascii_plain_bits(const uint8_t *p) {
    return tok_ascii_join(
        tok_ascii_plain(tok_ascii_load(p)), tok_ascii_plain(tok_ascii_load(p + 16)),
        tok_ascii_plain(tok_ascii_load(p + 32)), tok_ascii_plain(tok_ascii_load(p + 48)));
}
#else
/* The top bits of eight bytes, gathered. */
static inline uint64_t tok_ascii_gather(uint64_t x) {
    return (x >> 7 & 0x0101010101010101u) * 0x0102040810204080u >> 56;
}

/* The top bit of each byte that is not ASCII, or another control than tab and line feed. */
static inline uint64_t tok_ascii_odd(uint64_t x) {
    /* sums of a byte below 0x80 and at most 0x7F do not carry */
    const uint64_t ones = 0x0101010101010101u, high = ones << 7, y = x & ~high;
    uint64_t control = ~(y + ones * 0x60), del = y + ones;
    uint64_t lf = ~((y ^ ones * '\n') + ones * 0x7F), tab = ~((y ^ ones * '\t') + ones * 0x7F);
    return (x | del | (control & ~(lf | tab))) & high;
}

static inline bool tok_ascii_only(const uint8_t *p) {
    return ((tok_load64(p) | tok_load64(p + 8)) & 0x8080808080808080u) == 0;
}
static inline bool tok_ascii_printable(const uint8_t *p) {
    return (tok_ascii_odd(tok_load64(p)) | tok_ascii_odd(tok_load64(p + 8))) == 0;
}

static inline TokMap tok_ascii_map(const uint8_t *p) {
    const uint64_t ones = 0x0101010101010101u, high = ones << 7;
    TokMap m = {0};
    for (unsigned i = 0; i < 64; i += 8) {
        /* sums of a byte below 0x80 and at most 0x7F + 1 do not carry */
        uint64_t x = tok_load64(p + i), y = x & ~high, low = y | ones * 0x20;
        uint64_t letter = (low + ones * (0x80 - 'a')) & ~(low + ones * (0x80 - 'z' - 1)) & ~x;
        uint64_t digit = (y + ones * (0x80 - '0')) & ~(y + ones * (0x80 - '9' - 1)) & ~x;
        uint64_t white = (y + ones * (0x80 - '\t')) & ~(y + ones * (0x80 - '\r' - 1)) & ~x;
        uint64_t line = ~((y ^ ones * '\n') + ones * 0x7F) | ~((y ^ ones * '\r') + ones * 0x7F);
        uint64_t space = ~((y ^ ones * ' ') + ones * 0x7F) & ~x;
        line &= ~x;
        m.letter |= tok_ascii_gather(letter) << i;
        m.upper |= tok_ascii_gather(letter & ~(x << 2)) << i;
        m.digit |= tok_ascii_gather(digit) << i;
        m.blank |= tok_ascii_gather((space | white) & ~line) << i;
        m.line |= tok_ascii_gather(line) << i;
        m.beyond |= tok_ascii_gather(x) << i;
    }
    return m;
}

static inline uint64_t tok_ascii_equal(const uint8_t *p, uint8_t c) {
    const uint64_t ones = 0x0101010101010101u;
    uint64_t set = 0;
    for (unsigned i = 0; i < 64; i += 8) {
        uint64_t x = tok_load64(p + i), y = (x ^ ones * c) & ~(ones << 7);
        set |= tok_ascii_gather(~(y + ones * 0x7F) & ~x) << i;
    }
    return set;
}
static inline uint64_t tok_ascii_plain_bits(const uint8_t *p) {
    uint64_t set = 0;
    for (unsigned i = 0; i < 64; i += 8)
        set |= tok_ascii_gather(~tok_ascii_odd(tok_load64(p + i))) << i;
    return set;
}
#endif

/* Position of the lowest bit, 64 for 0; of the highest one, plus 1, 0 for 0. */
static inline unsigned tok_bit_low(uint64_t x) {
#if defined(__GNUC__)
    return x == 0 ? 64 : (unsigned)__builtin_ctzll(x);
#else
    unsigned n = 0;
    while (n < 64 && (x >> n & 1) == 0) n++;
    return n;
#endif
}
static inline unsigned tok_bit_high(uint64_t x) {
#if defined(__GNUC__)
    return x == 0 ? 0 : 64 - (unsigned)__builtin_clzll(x);
#else
    unsigned n = 0;
    for (; x != 0; x >>= 1) n++;
    return n;
#endif
}

/* Position of the lowest bit of what is not 0. */
static inline unsigned tok_bit_first(uint64_t x) {
#if defined(__GNUC__)
    return (unsigned)__builtin_ctzll(x);
#else
    return tok_bit_low(x);
#endif
}

/* How many bits are set. */
static inline unsigned tok_bit_count(uint64_t x) {
    x -= x >> 1 & 0x5555555555555555u;
    x = (x & 0x3333333333333333u) + (x >> 2 & 0x3333333333333333u);
    return (unsigned)(((x + (x >> 4)) & 0x0F0F0F0F0F0F0F0Fu) * 0x0101010101010101u >> 56);
}

/* First bytes of the runs of a set, and the bytes behind them. */
static inline uint64_t tok_firsts(uint64_t set) {
    return set & ~(set << 1);
}
static inline uint64_t tok_behinds(uint64_t set) {
    return set << 1 & ~set;
}

/* Bits below n, which is less than 64. */
static inline uint64_t tok_bits_below(unsigned n) {
    return ((uint64_t)1 << n) - 1;
}

/* The map of p, of which n bytes are text: those behind it count as beyond. */
static inline TokMap tok_ascii_map_of(const uint8_t *p, size_t n) {
    TokMap m = tok_ascii_map(p);
    if (n < TOK_MAP) m.beyond |= ~tok_bits_below((unsigned)n);
    return m;
}

#endif
