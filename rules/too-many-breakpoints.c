#include "rules/prefix.h"

static void check(const Prompt *prompt, const Plan *plan, Sink *sink) {
    (void)plan;
    /* OpenAI accepts more and writes the latest ones; nothing is refused. */
    int limit = prefix_rules(prompt)->max_breakpoints;
    if (!prefix_needs_marks(prompt) || limit <= 0) return;
    int marks = 0;
    const Segment *excess = NULL;
    for (size_t i = 0; i < prompt->segments.len; i++) {
        const Segment *segment = &prompt->segments.items[i];
        if (segment->breakpoint.origin == BREAKPOINT_EXPLICIT && ++marks == limit + 1)
            excess = segment;
    }
    bool automatic = prompt->automatic.origin != BREAKPOINT_NONE;
    int found = marks + (automatic ? 1 : 0);
    if (found <= limit) return;

    Span span = excess ? excess->breakpoint.span : prompt->automatic.span;
    Finding *f =
        sink_report(sink, LEVEL_ERROR, span, "%d cache breakpoints%s; the API refuses more than %d",
                    found, automatic ? " with the automatic one" : "", limit);
    if (excess) f->place = segment_place(sink->arena, prompt, excess);
    f->help = STR("keep one each at the end of the tools, of the system prompt and of the "
                  "conversation; a later breakpoint covers all text before it");
}

const RuleCheck rule_too_many_breakpoints = {.needs = NEEDS_MARKERS, .check = check};
