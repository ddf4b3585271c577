/* Front matter of a text file: the block between a first line `---` and the next line `---`.
 * Tolerates a byte order mark, CRLF, and comment or blank lines before the opening fence. */
#ifndef WARMLINT_SOURCE_FRONTMATTER_H
#define WARMLINT_SOURCE_FRONTMATTER_H

#include "lint/source/tree.h"

typedef struct {
    bool present;
    Span whole;   /* both fences included, up to the first byte of the body */
    Span content; /* between the fences */
    Node *tree;   /* a map; NULL when absent or empty */
    bool loose;   /* not YAML: read as `key: rest of line` pairs, a PROBLEM_FRONT_MATTER noted */
    Span body;    /* the rest of the file */
} FrontMatter;

FrontMatter frontmatter_read(Arena *arena, const Source *source, ProblemVec *problems);

#endif
