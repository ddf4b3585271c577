/* YAML and JSON documents of any nesting: walks the tree from the root and asks the table about
 * each value. What a format took is not searched further. */
#include "lint/format/search.h"

#include <assert.h>

#include "lint/base/limits.h"
#include "lint/base/sanitized.h"
#include "lint/format/lower.h"

typedef struct {
    Lowering *l;
    const Format *only; /* the one asked for, or NULL: all */
    bool requests;      /* no other formats */
} Search;

/* Values that describe a prompt or test it rather than being sent. */
static const char *const not_sent[] = {
    "description", "comment",    "comments", "note",        "notes",  "license",
    "url",         "schema",     "example",  "examples",    "output", "expected",
    "expect",      "assert",     "metadata", "title",       "author", "tags",
    "tests",       "evaluators", "testData", "changelog",   "source", "reason",
    "usage",       "id",         "name",     "vars_prompt", NULL};

static bool is_sent(const Node *child) {
    Str key = child->key ? child->key->text : (Str){0};
    char first = key.len ? ascii_lower(key.ptr[0]) : '\0';
    for (size_t i = 0; first && not_sent[i]; i++)
        if (not_sent[i][0] == first && str_eq_nocase(key, str_from_c(not_sent[i]))) return false;
    return true;
}

static bool lower_as(Lowering *l, const Format *format, const char *why, const Node *node,
                     const Around *around, Str path) {
    l->format = format;
    l->why = why;
    if (!format->lower_node(l, node, around, path)) return false;
    if (!l->holder && !l->taken) l->taken = format;
    return true;
}

static bool take(const Search *s, const Format *format, const Node *node, const Around *around,
                 Str path) {
    const char *why = format->shape(s->l, node);
    return why && lower_as(s->l, format, why, node, around, path);
}

static bool is_wanted(const Search *s, const Format *format) {
    return (!s->only || format == s->only) && (!s->requests || format->request);
}

/* A format would take a map that its `needs` keep from it. */
static bool is_kept_from_its_own(const Search *s, const Node *node) {
    for (const Format *const *format = format_table; *format; format++)
        if (!((*format)->needs & node->keys) && (*format)->takes & 1u << NODE_MAP &&
            is_wanted(s, *format) && (*format)->shape(s->l, node))
            return true;
    return false;
}

/* Every map meets every format here: what it needs turns most away. */
static bool take_any(const Search *s, const Node *node, const Around *around, Str path) {
    uint32_t keys = node_is_map(node) ? node->keys : FORMAT_NEEDS_ANY;
    if (SANITIZED && node_is_map(node)) assert(!is_kept_from_its_own(s, node));
    for (const Format *const *format = format_table; *format; format++)
        if ((*format)->needs & keys && (*format)->takes & 1u << node->kind &&
            is_wanted(s, *format) && take(s, *format, node, around, path))
            return true;
    return false;
}

/* Of every value: no printf. */
static Str path_join(Lowering *l, Str path, const Node *child, int index) {
    if (child->key && !path.len) return child->key->text;
    if (child->key) return str_join(l->arena, path, '.', child->key->text);
    char digits[16];
    size_t at = sizeof digits;
    digits[--at] = ']';
    do digits[--at] = (char)('0' + index % 10);
    while (index /= 10);
    return str_join(l->arena, path, '[', (Str){digits + at, sizeof digits - at});
}

/* Of numbers, truth values and nothing alone no prompt is made. */
static bool holds_text(const Node *node) {
    const Node *child = node->first;
    while (child && child->kind < NODE_STRING) child = child->next;
    return child != NULL;
}

/* Paths cost memory: only of collections, and of texts where a text alone may be a prompt or hold a
 * request. */
static bool is_worth_asking(const Lowering *l, const Node *child) {
    if (child->kind == NODE_MAP || child->kind == NODE_LIST) return holds_text(child);
    if (child->kind != NODE_STRING) return false;
    return l->prompt_path || lower_key_says_prompt(child) ||
           (child->key && child->text.len > 2 && child->text.ptr[0] == '{');
}

/* Messages without any other sign of a request. */
static bool is_example(const Node *root) {
    static const char *const signs[] = {"model",
                                        "modelId",
                                        "system",
                                        "anthropic_version",
                                        "max_tokens",
                                        "max_completion_tokens",
                                        "inferenceConfig",
                                        "cache_control",
                                        "prompt_cache_key",
                                        NULL};
    return node_get(root, "messages") && !node_get_any(root, signs);
}

static bool is_reply(const Node *value) {
    static const char *const signs[] = {"choices", "candidates", "usage", "stop_reason",
                                        "role",    "content",    NULL};
    if (node_is_list(value)) value = value->first;
    if (!node_is_map(value) || node_get(value, "error")) return false;
    return node_get_any(value, signs) || node_path(value, "metadata.usage");
}

/* A line of a log: what came back stands beside what was sent. */
static bool holds_answer(const Node *map) {
    static const char *const keys[] = {"response",   "output", "outputs",
                                       "completion", "value",  NULL};
    for (size_t i = 0; node_is_map(map) && keys[i]; i++) {
        const Node *value = node_get(map, keys[i]);
        if (value && (is_reply(value) || is_reply(node_get(value, "output")))) return true;
    }
    return false;
}

/* Several lines, or a long one, that a program fills in, or that tell a model what it is. */
static bool reads_like_prompt(const Node *text) {
    enum { LONG_LINE = 120 };
    if (!node_is_string(text)) return false;
    bool lines = str_has_char(str_trim(text->text), '\n');
    return (lines || text->text.len >= LONG_LINE) &&
           (template_sniff(text->text) != ENGINE_NONE || lower_opens_like_prompt(text->text));
}

/* `prompts: {decide: ..., sum_up: ...}` in a file of settings, or a list of them: where it stands,
 * any long text is a prompt. */
static bool keeps_prompts(const Node *node) {
    static const char *const names[] = {"prompts", "prompt_templates", "promptTemplates", NULL};
    if (!node->key || !str_is_any(node->key->text, names)) return false;
    if (!node_is_map(node) && !node_is_list(node)) return false;
    for (const Node *child = node->first; child; child = child->next) {
        if (node_is_map(node) && reads_like_prompt(child)) return true;
        for (const Node *inner = node_is_map(child) ? child->first : NULL; inner;
             inner = inner->next)
            if (reads_like_prompt(inner)) return true;
    }
    return false;
}

static void search(const Search *s, const Node *node, const Around *outer, Str path);

static void search_children(const Search *s, const Node *node, const Around *around, Str path) {
    int index = 0;
    for (const Node *child = node->first; child; child = child->next, index++)
        if (is_worth_asking(s->l, child) && is_sent(child))
            search(s, child, around, path_join(s->l, path, child, index));
}

static void search(const Search *s, const Node *node, const Around *outer, Str path) {
    Lowering *l = s->l;
    if (l->prompts->len >= LIMIT_PROMPTS) return;
    if (lower_is_full(l, node->span, l->prompts->len ? "prompts" : "values")) return;
    if (s->requests && !s->only && !l->in_batch && is_example(node)) return;
    Around self = {node, outer};
    const Around *around = node_is_map(node) ? &self : outer;
    bool was_answered = l->answered, was_prompt_path = l->prompt_path;
    if (!l->prompt_path) l->prompt_path = keeps_prompts(node);
    l->answered |= holds_answer(node);
    /* A mapping of hundreds of entries is a list of prompts, not the header of one; to look through
     * it once for each of them would be quadratic. */
    enum { HEADER_KEYS = 100 };
    if (!take_any(s, node, around, path))
        search_children(s, node, node_is_map(node) && node->count > HEADER_KEYS ? outer : around,
                        path);
    l->answered = was_answered;
    l->prompt_path = was_prompt_path;
}

void lower_search_child(Lowering *l, const Node *child, const Around *around, Str path) {
    Search s = {l, NULL, false};
    if (is_worth_asking(l, child) && is_sent(child))
        search(&s, child, around, path_join(l, path, child, 0));
}

void lower_search(Lowering *l, const Node *node, const Around *around, Str path) {
    Search s = {l, NULL, l->requests_only};
    const Format *outer = l->holder;
    if (!outer) l->holder = l->format;
    search(&s, node, around, path);
    l->holder = outer;
}

static void note_limit(Lowering *l) {
    if (l->prompts->len < LIMIT_PROMPTS) return;
    vec_push(l->arena, l->problems,
             (Problem){.kind = PROBLEM_LIMIT,
                       .message = str_printf(l->arena, "more than %d prompts in one file",
                                             LIMIT_PROMPTS)});
}

static bool lower_root(Lowering *l, const Format *format, const char *why, const Node *root) {
    Around around = {root, NULL};
    return lower_as(l, format, why, root, node_is_map(root) ? &around : NULL, STR(""));
}

void search_document(Lowering *l, const Node *root, const Format *asked, const Format *named) {
    if (!asked && named && lower_root(l, named, named->names(l->place), root)) return;
    Search s = {l, asked, false};
    search(&s, root, NULL, STR(""));
    /* A map is read as what it was asked for, as far as that can be. */
    if (asked && !asked->only_shape && l->prompts->len == 0 &&
        (node_is_map(root) || (!asked->shape && node_is_list(root))))
        lower_root(l, asked, "asked for", root);
    note_limit(l);
}

void search_line(Lowering *l, const Node *root, const Format *asked) {
    Search s = {l, asked, true};
    l->requests_only = true;
    search(&s, root, NULL, STR(""));
    note_limit(l);
}
