/* A rule is one pair of files, rules/NAME.md and rules/NAME.c; nothing else is edited. The Markdown
 * page carries code, name, level, kinds and the text that `explain` shows; a generator makes the
 * table below from all pages at build time. The C file defines one RuleCheck named rule_NAME with
 * underscores for hyphens. Checks are pure: they read the prompt and its plan and report to the
 * sink; they know nothing of files, formats or printing. */
#ifndef WARMLINT_RULES_RULE_H
#define WARMLINT_RULES_RULE_H

#include "lint/diff/diff.h"
#include "lint/diff/record.h"
#include "lint/finding/finding.h"
#include "lint/prompt/cost.h"

/* Collects the findings of one rule over one prompt. */
typedef struct {
    Arena *arena;
    const struct Rule *rule;
    const Prompt *prompt;
    FindingVec *findings;
    /* The memory of the file is used up by so many of these ("findings"), up to the place; else
     * NULL. Then findings are not kept, but written to the spare one. */
    const char *full;
    Span full_at;
    Finding *spare;
} Sink;

enum {
    NEEDS_TOOLS = KNOWS_TOOLS,
    NEEDS_SYSTEM = KNOWS_SYSTEM,
    NEEDS_MESSAGES = KNOWS_MESSAGES,
    NEEDS_MARKERS = KNOWS_MARKERS,
    NEEDS_PARAMS = KNOWS_PARAMS,
    NEEDS_MODEL = 1 << 8, /* the model is in the facts table */
};

/* Two prompts of a run that share a prefix, or are declared to (Settings.family). */
typedef struct {
    const PromptDiff *diff; /* from the earlier one to the one that is looked at */
    Str path, own_path;     /* of the earlier one's file, and of this one's */
    uint32_t line;          /* where the two part in it */
} FamilyPair;

typedef struct {
    unsigned needs; /* all of these bits, or the rule does not run */
    /* Says what could be gained, once nothing in front spoils it: that a fix brings it to light is
     * no reason against the fix. */
    bool uncovered;
    bool opt_in;         /* off unless selected by its own code or name */
    ProblemKind problem; /* family 0xx: the problem kind it reports; `check` is NULL */
    void (*check)(const Prompt *prompt, const Plan *plan, Sink *sink);
    /* Family 6xx: compares with what is remembered of the version before; runs only where
     * something is remembered; beside `check` or alone. */
    void (*check_pair)(const PromptRecord *older, const Prompt *prompt, const Plan *plan,
                       Sink *sink);
    /* The pair check also runs on recorded requests of one file, where tools or cache key differ
     * from an earlier one (RECORD_REQUEST; of the record only tools and params are there). */
    bool between_requests;
    /* Looks at two prompts of the run. */
    void (*check_family)(const FamilyPair *pair, const Prompt *prompt, const Plan *plan,
                         Sink *sink);
} RuleCheck;

/* What --fix does for its findings, at best. */
typedef enum { FIX_NONE, FIX_SAFE, FIX_UNSAFE } RuleFix;

typedef struct Rule {
    const char *code, *name;
    Level level;    /* the highest it reports by default */
    unsigned kinds; /* PromptKind bits */
    const char *since;
    RuleFix fix;
    const char *summary; /* one line */
    const char *page;    /* the Markdown after the front matter */
    const RuleCheck *check;
} Rule;

/* Generated, sorted by code. */
extern const Rule rule_table[];
extern const size_t rule_count;

/* By code or name, any case; NULL when unknown. */
const Rule *rule_find(Str code_or_name);
const Rule *rule_of_problem(ProblemKind kind);
/* The selector names this rule: its code, its name, a family ("WL1", "WL10", "1xx") or "ALL". */
bool rule_matches(const Rule *rule, Str selector);
bool rule_selector_known(Str selector);
/* Nearest known code or name, or NULL. */
const char *rule_nearest(Str selector);

/* Appends a finding and returns it for its help, cost, label ... The pointer is valid until the
 * next report. */
Finding *sink_report(Sink *sink, Level level, Span span, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
/* There is no room for so many `things`, up to the place: nothing is kept from now on. */
void sink_overflow(Sink *sink, Span span, const char *things);
/* The same with span and place taken from a piece of a segment. */
Finding *sink_report_piece(Sink *sink, Level level, const Segment *segment, const Piece *piece,
                           const char *format, ...) __attribute__((format(printf, 5, 6)));
/* The same of a range of a segment's text. */
Finding *sink_report_text(Sink *sink, Level level, const Segment *segment, Span text,
                          const char *format, ...) __attribute__((format(printf, 5, 6)));
Str sink_text(Sink *sink, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* "4,310 (±4 %)" and, with a price, "$11.64": the words in which rules speak of sizes. */
Str sink_tokens(Sink *sink, TokCount count);
Str sink_usd(Sink *sink, double usd);

#endif
