/* Claude's segments: marked words. Runs of one character class; case and single spaces become
 * marks. */
#include <string.h>

#include "ascii.h"
#include "segment.h"
#include "unicode.h"

#define S WC_SPACE
#define D WC_DIGIT
#define P WC_PUNCT
#define W WC_WORD
/* Control characters do not reach the cutter. */
static const uint8_t ascii_class[128] = {
    S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S,
    S, P, P, P, P, P, P, P, P, P, P, P, P, P, P, P, D, D, D, D, D, D, D, D, D, D, P, P, P, P, P, P,
    P, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, P, P, P, P, P,
    P, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, P, P, P, P, P};
#undef S
#undef D
#undef P
#undef W

static inline TokWordClass class_at(const uint8_t *p, size_t *len) {
    if (*p < 0x80) {
        *len = 1;
        return (TokWordClass)ascii_class[*p];
    }
    uint32_t c = tok_u8_get(p, len);
    return tok_uc_word(tok_uc(c));
}

static size_t run_end(const uint8_t *p, size_t i, size_t n, TokWordClass cls) {
    size_t len, stop = n - i > TOK_RUN_MAX ? i + TOK_RUN_MAX : n;
    while (i < stop && class_at(p + i, &len) == cls) i += len;
    return i;
}

static inline bool is_letter(uint8_t c) {
    return (uint8_t)((c | 0x20) - 'a') < 26;
}

/* End of a word run, and its case: how many characters, how many upper, whether the first is. */
typedef struct {
    size_t end;
    uint32_t chars, upper;
    bool first_upper, ascii, sharp_s;
} Word;

static Word scan_word(const uint8_t *p, size_t i, size_t n) {
    Word w = {.ascii = true};
    size_t start = i, stop = n - i > TOK_RUN_MAX ? i + TOK_RUN_MAX : n;
    for (unsigned k = 8; k == 8 && i < stop; i += k) {
        uint64_t upper;
        k = tok_ascii_letters(p + i, &upper);
        if (upper != 0) w.upper += tok_ascii_bits(upper);
    }
    w.chars = (uint32_t)(i - start);
    w.first_upper = i > start && p[start] < 'a';
    while (i < stop && p[i] >= 0x80) {
        size_t len;
        uint32_t c = tok_u8_get(p + i, &len);
        unsigned bits = tok_uc(c);
        if (tok_uc_word(bits) != WC_WORD) break;
        bool up = tok_uc_has_lower(bits);
        if (i == start) w.first_upper = up;
        w.ascii = false;
        w.sharp_s |= c == 0x1E9E;
        w.upper += up;
        w.chars++;
        for (i += len; i < stop && is_letter(p[i]); i++) {
            w.upper += p[i] < 'a';
            w.chars++;
        }
    }
    w.end = i;
    return w;
}

/* Lower case of p[0..n) up to the first `chars` characters into out, which has room for n + n / 2
 * + 4. */
static size_t fold(uint8_t *out, const uint8_t *p, size_t n, uint32_t chars) {
    size_t i = 0, o = 0, len;
    for (; i < n && chars > 0; chars--) {
        uint32_t c = tok_u8_get(p + i, &len);
        i += len;
        o += tok_u8_put(out + o,
                        c < 0x80 ? (is_letter((uint8_t)c) ? c | 0x20 : c) : tok_uc_to_lower(c));
    }
    memcpy(out + o, p + i, n - i);
    return o + n - i;
}

static void put_word(TokLane *lane, uint8_t *p, size_t i, const Word *w) {
    unsigned marks = TOK_M_BOW | TOK_M_EOW;
    uint32_t folded = 0;
    if (w->first_upper && w->upper == 1) {
        marks |= TOK_M_SHIFT;
        folded = 1;
    } else if (lane->family == TOK_CLAUDE_V3 && w->chars >= 4 && w->upper == w->chars) {
        marks |= TOK_M_CAPS;
        folded = w->chars;
    }
    size_t n = w->end - i;
    if (folded == 0 || w->sharp_s) {
        tok_emit(lane, p + i, n, TOK_M_BOW | TOK_M_EOW);
    } else if (w->ascii) {
        for (size_t k = 0; k < folded; k++) p[i + k] |= 0x20;
        tok_emit(lane, p + i, n, marks);
    } else {
        uint8_t low[TOK_RUN_MAX + TOK_RUN_MAX / 2 + 40];
        size_t m = fold(low, p + i, n, folded);
        memset(low + m, 0, 16);
        tok_emit(lane, low, m, marks);
    }
}

/* Length of s t d m ll re ve as a whole word at p[i], else 0. */
static size_t contraction(const uint8_t *p, size_t i, size_t n) {
    size_t left = n - i, len, k = 0;
    if (left >= 2 &&
        ((p[i] == 'l' && p[i + 1] == 'l') || ((p[i] == 'r' || p[i] == 'v') && p[i + 1] == 'e'))) {
        k = 2;
    } else if (left >= 1 && (p[i] == 's' || p[i] == 't' || p[i] == 'd' || p[i] == 'm')) {
        k = 1;
    }
    if (k == 0 || (i + k < n && class_at(p + i + k, &len) == WC_WORD)) return 0;
    return k;
}

static bool opens_word(const uint8_t *p, size_t i, size_t n) {
    size_t len;
    return p[i] == '\'' && i + 1 < n && class_at(p + i + 1, &len) == WC_WORD;
}

/* Whether the run at i will write a begin-of-word mark when a space stands before it. */
static bool takes_space(const uint8_t *p, size_t i, size_t n) {
    size_t len;
    if (i >= n) return false;
    switch (class_at(p + i, &len)) {
    case WC_WORD:
    case WC_SIGN:
    case WC_NUMBER: return true;
    case WC_PUNCT: return !opens_word(p, i, n);
    case WC_DIGIT: return p[i] >= 0x80;
    default: return false;
    }
}

/* The frame before a message ends in a begin-of-word mark; it costs a token of its own before a run
 * that has none. */
static void open_message(TokLane *lane, const uint8_t *p, size_t n) {
    size_t len;
    TokWordClass c = class_at(p, &len);
    lane->message_start = 0;
    if (c == WC_SINGLE || (c == WC_DIGIT && p[0] < 0x80) ||
        (c == WC_PUNCT && opens_word(p, 0, n)) || (c == WC_SPACE && p[0] != ' '))
        lane->tokens++;
}

/* Handles the run of class cls at i that ends at j; returns whether it wrote an end-of-word mark.
 */
static bool put_signs(TokLane *lane, const uint8_t *p, size_t i, size_t j, size_t n) {
    bool eow = j < n && p[j] == ' ' && !(j + 1 < n && p[j + 1] == ' ');
    tok_emit(lane, p + i, j - i, (lane->space_before ? TOK_M_BOW : 0u) | (eow ? TOK_M_EOW : 0u));
    return eow;
}

/* Whether a Tamil virama ends at j with a full stop or comma and one space behind: the two are one
 * token, as no other signs are. */
static bool takes_stop(const uint8_t *p, size_t i, size_t j, size_t n) {
    return j - i >= 3 && memcmp(p + j - 3, "\xE0\xAF\x8D", 3) == 0 && j + 1 < n &&
           (p[j] == ',' || p[j] == '.') && p[j + 1] == ' ' && !(j + 2 < n && p[j + 2] == ' ');
}

/* --- plain ASCII: nearly all text, with few branches --- */

/* What the runs before say. */
typedef struct {
    bool eow, space_before;
} Edge;

/* The word p[0..n), n <= 16; upper: the map's bits of it. */
static inline void put_ascii_word(TokLane *lane, TokSum *sum, uint8_t *p, unsigned n,
                                  uint64_t upper) {
    const uint64_t lower = 0x2020202020202020u;
    unsigned marks = TOK_M_BOW | TOK_M_EOW;
    uint64_t first = 0, rest = 0;
    if (upper == 1) {
        marks |= TOK_M_SHIFT;
        first = 0x20;
    } else if (lane->family == TOK_CLAUDE_V3 && n >= 4 && upper == tok_bits_below(n)) {
        marks |= TOK_M_CAPS;
        first = rest = lower;
    }
    uint64_t h = tok_hash_short(tok_load64(p) | first, tok_load64(p + 8) | rest, n, marks);
    if (tok_sum_known(sum, h)) return;
    for (unsigned k = 0; k < (rest ? n : first ? 1u : 0u); k++) p[k] |= 0x20;
    tok_emit_new(lane, p, n, marks, h);
}

/* Emits what begins at bit i of the map of p; returns its end, i if that is not certain. */
static inline unsigned cut_ascii_run(TokLane *lane, TokSum *sum, uint8_t *p, const TokMap *m,
                                     unsigned i, Edge *edge) {
    uint64_t white = m->blank | m->line, beyond = m->beyond;
    unsigned end;
    if (m->letter >> i & 1) {
        end = i + tok_bit_low(~(m->letter >> i));
        if (end - i > 16 || (beyond >> end & 1)) return i;
        put_ascii_word(lane, sum, p + i, end - i, m->upper >> i & tok_bits_below(end - i));
        *edge = (Edge){true, p[end] == ' ' && (m->letter >> (end + 1) & 1)}; /* absorbed */
        return end + edge->space_before;
    }
    Edge next = {false, false};
    uint64_t signs = ~(m->letter | m->digit | white | beyond);
    if (signs >> i & 1) {
        end = i + tok_bit_low(~(signs >> i));
        if (end >= TOK_MAP_END || (beyond >> end & 1)) return i;
        unsigned marks;
        if (end - i == 1 && p[i] == '\'' && (m->letter >> end & 1)) { /* opens a word */
            unsigned k = (unsigned)contraction(p, end, TOK_MAP);
            end += k;
            next.eow = k > 0;
            marks = next.eow ? TOK_M_EOW : 0;
        } else {
            next.eow = p[end] == ' ' && p[end + 1] != ' ';
            marks = (edge->space_before ? TOK_M_BOW : 0u) | (next.eow ? TOK_M_EOW : 0u);
        }
        tok_sum_emit(sum, lane, p + i, end - i, marks);
    } else if (white >> i & 1) {
        end = i + tok_bit_low(~(white >> i));
        if (end >= TOK_MAP_END || (beyond >> end & 1)) return i;
        next.space_before = p[end - 1] == ' ';
        bool quote = p[end] == '\'';
        if (quote && (beyond >> (end + 1) & 1)) return i;
        bool absorbed = edge->eow && end - i == 1 && next.space_before && !(m->digit >> end & 1) &&
                        !(quote && (m->letter >> (end + 1) & 1));
        if (!absorbed) tok_sum_emit(sum, lane, p + i, end - i, 0);
    } else {
        end = i + tok_bit_low(~(m->digit >> i));
        if (end == i || end >= TOK_MAP_END || (beyond >> end & 1)) return i;
        sum->tokens += (end - i + 2) / 3;
    }
    *edge = next;
    return end;
}

/* Emits segments from p[i] on for as long as they are plain; returns where it stopped. */
static size_t cut_ascii(TokLane *lane, uint8_t *p, size_t i, size_t n) {
    TokSum sum = tok_sum(lane);
    Edge edge = {lane->eow, lane->space_before};
    for (bool plain = true; plain && n - i >= TOK_MAP;) {
        TokMap m = tok_ascii_map(p + i);
        unsigned at = 0;
        while (plain && at < TOK_MAP_START) {
            unsigned end = cut_ascii_run(lane, &sum, p + i, &m, at, &edge);
            plain = end > at;
            at = end;
        }
        i += at;
    }
    tok_sum_end(&sum, lane);
    lane->eow = edge.eow;
    lane->space_before = edge.space_before;
    return i;
}

size_t tok_cut_claude(TokLane *lane, uint8_t *p, size_t n, bool final) {
    size_t i = 0;
    while (lane->message_start || (i = cut_ascii(lane, p, i, n)) < n) {
        if (i == n) break;
        size_t len, j;
        TokWordClass cls = class_at(p + i, &len);
        bool eow = false;
        if (cls == WC_WORD) {
            Word w = scan_word(p, i, n);
            j = w.end;
            if (!final && j + TOK_LOOKAHEAD > n) break;
            if (lane->message_start) open_message(lane, p + i, n - i);
            put_word(lane, p, i, &w);
            eow = true;
            if (j + 1 < n && p[j] == ' ' && is_letter(p[j + 1]))
                j++; /* absorbed, the commonest case */
        } else {
            j = cls == WC_SINGLE ? i + len : run_end(p, i, n, cls);
            if (cls == WC_DIGIT && p[i] < 0x80)
                for (j = i; j < n && j - i < TOK_RUN_MAX && (uint8_t)(p[j] - '0') < 10;) j++;
            if (!final && j + TOK_LOOKAHEAD > n) break;
            if (lane->message_start) open_message(lane, p + i, n - i);
            if (cls == WC_SPACE) {
                bool absorbed = lane->eow && j - i == 1 && p[i] == ' ' && takes_space(p, j, n);
                if (!absorbed) tok_emit(lane, p + i, j - i, 0);
            } else if (cls == WC_SINGLE) {
                tok_emit(lane, p + i, j - i, 0);
            } else if (cls == WC_DIGIT && p[i] < 0x80) {
                lane->tokens += (int64_t)((j - i + 2) / 3);
            } else if (cls == WC_PUNCT && j - i == 1 && opens_word(p, i, n)) {
                size_t k = contraction(p, j, n);
                j += k;
                eow = k > 0;
                tok_emit(lane, p + i, j - i, eow ? TOK_M_EOW : 0u);
            } else {
                eow = put_signs(lane, p, i, j, n);
                if (takes_stop(p, i, j, n)) {
                    j++;
                    eow = true;
                }
            }
        }
        lane->eow = eow;
        lane->space_before = p[j - 1] == ' ';
        i = j;
    }
    return i;
}
