/* What the user declares: the project's .warmlint.yaml, the command line, and the header of a
 * versioned prompt file. Settings are resolved once per linted file (defaults, then the file
 * entries whose globs match, in order, then the command line) and are read-only afterwards. */
#ifndef WARMLINT_CONFIG_SETTINGS_H
#define WARMLINT_CONFIG_SETTINGS_H

#include "lint/facts/facts.h"
#include "lint/finding/finding.h"
#include "lint/source/tree.h"
#include "lint/template/template.h"
#include "tokenizer/exact.h"

/* Traffic of one prompt. 0 = not declared. Seconds, calls, tokens. */
typedef struct {
    double calls_per_day, calls_per_session, calls_per_minute_peak;
    double gap_p50, gap_p95;       /* seconds between calls that share the prefix */
    double output_p50, output_p95; /* tokens */
    double deferrable;             /* share of the calls that may wait; 1: latency: deferred */
    bool batched;                  /* batch: true, the calls go through the batch API already */
} Workload;

/* Prices that the user states over those of the table (prices.h). USD per million tokens, `storage`
 * per hour on top; `batch` is a factor. PRICE_UNKNOWN: not stated. */
typedef struct {
    Str model; /* id as in the file or in the table; empty: every model */
    PriceSet set;
    double batch, storage;
} PriceChange;
typedef VEC(PriceChange) PriceChangeVec;

/* Corrections of the estimates of one tokenizer family, measured by `warmlint calibrate`. */
typedef struct {
    TokFamily family;
    double factor;      /* on the tokens of texts */
    double per_request; /* tokens that each request has beside them and beside the known overhead */
    double spread;      /* half-width that held nine of ten held-out requests, as a part of their
                           tokens; 0: not stated, the estimate's own band stays */
} Calibration;
typedef VEC(Calibration) CalibrationVec;

/* What can be declared: beyond it a measurement was of something else. */
#define CALIBRATION_FACTOR_MIN   0.1
#define CALIBRATION_FACTOR_MAX   10.0
#define CALIBRATION_CONSTANT_MAX 1e6

enum { BUDGET_ALERTS = 8 };

/* US dollars; 0 = not declared. */
typedef struct {
    double daily, monthly;
    double alert_at[BUDGET_ALERTS]; /* percent of the budget, in the order given */
    size_t alerts;                  /* 0: the rule's default */
} Budget;

/* Limits of the size rules, in tokens; 0 = the rule's default, or none. `exempt`: the prompt is
 * known to be over file_tokens or segment_tokens, which is then a warning and no error. */
typedef struct {
    double system_tokens, tools_tokens, tool_tokens;
    double file_tokens, segment_tokens; /* the whole prompt; its largest block */
    bool exempt;
} SizeLimits;

/* One entry of select / ignore / severity: a code, a name, a family ("WL1", "1xx") or "ALL"
 * (selector.h). A `select` list starts with RULE_IGNORE of ALL, so that only its entries remain;
 * `extend-select` adds to what there was. */
typedef struct {
    Str selector;
    enum { RULE_SELECT, RULE_IGNORE, RULE_SEVERITY } action;
    Level level; /* RULE_SEVERITY */
} RuleChoice;
typedef VEC(RuleChoice) RuleChoiceVec;

/* The project's own rules (pattern.h). */
typedef struct Pattern Pattern;
typedef VEC(Pattern) PatternVec;

typedef struct {
    Str format; /* name of a format of lint/format, or empty: recognise */
    Str role;   /* of a plain text file: "system", "user", "assistant"; empty: system */
    Engine engine;
    Str family;            /* the files that share its prefix; empty: none declared */
    Str model;             /* used where a prompt names none */
    Provider provider;     /* PROVIDER_UNKNOWN: from the prompt or the model */
    DeclaredNameVec names; /* earlier entries win: later layers and exact names stand first */
    Workload workload;
    Budget budget;
    SizeLimits limits;
    PriceChangeVec prices;      /* later entries win */
    CalibrationVec calibration; /* later entries win */
    RuleChoiceVec rules;        /* later entries win */
    const PatternVec *patterns; /* NULL: none */
    bool strict;
    Date today;            /* for prices and lifecycles */
    const TokExact *exact; /* the user's tokenizer file; NULL: none. Belongs to the run */
    const TokMemo *memo;   /* what counting has learnt; NULL, or .count is 0: nothing is kept */
} Settings;

/* Readers of the declarations that the configuration and the header of a versioned prompt file
 * share. Each reads what it can into its last argument, on top of what stands there, and reports
 * what it cannot understand as PROBLEM_DECLARATION with its place (`problems` NULL: not at all).
 * The configuration is `strict`: all of it must be understood. In a prompt file other programs own
 * keys of these names too, so only values of keys that are ours are reported: a misspelt
 * `volatility`, a count or an amount that is no number. `node` may be NULL. */
typedef struct {
    Arena *arena;
    ProblemVec *problems;
    bool strict;
} SettingsReader;

/* `inputs`: a map of names to {volatility, tokens, kind} or to a volatility, or a list of names or
 * of such maps with a `name`. A `kind` of thread is append; image, file and audio are request. */
void settings_read_inputs(const SettingsReader *reader, const Node *node, DeclaredNameVec *names);
/* `volatility`: a map of names or globs to volatilities. */
void settings_read_volatility(const SettingsReader *reader, const Node *node,
                              DeclaredNameVec *names);
/* Also a `rate_limit` with its requests_per_minute: an upper bound, not the volume. */
void settings_read_workload(const SettingsReader *reader, const Node *node, Workload *workload);
/* Also a `cost_tracking` with its alert_threshold_daily and alert_threshold_monthly. */
void settings_read_budget(const SettingsReader *reader, const Node *node, Budget *budget);
void settings_read_limits(const SettingsReader *reader, const Node *node, SizeLimits *limits);
/* `calibration`: a map of families to {factor, per_request, spread}; `spread` is in per cent. */
void settings_read_calibration(const SettingsReader *reader, const Node *node,
                               CalibrationVec *calibration);

#endif
