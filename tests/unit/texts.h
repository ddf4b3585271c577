/* Texts of any bytes in one line: \n, \t, \r, \s (a blank), \\ and \xHH, and `COUNT * TEXT` for so
 * many of it in a row. */
#ifndef WARMLINT_TESTS_UNIT_TEXTS_H
#define WARMLINT_TESTS_UNIT_TEXTS_H

#include "lint/base/buf.h"

static inline unsigned hex_digit(char c) {
    return (unsigned)(ascii_is_digit(c) ? c - '0' : ascii_lower(c) - 'a' + 10);
}

static inline void add_escaped_text(Buf *text, Str line) {
    for (size_t i = 0; i < line.len; i++) {
        char c = line.ptr[i];
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

#endif
