/* Lines and columns of findings. Findings come sorted, so a cursor that remembers the last place
 * makes the columns of a whole file linear, also when it is one long line. */
#ifndef WARMLINT_REPORT_PLACE_H
#define WARMLINT_REPORT_PLACE_H

#include "lint/finding/finding.h"
#include "lint/source/source.h"

typedef struct {
    const Source *source;
    uint32_t offset;
    Position at; /* of `offset` */
} Place;

/* At the start of the file. */
Place place_begin(const Source *source);
/* The position of `offset`, clamped to the file; 1:1 when the file could not be read. Cheap when
 * offsets grow. */
Position place_move(Place *place, uint32_t offset);

/* Where a related place counts from: this file, or the other one that it is in. */
Place place_of_related(const Place *place, const Related *related);

#endif
