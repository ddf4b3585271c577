/* GitHub's `primaryLocationLineHash`: what its code scanning tells alerts apart by when lines move.
 * The algorithm is that of github/codeql-action, src/fingerprints.ts: a rolling hash of the 100
 * UTF-16 units from the start of a line on, white space left out, with a count of equal ones. */
#ifndef WARMLINT_REPORT_LINEHASH_H
#define WARMLINT_REPORT_LINEHASH_H

#include <stdint.h>

#include "lint/base/buf.h"

typedef struct {
    uint64_t hash;
    uint32_t count; /* the how-manieth line of this hash it is, from 1 */
} LineHash;

/* One for each line of the bytes, in order, on the heap (the caller frees it); *lines is how many.
 */
LineHash *line_hashes(Str bytes, size_t *lines);

#endif
