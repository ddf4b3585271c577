/* What a call costs: the one place of every formula about money. Rules, map and the cost command
 * print what is computed here. Pure functions over a plan, its prices and the declared workload;
 * nothing is allocated unless an arena is passed.
 *
 * Units: tokens; USD; prices in USD per million tokens. An Amount carries the band of the token
 * estimate it comes from. Unknown is COST_UNKNOWN (negative), never 0.
 *
 * Formulas:
 *   one call        (read x r + written_short x ws + written_long x wl + uncached x in
 *                   + output x out) / 1e6 x factor
 *   prices          those of the day, of the tier that the whole input falls into: above it every
 *                   token of the request is dearer, cached ones too (OpenAI, Gemini, xAI, Haiku
 *                   5.5; vendors' pricing pages, 2026-08 to 2026-11). Where a model has no price
 *                   for reading or writing, these tokens cost as much as plain input
 *   factor          batch x data residency x speed or service tier: they multiply (Anthropic's
 *                   pricing page, 2026-08-21)
 *   expected call   see flow.h
 *   month           30 days (traffic.h) */
#ifndef WARMLINT_PROMPT_COST_H
#define WARMLINT_PROMPT_COST_H

#include "lint/prompt/flow.h"
#include "lint/prompt/traffic.h"

typedef enum {
    COST_NOW,   /* as the files stand; the expected mix where a workload is declared, else warm */
    COST_WARM,  /* a call that finds everything in the cache that the one before left there */
    COST_FIRST, /* with nothing in the cache */
    COST_FIXED, /* every change moved behind the stable text, with a breakpoint between */
    COST_UNCACHED, /* all input in full */
    COST_BATCH,    /* as COST_NOW, by the batch API */
    COST_CASES
} CostCase;

/* Numbers that the user gives in place of those of the files; 0: none. */
typedef struct {
    double input_tokens;  /* of the whole input; its parts keep their shares */
    double cached_tokens; /* of these the ones that can be read; with input_tokens */
    double output_tokens;
    double calls_per_month;
} CostGiven;

typedef struct {
    bool known;      /* false: no price, or no such mode; the flow may still be right */
    CostFlow flow;   /* input tokens */
    double output;   /* tokens of an answer, or COST_UNKNOWN: not in the sums */
    PriceSet prices; /* that hold for this request, the factor not yet in them */
    double factor;
    Amount input_usd, usd; /* of one call: input alone, and with what is known of the output */
    double output_usd;     /* COST_UNKNOWN with `output` */
    double warm;           /* share of what a warm call reads that this one reads on average;
                              COST_UNKNOWN: no workload, or nothing is ever read */
} CallCost;

/* `given` may be NULL. */
CallCost cost_call(const Plan *plan, CostCase which, const CostGiven *given);
/* The same with all breakpoints of one time to live (seconds): COST_NOW of another choice. */
CallCost cost_call_with_ttl(const Plan *plan, uint32_t ttl);
/* An average call of which a share (0 to 1) goes through the batch API and the rest as it does
 * now. */
CallCost cost_call_partly_batched(const Plan *plan, double share, const CostGiven *given);
double cost_calls_per_month(const Plan *plan, const CostGiven *given);

/* The factor on all prices that the request itself asks for: data residency, speed, service tier,
 * batch. 1: none. */
double cost_factor(const Prompt *prompt);

/* The same prompt sent to another model: counted anew, with that model's cache and prices. The id
 * must resolve. */
const Plan *cost_plan_on(Arena *arena, const Plan *plan, Str model_id);

/* Extra USD per 1,000 calls when `tokens` are paid as a write (`written`: a breakpoint follows) or
 * as plain input, instead of being read; 0 when no price is known, or where the declared traffic
 * would not read them either:
 *   1000 x tokens x (paid - (h r + (1 - h) w)) / 1e6, h the share of calls that find it warm */
double cost_lost_per_1000(const Plan *plan, double tokens, bool written);

/* USD of some tokens of the call as an answer, as plain input, as cached input; at the prices of
 * the tier that the call falls into, with its factor. COST_UNKNOWN without a price. */
double cost_of_answer(const Plan *plan, double tokens);
double cost_of_input(const Plan *plan, double tokens);
double cost_of_reading(const Plan *plan, double tokens);
/* The same as written to the cache, for so long (seconds): as plain input where writing is free. */
double cost_of_writing(const Plan *plan, double tokens, uint32_t ttl);
/* What an uncached call costs more because its input is over the model's price tier; 0: nothing. */
double cost_of_tier(const Plan *plan);

/* Hits that a cache needs to cost no more than none: h r + (1 - h) w = in. For 5 minutes on Claude
 * 0.22 (one read pays a write), for an hour 0.53. COST_UNKNOWN where a price is missing, 0 where
 * writing costs nothing extra. */
double cost_hits_to_pay(double in, double write, double read);

/* A long time to live against a short one: it pays when it leaves less than this share of the
 * misses, (short write - read) / (long write - read); for 5 minutes and an hour on Claude 0.61. */
double cost_misses_left_for_long(const PriceSet *prices);

/* The time to live (seconds) that a breakpoint on this prompt should have: the one with which a
 * token costs least, h r + (1 - h) w, at the declared gaps. The provider's default where gaps or
 * prices are not known; 0 where plain input is cheaper than any. */
uint32_t cost_ttl_to_choose(const Plan *plan);

/* Filling up `length` tokens to the minimum M, when N calls come within a time to live, costs
 * M w + (N - 1) M r against N L in full: it pays when L > M (r + (w - r) / N) (OpenAI's guide to
 * prompt caching, 2026-10). The least N; COST_UNKNOWN: never, or a price is missing. */
double cost_calls_until_padding_pays(const Plan *plan, double length, double minimum);

/* Keeping tokens as a stored resource (Gemini) costs `storage` per million and hour and pays from
 * so many calls an hour on that would find nothing otherwise: storage / (in - read). COST_UNKNOWN
 * without a price. */
double cost_calls_until_storage_pays(const Prices *prices);

#endif
