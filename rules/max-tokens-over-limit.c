#include "rules/repair.h"

static void check(const Prompt *prompt, const Plan *plan, Sink *sink) {
    (void)plan;
    int64_t limit = prompt->model->max_output;
    if (prompt->max_output.state != PARAM_SET || limit <= 0 ||
        !(prompt->max_output.number > (double)limit))
        return;
    TokCount most = {limit, limit, limit, TOK_FITTED};
    bool documented = prompt->model->confidence >= CONFIDENCE_MIXED;
    Finding *f =
        sink_report(sink, documented ? LEVEL_ERROR : LEVEL_WARNING, prompt->max_output.span,
                    STR_FMT " is more than the " STR_FMT " tokens " STR_FMT " can write",
                    STR_ARG(prompt->max_output.text), STR_ARG(sink_tokens(sink, most)),
                    STR_ARG(prompt->model_id));
    f->help = sink_text(sink, "at most " STR_FMT "; the API refuses more",
                        STR_ARG(sink_tokens(sink, most)));
    repair_safe(f, sink_text(sink, "Lower it to %lld", (long long)limit).ptr);
    repair_set(sink, f, prompt->max_output.span, sink_text(sink, "%lld", (long long)limit));
    if (!documented) f->note = STR("the model's limit is known from third parties only");
}

const RuleCheck rule_max_tokens_over_limit = {.needs = NEEDS_MODEL | NEEDS_PARAMS, .check = check};
