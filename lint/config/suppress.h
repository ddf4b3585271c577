/* Suppressions written in the linted file, in a comment of its own language (never in text that is
 * sent to the model):
 *
 *     # warmlint: ignore[WL101, missing-breakpoint] -- reason      this line or the next one
 *     # warmlint: ignore[WL101] lines=3-5 -- reason                these lines of what it covers
 *     # warmlint: ignore-file[WL301] -- reason                     the whole file
 *
 * YAML `#` (also in front matter), JSONC, Jinja {# #}, Handlebars and Mustache {{! }}, Liquid
 * {% comment %} and {% # %}, ERB <%# %>, Go {{/ * * /}} without the blanks, and HTML comments in agent
 * documents. Behind something else on a line the comment covers what starts on this line; on a line
 * of its own it covers the next entry of the document, with all that belongs to it, or the next
 * line. A block scalar is covered whole from its key's line. `lines=` counts from 1 at the first
 * line of what is covered: of a block scalar the one below its key, of `ignore-file` that of the
 * file; so the numbers stay right when something is added above. */
#ifndef WARMLINT_CONFIG_SUPPRESS_H
#define WARMLINT_CONFIG_SUPPRESS_H

#include "lint/finding/finding.h"
#include "lint/source/source.h"
#include "lint/template/template.h"

typedef struct {
    Span span;    /* the rule's name inside the comment */
    Str selector; /* code, name or family */
    Span covers;  /* findings that start in here are suppressed */
    bool used;
} Suppression;
typedef VEC(Suppression) SuppressionVec;

/* All suppressions of a file, in order. `document`: static text in which HTML comments are the
 * comments. Directives that are malformed, or that stand in text for the model, are reported as
 * PROBLEM_UNUSED_IGNORE; more than LIMIT_SUPPRESSIONS as PROBLEM_LIMIT. */
void suppress_scan(Arena *arena, const Source *source, bool document, SuppressionVec *out,
                   ProblemVec *problems);
/* True when a finding with this code and name at this offset is suppressed; marks what was used. */
bool suppress_covers(SuppressionVec *suppressions, Str code, Str name, uint32_t offset);

/* The insertion that suppresses a finding of the rule `code` at a place: into a comment that covers
 * it already, on a line above the entry or paragraph, at the end of its line in a comment of the
 * template language that the text is written in, or in front matter for the whole file. False where
 * no comment can stand: JSON, texts without template language. */
bool suppress_edit(Arena *arena, const Source *source, bool document, Engine engine, Str code,
                   uint32_t offset, Edit *edit, bool *whole_file);

#endif
