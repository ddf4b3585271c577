/* The text of an open document: pieces of some kilobytes that know their line ends and characters,
 * so that a change costs the piece it touches and a walk over the pieces, wherever it is and
 * however long the lines are. On the heap; text_free. */
#ifndef WARMLINT_SERVER_TEXT_H
#define WARMLINT_SERVER_TEXT_H

#include "lint/server/position.h"

/* No line end and no character reaches over the end of a piece. */
typedef struct {
    char *bytes;
    uint32_t len;
    uint32_t lines; /* line ends in it: LF, CRLF, lone CR */
    uint32_t utf16, code_points;
} TextPiece;

typedef struct {
    TextPiece *pieces;
    size_t count, cap;
    size_t len; /* bytes of all */
} Text;

void text_set(Text *text, Str bytes);
void text_free(Text *text);
/* The byte at a place (position.h). */
size_t text_offset(const Text *text, Encoding encoding, Spot spot);
/* The bytes [from, to) become `bytes`; both are clamped. */
void text_replace(Text *text, size_t from, size_t to, Str bytes);
/* All of it, into `out` with room for text->len bytes. */
void text_copy(const Text *text, char *out);

#endif
