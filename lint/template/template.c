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

/* ---- examples ---- */

/* At the start of a line: a code fence opens or closes. \`\`\` is one that was copied out of a
 * string between backticks. */
static void note_fence(Scanner *s) {
    size_t i = s->at;
    while (scanner_byte(s, i) == ' ' || scanner_byte(s, i) == '\t' || scanner_byte(s, i) == '>')
        i++;
    size_t escape = scanner_byte(s, i) == '\\' && scanner_byte(s, i + 1) == '`';
    char c = scanner_byte(s, i + escape);
    if (c != '`' && c != '~') return;
    size_t len = 0;
    while (scanner_byte(s, i + escape) == c && (!escape || scanner_byte(s, i) == '\\')) {
        i += 1 + escape;
        len++;
    }
    if (len < 3) return;
    if (!s->fence_open) {
        s->fence_open = true;
        s->fence_char = c;
        s->fence_len = len;
        return;
    }
    size_t rest = i;
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

/* A value of a fence that another text of the file fills in. */
static bool names_known_value(const Scanner *s, size_t first) {
    const FilledNames *filled = s->options->filled;
    bool found = false;
    for (size_t i = first; s->fenced && filled && i < s->pieces->len && !found; i++) {
        const Piece *piece = &s->pieces->items[i];
        bool doubled = byte_at(piece->source, 1) == '{';
        found = piece->kind == PIECE_PLACEHOLDER &&
                is_among(doubled ? &filled->doubled : &filled->single, piece->name);
    }
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
    scanner_flush(&s, text.len);
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
