#include "lint/engine/patterns.h"

#include "lint/config/pattern.h"

typedef struct {
    FileResult *result;
    const Pattern *pattern;
    PatternSearch search;
    size_t found;
    bool stopped; /* gave up or had enough: no more in this file */
} Run;

static Finding *report(Run *run, const Prompt *prompt, const Segment *segment, Span span,
                       Level level, Str message) {
    FileResult *result = run->result;
    vec_push(&result->arena, &result->findings,
             (Finding){.code = run->pattern->code,
                       .name = run->pattern->name,
                       .level = level,
                       .span = span,
                       .message = message,
                       .place = segment_place(&result->arena, prompt, segment)});
    return &result->findings.items[result->findings.len - 1];
}

/* What stands in a pattern's way is said in its own name, so that nobody takes silence for peace.
 */
static void stop(Run *run, const Prompt *prompt, const Segment *segment, Span span,
                 const char *why) {
    run->stopped = true;
    Finding *f = report(run, prompt, segment, span, LEVEL_INFO,
                        str_printf(&run->result->arena, "the pattern of " STR_FMT " %s",
                                   STR_ARG(run->pattern->code), why));
    f->help = STR("the rest of this file was not searched with it; make it more definite "
                  "(possessive quantifiers, anchors, fewer `.*`)");
}

/* All matches in the text of a segment, or in one value of it: `offset` is where it starts. */
static void search_in(Run *run, const Prompt *prompt, const Segment *segment, Str text,
                      size_t offset) {
    Span match;
    size_t from = 0;
    while (!run->stopped) {
        PatternResult result = pattern_next(&run->search, text, from, &match);
        if (result == PATTERN_NONE) return;
        if (result == PATTERN_GAVE_UP) {
            stop(run, prompt, segment,
                 segment_file_span(segment, span_of(offset + from, offset + text.len)),
                 "gave up: too many steps");
            return;
        }
        Span span = segment_file_span(segment, span_of(offset + match.start, offset + match.end));
        if (run->found++ == PATTERN_FINDINGS) {
            stop(run, prompt, segment, span, "matches too often: the first 100 are shown");
            return;
        }
        Finding *f = report(run, prompt, segment, span, run->pattern->level, run->pattern->message);
        segment_tell_import(&run->result->arena, segment,
                            span_of(offset + match.start, offset + match.end), f);
        f->help = run->pattern->help;
        from = match.end;
    }
}

static void search_segment(Run *run, const Prompt *prompt, const Segment *segment) {
    if (run->pattern->sections && !(run->pattern->sections & 1u << segment->section)) return;
    if (!run->pattern->in_values) {
        search_in(run, prompt, segment, segment->text, 0);
        return;
    }
    for (size_t i = 0; i < segment->pieces.len && !run->stopped; i++) {
        const Piece *piece = &segment->pieces.items[i];
        if (piece->kind == PIECE_TEXT || piece->kind == PIECE_COMMENT) continue;
        if (piece->verdict.volatility == run->pattern->volatility)
            search_in(run, prompt, segment,
                      str_slice(segment->text, piece->span.start, piece->span.end),
                      piece->span.start);
    }
}

void patterns_run(FileResult *result) {
    const PatternVec *patterns = result->settings.patterns;
    for (size_t i = 0; patterns && i < patterns->len; i++) {
        Run run = {result, &patterns->items[i], pattern_begin(&patterns->items[i]), 0, false};
        for (size_t p = 0; p < result->prompts.len && !run.stopped; p++) {
            const Prompt *prompt = &result->prompts.items[p];
            if (run.pattern->kinds && !(run.pattern->kinds & (unsigned)prompt->kind)) continue;
            for (size_t s = 0; s < prompt->segments.len && !run.stopped; s++)
                search_segment(&run, prompt, &prompt->segments.items[s]);
        }
        pattern_end(&run.search);
    }
}
