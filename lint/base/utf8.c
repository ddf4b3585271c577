#include "lint/base/utf8.h"

#include "lint/base/wide.h"

static bool follows(unsigned char c) {
    return (c & 0xC0) == 0x80;
}

static bool is_inside(Str s, size_t at) {
    return at < s.len && follows((unsigned char)s.ptr[at]);
}

size_t utf8_start(Str s, size_t at) {
    while (at > 0 && is_inside(s, at)) at--;
    return at;
}

size_t utf8_common_start(Str a, Str b) {
    size_t n = 0;
    while (n < a.len && n < b.len && a.ptr[n] == b.ptr[n]) n++;
    while (n > 0 && (is_inside(a, n) || is_inside(b, n))) n--;
    return n;
}

static inline uint32_t decode(Str s, size_t at, size_t *size) {
    const unsigned char *p = (const unsigned char *)s.ptr + at;
    size_t left = s.len - at;
    *size = 1;
    if (p[0] < 0x80) return p[0];
    if (p[0] < 0xE0) {
        if (p[0] < 0xC2 || left < 2 || !follows(p[1])) return UTF8_INVALID;
        *size = 2;
        return (p[0] & 0x1Fu) << 6 | (p[1] & 0x3Fu);
    }
    if (p[0] < 0xF0) {
        if (left < 3 || !follows(p[1]) || !follows(p[2])) return UTF8_INVALID;
        uint32_t c = (p[0] & 0x0Fu) << 12 | (p[1] & 0x3Fu) << 6 | (p[2] & 0x3Fu);
        if (c < 0x800 || (c >= 0xD800 && c <= 0xDFFF)) return UTF8_INVALID;
        *size = 3;
        return c;
    }
    if (p[0] > 0xF4 || left < 4 || !follows(p[1]) || !follows(p[2]) || !follows(p[3]))
        return UTF8_INVALID;
    uint32_t c = (p[0] & 0x07u) << 18 | (p[1] & 0x3Fu) << 12 | (p[2] & 0x3Fu) << 6 | (p[3] & 0x3Fu);
    if (c < 0x10000 || c > 0x10FFFF) return UTF8_INVALID;
    *size = 4;
    return c;
}

uint32_t utf8_decode(Str s, size_t at, size_t *size) {
    return decode(s, at, size);
}

size_t utf8_encode(uint32_t c, char out[4]) {
    if (c < 0x80) {
        out[0] = (char)c;
        return 1;
    }
    size_t n = c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    static const unsigned char lead[] = {0, 0, 0xC0, 0xE0, 0xF0};
    for (size_t i = n - 1; i > 0; i--, c >>= 6) out[i] = (char)(0x80 | (c & 0x3F));
    out[0] = (char)(lead[n] | c);
    return n;
}

size_t utf8_first_high(Str s, size_t from) {
    size_t i = from;
    for (; s.len - i >= WIDE; i += WIDE) {
        Wide high = wide_high(wide_load(s.ptr + i));
        if (wide_any(high)) return i + wide_first(high);
    }
    while (i < s.len && (unsigned char)s.ptr[i] < 0x80) i++;
    return i;
}

size_t utf8_first_invalid(Str s) {
    for (size_t i = 0, size; (i = utf8_first_high(s, i)) < s.len;)
        for (; i < s.len && byte_is_high(s.ptr[i]); i += size) { /* they come in words */
            const unsigned char *p = (const unsigned char *)s.ptr + i;
            size = 3; /* most: U+1000 to U+CFFF, where any two bytes follow */
            if (p[0] >= 0xE1 && p[0] <= 0xEC && s.len - i >= 3 && follows(p[1]) && follows(p[2]))
                continue;
            if (decode(s, i, &size) == UTF8_INVALID) return i;
        }
    return STR_NOT_FOUND;
}

size_t utf8_code_points(Str s) {
    size_t n = 0, size;
    for (size_t i = 0; i < s.len; i += size, n++) utf8_decode(s, i, &size);
    return n;
}

size_t utf8_utf16_units(Str s) {
    size_t n = 0, size;
    for (size_t i = 0; i < s.len; i += size, n++)
        if (utf8_decode(s, i, &size) >= 0x10000 && size == 4) n++;
    return n;
}

int utf8_width(uint32_t c) {
    if ((c >= 0x0300 && c <= 0x036F) || (c >= 0x200B && c <= 0x200F) || c == 0xFE0F ||
        (c >= 0x20D0 && c <= 0x20FF))
        return 0;
    bool wide = (c >= 0x1100 && c <= 0x115F) || (c >= 0x2E80 && c <= 0xA4CF) ||
                (c >= 0xAC00 && c <= 0xD7A3) || (c >= 0xF900 && c <= 0xFAFF) ||
                (c >= 0xFE30 && c <= 0xFE6F) || (c >= 0xFF00 && c <= 0xFF60) ||
                (c >= 0xFFE0 && c <= 0xFFE6) || (c >= 0x1F300 && c <= 0x1FAFF) ||
                (c >= 0x20000 && c <= 0x3FFFD);
    return wide ? 2 : 1;
}

bool utf8_is_bidi_control(uint32_t c) {
    return c == 0x061C || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) ||
           (c >= 0x2066 && c <= 0x2069);
}
