/* Suppressions written in the linted file, in a comment of its own language (never in text that is
 * sent to the model):
 *
 *     # warmlint: ignore[WL101, missing-breakpoint] -- reason      this line or the next one
 *     # warmlint: ignore-file[WL301] -- reason                     the whole file
 *
 * YAML `#`, Jinja {# #}, Handlebars {{! }}, and HTML comments in agent documents. On a line of its
 * own the comment covers the next node or line; above a block scalar it covers the whole scalar. */
#ifndef WARMLINT_CONFIG_SUPPRESS_H
#define WARMLINT_CONFIG_SUPPRESS_H

#include "lint/source/source.h"

typedef struct {
    Span span;    /* the rule's name inside the comment */
    Str selector; /* code, name or family */
    Span covers;  /* findings that start in here are suppressed */
    bool used;
} Suppression;
typedef VEC(Suppression) SuppressionVec;

/* All suppressions of a file, in order. */
void suppress_scan(Arena *arena, const Source *source, SuppressionVec *out);
/* True when a finding with this code and name at this offset is suppressed; marks what was used. */
bool suppress_covers(SuppressionVec *suppressions, Str code, Str name, uint32_t offset);

#endif
