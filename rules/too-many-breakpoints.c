#include "rules/prefix.h"
#include "rules/repair.h"

/* The mark is the last of its section: that of the tools, of the system text or of the messages. */
static bool is_last_of_section(const Prompt *prompt, size_t at) {
    for (size_t i = at + 1; i < prompt->segments.len; i++) {
        if (prompt->segments.items[i].section != prompt->segments.items[at].section) break;
        if (prompt->segments.items[i].breakpoint.origin == BREAKPOINT_EXPLICIT) return false;
    }
    return true;
}

/* Takes out the marks that a later one of their section covers, the earliest first. */
static void add_repair(Sink *sink, Finding *f, int surplus) {
    const Prompt *prompt = sink->prompt;
    int left = surplus;
    for (size_t i = 0; i < prompt->segments.len && left > 0; i++) {
        const Segment *segment = &prompt->segments.items[i];
        if (segment->breakpoint.origin != BREAKPOINT_EXPLICIT || is_last_of_section(prompt, i))
            continue;
        repair_remove(sink, f, segment->breakpoint.span);
        left--;
    }
    repair_safe(f,
                surplus == 1
                    ? "Remove the breakpoint that later ones cover first"
                    : sink_text(sink, "Remove %d breakpoints that later ones cover", surplus).ptr);
    if (left) f->repair = (Repair){0};
}

/* The automatic mark falls onto a block that has one: nothing is to be done. Whether it still
 * needs a free slot is not said. */
static bool ends_marked(const Prompt *prompt) {
    size_t len = prompt->segments.len;
    return len && prompt->segments.items[len - 1].breakpoint.origin == BREAKPOINT_EXPLICIT &&
           !prefix_ttl_conflict(prompt);
}

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
    if (!excess && ends_marked(prompt)) {
        Finding *f = sink_report(sink, LEVEL_WARNING, prompt->automatic.span,
                                 "%d cache breakpoints and the automatic one, which adds none "
                                 "behind a marked block; the API may refuse it all the same",
                                 marks);
        f->help = STR("leave the automatic one out: the last block has its own");
        return;
    }

    Span span = excess ? excess->breakpoint.span : prompt->automatic.span;
    Finding *f =
        sink_report(sink, LEVEL_ERROR, span, "%d cache breakpoints%s; the API refuses more than %d",
                    found, automatic ? " with the automatic one" : "", limit);
    if (excess) f->place = segment_place(sink->arena, prompt, excess);
    f->help = STR("keep one each at the end of the tools, of the system prompt and of the "
                  "conversation; a later breakpoint covers all text before it");
    add_repair(sink, f, found - limit);
}

const RuleCheck rule_too_many_breakpoints = {.needs = NEEDS_MARKERS, .check = check};
