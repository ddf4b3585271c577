/* In a recorded request the clock that was filled in is a literal like any other; only the words in
 * front of it give it away. Without such a cue a date or an id is taken for what it mostly is: an
 * example, a version, a model's name. Code fences and example blocks are left alone. */
#include "lint/template/filled.h"
#include "rules/family1.h"

static bool opens_example(Str line) {
    return str_starts_nocase(line, STR("<example")) || str_starts_nocase(line, STR("<sample")) ||
           str_starts_nocase(line, STR("<tool_call_example"));
}

/* A turn of a conversation that is shown: "User: ..."; not "User: ada@example.com". */
static bool is_turn(Str line) {
    static const char *const turns[] = {"user:", "human:", "input:", "q:", "question:", NULL};
    if (!line.len || !ascii_is_one_of(line.ptr[0], "uhiqUHIQ")) return false;
    if (!str_starts_any_nocase(line, turns)) return false;
    Str said = str_trim(str_slice(line, str_find_char(line, ':', 0) + 1, line.len));
    return !str_has_char(said, '@') || str_has_char(said, ' ');
}

/* "## Examples": what stands below is not of this call. */
static bool heads_example(Str line) {
    size_t at = str_find_nocase(line, STR("ample"), 1);
    return at != STR_NOT_FOUND &&
           (str_has_nocase(line, STR("example")) || str_has_nocase(line, STR("sample")));
}

static const char *noun_of(VolatilityCause cause) {
    switch (cause) {
    case CAUSE_DATE: return "a date";
    case CAUSE_CLOCK: return "a clock";
    case CAUSE_COUNTER: return "a counter";
    case CAUSE_LIVE_STATE: return "a state";
    case CAUSE_SESSION: return "a value of the session";
    case CAUSE_RETRIEVAL: return "retrieved text";
    case CAUSE_HISTORY: return "an earlier turn";
    case CAUSE_IDENTITY:
    case CAUSE_LOCALE:
    case CAUSE_MEMORY: return "a user's value";
    default: return "a per-call id";
    }
}

/* The tokens behind it are written anew ... */
static const char *when_of(VolatilityVerdict verdict) {
    if (verdict.cause == CAUSE_RETRIEVAL) return "whenever something else is found";
    if (verdict.cause == CAUSE_HISTORY) return "when the conversation has gone on";
    if (verdict.volatility == VOL_DAY) return "once a day";
    return verdict.volatility == VOL_SESSION ? "for each session" : "for each user";
}

static Level level_of(const Plan *plan, Volatility volatility, TokCount lost) {
    if (volatility != VOL_CALL || lost.tokens < 10) return LEVEL_INFO;
    return lost.lo >= plan->minimum ? LEVEL_ERROR : LEVEL_WARNING;
}

static void report(Sink *sink, const Plan *plan, size_t step, const FilledValue *found) {
    const Segment *segment = plan_segment(plan, step);
    Str shown = str_slice(segment->text, found->start, found->end);
    TokCount behind = plan_count(plan, str_slice(segment->text, found->end, segment->text.len));
    TokCount lost = tok_add(behind, plan_reusable_after(plan, step, false));
    Volatility volatility = found->verdict.volatility;
    Finding *f = sink_report_text(
        sink, level_of(plan, volatility, lost), segment, span_of(found->start, found->end),
        "`" STR_FMT "` looks like %s filled in when this request was made", STR_ARG(shown),
        noun_of(found->verdict.cause));
    if (volatility == VOL_CALL) {
        family1_cost(sink, plan, step, lost, f);
        f->label = STR("");
    } else {
        f->tokens = (double)lost.tokens;
        f->cost = sink_text(sink, "the " STR_FMT " tokens behind it are written anew %s",
                            STR_ARG(sink_tokens(sink, lost)), when_of(found->verdict));
    }
    f->help = STR("keep what changes out of the system text: put it into the last user message");
}

/* What check_text does with the values it finds. */
typedef struct {
    Sink *sink; /* NULL: they are counted only */
    const Plan *plan;
    size_t step, found;
} Reading;

static void take(Reading *reading, const FilledValue *value) {
    reading->found++;
    if (reading->sink) report(reading->sink, reading->plan, reading->step, value);
}

/* Behind front matter: its date is that of the document. */
static size_t behind_front_matter(Str text) {
    enum { LONGEST = 4096 };
    if (!str_starts(text, STR("---\n"))) return 0;
    size_t end = str_find(str_slice(text, 0, LONGEST), STR("\n---\n"), 3);
    return end == STR_NOT_FOUND ? 0 : end + 5;
}

static bool is_fence(Str line) {
    char first = line.len ? line.ptr[0] : '\0';
    return (first == '`' && str_starts(line, STR("```"))) ||
           (first == '~' && str_starts(line, STR("~~~")));
}

/* Behind the fence that closes what stands from `at` on: alone on its line, the same marks. */
static size_t behind_fence(Str text, Str marks, size_t at) {
    for (; (at = str_find(text, marks, at)) != STR_NOT_FOUND; at += marks.len) {
        size_t start = at;
        while (start && ascii_is_one_of(text.ptr[start - 1], " \t")) start--;
        if (start && text.ptr[start - 1] == '\n') return at + marks.len;
    }
    return text.len;
}

static void read_text(Reading *reading, Str text) {
    FilledText filled = filled_text(text, behind_front_matter(text));
    bool example = false, below = false;
    for (FilledLine line; filled_next_line(&filled, &line);) {
        Str trimmed = str_slice(text, line.first, line.end);
        char first = trimmed.len ? trimmed.ptr[0] : '\0';
        if (is_fence(trimmed)) {
            filled.next = behind_fence(text, str_slice(trimmed, 0, 3), line.end);
            continue;
        }
        if (first == '<' && opens_example(trimmed)) example = true;
        if (example &&
            (str_has_nocase(trimmed, STR("</example")) || str_has_nocase(trimmed, STR("</sample"))))
            example = false;
        if (first == '#') below = heads_example(trimmed);
        if (example || below || is_turn(trimmed)) continue;
        FilledValue found[FILLED_ON_LINE];
        size_t count = filled_on_line(&filled, &line, found);
        for (size_t i = 0; i < count; i++) take(reading, &found[i]);
    }
}

/* What a program put in front of the first question: <system-reminder>, <environment_context>, or
 * several such values in plain words. */
static bool is_injected(const Plan *plan, size_t step) {
    const Segment *segment = plan_segment(plan, step);
    Str text = str_trim(segment->text);
    if (segment->role != ROLE_USER || text.len < 3 || step + 1 >= plan->step_count) return false;
    if (text.ptr[0] == '<' && ascii_is_alpha(text.ptr[1])) return true;
    Reading reading = {.plan = plan, .step = step};
    read_text(&reading, segment->text);
    return reading.found > 1;
}

static void check(const Prompt *prompt, const Plan *plan, Sink *sink) {
    (void)prompt;
    bool answered = false; /* what follows was appended, and stays as it is */
    for (size_t i = 0; i < plan->step_count && !sink->full; i++) {
        const Segment *segment = plan_segment(plan, i);
        if (segment->role == ROLE_ASSISTANT) answered = true;
        bool instructs = segment->section == SECTION_SYSTEM || segment->role == ROLE_SYSTEM ||
                         segment->role == ROLE_DEVELOPER;
        bool text =
            segment->type == BLOCK_TEXT && (instructs || (!answered && is_injected(plan, i)));
        if (!text && segment->type != BLOCK_TOOL) continue;
        Reading reading = {sink, plan, i, 0};
        read_text(&reading, segment->text);
    }
}

/* Some value that has its own finding stands on the lines of the place. */
static bool is_told(Str text, Span place) {
    size_t start = place.start, end = place.end;
    while (start && text.ptr[start - 1] != '\n') start--;
    end = str_find_char(text, '\n', end);
    if (end == STR_NOT_FOUND) end = text.len;
    FilledText filled = filled_text(text, start);
    for (FilledLine line; filled_next_line(&filled, &line) && line.start < end;) {
        FilledValue found[FILLED_ON_LINE];
        if (filled_on_line(&filled, &line, found)) return true;
    }
    return false;
}

/* What differs between two requests of one file is known to change, whatever it is. */
static void check_pair(const PromptRecord *older, const Prompt *prompt, const Plan *plan,
                       Sink *sink) {
    size_t step = 0;
    if (older->origin != RECORD_REQUEST || !older->differs.end) return;
    while (step < plan->step_count && plan->steps[step].segment != older->differs_in) step++;
    const Segment *segment = &prompt->segments.items[older->differs_in];
    if (step == plan->step_count || is_told(segment->text, older->differs)) return;
    TokCount behind =
        plan_count(plan, str_slice(segment->text, older->differs.end, segment->text.len));
    TokCount lost = tok_add(behind, plan_reusable_after(plan, step, false));
    Finding *f = sink_report_text(
        sink, lost.lo >= plan->minimum ? LEVEL_WARNING : LEVEL_INFO, segment, older->differs,
        "`" STR_FMT "` stands where the request on line %u has `" STR_FMT "`",
        STR_ARG(str_slice(segment->text, older->differs.start, older->differs.end)),
        (unsigned)older->line, STR_ARG(older->stood));
    family1_cost(sink, plan, step, lost, f);
    f->label = STR("");
    f->help = STR("keep what changes out of the system text: put it into the last user message");
}

const RuleCheck rule_rendered_volatile = {
    .check = check, .check_pair = check_pair, .between_requests = true};
