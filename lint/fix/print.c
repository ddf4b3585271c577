#include "lint/base/buf.h"
#include "lint/fix/file.h"
#include "lint/source/scalar_type.h"

/* Words that some YAML reader takes for something else than a text. */
static bool is_reserved(Str s) {
    static const char *const words[] = {"y",    "n",     "yes",  "no", "on",   "off",  "~", "<<",
                                        "true", "false", "null", "=",  ".inf", ".nan", NULL};
    return str_is_any_nocase(s, words);
}

/* A text that needs no quotes in YAML: words, ids, times such as 1h. */
static bool is_plain(Str s, bool in_flow) {
    double number;
    if (s.len == 0 || is_reserved(s) || scalar_type(s, &number) != NODE_STRING) return false;
    if (!ascii_is_alnum(s.ptr[0]) && s.ptr[0] != '_') return false;
    bool digits_only = true; /* 12:30 is a number of YAML 1.1 */
    for (size_t i = 0; i < s.len; i++) {
        char c = s.ptr[i];
        if (!ascii_is_alnum(c) && !strchr("_-./:@+", c)) return false;
        if (c == ':' && (in_flow || i + 1 == s.len)) return false;
        if (!ascii_is_digit(c) && !strchr("_-.:+", c)) digits_only = false;
    }
    return !digits_only;
}

static void add_single(Buf *out, Str s) {
    buf_add_char(out, '\'');
    for (size_t i = 0; i < s.len; i++) {
        buf_add_char(out, s.ptr[i]);
        if (s.ptr[i] == '\'') buf_add_char(out, '\'');
    }
    buf_add_char(out, '\'');
}

/* Control characters and line ends need escapes. */
static bool fits_single(Str s) {
    for (size_t i = 0; i < s.len; i++)
        if ((unsigned char)s.ptr[i] < ' ' || s.ptr[i] == 0x7F) return false;
    return !str_has(s, STR("\xC2\x85")) && !str_has(s, STR("\xE2\x80\xA8")) &&
           !str_has(s, STR("\xE2\x80\xA9"));
}

static void add_scalar(Buf *out, const Node *value, NodeStyle quotes, bool in_flow) {
    if (value->kind != NODE_STRING)
        buf_add(out, value->text);
    else if (quotes == STYLE_PLAIN && is_plain(value->text, in_flow))
        buf_add(out, value->text);
    else if (quotes == STYLE_SINGLE && fits_single(value->text))
        add_single(out, value->text);
    else
        buf_add_json(out, value->text);
}

Str print_scalar(Arena *arena, const Node *value, NodeStyle quotes, bool in_flow) {
    Buf out = {0};
    add_scalar(&out, value, quotes, in_flow);
    Str text = str_dup(arena, buf_str(&out));
    buf_free(&out);
    return text;
}

typedef struct {
    Buf *out;
    const PrintStyle *style;
} Printer;

static void add_break(const Printer *p, int depth) {
    buf_add(p->out, p->style->line_end);
    buf_add(p->out, p->style->indent);
    for (int i = 0; i < depth; i++) buf_add(p->out, p->style->unit);
}

static void add_key(const Printer *p, Str key, bool in_flow) {
    Node name = {.kind = NODE_STRING, .text = key};
    add_scalar(p->out, &name, p->style->quotes, in_flow);
    buf_add_char(p->out, ':');
}

static bool is_collection(const Node *node) {
    return (node->kind == NODE_MAP || node->kind == NODE_LIST) && node->count > 0;
}

/* A scalar, or a collection with nothing in it. */
static void add_leaf(const Printer *p, const Node *value, bool in_flow) {
    if (value->kind == NODE_MAP || value->kind == NODE_LIST)
        buf_add_c(p->out, value->kind == NODE_MAP ? "{}" : "[]");
    else
        add_scalar(p->out, value, p->style->quotes, in_flow);
}

static void add_flow(const Printer *p, const Node *value, int depth) {
    if (!is_collection(value)) {
        add_leaf(p, value, true);
        return;
    }
    bool map = value->kind == NODE_MAP, expanded = p->style->expanded;
    buf_add_char(p->out, map ? '{' : '[');
    for (const Node *child = value->first; child; child = child->next) {
        if (child != value->first) buf_add_char(p->out, ',');
        if (expanded)
            add_break(p, depth + 1);
        else if (child != value->first && !p->style->tight)
            buf_add_char(p->out, ' ');
        if (map) {
            add_key(p, child->key->text, true);
            /* YAML needs the blank behind a plain key. */
            if (!p->style->tight || p->style->quotes != STYLE_JSON) buf_add_char(p->out, ' ');
        }
        add_flow(p, child, depth + 1); /* as deep as the values that rules write */
    }
    if (expanded) add_break(p, depth);
    buf_add_char(p->out, map ? '}' : ']');
}

static void add_block(const Printer *p, const Node *value, int depth) {
    for (const Node *child = value->first; child; child = child->next) {
        if (child != value->first) add_break(p, depth);
        if (value->kind == NODE_MAP)
            add_key(p, child->key->text, false);
        else
            buf_add_char(p->out, '-');
        bool nested = is_collection(child);
        if (!nested || value->kind == NODE_LIST)
            buf_add_char(p->out, ' ');
        else
            add_break(p, depth + 1);
        if (nested)
            add_block(p, child, depth + 1);
        else
            add_leaf(p, child, false);
    }
}

Str print_member(Arena *arena, Str key, const Node *value, const PrintStyle *style) {
    Buf out = {0};
    Printer p = {&out, style};
    if (style->block && (key.len || is_collection(value))) {
        Node member = *value, name = {.kind = NODE_STRING, .text = key};
        member.next = NULL;
        member.shared = false;
        member.key = &name;
        Node map = {
            .kind = NODE_MAP, .count = 1, .keys = NODE_ANY_KEYS, .first = &member, .last = &member};
        add_block(&p, key.len ? &map : value, 0);
    } else {
        if (key.len) add_key(&p, key, false);
        if (key.len && (!style->tight || style->quotes != STYLE_JSON)) buf_add_char(&out, ' ');
        add_flow(&p, value, 0);
    }
    Str text = str_dup(arena, buf_str(&out));
    buf_free(&out);
    return text;
}
