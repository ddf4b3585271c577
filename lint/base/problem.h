/* What can be wrong with an input file itself, as found by the readers. The engine turns each into
 * a finding of the rule whose RuleCheck names the kind (family 0xx). */
#ifndef WARMLINT_BASE_PROBLEM_H
#define WARMLINT_BASE_PROBLEM_H

#include "lint/base/span.h"
#include "lint/base/str.h"
#include "lint/base/vec.h"

typedef enum {
    PROBLEM_NONE,
    PROBLEM_UNREADABLE,    /* cannot be opened or read, not a regular file */
    PROBLEM_NOT_UTF8,      /* ill-formed UTF-8, a NUL byte, UTF-16 */
    PROBLEM_SYNTAX,        /* YAML or JSON that cannot be parsed */
    PROBLEM_TEMPLATED,     /* JSON or YAML that is only well-formed after rendering */
    PROBLEM_LIMIT,         /* a limit of base/limits.h was hit */
    PROBLEM_DUPLICATE_KEY, /* one of the two values is silently ignored */
    PROBLEM_FRONT_MATTER,  /* not YAML; read line by line instead */
    PROBLEM_NO_PROMPT,     /* given by hand, but no prompt recognised in it */
    PROBLEM_UNUSED_IGNORE, /* a suppression that suppresses nothing, or names an unknown rule */
    PROBLEM_DECLARATION, /* inputs, workload or budget of a prompt file that cannot be understood */
    PROBLEM_DOCUMENTS,   /* a further document of a YAML stream that is not read */
    PROBLEM_INCLUDE,     /* an include that leads back to itself, or too deep to follow */
    PROBLEM_KIND_COUNT
} ProblemKind;

typedef struct {
    ProblemKind kind;
    Span span;
    Str message; /* a sentence fragment without final stop: what is wrong */
    Str help;    /* what to do, may be empty */
} Problem;

typedef VEC(Problem) ProblemVec;

/* The arena is full: so many `things` ("values"), up to the place, are too many for the file. */
void problem_of_memory(Arena *arena, Span span, const char *things, ProblemVec *problems);

/* The file could not be linted (exit status 2), as against a remark about it. */
static inline bool problem_is_fatal(ProblemKind kind) {
    return kind == PROBLEM_UNREADABLE || kind == PROBLEM_NOT_UTF8 || kind == PROBLEM_SYNTAX ||
           kind == PROBLEM_LIMIT;
}

#endif
