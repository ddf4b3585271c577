/* Members and items on lines of their own: YAML's block style. An entry goes with its lines and
 * with the comment at their end; comments above it stay. */
#include "lint/fix/file.h"

/* What stands before an entry on its line. */
typedef struct {
    uint32_t start;  /* of the entry: its key, or the dash of an item */
    uint32_t line;   /* start of the line */
    uint32_t column; /* blanks that a sibling on a line of its own has before it */
    bool alone;      /* it is the first on its line */
} Lead;

/* An item starts at its dash, which stands on the same line. */
static bool find_dash(const FixFile *file, uint32_t line, uint32_t *at) {
    uint32_t dash = *at;
    while (dash > line && file_byte(file, dash - 1) == ' ') dash--;
    if (dash == line || dash == *at || file_byte(file, dash - 1) != '-') return false;
    *at = dash - 1;
    return true;
}

static bool find_lead(const FixFile *file, const Entry *entry, const Node *container, Lead *lead) {
    uint32_t start = entry->span.start, line = file_line_start(file, start);
    if (container->kind == NODE_LIST && !find_dash(file, line, &start)) return false;
    *lead = (Lead){.start = start, .line = line, .column = start - line, .alone = true};
    for (uint32_t at = line; at < start; at++) {
        char c = file_byte(file, at);
        if (c == '-')
            lead->alone = false; /* the first in an item */
        else if (c != ' ')
            return false;
    }
    return true;
}

/* Where the lines of an entry end: behind the line end, if there is one. */
static bool find_end(const FixFile *file, const Entry *entry, uint32_t *end) {
    *end = entry->span.end;
    if (*end > entry->span.start && file_byte(file, *end - 1) == '\n') return true;
    if (!file_rest_is_comment(file, *end, false)) return false;
    *end = file_behind_break(file, file_line_end(file, *end));
    return true;
}

static bool is_usual(const FixFile *file, const Entry *entry, const Node *container, Lead *lead,
                     uint32_t *end) {
    return find_lead(file, entry, container, lead) && find_end(file, entry, end) &&
           !file_has_odd_breaks(file, (Span){lead->line, *end});
}

bool block_remove(Work *work, const Entry *entry) {
    const FixFile *file = work->file;
    const Node *container = file_container(file, entry), *next = entry->node->next;
    Lead lead;
    uint32_t end;
    if (!is_usual(file, entry, container, &lead, &end) || container->count < 2) return false;
    if (lead.alone) return work_edit(work, lead.line, end, (Str){0});
    /* The sibling behind takes its place beside the dash. */
    if (!next || container->kind != NODE_MAP) return false;
    uint32_t sibling = node_member_span(next).start;
    uint32_t blanks = file_skip_blanks(file, end);
    return blanks == sibling && sibling - file_line_start(file, sibling) == lead.column &&
           work_edit(work, lead.start, sibling, (Str){0});
}

/* One level of indentation, as seen between this container and what holds it. */
static Str unit_of(const FixFile *file, const Entry *entry, uint32_t column) {
    const Entry *holder = entry->parent == NO_ENTRY ? NULL : file_entry(file, entry->parent);
    if (holder && holder->node->key) {
        uint32_t start = holder->span.start, line = file_line_start(file, start);
        if (start - line < column && column - (start - line) <= 8)
            return str_slice(STR("        "), 0, column - (start - line));
    }
    return STR("  ");
}

static Str blanks(Arena *arena, uint32_t count) {
    char *text = arena_alloc(arena, count + 1);
    memset(text, ' ', count);
    return (Str){text, count};
}

bool block_add_behind(Work *work, const Entry *entry, Str key, const Node *value) {
    FixFile *file = work->file;
    const Node *container = file_container(file, entry);
    Lead lead;
    uint32_t end;
    if (!is_usual(file, entry, container, &lead, &end)) return false;
    NodeStyle quotes = entry->node->key ? entry->node->key->style : STYLE_PLAIN;
    bool item = container->kind == NODE_LIST;
    PrintStyle style = {.quotes = quotes,
                        .block = !file->flow_maps,
                        .line_end = file->line_end,
                        .indent = blanks(file->arena, lead.column + (item ? 2 : 0)),
                        .unit = unit_of(file, entry, lead.column)};
    Str text = print_member(file->arena, key, value, &style);
    bool breaks = end > lead.line && file_behind_break(file, end - 1) == end;
    Str indent = str_printf(file->arena, STR_FMT "%s", STR_ARG(blanks(file->arena, lead.column)),
                            item ? "- " : "");
    Str line = breaks ? str_printf(file->arena, STR_FMT STR_FMT STR_FMT, STR_ARG(indent),
                                   STR_ARG(text), STR_ARG(style.line_end))
                      : str_printf(file->arena, STR_FMT STR_FMT STR_FMT, STR_ARG(style.line_end),
                                   STR_ARG(indent), STR_ARG(text));
    return work_edit(work, end, end, line);
}

bool block_move(Work *work, const Entry *entry, const Entry *behind) {
    FixFile *file = work->file;
    const Node *container = file_container(file, entry);
    Lead lead, other;
    uint32_t end, to;
    if (container != file_container(file, behind) ||
        !is_usual(file, entry, container, &lead, &end) ||
        !is_usual(file, behind, container, &other, &to) || !lead.alone || !other.alone)
        return false;
    Str lines = str_slice(file_bytes(file), lead.line, end);
    bool ends = file_behind_break(file, to - 1) == to;
    if (!str_ends(lines, STR("\n"))) return false; /* the last of the file moves up: not needed */
    if (!ends) { /* to the end of a file without a last line end */
        lines.len = file_line_end(file, file_line_start(file, end - 1)) - lead.line;
        lines = str_printf(file->arena, STR_FMT STR_FMT, STR_ARG(file->line_end), STR_ARG(lines));
    }
    return work_edit(work, lead.line, end, (Str){0}) && work_edit(work, to, to, lines);
}

/* --- a string becomes a list ---------------------------------------------------------------------
 */

/* All lines of the scalar behind the first go as far in as its key goes. */
static bool indent_lines(Work *work, Span scalar, Str blanks_more) {
    const FixFile *file = work->file;
    for (uint32_t at = scalar.start;;) {
        at = file_behind_break(file, file_line_end(file, at));
        if (at >= scalar.end) return true;
        if (file_line_end(file, at) > at && !work_edit(work, at, at, blanks_more)) return false;
    }
}

/* key: "text" becomes
 *   key:
 *     - type: text
 *       text: "text"
 *       cache_control: … */
bool block_wrap(Work *work, const Entry *entry, const Step *step, const Node *value) {
    enum { DEEPER = 4 };
    FixFile *file = work->file;
    Arena *arena = file->arena;
    const Node *container = file_container(file, entry), *string = entry->node;
    Lead lead;
    uint32_t end;
    if (!string->key || !is_usual(file, entry, container, &lead, &end)) return false;
    uint32_t colon = file_skip_blanks(file, string->key->span.end);
    if (file_byte(file, colon) != ':' || file_skip_blanks(file, colon + 1) != string->span.start)
        return false;
    PrintStyle style = {.quotes = string->key->style,
                        .block = !file->flow_maps,
                        .line_end = file->line_end,
                        .indent = blanks(arena, lead.column + DEEPER),
                        .unit = STR("  ")};
    Str before = str_printf(arena, STR_FMT STR_FMT "- type: " STR_FMT STR_FMT STR_FMT "text: ",
                            STR_ARG(style.line_end), STR_ARG(blanks(arena, lead.column + 2)),
                            STR_ARG(step->type), STR_ARG(style.line_end), STR_ARG(style.indent));
    Str mark = print_member(arena, step->key, value, &style);
    bool breaks = file_behind_break(file, end - 1) == end;
    Str after = breaks ? str_printf(arena, STR_FMT STR_FMT STR_FMT, STR_ARG(style.indent),
                                    STR_ARG(mark), STR_ARG(style.line_end))
                       : str_printf(arena, STR_FMT STR_FMT STR_FMT, STR_ARG(style.line_end),
                                    STR_ARG(style.indent), STR_ARG(mark));
    return work_edit(work, colon + 1, string->span.start, before) &&
           indent_lines(work, string->span, blanks(arena, DEEPER)) &&
           work_edit(work, end, end, after);
}
