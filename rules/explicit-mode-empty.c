#include "rules/prefix.h"
#include "rules/repair.h"

static void check(const Prompt *prompt, const Plan *plan, Sink *sink) {
    if (prompt->cache_mode.state != PARAM_SET || !str_is(prompt->cache_mode.text, "explicit"))
        return;
    if (plan->explicit_count > 0) return;
    Minimum minimum = prefix_minimum(prompt);
    TokCount stable =
        prefix_certain(plan, plan->first_change == NO_STEP ? plan->step_count : plan->first_change);
    bool sure = minimum.high > 0 && stable.lo >= minimum.high;
    /* A way to opt out of paid writes, where nothing could be reused anyway. */
    if (minimum.high > 0 && stable.hi < minimum.low && !plan->unsized) return;
    Finding *f = sink_report(sink, sure ? LEVEL_WARNING : LEVEL_INFO, prompt->cache_mode.span,
                             "explicit mode without a breakpoint: nothing is cached");
    if (sure) {
        f->tokens = (double)stable.tokens;
        f->usd_per_1000 = cost_lost_per_1000(plan, f->tokens, false);
        Str usd = prefix_cost(sink, f->usd_per_1000);
        f->cost =
            sink_text(sink, "the " STR_FMT " tokens that stay the same could be read%s" STR_FMT,
                      STR_ARG(sink_tokens(sink, stable)), usd.len ? ": " : "", STR_ARG(usd));
    }
    size_t home = prefix_last_stable(plan);
    f->help = home == NO_SEGMENT
                  ? STR("mark the last block that stays the same with `prompt_cache_breakpoint: "
                        "{mode: explicit}`, or leave the mode out")
                  : sink_text(sink,
                              "put `prompt_cache_breakpoint: {mode: explicit}` on " STR_FMT
                              ", the last block that stays the same",
                              STR_ARG(prefix_place(sink, home)));
    if (home == NO_SEGMENT) return;
    repair_safe(
        f, sink_text(sink, "Put a breakpoint on " STR_FMT, STR_ARG(prefix_place(sink, home))).ptr);
    repair_mark(sink, f, home, NULL);
}

const RuleCheck rule_explicit_mode_empty = {.needs = NEEDS_MARKERS | NEEDS_SYSTEM | NEEDS_MESSAGES,
                                            .check = check};
