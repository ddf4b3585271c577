/* What can be fixed in a linted file. Every fix is tried on a copy of the text before it is
 * offered: the copy must be readable, lint without the finding and without others in its place, and
 * after a safe fix the model must read the same text (a byte order mark and the kind of line ends
 * aside). */
#ifndef WARMLINT_ENGINE_FIXES_H
#define WARMLINT_ENGINE_FIXES_H

#include "lint/engine/engine.h"

enum {
    FIX_ROUNDS = 20,           /* of engine_fix: fixes that overlap come one after the other */
    FIX_TRIALS = 40,           /* copies linted for one file; what is not tried is not offered */
    FIX_TRIAL_BYTES = 64 << 20 /* of large files fewer, at least two */
};

/* Fills Finding.fix of the findings that have a repair. */
void fixes_find(FileResult *result, const Input *input, const Overrides *overrides);

#endif
