#include "lint/base/chunk.h"
#include "lint/template/scan.h"

/* What was seen of each family of delimiters. */
typedef struct {
    bool percent, liquid, blocks, dollar_name, n8n, go, double_brace, jinja, angle, square, dollar,
        erb;
    bool in_fence, in_code; /* where the look is now */
    bool shell;             /* a code block of shell: ${x} is the shell's */
    bool brace, sign;       /* any {; any $ */
} Seen;

static Str word_after(Str text, size_t i) {
    while (byte_at(text, i) == ' ' || byte_at(text, i) == '-' || byte_at(text, i) == '~') i++;
    size_t end = i;
    while (ident_byte(byte_at(text, end))) end++;
    return str_slice(text, i, end);
}

static void see_percent(Str text, size_t at, Seen *seen) {
    static const char *const liquid[] = {"assign", "capture", "unless",   "case",
                                         "render", "comment", "tablerow", NULL};
    static const char *const any[] = {
        "if",   "for",      "set",    "include", "macro",      "block", "extends", "now",
        "raw",  "import",   "from",   "with",    "message",    "chat",  "endif",   "endfor",
        "else", "verbatim", "filter", "call",    "generation", NULL};
    Str word = word_after(text, at + 2);
    if (str_is_any(word, liquid)) seen->percent = seen->liquid = true;
    if (str_is_any(word, any)) seen->percent = true;
}

static bool n8n_name(Str word) {
    static const char *const words[] = {"now",      "today", "json", "node",   "input", "execution",
                                        "workflow", "vars",  "env",  "fromAI", "item",  NULL};
    return str_is_any(word, words);
}

bool template_is_json_key(Str inside) {
    char c = byte_at(inside, 0);
    size_t end = 0;
    if (ident_start(c)) {
        while (ident_byte(byte_at(inside, end))) end++;
        return byte_at(inside, end) == ':' && byte_at(inside, end + 1) == ' ';
    }
    if (c != '"' && c != '\'') return false;
    end = str_find_char(inside, c, 1);
    while (end != STR_NOT_FOUND && byte_at(inside, end + 1) == ' ') end++;
    return end != STR_NOT_FOUND && byte_at(inside, end + 1) == ':';
}

bool template_is_latex_brace(Str text, size_t at) {
    enum { LONGEST = 20 };
    size_t from = at;
    while (from > 0 && at - from < LONGEST && ascii_is_alpha(text.ptr[from - 1])) from--;
    return from < at && from > 0 && text.ptr[from - 1] == '\\';
}

/* At {{: which language the inside is written in. */
static void see_double(Str text, size_t at, Seen *seen) {
    size_t i = at;
    while (byte_at(text, i) == '{') i++;
    while (byte_at(text, i) == '~' || byte_at(text, i) == '-' || byte_at(text, i) == ' ') i++;
    size_t end = i;
    while (end < text.len && end - i < 400 && text.ptr[end] != '\n' && text.ptr[end] != '}') end++;
    if (byte_at(text, end) != '}') return;
    Str inside = str_trim(str_slice(text, i, end));
    char c = byte_at(inside, 0), next = byte_at(inside, 1);
    Str word = word_after(inside, 0);
    static const char *const go[] = {"range", "if", "with", "define", "end", "template", NULL};
    if ((c == '#' || c == '/' || c == '>' || c == '^' || c == '!') && next) {
        seen->blocks = true;
    } else if (c == '$' && (next == '(' || n8n_name(word_after(inside, 1)))) {
        seen->n8n = true;
    } else if (c == '$' && ident_start(next)) {
        seen->dollar_name = true;
    } else if (c == '.' && (ident_start(next) || next == '\0')) {
        seen->go = true;
    } else if (str_is_any(word, go) && (inside.len == word.len || str_has(inside, STR(" .")) ||
                                        str_has(inside, STR(" $")))) {
        seen->go = true;
    } else if (!template_is_json_key(inside) &&
               (ident_start(c) || byte_is_high(c) || c == '&' || c == '@' ||
                ((c == '"' || c == '\'') && str_has_char(inside, '|')))) {
        seen->double_brace = true;
        if (str_has_char(inside, '|') || str_has_char(inside, '(')) seen->jinja = true;
        if (str_has_char(inside, '|') && str_has_char(inside, ':') && !str_has_char(inside, '('))
            seen->liquid = true;
    }
}

/* <<NAME>>, [[NAME]] in capitals. */
static bool see_capitals(Str text, size_t at, char close) {
    size_t i = at + 2, from = i;
    while (ascii_is_upper(byte_at(text, i)) || byte_at(text, i) == '_' ||
           (i > from && ascii_is_digit(byte_at(text, i))))
        i++;
    return i - from > 2 && byte_at(text, i) == close && byte_at(text, i + 1) == close;
}

/* [[question]], <<question>>: a note of a wiki or a stereotype of a diagram may be called so, but
 * it does not stand alone behind a label. "It is <<current_time>> now" in `prose`: nothing else
 * than a value is called so, wherever it stands. */
static bool see_doubled_input(Str text, size_t at, char close, bool prose) {
    size_t from = at + 2, end = from;
    while (ident_byte(byte_at(text, end))) end++;
    Str name = str_slice(text, from, end);
    if (byte_at(text, end) != close || byte_at(text, end + 1) != close) return false;
    bool told = template_tells_change(name);
    if (prose && told) return true;
    bool words = close == '>' ? template_last_word(name) > 0 : told;
    bool placed = template_is_slot(text, at, end + 2) ||
                  (words && template_is_between_quotes(text, at, end + 2));
    return (words || template_is_input_name(name)) && placed;
}

/* Three open or close a fence, fewer inline code; returns how many stand here. */
static size_t see_backticks(Str text, size_t at, Seen *seen) {
    size_t n = 1;
    while (byte_at(text, at + n) == '`') n++;
    if (n < 3) {
        seen->in_code = !seen->in_code;
        return n;
    }
    Str language = word_after(text, at + n);
    seen->shell |= str_is(language, "bash") || str_is(language, "sh") || str_is(language, "shell");
    seen->in_fence = !seen->in_fence;
    return n;
}

static void look(Str text, size_t i, Seen *seen) {
    char next = byte_at(text, i + 1);
    switch (text.ptr[i]) {
    case '{':
        if (next == '%') see_percent(text, i, seen);
        if (next == '{' && (i == 0 || text.ptr[i - 1] != '{') && !template_is_latex_brace(text, i))
            see_double(text, i, seen);
        break;
    case '<':
        if (next == '%' && byte_at(text, i + 2) == '=' && !seen->in_fence && !seen->in_code)
            seen->erb = true;
        if (next == '<')
            seen->angle |= see_capitals(text, i, '>') ||
                           see_doubled_input(text, i, '>', !seen->in_fence && !seen->in_code);
        break;
    case '[':
        if (next == '[')
            seen->square |= see_capitals(text, i, ']') || see_doubled_input(text, i, ']', false);
        break;
    case '$':
        if (next == '{' && ident_start(byte_at(text, i + 2)) && !seen->in_code)
            seen->dollar |= !seen->in_fence || template_is_fenced_dollar(text, i);
        break;
    default: break;
    }
}

/* ---- single braces ---- */

typedef struct {
    size_t escapes, names, telling, doubled_telling;
    size_t words;        /* names of several words, one after the other different, in prose */
    size_t nested;       /* {name} inside {{ ... }}, which no language with double braces takes */
    size_t objects;      /* {{ "key": ...: JSON with its braces doubled */
    size_t doubled_free; /* {{name}} outside of quotes, or alone between them */
} Braces;

/* In prose, not in a path, a file name or inline code. */
static bool stands_free(Str text, size_t start, size_t end) {
    if (start && text.ptr[start - 1] == '#') start--; /* of Ruby, or "issue #{number}" */
    char before = start ? text.ptr[start - 1] : ' ', after = byte_at(text, end);
    return !ascii_is_one_of(before, "/-_.`\\@#$") && !ascii_is_one_of(after, "/-_`@") &&
           !ident_byte(before) && !ident_byte(after);
}

/* The first paragraph says what to do; blanks for the model to fill in stand further down. */
static size_t first_paragraph(Str text) {
    enum { LONGEST = 600 };
    size_t start = 0;
    while (start < text.len && ascii_is_space(text.ptr[start])) start++;
    size_t end = str_find(text, STR("\n\n"), start);
    size_t fence = str_find(text, STR("```"), start);
    if (fence < end) end = fence;
    return end < start + LONGEST ? end : start + LONGEST;
}

/* Between the quotes of a line: an example of what to write. */
static bool is_quoted(Str text, size_t at) {
    enum { LOOK_BACK = 200 };
    bool quoted = false;
    for (size_t i = at; i > 0 && at - i < LOOK_BACK && text.ptr[i - 1] != '\n'; i--)
        quoted ^= text.ptr[i - 1] == '"';
    return quoted;
}

/* "issue #{number}", "for {name}": part of a sentence, not a blank of its own. */
static bool is_in_sentence(Str text, size_t start, size_t end) {
    if (is_quoted(text, start)) return false;
    size_t from = start && text.ptr[start - 1] == '#' ? start - 1 : start;
    bool word_before = from >= 2 && text.ptr[from - 1] == ' ' && ascii_is_lower(text.ptr[from - 2]);
    return word_before && stands_free(text, start, end);
}

/* The closing brace of {a, b, c}, a list of names in prose; `from` when it is none. */
static size_t list_end(Str text, size_t from) {
    size_t end = from;
    while (end - from < 200 && (ident_byte(byte_at(text, end)) || byte_at(text, end) == ',' ||
                                byte_at(text, end) == ' '))
        end++;
    return byte_at(text, end) == '}' ? end : from;
}

/* {0}, {1}; not the count behind a piece of a pattern, [a-z]{2}. */
static bool is_position(Str text, size_t at) {
    bool alone = at < 2 || ascii_is_space(text.ptr[at - 2]) || strchr("\"'`(<>", text.ptr[at - 2]);
    return alone && ascii_is_digit(byte_at(text, at)) && byte_at(text, at + 1) == '}';
}

/* "Question: {}" at the end of a line; not "key": {}. */
static bool is_empty_slot(Str text, size_t at) {
    size_t before = at;
    while (before && text.ptr[before - 1] == ' ') before--;
    bool key = before > 1 && ascii_is_one_of(text.ptr[before - 2], "\"'`");
    return byte_at(text, at + 1) == '}' && before > 1 && text.ptr[before - 1] == ':' && !key &&
           template_is_slot(text, at, at + 2);
}

/* The end of a conversion !r or of a format specification of a number behind `at`, {x:.2f}, {x!r};
 * `at` when there is none. */
static size_t spec_end(Str text, size_t at) {
    enum { LONGEST = 8 };
    size_t end = at + 1;
    bool converts = byte_at(text, at) == '!' && ascii_is_one_of(byte_at(text, end), "rsa");
    if (converts && byte_at(text, at + 2) == '}') return at + 2;
    if (byte_at(text, at) != ':') return at;
    while (end - at < LONGEST && ascii_is_one_of(byte_at(text, end), "0123456789.,+<>=")) end++;
    bool type = ascii_is_one_of(byte_at(text, end), "dfge%");
    return end > at + 1 && type && byte_at(text, end + 1) == '}' ? end + 1 : at;
}

/* A quote on the next line: what stands between is an object, not a name. */
static bool opens_object(Str text, size_t at) {
    size_t from = at;
    while (ascii_is_space(byte_at(text, at))) at++;
    return at > from && byte_at(text, at) == '"' && memchr(text.ptr + from, '\n', at - from);
}

/* "Je opdracht: {instruction}" as the first line, and all of the first paragraph; not "Title:". */
static bool opens_with_slot(Str text, size_t start, size_t end) {
    Str label = str_trim(str_slice(text, 0, start));
    return str_has_char(label, ' ') && !str_has_char(label, '\n') &&
           str_starts(str_slice(text, end, text.len), STR("\n\n")) &&
           template_is_slot(text, start, end);
}

/* "<|im_start|>user {query}<|im_end|>", "{input} [/INST]": all of what somebody says. */
static bool ends_turn(Str text, size_t end) {
    static const char *const marks[] = {"<|im_end|>", "<|eot_id|>",    "<|end|>",
                                        "[/INST]",    "<end_of_turn>", NULL};
    enum { LONGEST = 16 };
    Str rest = str_trim(str_slice(text, end, end + LONGEST));
    for (const char *const *mark = marks; *mark; mark++)
        if (str_starts(rest, str_from_c(*mark))) return true;
    return false;
}

/* Whether every brace is one that str.format takes: {{, }} or {name}. */
static bool formats(Str text, Braces *braces) {
    size_t opening = first_paragraph(text), depth = 0;
    Str last = {0};
    for (size_t i = 0; (i = str_find_either(text, '{', '}', i)) != STR_NOT_FOUND; i++) {
        char c = text.ptr[i];
        size_t end = i + 1;
        bool doubled = byte_at(text, end) == c;
        end += doubled;
        if (!doubled && c == '}') return false;
        size_t from = end;
        if (c == '{') end = is_position(text, end) ? end + 1 : field_name_end(text, end);
        Str name = str_slice(text, from, end);
        if (!doubled && byte_at(text, end) == ',' && name.len) {
            size_t close = list_end(text, end);
            if (close == end) return false;
            i = close;
            continue;
        }
        size_t code = !doubled && c == '{' ? template_code_field_end(text, i) : i;
        if (code > i) {
            braces->names++;
            braces->telling++;
            i = code - 1;
            continue;
        }
        if (!doubled && !name.len && c == '{' && byte_at(text, end) == '}' &&
            stands_free(text, i, end + 1)) {
            braces->names++;
            braces->telling += is_empty_slot(text, i);
            i++;
            continue;
        }
        size_t spec = doubled || !name.len ? end : spec_end(text, end);
        braces->telling += spec > end; /* nobody leaves blanks of two digits */
        end = spec;
        if (!doubled && (name.len == 0 || byte_at(text, end) != '}')) return false;
        if (doubled) {
            braces->escapes++;
            braces->objects += c == '{' && opens_object(text, i + 2);
            if (c == '{')
                depth++;
            else if (depth > 0)
                depth--;
            if (name.len && byte_at(text, end) == '}' && !template_is_latex_brace(text, i)) {
                braces->doubled_telling += template_is_input_name(name);
                braces->doubled_free +=
                    !is_quoted(text, i) || template_is_between_quotes(text, i, end + 2);
            }
            i++;
            continue;
        }
        braces->names++;
        braces->nested += depth > 0;
        bool telling = template_is_input_name(name) ||
                       (is_position(text, from) && label_introduces(text, i, end + 1)) ||
                       label_addresses_user(label_before(text, i));
        bool told =
            i < opening && (is_in_sentence(text, i, end + 1) || opens_with_slot(text, i, end + 1) ||
                            str_trim(str_slice(text, 0, opening)).len == end + 1 - i);
        if (telling && template_is_shown(text, i)) telling = template_is_read(text, i, name);
        bool worded = template_last_word(name) && !str_eq(name, last) &&
                      stands_free(text, i, end + 1) && !is_quoted(text, i);
        if (worded && !template_speaks_of_output(text, i)) braces->words++;
        if (worded) last = name;
        if (told || ends_turn(text, end + 1) || (telling && stands_free(text, i, end + 1)))
            braces->telling++;
        i = end;
    }
    return true;
}

bool template_is_format(Str text) {
    Braces braces = {0};
    return formats(text, &braces);
}

/* Python's str.format: single braces alone are never enough. The text must be one that format()
 * takes, and either escape braces of its own, or take inputs by their usual names. */
static bool is_format_text(Str text, const Seen *seen) {
    Braces braces = {0};
    if (!seen->brace) return false;
    if (seen->blocks || seen->n8n || seen->dollar_name || seen->go || seen->jinja) return false;
    if (!formats(text, &braces) || braces.names == 0) return false;
    enum { FEWEST_WORDS = 2 };
    bool worded = braces.words >= FEWEST_WORDS;
    if (seen->double_brace) /* "{{x}}" in the quotes of an example is what the model is to write */
        return ((braces.telling > 0 || (worded && !braces.doubled_free)) &&
                braces.doubled_telling == 0) ||
               braces.nested > 0 || braces.objects > 0;
    return braces.escapes >= 2 || braces.telling > 0 || worded;
}

/* Which bytes of a block can begin a delimiter. */
static uint64_t telling(const Chunk *chunk) {
    uint64_t bits = 0;
    for (unsigned i = 0; i < CHUNK; i += WIDE) {
        Wide w = wide_load(chunk->bytes + i);
        Wide curly = wide_or(wide_equal(w, '{'), wide_equal(w, '$'));
        Wide found = wide_or(wide_equal(w, '<'), wide_equal(w, '['));
        bits |= wide_bits(wide_or(wide_or(curly, found), wide_equal(w, '`'))) << i;
    }
    return bits;
}

static Seen look_at_all(Str text) {
    Seen seen = {.brace = str_has_char(text, '{'), .sign = str_has_char(text, '$')};
    size_t next = 0, line_end = str_find_char(text, '\n', 0); /* where inline code ends */
    for (size_t at = 0; at < text.len; at += CHUNK) {
        Chunk chunk;
        chunk_load(&chunk, text, at);
        for (uint64_t found = telling(&chunk); found; found &= found - 1) {
            size_t i = at + (unsigned)__builtin_ctzll(found);
            if (i < next) continue;
            if (i > line_end) seen.in_code = false;
            if (text.ptr[i] != '`') {
                look(text, i, &seen);
                continue;
            }
            next = i + see_backticks(text, i, &seen);
            if (seen.in_code && i > line_end) line_end = str_find_char(text, '\n', i);
        }
    }
    return seen;
}

Engine template_sniff(Str text) {
    Seen seen = look_at_all(text);
    if (seen.erb) return ENGINE_ERB;
    if (seen.percent) return seen.liquid ? ENGINE_LIQUID : ENGINE_JINJA;
    if (is_format_text(text, &seen)) return ENGINE_FSTRING;
    if (seen.blocks) return ENGINE_MUSTACHE;
    if (seen.n8n) return ENGINE_N8N;
    if (seen.dollar_name) return ENGINE_SEMANTIC_KERNEL;
    if (seen.go) return ENGINE_GO;
    if (seen.double_brace)
        return seen.liquid ? ENGINE_LIQUID : seen.jinja ? ENGINE_JINJA : ENGINE_MUSTACHE;
    if (seen.angle) return ENGINE_ANGLE;
    if (seen.square) return ENGINE_SQUARE;
    if (seen.dollar && !seen.shell) return ENGINE_DOLLAR;
    if (seen.brace && template_has_cue(text)) return ENGINE_FSTRING;
    if (seen.sign && !seen.shell && template_has_bare_dollars(text)) return ENGINE_DOLLAR;
    if (seen.sign && template_has_caps_dollars(text)) return ENGINE_DOLLAR;
    if (!seen.shell && template_has_printf(text)) return ENGINE_PRINTF;
    if (!seen.shell && template_mark(text)) return ENGINE_MARKS;
    return ENGINE_NONE;
}
