/* State of the JSON reader and its failures. Private to lint/source. */
#ifndef WARMLINT_SOURCE_JSON_READER_H
#define WARMLINT_SOURCE_JSON_READER_H

#include "lint/source/tree.h"

typedef struct {
    Arena *arena;
    const Source *source;
    ProblemVec *problems;
    const char *file; /* first byte of the file: offsets count from here */
    const char *p;    /* next byte */
    const char *end;
    const char *open; /* the innermost bracket that is not closed; NULL at the top */
    size_t depth, nodes;
    bool lenient; /* comments and trailing commas are welcome (JSONC) */
} JsonReader;

/* Each appends a fatal problem (or PROBLEM_TEMPLATED) at r->p and returns NULL. */
Node *json_fail_expected(JsonReader *r, const char *what);
Node *json_fail_separator(JsonReader *r, bool is_map);
Node *json_fail_number(JsonReader *r, const char *number, const char *at);
Node *json_fail_trailing(JsonReader *r);
Node *json_fail_limit(JsonReader *r, const char *message, int limit);
Node *json_fail_memory(JsonReader *r, const char *things);
/* The same for the bytes [from, to) of a string. */
Node *json_fail_at(JsonReader *r, const char *from, const char *to, Str message, Str help);

/* r->p stands on the opening quote; afterwards behind the closing one. */
Node *json_read_string(JsonReader *r);

#endif
