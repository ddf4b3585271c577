/* Recorded requests of one file, one after the other: whether one has the tools of an earlier one
 * in another order, goes on with its conversation under another cache key, or has a system text
 * that differs from the last one's in one place only. Only the last few are remembered. */
#ifndef WARMLINT_ENGINE_REQUESTS_H
#define WARMLINT_ENGINE_REQUESTS_H

#include "lint/diff/record.h"

enum { REQUESTS_KEPT = 16, REQUEST_KEY_BYTES = 120, REQUEST_SYSTEM_BYTES = 8192 };

typedef struct {
    uint64_t tools, shape; /* as records have them; the shape is made when it is asked for */
    uint64_t opening;      /* of system and first message; 0: no cache key */
    size_t blocks;
    char key[REQUEST_KEY_BYTES]; /* its beginning */
    size_t key_len;
    uint32_t line;
} Request;

/* All zero at the start of a file. */
typedef struct {
    Request kept[REQUESTS_KEPT];
    size_t count;                      /* all that came */
    char system[REQUEST_SYSTEM_BYTES]; /* the last system text; longer ones are not kept */
    size_t system_len;
    uint32_t system_line;
    bool differed; /* said once for a file */
} Requests;

/* Remembers the request that starts on `line`. True, and a record of an earlier one (with what
 * differs and nothing else), when the two should agree and do not. */
bool requests_next(Requests *requests, Arena *arena, const Prompt *prompt, uint32_t line,
                   PromptRecord *older);

#endif
