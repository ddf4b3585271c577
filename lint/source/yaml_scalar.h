/* Where each byte of a YAML scalar's value comes from. libyaml gives the value and the scalar's
 * place only; the raw bytes are walked again, re-doing escapes, folding and indentation, and every
 * byte is checked against the value. Private to lint/source. */
#ifndef WARMLINT_SOURCE_YAML_SCALAR_H
#define WARMLINT_SOURCE_YAML_SCALAR_H

#include "lint/source/tree.h"

/* `raw` is the scalar in the file without tag and anchor: quotes or the block header included.
 * On success fills `map` (its `whole` is left alone) and gives the end of the last byte that the
 * value came from. False, and `map` empty, where the walk does not reproduce the value. */
bool yaml_scalar_map(Arena *arena, const char *file, Span raw, NodeStyle style, Str value,
                     TextMap *map, uint32_t *end);
/* The same for the rest of a literal of which so much is mapped already. */
typedef struct {
    uint32_t value; /* bytes of it */
    uint32_t file;  /* where the line that they end with ends, and the next one starts */
    uint32_t indent;
} YamlMapped;
bool yaml_literal_map(Arena *arena, const char *file, Span raw, const YamlMapped *mapped, Str value,
                      TextMap *map, uint32_t *end);

#endif
