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
 * it and are passed by: what is to be found by other bytes than these needs a bit of its own, in
 * filled_line.c. */
typedef struct {
    size_t start, end; /* without its line end */
    size_t first;      /* byte that is no blank, or the end */
    bool digit;        /* every date and id but the names of days; not the number in a list */
    bool sign;         /* what a label ends with, or an element begins with */
    bool word;         /* perhaps one of FilledWords */
} FilledLine;

/* A text whose lines are asked about, from the first one down. */
typedef struct {
    Str text;
    size_t next;             /* line */
    VolatilityVerdict block; /* of values below a heading such as "Session state:" */
    unsigned block_lines;    /* of those, seen */
    size_t alone; /* behind a heading such as "Current cost", whose value is the next line; or 0 */
} FilledText;

/* From the line on that starts at `from`. */
FilledText filled_text(Str text, size_t from);
/* The next line that may tell anything, opens a fence or is a heading; a line ends
 * at its line feed, less the carriage return in front. False at the end. */
bool filled_next_line(FilledText *filled, FilledLine *line);
/* The values on the line; how many. */
size_t filled_on_line(FilledText *filled, const FilledLine *line, FilledValue *found);

#endif
