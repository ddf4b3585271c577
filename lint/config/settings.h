/* What the user declares: the project's .warmlint.yaml, the command line, and the header of a
 * versioned prompt file. Settings are resolved once per linted file (defaults, then the file
 * entries whose globs match, in order, then the command line) and are read-only afterwards. */
#ifndef WARMLINT_CONFIG_SETTINGS_H
#define WARMLINT_CONFIG_SETTINGS_H

#include "lint/facts/facts.h"
#include "lint/finding/finding.h"
#include "lint/source/tree.h"
#include "lint/template/template.h"

/* Traffic of one prompt. 0 = not declared. Seconds, calls, tokens. */
typedef struct {
    double calls_per_day, calls_per_session, calls_per_minute_peak;
    double gap_p50, gap_p95;       /* seconds between calls that share the prefix */
    double output_p50, output_p95; /* tokens */
    bool deferrable;               /* latency: deferred */
} Workload;

/* US dollars; 0 = not declared. */
typedef struct {
    double daily, monthly;
} Budget;

/* Limits of the size rules, in tokens; 0 = the rule's default. */
typedef struct {
    double system_tokens, tools_tokens, tool_tokens, file_tokens;
} SizeLimits;

/* One entry of select / ignore / severity: a code, a name, a family ("WL1", "1xx") or "ALL". */
typedef struct {
    Str selector;
    enum { RULE_SELECT, RULE_IGNORE, RULE_SEVERITY } action;
    Level level; /* RULE_SEVERITY */
} RuleChoice;
typedef VEC(RuleChoice) RuleChoiceVec;

typedef struct {
    Str format; /* name of a format of lint/format, or empty: recognise */
    Str role;   /* of a plain text file: "system", "user", "assistant"; empty: system */
    Engine engine;
    Str model;         /* used where a prompt names none */
    Provider provider; /* PROVIDER_UNKNOWN: from the prompt or the model */
    DeclaredNameVec names;
    Workload workload;
    Budget budget;
    SizeLimits limits;
    RuleChoiceVec rules; /* later entries win */
    bool strict;
    Date today; /* for prices and lifecycles */
} Settings;

/* Readers of the header parts that the configuration and a versioned prompt file share. Each
 * appends a PROBLEM_SYNTAX-free, human-readable problem for values of the wrong shape through
 * `problems` (kind PROBLEM_NONE is never used) and reads what it can. `node` may be NULL. */
void settings_read_inputs(Arena *arena, const Node *node, DeclaredNameVec *names);
void settings_read_workload(const Node *node, Workload *workload);
void settings_read_budget(const Node *node, Budget *budget);

#endif
