/* String slices: a pointer and a length in bytes, never NUL-terminated by contract and never owned
 * by the slice. The bytes belong to a source file, an arena or a string literal, and outlive it.
 * Case operations are ASCII only. Nothing here allocates, except where an arena is passed. */
#ifndef WARMLINT_BASE_STR_H
#define WARMLINT_BASE_STR_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "lint/base/arena.h"

typedef struct {
    const char *ptr;
    size_t len;
} Str;

#define STR(literal)  ((Str){(literal), sizeof(literal) - 1})
#define STR_FMT       "%.*s"
#define STR_ARG(s)    str_shown_len(s), str_shown_ptr(s)
#define STR_NOT_FOUND ((size_t)-1)

/* In the initialiser of a table. */
#define STR_IN(literal)                                                                            \
    { (literal), sizeof(literal) - 1 }

/* What STR_FMT takes: at most 1 MiB, and a pointer in any case. */
static inline int str_shown_len(Str s) {
    return (int)(s.len > 1 << 20 ? 1 << 20 : s.len);
}
static inline const char *str_shown_ptr(Str s) {
    return s.ptr ? s.ptr : "";
}

/* A slice over a NUL-terminated string (command line, const tables); NULL gives the empty slice. */
static inline Str str_from_c(const char *c) {
    return (Str){c, c ? strlen(c) : 0};
}

static inline bool str_eq(Str a, Str b) {
    return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

static inline bool str_is(Str a, const char *c) {
    if (a.len && c && a.ptr[0] != c[0]) return false; /* before the length of c is looked for */
    return str_eq(a, str_from_c(c));
}

static inline bool ascii_is_space(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
}
static inline bool ascii_is_digit(char c) {
    return c >= '0' && c <= '9';
}
static inline bool ascii_is_upper(char c) {
    return c >= 'A' && c <= 'Z';
}
static inline bool ascii_is_lower(char c) {
    return c >= 'a' && c <= 'z';
}
static inline bool ascii_is_alpha(char c) {
    return ascii_is_upper(c) || ascii_is_lower(c);
}
static inline bool ascii_is_alnum(char c) {
    return ascii_is_alpha(c) || ascii_is_digit(c);
}
/* Of a character beyond ASCII. */
static inline bool byte_is_high(char c) {
    return (unsigned char)c >= 0x80;
}
/* One of the bytes of a string literal. Inline and unrolled, the comparisons become a single test
 * of a bit, where memchr is called. */
__attribute__((always_inline)) static inline bool ascii_is_among(char c, const char *set,
                                                                 size_t n) {
#pragma GCC unroll 32
    for (size_t i = 0; i < n; i++)
        if (set[i] == c) return true;
    return false;
}
#define ascii_is_one_of(c, literal) ascii_is_among((c), "" literal, sizeof(literal) - 1)
static inline char ascii_lower(char c) {
    return ascii_is_upper(c) ? (char)(c + 32) : c;
}
static inline char ascii_upper(char c) {
    return ascii_is_lower(c) ? (char)(c - 32) : c;
}
/* The value of a hexadecimal digit, capital or small; -1: it is none. */
static inline int ascii_hex(char c) {
    if (ascii_is_digit(c)) return c - '0';
    c = ascii_lower(c);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* Three-way comparison by bytes, shorter first on a common prefix. */
int str_cmp(Str a, Str b);
bool str_eq_nocase(Str a, Str b);
/* One of a list that ends with NULL. */
bool str_is_any(Str s, const char *const *words);
bool str_is_any_nocase(Str s, const char *const *words);
bool str_starts(Str s, Str prefix);
bool str_ends(Str s, Str suffix);
bool str_starts_nocase(Str s, Str prefix);
bool str_ends_nocase(Str s, Str suffix);
/* One of the words of a list that NULL ends is what the text starts or ends with. */
bool str_starts_any_nocase(Str s, const char *const *words);
bool str_ends_any_nocase(Str s, const char *const *words);
/* The part from byte `from` up to (not including) `to`, both clamped to the slice. */
static inline Str str_slice(Str s, size_t from, size_t to) {
    if (to > s.len) to = s.len;
    if (from > to) from = to;
    return (Str){from ? s.ptr + from : s.ptr, to - from}; /* no pointer: no bytes, nothing added */
}
/* Without ASCII white space at both ends. */
Str str_trim(Str s);
/* Offset of the first occurrence at or after `from`, or STR_NOT_FOUND. */
size_t str_find(Str s, Str needle, size_t from);
size_t str_find_nocase(Str s, Str needle, size_t from);
size_t str_find_char(Str s, char c, size_t from);
/* The first of two bytes. */
size_t str_find_either(Str s, char a, char b, size_t from);
static inline bool str_has(Str s, Str needle) {
    return str_find(s, needle, 0) != STR_NOT_FOUND;
}
static inline bool str_has_nocase(Str s, Str needle) {
    return str_find_nocase(s, needle, 0) != STR_NOT_FOUND;
}
static inline bool str_has_char(Str s, char c) {
    return str_find_char(s, c, 0) != STR_NOT_FOUND;
}
/* Cuts the first line off `rest` (without its line end: LF, CRLF or CR); false at the end. */
bool str_next_line(Str *rest, Str *line);
/* Behind the first LF at or behind `at`; the length where there is none. */
size_t str_behind_line(Str s, size_t at);
/* Behind the blanks and tabs at `at`. */
size_t str_behind_blanks(Str s, size_t at);
/* A path up to and with its last slash, and what stands behind it; either may be empty. */
Str str_directory(Str path);
Str str_file_name(Str path);
/* Copies into the arena, with a NUL behind the last byte. */
Str str_dup(Arena *arena, Str s);
const char *str_to_c(Arena *arena, Str s);
/* `a`, one byte, and `b`, faster than printf. */
Str str_join(Arena *arena, Str a, char between, Str b);
Str str_lower(Arena *arena, Str s);
/* printf into the arena. */
Str str_printf(Arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));
Str str_vprintf(Arena *arena, const char *format, va_list args)
    __attribute__((format(printf, 2, 0)));
/* FNV-1a, 64 bits: for tables and fingerprints, not against an adversary. */
unsigned long long str_hash(Str s);
/* Optimal-string-alignment distance, at most `limit` + 1; words longer than 64 bytes give limit
 * + 1. */
size_t str_distance(Str a, Str b, size_t limit);
/* A decimal number that is the whole slice (sign, fraction and exponent as in JSON); false if not.
 */
bool str_to_number(Str s, double *out);

#endif
