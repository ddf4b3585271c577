/* What a provider's cache does, and what its APIs call things: the facts that do not hang on one
 * model. Sources stand beside the table in provider.c.
 *
 * A multiplier is a factor on the input price. It is the default for a model without prices of its
 * own; where the table has a price, the price rules (cache reads run from 0.025 to 0.5 of input).
 */
#ifndef WARMLINT_FACTS_PROVIDER_H
#define WARMLINT_FACTS_PROVIDER_H

#include "lint/facts/facts.h"

/* The order in which a request becomes the prefix. */
typedef enum {
    ORDER_TOOLS_SYSTEM_MESSAGES,        /* documented by Anthropic */
    ORDER_HIDDEN_TOOLS_SYSTEM_MESSAGES, /* OpenAI: its own hidden text first, then the same */
    ORDER_ASSUMED /* not documented; tools, system, messages is the working assumption */
} CacheOrder;

enum { TTL_SPELLING = 8, TTL_CHOICES = 2 };

typedef struct {
    char spelling[TTL_SPELLING]; /* "5m"; empty: no such choice */
    int32_t seconds;
    double write_multiplier; /* 0: not known */
} TtlChoice;

typedef struct {
    Provider provider;
    CacheMode mode;
    CacheOrder order;
    int32_t max_breakpoints; /* in one request, all sections together; 0: takes none */
    int32_t lookback;     /* blocks looked back from a breakpoint, itself counted; 0: no window */
    int32_t block_tokens; /* hits come in multiples of so many tokens; 0: exact or not known */
    TtlChoice ttl[TTL_CHOICES]; /* shortest first; the first is the default */
    double read_multiplier;     /* 0: not known */
    bool longer_ttl_first;      /* a long breakpoint after a short one is refused */
    bool automatic_field;       /* a top-level cache_control sets one breakpoint by itself */
    bool tool_breakpoints;      /* tools may carry a breakpoint */
    bool caches_in_batch;       /* caching works in batch mode */
    bool refreshed_by_reads;    /* a hit restarts the time to live */
} ProviderRules;

/* The rules for a provider and a model's cache mode; with CACHE_UNKNOWN (model not known) the
 * provider's newest rules. Providers without rules of their own get a row with mode CACHE_UNKNOWN
 * in which nothing is claimed; never NULL. */
const ProviderRules *facts_provider_rules(Provider provider, CacheMode mode);
/* For a look-up: the platform's rules with the row's mode. */
const ProviderRules *facts_match_rules(const ModelMatch *match);

/* The choice a ttl text names, or NULL: refused. An absent ttl is ttl[0]. */
const TtlChoice *facts_ttl(const ProviderRules *rules, Str spelling);

/* Whether Bedrock answers a cachePoint for this model with an error ("You invoked an unsupported
 * model or your request did not allow prompt caching"): other makers than Anthropic, Amazon (Nova)
 * and OpenAI, and Claude before 3.5 Sonnet v2 and 3.5 Haiku. False where the id does not tell. */
bool facts_bedrock_refuses_marks(Str model_id);

/* The thinking budgets that Gemini takes, beside 0 and -1 (the model decides); false where the
 * model has no such range. `zero`: thinking can be turned off. */
typedef struct {
    int32_t least, most;
    bool zero;
} BudgetRange;
bool facts_gemini_budget(Str model_id, BudgetRange *range);

/* ---- output caps -------------------------------------------------------------------------- */

typedef enum {
    API_UNKNOWN,
    API_ANTHROPIC_MESSAGES, /* also Claude on Bedrock InvokeModel and on Google Cloud */
    API_OPENAI_CHAT,
    API_OPENAI_RESPONSES,
    API_GEMINI,           /* generateContent: generationConfig */
    API_BEDROCK_CONVERSE, /* inferenceConfig */
    API_COUNT
} Api;

typedef enum {
    CAP_OTHER_NAME, /* not a name of this API; it is ignored or refused as unknown */
    CAP_ACCEPTED,
    CAP_DEPRECATED, /* works, the API has a newer name */
    CAP_REFUSED     /* this model answers with an error */
} CapVerdict;

/* The name the API wants: "max_tokens", "max_completion_tokens" ...; "" for API_UNKNOWN. */
const char *facts_cap_name(Api api);
/* Must a request carry one? */
bool facts_cap_required(Api api);
/* May it be 0 (Anthropic: write the cache, answer nothing)? */
bool facts_cap_may_be_zero(Api api);
/* How the API takes this spelling; model may be NULL where it is not known. */
CapVerdict facts_cap_verdict(Api api, const Model *model, Str spelling);

const char *facts_api_name(Api api);

#endif
