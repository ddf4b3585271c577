#include "rules/prefix.h"
#include "rules/repair.h"

/* The last block of the message before the model's newest answer: where the request before this one
 * ended, and where it left its newest cache entry. */
static size_t end_of_last_request(const Plan *plan) {
    const SegmentVec *segments = &plan->prompt->segments;
    size_t i = plan->last_turn; /* behind the newest answer */
    if (i == 0 || i >= segments->len) return NO_SEGMENT;
    while (i > 0 && segments->items[i - 1].section == SECTION_MESSAGES &&
           segments->items[i - 1].role == ROLE_ASSISTANT)
        i--;
    if (i == 0 || segments->items[i - 1].section != SECTION_MESSAGES) return NO_SEGMENT;
    return i - 1;
}

static void check(const Prompt *prompt, const Plan *plan, Sink *sink) {
    int lookback = prefix_rules(prompt)->lookback;
    size_t written = end_of_last_request(plan);
    if (lookback <= 0 || written == NO_SEGMENT) return;

    const PlanBreakpoint *finder = NULL, *before = NULL;
    for (size_t i = 0; i < plan->breakpoint_count && !finder; i++) {
        if (plan->breakpoints[i].segment >= written)
            finder = &plan->breakpoints[i];
        else
            before = &plan->breakpoints[i];
    }
    if (!finder) return;                         /* the conversation is not cached at all */
    size_t back = finder->segment - written + 1; /* both ends count */
    if (back <= (size_t)lookback) return;

    TokCount lost = prefix_certain(plan, prefix_end_of(plan, written));
    if (lost.hi < prefix_minimum(prompt).low) return; /* no entry was left there */
    bool sure = lost.lo >= prefix_minimum(prompt).high && prefix_minimum(prompt).high > 0;
    /* Both are counts of one prefix: what they share is as long or as short in both. */
    TokCount kept = before && before->reach == REACH_YES ? before->prefix : (TokCount){0};
    TokCount again = {lost.tokens - kept.tokens, lost.lo - kept.lo, lost.hi - kept.hi, lost.method};
    if (again.tokens <= 0) return;
    Finding *f = sink_report(sink, sure ? LEVEL_WARNING : LEVEL_INFO, prefix_marker(plan, finder),
                             "the last request ended %zu blocks back; the cache looks back over %d "
                             "blocks from a breakpoint%s",
                             back, lookback, sure ? "" : " (unsure that it was long enough)");
    f->place = prefix_place(sink, finder->segment);
    f->tokens = (double)again.tokens;
    f->usd_per_1000 = cost_lost_per_1000(plan, f->tokens, true);
    Str usd = prefix_cost(sink, f->usd_per_1000);
    f->cost = sink_text(sink, STR_FMT " tokens that were cached are written anew%s" STR_FMT,
                        STR_ARG(sink_tokens(sink, again)), usd.len ? ": " : "", STR_ARG(usd));
    f->help = sink_text(sink, "put one more breakpoint within %d blocks of " STR_FMT, lookback - 1,
                        STR_ARG(prefix_place(sink, written)));
    int most = prefix_rules(prompt)->max_breakpoints;
    if (most <= 0 || plan->explicit_count < (size_t)most) {
        repair_safe(f, sink_text(sink, "Put one more breakpoint on " STR_FMT,
                                 STR_ARG(prefix_place(sink, written)))
                           .ptr);
        repair_mark(sink, f, written, NULL);
    }
    Related end = {.span = prompt->segments.items[written].span,
                   .message = STR("the last request ended here")};
    vec_push(sink->arena, &f->related, end);
}

const RuleCheck rule_lookback_exceeded = {.needs = NEEDS_MARKERS | NEEDS_MESSAGES, .check = check};
