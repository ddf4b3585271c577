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
