/* Holds a project's patterns (lint/config/pattern.h) against the prompts of one file. */
#ifndef WARMLINT_ENGINE_PATTERNS_H
#define WARMLINT_ENGINE_PATTERNS_H

#include "lint/engine/engine.h"

/* Appends the findings, at most PATTERN_FINDINGS per pattern; one more, of level info, says that a
 * pattern gave up or that there are more. */
enum { PATTERN_FINDINGS = 100 };
void patterns_run(FileResult *result);

#endif
