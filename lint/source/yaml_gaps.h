/* What libyaml need not see. It takes as long over a byte of a literal block scalar as over one of
 * structure, and most of a prompt file is such text. So the lines inside a literal, all but the
 * first and the last that hold something, are left out of what libyaml reads: a gap. libyaml still
 * decides where a literal starts, how deep it is indented and where it ends, since that depends on
 * its header and first line and on the line behind it; the reader puts the lines back.
 *
 * Finding gaps guesses at the structure. A wrong guess shows when the events come (a gap that is
 * not inside a literal, or whose first line is not in its value), and the text is then read again
 * as a whole. Lines that hold a character which libyaml refuses or takes for a line break make no
 * gap. Private to lint/source. */
#ifndef WARMLINT_SOURCE_YAML_GAPS_H
#define WARMLINT_SOURCE_YAML_GAPS_H

#include "lint/source/source.h"
#include "lint/source/yaml_scalar.h"

typedef struct {
    Span header;          /* the line above the literal, which ends with its | */
    Span span;            /* whole lines of the file, line ends included */
    uint32_t code_points; /* in it */
    uint32_t lines;       /* from the header to its end */
    uint32_t indent;      /* spaces before the literal's first line that holds something */
} YamlGap;
typedef VEC(YamlGap) YamlGapVec;

/* In file order; none in a text with carriage returns, or of a source without a table of lines. */
void yaml_gaps_find(Arena *arena, const Source *source, Span text, YamlGapVec *gaps);
/* The text without them. */
Str yaml_gaps_cut(Arena *arena, const Source *source, Span text, const YamlGapVec *gaps);
/* Puts the lines of the gap back into the value that libyaml made of the literal that starts at
 * `start` with its |; false when it is another one than was thought. `map` becomes the map of
 * what is before the gap and in it. */
bool yaml_gap_fill(Arena *arena, const Source *source, const YamlGap *gap, uint32_t start,
                   Str *value, TextMap *map, YamlMapped *mapped);

#endif
