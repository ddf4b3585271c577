#include "lint/format/toml.h"

/* Behind blanks from `at`. */
static size_t behind_blanks(Str text, size_t at) {
    while (at < text.len && (text.ptr[at] == ' ' || text.ptr[at] == '\t')) at++;
    return at;
}

/* Where the text in quotes at `at` stands and ends; false where there is none. */
static bool quoted(Str text, size_t at, Span *out) {
    Str rest = str_slice(text, at, text.len);
    char quote = rest.len ? rest.ptr[0] : 0;
    if (quote != '"' && quote != '\'') return false;
    Str mark = str_starts(rest, STR("\"\"\"")) || str_starts(rest, STR("'''"))
                   ? str_slice(rest, 0, 3)
                   : str_slice(rest, 0, 1);
    size_t end = at + mark.len;
    for (;; end++) {
        end = str_find(text, mark, end);
        if (end == STR_NOT_FOUND) return false;
        if (quote == '\'' || text.ptr[end - 1] != '\\') break;
    }
    *out = span_of(at + mark.len, end);
    return true;
}

bool toml_text(Str toml, const char *key, Span *out) {
    for (size_t at = 0; at < toml.len;) {
        size_t end = str_find_char(toml, '\n', at);
        Str line = str_slice(toml, at, end == STR_NOT_FOUND ? toml.len : end);
        size_t equals = str_find_char(line, '=', 0);
        Str name = str_trim(equals == STR_NOT_FOUND ? line : str_slice(line, 0, equals));
        Span value;
        if (str_starts(name, STR("["))) return false; /* a table: keys of its own */
        if (equals != STR_NOT_FOUND && !str_starts(name, STR("#")) &&
            quoted(toml, behind_blanks(toml, at + equals + 1), &value)) {
            if (str_is(name, key)) {
                *out = value;
                return true;
            }
            end = str_find_char(toml, '\n', value.end);
        }
        at = end == STR_NOT_FOUND ? toml.len : end + 1;
    }
    return false;
}
