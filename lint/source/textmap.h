/* From a byte of a decoded text (a YAML or JSON scalar, a template's body) back to the byte of the
 * file it came from. Kept as runs: inside a LINEAR run text and file advance together; an escape, a
 * folded line end or removed indentation starts a new run; an empty last one may mark the place
 * behind the text. The runs live in an arena.
 * A text without a map (`len` 0) is one whose bytes could not be traced: all of it maps to the
 * scalar's own span, given as `whole`. */
#ifndef WARMLINT_SOURCE_TEXTMAP_H
#define WARMLINT_SOURCE_TEXTMAP_H

#include "lint/base/span.h"
#include "lint/base/vec.h"

typedef struct {
    uint32_t text; /* first text byte of the run */
    uint32_t file; /* the file byte it came from */
    /* Every text byte of the run came from the file bytes [file, file_end). */
    bool collapsed : 1;
    uint32_t file_end : 31;
} MapRun;

struct Source;
struct TextMap;

/* The text of the collapsed run that starts at `text` was taken over from another file. */
typedef struct {
    uint32_t text;
    uint32_t at; /* where the run starts in the text that `map` maps to that file */
    const struct TextMap *map;
    const struct Source *source;
} Import;
typedef VEC(Import) ImportVec;

typedef struct TextMap {
    MapRun *runs; /* NULL: at most one, which is `one` (textmap_runs) */
    uint32_t len, cap;
    Span whole;
    ImportVec *imports; /* sorted; NULL: none */
    MapRun one;
} TextMap;

static inline const MapRun *textmap_runs(const TextMap *map) {
    return map->runs ? map->runs : &map->one;
}
/* The map of a text that is a verbatim slice of the file starting at `file_offset`. */
TextMap textmap_identity(uint32_t file_offset, size_t len);
/* One to which `runs` can be added without another allocation. */
TextMap textmap_with_room(Arena *arena, size_t runs);
/* The smallest range of file bytes that produced text bytes [start, end). An empty range maps to
 * the place before the byte. */
Span textmap_span(const TextMap *map, Span text);
/* The map of a text of `len` bytes that was decoded (`inner`) from a text that was decoded
 * (`outer`) from the file. */
TextMap textmap_compose(Arena *arena, const TextMap *inner, size_t len, const TextMap *outer);
/* Appends a run while building; runs must come in order of `text`. Linear runs that continue the
 * last one are merged. */
void textmap_add_linear(Arena *arena, TextMap *map, uint32_t text, uint32_t file);
void textmap_add_collapsed(Arena *arena, TextMap *map, uint32_t text, uint32_t file,
                           uint32_t file_end);
/* The map of the part [start, end) of the text, as a text of its own. */
TextMap textmap_slice(Arena *arena, const TextMap *map, Span text);
/* Appends the map of a part whose first byte is text byte `text`. */
void textmap_append(Arena *arena, TextMap *map, uint32_t text, const TextMap *part);
/* Text from another file in the place of [file, file_end): what includes put in. */
void textmap_add_import(Arena *arena, TextMap *map, uint32_t text, Span place, const TextMap *other,
                        uint32_t at, const struct Source *source);
/* What `outer` says of byte `at` of its text is also true of text byte `text` of `map`. */
void textmap_carry_import(Arena *arena, TextMap *map, uint32_t text, const TextMap *outer,
                          uint32_t at);
/* The place in another file where text bytes [start, end) were taken from; false: nowhere else. */
bool textmap_import(const TextMap *map, Span text, const struct Source **source, Span *place);

#endif
