#include "lint/command/patch.h"

#include <stdlib.h>

#include "lint/base/arena.h"
#include "lint/base/vec.h"
#include "lint/report/text.h"

enum { CONTEXT = 3, MOST_EDITS = 2000 };

typedef VEC(Str) Lines; /* each with its line end */

typedef struct {
    size_t before, after; /* index of the line in each */
    char kind;            /* ' ', '-' or '+' */
} Row;
typedef VEC(Row) RowVec;

static Lines cut_lines(Arena *arena, Str text) {
    Lines lines = {0};
    while (text.len) {
        size_t end = str_find_char(text, '\n', 0);
        size_t len = end == STR_NOT_FOUND ? text.len : end + 1;
        vec_push(arena, &lines, str_slice(text, 0, len));
        text = str_slice(text, len, text.len);
    }
    return lines;
}

typedef struct {
    Arena arena;
    Lines a, b;
    size_t from, a_end, b_end; /* what differs lies between */
    RowVec rows;
} Diff;

static void trim_ends(Diff *d) {
    d->a_end = d->a.len;
    d->b_end = d->b.len;
    while (d->from < d->a_end && d->from < d->b_end &&
           str_eq(d->a.items[d->from], d->b.items[d->from]))
        d->from++;
    while (d->a_end > d->from && d->b_end > d->from &&
           str_eq(d->a.items[d->a_end - 1], d->b.items[d->b_end - 1])) {
        d->a_end--;
        d->b_end--;
    }
}

static void add_row(Diff *d, char kind, size_t a, size_t b) {
    vec_push(&d->arena, &d->rows, (Row){a, b, kind});
}

/* The furthest a each diagonal k reaches with e edits: reach[e][k + e]. E. W. Myers, An O(ND)
 * Difference Algorithm and Its Variations, Algorithmica 1 (1986). */
static size_t start_of(const int *row, int e, int k) {
    bool down = k == -e || (k != e && row[k - 1 + e - 1] < row[k + 1 + e - 1]);
    return (size_t)(down ? row[k + 1 + e - 1] : row[k - 1 + e - 1] + 1);
}

static size_t slide(const Diff *d, size_t x, size_t y) {
    while (d->from + x < d->a_end && d->from + y < d->b_end &&
           str_eq(d->a.items[d->from + x], d->b.items[d->from + y])) {
        x++;
        y++;
    }
    return x;
}

/* Rows of the middle, last first, found by walking the edits back. */
static void walk_back(Diff *d, int *const *reach, int edits, int k) {
    size_t x = d->a_end - d->from, y = d->b_end - d->from;
    RowVec back = {0};
    for (int e = edits; e > 0; e--) {
        size_t began = start_of(reach[e - 1], e, k);
        while (x > began) {
            x--, y--;
            vec_push(&d->arena, &back, (Row){d->from + x, d->from + y, ' '});
        }
        bool down =
            k == -e || (k != e && reach[e - 1][k - 1 + e - 1] < reach[e - 1][k + 1 + e - 1]);
        if (down) {
            y--, k++;
            vec_push(&d->arena, &back, (Row){d->from + x, d->from + y, '+'});
        } else {
            x--, k--;
            vec_push(&d->arena, &back, (Row){d->from + x, d->from + y, '-'});
        }
    }
    while (x > 0) {
        x--, y--;
        vec_push(&d->arena, &back, (Row){d->from + x, d->from + y, ' '});
    }
    for (size_t i = back.len; i > 0; i--) vec_push(&d->arena, &d->rows, back.items[i - 1]);
}

/* False where the texts have too little in common for the effort. */
static bool compare_middle(Diff *d) {
    int n = (int)(d->a_end - d->from), m = (int)(d->b_end - d->from);
    int **reach = arena_array(&d->arena, MOST_EDITS + 1, sizeof *reach);
    for (int e = 0; e <= MOST_EDITS && e <= n + m; e++) {
        reach[e] = arena_array(&d->arena, (size_t)(2 * e + 1), sizeof **reach);
        for (int k = -e; k <= e; k += 2) {
            size_t x = e ? start_of(reach[e - 1], e, k) : 0;
            int at = (int)x, y = at - k;
            bool inside = at <= n && y >= 0 && y <= m;
            reach[e][k + e] = inside ? (int)slide(d, x, (size_t)y) : at;
            if (inside && reach[e][k + e] == n && n - k == m) {
                walk_back(d, reach, e, k);
                return true;
            }
        }
    }
    return false;
}

static void replace_middle(Diff *d) {
    for (size_t i = d->from; i < d->a_end; i++) add_row(d, '-', i, d->from);
    for (size_t i = d->from; i < d->b_end; i++) add_row(d, '+', d->a_end, i);
}

static void compare(Diff *d) {
    trim_ends(d);
    size_t first = d->from > CONTEXT ? d->from - CONTEXT : 0;
    for (size_t i = first; i < d->from; i++) add_row(d, ' ', i, i);
    size_t kept = d->rows.len;
    if (!compare_middle(d)) {
        d->rows.len = kept;
        replace_middle(d);
    }
    for (size_t i = 0; i < CONTEXT && d->a_end + i < d->a.len; i++)
        add_row(d, ' ', d->a_end + i, d->b_end + i);
}

/* --- writing -------------------------------------------------------------------------------------
 */

/* As git writes names that hold more than plain characters; a blank in a name is told from what
 * could follow by a tab. */
static void add_name(Buf *out, const char *mark, char side, Str path) {
    bool odd = false;
    for (size_t i = 0; i < path.len; i++)
        odd |= (unsigned char)path.ptr[i] < ' ' || path.ptr[i] == '"' || path.ptr[i] == '\\' ||
               path.ptr[i] == 0x7F;
    buf_printf(out, "%s %s%c/", mark, odd ? "\"" : "", side);
    for (size_t i = 0; i < path.len; i++) {
        unsigned char c = (unsigned char)path.ptr[i];
        if (odd && (c == '"' || c == '\\'))
            buf_printf(out, "\\%c", c);
        else if (odd && (c < ' ' || c >= 0x7F))
            buf_printf(out, "\\%03o", c);
        else
            buf_add_char(out, (char)c);
    }
    if (odd) buf_add_char(out, '"');
    if (str_find_char(path, ' ', 0) != STR_NOT_FOUND) buf_add_char(out, '\t');
    buf_add_char(out, '\n');
}

static void add_range(Buf *out, char mark, size_t first, size_t count) {
    buf_printf(out, " %c%zu", mark, count ? first + 1 : first);
    if (count != 1) buf_printf(out, ",%zu", count);
}

static void add_line(Buf *out, char kind, Str line, bool shown, bool color) {
    bool whole = str_ends(line, STR("\n"));
    Paint p = kind == '-' ? PAINT_BAD : kind == '+' ? PAINT_GOOD : PAINT_NONE;
    paint_on(out, color && p, p);
    buf_add_char(out, kind);
    if (shown)
        buf_add_visible(out, str_slice(line, 0, line.len - whole), false);
    else
        buf_add(out, str_slice(line, 0, line.len - whole));
    paint_off(out, color && p, p);
    buf_add_char(out, '\n');
    if (!whole) buf_add_c(out, "\\ No newline at end of file\n");
}

/* Rows [from, to) as one hunk. */
static void add_hunk(Buf *out, const Diff *d, size_t from, size_t to, bool shown, bool color) {
    size_t before = 0, after = 0;
    for (size_t i = from; i < to; i++) {
        before += d->rows.items[i].kind != '+';
        after += d->rows.items[i].kind != '-';
    }
    paint_on(out, color, PAINT_GUTTER);
    buf_add_c(out, "@@");
    add_range(out, '-', d->rows.items[from].before, before);
    add_range(out, '+', d->rows.items[from].after, after);
    buf_add_c(out, " @@");
    paint_off(out, color, PAINT_GUTTER);
    buf_add_char(out, '\n');
    for (size_t i = from; i < to; i++) {
        const Row *row = &d->rows.items[i];
        add_line(out, row->kind,
                 row->kind == '+' ? d->b.items[row->after] : d->a.items[row->before], shown, color);
    }
}

static void add_hunks(Buf *out, const Diff *d, bool shown, bool color) {
    size_t from = 0, last = 0; /* of the hunk; behind its last change */
    bool open = false;
    for (size_t i = 0; i < d->rows.len; i++) {
        if (d->rows.items[i].kind == ' ') continue;
        if (open && i - last > 2 * CONTEXT) {
            add_hunk(out, d, from, last + CONTEXT, shown, color);
            open = false;
        }
        if (!open) from = i > CONTEXT ? i - CONTEXT : 0;
        open = true;
        last = i + 1;
    }
    size_t to = last + CONTEXT < d->rows.len ? last + CONTEXT : d->rows.len;
    if (open) add_hunk(out, d, from, to, shown, color);
}

void patch_add(Buf *out, Str path, Str before, Str after, bool shown, bool color) {
    if (str_eq(before, after)) return;
    Diff d = {0};
    d.a = cut_lines(&d.arena, before);
    d.b = cut_lines(&d.arena, after);
    compare(&d);
    paint_on(out, color, PAINT_BOLD);
    add_name(out, "---", 'a', path);
    add_name(out, "+++", 'b', path);
    paint_off(out, color, PAINT_BOLD);
    add_hunks(out, &d, shown, color);
    arena_free(&d.arena);
}
