#include "lint/config/read.h"

#include <stdarg.h>
#include <stdio.h>

#include "lint/base/buf.h"

enum { QUOTE_BYTES = 60, NEAR = 3 };

bool key_is(const Node *member, const char *name) {
    return key_named(member->key ? member->key->text : (Str){0}, name);
}

/* Several prompts of a file may read the same header around them. */
static bool is_repeated(const ProblemVec *problems, Span span) {
    enum { FAR = 64 };
    for (size_t i = problems->len, n = 0; i-- > 0 && n < FAR; n++)
        if (problems->items[i].kind == PROBLEM_DECLARATION &&
            problems->items[i].span.start == span.start && problems->items[i].span.end == span.end)
            return true;
    return false;
}

static void add_problem(const SettingsReader *reader, const Node *node, Str help,
                        const char *format, va_list args) {
    char text[512];
    if (!reader->problems || is_repeated(reader->problems, node->span)) return;
    vsnprintf(text, sizeof text, format, args);
    Problem problem = {PROBLEM_DECLARATION, node->span, str_dup(reader->arena, str_from_c(text)),
                       help};
    vec_push(reader->arena, reader->problems, problem);
}

void read_problem(const SettingsReader *reader, const Node *node, Str help, const char *format,
                  ...) {
    va_list args;
    va_start(args, format);
    add_problem(reader, node, help, format, args);
    va_end(args);
}

void read_strict(const SettingsReader *reader, const Node *node, const char *format, ...) {
    va_list args;
    if (!reader->strict) return;
    va_start(args, format);
    add_problem(reader, node, (Str){0}, format, args);
    va_end(args);
}

static Str quoted(Str word) {
    return str_slice(word, 0, QUOTE_BYTES);
}

static void unknown(const SettingsReader *reader, const Node *node, const char *what, Str word,
                    Str help) {
    read_problem(reader, node, help, "unknown %s \"" STR_FMT "\"", what, STR_ARG(quoted(word)));
}

static Str near_word(const SettingsReader *reader, const char *nearest) {
    return nearest ? str_printf(reader->arena, "did you mean \"%s\"?", nearest) : (Str){0};
}

void read_unknown_near(const SettingsReader *reader, const Node *node, const char *what, Str word,
                       const char *nearest) {
    unknown(reader, node, what, word, near_word(reader, nearest));
}

/* All of them, where they are few. */
static Str list_of(const SettingsReader *reader, const char *(*name_at)(size_t index)) {
    enum { FEW = 12 };
    Buf words = {0};
    size_t count = 0;
    for (const char *name; (name = name_at(count)); count++)
        buf_printf(&words, "%s%s", count ? ", " : "one of ", name);
    Str list = count <= FEW ? str_dup(reader->arena, buf_str(&words)) : (Str){0};
    buf_free(&words);
    return list;
}

/* A word that is only another word's beginning is also near: `deployment` and `deploy`. */
static size_t distance(Str word, Str name, size_t limit) {
    Str shorter = word.len < name.len ? word : name, longer = word.len < name.len ? name : word;
    if (shorter.len >= 4 && str_starts(longer, shorter)) return 1;
    return str_distance(word, name, limit);
}

void read_unknown(const SettingsReader *reader, const Node *node, const char *what, Str word,
                  const char *(*name_at)(size_t index)) {
    const char *nearest = NULL, *name;
    size_t best = NEAR + 1;
    Str lower = str_lower(reader->arena, str_slice(word, 0, 2 * QUOTE_BYTES));
    for (size_t i = 0; (name = name_at(i)); i++) {
        size_t limit = lower.len < 5 ? 2 : NEAR;
        size_t d = distance(lower, str_from_c(name), limit);
        if (d <= limit && d < best) best = d, nearest = name;
    }
    unknown(reader, node, what, word,
            nearest ? near_word(reader, nearest) : list_of(reader, name_at));
}

bool read_text(const SettingsReader *reader, const Node *node, const char *what, Str *out) {
    bool scalar = node->kind == NODE_STRING || node->kind == NODE_NUMBER || node->kind == NODE_BOOL;
    if (!scalar || node->text.len == 0) {
        read_strict(reader, node, "%s must be a text", what);
        return false;
    }
    *out = node->text;
    return true;
}

/* "12_000", "12,000", "$20". */
static bool number_from_text(Str text, double *out) {
    char digits[32];
    size_t len = 0;
    text = str_trim(text);
    if (text.len && text.ptr[0] == '$') text = str_slice(text, 1, text.len);
    for (size_t i = 0; i < text.len; i++) {
        bool between = i > 0 && i + 1 < text.len && ascii_is_digit(text.ptr[i - 1]) &&
                       ascii_is_digit(text.ptr[i + 1]);
        if (between && (text.ptr[i] == '_' || text.ptr[i] == ',')) continue;
        if (len == sizeof digits) return false;
        digits[len++] = text.ptr[i];
    }
    return str_to_number((Str){digits, len}, out);
}

bool read_number(const SettingsReader *reader, const Node *node, const char *what, double *out) {
    double value = 0;
    bool good = node->kind == NODE_NUMBER;
    if (good) value = node->number;
    if (node->kind == NODE_STRING) good = number_from_text(node->text, &value);
    if (!good || !(value >= 0 && value <= 1e15)) {
        read_problem(reader, node, (Str){0}, "%s must be a number from 0 up", what);
        return false;
    }
    *out = value;
    return true;
}

bool read_volatility(const SettingsReader *reader, const Node *node, Volatility *out) {
    if (node->kind == NODE_STRING) {
        if (volatility_from_name(node->text, out)) return true;
        read_unknown(reader, node, "volatility", node->text, keys_volatility_at);
    } else {
        read_problem(reader, node, (Str){0}, "a volatility must be a word such as request");
    }
    return false;
}

static void report_unknown_key(const SettingsReader *reader, const Node *member, const char *what,
                               const Key *keys) {
    char text[QUOTE_BYTES];
    Str key = quoted(member->key->text);
    const char *nearest = NULL;
    size_t best = NEAR + 1;
    for (size_t i = 0; i < key.len; i++) text[i] = ascii_lower(key.ptr[i]);
    for (; keys->name; keys++) {
        char name[QUOTE_BYTES];
        size_t len = strlen(keys->name);
        for (size_t i = 0; i < len && i < sizeof name; i++)
            name[i] = keys->name[i] == '_' ? '-' : keys->name[i];
        for (size_t i = 0; i < key.len; i++)
            if (text[i] == '_') text[i] = '-';
        size_t d = distance((Str){text, key.len}, (Str){name, len}, NEAR);
        if (d <= NEAR && d < best) best = d, nearest = keys->name;
    }
    read_unknown_near(reader, member->key, what, member->key->text, nearest);
}

void read_known_keys(const SettingsReader *reader, const Node *map, const char *what,
                     const Key *keys) {
    if (!reader->strict) return;
    for (const Node *member = map->first; member; member = member->next) {
        bool known = false;
        for (size_t i = 0; keys[i].name && !known; i++) known = key_is(member, keys[i].name);
        if (!known) report_unknown_key(reader, member, what, keys);
    }
}
