#include "lint/report/compose.h"

#include "lint/base/utf8.h"
#include "lint/config/place.h"

static Position shown(const Source *source, Position at) {
    at.line += source->lines_before;
    return at;
}

Position compose_start(Place *place, Span span) {
    return shown(place->source, place_move(place, span.start));
}

Range compose_range(Place *place, Span span) {
    Range range = {.start = compose_start(place, span)};
    Place ahead = *place;
    range.end =
        shown(place->source, place_move(&ahead, span.end < span.start ? span.start : span.end));
    return range;
}

void compose_line(Buf *out, Str text) {
    text = str_trim(text);
    while (text.len) {
        size_t end = 0;
        while (end < text.len && !ascii_is_space(text.ptr[end])) end++;
        buf_add_visible(out, str_slice(text, 0, end), false);
        text = str_trim(str_slice(text, end, text.len));
        if (text.len) buf_add_char(out, ' ');
    }
}

static void sentence(Buf *out, const char *word, Str text) {
    if (!text.len) return;
    buf_add_c(out, word);
    size_t start = out->len;
    compose_line(out, text);
    if (!*word && out->len > start && ascii_is_lower(out->ptr[start])) out->ptr[start] -= 32;
    char last = out->ptr[out->len - 1];
    if (last != '.' && last != '?' && last != '!') buf_add_char(out, '.');
}

void compose_sentences(Buf *out, const Finding *f) {
    sentence(out, "", f->message);
    sentence(out, " Cost: ", f->cost);
    sentence(out, " Help: ", f->help);
    sentence(out, " Note: ", f->note);
}

void compose_lines(Buf *out, const Finding *f) {
    static const char *const words[] = {"", "\ncost: ", "\nhelp: ", "\nnote: "};
    const Str texts[] = {f->message, f->cost, f->help, f->note};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        if (!texts[i].len) continue;
        buf_add_c(out, words[i]);
        compose_line(out, texts[i]);
    }
}

/* Appends the steps of `path` to an absolute path that begins at `base`. */
static void add_steps(Buf *out, size_t base, Str path) {
    while (path.len) {
        size_t slash = str_find_char(path, '/', 0);
        Str step = str_slice(path, 0, slash);
        path = slash == STR_NOT_FOUND ? (Str){0} : str_slice(path, slash + 1, path.len);
        if (!step.len || str_is(step, ".")) continue;
        if (str_is(step, "..")) {
            while (out->len > base && out->ptr[out->len - 1] != '/') out->len--;
            if (out->len > base) out->len--;
            continue;
        }
        buf_add_char(out, '/');
        buf_add(out, step);
    }
}

void compose_path(Buf *out, const ReportOptions *options, Str path, bool from_root) {
    Buf whole = {0};
    bool absolute = path.len && path.ptr[0] == '/';
    if (!absolute) add_steps(&whole, 0, options->cwd);
    add_steps(&whole, 0, path);
    Str clean = buf_str(&whole), found = {0};
    bool inside = (from_root && place_below(options->root, clean, &found)) ||
                  place_below(options->cwd, clean, &found);
    if (!inside && !absolute && !options->cwd.len) found = str_slice(clean, 1, clean.len);
    if (!found.len) found = clean.len ? clean : STR(".");
    buf_add(out, found);
    buf_free(&whole);
}

void compose_uri(Buf *out, Str path) {
    if (path.len && path.ptr[0] == '/') buf_add_c(out, "file://");
    for (size_t i = 0; i < path.len; i++) {
        char c = path.ptr[i];
        if (ascii_is_alnum(c) || (c && strchr("-._~/", c)))
            buf_add_char(out, c);
        else
            buf_printf(out, "%%%02X", (unsigned char)c);
    }
}

const ReportRule *compose_rule(const ReportOptions *options, Str code) {
    for (size_t i = 0; i < options->rule_count; i++)
        if (str_is(code, options->rules[i].code)) return &options->rules[i];
    return NULL;
}

bool compose_one_edit(const Source *source, const Fix *fix, Span *span, Buf *text) {
    enum { LONGEST = 4096 };
    if (!fix->edits.len) return false;
    const Edit *edits = fix->edits.items;
    *span = (Span){edits[0].span.start, edits[fix->edits.len - 1].span.end};
    if (span->end - span->start > LONGEST) return false;
    for (size_t i = 0; i < fix->edits.len; i++) {
        if (i)
            buf_add(text, source_slice(source, (Span){edits[i - 1].span.end, edits[i].span.start}));
        buf_add(text, edits[i].text);
    }
    return true;
}

void compose_xml(Buf *out, Str text) {
    Buf visible = {0};
    buf_add_visible(&visible, text, true);
    Str s = buf_str(&visible);
    size_t size;
    for (size_t i = 0; i < s.len; i += size) {
        uint32_t c = utf8_decode(s, i, &size);
        switch (c) {
        case '&': buf_add_c(out, "&amp;"); break;
        case '<': buf_add_c(out, "&lt;"); break;
        case '>': buf_add_c(out, "&gt;"); break;
        case '"': buf_add_c(out, "&quot;"); break;
        case '\'': buf_add_c(out, "&apos;"); break;
        case '\n': buf_add_c(out, "&#10;"); break;
        case 0xFFFE: /* XML 1.0 has no place for these two */
        case 0xFFFF: buf_printf(out, "\\u{%x}", c); break;
        default:
            if (c == '#' && is_log_command(s, i))
                buf_add_c(out, "&#35;");
            else
                buf_add(out, (Str){s.ptr + i, size});
        }
    }
    buf_free(&visible);
}

void compose_markdown(Buf *out, Str s) {
    for (size_t i = 0; i < s.len; i++) {
        char c = s.ptr[i];
        if (c == '<' || c == '&')
            buf_add_c(out, c == '<' ? "&lt;" : "&amp;");
        else if (c == '@' || (c == '#' && i + 1 < s.len && ascii_is_digit(s.ptr[i + 1])) ||
                 (c == ':' && str_starts(str_slice(s, i, s.len), STR("://"))) ||
                 (c == 'w' && str_starts(str_slice(s, i, s.len), STR("ww."))))
            buf_printf(out, "%c&#8203;", c);
        else if (c && strchr("\\`*_[]~|!#>", c))
            buf_printf(out, "\\%c", c);
        else
            buf_add_char(out, c);
    }
}
