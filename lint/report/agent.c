/* For coding agents: one compact line for each finding, with cost and help on it, and nothing else:
 * path:line:column: level CODE name: message. Cost: … . Help: … . */
#include "lint/report/compose.h"

static void begin(Buf *out, const ReportOptions *options) {
    (void)out, (void)options;
}

static void file(Buf *out, const ReportOptions *options, const Source *source,
                 const FindingVec *findings) {
    (void)options;
    Place place = place_begin(source);
    for (size_t i = 0; i < findings->len; i++) {
        const Finding *f = &findings->items[i];
        Position at = compose_start(&place, f->span);
        buf_add_visible(out, source->path, false);
        buf_printf(out, ":%u:%u: %s " STR_FMT " " STR_FMT ": ", at.line, at.column,
                   level_name(f->level), STR_ARG(f->code), STR_ARG(f->name));
        compose_sentences(out, f);
        buf_add_char(out, '\n');
    }
}

static void end(Buf *out, const ReportOptions *options, const Summary *summary) {
    (void)out, (void)options, (void)summary;
}

const Reporter reporter_agent = {"agent", true, begin, file, end, false, NULL};
