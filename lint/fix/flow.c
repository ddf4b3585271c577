/* Members and items between brackets, separated by commas: JSON with and without comments, YAML's
 * flow style. The comma that goes with an entry is the one behind it, of the last entry the one
 * before; a trailing comma stays one. */
#include "lint/fix/file.h"

static bool is_json(const Node *container) {
    return container->style == STYLE_JSON;
}

/* Behind blanks, line ends and comments. */
static uint32_t skip_space(const FixFile *file, uint32_t at, uint32_t end, bool json) {
    for (;;) {
        while (at < end && ascii_is_space(file_byte(file, at))) at++;
        char c = file_byte(file, at), next = file_byte(file, at + 1);
        if (at < end && json && c == '/' && next == '*') {
            size_t close = str_find(str_slice(file_bytes(file), 0, end), STR("*/"), at + 2);
            at = close == STR_NOT_FOUND ? end : (uint32_t)close + 2;
        } else if (at < end && ((json && c == '/' && next == '/') || (!json && c == '#'))) {
            at = file_line_end(file, at);
        } else {
            return at;
        }
    }
}

static bool only_space(const FixFile *file, uint32_t from, uint32_t to) {
    while (from < to && ascii_is_space(file_byte(file, from))) from++;
    return from >= to;
}

bool flow_is_usual(const FixFile *file, const Node *container) {
    bool map = container->kind == NODE_MAP;
    return (map || container->kind == NODE_LIST) &&
           (container->style == STYLE_JSON || container->style == STYLE_FLOW) &&
           container->span.end >= container->span.start + 2 &&
           file_byte(file, container->span.start) == (map ? '{' : '[') &&
           file_byte(file, container->span.end - 1) == (map ? '}' : ']') &&
           !file_has_odd_breaks(file, container->span);
}

/* The commas around an entry. */
typedef struct {
    uint32_t from;  /* behind the comma or bracket before the entry */
    uint32_t comma; /* before it; 0: it is the first */
    uint32_t after; /* the comma behind it; 0: none */
    bool json;
} Commas;

static bool find_commas(const FixFile *file, const Entry *entry, const Node *container,
                        Commas *commas) {
    bool json = is_json(container);
    uint32_t end = container->span.end - 1;
    *commas = (Commas){.from = container->span.start + 1, .json = json};
    if (entry->before) {
        commas->comma = skip_space(file, node_member_span(entry->before).end, end, json);
        if (file_byte(file, commas->comma) != ',') return false;
        commas->from = commas->comma + 1;
    }
    if (skip_space(file, commas->from, end, json) != entry->span.start) return false;
    uint32_t after = skip_space(file, entry->span.end, end, json);
    if (file_byte(file, after) == ',')
        commas->after = after;
    else if (after != end)
        return false;
    return !entry->node->next || commas->after;
}

/* The entry with its own lines, where it has them to itself. */
static Span with_lines(const FixFile *file, Span span, bool json) {
    if (!file_is_first_on_line(file, span.start) || !file_rest_is_comment(file, span.end, json))
        return span;
    return (Span){file_line_start(file, span.start),
                  file_behind_break(file, file_line_end(file, span.end))};
}

static bool remove_with_comma_behind(Work *work, const Entry *entry, const Commas *c) {
    const FixFile *file = work->file;
    if (!only_space(file, entry->span.end, c->after)) return false; /* a comment of whom? */
    Span span = with_lines(file, (Span){entry->span.start, c->after + 1}, c->json);
    if (span.end == c->after + 1) {
        uint32_t rest = file_skip_blanks(file, span.end);
        if (rest == file_line_end(file, rest) && !file_is_first_on_line(file, span.start))
            span.start = c->from; /* no blanks are left at the end of the line */
        else
            span.end = rest;
    }
    return work_edit(work, span.start, span.end, (Str){0});
}

/* The last entry takes the comma before it along. */
static bool remove_last(Work *work, const Entry *entry, const Commas *c) {
    const FixFile *file = work->file;
    if (only_space(file, c->from, entry->span.start) &&
        !(file_rest_is_comment(file, entry->span.end, c->json) &&
          file_skip_blanks(file, entry->span.end) != file_line_end(file, entry->span.end)))
        return work_edit(work, c->comma, entry->span.end, (Str){0});
    Span span = with_lines(file, entry->span, c->json);
    return work_edit(work, c->comma, c->comma + 1, (Str){0}) &&
           work_edit(work, span.start, span.end, (Str){0});
}

bool flow_remove(Work *work, const Entry *entry) {
    const Node *container = file_container(work->file, entry);
    Commas commas;
    if (!flow_is_usual(work->file, container) ||
        !find_commas(work->file, entry, container, &commas))
        return false;
    if (commas.after) return remove_with_comma_behind(work, entry, &commas);
    if (entry->before) return remove_last(work, entry, &commas);
    uint32_t start = container->span.start + 1, end = container->span.end - 1;
    return only_space(work->file, start, entry->span.start) &&
           only_space(work->file, entry->span.end, end) && work_edit(work, start, end, (Str){0});
}

/* --- adding --------------------------------------------------------------------------------------
 */

static Str blanks_before(const FixFile *file, uint32_t at) {
    uint32_t start = file_line_start(file, at);
    return str_slice(file_bytes(file), start, file_skip_blanks(file, start));
}

/* How the entries of the container are written, by the example of one. */
static PrintStyle style_of(const FixFile *file, const Node *container, const Entry *entry) {
    const Node *key = entry->node->key;
    PrintStyle style = {.quotes = container->style == STYLE_JSON ? STYLE_JSON
                                  : key                          ? key->style
                                                                 : STYLE_PLAIN,
                        .line_end = file->line_end,
                        .indent = blanks_before(file, entry->span.start),
                        .unit = STR("  ")};
    if (key) {
        uint32_t colon = file_skip_blanks(file, key->span.end);
        style.tight = file_byte(file, colon) == ':' && entry->node->span.start == colon + 1;
    } else if (entry->node->next) {
        style.tight = file_byte(file, entry->node->next->span.start - 1) == ',';
    }
    bool own_line = file_is_first_on_line(file, entry->span.start);
    style.expanded = own_line && !file->flow_maps;
    Str outer = blanks_before(file, container->span.start);
    if (own_line && style.indent.len > outer.len)
        style.unit = str_slice(style.indent, outer.len, style.indent.len);
    return style;
}

/* Puts an entry that is written out already behind another one. */
static bool add_text(Work *work, const Entry *entry, const Commas *commas, const PrintStyle *style,
                     Str text) {
    FixFile *file = work->file;
    uint32_t end = entry->span.end;
    if (!file_is_first_on_line(file, entry->span.start))
        return work_edit(
            work, end, end,
            str_printf(file->arena, ",%s" STR_FMT, style->tight ? "" : " ", STR_ARG(text)));
    uint32_t behind = commas->after ? commas->after + 1 : end,
             line_end = file_line_end(file, behind);
    bool remark = file_skip_blanks(file, behind) < line_end &&
                  file_rest_is_comment(file, behind, commas->json);
    Str line = str_printf(file->arena, STR_FMT STR_FMT STR_FMT, STR_ARG(style->line_end),
                          STR_ARG(style->indent), STR_ARG(text));
    if (!remark)
        return work_edit(work, end, end, str_printf(file->arena, "," STR_FMT, STR_ARG(line)));
    if (commas->after)
        return work_edit(work, line_end, line_end,
                         str_printf(file->arena, STR_FMT ",", STR_ARG(line)));
    return work_edit(work, end, end, STR(",")) && work_edit(work, line_end, line_end, line);
}

bool flow_add_behind(Work *work, const Entry *entry, Str key, const Node *value) {
    const Node *container = file_container(work->file, entry);
    Commas commas;
    if (!flow_is_usual(work->file, container) ||
        !find_commas(work->file, entry, container, &commas))
        return false;
    PrintStyle style = style_of(work->file, container, entry);
    Str text = print_member(work->file->arena, key, value, &style);
    return add_text(work, entry, &commas, &style, text);
}

bool flow_move(Work *work, const Entry *entry, const Entry *behind) {
    const Node *container = file_container(work->file, entry);
    Commas commas;
    if (container != file_container(work->file, behind) ||
        !find_commas(work->file, behind, container, &commas) || !flow_remove(work, entry))
        return false;
    PrintStyle style = style_of(work->file, container, entry);
    return add_text(work, behind, &commas, &style, source_slice(work->file->source, entry->span));
}

/* In the style in which the string's own member is written, on several lines only where all of the
 * file is. */
bool flow_wrap(Work *work, const Entry *entry, const Step *step, const Node *value) {
    FixFile *file = work->file;
    Arena *arena = file->arena;
    const Node *container = file_container(file, entry), *string = entry->node;
    if (!flow_is_usual(file, container) || !string->key) return false;
    PrintStyle style = style_of(file, container, entry);
    Str outer = style.indent, unit = style.unit;
    Str item = str_printf(arena, STR_FMT STR_FMT STR_FMT, STR_ARG(style.line_end), STR_ARG(outer),
                          STR_ARG(unit));
    Str inner = str_printf(arena, STR_FMT STR_FMT, STR_ARG(item), STR_ARG(unit));
    Node kind = {.kind = NODE_STRING, .text = step->type};
    style.indent =
        str_printf(arena, STR_FMT STR_FMT STR_FMT, STR_ARG(outer), STR_ARG(unit), STR_ARG(unit));
    Str type = print_member(arena, STR("type"), &kind, &style);
    Str name = print_member(arena, STR("text"), &kind, &style); /* the key is taken */
    Str colon = style.tight && style.quotes == STYLE_JSON ? STR(":") : STR(": ");
    name = str_slice(name, 0, str_find(name, colon, 0) + colon.len);
    Str mark = print_member(arena, step->key, value, &style);
    const char *comma = style.tight || style.expanded ? "," : ", ";
    if (!style.expanded) item = inner = (Str){0};
    Str before =
        str_printf(arena, "[" STR_FMT "{" STR_FMT STR_FMT "%s" STR_FMT STR_FMT, STR_ARG(item),
                   STR_ARG(inner), STR_ARG(type), comma, STR_ARG(inner), STR_ARG(name));
    Str end = style.expanded ? str_printf(arena, STR_FMT "}" STR_FMT STR_FMT "]", STR_ARG(item),
                                          STR_ARG(style.line_end), STR_ARG(outer))
                             : STR("}]");
    Str after = str_printf(arena, "%s" STR_FMT STR_FMT STR_FMT, comma, STR_ARG(inner),
                           STR_ARG(mark), STR_ARG(end));
    return work_edit(work, string->span.start, string->span.start, before) &&
           work_edit(work, string->span.end, string->span.end, after);
}

bool flow_put(Work *work, const Node *container, Str key, const Node *value) {
    FixFile *file = work->file;
    if (!flow_is_usual(file, container)) return false;
    if (!container->last) {
        uint32_t start = container->span.start + 1, end = container->span.end - 1;
        PrintStyle style = {.quotes = is_json(container) ? STYLE_JSON : STYLE_PLAIN};
        return only_space(file, start, end) &&
               work_edit(work, start, end, print_member(file->arena, key, value, &style));
    }
    size_t last = file_entry_exactly(file, node_member_span(container->last));
    if (last == NO_ENTRY || file_entry(file, last)->node != container->last) return false;
    return flow_add_behind(work, file_entry(file, last), key, value);
}
