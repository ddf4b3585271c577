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
    w.first_upper = p[start] < 'a'; /* of ASCII; of others below */
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

/* --- plain ASCII: nearly all text, 64 bytes at a time --- */

/* The runs in a map: sets of bytes, a bit each. */
typedef struct {
    unsigned end;         /* the first byte behind those that are certain; 0: there are none */
    uint64_t words;       /* first bytes of those that are words */
    uint64_t first, last; /* first bytes of the others, and the bytes behind them; single spaces
                             that the marks on both sides stand for left out, and digits */
    uint64_t digit;       /* first bytes of runs of digits */
    uint64_t bow;         /* first bytes of signs that have this mark */
    uint64_t eow, shift, caps; /* bytes behind those that have it */
} Runs;

/* What is no contraction begins a run behind its quote. */
static uint64_t join_contractions(const uint8_t *p, uint64_t first, uint64_t quotes) {
    for (; quotes != 0; quotes &= quotes - 1) {
        unsigned letter = tok_bit_low(quotes) + 1;
        if (contraction(p, letter, TOK_MAP) > 0) first &= ~((uint64_t)1 << letter);
    }
    return first;
}

/* Where the map stops being certain: at other characters than ASCII, in words of more letters than
 * TOK_SHORT, and at the last byte, because a run's end is known from the byte behind it. */
static inline unsigned certain_bytes(const TokMap *m) {
    uint64_t longer = m->letter & m->letter >> 1; /* letters with so many more behind them */
    longer &= longer >> 2;
    longer &= longer >> 4;
    longer &= longer >> (TOK_SHORT + 1 - 8);
    return tok_bit_low(m->beyond | longer << 1 | (uint64_t)1 << (TOK_MAP - 1));
}

static inline Runs find_runs(const TokLane *lane, const uint8_t *p, const TokMap *m) {
    uint64_t white = m->blank | m->line, word = m->letter, space = tok_ascii_equal(p, ' ');
    uint64_t signs = ~(white | word | m->digit | m->beyond);
    /* a quote by itself opens the word behind it */
    uint64_t quotes = tok_ascii_equal(p, '\'') & tok_firsts(signs) & ~(signs >> 1) & word >> 1;
    uint64_t first =
        tok_firsts(white) | tok_firsts(signs) | tok_firsts(word) | tok_firsts(m->digit);
    if (quotes != 0) first = join_contractions(p, first, quotes);

    Runs r = {.digit = tok_firsts(m->digit)};
    uint64_t certain = first & tok_bits_below(certain_bytes(m));
    if (certain != 0 && p[tok_bit_high(certain) - 1] == '\'') /* of which kind? */
        certain ^= (uint64_t)1 << (tok_bit_high(certain) - 1);
    r.end = certain == 0 ? 0 : tok_bit_high(certain) - 1;

    uint64_t free = tok_firsts(white) & space & ~(white >> 1) & ((word | signs) << 1 | lane->eow) &
                    ~((m->digit | quotes) >> 1);
    r.first = certain & tok_bits_below(r.end) & ~(free | m->digit);
    r.last = certain & ~(free << 1 | tok_behinds(m->digit) | 1);
    r.words = r.first & word;
    r.first ^= r.words;
    r.last ^= (r.words + word) & ~word; /* the carries of words that are not in a contraction */
    r.bow = tok_firsts(signs) & ~quotes & (space << 1 | lane->space_before);
    r.eow = tok_behinds(word) | (tok_behinds(signs) & space & ~(space >> 1));
    /* A carry runs from an upper-case first letter to the end of the word, if all letters behind it
     * are of one case. */
    uint64_t capital = tok_firsts(word) & m->upper;
    r.shift = (capital + (word & ~(m->upper & ~capital))) & tok_behinds(word);
    if (lane->family == TOK_CLAUDE_V3) r.caps = (capital + m->upper) & tok_behinds(word);
    return r;
}

/* Takes single bytes without a mark out of the runs and returns how many there were: signs without
 * a blank beside them, and line ends. By the fitted prices they are a token each, for certain. */
static inline unsigned take_single(Runs *r) {
    uint64_t single = r->first & r->last >> 1 & ~(r->bow | r->eow >> 1);
    r->first ^= single;
    r->last ^= single << 1;
    return tok_bit_count(single);
}

/* Of what is passed by address there are copies, as p is written to. */
static void emit_words(TokLane *lane, TokSum *out, uint8_t *p, const Runs *runs, uint64_t letter) {
    const Runs r = *runs;
    TokSum sum = *out;
    for (uint64_t words = r.words; words != 0; words &= words - 1) {
        unsigned i = tok_bit_first(words), n = tok_bit_first(~(letter >> i)), end = i + n;
        unsigned shift = r.shift >> end & 1, marks = TOK_M_BOW | TOK_M_EOW | shift * TOK_M_SHIFT;
        if (r.caps >> end & 1 && n >= 4) {
            for (unsigned k = 0; k < n; k++) p[i + k] |= 0x20;
            marks |= TOK_M_CAPS;
        }
        uint64_t low = tok_load64(p + i) | (uint64_t)shift << 5;
        TokKey key = tok_key_short(&sum, low, tok_load64(p + i + 8), n, marks);
        if (tok_sum_known(&sum, key)) continue;
        if (shift) p[i] |= 0x20;
        tok_emit_new(lane, p + i, n, marks, key);
    }
    out->both = sum.both;
}

static void emit_others(TokLane *lane, TokSum *out, const uint8_t *p, const Runs *runs) {
    const Runs r = *runs;
    TokSum sum = *out;
    for (uint64_t first = r.first, last = r.last; first != 0;
         first &= first - 1, last &= last - 1) {
        unsigned i = tok_bit_first(first), end = tok_bit_first(last);
        unsigned marks = (unsigned)((r.bow >> i & 1) * TOK_M_BOW | (r.eow >> end & 1) * TOK_M_EOW);
        tok_sum_emit(&sum, lane, p + i, end - i, marks);
    }
    out->both = sum.both;
}

/* Emits segments from p[i] on for as long as they are plain; returns where it stopped. */
static size_t cut_ascii(TokLane *lane, uint8_t *p, size_t i, size_t n, bool final) {
    TokSum sum = tok_sum(lane);
    bool fitted = lane->price == tok_price_segment;
    while (i < n && p[i] < 0x80 && (final || n - i >= TOK_MAP)) {
        TokMap m = tok_ascii_map_of(p + i, n - i);
        Runs r = find_runs(lane, p + i, &m);
        if (r.end == 0) break;
        for (uint64_t digit = r.digit & tok_bits_below(r.end); digit != 0; digit &= digit - 1)
            sum.both += (tok_bit_low(~(m.digit >> tok_bit_low(digit))) + 2) / 3;
        if (fitted) sum.both += take_single(&r);
        emit_words(lane, &sum, p + i, &r, m.letter);
        emit_others(lane, &sum, p + i, &r);
        lane->eow = r.eow >> r.end & 1;
        i += r.end;
        lane->space_before = p[i - 1] == ' ';
        if (m.beyond != 0) break;
    }
    tok_sum_end(&sum, lane);
    return i;
}

/* Emits ideographs and the like from p[i] on, a segment each, for as long as they follow each
 * other; returns where the first other character stands. */
static size_t cut_single(TokLane *lane, const uint8_t *p, size_t i, size_t n, bool final) {
    TokSum sum = tok_sum(lane);
    size_t len, from = i;
    while (i < n && p[i] >= 0x80 && class_at(p + i, &len) == WC_SINGLE &&
           (final || i + len + TOK_LOOKAHEAD <= n)) {
        tok_sum_emit(&sum, lane, p + i, len, 0);
        i += len;
    }
    tok_sum_end(&sum, lane);
    if (i > from) lane->eow = lane->space_before = 0;
    return i;
}

size_t tok_cut_claude(TokLane *lane, uint8_t *p, size_t n, bool final) {
    size_t i = 0;
    while (lane->message_start || (i = cut_ascii(lane, p, i, n, final)) < n) {
        if (i == n) break;
        if (p[i] >= 0x80 && !lane->message_start) {
            size_t from = i;
            i = cut_single(lane, p, i, n, final);
            if (i == n) break;
            if (i > from && p[i] < 0x80) continue;
        }
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
