#include "lint/engine/stream.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lint/base/limits.h"
#include "lint/format/format.h"

/* PART_BYTES: a part's tree takes up to some 100 bytes for each of the file's in the worst case.
 * LISTED: findings of one rule and level in one file. */
enum { PART_BYTES = 256 << 10, LISTED = 20, TALLIES = 128 };
/* Of a file that was found by walking, so much without a request says that it is data. */
enum { PARTS_TO_TRY = 4 };

bool stream_takes(const Input *input) {
    return input->problem.kind == PROBLEM_NONE && format_is_lines(input->path);
}

/* --- lines ---------------------------------------------------------------------------------------
 */

typedef struct {
    int fd;       /* -1: from memory */
    Str memory;   /* what is left of it */
    char *buffer; /* on the heap */
    size_t cap;
    size_t len;   /* bytes in the buffer */
    size_t taken; /* of these, in the part handed out last */
    bool ended;   /* nothing is left to read */
    bool failed;
    uint64_t bytes; /* before the buffer */
    uint32_t lines;
} Lines;

static ssize_t read_more(Lines *in, char *to, size_t room) {
    if (in->fd < 0) {
        size_t n = in->memory.len < room ? in->memory.len : room;
        if (n) memcpy(to, in->memory.ptr, n);
        in->memory = str_slice(in->memory, n, in->memory.len);
        return (ssize_t)n;
    }
    ssize_t n;
    do n = read(in->fd, to, room);
    while (n < 0 && errno == EINTR);
    return n;
}

static void fill(Lines *in) {
    while (!in->ended && in->len < in->cap) {
        ssize_t n = read_more(in, in->buffer + in->len, in->cap - in->len);
        if (n > 0)
            in->len += (size_t)n;
        else
            in->ended = true;
        in->failed |= n < 0;
    }
}

static void grow(Lines *in) {
    in->cap = in->cap ? in->cap * 2 : PART_BYTES;
    in->buffer = realloc(in->buffer, in->cap);
    if (!in->buffer) out_of_memory();
}

static uint32_t count_lines(Str s) {
    uint32_t n = 0;
    for (size_t at = 0; (at = str_find_char(s, '\n', at)) != STR_NOT_FOUND; at++) n++;
    return n;
}

/* Forgets the part handed out last. */
static void drop_part(Lines *in) {
    in->lines += count_lines((Str){in->buffer, in->taken});
    in->bytes += in->taken;
    in->len -= in->taken;
    memmove(in->buffer, in->buffer + in->taken, in->len);
    in->taken = 0;
}

/* Reads on to the end of a line that is too long; its end stays in the buffer. */
static void skip_line(Lines *in) {
    for (;;) {
        size_t end = str_find_char((Str){in->buffer, in->len}, '\n', 0);
        bool found = end != STR_NOT_FOUND;
        size_t gone = found ? end : in->len;
        in->bytes += gone;
        in->len -= gone;
        memmove(in->buffer, in->buffer + gone, in->len);
        fill(in);
        in->taken = found;
        if (found || (in->ended && !in->len)) return;
    }
}

/* The end of the last whole line in the buffer; 0 without one. Before the end of the file
 * something is always left, so that there is a last part. */
static size_t whole_lines(const Lines *in) {
    size_t end = in->len - 1;
    while (end > 0 && in->buffer[end - 1] != '\n') end--;
    return end;
}

/* The next whole lines, at least one; false at the end. `part->bytes` is good until the next call.
 */
static bool next_part(Lines *in, Part *part) {
    if (in->taken) drop_part(in);
    if (!in->cap) grow(in);
    fill(in);
    if (!in->len && in->failed && !in->bytes) { /* not one byte could be read */
        *part = (Part){.last = true, .failed = true};
        in->failed = false;
        return true;
    }
    if (!in->len) return false;
    while (!in->ended && !whole_lines(in) && in->cap < LIMIT_LINE_BYTES) {
        grow(in);
        fill(in);
    }
    size_t end = in->ended ? in->len : whole_lines(in);
    *part = (Part){.bytes_before = in->bytes, .lines_before = in->lines};
    if (end == 0) {
        part->cut = true;
        skip_line(in);
    } else {
        part->bytes = (Str){in->buffer, end};
        in->taken = end;
    }
    part->last = in->ended && in->taken == in->len;
    part->failed = part->last && in->failed;
    return true;
}

/* --- findings that repeat ------------------------------------------------------------------------
 */

typedef struct {
    Finding sample; /* code, name and level; these texts live as long as the program */
    size_t listed, held_back;
} Tally;

typedef struct {
    Tally tallies[TALLIES];
    size_t count;
} Repeats;

static Tally *tally_of(Repeats *repeats, const Finding *f) {
    for (size_t i = 0; i < repeats->count; i++) {
        const Finding *sample = &repeats->tallies[i].sample;
        if (sample->level == f->level && str_eq(sample->code, f->code)) return &repeats->tallies[i];
    }
    if (repeats->count == TALLIES) return NULL;
    Tally *fresh = &repeats->tallies[repeats->count++];
    *fresh = (Tally){.sample = {.code = f->code, .name = f->name, .level = f->level}};
    return fresh;
}

static void hold_back(Repeats *repeats, FindingVec *findings) {
    size_t kept = 0;
    for (size_t i = 0; i < findings->len; i++) {
        Tally *tally = tally_of(repeats, &findings->items[i]);
        if (tally && tally->listed >= LISTED) {
            tally->held_back++;
            continue;
        }
        if (tally) tally->listed++;
        findings->items[kept++] = findings->items[i];
    }
    findings->len = kept;
}

static void say_how_many(const Repeats *repeats, FileResult *result) {
    size_t end = result->source.bytes.len;
    for (size_t i = 0; i < repeats->count; i++) {
        const Tally *tally = &repeats->tallies[i];
        if (!tally->held_back) continue;
        Finding f = tally->sample;
        f.span = span_of(end, end);
        f.message = str_printf(&result->arena, "%zu more of these in this file are not listed",
                               tally->held_back);
        vec_push(&result->arena, &result->findings, f);
    }
}

/* --- the file ------------------------------------------------------------------------------------
 */

/* A regular file, opened; -1 for all else, which reading as a whole reports. */
static int open_regular(const Input *input, uint64_t *size) {
    struct stat st;
    char *path = malloc(input->path.len + 1);
    if (!path) out_of_memory();
    memcpy(path, input->path.ptr, input->path.len);
    path[input->path.len] = '\0';
    int fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
    free(path);
    if (fd < 0) return -1;
    if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_size > 0 && st.st_size < UINT32_MAX) {
        *size = (uint64_t)st.st_size;
        return fd;
    }
    close(fd);
    return -1;
}

static void run_whole(const Input *input, const Overrides *overrides,
                      void (*done)(void *, FileResult *), void *context) {
    FileResult *result = engine_lint(input, overrides);
    done(context, result);
    file_result_free(result);
}

void stream_run(const Input *input, const Overrides *overrides, void (*done)(void *, FileResult *),
                void *context) {
    Lines in = {.fd = -1};
    Part part;
    uint64_t size = 0;
    if (input->bytes)
        in.memory = *input->bytes;
    else
        in.fd = open_regular(input, &size);
    if (input->bytes ? !input->bytes->len : in.fd < 0) {
        run_whole(input, overrides, done, context);
        return;
    }
    Repeats *repeats = calloc(1, sizeof *repeats);
    if (!repeats) out_of_memory();
    Requests requests = {0};
    size_t prompts = 0, parts = 0;
    while (next_part(&in, &part)) {
        bool is_data = !input->by_hand && !prompts && ++parts > PARTS_TO_TRY;
        part.last |= is_data;
        part.file_bytes = size;
        part.requests = &requests;
        part.prompts_before = prompts;
        FileResult *result = engine_lint_part(input, overrides, &part);
        hold_back(repeats, &result->findings);
        if (part.last) say_how_many(repeats, result);
        prompts += result->prompts.len;
        done(context, result);
        file_result_free(result);
        if (is_data) break;
    }
    free(repeats);
    free(in.buffer);
    if (in.fd >= 0) close(in.fd);
}
