#include "model.h"

#include "segment.h"

/* n-grams of two to five bytes and one feature for the length. Each is hashed into the one table of
 * weights. */
#define MIX 0x9E3779B97F4A7C15u

int32_t tok_ngram_sum(const TokModel *m, const uint8_t *p, size_t n, unsigned marks) {
    unsigned shift = 64u - m->ngram_bits, head;
    uint64_t w = 0, mark = tok_mark_bytes(marks, &head);
    size_t total = n + head + (marks & TOK_M_EOW ? 1 : 0);
    const int8_t *t = m->ngram;
    int32_t sum = t[((total < 20 ? total : 20) | 1ull << 54) * MIX >> shift];
    for (size_t i = 0; i < total; i++) {
        uint64_t c = i < head ? mark >> 8 * (head - 1 - i) & 255 : i - head < n ? p[i - head] : 2;
        w = w << 8 | c;
        uint64_t at = i < 3 ? i : 3;
        sum += t[((w & 0xFFFF) | 1ull << 50 | at << 40) * MIX >> shift];
        sum += t[((w & 0xFFFFFF) | 1ull << 51) * MIX >> shift];
        sum += t[((w & 0xFFFFFFFF) | 1ull << 52) * MIX >> shift];
        if (i >= 4) sum += t[((w & 0xFFFFFFFFFF) | 1ull << 53) * MIX >> shift];
    }
    return sum;
}

int32_t tok_round_price(int32_t sum, size_t n, unsigned marks) {
    int32_t price = sum <= TOK_SCALE ? 1 : (sum + TOK_SCALE / 2) / TOK_SCALE;
    int32_t most = (int32_t)n +
                   (int32_t)((marks & 1) + (marks >> 1 & 1) + (marks >> 2 & 1) + (marks >> 3 & 1));
    return price < most ? price : most; /* no piece is shorter than a byte or a mark */
}

void tok_dict_slots(const TokModel *m, uint64_t hash, uint32_t slot[3]) {
    uint64_t h = (hash ^ m->seed) * 0xC4CEB9FE1A85EC53u;
    h ^= h >> 33;
    uint32_t first = (uint32_t)(((h >> 32) * (m->windows - 2)) >> 32);
    uint64_t g = h * 0xFF51AFD7ED558CCDu;
    uint32_t mask = m->window - 1;
    slot[0] = first * m->window + ((uint32_t)(g >> 44) & mask);
    slot[1] = (first + 1) * m->window + ((uint32_t)(g >> 24) & mask);
    slot[2] = (first + 2) * m->window + ((uint32_t)h & mask);
}

static inline uint32_t entry(const TokModel *m, uint32_t slot) {
    size_t bit = (size_t)slot * m->width;
    const uint8_t *p = m->dict + (bit >> 3);
    uint32_t v = p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16;
    return v >> (bit & 7) & ((1u << m->width) - 1);
}

unsigned tok_dict_find(const TokModel *m, uint64_t hash) {
    uint32_t s[3];
    tok_dict_slots(m, hash, s);
    uint32_t v = entry(m, s[0]) ^ entry(m, s[1]) ^ entry(m, s[2]);
    if (v >> 3 != tok_dict_print(hash, m->width - 3u)) return 0;
    return 8 | (v & 7);
}

unsigned tok_group(const uint8_t *p, size_t n) {
    bool letter = false;
    for (size_t i = 0; i < n; i++) {
        uint8_t c = p[i];
        if (c < 0x80) {
            letter |= (uint8_t)((c | 0x20) - 'a') < 26;
            continue;
        }
        if (c < 0xC9 || (c == 0xC9 && p[i + 1] < 0x90) ||
            (c == 0xE1 && p[i + 1] >= 0xB8 && p[i + 1] < 0xBC))
            return TOK_G_LATIN;
        if ((c >= 0xE3 && c <= 0xE9) ||
            (c >= 0xEA && c <= 0xED && (c > 0xEA || p[i + 1] >= 0xB0) &&
             (c < 0xED || p[i + 1] < 0x9F)) ||
            (c == 0xEF && (p[i + 1] >= 0xA4 && p[i + 1] < 0xAC)))
            return TOK_G_CJK;
        return TOK_G_OTHER;
    }
    return letter ? TOK_G_WORD : TOK_G_SIGNS;
}

static void price(const TokModel *m, const uint8_t *p, size_t n, unsigned marks, uint64_t hash,
                  int32_t *tokens, int32_t *doubt) {
    *tokens = tok_round_price(tok_ngram_sum(m, p, n, marks), n, marks);
    unsigned found = tok_dict_find(m, hash);
    *doubt = 0;
    if (found != 0) {
        *tokens += (int32_t)(found & 7) - 3;
        if (*tokens < 1) *tokens = 1;
    } else {
        int32_t k = *tokens < TOK_PRICES ? *tokens : TOK_PRICES;
        *doubt = m->rate[tok_group(p, n)][k - 1] * *tokens;
    }
}

/* A cache entry: hash from bit 24, doubt from bit 8 in 1/256 token, tokens below. */
void tok_price_segment(TokLane *lane, const uint8_t *p, size_t n, unsigned marks) {
    if (!tok_is_claude(lane->family) && n <= 3 && (uint8_t)(*p - '0') < 10) {
        lane->tokens++; /* numbers stand alone there, and all of up to three digits are tokens */
        return;
    }
    uint64_t h = tok_hash(p, n, marks), *e = &lane->cache[h & (TOK_CACHE - 1)];
    if ((*e ^ h) >> 24 == 0 && (*e & 255) != 0) {
        lane->tokens += (int64_t)(*e & 255);
        lane->doubt += (int64_t)(*e >> 8 & 0xFFFF);
        return;
    }
    int32_t tokens, doubt;
    price(lane->model, p, n, marks, h, &tokens, &doubt);
    lane->tokens += tokens;
    lane->doubt += doubt;
    if (tokens < 256 && doubt < 65536)
        *e = (h >> 24 << 24) | (uint64_t)doubt << 8 | (uint64_t)tokens;
}
