/* Values that a program filled into a text before it was sent. The placeholder is gone; what tells
 * the value is the words that call it so ("Current time:", "Today is", "Working directory:",
 * "<cwd>", a heading, `cch=`) and its own shape. Without such words a date or an id is taken for
 * what it mostly is: an example, a version, a model's name. Work is bounded for each byte of the
 * text. */
#ifndef WARMLINT_TEMPLATE_FILLED_H
#define WARMLINT_TEMPLATE_FILLED_H

#include <stdint.h>

#include "lint/template/volatility.h"

typedef struct {
    VolatilityVerdict verdict; /* VOL_CONSTANT: there is none */
    size_t start, end;         /* of the value, in the text */
} FilledValue;

enum { FILLED_ON_LINE = 6 /* values told of one line, at most */ };

/* A line, and what it holds of what no value is told without. Most lines of prose hold nothing of
 * it, and nothing else is asked of them: what is to be found by other bytes than these needs a bit
 * of its own, in filled_line.c. */
typedef struct {
    size_t start, end; /* without its line end */
    bool digit;        /* every date and id but the names of days */
    bool mail;         /* the sign of an address */
    bool sign;         /* what a label ends with, or an element begins with */
    bool word;         /* perhaps one of FilledWord */
    bool heading;      /* begins or ends as a heading may, or is empty */
} FilledLine;

/* A text whose lines are asked about, from the first one down. */
typedef struct {
    Str text;
    size_t next;                            /* line */
    size_t at;                              /* of the 64 bytes that were looked at last, */
    uint64_t ends, digit, mail, sign, word; /* and a bit for each that is of such a kind */
    VolatilityVerdict block;                /* of values below a heading such as "Session state:" */
    unsigned block_lines;                   /* of those, seen */
} FilledText;

/* From the line on that starts at `from`. */
FilledText filled_text(Str text, size_t from);
/* The next line, cut as str_next_line does; false at the end. */
bool filled_next_line(FilledText *filled, FilledLine *line);
/* Whether filled_on_line finds anything on the line, or learns from it for others. */
static inline bool filled_may_tell(const FilledLine *line) {
    return line->digit || line->mail || line->sign || line->word || line->heading;
}
/* The values on the line; how many. */
size_t filled_on_line(FilledText *filled, const FilledLine *line, FilledValue *found);

#endif
