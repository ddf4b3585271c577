#include "rules/prefix.h"
#include "rules/repair.h"

static Str what_to_do(Sink *sink, bool refused) {
    const Prompt *prompt = sink->prompt;
    if (refused && facts_bedrock_refuses_marks(prompt->model_id))
        return STR("send it to models that cache only: Claude from 3.5 Haiku on, Nova, GPT");
    if (refused)
        return STR("put it on the first block of the system text; it covers the tools too");
    CacheMode mode = prefix_rules(prompt)->mode;
    if (mode == CACHE_AUTOMATIC_BREAKPOINTS)
        return STR("write `prompt_cache_breakpoint: {mode: explicit}` on the block");
    if (mode == CACHE_KEY) return STR("send a stable `prompt_cache_key` with the request");
    return sink_text(sink,
                     "drop it; what counts for " STR_FMT " is that the prompt starts the same",
                     STR_ARG(prompt->model_id));
}

/* All that are useless in the same way: one finding speaks for them. */
static void add_repair(Sink *sink, Finding *f, bool refused) {
    const Prompt *prompt = sink->prompt;
    bool renamed = prefix_rules(prompt)->mode == CACHE_AUTOMATIC_BREAKPOINTS && !refused;
    repair_safe(f, renamed   ? "Write it as prompt_cache_breakpoint"
                   : refused ? "Remove the breakpoints that are refused"
                             : "Remove the breakpoints that do nothing");
    for (size_t i = 0; i < prompt->segments.len; i++) {
        const Segment *segment = &prompt->segments.items[i];
        bool one_refused;
        if (!prefix_mark_useless(prompt, segment, &one_refused)) continue;
        const Breakpoint *mark = &segment->breakpoint;
        if (!renamed) {
            repair_remove(sink, f, mark->span);
            continue;
        }
        repair_rename(sink, f, mark->span, "prompt_cache_breakpoint");
        repair_rename(sink, f, mark->type_span, "mode");
        repair_set(sink, f, mark->type_span, STR("\"explicit\""));
        if (mark->ttl_span.end > mark->ttl_span.start) repair_remove(sink, f, mark->ttl_span);
    }
}

static void check(const Prompt *prompt, const Plan *plan, Sink *sink) {
    (void)plan;
    for (size_t i = 0; i < prompt->segments.len; i++) {
        const Segment *segment = &prompt->segments.items[i];
        bool refused;
        const char *why = prefix_mark_useless(prompt, segment, &refused);
        if (!why) continue;
        bool to_vendor = prompt->model && prompt->match.platform == prompt->model->provider;
        Finding *f = refused ? sink_report(sink, LEVEL_ERROR, segment->breakpoint.span,
                                           "`" STR_FMT "` %s: the API refuses the request",
                                           STR_ARG(prompt->model_id), why)
                             : sink_report(sink, to_vendor ? LEVEL_WARNING : LEVEL_INFO,
                                           segment->breakpoint.span,
                                           "this breakpoint does nothing: `" STR_FMT "` %s",
                                           STR_ARG(prompt->model_id), why);
        f->place = prefix_place(sink, i);
        f->help = what_to_do(sink, refused);
        add_repair(sink, f, refused);
        if (!refused && to_vendor)
            f->note = STR("some endpoints refuse a field that they do not know; gateways drop it");
        return; /* what holds for one holds for all */
    }
}

const RuleCheck rule_unsupported_breakpoint = {.needs = NEEDS_MARKERS, .check = check};
