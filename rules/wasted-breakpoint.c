#include "rules/prefix.h"
#include "rules/repair.h"

/* Steps [from, to) read the same in every call of one deployment. */
static bool is_constant(const Plan *plan, size_t from, size_t to) {
    for (size_t i = from; i < to; i++) {
        const Piece *piece = plan_piece(plan, i);
        if (plan->steps[i].volatility > VOL_DEPLOY || piece->conditional) return false;
        if (plan->steps[i].unsized || piece->kind == PIECE_INCLUDE) return false;
    }
    return true;
}

static void check(const Prompt *prompt, const Plan *plan, Sink *sink) {
    Minimum minimum = prefix_minimum(prompt);
    int limit = prefix_rules(prompt)->max_breakpoints;
    if (limit > 0 && plan->explicit_count > (size_t)limit) return; /* too-many-breakpoints */
    for (size_t i = 0; i + 1 < plan->breakpoint_count; i++) {
        const PlanBreakpoint *early = &plan->breakpoints[i], *late = early + 1;
        const Segment *at = &prompt->segments.items[early->segment];
        if (early->origin != BREAKPOINT_EXPLICIT || late->origin != BREAKPOINT_EXPLICIT) continue;
        if (at->section == SECTION_MESSAGES) continue; /* conversations move their marks along */
        if (at->section != prompt->segments.items[late->segment].section) continue;
        if (early->ttl_seconds != late->ttl_seconds || late->reach == REACH_BELOW) continue;
        if (early->prefix.lo < minimum.high) continue; /* breakpoint-below-minimum */
        int lookback = prefix_rules(prompt)->lookback;
        if (lookback > 0 && late->segment - early->segment >= (size_t)lookback) continue;
        size_t from = prefix_end_of(plan, early->segment), to = prefix_end_of(plan, late->segment);
        if (!is_constant(plan, from, to)) continue;
        TokCount gap = {late->prefix.tokens - early->prefix.tokens,
                        late->prefix.lo - early->prefix.lo, late->prefix.hi - early->prefix.hi,
                        late->prefix.method};
        if (gap.hi >= minimum.low) continue;
        Finding *f = sink_report(sink, LEVEL_INFO, at->breakpoint.span,
                                 "the breakpoint on " STR_FMT ", " STR_FMT
                                 " constant tokens further on, covers this one too",
                                 STR_ARG(prefix_place(sink, late->segment)),
                                 STR_ARG(sink_tokens(sink, gap)));
        f->place = prefix_place(sink, early->segment);
        f->help = sink_text(sink,
                            "drop this one; of the %d that the API takes it could serve the "
                            "conversation",
                            limit);
        repair_safe(f, "Remove the covered breakpoint");
        repair_remove(sink, f, at->breakpoint.span);
    }
}

const RuleCheck rule_wasted_breakpoint = {.needs = NEEDS_MARKERS, .check = check};
