#include "lint/config/suppress.h"

#include "lint/base/limits.h"
#include "lint/config/comment.h"
#include "lint/config/selector.h"

/* A file being scanned. */
typedef struct {
    Arena *arena;
    const Source *source;
    CommentMap map;
    SuppressionVec *out;
    ProblemVec *problems;
    Span last; /* one that was read */
    bool full; /* there are too many */
} Scan;

static void remark(Scan *scan, Span span, Str message, Str help) {
    scan->full |= scan->problems->len == LIMIT_SUPPRESSIONS;
    scan->last = span;
    if (scan->full) return;
    Problem problem = {PROBLEM_UNUSED_IGNORE, span, message, help};
    vec_push(scan->arena, scan->problems, problem);
}

/* What stands behind "warmlint:" on its line: `ignore[...]` or `ignore-file[...]`. */
typedef struct {
    bool whole_file;
    Span list;          /* between the brackets, in the file */
    size_t first, last; /* of `lines=`, from 1; 0: all */
} Directive;

static size_t read_line_number(Str line, size_t *at) {
    enum { MOST = 100000000 };
    size_t number = 0;
    for (; *at < line.len && ascii_is_digit(line.ptr[*at]) && number < MOST; ++*at)
        number = number * 10 + (size_t)(line.ptr[*at] - '0');
    return number;
}

/* `lines=3-5` or `lines=4` behind the list; true also where nothing of the kind stands there. */
static bool read_lines(Str line, size_t at, Directive *directive) {
    const Str word = STR("lines=");
    at = str_behind_blanks(line, at);
    if (!str_starts(str_slice(line, at, line.len), word)) return true;
    at += word.len;
    directive->first = directive->last = read_line_number(line, &at);
    if (at < line.len && line.ptr[at] == '-' && at + 1 < line.len &&
        ascii_is_digit(line.ptr[at + 1])) {
        at++;
        directive->last = read_line_number(line, &at);
    }
    return directive->first > 0 && directive->first <= directive->last;
}

static bool read_directive(Str bytes, size_t at, size_t line_end, Directive *directive) {
    Str line = str_slice(bytes, 0, line_end);
    static const Str words[] = {STR_IN("ignore-file"), STR_IN("ignore")};
    at = str_behind_blanks(line, at);
    for (size_t w = 0; w < 2; w++) {
        if (!str_starts(str_slice(line, at, line.len), words[w])) continue;
        size_t open = str_behind_blanks(line, at + words[w].len);
        size_t close = str_find_char(line, ']', open);
        if (open >= line.len || line.ptr[open] != '[' || close == STR_NOT_FOUND) return false;
        *directive = (Directive){w == 0, span_of(open + 1, close), 0, 0};
        return read_lines(line, close + 1, directive);
    }
    return false;
}

/* One suppression for each selector of the list; false when the list is empty. */
static bool add_selectors(Scan *scan, Span list, Span covers) {
    Str bytes = scan->source->bytes;
    bool any = false;
    for (size_t at = list.start; at < list.end;) {
        size_t end = str_find_char(str_slice(bytes, 0, list.end), ',', at);
        if (end == STR_NOT_FOUND) end = list.end;
        Str selector = str_trim(str_slice(bytes, at, end));
        if (selector.len && scan->out->len == LIMIT_SUPPRESSIONS) {
            scan->full = true;
            return true;
        }
        if (selector.len) {
            size_t start = (size_t)(selector.ptr - bytes.ptr);
            Suppression one = {span_of(start, start + selector.len), selector, covers, false};
            vec_push(scan->arena, scan->out, one);
            scan->last = one.span;
        }
        any = any || selector.len;
        at = end + 1;
    }
    return any;
}

/* The part of `covers` that the directive names by lines. */
static Span narrow(const Scan *scan, Span covers, const Directive *directive,
                   const Comment *comment) {
    if (directive->first == 0) return covers;
    const Source *source = scan->source;
    size_t base = directive->whole_file ? 0 : comment_first_line(&scan->map, comment);
    size_t from = base + directive->first - 1, to = base + directive->last;
    size_t start = from < source->lines ? source->line_starts[from] : source->bytes.len;
    size_t end = to < source->lines ? source->line_starts[to] : source->bytes.len + 1;
    if (start < covers.start) start = covers.start;
    if (end > covers.end) end = covers.end;
    return span_of(start, end < start ? start : end);
}

/* The words "warmlint:" at `at`; returns where to look on. */
static size_t read_mark(Scan *scan, size_t at) {
    Str bytes = scan->source->bytes;
    Comment comment;
    size_t words = at + STR("warmlint:").len;
    CommentVerdict verdict = comment_around(&scan->map, at, &comment);
    if (verdict == COMMENT_NONE) return words;
    size_t line_end = comment.end;
    for (size_t i = at; i < line_end; i++)
        if (bytes.ptr[i] == '\n' || bytes.ptr[i] == '\r') line_end = i;
    Span span = span_of(at, words);
    Directive directive;
    bool good = read_directive(bytes, words, line_end, &directive);
    if (verdict == COMMENT_IS_TEXT) {
        if (good)
            remark(scan, span, STR("a suppression inside text for the model suppresses nothing"),
                   STR("put it into a comment of the template language, on the line above the "
                       "block, or into .warmlint.yaml"));
        return comment.end;
    }
    Span covers = {0, (uint32_t)bytes.len + 1};
    if (good && !directive.whole_file) covers = comment_covers(&scan->map, &comment);
    if (good) covers = narrow(scan, covers, &directive, &comment);
    if (!good || !add_selectors(scan, directive.list, covers))
        remark(scan, span, STR("a suppression that cannot be understood"),
               STR("write warmlint: ignore[RULE, ...], ignore-file[RULE, ...], or either with "
                   "lines=3-5 behind it"));
    return comment.end;
}

void suppress_scan(Arena *arena, const Source *source, bool document, SuppressionVec *out,
                   ProblemVec *problems) {
    const Str mark = STR("warmlint:");
    size_t at = str_find(source->bytes, mark, 0);
    if (at == STR_NOT_FOUND) return; /* nearly every file */
    Scan scan = {.arena = arena, .source = source, .out = out, .problems = problems};
    comment_map_read(arena, source, document, &scan.map);
    while (at != STR_NOT_FOUND && !scan.full)
        at = str_find(source->bytes, mark, read_mark(&scan, at));
    if (scan.full) {
        Problem problem = {
            PROBLEM_LIMIT, scan.last,
            str_printf(arena, "more than %d suppressions in one file", (int)LIMIT_SUPPRESSIONS),
            STR("ignore the rules for this file in .warmlint.yaml")};
        vec_push(arena, problems, problem);
    }
}

bool suppress_covers(SuppressionVec *suppressions, Str code, Str name, uint32_t offset) {
    bool covered = false;
    for (size_t i = 0; i < suppressions->len; i++) {
        Suppression *one = &suppressions->items[i];
        if (offset < one->covers.start || offset >= one->covers.end) continue;
        if (!selector_matches(one->selector, code, name)) continue;
        one->used = covered = true;
    }
    return covered;
}
