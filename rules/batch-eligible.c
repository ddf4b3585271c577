#include "rules/money.h"

/* A saving below this is not worth another way of calling (a platform that does not cache in
 * batches takes half the price off and loses the reads). */
#define WORTH_IT 0.05

static bool is_cheap_already(const Prompt *prompt) {
    const Param *tier = prompt_param(prompt, "service_tier");
    return prompt->is_batch || prompt->workload.batched ||
           (tier && tier->state == PARAM_SET && str_is(tier->text, "flex"));
}

/* "the answers may wait (latency: deferred)", "40 % of the answers may wait". */
static Str what_waits(Sink *sink, double share) {
    if (share >= 1)
        return STR("the answers may wait (latency: deferred), but nothing says that the");
    return sink_text(sink, "%.3g %% of the answers may wait, but nothing says that these",
                     100 * share);
}

static void check(const Prompt *prompt, const Plan *plan, Sink *sink) {
    double share = prompt->workload.deferrable;
    if (share <= 0 || is_cheap_already(prompt)) return;
    CallCost now = cost_call(plan, COST_NOW, NULL), batch = cost_call(plan, COST_BATCH, NULL);
    if (!batch.known || batch.usd.at > (1 - WORTH_IT) * now.usd.at) return;
    Finding *f = sink_report(sink, LEVEL_INFO, prompt->anchor,
                             STR_FMT " calls go in batches, which cost " STR_FMT " less",
                             STR_ARG(what_waits(sink, share)),
                             STR_ARG(money_percent(sink, 1 - batch.usd.at / now.usd.at)));
    CallCost partly = cost_call_partly_batched(plan, share, NULL);
    money_fill(sink, f, now.usd.at, partly.usd.at);
    f->help = STR("send them through the batch API; where they go there already, declare it: "
                  "workload: {batch: true}");
    if (now.flow.read.at > 0)
        f->note =
            batch.flow.read.at > 0
                ? STR("cache hits in a batch are best effort, 30 to 98 % by the vendor's page")
                : STR("this platform does not cache in batches; the figure is without it");
    if (now.output < 0 && !f->note.len) f->note = STR("input alone: no output is declared");
}

const RuleCheck rule_batch_eligible = {.needs = NEEDS_MODEL, .check = check};
