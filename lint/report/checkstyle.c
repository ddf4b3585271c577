/* Checkstyle's XML, which Jenkins and most review bots read. */
#include "lint/report/compose.h"

static void begin(Buf *out, const ReportOptions *options) {
    (void)options;
    buf_add_c(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<checkstyle version=\"5.0\">\n");
}

static void show(Buf *out, Position at, const Finding *f) {
    Buf text = {0};
    compose_sentences(&text, f);
    buf_printf(out, "    <error line=\"%u\" column=\"%u\" severity=\"%s\" message=\"", at.line,
               at.column, level_name(f->level));
    compose_xml(out, buf_str(&text));
    buf_add_c(out, "\" source=\"warmlint.");
    compose_xml(out, f->code);
    buf_add_c(out, "\"/>\n");
    buf_free(&text);
}

static void file(Buf *out, const ReportOptions *options, const Source *source,
                 const FindingVec *findings) {
    if (!findings->len) return;
    Buf path = {0};
    compose_path(&path, options, source->path, false);
    buf_add_c(out, "  <file name=\"");
    compose_xml(out, buf_str(&path));
    buf_add_c(out, "\">\n");
    Place place = place_begin(source);
    for (size_t i = 0; i < findings->len; i++)
        show(out, compose_start(&place, findings->items[i].span), &findings->items[i]);
    buf_add_c(out, "  </file>\n");
    buf_free(&path);
}

static void end(Buf *out, const ReportOptions *options, const Summary *summary) {
    (void)options, (void)summary;
    buf_add_c(out, "</checkstyle>\n");
}

const Reporter reporter_checkstyle = {"checkstyle", false, begin, file, end, false, NULL};
