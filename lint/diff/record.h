/* What is remembered of a prompt from one version to the next, where the version itself is not at
 * hand: for each prefix that a cache holds its length, hash and size. The hash covers the bytes
 * that are sent in cache order, with what frames them and the parameters of the prefix; so whether
 * a new version still begins with an old prefix can be told from the record alone. Lengths are
 * bytes of that stream and mean nothing else. */
#ifndef WARMLINT_DIFF_RECORD_H
#define WARMLINT_DIFF_RECORD_H

#include "lint/diff/diff.h"

typedef struct {
    Str to; /* "system[0]", "tools", "system"; "stable": up to the first value that changes */
    size_t bytes;
    uint64_t hash;    /* FNV-1a: against accidents, not against an adversary */
    uint64_t letters; /* of the text alone, without white space; 0: not recorded */
    int64_t tokens;
    bool cached; /* a warm call can read it */
} PrefixRecord;
typedef VEC(PrefixRecord) PrefixRecordVec;

/* A parameter of the prefix (params.h). */
typedef struct {
    Str name, text;
} ParamRecord;
typedef VEC(ParamRecord) ParamRecordVec;

/* Where a record comes from. */
typedef enum {
    RECORD_LOCK,     /* warmlint.lock */
    RECORD_REVISION, /* a git revision, or the older of two files */
    RECORD_REQUEST   /* an earlier request of the same file, on `line` */
} RecordOrigin;

typedef struct {
    RecordOrigin origin;
    uint32_t line; /* RECORD_REQUEST */
    Str path;      /* of the file */
    Str prompt;    /* which one in it: its place, or its name; may be empty */
    Str version, model;
    int64_t total;                    /* tokens of the whole prompt; 0: not recorded */
    uint64_t tools_hash, tools_shape; /* of all tools; the shape does not depend on the order of
                                         tools and keys. 0: no tools */
    PrefixRecordVec prefixes;         /* shortest first */
    ParamRecordVec params;            /* those that are given */
    /* RECORD_REQUEST: a place in the system text that is else the same, in the text of that segment
     * of the newer prompt, and what stood there; 0,0: there is none. */
    size_t differs_in;
    Span differs;
    Str stood;
} PromptRecord;
typedef VEC(PromptRecord) PromptRecordVec;

/* `path` is taken as given. */
PromptRecord record_make(Arena *arena, const Plan *plan, Str path);
/* A copy that lives in the arena. */
PromptRecord record_copy(Arena *arena, const PromptRecord *record);
/* Tools as records have them: a hash, and one that does not depend on the order of tools and keys
 * (0: no tools). */
uint64_t record_tools_hash(Arena *arena, const Prompt *prompt);
uint64_t record_tools_shape(Arena *arena, const Prompt *prompt);
/* The name of a prompt inside its file, as records have it. */
Str record_prompt_name(const Prompt *prompt);

typedef struct {
    bool changed; /* some prefix, or the model */
    bool model_changed;
    const PrefixRecord *lost; /* the shortest old prefix that the new version does not begin with;
                                 NULL: none */
    bool blanks;              /* in `lost` nothing changed but white space */
    ParamChangeVec params;
    bool reordered; /* the same tools in another order, or with their keys in another order */
    int64_t cached; /* tokens that the old version had cached */
    int64_t warm;   /* of these, still read */
} RecordDiff;
RecordDiff record_compare(Arena *arena, const PromptRecord *older, const Plan *plan);

#endif
