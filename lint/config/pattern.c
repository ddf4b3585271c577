#include "lint/config/pattern.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include "lint/config/selector.h"

enum { CODE_LETTERS = 8, CODE_DIGITS = 5 };

/* --- asking --------------------------------------------------------------------------------------
 */

bool pattern_code_possible(Str s) {
    size_t letters = 0, digits = 0;
    while (letters < s.len && ascii_is_alpha(s.ptr[letters])) letters++;
    while (letters + digits < s.len && ascii_is_digit(s.ptr[letters + digits])) digits++;
    bool ours = letters == 2 && str_eq_nocase(str_slice(s, 0, 2), STR("WL"));
    return letters >= 1 && letters <= CODE_LETTERS && digits >= 1 && digits <= CODE_DIGITS &&
           letters + digits == s.len && !ours;
}

const Pattern *pattern_find(const PatternVec *patterns, Str code_or_name) {
    for (size_t i = 0; patterns && i < patterns->len; i++)
        if (str_eq_nocase(code_or_name, patterns->items[i].code) ||
            str_eq_nocase(code_or_name, patterns->items[i].name))
            return &patterns->items[i];
    return NULL;
}

bool pattern_selected(const PatternVec *patterns, Str selector) {
    for (size_t i = 0; patterns && i < patterns->len; i++)
        if (selector_matches(selector, patterns->items[i].code, patterns->items[i].name))
            return true;
    return false;
}

/* --- reading -------------------------------------------------------------------------------------
 */

/* PCRE2 takes its memory from the configuration's arena, which lives as long as the program. */
static void *take(size_t size, void *arena) {
    return arena_alloc(arena, size);
}

static void give_back(void *block, void *arena) {
    (void)block;
    (void)arena;
}

/* It may hold what repeats without counting as a step: possessive quantifiers, atomic groups and
 * assertions, which are groups that begin with `(?` and no colon, or `(*`. */
static bool repeats_uncounted(Str expression) {
    for (size_t i = 0; i + 1 < expression.len; i++) {
        char c = expression.ptr[i], next = expression.ptr[i + 1];
        if (next == '+' && strchr("+*?}", c)) return true;
        if (c == '(' && next == '*') return true;
        if (c == '(' && next == '?' && (i + 2 == expression.len || expression.ptr[i + 2] != ':'))
            return true;
    }
    return false;
}

static const void *compile(const SettingsReader *reader, const Node *node, Str expression) {
    pcre2_general_context *memory = pcre2_general_context_create(take, give_back, reader->arena);
    pcre2_compile_context *context = pcre2_compile_context_create(memory);
    int error;
    PCRE2_SIZE at;
    /* What PCRE2 makes possessive by itself is repeated without counting as a step, too: over a run
     * of letters `\w+\s` would go again from each of them. */
    uint32_t counting = PCRE2_NO_AUTO_POSSESS;
    if (repeats_uncounted(expression)) counting |= PCRE2_AUTO_CALLOUT;
    pcre2_code *code = pcre2_compile((PCRE2_SPTR)expression.ptr, expression.len,
                                     PCRE2_UTF | PCRE2_MATCH_INVALID_UTF | PCRE2_MULTILINE |
                                         PCRE2_NEVER_BACKSLASH_C | counting,
                                     &error, &at, context);
    if (code) return code;
    PCRE2_UCHAR message[128];
    pcre2_get_error_message(error, message, sizeof message);
    read_strict(reader, node, "the pattern is wrong at byte %zu: %s", at + 1,
                (const char *)message);
    return NULL;
}

static bool is_name(Str s) {
    for (size_t i = 0; i < s.len; i++)
        if (!ascii_is_lower(s.ptr[i]) && !ascii_is_digit(s.ptr[i]) && s.ptr[i] != '-') return false;
    return s.len > 1 && s.len <= 64 && ascii_is_lower(s.ptr[0]);
}

/* One word or a list of them, as bits in the order of the names. */
static unsigned read_bits(const SettingsReader *reader, const Node *node, const char *what,
                          const char *(*name_at)(size_t)) {
    unsigned bits = 0;
    if (node_is_nothing(node)) return 0;
    const Node *word = node->kind == NODE_LIST ? node->first : node;
    for (; word; word = node->kind == NODE_LIST ? word->next : NULL) {
        Str text;
        if (!read_text(reader, word, what, &text)) continue;
        unsigned bit = 0;
        for (size_t i = 0; name_at(i); i++)
            if (str_is(text, name_at(i))) bit = 1u << i;
        if (!bit) read_unknown(reader, word, what, text, name_at);
        bits |= bit;
    }
    return bits;
}

static void read_scope(const SettingsReader *reader, const Node *scope, Pattern *pattern) {
    if (node_is_nothing(scope)) return;
    if (scope->kind != NODE_MAP) {
        read_strict(reader, scope, "scope must be a map such as {section: system}");
        return;
    }
    read_known_keys(reader, scope, "key of scope", keys_scope);
    pattern->sections = read_bits(reader, node_get(scope, "section"), "section", keys_section_at);
    pattern->kinds = read_bits(reader, node_get(scope, "kind"), "kind", keys_kind_at);
    const Node *volatility = node_get(scope, "volatility");
    pattern->in_values =
        !node_is_nothing(volatility) && read_volatility(reader, volatility, &pattern->volatility);
}

/* A text that has to be there. */
static bool need(const SettingsReader *reader, const Node *map, const char *key, Str *out) {
    const Node *node = node_get(map, key);
    if (!node_is_nothing(node)) return read_text(reader, node, key, out) && out->len;
    read_strict(reader, map, "a pattern needs `%s`", key);
    return false;
}

static void read_pattern(const SettingsReader *reader, const Node *map, bool (*known)(Str),
                         PatternVec *patterns) {
    Pattern pattern = {.level = LEVEL_WARNING};
    Str expression;
    if (map->kind != NODE_MAP) {
        read_strict(reader, map, "an entry of patterns must be a map");
        return;
    }
    read_known_keys(reader, map, "key of patterns", keys_pattern);
    if (!need(reader, map, "code", &pattern.code) || !need(reader, map, "name", &pattern.name) ||
        !need(reader, map, "pattern", &expression) ||
        !need(reader, map, "message", &pattern.message))
        return;
    const Node *code = node_get(map, "code"), *name = node_get(map, "name");
    if (!pattern_code_possible(pattern.code))
        read_strict(reader, code, "a code is letters and digits such as X101, and not WL");
    else if (!is_name(pattern.name))
        read_strict(reader, name, "a name is two or more small letters, digits and hyphens");
    else if ((known && known(pattern.name)) || pattern_find(patterns, pattern.name) ||
             pattern_find(patterns, pattern.code))
        read_strict(reader, code, "there is a rule of this code or name already");
    else if (expression.len > PATTERN_BYTES || patterns->len == PATTERN_MOST)
        read_strict(reader, map, "at most %d patterns of at most %d bytes", (int)PATTERN_MOST,
                    (int)PATTERN_BYTES);
    else
        pattern.program = compile(reader, node_get(map, "pattern"), expression);
    const Node *level = node_get(map, "level"), *help = node_get(map, "help");
    if (!node_is_nothing(level) && !level_from_name(level->text, &pattern.level))
        read_unknown(reader, level, "level", level->text, keys_level_at);
    if (!node_is_nothing(help)) read_text(reader, help, "help", &pattern.help);
    read_scope(reader, node_get(map, "scope"), &pattern);
    if (pattern.program) vec_push(reader->arena, patterns, pattern);
}

void pattern_read(const SettingsReader *reader, const Node *value, bool (*known)(Str),
                  PatternVec *patterns) {
    if (value->kind != NODE_LIST) {
        read_strict(reader, value, "patterns must be a list of entries with code and pattern");
        return;
    }
    for (const Node *item = value->first; item; item = item->next)
        read_pattern(reader, item, known, patterns);
}

/* --- searching -----------------------------------------------------------------------------------
 */

/* Between two items of an expression (PCRE2_AUTO_CALLOUT): how far it went counts. */
static int count_steps(pcre2_callout_block *block, void *data) {
    enum { BYTES_OF_STEP = 8 };
    PatternSearch *search = data;
    size_t at = block->current_position, before = search->at;
    size_t steps = 1 + (at > before ? at - before : before - at) / BYTES_OF_STEP;
    search->at = at;
    if (steps > search->steps) return PCRE2_ERROR_MATCHLIMIT;
    search->steps -= steps;
    return 0;
}

PatternSearch pattern_begin(const Pattern *pattern) {
    PatternSearch search = {.pattern = pattern, .steps = PATTERN_STEPS};
    /* Not from the pattern: that would take what matching needs from the configuration's arena, on
     * several threads at once. */
    search.match = pcre2_match_data_create(1, NULL);
    search.context = pcre2_match_context_create(NULL);
    if (!search.match || !search.context) out_of_memory();
    pcre2_set_heap_limit(search.context, PATTERN_HEAP_KIB);
    return search;
}

void pattern_end(PatternSearch *search) {
    pcre2_match_data_free(search->match);
    pcre2_match_context_free(search->context);
}

static uint32_t steps_from_one_place(size_t len) {
    size_t steps = PATTERN_STEPS / (len + 1);
    if (steps > PATTERN_MATCH_LIMIT) return PATTERN_MATCH_LIMIT;
    return steps < PATTERN_LEAST_LIMIT ? PATTERN_LEAST_LIMIT : (uint32_t)steps;
}

PatternResult pattern_next(PatternSearch *search, Str text, size_t from, Span *match) {
    if (from >= text.len) return PATTERN_NONE;
    pcre2_set_match_limit(search->context, steps_from_one_place(text.len));
    pcre2_set_callout(search->context, count_steps, search);
    int found = pcre2_match(search->pattern->program, (PCRE2_SPTR)text.ptr, text.len, from,
                            PCRE2_NOTEMPTY, search->match, search->context);
    if (found == PCRE2_ERROR_NOMATCH) return PATTERN_NONE;
    if (found == PCRE2_ERROR_NOMEMORY) out_of_memory();
    if (found < 0) return PATTERN_GAVE_UP;
    const PCRE2_SIZE *bounds = pcre2_get_ovector_pointer(search->match);
    if (bounds[1] <= bounds[0]) return PATTERN_NONE; /* \K behind the end */
    *match = span_of(bounds[0], bounds[1]);
    return PATTERN_FOUND;
}
