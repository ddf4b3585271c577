/* JSONL files, in parts of whole lines: memory depends on the longest line, not on the file. Inside
 * lint/engine only. */
#ifndef WARMLINT_ENGINE_STREAM_H
#define WARMLINT_ENGINE_STREAM_H

#include "lint/engine/engine.h"
#include "lint/engine/requests.h"

typedef struct {
    Str bytes;
    uint64_t bytes_before, file_bytes;
    uint32_t lines_before;
    size_t prompts_before;
    bool cut; /* its only line is longer than LIMIT_LINE_BYTES; `bytes` is its beginning */
    bool last;
    bool failed;        /* behind it the file could not be read on */
    Requests *requests; /* of the parts before */
} Part;

/* Regular files and texts in memory whose name says JSON Lines. */
bool stream_takes(const Input *input);
/* Lints the parts in order and hands each result to `done`, which does not keep it. Of findings
 * that repeat line after line, the first of each rule and level are handed on, and their number at
 * the end. */
void stream_run(const Input *input, const Overrides *overrides,
                void (*done)(void *context, FileResult *result), void *context);

/* engine.c: one part, as engine_lint does a file. */
FileResult *engine_lint_part(const Input *input, const Overrides *overrides, const Part *part);

#endif
