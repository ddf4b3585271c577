/* Texts that a prompt takes from other files of its repository. Inside lint/format only. */
#ifndef WARMLINT_FORMAT_INCLUDES_H
#define WARMLINT_FORMAT_INCLUDES_H

#include "lint/format/format.h"

/* Puts the texts of included files in the place of the includes; true when the segment's text and
 * map have changed (its pieces are then to be cut anew). Circles and what is beyond the bounds are
 * reported as PROBLEM_INCLUDE; what is not found, or lies outside, stays as it is. */
bool includes_expand(Lowering *l, Segment *segment, const TemplateOptions *options);

#endif
