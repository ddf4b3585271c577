/* Values that a program filled into a text before it was sent. The placeholder is gone; what tells
 * the value is the words that call it so ("Current time:", "Today is", "Working directory:",
 * "<cwd>", a heading, `cch=`) and its own shape. Without such words a date or an id is taken for
 * what it mostly is: an example, a version, a model's name. Work is bounded for each byte of the
 * text. */
#ifndef WARMLINT_TEMPLATE_FILLED_H
#define WARMLINT_TEMPLATE_FILLED_H

#include "lint/template/volatility.h"

typedef struct {
    VolatilityVerdict verdict; /* VOL_CONSTANT: there is none */
    size_t start, end;         /* of the value, in the text */
} FilledValue;

/* A text whose lines are asked about, from the first one down: where the words that few lines hold
 * stand next, each looked for once. */
typedef struct {
    Str text;
    size_t day, user; /* STR_NOT_FOUND: nowhere behind */
} FilledText;

FilledText filled_text(Str text);
/* The first such value on the line start..end. */
FilledValue filled_on_line(FilledText *filled, size_t start, size_t end);

#endif
