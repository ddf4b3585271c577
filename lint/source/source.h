/* One input file: its bytes and its line table. Offsets are bytes from the start of the file
 * (a byte order mark included). Lines end at LF, CRLF or a lone CR and nowhere else (as editors
 * count). The bytes and the table live in the arena given to the loader. */
#ifndef WARMLINT_SOURCE_SOURCE_H
#define WARMLINT_SOURCE_SOURCE_H

#include "lint/base/problem.h"

typedef struct {
    Str path;  /* as shown to the user */
    Str bytes; /* the whole file */
    uint32_t *line_starts;
    size_t lines;
} Source;

/* All 1-based. */
typedef struct {
    uint32_t line;
    uint32_t column; /* code points */
    uint32_t utf16;  /* UTF-16 code units */
    uint32_t byte;
} Position;

/* Reads a regular file (symbolic links followed; FIFOs, devices and directories refused) up to
 * LIMIT_FILE_BYTES, checks that it is UTF-8 without NUL and builds the line table. On failure one
 * fatal problem is appended and false returned; `source->path` is set in any case, and the bytes
 * and lines where they could be read, so that the problem can be shown in place. */
bool source_load(Arena *arena, Str path, Source *source, ProblemVec *problems);
/* The same from bytes in memory (standard input, an editor's buffer); `bytes` must outlive it. */
bool source_from_bytes(Arena *arena, Str path, Str bytes, Source *source, ProblemVec *problems);
/* Reads all of a file descriptor, at most `limit` + 1 bytes; false on a read error (errno set). */
bool source_read_fd(Arena *arena, int fd, size_t limit, Str *bytes);

Position source_position(const Source *source, uint32_t offset);
/* The bytes of line `line` (1-based) without its line end. */
Str source_line(const Source *source, uint32_t line);
static inline Str source_slice(const Source *source, Span span) {
    return str_slice(source->bytes, span.start, span.end);
}

#endif
