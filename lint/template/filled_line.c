/* Lines, and a first look at them: sixteen bytes at a time. */
#include "lint/base/wide.h"
#include "lint/template/filled_parts.h"

enum { AHEAD = 3 }; /* bytes behind those that are asked about that wide_words reads */

/* Of FilledWords, letters that hardly ever stand elsewhere at such a distance: day, user and u are,
 * me is, /home/; and the sign of an address. */
static inline Wide wide_words(const char *p) {
    Wide any_case = wide_fill(0x20), bare = wide_load(p), w = wide_or(bare, any_case);
    Wide third = wide_or(wide_load(p + 2), any_case), fourth = wide_or(wide_load(p + 3), any_case);
    Wide day = wide_and(wide_equal(w, 'd'), wide_equal(third, 'y'));
    Wide user = wide_and(wide_equal(w, 'u'), wide_equal(fourth, 'r'));
    Wide name = wide_and(wide_equal(w, 'm'), wide_equal(fourth, 'i'));
    Wide home = wide_and(wide_equal(w, '/'), wide_equal(fourth, 'm'));
    return wide_or(wide_or(wide_or(day, user), wide_or(name, home)), wide_equal(bare, '@'));
}

/* What a label ends with, or an element begins with. */
static inline Wide wide_signs(Wide w) {
    Wide ascii = wide_or(wide_or(wide_equal(w, ':'), wide_equal(w, '=')), wide_equal(w, '<'));
    return wide_or(ascii, wide_equal(w, '\xEF')); /* ： */
}

/* The bytes at `at`; behind the text, line ends in `last`. */
static inline const char *bytes_at(Str text, size_t at, char last[WIDE + AHEAD]) {
    size_t left = text.len - at;
    if (left >= WIDE + AHEAD) return text.ptr + at;
    memset(last, '\n', WIDE + AHEAD);
    return memcpy(last, text.ptr + at, left);
}

/* What the bytes of a line are, in any order. */
typedef struct {
    Wide digit, sign, word;
} Kinds;

static inline Kinds kinds_of(const char *p) {
    Wide w = wide_load(p);
    Wide digit = wide_but(wide_below(w, '9' + 1), wide_below(w, '0'));
    return (Kinds){digit, wide_signs(w), wide_words(p)};
}

static inline Kinds both_kinds(Kinds a, Kinds b) {
    return (Kinds){wide_or(a.digit, b.digit), wide_or(a.sign, b.sign), wide_or(a.word, b.word)};
}

static inline Wide any_kind(Kinds k) {
    return wide_or(wide_or(k.digit, k.sign), k.word);
}

/* Cuts the line that starts at `start`; false where it holds nothing of what is looked for. */
static bool cut_line(Str text, size_t start, FilledLine *line) {
    char last[WIDE + AHEAD];
    Wide none = wide_fill(0), ends;
    Kinds all = {none, none, none}, here;
    size_t at = start;
    for (;; at += WIDE) {
        const char *p = bytes_at(text, at, last);
        ends = wide_equal(wide_load(p), '\n');
        here = kinds_of(p);
        if (wide_any(ends)) break;
        all = both_kinds(all, here);
    }
    *line = (FilledLine){.start = start, .first = start, .end = at + wide_first(ends)};
    uint64_t inside = ((uint64_t)1 << wide_first(ends)) - 1;
    if (!(wide_bits(any_kind(here)) & inside) && !wide_any(any_kind(all))) return false;
    line->digit = wide_any(all.digit) || wide_bits(here.digit) & inside;
    line->sign = wide_any(all.sign) || wide_bits(here.sign) & inside;
    line->word = wide_any(all.word) || wide_bits(here.word) & inside;
    return true;
}

FilledText filled_text(Str text, size_t from) {
    return (FilledText){.text = text, .next = from};
}

/* Opens a fence, or begins or ends as a heading may. */
static bool may_head(Str text, const FilledLine *line) {
    Str rest = str_slice(text, line->first, line->end);
    char first = rest.ptr[0], last = rest.ptr[rest.len - 1];
    if (ascii_is_one_of(first, "#[*`~") || ascii_is_upper(last) || last == '-') return true;
    return (first == 'C' && str_starts(rest, STR("Current "))) ||
           (first == '\xE3' && str_starts(rest, STR("【")));
}

/* "2. " and "### 3) " */
static size_t behind_number(Str text, const FilledLine *line) {
    size_t i = line->first;
    while (i < line->end && ascii_is_one_of(text.ptr[i], "#*- ")) i++;
    while (i < line->end && ascii_is_digit(text.ptr[i])) i++;
    bool number = i + 1 < line->end && ascii_is_one_of(text.ptr[i], ".)") && text.ptr[i + 1] == ' ';
    return number ? i : line->first;
}

bool filled_next_line(FilledText *filled, FilledLine *line) {
    Str text = filled->text;
    bool open = filled->block.volatility != VOL_CONSTANT; /* until the next blank line */
    while (filled->next < text.len) {
        if (text.ptr[filled->next] == '\n' && !open) {
            filled->next++;
            continue;
        }
        bool tells = cut_line(text, filled->next, line);
        size_t end = line->end;
        filled->next = end + 1;
        if (end > line->start && text.ptr[end - 1] == '\r') line->end = --end;
        while (line->first < end && ascii_is_space(text.ptr[line->first])) line->first++;
        if (line->digit)
            line->digit = filled_holds_digit(str_slice(text, behind_number(text, line), end));
        if (tells || (line->first < end ? may_head(text, line) : open)) return true;
    }
    return false;
}

FilledWords filled_words(Str text, const FilledLine *line) {
    static const Str words[FILLED_WORDS] = {
        [WORD_DAY] = STR_IN("day"),        [WORD_USER] = STR_IN("user"),
        [WORD_NAME_IS] = STR_IN("me is "), [WORD_YOU_ARE] = STR_IN("u are "),
        [WORD_HOME] = STR_IN("/home/"),    [WORD_AT] = STR_IN("@")};
    FilledWords found = {{NULL}};
    char last[WIDE + AHEAD];
    for (size_t at = line->start; at < line->end; at += WIDE) {
        uint64_t bits = wide_bits(wide_words(bytes_at(text, at, last)));
        for (; bits; bits &= bits - 1) {
            Str rest = str_slice(text, at + (unsigned)__builtin_ctzll(bits), line->end);
            for (int k = 0; k < FILLED_WORDS && rest.len; k++)
                if (ascii_lower(rest.ptr[0]) == words[k].ptr[0] && !found.at[k] &&
                    str_starts_nocase(rest, words[k]))
                    found.at[k] = rest.ptr;
        }
    }
    return found;
}
