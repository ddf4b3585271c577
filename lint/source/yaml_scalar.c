#include "lint/source/yaml_scalar.h"

#include "lint/base/utf8.h"
#include "lint/base/wide.h"

typedef struct {
    Arena *arena;
    TextMap *map;
    const char *file;
    uint32_t at, end; /* the next raw byte; the end of the raw bytes */
    Str value;
    uint32_t done; /* bytes of the value that are mapped */
    uint32_t last; /* file offset behind the last of them */
} Walk;

/* -- raw bytes -------------------------------------------------------------------------------- */

/* Length of the line break at `at`, 0 if there is none. YAML 1.1 breaks lines also at U+0085,
 * U+2028 and U+2029. */
static uint32_t break_size(const Walk *w, uint32_t at) {
    uint32_t left = w->end - at;
    if (left == 0) return 0;
    const unsigned char *p = (const unsigned char *)w->file + at;
    if (p[0] == '\n') return 1;
    if (p[0] == '\r') return left > 1 && p[1] == '\n' ? 2 : 1;
    if (p[0] == 0xC2 && left > 1 && p[1] == 0x85) return 2;
    if (p[0] == 0xE2 && left > 2 && p[1] == 0x80 && (p[2] == 0xA8 || p[2] == 0xA9)) return 3;
    return 0;
}

/* U+2028 and U+2029 are kept as they are and never folded. */
static bool is_kept_break(const Walk *w, uint32_t at) {
    return break_size(w, at) == 3;
}

static bool is_blank(const Walk *w, uint32_t at) {
    return at < w->end && (w->file[at] == ' ' || w->file[at] == '\t');
}

static uint32_t skip_blanks(const Walk *w, uint32_t at) {
    while (is_blank(w, at)) at++;
    return at;
}

static uint32_t skip_spaces(const Walk *w, uint32_t at, uint32_t most) {
    for (; most && at < w->end && w->file[at] == ' '; most--) at++;
    return at;
}

/* The next byte that is `special`, a control character or not ASCII. */
static uint32_t skip_ordinary(const Walk *w, uint32_t at, char special) {
    for (; w->end - at >= WIDE; at += WIDE) {
        Wide bytes = wide_load(w->file + at);
        Wide found = wide_or(wide_below(bytes, 0x20), wide_high(bytes));
        found = wide_or(found, wide_equal(bytes, special));
        if (wide_any(found)) return at + wide_first(found);
    }
    while (at < w->end && (unsigned char)w->file[at] >= 0x20 && (unsigned char)w->file[at] < 0x80 &&
           w->file[at] != special)
        at++;
    return at;
}

static uint32_t end_of_line(const Walk *w, uint32_t at) {
    for (;; at++) {
        at = skip_ordinary(w, at, '\n');
        if (at == w->end || break_size(w, at)) return at;
    }
}

/* -- mapped bytes ----------------------------------------------------------------------------- */

static bool emit_verbatim(Walk *w, uint32_t from, uint32_t to) {
    uint32_t n = to - from;
    if (n == 0) return true;
    if (n > w->value.len - w->done || memcmp(w->value.ptr + w->done, w->file + from, n) != 0)
        return false;
    textmap_add_linear(w->arena, w->map, w->done, from);
    w->done += n;
    w->last = to;
    return true;
}

static bool emit_collapsed(Walk *w, Str text, uint32_t from, uint32_t to) {
    if (text.len > w->value.len - w->done ||
        memcmp(w->value.ptr + w->done, text.ptr, text.len) != 0)
        return false;
    textmap_add_collapsed(w->arena, w->map, w->done, from, to);
    w->done += (uint32_t)text.len;
    w->last = to;
    return true;
}

static bool emit_break(Walk *w, uint32_t at) {
    uint32_t size = break_size(w, at);
    if (size == 0) return false;
    if (size == 3 || w->file[at] == '\n') return emit_verbatim(w, at, at + size);
    return emit_collapsed(w, STR("\n"), at, at + size);
}

/* -- plain and quoted ------------------------------------------------------------------------- */

/* Emits the breaks in a run of blanks and breaks. */
static bool emit_breaks(Walk *w, uint32_t from, uint32_t to) {
    while ((from = skip_blanks(w, from)) < to) {
        if (!emit_break(w, from)) return false;
        from += break_size(w, from);
    }
    return true;
}

/* A run of blanks and breaks: blanks on one line stay; one break becomes a space, of more the
 * first goes. Behind an escaped break all stay. */
static bool walk_blanks(Walk *w, bool after_escaped_break) {
    uint32_t from = w->at, first = skip_blanks(w, from), to = first, size;
    while ((size = break_size(w, to)) != 0) to = skip_blanks(w, to + size);
    w->at = to;
    if (after_escaped_break) return emit_breaks(w, first, to);
    if (to == first) return emit_verbatim(w, from, to);
    uint32_t behind = first + break_size(w, first);
    if (is_kept_break(w, first)) return emit_breaks(w, first, to);
    if (skip_blanks(w, behind) == to) return emit_collapsed(w, STR(" "), first, behind);
    return emit_breaks(w, behind, to);
}

static bool hex_escape(const Walk *w, uint32_t digits, uint32_t *code_point) {
    if (w->end - w->at < 2 + digits) return false;
    *code_point = 0;
    for (uint32_t i = 0; i < digits; i++) {
        int digit = ascii_hex(w->file[w->at + 2 + i]);
        if (digit < 0) return false;
        *code_point = *code_point * 16 + (uint32_t)digit;
    }
    return *code_point <= 0x10FFFF;
}

static bool walk_escape(Walk *w) {
    static const char letters[] = "0abt\tnvfre \"'/\\N_LP";
    static const uint16_t values[] = {0,   '\a', '\b', '\t', '\t', '\n', '\v', '\f',   '\r',  0x1B,
                                      ' ', '"',  '\'', '/',  '\\', 0x85, 0xA0, 0x2028, 0x2029};
    if (w->end - w->at < 2) return false;
    uint32_t broken = break_size(w, w->at + 1);
    if (broken) {
        w->at += 1 + broken;
        return walk_blanks(w, true);
    }
    char c = w->file[w->at + 1], utf8[4];
    uint32_t code_point, size = 2, digits = c == 'x' ? 2 : c == 'u' ? 4 : c == 'U' ? 8 : 0;
    if (digits) {
        if (!hex_escape(w, digits, &code_point)) return false;
        size += digits;
    } else {
        const char *known = c ? strchr(letters, c) : NULL;
        if (!known) return false;
        code_point = values[known - letters];
    }
    Str text = {utf8, utf8_encode(code_point, utf8)};
    uint32_t from = w->at;
    w->at += size;
    return emit_collapsed(w, text, from, w->at);
}

/* The end of verbatim text: a special byte, or blanks with a break behind them. */
static uint32_t end_of_verbatim(const Walk *w, char special) {
    uint32_t at = w->at;
    for (;; at++) {
        at = skip_ordinary(w, at, special);
        if (at == w->end) return at;
        if (break_size(w, at)) break;
        if (w->file[at] == special) return at;
    }
    while (at > w->at && is_blank(w, at - 1)) at--;
    return at;
}

static bool walk_flow(Walk *w, NodeStyle style) {
    char special = style == STYLE_DOUBLE ? '\\' : style == STYLE_SINGLE ? '\'' : '\n';
    while (w->at < w->end) {
        uint32_t from = w->at, to = end_of_verbatim(w, special);
        w->at = to;
        if (!emit_verbatim(w, from, to)) return false;
        if (to == w->end) break;
        if (w->file[to] == '\\' && style == STYLE_DOUBLE) {
            if (!walk_escape(w)) return false;
        } else if (w->file[to] == '\'' && style == STYLE_SINGLE) { /* two stand for one */
            if (!emit_collapsed(w, STR("'"), to, to + 2)) return false;
            w->at = to + 2;
        } else if (!walk_blanks(w, false)) {
            return false;
        }
    }
    return w->done == w->value.len;
}

/* -- literal and folded ----------------------------------------------------------------------- */

/* Leading spaces of the first line of [at, end) that holds more than spaces; false if none. */
static bool first_indent(const Walk *w, uint32_t at, uint32_t *spaces) {
    while (at < w->end) {
        uint32_t text = skip_spaces(w, at, UINT32_MAX), size = break_size(w, text);
        *spaces = text - at;
        if (text < w->end && size == 0) return true;
        at = text + size;
    }
    return false;
}

/* The indentation that was removed: what the first line with text has lost. It needs neither the
 * parent's column nor the indentation indicator. */
static bool find_indent(const Walk *w, uint32_t *indent) {
    Walk value = {.file = w->value.ptr, .end = (uint32_t)w->value.len};
    uint32_t in_file, in_value;
    *indent = UINT32_MAX;
    bool found = first_indent(w, w->at, &in_file);
    if (found != first_indent(&value, 0, &in_value)) return false;
    if (!found) return true; /* blank lines only */
    *indent = in_file - in_value;
    return in_value <= in_file;
}

/* Breaks wait until it is known whether the next line folds them or the end drops them. */
typedef struct {
    uint32_t lead;        /* the break that ended the last line with text */
    uint32_t blank_lines; /* where the blank lines behind it start */
    uint32_t blank_count;
    bool has_lead, lead_blank;
} Pending;

static bool emit_blank_lines(Walk *w, Pending *pending, bool to_the_end) {
    uint32_t at = pending->blank_lines;
    for (; pending->blank_count; pending->blank_count--) {
        if (to_the_end && w->done == w->value.len) break;
        at = skip_spaces(w, at, UINT32_MAX);
        if (!emit_break(w, at)) return false;
        at += break_size(w, at);
    }
    return true;
}

static bool emit_pending(Walk *w, Pending *pending, bool folded, bool line_blank) {
    if (pending->has_lead) {
        bool folds =
            folded && !pending->lead_blank && !line_blank && !is_kept_break(w, pending->lead);
        if (!folds) {
            if (!emit_break(w, pending->lead)) return false;
        } else if (pending->blank_count == 0) {
            uint32_t behind = pending->lead + break_size(w, pending->lead);
            if (!emit_collapsed(w, STR(" "), pending->lead, behind)) return false;
        }
    }
    return emit_blank_lines(w, pending, false);
}

static bool walk_lines(Walk *w, uint32_t indent, bool folded) {
    Pending pending = {.blank_lines = w->at};
    while (w->at < w->end) {
        uint32_t text = skip_spaces(w, w->at, indent), size = break_size(w, text);
        if (size) {
            w->at = text + size;
            pending.blank_count++;
            continue;
        }
        if (text == w->end || text - w->at < indent) break;
        bool line_blank = is_blank(w, text);
        if (!emit_pending(w, &pending, folded, line_blank)) return false;
        uint32_t stop = end_of_line(w, text);
        if (!emit_verbatim(w, text, stop)) return false;
        w->at = stop + break_size(w, stop);
        pending = (Pending){stop, w->at, 0, stop < w->end, line_blank};
    }
    if (w->done < w->value.len && pending.has_lead && !emit_break(w, pending.lead)) return false;
    return emit_blank_lines(w, &pending, true) && w->done == w->value.len;
}

static bool walk_block(Walk *w, bool folded) {
    uint32_t indent;
    w->at = end_of_line(w, w->at); /* the header: indicators, a comment */
    w->at += break_size(w, w->at);
    w->last = w->at;
    return find_indent(w, &indent) && walk_lines(w, indent, folded);
}

/* --------------------------------------------------------------------------------------------- */

static bool finish(Walk *w, bool traced, uint32_t *end) {
    if (!traced) {
        w->map->len = 0;
        return false;
    }
    /* An empty last run: the place behind the value. */
    textmap_add_linear(w->arena, w->map, w->done, w->last);
    *end = w->last;
    return true;
}

bool yaml_literal_map(Arena *arena, const char *file, Span raw, const YamlMapped *mapped, Str value,
                      TextMap *map, uint32_t *end) {
    Walk w = {arena, map, file, mapped->file, raw.end, value, mapped->value, mapped->file};
    return finish(&w, mapped->file <= raw.end && walk_lines(&w, mapped->indent, false), end);
}

bool yaml_scalar_map(Arena *arena, const char *file, Span raw, NodeStyle style, Str value,
                     TextMap *map, uint32_t *end) {
    Walk w = {.arena = arena, .map = map, .file = file, .value = value};
    bool quoted = style == STYLE_SINGLE || style == STYLE_DOUBLE, traced;
    map->len = 0;
    if (raw.end - raw.start < 2u * quoted) return false;
    w.at = w.last = raw.start + quoted;
    w.end = raw.end - quoted;
    if (style == STYLE_LITERAL || style == STYLE_FOLDED)
        traced = walk_block(&w, style == STYLE_FOLDED);
    else
        traced = walk_flow(&w, style);
    return finish(&w, traced, end);
}
