/* In a recorded request the clock that was filled in is a literal like any other; only the words in
 * front of it give it away. Without such a cue a date or an id is taken for what it mostly is: an
 * example, a version, a model's name. Code fences and example blocks are left alone. */
#include "lint/base/chunk.h"
#include "rules/family1.h"

typedef enum { LITERAL_NONE, LITERAL_CLOCK, LITERAL_DATE, LITERAL_ID } LiteralKind;

typedef struct {
    LiteralKind kind;
    size_t start, end; /* in the line */
} Literal;

static bool digit_at(Str s, size_t i) {
    return i < s.len && ascii_is_digit(s.ptr[i]);
}
static bool char_at(Str s, size_t i, char c) {
    return i < s.len && s.ptr[i] == c;
}

static size_t digits_from(Str s, size_t i) {
    size_t n = 0;
    while (digit_at(s, i + n)) n++;
    return n;
}

static bool is_hex(char c) {
    return ascii_is_digit(c) || (ascii_lower(c) >= 'a' && ascii_lower(c) <= 'f');
}

static size_t hex_from(Str s, size_t i) {
    size_t n = 0;
    while (i + n < s.len && is_hex(s.ptr[i + n])) n++;
    return n;
}

/* h:mm or hh:mm, optionally :ss; returns its length or 0. */
static size_t clock_length(Str s, size_t i) {
    size_t hours = digits_from(s, i);
    if (hours < 1 || hours > 2 || !char_at(s, i + hours, ':')) return 0;
    if (digits_from(s, i + hours + 1) != 2) return 0;
    size_t n = hours + 3;
    if (char_at(s, i + n, ':') && digits_from(s, i + n + 1) == 2) n += 3;
    return n;
}

/* yyyy-mm-dd or yyyy/mm/dd. */
static size_t date_length(Str s, size_t i) {
    bool dated = digits_from(s, i) == 4 && i + 9 < s.len &&
                 (s.ptr[i + 4] == '-' || s.ptr[i + 4] == '/') && digits_from(s, i + 5) == 2 &&
                 s.ptr[i + 7] == s.ptr[i + 4] && digit_at(s, i + 8) && digit_at(s, i + 9);
    return dated ? 10 : 0;
}

/* 8-4-4-4-12 hexadecimal digits. */
static size_t uuid_length(Str s, size_t i) {
    static const size_t groups[] = {8, 4, 4, 4, 12};
    size_t at = i;
    for (size_t g = 0; g < 5; g++) {
        if (hex_from(s, at) != groups[g]) return 0;
        at += groups[g];
        if (g < 4 && !char_at(s, at++, '-')) return 0;
    }
    return at - i;
}

static bool names_month(const char *p) {
#define LETTERS(a, b, c) ((a) << 16 | (b) << 8 | (c))
    switch (LETTERS(ascii_lower(p[0]), ascii_lower(p[1]), ascii_lower(p[2]))) {
    case LETTERS('j', 'a', 'n'):
    case LETTERS('f', 'e', 'b'):
    case LETTERS('m', 'a', 'r'):
    case LETTERS('a', 'p', 'r'):
    case LETTERS('m', 'a', 'y'):
    case LETTERS('j', 'u', 'n'):
    case LETTERS('j', 'u', 'l'):
    case LETTERS('a', 'u', 'g'):
    case LETTERS('s', 'e', 'p'):
    case LETTERS('o', 'c', 't'):
    case LETTERS('n', 'o', 'v'):
    case LETTERS('d', 'e', 'c'): return true;
    default: return false;
    }
#undef LETTERS
}

/* "November 21, 2026" and "21 November 2026", with the usual short forms. */
static size_t month_length(Str s, size_t i) {
    if (i + 3 > s.len || !names_month(s.ptr + i)) return 0;
    size_t end = i;
    while (end < s.len && (ascii_is_alpha(s.ptr[end]) || s.ptr[end] == '.')) end++;
    size_t tail = end;
    while (tail < s.len &&
           (ascii_is_digit(s.ptr[tail]) || s.ptr[tail] == ' ' || s.ptr[tail] == ','))
        tail++;
    while (tail > end && !ascii_is_digit(s.ptr[tail - 1])) tail--;
    return tail >= end + 5 ? tail - i : 0; /* holds a year at least */
}

/* Digits, hexadecimal ones too, and first letters of months. */
static bool can_start(char c) {
    enum { LETTERS = 0x3F | 1 << ('j' - 'a') | 7 << ('m' - 'a') | 1 << ('s' - 'a') };
    char lower = ascii_lower(c);
    return ascii_is_digit(c) || (ascii_is_lower(lower) && LETTERS >> (lower - 'a') & 1);
}

/* The literal that starts at `i`, where a word starts, if any. */
static Literal literal_at(Str line, size_t i) {
    size_t hex = hex_from(line, i), n = hex == 8 ? uuid_length(line, i) : 0;
    if (n) return (Literal){LITERAL_ID, i, i + n};
    if (digit_at(line, i)) {
        n = date_length(line, i);
        if (n) {
            size_t gap = char_at(line, i + n, 'T') || char_at(line, i + n, ' ') ? 1 : 0;
            size_t clock = gap ? clock_length(line, i + n + gap) : 0;
            if (clock) return (Literal){LITERAL_CLOCK, i, i + n + gap + clock};
            return (Literal){LITERAL_DATE, i, i + n};
        }
        n = clock_length(line, i);
        if (n) return (Literal){LITERAL_CLOCK, i, i + n};
        n = digits_from(line, i);
        if ((n == 10 || n == 13) && line.ptr[i] == '1') return (Literal){LITERAL_CLOCK, i, i + n};
    }
    n = month_length(line, i);
    if (n) return (Literal){LITERAL_DATE, i, i + n};
    /* A gateway's attribution token: short, but nothing else is called so. */
    if (hex >= 16 || (hex >= 4 && str_ends(str_slice(line, 0, i), STR("cch="))))
        return (Literal){LITERAL_ID, i, i + hex};
    return (Literal){0};
}

/* The first digit at or behind `from`, or the length of the text. */
static size_t next_digit(Str text, size_t from) {
    size_t i = from;
    for (; i + WIDE <= text.len; i += WIDE) {
        Wide w = wide_load(text.ptr + i);
        Wide digits = wide_but(wide_below(w, '9' + 1), wide_below(w, '0'));
        if (wide_any(digits)) return i + wide_first(digits);
    }
    while (i < text.len && !ascii_is_digit(text.ptr[i])) i++;
    return i;
}

static bool has_any(Str text, const char *const *words) {
    for (; *words; words++)
        if (str_find_nocase(text, str_from_c(*words), 0) != STR_NOT_FOUND) return true;
    return false;
}

/* "Session: ", "request_id=", "Run id ": the literal is the value of what stands before it. */
static bool introduces(Str before) {
    before = str_trim(before);
    while (before.len && (before.ptr[before.len - 1] == '"' || before.ptr[before.len - 1] == '*' ||
                          before.ptr[before.len - 1] == '`'))
        before = str_trim(str_slice(before, 0, before.len - 1));
    return str_ends(before, STR(":")) || str_ends(before, STR("=")) ||
           str_ends_nocase(before, STR("id")) || str_ends_nocase(before, STR(" is"));
}

/* The words in front of the literal, on its line, say that it is of this moment. */
static bool has_cue(Str before, LiteralKind kind) {
    static const char *const time_cues[] = {"current time",     "current date",
                                            "current_time",     "current_date",
                                            "currenttime",      "current datetime",
                                            "current_datetime", "time now",
                                            "it is now",        "today is",
                                            "today's date",     "todays date",
                                            "today:",           "now:",
                                            "now is",           "local time",
                                            "generated at",     "generated on",
                                            "rendered at",      "timestamp:",
                                            "date and time",    "the date is",
                                            "the time is",      "server time",
                                            "system time",      NULL};
    static const char *const id_cues[] = {"session",
                                          "request id",
                                          "request_id",
                                          "request-id",
                                          "requestid",
                                          "conversation id",
                                          "conversation_id",
                                          "trace",
                                          "run id",
                                          "run_id",
                                          "nonce",
                                          "correlation",
                                          "thread id",
                                          "thread_id",
                                          "message id",
                                          "message_id",
                                          "cch=",
                                          "salt",
                                          NULL};
    static const char *const other_stories[] = {"cutoff",  "cut-off", "example",  "e.g.",
                                                "updated", "version", "released", "for instance",
                                                "such as", "like ",   NULL};
    if (before.len > 80) before = str_slice(before, before.len - 80, before.len);
    if (has_any(before, other_stories)) return false;
    if (kind == LITERAL_ID) return introduces(before) && has_any(before, id_cues);
    if (has_any(before, time_cues)) return true;
    Str start = str_trim(before);
    while (start.len && (start.ptr[0] == '-' || start.ptr[0] == '*' || start.ptr[0] == '#' ||
                         start.ptr[0] == ' '))
        start = str_slice(start, 1, start.len);
    return str_eq_nocase(start, STR("date:")) || str_eq_nocase(start, STR("time:")) ||
           str_eq_nocase(start, STR("now")) || str_eq_nocase(start, STR("date:**")) ||
           str_eq_nocase(start, STR("time:**"));
}

static bool opens_example(Str line) {
    return str_starts_nocase(line, STR("<example")) || str_starts_nocase(line, STR("<sample")) ||
           str_starts_nocase(line, STR("<tool_call_example"));
}

static void report(Sink *sink, const Plan *plan, size_t step, const Literal *found, size_t at) {
    const Segment *segment = plan_segment(plan, step);
    Str shown = str_slice(segment->text, at + found->start, at + found->end);
    TokCount behind =
        plan_count(plan, str_slice(segment->text, at + found->end, segment->text.len));
    TokCount lost = tok_add(behind, plan_reusable_after(plan, step, false));
    bool daily = found->kind == LITERAL_DATE;
    Level level = daily || lost.tokens < 10  ? LEVEL_INFO
                  : lost.lo >= plan->minimum ? LEVEL_ERROR
                                             : LEVEL_WARNING;
    Finding *f = sink_report_text(
        sink, level, segment, span_of(at + found->start, at + found->end),
        "`" STR_FMT "` looks like a %s filled in when this request was made", STR_ARG(shown),
        daily                          ? "date"
        : found->kind == LITERAL_CLOCK ? "clock"
                                       : "per-call id");
    if (daily) {
        f->tokens = (double)lost.tokens;
        f->cost = sink_text(sink, "the " STR_FMT " tokens behind it are written anew once a day",
                            STR_ARG(sink_tokens(sink, lost)));
    } else {
        family1_cost(sink, plan, step, lost, f);
        f->label = STR("");
    }
    f->help = STR("keep what changes out of the system text: put it into the last user message");
}

/* Letters, digits, - and _. */
static uint64_t word_bytes(const Chunk *chunk) {
    uint64_t bits = 0;
    for (unsigned i = 0; i < CHUNK; i += WIDE) {
        Wide w = wide_load(chunk->bytes + i), lower = wide_or(w, wide_fill(0x20));
        Wide letter = wide_but(wide_below(lower, 'z' + 1), wide_below(lower, 'a'));
        Wide digit = wide_but(wide_below(w, '9' + 1), wide_below(w, '0'));
        Wide mark = wide_or(wide_equal(w, '_'), wide_equal(w, '-'));
        bits |= wide_bits(wide_or(wide_or(letter, digit), mark)) << i;
    }
    return bits;
}

/* The first literal of a line that its words call one of this moment; its parts belong together. */
static bool find_literal(Str line, Literal *found) {
    size_t next = 0;
    uint64_t last = 0;
    for (size_t at = 0; at < line.len; at += CHUNK) {
        Chunk chunk;
        chunk_load(&chunk, line, at);
        uint64_t word = word_bytes(&chunk);
        for (uint64_t starts = word & ~(word << 1 | last); starts; starts &= starts - 1) {
            size_t i = at + (unsigned)__builtin_ctzll(starts);
            if (i < next || !can_start(line.ptr[i])) continue;
            *found = literal_at(line, i);
            if (found->kind == LITERAL_NONE) continue;
            if (has_cue(str_slice(line, 0, found->start), found->kind)) return true;
            next = found->end;
        }
        last = word >> 63;
    }
    return false;
}

/* Code fences and example blocks, asked for from line to line. */
typedef struct {
    Str rest; /* behind the last line that was asked for */
    bool fenced, example;
} Quoted;

static bool is_quoted(Quoted *quoted, const char *line_start) {
    Str line;
    while (quoted->rest.ptr <= line_start && str_next_line(&quoted->rest, &line)) {
        line = str_trim(line);
        if (str_starts(line, STR("```")) || str_starts(line, STR("~~~")))
            quoted->fenced = !quoted->fenced;
        quoted->example |= opens_example(line);
        if (quoted->example && (str_find_nocase(line, STR("</example"), 0) != STR_NOT_FOUND ||
                                str_find_nocase(line, STR("</sample"), 0) != STR_NOT_FOUND))
            quoted->example = false;
    }
    return quoted->fenced || quoted->example;
}

/* A line without a digit holds no literal, and most lines of prose are such. */
static void check_text(Sink *sink, const Plan *plan, size_t step, Str text) {
    Quoted quoted = {.rest = text};
    for (size_t end = 0, at; (at = next_digit(text, end)) < text.len;) {
        size_t start = at;
        while (start > end && text.ptr[start - 1] != '\n' && text.ptr[start - 1] != '\r') start--;
        end = str_find_either(text, '\n', '\r', at);
        if (end == STR_NOT_FOUND) end = text.len;
        Literal found;
        if (find_literal(str_slice(text, start, end), &found) &&
            !is_quoted(&quoted, text.ptr + start))
            report(sink, plan, step, &found, start);
    }
}

static void check(const Prompt *prompt, const Plan *plan, Sink *sink) {
    (void)prompt;
    for (size_t i = 0; i < plan->step_count && !sink->full; i++) {
        const Segment *segment = plan_segment(plan, i);
        if (segment->section == SECTION_SYSTEM && segment->type == BLOCK_TEXT)
            check_text(sink, plan, i, segment->text);
    }
}

const RuleCheck rule_rendered_volatile = {.check = check};
