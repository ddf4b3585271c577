/* The figures of the cost command, made once and printed as text, JSON or Markdown. USD; tokens. */
#ifndef WARMLINT_COMMAND_COST_VIEW_H
#define WARMLINT_COMMAND_COST_VIEW_H

#include "lint/command/command.h"
#include "lint/prompt/cost.h"

typedef struct {
    const char *key; /* "now", "fixed" ...: for programs */
    Str label;       /* for people */
    Str model;
    CallCost cost;
    size_t total; /* its row of the total, or NO_TOTAL */
} CostRow;
typedef VEC(CostRow) CostRowVec;
#define NO_TOTAL ((size_t)-1)

/* One prompt. */
typedef struct {
    Str path, where, name, version; /* `where`: in a file of several prompts */
    const Plan *plan;               /* NULL: only the figures of the command line */
    Str model;
    Prices prices;
    CostRowVec rows;        /* the first one is "now"; empty where the model has no price */
    double calls_per_month; /* COST_UNKNOWN: not declared */
    bool to_fix;            /* findings about the prefix or its breakpoints */
    bool in_list;           /* it and the one before it have no price: no line between them */
    bool expected;          /* the mix of warm and cold calls, not a warm one */
} CostView;

typedef struct {
    const char *key;
    Str label;
    double per_1000, per_month;
} TotalRow;
typedef VEC(TotalRow) TotalRowVec;

typedef struct {
    TotalRowVec rows;
    size_t prompts, priced, with_calls, with_output;
    bool last_priced;
} CostTotal;

typedef struct {
    void (*begin)(Buf *out, Date today);
    void (*prompt)(Buf *out, Arena *arena, const CostView *view, bool color, size_t index);
    void (*end)(Buf *out, const CostTotal *total, bool color);
} CostPrinter;
extern const CostPrinter cost_text, cost_json, cost_markdown;

/* --- what the printers share --- */

/* USD of one call: four decimals, and more where the first digits come later. */
void cost_usd_call(Buf *out, double usd);
/* Half-width of the band in per cent, rounded up. */
int cost_band(Amount usd);
/* What is not in the figures and what was assumed, one sentence each. */
void cost_remarks(Arena *arena, const CostView *view, StrVec *out);

#endif
