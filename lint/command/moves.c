#include "lint/command/moves.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lint/base/order.h"
#include "lint/source/source.h"

enum { MOVED_BYTES = 1 << 20 }; /* of a file; prompts are smaller */

/* A line: its hash, and its length with the line end. */
typedef struct {
    uint64_t hash;
    size_t len;
} Line;

typedef struct {
    size_t change; /* its index */
    Line *lines;   /* sorted by hash */
    size_t count, bytes;
} File;
typedef VEC(File) FileVec;

typedef struct {
    size_t old_file, new_file; /* indices */
    double alike;              /* 0 to 1 */
} Pair;
typedef VEC(Pair) PairVec;

static int compare_lines(const void *left, const void *right) {
    const Line *a = left, *b = right;
    return order_of(a->hash, b->hash);
}

static void add_file(Arena *arena, FileVec *files, size_t change, Str bytes) {
    VEC(Line) lines = {0};
    Str rest = bytes, line;
    if (!bytes.len || bytes.len > MOVED_BYTES) return;
    while (str_next_line(&rest, &line))
        vec_push(arena, &lines, (Line){str_hash(line), (size_t)(rest.ptr - line.ptr)});
    qsort(lines.items, lines.len, sizeof *lines.items, compare_lines);
    vec_push(arena, files, (File){change, lines.items, lines.len, bytes.len});
}

static void read_new(Arena *arena, FileVec *files, size_t change, Str path) {
    struct stat st;
    Str bytes;
    int fd = open(str_to_c(arena, path), O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY | O_NOFOLLOW);
    if (fd < 0) return;
    if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode) &&
        source_read_fd(arena, fd, MOVED_BYTES, &bytes))
        add_file(arena, files, change, bytes);
    close(fd);
}

/* The share of the larger file's bytes that are lines of both. */
static double alike(const File *a, const File *b) {
    size_t same = 0;
    for (size_t i = 0, k = 0; i < a->count && k < b->count;) {
        if (a->lines[i].hash == b->lines[k].hash) same += a->lines[i].len;
        bool step = a->lines[i].hash <= b->lines[k].hash;
        k += b->lines[k].hash <= a->lines[i].hash;
        i += step;
    }
    return (double)same / (double)(a->bytes > b->bytes ? a->bytes : b->bytes);
}

static int compare_pairs(const void *left, const void *right) {
    const Pair *a = left, *b = right;
    if (a->alike < b->alike || a->alike > b->alike) return a->alike > b->alike ? -1 : 1;
    if (a->old_file != b->old_file) return order_of(a->old_file, b->old_file);
    return order_of(a->new_file, b->new_file);
}

static bool is_deleted(const GitChange *change) {
    return change->old_blob.len && !change->new_path.len;
}

static bool is_untracked(const GitChange *change) {
    return !change->old_path.len && !change->new_blob.len;
}

/* Of each file the best pair; the change of the deleted file goes into that of the new one. */
static void join(Arena *arena, GitChangeVec *changes, const FileVec *old_files,
                 const FileVec *new_files, const PairVec *pairs) {
    bool *taken = arena_array(arena, changes->len, sizeof *taken);
    for (size_t i = 0; i < pairs->len; i++) {
        size_t from = old_files->items[pairs->items[i].old_file].change;
        size_t to = new_files->items[pairs->items[i].new_file].change;
        if (taken[from] || taken[to]) continue;
        taken[from] = taken[to] = true;
        changes->items[to].old_path = changes->items[from].old_path;
        changes->items[to].old_blob = changes->items[from].old_blob;
        changes->items[from] = (GitChange){0};
    }
    size_t kept = 0;
    for (size_t i = 0; i < changes->len; i++)
        if (changes->items[i].old_path.len || changes->items[i].new_path.len)
            changes->items[kept++] = changes->items[i];
    changes->len = kept;
}

static void compare_all(Arena *arena, GitChangeVec *changes, GitBlobs *blobs) {
    FileVec old_files = {0}, new_files = {0};
    PairVec pairs = {0};
    for (size_t i = 0; i < changes->len; i++) {
        Str bytes, error;
        if (is_untracked(&changes->items[i]))
            read_new(arena, &new_files, i, changes->items[i].new_path);
        else if (is_deleted(&changes->items[i]) &&
                 git_blobs_read(blobs, arena, changes->items[i].old_blob, MOVED_BYTES, &bytes,
                                &error))
            add_file(arena, &old_files, i, bytes);
    }
    for (size_t i = 0; i < old_files.len; i++)
        for (size_t k = 0; k < new_files.len; k++) {
            double share = alike(&old_files.items[i], &new_files.items[k]);
            if (share >= 0.5) vec_push(arena, &pairs, (Pair){i, k, share});
        }
    if (pairs.len) qsort(pairs.items, pairs.len, sizeof *pairs.items, compare_pairs);
    join(arena, changes, &old_files, &new_files, &pairs);
}

void moves_find(Arena *arena, GitChangeVec *changes) {
    size_t deleted = 0, untracked = 0;
    GitBlobs blobs;
    Str error;
    for (size_t i = 0; i < changes->len; i++) {
        deleted += is_deleted(&changes->items[i]);
        untracked += is_untracked(&changes->items[i]);
    }
    if (!deleted || !untracked || deleted > MOVES_MOST || untracked > MOVES_MOST) return;
    if (!git_blobs_open(&blobs, &error)) return;
    compare_all(arena, changes, &blobs);
    git_blobs_close(&blobs);
}
