/* One input file: its bytes and its line table. Offsets are bytes from the start of the file
 * (a byte order mark included). Lines end at LF, CRLF or a lone CR and nowhere else (as editors
 * count). The bytes and the table live in the arena given to the loader. */
#ifndef WARMLINT_SOURCE_SOURCE_H
#define WARMLINT_SOURCE_SOURCE_H

#include "lint/base/problem.h"

/* Characters and UTF-16 code units before a block of SOURCE_BLOCK bytes: makes the column of any
 * place, and the byte of any character, a matter of one block even on a line of megabytes. */
enum { SOURCE_BLOCK = 128 };
typedef struct {
    uint32_t code_points, utf16;
} SourceCount;

typedef struct Source {
    Str path;  /* as shown to the user */
    Str bytes; /* the whole file */
    uint32_t *line_starts;
    size_t lines;
    SourceCount *counts; /* one per block; NULL where all bytes are ASCII */
    /* Of a part of a file that is read line by line: what stands before it. Offsets and lines count
     * within the part everywhere; only what is shown to people and programs adds these. */
    uint64_t bytes_before;
    uint32_t lines_before;
} Source;

/* All 1-based. A byte order mark has no column: editors hide it. */
typedef struct {
    uint32_t line;
    uint32_t column; /* code points */
    uint32_t utf16;  /* UTF-16 code units */
    uint32_t byte;   /* in the line */
} Position;

/* Reads a regular file (symbolic links followed; FIFOs, devices and directories refused) up to
 * LIMIT_FILE_BYTES, checks that it is UTF-8 without NUL and builds the line table. On failure one
 * fatal problem is appended and false returned; `source->path` is set in any case, and the bytes
 * and lines where they could be read, so that the problem can be shown in place. */
bool source_load(Arena *arena, Str path, Source *source, ProblemVec *problems);
/* Its bytes alone, whatever they are. */
bool source_load_bytes(Arena *arena, Str path, Str *bytes, ProblemVec *problems);
/* The same from bytes in memory (standard input, an editor's buffer); `bytes` must outlive it. */
bool source_from_bytes(Arena *arena, Str path, Str bytes, Source *source, ProblemVec *problems);
/* Reads all of a file descriptor, at most `limit` + 1 bytes; false on a read error (errno set). */
bool source_read_fd(Arena *arena, int fd, size_t limit, Str *bytes);

/* Number of the line that holds the byte, from 0. */
size_t source_line_at(const Source *source, size_t offset);
Position source_position(const Source *source, uint32_t offset);
/* The offset of the character that stands `n` characters after the one at `from`; the end of the
 * file if there are fewer. */
uint32_t source_skip_code_points(const Source *source, uint32_t from, size_t n);
/* How many characters a part of the file has. */
uint32_t source_code_points(const Source *source, Span part);
/* The bytes of line `line` (1-based) without its line end and without a byte order mark. */
Str source_line(const Source *source, uint32_t line);
/* Length of the byte order mark at the start of the file: 0 or 3. */
static inline uint32_t source_bom(const Source *source) {
    return source->bytes.len >= 3 && memcmp(source->bytes.ptr, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
}
static inline Str source_slice(const Source *source, Span span) {
    return str_slice(source->bytes, span.start, span.end);
}

#endif
