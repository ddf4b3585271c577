/* SARIF 2.1.0, as GitHub's code scanning and Microsoft's validator want it: rules with their pages,
 * all four numbers of a region and a region around it, fingerprints, and an invocation that failed
 * where a file could not be linted. URIs count from the top of the repository, since GitHub reads
 * no uriBaseId. Columns count code points. */
#include <stdlib.h>

#include "lint/report/compose.h"
#include "lint/report/linehash.h"

enum {
    LONGEST_SNIPPET = 2048, /* bytes; a longer one is left out */
    CONTEXT_REACH = 200,    /* bytes before and after, where whole lines are longer than that */
    LONGEST_TEXT = 1000     /* bytes; GitHub takes 1,024 characters */
};

static const char *const levels[] = {"note", "warning", "error"};

/* [text](target) in a message would become a link. */
static void add_message(Buf *out, Str text) {
    Buf plain = {0};
    for (size_t i = 0; i < text.len; i++) {
        buf_add_char(&plain, text.ptr[i]);
        if (text.ptr[i] == ']' && i + 1 < text.len && text.ptr[i + 1] == '(')
            buf_add_char(&plain, ' ');
    }
    buf_add_c(out, "{\"text\":");
    buf_add_json(out, buf_str(&plain));
    buf_add_char(out, '}');
    buf_free(&plain);
}

/* --- rules ---------------------------------------------------------------------------------------
 */

/* volatile-placeholder: VolatilePlaceholder. */
static void add_pascal(Buf *out, const char *name) {
    bool up = true;
    for (; *name; name++) {
        if (*name != '-')
            buf_add_char(out, (char)(up && ascii_is_lower(*name) ? *name - 32 : *name));
        up = *name == '-';
    }
}

/* The first paragraph of a page on one line. */
static Str first_paragraph(const char *page) {
    Str s = str_trim(str_from_c(page));
    size_t end = str_find(s, STR("\n\n"), 0);
    return str_slice(s, 0, end);
}

static void add_text_member(Buf *out, const char *name, Str text) {
    Buf line = {0};
    compose_line(&line, text);
    if (line.len > LONGEST_TEXT) {
        size_t cut = LONGEST_TEXT;
        while (cut && line.ptr[cut] != ' ') cut--;
        line.len = cut;
        buf_add_c(&line, " …");
    }
    if (line.len && ascii_is_lower(line.ptr[0])) line.ptr[0] -= 32;
    if (line.len && line.ptr[line.len - 1] != '.') buf_add_char(&line, '.');
    buf_printf(out, "\"%s\":{\"text\":", name);
    buf_add_json(out, buf_str(&line));
    buf_add_c(out, "},");
    buf_free(&line);
}

static void add_rule(Buf *out, const ReportRule *rule) {
    static const char *const severities[] = {"recommendation", "warning", "error"};
    buf_printf(out, "{\"id\":\"%s\",\"name\":\"", rule->code);
    add_pascal(out, rule->name);
    buf_add_c(out, "\",");
    Str about = str_from_c(rule->summary), paragraph = first_paragraph(rule->page);
    add_text_member(out, "shortDescription", about);
    add_text_member(out, "fullDescription", paragraph.len ? paragraph : about);
    buf_add_c(out, "\"help\":{\"text\":\"");
    buf_printf(out, "warmlint explain %s shows the page of this rule.\",\"markdown\":", rule->code);
    buf_add_json(out, str_from_c(rule->page));
    buf_printf(out,
               "},\"defaultConfiguration\":{\"level\":\"%s\"},\"properties\":{\"tags\":[\"cost\","
               "\"prompt-caching\"],\"precision\":\"high\",\"problem.severity\":\"%s\"}}",
               levels[rule->level], severities[rule->level]);
}

static void begin(Buf *out, const ReportOptions *options) {
    buf_add_c(out, "{\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\","
                   "\"version\":\"2.1.0\",\"runs\":[{\"tool\":{\"driver\":{\"name\":\"warmlint\","
                   "\"semanticVersion\":");
    buf_add_json(out, str_from_c(options->tool_version));
    buf_add_c(out, ",\"properties\":{\"factsDate\":");
    buf_add_json(out, str_from_c(options->facts_date));
    buf_add_c(out, "},\"rules\":[");
    for (size_t i = 0; i < options->rule_count; i++) {
        buf_add_c(out, i ? ",\n" : "\n");
        add_rule(out, &options->rules[i]);
    }
    buf_add_c(out, "]}},\n\"columnKind\":\"unicodeCodePoints\",\"automationDetails\":{\"id\":"
                   "\"warmlint/\"},\n\"results\":[");
}

/* --- results -------------------------------------------------------------------------------------
 */

static void add_region(Buf *out, const char *name, const Source *source, Range range, Span span) {
    buf_printf(out, "\"%s\":{\"startLine\":%u,\"startColumn\":%u,\"endLine\":%u,\"endColumn\":%u",
               name, range.start.line, range.start.column, range.end.line, range.end.column);
    Str text = source_slice(source, span);
    if (text.len && text.len <= LONGEST_SNIPPET) {
        buf_add_c(out, ",\"snippet\":{\"text\":");
        buf_add_json(out, text);
        buf_add_char(out, '}');
    }
    buf_add_char(out, '}');
}

static bool inside_character(const Source *source, uint32_t at) {
    return at < source->bytes.len && ((unsigned char)source->bytes.ptr[at] & 0xC0) == 0x80;
}

static uint32_t end_of_line(const Source *source, uint32_t line) {
    Str text = source_line(source, line);
    return (uint32_t)(text.ptr + text.len - source->bytes.ptr);
}

/* One line more on both sides, or so many bytes where lines are long; empty when there is nothing
 * worth showing. */
static Span context_of(const Source *source, Range range, Span span) {
    range.start.line -= source->lines_before;
    range.end.line -= source->lines_before;
    uint32_t from = range.start.line > 1 ? range.start.line - 1 : 1;
    uint32_t to = range.end.line < source->lines ? range.end.line + 1 : range.end.line;
    Span wide = {source->line_starts[from - 1], end_of_line(source, to)};
    if (from == 1) wide.start = source_bom(source);
    if (wide.end - wide.start <= LONGEST_SNIPPET) return wide;
    uint32_t start =
        span.start > wide.start + CONTEXT_REACH ? span.start - CONTEXT_REACH : wide.start;
    uint32_t end = wide.end > span.end + CONTEXT_REACH ? span.end + CONTEXT_REACH : wide.end;
    while (start < span.start && inside_character(source, start)) start++;
    while (end > span.end && inside_character(source, end)) end--;
    return (Span){start, end};
}

static void add_place(Buf *out, const ReportOptions *options, const Place *from, Span span) {
    const Source *source = from->source;
    Buf path = {0};
    compose_path(&path, options, source->path, true);
    buf_add_c(out, "\"physicalLocation\":{\"artifactLocation\":{\"uri\":\"");
    compose_uri(out, buf_str(&path));
    buf_add_c(out, "\"},");
    Place place = *from;
    Range range = compose_range(&place, span);
    add_region(out, "region", source, range, source->lines ? span : (Span){0, 0});
    if (source->lines) {
        Span context = context_of(source, range, span);
        if (span_holds(context, span) && context.end - context.start <= LONGEST_SNIPPET &&
            context.end - context.start > span.end - span.start) {
            buf_add_char(out, ',');
            Place there = place_begin(source);
            Range around = compose_range(&there, context);
            add_region(out, "contextRegion", source, around, context);
        }
    }
    buf_add_char(out, '}');
    buf_free(&path);
}

static void add_related(Buf *out, const ReportOptions *options, const Place *place,
                        const RelatedVec *related) {
    if (!related->len) return;
    buf_add_c(out, ",\"relatedLocations\":[");
    for (size_t i = 0; i < related->len; i++) {
        buf_printf(out, "%s{\"id\":%zu,", i ? "," : "", i + 1);
        Place elsewhere = place_of_related(place, &related->items[i]);
        add_place(out, options, &elsewhere, related->items[i].span);
        Buf text = {0};
        compose_line(&text, related->items[i].message);
        buf_add_c(out, ",\"message\":");
        add_message(out, buf_str(&text));
        buf_add_char(out, '}');
        buf_free(&text);
    }
    buf_add_char(out, ']');
}

static void add_fix(Buf *out, const ReportOptions *options, const Place *place, const Fix *fix) {
    if (!fix->edits.len) return;
    Buf path = {0};
    compose_path(&path, options, place->source->path, true);
    buf_add_c(out, ",\"fixes\":[{\"description\":");
    add_message(out, fix->title);
    buf_add_c(out, ",\"artifactChanges\":[{\"artifactLocation\":{\"uri\":\"");
    compose_uri(out, buf_str(&path));
    buf_add_c(out, "\"},\"replacements\":[");
    Place at = *place;
    for (size_t i = 0; i < fix->edits.len; i++) {
        const Edit *edit = &fix->edits.items[i];
        buf_add_c(out, i ? ",{" : "{");
        add_region(out, "deletedRegion", place->source, compose_range(&at, edit->span), edit->span);
        buf_add_c(out, ",\"insertedContent\":{\"text\":");
        buf_add_json(out, edit->text);
        buf_add_c(out, "}}");
    }
    buf_printf(out, "]}],\"properties\":{\"applicability\":\"%s\"}}]",
               fix->unsafe ? "unsafe" : "safe");
    buf_free(&path);
}

static void add_rule_reference(Buf *out, const ReportOptions *options, Str code) {
    buf_add_c(out, "\"ruleId\":");
    buf_add_json(out, code);
    const ReportRule *rule = compose_rule(options, code);
    if (rule) buf_printf(out, ",\"ruleIndex\":%zu", (size_t)(rule - options->rules));
}

static void add_result(Buf *out, const ReportOptions *options, Place *place, const Finding *f,
                       const LineHash *hash) {
    Buf text = {0};
    compose_sentences(&text, f);
    buf_add_char(out, '{');
    add_rule_reference(out, options, f->code);
    buf_printf(out, ",\"level\":\"%s\",\"message\":", levels[f->level]);
    add_message(out, buf_str(&text));
    buf_add_c(out, ",\"locations\":[{");
    place_move(place, f->span.start);
    add_place(out, options, place, f->span);
    buf_add_c(out, "}]");
    add_related(out, options, place, &f->related);
    add_fix(out, options, place, &f->fix);
    buf_add_c(out, ",\"partialFingerprints\":{");
    if (hash)
        buf_printf(out, "\"primaryLocationLineHash\":\"%llx:%u\",", (unsigned long long)hash->hash,
                   hash->count);
    buf_printf(out, "\"warmlint/v1\":\"%016llx\"}}", (unsigned long long)f->fingerprint);
    buf_free(&text);
}

/* A file that could not be linted is a result, which shows where, and a notification, which says
 * that the run is not complete. */
static void add_notification(Buf *out, const ReportOptions *options, const Place *place,
                             const Finding *f) {
    Buf text = {0};
    compose_sentences(&text, f);
    buf_add_c(out, out->len ? ",\n" : "\n");
    buf_add_c(out, "{\"associatedRule\":{\"id\":");
    buf_add_json(out, f->code);
    const ReportRule *rule = compose_rule(options, f->code);
    if (rule) buf_printf(out, ",\"index\":%zu", (size_t)(rule - options->rules));
    buf_add_c(out, "},\"level\":\"error\",\"message\":");
    add_message(out, buf_str(&text));
    buf_add_c(out, ",\"locations\":[{");
    add_place(out, options, place, f->span);
    buf_add_c(out, "}]}");
    buf_free(&text);
}

static void file(Buf *out, const ReportOptions *options, const Source *source,
                 const FindingVec *findings) {
    if (!findings->len) return;
    ReportState *state = options->state;
    size_t lines = 0;
    LineHash *hashes = source->lines_before ? NULL : line_hashes(source->bytes, &lines);
    Place place = place_begin(source);
    for (size_t i = 0; i < findings->len; i++) {
        const Finding *f = &findings->items[i];
        size_t line = place_move(&place, f->span.start).line;
        const ReportRule *rule = compose_rule(options, f->code);
        buf_add_c(out, state->counts[0]++ ? ",\n" : "\n");
        /* No hash in later parts of a file: it counts over all lines before. */
        add_result(out, options, &place, f, line <= lines ? &hashes[line - 1] : NULL);
        if (rule && rule->fatal) add_notification(&state->parts[0], options, &place, f);
    }
    free(hashes);
}

static void end(Buf *out, const ReportOptions *options, const Summary *summary) {
    const Buf *notifications = &options->state->parts[0];
    const Buf *configuration = &options->state->parts[1];
    bool failed = summary->failed || notifications->len || configuration->len;
    buf_printf(out, "%s],\n\"invocations\":[{\"executionSuccessful\":%s",
               options->state->counts[0] ? "\n" : "", failed ? "false" : "true");
    if (notifications->len) {
        buf_add_c(out, ",\"toolExecutionNotifications\":[");
        buf_add(out, buf_str(notifications));
        buf_add_char(out, ']');
    }
    if (configuration->len) {
        buf_add_c(out, ",\"toolConfigurationNotifications\":[");
        buf_add(out, buf_str(configuration));
        buf_add_char(out, ']');
    }
    buf_add_c(out, "}]}]}\n");
}

static void trouble(Buf *out, const ReportOptions *options, Str message) {
    Buf *configuration = &options->state->parts[1];
    Buf text = {0};
    (void)out;
    buf_add_c(configuration, "{\"level\":\"error\",\"message\":");
    compose_line(&text, message);
    add_message(configuration, buf_str(&text));
    buf_add_char(configuration, '}');
    buf_free(&text);
}

const Reporter reporter_sarif = {"sarif", false, begin, file, end, true, trouble};
