#include "lint/server/uri.h"

/* %XX decoded, NUL bytes left out; a '%' without two digits stands for itself. */
static Str decode(Arena *arena, Str text) {
    char *out = arena_alloc(arena, text.len + 1);
    size_t len = 0;
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        if (c == '%' && i + 2 < text.len && ascii_hex(text.ptr[i + 1]) >= 0 &&
            ascii_hex(text.ptr[i + 2]) >= 0) {
            c = (char)(ascii_hex(text.ptr[i + 1]) * 16 + ascii_hex(text.ptr[i + 2]));
            i += 2;
        }
        if (c) out[len++] = c;
    }
    return (Str){out, len};
}

static Str without_query(Str uri) {
    for (size_t i = 0; i < uri.len; i++)
        if (uri.ptr[i] == '?' || uri.ptr[i] == '#') return str_slice(uri, 0, i);
    return uri;
}

bool uri_file(Arena *arena, Str uri, Str *path) {
    static const Str schemes[] = {STR_IN("file:///"), STR_IN("file://localhost/"),
                                  STR_IN("file:/")};
    uri = without_query(uri);
    for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++) {
        if (!str_eq_nocase(str_slice(uri, 0, schemes[i].len), schemes[i])) continue;
        Str rest = str_slice(uri, schemes[i].len - 1, uri.len);
        if (rest.len > 1 && rest.ptr[1] == '/') return false; /* file://host/… */
        *path = decode(arena, rest);
        return true;
    }
    return false;
}

static Str ending_of(Str language) {
    static const struct {
        const char *language, *ending;
    } table[] = {{"yaml", ".yaml"},        {"json", ".json"},      {"jsonc", ".jsonc"},
                 {"jsonl", ".jsonl"},      {"markdown", ".md"},    {"plaintext", ".txt"},
                 {"text", ".txt"},         {"jinja", ".j2"},       {"jinja2", ".j2"},
                 {"handlebars", ".hbs"},   {"liquid", ".liquid"},  {"mustache", ".mustache"},
                 {"dotprompt", ".prompt"}, {"prompty", ".prompty"}};
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        if (str_is(language, table[i].language)) return str_from_c(table[i].ending);
    return (Str){0};
}

Str uri_name(Arena *arena, Str uri, Str language) {
    Str path = decode(arena, without_query(uri));
    size_t start = path.len;
    while (start && path.ptr[start - 1] != '/' && path.ptr[start - 1] != ':') start--;
    Str name = str_slice(path, start, path.len);
    if (!name.len) name = STR("document");
    if (str_find_char(name, '.', 1) != STR_NOT_FOUND) return name;
    Str ending = ending_of(language);
    return str_printf(arena, STR_FMT STR_FMT, STR_ARG(name), STR_ARG(ending));
}
