#include <stdlib.h>

#include "lint/base/order.h"
#include "rules/pair.h"
#include "rules/prefix.h"
#include "rules/repair.h"

static int compare_names(const void *left, const void *right) {
    const Segment *const *a = left, *const *b = right;
    int order = str_cmp((*a)->name, (*b)->name);
    return order ? order : order_of((uintptr_t)*a, (uintptr_t)*b);
}

/* By name, which mends the order where the lock has them so. */
static void sort_tools(Sink *sink, Finding *f) {
    const Prompt *prompt = sink->prompt;
    size_t count = 0;
    while (count < prompt->segments.len && prompt->segments.items[count].section == SECTION_TOOLS)
        count++;
    const Segment **sorted = arena_array(sink->arena, count + 1, sizeof *sorted);
    for (size_t i = 0; i < count; i++) {
        sorted[i] = &prompt->segments.items[i];
        /* A breakpoint belongs to a place, not to a tool. */
        if (!sorted[i]->name.len || sorted[i]->breakpoint.origin != BREAKPOINT_NONE) return;
    }
    qsort(sorted, count, sizeof *sorted, compare_names);
    repair_unsafe(f, "Sort the tools by name");
    for (size_t i = 0; i < count; i++)
        if (sorted[i] != &prompt->segments.items[i])
            repair_replace(sink, f, prompt->segments.items[i].span, sorted[i]->span);
}

/* Definitions are objects without an order of their own: a list or a map that was gone through in
 * another order changes nothing but the bytes. */
static void check_pair(const PromptRecord *older, const Prompt *prompt, const Plan *plan,
                       Sink *sink) {
    RecordDiff diff = record_compare(sink->arena, older, plan);
    bool request = older->origin == RECORD_REQUEST;
    if (!diff.reordered || (request && plan->total.hi < plan->minimum)) return;
    const Segment *first = &prompt->segments.items[0]; /* tools come first */
    TokCount tools = plan->section[SECTION_TOOLS];
    Finding *f =
        sink_report(sink, LEVEL_WARNING, first->span,
                    "the tools are the same as " STR_FMT ", in another order or with their keys "
                    "in another order",
                    STR_ARG(pair_where(sink, older)));
    f->place = segment_place(sink->arena, prompt, first);
    int64_t cold = diff.cached - diff.warm;
    f->tokens = cold > 0 ? (double)cold : 0;
    if (cold > 0 || request)
        f->cost = sink_text(
            sink, STR_FMT " tokens of tools, and all that was cached behind them, go cold",
            STR_ARG(sink_tokens(sink, tools)));
    f->help = STR("sort tools by name and write keys in a fixed order where the request is made");
    sort_tools(sink, f);
}

const RuleCheck rule_unstable_order = {
    .needs = NEEDS_TOOLS, .check_pair = check_pair, .between_requests = true};
