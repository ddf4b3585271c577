/* What is remembered of a prompt from one version to the next, where the version itself is not at
 * hand: for each prefix that a cache holds its length, hash and size. The hash covers the bytes
 * that are sent in cache order, with what frames them and the parameters of the prefix; so whether
 * a new version still begins with an old prefix can be told from the record alone. Lengths are
 * bytes of that stream and mean nothing else. */
#ifndef WARMLINT_DIFF_RECORD_H
#define WARMLINT_DIFF_RECORD_H

#include "lint/prompt/plan.h"

typedef struct {
    Str to; /* "system[0]", "tools", "system"; "stable": up to the first value that changes */
    size_t bytes;
    uint64_t hash; /* FNV-1a: against accidents, not against an adversary */
    int64_t tokens;
    bool cached; /* a warm call can read it */
} PrefixRecord;
typedef VEC(PrefixRecord) PrefixRecordVec;

typedef struct {
    Str path;   /* of the file */
    Str prompt; /* which one in it: its place, or its name; may be empty */
    Str version, model;
    int64_t total;                    /* tokens of the whole prompt; 0: not recorded */
    uint64_t tools_hash, tools_shape; /* of all tools; the shape does not depend on the order of
                                         tools and keys. 0: no tools */
    PrefixRecordVec prefixes;         /* shortest first */
} PromptRecord;
typedef VEC(PromptRecord) PromptRecordVec;

/* `path` is taken as given. */
PromptRecord record_make(Arena *arena, const Plan *plan, Str path);
/* The name of a prompt inside its file, as records have it. */
Str record_prompt_name(const Prompt *prompt);

typedef struct {
    bool changed; /* some prefix, or the model */
    bool model_changed;
    const PrefixRecord *lost; /* the shortest old prefix that the new version does not begin with;
                                 NULL: none */
    bool reordered; /* the same tools in another order, or with their keys in another order */
    int64_t cached; /* tokens that the old version had cached */
    int64_t warm;   /* of these, still read */
} RecordDiff;
RecordDiff record_compare(Arena *arena, const PromptRecord *older, const Plan *plan);

#endif
