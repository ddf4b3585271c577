    memset(best, 0xFF, (n + 1) * sizeof *best);
    best[0] = 0;
    for (size_t i = 0; i < n; i++) {
        uint16_t price = (uint16_t)(best[i] + 1);
        if (price < best[i + 1]) best[i + 1] = price;
        uint64_t h = ROOT;
        for (size_t j = i; j < n && j - i < PIECE_MAX; j++) {
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

static bool hex4(Json *j, uint32_t *out) {
    if (j->end - j->p < 4) return false;
    *out = 0;
    for (int i = 0; i < 4; i++) {
        char c = *j->p++;
        int v = c >= '0' && c <= '9'                     ? c - '0'
                : (c | 0x20) >= 'a' && (c | 0x20) <= 'f' ? (c | 0x20) - 'a' + 10
                                                         : -1;
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