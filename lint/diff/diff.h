/* Compares two versions of a prompt the way a prompt cache does: byte by byte in cache order
 * (tools, system, messages), up to the first difference. Sees prompts and plans only; whoever has
 * the files makes lines and columns of the places.
 *
 * What is compared is what is sent: template comments, blanks inside a placeholder's delimiters and
 * cache markers are left out. Tokens everywhere; USD where the model's price is known. Slices point
 * into the two prompts or into the arena given. */
#ifndef WARMLINT_DIFF_DIFF_H
#define WARMLINT_DIFF_DIFF_H

#include "lint/prompt/plan.h"

/* What changed, in the words of the providers' own diagnostics; the first that applies decides from
 * where on nothing is read. */
enum {
    CHANGED_MODEL = 1 << 0,
    CHANGED_TOOLS = 1 << 1,
    CHANGED_SYSTEM = 1 << 2,
    CHANGED_MESSAGES = 1 << 3,
    CHANGED_PARAMETERS = 1 << 4, /* of the prefix: effort, thinking, response format ... */
    CHANGED_BREAKPOINTS = 1 << 5,
    CHANGED_VERSION = 1 << 6 /* declared; invalidates nothing */
};

/* How the texts of one layer differ. From CHANGE_LINE_ENDS to CHANGE_KEY_ORDER the meaning is the
 * same and only bytes changed: such a change gains nothing and still empties the cache. */
typedef enum {
    CHANGE_NONE,
    CHANGE_LINE_ENDS,
    CHANGE_TRAILING_BLANKS,
    CHANGE_WHITE_SPACE,
    CHANGE_BLOCKS,     /* the same text, cut into other blocks */
    CHANGE_LINE_ORDER, /* the same lines in another order */
    CHANGE_TOOL_ORDER,
    CHANGE_KEY_ORDER,
    CHANGE_APPENDED, /* text added at the end of the layer */
    CHANGE_TEXT
} ChangeKind;

typedef enum {
    TOOL_ADDED,
    TOOL_REMOVED,
    TOOL_MOVED,
    TOOL_KEY_ORDER,
    TOOL_WHITE_SPACE,
    TOOL_CHANGED
} ToolFate;

typedef struct {
    Str name;
    ToolFate fate;
} ToolChange;
typedef VEC(ToolChange) ToolChangeVec;

/* One side of the first difference. */
typedef struct {
    Str text;       /* what is sent of the block; empty behind the last one */
    size_t at;      /* offset of the first differing byte in it */
    size_t segment; /* of the prompt; its segment count behind the last one */
    Str place;      /* "system[0]", "the end" */
    Span span;      /* the byte in the file */
} DiffSide;

typedef struct {
    const char *name;
    Str old_text, new_text; /* empty: not given */
} ParamChange;
typedef VEC(ParamChange) ParamChangeVec;

/* A breakpoint that came, went, moved or got another time to live. */
typedef struct {
    Str place;
    uint32_t old_ttl, new_ttl; /* 0: none there */
} MarkChange;
typedef VEC(MarkChange) MarkChangeVec;

/* What a warm call does with one version. */
typedef struct {
    TokCount total;
    TokCount cached;     /* of these, read from the cache */
    bool assumed;        /* the file cannot carry markers: one is assumed at the end of what is
                            stable */
    double usd_per_1000; /* input, 0 without a price */
    double
        usd_per_month; /* input, as often warm as the declared workload makes it; 0 without one */
} WarmCall;

typedef enum {
    VERDICT_SAME,        /* nothing that is sent changed */
    VERDICT_ADDED,       /* a new prompt: nothing was cached */
    VERDICT_REMOVED,     /* */
    VERDICT_NOT_CACHED,  /* changed, but nothing of the old one was cached */
    VERDICT_WARM,        /* all that was cached stays so */
    VERDICT_INVALIDATED, /* cached tokens go cold once, then are cached again */
    VERDICT_COLD         /* from now on a warm call reads less: cold on every call */
} DiffVerdict;

typedef struct {
    const Plan *before, *after; /* NULL where there is none */
    DiffVerdict verdict;
    unsigned changed;                /* CHANGED_* */
    ChangeKind kinds[SECTION_COUNT]; /* of each layer */
    bool differs;                    /* old_side and new_side are set */
    DiffSide old_side, new_side;
    TokCount common; /* tokens before the first difference */
    ToolChangeVec tools;
    ParamChangeVec params;
    MarkChangeVec marks;

    WarmCall old_call, new_call;
    TokCount warm; /* cached before, and still read */
    TokCount cold; /* cached before, and not read after the change */
    TokCount
        rewritten; /* written once more than in a warm call: the new cached prefix behind `warm` */
    double usd_once; /* what that costs over reading it, for each copy of the prefix */
} PromptDiff;

/* Either side may be NULL, not both. */
PromptDiff diff_prompts(Arena *arena, const Plan *before, const Plan *after);

/* Pairs the prompts of two versions of a file: by name and path in the file, by one of them alone,
 * and what is left by its order where both have as many left. */
typedef struct {
    const Plan *before, *after;
} PlanPair;
typedef VEC(PlanPair) PlanPairVec;
void diff_match(Arena *arena, const Plan *const *before, size_t before_count,
                const Plan *const *after, size_t after_count, PlanPairVec *pairs);

/* The blocks of the new version in cache order, and whether each is another than before. */
typedef struct {
    Str label; /* a tool's name, a text's place */
    Section section;
    int64_t tokens;
    bool changed;
    bool marked; /* a breakpoint stands behind it */
} BlockChange;
typedef VEC(BlockChange) BlockChangeVec;
void diff_blocks(Arena *arena, const Plan *before, const Plan *after, BlockChangeVec *changes);

/* Both versions side by side, in cache order: what is sent of each block (comments and markers are
 * not in it) beside its counterpart. */
typedef struct {
    bool there; /* false: this side has none */
    size_t segment;
    Str text;
    int64_t before, tokens; /* of the prompt before it; its own */
} SentBlock;
typedef struct {
    SentBlock before, after;
    bool same;
} BlockPair;
typedef VEC(BlockPair) BlockPairVec;
/* Either plan may be NULL. */
void diff_align(Arena *arena, const Plan *before, const Plan *after, BlockPairVec *pairs);

/* What two rows of n and m hashes have in common, in their order: the most, unless the rows are so
 * long that only what is alike at both ends is looked for. */
typedef struct {
    size_t before, after;
} IndexPair;
typedef VEC(IndexPair) IndexPairVec;
void diff_alike(Arena *arena, const uint64_t *a, size_t n, const uint64_t *b, size_t m,
                IndexPairVec *alike);

/* How much more input costs in a month; 0 where one side's cost or workload is not known. */
double diff_usd_per_month(const PromptDiff *diff);
/* USD to have so many tokens written (or paid in full, where nothing is charged for writing) once
 * instead of read; 0 without a price. */
double diff_usd_once(const Plan *plan, double tokens);

const char *change_kind_words(ChangeKind kind); /* "white space only"; "" for plain text */
const char *tool_fate_word(ToolFate fate);      /* "added" */
const char *verdict_name(DiffVerdict verdict);  /* "invalidated", for programs */

#endif
