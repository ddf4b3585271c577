#include "lint/base/utf8.h"
#include "rules/bytes.h"
#include "rules/pair.h"
#include "rules/prefix.h"
#include "rules/repair.h"

/* One kind of drift in one prompt: how often, and where first. */
typedef struct {
    size_t count;
    size_t at, len; /* in the segment's text */
    uint32_t code_point;
    const Segment *segment;
} Drift;

typedef struct {
    Drift mark, invisible, composed, alike;
    Drift first_lf, first_crlf;
} Drifts;

static void note(Drift *drift, const Segment *segment, size_t at, size_t len, uint32_t c) {
    if (drift->count++) return;
    drift->segment = segment;
    drift->at = at;
    drift->len = len;
    drift->code_point = c;
}

/* Dashes and quotes, arrows and boxes, kana, Hangul and full-width signs: with Latin letters
 * and ideographs most of what is not ASCII, and none of what is looked for. */
static bool is_harmless(uint32_t c) {
    return (c >= 0x2010 && c < 0x202A) || (c >= 0x2190 && c < 0x2329) ||
           (c >= 0x232B && c < 0x3000) || (c > 0x3000 && c < 0x3099) ||
           (c > 0x309A && c < 0x3100) || (c >= 0xAC00 && c < 0xD7A4) || (c >= 0xFF01 && c < 0xFFE0);
}

/* How many bytes the character has that begins here, if it is none of those looked for; else 0. The
 * text is known to be UTF-8: what is no character of it is not judged. */
static size_t harmless_bytes(Str s, size_t at) {
    const unsigned char *p = (const unsigned char *)s.ptr + at;
    if (p[0] >= 0xC3 && p[0] <= 0xCB) return 2; /* U+00C0 to U+02FF */
    if (p[0] < 0xE0 || p[0] >= 0xF0 || s.len - at < 3) return 0;
    return is_harmless((p[0] & 0xFu) << 12 | (p[1] & 0x3Fu) << 6 | (p[2] & 0x3Fu)) ? 3 : 0;
}

/* U+4000 to U+9FFF, by its first byte: an ideograph. */
static bool is_ideograph(char lead) {
    return (unsigned char)lead >= 0xE4 && (unsigned char)lead <= 0xE9;
}

/* From `at` on, the first byte that is looked at: not ASCII, or a line end where these are mixed.
 */
static size_t next_place(Str s, size_t at, bool line_ends) {
    while (at < s.len) {
        if (is_ideograph(s.ptr[at])) { /* they come in rows */
            at += 3;
            continue;
        }
        unsigned char c = (unsigned char)s.ptr[at];
        size_t harmless = harmless_bytes(s, at);
        if (harmless)
            at += harmless;
        else if (c >= 0xC2 || (line_ends && c == '\n'))
            break;
        else
            at = line_ends ? at + 1 : utf8_first_high(s, at + 1);
    }
    return at;
}

static void scan(const Segment *segment, Drifts *drifts) {
    Str s = segment->text;
    bool line_ends = s.len > 0 && memchr(s.ptr, '\r', s.len) != NULL;
    size_t len = 1;
    for (size_t i = next_place(s, 0, line_ends); i < s.len; i = next_place(s, i + len, line_ends)) {
        uint32_t c = utf8_decode(s, i, &len);
        if (c == '\n') {
            bool crlf = i > 0 && s.ptr[i - 1] == '\r';
            note(crlf ? &drifts->first_crlf : &drifts->first_lf, segment, i, 1, c);
        } else if (c == 0xFEFF && i == 0) {
            note(&drifts->mark, segment, i, len, c);
        } else if (c == UTF8_INVALID) {
            continue;
        } else if (bytes_is_invisible(s, i, c, len)) {
            note(&drifts->invisible, segment, i, len, c);
        } else if (bytes_is_decomposed(s, i, c)) {
            note(&drifts->composed, segment, i, len, c);
        } else if (bytes_is_look_alike(s, i, c, len)) {
            note(&drifts->alike, segment, i, len, c);
        }
    }
}

static Finding *report(Sink *sink, const Plan *plan, const Drift *drift, const char *message) {
    const Segment *segment = drift->segment;
    Finding *f = sink_report_text(sink, LEVEL_INFO, segment,
                                  span_of(drift->at, drift->at + drift->len), "%s", message);
    f->cost = sink_text(sink,
                        "harmless until an editor, a checkout or a library mends it: then the "
                        "cache of a prompt of " STR_FMT " tokens is cold from here on" STR_FMT,
                        STR_ARG(sink_tokens(sink, plan->total)),
                        STR_ARG(plan->total.tokens < plan->minimum
                                    ? (Str){0}
                                    : prefix_cost_anew(sink, plan, plan->total, "at most")));
    return f;
}

static const char *counted(Sink *sink, size_t count, const char *one, const char *many) {
    return count == 1 ? one : sink_text(sink, "%zu %s", count, many).ptr;
}

static bool is_looked_at(const Segment *segment) {
    return segment->section == SECTION_SYSTEM && segment->type == BLOCK_TEXT;
}

/* The rarer kind becomes the other. */
static void unify_line_ends(Sink *sink, Finding *f, bool to_lf) {
    const Prompt *prompt = sink->prompt;
    repair_safe(f, to_lf ? "Write all line ends as LF" : "Write all line ends as CRLF");
    for (size_t i = 0; i < prompt->segments.len; i++) {
        const Segment *segment = &prompt->segments.items[i];
        Str s = segment->text;
        if (!is_looked_at(segment)) continue;
        for (size_t at = str_find_char(s, '\n', 0); at != STR_NOT_FOUND;
             at = str_find_char(s, '\n', at + 1)) {
            bool crlf = at > 0 && s.ptr[at - 1] == '\r';
            if (crlf && to_lf)
                repair_text(sink, f, segment_file_span(segment, span_of(at - 1, at)), (Str){0});
            else if (!crlf && !to_lf)
                repair_text(sink, f, segment_file_span(segment, span_of(at, at)), STR("\r"));
        }
    }
}

/* From the first on, all of them. */
static void remove_invisible(Sink *sink, Finding *f) {
    const Prompt *prompt = sink->prompt;
    repair_unsafe(f, "Remove what is invisible");
    for (size_t i = 0; i < prompt->segments.len; i++) {
        const Segment *segment = &prompt->segments.items[i];
        size_t len = 1;
        if (!is_looked_at(segment)) continue;
        for (size_t at = next_place(segment->text, 0, false); at < segment->text.len;
             at = next_place(segment->text, at + len, false)) {
            uint32_t c = utf8_decode(segment->text, at, &len);
            if (c != UTF8_INVALID && !(c == 0xFEFF && at == 0) &&
                bytes_is_invisible(segment->text, at, c, len))
                repair_text(sink, f, segment_file_span(segment, span_of(at, at + len)), (Str){0});
        }
    }
}

static void report_characters(Sink *sink, const Plan *plan, const Drifts *drifts) {
    const Drift *d = &drifts->invisible;
    if (d->count) {
        const char *what =
            counted(sink, d->count, "an invisible character", "invisible characters");
        Finding *f = report(sink, plan, d,
                            sink_text(sink, "%s in the prompt%s U+%04X%s", what,
                                      d->count > 1 ? ", the first" : ":", (unsigned)d->code_point,
                                      bytes_character_name(d->code_point))
                                .ptr);
        f->help = STR("take it out; it costs tokens too, and may hide text from the reader");
        remove_invisible(sink, f);
    }
    d = &drifts->composed;
    if (d->count) {
        const char *what = counted(sink, d->count, "a letter is written", "letters are written");
        Finding *f = report(
            sink, plan, d,
            sink_text(sink, "%s in parts or in an old form, not as one character (NFC)", what).ptr);
        f->help =
            STR("normalise the file to NFC; the same word then has the same bytes everywhere");
    }
    d = &drifts->alike;
    if (d->count) {
        const char *what =
            counted(sink, d->count, "a letter of another script", "letters of another script");
        Finding *f = report(sink, plan, d,
                            sink_text(sink, "%s in a Latin word%s U+%04X", what,
                                      d->count > 1 ? ", the first" : ":", (unsigned)d->code_point)
                                .ptr);
        f->help = STR("type it anew; it looks the same to you and is other tokens to the model");
    }
}

static void report_mark(Sink *sink, const Plan *plan, const Drifts *drifts) {
    if (drifts->mark.count == 0) return;
    Finding *f = report(sink, plan, &drifts->mark,
                        "the text starts with a byte order mark, which many loaders send with it");
    f->help = STR("save the file as UTF-8 without a byte order mark");
    repair_safe(f, "Remove the byte order mark");
    repair_text(sink, f, f->span, (Str){0});
}

static void report_line_ends(Sink *sink, const Plan *plan, const Drifts *drifts) {
    const Drift *lf = &drifts->first_lf, *crlf = &drifts->first_crlf;
    if (lf->count == 0 || crlf->count == 0) return;
    const Drift *rarer = lf->count < crlf->count ? lf : crlf;
    Finding *f = report(sink, plan, rarer,
                        sink_text(sink,
                                  "line ends are mixed: %zu LF and %zu CRLF; the first %s is "
                                  "here",
                                  lf->count, crlf->count, rarer == lf ? "LF" : "CRLF")
                            .ptr);
    f->help =
        STR("keep one kind: `* text eol=lf` in .gitattributes, `end_of_line` in .editorconfig");
    unify_line_ends(sink, f, rarer == crlf);
}

static void report_trailing(Sink *sink, const Plan *plan, const Segment *segment) {
    TwinLine twin;
    if (!bytes_twin_lines(sink->arena, segment->text, &twin)) return;
    Drift drift = {1, twin.blanks.start, twin.blanks.end - twin.blanks.start, 0, segment};
    Finding *f = report(sink, plan, &drift,
                        "this line differs from an equal one only in the blanks at its end");
    f->help =
        STR("strip blanks at the ends of lines, in the editor and in what fills the template");
    vec_push(sink->arena, &f->related, segment_related(segment, twin.other, STR("the equal line")));
    repair_unsafe(f, "Remove the blanks");
    repair_text(sink, f, f->span, (Str){0});
}

static void check(const Prompt *prompt, const Plan *plan, Sink *sink) {
    Drifts drifts = {0};
    bool trailing = false;
    for (size_t i = 0; i < prompt->segments.len; i++) {
        const Segment *segment = &prompt->segments.items[i];
        if (!is_looked_at(segment)) continue;
        scan(segment, &drifts);
        size_t before = sink->findings->len;
        if (!trailing) report_trailing(sink, plan, segment);
        trailing |= sink->findings->len > before;
    }
    report_mark(sink, plan, &drifts);
    report_line_ends(sink, plan, &drifts);
    report_characters(sink, plan, &drifts);
}

/* Blanks and line ends that came, went or turned into others since the version before. */
static void check_pair(const PromptRecord *older, const Prompt *prompt, const Plan *plan,
                       Sink *sink) {
    RecordDiff diff = record_compare(sink->arena, older, plan);
    if (!diff.blanks || diff.model_changed || diff.params.len) return;
    Finding *f = sink_report(sink, LEVEL_INFO, prompt->anchor,
                             "nothing but white space changed in the prefix up to " STR_FMT,
                             STR_ARG(diff.lost->to));
    f->cost = pair_cold(sink, &diff);
    f->help =
        sink_text(sink, "put the bytes back; `warmlint diff --base REV` shows the first one%s",
                  pair_agree(older));
}

const RuleCheck rule_byte_drift = {.check = check, .check_pair = check_pair};
