/* TeamCity's service messages: each rule that found something as an inspection type, each finding
 * as an inspection. Values are at most 4,000 characters long, as the service cuts them (names and
 * categories 255, which ours never reach). */
#include "lint/base/utf8.h"
#include "lint/report/compose.h"

enum { LONGEST_VALUE = 4000 };

static void add_value(Buf *out, const char *name, Str s) {
    buf_printf(out, " %s='", name);
    size_t size, n = 0;
    for (size_t i = 0; i < s.len; i += size) {
        uint32_t c = utf8_decode(s, i, &size);
        if (++n == LONGEST_VALUE && i + size < s.len) {
            buf_add_c(out, "…");
            break;
        }
        if (c == '|' || c == '\'' || c == '[' || c == ']')
            buf_printf(out, "|%c", (char)c);
        else if (c == '\n')
            buf_add_c(out, "|n");
        else
            buf_add(out, (Str){s.ptr + i, size});
    }
    buf_add_char(out, '\'');
}

static void begin(Buf *out, const ReportOptions *options) {
    (void)out, (void)options;
}

/* Types come before their inspections; those are kept back until all types are known. */
static void show(Buf *out, const ReportOptions *options, Str path, Position at, const Finding *f) {
    static const char *const severities[] = {"INFO", "WARNING", "ERROR"};
    Buf clean = {0}, visible = {0}, text = {0};
    compose_path(&clean, options, path, false);
    buf_add_visible(&visible, buf_str(&clean), false);
    compose_lines(&text, f);
    buf_add_c(out, "##teamcity[inspection");
    add_value(out, "typeId", f->code);
    add_value(out, "message", buf_str(&text));
    add_value(out, "file", buf_str(&visible));
    buf_printf(out, " line='%u' SEVERITY='%s']\n", at.line, severities[f->level]);
    buf_free(&clean);
    buf_free(&visible);
    buf_free(&text);
}

static void announce(Buf *out, const ReportOptions *options, const Finding *f) {
    const ReportRule *rule = compose_rule(options, f->code);
    buf_add_c(out, "##teamcity[inspectionType");
    add_value(out, "id", f->code);
    add_value(out, "name", f->name);
    add_value(out, "description", rule ? str_from_c(rule->summary) : f->name);
    buf_add_c(out, " category='warmlint']\n");
}

/* Has a type of this code been announced? Looked up in the announcements themselves. */
static bool is_announced(const Buf *types, Str code) {
    Buf wanted = {0};
    buf_printf(&wanted, "##teamcity[inspectionType id='" STR_FMT "'", STR_ARG(code));
    bool found = str_has(buf_str(types), buf_str(&wanted));
    buf_free(&wanted);
    return found;
}

static void file(Buf *out, const ReportOptions *options, const Source *source,
                 const FindingVec *findings) {
    (void)out;
    ReportState *state = options->state;
    Place place = place_begin(source);
    for (size_t i = 0; i < findings->len; i++) {
        const Finding *f = &findings->items[i];
        if (!is_announced(&state->parts[0], f->code)) announce(&state->parts[0], options, f);
        show(&state->parts[1], options, source->path, compose_start(&place, f->span), f);
    }
}

static void end(Buf *out, const ReportOptions *options, const Summary *summary) {
    (void)summary;
    buf_add(out, buf_str(&options->state->parts[0]));
    buf_add(out, buf_str(&options->state->parts[1]));
}

const Reporter reporter_teamcity = {"teamcity", false, begin, file, end, false, NULL};
