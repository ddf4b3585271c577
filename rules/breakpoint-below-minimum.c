#include "rules/prefix.h"
#include "rules/repair.h"

/* The whole prefix up to the breakpoint is in the file. */
static bool knows_prefix(const Prompt *prompt, Section section) {
    unsigned needed = KNOWS_TOOLS;
    if (section >= SECTION_SYSTEM) needed |= KNOWS_SYSTEM;
    if (section >= SECTION_MESSAGES) needed |= KNOWS_MESSAGES;
    return (prompt->knows & needed) == needed;
}

/* Tools stand in front of everything, and the program that reads a prompt file may add them. */
static bool code_may_add_tools(const Prompt *prompt) {
    return prompt->has_header &&
           (prompt->segments.len == 0 || prompt->segments.items[0].section != SECTION_TOOLS);
}

/* Refused where it stands: invalid-breakpoint says so. */
static bool is_misplaced(const Segment *segment) {
    return segment->deferred || segment->plain_string || segment->type == BLOCK_THINKING ||
           (segment->type == BLOCK_TEXT && str_trim(segment->text).len == 0);
}

/* Breakpoints before this one are covered by one that reaches the minimum. */
static size_t last_reaching(const Plan *plan) {
    size_t i = plan->breakpoint_count;
    while (i > 0 && plan->breakpoints[i - 1].reach != REACH_YES) i--;
    return i > 0 ? i - 1 : 0;
}

static Str what_to_do(Sink *sink, const Plan *plan, const PlanBreakpoint *b, int64_t minimum) {
    enum { FEW_CALLS = 20 };
    double calls = cost_calls_until_padding_pays(plan, (double)b->prefix.tokens, (double)minimum);
    if (calls < 1 || calls > FEW_CALLS) return STR("remove it: it takes one of the few places");
    TokCount wanted = {minimum, minimum, minimum, TOK_FITTED};
    return sink_text(sink,
                     "remove it, or add what helps the model (examples, definitions) up to " STR_FMT
                     " tokens: that pays from %.0f calls within the time to live on",
                     STR_ARG(sink_tokens(sink, wanted)), calls);
}

/* A stored prefix that is too short is not created ("Cached content is too small"). */
static void check_stored(const Plan *plan, const PlanBreakpoint *b, int64_t minimum, Sink *sink) {
    if (b->unsized || b->prefix.hi + plan->overhead.hi >= minimum) return;
    TokCount limit = {minimum, minimum, minimum, TOK_FITTED};
    Finding *f =
        sink_report(sink, LEVEL_ERROR, prefix_marker(plan, b),
                    "a cache of " STR_FMT " tokens is below the minimum of " STR_FMT
                    ": the API refuses to create it",
                    STR_ARG(sink_tokens(sink, b->prefix)), STR_ARG(sink_tokens(sink, limit)));
    f->tokens = (double)b->prefix.tokens;
    f->help = STR("send this text with each request: so little costs less than storing it");
}

static void check(const Prompt *prompt, const Plan *plan, Sink *sink) {
    Minimum minimum = prefix_minimum(prompt);
    if (minimum.low <= 0) return;
    size_t covered = last_reaching(plan);
    /* Messages get longer with each turn. */
    bool messages_grow = prompt->kind == KIND_RENDERED || prefix_is_conversation(prompt);
    for (size_t i = 0; i < plan->breakpoint_count; i++) {
        const PlanBreakpoint *b = &plan->breakpoints[i];
        if (b->origin == BREAKPOINT_RESOURCE) check_stored(plan, b, minimum.low, sink);
        if (b->origin != BREAKPOINT_EXPLICIT && b->origin != BREAKPOINT_AUTOMATIC) continue;
        const Segment *segment = &prompt->segments.items[b->segment];
        Section section = segment->section;
        bool refused;
        if (prefix_mark_useless(prompt, segment, &refused)) continue; /* unsupported-breakpoint */
        if (is_misplaced(segment) || b->unsized || !knows_prefix(prompt, section) ||
            (section == SECTION_MESSAGES && messages_grow))
            continue;

        /* Hidden text that the provider adds may count. */
        bool sure = b->prefix.hi + plan->overhead.hi < minimum.low;
        if (!sure && (!prompt->model || b->prefix.tokens >= minimum.high)) continue;
        bool harmless = i < covered;
        bool maybe_tools = code_may_add_tools(prompt);
        Level level = sure && !harmless && !maybe_tools ? LEVEL_WARNING : LEVEL_INFO;
        TokCount limit = {minimum.low, minimum.low, minimum.low, TOK_FITTED};
        if (!sure) limit.tokens = limit.lo = limit.hi = minimum.high;
        Finding *f =
            sink_report(sink, level, prefix_marker(plan, b),
                        "breakpoint after " STR_FMT " tokens %s the minimum of " STR_FMT "%s",
                        STR_ARG(sink_tokens(sink, b->prefix)), sure ? "is below" : "may be below",
                        STR_ARG(sink_tokens(sink, limit)),
                        !sure         ? " (unsure)"
                        : maybe_tools ? ", unless the program adds tools"
                                      : ": nothing is cached here");
        f->place = prefix_place(sink, b->segment);
        double paid =
            sure && !maybe_tools ? cost_of_input(plan, 1000 * (double)b->prefix.tokens) : 0;
        f->tokens = (double)b->prefix.tokens;
        if (paid > 0 && !harmless)
            f->cost = sink_text(sink,
                                "these tokens are paid in full on every call: " STR_FMT
                                " per 1,000 calls on " STR_FMT,
                                STR_ARG(sink_usd(sink, paid)), STR_ARG(prompt->model_id));
        f->help = harmless ? STR("drop it: a later breakpoint covers this text")
                           : what_to_do(sink, plan, b, limit.tokens);
        if (sure && !maybe_tools) {
            repair_safe(f, "Remove the breakpoint, at which nothing is cached");
            repair_remove(sink, f, prefix_marker(plan, b));
        }
        if (prompt->model && minimum.low != minimum.high)
            f->note = facts_text(prompt->model->doubt);
    }
}

const RuleCheck rule_breakpoint_below_minimum = {.needs = NEEDS_MARKERS, .check = check};
