#include "lint/base/buf.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "lint/base/utf8.h"
#include "lint/base/wide.h"

static void reserve(Buf *buf, size_t more) {
    if (buf->cap - buf->len >= more) return;
    if (more > SIZE_MAX / 2 - buf->len) out_of_memory();
    size_t cap = buf->cap ? buf->cap * 2 : 1024;
    if (cap < buf->len + more) cap = buf->len + more;
    char *p = realloc(buf->ptr, cap);
    if (!p) out_of_memory();
    buf->ptr = p;
    buf->cap = cap;
}

void buf_add(Buf *buf, Str s) {
    if (s.len == 0) return;
    reserve(buf, s.len);
    memcpy(buf->ptr + buf->len, s.ptr, s.len);
    buf->len += s.len;
}

void buf_add_c(Buf *buf, const char *c) {
    buf_add(buf, str_from_c(c));
}
void buf_add_char(Buf *buf, char c) {
    buf_add(buf, (Str){&c, 1});
}

void buf_repeat(Buf *buf, const char *c, size_t times) {
    while (times--) buf_add_c(buf, c);
}

void buf_printf(Buf *buf, const char *format, ...) {
    enum { LIKELY = 128 }; /* bytes; more are printed a second time */
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    reserve(buf, LIKELY);
    size_t room = buf->cap - buf->len;
    int n = vsnprintf(buf->ptr + buf->len, room, format, args);
    if (n > 0 && (size_t)n >= room) {
        reserve(buf, (size_t)n + 1);
        vsnprintf(buf->ptr + buf->len, (size_t)n + 1, format, again);
    }
    if (n > 0) buf->len += (size_t)n;
    va_end(again);
    va_end(args);
}

void buf_free(Buf *buf) {
    free(buf->ptr);
    *buf = (Buf){0};
}

/* Printable ASCII from `i` on. */
static size_t count_printable(Str s, size_t i) {
    size_t from = i;
    for (; s.len - i >= WIDE; i += WIDE) {
        Wide w = wide_load(s.ptr + i), odd = wide_or(wide_below(w, 0x20), wide_high(w));
        odd = wide_or(odd, wide_equal(w, 0x7F));
        if (wide_any(odd)) return i - from + wide_first(odd);
    }
    while (i < s.len && s.ptr[i] >= 0x20 && s.ptr[i] < 0x7F) i++;
    return i - from;
}

void buf_add_visible(Buf *buf, Str s, bool keep_lines) {
    size_t size;
    for (size_t i = 0; i < s.len; i += size) {
        size = count_printable(s, i);
        buf_add(buf, (Str){s.ptr + i, size});
        if (size) continue;
        uint32_t c = utf8_decode(s, i, &size);
        if (c == UTF8_INVALID)
            buf_printf(buf, "\\x{%02x}", (unsigned char)s.ptr[i]);
        else if (c == '\t')
            buf_add_char(buf, ' ');
        else if (c == '\n' && keep_lines)
            buf_add_char(buf, '\n');
        else if (c < 0x20 || (c >= 0x7F && c <= 0x9F) || c == 0x2028 || c == 0x2029 ||
                 utf8_is_bidi_control(c))
            buf_printf(buf, "\\u{%02x}", c);
        else
            buf_add(buf, (Str){s.ptr + i, size});
    }
}

bool is_log_command(Str s, size_t at) {
    enum { LONGEST_WORD = 16 };
    if (s.ptr[at] != '#' || !at || s.ptr[at - 1] != '#') return false;
    size_t i = at + 1;
    while (i < s.len && i - at <= LONGEST_WORD && ascii_is_alpha(s.ptr[i])) i++;
    return i < s.len && s.ptr[i] == '[';
}

void buf_defuse(Buf *out) {
    Buf safe = {0};
    Str s = buf_str(out);
    if (!str_has(s, STR("##")) && !str_has(s, STR("::"))) return;
    bool line_start = true, found = false, color = false;
    for (size_t i = 0; i < s.len; i++) {
        char c = s.ptr[i];
        bool command = line_start && c == ':' && i + 2 < s.len && s.ptr[i + 1] == ':' &&
                       ascii_is_alpha(s.ptr[i + 2]);
        if (command || is_log_command(s, i)) {
            buf_printf(&safe, "\\u{%x}", (unsigned)c);
            found = true;
        } else {
            buf_add_char(&safe, c);
        }
        /* Some readers take colours, other blanks and marks that nobody sees off a line first. */
        bool in_color = color || c == '\033';
        color = in_color && c != 'm';
        if (!in_color) line_start = c == '\n' || (line_start && (c == ' ' || byte_is_high(c)));
    }
    if (found) {
        Buf swap = *out;
        *out = safe;
        safe = swap;
    }
    buf_free(&safe);
}

static bool is_plain(char c) {
    return (unsigned char)(c - 0x20) < 0x7F - 0x20 && c != '"' && c != '\\' && c != '#';
}

/* Bytes from `i` on that stand in JSON as they are, many at a time. */
static size_t count_plain(Str s, size_t i) {
    size_t from = i;
    for (; s.len - i >= WIDE; i += WIDE) {
        Wide w = wide_load(s.ptr + i), odd = wide_or(wide_equal(w, '"'), wide_equal(w, '\\'));
        odd = wide_or(odd, wide_or(wide_equal(w, '#'), wide_equal(w, 0x7F)));
        odd = wide_or(odd, wide_or(wide_below(w, 0x20), wide_high(w)));
        if (wide_any(odd)) return i - from + wide_first(odd);
    }
    while (i < s.len && is_plain(s.ptr[i])) i++; /* most strings are short */
    return i - from;
}

void buf_add_json(Buf *buf, Str s) {
    buf_add_char(buf, '"');
    size_t size;
    for (size_t i = 0; i < s.len; i += size) {
        size = count_plain(s, i);
        if (size) {
            buf_add(buf, (Str){s.ptr + i, size});
            continue;
        }
        uint32_t c = utf8_decode(s, i, &size);
        if (c == UTF8_INVALID)
            buf_add_c(buf, "\xEF\xBF\xBD");
        else if (c == '"' || c == '\\')
            buf_printf(buf, "\\%c", (char)c);
        else if (c == '\n' || c == '\r' || c == '\t')
            buf_add_c(buf, c == '\n' ? "\\n" : c == '\r' ? "\\r" : "\\t");
        else if (c < 0x20 || (c >= 0x7F && c <= 0x9F) || c == 0x2028 || c == 0x2029 ||
                 c == 0xFEFF || c == 0xFFFE || c == 0xFFFF || /* not as they are in YAML */
                 utf8_is_bidi_control(c) || (c == '#' && is_log_command(s, i)))
            buf_printf(buf, "\\u%04x", c);
        else
            buf_add(buf, (Str){s.ptr + i, size});
    }
    buf_add_char(buf, '"');
}

void buf_add_json_member(Buf *buf, const char *key, Str value) {
    buf_printf(buf, ",\"%s\":", key);
    if (value.len)
        buf_add_json(buf, value);
    else
        buf_add_c(buf, "null");
}

void buf_add_count(Buf *buf, long long n) {
    char digits[32];
    int len = snprintf(digits, sizeof digits, "%lld", n < 0 ? -n : n);
    if (n < 0) buf_add_char(buf, '-');
    for (int i = 0; i < len; i++) {
        if (i && (len - i) % 3 == 0) buf_add_char(buf, ',');
        buf_add_char(buf, digits[i]);
    }
}
