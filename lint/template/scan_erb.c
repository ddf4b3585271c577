/* <% %> tags of ERB, EJS and EEx: code between the tags opens and closes blocks, <%= %> writes. */
#include "lint/template/scan.h"

enum { TAG_BYTES = 4096 };

static const ExpressionValue no_value = {{VOL_CONSTANT, CAUSE_NONE, CERTAIN_SYNTAX}, {NULL, 0}};

static ExpressionValue value_of(const Scanner *s, Str expression) {
    Scope scope = scanner_scope(s);
    return expression_value(expression, &scope);
}

/* ---- what a line of code opens ---- */

static Str without_end(Str code, Str end) {
    return str_ends(code, end) ? str_trim(str_slice(code, 0, code.len - end.len)) : code;
}

/* The names behind `|` of `xs.each do |x, i|`, in the brackets of `(x) => {` and `function (x) {`;
 * the rest, without them, stays in *code. */
static Str block_parameters(Str *code) {
    size_t end = code->len, open = 0;
    if (end && code->ptr[end - 1] == '|') {
        open = end - 1;
        while (open && code->ptr[open - 1] != '|') open--;
        if (!open) return (Str){0};
        Str names = str_slice(*code, open, end - 1);
        *code = str_trim(str_slice(*code, 0, open - 1));
        return names;
    }
    Str arrow = without_end(without_end(*code, STR("{")), STR("=>"));
    bool called = arrow.len && arrow.ptr[arrow.len - 1] == ')';
    if (arrow.len == code->len) return (Str){0};
    if (called)
        for (open = arrow.len; open && arrow.ptr[open - 1] != '('; open--) continue;
    else
        for (open = arrow.len; open && ascii_is_alnum(arrow.ptr[open - 1]); open--) continue;
    Str names = str_slice(arrow, open, arrow.len - called);
    *code = str_trim(str_slice(arrow, 0, open ? open - called : 0));
    return names;
}

/* `xs.each do |x|`, `xs.forEach((x) => {`, `for (const x of xs) {`, `for x <- xs do`. */
static bool loops(Str word, Str code) {
    static const char *const words[] = {"for", "while", "until", NULL};
    static const char *const calls[] = {".each", ".map", "forEach", ".times", "each_with", NULL};
    if (str_is_any(word, words)) return true;
    for (size_t i = 0; calls[i]; i++)
        if (str_has(code, str_from_c(calls[i]))) return true;
    return false;
}

/* What is gone through: `xs` of `const x of xs`, `x in xs`, `x <- xs`, `xs.each`; what stands in
 * front of it goes to *names. */
static Str collection(Str code, Str *names) {
    static const char *const joints[] = {" of ", " in ", "<-", NULL};
    for (size_t i = 0; joints[i]; i++) {
        Str joint = str_from_c(joints[i]);
        size_t at = str_find(code, joint, 0);
        if (at == STR_NOT_FOUND) continue;
        *names = str_slice(code, 0, at);
        Str rest = str_slice(code, at + joint.len, code.len);
        return without_end(str_trim(rest), STR(")"));
    }
    static const char *const calls[] = {".each", ".map", ".forEach", ".times", NULL};
    for (size_t i = 0; calls[i]; i++) {
        size_t at = str_find(code, str_from_c(calls[i]), 0);
        if (at != STR_NOT_FOUND) return str_slice(code, 0, at);
    }
    return code;
}

static void bind_names(Scanner *s, Str names, VolatilityVerdict verdict) {
    while (names.len) {
        Str name = cut_word(&names);
        bool keyword = str_is(name, "const") || str_is(name, "let") || str_is(name, "var");
        if (name.len && !keyword) block_bind_entry(s, name, verdict);
        if (names.len && !name.len) names = str_slice(names, 1, names.len);
    }
}

/* `code` opens a block; the tag start..end is cut. */
static void open_block(Scanner *s, Str word, Str code, size_t end) {
    static const char *const tests[] = {"if", "unless", "case", "while", "until", "switch", NULL};
    bool loop = loops(word, code), test = str_is_any(word, tests);
    code = without_end(without_end(code, STR("{")), STR("do"));
    Str rest = code, names = block_parameters(&rest), named = {0};
    if (test || str_is(word, "for")) cut_word(&rest);
    if (rest.len && rest.ptr[0] == '(') rest = str_slice(rest, 1, rest.len);
    if (loop) rest = collection(rest, &named);
    ExpressionValue value = value_of(s, rest);
    if (value.name.len == 0) value.name = rest;
    scanner_cut(s, PIECE_TAG, end, value);
    s->pieces->items[s->pieces->len - 1].conditional = test || loop;
    block_open(s, (Block){.name = word, .conditional = test || loop, .loop = loop, .scoped = true});
    if (!loop) return;
    bind_names(s, names, value.verdict);
    bind_names(s, named, value.verdict);
}

static bool opens(Str word, Str code) {
    static const char *const words[] = {"if", "unless", "case", "for", "while", "until", NULL};
    if (str_ends(code, STR("{")) || str_ends(code, STR(" do")) || str_ends(code, STR("|")))
        return true;
    return str_is_any(word, words);
}

/* `x = value`, `const x = value`, `@x ||= value`. */
static void assign(Scanner *s, Str code) {
    size_t equals = str_find_char(code, '=', 0);
    if (equals == STR_NOT_FOUND || equals == 0 || equals + 1 >= code.len) return;
    if (ascii_is_one_of(code.ptr[equals + 1], "=>~") ||
        ascii_is_one_of(code.ptr[equals - 1], "!<>="))
        return;
    Str left = str_trim(str_slice(code, 0, equals)), name = {0};
    for (Str word; (word = cut_word(&left)).len;) name = word;
    Str right = str_slice(code, equals + 1, code.len);
    if (name.len) block_assign(s, name, value_of(s, right).verdict);
}

/* ---- tags ---- */

/* Code that writes nothing. */
static void code_tag(Scanner *s, Str code, size_t end) {
    static const char *const branches[] = {"else", "elsif", "when", "elseif", "in", NULL};
    Str rest = code, word = cut_word(&rest);
    bool closes = str_is(word, "end") || (code.len && code.ptr[0] == '}');
    if (closes && !str_ends(code, STR("{"))) {
        scanner_cut(s, PIECE_TAG, end, no_value);
        block_close(s, (Str){0});
    } else if (closes || str_is_any(word, branches)) {
        scanner_cut(s, PIECE_TAG, end, no_value); /* `} else {`: the block goes on */
    } else if (opens(word, code)) {
        open_block(s, word, code, end);
    } else {
        scanner_cut(s, PIECE_TAG, end, no_value);
        assign(s, code);
    }
}

static void writing_tag(Scanner *s, Str code, size_t end) {
    static const char *const files[] = {"include", "render", "partial", "render_prompt", NULL};
    Str rest = code, word = cut_word(&rest);
    if (str_is_any(word, files))
        scanner_cut(s, PIECE_INCLUDE, end, (ExpressionValue){no_value.verdict, rest});
    else if (str_ends(code, STR(" do")) || str_ends(code, STR("|")))
        open_block(s, word, code, end); /* <%= for x <- xs do %> of EEx */
    else
        scanner_cut(s, PIECE_PLACEHOLDER, end, placeholder_value(s, code));
}

bool scan_erb(Scanner *s) {
    size_t from = s->at + 2;
    char kind = scanner_byte(s, from);
    if (kind == '%') return false; /* <%% is <% */
    size_t close = scanner_next(s, STR("%>"), from, &s->next_percent);
    if (close == STR_NOT_FOUND || close - from > TAG_BYTES) return false;
    size_t end = close + 2, stop = close;
    if (stop > from && ascii_is_one_of(s->text.ptr[stop - 1], "-_")) stop--;
    bool writes = kind == '=' || kind == '-'; /* <%- writes in EJS; ERB's <%- is code */
    if (writes || kind == '#' || kind == '_' || kind == '!') from++;
    if (writes && scanner_byte(s, from) == '=') from++;
    Str code = str_trim(str_slice(s->text, from, stop));
    if (kind == '#' || (kind == '!' && str_starts(code, STR("--")))) {
        scanner_cut(s, PIECE_COMMENT, end, no_value);
        return true;
    }
    Str rest = code, word = cut_word(&rest);
    bool ruby_code = kind == '-' && (opens(word, code) || str_is(word, "end") ||
                                     str_is(word, "else") || str_is(word, "elsif"));
    if (writes && !ruby_code)
        writing_tag(s, code, end);
    else
        code_tag(s, code, end);
    return true;
}
