/* Runs the way of the data over many files: read, lower, plan, rules, suppressions, levels. Files
 * are worked on by several threads that share nothing but constant tables; results are in the order
 * of the given paths whatever the number of threads. */
#ifndef WARMLINT_ENGINE_ENGINE_H
#define WARMLINT_ENGINE_ENGINE_H

#include "lint/config/config.h"
#include "lint/diff/family.h"
#include "lint/finding/finding.h"
#include "lint/prompt/plan.h"

typedef struct {
    Arena arena; /* everything below lives in it */
    Source source;
    /* A JSONL file comes in parts of whole lines, each a result of its own; others in one. */
    bool first_part, last_part;
    size_t prompts_before; /* in earlier parts */
    uint64_t file_bytes;   /* of the whole file; 0: not known */
    bool by_hand;
    Str place;   /* of the input, or its path */
    bool failed; /* a fatal problem: exit status 2 */
    Str format;  /* the file's, by what was first found in it; empty: nothing was recognised */
    PromptVec prompts;
    const Plan **plans;  /* one per prompt */
    RungVec *rungs;      /* one per prompt, for families.h; NULL: not made */
    FindingVec findings; /* sorted, suppressed ones removed */
    size_t suppressed;
    Settings settings;
    TokMemo memo;      /* of the settings */
    NodeVec documents; /* the trees of the file, for those who edit it */

    /* With `apply`: everything above is of the text as it is after fixing. */
    size_t fixed;     /* findings */
    Str original;     /* the bytes before; they differ from the source's where `fixed` is not 0 */
    Arena texts;      /* holds both */
    bool fix_stopped; /* after FIX_ROUNDS there was still something to do */
} FileResult;

typedef struct {
    Str path;
    bool by_hand;
    const Config *config;
    const Str *bytes; /* standard input or an editor's buffer; NULL: read the path */
    Str place;        /* the path within its repository; empty: the path tells it */
    Problem problem;  /* kind set: met while collecting; reported instead of reading the path */
} Input;
typedef VEC(Input) InputVec;

/* Which fixes are made: those that leave alone what the model reads, or the others as well. */
typedef enum { APPLY_NONE, APPLY_SAFE, APPLY_ALL } Apply;

/* What the command line adds to every file's settings. */
typedef struct {
    RuleChoiceVec rules;
    Str model;
    Str format; /* of lint/format; empty: recognise */
    Provider provider;
    bool strict;
    Date today;
    const TokExact *exact;   /* as in Settings */
    bool uncalibrated;       /* estimates as they are, whatever the configuration corrects */
    PriceChangeVec prices;   /* over the configuration's */
    const struct Lock *lock; /* what prompts were before (lock.h); NULL: not known */
    bool fixes;              /* find out what can be fixed (Finding.fix); costs another reading */
    bool families;           /* make FileResult.rungs */
    Apply apply;             /* engine_run: fix the text and lint what comes of it */
} Overrides;

/* Lints one file. The result is owned by the caller: file_result_free. */
FileResult *engine_lint(const Input *input, const Overrides *overrides);
/* The same for one of many files that are linted on one thread: what counting has learnt in those
 * before serves this one, and the next. The memo is not used any more when it returns. */
FileResult *engine_lint_with(TokMemo memo, const Input *input, const Overrides *overrides);
/* The same without the rules: prompts, plans, and findings only about the file itself. */
FileResult *engine_read(const Input *input, const Overrides *overrides);
/* The same with fixes made, round by round, until there is nothing left that may be fixed. The file
 * itself is not written. */
FileResult *engine_fix(const Input *input, const Overrides *overrides);
/* What the rules say of prompts.items[index] against an earlier version of it, in the result's
 * arena. */
void engine_compare(FileResult *result, size_t index, const Plan *older, FindingVec *findings);
/* Adds findings that need more than this file to those of a file that was only read: as the user
 * wants them, in their places. */
void engine_add(FileResult *result, const FindingVec *more);
void file_result_free(FileResult *result);
/* It says why a file could not be linted. That is always reported: no exit status 2 without a
 * message. */
bool engine_finding_is_fatal(const Finding *finding);

/* An agent document, in which HTML comments are the comments. */
bool engine_is_document(const FileResult *result);

/* Lints all inputs on `jobs` threads (0: as many as there are processors) and calls `done` on the
 * calling thread, in input order, once for each (once for each part of a JSONL file); the result is
 * freed afterwards. */
void engine_run(const InputVec *inputs, const Overrides *overrides, int jobs,
                void (*done)(void *context, FileResult *result), void *context);

/* What a configuration may name: rules and formats. */
extern const KnownNames engine_known_names;

/* Expands files and directories to inputs: each file once (same device and inode), directories
 * walked in byte order of the resulting paths with .gitignore honoured, symbolic links not
 * followed, `.git` and excluded files skipped. What is given by hand is an input even where it
 * cannot be read, and so is a directory that cannot be walked (`problem`): reading them makes the
 * finding. With `config` NULL each file gets its nearest configuration. False on bad ones: `error`
 * has the mistakes of all of them, a line each. */
bool engine_collect(Arena *arena, const Str *paths, size_t count, const Config *config,
                    bool isolated, InputVec *inputs, Str *error);

#endif
