#include "lint/finding/finding.h"

#include <stdlib.h>

#include "lint/base/buf.h"
#include "lint/base/order.h"

static const char *const level_names[] = {
    [LEVEL_INFO] = "info", [LEVEL_WARNING] = "warning", [LEVEL_ERROR] = "error"};

const char *level_name(Level level) {
    return level_names[level];
}

bool level_from_name(Str name, Level *out) {
    for (int level = LEVEL_INFO; level <= LEVEL_ERROR; level++)
        if (str_is(name, level_names[level])) {
            *out = (Level)level;
            return true;
        }
    return false;
}

static int compare(const Finding *a, const Finding *b) {
    if (a->span.start != b->span.start) return order_of(a->span.start, b->span.start);
    int order = str_cmp(a->code, b->code);
    if (order) return order;
    return order_of(a->span.end, b->span.end);
}

static bool is_sorted(const FindingVec *findings) {
    for (size_t i = 1; i < findings->len; i++)
        if (compare(&findings->items[i - 1], &findings->items[i]) > 0) return false;
    return true;
}

static void *scratch(size_t count, size_t size) {
    void *p = count <= SIZE_MAX / size ? malloc(count * size) : NULL;
    if (!p) out_of_memory();
    return p;
}

/* Merges the sorted runs [from, middle) and [middle, to) of `in` into `out`. */
static void merge(const Finding **in, const Finding **out, size_t from, size_t middle, size_t to) {
    size_t a = from, b = middle;
    for (size_t i = from; i < to; i++) {
        bool take_a = a < middle && (b >= to || compare(in[a], in[b]) <= 0);
        out[i] = in[take_a ? a++ : b++];
    }
}

void findings_sort(FindingVec *findings) {
    if (is_sorted(findings)) return; /* the usual case */
    size_t n = findings->len;
    Finding *copy = scratch(n, sizeof *copy);
    const Finding **in = scratch(n, sizeof *in), **out = scratch(n, sizeof *out);
    memcpy(copy, findings->items, n * sizeof *copy);
    for (size_t i = 0; i < n; i++) in[i] = &copy[i];
    for (size_t width = 1; width < n; width *= 2) {
        for (size_t from = 0; from < n; from += 2 * width) {
            size_t middle = n - from < width ? n : from + width;
            size_t to = n - from < 2 * width ? n : from + 2 * width;
            merge(in, out, from, middle, to);
        }
        const Finding **swap = in;
        in = out;
        out = swap;
    }
    for (size_t i = 0; i < n; i++) findings->items[i] = *in[i];
    free(in);
    free(out);
    free(copy);
}

static bool said_before(const Finding *kept, size_t count, const Finding *f) {
    enum { LOOK_BACK = 16 };
    for (size_t i = count; i-- > 0 && count - i <= LOOK_BACK;) {
        if (compare(&kept[i], f) != 0) return false;
        if (str_eq(kept[i].message, f->message)) return true;
    }
    return false;
}

void findings_unique(FindingVec *findings) {
    size_t kept = 0;
    for (size_t i = 0; i < findings->len; i++)
        if (!said_before(findings->items, kept, &findings->items[i]))
            findings->items[kept++] = findings->items[i];
    findings->len = kept;
}

/* Appends the text with each run of white space as one blank, none at the ends. */
static void add_squeezed(Buf *buf, Str s) {
    bool gap = false;
    s = str_trim(s);
    for (size_t i = 0; i < s.len; i++) {
        bool space = ascii_is_space(s.ptr[i]);
        if (!space && gap) buf_add_char(buf, ' ');
        if (!space) buf_add_char(buf, s.ptr[i]);
        gap = space;
    }
}

/* What a finding is about: its own bytes, or around a mere place the rest of the line. Long ones
 * count with their beginning, which also bounds the work where many findings span much. */
static Str snippet(Str bytes, Span span) {
    enum { LONGEST = 1024 };
    Str text = str_slice(bytes, span.start, span.end);
    if (span.start == span.end) {
        text = str_slice(bytes, span.start, (size_t)span.start + LONGEST);
        size_t end = str_find_char(text, '\n', 0);
        if (end != STR_NOT_FOUND) text.len = end;
    }
    return str_slice(text, 0, LONGEST);
}

typedef struct {
    uint64_t hash;
    size_t index;
} Hashed;

static int compare_hashed(const void *left, const void *right) {
    const Hashed *a = left, *b = right;
    if (a->hash != b->hash) return order_of(a->hash, b->hash);
    return order_of(a->index, b->index);
}

void findings_fingerprint(FindingVec *findings, Str path, Str bytes) {
    if (findings->len == 0) return;
    Hashed *hashed = scratch(findings->len, sizeof *hashed);
    Buf key = {0};
    if (str_starts(path, STR("./"))) path = str_slice(path, 2, path.len);
    for (size_t i = 0; i < findings->len; i++) {
        const Finding *finding = &findings->items[i];
        const Str parts[] = {finding->code, path, finding->place};
        key.len = 0;
        for (size_t p = 0; p < sizeof parts / sizeof *parts; p++) {
            buf_add(&key, parts[p]);
            buf_add_char(&key, '\0');
        }
        add_squeezed(&key, snippet(bytes, finding->span));
        hashed[i] = (Hashed){str_hash(buf_str(&key)), i};
    }
    qsort(hashed, findings->len, sizeof *hashed, compare_hashed);
    uint64_t repeat = 0;
    for (size_t i = 0; i < findings->len; i++) {
        repeat = i && hashed[i].hash == hashed[i - 1].hash ? repeat + 1 : 0;
        /* An odd factor: distinct counters of one hash stay distinct. */
        findings->items[hashed[i].index].fingerprint =
            hashed[i].hash ^ (repeat * 0x9E3779B97F4A7C15u);
    }
    buf_free(&key);
    free(hashed);
}
