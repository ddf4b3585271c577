/* JSON by our own strict walk (RFC 8259), because cJSON keeps no places, no string lengths and no
 * exact error position, and is lenient where programs that send the file are not: 01, 1., raw
 * control characters. tests/fuzz/fuzz_json.c holds every tree against cJSON's. */
#include "lint/base/limits.h"
#include "lint/base/wide.h"
#include "lint/source/json_reader.h"
#include "lint/source/members.h"
#include "lint/source/scalar_type.h"

static Node *read_value(JsonReader *r);

static uint32_t offset(const JsonReader *r, const char *p) {
    return (uint32_t)(p - r->file);
}

/* The end of the comment that starts at p, or p where none does. One without an end goes on to the
 * end of the text. */
static const char *skip_comment(const char *p, const char *end) {
    if (end - p < 2 || p[0] != '/' || (p[1] != '/' && p[1] != '*')) return p;
    Str rest = {p, (size_t)(end - p)};
    bool block = p[1] == '*';
    size_t close = block ? str_find(rest, STR("*/"), 2) : str_find_char(rest, '\n', 2);
    if (close == STR_NOT_FOUND) return end;
    return p + close + (block ? 2 : 1);
}

static bool is_blank(char c) {
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

/* A line end and the indentation behind it come in many. */
static const char *behind_blanks(const char *p, const char *end) {
    for (; end - p >= WIDE; p += WIDE) {
        Wide w = wide_load(p), space = wide_or(wide_equal(w, ' '), wide_equal(w, '\n'));
        Wide rare = wide_or(wide_equal(w, '\t'), wide_equal(w, '\r'));
        Wide other = wide_not(wide_or(space, rare));
        if (wide_any(other)) return p + wide_first(other);
    }
    while (p < end && is_blank(*p)) p++;
    return p;
}

static void skip_blanks_and_comments(JsonReader *r) {
    for (const char *p = r->p;;) {
        r->p = behind_blanks(p, r->end);
        p = r->lenient ? skip_comment(r->p, r->end) : r->p;
        if (p == r->p) return;
    }
}

static inline void skip_blanks(JsonReader *r) {
    enum { AHEAD = 2 };
    if (r->end - r->p >= AHEAD && r->p[0] == ' ') r->p++; /* one, mostly, behind a colon */
    if (r->p < r->end && (unsigned char)*r->p > ' ' && *r->p != '/') return;
    skip_blanks_and_comments(r);
}

static bool next_is(const JsonReader *r, char c) {
    return r->p < r->end && *r->p == c;
}

static Node *read_number(JsonReader *r) {
    Str rest = {r->p, (size_t)(r->end - r->p)};
    size_t len;
    if (!json_number_scan(rest, &len)) return json_fail_number(r, r->p, r->p + len);
    Node *n = ARENA_NEW(r->arena, Node);
    n->kind = NODE_NUMBER;
    n->style = STYLE_JSON;
    n->text = (Str){r->p, len};
    n->number = number_value(n->text);
    n->span = span_of(offset(r, r->p), offset(r, r->p + len));
    r->p += len;
    return n;
}

static Node *read_word(JsonReader *r) {
    static const struct {
        Str word;
        NodeKind kind;
        double number;
    } words[] = {{STR_IN("true"), NODE_BOOL, 1},
                 {STR_IN("false"), NODE_BOOL, 0},
                 {STR_IN("null"), NODE_NULL, 0}};
    Str rest = {r->p, (size_t)(r->end - r->p)};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        size_t len = words[i].word.len;
        if (!str_starts(rest, words[i].word)) continue;
        if (rest.len > len && (ascii_is_alnum(rest.ptr[len]) || rest.ptr[len] == '_')) break;
        Node *n = ARENA_NEW(r->arena, Node);
        n->kind = words[i].kind;
        n->style = STYLE_JSON;
        n->text = str_slice(rest, 0, len);
        n->number = words[i].number;
        n->span = span_of(offset(r, r->p), offset(r, r->p + len));
        r->p += len;
        return n;
    }
    return json_fail_expected(r, "a value");
}

static Node *read_key(JsonReader *r) {
    skip_blanks(r);
    if (!next_is(r, '"')) return json_fail_expected(r, "a key in double quotes");
    r->nodes++;
    Node *key = json_read_string(r);
    if (!key) return NULL;
    skip_blanks(r);
    if (!next_is(r, ':')) return json_fail_expected(r, "':' after the key");
    r->p++;
    return key;
}

/* One member or item; false on failure. */
static bool read_child(JsonReader *r, Node *parent) {
    Node *key = NULL;
    if (parent->kind == NODE_MAP && !(key = read_key(r))) return false;
    skip_blanks(r);
    Node *child = read_value(r);
    if (!child) return false;
    child->key = key;
    node_append(parent, child);
    return true;
}

static Node *read_collection(JsonReader *r) {
    const char *opened = r->p, *outer = r->open;
    bool is_map = *opened == '{';
    char closing = is_map ? '}' : ']';
    if (r->depth == LIMIT_DEPTH)
        return json_fail_limit(r, "nested deeper than the limit of %d levels", LIMIT_DEPTH);
    Node *n = ARENA_NEW(r->arena, Node);
    n->kind = is_map ? NODE_MAP : NODE_LIST;
    n->style = STYLE_JSON;
    r->open = r->p++;
    r->depth++;
    skip_blanks(r);
    while (!next_is(r, closing)) {
        if (n->count && !next_is(r, ',')) return json_fail_separator(r, is_map);
        if (n->count) {
            r->p++;
            skip_blanks(r);
            if (r->lenient && next_is(r, closing)) break;
        }
        if (!read_child(r, n)) return NULL;
        skip_blanks(r);
    }
    r->p++;
    r->depth--;
    r->open = outer;
    n->span = span_of(offset(r, opened), offset(r, r->p));
    if (is_map) {
        members_index(r->arena, n);
        members_check_unique(r->arena, r->source, n, r->problems);
    }
    return n;
}

static Node *read_value(JsonReader *r) {
    if (r->nodes++ >= LIMIT_NODES)
        return json_fail_limit(r, "more than the limit of %d values", LIMIT_NODES);
    if (arena_is_full(r->arena, 0)) return json_fail_memory(r, "values");
    if (r->p == r->end) return json_fail_expected(r, "a value");
    switch (*r->p) {
    case '{':
    case '[': return read_collection(r);
    case '"': return json_read_string(r);
    case '-': return read_number(r);
    default: return ascii_is_digit(*r->p) ? read_number(r) : read_word(r);
    }
}

static Node *read_document(Arena *arena, const Source *source, Span text, bool lenient,
                           ProblemVec *problems) {
    const char *file = source->bytes.ptr;
    uint32_t start = text.start < source_bom(source) ? source_bom(source) : text.start;
    if (text.end > source->bytes.len) text.end = (uint32_t)source->bytes.len;
    if (text.end < start) text.end = start;
    JsonReader r = {.arena = arena,
                    .source = source,
                    .problems = problems,
                    .lenient = lenient,
                    .file = file,
                    .p = file + start,
                    .end = file + text.end};
    skip_blanks(&r);
    if (r.p == r.end) return node_new_null(arena, start);
    Node *root = read_value(&r);
    if (!root) return NULL;
    skip_blanks(&r);
    if (r.p < r.end) return json_fail_trailing(&r);
    return root;
}

Node *json_read(Arena *arena, const Source *source, Span text, ProblemVec *problems) {
    return read_document(arena, source, text, false, problems);
}

Node *jsonc_read(Arena *arena, const Source *source, Span text, ProblemVec *problems) {
    return read_document(arena, source, text, true, problems);
}
