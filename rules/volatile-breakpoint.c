#include "rules/prefix.h"
#include "rules/repair.h"

/* The end of this call is the beginning of the next one: what is written there will be read. */
static bool read_by_next_turn(const Prompt *prompt, const Segment *changed) {
    return changed->section == SECTION_MESSAGES &&
           (prompt->kind == KIND_RENDERED || prefix_is_conversation(prompt));
}

/* The provider's own breakpoint at the end of the last message (GPT-5.6 and later). */
static bool is_implicit_trap(const Plan *plan, const PlanBreakpoint *b, TokCount stable) {
    return b->origin == BREAKPOINT_IMPLICIT && plan->prompt->kind == KIND_TEMPLATE &&
           stable.lo >= prefix_minimum(plan->prompt).high && prefix_minimum(plan->prompt).high > 0;
}

static Str what_to_do(Sink *sink, const Plan *plan, const PlanBreakpoint *b, Str name,
                      TokCount stable) {
    size_t home = prefix_last_stable(plan);
    const char *mark = b->origin == BREAKPOINT_IMPLICIT
                           ? "put prompt_cache_breakpoint: {mode: explicit}"
                           : "put the breakpoint";
    if (stable.hi < prefix_minimum(sink->prompt).low)
        return sink_text(sink,
                         "move `" STR_FMT "` behind the breakpoint, into the last user message",
                         STR_ARG(name));
    bool home_reaches =
        home != NO_SEGMENT &&
        prefix_certain(plan, prefix_end_of(plan, home)).tokens >= prefix_minimum(sink->prompt).high;
    if (!home_reaches)
        return sink_text(sink, "split the block before `" STR_FMT "` and %s on the first half",
                         STR_ARG(name), mark);
    return sink_text(sink, "%s on " STR_FMT ", the last block before `" STR_FMT "`", mark,
                     STR_ARG(prefix_place(sink, home)), STR_ARG(name));
}

/* To the last block before the change, where that reaches the minimum and has no mark yet. */
static void add_repair(Sink *sink, Finding *f, const Plan *plan, const PlanBreakpoint *b) {
    size_t home = prefix_last_stable(plan);
    if (home == NO_SEGMENT || b->origin == BREAKPOINT_IMPLICIT) return;
    const Segment *to = &sink->prompt->segments.items[home];
    if (prefix_certain(plan, prefix_end_of(plan, home)).tokens < prefix_minimum(sink->prompt).high)
        return;
    bool marked = to->breakpoint.origin == BREAKPOINT_EXPLICIT;
    const Breakpoint *mark = b->origin == BREAKPOINT_AUTOMATIC
                                 ? &sink->prompt->automatic
                                 : &sink->prompt->segments.items[b->segment].breakpoint;
    repair_safe(f, marked ? "Remove the breakpoint behind the change"
                          : sink_text(sink, "Move the breakpoint to " STR_FMT,
                                      STR_ARG(prefix_place(sink, home)))
                                .ptr);
    repair_remove(sink, f, mark->span);
    if (!marked)
        repair_mark(sink, f, home, mark->ttl.len ? str_to_c(sink->arena, mark->ttl) : NULL);
}

static void report(Sink *sink, const Plan *plan, const PlanBreakpoint *b, bool other_reads) {
    const Prompt *prompt = sink->prompt;
    const PlanStep *change = &plan->steps[b->first_change];
    const Segment *changed = &prompt->segments.items[change->segment];
    const Piece *piece = &changed->pieces.items[change->piece];
    TokCount stable = prefix_certain(plan, b->first_change);
    if (read_by_next_turn(prompt, changed)) return;
    if (b->origin == BREAKPOINT_IMPLICIT && !is_implicit_trap(plan, b, stable)) return;

    /* Behind a changing message the next call may still find the turn, if code adds the turns of a
     * conversation to this file; that is what automatic caching is mostly used for. */
    bool in_messages = changed->section == SECTION_MESSAGES;
    bool certain = b->origin == BREAKPOINT_EXPLICIT && b->reach == REACH_YES && !other_reads &&
                   !in_messages && piece->verdict.certainty <= CERTAIN_NAME;
    Level level = certain                                            ? LEVEL_ERROR
                  : in_messages && b->origin == BREAKPOINT_AUTOMATIC ? LEVEL_INFO
                                                                     : LEVEL_WARNING;
    Str name = piece->name.len ? piece->name : STR("the part that changes");
    const char *which = b->origin == BREAKPOINT_AUTOMATIC  ? "the automatic breakpoint"
                        : b->origin == BREAKPOINT_IMPLICIT ? "the implicit breakpoint"
                                                           : "this breakpoint";
    Finding *f = sink_report(sink, level, prefix_marker(plan, b),
                             "%s comes after `" STR_FMT "`, which %s: written on every call, "
                             "never read",
                             which, STR_ARG(name), volatility_phrase(piece->verdict));
    f->place = prefix_place(sink, b->segment);
    if (!other_reads) {
        f->tokens = (double)stable.tokens;
        f->usd_per_1000 = cost_lost_per_1000(plan, f->tokens, true);
        Str usd = prefix_cost(sink, f->usd_per_1000);
        f->cost =
            sink_text(sink, "the " STR_FMT " tokens before the change could be read%s" STR_FMT,
                      STR_ARG(sink_tokens(sink, stable)), usd.len ? ": " : "", STR_ARG(usd));
    }
    f->help = what_to_do(sink, plan, b, name, stable);
    add_repair(sink, f, plan, b);
    vec_push(sink->arena, &f->related,
             segment_related(changed, piece->span, STR("this part changes")));
}

static void check(const Prompt *prompt, const Plan *plan, Sink *sink) {
    bool other_reads = false; /* an earlier breakpoint lies before all change */
    for (size_t i = 0; i < plan->breakpoint_count; i++) {
        const PlanBreakpoint *b = &plan->breakpoints[i];
        bool refused;
        if (prefix_mark_useless(prompt, &prompt->segments.items[b->segment], &refused)) continue;
        if (b->first_change == NO_STEP) {
            if (b->reach != REACH_BELOW) other_reads = true;
        } else if (b->reach != REACH_BELOW) { /* shorter ones are not even written: WL204 */
            if (b->origin != BREAKPOINT_IMPLICIT || !other_reads)
                report(sink, plan, b, other_reads);
            return; /* all later breakpoints have the same cause */
        }
    }
}

const RuleCheck rule_volatile_breakpoint = {.needs = NEEDS_MARKERS, .check = check};
