/* Cutting a piece off the text, and what its surroundings say of it: the label in front, the rest
 * of its line, the fence around it. */
#include "lint/template/scan.h"

static const VolatilityVerdict constant = {VOL_CONSTANT, CAUSE_NONE, CERTAIN_SYNTAX};

void scanner_flush(Scanner *s, size_t end) {
    if (end <= s->literal_from) return;
    Piece piece = {.kind = PIECE_TEXT,
                   .span = span_of(s->literal_from, end),
                   .source = str_slice(s->text, s->literal_from, end),
                   .verdict = constant,
                   .depth = (uint16_t)(s->blocks.len > UINT16_MAX ? UINT16_MAX : s->blocks.len),
                   .conditional = s->conditionals > 0,
                   .looped = s->loops > 0};
    if (!s->pieces->cap && end == s->text.len) /* the only piece, as of most texts */
        *s->pieces = (PieceVec){ARENA_NEW(s->arena, Piece), 0, 1};
    vec_push(s->arena, s->pieces, piece);
    s->literal_from = end;
}

static bool is_example(const Scanner *s, size_t start, size_t end) {
    if (s->fence_open && template_is_fenced(s->text, start, end)) return false;
    return s->fence_open || start < s->example_until || label_mentions(s->text, start);
}

/* $json.x, $('Node').item.json.x: what a node of n8n hands over, however it is called. */
static bool is_node_data(const Scanner *s, size_t start, size_t end) {
    Str source = str_slice(s->text, start, end);
    return s->engine == ENGINE_N8N && str_has_char(source, '$');
}

static bool is_recipient(Str name) {
    static const char *const names[] = {"contact", "name", "person", "recipient", NULL};
    return str_is_any_nocase(name, names);
}

/* A name alone can mislead: `title` in "call the user {{title}}" is no input. What labels a field
 * of an entry of a list says nothing about how often the list changes. */
static VolatilityVerdict weigh_label(const Scanner *s, size_t start, size_t end,
                                     ExpressionValue value) {
    VolatilityVerdict verdict = value.verdict;
    Scope scope = scanner_scope(s);
    if (expression_is_field(value.name, &scope) || is_node_data(s, start, end)) return verdict;
    Str label = label_before(s->text, start);
    bool input = verdict.certainty == CERTAIN_AMBIGUOUS && verdict.cause == CAUSE_INPUT;
    bool setting = verdict.certainty == CERTAIN_AMBIGUOUS && verdict.cause == CAUSE_CONFIG;
    if ((input || setting || verdict.certainty == CERTAIN_NOT) && label_orders(label))
        return (VolatilityVerdict){VOL_REQUEST, CAUSE_INPUT, CERTAIN_AMBIGUOUS};
    bool unsettled = verdict.certainty == CERTAIN_NOT || input || verdict.cause == CAUSE_SESSION;
    if (unsettled && made_about(s->text, start, end))
        return (VolatilityVerdict){VOL_REQUEST, CAUSE_INPUT, CERTAIN_AMBIGUOUS};
    if (verdict.certainty == CERTAIN_NOT && is_recipient(value.name) && label_writes_to(label))
        return (VolatilityVerdict){VOL_REQUEST, CAUSE_INPUT, CERTAIN_AMBIGUOUS};
    if (input && !s->blocks.len && !label_introduces(s->text, start, end))
        return (VolatilityVerdict){VOL_UNKNOWN, CAUSE_NONE, CERTAIN_NOT};
    VolatilityVerdict said = label_verdict(label, verdict);
    bool guessed = verdict.certainty == CERTAIN_NOT && said.certainty == CERTAIN_AMBIGUOUS;
    bool path = end < s->text.len && s->text.ptr[end] == '/'; /* "written to {{dir}}/out.md" */
    return guessed && (path || !label_introduces(s->text, start, end)) ? verdict : said;
}

static size_t skip_blanks(Str text, size_t at) {
    while (at < text.len && text.ptr[at] != '\n' && ascii_is_space(text.ptr[at])) at++;
    return at;
}

/* Hardly anything stands behind `at` on its line, or an element. A line may be long: not all of it
 * is looked at. */
static bool is_last_of_line(Str text, size_t at) {
    enum { REST_BYTES = 16 };
    size_t from = skip_blanks(text, at);
    if (from < text.len && text.ptr[from] == '<') return true;
    if (str_find_char(str_slice(text, 0, from + REST_BYTES), '\n', from) != STR_NOT_FOUND)
        return true;
    size_t end = skip_blanks(text, from + REST_BYTES);
    return end >= text.len || text.ptr[end] == '\n';
}

/* ", Race: {race}": a row of labelled values goes on. */
static bool goes_on(const Scanner *s, size_t start, size_t end) {
    enum { LABEL_BYTES = 48 };
    Str rest = str_slice(s->text, end, end + LABEL_BYTES);
    rest = str_slice(rest, 0, str_find_char(rest, '\n', 0));
    Str next = str_slice(rest, 0, str_find_char(rest, s->text.ptr[start], 0));
    if (next.len == rest.len || str_has_char(next, '.')) return false;
    next = str_trim(next);
    while (next.len && ascii_is_one_of(next.ptr[next.len - 1], "%\"'` "))
        next = str_slice(next, 0, next.len - 1);
    return next.len > 2 && !ident_byte(next.ptr[0]) && template_ends_in_colon(next);
}

/* The row went on up to this value. */
static bool is_next_of_row(const Scanner *s) {
    if (s->pieces->len < 2) return false;
    const Piece *last = &s->pieces->items[s->pieces->len - 2];
    return last->kind == PIECE_PLACEHOLDER && last->given &&
           goes_on(s, last->span.start, last->span.end);
}

/* Nothing stands between this value and another one that ends the line. */
static size_t behind_neighbour(const Scanner *s, size_t start, size_t end) {
    enum { NAME_BYTES = 64 };
    if (scanner_byte(s, end) != '{' || s->text.ptr[start] != '{') return end;
    size_t close = str_find_char(str_slice(s->text, 0, end + NAME_BYTES), '}', end);
    if (close == STR_NOT_FOUND) return end;
    while (scanner_byte(s, close) == '}') close++;
    return close;
}

/* Where a program gives content: behind a label or in an element, with hardly anything behind it on
 * the line. Not what the template itself named, a parameter of a macro. */
static bool is_given(const Scanner *s, size_t start, size_t end, Str name) {
    enum { HEADING_BYTES = 200 };
    Scope scope = scanner_scope(s);
    if (expression_is_bound(name, &scope) || !label_introduces(s->text, start, end)) return false;
    if (label_offers_choice(label_before(s->text, start))) return false;
    size_t line = start;
    while (line > 0 && start - line < HEADING_BYTES && s->text.ptr[line - 1] != '\n') line--;
    return s->text.ptr[line] != '#' && /* the title of a document */
           (is_last_of_line(s->text, behind_neighbour(s, start, end)) || goes_on(s, start, end) ||
            is_next_of_row(s));
}

/* {{variable_name}}: how placeholders are written is shown, nothing is filled in. */
static bool is_stand_in(Str name) {
    static const char *const names[] = {
        "variable",    "variables",    "variable_name",    "variableName",  "var_name", "varName",
        "placeholder", "placeholders", "placeholder_name", "your_variable", NULL};
    return str_is_any_nocase(name, names);
}

void scanner_cut(Scanner *s, PieceKind kind, size_t end, ExpressionValue value) {
    size_t start = s->at;
    scanner_flush(s, start);
    if (kind == PIECE_PLACEHOLDER && value.verdict.certainty >= CERTAIN_AMBIGUOUS)
        value.verdict = is_stand_in(value.name) ? constant : weigh_label(s, start, end, value);
    if (kind == PIECE_PLACEHOLDER && str_starts(value.name, STR("plugin:fetch")))
        kind = PIECE_DIRECTIVE; /* Fabric loads a page when the pattern is loaded */
    if (kind == PIECE_PLACEHOLDER && s->captures) kind = PIECE_TAG; /* kept, not written here */
    const DeclaredName *declared = declared_find(s->options->declared, value.name);
    Piece piece = {.kind = kind,
                   .span = span_of(start, end),
                   .name = value.name,
                   .source = str_slice(s->text, start, end),
                   .verdict = kind == PIECE_COMMENT ? constant : value.verdict,
                   .tokens = declared && kind == PIECE_PLACEHOLDER ? declared->tokens : 0,
                   .depth = (uint16_t)(s->blocks.len > UINT16_MAX ? UINT16_MAX : s->blocks.len),
                   .conditional = s->conditionals > 0,
                   .looped = s->loops > 0,
                   .given = kind == PIECE_PLACEHOLDER && is_given(s, start, end, value.name),
                   .example = is_example(s, start, end)};
    s->fenced |= s->fence_open && piece.example;
    if (!s->outside && s->sniffed)
        s->outside = kind != PIECE_COMMENT && !piece.example && !scanner_in_inline_code(s);
    bool setting = piece.given && piece.verdict.cause == CAUSE_CONFIG;
    if (setting && template_is_of_person(s->text, start))
        piece.verdict = (VolatilityVerdict){VOL_USER, CAUSE_IDENTITY, CERTAIN_AMBIGUOUS};
    vec_push(s->arena, s->pieces, piece);
    s->at = s->literal_from = end;
    if (s->room) s->room--;
}
