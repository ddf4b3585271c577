/* Parts of texts: inside strings of a document, each in its own syntax, and in plain text. A block
 * scalar keeps its indentation, a quoted string its escapes. */
#include "lint/base/buf.h"
#include "lint/base/order.h"
#include "lint/base/utf8.h"
#include "lint/fix/file.h"

/* The string that holds the span; NULL for plain text. False where it is neither. */
static bool find_string(const FixFile *file, Span span, const Entry **string) {
    size_t at = file_entry_at(file, span);
    *string = NULL;
    if (at == NO_ENTRY) {
        /* Front matter stands before its text; any other document is all of its file. */
        return file->entries.len == 0 || span.start >= file->entries.items[0].span.end;
    }
    const Entry *entry = file_entry(file, at);
    *string = entry;
    return node_is_string(entry->node) && !entry->node->shared &&
           span_holds(entry->node->span, span);
}

static bool has_line_end(Str s) {
    return str_find_char(s, '\n', 0) != STR_NOT_FOUND;
}

/* The value with its line ends as the file has them, and `indent` before each line that follows. */
static Str laid_out(const FixFile *file, Str value, Str indent, bool indent_last) {
    Buf out = {0};
    for (size_t i = 0; i < value.len; i++) {
        if (value.ptr[i] != '\n') {
            buf_add_char(&out, value.ptr[i]);
            continue;
        }
        buf_add(&out, file->line_end);
        bool last = i + 1 == value.len, blank = !last && value.ptr[i + 1] == '\n';
        if (!blank && (!last || indent_last)) buf_add(&out, indent);
    }
    Str text = str_dup(file->arena, buf_str(&out));
    buf_free(&out);
    return text;
}

/* --- block scalars -------------------------------------------------------------------------------
 */

/* The blanks before the lines of a block scalar. */
static bool find_indent(const FixFile *file, const Node *node, Str *indent) {
    for (size_t i = 0; i < node->text.len; i++) {
        if (node->text.ptr[i] == '\n') continue;
        TextMap map = node_map(node);
        uint32_t at = textmap_span(&map, span_of(i, i + 1)).start;
        uint32_t line = file_line_start(file, at);
        *indent = str_slice(file_bytes(file), line, at);
        for (size_t b = 0; b < indent->len; b++)
            if (indent->ptr[b] != ' ') return false;
        return map.len > 0 && indent->len > 0;
    }
    return false;
}

static bool edit_block(Work *work, const Node *node, const Step *step) {
    const FixFile *file = work->file;
    Span span = step->span;
    Str indent;
    if (!find_indent(file, node, &indent)) return false;
    bool one_line = file_line_end(file, span.start) >= span.end && !has_line_end(step->value);
    if (node->style == STYLE_FOLDED && !one_line) return false;
    uint32_t line = file_line_start(file, span.start);
    bool at_margin = span.start == line; /* behind the last line */
    bool first = span.start == line + indent.len;
    bool whole_lines = span.end > span.start && file_byte(file, span.end - 1) == '\n';
    if (step->value.len == 0 && first && whole_lines)
        return work_edit(work, line, span.end, (Str){0});
    if (whole_lines && !first) { /* the next line moves up behind what is left */
        if (step->value.len || span.end >= node->span.end) return false;
        uint32_t next = span.end + (uint32_t)indent.len;
        bool blank = file_line_end(file, span.end) < next;
        return work_edit(work, span.start, blank ? span.end : next, (Str){0});
    }
    Str text = laid_out(file, step->value, indent, !at_margin);
    if (at_margin && step->value.len && step->value.ptr[0] != '\n')
        text = str_printf(file->arena, STR_FMT STR_FMT, STR_ARG(indent), STR_ARG(text));
    if (at_margin && (!str_ends(step->value, STR("\n")) || span.end > span.start)) return false;
    return work_edit(work, span.start, span.end, text);
}

/* --- quoted and plain ones -----------------------------------------------------------------------
 */

/* A file without a character beyond ASCII stays so. */
static Str in_ascii(Arena *arena, Str s) {
    Buf out = {0};
    size_t len = 1;
    for (size_t i = 0; i < s.len; i += len) {
        uint32_t c = utf8_decode(s, i, &len);
        if (c < 0x80)
            buf_add_char(&out, (char)c);
        else if (c > 0xFFFF)
            buf_printf(&out, "\\u%04x\\u%04x", 0xD7C0 + (c >> 10), 0xDC00 + (c & 0x3FF));
        else
            buf_printf(&out, "\\u%04x", c);
    }
    Str text = str_dup(arena, buf_str(&out));
    buf_free(&out);
    return text;
}

/* As between double quotes of JSON and YAML. */
static Str escaped(const FixFile *file, Str value) {
    Node text = {.kind = NODE_STRING, .text = value};
    Str quoted = print_scalar(file->arena, &text, STYLE_JSON, true);
    if (!file->source->counts) quoted = in_ascii(file->arena, quoted);
    return str_slice(quoted, 1, quoted.len - 1);
}

/* All edits of one plain or single-quoted scalar at once: it gets double quotes. */
static bool requote(Work *work, const Entry *entry, const StepVec *steps) {
    const FixFile *file = work->file;
    const Node *node = entry->node;
    uint32_t inner = node->span.start + (node->style == STYLE_SINGLE);
    Str raw = str_slice(file_bytes(file), inner, inner + node->text.len);
    if (!str_eq(raw, node->text)) return false; /* several lines, or doubled quotes */
    Buf out = {0};
    size_t at = 0;
    bool ok = true;
    for (size_t i = 0; i < steps->len && ok; i++) { /* in order of place */
        const Step *step = &steps->items[i];
        if (step->kind != STEP_TEXT || !span_holds(node->span, step->span)) continue;
        ok = step->span.start >= inner + at && step->span.end <= inner + node->text.len;
        if (!ok) break;
        buf_add(&out, str_slice(node->text, at, step->span.start - inner));
        buf_add(&out, step->value);
        at = step->span.end - inner;
    }
    buf_add(&out, str_slice(node->text, at, node->text.len));
    Node text = {.kind = NODE_STRING, .text = str_dup(file->arena, buf_str(&out))};
    buf_free(&out);
    return ok && work_edit(work, node->span.start, node->span.end,
                           print_scalar(file->arena, &text, STYLE_DOUBLE, true));
}

static bool is_first_of_string(const StepVec *steps, size_t index, const Node *node) {
    for (size_t i = 0; i < index; i++)
        if (steps->items[i].kind == STEP_TEXT && span_holds(node->span, steps->items[i].span))
            return false;
    return true;
}

/* --------------------------------------------------------------------------------------------- */

static bool edit_string(Work *work, const Entry *entry, const StepVec *steps, size_t index) {
    const Node *node = entry->node;
    const Step *step = &steps->items[index];
    switch (node->style) {
    case STYLE_LITERAL:
    case STYLE_FOLDED: return edit_block(work, node, step);
    case STYLE_JSON:
    case STYLE_DOUBLE:
        if (step->span.start <= node->span.start || step->span.end >= node->span.end) return false;
        return work_edit(work, step->span.start, step->span.end, escaped(work->file, step->value));
    case STYLE_PLAIN:
    case STYLE_SINGLE:
        return !is_first_of_string(steps, index, node) || requote(work, entry, steps);
    default: return false;
    }
}

static int compare_steps(const Step *a, const Step *b) {
    if (a->span.start != b->span.start) return order_of(a->span.start, b->span.start);
    return order_of(a->span.end, b->span.end);
}

/* A handful at most. */
static StepVec by_place(Arena *arena, const StepVec *steps) {
    StepVec sorted = {0};
    for (size_t i = 0; i < steps->len; i++) {
        vec_push(arena, &sorted, steps->items[i]);
        for (size_t j = sorted.len - 1;
             j > 0 && compare_steps(&sorted.items[j - 1], &sorted.items[j]) > 0; j--) {
            Step swap = sorted.items[j];
            sorted.items[j] = sorted.items[j - 1];
            sorted.items[j - 1] = swap;
        }
    }
    return sorted;
}

bool text_steps(Work *work, const StepVec *steps) {
    StepVec sorted = by_place(work->file->arena, steps);
    for (size_t i = 0; i < sorted.len; i++) {
        const Step *step = &sorted.items[i];
        const Entry *string;
        if (step->kind != STEP_TEXT) continue;
        if (!find_string(work->file, step->span, &string)) return false;
        bool done = string ? edit_string(work, string, &sorted, i)
                           : work_edit(work, step->span.start, step->span.end,
                                       laid_out(work->file, step->value, (Str){0}, false));
        if (!done) return false;
    }
    return true;
}
