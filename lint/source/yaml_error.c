/* What is wrong with a YAML text, where, and what to do about it. */
#include "lint/base/utf8.h"
#include "lint/source/members.h"
#include "lint/source/yaml_reader.h"

/* What libyaml says, in the words of this program; `at_context` where the start of what it was
 * reading tells more than the place at which it gave up. */
static const struct {
    const char *problem;
    const char *message;
    const char *help;
    bool at_context;
} explanations[] = {
    {"found character that cannot start any token", "a value cannot start with this character",
     "quote the value", false},
    {"could not find expected ':'", "expected ': ' behind this key",
     "is it the rest of a text above? Indent it, or start the text with |", true},
    {"mapping values are not allowed in this context", "a second ': ' in this value",
     "quote a value that holds ': ', or check the indentation", false},
    {"did not find expected key", "expected a key at this indentation",
     "check the indentation, and the quotes and braces of the value above", false},
    {"did not find expected '-' indicator", "expected '- ' at this indentation",
     "check the indentation", false},
    {"found unexpected end of stream", "this quoted text is not closed", "close the quote", true},
    {"found unexpected document indicator",
     "this quoted text is not closed before a line --- or "
     "...",
     "close the quote, or indent the line", true},
    {"found unknown escape character", "an escape that YAML does not know",
     "write \\\\ for a backslash, or use single quotes", false},
    {"did not find expected alphabetic or numeric character",
     "a * or & at the start of a value is read as an alias or an anchor", "quote the value", true},
    {"did not find expected <document start>", "text behind the end of the document",
     "check the indentation", false},
    {"found a tab character that violates indentation", "a tab in the indentation",
     "indent with spaces", false},
    {"found a tab character where an indentation space is expected", "a tab in the indentation",
     "indent with spaces", false},
    {"found invalid Unicode character escape code",
     "half of a surrogate pair: no character of YAML",
     "write the character itself, or \\U and eight digits", false},
    {"did not find expected hexdecimal number", "an escape with too few hexadecimal digits",
     "\\x takes two, \\u four, \\U eight", false},
    {"did not find expected node content", "expected a value",
     "quote the value, or check the brackets before it", false},
    {"did not find expected ',' or ']'", "expected ',' or ']' in the list", "", false},
    {"did not find expected ',' or '}'", "expected ',' or '}' in the map", "", false},
};

static Str bytes_of(const YamlReader *r) {
    return str_slice(r->source->bytes, 0, r->text.end);
}

/* The character at `at`; an empty span at the end of the text. */
static Span character_at(const YamlReader *r, uint32_t at) {
    size_t size = 0;
    if (at < r->text.end) utf8_decode(bytes_of(r), at, &size);
    return span_of(at, at + size);
}

static bool opens_placeholder(Str s) {
    return str_starts(s, STR("{{")) || str_starts(s, STR("{%")) || str_starts(s, STR("{#"));
}

/* Whether the line at `at` or the one above it holds a placeholder, a block tag or a comment of a
 * template. */
static bool near_placeholder(const YamlReader *r, uint32_t at) {
    const char *p = r->source->bytes.ptr;
    uint32_t from = at, to = at;
    for (int lines = 0; from > r->text.start; from--)
        if (p[from - 1] == '\n' && lines++ == 1) break;
    while (to < r->text.end && p[to] != '\n') to++;
    Str near = source_slice(r->source, span_of(from, to));
    return str_has(near, STR("{{")) || str_has(near, STR("{%")) || str_has(near, STR("{#"));
}

/* U+0085, U+2028 or U+2029 in the line: YAML 1.1, and so most readers, takes them for line ends. */
static bool near_odd_line_end(const YamlReader *r, uint32_t at) {
    const char *p = r->source->bytes.ptr;
    uint32_t from = at, to = at;
    while (from > r->text.start && p[from - 1] != '\n') from--;
    while (to < r->text.end && p[to] != '\n') to++;
    Str line = source_slice(r->source, span_of(from, to));
    return str_has(line, STR("\xC2\x85")) || str_has(line, STR("\xE2\x80\xA8")) ||
           str_has(line, STR("\xE2\x80\xA9"));
}

static bool is_templated(const YamlReader *r) {
    uint32_t problem = yaml_offset(r, r->parser.problem_mark);
    uint32_t context = yaml_offset(r, r->parser.context_mark);
    return near_placeholder(r, problem) ||
           (r->parser.context &&
            opens_placeholder(source_slice(r->source, span_of(context, r->text.end))));
}

bool yaml_fail_at(YamlReader *r, Span span, Str message, Str help) {
    vec_push(r->arena, r->problems, (Problem){PROBLEM_SYNTAX, span, message, help});
    return false;
}

bool yaml_fail_limit(YamlReader *r, Span span, const char *message, int limit) {
    vec_push(r->arena, r->problems,
             (Problem){PROBLEM_LIMIT, span, str_printf(r->arena, message, limit),
                       STR("leave the file out")});
    return false;
}

static bool fail_templated(YamlReader *r, Span span) {
    vec_push(r->arena, r->problems,
             (Problem){PROBLEM_TEMPLATED, span,
                       STR("a template: it is YAML only after its placeholders are filled"),
                       STR("lint the rendered file to have its structure checked")});
    return false;
}

/* The reader of libyaml names a byte, and no mark. */
static bool fail_character(YamlReader *r) {
    size_t at = r->text.start + r->parser.problem_offset;
    if (at > r->text.end) at = r->text.end;
    return yaml_fail_at(r, character_at(r, (uint32_t)at),
                        str_printf(r->arena, "YAML does not allow the character U+%04X",
                                   (unsigned)r->parser.problem_value),
                        STR("remove it, or write it as an escape in double quotes"));
}

bool yaml_fail_parser(YamlReader *r) {
    const yaml_parser_t *parser = &r->parser;
    if (parser->error == YAML_MEMORY_ERROR) out_of_memory();
    if (parser->error == YAML_READER_ERROR) return fail_character(r);
    uint32_t at = yaml_offset(r, parser->problem_mark);
    const char *problem = parser->problem ? parser->problem : "not well-formed";
    Str message = str_printf(r->arena, "%s", problem), help = {0};
    for (size_t i = 0; i < sizeof explanations / sizeof *explanations; i++) {
        if (strcmp(problem, explanations[i].problem) != 0) continue;
        message = str_from_c(explanations[i].message);
        help = str_from_c(explanations[i].help);
        if (explanations[i].at_context && parser->context)
            at = yaml_offset(r, parser->context_mark);
        break;
    }
    Span span = character_at(r, at);
    if (near_odd_line_end(r, at))
        return yaml_fail_at(
            r, span,
            STR("U+0085, U+2028 or U+2029 in this line ends it for YAML 1.1, and so "
                "for most readers"),
            STR("remove it, or write it as an escape in double quotes"));
    if (is_templated(r)) return fail_templated(r, span);
    if (at < r->text.end && r->source->bytes.ptr[at] == '\t')
        help = STR("indent with spaces: YAML does not allow tabs here");
    return yaml_fail_at(r, span, message, help);
}
