/* Characters and lines that look the same and are not the same bytes. Offsets are bytes of the
 * given text; all functions are linear at most in the length of a word, bytes_twin_lines in that of
 * the text. Source of the character properties: the Unicode Character Database 15
 * (DerivedNormalization Props, confusables), reduced to what prompts hold. */
#ifndef WARMLINT_RULES_BYTES_H
#define WARMLINT_RULES_BYTES_H

#include <stdint.h>

#include "lint/base/span.h"
#include "lint/base/str.h"

/* `c` of `len` bytes at `at` shows nothing where it stands. Joiners and marks that scripts need
 * (emoji, Persian, Thai, Hebrew) are none between letters of these. */
bool bytes_is_invisible(Str s, size_t at, uint32_t c, size_t len);
/* ": zero width space" and the like; empty where nothing is to be said. */
const char *bytes_character_name(uint32_t c);
/* `c` forms one character with what stands before it, or has a canonical other form: not NFC.
 * Covers Latin with one or two marks, kana, Hangul and the singletons. */
bool bytes_is_decomposed(Str s, size_t at, uint32_t c);
/* `c` is Cyrillic or Greek, looks like a Latin letter, and stands in a word of Latin letters. */
bool bytes_is_look_alike(Str s, size_t at, uint32_t c, size_t len);

/* A line with blanks at its end whose like stands elsewhere with other ones. */
typedef struct {
    Span blanks; /* at the end of the line that has them */
    Span other;  /* the equal line */
} TwinLine;
bool bytes_twin_lines(Arena *arena, Str s, TwinLine *twin);

#endif
