/* Places as editors give them: lines and characters from 0, where a character is a byte, a UTF-16
 * unit or a code point, as client and server agreed. A character behind the end of its line is the
 * end of the line, a line behind the last one the end of the text (LSP 3.17, Position); half of a
 * character is its start. */
#ifndef WARMLINT_SERVER_POSITION_H
#define WARMLINT_SERVER_POSITION_H

#include "lint/base/buf.h"
#include "lint/source/source.h"

typedef enum { ENCODING_UTF16, ENCODING_UTF8, ENCODING_UTF32 } Encoding;

typedef struct {
    uint32_t line, character;
} Spot;

/* Bytes of the character at `at` and the units it takes; an ill-formed byte is one of each. */
size_t position_step(Str text, size_t at, Encoding encoding, uint32_t *units);
/* The offset is between CR and LF: a place that editors do not have. */
bool position_splits(Str text, uint32_t offset);
/* `source` must have its lines. Between CR and LF is the end of the line. */
Spot position_of(const Source *source, Encoding encoding, uint32_t offset);
uint32_t position_offset(const Source *source, Encoding encoding, Spot spot);
/* {"start":{…},"end":{…}} */
void position_range(Buf *out, const Source *source, Encoding encoding, Span span);

#endif
