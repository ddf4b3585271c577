/* A prompt as one stream of bytes in cache order: what is sent, what frames it, and the parameters
 * of the prefix. Prefixes are told apart by length and hash of this stream alone. Records keep
 * hashes, so that theirs may never change; what serves one run only is hashed eight bytes at a time
 * (`quick`). Private to lint/diff. */
#ifndef WARMLINT_DIFF_STREAM_H
#define WARMLINT_DIFF_STREAM_H

#include "lint/diff/blocks.h"
#include "lint/diff/params.h"

typedef struct {
    size_t bytes;
    bool quick;
    uint64_t hash;    /* FNV-1a of them; quick: of the parts as they were fed, to be compared with
                         hashes at the same marks */
    uint64_t letters; /* FNV-1a without ASCII white space and parameters; quick: not made */
    /* Lengths at which the hash is wanted, rising, and what it was there (0: not reached). */
    const size_t *marks;
    uint64_t *hashes;
    size_t mark_count, next;
} Stream;

Stream stream_begin(const size_t *marks, size_t count, uint64_t *hashes);
Stream stream_begin_quick(const size_t *marks, size_t count, uint64_t *hashes);
void stream_feed(Stream *s, Str text);
/* The parameters that count from this section on. */
void stream_feed_params(Stream *s, const PrefixParamVec *params, Section section);
void stream_feed_frame(Stream *s, const Segment *segment);
/* A mark that lies exactly at the end. */
void stream_end(Stream *s);

#endif
