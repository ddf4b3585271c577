/* How checks say what would repair a finding: steps in terms of what stands in the file. Whether
 * they can be done there, and without harm, is found out later (lint/fix, lint/engine/fixes.h); a
 * check states only what would be right. Values are JSON texts.
 *
 * Safe repairs leave alone what the model reads and do what was meant beyond doubt. */
#ifndef WARMLINT_RULES_REPAIR_H
#define WARMLINT_RULES_REPAIR_H

#include "lint/facts/provider.h"
#include "rules/rule.h"

/* Begins the repair; the title is what a menu shows: "Remove the breakpoint". */
void repair_safe(Finding *finding, const char *title);
void repair_unsafe(Finding *finding, const char *title);

void repair_remove(Sink *sink, Finding *finding, Span span);
void repair_rename(Sink *sink, Finding *finding, Span key, const char *name);
void repair_set(Sink *sink, Finding *finding, Span scalar, Str json);
void repair_add(Sink *sink, Finding *finding, Span behind, Str key, Str json);
void repair_put(Sink *sink, Finding *finding, Span map, Str key, Str json);

/* The model's id in place of the one that the prompt names, with the words in front of it
 * ("openai/") kept; nothing where a platform has ids of its own. */
void repair_model(Sink *sink, Finding *finding, Str id);

/* "text" as JSON. */
Str repair_string(Sink *sink, Str text);

#endif
