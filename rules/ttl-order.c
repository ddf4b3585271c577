#include "rules/prefix.h"
#include "rules/repair.h"

/* Somebody wrote the long time down, so it was wanted: the shorter ones before it follow. Not where
 * the declared traffic says that the short time is the better one. */
static void add_repair(Sink *sink, Finding *f, const Breakpoint *late) {
    const Prompt *prompt = sink->prompt;
    const TtlChoice *ttl = prefix_rules(prompt)->ttl;
    bool shorter = prompt->workload.gap_p95 > 0 && prompt->workload.gap_p95 < ttl[0].seconds;
    repair_safe(f,
                sink_text(sink, shorter ? "Give it ttl %s as well" : "Give those before it ttl %s",
                          ttl[!shorter].spelling)
                    .ptr);
    bool behind = false;
    for (size_t i = 0; i <= prompt->segments.len; i++) {
        const Breakpoint *mark =
            i < prompt->segments.len ? &prompt->segments.items[i].breakpoint : &prompt->automatic;
        behind |= mark == late;
        int32_t seconds = mark->origin == BREAKPOINT_NONE ? 0 : prefix_ttl(prompt, mark);
        if (shorter ? behind && seconds == ttl[1].seconds : !behind && seconds == ttl[0].seconds)
            repair_time(sink, f, mark, ttl[!shorter].spelling);
    }
}

static void report(Sink *sink, const Breakpoint *late, const Segment *late_at,
                   const Segment *early_at) {
    Str early = segment_place(sink->arena, sink->prompt, early_at);
    Span span = late->ttl_span.end > late->ttl_span.start ? late->ttl_span : late->span;
    Finding *f = sink_report(sink, LEVEL_ERROR, span,
                             "time to live 1h after 5m (" STR_FMT "): the API refuses the request",
                             STR_ARG(early));
    if (late_at) f->place = segment_place(sink->arena, sink->prompt, late_at);
    f->help = sink_text(sink,
                        "give " STR_FMT " `ttl: 1h` too, or drop the ttl here; longer times come "
                        "first in the order tools, system, messages",
                        STR_ARG(early));
    Related related = {.span = early_at->breakpoint.span,
                       .message = STR("5 minutes, earlier in the prompt")};
    vec_push(sink->arena, &f->related, related);
    add_repair(sink, f, late);
}

static void check(const Prompt *prompt, const Plan *plan, Sink *sink) {
    (void)plan;
    if (!prefix_rules(prompt)->longer_ttl_first) return;
    const Segment *shortest = NULL;
    for (size_t i = 0; i < prompt->segments.len; i++) {
        const Segment *segment = &prompt->segments.items[i];
        if (segment->breakpoint.origin != BREAKPOINT_EXPLICIT) continue;
        int32_t ttl = prefix_ttl(prompt, &segment->breakpoint);
        if (ttl == 0) continue;
        if (!shortest || ttl < prefix_ttl(prompt, &shortest->breakpoint)) {
            shortest = segment;
        } else if (ttl > prefix_ttl(prompt, &shortest->breakpoint)) {
            report(sink, &segment->breakpoint, segment, shortest);
            return; /* the API names the first one only, and later ones have the same cause */
        }
    }
    /* The automatic one stands behind all others; on a marked block it is automatic-conflict. */
    if (prompt->automatic.origin != BREAKPOINT_NONE && shortest &&
        shortest != prefix_ttl_conflict(prompt) &&
        prefix_ttl(prompt, &prompt->automatic) > prefix_ttl(prompt, &shortest->breakpoint))
        report(sink, &prompt->automatic, NULL, shortest);
}

const RuleCheck rule_ttl_order = {.needs = NEEDS_MARKERS, .check = check};
