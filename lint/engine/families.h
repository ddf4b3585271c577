/* Prompts of one run that share a prefix, or are declared to (`family` of the configuration): each
 * is compared with the earlier one that begins most like it, by the rules that look at two files.
 * Works on the thread that gets the results, in the order of the inputs, so that the findings do
 * not depend on the number of threads. Kept of each prompt are some hashes (lint/diff/family.h);
 * the file that a prompt is compared with is read again. Requests in JSON Lines are no families. */
#ifndef WARMLINT_ENGINE_FAMILIES_H
#define WARMLINT_ENGINE_FAMILIES_H

#include "lint/engine/engine.h"

/* A prompt: the prompt-th of an input. */
typedef struct {
    size_t input, prompt;
} FamilyMember;

typedef struct {
    uint64_t key; /* 0: free */
    FamilyMember member;
} FamilySlot;

typedef struct {
    const InputVec *inputs;
    const Overrides *overrides;
    FamilySlot *slots;   /* first come, first kept; on the heap */
    size_t used, room;   /* room: a power of two */
    bool full;           /* some prompts were not kept for comparison */
    FileResult *partner; /* the file read again last, and its input */
    size_t partner_input;
} Families;

Families families_begin(const InputVec *inputs, const Overrides *overrides);
/* Adds the findings about the prompts of this result, which is that of inputs[input]. */
void families_file(Families *families, size_t input, FileResult *result);
void families_end(Families *families);

#endif
