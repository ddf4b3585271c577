/* GitLab's Code Quality report: a JSON array without byte order mark. GitLab shows neither column
 * nor check_name, so the code stands in the description; entries of one fingerprint collapse, which
 * is why ours count repeats. */
#include "lint/report/compose.h"

static void begin(Buf *out, const ReportOptions *options) {
    (void)options;
    buf_add_char(out, '[');
}

static void show(Buf *out, const ReportOptions *options, Str path, Range range, const Finding *f) {
    static const char *const severities[] = {"info", "minor", "major"};
    Buf text = {0}, clean = {0};
    buf_printf(&text, STR_FMT " " STR_FMT ": ", STR_ARG(f->code), STR_ARG(f->name));
    compose_sentences(&text, f);
    compose_path(&clean, options, path, true);
    buf_add_c(out, "{\"description\":");
    buf_add_json(out, buf_str(&text));
    buf_add_c(out, ",\"check_name\":");
    buf_add_json(out, f->code);
    buf_printf(out, ",\"fingerprint\":\"%016llx\",\"severity\":\"%s\",\"location\":{\"path\":",
               (unsigned long long)f->fingerprint, severities[f->level]);
    buf_add_json(out, buf_str(&clean));
    buf_printf(out, ",\"lines\":{\"begin\":%u,\"end\":%u}}}", range.start.line, range.end.line);
    buf_free(&text);
    buf_free(&clean);
}

static void file(Buf *out, const ReportOptions *options, const Source *source,
                 const FindingVec *findings) {
    Place place = place_begin(source);
    for (size_t i = 0; i < findings->len; i++) {
        const Finding *f = &findings->items[i];
        buf_add_c(out, options->state->counts[0]++ ? ",\n" : "\n");
        show(out, options, source->path, compose_range(&place, f->span), f);
    }
}

static void end(Buf *out, const ReportOptions *options, const Summary *summary) {
    (void)summary;
    buf_add_c(out, options->state->counts[0] ? "\n]\n" : "]\n");
}

const Reporter reporter_gitlab = {"gitlab", false, begin, file, end, false, NULL};
