#include "rules/literal.h"

bool literal_is_written(const Prompt *prompt, const Segment *segment) {
    if (segment->type != BLOCK_TEXT || segment->deferred) return false;
    return segment->section == SECTION_SYSTEM ||
           (segment->section == SECTION_MESSAGES && prompt->kind == KIND_TEMPLATE);
}

Str literal_cost(Sink *sink, const Plan *plan, int64_t tokens) {
    double thousand = 1000 * (double)tokens;
    double uncached = cost_of_input(plan, thousand), read = cost_of_reading(plan, thousand);
    if (uncached <= 0 || read < 0) return (Str){0};
    return sink_text(sink,
                     "per 1,000 calls on " STR_FMT ": " STR_FMT " uncached, " STR_FMT
                     " read from the cache",
                     STR_ARG(sink->prompt->model_id), STR_ARG(sink_usd(sink, uncached)),
                     STR_ARG(sink_usd(sink, read)));
}
