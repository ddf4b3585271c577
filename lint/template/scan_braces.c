/* {{ }} of every engine that has it, and {# #}. */
#include "lint/template/scan.h"

enum { INSIDE_BYTES = 4096, STRING_BYTES = 256, NAME_WORDS_SPACED = 5 };

static const ExpressionValue no_value = {{VOL_CONSTANT, CAUSE_NONE, CERTAIN_SYNTAX}, {NULL, 0}};

/* Behind the quoted string that starts at `at`, or `at` when it is only an apostrophe. */
static size_t string_end(Str text, size_t at) {
    size_t stop = at + STRING_BYTES < text.len ? at + STRING_BYTES : text.len;
    for (size_t i = at + 1; i < stop && text.ptr[i] != '\n'; i++) {
        if (text.ptr[i] == '\\')
            i++;
        else if (text.ptr[i] == text.ptr[at])
            return i;
    }
    return at;
}

/* The closing }} of the {{ whose inside starts at `from`, quoted strings skipped; STR_NOT_FOUND
 * when another {{ opens first. Falls back to the first }} of all. */
static size_t double_end(Scanner *s, size_t from) {
    size_t plain = scanner_next(s, STR("}}"), from, &s->next_double);
    if (plain == STR_NOT_FOUND || plain - from > INSIDE_BYTES) return STR_NOT_FOUND;
    for (size_t i = from; i < s->text.len && i - from <= INSIDE_BYTES; i++) {
        char c = s->text.ptr[i], next = scanner_byte(s, i + 1);
        if (c == '"' || c == '\'' || c == '`')
            i = string_end(s->text, i);
        else if (c == '{' && next == '{')
            return STR_NOT_FOUND;
        else if (c == '}' && next == '}')
            return i;
    }
    return plain;
}

static bool is_word(char c) {
    return ascii_is_alnum(c) || c == '_' || c == '-' || byte_is_high(c);
}

Str cut_word(Str *s) {
    *s = str_trim(*s);
    size_t n = 0;
    while (n < s->len && is_word(s->ptr[n])) n++;
    Str word = str_slice(*s, 0, n);
    *s = str_trim(str_slice(*s, n, s->len));
    return word;
}

/* `{{current date}}`, `{{User Name}}`: tools for non-programmers allow blanks in names. */
static bool is_spaced_name(Str inside) {
    size_t words = 1;
    for (size_t i = 0; i < inside.len; i++) {
        if (inside.ptr[i] == ' ')
            words++;
        else if (!is_word(inside.ptr[i]))
            return false;
    }
    return words > 1 && words <= NAME_WORDS_SPACED;
}

/* {{current_time_America/New_York}}: the name without the time zone, which is no division. */
static Str without_zone(Str inside) {
    static const char *const areas[] = {"Africa",   "America",   "Antarctica", "Arctic", "Asia",
                                        "Atlantic", "Australia", "Europe",     "Indian", "Pacific",
                                        "Etc",      "US",        NULL};
    size_t slash = str_find_char(inside, '/', 0);
    if (slash == STR_NOT_FOUND) return inside;
    size_t from = slash;
    while (from && ascii_is_alpha(inside.ptr[from - 1])) from--;
    if (from < 2 || inside.ptr[from - 1] != '_') return inside;
    for (size_t i = 0; areas[i]; i++)
        if (str_is(str_slice(inside, from, slash), areas[i])) return str_slice(inside, 0, from - 1);
    return inside;
}

ExpressionValue placeholder_value(const Scanner *s, Str inside) {
    Scope scope = scanner_scope(s);
    inside = without_zone(inside);
    if (is_spaced_name(inside)) {
        VolatilityVerdict verdict = volatility_of_name(inside, s->options->declared);
        if (verdict.certainty <= CERTAIN_NAME) return (ExpressionValue){verdict, inside};
    }
    ExpressionValue value = expression_value(inside, &scope);
    if (value.name.len == 0) value.name = inside;
    return value;
}

/* Not an expression but JSON, LaTeX or prose that happens to stand in two braces. */
static bool is_no_expression(const Scanner *s, Str inside) {
    Str trimmed = str_trim(inside);
    if (trimmed.len == 0) return true;
    char c = trimmed.ptr[0];
    if (!s->sniffed) return false;
    if (template_is_json_key(trimmed)) return true;
    return c == '{' || c == '}' || c == ',' || c == '\\' || c == '*' || c == '[' || c == '<';
}

/* A word that opens, continues or ends a block in Go templates and PromptL. */
static bool is_block_word(Str word) {
    static const char *const words[] = {"if",     "range",    "with",     "end",  "else",
                                        "define", "block",    "endif",    "for",  "endfor",
                                        "break",  "continue", "template", "role", NULL};
    for (const char *const *w = words; *w; w++)
        if (str_is(word, *w)) return true;
    return false;
}

static ExpressionValue tested_value(const Scanner *s, Str condition) {
    Scope scope = scanner_scope(s);
    ExpressionValue value = expression_value(condition, &scope);
    if (value.name.len == 0) value.name = condition;
    return value;
}

/* {{#if x}}, {{#each xs as |x|}}, {{#section}}, {{^section}}. */
static void open_mustache(Scanner *s, Str inside, size_t end, bool inverted) {
    Str rest = str_slice(inside, 1, inside.len), path = str_trim(rest);
    Str name = cut_word(&rest), item = {0};
    bool test = str_is(name, "if") || str_is(name, "unless") || str_is(name, "ifEquals");
    bool loop = str_is(name, "each"), with = str_is(name, "with");
    bool helper = test || loop || with || str_is(name, "role") || str_is(name, "section");
    size_t as = str_find(rest, STR(" as |"), 0);
    if (as != STR_NOT_FOUND) {
        item = str_slice(rest, as + 5, str_find_char(rest, '|', as + 5));
        rest = str_slice(rest, 0, as);
    }
    if (!helper && rest.len == 0) rest = path; /* {{#items}}: the collection itself */
    ExpressionValue tested = tested_value(s, rest);
    bool section = !helper && str_eq(rest, path);
    scanner_cut(s, PIECE_TAG, end, tested);
    Block block = {.name = name,
                   .conditional = !with,
                   .loop = loop || (section && !inverted),
                   .scoped = loop || with || section};
    s->pieces->items[s->pieces->len - 1].conditional = !with;
    block_open(s, block);
    if (!(loop || with || section) || inverted) return;
    block_bind_fields(s, tested.verdict, loop);
    if (!item.len) return;
    block_bind_entry(s, cut_word(&item), tested.verdict);
    block_bind_fields(s, tested.verdict, loop); /* they stand alone, still */
}

/* `if x`, `range $i, $x := xs`, `for x in xs`, `end`: true when it was one. */
static bool word_block(Scanner *s, Str inside, size_t end) {
    Str rest = inside, word = cut_word(&rest);
    if (!is_block_word(word)) return false;
    bool role = str_is(word, "role");
    if (role && rest.len == 0) return false;
    if (str_is(word, "template")) {
        scanner_cut(s, PIECE_INCLUDE, end, (ExpressionValue){no_value.verdict, rest});
        return true;
    }
    bool loop = str_is(word, "range") || str_is(word, "for"), test = str_is(word, "if");
    if (loop) {
        Str between = STR(":=");
        size_t in = str_find(rest, between, 0);
        if (in == STR_NOT_FOUND) in = str_find(rest, between = STR(" in "), 0);
        Str names = str_slice(rest, 0, in == STR_NOT_FOUND ? 0 : in);
        if (in != STR_NOT_FOUND) rest = str_slice(rest, in + between.len, rest.len);
        ExpressionValue items = tested_value(s, rest);
        scanner_cut(s, PIECE_TAG, end, items);
        s->pieces->items[s->pieces->len - 1].conditional = true;
        block_open(s, (Block){.name = word, .conditional = true, .loop = true, .scoped = true});
        block_bind_fields(s, items.verdict, true);
        while (names.len) {
            if (names.ptr[0] == '$' || names.ptr[0] == ',') names = str_slice(names, 1, names.len);
            Str name = cut_word(&names);
            if (name.len == 0 && names.len && names.ptr[0] != '$' && names.ptr[0] != ',') break;
            if (name.len) block_bind_entry(s, name, items.verdict);
        }
        block_bind_fields(s, items.verdict, true);
        return true;
    }
    bool with = str_is(word, "with");
    size_t set = str_find(rest, STR(":="), 0); /* `with $x := .Y` */
    if (set != STR_NOT_FOUND) rest = str_slice(rest, set + 2, rest.len);
    ExpressionValue tested = test || with ? tested_value(s, rest) : no_value;
    scanner_cut(s, PIECE_TAG, end, tested);
    if (test || with || str_is(word, "define") || str_is(word, "block")) {
        s->pieces->items[s->pieces->len - 1].conditional = test;
        block_open(s, (Block){.name = word, .conditional = test, .scoped = with});
        if (with) block_bind_fields(s, tested.verdict, false);
    } else if (str_starts(word, STR("end"))) {
        block_close(s, (Str){0});
    }
    return true;
}

/* {{x = now}} of PromptL, {{$x := .Now}} of Go. */
static bool assignment(Scanner *s, Str inside, size_t end) {
    size_t equals = str_find_char(inside, '=', 0);
    if (equals == STR_NOT_FOUND || equals == 0 || equals + 1 >= inside.len) return false;
    if (inside.ptr[equals + 1] == '=' || inside.ptr[equals + 1] == '>') return false;
    size_t stop = inside.ptr[equals - 1] == ':' ? equals - 1 : equals;
    Str left = str_trim(str_slice(inside, 0, stop)), rest = left;
    if (left.len && left.ptr[0] == '$') rest = str_slice(left, 1, left.len);
    Str name = cut_word(&rest);
    if (name.len == 0 || rest.len) return false;
    ExpressionValue value = tested_value(s, str_slice(inside, equals + 1, inside.len));
    scanner_cut(s, PIECE_TAG, end, no_value);
    block_assign(s, left, value.verdict);
    return true;
}

/* Behind a comment of Go, which ends in an asterisk and a slash; 0 where none ends so. */
static size_t star_comment_end(Scanner *s, size_t from) {
    size_t end = scanner_next(s, STR("*/"), from, &s->next_star);
    if (end == STR_NOT_FOUND) return 0;
    end += 2;
    while (scanner_byte(s, end) == ' ' || scanner_byte(s, end) == '-') end++;
    return scanner_byte(s, end) == '}' && scanner_byte(s, end + 1) == '}' ? end + 2 : 0;
}

/* A comment: {{! ... }}, {{!-- ... --}}, and C's between Go's braces. */
static bool comment(Scanner *s) {
    size_t from = s->at + 2;
    while (scanner_byte(s, from) == '~' || scanner_byte(s, from) == '-' ||
           (s->engine == ENGINE_GO && scanner_byte(s, from) == ' '))
        from++;
    Str rest = str_slice(s->text, from, s->text.len);
    bool dashes = str_starts(rest, STR("!--")), stars = str_starts(rest, STR("/*"));
    if (!stars && scanner_byte(s, from) != '!') return false;
    size_t behind = stars ? star_comment_end(s, from + 2) : 0;
    if (behind) {
        scanner_cut(s, PIECE_COMMENT, behind, no_value);
        return true;
    }
    size_t close =
        dashes ? scanner_next(s, STR("--}}"), from, &s->next_dash_double) : STR_NOT_FOUND;
    dashes = close != STR_NOT_FOUND; /* {{!-- so }} is one to Mustache */
    if (!dashes) close = scanner_next(s, STR("}}"), from, &s->next_double);
    if (close == STR_NOT_FOUND) return false;
    scanner_cut(s, PIECE_COMMENT, close + (dashes ? 4 : 2), no_value);
    return true;
}

static bool dify_variable(Str inside) {
    return inside.len > 2 && inside.ptr[0] == '#' && inside.ptr[inside.len - 1] == '#';
}

static void cut_inside(Scanner *s, Str inside, size_t end) {
    bool jinja = s->engine == ENGINE_JINJA || s->engine == ENGINE_LIQUID;
    char c = inside.ptr[0];
    if (dify_variable(inside)) {
        scanner_cut(s, PIECE_PLACEHOLDER, end,
                    placeholder_value(s, str_slice(inside, 1, inside.len - 1)));
    } else if (!jinja && (c == '#' || c == '^') && inside.len > 1) {
        open_mustache(s, inside, end, c == '^');
    } else if (!jinja && c == '/') {
        Str rest = str_slice(inside, 1, inside.len), name = cut_word(&rest);
        scanner_cut(s, PIECE_TAG, end, no_value);
        block_close(s, name);
    } else if (!jinja && c == '>') {
        Str name = str_trim(str_slice(inside, 1, inside.len));
        scanner_cut(s, PIECE_INCLUDE, end, (ExpressionValue){no_value.verdict, name});
    } else if (!jinja && (c == '=' || str_is(inside, "else") || str_starts(inside, STR("else ")))) {
        scanner_cut(s, PIECE_TAG, end, no_value);
    } else if (!jinja && (word_block(s, inside, end) || assignment(s, inside, end))) {
        return;
    } else {
        scanner_cut(s, PIECE_PLACEHOLDER, end, placeholder_value(s, inside));
    }
}

/* {{{{raw}}}} ... {{{{/raw}}}}: literal. True when `at` was moved. */
static bool skip_quadruple(Scanner *s) {
    size_t end = s->at;
    while (scanner_byte(s, end) == '{') end++;
    if (end - s->at < 4) return false;
    size_t close = s->no_raw_end ? STR_NOT_FOUND : str_find(s->text, STR("{{{{/"), end);
    s->no_raw_end = close == STR_NOT_FOUND;
    s->at = s->no_raw_end ? end : close + 5;
    return true;
}

bool scan_double_brace(Scanner *s) {
    if (s->at && s->text.ptr[s->at - 1] == '\\' && s->engine == ENGINE_MUSTACHE) return false;
    if (s->sniffed && template_is_latex_brace(s->text, s->at)) return false;
    bool triple = scanner_byte(s, s->at + 2) == '{';
    if (triple && skip_quadruple(s)) {
        s->at--; /* the caller steps one on */
        return false;
    }
    if (!triple && comment(s)) return true;
    bool html = triple && s->engine != ENGINE_JINJA && s->engine != ENGINE_SEMANTIC_KERNEL &&
                s->engine != ENGINE_GO;
    if (triple && !html) return false; /* a literal brace, then {{ */
    size_t from = s->at + (html ? 3 : 2);
    size_t close = double_end(s, from);
    if (close == STR_NOT_FOUND) return false;
    size_t end = close + 2;
    if (html && scanner_byte(s, end) == '}') end++;
    Str inside = str_slice(s->text, from, close);
    if (inside.len && (inside.ptr[0] == '~' || inside.ptr[0] == '-' || inside.ptr[0] == '&'))
        inside = str_slice(inside, 1, inside.len);
    if (inside.len && (inside.ptr[inside.len - 1] == '~' || inside.ptr[inside.len - 1] == '-'))
        inside = str_slice(inside, 0, inside.len - 1);
    inside = str_trim(inside);
    if (is_no_expression(s, inside)) return false;
    cut_inside(s, inside, end);
    return true;
}

bool scan_hash_comment(Scanner *s) {
    if (s->engine != ENGINE_JINJA) return false;
    size_t close = scanner_next(s, STR("#}"), s->at + 2, &s->next_hash);
    if (close == STR_NOT_FOUND) return false;
    scanner_cut(s, PIECE_COMMENT, close + 2, no_value);
    return true;
}
