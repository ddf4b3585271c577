#include "lint/base/picture.h"

/* --- base64 --------------------------------------------------------------------------------------
 */

static int digit_of(char c) {
    if (ascii_is_upper(c)) return c - 'A';
    if (ascii_is_lower(c)) return c - 'a' + 26;
    if (ascii_is_digit(c)) return c - '0' + 52;
    if (c == '+' || c == '-') return 62;
    return c == '/' || c == '_' ? 63 : -1;
}

/* At most `most` bytes; stops at the padding or at anything that is no base64. */
static Str decode(Arena *arena, Str base64, size_t most) {
    size_t room = base64.len / 4 * 3 + 3;
    char *out = arena_alloc(arena, room < most ? room : most);
    size_t len = 0;
    uint32_t bits = 0;
    int held = 0;
    for (size_t i = 0; i < base64.len && len < most; i++) {
        if (ascii_is_space(base64.ptr[i])) continue;
        int digit = digit_of(base64.ptr[i]);
        if (digit < 0) break;
        bits = bits << 6 | (uint32_t)digit;
        held += 6;
        if (held < 8) continue;
        held -= 8;
        out[len++] = (char)(bits >> held & 0xFF);
    }
    return (Str){out, len};
}

/* --- formats -------------------------------------------------------------------------------------
 */

static uint32_t byte_at(Str s, size_t at) {
    return at < s.len ? (uint8_t)s.ptr[at] : 0;
}
static uint32_t big16(Str s, size_t at) {
    return byte_at(s, at) << 8 | byte_at(s, at + 1);
}
static uint32_t little16(Str s, size_t at) {
    return byte_at(s, at + 1) << 8 | byte_at(s, at);
}
static uint32_t little24(Str s, size_t at) {
    return byte_at(s, at + 2) << 16 | little16(s, at);
}

static Picture image(uint32_t width, uint32_t height) {
    bool told = width > 0 && height > 0;
    return (Picture){PICTURE_IMAGE, told ? width : 0, told ? height : 0, 0};
}

/* Segments up to the start of the frame; the other markers between C0 and CF are tables. */
static Picture read_jpeg(Str s) {
    size_t at = 2;
    while (at + 9 <= s.len && byte_at(s, at) == 0xFF) {
        uint32_t marker = byte_at(s, at + 1);
        if (marker == 0xFF) { /* fill */
            at++;
            continue;
        }
        if (marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC)
            return image(big16(s, at + 7), big16(s, at + 5));
        bool alone = marker == 0x01 || (marker >= 0xD0 && marker <= 0xD8);
        if (marker == 0xDA || marker == 0xD9) break; /* the picture itself, or its end */
        at += alone ? 2 : 2 + big16(s, at + 2);
    }
    return image(0, 0);
}

static Picture read_webp(Str s) {
    Str chunk = str_slice(s, 12, 16);
    if (str_is(chunk, "VP8X")) return image(little24(s, 24) + 1, little24(s, 27) + 1);
    if (str_is(chunk, "VP8L") && byte_at(s, 20) == 0x2F) {
        uint32_t bits = little24(s, 21) | byte_at(s, 24) << 24;
        return image((bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1);
    }
    if (str_is(chunk, "VP8 ") && byte_at(s, 23) == 0x9D)
        return image(little16(s, 26) & 0x3FFF, little16(s, 28) & 0x3FFF);
    return image(0, 0);
}

static size_t skip_space(Str s, size_t at) {
    while (at < s.len && ascii_is_space(s.ptr[at])) at++;
    return at;
}

/* Objects of /Type /Page, one for each page; /Pages are the nodes above them. */
static uint32_t count_pages(Str s) {
    uint32_t pages = 0;
    Str type = STR("/Type"), page = STR("/Page");
    for (size_t at = 0; (at = str_find(s, type, at)) != STR_NOT_FOUND;) {
        at = skip_space(s, at + type.len);
        Str name = str_slice(s, at, at + page.len);
        char next = (char)byte_at(s, at + page.len);
        if (str_eq(name, page) && !ascii_is_alnum(next)) pages++;
    }
    return pages;
}

static bool opens(Str s, const char *magic, size_t len) {
    return s.len >= len && memcmp(s.ptr, magic, len) == 0;
}

Picture picture_of_base64(Arena *arena, Str base64) {
    /* Colour profiles and camera data may stand before the size in a JPEG. */
    enum { HEAD = 64, JPEG_HEAD = 1 << 20 };
    Str head = decode(arena, base64, HEAD);
    if (opens(head, "\x89PNG\r\n\x1A\n", 8) && head.len >= 24)
        return image(big16(head, 16) << 16 | big16(head, 18),
                     big16(head, 20) << 16 | big16(head, 22));
    if (opens(head, "GIF8", 4)) return image(little16(head, 6), little16(head, 8));
    if (opens(head, "RIFF", 4) && str_is(str_slice(head, 8, 12), "WEBP")) return read_webp(head);
    if (opens(head, "\xFF\xD8", 2)) return read_jpeg(decode(arena, base64, JPEG_HEAD));
    if (opens(head, "%PDF-", 5))
        return (Picture){PICTURE_PDF, 0, 0, count_pages(decode(arena, base64, base64.len))};
    return (Picture){0};
}
