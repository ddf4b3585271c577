/* Dates and times of day as programs and people write them: 2026-03-02 14:05:11, 2/3/2026, Mon Mar
 * 2 2026, 2nd of March, 2026 at 2 PM, 2 mars 2026, 2026年3月2日, 1772460311. Only the shape is
 * looked at: no calendar. Offsets are bytes. */
#ifndef WARMLINT_TEMPLATE_MOMENT_H
#define WARMLINT_TEMPLATE_MOMENT_H

#include "lint/base/str.h"

typedef enum {
    MOMENT_NONE,
    MOMENT_DAY,  /* a date, or the name of a day */
    MOMENT_CLOCK /* holds a time of day, or counts seconds */
} MomentKind;

typedef struct {
    MomentKind kind;
    size_t end;
} Moment;

/* False where no date or time can start, by the first two bytes of a word: most words. A name of a
 * month or day that moment.c learns has to begin as one of these. */
static inline bool moment_may_start(Str text, size_t at) {
#define ONE(c)    (1u << ((c) - 'a'))
#define TWO(c, d) (ONE(c) | ONE(d))
    static const unsigned second[26] = {
        ['a' - 'a'] = TWO('p', 'u'),
        ['d' - 'a'] = TWO('e', 'i') | ONE('o'),
        ['f' - 'a'] = TWO('e', 'r'),
        ['g' - 'a'] = ONE('i'),
        ['j' - 'a'] = TWO('a', 'e') | ONE('u'),
        ['l' - 'a'] = ONE('u'),
        ['m' - 'a'] = TWO('a', 'e') | TWO('i', 'o'),
        ['n' - 'a'] = ONE('o'),
        ['o' - 'a'] = ONE('c'),
        ['s' - 'a'] = TWO('a', 'e') | TWO('o', 'u'),
        ['t' - 'a'] = TWO('h', 'u'),
        ['v' - 'a'] = TWO('e', 'i') | ONE('r'),
        ['w' - 'a'] = TWO('e', 'o'),
        ['z' - 'a'] = TWO('a', 'o'),
    };
#undef TWO
#undef ONE
    if (at + 1 >= text.len || !ascii_is_alpha(text.ptr[at])) return at < text.len;
    if (!ascii_is_alpha(text.ptr[at + 1])) return (unsigned char)text.ptr[at + 1] >= 0x80;
    return second[(text.ptr[at] | 0x20) - 'a'] >> ((text.ptr[at + 1] | 0x20) - 'a') & 1;
}

/* The date or time that starts at `at`, where a word starts; of a date with a time behind it, both.
 * Looks at some 100 bytes at most. */
Moment moment_at(Str text, size_t at);

#endif
