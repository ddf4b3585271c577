/* Where in a document of keys the cursor stands, told from the lines alone: while something is
 * being typed there is no tree. Good for block and one-line flow style, YAML and indented JSON. */
#ifndef WARMLINT_SERVER_PLACE_IN_KEYS_H
#define WARMLINT_SERVER_PLACE_IN_KEYS_H

#include "lint/source/source.h"

enum { KEYS_DEEP = 16 };

typedef struct {
    Str path[KEYS_DEEP]; /* keys around the place, outermost first; of a value its own key, too */
    size_t depth;
    bool value; /* a value stands here, not a key */
    bool item;  /* behind the dash of a list: either */
    Span word;  /* what is typed of it so far, up to the cursor */
} KeyPlace;

/* False inside a comment or a block of text. */
bool key_place_find(const Source *source, uint32_t offset, KeyPlace *place);

#endif
