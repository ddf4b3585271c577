#include "lint/report/place.h"

#include "lint/base/utf8.h"

Place place_begin(const Source *source) {
    return (Place){.source = source, .offset = 0, .at = {1, 1, 1, 1}};
}

enum { NEAR = 2 * SOURCE_BLOCK };

Position place_move(Place *place, uint32_t offset) {
    const Source *source = place->source;
    if (!source->lines) return place->at;
    if (offset > source->bytes.len) offset = (uint32_t)source->bytes.len;
    /* Further on a line of megabytes it is found by its block. */
    bool near = offset >= place->offset && offset - place->offset <= NEAR &&
                (place->at.line == source->lines || offset < source->line_starts[place->at.line]);
    if (near) {
        Str between = str_slice(source->bytes, place->offset, offset);
        place->at.column += (uint32_t)utf8_code_points(between);
        place->at.utf16 += (uint32_t)utf8_utf16_units(between);
        place->at.byte += offset - place->offset;
    } else {
        place->at = source_position(source, offset);
    }
    place->offset = offset;
    return place->at;
}

Place place_of_related(const Place *place, const Related *related) {
    return related->source ? place_begin(related->source) : *place;
}
