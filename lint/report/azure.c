/* Azure Pipelines' logging commands, `##vso[task.logissue …]message`. Escapes are those of the
 * services' own task library. There is no level below warning. */
#include "lint/report/compose.h"

static void add_escaped(Buf *out, Str s, bool property) {
    for (size_t i = 0; i < s.len; i++) {
        if (is_log_command(s, i)) { /* one is enough in a line */
            buf_printf(out, "\\u{%x}", (unsigned)s.ptr[i]);
            continue;
        }
        switch (s.ptr[i]) {
        case '%': buf_add_c(out, "%AZP25"); break;
        case '\r': buf_add_c(out, "%0D"); break;
        case '\n': buf_add_c(out, "%0A"); break;
        case ']': buf_add_c(out, property ? "%5D" : "]"); break;
        case ';': buf_add_c(out, property ? "%3B" : ";"); break;
        default: buf_add_char(out, s.ptr[i]);
        }
    }
}

static void begin(Buf *out, const ReportOptions *options) {
    (void)out, (void)options;
}

static void show(Buf *out, const ReportOptions *options, Str path, Position at, const Finding *f) {
    Buf clean = {0}, visible = {0}, text = {0};
    compose_path(&clean, options, path, true);
    buf_add_visible(&visible, buf_str(&clean), false);
    compose_lines(&text, f);
    buf_printf(out, "##vso[task.logissue type=%s;sourcepath=",
               f->level == LEVEL_ERROR ? "error" : "warning");
    add_escaped(out, buf_str(&visible), true);
    buf_printf(out, ";linenumber=%u;columnnumber=%u;code=" STR_FMT ";]", at.line, at.column,
               STR_ARG(f->code));
    add_escaped(out, buf_str(&text), false);
    buf_add_char(out, '\n');
    buf_free(&clean);
    buf_free(&visible);
    buf_free(&text);
}

static void file(Buf *out, const ReportOptions *options, const Source *source,
                 const FindingVec *findings) {
    Place place = place_begin(source);
    for (size_t i = 0; i < findings->len; i++)
        show(out, options, source->path, compose_start(&place, findings->items[i].span),
             &findings->items[i]);
}

static void end(Buf *out, const ReportOptions *options, const Summary *summary) {
    (void)out, (void)options, (void)summary;
}

const Reporter reporter_azure = {"azure", false, begin, file, end, false, NULL};
