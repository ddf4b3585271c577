#include "lint/source/yaml_gaps.h"

#include "lint/base/utf8.h"
#include "lint/base/wide.h"

/* Shorter ones are not worth their trouble. */
enum { GAP_BYTES = 64 };

typedef struct {
    uint32_t start, end, next; /* of its text; behind its line end */
    uint32_t spaces;           /* that it starts with */
    bool whole;                /* ends with a line feed */
    bool plain;                /* libyaml reads it as one line, and refuses nothing of it */
} Line;

typedef struct {
    Arena *arena;
    const Source *source;
    const char *file;
    uint32_t end;
    uint32_t odd; /* no byte from the line last looked at up to here is odd, but this one is */
    size_t next;  /* the line behind the one last looked at */
    YamlGapVec *gaps;
} Finder;

/* Where the line at `at` ends; lines are asked for in order of the file. */
static uint32_t line_end(Finder *f, uint32_t at) {
    const Source *source = f->source;
    while (f->next < source->lines && source->line_starts[f->next] <= at) f->next++;
    uint32_t end = f->next < source->lines ? source->line_starts[f->next] - 1 : f->end;
    return end < f->end ? end : f->end;
}

/* The next byte that may begin what is_plain says no to: a control character, or the first byte of
 * one of those beyond ASCII. */
static uint32_t next_odd(const Finder *f, uint32_t at) {
    const char *p = f->file;
    uint32_t end = f->end;
    for (; end - at >= WIDE; at += WIDE) {
        Wide w = wide_load(p + at);
        Wide odd = wide_or(wide_but(wide_below(w, 0x20), wide_equal(w, '\n')), wide_equal(w, 0x7F));
        odd = wide_or(odd, wide_or(wide_equal(w, '\xC2'), wide_equal(w, '\xE2')));
        odd = wide_or(odd, wide_equal(w, '\xEF'));
        if (wide_any(odd)) return at + wide_first(odd);
    }
    for (; at < end; at++)
        if (((unsigned char)p[at] < 0x20 && p[at] != '\n') ||
            ascii_is_one_of(p[at], "\x7F\xC2\xE2\xEF"))
            break;
    return at;
}

/* What libyaml's reader lets through, without what its scanner takes for a line break. */
static bool is_plain(uint32_t c) {
    return c == '\t' || (c >= 0x20 && c < 0x7F) ||
           (c >= 0xA0 && c < 0xFFFE && c != 0x2028 && c != 0x2029 && c != 0xFEFF) || c > 0xFFFF;
}

/* How many spaces stand at `at`. */
static uint32_t count_spaces(const char *p, uint32_t at, uint32_t end) {
    uint32_t n = 0;
    for (; end - at - n >= WIDE; n += WIDE) {
        Wide other = wide_not(wide_equal(wide_load(p + at + n), ' '));
        if (wide_any(other)) return n + wide_first(other);
    }
    while (at + n < end && p[at + n] == ' ') n++;
    return n;
}

static Line line_at(Finder *f, uint32_t at) {
    Line line = {.start = at, .end = line_end(f, at)};
    line.whole = line.end < f->end;
    line.next = line.end + line.whole;
    line.spaces = count_spaces(f->file, at, line.end);
    line.plain = true;
    if (f->odd < at) f->odd = next_odd(f, at);
    while (f->odd < line.end && line.plain) {
        size_t size;
        line.plain = is_plain(utf8_decode((Str){f->file, line.end}, f->odd, &size));
        f->odd = next_odd(f, f->odd + (uint32_t)size);
    }
    return line;
}

static bool is_blank(const Line *line) {
    return line->start + line->spaces == line->end;
}

/* The line could be the last of a block scalar's header: "key: |", "- |-", "--- >". An indentation
 * indicator says that it is one that makes no gap. */
static bool ends_with_header(const Finder *f, const Line *line, bool *literal) {
    uint32_t at = line->end;
    const char *p = f->file;
    bool indicator = false;
    while (at > line->start && p[at - 1] == ' ') at--;
    for (; at > line->start; at--) {
        char c = p[at - 1];
        if (c >= '1' && c <= '9')
            indicator = true;
        else if (c != '-' && c != '+')
            break;
    }
    if (at - line->start < 2 || (p[at - 1] != '|' && p[at - 1] != '>') || p[at - 2] != ' ')
        return false;
    *literal = p[at - 1] == '|' && !indicator;
    for (at--; at > line->start && p[at - 1] == ' '; at--) {
    }
    /* Not a row of a table. */
    return at > line->start && (p[at - 1] == ':' || p[at - 1] == '-') &&
           p[line->start + line->spaces] != '|';
}

/* Walks over the lines of a block scalar below its header; where the next line starts. */
static uint32_t walk_block(Finder *f, Span header, bool literal) {
    YamlGap gap = {.header = header};
    uint32_t at = header.end + 1;
    Line line;
    bool plain = literal;
    uint32_t lines = 1;
    for (;; at = line.next, lines++) {
        if (at == f->end) return at;
        line = line_at(f, at);
        if (!is_blank(&line)) break;
    }
    gap.indent = line.spaces;
    gap.span.start = line.next;
    plain = plain && line.plain && line.whole && line.spaces > 0;
    /* The last line that holds something stays: the gap ends where it starts. */
    for (at = line.next; at < f->end; at = line.next, lines++) {
        line = line_at(f, at);
        if (!is_blank(&line)) {
            if (line.spaces < gap.indent) break;
            if (line.plain) { /* else it may hold nothing but another line break */
                gap.span.end = line.start;
                gap.lines = lines;
            }
            if (!line.whole || !line.plain) {
                at = line.next;
                break;
            }
        }
    }
    if (plain && gap.span.end >= gap.span.start + GAP_BYTES) {
        gap.code_points = source_code_points(f->source, gap.span);
        vec_push(f->arena, f->gaps, gap);
    }
    return at;
}

void yaml_gaps_find(Arena *arena, const Source *source, Span text, YamlGapVec *gaps) {
    Finder f = {.arena = arena,
                .source = source,
                .file = source->bytes.ptr,
                .end = text.end,
                .odd = text.start,
                .next = source_line_at(source, text.start),
                .gaps = gaps};
    if (str_has_char(source_slice(source, text), '\r')) return; /* lines that end in another way */
    for (uint32_t at = text.start; at < f.end;) {
        Line line = {.start = at, .end = line_end(&f, at)};
        if (line.end == f.end) return;
        line.spaces = count_spaces(f.file, at, line.end);
        bool literal, header = ends_with_header(&f, &line, &literal);
        at = header ? walk_block(&f, span_of(line.start, line.end), literal) : line.end + 1;
    }
}

Str yaml_gaps_cut(Arena *arena, const Source *source, Span text, const YamlGapVec *gaps) {
    size_t len = text.end - text.start;
    for (size_t i = 0; i < gaps->len; i++)
        len -= gaps->items[i].span.end - gaps->items[i].span.start;
    char *p = arena_alloc(arena, len + 1);
    uint32_t from = text.start;
    size_t done = 0;
    for (size_t i = 0; i <= gaps->len; i++) {
        uint32_t to = i < gaps->len ? gaps->items[i].span.start : text.end;
        memcpy(p + done, source->bytes.ptr + from, to - from);
        done += to - from;
        if (i < gaps->len) from = gaps->items[i].span.end;
    }
    return (Str){p, done};
}

bool yaml_gap_fill(Arena *arena, const Source *source, const YamlGap *gap, uint32_t start,
                   Str *value, TextMap *map, YamlMapped *mapped) {
    if (start < gap->header.start || start >= gap->header.end) return false;
    const char *file = source->bytes.ptr;
    char *p = arena_alloc(arena, value->len + (gap->span.end - gap->header.end));
    *map = textmap_with_room(arena, gap->lines + 2);
    const uint32_t *line = source->line_starts + source_line_at(source, gap->header.end + 1);
    uint32_t done = 0, seen = 0; /* by libyaml */
    for (; *line < gap->span.end; line++) {
        if (*line == gap->span.start) seen = done;
        /* What is shorter is blank. */
        uint32_t text = *line + gap->indent < line[1] ? *line + gap->indent : line[1] - 1;
        memcpy(p + done, file + text, line[1] - text);
        textmap_add_linear(arena, map, done, text);
        done += line[1] - text;
    }
    if (value->len < seen || memcmp(p, value->ptr, seen) != 0) return false;
    memcpy(p + done, value->ptr + seen, value->len - seen);
    *value = (Str){p, done + value->len - seen};
    *mapped = (YamlMapped){done, gap->span.end, gap->indent};
    return true;
}
