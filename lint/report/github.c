/* GitHub's workflow commands, `::error file=…,line=…::message`, which become annotations in a pull
 * request. Escapes are those of the toolkit's core package. GitHub shows ten of each level for a
 * step, so errors come first, and what is not shown is said in an annotation of its own. */
#include "lint/report/compose.h"

enum { SHOWN_PER_LEVEL = 10 };

static const char *const commands[] = {"notice", "warning", "error"};

static void add_data(Buf *out, Str s, bool property) {
    for (size_t i = 0; i < s.len; i++) {
        char c = s.ptr[i];
        if (c == '%' || c == '\r' || c == '\n' || (property && (c == ':' || c == ',')))
            buf_printf(out, "%%%02X", (unsigned char)c);
        else if (is_log_command(s, i)) /* for whoever else reads the log */
            buf_printf(out, "\\u{%x}", (unsigned)c);
        else
            buf_add_char(out, c);
    }
}

static void add_path(Buf *out, const ReportOptions *options, Str path) {
    Buf clean = {0}, visible = {0};
    compose_path(&clean, options, path, true);
    buf_add_visible(&visible, buf_str(&clean), false);
    add_data(out, buf_str(&visible), true);
    buf_free(&visible);
    buf_free(&clean);
}

static void begin(Buf *out, const ReportOptions *options) {
    (void)out, (void)options;
}

static void show(Buf *out, const ReportOptions *options, const Source *source, Range range,
                 const Finding *f) {
    buf_printf(out, "::%s title=" STR_FMT " " STR_FMT ",file=", commands[f->level],
               STR_ARG(f->code), STR_ARG(f->name));
    add_path(out, options, source->path);
    buf_printf(out, ",line=%u,endLine=%u", range.start.line, range.end.line);
    /* Columns over several lines are refused. */
    if (range.start.line == range.end.line)
        buf_printf(out, ",col=%u,endColumn=%u", range.start.column, range.end.column);
    buf_add_c(out, "::");
    Buf text = {0};
    compose_lines(&text, f);
    add_data(out, buf_str(&text), false);
    buf_free(&text);
    buf_add_char(out, '\n');
}

static void file(Buf *out, const ReportOptions *options, const Source *source,
                 const FindingVec *findings) {
    (void)out;
    ReportState *state = options->state;
    Place place = place_begin(source);
    for (size_t i = 0; i < findings->len; i++) {
        const Finding *f = &findings->items[i];
        state->counts[f->level]++;
        show(&state->parts[f->level], options, source, compose_range(&place, f->span), f);
    }
}

static void end(Buf *out, const ReportOptions *options, const Summary *summary) {
    const ReportState *state = options->state;
    size_t hidden = 0;
    for (size_t i = 0; i < 3; i++)
        if (state->counts[i] > SHOWN_PER_LEVEL) hidden += state->counts[i] - SHOWN_PER_LEVEL;
    /* The one that says so is a notice itself and takes a place of theirs. */
    if (hidden && state->counts[LEVEL_INFO] >= SHOWN_PER_LEVEL) hidden++;
    buf_add(out, buf_str(&state->parts[LEVEL_ERROR]));
    buf_add(out, buf_str(&state->parts[LEVEL_WARNING]));
    if (hidden)
        buf_printf(
            out,
            "::notice title=warmlint::%zu of %zu findings are beyond the %d annotations that "
            "GitHub shows of each level (%zu errors, %zu warnings, %zu notices in all): the "
            "log of this step has them all\n",
            hidden, summary->errors + summary->warnings + summary->infos, SHOWN_PER_LEVEL,
            summary->errors, summary->warnings, summary->infos);
    buf_add(out, buf_str(&state->parts[LEVEL_INFO]));
}

const Reporter reporter_github = {"github", false, begin, file, end, false, NULL};
