#include "lint/base/str.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "lint/base/order.h"
#include "lint/base/wide.h"

int str_cmp(Str a, Str b) {
    size_t n = a.len < b.len ? a.len : b.len;
    int order = n ? memcmp(a.ptr, b.ptr, n) : 0;
    if (order) return order;
    return order_of(a.len, b.len);
}

bool str_eq_nocase(Str a, Str b) {
    if (a.len != b.len) return false;
    for (size_t i = 0; i < a.len; i++)
        if (ascii_lower(a.ptr[i]) != ascii_lower(b.ptr[i])) return false;
    return true;
}

bool str_is_any(Str s, const char *const *words) {
    while (*words && !str_is(s, *words)) words++;
    return *words != NULL;
}

bool str_is_any_nocase(Str s, const char *const *words) {
    enum { CASE = 'a' - 'A' };
    char first = (char)((s.len ? s.ptr[0] : '\0') | CASE);
    for (; *words; words++) {
        const char *word = *words;
        if ((word[0] | CASE) != first) continue; /* most */
        size_t i = 0;
        while (i < s.len && word[i] && ascii_lower(word[i]) == ascii_lower(s.ptr[i])) i++;
        if (i == s.len && !word[i]) return true;
    }
    return false;
}

bool str_starts(Str s, Str prefix) {
    return s.len >= prefix.len && str_eq((Str){s.ptr, prefix.len}, prefix);
}

bool str_ends(Str s, Str suffix) {
    return s.len >= suffix.len && str_eq(str_slice(s, s.len - suffix.len, s.len), suffix);
}

/* Of two texts, whether the bytes at `i` and `j` may be one letter; so of an empty text. */
static bool same_letter(Str a, Str b, size_t i, size_t j) {
    return b.len == 0 || ((a.ptr[i] ^ b.ptr[j]) & ~('a' - 'A')) == 0;
}

bool str_starts_nocase(Str s, Str prefix) {
    if (s.len < prefix.len || !same_letter(s, prefix, 0, 0)) return false; /* mostly */
    return str_eq_nocase(str_slice(s, 0, prefix.len), prefix);
}

bool str_ends_nocase(Str s, Str suffix) {
    if (s.len < suffix.len || !same_letter(s, suffix, s.len - 1, suffix.len - 1)) return false;
    return str_eq_nocase(str_slice(s, s.len - suffix.len, s.len), suffix);
}

bool str_starts_any_nocase(Str s, const char *const *words) {
    while (*words && !str_starts_nocase(s, str_from_c(*words))) words++;
    return *words != NULL;
}

bool str_ends_any_nocase(Str s, const char *const *words) {
    while (*words && !str_ends_nocase(s, str_from_c(*words))) words++;
    return *words != NULL;
}

Str str_trim(Str s) {
    while (s.len && ascii_is_space(s.ptr[0])) s.ptr++, s.len--;
    while (s.len && ascii_is_space(s.ptr[s.len - 1])) s.len--;
    return s;
}

size_t str_find_char(Str s, char c, size_t from) {
    if (from >= s.len) return STR_NOT_FOUND;
    const char *hit = memchr(s.ptr + from, c, s.len - from);
    return hit ? (size_t)(hit - s.ptr) : STR_NOT_FOUND;
}

size_t str_find(Str s, Str needle, size_t from) {
    if (needle.len == 0) return from <= s.len ? from : STR_NOT_FOUND;
    if (needle.len > s.len || from > s.len - needle.len) return STR_NOT_FOUND;
    size_t last = needle.len - 1;
    size_t i = str_find_char(str_slice(s, 0, s.len - last), needle.ptr[0], from);
    if (i == STR_NOT_FOUND) return i;  /* nearly always, of delimiters */
    while (s.len - i >= last + WIDE) { /* where both its ends match */
        Wide found = wide_and(wide_equal(wide_load(s.ptr + i), needle.ptr[0]),
                              wide_equal(wide_load(s.ptr + i + last), needle.ptr[last]));
        bool any = wide_any(found);
        i += any ? wide_first(found) : WIDE;
        if (!any) continue;
        if (memcmp(s.ptr + i, needle.ptr, needle.len) == 0) return i;
        i++;
    }
    for (; s.len - i >= needle.len; i++)
        if (s.ptr[i] == needle.ptr[0] && memcmp(s.ptr + i, needle.ptr, needle.len) == 0) return i;
    return STR_NOT_FOUND;
}

size_t str_find_either(Str s, char a, char b, size_t from) {
    size_t i = from;
    for (; i < s.len && s.len - i >= WIDE; i += WIDE) {
        Wide w = wide_load(s.ptr + i), found = wide_or(wide_equal(w, a), wide_equal(w, b));
        if (wide_any(found)) return i + wide_first(found);
    }
    for (; i < s.len; i++)
        if (s.ptr[i] == a || s.ptr[i] == b) return i;
    return STR_NOT_FOUND;
}

/* Where both ends of the needle match; of what is no letter bytes match that are not the same, and
 * are told apart then. */
size_t str_find_nocase(Str s, Str needle, size_t from) {
    enum { CASE = 'a' - 'A' };
    if (needle.len == 0) return from <= s.len ? from : STR_NOT_FOUND;
    if (needle.len > s.len || from > s.len - needle.len) return STR_NOT_FOUND;
    size_t i = from, last = needle.len - 1;
    char head = (char)(needle.ptr[0] | CASE), tail = (char)(needle.ptr[last] | CASE);
    while (s.len - i >= last + WIDE) {
        Wide found =
            wide_and(wide_equal(wide_or(wide_load(s.ptr + i), wide_fill(CASE)), head),
                     wide_equal(wide_or(wide_load(s.ptr + i + last), wide_fill(CASE)), tail));
        bool any = wide_any(found);
        i += any ? wide_first(found) : WIDE;
        if (!any) continue;
        if (str_eq_nocase(str_slice(s, i, i + needle.len), needle)) return i;
        i++;
    }
    for (; s.len - i >= needle.len; i++)
        if ((s.ptr[i] | CASE) == head && str_eq_nocase(str_slice(s, i, i + needle.len), needle))
            return i;
    return STR_NOT_FOUND;
}

bool str_next_line(Str *rest, Str *line) {
    if (rest->len == 0) return false;
    size_t n = str_find_either(*rest, '\n', '\r', 0);
    if (n == STR_NOT_FOUND) n = rest->len;
    *line = (Str){rest->ptr, n};
    if (n < rest->len)
        n += rest->ptr[n] == '\r' && n + 1 < rest->len && rest->ptr[n + 1] == '\n' ? 2 : 1;
    *rest = (Str){rest->ptr + n, rest->len - n};
    return true;
}

Str str_directory(Str path) {
    while (path.len && path.ptr[path.len - 1] != '/') path.len--;
    return path;
}

Str str_file_name(Str path) {
    return str_slice(path, str_directory(path).len, path.len);
}

size_t str_behind_line(Str s, size_t at) {
    size_t end = str_find_char(s, '\n', at);
    return end == STR_NOT_FOUND ? s.len : end + 1;
}

size_t str_behind_blanks(Str s, size_t at) {
    while (at < s.len && (s.ptr[at] == ' ' || s.ptr[at] == '\t')) at++;
    return at;
}

Str str_dup(Arena *arena, Str s) {
    char *p = arena_alloc(arena, s.len + 1);
    if (s.len) memcpy(p, s.ptr, s.len);
    return (Str){p, s.len};
}

Str str_join(Arena *arena, Str a, char between, Str b) {
    char *p = arena_alloc(arena, a.len + 1 + b.len);
    if (a.len) memcpy(p, a.ptr, a.len);
    p[a.len] = between;
    if (b.len) memcpy(p + a.len + 1, b.ptr, b.len);
    return (Str){p, a.len + 1 + b.len};
}

const char *str_to_c(Arena *arena, Str s) {
    return str_dup(arena, s).ptr;
}

Str str_lower(Arena *arena, Str s) {
    char *p = arena_alloc(arena, s.len + 1);
    for (size_t i = 0; i < s.len; i++) p[i] = ascii_lower(s.ptr[i]);
    return (Str){p, s.len};
}

Str str_vprintf(Arena *arena, const char *format, va_list args) {
    char shorter[256];
    va_list again;
    va_copy(again, args);
    int n = vsnprintf(shorter, sizeof shorter, format, args);
    Str text = {shorter, n > 0 ? (size_t)n : 0};
    if (text.len < sizeof shorter) {
        text = str_dup(arena, text);
    } else {
        char *p = arena_alloc(arena, text.len + 1);
        vsnprintf(p, text.len + 1, format, again);
        text.ptr = p;
    }
    va_end(again);
    return text;
}

Str str_printf(Arena *arena, const char *format, ...) {
    va_list args;
    va_start(args, format);
    Str text = str_vprintf(arena, format, args);
    va_end(args);
    return text;
}

unsigned long long str_hash(Str s) {
    uint64_t h = 0xcbf29ce484222325u;
    for (size_t i = 0; i < s.len; i++) h = (h ^ (unsigned char)s.ptr[i]) * 0x100000001b3u;
    return h;
}

size_t str_distance(Str a, Str b, size_t limit) {
    enum { LONGEST = 64 };
    size_t difference = a.len > b.len ? a.len - b.len : b.len - a.len;
    if (a.len > LONGEST || b.len > LONGEST || difference > limit) return limit + 1;
    size_t rows[3][LONGEST + 1];
    for (size_t j = 0; j <= b.len; j++) rows[0][j] = j;
    for (size_t i = 1; i <= a.len; i++) {
        size_t *row = rows[i % 3], *above = rows[(i + 2) % 3], *before = rows[(i + 1) % 3];
        row[0] = i;
        for (size_t j = 1; j <= b.len; j++) {
            size_t best = above[j - 1] + (a.ptr[i - 1] != b.ptr[j - 1]);
            if (above[j] + 1 < best) best = above[j] + 1;
            if (row[j - 1] + 1 < best) best = row[j - 1] + 1;
            if (i > 1 && j > 1 && a.ptr[i - 1] == b.ptr[j - 2] && a.ptr[i - 2] == b.ptr[j - 1] &&
                before[j - 2] + 1 < best)
                best = before[j - 2] + 1;
            row[j] = best;
        }
    }
    size_t distance = rows[a.len % 3][b.len];
    return distance > limit ? limit + 1 : distance;
}

bool str_to_number(Str s, double *out) {
    char text[64];
    if (s.len == 0 || s.len >= sizeof text) return false;
    for (size_t i = 0; i < s.len; i++) {
        char c = s.ptr[i];
        if (!ascii_is_digit(c) && c != '-' && c != '+' && c != '.' && c != 'e' && c != 'E')
            return false;
        text[i] = c;
    }
    text[s.len] = '\0';
    if (!ascii_is_digit(text[0]) && text[0] != '-' && text[0] != '+' && text[0] != '.')
        return false;
    char *end;
    *out = strtod(text, &end);
    return end == text + s.len;
}
