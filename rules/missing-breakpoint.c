#include <math.h>

#include "rules/prefix.h"
#include "rules/repair.h"

/* Calls come further apart than the longest time to live: a cache would only add write fees. */
static bool gaps_outlive_cache(const Prompt *prompt) {
    int32_t longest = 0;
    for (size_t i = 0; i < TTL_CHOICES; i++)
        if (prefix_rules(prompt)->ttl[i].seconds > longest)
            longest = prefix_rules(prompt)->ttl[i].seconds;
    return longest > 0 && prompt->workload.gap_p50 > longest;
}

static bool has_marks(const Prompt *prompt, const Plan *plan) {
    if (plan->explicit_count > 0 || plan->breakpoint_count > 0) return true;
    for (size_t i = 0; i < prompt->segments.len; i++)
        if (prompt->segments.items[i].nested_marker.end > 0 ||
            prompt->segments.items[i].stray_marker.end > 0)
            return true;
    return false;
}

static Str where_to_put_it(Sink *sink, size_t home) {
    if (home == NO_SEGMENT)
        return sink_text(sink, "split the block before the part that changes and " STR_FMT,
                         STR_ARG(prefix_mark_advice(sink, STR("the first half"))));
    const Segment *segment = &sink->prompt->segments.items[home];
    Str place = prefix_place(sink, home);
    if (segment->plain_string)
        return sink_text(sink,
                         "write " STR_FMT " as a list of one text block and put cache_control: "
                         "{type: ephemeral} on it",
                         STR_ARG(place));
    return prefix_mark_advice(sink, place);
}

/* What a breakpoint saves on 1,000 calls. Of the declared traffic it saves no more than the whole
 * cache would: what each session has of its own is written once a session.
 */
static double saved_per_1000(const Plan *plan, double tokens) {
    double lost = cost_lost_per_1000(plan, tokens, false);
    if (plan->prompt->workload.calls_per_session < 1) return lost;
    CallCost plain = cost_call(plan, COST_UNCACHED, NULL),
             cached = cost_call(plan, COST_FIXED, NULL);
    if (!plain.known || !cached.known) return lost;
    return fmin(lost, 1e3 * (plain.input_usd.at - cached.input_usd.at));
}

static void check(const Prompt *prompt, const Plan *plan, Sink *sink) {
    if (!plan->caches_at_breakpoints_only || has_marks(prompt, plan)) return;
    if (prompt->is_batch && !prefix_rules(prompt)->caches_in_batch) return;
    uint32_t ttl = cost_ttl_to_choose(plan);
    if (gaps_outlive_cache(prompt) || ttl == 0) return;

    Minimum minimum = prefix_minimum(prompt);
    size_t home = prefix_last_stable(plan);
    TokCount stable = prefix_certain(plan, home == NO_SEGMENT ? 0 : prefix_end_of(plan, home));
    if (stable.tokens < minimum.high && plan->first_change != NO_STEP) {
        home = NO_SEGMENT; /* the stable text goes on into the block that changes */
        stable = prefix_certain(plan, plan->first_change);
    }
    int64_t least = prompt->model ? plan->minimum : minimum.high;
    if (least <= 0 || stable.tokens < least) return;
    bool sure = stable.lo >= minimum.high;
    double saved = saved_per_1000(plan, (double)stable.tokens);
    if (saved <= 0 && cost_lost_per_1000(plan, (double)stable.tokens, false) > 0) return;

    Finding *f = sink_report(sink, sure ? LEVEL_WARNING : LEVEL_INFO, prompt->anchor,
                             "no cache breakpoint: " STR_FMT " tokens that stay the same are paid "
                             "in full on every call%s",
                             STR_ARG(sink_tokens(sink, stable)),
                             sure ? "" : " (unsure: close to the minimum)");
    f->tokens = (double)stable.tokens;
    f->usd_per_1000 = saved;
    f->cost = prefix_cost(sink, f->usd_per_1000);
    f->help = where_to_put_it(sink, home);
    if (ttl == 3600 && plan_is_long(plan, ttl))
        f->help = sink_text(sink, STR_FMT ", with ttl 1h: the declared gaps outlive five minutes",
                            STR_ARG(f->help));
    if (home != NO_SEGMENT) {
        Related last = {.span = prompt->segments.items[home].span,
                        .message = STR("the last block that stays the same")};
        vec_push(sink->arena, &f->related, last);
        f->place = prefix_place(sink, home);
        repair_safe(f, sink_text(sink, "Put a breakpoint on " STR_FMT, STR_ARG(f->place)).ptr);
        bool hours = ttl == 3600 && plan_is_long(plan, ttl);
        repair_mark(sink, f, home, hours ? prefix_rules(prompt)->ttl[1].spelling : NULL);
    }
    if (!prompt->model)
        f->note = STR("no model is named; every Claude model caches prefixes of 4,096 tokens");
}

const RuleCheck rule_missing_breakpoint = {
    .needs = NEEDS_MARKERS | NEEDS_SYSTEM, .uncovered = true, .check = check};
