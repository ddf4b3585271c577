#include "lint/template/template.h"

#include "lint/base/wide.h"
#include "lint/template/scan.h"

static const struct {
    const char *name;
    Engine engine;
} engine_names[] = {
    {"auto", ENGINE_AUTO},
    {"none", ENGINE_NONE},
    {"mustache", ENGINE_MUSTACHE},
    {"handlebars", ENGINE_MUSTACHE},
    {"jinja2", ENGINE_JINJA},
    {"jinja", ENGINE_JINJA},
    {"nunjucks", ENGINE_JINJA},
    {"liquid", ENGINE_LIQUID},
    {"erb", ENGINE_ERB},
    {"ejs", ENGINE_ERB},
    {"blade", ENGINE_BLADE},
    {"velocity", ENGINE_VELOCITY},
    {"string-template", ENGINE_STRING_TEMPLATE},
    {"go", ENGINE_GO},
    {"semantic-kernel", ENGINE_SEMANTIC_KERNEL},
    {"n8n", ENGINE_N8N},
    {"fstring", ENGINE_FSTRING},
    {"f-string", ENGINE_FSTRING},
    {"dollar", ENGINE_DOLLAR},
    {"angle", ENGINE_ANGLE},
    {"square", ENGINE_SQUARE},
    {"printf", ENGINE_PRINTF},
    {"marks", ENGINE_MARKS},
    {"document", ENGINE_DOCUMENT},
};

bool engine_from_name(Str name, Engine *out) {
    for (size_t i = 0; i < sizeof engine_names / sizeof engine_names[0]; i++)
        if (str_is(name, engine_names[i].name)) {
            *out = engine_names[i].engine;
            return true;
        }
    return false;
}

const char *engine_name(Engine engine) {
    for (size_t i = 0; i < sizeof engine_names / sizeof engine_names[0]; i++)
        if (engine_names[i].engine == engine) return engine_names[i].name;
    return "unknown";
}

Scope scanner_scope(const Scanner *scanner) {
    return (Scope){scanner->engine, scanner->options->declared, &scanner->bindings};
}

size_t scanner_next(const Scanner *scanner, Str closer, size_t from, size_t *cache) {
    if (*cache != STR_NOT_FOUND && *cache < from) *cache = str_find(scanner->text, closer, from);
    return *cache;
}

size_t scanner_behind_bracket(const Scanner *s, size_t at, char stop) {
    enum { LONGEST = 4096 };
    size_t depth = 0;
    char quote = '\0';
    for (size_t i = at; i < s->text.len && i - at < LONGEST; i++) {
        char c = s->text.ptr[i];
        if (quote && c == '\\')
            i++;
        else if (quote)
            quote = c == quote ? '\0' : quote;
        else if (c == '"' || c == '\'')
            quote = c;
        else if (stop && c == stop)
            return at;
        else if (c == '(')
            depth++;
        else if (c == ')' && --depth == 0)
            return i + 1;
    }
    return at;
}

static const VolatilityVerdict constant = {VOL_CONSTANT, CAUSE_NONE, CERTAIN_SYNTAX};

static void flush_literal(Scanner *s, size_t end) {
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

/* A fence around nothing but the value quotes it: it is filled in. */
static bool is_quoted_value(const Scanner *s, size_t start, size_t end) {
    enum { FENCE_LINE = 40 };
    if (start == 0 || s->text.ptr[start - 1] != '\n') return false;
    size_t line = start - 1;
    while (line > 0 && start - line < FENCE_LINE && s->text.ptr[line - 1] != '\n') line--;
    Str above = str_trim(str_slice(s->text, line, start));
    Str below = str_trim(str_slice(s->text, end, end + FENCE_LINE));
    return str_starts(above, STR("```")) && str_starts(below, STR("```"));
}

static bool is_example(const Scanner *s, size_t start, size_t end) {
    if (s->fence_open && is_quoted_value(s, start, end)) return false;
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
    flush_literal(s, start);
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

/* ---- blocks ---- */

void block_bind(Scanner *s, Str name, VolatilityVerdict verdict) {
    vec_push(s->arena, &s->bindings, (Binding){name, verdict, false, false});
}

void block_bind_fields(Scanner *s, VolatilityVerdict verdict, bool entries) {
    vec_push(s->arena, &s->bindings, (Binding){STR("this"), verdict, true, entries});
}

void block_bind_entry(Scanner *s, Str name, VolatilityVerdict list) {
    vec_push(s->arena, &s->bindings, (Binding){name, list, false, true});
}

void block_assign(Scanner *s, Str name, VolatilityVerdict verdict) {
    name = str_trim(name);
    if (name.len == 0) return;
    if (s->conditionals) {
        Scope scope = scanner_scope(s);
        ExpressionValue before = expression_path(name, &scope);
        if (before.verdict.volatility > verdict.volatility) verdict = before.verdict;
    }
    block_bind(s, name, verdict);
}

void block_open(Scanner *s, Block block) {
    block.bindings = s->bindings.len;
    s->conditionals += block.conditional;
    s->loops += block.loop;
    s->captures += block.capture;
    vec_push(s->arena, &s->blocks, block);
}

static void pop_block(Scanner *s) {
    Block block = s->blocks.items[--s->blocks.len];
    s->conditionals -= block.conditional;
    s->loops -= block.loop;
    s->captures -= block.capture;
    if (block.scoped) s->bindings.len = block.bindings;
}

/* An end without a name closes the innermost block; blocks left open inside are closed with it. */
void block_close(Scanner *s, Str name) {
    enum { LOOK_BACK = 8 };
    size_t len = s->blocks.len, stop = len > LOOK_BACK ? len - LOOK_BACK : 0;
    for (size_t i = len; i > stop; i--) {
        if (name.len && !str_eq(s->blocks.items[i - 1].name, name)) continue;
        while (s->blocks.len >= i) pop_block(s);
        return;
    }
}

/* ---- examples ---- */

/* At the start of a line: a code fence opens or closes. */
static void note_fence(Scanner *s) {
    size_t i = s->at;
    while (scanner_byte(s, i) == ' ' || scanner_byte(s, i) == '\t' || scanner_byte(s, i) == '>')
        i++;
    char c = scanner_byte(s, i);
    if (c != '`' && c != '~') return;
    size_t len = 0;
    while (scanner_byte(s, i + len) == c) len++;
    if (len < 3) return;
    if (!s->fence_open) {
        s->fence_open = true;
        s->fence_char = c;
        s->fence_len = len;
        return;
    }
    size_t rest = i + len;
    while (scanner_byte(s, rest) == ' ' || scanner_byte(s, rest) == '\r') rest++;
    bool blank = rest >= s->text.len || scanner_byte(s, rest) == '\n';
    if (c == s->fence_char && len >= s->fence_len && blank) s->fence_open = false;
}

/* The next closing tag whose name holds "example": </example>, </good_examples>. */
static size_t find_example_close(const Scanner *s, size_t from) {
    for (size_t at; (at = str_find(s->text, STR("</"), from)) != STR_NOT_FOUND; from = at + 2) {
        size_t end = at + 2;
        while (end < s->text.len && end - at < 40 &&
               (ascii_is_alnum(s->text.ptr[end]) || s->text.ptr[end] == '_' ||
                s->text.ptr[end] == '-'))
            end++;
        Str name = str_slice(s->text, at + 2, end);
        if (str_has_nocase(name, STR("example"))) return at;
    }
    return STR_NOT_FOUND;
}

/* At '<': an example element runs to its closing tag. */
static void note_example(Scanner *s) {
    size_t end = s->at + 1;
    while (end < s->text.len && end - s->at < 40 &&
           (ascii_is_alnum(s->text.ptr[end]) || s->text.ptr[end] == '_' || s->text.ptr[end] == '-'))
        end++;
    Str name = str_slice(s->text, s->at + 1, end);
    if (name.len < 7 || !str_has_nocase(name, STR("example"))) return;
    if (s->next_example_close != STR_NOT_FOUND && s->next_example_close < end)
        s->next_example_close = find_example_close(s, end);
    if (s->next_example_close != STR_NOT_FOUND) s->example_until = s->next_example_close;
}

/* ---- the scan ---- */

/* {!! and {{-- */
static bool opens_blade(const Scanner *s) {
    char second = scanner_byte(s, s->at + 1), third = scanner_byte(s, s->at + 2);
    return (second == '!' && third == '!') ||
           (second == '{' && third == '-' && scanner_byte(s, s->at + 3) == '-');
}

static bool scan_here(Scanner *s) {
    if (s->engine == ENGINE_PRINTF) return s->text.ptr[s->at] == '%' && scan_printf(s);
    if (s->engine == ENGINE_MARKS) return s->text.ptr[s->at] == s->mark && scan_mark(s);
    if (s->engine == ENGINE_STRING_TEMPLATE)
        return s->text.ptr[s->at] == '<' && scan_string_template(s);
    if (s->engine == ENGINE_VELOCITY)
        return (s->text.ptr[s->at] == '$' && scan_velocity(s)) ||
               (s->text.ptr[s->at] == '#' && scan_velocity_directive(s));
    char next = scanner_byte(s, s->at + 1);
    switch (s->text.ptr[s->at]) {
    case '{':
        if (s->engine == ENGINE_FSTRING) return scan_single_brace(s);
        if (s->engine == ENGINE_DOLLAR || s->engine == ENGINE_ANGLE || s->engine == ENGINE_SQUARE ||
            s->engine == ENGINE_DOCUMENT || s->engine == ENGINE_ERB)
            return false;
        if (s->engine == ENGINE_BLADE && opens_blade(s)) return scan_blade(s);
        if (next == '{') return scan_double_brace(s);
        if (next == '%') return scan_percent(s);
        if (next == '#') return scan_hash_comment(s);
        return false;
    case '}':
        if (s->engine == ENGINE_FSTRING && next == '}') s->at++;
        return false;
    case '$': return s->engine == ENGINE_DOLLAR && scan_dollar(s);
    case '<':
        note_example(s);
        if (s->engine == ENGINE_ERB) return next == '%' && scan_erb(s);
        return next == '<' && (s->engine == ENGINE_ANGLE || s->sniffed) && scan_angle(s);
    case '[': return next == '[' && (s->engine == ENGINE_SQUARE || s->sniffed) && scan_square(s);
    case '!': return next == '`' && s->engine == ENGINE_DOCUMENT && scan_directive(s);
    case '@':
        if (s->engine == ENGINE_BLADE) return scan_blade_directive(s);
        return s->engine == ENGINE_DOCUMENT && scan_import(s);
    default: return false;
    }
}

/* From `at` on, the first byte that means something to scan_here, or the first one of a line. */
static size_t next_place(const Scanner *s, size_t at) {
    char mark = s->engine == ENGINE_MARKS ? s->mark : s->engine == ENGINE_VELOCITY ? '#' : '%';
    const char *p = s->text.ptr;
    if (p[at - 1] == '\n') return at;
    for (; at + WIDE <= s->text.len; at += WIDE) {
        Wide w = wide_load(p + at);
        Wide brace = wide_or(wide_equal(w, '{'), wide_equal(w, '}'));
        Wide bracket = wide_or(wide_equal(w, '<'), wide_equal(w, '['));
        Wide sign = wide_or(wide_equal(w, '$'), wide_equal(w, '!'));
        Wide other = wide_or(wide_equal(w, '@'), wide_equal(w, mark));
        Wide found = wide_or(wide_or(brace, bracket), wide_or(sign, other));
        found = wide_or(found, wide_equal(w, '\n'));
        if (!wide_any(found)) continue;
        at += wide_first(found);
        return at + (p[at] == '\n');
    }
    while (at < s->text.len && p[at] != mark && !ascii_is_one_of(p[at], "{}<[$!@\n")) at++;
    return at + (at < s->text.len && p[at] == '\n');
}

/* The parts of one date, side by side, are a date: {{year}}-{{month}}-{{day}}. */
static void join_split_dates(PieceVec *pieces, size_t first) {
    for (size_t i = first; i + 2 < pieces->len; i++) {
        Piece *a = &pieces->items[i], *between = &pieces->items[i + 1], *b = &pieces->items[i + 2];
        bool parts = a->kind == PIECE_PLACEHOLDER && b->kind == PIECE_PLACEHOLDER &&
                     between->kind == PIECE_TEXT && between->source.len <= 3;
        if (!parts) continue;
        bool dates = (a->verdict.cause == CAUSE_DATE || a->verdict.cause == CAUSE_CLOCK) &&
                     (b->verdict.cause == CAUSE_DATE || b->verdict.cause == CAUSE_CLOCK);
        if (dates && a->verdict.certainty == CERTAIN_AMBIGUOUS) a->verdict.certainty = CERTAIN_NAME;
        if (dates && b->verdict.certainty == CERTAIN_AMBIGUOUS) b->verdict.certainty = CERTAIN_NAME;
    }
}

/* "the plan {lesson_plan}" says little, "Previous plan: {lesson_plan}" further down says more, and
 * it is the same value. */
static void share_verdicts(PieceVec *pieces, size_t first) {
    enum { PIECES_AROUND = 100 };
    for (size_t i = first; i < pieces->len; i++) {
        Piece *piece = &pieces->items[i];
        bool value =
            piece->kind == PIECE_PLACEHOLDER && piece->depth == 0 && !piece_is_nameless(piece);
        bool told = piece->verdict.certainty == CERTAIN_AMBIGUOUS;
        if (!value || (!told && !(piece->given && piece->verdict.certainty == CERTAIN_NOT)))
            continue;
        size_t from = i - first > PIECES_AROUND ? i - PIECES_AROUND : first;
        size_t end = pieces->len - i > PIECES_AROUND ? i + PIECES_AROUND : pieces->len;
        for (size_t j = from; j < end; j++) {
            Piece *other = &pieces->items[j];
            bool same = other->kind == PIECE_PLACEHOLDER && other->depth == 0 &&
                        other->verdict.certainty == CERTAIN_NOT && str_eq(other->name, piece->name);
            if (same && told) other->verdict = piece->verdict;
            if (same) other->given |= piece->given;
        }
    }
}

static bool is_among(const NameVec *names, Str name) {
    for (size_t i = 0; i < names->len; i++)
        if (str_eq(names->items[i], name)) return true;
    return false;
}

bool scanner_is_filled(const Scanner *s, Str name) {
    return s->options->filled && is_among(&s->options->filled->single, name);
}

/* A text that does not tell by itself: it holds a {name} that another one of the file fills in, or
 * is one for str.format as others are, with a value behind a label. */
static bool is_filled_as_others(const Scanner *s) {
    bool known = s->options->filled && s->options->filled->single.len;
    bool format = known && template_is_format(s->text);
    for (size_t i = 0; known && (i = str_find_char(s->text, '{', i)) != STR_NOT_FOUND; i++) {
        size_t end = field_name_end(s->text, i + 1);
        Str name = str_slice(s->text, i + 1, end);
        if (!name.len || byte_at(s->text, end) != '}' || byte_at(s->text, end + 1) == '}') continue;
        if (scanner_is_filled(s, name)) return true;
        if (format && template_is_slot(s->text, i, end + 1)) return true;
    }
    return false;
}

static void choose_engine(Scanner *s) {
    s->engine = s->options->engine;
    if (s->engine == ENGINE_AUTO) {
        s->sniffed = true;
        s->engine = template_sniff(s->text);
        if (s->engine == ENGINE_NONE && is_filled_as_others(s)) s->engine = ENGINE_FSTRING;
        s->cued_single = s->engine == ENGINE_FSTRING && !template_is_format(s->text);
        s->caps_single = s->cued_single && template_has_caps_field(s->text);
    }
    bool dollar = s->sniffed && s->engine == ENGINE_DOLLAR;
    s->caps_dollar = dollar && template_has_caps_dollars(s->text);
    s->bare_dollar =
        s->options->bare_dollar || s->caps_dollar || (dollar && template_has_bare_dollars(s->text));
    if (s->engine == ENGINE_MARKS) s->mark = template_mark(s->text);
    s->bracket_list = s->mark == '[' && template_opens_with_list(s->text);
    s->declared_single = s->options->declared_only;
    if (s->engine == ENGINE_NONE && s->sniffed && s->options->declared &&
        s->options->declared->len) {
        s->engine = ENGINE_FSTRING;
        s->declared_single = true;
    }
    s->fences_render =
        s->engine == ENGINE_JINJA || s->engine == ENGINE_LIQUID || s->engine == ENGINE_GO ||
        s->engine == ENGINE_SEMANTIC_KERNEL || s->engine == ENGINE_N8N || s->engine == ENGINE_ERB ||
        s->engine == ENGINE_BLADE || s->engine == ENGINE_VELOCITY ||
        s->engine == ENGINE_STRING_TEMPLATE || (!s->sniffed && s->engine != ENGINE_DOCUMENT);
}

/* {{ name }} of a fence that another text of the file fills in. */
static bool names_known_value(const Scanner *s, size_t first) {
    bool found = false;
    for (size_t i = first; s->fenced && s->options->filled && i < s->pieces->len && !found; i++)
        found = s->pieces->items[i].kind == PIECE_PLACEHOLDER &&
                is_among(&s->options->filled->doubled, s->pieces->items[i].name);
    return found;
}

/* An engine that renders the whole text renders its fences too. Where the engine was only guessed,
 * a placeholder outside of them has to show that the text is rendered at all: where all stand in
 * fences and inline code, the language itself is what the text is about. */
static void settle_examples(const Scanner *s, size_t first) {
    bool known = names_known_value(s, first), rendered = !s->sniffed || s->outside || known;
    if (rendered ? !s->fences_render && !known : !s->fenced) return;
    for (size_t i = first; i < s->pieces->len; i++)
        s->pieces->items[i].example = !rendered && s->pieces->items[i].kind != PIECE_TEXT;
}

bool template_scan(Arena *arena, Str text, const TemplateOptions *options, size_t room,
                   PieceVec *pieces) {
    Scanner s = {.arena = arena, .text = text, .options = options, .pieces = pieces, .room = room};
    size_t first = pieces->len;
    choose_engine(&s);
    bool complete = true;
    bool line_start = true;
    while (s.engine != ENGINE_NONE && s.at < text.len) {
        if (line_start) note_fence(&s);
        if (s.room == 0) {
            complete = false;
            break;
        }
        size_t before = s.at;
        if (!scan_here(&s)) s.at = next_place(&s, s.at + 1);
        line_start = s.at > before && text.ptr[s.at - 1] == '\n';
    }
    flush_literal(&s, text.len);
    join_split_dates(pieces, first);
    share_verdicts(pieces, first);
    settle_examples(&s, first);
    return complete;
}

void template_note_names(Arena *arena, Str text, FilledNames *names) {
    enum { MOST = 64 };
    TemplateOptions options = {.engine = ENGINE_AUTO};
    PieceVec pieces = {0};
    template_scan(arena, text, &options, 8 * MOST, &pieces);
    for (size_t i = 0; i < pieces.len; i++) {
        const Piece *piece = &pieces.items[i];
        if (piece->kind != PIECE_PLACEHOLDER || piece->example || !piece->name.len) continue;
        if (piece->source.ptr[0] != '{') continue;
        NameVec *to = byte_at(piece->source, 1) == '{' ? &names->doubled : &names->single;
        if (to->len < MOST && !is_among(to, piece->name)) vec_push(arena, to, piece->name);
    }
}
