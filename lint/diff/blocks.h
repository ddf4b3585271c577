/* What of a prompt is sent, as a row of blocks in cache order. Private to lint/diff. */
#ifndef WARMLINT_DIFF_BLOCKS_H
#define WARMLINT_DIFF_BLOCKS_H

#include "lint/prompt/prompt.h"
#include "lint/source/tree.h"

/* Where a run of sent bytes stands in the segment's text. */
typedef struct {
    size_t sent, text;
} SentRun;
typedef VEC(SentRun) SentRunVec;

typedef struct {
    size_t index; /* of the segment */
    const Segment *segment;
    Str sent;
    SentRunVec runs; /* empty: sent is the text */
} Block;
typedef VEC(Block) BlockVec;

/* Deferred tools are not in the prompt and are left out. */
void blocks_read(Arena *arena, const Prompt *prompt, BlockVec *blocks);
/* The offset in the segment's text of a sent byte. */
size_t block_text_offset(const Block *block, size_t sent);
/* How many sent bytes stand before a piece of the segment. */
size_t block_sent_before(const Block *block, size_t piece);
/* Both would be framed alike: section, role and type. */
bool blocks_framed_alike(const Block *a, const Block *b);
/* A hash of a definition that does not depend on the order of its keys; 0 when it is no JSON. With
 * `squeeze`, runs of white space in its texts count as one blank. */
uint64_t block_shape(Arena *arena, Str json, bool squeeze);

#endif
