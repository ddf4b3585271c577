/* Moving what changes behind what stays the same. */
#include "rules/prefix.h"
#include "rules/repair.h"

/* A part of the text longer than this is more than the value with a few words around it. */
enum {
    LONGEST = 300,
    LONGEST_HEADING = 80,
    WINDOW =
        1000, /* bytes that are looked at on either side: a text of one line holds many values */
    NEAR_END = 4000
};

/* --- what moves ----------------------------------------------------------------------------------
 */

/* Of a longer line what lies in the window, which is more than ever moves. */
static Span line_around(Str text, Span piece) {
    size_t start = piece.start, end = piece.end;
    while (start > 0 && text.ptr[start - 1] != '\n' && piece.start - start < WINDOW) start--;
    while (end < text.len && text.ptr[end] != '\n' && end - piece.end < WINDOW) end++;
    return span_of(start, end);
}

static bool is_blank(Str s) {
    size_t i = 0;
    while (i < s.len && ascii_is_space(s.ptr[i])) i++;
    return i == s.len;
}

/* From its end on, where something stands as a rule. */
static bool is_blank_before(Str text, size_t end) {
    while (end > 0 && ascii_is_space(text.ptr[end - 1])) end--;
    return end == 0;
}

static bool ends_sentence(Str text, size_t at) {
    return strchr(".!?", text.ptr[at]) && (at + 1 == text.len || ascii_is_space(text.ptr[at + 1]));
}

/* The sentence in its line; the line where it has no other. */
static Span sentence_around(Str text, Span piece, Span line) {
    size_t start = piece.start, end = piece.end;
    while (start > line.start && !(text.ptr[start - 1] == ' ' && start >= line.start + 2 &&
                                   ends_sentence(text, start - 2)))
        start--;
    while (end < line.end && !ends_sentence(text, end)) end++;
    if (end < line.end) end++;
    while (start < piece.start && ascii_is_space(text.ptr[start])) start++;
    return span_of(start, end);
}

/* The line goes on from the one before: wrapped prose. */
static bool goes_on(Str text, size_t start) {
    if (start < 2 || start >= text.len || text.ptr[start - 2] == '\n') return false;
    Span above = line_around(text, span_of(start - 1, start - 1));
    Str line = str_trim(str_slice(text, above.start, above.end));
    if (line.len == 0 || strchr(".!?:;>", line.ptr[line.len - 1]) || strchr("#-*|", line.ptr[0]))
        return false;
    enum { WRAPPED = 60 }; /* shorter lines end where they are meant to */
    return line.len >= WRAPPED || ascii_is_lower(text.ptr[start]);
}

/* Nothing of a sentence stands on the lines around. */
static bool is_whole(Str text, Span part, Span line) {
    size_t first = line.start;
    while (first < part.start && ascii_is_space(text.ptr[first])) first++;
    if (part.start == first && goes_on(text, line.start)) return false;
    bool closed = ends_sentence(text, part.end - 1);
    return part.end < line.end || closed || line.end >= text.len || !goes_on(text, line.end + 1);
}

/* Literal text and values that are always there, nothing of a block or a comment. `inside` is one
 * of the pieces of the part. */
static bool is_plain(const Segment *segment, const Piece *inside, Span part) {
    const Piece *first = segment->pieces.items, *end = first + segment->pieces.len, *piece = inside;
    while (piece > first && piece[-1].span.end > part.start) piece--;
    for (; piece < end && piece->span.start < part.end; piece++) {
        bool value = piece->kind == PIECE_PLACEHOLDER || piece->kind == PIECE_DIRECTIVE;
        if ((piece->kind != PIECE_TEXT && !value) || piece->conditional) return false;
        if (value && !span_holds(part, piece->span)) return false;
    }
    return true;
}

static bool is_blank_at(Str text, size_t at) {
    return at >= text.len || text.ptr[at] == '\n';
}

/* The heading of a section that holds only this line goes along: "## Now", "Current time:". */
static Span with_heading(Str text, Span line) {
    if (line.start < 2 || !is_blank_at(text, line.end) || !is_blank_at(text, line.end + 1))
        return line;
    Span above = line_around(text, span_of(line.start - 1, line.start - 1));
    Str heading = str_slice(text, above.start, above.end);
    bool is_heading = str_starts(heading, STR("#")) || str_ends(heading, STR(":"));
    return is_heading && heading.len <= LONGEST_HEADING ? (Span){above.start, line.end} : line;
}

static bool find_part(const Segment *segment, const Piece *piece, Span *part, bool *whole_line) {
    Str text = segment->text;
    Span line = line_around(text, piece->span);
    *part = sentence_around(text, piece->span, line);
    if (!is_whole(text, *part, line)) return false;
    Str before = str_slice(text, line.start, part->start);
    *whole_line = part->end == line.end && str_trim(before).len == 0;
    if (*whole_line && line.start > 0) part->start = line.start; /* with its indentation */
    if (*whole_line && before.len == 0) *part = with_heading(text, *part);
    Str moved = str_slice(text, part->start, part->end);
    return moved.len <= LONGEST && str_trim(moved).len > 0 && is_plain(segment, piece, *part);
}

/* With the line ends or blanks that go with it. */
static Span removal_of(Str text, Span part, bool whole_line) {
    if (!whole_line) {
        if (part.end < text.len && text.ptr[part.end] == ' ')
            part.end++;
        else if (part.start > 0 && text.ptr[part.start - 1] == ' ')
            part.start--;
        return part;
    }
    if (part.end >= text.len) { /* the last line, without an end */
        if (part.start > 0) part.start--;
        return part;
    }
    part.end++;
    bool gap_before = part.start == 0 || (part.start >= 2 && text.ptr[part.start - 2] == '\n');
    if (gap_before && part.end < text.len && text.ptr[part.end] == '\n') part.end++;
    return part;
}

/* --- where to ------------------------------------------------------------------------------------
 */

static bool takes_text(const Segment *segment) {
    return segment->type == BLOCK_TEXT && segment->map.len > 0 && !segment->append_only;
}

/* <prompt> ... </prompt>: behind its end, nothing belongs to the text any more. */
static bool is_one_element(Str text) {
    text = str_trim(text);
    if (str_starts(text, STR("<?")))
        text = str_trim(str_slice(text, str_find(text, STR("?>"), 0), text.len));
    if (str_starts(text, STR("?>"))) text = str_trim(str_slice(text, 2, text.len));
    if (!str_starts(text, STR("<")) || !str_ends(text, STR(">"))) return false;
    size_t open = 1, close = text.len;
    while (open < text.len && ascii_is_alnum(text.ptr[open])) open++;
    while (close && text.ptr[close - 1] != '/') close--;
    return open > 1 && str_eq(str_slice(text, 1, open), str_slice(text, close, close + open - 1)) &&
           close > 2 && text.ptr[close - 2] == '<';
}

/* The last user message, where it stands behind the segment; else the last text. */
static const Segment *destination(const Prompt *prompt, const Segment *from) {
    const Segment *last = from;
    for (const Segment *s = from; s < prompt->segments.items + prompt->segments.len; s++) {
        if (!takes_text(s)) continue;
        bool user = s->section == SECTION_MESSAGES && s->role == ROLE_USER;
        if (user || last->role != ROLE_USER) last = s;
    }
    return last;
}

static void insert(Sink *sink, Finding *f, const Segment *to, bool same, Str moved) {
    Str text = to->text;
    if (to->section == SECTION_MESSAGES && !same) {
        size_t start = 0, line = 0;
        for (; start < text.len && ascii_is_space(text.ptr[start]); start++)
            if (text.ptr[start] == '\n') line = start + 1;
        Span place = segment_file_span(to, span_of(start, start));
        Str indent = start - line > 1 ? str_slice(text, line, start) : (Str){0};
        repair_text(sink, f, place,
                    sink_text(sink, STR_FMT "\n\n" STR_FMT, STR_ARG(moved), STR_ARG(indent)));
        return;
    }
    size_t end = text.len;
    bool closed = end > 0 && text.ptr[end - 1] == '\n';
    Str tail = str_slice(text, end > NEAR_END ? end - NEAR_END : 0, end);
    bool gap = str_has(tail, STR("\n\n"));
    Span place = segment_file_span(to, span_of(end, end));
    repair_text(sink, f, place,
                closed ? sink_text(sink, "%s" STR_FMT "\n", gap ? "\n" : "", STR_ARG(moved))
                       : sink_text(sink, "%s" STR_FMT, gap ? "\n\n" : "\n", STR_ARG(moved)));
}

/* Blocks of one list: of the system text, or of one message. */
static bool same_list(const Segment *a, const Segment *b) {
    return a->section == b->section && (a->section == SECTION_SYSTEM || a->item == b->item);
}

/* All of the block goes behind the last of its list. A mark belongs to a place, not to a text. */
static void move_block(Sink *sink, Finding *finding, const Prompt *prompt, const Segment *segment) {
    const Segment *last = segment;
    for (const Segment *s = segment; s < prompt->segments.items + prompt->segments.len; s++)
        if (same_list(segment, s)) last = s;
    if (last == segment || segment->breakpoint.origin != BREAKPOINT_NONE) return;
    repair_unsafe(finding, "Move the block behind those that stay the same");
    repair_move(sink, finding, segment->span, last->span);
}

void repair_move_back(Sink *sink, Finding *finding, const Plan *plan, size_t step) {
    const Segment *segment = plan_segment(plan, step);
    const Piece *piece = plan_piece(plan, step);
    Span part;
    bool whole_line;
    if (!takes_text(segment) || !find_part(segment, piece, &part, &whole_line)) return;
    Str moved = str_slice(segment->text, part.start, part.end);
    const Segment *to = destination(plan->prompt, segment);
    Span gone = removal_of(segment->text, part, whole_line);
    Str behind = str_slice(segment->text, part.end, segment->text.len);
    if (is_blank(behind) && is_blank_before(segment->text, part.start)) {
        move_block(sink, finding, plan->prompt, segment);
        return;
    }
    if (to == segment && is_blank(behind)) return; /* there already */
    if (to == segment && is_one_element(segment->text)) return;
    repair_unsafe(finding, to->section == SECTION_MESSAGES && to != segment
                               ? "Move it into the last user message"
                               : "Move it behind the text that stays the same");
    repair_text(sink, finding, segment_file_span(segment, gone), (Str){0});
    insert(sink, finding, to, to == segment, str_trim(moved));
}
