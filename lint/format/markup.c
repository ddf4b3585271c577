#include "lint/format/markup.h"

enum { TAG_BYTES = 1024 };

static bool is_name(char c) {
    return ascii_is_alnum(c) || c == '-' || c == '_' || c == ':';
}

/* The '>' of a tag whose attributes start at `at`; quotes and braces may hold one. */
static size_t tag_end(Str text, size_t at) {
    size_t stop = at + TAG_BYTES < text.len ? at + TAG_BYTES : text.len;
    char quote = '\0';
    size_t braces = 0;
    for (; at < stop; at++) {
        char c = text.ptr[at];
        if (quote)
            quote = c == quote ? '\0' : quote;
        else if (c == '"' || c == '\'')
            quote = c;
        else if (c == '{')
            braces++;
        else if (c == '}' && braces)
            braces--;
        else if (c == '>' && !braces)
            return at;
        else if (c == '<' && !braces)
            return STR_NOT_FOUND;
    }
    return STR_NOT_FOUND;
}

static bool tag_at(Str text, size_t at, Markup *out) {
    size_t name = at + 1, end;
    bool closing = name < text.len && text.ptr[name] == '/';
    name += closing;
    if (name >= text.len || !ascii_is_alpha(text.ptr[name])) return false;
    for (end = name; end < text.len && end - name < TAG_BYTES && is_name(text.ptr[end]);) end++;
    size_t close = tag_end(text, end);
    if (close == STR_NOT_FOUND) return false;
    bool empty = close > end && text.ptr[close - 1] == '/';
    *out = (Markup){.span = span_of(at, close + 1),
                    .name = str_slice(text, name, end),
                    .attributes = str_slice(text, end, close - empty),
                    .closing = closing,
                    .empty = empty};
    return true;
}

bool markup_next(Str text, size_t from, Markup *out) {
    for (size_t at = from; (at = str_find_char(text, '<', at)) != STR_NOT_FOUND; at++) {
        if (str_starts(str_slice(text, at, at + 4), STR("<!--"))) {
            size_t end = str_find(text, STR("-->"), at + 4);
            if (end == STR_NOT_FOUND) return false;
            at = end + 2;
        } else if (tag_at(text, at, out)) {
            return true;
        }
    }
    return false;
}

/* Behind the value that starts at `at`; the value itself into `out`. */
static size_t take_value(Str text, size_t at, Str *out) {
    char c = at < text.len ? text.ptr[at] : '\0';
    if (c == '"' || c == '\'') {
        size_t close = str_find_char(text, c, at + 1);
        *out = str_slice(text, at + 1, close);
        return close == STR_NOT_FOUND ? text.len : close + 1;
    }
    size_t end = at, braces = 0;
    for (; end < text.len && (braces || !ascii_is_space(text.ptr[end])); end++) {
        if (text.ptr[end] == '{') braces++;
        if (text.ptr[end] == '}' && braces) braces--;
    }
    Str value = str_slice(text, at, end);
    while (value.len >= 2 && value.ptr[0] == '{' && value.ptr[value.len - 1] == '}')
        value = str_trim(str_slice(value, 1, value.len - 1));
    *out = value;
    return end;
}

bool markup_attribute(const Markup *tag, const char *name, Str *value) {
    Str text = tag->attributes;
    for (size_t at = 0; at < text.len;) {
        if (!is_name(text.ptr[at])) {
            at++;
            continue;
        }
        size_t end = at;
        while (end < text.len && is_name(text.ptr[end])) end++;
        bool wanted = str_is(str_slice(text, at, end), name);
        at = end;
        while (at < text.len && ascii_is_space(text.ptr[at])) at++;
        if (at >= text.len || text.ptr[at] != '=') continue;
        at++;
        while (at < text.len && ascii_is_space(text.ptr[at])) at++;
        at = take_value(text, at, value);
        if (wanted) return true;
    }
    return false;
}
