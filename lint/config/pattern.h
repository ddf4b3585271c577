/* A project's own rules: `patterns` of the configuration, regular expressions (PCRE2, UTF-8, `^`
 * and `$` at each line) that are held against the text of prompts. Compiled once when the
 * configuration is read, read-only afterwards and shared between threads; what a search needs is
 * its own.
 *
 * Bounded: a search gives up after so many steps and so much memory, and says so. The steps allowed
 * from one place of the text shrink with the text (PATTERN_STEPS in all, at most
 * PATTERN_MATCH_LIMIT from one place). PCRE2 counts none for possessive quantifiers and inside of
 * assertions: for expressions with those, the bytes that it goes over are counted, PATTERN_STEPS in
 * one file. So no pattern is quadratic in what it is given. */
#ifndef WARMLINT_CONFIG_PATTERN_H
#define WARMLINT_CONFIG_PATTERN_H

#include "lint/base/span.h"
#include "lint/config/read.h"

enum {
    PATTERN_MATCH_LIMIT = 100000, /* backtracking steps from one place */
    PATTERN_LEAST_LIMIT = 100,
    PATTERN_STEPS = 100000000, /* about a second */
    PATTERN_HEAP_KIB = 20000,
    PATTERN_BYTES = 4096, /* of one expression */
    PATTERN_MOST = 200    /* in one configuration */
};

typedef struct Pattern {
    Str code, name, message, help;
    Level level;
    unsigned sections; /* bits 1 << Section (lint/prompt); 0: all */
    unsigned kinds;    /* PromptKind bits; 0: all */
    bool in_values;    /* held against placeholders of this volatility, not against the text */
    Volatility volatility;
    const void *program;
} Pattern;

/* The pattern that a code or name means, any case; NULL. */
const Pattern *pattern_find(const PatternVec *patterns, Str code_or_name);
/* Some pattern is meant by the selector (selector.h). */
bool pattern_selected(const PatternVec *patterns, Str selector);
/* Letters and digits as codes of patterns have them, so that a selector may be one: X101. */
bool pattern_code_possible(Str selector);

/* Reads the list `patterns`; a name or code that `known` has is a problem. */
void pattern_read(const SettingsReader *reader, const Node *value, bool (*known)(Str),
                  PatternVec *patterns);

typedef enum { PATTERN_NONE, PATTERN_FOUND, PATTERN_GAVE_UP } PatternResult;

/* A search in progress; pattern_begin takes memory that pattern_end gives back. */
typedef struct {
    const Pattern *pattern;
    void *match, *context;
    size_t steps, at; /* left, where they are counted one by one; and where the last one ended */
} PatternSearch;
PatternSearch pattern_begin(const Pattern *pattern);
void pattern_end(PatternSearch *search);
/* The first match at or behind `from` that is not empty. */
PatternResult pattern_next(PatternSearch *search, Str text, size_t from, Span *match);

#endif
