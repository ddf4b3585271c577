#include <math.h>

#include "rules/rule.h"

static void check(const Prompt *prompt, const Plan *plan, Sink *sink) {
    int64_t window = prompt->model->context_window;
    if (window <= 0) return;
    bool has_cap = prompt->max_output.state == PARAM_SET && prompt->max_output.number > 0;
    /* More than the model can write is refused for that alone; max-tokens-over-limit says so. */
    int64_t most = prompt->model->max_output;
    if (most > 0 && prompt->max_output.number > (double)most) has_cap = false;
    int64_t cap = has_cap ? (int64_t)fmin(prompt->max_output.number, 1e9) : 0;
    TokCount input = tok_add(plan->total, plan->overhead);
    TokCount whole = {window, window, window, TOK_FITTED};
    TokCount output = {cap, cap, cap, TOK_FITTED};

    if (input.tokens > window) {
        bool sure = input.lo > window;
        Finding *f =
            sink_report(sink, sure ? LEVEL_ERROR : LEVEL_WARNING, prompt->anchor,
                        "input of " STR_FMT " tokens does not fit the window of " STR_FMT "%s",
                        STR_ARG(sink_tokens(sink, input)), STR_ARG(sink_tokens(sink, whole)),
                        sure ? "" : " (unsure)");
        f->help = STR("send less, or take a model with a larger window");
    } else if (has_cap && input.tokens + cap > window) {
        /* Some models refuse this, others only stop at the end of the window. */
        bool sure = input.lo + cap > window;
        Finding *f =
            sink_report(sink, sure ? LEVEL_WARNING : LEVEL_INFO, prompt->max_output.span,
                        "input of " STR_FMT " tokens and an output cap of " STR_FMT
                        " do not fit the window of " STR_FMT "%s",
                        STR_ARG(sink_tokens(sink, input)), STR_ARG(sink_tokens(sink, output)),
                        STR_ARG(sink_tokens(sink, whole)), sure ? "" : " (unsure)");
        TokCount room = {window - input.hi, window - input.hi, window - input.hi, TOK_FITTED};
        if (room.tokens > 0)
            f->help = sink_text(sink, "up to " STR_FMT " tokens of output fit",
                                STR_ARG(sink_tokens(sink, room)));
        f->note = STR("whether this is refused or cut off at the end of the window depends on the "
                      "model");
    }
}

const RuleCheck rule_context_overflow = {.needs = NEEDS_MODEL, .check = check};
