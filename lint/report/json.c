/* One JSON object for programs, described by editors/warmlint-report.schema.json. `line`, `column`
 * (code points), `utf16` (code units) and `byte` count from 1, `offset` (bytes) from 0; ends are
 * exclusive. The order of keys and of findings is fixed: equal input gives equal bytes. */
#include <math.h>

#include "lint/report/json.h"

static void key(Buf *out, const char *name) {
    buf_printf(out, "\"%s\":", name);
}

/* Without exponent and without zeros at the end; null for what is not known. */
static void number_member(Buf *out, const char *name, double value, int decimals) {
    buf_add_char(out, ',');
    key(out, name);
    if (!isfinite(value) || value <= 0) {
        buf_add_c(out, "null");
        return;
    }
    buf_printf(out, "%.*f", decimals, value);
    if (!decimals) return;
    while (out->ptr[out->len - 1] == '0') out->len--;
    if (out->ptr[out->len - 1] == '.') out->len--;
}

static void position_member(Buf *out, const char *name, const Source *source, Position at,
                            uint32_t offset) {
    key(out, name);
    buf_printf(out, "{\"line\":%u,\"column\":%u,\"utf16\":%u,\"byte\":%u,\"offset\":%llu}",
               at.line + source->lines_before, at.column, at.utf16, at.byte,
               (unsigned long long)(source->bytes_before + offset));
}

/* Leaves `place` at the start, so that the next finding goes on from there. */
static void range_members(Buf *out, Place *place, Span span) {
    Position start = place_move(place, span.start);
    position_member(out, "start", place->source, start, place->offset);
    buf_add_char(out, ',');
    Place ahead = *place;
    Position end = place_move(&ahead, span.end < span.start ? span.start : span.end);
    position_member(out, "end", place->source, end, ahead.offset);
}

static void related_member(Buf *out, const Place *place, const RelatedVec *related) {
    buf_add_char(out, ',');
    key(out, "related");
    buf_add_char(out, '[');
    for (size_t i = 0; i < related->len; i++) {
        const Related *r = &related->items[i];
        Place elsewhere = place_of_related(place, r);
        buf_add_c(out, i ? ",{" : "{");
        if (r->source) {
            key(out, "path");
            buf_add_json(out, r->source->path);
            buf_add_char(out, ',');
        }
        range_members(out, &elsewhere, r->span);
        buf_add_char(out, ',');
        key(out, "message");
        buf_add_json(out, r->message);
        buf_add_char(out, '}');
    }
    buf_add_char(out, ']');
}

static void fix_member(Buf *out, const Place *place, const Fix *fix) {
    buf_add_char(out, ',');
    key(out, "fix");
    if (!fix->edits.len) {
        buf_add_c(out, "null");
        return;
    }
    buf_add_c(out, "{\"title\":");
    buf_add_json(out, fix->title);
    buf_printf(out, ",\"applicability\":\"%s\",\"edits\":[", fix->unsafe ? "unsafe" : "safe");
    Place at = *place;
    for (size_t i = 0; i < fix->edits.len; i++) {
        buf_add_c(out, i ? ",{" : "{");
        range_members(out, &at, fix->edits.items[i].span);
        buf_add_char(out, ',');
        key(out, "text");
        buf_add_json(out, fix->edits.items[i].text);
        buf_add_char(out, '}');
    }
    buf_add_c(out, "]}");
}

void json_diagnostic(Buf *out, Place *place, const Finding *f) {
    buf_add_c(out, "{\"code\":");
    buf_add_json(out, f->code);
    buf_add_c(out, ",\"name\":");
    buf_add_json(out, f->name);
    buf_printf(out, ",\"severity\":\"%s\",\"message\":", level_name(f->level));
    buf_add_json(out, f->message);
    buf_add_json_member(out, "label", f->label);
    buf_add_json_member(out, "cost", f->cost);
    buf_add_json_member(out, "help", f->help);
    buf_add_json_member(out, "note", f->note);
    buf_add_c(out, ",\"path\":");
    buf_add_json(out, place->source->path);
    buf_add_char(out, ',');
    range_members(out, place, f->span);
    buf_add_json_member(out, "segment", f->place);
    number_member(out, "tokens", f->tokens, 0);
    number_member(out, "usdPer1000", f->usd_per_1000, 4);
    related_member(out, place, &f->related);
    fix_member(out, place, &f->fix);
    buf_printf(out, ",\"fingerprint\":\"%016llx\",\"url\":null}",
               (unsigned long long)f->fingerprint);
}

static void begin(Buf *out, const ReportOptions *options) {
    buf_add_c(out, "{\"version\":1,\"tool\":{\"name\":\"warmlint\",\"version\":");
    buf_add_json(out, str_from_c(options->tool_version));
    buf_add_c(out, ",\"factsDate\":");
    buf_add_json(out, str_from_c(options->facts_date));
    buf_add_c(out, "},\n\"diagnostics\":[");
}

static void file(Buf *out, const ReportOptions *options, const Source *source,
                 const FindingVec *findings) {
    (void)options;
    Place place = place_begin(source);
    for (size_t i = 0; i < findings->len; i++) {
        bool first = out->ptr[out->len - 1] == '[';
        buf_add_c(out, first ? "\n" : ",\n");
        json_diagnostic(out, &place, &findings->items[i]);
    }
}

static void end(Buf *out, const ReportOptions *options, const Summary *s) {
    (void)options;
    buf_printf(out,
               "],\n\"summary\":{\"files\":%zu,\"affected\":%zu,\"failed\":%zu,\"prompts\":%zu,"
               "\"errors\":%zu,\"warnings\":%zu,\"infos\":%zu,\"suppressed\":%zu,\"fixable\":%zu",
               s->files, s->affected, s->failed, s->prompts, s->errors, s->warnings, s->infos,
               s->suppressed, s->fixable);
    buf_printf(out, ",\"tokens\":%.0f,\"cachedTokens\":%.0f}}\n", s->tokens, s->cached_tokens);
}

const Reporter reporter_json = {"json", false, begin, file, end, true, NULL};
