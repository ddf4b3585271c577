#include "lint/template/expression.h"

enum { EXPRESSION_DEPTH = 24 };

typedef struct {
    Str text;
    size_t at;
    const Scope *scope;
    int depth;
} Reader;

static const ExpressionValue nothing = {{VOL_CONSTANT, CAUSE_NONE, CERTAIN_SYNTAX}, {NULL, 0}};

/* What changes more often wins; of two that change as often, the surer one. */
static ExpressionValue stronger(ExpressionValue a, ExpressionValue b) {
    if (b.verdict.volatility > a.verdict.volatility) return b;
    if (b.verdict.volatility == a.verdict.volatility && b.name.len &&
        (a.name.len == 0 || b.verdict.certainty < a.verdict.certainty))
        return b;
    return a;
}

static bool ident_start(char c) {
    return ascii_is_alpha(c) || c == '_' || c == '$' || c == '@' || byte_is_high(c);
}
static bool ident_byte(char c) {
    return ident_start(c) || ascii_is_digit(c);
}
static char peek(const Reader *r) {
    return r->at < r->text.len ? r->text.ptr[r->at] : '\0';
}
static char peek_at(const Reader *r, size_t ahead) {
    return ahead < r->text.len - r->at ? r->text.ptr[r->at + ahead] : '\0';
}
static void skip_space(Reader *r) {
    while (r->at < r->text.len && ascii_is_space(r->text.ptr[r->at])) r->at++;
}

static Str read_string(Reader *r) {
    char quote = r->text.ptr[r->at++];
    size_t from = r->at;
    while (r->at < r->text.len && r->text.ptr[r->at] != quote) {
        if (r->text.ptr[r->at] == '\\') r->at++;
        r->at++;
    }
    if (r->at > r->text.len) r->at = r->text.len;
    Str text = str_slice(r->text, from, r->at);
    if (r->at < r->text.len) r->at++;
    return text;
}

/* A dotted path: a.b.c, .a.b, a?.b, a->b, ../a, plugin:datetime:now, @root.x. */
static Str read_path(Reader *r) {
    size_t from = r->at;
    while (str_starts(str_slice(r->text, r->at, r->text.len), STR("../"))) r->at += 3;
    if (peek(r) == '.') r->at++;
    bool fabric = str_starts(str_slice(r->text, from, r->text.len), STR("plugin:"));
    for (;;) {
        while (r->at < r->text.len &&
               (ident_byte(r->text.ptr[r->at]) || (fabric && r->text.ptr[r->at] == ':') ||
                (r->text.ptr[r->at] == '-' && ident_start(peek_at(r, 1)) && r->at > from &&
                 r->scope->engine != ENGINE_N8N && r->scope->engine != ENGINE_DOLLAR)))
            r->at++;
        if (peek(r) == '?' && peek_at(r, 1) == '.' && ident_start(peek_at(r, 2)))
            r->at += 2;
        else if (peek(r) == '-' && peek_at(r, 1) == '>' && ident_start(peek_at(r, 2)))
            r->at += 2;
        else if (peek(r) == '.' && ident_start(peek_at(r, 1)))
            r->at++;
        else
            break;
    }
    return str_slice(r->text, from, r->at);
}

static ExpressionValue read_sequence(Reader *r, char closer);

/* The text between the brackets; `value` gets the verdict on what is inside. */
static Str read_bracketed(Reader *r, char closer, ExpressionValue *value) {
    size_t from = ++r->at;
    *value = read_sequence(r, closer);
    Str inside = str_slice(r->text, from, r->at);
    if (peek(r) == closer) r->at++;
    return inside;
}

static Str last_step(Str path, Str *holder) {
    size_t i = path.len;
    while (i && path.ptr[i - 1] != '.') i--;
    size_t end = i ? i - 1 : 0;
    if (end && path.ptr[end - 1] == '?') end--;
    *holder = str_slice(path, 0, end);
    return str_slice(path, i, path.len);
}

/* `path(arguments)`. */
static ExpressionValue call_value(Reader *r, Str path, Str arguments, ExpressionValue inside) {
    ExpressionValue value = {{VOL_UNKNOWN, CAUSE_NONE, CERTAIN_NOT}, path};
    if (str_is(path, "Date") || str_is(path, "Intl.DateTimeFormat")) {
        value.verdict = (VolatilityVerdict){VOL_CALL, CAUSE_CLOCK, CERTAIN_SYNTAX};
        return str_trim(arguments).len && str_is(path, "Date") ? inside : value;
    }
    if (str_is(path, "range") || str_is(path, "dict") || str_is(path, "list")) return inside;
    bool given = (str_is(path, "moment") || str_is(path, "dayjs")) && str_trim(arguments).len;
    if (!given && primitive_call(path, arguments, &value.verdict)) return value;
    Str holder, method = last_step(path, &holder);
    inside.verdict = primitive_method(inside.verdict, method, arguments);
    if (holder.len) {
        ExpressionValue receiver = expression_path(holder, r->scope);
        VolatilityVerdict changed = primitive_method(receiver.verdict, method, arguments);
        bool node = r->scope->engine == ENGINE_N8N && holder.ptr[0] == '$'; /* $json.x.trim() */
        if (changed.volatility != receiver.verdict.volatility ||
            receiver.verdict.certainty <= CERTAIN_NAME || node) {
            value.verdict = changed;
            return stronger(value, inside);
        }
    }
    /* `get_current_time()`: the name of a function says what it gives. */
    VolatilityVerdict named = volatility_of_name(method, r->scope->declared);
    if (named.certainty <= CERTAIN_NAME) value.verdict = named;
    return stronger(value, inside);
}

/* now()->format("Y-m-d") */
static bool is_php_method(const Reader *r, ExpressionValue value) {
    bool clock = value.verdict.cause == CAUSE_CLOCK || value.verdict.cause == CAUSE_DATE;
    return clock && peek(r) == '-' && peek_at(r, 1) == '>' && ident_start(peek_at(r, 2));
}

/* FreeMarker's ${.now?string("HH:mm")}, no condition. */
static bool is_built_in(const Reader *r) {
    static const char *const names[] = {"date",   "datetime", "iso_local", "iso_utc",
                                        "string", "time",     NULL};
    size_t at = r->at + 1;
    if (peek(r) != '?' || r->scope->engine != ENGINE_DOLLAR) return false;
    while (at < r->text.len && ident_byte(r->text.ptr[at])) at++;
    return str_is_any(str_slice(r->text, r->at + 1, at), names);
}

/* What may follow an operand: .method(), .property, [index], (call). */
static ExpressionValue read_postfix(Reader *r, ExpressionValue value) {
    for (;;) {
        if (peek(r) == '[') {
            ExpressionValue index;
            Str inside = read_bracketed(r, ']', &index);
            if (str_is(inside, ":10")) inside = STR("0, 10");
            if (str_is(inside, "0, 10"))
                value.verdict = primitive_method(value.verdict, STR("slice"), inside);
        } else if ((peek(r) == '.' && ident_start(peek_at(r, 1))) ||
                   (peek(r) == '?' && peek_at(r, 1) == '.') || is_php_method(r, value) ||
                   is_built_in(r)) {
            r->at += peek(r) == '.' || is_built_in(r) ? 1 : 2;
            size_t from = r->at;
            while (r->at < r->text.len && ident_byte(r->text.ptr[r->at])) r->at++;
            Str method = str_slice(r->text, from, r->at), arguments = {0};
            ExpressionValue inside = nothing;
            if (peek(r) == '(') arguments = read_bracketed(r, ')', &inside);
            value.verdict = primitive_method(value.verdict, method, arguments);
            value = stronger(value, inside);
        } else {
            return value;
        }
    }
}

static bool is_silent_word(Str word) {
    static const char *const words[] = {
        "new",  "await", "typeof",    "return", "not", "true", "false",   "True", "False", "None",
        "none", "null",  "undefined", "nil",    "in",  "is",   "defined", "as",   NULL};
    for (const char *const *w = words; *w; w++)
        if (str_is(word, *w)) return true;
    return false;
}

/* After `if`: a condition is no value. Stops before `else` or the closer. */
static void skip_condition(Reader *r, char closer) {
    while (r->at < r->text.len && peek(r) != closer) {
        char c = peek(r);
        if (c == '"' || c == '\'') {
            read_string(r);
        } else if (c == '(' || c == '[') {
            ExpressionValue ignored;
            read_bracketed(r, c == '(' ? ')' : ']', &ignored);
        } else if (ident_start(c)) {
            size_t before = r->at;
            Str word = read_path(r);
            if (str_is(word, "else")) {
                r->at = before;
                return;
            }
        } else {
            r->at++;
        }
    }
}

/* State of one bracket level. */
typedef struct {
    ExpressionValue best, current;
    bool operand;    /* the last token was an operand */
    bool plain_path; /* ... and a path without a call: perhaps the name of a helper */
} Level;

static void fold(Level *level) {
    level->best = stronger(level->best, level->current);
    level->current = nothing;
    level->operand = level->plain_path = false;
}

/* Two operands side by side: Handlebars and Go call the first with the others. */
static void juxtapose(Reader *r, Level *level) {
    if (!level->operand) return;
    if (level->plain_path) {
        VolatilityVerdict verdict;
        if (primitive_call(level->current.name, (Str){0}, &verdict))
            level->current.verdict = verdict;
        else if (level->current.verdict.certainty > CERTAIN_NAME ||
                 r->scope->engine == ENGINE_SEMANTIC_KERNEL)
            level->current = nothing;
    }
    fold(level);
}

/* n8n's $('Node').item.json.x: the path behind the call. */
static ExpressionValue node_value(Reader *r) {
    ExpressionValue value = {{VOL_REQUEST, CAUSE_INPUT, CERTAIN_AMBIGUOUS}, {NULL, 0}};
    size_t from = r->at;
    read_bracketed(r, ')', &value);
    Str path = peek(r) == '.' ? read_path(r) : (Str){0};
    value.name = str_slice(r->text, from, r->at);
    VolatilityVerdict named = volatility_of_name(path, r->scope->declared);
    value.verdict = named.certainty != CERTAIN_NOT
                        ? named
                        : (VolatilityVerdict){VOL_REQUEST, CAUSE_INPUT, CERTAIN_AMBIGUOUS};
    return value;
}

/* True when what stands in r->text[from, r->at) names a member: `{error: ...}`. */
static bool is_member_name(const Reader *r, size_t from) {
    size_t after = r->at;
    while (after < r->text.len && ascii_is_space(r->text.ptr[after])) after++;
    if (after >= r->text.len || r->text.ptr[after] != ':') return false;
    while (from && ascii_is_space(r->text.ptr[from - 1])) from--;
    return from && (r->text.ptr[from - 1] == '{' || r->text.ptr[from - 1] == ',');
}

/* `.` alone: what the block is about, an entry of the list. */
static bool is_dot(const Reader *r, const Level *level) {
    char next = peek_at(r, 1);
    return peek(r) == '.' && !level->operand && (next == '\0' || ascii_is_one_of(next, " |)}\t\n"));
}

static void read_dot(Reader *r, Level *level) {
    Str dot = str_slice(r->text, r->at, r->at + 1);
    level->current = expression_path(STR("this"), r->scope);
    level->current.name = dot;
    level->operand = true;
    r->at++;
}

static void read_operand(Reader *r, Level *level, char closer) {
    size_t from = r->at;
    Str path = read_path(r);
    if (path.len == 0) {
        r->at++;
        return;
    }
    if (str_is(path, "if")) {
        fold(level);
        skip_condition(r, closer);
        return;
    }
    if (str_is(path, "and") || str_is(path, "or") || str_is(path, "else")) {
        fold(level);
        return;
    }
    if (is_silent_word(path)) return;
    if (closer == '}' && is_member_name(r, from)) return;
    size_t after = r->at;
    skip_space(r);
    if (peek(r) == '=' && peek_at(r, 1) != '=' && peek_at(r, 1) != '>') {
        r->at++; /* a named argument */
        return;
    }
    r->at = after;
    juxtapose(r, level);
    if (str_is(path, "$") && peek(r) == '(') {
        level->current = node_value(r);
        level->plain_path = false;
    } else if (peek(r) == '(') {
        ExpressionValue inside;
        Str arguments = read_bracketed(r, ')', &inside);
        level->current = call_value(r, path, arguments, inside);
        level->plain_path = false;
    } else {
        level->current = expression_path(path, r->scope);
        level->plain_path = true;
    }
    level->operand = true;
    level->current = read_postfix(r, level->current);
}

/* `| name`, `| name(arguments)`, `| name: arguments`, `| name arguments`. */
static void read_filter(Reader *r, Level *level, Str string) {
    r->at++;
    skip_space(r);
    Str name = read_path(r), arguments = {0};
    ExpressionValue inside = nothing;
    skip_space(r);
    if (peek(r) == '(') {
        arguments = read_bracketed(r, ')', &inside);
    } else {
        size_t from = r->at;
        while (r->at < r->text.len && !ascii_is_one_of(r->text.ptr[r->at], "|)]}")) {
            if (peek(r) == '"' || peek(r) == '\'')
                read_string(r);
            else
                r->at++;
        }
        arguments = str_slice(r->text, from, r->at);
    }
    if ((str_is(string, "now") || str_is(string, "today")) && str_starts(name, STR("date"))) {
        level->current.verdict = (VolatilityVerdict){VOL_CALL, CAUSE_CLOCK, CERTAIN_SYNTAX};
        level->current.name = string;
    }
    VolatilityVerdict before = level->current.verdict;
    level->current.verdict = primitive_method(before, name, arguments);
    if (level->current.name.len == 0 || level->current.verdict.cause == CAUSE_RANDOM)
        level->current.name = name;
    level->current = stronger(level->current, inside);
    level->operand = true;
    level->plain_path = false;
}

static void read_literal(Reader *r, Level *level, Str *string) {
    size_t from = r->at;
    *string = read_string(r);
    Str quoted = str_slice(r->text, from, r->at);
    if (level->plain_path) {
        VolatilityVerdict verdict;
        if (primitive_call(level->current.name, (Str){0}, &verdict))
            level->current.verdict = verdict;
    }
    if (level->operand && format_precision(*string) != FORMAT_NONE)
        level->current.verdict = primitive_method(level->current.verdict, STR("format"), quoted);
    level->operand = true;
    level->plain_path = false;
    level->current = read_postfix(r, level->current);
}

/* True when the two bytes here are an operator that ends an operand. */
static bool read_operator(Reader *r, Level *level) {
    char c = peek(r), next = peek_at(r, 1);
    bool condition = (c == '&' && next == '&') || (c == '?' && next != '?' && next != '.');
    bool either = (c == '|' && next == '|') || (c == '?' && next == '?');
    if (condition) {
        level->best = level->current = nothing;
        level->operand = level->plain_path = false;
    } else if (either || ascii_is_one_of(c, "+-*/%~,;:<>=!&")) {
        fold(level);
    } else {
        return false;
    }
    r->at += c == next ? 2 : 1;
    return true;
}

static ExpressionValue read_sequence(Reader *r, char closer) {
    Level level = {nothing, nothing, false, false};
    Str string = {0};
    if (++r->depth > EXPRESSION_DEPTH) { /* what stands deeper could be anything */
        r->at = r->text.len;
        level.current.verdict = (VolatilityVerdict){VOL_UNKNOWN, CAUSE_NONE, CERTAIN_NOT};
    }
    while (r->at < r->text.len && peek(r) != closer) {
        char c = peek(r);
        if (ascii_is_space(c)) {
            r->at++;
        } else if (c == '"' || c == '\'' || c == '`') {
            read_literal(r, &level, &string);
        } else if (c == '|' && peek_at(r, 1) != '|') {
            read_filter(r, &level, string);
        } else if (ident_start(c) ||
                   (c == '.' && (ident_start(peek_at(r, 1)) || peek_at(r, 1) == '.'))) {
            read_operand(r, &level, closer);
        } else if (is_dot(r, &level)) {
            read_dot(r, &level);
        } else if (ascii_is_digit(c)) {
            while (r->at < r->text.len && ident_byte(r->text.ptr[r->at])) r->at++;
        } else if (c == '(' || c == '[' || c == '{') {
            ExpressionValue inside;
            juxtapose(r, &level);
            read_bracketed(r, c == '(' ? ')' : c == '[' ? ']' : '}', &inside);
            level.current = read_postfix(r, inside);
            level.operand = true;
        } else if (!read_operator(r, &level)) {
            r->at++;
        }
    }
    r->depth--;
    fold(&level);
    return level.best;
}

ExpressionValue expression_value(Str text, const Scope *scope) {
    Reader reader = {text, 0, scope, 0};
    return read_sequence(&reader, '\0');
}
