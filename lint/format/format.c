#include "lint/format/format.h"

#include "lint/format/lower.h"

static const char *const format_names[] = {
    "anthropic-messages", "openai-chat", "openai-responses", "prompt-file", "text",
    "document",           NULL};

const char *format_name_at(size_t index) {
    return format_names[index];
}

bool format_known(Str name) {
    for (size_t i = 0; format_names[i]; i++)
        if (str_is(name, format_names[i])) return true;
    return false;
}

typedef enum { SYNTAX_TEXT, SYNTAX_YAML, SYNTAX_JSON, SYNTAX_OTHER } Syntax;

static bool ends_any(Str path, const char *const *endings) {
    for (; *endings; endings++)
        if (str_ends_nocase(path, str_from_c(*endings))) return true;
    return false;
}

static Syntax syntax_of_name(Str path) {
    static const char *const yaml[] = {".yaml", ".yml", NULL};
    static const char *const json[] = {".json", NULL};
    static const char *const text[] = {
        ".md",          ".markdown",      ".txt",        ".j2",       ".jinja",   ".njk",
        ".jinja2",      ".hbs",           ".handlebars", ".mustache", ".liquid",  ".tpl",
        ".tmpl",        ".gotmpl",        ".prompt",     ".prompty",  ".promptl", ".mdc",
        ".cursorrules", ".windsurfrules", ".clinerules", NULL};
    if (ends_any(path, yaml)) return SYNTAX_YAML;
    if (ends_any(path, json)) return SYNTAX_JSON;
    if (ends_any(path, text)) return SYNTAX_TEXT;
    return SYNTAX_OTHER;
}

bool format_may_hold_prompt(Str path) {
    static const char *const never[] = {"package.json",   "package-lock.json", "tsconfig.json",
                                        "composer.json",  "pnpm-lock.yaml",    ".min.json",
                                        "jsconfig.json",  "requirements.txt",  "LICENSE.txt",
                                        "CMakeLists.txt", "robots.txt",        NULL};
    return syntax_of_name(path) != SYNTAX_OTHER && !ends_any(path, never);
}

/* For names that tell nothing (standard input): the first byte that is not blank. */
static Syntax syntax_of_content(Str bytes) {
    Str text = str_trim(bytes);
    if (!text.len) return SYNTAX_TEXT;
    if ((text.ptr[0] == '{' || text.ptr[0] == '[') &&
        template_sniff(str_slice(text, 0, 4)) == ENGINE_NONE && !str_starts(text, STR("{{")) &&
        !str_starts(text, STR("{%")) && !str_starts(text, STR("[[")))
        return SYNTAX_JSON;
    size_t colon = 0;
    while (colon < text.len &&
           (ascii_is_alnum(text.ptr[colon]) || text.ptr[colon] == '_' || text.ptr[colon] == '-'))
        colon++;
    bool key = colon > 0 && colon < text.len && text.ptr[colon] == ':';
    return key && (str_has(text, STR("\nmessages:")) || str_has(text, STR("system_prompt:")) ||
                   str_has(text, STR("\nsystem:")) || str_has(text, STR("\nmodel:")))
               ? SYNTAX_YAML
               : SYNTAX_TEXT;
}

bool bytes_say_prompt(Str bytes) {
    static const char *const words[] = {
        "messages",   "\"role\"",  "role:",  "system_prompt",     "cache_control",
        "max_tokens", "\"model\"", "model:", "max_output_tokens", "max_completion_tokens"};
    enum { ENOUGH = 3, LOOK_AT = 1 << 16 };
    bytes = str_slice(bytes, 0, LOOK_AT);
    int found = 0;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        found += str_has(bytes, str_from_c(words[i]));
    return found >= ENOUGH;
}

static bool has_problem(const Lowering *l, ProblemKind kind) {
    for (size_t i = 0; i < l->problems->len; i++)
        if (l->problems->items[i].kind == kind) return true;
    return false;
}

void format_read(Lowering *l) {
    Str asked = l->settings->format;
    Syntax syntax = syntax_of_name(l->source->path);
    if (syntax == SYNTAX_OTHER) syntax = syntax_of_content(l->source->bytes);
    if (str_is(asked, "text") || str_is(asked, "document")) syntax = SYNTAX_TEXT;
    if (syntax == SYNTAX_TEXT) {
        text_lower(l);
        return;
    }
    Span text = span_of(0, l->source->bytes.len);
    const Node *root = syntax == SYNTAX_JSON ? json_read(l->arena, l->source, text, l->problems)
                                             : yaml_read(l->arena, l->source, text, l->problems);
    if (root)
        document_lower_tree(l, root);
    else if (has_problem(l, PROBLEM_TEMPLATED) && (l->by_hand || path_says_prompt(l->source->path)))
        text_lower(l); /* a template of a document: its placeholders can still be seen */
}
