/* State of the YAML reader and its failures. Private to lint/source. */
#ifndef WARMLINT_SOURCE_YAML_READER_H
#define WARMLINT_SOURCE_YAML_READER_H

#include <yaml.h>

#include "lint/base/limits.h"
#include "lint/source/tree.h"
#include "lint/source/yaml_gaps.h"

typedef struct {
    Node *node;
    Str name;
    size_t nodes; /* reached through it */
    size_t height;
    bool open; /* its end has not been read */
} YamlAnchor;

/* A collection whose end has not been read. */
typedef struct {
    Node *node;
    Node *key;     /* of a map: the key that waits for its value */
    size_t anchor; /* index + 1 */
    size_t nodes_before, problems_before;
    size_t height;
    bool has_merge;
} YamlFrame;

typedef struct {
    Arena *arena;
    const Source *source;
    ProblemVec *problems;
    yaml_parser_t parser;
    Span text;         /* what is read: without a byte order mark */
    YamlGapVec gaps;   /* what libyaml does not see of it */
    size_t crossed;    /* gaps before the mark last converted */
    size_t filled;     /* of these, gaps that were inside a literal: in the end all of them */
    size_t mark_index; /* that mark, and its place in the file */
    uint32_t mark_offset;
    size_t nodes; /* so far, those reached through aliases included */
    size_t alias_nodes;
    VEC(YamlAnchor) anchors;
    YamlFrame frames[LIMIT_DEPTH];
    size_t depth;
    Node *root;
} YamlReader;

/* libyaml's marks count characters; the offset in the file, where there are no gaps. */
static inline uint32_t yaml_offset(const YamlReader *r, yaml_mark_t mark) {
    uint32_t at = source_skip_code_points(r->source, r->text.start, mark.index);
    return at < r->text.end ? at : r->text.end;
}

/* yaml_read without gaps: slower, and the same by definition. */
Node *yaml_read_whole(Arena *arena, const Source *source, Span text, ProblemVec *problems);

/* Each appends a fatal problem (or PROBLEM_TEMPLATED) and returns false. */
bool yaml_fail_parser(YamlReader *r);
bool yaml_fail_at(YamlReader *r, Span span, Str message, Str help);
bool yaml_fail_limit(YamlReader *r, Span span, const char *message, int limit);

#endif
