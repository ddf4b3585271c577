/* Prompts of one run that share a prefix, or are declared to (`family` of the configuration), and
 * what the rules that look at two files say of them. While the results come in, only hashes of the
 * prefixes are kept (lint/diff/family.h). After the last file each prompt, in the order of the
 * paths, is compared with the one before it that begins most like it; the two files are read again
 * for that. So the findings depend neither on the number of threads nor on the order in which files
 * were given. Requests in JSON Lines are no families. */
#ifndef WARMLINT_ENGINE_FAMILIES_H
#define WARMLINT_ENGINE_FAMILIES_H

#include "lint/engine/engine.h"

typedef struct {
    const InputVec *inputs;
    const Overrides *overrides;
    VEC(struct FamilyMember) members;
    size_t hashes; /* of all members */
    Arena arena;
    bool full; /* more than are compared: the last ones were left out */
} Families;

Families families_begin(const InputVec *inputs, const Overrides *overrides);
/* Remembers the prompts of the result of inputs[input]. */
void families_add(Families *families, size_t input, const FileResult *result);
/* Compares, and calls `done` for each file that something was found in, with nothing but that. */
void families_end(Families *families, void (*done)(void *context, size_t input, FileResult *result),
                  void *context);

#endif
