#include "lint/command/calibrate_config.h"

#include <math.h>

#include "lint/source/tree.h"

static void add_entry(Buf *out, const CalibrationEntry *entry) {
    const Calibration *c = &entry->calibration;
    char day[DATE_TEXT];
    date_format(entry->measured, day);
    buf_printf(out, "{factor: %.4f, per_request: %.0f, spread: %.1f, requests: %zu, measured: %s}",
               c->factor, c->per_request, ceil(c->spread * 1000) / 10, entry->requests, day);
}

void calibration_entry_line(Buf *out, const CalibrationEntry *entry) {
    buf_printf(out, "  %s: ", tok_family_name(entry->calibration.family));
    add_entry(out, entry);
    buf_add_char(out, '\n');
}

/* --- editing -------------------------------------------------------------------------------------
 */

static size_t line_start(Str s, size_t at) {
    while (at > 0 && s.ptr[at - 1] != '\n') at--;
    return at;
}

static void splice(Arena *arena, Str *text, size_t from, size_t to, Str with) {
    Buf out = {0};
    buf_add(&out, str_slice(*text, 0, from));
    buf_add(&out, with);
    buf_add(&out, str_slice(*text, to, text->len));
    *text = str_dup(arena, buf_str(&out));
    buf_free(&out);
}

typedef struct {
    const Node *root, *section; /* section: the member `calibration`, NULL without one */
} Layout;

static bool read_layout(Arena *arena, Str text, Layout *layout) {
    Source source = {0};
    ProblemVec problems = {0};
    *layout = (Layout){0};
    if (!source_from_bytes(arena, STR("configuration"), text, &source, &problems)) return false;
    layout->root = yaml_read(arena, &source, span_of(0, text.len), &problems);
    if (!layout->root || problems.len) return false;
    if (layout->root->kind == NODE_NULL) return true;
    if (!node_is_map(layout->root) || layout->root->style != STYLE_BLOCK) return false;
    layout->section = node_get(layout->root, "calibration");
    return !layout->section || node_is_map(layout->section) || layout->section->kind == NODE_NULL;
}

static const Node *entry_of(const Layout *layout, TokFamily family) {
    const Node *m = node_is_map(layout->section) ? layout->section->first : NULL;
    for (; m; m = m->next) {
        TokFamily found;
        if (tok_family_from_name(m->key->text.ptr, m->key->text.len, &found) && found == family)
            return m;
    }
    return NULL;
}

static bool is_block(const Node *map) {
    return node_is_map(map) && map->style == STYLE_BLOCK && map->first;
}

static void remove_entry(Arena *arena, Str *text, const Layout *layout, const Node *entry) {
    if (is_block(layout->section)) {
        splice(arena, text, line_start(*text, entry->key->span.start),
               str_behind_line(*text, entry->span.end), (Str){0});
    } else { /* in braces: with the comma behind or before it */
        size_t from = entry->key->span.start, to = entry->span.end;
        while (to < text->len && (text->ptr[to] == ' ' || text->ptr[to] == ',')) to++;
        if (!entry->next)
            while (from > 0 && (text->ptr[from - 1] == ' ' || text->ptr[from - 1] == ',')) from--;
        splice(arena, text, from, to, (Str){0});
    }
}

/* A new section at the end of the text. */
static void add_section(Arena *arena, Str *text, const CalibrationEntry *entry) {
    Buf out = {0};
    buf_add(&out, *text);
    if (out.len && out.ptr[out.len - 1] != '\n') buf_add_char(&out, '\n');
    if (out.len) buf_add_char(&out, '\n');
    buf_add_c(&out, "calibration: # measured by `warmlint calibrate`\n");
    calibration_entry_line(&out, entry);
    *text = str_dup(arena, buf_str(&out));
    buf_free(&out);
}

static void insert_entry(Arena *arena, Str *text, const Layout *layout,
                         const CalibrationEntry *entry) {
    const Node *section = layout->section;
    Buf line = {0};
    if (node_is_map(section) && !is_block(section)) { /* braces */
        if (section->first) buf_add_c(&line, ", ");
        buf_printf(&line, "%s: ", tok_family_name(entry->calibration.family));
        add_entry(&line, entry);
        splice(arena, text, section->span.end - 1, section->span.end - 1, buf_str(&line));
    } else {
        const Node *last = node_is_map(section) ? section->last : section;
        size_t at = str_behind_line(
            *text, last->span.end > last->key->span.end ? last->span.end : last->key->span.end);
        if (at > 0 && text->ptr[at - 1] != '\n') buf_add_char(&line, '\n');
        size_t indent = 2;
        if (node_is_map(section)) {
            size_t key = section->first->key->span.start;
            indent = key - line_start(*text, key);
        }
        buf_repeat(&line, " ", indent);
        buf_printf(&line, "%s: ", tok_family_name(entry->calibration.family));
        add_entry(&line, entry);
        buf_add_char(&line, '\n');
        splice(arena, text, at, at, buf_str(&line));
    }
    buf_free(&line);
}

static bool put_entry(Arena *arena, Str *text, const CalibrationEntry *entry) {
    Layout layout;
    if (!read_layout(arena, *text, &layout)) return false;
    const Node *old = entry_of(&layout, entry->calibration.family);
    if (entry->remove) {
        if (old) remove_entry(arena, text, &layout, old);
    } else if (old) {
        Buf value = {0};
        size_t from = old->span.start, to = old->span.end;
        if (old->kind == NODE_NULL) from = to = old->key->span.end + 1; /* behind the colon */
        if (old->kind == NODE_NULL) buf_add_char(&value, ' ');
        add_entry(&value, entry);
        splice(arena, text, from, to, buf_str(&value));
        buf_free(&value);
    } else if (layout.section) {
        insert_entry(arena, text, &layout, entry);
    } else {
        add_section(arena, text, entry);
    }
    return true;
}

/* What was written is what is read. */
static bool reads_back(Arena *arena, Str text, const CalibrationEntryVec *entries) {
    Layout layout;
    CalibrationVec found = {0};
    SettingsReader reader = {arena, NULL, false};
    if (!read_layout(arena, text, &layout)) return false;
    settings_read_calibration(&reader, layout.section, &found);
    for (size_t i = 0; i < entries->len; i++) {
        const CalibrationEntry *entry = &entries->items[i];
        bool there = false;
        for (size_t k = 0; k < found.len; k++)
            there |= found.items[k].family == entry->calibration.family &&
                     fabs(found.items[k].factor - entry->calibration.factor) < 1e-4;
        if (there == entry->remove) return false;
    }
    return true;
}

bool calibration_edit(Arena *arena, Str old, const CalibrationEntryVec *entries, Str *edited) {
    *edited = old;
    for (size_t i = 0; i < entries->len; i++)
        if (!put_entry(arena, edited, &entries->items[i])) return false;
    return reads_back(arena, *edited, entries);
}

/* --- the difference ------------------------------------------------------------------------------
 */

typedef VEC(Str) LineVec;

static LineVec lines_of(Arena *arena, Str text) {
    LineVec lines = {0};
    Str line;
    while (str_next_line(&text, &line)) vec_push(arena, &lines, line);
    return lines;
}

static void add_lines(Buf *out, char sign, const LineVec *lines, size_t from, size_t to) {
    for (size_t i = from; i < to; i++) {
        buf_add_char(out, sign);
        buf_add_visible(out, lines->items[i], false);
        buf_add_char(out, '\n');
    }
}

void calibration_diff(Buf *out, Str path, Str old, Str edited) {
    enum { CONTEXT = 3 };
    Arena arena = {0};
    LineVec a = lines_of(&arena, old), b = lines_of(&arena, edited);
    size_t head = 0, tail = 0;
    while (head < a.len && head < b.len && str_eq(a.items[head], b.items[head])) head++;
    while (tail < a.len - head && tail < b.len - head &&
           str_eq(a.items[a.len - 1 - tail], b.items[b.len - 1 - tail]))
        tail++;
    if (head < a.len || head < b.len) {
        size_t from = head > CONTEXT ? head - CONTEXT : 0;
        size_t after = tail < CONTEXT ? tail : CONTEXT;
        size_t old_len = a.len - tail + after - from, new_len = b.len - tail + after - from;
        buf_add_c(out, "--- ");
        buf_add_visible(out, old.len ? path : STR("/dev/null"), false);
        buf_add_c(out, "\n+++ ");
        buf_add_visible(out, path, false);
        buf_printf(out, "\n@@ -%zu,%zu +%zu,%zu @@\n", old_len ? from + 1 : 0, old_len,
                   new_len ? from + 1 : 0, new_len);
        add_lines(out, ' ', &a, from, head);
        add_lines(out, '-', &a, head, a.len - tail);
        add_lines(out, '+', &b, head, b.len - tail);
        add_lines(out, ' ', &a, a.len - tail, a.len - tail + after);
    }
    arena_free(&arena);
}
