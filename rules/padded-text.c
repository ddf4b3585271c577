#include "lint/base/chunk.h"
#include "rules/literal.h"

/* From so many tokens on that could be saved, all else is taste: an indented example of JSON or a
 * ruler under a heading is how people write. */
enum { WORTH_TOKENS = 200, JSON_TOKENS = 300, JSON_LINES = 60, RUN_CHARS = 16, BLOB_BYTES = 256 };

static Finding *report(Sink *sink, const Plan *plan, const Segment *segment, Span span,
                       TokCount tokens, const char *what) {
    Finding *f =
        sink_report_text(sink, LEVEL_INFO, segment, span, "%s: " STR_FMT " tokens in every call",
                         what, STR_ARG(sink_tokens(sink, tokens)));
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
        /* A blob holds bytes of its own kind at one of every BLOB_BYTES / 2 places, and many behind
         * it; in prose a blank is near. */
        size_t probe = i + BLOB_BYTES / 2;
        if (probe + 8 > piece.end) return;
        if (swar_below(swar_load(text.ptr + probe), '+') || !is_blob_byte(text.ptr[probe])) {
            i = probe;
            continue;
        }
        size_t start = probe, end = probe;
        while (start > i && is_blob_byte(text.ptr[start - 1])) start--;
        while (end < piece.end && is_blob_byte(text.ptr[end])) end++;
        Str blob = str_slice(text, start, end);
        i = end;
        if (!is_blob(blob)) continue;
        TokCount tokens = plan_count(plan, blob);
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
    const Segment *segment;
    Span span;
} Run;
typedef VEC(Run) RunVec;

/* Start of the UTF-8 character around `at`, and its size. */
static size_t character_at(Str s, size_t at, size_t *size) {
    size_t start = at;
    while (start > 0 && at - start < 3 && ((unsigned char)s.ptr[start] & 0xC0) == 0x80) start--;
    unsigned char c = (unsigned char)s.ptr[start];
    *size = c < 0x80 ? 1 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
    return start;
}

/* The run of one character around `at`. */
static Span run_at(Str s, Span piece, size_t at) {
    size_t size, start = character_at(s, at, &size), end = start + size;
    if (start < piece.start || end > piece.end) return span_of(at, at);
    const char *one = s.ptr + start;
    while (start >= piece.start + size && memcmp(s.ptr + start - size, one, size) == 0)
        start -= size;
    while (end + size <= piece.end && memcmp(s.ptr + end, one, size) == 0) end += size;
    return (end - start) / size >= RUN_CHARS ? span_of(start, end) : span_of(at, at);
}

static bool is_indentation(Str s, Span run) {
    return ascii_is_space(s.ptr[run.start]) && (run.start == 0 || s.ptr[run.start - 1] == '\n');
}

enum { STEP = 8 };

/* Sixteen equal characters of one to four bytes fill eight bytes at one of every eighth place:
 * these repeat after three or four bytes, and hardly any other place has to be looked at closely.
 */
static bool may_be_run(Str s, size_t at) {
    uint64_t here = swar_load(s.ptr + at);
    return (uint32_t)(here ^ here >> 32) == 0 || (here ^ here >> 24) << 24 == 0;
}

/* The first such place at `at` or a multiple of STEP behind it, of which all eight bytes are before
 * `end`; else `end`. Sixty-four bytes are passed by at a time. */
static size_t next_run(Str s, size_t at, size_t end) {
    const uint64_t each_step = SWAR_EACH; /* one bit of eight */
    for (; at + CHUNK + STEP <= end; at += CHUNK) {
        uint64_t four = 0, three = 0; /* bytes equal to those so far behind them */
        for (unsigned i = 0; i < CHUNK; i += WIDE) {
            const char *p = s.ptr + at + i;
            Wide w = wide_load(p);
            four |= wide_bits(wide_same(w, wide_load(p + 4))) << i;
            three |= wide_bits(wide_same(w, wide_load(p + 3))) << i;
        }
        four &= four >> 1;
        four &= four >> 2; /* four in a row */
        uint64_t pairs = three & three >> 1;
        uint64_t found = (four | (pairs & pairs >> 2 & three >> 4)) & each_step;
        if (found) return at + (unsigned)__builtin_ctzll(found);
    }
    for (; at + STEP <= end; at += STEP)
        if (may_be_run(s, at)) return at;
    return end;
}

static void add_runs(Arena *arena, RunVec *runs, const Segment *segment, Span piece) {
    Str s = segment->text;
    for (size_t i = next_run(s, piece.start, piece.end); i < piece.end;
         i = next_run(s, i + STEP, piece.end)) {
        if (ascii_is_alnum(s.ptr[i])) continue;
        Span run = run_at(s, piece, i);
        if (run.end == run.start) continue;
        if (!is_indentation(s, run)) vec_push(arena, runs, (Run){segment, run});
        if (run.end > i) i = run.end - STEP;
    }
}

static void report_runs(Sink *sink, const Plan *plan, const RunVec *runs) {
    size_t bytes = 0;
    const Run *longest = NULL;
    for (size_t i = 0; i < runs->len; i++) {
        const Run *run = &runs->items[i];
        bytes += run->span.end - run->span.start + 1;
        if (!longest || run->span.end - run->span.start > longest->span.end - longest->span.start)
            longest = run;
    }
    if (bytes < WORTH_TOKENS) return;
    char *text = arena_alloc(sink->arena, bytes);
    size_t n = 0;
    for (size_t i = 0; i < runs->len; i++) {
        const Run *run = &runs->items[i];
        size_t size = run->span.end - run->span.start;
        memcpy(text + n, run->segment->text.ptr + run->span.start, size);
        n += size;
        text[n++] = '\n';
    }
    TokCount tokens = plan_count(plan, (Str){text, n});
    if (tokens.lo < WORTH_TOKENS + (int64_t)runs->len) return; /* less one for each line end */
    Finding *f = report(
        sink, plan, longest->segment, longest->span, tokens,
        sink_text(sink, "%zu run%s of blanks or rules", runs->len, runs->len == 1 ? "" : "s").ptr);
    f->label = STR("the longest");
    f->help =
        STR("a heading needs one mark, a table no frame: headings and blank lines are enough");
}

/* --- JSON ----------------------------------------------------------------------------------------
 */

/* A line as a JSON printer breaks them: a member, an item, or a bracket. */
static bool is_json_line(Str line) {
    line = str_trim(line);
    if (line.len == 0 || str_starts(line, STR("{{"))) return false; /* a placeholder */
    char first = line.ptr[0], last = line.ptr[line.len - 1];
    bool opens = first == '{' || first == '}' || first == '[' || first == ']';
    if (!opens && first != '"' && first != '-' && !ascii_is_digit(first)) return false;
    bool literal = last == 'e' || last == 'l';
    bool closed = last == ',' || last == '{' || last == '[' || last == '}' || last == ']' ||
                  last == '"' || ascii_is_digit(last) || literal;
    return closed && !(opens && literal);
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
    TokCount whole = plan_count(plan, text);
    Str dense = compact(sink->arena, text);
    TokCount least = plan_count(plan, dense);
    int64_t saved = whole.tokens - least.tokens;
    if (saved < JSON_TOKENS) return;
    TokCount tokens = {saved, saved, saved, whole.method};
    Finding *f = report(sink, plan, segment, region, tokens, "indentation of JSON");
    f->help = STR("print it without indentation, as your program would send it");
}

/* Reports runs of lines of JSON that start at `at` or behind it, up to the first other line behind
 * `until`; where the line after that starts. */
static size_t check_lines(Sink *sink, const Plan *plan, const Segment *segment, size_t at,
                          size_t until) {
    Str rest = str_slice(segment->text, at, segment->text.len), line;
    size_t start = at, lines = 0;
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
        if (lines == 0 && at > until) break;
    }
    return at;
}

/* Behind the line feed of the `count`-th line from `at` on, or the end of the text. */
static size_t skip_lines(Str text, size_t at, unsigned count) {
    for (; at < text.len; at += CHUNK) {
        Chunk chunk;
        chunk_load(&chunk, text, at);
        uint64_t ends = chunk_equal(&chunk, '\n');
        unsigned here = swar_ones(ends);
        if (here < count) {
            count -= here;
            continue;
        }
        for (; count > 1; count--) ends &= ends - 1;
        return at + (unsigned)__builtin_ctzll(ends) + 1;
    }
    return text.len;
}

/* Of so many lines of JSON one is at every place that is so many lines from the last. */
static void check_all_lines(Sink *sink, const Plan *plan, const Segment *segment) {
    Str text = segment->text;
    if (str_has_char(text, '\r')) { /* lines that end in another way */
        check_lines(sink, plan, segment, 0, text.len);
        return;
    }
    for (size_t at = 0, probe; at < text.len;) {
        probe = skip_lines(text, at, JSON_LINES - 1);
        Str rest = str_slice(text, probe, text.len), line;
        if (!str_next_line(&rest, &line)) return;
        at = is_json_line(line) ? check_lines(sink, plan, segment, at, probe) : text.len - rest.len;
    }
}

static void check(const Prompt *prompt, const Plan *plan, Sink *sink) {
    RunVec runs = {0};
    for (size_t i = 0; i < prompt->segments.len; i++) {
        const Segment *segment = &prompt->segments.items[i];
        if (!literal_is_written(prompt, segment)) continue;
        for (size_t p = 0; p < segment->pieces.len; p++) {
            const Piece *piece = &segment->pieces.items[p];
            if (piece->kind != PIECE_TEXT) continue;
            check_blobs(sink, plan, segment, piece->span);
            add_runs(sink->arena, &runs, segment, piece->span);
        }
        check_all_lines(sink, plan, segment);
    }
    report_runs(sink, plan, &runs);
}

const RuleCheck rule_padded_text = {.check = check};
