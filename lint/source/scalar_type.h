/* What a scalar without quotes is, and the value of a number. For those who read scalars
 * (lint/source) and those who write them (lint/fix). */
#ifndef WARMLINT_SOURCE_SCALAR_TYPE_H
#define WARMLINT_SOURCE_SCALAR_TYPE_H

#include "lint/source/tree.h"

/* Kind and number of an untagged plain scalar by the YAML 1.2 core schema. */
NodeKind scalar_type(Str text, double *number);
/* The value of decimal digits with sign, fraction and exponent, of any length. */
double number_value(Str s);
/* A number as JSON writes it; *end is the first byte that does not belong to it. False when what
 * stands at the start of `s` is not one; *end is then the byte that is wrong. */
bool json_number_scan(Str s, size_t *end);

#endif
