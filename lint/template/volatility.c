#include "lint/template/volatility.h"

#include <stdint.h>
#include <stdlib.h>

#include "lint/base/order.h"
#include "lint/template/volatility_names.h"

static const char *const class_names[] = {"constant", "deploy", "unknown", "tenant",  "user",
                                          "session",  "day",    "append",  "request", "call"};

const char *volatility_name(Volatility volatility) {
    return class_names[volatility];
}

bool volatility_from_name(Str name, Volatility *out) {
    for (size_t i = 0; i < sizeof class_names / sizeof class_names[0]; i++)
        if (str_is(name, class_names[i])) {
            *out = (Volatility)i;
            return true;
        }
    return false;
}

const char *volatility_phrase(VolatilityVerdict verdict) {
    switch (verdict.volatility) {
    case VOL_CONSTANT: return "never changes";
    case VOL_DEPLOY: return "changes with a release";
    case VOL_UNKNOWN: return "changes nobody knows how often";
    case VOL_TENANT: return "differs between tenants";
    case VOL_USER: return "differs between users";
    case VOL_SESSION: return "differs between sessions";
    case VOL_DAY: return "changes every day";
    case VOL_APPEND: return "grows with every turn";
    case VOL_REQUEST: return "is different in every request";
    case VOL_CALL: break;
    }
    return "changes with every call";
}

/* A name taken apart: its words, lower-case, with single spaces between them. */
enum { NAME_BYTES = 120, NAME_WORDS = 12 };
typedef struct {
    char text[NAME_BYTES];
    uint16_t start[NAME_WORDS], end[NAME_WORDS];
    bool opens_element[NAME_WORDS]; /* first word of a path element */
    size_t count;
} Words;

static bool is_word_byte(char c) {
    return ascii_is_alnum(c) || byte_is_high(c);
}

/* A capital starts a word after a small letter or digit, or before a small letter. */
static bool camel_break(Str name, size_t i) {
    if (i == 0 || !ascii_is_upper(name.ptr[i])) return false;
    char before = name.ptr[i - 1];
    bool small_after = i + 1 < name.len && ascii_is_lower(name.ptr[i + 1]);
    return ascii_is_lower(before) || ascii_is_digit(before) ||
           (ascii_is_upper(before) && small_after);
}

/* Length of an apostrophe at i, 0 when there is none: ' or U+2019. */
static size_t apostrophe(Str name, size_t i) {
    if (name.ptr[i] == '\'') return 1;
    bool curly = i + 3 <= name.len && memcmp(name.ptr + i, "\xE2\x80\x99", 3) == 0;
    return curly ? 3 : 0;
}

/* Length of "'s" at i, as in "today's"; otherwise that of the apostrophe alone. */
static size_t possessive(Str name, size_t i) {
    size_t n = apostrophe(name, i);
    bool s = n && i + n < name.len && ascii_lower(name.ptr[i + n]) == 's';
    bool ends = s && (i + n + 1 == name.len || !is_word_byte(name.ptr[i + n + 1]));
    return ends ? n + 1 : n;
}

/* False when the name is longer than any name of the table could be. */
static bool split_words(Str name, Words *words) {
    size_t len = 0;
    bool in_word = false, new_element = true;
    words->count = 0;
    for (size_t i = 0; i < name.len; i++) {
        char c = name.ptr[i];
        size_t skipped = possessive(name, i);
        if (skipped) {
            i += skipped - 1;
            in_word = false;
            continue;
        }
        if (!is_word_byte(c)) {
            if (c == '.' || c == '[' || c == '/' || c == '#' || c == '>') new_element = true;
            in_word = false;
            continue;
        }
        if (!in_word || camel_break(name, i)) {
            if (words->count == NAME_WORDS || len + 2 >= NAME_BYTES) return false;
            if (words->count) words->text[len++] = ' ';
            words->start[words->count] = (uint16_t)len;
            words->opens_element[words->count] = new_element;
            words->count++;
            new_element = false;
            in_word = true;
        }
        if (len + 1 >= NAME_BYTES) return false;
        words->text[len++] = ascii_lower(c);
        words->end[words->count - 1] = (uint16_t)len;
    }
    return words->count > 0;
}

static Str word_at(const Words *words, size_t i) {
    return (Str){words->text + words->start[i], (size_t)(words->end[i] - words->start[i])};
}

/* Words from..to (exclusive) as one phrase, without digits at its end (`question2`). */
static Str phrase_of(const Words *words, size_t from, size_t to) {
    Str phrase = {words->text + words->start[from],
                  (size_t)(words->end[to - 1] - words->start[from])};
    size_t len = phrase.len;
    while (len && ascii_is_digit(phrase.ptr[len - 1])) len--;
    while (len && phrase.ptr[len - 1] == ' ') len--;
    return len ? (Str){phrase.ptr, len} : phrase;
}

/* No length is needed of a phrase of the table. */
static bool is_phrase(Str phrase, const char *known) {
    for (size_t i = 0; i < phrase.len; i++)
        if (phrase.ptr[i] != known[i]) return false; /* also at its end: no phrase holds a NUL */
    return known[phrase.len] == '\0';
}

/* As place_of in name_index.awk. */
static uint32_t place_of(Str phrase) {
    uint32_t hash = 0;
    for (size_t i = 0; i < phrase.len; i++) hash = hash * 33 + (unsigned char)phrase.ptr[i];
    hash &= 0xFFFFFF;
    return (hash + hash / NAME_PLACES) % NAME_PLACES;
}

static bool look_up(Str phrase, unsigned matches, VolatilityVerdict *out) {
    for (uint32_t i = place_of(phrase); name_index[i].section; i = (i + 1) % NAME_PLACES) {
        const NameSection *section = &name_sections[name_index[i].section - 1];
        if (!(matches & 1u << section->match) ||
            !is_phrase(phrase, section->phrases[name_index[i].phrase]))
            continue;
        *out = section->verdict;
        return true;
    }
    bool plural = phrase.len > 3 && phrase.ptr[phrase.len - 1] == 's';
    VolatilityVerdict one;
    if (!plural || !look_up((Str){phrase.ptr, phrase.len - 1}, matches, &one)) return false;
    /* `regions`, `users`: a list of them is nobody's own. `hours`, `days`: a length, or a plan. */
    if (one.volatility >= VOL_TENANT && one.volatility <= VOL_SESSION) return false;
    if (one.cause == CAUSE_CLOCK || one.cause == CAUSE_DATE) return false;
    *out = one;
    return true;
}

enum {
    AS_WHOLE = 1u << NAMES_ENDING | 1u << NAMES_WHOLE,
    AS_ENDING = 1u << NAMES_ENDING,
    AS_LEADING = 1u << NAMES_LEADING,
    AS_START = 1u << NAMES_LEADING | 1u << NAMES_STARTING,
    AS_LAST = 1u << NAMES_LAST
};

/* The verdict on words from..to; see volatility_names.h for the order. */
static bool verdict_of_words(const Words *words, size_t from, size_t to, VolatilityVerdict *out) {
    /* candidates_per_round, current_wind_threshold_mph: a rate and a limit are settings */
    for (size_t i = from + 1; i + 1 < to; i++)
        if (str_is(word_at(words, i), "per") || str_is(word_at(words, i), "threshold")) {
            *out = (VolatilityVerdict){VOL_DEPLOY, CAUSE_CONFIG, CERTAIN_NAME};
            return true;
        }
    if (look_up(phrase_of(words, from, to), AS_WHOLE, out)) return true;
    if (to - from < 2) return false;
    if (look_up(word_at(words, from), AS_LEADING, out)) return true;
    for (size_t i = from + 1; i < to; i++)
        if (look_up(phrase_of(words, i, to), AS_ENDING, out)) return true;
    return false;
}

/* `current_personality`, `existing_rules`: a setting that is spoken of as it stands now may be
 * another one next time. */
static bool is_revised(const Words *words) {
    static const char *const starts[] = {"current", "existing", "new",     "old",
                                         "prev",    "previous", "updated", NULL};
    return words->count > 1 && str_is_any(word_at(words, 0), starts);
}

/* `current_persona`: chosen for the session. */
static bool is_chosen(const Words *words) {
    static const char *const roles[] = {"agent",       "assistant", "character", "persona",
                                        "personality", "role",      "skill",     "style",
                                        "tone",        "voice",     NULL};
    return words->count > 1 && str_is(word_at(words, 0), "current") &&
           str_is_any(word_at(words, words->count - 1), roles);
}

/* `client_tone`, `candidate_skills`: of that person, although a tone is a setting. */
static bool is_personal(const Words *words) {
    static const char *const owners[] = {"applicant", "candidate", "client",  "customer",
                                         "employee",  "learner",   "patient", "student",
                                         "user",      NULL};
    static const char *const own[] = {"constraints", "personality", "requirements",
                                      "skill",       "skills",      "style",
                                      "tone",        "voice",       NULL};
    return words->count > 1 && str_is_any(word_at(words, 0), owners) &&
           str_is_any(word_at(words, words->count - 1), own);
}

/* `preferred_provider`, `desired_tone`: chosen by whoever asks. */
static bool is_wished(const Words *words) {
    static const char *const starts[] = {"chosen",    "desired", "preferred",
                                         "requested", "wanted",  NULL};
    return words->count > 1 && str_is_any(word_at(words, 0), starts);
}

/* `source_locale_name`, `lang_code`: the language, whichever way it is written. */
static bool names_locale(const Words *words, size_t from, size_t to, VolatilityVerdict *out) {
    static const char *const forms[] = {"code", "iso", "name", NULL};
    return to - from > 1 && str_is_any(word_at(words, to - 1), forms) &&
           verdict_of_words(words, from, to - 1, out) && out->cause == CAUSE_LOCALE;
}

static VolatilityVerdict verdict_of_table(Words *words) {
    VolatilityVerdict verdict = {VOL_UNKNOWN, CAUSE_NONE, CERTAIN_NOT};
    size_t from = 0, to = words->count;
    while (to - from > 1 && words->opens_element[from + 1] &&
           name_root_is_neutral(word_at(words, from)))
        from++;
    VolatilityVerdict locale;
    if (names_locale(words, from, to, &locale)) return locale;
    if (verdict_of_words(words, from, to, &verdict)) {
        /* `tools_text`: the tools, written out */
        VolatilityVerdict held;
        bool text = to - from > 1 && verdict.cause == CAUSE_INPUT &&
                    name_word_is_noise_after(word_at(words, to - 1)) &&
                    verdict_of_words(words, from, to - 1, &held) && held.cause == CAUSE_CONFIG;
        return text ? held : verdict;
    }
    size_t first = from, last = to;
    while (last - first > 1 && name_word_is_noise_after(word_at(words, last - 1))) {
        last--;
        if (verdict_of_words(words, first, last, &verdict)) return verdict;
    }
    while (last - first > 1 && name_word_is_noise_before(word_at(words, first))) {
        first++;
        if (verdict_of_words(words, first, last, &verdict)) return verdict;
    }
    if (to - from > 1 && look_up(word_at(words, from), AS_START, &verdict)) return verdict;
    for (size_t i = from; i < to; i++)
        if (look_up(phrase_of(words, i, to), AS_LAST, &verdict)) break;
    return verdict;
}

static bool glob_matches(Str pattern, Str text) {
    size_t p = 0, t = 0, star = STR_NOT_FOUND, resume = 0;
    while (t < text.len) {
        if (p < pattern.len && pattern.ptr[p] == '*') {
            star = p++;
            resume = t;
        } else if (p < pattern.len && pattern.ptr[p] == text.ptr[t]) {
            p++, t++;
        } else if (star != STR_NOT_FOUND) {
            p = star + 1;
            t = ++resume;
        } else {
            return false;
        }
    }
    while (p < pattern.len && pattern.ptr[p] == '*') p++;
    return p == pattern.len;
}

static Str last_element(Str path) {
    size_t i = path.len;
    while (i && path.ptr[i - 1] != '.') i--;
    return str_slice(path, i, path.len);
}

static Str first_element(Str path) {
    return str_slice(path, 0, str_find_char(path, '.', 0));
}

/* Exact names sorted, of equal ones the first; globs in order. */
typedef struct {
    Str name;
    uint32_t position;
} ExactName;

struct DeclaredIndex {
    size_t names, exact, globs;
    ExactName *by_name;
    uint32_t *glob; /* positions */
};

bool declared_is_glob(Str name) {
    return str_has_char(name, '*');
}

static int compare_exact(const void *a, const void *b) {
    const ExactName *x = a, *y = b;
    int order = str_cmp(x->name, y->name);
    if (order) return order;
    return order_of(x->position, y->position);
}

void declared_index(Arena *arena, DeclaredNameVec *declared) {
    enum { FEW = 8 };
    if (declared->len <= FEW || (declared->index && declared->index->names == declared->len))
        return;
    DeclaredIndex *index = ARENA_NEW(arena, DeclaredIndex);
    index->names = declared->len;
    index->by_name = arena_array(arena, declared->len, sizeof *index->by_name);
    index->glob = arena_array(arena, declared->len, sizeof *index->glob);
    for (uint32_t i = 0; i < declared->len; i++) {
        Str name = declared->items[i].name;
        if (declared_is_glob(name))
            index->glob[index->globs++] = i;
        else
            index->by_name[index->exact++] = (ExactName){name, i};
    }
    if (index->exact) qsort(index->by_name, index->exact, sizeof *index->by_name, compare_exact);
    declared->index = index;
}

/* The position of an exact name, or the number of names. */
static size_t find_exact(const DeclaredIndex *index, Str name) {
    size_t low = 0, high = index->exact; /* the first that is not before `name` */
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (str_cmp(index->by_name[middle].name, name) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    bool found = low < index->exact && str_eq(index->by_name[low].name, name);
    return found ? index->by_name[low].position : index->names;
}

static const DeclaredName *find_indexed(const DeclaredNameVec *declared, Str name) {
    const DeclaredIndex *index = declared->index;
    size_t exact = find_exact(index, name);
    for (size_t i = 0; i < index->globs && index->glob[i] < exact; i++)
        if (glob_matches(declared->items[index->glob[i]].name, name))
            return &declared->items[index->glob[i]];
    return exact < index->names ? &declared->items[exact] : NULL;
}

static const DeclaredName *find_among(const DeclaredNameVec *declared, Str name) {
    if (name.len == 0) return NULL;
    if (declared->index && declared->index->names == declared->len)
        return find_indexed(declared, name);
    for (size_t i = 0; i < declared->len; i++)
        if (glob_matches(declared->items[i].name, name)) return &declared->items[i];
    return NULL;
}

const DeclaredName *declared_find(const DeclaredNameVec *declared, Str name) {
    if (!declared) return NULL;
    const DeclaredName *found = find_among(declared, name);
    if (!found) found = find_among(declared, last_element(name));
    return found ? found : find_among(declared, first_element(name));
}

static VolatilityCause cause_of_class(Volatility volatility, VolatilityCause guessed) {
    if (guessed != CAUSE_NONE) return guessed;
    switch (volatility) {
    case VOL_DAY: return CAUSE_DATE;
    case VOL_APPEND: return CAUSE_HISTORY;
    case VOL_REQUEST: return CAUSE_INPUT;
    case VOL_USER:
    case VOL_TENANT: return CAUSE_IDENTITY;
    case VOL_SESSION: return CAUSE_SESSION;
    case VOL_DEPLOY: return CAUSE_CONFIG;
    case VOL_CALL: return CAUSE_LIVE_STATE;
    default: return CAUSE_NONE;
    }
}

VolatilityVerdict volatility_of_name(Str name, const DeclaredNameVec *declared) {
    Words words;
    VolatilityVerdict verdict = {VOL_UNKNOWN, CAUSE_NONE, CERTAIN_NOT};
    if (split_words(name, &words)) verdict = verdict_of_table(&words);
    if (verdict.cause == CAUSE_CONFIG && verdict.certainty == CERTAIN_NAME && is_revised(&words)) {
        verdict.certainty = CERTAIN_AMBIGUOUS;
        if (is_chosen(&words)) verdict.volatility = VOL_SESSION, verdict.cause = CAUSE_SESSION;
    }
    if (verdict.cause == CAUSE_CONFIG && is_wished(&words))
        verdict = (VolatilityVerdict){VOL_REQUEST, CAUSE_INPUT, CERTAIN_AMBIGUOUS};
    if (verdict.cause == CAUSE_CONFIG && is_personal(&words))
        verdict = (VolatilityVerdict){VOL_USER, CAUSE_IDENTITY, CERTAIN_AMBIGUOUS};
    const DeclaredName *found = declared_find(declared, name);
    if (found && found->volatility != VOL_UNKNOWN) {
        bool agrees = verdict.volatility == found->volatility;
        verdict.volatility = found->volatility;
        verdict.cause = cause_of_class(found->volatility, agrees ? verdict.cause : CAUSE_NONE);
        verdict.certainty = found->presumed ? CERTAIN_AMBIGUOUS : CERTAIN_DECLARED;
    }
    return verdict;
}
