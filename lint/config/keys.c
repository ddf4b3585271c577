#include "lint/config/keys.h"
#include "tokenizer/tokenizer.h"

#include "lint/facts/facts.h"
#include "lint/finding/finding.h"
#include "lint/template/template.h"

/* --- keys ----------------------------------------------------------------------------------------
 */

const Key keys_quantiles[] = {{.name = "p50", .help = "The median."},
                              {.name = "p95", .help = "95 of 100 are at most so much."},
                              {0}};

const Key keys_workload[] = {
    {.name = "calls_per_day", .help = "Calls of this prompt a day."},
    {.name = "requests_per_day", .help = "The same as calls_per_day."},
    {.name = "calls_per_session", .help = "Calls that share one session's values."},
    {.name = "requests_per_session", .help = "The same as calls_per_session."},
    {.name = "calls_per_minute_peak", .help = "Calls in the busiest minute."},
    {.name = "requests_per_minute_peak", .help = "The same as calls_per_minute_peak."},
    {.name = "requests_per_minute", .help = "An upper bound, as rate limits state it."},
    {.name = "gap_seconds",
     .shape = KEY_MAP,
     .members = keys_quantiles,
     .help = "Seconds between calls that share the prefix: a number or {p50, p95}."},
    {.name = "output_tokens",
     .shape = KEY_MAP,
     .members = keys_quantiles,
     .help = "Tokens of an answer: a number or {p50, p95}."},
    {.name = "latency", .words = WORDS_LATENCY, .help = "Whether somebody waits for the answer."},
    {.name = "deferrable", .help = "The share of calls that may wait, from 0 to 1."},
    {.name = "batch", .words = WORDS_BOOL, .help = "The calls go through the batch API already."},
    {0}};

const Key keys_budget[] = {
    {.name = "daily_usd", .help = "US dollars a day."},
    {.name = "monthly_usd", .help = "US dollars a month."},
    {.name = "daily", .help = "The same as daily_usd."},
    {.name = "monthly", .help = "The same as monthly_usd."},
    {.name = "alert_threshold_daily", .help = "The same as daily_usd."},
    {.name = "alert_threshold_monthly", .help = "The same as monthly_usd."},
    {.name = "alert_at", .shape = KEY_LIST, .help = "Percentages of the budget: [50, 80, 100]."},
    {0}};

const Key keys_limits[] = {{.name = "system_tokens", .help = "Most tokens of the system prompt."},
                           {.name = "tools_tokens", .help = "Most tokens of all tool definitions."},
                           {.name = "tool_tokens", .help = "Most tokens of one tool definition."},
                           {.name = "file_tokens", .help = "Most tokens of the whole prompt."},
                           {.name = "segment_tokens", .help = "Most tokens of its largest block."},
                           {.name = "exempt",
                            .words = WORDS_BOOL,
                            .help = "Known to be over its limits: a warning instead of an error."},
                           {0}};

const Key keys_input[] = {
    {.name = "volatility", .words = WORDS_VOLATILITY, .help = "How often the value changes."},
    {.name = "tokens", .help = "Its typical size."},
    {.name = "kind", .help = "text, thread, image, file or audio, as Prompty names them."},
    {0}};

/* In the order of prices.c. */
const Key keys_price[] = {
    {.name = "in", .help = "Input, USD per million tokens."},
    {.name = "out", .help = "Output, USD per million tokens."},
    {.name = "read", .help = "Input read from the cache, USD per million tokens."},
    {.name = "write", .help = "Input written to the cache, USD per million tokens."},
    {.name = "write_long", .help = "The same for the long time to live."},
    {.name = "batch", .help = "Factor on all prices in batch mode."},
    {.name = "storage", .help = "Of a stored cache, USD per million tokens and hour."},
    {0}};

const Key keys_calibration[] = {
    {.name = "factor", .help = "On every count, from 0.1 to 10."},
    {.name = "per_request", .help = "Tokens that each request adds."},
    {.name = "spread", .help = "What is left of the error, in per cent: the band."},
    {.name = "requests", .help = "Requests that it was measured on."},
    {.name = "measured", .help = "The day."},
    {0}};

const Key keys_scope[] = {
    {.name = "section", .shape = KEY_LIST, .words = WORDS_SECTION, .help = "Only in these."},
    {.name = "kind",
     .shape = KEY_LIST,
     .words = WORDS_KIND,
     .help = "Only in prompts of this kind."},
    {.name = "volatility",
     .words = WORDS_VOLATILITY,
     .help = "Look at placeholders of this volatility instead of at the text."},
    {0}};

const Key keys_pattern[] = {
    {.name = "code", .help = "Letters and digits, not WL: X101."},
    {.name = "name", .help = "Small letters, digits and hyphens: no-tbd."},
    {.name = "pattern", .help = "A regular expression (PCRE2); ^ and $ match at each line."},
    {.name = "scope", .shape = KEY_MAP, .members = keys_scope, .help = "Where to look."},
    {.name = "message", .help = "What is wrong, in one sentence."},
    {.name = "level", .words = WORDS_LEVEL, .help = "warning when not given."},
    {.name = "help", .help = "What to do."},
    {0}};

bool key_named(Str written, const char *name) {
    size_t i = 0;
    for (; i < written.len && name[i]; i++) {
        char a = written.ptr[i] == '_' ? '-' : written.ptr[i], b = name[i] == '_' ? '-' : name[i];
        if (a != b) return false;
    }
    return i == written.len && !name[i];
}

/* --- words ---------------------------------------------------------------------------------------
 */

static const char *word_of(const char *const *words, size_t count, size_t index) {
    return index < count ? words[index] : NULL;
}

const char *keys_volatility_at(size_t index) {
    static const Volatility listed[] = {VOL_CONSTANT, VOL_DEPLOY,  VOL_TENANT,
                                        VOL_USER,     VOL_SESSION, VOL_DAY,
                                        VOL_APPEND,   VOL_REQUEST, VOL_CALL};
    return index < sizeof listed / sizeof *listed ? volatility_name(listed[index]) : NULL;
}

const char *keys_provider_at(size_t index) {
    return index + 1 < PROVIDER_COUNT ? facts_provider_name((Provider)(index + 1)) : NULL;
}

const char *keys_level_at(size_t index) {
    return index <= LEVEL_ERROR ? level_name((Level)index) : NULL;
}

const char *keys_fail_on_at(size_t index) {
    return index == LEVEL_ERROR + 1 ? "never" : keys_level_at(index);
}

const char *keys_role_at(size_t index) {
    static const char *const words[] = {"system", "user", "assistant"};
    return word_of(words, sizeof words / sizeof *words, index);
}

const char *keys_engine_at(size_t index) {
    return index < ENGINE_COUNT ? engine_name((Engine)index) : NULL;
}

const char *keys_latency_at(size_t index) {
    static const char *const words[] = {"interactive", "deferred"};
    return word_of(words, sizeof words / sizeof *words, index);
}

const char *keys_section_at(size_t index) {
    static const char *const words[] = {"tools", "system", "messages"};
    return word_of(words, sizeof words / sizeof *words, index);
}

const char *keys_kind_at(size_t index) {
    static const char *const words[] = {"template", "static", "rendered"};
    return word_of(words, sizeof words / sizeof *words, index);
}

const char *keys_family_at(size_t index) {
    return index < TOK_UNKNOWN ? tok_family_name((TokFamily)index) : NULL;
}

static const char *bool_at(size_t index) {
    static const char *const words[] = {"true", "false"};
    return word_of(words, sizeof words / sizeof *words, index);
}

const char *keys_word_at(Words words, size_t index) {
    switch (words) {
    case WORDS_BOOL: return bool_at(index);
    case WORDS_VOLATILITY: return keys_volatility_at(index);
    case WORDS_PROVIDER: return keys_provider_at(index);
    case WORDS_LEVEL: return keys_level_at(index);
    case WORDS_FAIL_ON: return keys_fail_on_at(index);
    case WORDS_ROLE: return keys_role_at(index);
    case WORDS_ENGINE: return keys_engine_at(index);
    case WORDS_LATENCY: return keys_latency_at(index);
    case WORDS_SECTION: return keys_section_at(index);
    case WORDS_KIND: return keys_kind_at(index);
    case WORDS_FAMILY: return keys_family_at(index);
    default: return NULL;
    }
}
