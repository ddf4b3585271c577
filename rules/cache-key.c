#include "lint/base/utf8.h"
#include "rules/pair.h"
#include "rules/params.h"
#include "rules/prefix.h"

/* What stays the same for sure ends before this step. */
static size_t stable_end(const Prompt *prompt, const Plan *plan) {
    size_t end = plan->first_change == NO_STEP ? plan->step_count : plan->first_change;
    if (end < plan->step_count || prompt->kind != KIND_RENDERED) return end;
    size_t home = prefix_last_stable(plan);
    return home == NO_SEGMENT ? 0 : prefix_end_of(plan, home);
}

static void fill_cost(Sink *sink, const Plan *plan, Finding *f, TokCount stable) {
    if (stable.tokens < plan->minimum) return; /* nothing is cached anyway */
    f->tokens = (double)stable.tokens;
    f->usd_per_1000 = cost_lost_per_1000(plan, f->tokens, false);
    Str usd = prefix_cost(sink, f->usd_per_1000);
    f->cost = sink_text(sink, "the " STR_FMT " tokens that stay the same could be read%s" STR_FMT,
                        STR_ARG(sink_tokens(sink, stable)), usd.len ? ": " : "", STR_ARG(usd));
}

/* A key exists to be shared by the calls that share a prefix. */
static void check_key(const Prompt *prompt, const Plan *plan, Sink *sink) {
    Str what;
    VolatilityVerdict verdict = param_volatility(sink, &prompt->cache_key, &what);
    if (verdict.volatility < VOL_APPEND) return;
    bool certain = verdict.certainty != CERTAIN_AMBIGUOUS;
    Finding *f = sink_report(sink, certain ? LEVEL_WARNING : LEVEL_INFO, prompt->cache_key.span,
                             "the cache key holds `" STR_FMT "`, which %s: no call finds what "
                             "another one cached",
                             STR_ARG(what), volatility_phrase(verdict));
    fill_cost(sink, plan, f, prefix_certain(plan, stable_end(prompt, plan)));
    f->help =
        STR("take a key that the calls with this prefix share: the name of the prompt and its "
            "version, or the conversation's id");
}

/* "Invalid 'prompt_cache_key': string too long. Expected a string with maximum length 64". */
static void check_length(const Prompt *prompt, Sink *sink) {
    enum { MOST = 64 };
    const Param *key = &prompt->cache_key;
    bool limited = prompt->provider == PROVIDER_OPENAI || prompt->provider == PROVIDER_AZURE;
    size_t length = utf8_code_points(key->text);
    if (!limited || key->state != PARAM_SET || length <= MOST) return;
    Finding *f = sink_report(sink, LEVEL_ERROR, key->span,
                             "the cache key has %zu characters, and %d are allowed: the API "
                             "refuses the request",
                             length, MOST);
    f->help = STR("shorten it, or send a hash of it");
}

static void check_missing(const Prompt *prompt, const Plan *plan, Sink *sink) {
    /* Shorter prefixes save too little for a remark. */
    enum { WORTH_A_KEY = 1024 };
    if (prefix_rules(prompt)->mode != CACHE_KEY || !prompt->model) return;
    TokCount stable = prefix_certain(plan, stable_end(prompt, plan));
    if (stable.lo < WORTH_A_KEY) return;
    Finding *f = sink_report(sink, LEVEL_WARNING, prompt->anchor,
                             "no `prompt_cache_key`: " STR_FMT " is cached only with one",
                             STR_ARG(prompt->model_id));
    fill_cost(sink, plan, f, stable);
    f->help = STR("send a key that all calls with this prefix share, such as the prompt's name and "
                  "version");
}

static void check(const Prompt *prompt, const Plan *plan, Sink *sink) {
    if (prompt->cache_key.state == PARAM_ABSENT || prompt->cache_key.state == PARAM_NULL)
        check_missing(prompt, plan, sink);
    else
        check_key(prompt, plan, sink);
    check_length(prompt, sink);
}

/* Another key finds nothing of what was cached under the one before. */
static void check_pair(const PromptRecord *older, const Prompt *prompt, const Plan *plan,
                       Sink *sink) {
    RecordDiff diff = record_compare(sink->arena, older, plan);
    const ParamChange *change = pair_param(&diff, "prompt_cache_key");
    if (!change) return;
    Span span = pair_param_span(prompt, change->name);
    if (older->origin == RECORD_REQUEST) {
        Finding *f = sink_report(sink, LEVEL_WARNING, span,
                                 "another cache key than " STR_FMT ", whose conversation this is",
                                 STR_ARG(pair_where(sink, older)));
        f->help = STR("keep one key through a conversation");
        return;
    }
    Finding *f = sink_report(sink, LEVEL_INFO, span, "the cache key " STR_FMT,
                             STR_ARG(pair_param_words(sink, change)));
    f->cost = pair_cold(sink, &diff);
    f->help = sink_text(sink, "keep the key as long as the prefix stays%s", pair_agree(older));
}

const RuleCheck rule_cache_key = {
    .needs = NEEDS_MARKERS, .check = check, .check_pair = check_pair, .between_requests = true};
