/* UTF-8 decoding and validation (Unicode 15, RFC 3629: no surrogates, no overlong forms). */
#ifndef WARMLINT_BASE_UTF8_H
#define WARMLINT_BASE_UTF8_H

#include <stdint.h>

#include "lint/base/str.h"

#define UTF8_INVALID 0xFFFFFFFFu

/* Decodes the character at s.ptr[at]; *size is its length in bytes (1 for an ill-formed byte, whose
 * result is UTF8_INVALID). `at` must be below s.len. */
uint32_t utf8_decode(Str s, size_t at, size_t *size);
/* Writes 1 to 4 bytes, returns how many. */
size_t utf8_encode(uint32_t code_point, char out[4]);
/* Offset of the first ill-formed byte, or STR_NOT_FOUND. */
size_t utf8_first_invalid(Str s);
/* Offset of the first byte at or behind `from` that is not ASCII; the length if there is none. */
size_t utf8_first_high(Str s, size_t from);
/* Characters in s (an ill-formed byte counts as one), and UTF-16 code units. */
size_t utf8_code_points(Str s);
size_t utf8_utf16_units(Str s);
/* Columns a terminal needs for the character: 0 combining, 1, or 2 for East Asian wide and emoji.
 */
int utf8_width(uint32_t code_point);
/* Where the character begins that the byte at `at` is of; the end of the text begins one, too. */
size_t utf8_start(Str s, size_t at);
/* What both begin with, to whole characters. */
size_t utf8_common_start(Str a, Str b);
/* Turns the direction in which the text around it is shown. */
bool utf8_is_bidi_control(uint32_t code_point);

#endif
