/* Where comments are in a linted file and what a comment stands for: the ground that suppressions
 * are built on. A YAML `#` and the comments of JSONC open one only outside the scalars of the
 * document; elsewhere the delimiters of the template languages do, and HTML comments in agent
 * documents. Private to lint/config. */
#ifndef WARMLINT_CONFIG_COMMENT_H
#define WARMLINT_CONFIG_COMMENT_H

#include "lint/source/tree.h"

/* An entry of the document: a key with its value, or an item of a list. Of TOML only those with a
 * text. */
typedef struct {
    uint32_t start, end;
    bool scalar;
    uint32_t text; /* where the text of a scalar can start */
} Entry;
typedef VEC(Entry) EntryVec;

typedef struct {
    const Source *source;
    bool document;
    Span hashed;      /* where `#` opens a comment: all of YAML and TOML, front matter, or nothing */
    bool json;        /* JSON with comments */
    EntryVec entries; /* by start, outer before inner */
    /* From here on there is no closing delimiter of this kind any more: keeps vain searches
     * linear. */
    size_t no_close[12];
} CommentMap;

typedef struct {
    uint32_t start, end; /* delimiters included; without the line end */
} Comment;

typedef enum {
    COMMENT_NONE,
    COMMENT_IS_TEXT, /* looks like one, but is sent to the model */
    COMMENT_FOUND
} CommentVerdict;

void comment_map_read(Arena *arena, const Source *source, bool document, CommentMap *map);
/* The comment whose text begins at `at` (only blanks between its opening and there). */
CommentVerdict comment_around(CommentMap *map, size_t at, Comment *out);
/* What a comment about "this line or the next one" covers. */
Span comment_covers(const CommentMap *map, const Comment *comment);
/* The first line of the text that it covers, from 0: of a block scalar the one below its key. */
size_t comment_first_line(const CommentMap *map, const Comment *comment);

#endif
