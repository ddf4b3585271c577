#include "rules/literal.h"

bool literal_is_written(const Prompt *prompt, const Segment *segment) {
    if (segment->type != BLOCK_TEXT || segment->deferred) return false;
    return segment->section == SECTION_SYSTEM ||
           (segment->section == SECTION_MESSAGES && prompt->kind == KIND_TEMPLATE);
}

Str literal_cost(Sink *sink, const Plan *plan, int64_t tokens) {
    PriceSet p = facts_price_set(&plan->prices, plan->total.tokens);
    if (!plan->prices.known || p.in <= 0 || p.read < 0) return (Str){0};
    double thousands = (double)tokens / 1000; /* x 1,000 calls / 1e6 tokens */
    return sink_text(sink,
                     "per 1,000 calls on " STR_FMT ": " STR_FMT " uncached, " STR_FMT
                     " read from the cache",
                     STR_ARG(sink->prompt->model_id), STR_ARG(sink_usd(sink, thousands * p.in)),
                     STR_ARG(sink_usd(sink, thousands * p.read)));
}
