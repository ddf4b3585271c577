/* StringTemplate with angle brackets, as texts take it that hold JSON: <name>, <user.name>,
 * <names; separator=", ">, <if(x)> ... <else> ... <endif>, <! comment !>. A literal bracket is
 * written \<. */
#include "lint/template/scan.h"

static const ExpressionValue no_value = {{VOL_CONSTANT, CAUSE_NONE, CERTAIN_SYNTAX}, {NULL, 0}};

enum { LONGEST = 200 };

/* The closing bracket of the expression whose inside starts at `from`, on the same line. */
static size_t expression_end(Str text, size_t from) {
    for (size_t i = from; i < text.len && i - from < LONGEST && text.ptr[i] != '\n'; i++)
        if (text.ptr[i] == '>') return i;
    return STR_NOT_FOUND;
}

/* "user.name", and what may follow it: an option, a template for each entry. */
static Str path_of(Str inside) {
    size_t end = 0;
    while (ident_byte(byte_at(inside, end)) ||
           (byte_at(inside, end) == '.' && ident_start(byte_at(inside, end + 1))))
        end++;
    char next = byte_at(inside, end);
    bool whole = end == inside.len || next == ';' || next == ':' || next == ',';
    return whole && ident_start(byte_at(inside, 0)) ? str_slice(inside, 0, end) : (Str){NULL, 0};
}

/* Brackets of a text that is certainly StringTemplate's, or that stand around names without ever
 * closing an element. */
bool template_is_string_template(Str text) {
    if (str_has(text, STR("<if(")) && str_has(text, STR("<endif>"))) return true;
    if (str_has_char(text, '{') || str_has(text, STR("</"))) return false;
    for (size_t i = 0; (i = str_find_char(text, '<', i)) != STR_NOT_FOUND; i++) {
        size_t end = expression_end(text, i + 1);
        if (end != STR_NOT_FOUND && path_of(str_slice(text, i + 1, end)).len) return true;
    }
    return false;
}

/* <if(x)>, <elseif(x)>, <else>, <endif>; false when it is none. */
static bool scan_condition(Scanner *s, Str inside, size_t end) {
    bool opens = str_starts(inside, STR("if(")), closes = str_is(inside, "endif");
    if (!opens && !closes && !str_is(inside, "else") && !str_starts(inside, STR("elseif(")))
        return false;
    scanner_cut(s, PIECE_TAG, end, no_value);
    if (closes) block_close(s, (Str){NULL, 0});
    if (!opens) return true;
    s->pieces->items[s->pieces->len - 1].conditional = true;
    block_open(s, (Block){.name = STR("if"), .conditional = true});
    return true;
}

bool scan_string_template(Scanner *s) {
    if (s->at && s->text.ptr[s->at - 1] == '\\') return false;
    if (scanner_byte(s, s->at + 1) == '!') {
        size_t close = scanner_next(s, STR("!>"), s->at + 2, &s->next_double);
        if (close == STR_NOT_FOUND) return false;
        scanner_cut(s, PIECE_COMMENT, close + 2, no_value);
        return true;
    }
    size_t end = expression_end(s->text, s->at + 1);
    if (end == STR_NOT_FOUND) return false;
    Str inside = str_trim(str_slice(s->text, s->at + 1, end));
    if (scan_condition(s, inside, end + 1)) return true;
    Str path = path_of(inside);
    if (!path.len) return false;
    scanner_cut(s, PIECE_PLACEHOLDER, end + 1, placeholder_value(s, path));
    return true;
}
