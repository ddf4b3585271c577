#include "unicode.h"

uint32_t tok_uc_to_lower(uint32_t cp) {
    size_t lo = 0, hi = tok_uc_lower_count;
    while (lo < hi) {
        size_t mid = (lo + hi) / 2;
        const TokLowerRun *r = &tok_uc_lower[mid];
        if (cp < r->first) {
            hi = mid;
        } else if (cp > r->last) {
            lo = mid + 1;
        } else {
            return (cp - r->first) % r->step == 0 ? (uint32_t)((int32_t)cp + r->distance) : cp;
        }
    }
    return cp;
}

static unsigned combining_class(uint32_t cp) {
    if (cp < 0x300) return 0;
    size_t lo = 0, hi = tok_uc_ccc_count;
    while (lo < hi) {
        size_t mid = (lo + hi) / 2;
        if (cp < tok_uc_ccc[mid].first) {
            hi = mid;
        } else if (cp > tok_uc_ccc[mid].last) {
            lo = mid + 1;
        } else {
            return tok_uc_ccc[mid].ccc;
        }
    }
    return 0;
}

enum { S_BASE = 0xAC00, L_BASE = 0x1100, V_BASE = 0x1161, T_BASE = 0x11A7 };
enum { L_COUNT = 19, V_COUNT = 21, T_COUNT = 28, S_COUNT = L_COUNT * V_COUNT * T_COUNT };

static bool decompose_once(uint32_t cp, uint32_t *first, uint32_t *second) {
    if (cp < 0xC0) return false;
    if (cp - S_BASE < S_COUNT) {
        uint32_t s = cp - S_BASE, t = s % T_COUNT;
        *first = t ? cp - t : L_BASE + s / (V_COUNT * T_COUNT);
        *second = t ? T_BASE + t : V_BASE + s % (V_COUNT * T_COUNT) / T_COUNT;
        return true;
    }
    size_t lo = 0, hi = tok_uc_decomp_count;
    while (lo < hi) {
        size_t mid = (lo + hi) / 2;
        const TokPair16 *p = &tok_uc_decomp[mid];
        if (cp == p->whole) {
            *first = p->first;
            *second = p->second;
            return true;
        }
        if (cp < p->whole) {
            hi = mid;
        } else {
            lo = mid + 1;
        }
    }
    for (size_t i = 0; i < tok_uc_decomp_high_count; i++) { /* about thirty */
        const TokPair32 *p = &tok_uc_decomp_high[i];
        if (cp != p->whole) continue;
        *first = p->first;
        *second = p->second;
        return true;
    }
    return false;
}

static uint32_t compose(uint32_t a, uint32_t b) {
    if (a - L_BASE < L_COUNT && b - V_BASE < V_COUNT)
        return S_BASE + ((a - L_BASE) * V_COUNT + (b - V_BASE)) * T_COUNT;
    if (a - S_BASE < S_COUNT && (a - S_BASE) % T_COUNT == 0 && b > T_BASE && b - T_BASE < T_COUNT)
        return a + (b - T_BASE);
    if (a > 0xFFFF || b > 0xFFFF) {
        /* the few astral pairs (Kaithi, Chakma, ...): no sorted index is worth it */
        for (size_t i = 0; i < tok_uc_decomp_high_count; i++) {
            const TokPair32 *p = &tok_uc_decomp_high[i];
            if (p->first == a && p->second == b && p->whole < 0x1D000) return p->whole;
        }
        return 0;
    }
    size_t lo = 0, hi = tok_uc_compose_count;
    while (lo < hi) {
        size_t mid = (lo + hi) / 2;
        const TokPair16 *p = &tok_uc_decomp[tok_uc_compose[mid]];
        if (p->first == a && p->second == b) return p->whole;
        if (a < p->first || (a == p->first && b < p->second)) {
            hi = mid;
        } else {
            lo = mid + 1;
        }
    }
    return 0;
}

/* Full decomposition of buf[0..n) in place; a chain of decompositions is at most three deep. */
static size_t decompose_all(uint32_t *buf, size_t n, size_t cap) {
    for (size_t i = 0; i < n;) {
        uint32_t a, b;
        if (!decompose_once(buf[i], &a, &b) || (b != 0 && n == cap)) {
            i++;
            continue;
        }
        buf[i] = a;
        if (b != 0) {
            for (size_t j = n; j > i + 1; j--) buf[j] = buf[j - 1];
            buf[i + 1] = b;
            n++;
        }
    }
    return n;
}

size_t tok_uc_nfc(uint32_t *buf, size_t n, size_t cap) {
    n = decompose_all(buf, n, cap);
    for (size_t i = 1; i < n; i++) { /* canonical order: stable insertion by combining class */
        unsigned c = combining_class(buf[i]);
        uint32_t cp = buf[i];
        size_t j = i;
        for (; c != 0 && j > 0 && combining_class(buf[j - 1]) > c; j--) buf[j] = buf[j - 1];
        buf[j] = cp;
    }
    size_t out = 0, starter = 0;
    bool have = false;
    unsigned last = 0;
    for (size_t i = 0; i < n; i++) {
        uint32_t cp = buf[i];
        unsigned c = combining_class(cp);
        bool blocked = have && out > starter + 1 && last >= c;
        uint32_t whole = have && !blocked ? compose(buf[starter], cp) : 0;
        if (whole != 0) {
            buf[starter] = whole;
            continue;
        }
        if (c == 0) {
            starter = out;
            have = true;
        }
        last = c;
        buf[out++] = cp;
    }
    return out;
}
