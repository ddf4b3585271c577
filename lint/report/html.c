#include "lint/report/html.h"

#include "lint/base/utf8.h"
#include "lint/report/figures.h"

extern const char page_css[]; /* generated from page.css */

/* Has no glyph of its own, so that a reader could not know of it. U+200D joins emoji and the
 * letters of some scripts, and is left to them. */
static bool is_unseen(uint32_t c) {
    return c < 0x20 || (c >= 0x7F && c <= 0x9F) || c == 0xAD || c == 0x180E || c == 0x200B ||
           c == 0x200C || c == 0x2028 || c == 0x2029 || (c >= 0x2060 && c <= 0x2064) ||
           c == 0xFEFF || (c >= 0xFFF9 && c <= 0xFFFB) || (c >= 0xE0000 && c <= 0xE007F) ||
           (c & 0xFFFE) == 0xFFFE || (c >= 0xFDD0 && c <= 0xFDEF) || utf8_is_bidi_control(c);
}

static void add(Buf *out, Str s, bool markup) {
    size_t size;
    for (size_t i = 0; i < s.len; i += size) {
        uint32_t c = utf8_decode(s, i, &size);
        const char *open = markup ? "<b class=\"code\">" : "", *close = markup ? "</b>" : "";
        if (c == '&')
            buf_add_c(out, "&amp;");
        else if (c == '<')
            buf_add_c(out, "&lt;");
        else if (c == '>')
            buf_add_c(out, "&gt;");
        else if (c == '"')
            buf_add_c(out, "&quot;");
        else if (c == '\'')
            buf_add_c(out, "&#39;");
        else if (c == UTF8_INVALID)
            buf_printf(out, "%s\\x%02X%s", open, (unsigned char)s.ptr[i], close);
        else if (c == '\n' || c == '\t')
            buf_add_char(out, (char)c);
        else if (is_unseen(c))
            buf_printf(out, "%sU+%04X%s", open, c, close);
        else
            buf_add(out, (Str){s.ptr + i, size});
    }
}

void html_text(Buf *out, Str s) {
    add(out, s, true);
}

void html_value(Buf *out, Str s) {
    add(out, s, false);
}

void html_text_from(Buf *out, Buf *words) {
    html_text(out, buf_str(words));
    words->len = 0;
}

void html_tokens(Buf *out, TokCount count) {
    int band = figure_band(count);
    buf_add_count(out, count.tokens);
    if (band) buf_printf(out, " <small>±%d&nbsp;%%</small>", band);
}

void html_legend(Buf *out, const char *const words[][2], size_t count) {
    buf_add_c(out, "<ul class=\"legend\">\n");
    for (size_t i = 0; i < count; i++)
        buf_printf(
            out,
            "<li><svg width=\"28\" height=\"14\" aria-hidden=\"true\"><rect class=\"cell %s\" "
            "width=\"100%%\" height=\"100%%\"/></svg> %s</li>\n",
            words[i][0], words[i][1]);
    buf_add_c(out, "</ul>\n");
}

size_t html_line_end(Str text, size_t start) {
    size_t cut = start + HTML_LINE_BYTES;
    size_t end = str_find_char(str_slice(text, 0, cut + 1), '\n', start);
    if (end != STR_NOT_FOUND) return end;
    if (text.len <= cut) return text.len;
    while (cut > start + HTML_LINE_BYTES / 2 && text.ptr[cut - 1] != ' ') cut--;
    if (text.ptr[cut - 1] != ' ') cut = start + HTML_LINE_BYTES;
    size_t whole = utf8_start(text, cut);
    return whole > start ? whole : cut;
}

/* Hatchings, so that the parts of a bar are told apart without colours. */
static void patterns(Buf *out) {
    buf_add_c(
        out,
        "<svg width=\"0\" height=\"0\" class=\"patterns\" aria-hidden=\"true\"><defs>\n"
        "<pattern id=\"hatch-stable\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" "
        "patternTransform=\"rotate(45)\"><rect class=\"ground\" width=\"6\" height=\"6\"/>"
        "<rect class=\"line\" width=\"2\" height=\"6\"/></pattern>\n"
        "<pattern id=\"hatch-after\" width=\"5\" height=\"5\" patternUnits=\"userSpaceOnUse\">"
        "<rect class=\"ground\" width=\"5\" height=\"5\"/><circle class=\"line\" cx=\"2.5\" "
        "cy=\"2.5\" r=\"1\"/></pattern>\n"
        "<pattern id=\"hatch-change\" width=\"5\" height=\"5\" patternUnits=\"userSpaceOnUse\" "
        "patternTransform=\"rotate(-45)\"><rect class=\"ground\" width=\"5\" height=\"5\"/>"
        "<rect class=\"line\" width=\"1.5\" height=\"5\"/></pattern>\n"
        "<pattern id=\"hatch-again\" width=\"6\" height=\"6\" "
        "patternUnits=\"userSpaceOnUse\"><rect class=\"ground\" width=\"6\" height=\"6\"/><rect "
        "class=\"line\" width=\"3\" height=\"6\"/></pattern>\n</defs></svg>\n");
}

void html_page_begin(Buf *out, Str title, Str lead) {
    buf_add_c(out, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                   "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
                   "style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'\">\n"
                   "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                   "<meta name=\"color-scheme\" content=\"light dark\">\n"
                   "<meta name=\"generator\" content=\"warmlint " WARMLINT_VERSION "\">\n<title>");
    html_value(out, title);
    buf_add_c(out, "</title>\n<style>\n");
    buf_add_c(out, page_css);
    buf_add_c(out, "</style>\n</head>\n<body>\n"
                   "<a class=\"skip\" href=\"#main\">Skip to the prompts</a>\n"
                   "<header class=\"top\">\n<div>\n<h1>");
    html_text(out, title);
    buf_add_c(out, "</h1>\n");
    if (lead.len) {
        buf_add_c(out, "<p>");
        html_text(out, lead);
        buf_add_c(out, "</p>\n");
    }
    /* Radio buttons that the style sheet reads: no script. */
    buf_add_c(out, "</div>\n<fieldset class=\"theme\"><legend>Colours</legend>\n");
    static const char *const themes[][2] = {
        {"auto", "Automatic"}, {"light", "Light"}, {"dark", "Dark"}};
    for (size_t i = 0; i < 3; i++)
        buf_printf(out,
                   "<input type=\"radio\" name=\"theme\" id=\"theme-%s\"%s>"
                   "<label for=\"theme-%s\">%s</label>\n",
                   themes[i][0], i ? "" : " checked", themes[i][0], themes[i][1]);
    buf_add_c(out, "</fieldset>\n</header>\n<main id=\"main\">\n");
    patterns(out);
}

void html_page_end(Buf *out, Str about) {
    buf_add_c(out, "</main>\n<footer>\n<p>");
    html_text(out, about);
    buf_add_c(out, "</p>\n</footer>\n</body>\n</html>\n");
}
