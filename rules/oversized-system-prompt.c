#include "rules/literal.h"

/* Of public prompt templates 99 % are shorter than 29,616 characters: 7,600 tokens of o200k, 12,800
 * of current Claude. The editor of Claude Code warns about instruction files from 40,000 characters
 * on: 10,300 and 17,300. Whoever is above this has outgrown what others need. */
enum { DEFAULT_BUDGET = 12000 };

static const Segment *largest_part(const Plan *plan) {
    const Segment *largest = NULL;
    int64_t most = -1, size = 0;
    for (size_t i = 0; i < plan->step_count; i++) {
        const Segment *segment = &plan->prompt->segments.items[plan->steps[i].segment];
        if (i == 0 || plan->steps[i].segment != plan->steps[i - 1].segment) size = 0;
        size += plan->steps[i].size.tokens;
        if (segment->section == SECTION_SYSTEM && size > most) {
            most = size;
            largest = segment;
        }
    }
    return largest;
}

static void check(const Prompt *prompt, const Plan *plan, Sink *sink) {
    double declared = prompt->limits.system_tokens;
    int64_t budget = declared > 0 ? (int64_t)declared : DEFAULT_BUDGET;
    TokCount size = plan->section[SECTION_SYSTEM];
    const Segment *largest = largest_part(plan);
    if (size.tokens <= budget || !largest) return;
    bool sure = size.lo > budget;
    /* Without a model the band spans all tokenizers; nobody asked for this limit. */
    if (!sure && declared <= 0 && !prompt->model) return;

    TokCount limit = {budget, budget, budget, TOK_FITTED};
    Finding *f = sink_report(
        sink, sure ? LEVEL_WARNING : LEVEL_INFO, largest->span,
        "system prompt of " STR_FMT " tokens is over %s of " STR_FMT "%s",
        STR_ARG(sink_tokens(sink, size)), declared > 0 ? "its limit" : "the budget",
        STR_ARG(sink_tokens(sink, limit)), sure ? "" : " (unsure: the limit lies in the band)");
    f->place = segment_place(sink->arena, prompt, largest);
    f->label = STR("the largest part");
    f->cost = literal_cost(sink, plan, size.tokens);
    f->help = STR("move what only some requests need into tools, skills or files that are read on "
                  "demand; or declare the limit this prompt may have (limits: system_tokens)");
}

const RuleCheck rule_oversized_system_prompt = {.needs = NEEDS_SYSTEM, .check = check};
