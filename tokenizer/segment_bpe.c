/* The split patterns of o200k and cl100k (llama3 has the latter), written out without a regex
 * engine. Source: tiktoken's published patterns. At each place the first alternative that matches
 * wins, as in the pattern. */
#include "ascii.h"
#include "segment.h"
#include "unicode.h"

#define O BPE_OTHER
#define U BPE_UPPER
#define L BPE_LOWER
#define N BPE_NUMBER
#define S BPE_SPACE
#define R BPE_NEWLINE
static const uint8_t ascii_class[128] = {
    O, O, O, O, O, O, O, O, O, S, R, S, S, R, O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, O,
    S, O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, N, N, N, N, N, N, N, N, N, N, O, O, O, O, O, O,
    O, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, O, O, O, O, O,
    O, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, O, O, O, O, O};
#undef O
#undef U
#undef L
#undef N
#undef S
#undef R

enum {
    IS_LETTER = 1 << BPE_UPPER | 1 << BPE_LOWER | 1 << BPE_BOTH,
    IS_HEAD = 1 << BPE_UPPER | 1 << BPE_BOTH | 1 << BPE_MARK,
    IS_BODY = 1 << BPE_LOWER | 1 << BPE_BOTH | 1 << BPE_MARK,
    IS_SIGN = 1 << BPE_OTHER | 1 << BPE_MARK,
    IS_WHITE = 1 << BPE_SPACE | 1 << BPE_NEWLINE,
    IS_PREFIX = 1 << BPE_OTHER | 1 << BPE_SPACE | 1 << BPE_MARK
};

static inline unsigned class_at(const uint8_t *p, size_t *len) {
    if (*p < 0x80) {
        *len = 1;
        return ascii_class[*p];
    }
    return (unsigned)tok_uc_bpe(tok_uc(tok_u8_get(p, len)));
}

static inline size_t run(const uint8_t *p, size_t i, size_t stop, unsigned set) {
    size_t len;
    while (i < stop && (set >> class_at(p + i, &len) & 1)) i += len;
    return i;
}

/* Alternatives 1 and 2 of o200k from q: [upper]*[lower]+ or [upper]+[lower]*, where marks and
 * caseless letters are both. Returns the end, q if there is no word; *far is how far it had to
 * look. */
static size_t word_o200k(const uint8_t *p, size_t q, size_t stop, size_t *far) {
    size_t j = q, last = 0, len;
    uint64_t upper;
    unsigned k = tok_ascii_letters(p + q, &upper);
    if (k > 0 && k < 8 && q + k < stop && p[q + k] < 0x80 &&
        upper < 0x100) /* word, Word: nearly all there is */
        return *far = q + k;
    while (j < stop) {
        unsigned c = class_at(p + j, &len);
        if (!(IS_HEAD >> c & 1)) break;
        j += len;
        if (c != BPE_UPPER) last = j;
    }
    *far = j;
    if (j < stop && class_at(p + j, &len) == BPE_LOWER) {
        while (j < stop && (uint8_t)(p[j] - 'a') < 26) j++;
        return *far = run(p, j, stop, IS_BODY);
    }
    return last != 0 ? last : j;
}

static size_t word_cl100k(const uint8_t *p, size_t q, size_t stop, size_t *far) {
    uint64_t upper;
    for (unsigned k = 8; k == 8 && q + 8 < stop; q += k) k = tok_ascii_letters(p + q, &upper);
    return *far = run(p, q, stop, IS_LETTER);
}

/* Length of 's 't 'd 'm 're 've 'll at i, in any case; U+017F is an s too. */
static size_t contraction(const uint8_t *p, size_t i, size_t n) {
    if (n - i < 2 || p[i] != '\'') return 0;
    uint8_t a = p[i + 1] | 0x20, b = n - i > 2 ? p[i + 2] | 0x20 : 0;
    if (p[i + 1] == 0xC5) return n - i > 2 && p[i + 2] == 0xBF ? 3 : 0;
    if (p[i + 1] >= 0x80) return 0;
    if (a == 's' || a == 't' || a == 'd' || a == 'm') return 2;
    if (n - i > 2 && p[i + 2] < 0x80 &&
        ((a == 'r' && b == 'e') || (a == 'v' && b == 'e') || (a == 'l' && b == 'l')))
        return 3;
    return 0;
}

/* White space at i: up to and with the last line break of the run; else without the last character,
 * which goes to what follows; else all. */
static size_t white(const uint8_t *p, size_t i, size_t stop, bool at_end, size_t *far) {
    size_t j = i, line = 0, last = i, len;
    while (j < stop) {
        unsigned c = class_at(p + j, &len);
        if (!(IS_WHITE >> c & 1)) break;
        last = j;
        j += len;
        if (c == BPE_NEWLINE) line = j;
    }
    *far = j;
    if (line != 0) return line;
    return last == i || (at_end && j == stop) ? j : last;
}

static size_t number(const uint8_t *p, size_t i, size_t n) {
    size_t len;
    for (int k = 0; k < 3 && i < n && class_at(p + i, &len) == BPE_NUMBER; k++) i += len;
    return i;
}

/* --- plain ASCII: nearly all text, 64 bytes at a time --- */

/* White space from a line break up to another, with blanks between, is one segment: where it has
 * its first such blank, or `stop`. Blanks that reach `stop` may be followed by anything. */
static inline unsigned blank_line(uint64_t blank, uint64_t line, uint64_t after, unsigned stop) {
    uint64_t within = blank & tok_bits_below(stop), begins = tok_firsts(within) & after << 1;
    uint64_t behind = (within + begins) & ~within & (line | ~tok_bits_below(stop));
    if (behind == 0) return stop;
    return tok_bit_high(begins & tok_bits_below(tok_bit_low(behind))) - 1;
}

/* The first bytes of segments in the map of p, a bit each, as far as they are certain. */
static inline uint64_t find_segments(const uint8_t *p, const TokMap *m, bool o200k) {
    uint64_t line = m->line, white = m->blank | line, word = m->letter, digit = m->digit;
    uint64_t space = tok_ascii_equal(p, ' ');
    uint64_t sign = ~(white | word | digit | m->beyond);
    uint64_t one_sign = tok_firsts(sign) & ~(sign >> 1) & ~(space << 1);
    uint64_t last_blank = m->blank & ~((white | m->beyond) >> 1);
    /* what stands before a word or signs and belongs to them */
    uint64_t before_word = (one_sign | last_blank) & word >> 1;
    uint64_t before_sign = last_blank & space & sign >> 1;
    /* line breaks behind signs belong to them */
    uint64_t breaks = line & ~(line + (line & sign << 1));

    uint64_t first = (tok_firsts(word) & ~(before_word << 1)) |
                     (tok_firsts(sign) & ~(before_sign << 1)) | tok_firsts(digit) |
                     tok_firsts(m->blank) | last_blank | (tok_firsts(line) & (word | digit) << 1) |
                     1;
    for (uint64_t third = tok_firsts(digit);
         (third = third << 3 & digit & digit << 1 & digit << 2) != 0;)
        first |= third;
    if (o200k) first |= m->upper & (word & ~m->upper) << 1;
    unsigned joined = 0; /* end of the last contraction */
    for (uint64_t quote =
             tok_ascii_equal(p, '\'') & one_sign & word >> 1 & tok_bits_below(TOK_MAP - 3);
         quote != 0; quote &= quote - 1) {
        unsigned i = tok_bit_low(quote);
        if (o200k && ((word << 1 >> i & 1) == 0 || i == joined)) continue; /* not behind a word */
        unsigned len = (unsigned)contraction(p, i, TOK_MAP);
        if (len == 0) continue;
        joined = i + len;
        if (o200k) first &= ~((uint64_t)1 << i);
        first |= (uint64_t)1 << joined & word;
    }
    /* a contraction must be in the map; o200k has slashes behind line breaks behind signs */
    uint64_t odd = m->beyond | (o200k ? tok_ascii_equal(p, '/') & breaks << 1 : 0);
    unsigned stop = tok_bit_low(odd | (uint64_t)1 << (TOK_MAP - 3));
    return first & tok_bits_below(blank_line(m->blank, line, line & ~breaks, stop));
}

/* Emits segments from p[i] on for as long as they are plain; returns where it stopped. */
static inline size_t cut_ascii(TokLane *lane, const uint8_t *p, size_t i, size_t n, bool final,
                               bool o200k) {
    TokSum sum = tok_sum(lane);
    while (i < n && p[i] < 0x80 && (final || n - i >= TOK_MAP)) {
        TokMap m = tok_ascii_map_of(p + i, n - i);
        uint64_t first = find_segments(p + i, &m, o200k);
        unsigned at = tok_sum_emit_all(&sum, lane, p + i, first, 0);
        i += at;
        if (at == 0 || m.beyond != 0) break;
    }
    tok_sum_end(&sum, lane);
    return i;
}

typedef size_t WordFn(const uint8_t *p, size_t q, size_t stop, size_t *far);

static inline size_t cut(TokLane *lane, const uint8_t *p, size_t n, bool final, WordFn *word,
                         bool o200k) {
    size_t i = 0;
    while ((i = cut_ascii(lane, p, i, n, final, o200k)) < n) {
        size_t stop = n - i > TOK_RUN_MAX ? i + TOK_RUN_MAX : n;
        size_t len, far = i, end = i;
        unsigned c = class_at(p + i, &len);
        if (!o200k && p[i] == '\'' && (end = i + contraction(p, i, n)) > i) {
            far = end;
        } else if (IS_PREFIX >> c & 1) {
            size_t q = i + len;
            end = word(p, q, stop, &far);
            if (end == q) end = o200k && c == BPE_MARK ? word(p, i, stop, &far) : i;
        } else if (IS_LETTER >> c & 1) {
            end = word(p, i, stop, &far);
        } else if (c == BPE_NUMBER) {
            end = far = number(p, i, n);
        }
        if (end == i) {
            size_t q = p[i] == ' ' ? i + 1 : i;
            size_t e = run(p, q, stop, IS_SIGN);
            if (e > q) {
                while (e < stop && (p[e] == '\n' || p[e] == '\r' || (o200k && p[e] == '/'))) e++;
                end = e;
                if (e > far) far = e;
            } else {
                size_t f;
                end = white(p, i, stop, final || stop < n, &f);
                if (f > far) far = f;
            }
        } else if (o200k && c != BPE_NUMBER) {
            end += contraction(p, end, n);
        }
        if (!final && (far > end ? far : end) + TOK_LOOKAHEAD > n) break;
        tok_emit(lane, p + i, end - i, 0);
        i = end;
    }
    return i;
}

size_t tok_cut_o200k(TokLane *lane, uint8_t *p, size_t n, bool final) {
    return cut(lane, p, n, final, word_o200k, true);
}

size_t tok_cut_cl100k(TokLane *lane, uint8_t *p, size_t n, bool final) {
    return cut(lane, p, n, final, word_cl100k, false);
}
