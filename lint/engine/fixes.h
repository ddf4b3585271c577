/* What can be fixed in a linted file. Every fix is tried on a copy of the text before it is
 * offered: the copy must be readable, lint without the finding and without others in its place (but
 * what RuleCheck.uncovered says), and after a safe fix the model must read the same text (a byte
 * order mark and the kind of line ends aside). */
#ifndef WARMLINT_ENGINE_FIXES_H
#define WARMLINT_ENGINE_FIXES_H

#include "lint/engine/engine.h"

enum {
    FIX_ROUNDS = 20,           /* of engine_fix: fixes that overlap come one after the other */
    FIX_TRIALS = 40,           /* copies linted for one file; what is not tried is not offered */
    FIX_TRIAL_BYTES = 64 << 20 /* of large files fewer, at least two */
};

/* Fills Finding.fix of the findings that have a repair. `may_renew`: where the memory of the result
 * and of a copy would be more than there is for the file, the result is freed while copies are
 * tried, and made again from the same bytes: nothing outside may point into it. */
void fixes_find(FileResult *result, const Input *input, const Overrides *overrides, bool may_renew);

/* engine.c: fills a freed result as engine_lint does, from the bytes that it was made from. Those
 * are copied where the input has none of its own. */
void engine_lint_again(FileResult *result, Str bytes, const Input *input,
                       const Overrides *overrides);

#endif
