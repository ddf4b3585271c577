#include "lint/engine/baseline.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "lint/base/buf.h"
#include "lint/base/limits.h"
#include "lint/base/order.h"
#include "lint/engine/engine.h"
#include "lint/source/tree.h"

static Str without_dot(Str path) {
    return str_starts(path, STR("./")) ? str_slice(path, 2, path.len) : path;
}

static int compare_entries(const void *left, const void *right) {
    const BaselineEntry *a = left, *b = right;
    int order = str_cmp(a->path, b->path);
    if (!order) order = str_cmp(a->code, b->code);
    if (order) return order;
    return order_of(a->fingerprint, b->fingerprint);
}

static int compare_prints(const void *left, const void *right) {
    const BaselineEntry *a = *(BaselineEntry *const *)left, *b = *(BaselineEntry *const *)right;
    return order_of(a->fingerprint, b->fingerprint);
}

static void sort(Arena *arena, Baseline *baseline) {
    BaselineEntryVec *entries = &baseline->entries;
    if (!entries->len) return;
    qsort(entries->items, entries->len, sizeof *entries->items, compare_entries);
    baseline->by_print = arena_array(arena, entries->len, sizeof(BaselineEntry *));
    for (size_t i = 0; i < entries->len; i++) baseline->by_print[i] = &entries->items[i];
    qsort(baseline->by_print, entries->len, sizeof(BaselineEntry *), compare_prints);
}

/* --- reading --- */

static bool parse_print(Str word, uint64_t *out) {
    *out = 0;
    for (size_t i = 0; i < word.len; i++) {
        int digit = ascii_hex(word.ptr[i]);
        if (digit < 0 || ascii_is_upper(word.ptr[i])) return false;
        *out = *out << 4 | (uint64_t)digit;
    }
    return word.len == 16;
}

/* A JSON text, as buf_add_json writes it. */
static bool parse_path(Arena *arena, Str quoted, Str *out) {
    Source source;
    ProblemVec problems = {0};
    if (!source_from_bytes(arena, STR("path"), quoted, &source, &problems)) return false;
    const Node *node = json_read(arena, &source, span_of(0, quoted.len), &problems);
    if (!node_is_string(node)) return false;
    *out = node->text;
    return true;
}

static bool parse_line(Arena *arena, Str line, BaselineEntry *entry) {
    size_t first = str_find_char(line, ' ', 0);
    if (first == STR_NOT_FOUND) return false;
    size_t second = str_find_char(line, ' ', first + 1);
    if (second == STR_NOT_FOUND) return false;
    *entry = (BaselineEntry){.code = str_slice(line, first + 1, second)};
    return parse_print(str_slice(line, 0, first), &entry->fingerprint) &&
           parse_path(arena, str_slice(line, second + 1, line.len), &entry->path);
}

static bool is_conflict(Str line) {
    return str_starts(line, STR("<<<<<<< ")) || str_starts(line, STR(">>>>>>> ")) ||
           str_starts(line, STR("=======")) || str_starts(line, STR("||||||| "));
}

bool baseline_from_bytes(Arena *arena, Str path, Str bytes, Baseline *baseline, Str *error) {
    Str line;
    for (size_t number = 1; str_next_line(&bytes, &line); number++) {
        line = str_trim(line);
        if (!line.len || line.ptr[0] == '#') continue;
        BaselineEntry entry;
        if (!parse_line(arena, line, &entry)) {
            *error = str_printf(arena, STR_FMT ":%zu: %s", STR_ARG(path), number,
                                is_conflict(line)
                                    ? "a merge conflict: keep the lines of both sides, then "
                                      "--prune-baseline"
                                    : "not a line of a baseline: FINGERPRINT CODE \"PATH\"");
            return false;
        }
        vec_push(arena, &baseline->entries, entry);
    }
    sort(arena, baseline);
    return true;
}

bool baseline_read(Arena *arena, Str path, Baseline *baseline, Str *error) {
    Str bytes;
    int fd = open(str_to_c(arena, path), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    bool whole = fd >= 0 && source_read_fd(arena, fd, LIMIT_FILE_BYTES, &bytes) &&
                 bytes.len <= LIMIT_FILE_BYTES;
    int failure = errno;
    if (fd >= 0) close(fd);
    if (!whole) {
        *error = str_printf(arena, "cannot read the baseline " STR_FMT ": %s", STR_ARG(path),
                            strerror(failure));
        return false;
    }
    return baseline_from_bytes(arena, path, bytes, baseline, error);
}

/* --- using --- */

static BaselineEntry *find(const Baseline *baseline, uint64_t fingerprint) {
    size_t low = 0, high = baseline->entries.len;
    while (low < high) {
        size_t middle = middle_of(low, high);
        if (baseline->by_print[middle]->fingerprint < fingerprint)
            low = middle + 1;
        else
            high = middle;
    }
    bool found = low < baseline->entries.len && baseline->by_print[low]->fingerprint == fingerprint;
    return found ? baseline->by_print[low] : NULL;
}

size_t baseline_filter(Baseline *baseline, FindingVec *findings) {
    size_t kept = 0, before = findings->len;
    for (size_t i = 0; i < findings->len; i++) {
        BaselineEntry *entry = find(baseline, findings->items[i].fingerprint);
        if (entry && !engine_finding_is_fatal(&findings->items[i]))
            entry->used = true;
        else
            findings->items[kept++] = findings->items[i];
    }
    findings->len = kept;
    return before - kept;
}

void baseline_seen(Baseline *baseline, Str path) {
    path = without_dot(path);
    size_t low = 0, high = baseline->entries.len;
    while (low < high) {
        size_t middle = middle_of(low, high);
        if (str_cmp(baseline->entries.items[middle].path, path) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < baseline->entries.len && str_eq(baseline->entries.items[low].path, path); low++)
        baseline->entries.items[low].stale = !baseline->entries.items[low].used;
}

size_t baseline_stale(Arena *arena, Baseline *baseline) {
    size_t stale = 0;
    bool gone = false;
    for (size_t i = 0; i < baseline->entries.len; i++) {
        BaselineEntry *entry = &baseline->entries.items[i];
        if (i == 0 || !str_eq(entry->path, baseline->entries.items[i - 1].path))
            gone = access(str_to_c(arena, entry->path), F_OK) != 0 && errno == ENOENT;
        if (!entry->used && gone) entry->stale = true;
        stale += entry->stale;
    }
    return stale;
}

/* --- writing --- */

void baseline_add(Arena *arena, Baseline *baseline, Str path, const Finding *finding) {
    BaselineEntry entry = {.fingerprint = finding->fingerprint,
                           .code = str_dup(arena, finding->code),
                           .path = str_dup(arena, without_dot(path)),
                           .used = true};
    vec_push(arena, &baseline->added, entry);
}

Str baseline_text(Arena *arena, const Baseline *baseline, size_t *count) {
    BaselineEntryVec all = {0};
    for (size_t i = 0; i < baseline->entries.len; i++)
        if (!baseline->entries.items[i].stale) vec_push(arena, &all, baseline->entries.items[i]);
    for (size_t i = 0; i < baseline->added.len; i++)
        vec_push(arena, &all, baseline->added.items[i]);
    if (all.len) qsort(all.items, all.len, sizeof *all.items, compare_entries);
    Buf out = {0};
    buf_add_c(&out, "# Findings that were here when the baseline was written; warmlint does not "
                    "report them again.\n");
    for (size_t i = 0; i < all.len; i++) {
        buf_printf(&out, "%016llx ", (unsigned long long)all.items[i].fingerprint);
        buf_add(&out, all.items[i].code);
        buf_add_char(&out, ' ');
        buf_add_json(&out, all.items[i].path);
        buf_add_char(&out, '\n');
    }
    *count = all.len;
    Str text = str_dup(arena, buf_str(&out));
    buf_free(&out);
    return text;
}
