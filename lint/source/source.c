#include "lint/source/source.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lint/base/chunk.h"
#include "lint/base/limits.h"
#include "lint/base/utf8.h"

static void add(Arena *arena, ProblemVec *problems, ProblemKind kind, Span span, Str message,
                Str help) {
    vec_push(arena, problems, (Problem){kind, span, message, help});
}

/* -- columns ---------------------------------------------------------------------------------- */

/* Adds up the eight bytes of a word. */
static uint32_t sum_bytes(uint64_t word) {
    return (uint32_t)((word & 0x00FF00FF00FF00FFu) * 0x0001000100010001u >> 48) +
           (uint32_t)((word >> 8 & 0x00FF00FF00FF00FFu) * 0x0001000100010001u >> 48);
}

/* At most SOURCE_BLOCK bytes: the counters of eight lanes are one byte each. */
static SourceCount count_block(const char *p, size_t n) {
    uint64_t followers = 0, pairs = 0; /* a four-byte character takes two UTF-16 units */
    size_t i = 0;
    for (; n - i >= 8; i += 8) {
        uint64_t w = swar_load(p + i);
        if (!swar_high(w)) continue;
        followers += w >> 7 & ~(w >> 6) & SWAR_EACH;
        pairs += w >> 7 & w >> 6 & w >> 5 & w >> 4 & SWAR_EACH;
    }
    uint32_t starts = (uint32_t)n - sum_bytes(followers), twice = sum_bytes(pairs);
    for (; i < n; i++) {
        starts -= ((unsigned char)p[i] & 0xC0) == 0x80;
        twice += (unsigned char)p[i] >= 0xF0;
    }
    return (SourceCount){starts, starts + twice};
}

static void build_counts(Arena *arena, Source *source) {
    const char *p = source->bytes.ptr;
    size_t len = source->bytes.len, blocks = len / SOURCE_BLOCK + 1;
    source->counts = arena_array(arena, blocks, sizeof *source->counts);
    SourceCount sum = {0};
    for (size_t i = 0; i < blocks; i++) {
        size_t at = i * SOURCE_BLOCK;
        SourceCount block = count_block(p + at, len - at < SOURCE_BLOCK ? len - at : SOURCE_BLOCK);
        source->counts[i] = sum;
        sum.code_points += block.code_points;
        sum.utf16 += block.utf16;
    }
}

static SourceCount count_before(const Source *source, uint32_t offset) {
    if (!source->counts) return (SourceCount){offset, offset};
    size_t block = offset / SOURCE_BLOCK, at = block * SOURCE_BLOCK;
    SourceCount sum = source->counts[block];
    SourceCount rest = count_block(source->bytes.ptr + at, offset - at);
    return (SourceCount){sum.code_points + rest.code_points, sum.utf16 + rest.utf16};
}

uint32_t source_code_points(const Source *source, Span part) {
    return count_before(source, part.end).code_points -
           count_before(source, part.start).code_points;
}

static bool is_follower(char c) {
    return ((unsigned char)c & 0xC0) == 0x80;
}

/* The start of the block in which the character number `wanted` of the file starts, at or behind
 * the block of `from`. */
static size_t find_block(const Source *source, size_t from, size_t wanted) {
    size_t low = from / SOURCE_BLOCK, high = source->bytes.len / SOURCE_BLOCK + 1;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (source->counts[middle].code_points <= wanted)
            low = middle;
        else
            high = middle;
    }
    return low;
}

uint32_t source_skip_code_points(const Source *source, uint32_t from, size_t n) {
    enum { NEAR = 2 * SOURCE_BLOCK };
    const char *p = source->bytes.ptr;
    size_t len = source->bytes.len, at = from;
    if (n > len - from) n = len - from;
    if (!source->counts) return (uint32_t)(from + n);
    if (n > NEAR) {
        size_t wanted = count_before(source, from).code_points + n;
        size_t block = find_block(source, from, wanted);
        at = block * SOURCE_BLOCK;
        n = wanted - source->counts[block].code_points;
    }
    for (; n >= 8 && len - at >= 8; at += 8)
        n -= 8 - sum_bytes(swar_load(p + at) >> 7 & ~(swar_load(p + at) >> 6) & SWAR_EACH);
    while (at < len && is_follower(p[at])) at++; /* of a character that is counted already */
    for (; at < len && n; n--) do
            at++;
        while (at < len && is_follower(p[at]));
    return (uint32_t)at;
}

/* -- lines ------------------------------------------------------------------------------------ */

/* Offset behind the first line end at or behind `at`, LF, CRLF or CR; 0 if there is none. */
static size_t next_line(Str s, size_t at) {
    at = str_find_either(s, '\n', '\r', at);
    if (at == STR_NOT_FOUND) return 0;
    return at + (s.ptr[at] == '\r' && at + 1 < s.len && s.ptr[at + 1] == '\n' ? 2 : 1);
}

static void build_lines(Arena *arena, Source *source) {
    VEC(uint32_t) starts = {0};
    Str s = source->bytes;
    starts.cap = s.len / 32 + 8;
    starts.items = arena_array(arena, starts.cap, sizeof *starts.items);
    vec_push(arena, &starts, 0);
    if (memchr(s.ptr, '\r', s.len)) {
        for (size_t at = 0; (at = next_line(s, at)) != 0;) vec_push(arena, &starts, (uint32_t)at);
    } else {
        for (size_t at = 0; at < s.len; at += CHUNK) {
            Chunk chunk;
            chunk_load(&chunk, s, at);
            for (uint64_t feeds = chunk_equal(&chunk, '\n'); feeds; feeds &= feeds - 1)
                vec_push(arena, &starts, (uint32_t)at + (uint32_t)__builtin_ctzll(feeds) + 1);
        }
    }
    source->line_starts = starts.items;
    source->lines = starts.len;
}

size_t source_line_at(const Source *source, size_t offset) {
    size_t low = 0, high = source->lines;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (source->line_starts[middle] <= offset)
            low = middle;
        else
            high = middle;
    }
    return low;
}

Position source_position(const Source *source, uint32_t offset) {
    if (source->lines == 0) return (Position){1, 1, 1, 1};
    if (offset > source->bytes.len) offset = (uint32_t)source->bytes.len;
    size_t line = source_line_at(source, offset);
    uint32_t start = source->line_starts[line];
    if (line == 0) start = source_bom(source);
    if (offset < start) offset = start;
    SourceCount from = count_before(source, start), to = count_before(source, offset);
    return (Position){(uint32_t)line + 1, to.code_points - from.code_points + 1,
                      to.utf16 - from.utf16 + 1, offset - start + 1};
}

Str source_line(const Source *source, uint32_t line) {
    if (line == 0 || line > source->lines) return (Str){0};
    size_t start = source->line_starts[line - 1];
    if (line == 1) start = source_bom(source);
    size_t end = line < source->lines ? source->line_starts[line] : source->bytes.len;
    const char *p = source->bytes.ptr;
    if (line < source->lines) {
        if (end > start && p[end - 1] == '\n') end--;
        if (end > start && p[end - 1] == '\r') end--;
    }
    return str_slice(source->bytes, start, end);
}

/* -- bytes ------------------------------------------------------------------------------------ */

static bool check_utf8(Arena *arena, Source *source, ProblemVec *problems) {
    static const Str help = STR_IN("save the file as UTF-8");
    Str s = source->bytes;
    if (s.len >= 2 && (memcmp(s.ptr, "\xFF\xFE", 2) == 0 || memcmp(s.ptr, "\xFE\xFF", 2) == 0)) {
        add(arena, problems, PROBLEM_NOT_UTF8, span_of(0, 2),
            STR("the file is UTF-16 (it starts with a UTF-16 byte order mark), not UTF-8"), help);
        return false;
    }
    size_t bad = source->counts ? utf8_first_invalid(s) : STR_NOT_FOUND;
    size_t nul = str_find_char(s, '\0', 0);
    if (bad == STR_NOT_FOUND && nul == STR_NOT_FOUND) return true;
    if (nul < bad) {
        add(arena, problems, PROBLEM_NOT_UTF8, span_of(nul, nul + 1),
            STR("the file holds a NUL byte: it is not text"), help);
        return false;
    }
    add(arena, problems, PROBLEM_NOT_UTF8, span_of(bad, bad + 1),
        str_printf(arena, "not UTF-8: byte 0x%02X cannot stand here",
                   (unsigned)(unsigned char)s.ptr[bad]),
        help);
    return false;
}

bool source_from_bytes(Arena *arena, Str path, Str bytes, Source *source, ProblemVec *problems) {
    *source = (Source){.path = path};
    if (bytes.len > LIMIT_FILE_BYTES) {
        add(arena, problems, PROBLEM_LIMIT, (Span){0},
            str_printf(arena, "larger than the limit of %d MiB", LIMIT_FILE_BYTES >> 20),
            STR("split the file, or leave it out"));
        return false;
    }
    if (!bytes.ptr) bytes = STR("");
    source->bytes = bytes;
    if (utf8_first_high(bytes, 0) < bytes.len) build_counts(arena, source);
    build_lines(arena, source);
    return check_utf8(arena, source, problems);
}

/* Waits until a descriptor that was given to us in non-blocking mode has something to read. */
static bool wait_readable(int fd) {
    struct pollfd p = {.fd = fd, .events = POLLIN};
    return poll(&p, 1, -1) >= 0 || errno == EINTR;
}

/* `size`: what is expected, 0 where that is not known. */
static bool read_all(Arena *arena, int fd, size_t size, size_t limit, Str *bytes) {
    size_t most = limit + 1, cap = 64 << 10, len = 0;
    if (size) cap = size + 1; /* one more, to meet the end in the first round */
    if (cap > most) cap = most;
    char *p = arena_alloc(arena, cap);
    for (;;) {
        if (len == cap) {
            if (cap == most) break;
            size_t grown = cap > most / 2 ? most : cap * 2;
            p = arena_grow(arena, p, cap, grown);
            cap = grown;
        }
        ssize_t n = read(fd, p + len, cap - len);
        if (n > 0) {
            len += (size_t)n;
            if (len == size && len < cap) break; /* more was asked for and is not there */
        } else if (n == 0) {
            break;
        } else if (errno == EAGAIN) {
            if (!wait_readable(fd)) return false;
        } else if (errno != EINTR) {
            return false;
        }
    }
    *bytes = (Str){p, len};
    return true;
}

bool source_read_fd(Arena *arena, int fd, size_t limit, Str *bytes) {
    struct stat st;
    bool known = fstat(fd, &st) == 0 && S_ISREG(st.st_mode);
    return read_all(arena, fd, known ? (size_t)st.st_size : 0, limit, bytes);
}

static bool refuse(Arena *arena, ProblemVec *problems, Str message) {
    add(arena, problems, PROBLEM_UNREADABLE, (Span){0}, message, (Str){0});
    return false;
}

static bool refuse_errno(Arena *arena, ProblemVec *problems, int error) {
    char reason[256];
    if (strerror_r(error, reason, sizeof reason) != 0)
        snprintf(reason, sizeof reason, "error %d", error);
    return refuse(arena, problems, str_printf(arena, "cannot be read: %s", reason));
}

static bool load_open(Arena *arena, int fd, Str *bytes, ProblemVec *problems) {
    struct stat st;
    if (fstat(fd, &st) != 0) return refuse_errno(arena, problems, errno);
    if (S_ISDIR(st.st_mode)) return refuse(arena, problems, STR("is a directory, not a file"));
    if (S_ISFIFO(st.st_mode))
        return refuse(arena, problems, STR("is a named pipe, not a regular file"));
    if (!S_ISREG(st.st_mode))
        return refuse(arena, problems, STR("is a device, not a regular file"));
    if (st.st_size > LIMIT_FILE_BYTES) {
        add(arena, problems, PROBLEM_LIMIT, (Span){0},
            str_printf(arena, "%lld MiB are more than the limit of %d MiB",
                       (long long)(st.st_size >> 20), LIMIT_FILE_BYTES >> 20),
            STR("split the file, or leave it out"));
        return false;
    }
    return read_all(arena, fd, (size_t)st.st_size, LIMIT_FILE_BYTES, bytes) ||
           refuse_errno(arena, problems, errno);
}

bool source_load_bytes(Arena *arena, Str path, Str *bytes, ProblemVec *problems) {
    /* O_NONBLOCK: opening a FIFO without a writer must not hang. */
    int fd = open(str_to_c(arena, path), O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
    if (fd < 0 && errno == ENXIO) return refuse(arena, problems, STR("is a socket or a device"));
    if (fd < 0) return refuse_errno(arena, problems, errno);
    bool loaded = load_open(arena, fd, bytes, problems);
    close(fd);
    return loaded;
}

bool source_load(Arena *arena, Str path, Source *source, ProblemVec *problems) {
    Str bytes;
    *source = (Source){.path = path};
    return source_load_bytes(arena, path, &bytes, problems) &&
           source_from_bytes(arena, path, bytes, source, problems);
}
