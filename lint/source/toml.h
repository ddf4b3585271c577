/* The quoted texts of a TOML document, `key = "..."` and `key = """..."""`, with the table they
 * stand in. Only that much is read: other values are passed over. Shape: TOML 1.0. */
#ifndef WARMLINT_SOURCE_TOML_H
#define WARMLINT_SOURCE_TOML_H

#include "lint/source/tree.h"

typedef struct {
    size_t at;    /* where to read on, the start of a line */
    size_t start; /* of the key, or its quotes */
    Str table;    /* of the last text: "agents.planner"; empty before the first [table] */
    Str key;      /* quotes taken off */
    Span text;    /* without its quotes, its escapes as they are written */
} TomlText;

/* The next text from next->at on; false at the end. Starts with a zeroed TomlText. */
bool toml_next_text(Str document, TomlText *next);
/* The text as a node of the document, its escapes resolved; NULL where it holds none. */
Node *toml_unescaped(Arena *arena, Str document, const TomlText *text);
/* The text of `key` outside of all tables; false: there is none. */
bool toml_text(Str document, const char *key, Span *out);

#endif
