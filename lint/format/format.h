/* From a source file to prompts. One file per input format; each recognises its shape by name and
 * content and lowers tree or text to prompts. Order of recognition: what the configuration says,
 * the file name, the keys of the document, plain text. */
#ifndef WARMLINT_FORMAT_FORMAT_H
#define WARMLINT_FORMAT_FORMAT_H

#include "lint/prompt/prompt.h"

/* What a reader has and where it puts its results. */
typedef struct {
    Arena *arena;
    const Source *source;
    const Settings *settings;
    bool by_hand; /* the path was given by the user, not found by walking */
    PromptVec *prompts;
    ProblemVec *problems;
} Lowering;

/* Reads the file and appends its prompts; none when nothing is recognised (not an error: the engine
 * says so for files given by hand). */
void format_read(Lowering *lowering);
/* Found by walking: whether it is worth opening at all, by its name. */
bool format_may_hold_prompt(Str path);
/* Bytes that cannot be parsed, but hold the words of a request: a broken prompt, not a stranger. */
bool bytes_say_prompt(Str bytes);
/* The name or a directory of the path says that prompts live here. */
bool path_says_prompt(Str path);
/* Names for `format:` in the configuration; NULL at the end. */
const char *format_name_at(size_t index);
bool format_known(Str name);

#endif
