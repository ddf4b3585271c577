/* Texts of any bytes in one line: \n, \t, \r, \s (a blank), \\ and \xHH, \(90 a) for 90 times an a,
 * and `COUNT * TEXT` for so many of it in a row. */
#ifndef WARMLINT_TESTS_UNIT_TEXTS_H
#define WARMLINT_TESTS_UNIT_TEXTS_H

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include "lint/base/buf.h"
#include "lint/source/source.h"
#include "tests/unit/table.h"

/* Whether copies begin where memory does, instead. */
static bool text_begins_memory;

/* A copy that ends where memory does, or begins there: who reads a byte behind it, or in front of
 * it, ends the program. Never given back. */
static inline Str fenced(Str text) {
    size_t page = (size_t)sysconf(_SC_PAGESIZE), size = (text.len / page + 1) * page;
    int zero = open("/dev/zero", O_RDWR);
    char *at = mmap(NULL, size + 2 * page, PROT_READ | PROT_WRITE, MAP_PRIVATE, zero, 0);
    if (zero >= 0) close(zero);
    if (at == MAP_FAILED || mprotect(at, page, PROT_NONE) != 0 ||
        mprotect(at + page + size, page, PROT_NONE) != 0)
        return text;
    char *copy = at + page + (text_begins_memory ? 0 : size - text.len);
    if (text.len) memcpy(copy, text.ptr, text.len);
    return (Str){copy, text.len};
}

static inline unsigned hex_digit(char c) {
    return (unsigned)(ascii_is_digit(c) ? c - '0' : ascii_lower(c) - 'a' + 10);
}

/* Of "90 a)" at *at; which goes to its end. */
static inline void add_repeated(Buf *text, Str line, size_t *at) {
    size_t times = 0;
    for (; ascii_is_digit(line.ptr[*at]); ++*at) times = times * 10 + (size_t)(line.ptr[*at] - '0');
    buf_repeat(text, (char[]){line.ptr[*at + 1], '\0'}, times);
    *at += 2;
}

static inline void add_escaped_text(Buf *text, Str line) {
    for (size_t i = 0; i < line.len; i++) {
        char c = line.ptr[i];
        if (c == '\\' && i + 4 < line.len && line.ptr[i + 1] == '(') {
            i += 2;
            add_repeated(text, line, &i);
            continue;
        }
        if (c == '\\' && i + 1 < line.len) {
            c = line.ptr[++i];
            if (c == 'x' && i + 2 < line.len) {
                c = (char)(hex_digit(line.ptr[i + 1]) << 4 | hex_digit(line.ptr[i + 2]));
                i += 2;
            } else {
                c = c == 'n' ? '\n' : c == 't' ? '\t' : c == 'r' ? '\r' : c == 's' ? ' ' : c;
            }
        }
        buf_add_char(text, c);
    }
}

/* The other way round. */
static inline void escape_text(Buf *out, Str text) {
    enum { MANY = 30 };
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        size_t same = 1;
        while (i + same < text.len && text.ptr[i + same] == c) same++;
        if (same > MANY && c > ' ') {
            buf_printf(out, "\\(%zu %c)", same, c);
            i += same - 1;
        } else if (c == '\n') {
            buf_add_c(out, "\\n");
        } else if (c == '\r') {
            buf_add_c(out, "\\r");
        } else if (c == '\t') {
            buf_add_c(out, "\\t");
        } else if (c == '\\') {
            buf_add_c(out, "\\\\");
        } else {
            buf_add_char(out, c);
        }
    }
}

/* Fenced. */
static inline Str unescaped(Str line) {
    Buf text = {0};
    add_escaped_text(&text, line);
    Str copy = fenced(buf_str(&text));
    buf_free(&text);
    return copy;
}

/* A table whose answers the ends of memory must not change. */
static inline void check_fenced_table(const char *path, Answer *answer) {
    check_table(path, answer);
    text_begins_memory = true;
    check_table(path, answer);
    text_begins_memory = false;
}

static inline void add_text(Buf *text, Str line) {
    size_t star = str_find(line, STR(" * "), 0), times = 0;
    for (size_t i = 0; i < star && i < line.len; i++) {
        if (!ascii_is_digit(line.ptr[i])) star = STR_NOT_FOUND;
        times = times * 10 + (size_t)(line.ptr[i] - '0');
    }
    if (star == STR_NOT_FOUND)
        add_escaped_text(text, line);
    else
        for (size_t i = 0; i < times; i++)
            add_escaped_text(text, str_slice(line, star + 3, line.len));
}

/* Up to the next blank. */
static inline Str cut_word(Str *rest) {
    size_t end = str_find_char(*rest, ' ', 0);
    Str word = str_slice(*rest, 0, end);
    *rest = end == STR_NOT_FOUND ? (Str){0} : str_slice(*rest, end + 1, rest->len);
    return word;
}

static inline void add_place(Buf *out, const Source *source, Span span) {
    Position from = source_position(source, span.start), to = source_position(source, span.end);
    buf_printf(out, "%u:%u-%u:%u", from.line, from.column, to.line, to.column);
}

#endif
