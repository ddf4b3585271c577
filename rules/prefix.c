#include "rules/prefix.h"

enum { LEAST_MINIMUM = 512, LARGEST_MINIMUM = 4096 };

Minimum prefix_minimum(const Prompt *prompt) {
    if (prompt->model) return (Minimum){prompt->model->min_low, prompt->model->min_high};
    return prefix_needs_marks(prompt) ? (Minimum){LEAST_MINIMUM, LARGEST_MINIMUM} : (Minimum){0};
}

const ProviderRules *prefix_rules(const Prompt *prompt) {
    return prompt->model ? facts_match_rules(&prompt->match)
                         : facts_provider_rules(prompt->provider, CACHE_UNKNOWN);
}

bool prefix_needs_marks(const Prompt *prompt) {
    CacheMode mode = prefix_rules(prompt)->mode;
    return mode == CACHE_BREAKPOINTS || mode == CACHE_BREAKPOINTS_BEST_EFFORT ||
           mode == CACHE_BREAKPOINTS_NOT_IN_TOOLS;
}

const char *prefix_mark_type(const Prompt *prompt) {
    return prompt->api == API_BEDROCK_CONVERSE ? "default" : "ephemeral";
}

Str prefix_mark_advice(Sink *sink, Str place) {
    if (sink->prompt->api == API_BEDROCK_CONVERSE)
        return sink_text(sink, "put the element {cachePoint: {type: default}} behind " STR_FMT,
                         STR_ARG(place));
    return sink_text(sink, "put cache_control: {type: ephemeral} on " STR_FMT, STR_ARG(place));
}

size_t prefix_end_of(const Plan *plan, size_t segment) {
    size_t end = plan->step_count;
    while (end > 0 && plan->steps[end - 1].segment > segment) end--;
    return end;
}

TokCount prefix_certain(const Plan *plan, size_t end) {
    TokCount sum = {.method = TOK_FITTED};
    for (size_t i = 0; i < end && i < plan->step_count; i++) {
        const PlanStep *step = &plan->steps[i];
        const Segment *segment = &plan->prompt->segments.items[step->segment];
        if (!step->unsized && !segment->pieces.items[step->piece].conditional)
            sum = tok_add(sum, step->size);
    }
    return sum;
}

/* The newest user message, NO_SEGMENT when there is none. */
static size_t last_user_message(const Prompt *prompt) {
    for (size_t i = prompt->segments.len; i > 0; i--) {
        const Segment *segment = &prompt->segments.items[i - 1];
        if (segment->section != SECTION_MESSAGES || segment->role != ROLE_USER) continue;
        size_t first = i - 1;
        while (first > 0 && prompt->segments.items[first - 1].section == SECTION_MESSAGES &&
               prompt->segments.items[first - 1].item == segment->item)
            first--;
        return first;
    }
    return NO_SEGMENT;
}

bool prefix_takes_no_mark(const Prompt *prompt, const Segment *segment) {
    return prompt->api == API_OPENAI_RESPONSES && segment->role == ROLE_ASSISTANT;
}

size_t prefix_last_stable(const Plan *plan) {
    const Prompt *prompt = plan->prompt;
    size_t end = prompt->segments.len;
    size_t newest = last_user_message(prompt);
    if (newest < end) end = newest;
    if (plan->first_change != NO_STEP && plan->steps[plan->first_change].segment < end)
        end = plan->steps[plan->first_change].segment;
    for (; end > 0; end--) {
        const Segment *segment = &prompt->segments.items[end - 1];
        if (!segment->deferred && segment->type != BLOCK_THINKING &&
            !prefix_takes_no_mark(prompt, segment) && str_trim(segment->text).len > 0)
            return end - 1;
    }
    return NO_SEGMENT;
}

bool prefix_is_conversation(const Prompt *prompt) {
    if (prompt->workload.calls_per_session > 1) return true;
    for (size_t i = 0; i < prompt->segments.len; i++) {
        const Segment *segment = &prompt->segments.items[i];
        if (segment->append_only) return true;
        for (size_t p = 0; p < segment->pieces.len; p++)
            if (segment->pieces.items[p].verdict.volatility == VOL_APPEND) return true;
    }
    return false;
}

Span prefix_marker(const Plan *plan, const PlanBreakpoint *breakpoint) {
    const Segment *segment = &plan->prompt->segments.items[breakpoint->segment];
    switch (breakpoint->origin) {
    case BREAKPOINT_EXPLICIT: return segment->breakpoint.span;
    case BREAKPOINT_AUTOMATIC: return plan->prompt->automatic.span;
    default: return segment->span;
    }
}

int32_t prefix_ttl(const Prompt *prompt, const Breakpoint *mark) {
    const ProviderRules *rules = prefix_rules(prompt);
    if (mark->ttl.len == 0) return rules->ttl[0].seconds;
    const TtlChoice *choice = facts_ttl(rules, mark->ttl);
    return choice ? choice->seconds : 0;
}

const Segment *prefix_ttl_conflict(const Prompt *prompt) {
    if (prompt->automatic.origin == BREAKPOINT_NONE || prompt->segments.len == 0) return NULL;
    const Segment *last = &prompt->segments.items[prompt->segments.len - 1];
    if (last->breakpoint.origin != BREAKPOINT_EXPLICIT) return NULL;
    int32_t own = prefix_ttl(prompt, &last->breakpoint);
    int32_t automatic = prefix_ttl(prompt, &prompt->automatic);
    return own && automatic && own != automatic ? last : NULL;
}

const char *prefix_mark_useless(const Prompt *prompt, const Segment *segment, bool *refused) {
    CacheMode mode = prefix_rules(prompt)->mode;
    *refused = false;
    if (segment->breakpoint.origin != BREAKPOINT_EXPLICIT) return NULL;
    if (prompt->api == API_BEDROCK_CONVERSE && facts_bedrock_refuses_marks(prompt->model_id)) {
        *refused = true;
        return "takes no `cachePoint` on Bedrock";
    }
    if (!prompt->model) return NULL;
    /* Some vendors have endpoints in the shape of Messages with rules of their own (Moonshot's
     * writes at marks only), which nobody documents for all of them. */
    if (prompt->api == API_ANTHROPIC_MESSAGES &&
        prompt->match.platform == prompt->model->provider &&
        prompt->match.platform > PROVIDER_OPENROUTER)
        return NULL;
    bool cache_control = str_is(segment->breakpoint.key, "cache_control");
    bool of_openai = prompt->match.model->provider == PROVIDER_OPENAI;
    switch (mode) {
    case CACHE_BREAKPOINTS_NOT_IN_TOOLS:
        *refused = segment->section == SECTION_TOOLS;
        return *refused ? "takes breakpoints in system and messages, not on tools" : NULL;
    case CACHE_AUTOMATIC:
        return of_openai ? "caches by itself and takes no breakpoints (GPT-5.6 and later do)"
                         : "caches by itself and takes no breakpoints";
    case CACHE_AUTOMATIC_RESOURCE:
        return "caches by itself or in stored caches, not at breakpoints";
    case CACHE_KEY: return "caches by `prompt_cache_key`, not at breakpoints";
    case CACHE_NONE: return "has no cached price";
    case CACHE_AUTOMATIC_BREAKPOINTS:
        return of_openai && cache_control ? "takes `prompt_cache_breakpoint`, not `cache_control`"
                                          : NULL;
    default: return NULL;
    }
}

Str prefix_place(Sink *sink, size_t segment) {
    return segment_place(sink->arena, sink->prompt, &sink->prompt->segments.items[segment]);
}

Str prefix_cost(Sink *sink, double usd) {
    if (usd <= 0) return (Str){0};
    double calls = traffic_calls_per_month(&sink->prompt->workload);
    Str month = calls > 0 ? sink_text(sink, " (" STR_FMT " a month)",
                                      STR_ARG(sink_usd(sink, usd * calls / 1000)))
                          : (Str){0};
    return sink_text(sink, STR_FMT " more per 1,000 calls on " STR_FMT STR_FMT,
                     STR_ARG(sink_usd(sink, usd)), STR_ARG(sink->prompt->model_id), STR_ARG(month));
}

Str prefix_cost_anew(Sink *sink, const Plan *plan, TokCount tokens, const char *often) {
    double usd = cost_of_writing(plan, (double)tokens.tokens, 0);
    if (usd <= 0) return (Str){0};
    return sink_text(sink, ": " STR_FMT " %s on " STR_FMT, STR_ARG(sink_usd(sink, usd)), often,
                     STR_ARG(sink->prompt->model_id));
}
