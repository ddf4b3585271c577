/* Claude's counts from a list of pieces: the price of a segment is the least number of pieces that
 * cover it. */
#include <string.h>

#include "exact_table.h"
#include "unicode.h"

/* --- the trie, as hashes of prefixes: value 1 marks a whole piece --- */

static const uint64_t ROOT = 0x51ED270B7A1F3C25u;
static uint64_t step(uint64_t h, uint8_t c) {
    h = (h ^ c) * 0xFF51AFD7ED558CCDu;
    return h ^ h >> 29;
}

enum { PIECE_MAX = 512 }; /* bytes of a piece */

static void add_piece(TokExact *x, const uint8_t *p, size_t n) {
    uint64_t h = ROOT;
    for (size_t i = 0; i < n; i++) {
        bool fresh;
        h = step(h, p[i]);
        uint32_t *v = tok_exact_add(x, h, &fresh);
        if (i + 1 == n) *v = 1;
    }
}

/* Forward over the text: best[i] is the price of the first i bytes. A byte and a mark cost one at
 * most. */
static int32_t tile(const TokExact *x, const uint8_t *t, size_t n) {
    uint16_t best[TOK_RUN_MAX * 3 / 2 + 64];
    memset(best, 0xFF, (n + 1) * sizeof *best);
    best[0] = 0;
    for (size_t i = 0; i < n; i++) {
        uint16_t price = (uint16_t)(best[i] + 1);
        if (price < best[i + 1]) best[i + 1] = price;
        uint64_t h = ROOT;
        for (size_t j = i; j < n; j++) { /* as far as the longest piece goes */
            h = step(h, t[j]);
            const uint32_t *v = tok_exact_slot(x, h);
            if (v == NULL) break;
            if (*v != 0 && price < best[j + 1]) best[j + 1] = price;
        }
    }
    return best[n];
}

static TokPrice price_pieces(const TokLane *lane, const uint8_t *p, size_t n, unsigned marks,
                             uint64_t hash) {
    uint8_t text[TOK_RUN_MAX * 3 / 2 + 48];
    size_t k = 0;
    (void)hash;
    if (marks & TOK_M_SHIFT) text[k++] = 4;
    if (marks & TOK_M_CAPS) text[k++] = 5;
    if (marks & TOK_M_BOW) text[k++] = 1;
    memcpy(text + k, p, n);
    k += n;
    if (marks & TOK_M_EOW) text[k++] = 2;
    return (TokPrice){tile(lane->exact, text, k), 0};
}

/* --- just enough JSON for the file --- */

typedef struct {
    const char *p, *end;
} Json;

static void blank(Json *j) {
    while (j->p < j->end && (*j->p == ' ' || *j->p == '\n' || *j->p == '\t' || *j->p == '\r'))
        j->p++;
}

static bool take(Json *j, char c) {
    blank(j);
    if (j->p >= j->end || *j->p != c) return false;
    j->p++;
    return true;
}

static int hex_digit(uint8_t c) {
    return c >= '0' && c <= '9'                     ? c - '0'
           : (c | 0x20) >= 'a' && (c | 0x20) <= 'f' ? (c | 0x20) - 'a' + 10
                                                    : -1;
}

static bool hex4(Json *j, uint32_t *out) {
    if (j->end - j->p < 4) return false;
    *out = 0;
    for (int i = 0; i < 4; i++) {
        int v = hex_digit((uint8_t)*j->p++);
        if (v < 0) return false;
        *out = *out << 4 | (uint32_t)v;
    }
    return true;
}

static bool escape(Json *j, uint32_t *c) {
    static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
    if (j->p >= j->end) return false;
    char e = *j->p++;
    const char *at = memchr(from, e, sizeof from - 1);
    if (at != NULL) {
        *c = (uint32_t)to[at - from];
        return true;
    }
    uint32_t low;
    if (e != 'u' || !hex4(j, c)) return false;
    if (*c < 0xD800 || *c > 0xDFFF) return true;
    if (*c > 0xDBFF || j->end - j->p < 6 || j->p[0] != '\\' || j->p[1] != 'u') return false;
    j->p += 2;
    if (!hex4(j, &low) || low < 0xDC00 || low > 0xDFFF) return false;
    *c = 0x10000 + ((*c - 0xD800) << 10 | (low - 0xDC00));
    return true;
}

/* A string into out; *n is its length, or cap + 1 if it was longer (the rest is skipped). */
static bool string(Json *j, uint8_t *out, size_t cap, size_t *n) {
    if (!take(j, '"')) return false;
    *n = 0;
    while (j->p < j->end && *j->p != '"') {
        uint8_t b[4] = {(uint8_t)*j->p++};
        size_t k = 1;
        if (b[0] == '\\') {
            uint32_t c;
            if (!escape(j, &c)) return false;
            k = tok_u8_put(b, c);
        }
        if (*n + k > cap) {
            *n = cap + 1;
            continue;
        }
        memcpy(out + *n, b, k);
        *n += k;
    }
    return take(j, '"');
}

/* Skips any value without recursion. */
static bool skip(Json *j) {
    size_t depth = 0, n;
    do {
        blank(j);
        if (j->p >= j->end) return false;
        char c = *j->p;
        if (c == '"') {
            uint8_t none[4];
            if (!string(j, none, 0, &n)) return false;
        } else {
            j->p++;
            if (c == '{' || c == '[') depth++;
            if (c == '}' || c == ']') {
                if (depth == 0) return false;
                depth--;
            } else if (depth == 0 && c != '{' && c != '[') { /* a number or a name */
                while (j->p < j->end && *j->p != ',' && *j->p != '}' && *j->p != ']') j->p++;
            }
        }
    } while (depth > 0);
    return true;
}

/* Calls member(ctx, key, n, j) for each member of an object; it must use up the value. */
typedef bool Member(void *ctx, const uint8_t *key, size_t n, Json *j);
static bool object(Json *j, Member *member, void *ctx) {
    uint8_t key[PIECE_MAX * 4 + 4];
    size_t n;
    if (!take(j, '{')) return false;
    if (take(j, '}')) return true;
    do {
        if (!string(j, key, sizeof key - 4, &n) || !take(j, ':') || !member(ctx, key, n, j))
            return false;
    } while (take(j, ','));
    return take(j, '}');
}

/* --- the file --- */

typedef struct {
    TokExact *x; /* NULL: the file is only checked, and its prefixes are counted */
    size_t prefixes;
    TokFamily family;
    bool family_known, contractions, hex_keys;
} Load;

static bool is(const uint8_t *key, size_t n, const char *name) {
    return n == strlen(name) && memcmp(key, name, n) == 0;
}

/* Key to bytes in place: U+27E8 name U+27E9 is a mark or a byte. */
static size_t unmark(uint8_t *k, size_t n) {
    static const struct {
        const char *name;
        uint8_t byte;
    } marks[] = {{"bow", 1}, {"eow", 2}, {"shift", 4}, {"caps", 5}};
    size_t o = 0;
    for (size_t i = 0; i < n;) {
        size_t used = 0;
        if (n - i >= 6 && memcmp(k + i, "\xE2\x9F\xA8", 3) == 0) {
            size_t e = i + 3;
            while (e < n && e - i < 12 && k[e] < 0x80) e++;
            if (n - e >= 3 && memcmp(k + e, "\xE2\x9F\xA9", 3) == 0) {
                for (size_t m = 0; m < sizeof marks / sizeof *marks && used == 0; m++) {
                    if (!is(k + i + 3, e - i - 3, marks[m].name)) continue;
                    k[o++] = marks[m].byte;
                    used = e + 3 - i;
                }
                if (used == 0 && e - i == 7 && k[i + 3] == '0' && k[i + 4] == 'x' &&
                    hex_digit(k[i + 5]) >= 0 && hex_digit(k[i + 6]) >= 0) {
                    k[o++] = (uint8_t)(hex_digit(k[i + 5]) * 16 + hex_digit(k[i + 6]));
                    used = e + 3 - i;
                }
            }
        }
        if (used == 0) {
            k[o++] = k[i];
            used = 1;
        }
        i += used;
    }
    return o;
}

static bool add_key(Load *l, const uint8_t *key, size_t n) {
    uint8_t b[PIECE_MAX * 4 + 4];
    if (n == 0 || n > PIECE_MAX * 4) return true; /* no segment is that long */
    memcpy(b, key, n);
    if (l->hex_keys) {
        if (n % 2 != 0) return false;
        for (size_t i = 0; i < n; i += 2) {
            int hi = hex_digit(key[i]), lo = hex_digit(key[i + 1]);
            if (hi < 0 || lo < 0) return false;
            b[i / 2] = (uint8_t)(hi * 16 + lo);
        }
        n /= 2;
    } else {
        n = unmark(b, n);
    }
    if (l->contractions && b[n - 1] != 2) b[n++] = 2;
    if (n > PIECE_MAX) return true;
    l->prefixes += n;
    if (l->x != NULL) add_piece(l->x, b, n);
    return true;
}

static bool piece_member(void *ctx, const uint8_t *key, size_t n, Json *j) {
    return skip(j) && add_key(ctx, key, n);
}

static bool piece_array(Load *l, Json *j) {
    uint8_t key[PIECE_MAX * 4 + 4];
    size_t n;
    if (!take(j, '[')) return false;
    if (take(j, ']')) return true;
    do {
        if (!string(j, key, sizeof key - 4, &n) || !add_key(l, key, n)) return false;
    } while (take(j, ','));
    return take(j, ']');
}

/* A group is an object whose keys are the pieces (the values say how each was measured) or, in
 * other editions of the file, an array of them. */
static bool group_member(void *ctx, const uint8_t *key, size_t n, Json *j) {
    Load *l = ctx;
    l->contractions = is(key, n, "contractions");
    l->hex_keys = is(key, n, "bytes_fallback");
    blank(j);
    if (j->p >= j->end) return false;
    return *j->p == '{' ? object(j, piece_member, l) : *j->p == '[' ? piece_array(l, j) : skip(j);
}

static bool meta_member(void *ctx, const uint8_t *key, size_t n, Json *j) {
    Load *l = ctx;
    uint8_t v[32];
    size_t m;
    if (!is(key, n, "family")) return skip(j);
    if (!string(j, v, sizeof v, &m)) return false;
    l->family_known = true;
    if (is(v, m, "v3")) {
        l->family = TOK_CLAUDE_V3;
    } else if (is(v, m, "v4.7")) {
        l->family = TOK_CLAUDE_47;
    } else {
        l->family_known = false;
    }
    return true;
}

static bool file_member(void *ctx, const uint8_t *key, size_t n, Json *j) {
    if (is(key, n, "meta")) return object(j, meta_member, ctx);
    if (is(key, n, "tokens")) return object(j, group_member, ctx);
    return skip(j);
}

TokExact *tok_load_pieces(const char *data, size_t len, const char **error) {
    Load l = {0};
    Json j = {data, data + len};
    bool ok = object(&j, file_member, &l);
    blank(&j);
    *error =
        "not a list of pieces: JSON with meta.family \"v3\" or \"v4.7\" and tokens is expected";
    if (!ok || j.p != j.end || !l.family_known || l.prefixes == 0) return NULL;
    *error = "more entries than any tokenizer has";
    if (l.prefixes > TOK_EXACT_ENTRIES) return NULL;
    *error = "out of memory";
    l.x = tok_exact_new(l.prefixes);
    if (l.x == NULL) return NULL;
    *error = NULL;
    j = (Json){data, data + len};
    (void)object(&j, file_member, &l); /* it has room, and succeeded before */
    l.x->family = l.family;
    l.x->method = TOK_PIECES;
    l.x->price = price_pieces;
    return l.x;
}
