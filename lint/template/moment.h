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

/* The date or time that starts at `at`, where a word starts; of a date with a time behind it, both.
 * Looks at some 100 bytes at most. */
Moment moment_at(Str text, size_t at);

#endif
