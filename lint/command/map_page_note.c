/* Findings on the page. */
#include "lint/base/utf8.h"
#include "lint/command/map_page.h"
#include "lint/report/html.h"

/* Names in backticks are code. */
static void words(Buf *out, Str s) {
    for (size_t at = 0; at < s.len;) {
        size_t open = str_find_char(s, '`', at);
        size_t close = open == STR_NOT_FOUND ? open : str_find_char(s, '`', open + 1);
        if (close == STR_NOT_FOUND) {
            html_text(out, str_slice(s, at, s.len));
            return;
        }
        html_text(out, str_slice(s, at, open));
        buf_add_c(out, "<code>");
        html_text(out, str_slice(s, open + 1, close));
        buf_add_c(out, "</code>");
        at = close + 1;
    }
}

static void paragraph(Buf *out, const char *label, Str text) {
    if (!text.len) return;
    buf_printf(out, "<p><b>%s</b> ", label);
    words(out, text);
    buf_add_c(out, "</p>\n");
}

static void where(const PagePrompt *p, Span span) {
    Position at = source_position(&p->result->source, span.start);
    buf_printf(p->out, "<code class=\"where\" data-line=\"%u\" data-column=\"%u\">",
               at.line + p->result->source.lines_before, at.utf16);
    html_text(p->out, str_file_name(p->result->source.path));
    buf_printf(p->out, ":%u:%u</code>", at.line + p->result->source.lines_before, at.column);
}

/* The source line, as much of it as fits around the place. */
static void source_line_of(const PagePrompt *p, Span span) {
    enum { BEFORE = 40, BEHIND = 80 };
    const Source *source = &p->result->source;
    if (span.end <= span.start || !source->lines) return;
    Str line = source_line(source, source_position(source, span.start).line);
    size_t offset = (size_t)(line.ptr - source->bytes.ptr), at = span.start - offset;
    if (at > line.len) return;
    size_t from = at > BEFORE ? at - BEFORE : 0,
           to = at + BEHIND < line.len ? at + BEHIND : line.len;
    size_t end = span.end - offset < to ? span.end - offset : to;
    from = utf8_start(line, from);
    to = utf8_start(line, to);
    buf_printf(p->out, "<pre>%s", from ? "…" : "");
    html_text(p->out, str_slice(line, from, at));
    buf_add_c(p->out, "<mark>");
    html_text(p->out, str_slice(line, at, end));
    buf_add_c(p->out, "</mark>");
    html_text(p->out, str_slice(line, end, to));
    buf_printf(p->out, "%s</pre>\n", to < line.len ? "…" : "");
}

static void related(const PagePrompt *p, const Finding *f) {
    for (size_t i = 0; i < f->related.len; i++) {
        buf_add_c(p->out, "<p><b>See</b> ");
        words(p->out, f->related.items[i].message);
        buf_add_c(p->out, " ");
        where(p, f->related.items[i].span);
        buf_add_c(p->out, "</p>\n");
    }
}

static void show(const PagePrompt *p, const PageNote *note) {
    const Finding *f = note->finding;
    Buf *out = p->out;
    buf_printf(out, "<li class=\"note %s\" id=\"p%zu-f%zu\">\n<p class=\"title\">",
               level_name(f->level), p->number, note->number);
    if (note->placed)
        buf_printf(out,
                   "<a class=\"ref %s\" href=\"#p%zu-m%zu\" aria-label=\"finding %zu in the "
                   "text\">%zu</a> ",
                   level_name(f->level), p->number, note->number, note->number, note->number);
    buf_printf(out, "<span class=\"level %s\">%s</span> <span class=\"rule\">",
               level_name(f->level), level_name(f->level));
    html_text(out, f->code);
    buf_add_c(out, " ");
    html_text(out, f->name);
    buf_add_c(out, "</span></p>\n<p class=\"message\">");
    words(out, f->message);
    buf_add_c(out, "</p>\n");
    if (!note->placed) source_line_of(p, f->span);
    paragraph(out, "Cost", f->cost);
    paragraph(out, "Help", f->help);
    if (f->fix.edits.len) paragraph(out, f->fix.unsafe ? "Fix (unsafe)" : "Fix", f->fix.title);
    paragraph(out, "Note", f->note);
    related(p, f);
    buf_add_c(out, "<p>");
    where(p, f->span);
    buf_add_c(out, "</p>\n</li>\n");
}

void page_notes(const PagePrompt *p, size_t from, size_t to) {
    buf_add_c(p->out, "<ul class=\"notes\">\n");
    for (size_t i = from; i < to; i++) show(p, &p->notes.items[i]);
    buf_add_c(p->out, "</ul>\n");
}
