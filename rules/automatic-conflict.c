#include "rules/prefix.h"
#include "rules/repair.h"

static void check(const Prompt *prompt, const Plan *plan, Sink *sink) {
    const Breakpoint *automatic = &prompt->automatic;
    (void)plan;
    if (automatic->origin == BREAKPOINT_NONE || !prefix_rules(prompt)->automatic_field) return;
    const Segment *last = prefix_ttl_conflict(prompt);
    if (!last) return;
    Str place = segment_place(sink->arena, prompt, last);
    const char *fallback = prefix_rules(prompt)->ttl[0].spelling;
    Span span =
        automatic->ttl_span.end > automatic->ttl_span.start ? automatic->ttl_span : automatic->span;
    Finding *f = sink_report(
        sink, LEVEL_ERROR, span,
        "automatic caching for " STR_FMT " meets a breakpoint for " STR_FMT
        " on the last block: the API refuses the request",
        STR_ARG(automatic->ttl.len ? automatic->ttl : str_from_c(fallback)),
        STR_ARG(last->breakpoint.ttl.len ? last->breakpoint.ttl : str_from_c(fallback)));
    f->help = sink_text(sink, "drop the breakpoint on " STR_FMT ", or give both the same ttl",
                        STR_ARG(place));
    Related related = {.span = last->breakpoint.span, .message = STR("the block's own breakpoint")};
    vec_push(sink->arena, &f->related, related);
    repair_safe(f,
                "Remove the breakpoint on the last block, where the automatic one is set anyway");
    repair_remove(sink, f, last->breakpoint.span);
}

const RuleCheck rule_automatic_conflict = {.needs = NEEDS_MARKERS, .check = check};
