#include <math.h>

#include "rules/literal.h"

/* Declared limits that no other rule speaks of. An exempt file is known to be over; it says so with
 * a warning, so that nobody forgets. */
static Finding *report(Sink *sink, const Plan *plan, Span span, TokCount size, double declared,
                       const char *what) {
    int64_t budget = (int64_t)fmin(declared, 1e15);
    if (declared <= 0 || size.tokens <= budget) return NULL;
    bool exempt = sink->prompt->limits.exempt;
    bool sure = size.lo > budget;
    TokCount limit = {budget, budget, budget, TOK_FITTED};
    TokCount excess = {size.tokens - budget, size.tokens - budget, size.tokens - budget,
                       TOK_FITTED};
    Finding *f =
        sink_report(sink,
                    !sure    ? LEVEL_INFO
                    : exempt ? LEVEL_WARNING
                             : LEVEL_ERROR,
                    span, "%s of " STR_FMT " tokens is over its limit of " STR_FMT "%s%s", what,
                    STR_ARG(sink_tokens(sink, size)), STR_ARG(sink_tokens(sink, limit)),
                    sure ? "" : " (unsure: the limit lies in the band)",
                    exempt ? ", which this file is exempt from" : "");
    f->tokens = (double)excess.tokens;
    f->cost = literal_cost(sink, plan, excess.tokens);
    if (f->cost.len) f->cost = sink_text(sink, "what is over it, " STR_FMT, STR_ARG(f->cost));
    f->help = sink_text(sink,
                        "cut " STR_FMT " tokens, or raise the limit for this file in its "
                        "review",
                        STR_ARG(sink_tokens(sink, excess)));
    return f;
}

static void check(const Prompt *prompt, const Plan *plan, Sink *sink) {
    const SizeLimits *limits = &prompt->limits;
    report(sink, plan, prompt->anchor, plan->total, limits->file_tokens, "prompt");
    if (limits->segment_tokens <= 0) return;
    TokCount size = {0};
    for (size_t i = 0; i < plan->step_count && !sink->full; i++) {
        const Segment *segment = plan_segment(plan, i);
        size = tok_add(size, plan->steps[i].size);
        if (i + 1 < plan->step_count && plan_segment(plan, i + 1) == segment) continue;
        Finding *f = segment->section == SECTION_TOOLS /* oversized-tools */
                         ? NULL
                         : report(sink, plan, segment->span, size, limits->segment_tokens, "block");
        if (f) f->place = segment_place(sink->arena, prompt, segment);
        size = (TokCount){0};
    }
}

const RuleCheck rule_segment_budget = {.check = check};
