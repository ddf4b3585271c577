/* Java's .properties: `key=value`, `key: value` or `key value`, one to a line that goes on behind a
 * backslash at its end; # and ! begin comments. Escapes are \n, \t, \r, \f, \uXXXX; before any
 * other character a backslash is dropped. Source: java.util.Properties.load. */
#include "lint/base/utf8.h"
#include "lint/source/members.h"

/* Shorter values are settings, and no text that anybody would send. */
enum { SHORTEST_VALUE = 40 };

static bool is_break(char c) {
    return c == '\n' || c == '\r';
}

/* Where the line that starts at `at` ends, with the lines it goes on in. */
static size_t logical_end(Str text, size_t at) {
    for (; at < text.len && !is_break(text.ptr[at]); at++) {
        if (text.ptr[at] != '\\' || at + 1 >= text.len) continue;
        at++;
        if (text.ptr[at] == '\r' && at + 1 < text.len && text.ptr[at + 1] == '\n') at++;
    }
    return at < text.len ? at : text.len;
}

/* Where the key that starts at `at` ends. */
static size_t key_end(Str text, size_t at, size_t end) {
    while (at < end && !ascii_is_one_of(text.ptr[at], "=: \t\f"))
        at += text.ptr[at] == '\\' ? 2 : 1;
    return at < end ? at : end;
}

static size_t value_start(Str text, size_t at, size_t end) {
    at = str_behind_blanks(text, at);
    if (at < end && (text.ptr[at] == '=' || text.ptr[at] == ':'))
        at = str_behind_blanks(text, at + 1);
    return at < end ? at : end;
}

/* The UTF-16 unit of \uXXXX at `at`; 0 where it is none. */
static uint32_t unicode_escape(Str text, size_t at, size_t end) {
    uint32_t code_point = 0;
    if (at + 6 > end || text.ptr[at] != '\\' || text.ptr[at + 1] != 'u') return 0;
    for (size_t i = at + 2; i < at + 6; i++) {
        int digit = ascii_hex(text.ptr[i]);
        if (digit < 0) return 0;
        code_point = code_point * 16 + (uint32_t)digit;
    }
    return code_point;
}

/* The escape at `at`: its length in the file, what it stands for into out[4], *written bytes. */
static size_t decode_escape(Str text, size_t at, size_t end, char *out, size_t *written) {
    static const char letters[] = "ntrf", meant[] = "\n\t\r\f";
    char c = at + 1 < end ? text.ptr[at + 1] : '\0';
    const char *letter = c ? memchr(letters, c, sizeof letters - 1) : NULL;
    uint32_t code_point = unicode_escape(text, at, end);
    *written = at + 1 < end;
    if (code_point) {
        uint32_t low = unicode_escape(text, at + 6, end);
        bool high = code_point >= 0xD800 && code_point < 0xDC00;
        bool pair = high && low >= 0xDC00 && low < 0xE000;
        if (pair) code_point = 0x10000 + ((code_point - 0xD800) << 10) + (low - 0xDC00);
        bool half = code_point >= 0xD800 && code_point < 0xE000;
        *written = utf8_encode(half ? 0xFFFD : code_point, out);
        return pair ? 12 : 6;
    }
    if (at + 1 < end && is_break(c)) {
        size_t next = at + 2 + (c == '\r' && at + 2 < end && text.ptr[at + 2] == '\n');
        *written = 0;
        while (next < end && ascii_is_one_of(text.ptr[next], " \t\f")) next++;
        return next - at;
    }
    *out = letter ? meant[letter - letters] : c;
    return at + 1 < end ? 2 : 1;
}

static size_t count_escapes(Str value) {
    size_t count = 0;
    for (size_t i = 0; (i = str_find_char(value, '\\', i)) != STR_NOT_FOUND; i += 2) count++;
    return count;
}

Node *node_new_escaped(Arena *arena, Str text, size_t start, size_t end, uint32_t base) {
    Str raw = str_slice(text, start, end);
    Span span = span_of(base + start, base + end);
    size_t escapes = count_escapes(raw), len = 0;
    /* nobody rewrites these: a fix would have to know where lines go on */
    Node *node = node_new_verbatim(arena, STYLE_FLOW, span, raw);
    if (!escapes) return node;
    if (arena_is_full(arena, raw.len + 2 * escapes * sizeof(MapRun))) return NULL;
    TextMap *map = ARENA_NEW(arena, TextMap);
    char *out = arena_alloc(arena, raw.len);
    *map = textmap_with_room(arena, 2 * escapes + 1);
    map->whole = span;
    for (size_t at = start; at < end;) {
        size_t stop = str_find_char(str_slice(text, 0, end), '\\', at), written = 0;
        if (stop == STR_NOT_FOUND) stop = end;
        if (stop > at) {
            textmap_add_linear(arena, map, (uint32_t)len, base + (uint32_t)at);
            memcpy(out + len, text.ptr + at, stop - at);
            len += stop - at;
        }
        if (stop == end) break;
        at = stop + decode_escape(text, stop, end, out + len, &written);
        if (written)
            textmap_add_collapsed(arena, map, (uint32_t)len, base + (uint32_t)stop,
                                  base + (uint32_t)at);
        len += written;
    }
    node->text = (Str){out, len};
    node->map = map;
    return node;
}

Node *properties_read(Arena *arena, const Source *source, Span range, ProblemVec *problems) {
    Str text = source_slice(source, range);
    Node *root = ARENA_NEW(arena, Node);
    *root = (Node){.kind = NODE_MAP, .style = STYLE_FLOW, .span = range};
    for (size_t at = 0, end; at < text.len; at = end + 1) {
        size_t start = str_behind_blanks(text, at);
        bool comment = start < text.len && (text.ptr[start] == '#' || text.ptr[start] == '!');
        end = comment ? str_behind_line(text, start) - 1 : logical_end(text, start);
        size_t key = comment ? end : key_end(text, start, end);
        size_t value = value_start(text, key, end);
        if (comment || key == start || end - value < SHORTEST_VALUE) continue;
        Span key_span = span_of(range.start + start, range.start + key);
        Node *node =
            arena_is_full(arena, 0) ? NULL : node_new_escaped(arena, text, value, end, range.start);
        if (!node) {
            problem_of_memory(arena, key_span, "values", problems);
            return NULL;
        }
        node->key = node_new_verbatim(arena, STYLE_PLAIN, key_span, str_slice(text, start, key));
        node_append(root, node);
    }
    members_index(arena, root);
    return root;
}
