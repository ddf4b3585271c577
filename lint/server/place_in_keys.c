#include "lint/server/place_in_keys.h"

enum { LINES_UP = 20000, LINE_BYTES = 4096 };

/* A line taken apart: `- - key: rest`. */
typedef struct {
    size_t dash;   /* column of the first dash; SIZE_MAX: none */
    size_t column; /* of what stands behind the dashes */
    Str key;       /* without quotes; no pointer: no key */
    size_t rest;   /* column behind the colon, or of the content */
    bool empty;    /* blank or a comment */
} Line;

static Str unquoted(Str s) {
    s = str_trim(s);
    if (s.len >= 2 && (s.ptr[0] == '"' || s.ptr[0] == '\'') && s.ptr[s.len - 1] == s.ptr[0])
        return str_slice(s, 1, s.len - 1);
    return s;
}

static bool is_blank(char c) {
    return c == ' ' || c == '\t';
}

/* The colon that ends a key which starts at `from`; STR_NOT_FOUND. */
static size_t find_colon(Str text, size_t from) {
    char quote = 0;
    for (size_t i = from; i < text.len; i++) {
        char c = text.ptr[i];
        if (quote) {
            if (c == quote) quote = 0;
        } else if ((c == '"' || c == '\'') && i == from) {
            quote = c;
        } else if (c == ':' && (i + 1 == text.len || is_blank(text.ptr[i + 1]))) {
            return i;
        } else if (c == '{' || c == '[' || c == ',' ||
                   (c == '#' && i > from && is_blank(text.ptr[i - 1]))) {
            break;
        }
    }
    return STR_NOT_FOUND;
}

static Line take_apart(Str text) {
    Line line = {.dash = SIZE_MAX};
    size_t at = 0;
    text = str_slice(text, 0, LINE_BYTES);
    for (;;) {
        while (at < text.len && is_blank(text.ptr[at])) at++;
        bool dash = at < text.len && text.ptr[at] == '-' &&
                    (at + 1 == text.len || is_blank(text.ptr[at + 1]));
        if (!dash) break;
        if (line.dash == SIZE_MAX) line.dash = at;
        at++;
    }
    line.column = line.rest = at;
    line.empty =
        (at == text.len && line.dash == SIZE_MAX) || (at < text.len && text.ptr[at] == '#');
    size_t colon = find_colon(text, at);
    if (colon != STR_NOT_FOUND) {
        line.key = unquoted(str_slice(text, at, colon));
        line.rest = colon + 1;
    }
    return line;
}

/* --- the line of the cursor --- */

static void push(KeyPlace *place, Str key) {
    if (place->depth < KEYS_DEEP) place->path[place->depth++] = key;
}

/* Brackets that are open behind the key of the line, up to the cursor. */
static void read_flow(KeyPlace *place, Str text, size_t from) {
    enum { DEEP = 64 };
    size_t depth[DEEP], open = 0, start = from;
    bool maps[DEEP];
    for (size_t i = from; i < text.len; i++) {
        char c = text.ptr[i];
        if (c == '{' || c == '[') {
            if (open == DEEP) return;
            maps[open] = c == '{';
            depth[open++] = place->depth;
            place->value = c == '[';
            start = i + 1;
        } else if ((c == '}' || c == ']') && open) {
            place->depth = depth[--open];
            start = i + 1;
        } else if (c == ',' && open) {
            place->depth = depth[open - 1];
            place->value = !maps[open - 1];
            start = i + 1;
        } else if (c == ':' && open && maps[open - 1] &&
                   (i + 1 == text.len || is_blank(text.ptr[i + 1]))) {
            push(place, unquoted(str_slice(text, start, i)));
            place->value = true;
            start = i + 1;
        }
    }
}

static bool opens_comment(Str text) {
    for (size_t i = 0; i < text.len; i++)
        if (text.ptr[i] == '#' && (i == 0 || is_blank(text.ptr[i - 1]))) return true;
    return false;
}

/* --- the lines above --- */

static bool is_block_text(Str text, size_t rest) {
    Str value = str_trim(str_slice(text, rest, text.len));
    return value.len && (value.ptr[0] == '|' || value.ptr[0] == '>');
}

/* Collects the keys around the line, innermost first; false inside a block of text. */
static bool climb(const Source *source, size_t line, size_t column, bool in_item, Str *keys,
                  size_t *count) {
    *count = 0;
    for (size_t up = 0; line > 0 && up < LINES_UP && (column > 0 || in_item); up++) {
        Str text = source_line(source, (uint32_t)line--); /* 1-based: the line above */
        Line above = take_apart(text);
        if (above.empty) continue;
        size_t start = above.dash != SIZE_MAX ? above.dash : above.column;
        bool parent =
            above.key.ptr && (above.column < column || (in_item && above.column == column));
        if ((parent || (!above.key.ptr && start < column)) && is_block_text(text, above.rest))
            return false;
        if (parent) {
            if (*count < KEYS_DEEP) keys[(*count)++] = above.key;
            column = above.column;
            in_item = false;
        }
        /* The item that it stands in begins here: what is around comes from before the dash. */
        if (above.dash != SIZE_MAX && above.column <= column && start < column) {
            column = start;
            in_item = true;
        }
    }
    return true;
}

/* Only blanks up to the cursor: its column is what counts. */
static bool stands_free(Str head) {
    return str_trim(head).len == 0;
}

bool key_place_find(const Source *source, uint32_t offset, KeyPlace *place) {
    *place = (KeyPlace){0};
    size_t number = source_line_at(source, offset);
    Str text = source_line(source, (uint32_t)number + 1);
    size_t start = (size_t)(text.ptr - source->bytes.ptr);
    if (offset < start || offset - start > LINE_BYTES) return false;
    Str head = str_slice(text, 0, offset - start);
    if (opens_comment(head)) return false;
    if (str_ends(head, STR(":"))) return false; /* a value needs a blank before it */
    Line line = take_apart(head);
    size_t column = stands_free(head) ? head.len : line.dash != SIZE_MAX ? line.dash : line.column;
    Str keys[KEYS_DEEP];
    size_t count;
    bool in_item = line.dash != SIZE_MAX;
    if (!climb(source, number, column, in_item, keys, &count)) return false;
    while (count) push(place, keys[--count]);
    place->item = in_item && !line.key.ptr && !str_has(head, STR("{"));
    if (line.key.ptr) {
        push(place, line.key);
        place->value = true;
    }
    read_flow(place, head, line.rest);
    size_t word = head.len;
    while (word && !strchr(" \t[]{},\"'", head.ptr[word - 1])) word--;
    place->word = span_of(start + word, offset);
    return true;
}
