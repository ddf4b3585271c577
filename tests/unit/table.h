/* Tables of inputs and what comes of them, to be read by people: each line of the file is an input,
 * and below it, indented, stands what `answer` writes of it. Empty lines and those that begin with
 * # are kept. With ACCEPT=1 in the environment the file is written anew, for review. */
#ifndef WARMLINT_TESTS_UNIT_TABLE_H
#define WARMLINT_TESTS_UNIT_TABLE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>

#include "lint/base/buf.h"

/* Writes lines that begin with four blanks. */
typedef void Answer(Buf *out, Str line);

static inline Buf table_read(const char *path) {
    Buf bytes = {0};
    FILE *in = fopen(path, "rb");
    assert_non_null(in);
    for (int c; (c = getc(in)) != EOF;) buf_add_char(&bytes, (char)c);
    fclose(in);
    return bytes;
}

static inline void table_write(const char *path, const Buf *bytes) {
    FILE *out = fopen(path, "wb");
    assert_non_null(out);
    assert_int_equal(fwrite(bytes->ptr, 1, bytes->len, out), bytes->len);
    assert_int_equal(fclose(out), 0);
}

static inline void check_table(const char *path, Answer *answer) {
    Buf table = table_read(path), now = {0};
    Str rest = {table.ptr, table.len};
    for (Str line; str_next_line(&rest, &line);) {
        if (line.len && line.ptr[0] == ' ') continue;
        buf_add(&now, line);
        buf_add_c(&now, "\n");
        if (line.len && line.ptr[0] != '#') answer(&now, line);
    }
    if (getenv("ACCEPT")) {
        table_write(path, &now);
    } else {
        Str wanted = {table.ptr, table.len}, got = {now.ptr, now.len};
        for (Str a, b; str_next_line(&wanted, &a) && str_next_line(&got, &b);)
            if (!str_eq(a, b))
                fail_msg("%s\n  got      " STR_FMT "\n  expected " STR_FMT, path, STR_ARG(b),
                         STR_ARG(a));
        assert_int_equal(now.len, table.len);
    }
    buf_free(&table);
    buf_free(&now);
}

#endif
