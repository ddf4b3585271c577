/* What is wrong with a JSON text, where, and what to do about it. */
#include "lint/base/utf8.h"
#include "lint/source/json_reader.h"
#include "lint/source/members.h"

static Str rest_of(const JsonReader *r, const char *p) {
    return (Str){p, (size_t)(r->end - p)};
}

/* -- templates -------------------------------------------------------------------------------- */

static bool opens_placeholder(const JsonReader *r, const char *at) {
    static const char openers[][3] = {"{{", "{%", "{#", "<%", "<<", "${"};
    for (size_t i = 0; i < sizeof openers / sizeof *openers; i++)
        if (str_starts(rest_of(r, at), str_from_c(openers[i]))) return true;
    return false;
}

/* Whether `p` lies between a `{{` or `{%` of its line and the end of that placeholder, as the
 * word y does in "{{ x | default("y") }}". */
static bool inside_placeholder(const char *start, const char *p) {
    enum { REACH = 1024 };
    for (const char *q = p; q-- > start && p - q < REACH && *q != '\n';) {
        if ((*q == '}' || *q == '%') && q + 1 < p && q[1] == '}') return false;
        if (*q == '{' && q + 1 < p && (q[1] == '{' || q[1] == '%')) return true;
    }
    return false;
}

static bool is_templated(const JsonReader *r, const char *at) {
    if (opens_placeholder(r, at)) return true;
    /* The first brace of {{n}} has been read as the start of an object. */
    if (at > r->file && at[-1] == '{' && opens_placeholder(r, at - 1)) return true;
    return inside_placeholder(r->file, at);
}

static Node *fail_templated(JsonReader *r, const char *at) {
    const char *from = at;
    if (from > r->file && from[-1] == '{') from--;
    uint32_t start = (uint32_t)(from - r->file);
    vec_push(r->arena, r->problems,
             (Problem){PROBLEM_TEMPLATED, span_of(start, (size_t)(at - r->file) + (at < r->end)),
                       STR("a template: it is JSON only after its placeholders are filled"),
                       STR("lint the rendered request to have its structure checked")});
    return NULL;
}

/* -- failures --------------------------------------------------------------------------------- */

Node *json_fail_at(JsonReader *r, const char *from, const char *to, Str message, Str help) {
    vec_push(r->arena, r->problems,
             (Problem){PROBLEM_SYNTAX, span_of((size_t)(from - r->file), (size_t)(to - r->file)),
                       message, help});
    return NULL;
}

static Span here(const JsonReader *r) {
    uint32_t at = (uint32_t)(r->p - r->file);
    return span_of(at, at + (r->p < r->end));
}

Node *json_fail_limit(JsonReader *r, const char *message, int limit) {
    vec_push(r->arena, r->problems,
             (Problem){PROBLEM_LIMIT, here(r), str_printf(r->arena, message, limit),
                       STR("leave the file out")});
    return NULL;
}

Node *json_fail_memory(JsonReader *r, const char *things) {
    problem_of_memory(r->arena, here(r), things, r->problems);
    return NULL;
}

/* The end of the word (letters, digits, _) or of the single character at p. */
static const char *end_of_word(const JsonReader *r, const char *p) {
    const char *q = p;
    while (q < r->end && q - p < 40 && (ascii_is_alnum(*q) || *q == '_')) q++;
    if (q > p || q == r->end) return q;
    size_t size;
    utf8_decode(rest_of(r, p), 0, &size);
    return p + size;
}

static Node *fail_at_end(JsonReader *r, const char *what) {
    Str help = {0};
    if (r->open) {
        Position open = source_position(r->source, (uint32_t)(r->open - r->file));
        help = str_printf(r->arena, "'%c' on line %u, column %u is not closed", *r->open,
                          open.line + r->source->lines_before, open.column);
    }
    return json_fail_at(r, r->p, r->p,
                        str_printf(r->arena, "the text ends where %s is expected", what), help);
}

/* Things people write that other languages allow. */
static Str foreign_syntax(const JsonReader *r) {
    static const struct {
        const char *word;
        Str help;
    } words[] = {
        {"'", STR_IN("JSON strings stand in double quotes")},
        {"//", STR_IN("JSON has no comments")},
        {"/*", STR_IN("JSON has no comments")},
        {"#", STR_IN("JSON has no comments")},
        {"True", STR_IN("JSON writes true")},
        {"False", STR_IN("JSON writes false")},
        {"None", STR_IN("JSON writes null")},
        {"undefined", STR_IN("JSON writes null")},
        {"NaN", STR_IN("JSON has no NaN: write null")},
        {"Infinity", STR_IN("JSON has no Infinity: write null")},
    };
    Str rest = rest_of(r, r->p);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (str_starts(rest, str_from_c(words[i].word))) return words[i].help;
    return (Str){0};
}

/* The last byte before p that is not blank, if it is a comma within the open bracket. */
static const char *comma_before(const JsonReader *r) {
    const char *q = r->p;
    while (r->open && q > r->open + 1) {
        q--;
        if (*q == ',') return q;
        if (*q != ' ' && *q != '\n' && *q != '\r' && *q != '\t') break;
    }
    return NULL;
}

static Node *fail_found(JsonReader *r, const char *what, Str help) {
    if (r->p == r->end) return fail_at_end(r, what);
    if (is_templated(r, r->p)) return fail_templated(r, r->p);
    const char *comma = comma_before(r);
    if ((*r->p == '}' || *r->p == ']') && comma)
        return json_fail_at(r, comma, comma + 1,
                            str_printf(r->arena, "a comma with nothing between it and '%c'", *r->p),
                            STR("JSON has no trailing commas: remove it"));
    const char *to = end_of_word(r, r->p);
    Str found = {r->p, (size_t)(to - r->p)}, foreign = foreign_syntax(r);
    Str message = *r->p == '"' ? str_printf(r->arena, "expected %s, found a string", what)
                               : str_printf(r->arena, "expected %s, found \"" STR_FMT "\"", what,
                                            STR_ARG(found));
    return json_fail_at(r, r->p, to, message, foreign.len ? foreign : help);
}

Node *json_fail_expected(JsonReader *r, const char *what) {
    return fail_found(r, what, (Str){0});
}

Node *json_fail_separator(JsonReader *r, bool is_map) {
    bool starts_value = r->p < r->end && (ascii_is_alnum(*r->p) || strchr("\"{[-", *r->p));
    return fail_found(r, is_map ? "',' or '}'" : "',' or ']'",
                      starts_value ? STR("is a comma missing before it?") : (Str){0});
}

/* `at` is the byte at which the number that starts at `number` goes wrong. */
Node *json_fail_number(JsonReader *r, const char *number, const char *at) {
    if (at < r->end && is_templated(r, at)) return fail_templated(r, at);
    const char *to = at < r->end ? end_of_word(r, at) : at;
    if (*number == '-' && at == number + 1)
        return json_fail_at(r, number, to, STR("expected a digit after '-'"), (Str){0});
    if (ascii_is_digit(at[-1])) /* only a leading zero stops the scan behind a digit */
        return json_fail_at(r, number, to, STR("a number must not start with 0"),
                            STR("remove the zero, or make it a string"));
    return json_fail_at(r, number, to, str_printf(r->arena, "expected a digit after '%c'", at[-1]),
                        (Str){0});
}

Node *json_fail_trailing(JsonReader *r) {
    if (is_templated(r, r->p)) return fail_templated(r, r->p);
    char c = *r->p;
    Str help = {0};
    if (c == '{' || c == '[')
        help = STR("one JSON document per line is JSON Lines: name the file .jsonl");
    return json_fail_at(r, r->p, end_of_word(r, r->p),
                        STR("text behind the end of the JSON document"), help);
}
