/* Velocity: $name, $!{name.path}, $name.method(x), and directives such as #foreach($x in $xs). */
#include "lint/template/scan.h"

static const ExpressionValue no_value = {{VOL_CONSTANT, CAUSE_NONE, CERTAIN_SYNTAX}, {NULL, 0}};

/* Behind the path that starts at `at`: user.name, date.get("HH:mm"), rows[0].text. */
static size_t path_end(const Scanner *s, size_t at) {
    enum { INDEX_BYTES = 64 };
    for (;;) {
        while (ident_byte(scanner_byte(s, at))) at++;
        if (scanner_byte(s, at) == '(') at = scanner_behind_bracket(s, at, '#');
        if (scanner_byte(s, at) == '[') {
            size_t close = str_find_char(str_slice(s->text, 0, at + INDEX_BYTES), ']', at);
            if (close != STR_NOT_FOUND) at = close + 1;
        }
        if (scanner_byte(s, at) != '.' || !ident_start(scanner_byte(s, at + 1))) return at;
        at++;
    }
}

bool scan_velocity(Scanner *s) {
    if (s->at && s->text.ptr[s->at - 1] == '\\') return false;
    size_t from = s->at + 1;
    if (scanner_byte(s, from) == '!') from++;
    bool braces = scanner_byte(s, from) == '{';
    from += braces;
    if (!ident_start(scanner_byte(s, from))) return false;
    size_t end = path_end(s, from);
    if (braces && scanner_byte(s, end) != '}') return false;
    scanner_cut(s, PIECE_PLACEHOLDER, end + braces,
                placeholder_value(s, str_slice(s->text, from, end)));
    return true;
}

/* `$x in $xs` */
static void open_loop(Scanner *s, Str inside, size_t end) {
    size_t in = str_find(inside, STR(" in "), 0);
    Str list = in == STR_NOT_FOUND ? inside : str_trim(str_slice(inside, in + 4, inside.len));
    Str name = in == STR_NOT_FOUND ? (Str){0} : str_trim(str_slice(inside, 0, in));
    if (str_starts(list, STR("$"))) list = str_slice(list, 1, list.len);
    if (str_starts(name, STR("$"))) name = str_slice(name, 1, name.len);
    ExpressionValue value = placeholder_value(s, list);
    scanner_cut(s, PIECE_TAG, end, value);
    s->pieces->items[s->pieces->len - 1].conditional = true;
    block_open(s,
               (Block){.name = STR("foreach"), .conditional = true, .loop = true, .scoped = true});
    if (name.len) block_bind_entry(s, name, value.verdict);
}

/* `$x = $date.get("yyyy")` */
static void assign(Scanner *s, Str inside, size_t end) {
    size_t equals = str_find_char(inside, '=', 0);
    Str name = str_trim(str_slice(inside, 0, equals));
    Str value =
        str_trim(str_slice(inside, equals == STR_NOT_FOUND ? inside.len : equals + 1, inside.len));
    if (str_starts(name, STR("$"))) name = str_slice(name, 1, name.len);
    if (str_starts(value, STR("$"))) value = str_slice(value, 1, value.len);
    scanner_cut(s, PIECE_TAG, end, no_value);
    if (name.len && value.len) block_assign(s, name, placeholder_value(s, value).verdict);
}

/* At #: a comment or a directive; a title of Markdown is none. */
bool scan_velocity_directive(Scanner *s) {
    static const char *const branches[] = {"else", "elseif", "stop", "break", NULL};
    static const char *const files[] = {"parse", "include", NULL};
    if (scanner_byte(s, s->at + 1) == '*') {
        size_t close = scanner_next(s, STR("*#"), s->at + 2, &s->next_star);
        if (close == STR_NOT_FOUND) return false;
        scanner_cut(s, PIECE_COMMENT, close + 2, no_value);
        return true;
    }
    size_t end = s->at + 1;
    bool braces = scanner_byte(s, end) == '{';
    Str word = {s->text.ptr + end + braces, 0};
    while (ascii_is_alpha(scanner_byte(s, end + braces + word.len))) word.len++;
    end += braces + word.len + braces;
    size_t bracket = str_behind_blanks(s->text, end);
    size_t behind =
        scanner_byte(s, bracket) == '(' ? scanner_behind_bracket(s, bracket, '\0') : bracket;
    Str inside = behind > bracket ? str_slice(s->text, bracket + 1, behind - 1) : (Str){0};
    if (inside.len) end = behind;
    if (inside.len && str_is(word, "foreach"))
        open_loop(s, inside, end);
    else if (inside.len && str_is(word, "set"))
        assign(s, inside, end);
    else if (inside.len && (str_is(word, "if") || str_is(word, "macro"))) {
        scanner_cut(s, PIECE_TAG, end, no_value);
        s->pieces->items[s->pieces->len - 1].conditional = true;
        block_open(s, (Block){.name = word, .conditional = true});
    } else if (inside.len && str_is_any(word, files))
        scanner_cut(s, PIECE_INCLUDE, end, (ExpressionValue){no_value.verdict, inside});
    else if (str_is_any(word, branches))
        scanner_cut(s, PIECE_TAG, end, no_value);
    else if (str_is(word, "end")) {
        scanner_cut(s, PIECE_TAG, end, no_value);
        block_close(s, (Str){0});
    } else {
        return false;
    }
    return true;
}
