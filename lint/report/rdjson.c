/* reviewdog's diagnostic format, as one object (rdjson) or one diagnostic a line (rdjsonl). Columns
 * count bytes of UTF-8 from 1; paths count from the working directory, as reviewdog does. */
#include "lint/report/compose.h"

static void add_range(Buf *out, Range range) {
    buf_printf(
        out,
        "\"range\":{\"start\":{\"line\":%u,\"column\":%u},\"end\":{\"line\":%u,\"column\":%u}}",
        range.start.line, range.start.byte, range.end.line, range.end.byte);
}

static void add_location(Buf *out, Str path, Range range) {
    buf_add_c(out, "\"location\":{\"path\":");
    buf_add_json(out, path);
    buf_add_char(out, ',');
    add_range(out, range);
    buf_add_char(out, '}');
}

static void add_related(Buf *out, const ReportOptions *options, const Place *place,
                        const RelatedVec *related) {
    if (!related->len) return;
    buf_add_c(out, ",\"related_locations\":[");
    for (size_t i = 0; i < related->len; i++) {
        Place elsewhere = place_of_related(place, &related->items[i]);
        Buf text = {0}, path = {0};
        compose_path(&path, options, elsewhere.source->path, false);
        compose_line(&text, related->items[i].message);
        buf_add_c(out, i ? ",{\"message\":" : "{\"message\":");
        buf_add_json(out, buf_str(&text));
        buf_add_char(out, ',');
        add_location(out, buf_str(&path), compose_range(&elsewhere, related->items[i].span));
        buf_add_char(out, '}');
        buf_free(&text);
        buf_free(&path);
    }
    buf_add_char(out, ']');
}

static void add_suggestion(Buf *out, const Place *place, const Fix *fix) {
    Buf text = {0};
    Span span;
    if (compose_one_edit(place->source, fix, &span, &text)) {
        Place at = *place;
        buf_add_c(out, ",\"suggestions\":[{");
        add_range(out, compose_range(&at, span));
        buf_add_c(out, ",\"text\":");
        buf_add_json(out, buf_str(&text));
        buf_add_c(out, "}]");
    }
    buf_free(&text);
}

static void diagnostic(Buf *out, const ReportOptions *options, Place *place, const Finding *f) {
    static const char *const severities[] = {"INFO", "WARNING", "ERROR"};
    Buf text = {0}, path = {0};
    compose_lines(&text, f);
    compose_path(&path, options, place->source->path, false);
    buf_add_c(out, "{\"message\":");
    buf_add_json(out, buf_str(&text));
    buf_add_char(out, ',');
    add_location(out, buf_str(&path), compose_range(place, f->span));
    buf_printf(out, ",\"severity\":\"%s\",\"source\":{\"name\":\"warmlint\"},\"code\":{\"value\":",
               severities[f->level]);
    buf_add_json(out, f->code);
    buf_add_char(out, '}');
    add_related(out, options, place, &f->related);
    add_suggestion(out, place, &f->fix);
    buf_add_char(out, '}');
    buf_free(&text);
    buf_free(&path);
}

static void begin_lines(Buf *out, const ReportOptions *options) {
    (void)out, (void)options;
}

static void file_lines(Buf *out, const ReportOptions *options, const Source *source,
                       const FindingVec *findings) {
    Place place = place_begin(source);
    for (size_t i = 0; i < findings->len; i++) {
        diagnostic(out, options, &place, &findings->items[i]);
        buf_add_char(out, '\n');
    }
}

static void end_lines(Buf *out, const ReportOptions *options, const Summary *summary) {
    (void)out, (void)options, (void)summary;
}

static void begin(Buf *out, const ReportOptions *options) {
    (void)options;
    buf_add_c(out, "{\"source\":{\"name\":\"warmlint\"},\"diagnostics\":[");
}

static void file(Buf *out, const ReportOptions *options, const Source *source,
                 const FindingVec *findings) {
    Place place = place_begin(source);
    for (size_t i = 0; i < findings->len; i++) {
        buf_add_c(out, options->state->counts[0]++ ? ",\n" : "\n");
        diagnostic(out, options, &place, &findings->items[i]);
    }
}

static void end(Buf *out, const ReportOptions *options, const Summary *summary) {
    (void)summary;
    buf_add_c(out, options->state->counts[0] ? "\n]}\n" : "]}\n");
}

const Reporter reporter_rdjson = {"rdjson", false, begin, file, end, true, NULL};
const Reporter reporter_rdjsonl = {"rdjsonl", false, begin_lines, file_lines,
                                   end_lines, true,  NULL};
