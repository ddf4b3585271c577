/* JSON strings: found, checked, decoded and mapped. */
#include "lint/base/limits.h"
#include "lint/base/utf8.h"
#include "lint/base/wide.h"
#include "lint/source/json_reader.h"
#include "lint/source/members.h"

/* The first byte that ends verbatim text: a quote, a backslash or a control character. */
static const char *skip_verbatim(const char *p, const char *end) {
    for (; end - p >= WIDE; p += WIDE) {
        Wide w = wide_load(p), found = wide_or(wide_equal(w, '"'), wide_equal(w, '\\'));
        found = wide_or(found, wide_below(w, 0x20));
        if (wide_any(found)) return p + wide_first(found);
    }
    while (p < end && *p != '"' && *p != '\\' && (unsigned char)*p >= 0x20) p++;
    return p;
}

static Node *fail_control(JsonReader *r, const char *opened, const char *at) {
    uint32_t line = source_position(r->source, (uint32_t)(opened - r->file)).line;
    if (*at == '\n' || *at == '\r')
        return json_fail_at(
            r, at, at + 1,
            str_printf(r->arena, "the string that starts on line %u is not closed on its line",
                       line),
            STR("close it with \", or write a line break as \\n"));
    return json_fail_at(r, at, at + 1,
                        str_printf(r->arena, "raw control character U+%04X in a string",
                                   (unsigned)(unsigned char)*at),
                        *at == '\t' ? STR("write a tab as \\t") : STR("write it as \\u00XX"));
}

/* -1 when they are not four hexadecimal digits. */
static long four_digits(const char *p, const char *end) {
    long value = 0;
    if (end - p < 4) return -1;
    for (int i = 0; i < 4; i++) {
        int digit = ascii_hex(p[i]);
        if (digit < 0) return -1;
        value = value * 16 + digit;
    }
    return value;
}

/* The \uXXXX at p, and the one behind it where they are a surrogate pair. Returns the length of
 * the escape in the file, 0 after a failure. */
static size_t unicode_escape(JsonReader *r, const char *p, uint32_t *c) {
    static const Str pair_help = {
        "characters beyond U+FFFF are written as two escapes, \\uD800-\\uDBFF then \\uDC00-\\uDFFF",
        sizeof "characters beyond U+FFFF are written as two escapes, \\uD800-\\uDBFF then "
               "\\uDC00-\\uDFFF" -
            1};
    long first = four_digits(p + 2, r->end);
    if (first < 0) {
        const char *to = p + 2;
        while (to < r->end && to < p + 6 && *to != '"' && (unsigned char)*to > 0x20) to++;
        json_fail_at(r, p, to, STR("\\u needs four hexadecimal digits"), (Str){0});
        return 0;
    }
    *c = (uint32_t)first;
    if (first < 0xD800 || first > 0xDFFF) return 6;
    long second = r->end - p >= 12 && p[6] == '\\' && p[7] == 'u' ? four_digits(p + 8, r->end) : -1;
    if (first > 0xDBFF || second < 0xDC00 || second > 0xDFFF) {
        json_fail_at(r, p, p + 6, STR("half of a surrogate pair: it stands for no character"),
                     pair_help);
        return 0;
    }
    *c = 0x10000 + (((uint32_t)first - 0xD800) << 10) + ((uint32_t)second - 0xDC00);
    return 12;
}

/* Decodes the escape at p into out; *written bytes. Returns its length in the file or 0. */
static size_t decode_escape(JsonReader *r, const char *p, char *out, size_t *written) {
    char c = r->end - p > 1 ? p[1] : '\0';
    *written = 1;
    if (c == 'u') {
        uint32_t code_point = 0;
        size_t size = unicode_escape(r, p, &code_point);
        *written = utf8_encode(code_point, out);
        return size;
    }
    switch (c) {
    case 'n': *out = '\n'; return 2;
    case 'r': *out = '\r'; return 2;
    case 't': *out = '\t'; return 2;
    case 'b': *out = '\b'; return 2;
    case 'f': *out = '\f'; return 2;
    case '"':
    case '\\':
    case '/': *out = c; return 2;
    default: break;
    }
    size_t size = 0; /* a whole character in the message */
    if (r->end - p > 1) utf8_decode((Str){p, (size_t)(r->end - p)}, 1, &size);
    json_fail_at(r, p, p + 1 + size,
                 str_printf(r->arena, "%.*s is not an escape that JSON knows", (int)size + 1, p),
                 STR("a backslash itself is written \\\\"));
    return 0;
}

/* The closing quote, or NULL after a failure; counts the backslashes that start an escape. */
static const char *find_end(JsonReader *r, const char *opened, size_t *escapes) {
    const char *p = opened + 1;
    for (*escapes = 0;; ++*escapes) {
        p = skip_verbatim(p, r->end);
        if (r->end - p < 1 || (*p == '\\' && r->end - p < 2)) {
            json_fail_at(r, opened, opened + 1, STR("this string is not closed"),
                         STR("close it with \""));
            return NULL;
        }
        if (*p == '"') return p;
        if (*p != '\\') {
            fail_control(r, opened, p);
            return NULL;
        }
        p += 2;
    }
}

/* Copies what is before the next backslash or `end`, where it stops. */
static const char *copy_verbatim(char *out, const char *p, const char *end) {
    for (; end - p >= WIDE; p += WIDE, out += WIDE) {
        Wide w = wide_load(p), found = wide_equal(w, '\\');
        wide_store(out, w);
        if (wide_any(found)) return p + wide_first(found);
    }
    while (p < end && *p != '\\') *out++ = *p++;
    return p;
}

/* Of a string in which find_end found nothing else to mind. */
static Node *decode(JsonReader *r, const char *opened, const char *closing, size_t escapes) {
    Span span = span_of((size_t)(opened - r->file), (size_t)(closing + 1 - r->file));
    Node *n = node_new_verbatim(r->arena, STYLE_JSON, span, (Str){0});
    char *text = arena_alloc(r->arena, (size_t)(closing - opened));
    /* Each escape and each text between two of them is a run. */
    TextMap *map = ARENA_NEW(r->arena, TextMap);
    *map = textmap_with_room(r->arena, 2 * escapes + 1);
    MapRun *run = map->runs;
    uint32_t len = 0;
    for (const char *p = opened + 1;;) {
        uint32_t file = (uint32_t)(p - r->file);
        const char *stop = copy_verbatim(text + len, p, closing);
        if (stop != p || stop == closing) *run++ = (MapRun){.text = len, .file = file};
        len += (uint32_t)(stop - p);
        if (stop == closing) break;
        file += (uint32_t)(stop - p);
        size_t written, size = decode_escape(r, stop, text + len, &written);
        if (size == 0) return NULL;
        *run++ = (MapRun){len, file, true, (file + (uint32_t)size) & INT32_MAX};
        len += (uint32_t)written;
        p = stop + size;
    }
    map->len = (uint32_t)(run - map->runs);
    n->text = (Str){text, len};
    n->map = map;
    return n;
}

Node *json_read_string(JsonReader *r) {
    const char *opened = r->p;
    size_t escapes;
    const char *closing = find_end(r, opened, &escapes);
    if (!closing) return NULL;
    r->p = closing + 1;
    size_t bytes = (size_t)(closing - opened) + (2 * escapes + 2) * sizeof(MapRun);
    if (escapes && arena_is_full(r->arena, bytes)) {
        r->p = opened;
        return json_fail_memory(r, "escapes");
    }
    if (escapes) return decode(r, opened, closing, escapes);
    uint32_t at = (uint32_t)(opened + 1 - r->file);
    Str text = {opened + 1, (size_t)(closing - opened - 1)};
    return node_new_verbatim(r->arena, STYLE_JSON, span_of(at - 1, at + text.len + 1), text);
}
