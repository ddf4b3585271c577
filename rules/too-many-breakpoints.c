#include "rules/prefix.h"

static void check(const Prompt *prompt, const Plan *plan, Sink *sink) {
    (void)plan;
    /* OpenAI accepts more and writes the latest ones; nothing is refused. */
    int limit = prefix_rules(prompt)->max_breakpoints;
    if (!prefix_needs_marks(prompt) || limit <= 0) return;
    bool automatic = prompt->automatic.origin != BREAKPOINT_NONE;
    int found = automatic ? 1 : 0;
    Span excess = prompt->automatic.span;
    const Segment *at = NULL;
    for (size_t i = 0; i < prompt->segments.len; i++) {
        const Segment *segment = &prompt->segments.items[i];
        if (segment->breakpoint.origin != BREAKPOINT_EXPLICIT) continue;
        if (++found == limit + 1) {
            excess = segment->breakpoint.span;
            at = segment;
        }
    }
    if (found <= limit) return;
    Finding *f = sink_report(sink, LEVEL_ERROR, excess,
                             "%d cache breakpoints%s; the API refuses more than %d", found,
                             automatic ? " with the automatic one" : "", limit);
    if (at) f->place = segment_place(sink->arena, prompt, at);
    f->help = STR("keep one each at the end of the tools, of the system prompt and of the "
                  "conversation; a later breakpoint covers all text before it");
}

const RuleCheck rule_too_many_breakpoints = {.needs = NEEDS_MARKERS, .check = check};
