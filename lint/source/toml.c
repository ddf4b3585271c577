#include "lint/source/toml.h"

#include "lint/source/members.h"

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

static Str without_quotes(Str key) {
    bool is_quoted = key.len > 1 && (key.ptr[0] == '"' || key.ptr[0] == '\'');
    return is_quoted ? str_slice(key, 1, key.len - 1) : key;
}

/* [table], [[tables]] */
static Str table_name(Str line) {
    while (line.len && line.ptr[0] == '[') line = str_slice(line, 1, line.len);
    return str_trim(str_slice(line, 0, str_find_char(line, ']', 0)));
}

bool toml_next_text(Str document, TomlText *next) {
    while (next->at < document.len) {
        size_t start = str_behind_blanks(document, next->at),
               end = str_behind_line(document, next->at);
        next->at = end;
        Str line = str_slice(document, start, end);
        char first = line.len ? line.ptr[0] : '\n';
        if (first == '[') next->table = table_name(line);
        size_t equals = str_find_char(line, '=', 0);
        if (first == '[' || first == '#' || equals == STR_NOT_FOUND) continue;
        if (!quoted(document, str_behind_blanks(document, start + equals + 1), &next->text))
            continue;
        next->start = start;
        next->key = without_quotes(str_trim(str_slice(line, 0, equals)));
        if (next->text.end >= end) next->at = str_behind_line(document, next->text.end);
        return true;
    }
    return false;
}

Node *toml_unescaped(Arena *arena, Str document, const TomlText *text) {
    Str raw = str_slice(document, text->text.start, text->text.end);
    bool literal = document.ptr[text->text.start - 1] == '\'';
    if (literal || !str_has_char(raw, '\\')) return NULL;
    return node_new_escaped(arena, document, text->text.start, text->text.end, 0);
}

bool toml_text(Str document, const char *key, Span *out) {
    TomlText next = {0};
    while (toml_next_text(document, &next)) {
        if (next.table.len) return false;
        *out = next.text;
        if (str_is(next.key, key)) return true;
    }
    return false;
}
