/* A growable output buffer on the heap, for reports. Bytes are appended whole; the owner frees it
 * with buf_free. Out of memory ends the process (arena.h). */
#ifndef WARMLINT_BASE_BUF_H
#define WARMLINT_BASE_BUF_H

#include "lint/base/str.h"

typedef struct {
    char *ptr;
    size_t len, cap;
} Buf;

void buf_add(Buf *buf, Str s);
void buf_add_c(Buf *buf, const char *c);
void buf_add_char(Buf *buf, char c);
void buf_repeat(Buf *buf, const char *c, size_t times);
void buf_printf(Buf *buf, const char *format, ...) __attribute__((format(printf, 2, 3)));
static inline Str buf_str(const Buf *buf) {
    return (Str){buf->ptr, buf->len};
}
void buf_free(Buf *buf);

/* Appends text that came from input to a human-readable report: control characters (C0 but not
 * LF and tab where `keep_lines`, DEL, C1) and bidirectional controls appear as \u{XX}, ill-formed
 * bytes as \x{XX}; a tab becomes one space. So no byte of input can drive a terminal. */
void buf_add_visible(Buf *buf, Str s, bool keep_lines);
/* The second # of `##[`, `##vso[`, `##teamcity[`: a command to CI services that read it in a log,
 * wherever in a line it stands. */
bool is_log_command(Str s, size_t at);
/* Makes log commands visible in a text that is finished, also `::name` at the start of a line: a
 * service that reads them must not find one in a path or a text. */
void buf_defuse(Buf *buf);
/* Appends a JSON string literal with quotes; ill-formed UTF-8 becomes U+FFFD, and no log command
 * stands in it. */
void buf_add_json(Buf *buf, Str s);
/* ,"key":"value", null where there is none. */
void buf_add_json_member(Buf *buf, const char *key, Str value);
/* A number with thousands separators: 12,345. */
void buf_add_count(Buf *buf, long long n);

#endif
