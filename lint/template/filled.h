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

enum {
    FILLED_ON_LINE = 6, /* values told of one line, at most */
    FILLED_WORDS = 5    /* that few lines hold: filled.c lists them */
};

/* A text whose lines are asked about, from the first one down. */
typedef struct {
    Str text;
    size_t next[FILLED_WORDS]; /* where each of the words stands next; STR_NOT_FOUND: nowhere */
    size_t soonest;            /* none of them but the first stands in front of it */
    VolatilityVerdict block;   /* of the values below a heading such as "Session state:" */
    unsigned block_lines;      /* of those, seen */
} FilledText;

FilledText filled_text(Str text);
/* The values on the line start..end; how many. */
size_t filled_on_line(FilledText *filled, size_t start, size_t end, FilledValue *found);

#endif
