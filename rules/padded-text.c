#include "rules/literal.h"

/* From so many tokens on that could be saved, all else is taste: an indented example of JSON or a
 * ruler under a heading is how people write. */
enum { WORTH_TOKENS = 200, JSON_TOKENS = 300, JSON_LINES = 60, RUN_CHARS = 16, BLOB_BYTES = 256 };

static Finding *report(Sink *sink, const Plan *plan, const Segment *segment, Span span,
                       TokCount tokens, const char *what) {
    Finding *f = sink_report(sink, LEVEL_INFO, segment_file_span(segment, span),
                             "%s: " STR_FMT " tokens in every call", what,
                             STR_ARG(sink_tokens(sink, tokens)));
    f->place = segment_place(sink->arena, sink->prompt, segment);
    f->tokens = (double)tokens.tokens;
    f->cost = literal_cost(sink, plan, tokens.tokens);
    return f;
}

/* --- blobs ---------------------------------------------------------------------------------------
 */

static bool is_blob_byte(char c) {
    return ascii_is_alnum(c) || c == '+' || c == '/' || c == '=';
}

/* Base64: long, without a blank, upper and lower case and digits. */
static bool is_blob(Str s) {
    bool upper = false, lower = false, digit = false;
    for (size_t i = 0; i < s.len; i++) {
        upper |= ascii_is_upper(s.ptr[i]);
        lower |= ascii_is_lower(s.ptr[i]);
        digit |= ascii_is_digit(s.ptr[i]);
    }
    return upper && lower && digit && s.len >= BLOB_BYTES;
}

static void check_blobs(Sink *sink, const Plan *plan, const Segment *segment, Span piece) {
    Str text = segment->text;
    for (size_t i = piece.start; i < piece.end; i++) {
        /* A blob holds a byte of its own kind at every BLOB_BYTES / 2. */
        size_t probe = i + BLOB_BYTES / 2;
        if (probe >= piece.end) return;
        if (!is_blob_byte(text.ptr[probe])) {
            i = probe;
            continue;
        }
        size_t start = probe, end = probe;
        while (start > i && is_blob_byte(text.ptr[start - 1])) start--;
        while (end < piece.end && is_blob_byte(text.ptr[end])) end++;
        Str blob = str_slice(text, start, end);
        i = end;
        if (!is_blob(blob)) continue;
        TokCount tokens = tok_count(plan->family, blob.ptr, blob.len);
        if (tokens.lo < WORTH_TOKENS) continue;
        Finding *f = report(sink, plan, segment, span_of(start, end), tokens,
                            sink_text(sink, "%zu characters of encoded data", blob.len).ptr);
        f->help = STR("send pictures and files as blocks of their own; the model cannot read them "
                      "here");
    }
}

/* --- runs ----------------------------------------------------------------------------------------
 */

typedef struct {
    TokCount tokens;
    size_t count;
    Span longest;
    const Segment *segment;
} Runs;

/* Bytes of the UTF-8 character at `at`, by its first byte. */
static size_t character_size(Str s, size_t at) {
    unsigned char c = (unsigned char)s.ptr[at];
    size_t size = c < 0x80 ? 1 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
    return at + size <= s.len ? size : 1;
}

static void add_runs(Runs *runs, const Plan *plan, const Segment *segment, Span piece) {
    Str s = segment->text;
    for (size_t i = piece.start; i < piece.end;) {
        size_t size = character_size(s, i), end = i + size;
        if (end < piece.end && s.ptr[end] != s.ptr[i]) {
            i = end;
            continue;
        }
        while (end + size <= piece.end && memcmp(s.ptr + end, s.ptr + i, size) == 0) end += size;
        if (end > piece.end) return;
        bool indents = ascii_is_space(s.ptr[i]) && (i == 0 || s.ptr[i - 1] == '\n');
        if ((end - i) / size >= RUN_CHARS && !ascii_is_alnum(s.ptr[i]) && !indents) {
            TokCount tokens = tok_count(plan->family, s.ptr + i, end - i);
            runs->tokens = tok_add(runs->tokens, tokens);
            runs->count++;
            if (end - i > runs->longest.end - runs->longest.start) {
                runs->longest = span_of(i, end);
                runs->segment = segment;
            }
        }
        i = end;
    }
}

static void report_runs(Sink *sink, const Plan *plan, const Runs *runs) {
    if (runs->tokens.lo < WORTH_TOKENS) return;
    Finding *f = report(
        sink, plan, runs->segment, runs->longest, runs->tokens,
        sink_text(sink, "%zu run%s of blanks or rules", runs->count, runs->count == 1 ? "" : "s")
            .ptr);
    f->label = STR("the longest");
    f->help =
        STR("a heading needs one mark, a table no frame: headings and blank lines are enough");
}

/* --- JSON ----------------------------------------------------------------------------------------
 */

/* A line as a JSON printer breaks them: a member, an item, or a bracket. */
static bool is_json_line(Str line) {
    line = str_trim(line);
    if (line.len == 0) return false;
    char first = line.ptr[0], last = line.ptr[line.len - 1];
    bool closed = last == ',' || last == '{' || last == '[' || last == '}' || last == ']' ||
                  last == '"' || ascii_is_digit(last) || last == 'e' || last == 'l';
    bool opens = first == '{' || first == '}' || first == '[' || first == ']';
    return closed && ((opens && line.len <= 3) || first == '"' || first == '-' ||
                      ascii_is_digit(first) || (opens && last != 'e' && last != 'l'));
}

/* The same without what only people need: line ends, indentation, the blank behind a colon. */
static Str compact(Arena *arena, Str s) {
    char *out = arena_alloc(arena, s.len + 1);
    size_t n = 0;
    bool quoted = false;
    for (size_t i = 0; i < s.len; i++) {
        char c = s.ptr[i];
        if (c == '"' && (i == 0 || s.ptr[i - 1] != '\\')) quoted = !quoted;
        if (c == '\n') quoted = false;
        if (quoted || !ascii_is_space(c)) out[n++] = c;
    }
    return (Str){out, n};
}

static void check_json(Sink *sink, const Plan *plan, const Segment *segment, Span region) {
    Str text = str_slice(segment->text, region.start, region.end);
    TokCount whole = tok_count(plan->family, text.ptr, text.len);
    if (whole.tokens < JSON_TOKENS) return;
    Str dense = compact(sink->arena, text);
    TokCount least = tok_count(plan->family, dense.ptr, dense.len);
    int64_t saved = whole.tokens - least.tokens;
    if (saved < JSON_TOKENS) return;
    TokCount tokens = {saved, saved, saved, whole.method};
    Finding *f = report(sink, plan, segment, region, tokens, "indentation of JSON");
    f->help = STR("print it without indentation, as your program would send it");
}

static void check_lines(Sink *sink, const Plan *plan, const Segment *segment) {
    Str rest = segment->text, line;
    size_t start = 0, at = 0, lines = 0;
    bool more = true;
    while (more) {
        more = str_next_line(&rest, &line);
        if (more && is_json_line(line)) {
            if (lines++ == 0) start = at;
        } else {
            if (lines >= JSON_LINES) check_json(sink, plan, segment, span_of(start, at));
            lines = 0;
        }
        at = segment->text.len - rest.len;
    }
}

static void check(const Prompt *prompt, const Plan *plan, Sink *sink) {
    Runs runs = {0};
    for (size_t i = 0; i < prompt->segments.len; i++) {
        const Segment *segment = &prompt->segments.items[i];
        if (!literal_is_written(prompt, segment)) continue;
        for (size_t p = 0; p < segment->pieces.len; p++) {
            const Piece *piece = &segment->pieces.items[p];
            if (piece->kind != PIECE_TEXT) continue;
            check_blobs(sink, plan, segment, piece->span);
            add_runs(&runs, plan, segment, piece->span);
        }
        check_lines(sink, plan, segment);
    }
    report_runs(sink, plan, &runs);
}

const RuleCheck rule_padded_text = {.check = check};
