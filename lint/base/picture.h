/* What the first bytes of an image say of its size, and a PDF of its pages; nothing is decoded but
 * the base64 around it. Any bytes are safe: what cannot be told is 0. Linear in the length; a PDF
 * is looked through as a whole, of an image only its headers.
 * Sources: PNG (ISO/IEC 15948, IHDR), GIF 89a (logical screen descriptor), JPEG (ITU T.81 B.2.2,
 * start of frame), WebP (RFC 9649, VP8, VP8L and VP8X), PDF (ISO 32000-1, 7.7.3: page tree). */
#ifndef WARMLINT_BASE_PICTURE_H
#define WARMLINT_BASE_PICTURE_H

#include <stdint.h>

#include "lint/base/str.h"

typedef enum { PICTURE_UNKNOWN, PICTURE_IMAGE, PICTURE_PDF } PictureKind;

typedef struct {
    PictureKind kind;
    uint32_t width, height; /* pixels; 0: not told */
    uint32_t pages;         /* of a PDF; 0: they stand in compressed objects */
} Picture;

/* From base64, standard or URL-safe alphabet, line ends and blanks in it allowed. */
Picture picture_of_base64(Arena *arena, Str base64);

#endif
