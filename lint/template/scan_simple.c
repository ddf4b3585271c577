/* The delimiters without blocks: {x}, ${x}, <<X>>, [[X]], !`command`, @path. */
#include "lint/template/scan.h"

enum { SINGLE_BYTES = 200, DOLLAR_BYTES = 1024, DOLLAR_NESTING = 16, DIRECTIVE_BYTES = 2000 };

size_t template_spec_start(Str inside) {
    int brackets = 0;
    char quote = '\0';
    for (size_t i = 0; i < inside.len; i++) {
        char c = inside.ptr[i];
        if (quote) {
            if (c == quote) quote = '\0';
        } else if (c == '"' || c == '\'') {
            quote = c;
        } else if (c == '(' || c == '[') {
            brackets++;
        } else if (c == ')' || c == ']') {
            brackets--;
        } else if ((c == ':' || c == '!') && brackets <= 0) {
            return i;
        }
    }
    return inside.len;
}

size_t field_name_end(Str text, size_t at) {
    size_t end = at;
    if (!ident_start(byte_at(text, at)) && !byte_is_high(byte_at(text, at))) return at;
    for (;; end++) {
        char c = byte_at(text, end), next = byte_at(text, end + 1);
        bool joint = c == '-' && (ascii_is_alpha(next) || byte_is_high(next));
        if (!ident_byte(c) && c != '.' && !joint && !byte_is_high(c)) break;
    }
    if (byte_at(text, end) != '[') return end;
    size_t close = end + 1;
    while (ident_byte(byte_at(text, close)) || ascii_is_one_of(byte_at(text, close), "'\""))
        close++;
    return close > end + 1 && byte_at(text, close) == ']' ? close + 1 : end;
}

/* What only code calls so: a type (`Time.now`), or a module that gives the time, ids or chance. */
static bool is_code_root(Str root) {
    static const char *const modules[] = {"date",   "dayjs",  "datetime", "dt",   "moment",
                                          "nanoid", "random", "secrets",  "time", "utcNow",
                                          "uuid",   "uuidv4", NULL};
    return root.len && (ascii_is_upper(root.ptr[0]) || str_is_any(root, modules));
}

size_t template_code_field_end(Str text, size_t at) {
    enum { LONGEST = 160 };
    size_t end = at + 1;
    bool shown = at && text.ptr[at - 1] == '`';
    if (shown || !ident_start(byte_at(text, end))) return at;
    while (ident_byte(byte_at(text, end))) end++;
    char joint = byte_at(text, end);
    if ((joint != '.' && joint != '(') || !is_code_root(str_slice(text, at + 1, end))) return at;
    while (end < text.len && end - at < LONGEST && !ascii_is_one_of(text.ptr[end], "{}\n")) end++;
    if (byte_at(text, end) != '}') return at;
    Str inside = str_slice(text, at + 1, end);
    Scope scope = {ENGINE_FSTRING, NULL, NULL};
    VolatilityVerdict verdict =
        expression_value(str_slice(inside, 0, template_spec_start(inside)), &scope).verdict;
    bool changes = verdict.cause == CAUSE_CLOCK || verdict.cause == CAUSE_DATE ||
                   verdict.cause == CAUSE_ID || verdict.cause == CAUSE_RANDOM;
    return changes && verdict.certainty <= CERTAIN_NAME ? end + 1 : at;
}

/* `{ user name }`: words that together are a name which means one thing. */
static bool is_known_phrase(Str inside) {
    size_t blanks = 0;
    inside = str_trim(inside);
    for (size_t i = 0; i < inside.len; i++) {
        if (!ascii_is_alpha(inside.ptr[i]) && inside.ptr[i] != ' ') return false;
        blanks += inside.ptr[i] == ' ';
    }
    VolatilityVerdict verdict = volatility_of_name(inside, NULL);
    bool telling = verdict.cause == CAUSE_IDENTITY || verdict.cause == CAUSE_CLOCK ||
                   verdict.cause == CAUSE_HISTORY || str_starts_nocase(inside, STR("user "));
    return telling && blanks > 0 && blanks < 4 && verdict.certainty <= CERTAIN_NAME;
}

bool template_is_phrase_field(Str text, size_t at) {
    enum { LONGEST = 40 };
    size_t end = str_find_char(str_slice(text, 0, at + LONGEST), '}', at);
    if (end == STR_NOT_FOUND || byte_at(text, at + 1) == '{') return false;
    if (at && ascii_is_one_of(text.ptr[at - 1], "'\"`$")) return false;
    return is_known_phrase(str_slice(text, at + 1, end)) && !template_is_shown(text, at);
}

/* {TICKER} beside {COMPANY_NAME}: written alike, filled in alike. */
static bool is_caps_field(const Scanner *s, Str name) {
    enum { SHORTEST = 3 };
    for (size_t i = 0; i < name.len; i++)
        if (!ascii_is_upper(name.ptr[i]) && !ascii_is_digit(name.ptr[i]) && name.ptr[i] != '_')
            return false;
    return s->caps_single && name.len >= SHORTEST && !template_is_shown(s->text, s->at);
}

/* In a text whose other braces are literal. */
static bool is_cued_field(const Scanner *s, Str path, size_t end) {
    if (scanner_is_filled(s, path)) return true;
    if (s->fence_open)
        return template_is_fenced(s->text, s->at, end) && template_tells_change(path);
    return is_caps_field(s, path) || template_is_cued(s->text, s->at, path) ||
           template_is_slot(s->text, s->at, end) || template_code_field_end(s->text, s->at) > s->at;
}

bool scan_single_brace(Scanner *s) {
    if (scanner_byte(s, s->at + 1) == '{') {
        s->at++; /* the caller steps over the second brace of the escape */
        return false;
    }
    size_t end = s->at + 1;
    bool phrase = !s->declared_single && template_is_phrase_field(s->text, s->at);
    if (!ident_start(scanner_byte(s, end)) && !ascii_is_digit(scanner_byte(s, end)) &&
        !byte_is_high(scanner_byte(s, end)) && scanner_byte(s, end) != '}' && !phrase)
        return false;
    while (end < s->text.len && end - s->at < SINGLE_BYTES && s->text.ptr[end] != '}' &&
           s->text.ptr[end] != '{' && s->text.ptr[end] != '\n')
        end++;
    if (scanner_byte(s, end) != '}') return false;
    Str inside = str_slice(s->text, s->at + 1, end);
    size_t spec = template_spec_start(inside);
    Str path = str_slice(inside, 0, spec);
    bool single_word = !str_has_char(path, ' ');
    bool call = str_has_char(path, '(');
    if (phrase) path = str_trim(path);
    if (!single_word && !call && !phrase) return false;
    if (s->declared_single && !declared_find(s->options->declared, path)) return false;
    if (s->cued_single && !phrase && !is_cued_field(s, path, end + 1)) return false;
    ExpressionValue value = placeholder_value(s, path);
    if (!path.len || ascii_is_digit(path.ptr[0])) /* {}, {0}: a place among the arguments */
        value.verdict = (VolatilityVerdict){VOL_UNKNOWN, CAUSE_NONE, CERTAIN_NOT};
    if (spec < inside.len && inside.ptr[spec] == ':') {
        Str format = str_slice(inside, spec + 1, inside.len);
        bool clock = value.verdict.cause == CAUSE_CLOCK && value.verdict.volatility == VOL_CALL;
        FormatPrecision precision = format_precision(format);
        if (clock && (precision == FORMAT_DAY || precision == FORMAT_MONTH)) {
            value.verdict.volatility = precision == FORMAT_DAY ? VOL_DAY : VOL_DEPLOY;
            value.verdict.cause = CAUSE_DATE;
        }
    }
    bool ruby = s->at > s->literal_from && s->text.ptr[s->at - 1] == '%' && path.len;
    if (ruby) s->at--; /* %{name} */
    scanner_cut(s, PIECE_PLACEHOLDER, end + 1, value);
    return true;
}

/* The end of ${...} whose inside starts at `from`: balanced braces, quotes skipped. */
static size_t dollar_end(const Scanner *s, size_t from) {
    int depth = 0;
    for (size_t i = from; i < s->text.len && i - from < DOLLAR_BYTES; i++) {
        char c = s->text.ptr[i];
        if (c == '{' && ++depth > DOLLAR_NESTING) break;
        if (c == '}' && depth-- == 0) return i;
    }
    return STR_NOT_FOUND;
}

/* `${env:X}`, `${file:x}`, `${input:x}`, `${X:-default}`. */
static ExpressionValue dollar_value(const Scanner *s, Str inside) {
    ExpressionValue value = {{VOL_DEPLOY, CAUSE_CONFIG, CERTAIN_SYNTAX}, inside};
    if (str_starts(inside, STR("env:")) || str_starts(inside, STR("file:"))) return value;
    if (str_starts(inside, STR("input:"))) {
        value.verdict = (VolatilityVerdict){VOL_REQUEST, CAUSE_INPUT, CERTAIN_SYNTAX};
        return value;
    }
    size_t fallback = str_find(inside, STR(":-"), 0);
    ExpressionValue named = placeholder_value(s, str_slice(inside, 0, fallback));
    /* ${MODE:-plain}: a variable of the environment, where its name says nothing else */
    bool unknown = named.verdict.certainty == CERTAIN_NOT && fallback != STR_NOT_FOUND;
    if (unknown) named.verdict = value.verdict;
    return named;
}

bool scan_dollar(Scanner *s) {
    size_t from = s->at + 1;
    if (s->at && s->text.ptr[s->at - 1] == '\\') return false;
    bool fenced = s->fence_open && !template_is_fenced_dollar(s->text, s->at);
    if (s->sniffed && (fenced || scanner_in_inline_code(s))) return false;
    if (scanner_byte(s, from) == '{') {
        size_t next = scanner_next(s, STR("}"), from, &s->next_brace);
        if (next == STR_NOT_FOUND || next - from > DOLLAR_BYTES) return false;
        size_t end = dollar_end(s, from + 1);
        if (end == STR_NOT_FOUND) return false;
        Str inside = str_trim(str_slice(s->text, from + 1, end));
        scanner_cut(s, PIECE_PLACEHOLDER, end + 1, dollar_value(s, inside));
        return true;
    }
    if (!s->bare_dollar) return false;
    if (scanner_byte(s, from) == '$') s->at++; /* $$ is a dollar sign */
    if (!ident_start(scanner_byte(s, from))) return false;
    /* $PATH in a text that nobody declared is the shell's */
    bool caps = s->options->bare_dollar || s->caps_dollar;
    if (s->sniffed && !caps && !ascii_is_lower(s->text.ptr[from])) return false;
    size_t end = from;
    while (end < s->text.len && ident_byte(s->text.ptr[end])) end++;
    scanner_cut(s, PIECE_PLACEHOLDER, end, placeholder_value(s, str_slice(s->text, from, end)));
    return true;
}

/* The end of a name that may stand between doubled brackets; a guessed engine takes capitals only.
 */
static size_t bracket_name_end(const Scanner *s, size_t from, bool capitals) {
    size_t end = from;
    if (!ident_start(scanner_byte(s, from))) return from;
    while (end < s->text.len && end - from < 64 &&
           (ident_byte(s->text.ptr[end]) || s->text.ptr[end] == '.' || s->text.ptr[end] == '-')) {
        if (capitals && ascii_is_lower(s->text.ptr[end])) return from;
        end++;
    }
    return end;
}

static bool scan_doubled(Scanner *s, char close, bool capitals) {
    size_t from = s->at + 2;
    while (scanner_byte(s, from) == ' ' && from - s->at < 4) from++;
    size_t end = bracket_name_end(s, from, capitals), after = end;
    while (scanner_byte(s, after) == ' ' && after - end < 2) after++;
    if (end == from || scanner_byte(s, after) != close || scanner_byte(s, after + 1) != close)
        return false;
    ExpressionValue value = placeholder_value(s, str_slice(s->text, from, end));
    scanner_cut(s, PIECE_PLACEHOLDER, after + 2, value);
    return true;
}

/* A language that was guessed takes capitals, and what the place of the name tells. */
static bool scan_told(Scanner *s, char close, bool here) {
    size_t end = s->at + 2;
    while (ident_byte(scanner_byte(s, end))) end++;
    Str name = str_slice(s->text, s->at + 2, end);
    bool slot = here && (template_is_slot(s->text, s->at, end + 2) ||
                         template_is_between_quotes(s->text, s->at, end + 2));
    bool known = here && template_last_word(name) &&
                 volatility_of_name(name, NULL).certainty <= CERTAIN_NAME;
    return scan_doubled(s, close, s->sniffed && !slot && !known);
}

/* <<<STATE>>> alone on its line: the title of a part. */
static bool is_angle_title(const Scanner *s) {
    size_t start = s->at;
    while (start && s->at - start < 2 && s->text.ptr[start - 1] == '<') start--;
    size_t end = str_find_char(str_slice(s->text, 0, start + 64), '\n', start);
    Str line = str_trim(str_slice(s->text, start, end));
    return start < s->at && (start == 0 || s->text.ptr[start - 1] == '\n') &&
           str_ends(line, STR(">>>"));
}

bool scan_angle(Scanner *s) {
    return !is_angle_title(s) && scan_told(s, '>', s->engine == ENGINE_ANGLE);
}

bool scan_square(Scanner *s) {
    return scan_told(s, ']', s->engine == ENGINE_SQUARE);
}

bool scan_directive(Scanner *s) {
    if (s->fence_open) return false;
    if (s->at && !ascii_is_space(s->text.ptr[s->at - 1])) return false;
    size_t from = s->at + 2, end = from;
    while (end < s->text.len && end - from < DIRECTIVE_BYTES && s->text.ptr[end] != '`' &&
           s->text.ptr[end] != '\n')
        end++;
    if (end == from || scanner_byte(s, end) != '`') return false;
    Str command = str_slice(s->text, from, end);
    if (str_is(command, "command") || str_is(command, "cmd"))
        return false; /* tells of directives */
    ExpressionValue value = {primitive_command(command), command};
    scanner_cut(s, PIECE_DIRECTIVE, end + 1, value);
    return true;
}

/* Whether an odd number of backticks stands before `at` on its line: inside a code span. */
static bool in_code_span(const Scanner *s, size_t at) {
    enum { REACH = 256 };
    bool odd = false;
    for (size_t i = at; i-- > 0 && at - i <= REACH && s->text.ptr[i] != '\n';)
        odd ^= s->text.ptr[i] == '`';
    return odd;
}

/* `@docs/style.md` anywhere in a sentence: with the ending of a file, so that people and packages
 * (@ann, @types/node) are none. */
static bool names_file(Str path) {
    size_t slash = 0;
    for (size_t i = 0; i < path.len; i++)
        if (path.ptr[i] == '/') slash = i + 1;
    size_t dot = str_find_char(path, '.', slash + 1);
    return dot != STR_NOT_FOUND && dot + 1 < path.len && ascii_is_alnum(path.ptr[dot + 1]);
}

bool scan_import(Scanner *s) {
    bool first = s->at == 0 || s->text.ptr[s->at - 1] == '\n';
    if (s->fence_open || (!first && !ascii_is_space(s->text.ptr[s->at - 1]))) return false;
    size_t end = s->at + 1;
    bool path = false;
    while (end < s->text.len && !ascii_is_space(s->text.ptr[end])) {
        path = path || s->text.ptr[end] == '/' || s->text.ptr[end] == '.';
        end++;
    }
    size_t line_end = end;
    while (scanner_byte(s, line_end) == ' ' || scanner_byte(s, line_end) == '\r') line_end++;
    bool alone = first && (line_end == s->text.len || s->text.ptr[line_end] == '\n');
    if (!alone) {
        while (end > s->at + 1 && strchr(".,;:!?)\"'", s->text.ptr[end - 1])) end--;
        path = names_file(str_slice(s->text, s->at + 1, end)) && !in_code_span(s, s->at);
    }
    if (!path) return false;
    Str name = str_slice(s->text, s->at + 1, end);
    ExpressionValue value = {{VOL_DEPLOY, CAUSE_CONFIG, CERTAIN_SYNTAX}, name};
    scanner_cut(s, PIECE_INCLUDE, end, value);
    return true;
}
