#include "rules/params.h"
#include "rules/repair.h"

/* Room above the long answers that nobody minds; and what a thinking model needs on top. */
enum { SPARE = 4096, FAR = 4, VERY_FAR = 16, MOST = 1000000000 };

static void check(const Prompt *prompt, const Plan *plan, Sink *sink) {
    double p95 = prompt->workload.output_p95 > 0 ? prompt->workload.output_p95
                                                 : prompt->workload.output_p50 * 2;
    double cap, thinking = 0;
    if (p95 <= 0 || !param_number(&prompt->max_output, &cap)) return;
    Str effort = param_effort(prompt);
    bool thinks = effort.len > 0 && !str_is(effort, "none");
    thinks |= prompt->thinking.state == PARAM_SET && !str_is(prompt->thinking.text, "disabled") &&
              !str_is(prompt->thinking.text, "none");
    param_number(&prompt->thinking, &thinking);
    if (cap > MOST || cap - thinking < FAR * p95 + SPARE) return;
    bool sure =
        cap - thinking >= VERY_FAR * p95 + SPARE && !thinks && prompt->workload.output_p95 > 0;
    Finding *f = sink_report(sink, sure ? LEVEL_WARNING : LEVEL_INFO, prompt->max_output.span,
                             "an output cap of " STR_FMT ", %.0f times the declared long answer "
                             "of %.0f tokens",
                             STR_ARG(prompt->max_output.text), cap / p95, p95);
    double longest = cost_of_answer(plan, cap), declared = cost_of_answer(plan, p95);
    if (longest > 0)
        f->cost = sink_text(
            sink, "an answer that runs away costs " STR_FMT " instead of " STR_FMT " on " STR_FMT,
            STR_ARG(sink_usd(sink, longest)), STR_ARG(sink_usd(sink, declared)),
            STR_ARG(prompt->model_id));
    double enough = p95 * 2 + thinking;
    TokCount cut = {(int64_t)enough, (int64_t)enough, (int64_t)enough, TOK_FITTED};
    f->help =
        sink_text(sink, "twice the long answer is room enough: about " STR_FMT "%s",
                  STR_ARG(sink_tokens(sink, cut)), thinks ? ", and what the model thinks" : "");
    if (thinks) return; /* nobody declared how much */
    repair_unsafe(f, sink_text(sink, "Lower it to %lld", (long long)cut.tokens).ptr);
    repair_set(sink, f, prompt->max_output.span, sink_text(sink, "%lld", (long long)cut.tokens));
}

const RuleCheck rule_generous_max_tokens = {.needs = NEEDS_PARAMS, .check = check};
