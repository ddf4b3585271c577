/* Pieces of text that Gemma's merging never joins (its own pre-tokenizer does not split at all, so
 * these come from what its vocabulary holds): words and runs of signs with one space before them,
 * runs of white space, digits, bare HTML tags. */
#include <string.h>

#include "ascii.h"
#include "segment.h"
#include "unicode.h"

typedef enum {
    G_LETTER,
    G_MARK,
    G_SIGN,
    G_DIGIT,
    G_NUMBER,
    G_SPACE,
    G_TAB,
    G_LF,
    G_WHITE
} GemmaClass;

static GemmaClass class_ascii(uint8_t c) {
    if ((uint8_t)((c | 0x20) - 'a') < 26) return G_LETTER;
    if (c == ' ') return G_SPACE;
    if ((uint8_t)(c - '0') < 10) return G_DIGIT;
    if (c == '\n') return G_LF;
    if (c == '\t') return G_TAB;
    return c < 0x20 || c == 0x7F ? G_WHITE : G_SIGN;
}

static inline GemmaClass class_at(const uint8_t *p, size_t *len) {
    if (*p < 0x80) {
        *len = 1;
        return class_ascii(*p);
    }
    uint32_t c = tok_u8_get(p, len);
    if (c == 0x200C || c == 0x200D) return G_LETTER;
    if (c < 0xA0) return G_WHITE;
    switch (tok_uc_bpe(tok_uc(c))) {
    case BPE_UPPER:
    case BPE_LOWER:
    case BPE_BOTH: return G_LETTER;
    case BPE_MARK: return G_MARK;
    case BPE_NUMBER: return G_NUMBER;
    case BPE_SPACE:
    case BPE_NEWLINE: return G_WHITE;
    default: return G_SIGN;
    }
}

/* Tags that are one token each, opening and closing. HTML's own names. */
static const char tag_names[][11] = {
    "a",  "b",     "blockquote", "body",   "caption", "code", "div",   "em",
    "h1", "h2",    "h3",         "h4",     "h5",      "h6",   "html",  "i",
    "li", "s",     "span",       "strong", "sub",     "sup",  "table", "tbody",
    "td", "tfoot", "th",         "thead",  "tr",      "u",    "ul"};

/* Length of a bare tag at p[i] == '<', else 0. */
static size_t tag(const uint8_t *p, size_t i, size_t n) {
    size_t k = i + 1 < n && p[i + 1] == '/' ? i + 2 : i + 1, e = k;
    while (e < n && e - k < 11 && ((uint8_t)(p[e] - 'a') < 26 || (uint8_t)(p[e] - '0') < 10)) e++;
    if (e == k || e >= n || p[e] != '>' || e - k > 10) return 0;
    for (size_t t = 0; t < sizeof tag_names / sizeof *tag_names; t++)
        if (strlen(tag_names[t]) == e - k && memcmp(tag_names[t], p + k, e - k) == 0)
            return e + 1 - i;
    return 0;
}

/* End of the run of class c (LETTER, SIGN or NUMBER) that begins at i; marks stay in the run they
 * follow. */
static size_t body_end(const uint8_t *p, size_t i, size_t n, size_t stop, GemmaClass c) {
    size_t len;
    while (i < stop) {
        if (c == G_LETTER) {
            uint64_t upper;
            unsigned k = tok_ascii_letters(p + i, &upper);
            i += k;
            if (k == 8) continue;
            if (i >= stop) break;
        }
        GemmaClass d = class_at(p + i, &len);
        if (d != c && !(d == G_MARK && c != G_NUMBER)) break;
        if (p[i] == '<' && tag(p, i, n) > 0) break;
        i += len;
    }
    return i;
}

/* --- plain ASCII: nearly all text, 64 bytes at a time --- */

/* The first bytes of segments in the map of p, a bit each, as far as they are certain: each digit
 * is one. */
static inline uint64_t find_segments(const uint8_t *p, const TokMap *m) {
    uint64_t word = m->letter, space = tok_ascii_equal(p, ' '), tab = m->blank & ~space;
    uint64_t sign = ~(word | m->digit | m->blank | m->line | m->beyond);
    uint64_t odd = m->beyond | ~tok_ascii_plain_bits(p) | (uint64_t)1 << (TOK_MAP - 1);
    for (uint64_t angle = tok_ascii_equal(p, '<'); angle != 0; angle &= angle - 1) {
        unsigned i = tok_bit_low(angle);
        if (i + TOK_LOOKAHEAD > TOK_MAP || tag(p, i, TOK_MAP) > 0) odd |= (uint64_t)1 << i;
    }
    uint64_t lone = tok_firsts(space) & ~(space >> 1) & (word | sign) >> 1;
    uint64_t first = ((tok_firsts(word) | tok_firsts(sign)) & ~(lone << 1)) | m->digit |
                     tok_firsts(space) | tok_firsts(tab) | tok_firsts(m->line);
    return first & tok_bits_below(tok_bit_low(odd));
}

/* Emits segments from p[i] on for as long as they are plain; returns where it stopped. */
static size_t cut_ascii(TokLane *lane, const uint8_t *p, size_t i, size_t n, bool final) {
    TokSum sum = tok_sum(lane);
    while (i < n && p[i] < 0x80 && !lane->eow && (final || n - i >= TOK_MAP)) {
        TokMap m = tok_ascii_map_of(p + i, n - i);
        uint64_t first = find_segments(p + i, &m);
        unsigned at = tok_sum_emit_all(&sum, lane, p + i, first, m.digit);
        i += at;
        if (at == 0 || m.beyond != 0) break;
    }
    tok_sum_end(&sum, lane);
    return i;
}

size_t tok_cut_gemma(TokLane *lane, uint8_t *p, size_t n, bool final) {
    size_t i = 0;
    while ((i = cut_ascii(lane, p, i, n, final)) < n) {
        size_t stop = n - i > TOK_RUN_MAX ? i + TOK_RUN_MAX : n, len, j = i;
        bool digit = false;
        GemmaClass c = class_at(p + i, &len);
        if (c == G_SPACE || c == G_TAB || c == G_LF) {
            while (j < stop && p[j] == p[i]) j++;
        } else if (c == G_WHITE) {
            while (j < stop && class_at(p + j, &len) == G_WHITE) j += len;
        } else if (c == G_DIGIT) {
            j++;
            digit = true;
        }
        bool lone = c == G_SPACE && j == i + 1 && !lane->eow;
        if (j == i || (lone && j < n)) {
            GemmaClass d = class_at(p + j, &len);
            size_t t = p[j] == '<' ? tag(p, j, n) : 0;
            if (t > 0) {
                j = j == i ? i + t : j;
            } else if (d == G_LETTER || d == G_SIGN || d == G_NUMBER || d == G_MARK) {
                j = body_end(p, j, n, stop, d == G_MARK ? G_LETTER : d);
            }
        }
        if (!final && j + TOK_LOOKAHEAD > n) break;
        if (digit) {
            lane->tokens++;
        } else {
            tok_emit(lane, p + i, j - i, 0);
        }
        lane->eow = c == G_SPACE &&
                    j - i == TOK_RUN_MAX; /* the rest of a cut run of spaces is not a single one */
        i = j;
    }
    return i;
}
