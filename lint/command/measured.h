/* Requests beside what they were counted to, for `warmlint calibrate`. Inputs are
 *   - JSON Lines, one request a line: what was sent, as
 *       "request": {...}      the body, with "url" where the model stands in the address, or
 *       "file": "PATH"        a request or prompt file, relative to the JSON Lines file or to the
 *                             current directory, with "prompt" where it holds several
 *     and what was counted, as "usage": {...} or "response": {...}; "model" for a file that names
 *     none;
 *   - recorded interactions with their responses: cassettes, HTTP archives.
 * A pair that cannot be used is noted with its reason and left out. */
#ifndef WARMLINT_COMMAND_MEASURED_H
#define WARMLINT_COMMAND_MEASURED_H

#include "lint/command/inputs.h"
#include "lint/prompt/calibrate.h"

typedef struct {
    Str where; /* "usage.jsonl:12", "calls.yaml:interactions[3]" */
    TokFamily family;
    Measured size;
} Pair;
typedef VEC(Pair) PairVec;

typedef struct {
    Str where, reason;
} LeftOut;

typedef struct {
    PairVec pairs;
    VEC(LeftOut) left_out;
    size_t repeated; /* the same request, counted the same */
} Measurements;

/* Reads one operand (`-`: standard input); false after an error on run->err. */
bool measured_read(Run *run, const Overrides *overrides, Str path, Measurements *out);
/* The same of what is at hand. */
bool measured_from_source(Run *run, const Overrides *overrides, const Source *source,
                          Measurements *out);

#endif
