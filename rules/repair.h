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

/* The item of a list goes behind another one. */
void repair_move(Sink *sink, Finding *finding, Span span, Span behind);
/* In the place of the item of a list at `span` comes the one at `by`. */
void repair_replace(Sink *sink, Finding *finding, Span span, Span by);

/* A breakpoint on the segment, in the spelling of its API; `ttl` NULL: the default. */
void repair_mark(Sink *sink, Finding *finding, size_t segment, const char *ttl);

/* Another time to live for a mark that has one, or a first one. */
void repair_time(Sink *sink, Finding *finding, const Breakpoint *mark, const char *ttl);

/* The model's id in place of the one that the prompt names, with the words in front of it
 * ("openai/") kept; nothing where a platform has ids of its own. */
void repair_model(Sink *sink, Finding *finding, Str id);

/* The text at a place of the file becomes `text`. */
void repair_text(Sink *sink, Finding *finding, Span span, Str text);
/* The line or sentence that the piece of step `step` stands in moves behind the text that stays the
 * same: into the last user message, or else to the end of the prompt's text. Nothing where it
 * stands under a condition or is not to be told from what surrounds it. Unsafe. */
void repair_move_back(Sink *sink, Finding *finding, const Plan *plan, size_t step);

/* "text" as JSON. */
Str repair_string(Sink *sink, Str text);

#endif
