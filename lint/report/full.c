/* For people: the place in the source, what it costs, what to do. The shape is rustc's. */
#include <stdio.h>

#include "lint/report/excerpt.h"
#include "lint/report/place.h"
#include "lint/report/report.h"

static const Paint level_paint[] = {PAINT_INFO, PAINT_WARNING, PAINT_ERROR};

static size_t width_of(const ReportOptions *options) {
    return options->width ? options->width : REPORT_WIDTH;
}

static void begin(Buf *out, const ReportOptions *options) {
    (void)out, (void)options;
}

static void header(Buf *out, const ReportOptions *options, const Finding *f) {
    paint_on(out, options->color, level_paint[f->level]);
    size_t start = out->len;
    buf_add_c(out, level_name(f->level));
    buf_add_char(out, '[');
    buf_add_visible(out, f->code, false);
    buf_add_char(out, ']');
    paint_off(out, options->color, level_paint[f->level]);
    paint_on(out, options->color, PAINT_BOLD);
    buf_add_char(out, ' ');
    buf_add_visible(out, f->name, false);
    buf_add_c(out, ": ");
    size_t column = out->len - start;
    if (options->color) column -= sizeof "\033[0m\033[1m" - 1;
    text_wrap(out, f->message, column, 4, width_of(options));
    paint_off(out, options->color, PAINT_BOLD);
    buf_add_char(out, '\n');
}

static void place_line(Buf *out, const Excerpt *e, const char *arrow, Position at) {
    buf_repeat(out, " ", e->gutter);
    paint(out, e->color, PAINT_GUTTER, arrow);
    buf_add_char(out, ' ');
    buf_add_visible(out, e->source->path, false);
    if (e->source->lines) buf_printf(out, ":%u:%u", at.line + e->source->lines_before, at.column);
    buf_add_char(out, '\n');
}

static void remark(Buf *out, const Excerpt *e, const ReportOptions *options, const char *word,
                   Paint p, Str text) {
    if (!text.len) return;
    buf_repeat(out, " ", e->gutter + 1);
    paint(out, e->color, PAINT_GUTTER, "=");
    buf_add_char(out, ' ');
    paint(out, e->color, p, word);
    buf_add_c(out, ": ");
    size_t indent = e->gutter + 3 + strlen(word) + 2;
    text_wrap(out, text, indent, indent, width_of(options));
    buf_add_char(out, '\n');
}

static size_t gutter_of(const Source *source, const Finding *f) {
    size_t gutter = excerpt_gutter(source, f->span, true);
    for (size_t i = 0; i < f->related.len; i++) {
        const Related *r = &f->related.items[i];
        size_t g = excerpt_gutter(r->source ? r->source : source, r->span, false);
        if (g > gutter) gutter = g;
    }
    return gutter;
}

enum { FIX_WORDS = 200 };

/* What the fix does and how to have it done. */
static Str fix_text(const Finding *f, char words[FIX_WORDS]) {
    if (!f->fix.edits.len) return (Str){0};
    int len = snprintf(words, FIX_WORDS, STR_FMT " (%s)", STR_ARG(str_slice(f->fix.title, 0, 150)),
                       f->fix.unsafe ? "--fix --unsafe-fixes" : "--fix");
    return (Str){words, (size_t)len};
}

/* Places beyond the first few in one line: "::: and 13:1, 16:1, 19:1". */
static void more_places(Buf *out, const Excerpt *e, Place *place, const RelatedVec *related,
                        size_t from) {
    buf_repeat(out, " ", e->gutter);
    paint(out, e->color, PAINT_GUTTER, ":::");
    for (size_t i = from; i < related->len; i++) {
        Place elsewhere = place_of_related(place, &related->items[i]);
        Position at = place_move(&elsewhere, related->items[i].span.start);
        buf_printf(out, "%s %u:%u", i == from ? " and" : ",",
                   at.line + elsewhere.source->lines_before, at.column);
    }
    buf_add_char(out, '\n');
}

static void show(Buf *out, const ReportOptions *options, const Source *source, Place *place,
                 const Finding *f) {
    char words[FIX_WORDS];
    Excerpt e = {.source = source,
                 .color = options->color,
                 .width = EXCERPT_WIDTH,
                 .gutter = gutter_of(source, f),
                 .paint = level_paint[f->level],
                 .mark = '^',
                 .context = true};
    if (options->width && options->width < EXCERPT_WIDTH) e.width = options->width;
    header(out, options, f);
    place_line(out, &e, "-->", place_move(place, f->span.start));
    excerpt_show(out, &e, f->span, f->label);
    Excerpt other = e;
    other.paint = PAINT_GUTTER;
    other.mark = '-';
    other.context = false;
    enum { SHOWN = 2 }; /* places that are shown with their lines */
    for (size_t i = 0; i < f->related.len && i < SHOWN; i++) {
        const Related *r = &f->related.items[i];
        Place elsewhere = place_of_related(place, r);
        other.source = elsewhere.source;
        if (source->lines) excerpt_bar(out, &other);
        place_line(out, &other, ":::", place_move(&elsewhere, r->span.start));
        excerpt_show(out, &other, r->span, r->message);
    }
    if (f->related.len > SHOWN) more_places(out, &other, place, &f->related, SHOWN);
    Str fix = fix_text(f, words);
    if (source->lines && (f->cost.len || f->help.len || f->note.len || fix.len))
        excerpt_bar(out, &e);
    remark(out, &e, options, "cost", PAINT_BOLD, f->cost);
    remark(out, &e, options, "help", PAINT_GOOD, f->help);
    remark(out, &e, options, "note", PAINT_INFO, f->note);
    remark(out, &e, options, "fix", PAINT_GOOD, fix);
    buf_add_char(out, '\n');
}

static void file(Buf *out, const ReportOptions *options, const Source *source,
                 const FindingVec *findings) {
    Place place = place_begin(source);
    for (size_t i = 0; i < findings->len; i++)
        show(out, options, source, &place, &findings->items[i]);
}

static void count(Buf *out, bool color, size_t n, const char *one, const char *many, Paint p,
                  bool *some) {
    if (!n) return;
    if (*some) buf_add_c(out, ", ");
    paint_on(out, color, p);
    text_plural(out, n, one, many);
    paint_off(out, color, p);
    *some = true;
}

static void clean_line(Buf *out, const ReportOptions *options, const Summary *s) {
    if (s->failed) return;
    if (!s->files) {
        buf_add_c(out, "No file that could hold a prompt was found.\n");
        return;
    }
    if (!s->prompts) {
        buf_add_c(out, "No prompt recognised in ");
        text_plural(out, s->files, "file", "files");
        buf_add_c(out, ": nothing to lint.\n");
        return;
    }
    paint(out, options->color, PAINT_GOOD, "Nothing found");
    buf_add_c(out, " in ");
    text_plural(out, s->prompts, "prompt", "prompts");
    buf_add_c(out, " of ");
    text_plural(out, s->files, "file", "files");
    if (s->tokens >= 1) {
        buf_add_c(out, ", about ");
        text_plural(out, (size_t)(s->tokens + 0.5), "token", "tokens");
    }
    if (s->suppressed) buf_printf(out, " (%zu suppressed)", s->suppressed);
    buf_add_c(out, ".\n");
}

static void fixable_line(Buf *out, const ReportOptions *options, const Summary *s) {
    size_t safe = s->fixable - s->fixable_unsafe;
    if (!s->fixable) return;
    if (safe) {
        text_plural(out, safe, "is", "are");
        buf_add_c(out, " repaired by ");
        paint(out, options->color, PAINT_CODE, "--fix");
    }
    if (s->fixable_unsafe) {
        buf_add_c(out, safe ? ", " : "");
        buf_add_count(out, (long long)s->fixable_unsafe);
        buf_add_c(out, safe                     ? " more by "
                       : s->fixable_unsafe == 1 ? " is repaired by "
                                                : " are repaired by ");
        paint(out, options->color, PAINT_CODE, "--fix --unsafe-fixes");
    }
    buf_add_char(out, '\n');
}

static void end(Buf *out, const ReportOptions *options, const Summary *s) {
    if (options->quiet) return;
    bool some = false;
    count(out, options->color, s->errors, "error", "errors", PAINT_ERROR, &some);
    count(out, options->color, s->warnings, "warning", "warnings", PAINT_WARNING, &some);
    count(out, options->color, s->infos, "info", "infos", PAINT_INFO, &some);
    if (!some) {
        clean_line(out, options, s);
        return;
    }
    buf_add_c(out, " in ");
    if (s->affected == s->files) {
        text_plural(out, s->files, "file", "files");
    } else {
        buf_add_count(out, (long long)s->affected);
        buf_add_c(out, " of ");
        text_plural(out, s->files, "file", "files");
    }
    if (s->suppressed) buf_printf(out, " (%zu suppressed)", s->suppressed);
    buf_add_char(out, '\n');
    fixable_line(out, options, s);
    if (str_starts(str_from_c(s->worst_code), STR("WL"))) { /* patterns have no page */
        buf_add_c(out, "More on a rule: ");
        paint_on(out, options->color, PAINT_CODE);
        buf_printf(out, "warmlint explain %s", s->worst_code);
        paint_off(out, options->color, PAINT_CODE);
        buf_add_char(out, '\n');
    }
}

const Reporter reporter_full = {"full", true, begin, file, end, true, NULL};
