#include "lint/facts/provider.h"

enum { DAY = 86400, HOUR = 3600, MINUTE = 60 };

/* Sources, all as of 2026-11-21:
 *   Anthropic  platform.claude.com build-with-claude/prompt-caching (2026-08 and quotes of 2026-10)
 *   OpenAI     prompt caching guide (2026-10), openai-node 7.57.0 types; the 12h time to live and
 *              its 2.5x from secondary sources, Responses API only. Before GPT-5.6 entries live 5
 * to 10 minutes, or 24 hours by prompt_cache_retention; hits are rounded to 128 tokens Bedrock
 * docs.aws.amazon.com prompt caching page (2026-09 or later); Nova: write 1x, read 0.25x, no
 * cachePoint in tools; OpenAI models: 30 minutes, 1.25x Google     ai.google.dev caching page
 * (2026-10); explicit caches live an hour by default, and are billed by storage, not by a write
 * price others     the vendors' caching pages as quoted on 2026-10-03; xAI's 128 tokens measured */
static const ProviderRules RULES[] = {
    {.provider = PROVIDER_ANTHROPIC,
     .mode = CACHE_BREAKPOINTS,
     .order = ORDER_TOOLS_SYSTEM_MESSAGES,
     .max_breakpoints = 4,
     .lookback = 20,
     .ttl = {{"5m", 5 * MINUTE, 1.25}, {"1h", HOUR, 2}},
     .read_multiplier = 0.1,
     .longer_ttl_first = true,
     .automatic_field = true,
     .tool_breakpoints = true,
     .caches_in_batch = true,
     .refreshed_by_reads = true},
    {.provider = PROVIDER_VERTEX,
     .mode = CACHE_BREAKPOINTS,
     .order = ORDER_TOOLS_SYSTEM_MESSAGES,
     .max_breakpoints = 4,
     .lookback = 20,
     .ttl = {{"5m", 5 * MINUTE, 1.25}, {"1h", HOUR, 2}},
     .read_multiplier = 0.1,
     .longer_ttl_first = true,
     .automatic_field = true,
     .tool_breakpoints = true,
     .caches_in_batch = true,
     .refreshed_by_reads = true},
    {.provider = PROVIDER_AZURE,
     .mode = CACHE_BREAKPOINTS,
     .order = ORDER_TOOLS_SYSTEM_MESSAGES,
     .max_breakpoints = 4,
     .lookback = 20,
     .ttl = {{"5m", 5 * MINUTE, 1.25}, {"1h", HOUR, 2}},
     .read_multiplier = 0.1,
     .longer_ttl_first = true,
     .automatic_field = true,
     .tool_breakpoints = true,
     .caches_in_batch = true,
     .refreshed_by_reads = true},
    {.provider = PROVIDER_OPENROUTER,
     .mode = CACHE_BREAKPOINTS,
     .order = ORDER_TOOLS_SYSTEM_MESSAGES,
     .max_breakpoints = 4,
     .lookback = 20,
     .ttl = {{"5m", 5 * MINUTE, 1.25}, {"1h", HOUR, 2}},
     .read_multiplier = 0.1,
     .longer_ttl_first = true,
     .tool_breakpoints = true,
     .caches_in_batch = true,
     .refreshed_by_reads = true},
    {.provider = PROVIDER_BEDROCK,
     .mode = CACHE_BREAKPOINTS_BEST_EFFORT,
     .order = ORDER_TOOLS_SYSTEM_MESSAGES,
     .max_breakpoints = 4,
     .lookback = 20,
     .ttl = {{"5m", 5 * MINUTE, 1.25}, {"1h", HOUR, 2}},
     .read_multiplier = 0.1,
     .longer_ttl_first = true,
     .automatic_field = true,
     .tool_breakpoints = true,
     .refreshed_by_reads = true},
    {.provider = PROVIDER_BEDROCK,
     .mode = CACHE_BREAKPOINTS_NOT_IN_TOOLS,
     .order = ORDER_TOOLS_SYSTEM_MESSAGES,
     .max_breakpoints = 4,
     .ttl = {{"5m", 5 * MINUTE, 1}},
     .read_multiplier = 0.25,
     .refreshed_by_reads = true},
    {.provider = PROVIDER_BEDROCK,
     .mode = CACHE_AUTOMATIC_BREAKPOINTS,
     .order = ORDER_HIDDEN_TOOLS_SYSTEM_MESSAGES,
     .max_breakpoints = 4,
     .ttl = {{"30m", 30 * MINUTE, 1.25}},
     .read_multiplier = 0.1,
     .refreshed_by_reads = true},
    /* The first row of a provider is also the one for a model that is not known. */
    {.provider = PROVIDER_OPENAI,
     .mode = CACHE_AUTOMATIC_BREAKPOINTS,
     .order = ORDER_HIDDEN_TOOLS_SYSTEM_MESSAGES,
     .max_breakpoints = 4,
     .ttl = {{"30m", 30 * MINUTE, 1.25}, {"12h", 12 * HOUR, 2.5}},
     .read_multiplier = 0.1,
     .caches_in_batch = true,
     .refreshed_by_reads = true},
    {.provider = PROVIDER_OPENAI,
     .mode = CACHE_AUTOMATIC,
     .order = ORDER_HIDDEN_TOOLS_SYSTEM_MESSAGES,
     .block_tokens = 128,
     .ttl = {{"", 5 * MINUTE, 1}, {"24h", DAY, 1}},
     .read_multiplier = 0,
     .caches_in_batch = true,
     .refreshed_by_reads = true},
    {.provider = PROVIDER_AZURE,
     .mode = CACHE_AUTOMATIC_BREAKPOINTS,
     .order = ORDER_HIDDEN_TOOLS_SYSTEM_MESSAGES,
     .max_breakpoints = 4,
     .ttl = {{"30m", 30 * MINUTE, 1.25}, {"12h", 12 * HOUR, 2.5}},
     .read_multiplier = 0.1,
     .caches_in_batch = true,
     .refreshed_by_reads = true},
    {.provider = PROVIDER_AZURE,
     .mode = CACHE_AUTOMATIC,
     .order = ORDER_HIDDEN_TOOLS_SYSTEM_MESSAGES,
     .block_tokens = 128,
     .ttl = {{"", 5 * MINUTE, 1}, {"24h", DAY, 1}},
     .read_multiplier = 0,
     .caches_in_batch = true,
     .refreshed_by_reads = true},
    {.provider = PROVIDER_GOOGLE,
     .mode = CACHE_AUTOMATIC_RESOURCE,
     .order = ORDER_ASSUMED,
     .ttl = {{"", HOUR, 1}},
     .read_multiplier = 0.1,
     .caches_in_batch = true},
    {.provider = PROVIDER_GOOGLE,
     .mode = CACHE_AUTOMATIC,
     .order = ORDER_ASSUMED,
     .read_multiplier = 0.05,
     .caches_in_batch = true},
    {.provider = PROVIDER_VERTEX,
     .mode = CACHE_AUTOMATIC_RESOURCE,
     .order = ORDER_ASSUMED,
     .ttl = {{"", HOUR, 1}},
     .read_multiplier = 0.1,
     .caches_in_batch = true},
    {.provider = PROVIDER_DEEPSEEK,
     .mode = CACHE_AUTOMATIC,
     .order = ORDER_ASSUMED,
     .read_multiplier = 0.02},
    {.provider = PROVIDER_XAI,
     .mode = CACHE_AUTOMATIC,
     .order = ORDER_ASSUMED,
     .block_tokens = 128,
     .read_multiplier = 0.25},
    {.provider = PROVIDER_MISTRAL,
     .mode = CACHE_KEY,
     .order = ORDER_ASSUMED,
     .block_tokens = 64,
     .read_multiplier = 0.1},
    {.provider = PROVIDER_MOONSHOT,
     .mode = CACHE_AUTOMATIC_BREAKPOINTS,
     .order = ORDER_ASSUMED,
     .ttl = {{"5m", 5 * MINUTE, 1}, {"1h", HOUR, 2}},
     .read_multiplier = 0.1},
    {.provider = PROVIDER_MOONSHOT,
     .mode = CACHE_AUTOMATIC,
     .order = ORDER_ASSUMED,
     .ttl = {{"5m", 5 * MINUTE, 1}, {"1h", HOUR, 1}},
     .read_multiplier = 0.2},
    {.provider = PROVIDER_ALIBABA,
     .mode = CACHE_AUTOMATIC_OR_BREAKPOINTS,
     .order = ORDER_ASSUMED,
     .max_breakpoints = 4,
     .ttl = {{"5m", 5 * MINUTE, 1.25}},
     .read_multiplier = 0.1,
     .refreshed_by_reads = true},
    {.provider = PROVIDER_ZAI,
     .mode = CACHE_AUTOMATIC,
     .order = ORDER_ASSUMED,
     .read_multiplier = 0.2},
    {.provider = PROVIDER_MINIMAX,
     .mode = CACHE_AUTOMATIC,
     .order = ORDER_ASSUMED,
     .read_multiplier = 0.2},
    {.provider = PROVIDER_GROQ,
     .mode = CACHE_AUTOMATIC,
     .order = ORDER_ASSUMED,
     .ttl = {{"", 2 * HOUR, 1}},
     .read_multiplier = 0.5,
     .refreshed_by_reads = true},
    {.provider = PROVIDER_FIREWORKS,
     .mode = CACHE_AUTOMATIC,
     .order = ORDER_ASSUMED,
     .read_multiplier = 0.5},
    {.provider = PROVIDER_CEREBRAS,
     .mode = CACHE_AUTOMATIC,
     .order = ORDER_ASSUMED,
     .read_multiplier = 1},
};

static const ProviderRules NO_RULES = {.order = ORDER_ASSUMED};

const ProviderRules *facts_provider_rules(Provider provider, CacheMode mode) {
    for (size_t i = 0; i < sizeof RULES / sizeof *RULES; i++)
        if (RULES[i].provider == provider && (mode == CACHE_UNKNOWN || RULES[i].mode == mode))
            return &RULES[i];
    return &NO_RULES;
}

const ProviderRules *facts_match_rules(const ModelMatch *match) {
    if (!match->model) return facts_provider_rules(match->platform, CACHE_UNKNOWN);
    const Model *model = match->model;
    const ProviderRules *rules = facts_provider_rules(match->platform, model->cache_mode);
    /* A host that passes the vendor's caching through: the vendor's rules. */
    if (rules == &NO_RULES) rules = facts_provider_rules(model->provider, model->cache_mode);
    return rules;
}

/* ai.google.dev/gemini-api/docs/thinking, as read on 2026-09-17 (juspay/neurolink 1707); answers
 * that users got: vercel/ai 8027 (2.5 Pro, 0), RooCodeInc/Roo-Code 4399 (52,428). */
bool facts_gemini_budget(Str id, BudgetRange *range) {
    static const struct {
        const char *id;
        BudgetRange range;
    } ranges[] = {{"gemini-2.5-pro", {128, 32768, false}},
                  {"gemini-2.5-flash", {1, 24576, true}},
                  {"gemini-2.5-flash-lite", {512, 24576, true}}};
    for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++)
        if (str_is(id, ranges[i].id)) {
            *range = ranges[i].range;
            return true;
        }
    return false;
}

/* AWS's table of models that cache (2026-09 or later), and answers that users of the others got:
 * BerriAI/litellm 39210 (nemotron), zeroclaw 7315 (qwen), pensarai/apex 943 (deepseek),
 * strands-agents 1807 (llama), posit-dev/positron 12142 (claude-3-sonnet), 2026-02 to 2026-09. */
bool facts_bedrock_refuses_marks(Str id) {
    static const char *const makers[] = {"ai21.",     "amazon.titan", "cohere.",  "deepseek.",
                                         "google.",   "meta.",        "minimax.", "mistral.",
                                         "moonshot.", "nvidia.",      "qwen.",    "zai."};
    static const char *const claudes[] = {
        "anthropic.claude-v2",      "anthropic.claude-instant",
        "anthropic.claude-3-haiku", "anthropic.claude-3-sonnet",
        "anthropic.claude-3-opus",  "anthropic.claude-3-5-sonnet-20240620"};
    size_t dot = str_find_char(id, '.', 0);
    if (dot != STR_NOT_FOUND && dot <= 6 && str_find_char(id, '.', dot + 1) != STR_NOT_FOUND) {
        Str region = str_slice(id, 0, dot); /* us.meta.llama3-3-70b-instruct-v1:0 */
        static const char *const regions[] = {"us", "eu", "apac",   "ap",    "jp",
                                              "au", "ca", "global", "us-gov"};
        for (size_t i = 0; i < sizeof regions / sizeof *regions; i++)
            if (str_is(region, regions[i])) {
                id = str_slice(id, dot + 1, id.len);
                break;
            }
    }
    for (size_t i = 0; i < sizeof makers / sizeof *makers; i++)
        if (str_starts(id, str_from_c(makers[i]))) return true;
    for (size_t i = 0; i < sizeof claudes / sizeof *claudes; i++)
        if (str_starts(id, str_from_c(claudes[i]))) return true;
    return false;
}

const TtlChoice *facts_ttl(const ProviderRules *rules, Str spelling) {
    for (size_t i = 0; i < TTL_CHOICES; i++)
        if (rules->ttl[i].spelling[0] && str_is(spelling, rules->ttl[i].spelling))
            return &rules->ttl[i];
    return NULL;
}

/* ---- output caps -------------------------------------------------------------------------- */

/* Anthropic: required, 0 pre-warms the cache. Chat Completions: max_tokens is deprecated, and
 * GPT-5 and later and the o series answer it with an error that names max_completion_tokens
 * (openai-python and many issues, 2025-08 to 2026-07). Gemini: also by its Python SDK's name. */
static const struct {
    char label[28];
    char name[24];
    char older[24];
    bool required, zero;
} APIS[API_COUNT] = {
    [API_UNKNOWN] = {"unknown", "", "", false, false},
    [API_ANTHROPIC_MESSAGES] = {"Anthropic Messages", "max_tokens", "", true, true},
    [API_OPENAI_CHAT] = {"OpenAI Chat Completions", "max_completion_tokens", "max_tokens", false,
                         false},
    [API_OPENAI_RESPONSES] = {"OpenAI Responses", "max_output_tokens", "", false, false},
    [API_GEMINI] = {"Gemini generateContent", "maxOutputTokens", "", false, false},
    [API_BEDROCK_CONVERSE] = {"Bedrock Converse", "maxTokens", "", false, false},
};

static Api known(Api api) {
    return (unsigned)api < API_COUNT ? api : API_UNKNOWN;
}

const char *facts_api_name(Api api) {
    return APIS[known(api)].label;
}

const char *facts_cap_name(Api api) {
    return APIS[known(api)].name;
}

bool facts_cap_required(Api api) {
    return APIS[known(api)].required;
}

bool facts_cap_may_be_zero(Api api) {
    return APIS[known(api)].zero;
}

CapVerdict facts_cap_verdict(Api api, const Model *model, Str spelling) {
    api = known(api);
    if (api == API_UNKNOWN || spelling.len == 0) return CAP_OTHER_NAME;
    if (api == API_OPENAI_CHAT && model && (model->refuses & REFUSES_CHAT_MAX_TOKENS) &&
        str_is(spelling, APIS[api].older))
        return CAP_REFUSED;
    if (str_is(spelling, APIS[api].name)) return CAP_ACCEPTED;
    if (str_is(spelling, APIS[api].older)) return CAP_DEPRECATED;
    if (api == API_GEMINI && str_is(spelling, "max_output_tokens")) return CAP_ACCEPTED;
    return CAP_OTHER_NAME;
}
