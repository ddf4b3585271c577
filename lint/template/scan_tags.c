/* {% %} tags of Jinja, Nunjucks, Liquid, Django and Haystack. */
#include "lint/template/scan.h"

enum { TAG_BYTES = 8192 };

static const ExpressionValue no_value = {{VOL_CONSTANT, CAUSE_NONE, CERTAIN_SYNTAX}, {NULL, 0}};

static ExpressionValue value_of(const Scanner *s, Str expression) {
    Scope scope = scanner_scope(s);
    return expression_value(expression, &scope);
}

/* Where {% NAME %} starts at or after `from`. */
static size_t find_end_tag(Str text, Str name, size_t from) {
    for (size_t at; (at = str_find(text, name, from)) != STR_NOT_FOUND; from = at + 1) {
        size_t i = at;
        while (i > from && ascii_is_space(text.ptr[i - 1])) i--;
        while (i > from && (text.ptr[i - 1] == '-' || text.ptr[i - 1] == '+')) i--;
        if (i >= 2 && text.ptr[i - 1] == '%' && text.ptr[i - 2] == '{') return i - 2;
    }
    return STR_NOT_FOUND;
}

/* {% raw %}: everything up to its end tag is literal, and stays in the surrounding text. */
static bool raw(Scanner *s, Str word, size_t end) {
    bool is_raw = str_is(word, "raw"), is_verbatim = str_is(word, "verbatim");
    if ((!is_raw && !is_verbatim) || s->no_raw_end) return false;
    size_t close = find_end_tag(s->text, is_raw ? STR("endraw") : STR("endverbatim"), end);
    if (close == STR_NOT_FOUND) {
        s->no_raw_end = true;
        return false;
    }
    scanner_cut(s, PIECE_TAG, end, no_value);
    s->at = close; /* the end tag is cut as an ordinary tag next */
    return true;
}

static bool liquid_comment(Scanner *s, Str word, size_t end) {
    if (!str_is(word, "comment") || s->no_comment_end) return false;
    size_t close = find_end_tag(s->text, STR("endcomment"), end);
    size_t after = close == STR_NOT_FOUND ? close : str_find(s->text, STR("%}"), close);
    if (after == STR_NOT_FOUND) {
        s->no_comment_end = true;
        return false;
    }
    scanner_cut(s, PIECE_COMMENT, after + 2, no_value);
    return true;
}

/* `x in xs`, `key, value in xs.items()`. */
static void loop_tag(Scanner *s, Str word, Str rest, size_t end) {
    size_t in = str_find(rest, STR(" in "), 0);
    Str names = str_slice(rest, 0, in == STR_NOT_FOUND ? 0 : in);
    ExpressionValue items =
        value_of(s, in == STR_NOT_FOUND ? rest : str_slice(rest, in + 4, rest.len));
    scanner_cut(s, PIECE_TAG, end, items);
    s->pieces->items[s->pieces->len - 1].conditional = true;
    block_open(s, (Block){.name = word, .conditional = true, .loop = true, .scoped = true});
    while (names.len) {
        Str name = cut_word(&names);
        if (name.len) block_bind_entry(s, name, items.verdict);
        if (names.len && !name.len) names = str_slice(names, 1, names.len);
    }
}

/* `x = value`, `a, b = value`; without a value the block up to the end tag is the value. */
static void set_tag(Scanner *s, Str word, Str rest, size_t end) {
    size_t equals = str_find_char(rest, '=', 0);
    scanner_cut(s, PIECE_TAG, end, no_value);
    if (equals == STR_NOT_FOUND) {
        block_open(s, (Block){.name = word, .capture = true, .scoped = false});
        return;
    }
    Str names = str_slice(rest, 0, equals);
    VolatilityVerdict verdict = value_of(s, str_slice(rest, equals + 1, rest.len)).verdict;
    while (names.len) {
        size_t comma = str_find_char(names, ',', 0);
        block_assign(s, str_slice(names, 0, comma), verdict);
        names = comma == STR_NOT_FOUND ? (Str){0} : str_slice(names, comma + 1, names.len);
    }
}

/* Django's {% now "Y-m-d" %}, Haystack's {% now 'UTC', '%H:%M' %}. */
static void now_tag(Scanner *s, Str rest, size_t end, Str whole) {
    ExpressionValue value = {{VOL_CALL, CAUSE_CLOCK, CERTAIN_SYNTAX}, whole};
    size_t comma = str_find_char(rest, ',', 0);
    Str format = comma == STR_NOT_FOUND ? rest : str_trim(str_slice(rest, comma + 1, rest.len));
    if (format.len > 1 && (format.ptr[0] == '"' || format.ptr[0] == '\'')) {
        size_t close = str_find_char(format, format.ptr[0], 1);
        format = str_slice(format, 1, close);
    }
    FormatPrecision precision = str_is(format, "UTC") ? FORMAT_NONE : format_precision(format);
    if (precision == FORMAT_DAY || precision == FORMAT_MONTH) {
        value.verdict.volatility = precision == FORMAT_DAY ? VOL_DAY : VOL_DEPLOY;
        value.verdict.cause = CAUSE_DATE;
    }
    scanner_cut(s, PIECE_PLACEHOLDER, end, value);
}

static bool opens_block(Str word) {
    static const char *const words[] = {
        "macro",      "call",       "filter",   "block",    "with", "message", "chat", "trans",
        "generation", "autoescape", "language", "paginate", "form", "cache",   NULL};
    return str_is_any(word, words);
}

/* `name(a, b="x")`: what a macro is given is known only where it is called. */
static void bind_parameters(Scanner *s, Str signature) {
    size_t open = str_find_char(signature, '(', 0);
    Str rest = open == STR_NOT_FOUND ? (Str){0} : str_slice(signature, open + 1, signature.len);
    VolatilityVerdict unknown = {VOL_UNKNOWN, CAUSE_NONE, CERTAIN_NOT};
    while (rest.len) {
        size_t comma = str_find_char(rest, ',', 0);
        Str parameter = str_trim(str_slice(rest, 0, comma));
        Str name = cut_word(&parameter);
        if (name.len) block_bind(s, name, unknown);
        rest = comma == STR_NOT_FOUND ? (Str){0} : str_slice(rest, comma + 1, rest.len);
    }
}

static void other_tag(Scanner *s, Str word, Str rest, size_t end) {
    static const char *const tests[] = {"if", "unless", "case", "ifchanged", "switch", NULL};
    static const char *const files[] = {"include", "extends", "render", "import", "from", NULL};
    if (str_is_any(word, tests)) {
        ExpressionValue value = value_of(s, rest);
        if (value.name.len == 0) value.name = rest;
        scanner_cut(s, PIECE_TAG, end, value);
        s->pieces->items[s->pieces->len - 1].conditional = true;
        block_open(s, (Block){.name = word, .conditional = true});
    } else if (str_is_any(word, files)) {
        bool text = !str_is(word, "import") && !str_is(word, "from");
        scanner_cut(s, text ? PIECE_INCLUDE : PIECE_TAG, end,
                    (ExpressionValue){no_value.verdict, rest});
    } else if (str_is(word, "echo") || str_is(word, "output")) {
        scanner_cut(s, PIECE_PLACEHOLDER, end, placeholder_value(s, rest));
    } else if (str_starts(word, STR("end"))) {
        scanner_cut(s, PIECE_TAG, end, no_value);
        block_close(s, str_slice(word, 3, word.len));
    } else {
        scanner_cut(s, PIECE_TAG, end, no_value);
        bool macro = str_is(word, "macro");
        if (opens_block(word)) block_open(s, (Block){.name = word, .scoped = macro});
        if (macro) bind_parameters(s, rest);
    }
}

static size_t tag_end(Scanner *s, size_t from) {
    size_t plain = scanner_next(s, STR("%}"), from, &s->next_percent);
    if (plain == STR_NOT_FOUND || plain - from > TAG_BYTES) return STR_NOT_FOUND;
    char quote = '\0';
    for (size_t i = from; i < plain; i++) { /* a quoted %} is rare: only when the quote is open */
        char c = s->text.ptr[i];
        if (quote)
            quote = c == quote ? '\0' : quote;
        else if (c == '"' || c == '\'')
            quote = c;
    }
    if (!quote) return plain;
    size_t close = str_find_char(str_slice(s->text, 0, plain + TAG_BYTES), quote, plain);
    size_t next = close == STR_NOT_FOUND
                      ? close
                      : str_find(str_slice(s->text, 0, close + TAG_BYTES), STR("%}"), close);
    return next == STR_NOT_FOUND ? plain : next;
}

bool scan_percent(Scanner *s) {
    if (s->engine != ENGINE_JINJA && s->engine != ENGINE_LIQUID) return false;
    size_t from = s->at + 2, close = tag_end(s, from), end = close + 2;
    if (close == STR_NOT_FOUND) return false;
    Str inside = str_slice(s->text, from, close);
    if (inside.len && (inside.ptr[0] == '-' || inside.ptr[0] == '+' || inside.ptr[0] == '~'))
        inside = str_slice(inside, 1, inside.len);
    if (inside.len && strchr("-+~", inside.ptr[inside.len - 1]))
        inside = str_slice(inside, 0, inside.len - 1);
    inside = str_trim(inside);
    Str rest = inside, word = cut_word(&rest);
    if (inside.len && inside.ptr[0] == '#')
        scanner_cut(s, PIECE_COMMENT, end, no_value);
    else if (raw(s, word, end) || liquid_comment(s, word, end))
        return true;
    else if (str_is(word, "for") || str_is(word, "tablerow"))
        loop_tag(s, word, rest, end);
    else if (str_is(word, "set") || str_is(word, "assign") || str_is(word, "capture"))
        set_tag(s, word, rest, end);
    else if (str_is(word, "now"))
        now_tag(s, rest, end, inside);
    else
        other_tag(s, word, rest, end);
    return true;
}
