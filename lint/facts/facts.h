/* What is known of the models: ids, prices, cache minimums, limits and lifecycles, each with its
 * source and date. The data is lint/facts/models.csv, compiled into constant tables (no work at
 * start-up, no pointers to relocate); lint/facts/README.md describes its columns.
 *
 * Units: tokens; seconds; US dollars per million tokens. Unknown is 0 for counts and dates and
 * PRICE_UNKNOWN for prices. Everything returned lives as long as the program; nothing is owned by
 * the caller, nothing allocates.
 *
 * Ids match exactly or by a listed alias, never by prefix: claude-sonnet-5-5 is not a kind of
 * claude-sonnet-5. Other people's spellings of an id (routers, clouds, test tools) are turned into
 * an exact id by the fixed list of rules in find.c, and by nothing else. */
#ifndef WARMLINT_FACTS_FACTS_H
#define WARMLINT_FACTS_FACTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lint/base/str.h"
#include "lint/facts/date.h"

/* Who serves the request, which is not always who made the model. */
typedef enum {
    PROVIDER_UNKNOWN,
    PROVIDER_ANTHROPIC,
    PROVIDER_OPENAI,
    PROVIDER_GOOGLE, /* the Gemini API */
    PROVIDER_BEDROCK,
    PROVIDER_VERTEX, /* Google Cloud */
    PROVIDER_AZURE,  /* Azure OpenAI and Microsoft Foundry */
    PROVIDER_OPENROUTER,
    PROVIDER_DEEPSEEK,
    PROVIDER_XAI,
    PROVIDER_MISTRAL,
    PROVIDER_MOONSHOT,
    PROVIDER_ALIBABA,
    PROVIDER_ZAI,
    PROVIDER_MINIMAX,
    PROVIDER_GROQ,
    PROVIDER_FIREWORKS,
    PROVIDER_META,
    PROVIDER_CEREBRAS,
    PROVIDER_COUNT
} Provider;

/* Does the name always mean the same weights? */
typedef enum {
    ID_UNDATED,  /* no dated form seen; treat as pinned */
    ID_PINNED,   /* a snapshot, dated or documented as one (Claude 4.6 and later) */
    ID_SNAPSHOT, /* stands for the vendor's default dated snapshot; rarely moves */
    ID_FLOATING  /* documented or named to move: *-latest, Claude short names before 4.6 */
} IdForm;

/* How the provider's cache comes to hold a prefix. */
typedef enum {
    CACHE_UNKNOWN,
    CACHE_NONE,                     /* no cached price, or not cached */
    CACHE_BREAKPOINTS,              /* only at breakpoints (Anthropic) */
    CACHE_BREAKPOINTS_BEST_EFFORT,  /* breakpoints, and sometimes without (Bedrock) */
    CACHE_BREAKPOINTS_NOT_IN_TOOLS, /* the same, in system and messages only (Amazon Nova) */
    CACHE_AUTOMATIC,                /* by itself; breakpoints are not a thing */
    CACHE_AUTOMATIC_BREAKPOINTS,    /* by itself, and at breakpoints (OpenAI 5.6 and later) */
    CACHE_AUTOMATIC_RESOURCE,       /* by itself, and as a stored resource (Gemini) */
    CACHE_AUTOMATIC_OR_BREAKPOINTS, /* one or the other in a request (Qwen) */
    CACHE_KEY                       /* only with a cache key in the request (Mistral) */
} CacheMode;

/* How the minimum cacheable prefix is known. */
typedef enum { MIN_UNKNOWN, MIN_DOCUMENTED, MIN_MEASURED, MIN_INFERRED } MinBasis;

typedef enum {
    STATE_UNKNOWN,
    STATE_ACTIVE,
    STATE_LIMITED,    /* active, restricted access */
    STATE_DEPRECATED, /* works, end announced */
    STATE_RETIRED
} ModelState;

typedef enum {
    CONFIDENCE_INFERRED,  /* by analogy or from memory */
    CONFIDENCE_SECONDARY, /* third parties only */
    CONFIDENCE_MIXED,     /* partly the vendor's pages */
    CONFIDENCE_DOCUMENTED /* the vendor's pages or SDK */
} Confidence;

/* Parameters a model answers with an error (facts about the API, not about caching). */
enum {
    REFUSES_CHAT_MAX_TOKENS = 1 << 0, /* `max_tokens` in Chat Completions */
    REFUSES_SAMPLING = 1 << 1,        /* non-default temperature, top_p, top_k */
    REFUSES_PREFILL = 1 << 2,         /* a last message of the assistant */
    REFUSES_THINKING_BUDGET = 1 << 3, /* thinking enabled with budget_tokens */
    REFUSES_THINKING_OFF = 1 << 4,    /* thinking disabled */
    REFUSES_FORCED_TOOL = 1 << 5,     /* tool_choice any or tool */
    REFUSES_RESIDENCY = 1 << 6,       /* inference_geo */
    REFUSES_FAST = 1 << 7,            /* speed: fast */
    REFUSES_AUTOMATIC = 1 << 8,       /* cache_control at the top level */
    REFUSES_TWO_SAMPLERS = 1 << 9,    /* temperature and top_p in one request */
    REFUSES_ADAPTIVE = 1 << 10,       /* thinking adaptive */
    REFUSES_EFFORT = 1 << 11,         /* output_config.effort */
    REFUSES_THINKING_LEVEL = 1 << 12, /* Gemini's thinkingLevel */
    /* OpenAI, while the model reasons: with an effort other than none, or with no word of one where
     * it does so by default. */
    REFUSES_SAMPLING_EFFORT = 1 << 13, /* non-default temperature, top_p */
    REFUSES_CHAT_TOOLS = 1 << 14,      /* functions in Chat Completions */
    REASONS_BY_DEFAULT = 1 << 15,
    REFUSES_PENALTIES = 1 << 16,  /* penalties; of OpenAI's models log probabilities, too */
    REFUSES_STOP = 1 << 17,       /* stop and logit_bias in Chat Completions */
    REFUSES_SYSTEM_TURN = 1 << 18 /* role system among the messages */
};

/* A slice of the constant text pool; read it with facts_text. */
typedef struct {
    uint32_t at, len;
} FactText;

/* One row of the table: a model as one platform serves it. */
typedef struct {
    Provider provider;
    FactText id;
    IdForm id_form;         /* of the id itself; aliases carry their own, see ModelMatch */
    int32_t context_window; /* input and output together */
    int32_t max_output;
    double batch;       /* factor on all prices in batch mode; 0: not known */
    double regional;    /* factor outside the global endpoint; 1: none */
    int32_t min_tokens; /* shortest prefix that is cached: the best figure ... */
    int32_t min_low;    /* ... and the range that sources of weight span; all three are */
    int32_t min_high;   /* equal where nobody disagrees */
    MinBasis min_basis;
    int32_t max_breakpoints; /* 0: takes none; -1: not known */
    CacheMode cache_mode;
    int32_t ttl_short_s;
    int32_t ttl_long_s;
    ModelState state; /* on the date of the data; ask facts_status for another day */
    Date released;
    Date retires;      /* the first day without it */
    Date earliest_end; /* the vendor's "not before" */
    bool rerouted;     /* after its end requests go to the successor instead of failing */
    FactText successor;
    unsigned refuses;           /* REFUSES_* */
    int32_t tool_prompt_auto;   /* hidden tokens added when tools are given */
    int32_t tool_prompt_forced; /* the same with tool_choice any or tool */
    FactText tokenizer;         /* family name; a trailing '?' where it is assumed */
    Confidence confidence;
    Date verified;
    FactText source, doubt, note;
    uint16_t first_price, price_count; /* into the price table, oldest first */
    uint16_t first_alias, alias_count;
} Model;

#define PRICE_UNKNOWN (-1.0)

typedef struct {
    double in, out, write_short, write_long, read; /* USD per million tokens */
} PriceSet;

/* The prices of one model on one day. */
typedef struct {
    bool known; /* false: no price at all; single fields may still be PRICE_UNKNOWN */
    Date from;  /* first day of this price; 0: since the model exists */
    Date until; /* last day, where a change is announced; else 0 */
    PriceSet base;
    int32_t long_over; /* above so many input tokens `above` holds for the whole request; 0: no */
    PriceSet above;
    double batch;   /* factor in batch mode; 0: not known */
    double storage; /* of a stored cache (Gemini), per million tokens and hour; PRICE_UNKNOWN */
    Date verified;
    FactText source;
} Prices;

typedef struct {
    const Model *model;  /* NULL: in no table; every other field is then empty */
    Provider platform;   /* who serves it, as far as id and hint tell */
    Str name;            /* the id or alias of the table that matched */
    IdForm form;         /* of that name */
    bool platform_row;   /* the row was collected for this platform. False: it is the vendor's own
                          * row; limits and minimums carry over, lifecycle dates do not */
    bool prices_apply;   /* false: a ":free" kind of variant, or an open model on some host */
    double price_factor; /* 1.1 on regional endpoints of Bedrock, else 1 */
} ModelMatch;

typedef struct {
    ModelState state;
    Date retires, earliest_end; /* 0: not known */
    int days_left;              /* to `retires`; 0 or less: over. Only where retires is set */
    bool rerouted;
    Str successor; /* empty: none named */
} ModelStatus;

/* The date of the data as a whole. */
Date facts_date(void);

size_t facts_model_count(void);
/* Rows in the order of the CSV; NULL beyond the end. */
const Model *facts_model_at(size_t index);

/* A table text; valid for the life of the program, not NUL-terminated. */
Str facts_text(FactText text);
/* The aliases of a row, by number; the empty slice beyond the last. `form` may be NULL. */
Str facts_alias(const Model *model, size_t index, IdForm *form);

/* Looks a model id up as a user wrote it. The hint says which platform the surrounding format
 * means; a platform written in the id itself ("bedrock/...") wins over it. Ids above 256 bytes
 * are not found. */
ModelMatch facts_resolve(Provider hint, Str id);
/* The same, when only the row matters. */
const Model *facts_find_model(Provider hint, Str id);

typedef struct {
    const Model *model; /* NULL: nothing near */
    Str name;           /* the id or alias to offer */
    int distance;       /* edits: insert, delete, replace, swap neighbours; at most 3 */
} NearModel;

/* For "did you mean": the nearest id or alias within a few edits, active models first. */
NearModel facts_nearest_model(Str id);

Prices facts_prices(const Model *model, Date today);
/* The same for a look-up: with the platform's factor, and unknown where prices do not apply. */
Prices facts_match_prices(const ModelMatch *match, Date today);
/* The set that holds for a request with so many input tokens, cached ones included. */
PriceSet facts_price_set(const Prices *prices, int64_t input_tokens);

/* STATE_UNKNOWN where the row's dates do not hold for the platform. */
ModelStatus facts_status(const ModelMatch *match, Date today);

/* "anthropic", "vertex" ...: the word of the table and of --provider; "unknown" for others. */
const char *facts_provider_name(Provider provider);
/* Reads such a word, or a usual other one ("vertex_ai", "gemini", "x-ai"); unknown otherwise. */
Provider facts_provider_parse(Str word);

const char *facts_state_name(ModelState state);
const char *facts_cache_mode_name(CacheMode mode);
const char *facts_confidence_name(Confidence confidence);

#endif
