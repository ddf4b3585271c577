#include "lint/source/frontmatter.h"

#include "lint/source/members.h"
#include "lint/source/scalar_type.h"

/* -- fences ----------------------------------------------------------------------------------- */

typedef struct {
    Str rest;
    Str line;
    uint32_t start, next; /* of the line; of the line behind it */
} Lines;

static bool next_line(Lines *lines) {
    lines->start = lines->next;
    size_t before = lines->rest.len;
    if (!str_next_line(&lines->rest, &lines->line)) return false;
    lines->next = lines->start + (uint32_t)(before - lines->rest.len);
    return true;
}

static Lines lines_of(const Source *source, Span span) {
    return (Lines){.rest = source_slice(source, span), .next = span.start};
}

static bool is_fence(Str line) {
    return str_starts(line, STR("---")) && str_trim(line).len == 3;
}

/* Finds both fences. *preceded: there are comment lines above the opening one. */
static bool find_fences(const Source *source, FrontMatter *found, bool *preceded) {
    Lines lines = lines_of(source, span_of(source_bom(source), source->bytes.len));
    *preceded = false;
    for (;;) {
        if (!next_line(&lines)) return false;
        if (is_fence(lines.line)) break;
        if (str_starts(lines.line, STR("#")))
            *preceded = true;
        else if (str_trim(lines.line).len)
            return false;
    }
    found->whole.start = lines.start;
    found->content.start = lines.next;
    do
        if (!next_line(&lines)) return false;
    while (!is_fence(lines.line));
    found->content.end = lines.start;
    found->whole.end = lines.next;
    found->body = span_of(lines.next, source->bytes.len);
    return true;
}

/* -- read line by line ------------------------------------------------------------------------ */

static bool is_key_char(char c) {
    return ascii_is_alnum(c) || c == '_' || c == '-' || c == '.' || c == ' ';
}

/* Length of the key at the start of an unindented `key: value` line, 0 if it is none. */
static size_t key_length(Str line) {
    size_t n = 0;
    if (line.len == 0 || !(ascii_is_alnum(line.ptr[0]) || line.ptr[0] == '_')) return 0;
    while (n < line.len && is_key_char(line.ptr[n])) n++;
    if (n == line.len || line.ptr[n] != ':') return 0;
    return n + 1 == line.len || ascii_is_space(line.ptr[n + 1]) ? n : 0;
}

/* Sets the value to the bytes of `span` without blanks around and one pair of quotes. */
static void set_value(Node *value, const Source *source, Span span) {
    Str text = str_trim(source_slice(source, span));
    uint32_t start = text.len ? (uint32_t)(text.ptr - source->bytes.ptr) : span.start;
    value->style = STYLE_PLAIN;
    value->kind = NODE_STRING;
    value->map = NULL;
    value->span = span_of(start, start + text.len);
    char quote = text.len >= 2 ? text.ptr[0] : '\0';
    if ((quote == '"' || quote == '\'') && text.ptr[text.len - 1] == quote &&
        !str_has_char(str_slice(text, 1, text.len - 1), quote)) {
        text = str_slice(text, 1, text.len - 1);
        value->style = quote == '"' ? STYLE_DOUBLE : STYLE_SINGLE;
    }
    value->text = text;
    if (value->style == STYLE_PLAIN) node_set_type(value);
}

/* `|` or `>` with indicators: the text is on the lines below. */
static bool is_block_header(Str rest) {
    if (rest.len == 0 || rest.len > 3 || (rest.ptr[0] != '|' && rest.ptr[0] != '>')) return false;
    for (size_t i = 1; i < rest.len; i++)
        if (!ascii_is_digit(rest.ptr[i]) && rest.ptr[i] != '-' && rest.ptr[i] != '+') return false;
    return true;
}

/* A map of `key: rest of line`; lines that are no such pair belong to the value above them. */
static Node *read_pairs(Arena *arena, const Source *source, Span content) {
    Node *map = ARENA_NEW(arena, Node), *value = NULL;
    Span text = {0};
    map->kind = NODE_MAP;
    map->style = STYLE_BLOCK;
    map->span = content;
    for (Lines lines = lines_of(source, content); next_line(&lines);) {
        Str line = lines.line, trimmed = str_trim(line);
        size_t key = key_length(line);
        if (trimmed.len == 0 || (trimmed.ptr[0] == '#' && line.ptr[0] == '#')) continue;
        uint32_t end = lines.start + (uint32_t)line.len;
        if (key == 0) {
            if (!value) continue;
            text.end = end;
            set_value(value, source, text);
            continue;
        }
        if (arena_is_full(arena, 0)) break;                      /* nothing will be made of it */
        size_t name_len = str_trim(str_slice(line, 0, key)).len; /* "key : value" */
        Span name = span_of(lines.start, lines.start + name_len);
        text = span_of(lines.start + key + 1, end);
        if (is_block_header(str_trim(source_slice(source, text))))
            text.start = text.end = lines.next;
        value = node_new_verbatim(arena, STYLE_PLAIN, text, (Str){0});
        value->key = node_new_verbatim(arena, STYLE_PLAIN, name, source_slice(source, name));
        set_value(value, source, text);
        node_append(map, value);
    }
    return map;
}

/* --------------------------------------------------------------------------------------------- */

/* Keys as front matter has them, not a sentence with a colon between two rules of a page. */
static bool has_plain_keys(const Node *map) {
    for (const Node *m = map->first; m; m = m->next) {
        Str key = m->key->text;
        for (size_t i = 0; i < key.len; i++)
            if (!is_key_char(key.ptr[i]) || key.ptr[i] == ' ') return false;
    }
    return map->count > 0;
}

static bool starts_with_blank_line(const Source *source, Span content) {
    Str rest = source_slice(source, content), line;
    return str_next_line(&rest, &line) && str_trim(line).len == 0;
}

/* `argument-hint: [file] [line]`: so the makers of the tool write it, and read it line by line. */
static bool is_hint_of_arguments(const Source *source, Span place) {
    size_t line = place.start;
    while (line > 0 && source->bytes.ptr[line - 1] != '\n') line--;
    return str_starts(str_slice(source->bytes, line, source->bytes.len), STR("argument-hint:"));
}

static void note_loose(Arena *arena, const Source *source, const ProblemVec *why, Span whole,
                       ProblemVec *problems) {
    Span span = whole;
    Str message = STR("the front matter is not YAML and is read line by line");
    if (why->len) {
        const Problem *last = &why->items[why->len - 1];
        span = last->span;
        if (is_hint_of_arguments(source, span)) return;
        message =
            str_printf(arena, "the front matter is not YAML and is read line by line: " STR_FMT,
                       STR_ARG(last->message));
    }
    vec_push(arena, problems,
             (Problem){PROBLEM_FRONT_MATTER, span, message,
                       STR("quote values that hold ': ' or start with * & [ { @ ` or %")});
}

FrontMatter frontmatter_read(Arena *arena, const Source *source, ProblemVec *problems) {
    const FrontMatter absent = {.body = span_of(0, source->bytes.len)};
    FrontMatter found = {.present = true};
    bool preceded;
    if (!find_fences(source, &found, &preceded)) return absent;
    ProblemVec own = {0};
    Node *tree = yaml_read(arena, source, found.content, &own);
    if (tree && tree->kind == NODE_NULL) return preceded ? absent : found;
    if (preceded && (!node_is_map(tree) || !has_plain_keys(tree) ||
                     starts_with_blank_line(source, found.content)))
        return absent; /* a heading above two horizontal rules */
    if (node_is_map(tree)) {
        found.tree = tree;
        for (size_t i = 0; i < own.len; i++) vec_push(arena, problems, own.items[i]);
        return found;
    }
    if (arena_is_full(arena, 0)) { /* what was read of the tree took it all */
        for (size_t i = 0; i < own.len; i++) vec_push(arena, problems, own.items[i]);
        return found;
    }
    if (starts_with_blank_line(source, found.content)) return absent; /* a rule above a heading */
    Node *pairs = read_pairs(arena, source, found.content);
    if (pairs->count == 0) return absent; /* text between two horizontal rules */
    found.tree = pairs;
    found.loose = true;
    note_loose(arena, source, &own, found.whole, problems);
    return found;
}
