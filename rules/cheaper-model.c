#include <math.h>

#include "rules/money.h"

/* A classification or an extraction: answers of at most so many tokens, by the declared long answer
 * or the cap. The tiers above the middle: from so many dollars per million input tokens on. */
enum { SHORT_ANSWER = 100 };
#define TOP_TIER_PRICE 4.0

static double longest_answer(const Prompt *prompt) {
    if (prompt->workload.output_p95 > 0) return prompt->workload.output_p95;
    if (prompt->workload.output_p50 > 0) return 2 * prompt->workload.output_p50;
    return prompt->max_output.state == PARAM_SET ? prompt->max_output.number : NAN;
}

/* One tier down: the dearest active model of the same vendor and platform that costs at most half;
 * of several the one listed last, which is the newest. */
static const Model *tier_below(const Prompt *prompt, double price) {
    const Model *best = NULL;
    double best_price = 0;
    for (size_t i = 0; i < facts_model_count(); i++) {
        const Model *m = facts_model_at(i);
        if (m->provider != prompt->model->provider || m->state != STATE_ACTIVE || m->retires > 0 ||
            m->confidence < CONFIDENCE_MIXED || m->context_window <= 0)
            continue;
        Prices prices = facts_prices(m, prompt->settings->today);
        if (!prices.known || prices.base.in > price / 2 || prices.base.in < best_price) continue;
        best = m;
        best_price = prices.base.in;
    }
    return best;
}

static void check(const Prompt *prompt, const Plan *plan, Sink *sink) {
    double answer = longest_answer(prompt);
    if (!(answer > 0 && answer <= SHORT_ANSWER) || !plan->prices.known || prompt->is_prewarm)
        return;
    if (plan->prices.base.in < TOP_TIER_PRICE) return;
    const Model *other = tier_below(prompt, plan->prices.base.in);
    if (!other) return;
    Str id = facts_text(other->id);
    CallCost now = cost_call(plan, COST_NOW, NULL);
    CallCost then = cost_call(cost_plan_on(sink->arena, plan, id), COST_NOW, NULL);
    if (!then.known || then.usd.at >= now.usd.at) return;
    Finding *f =
        sink_report(sink, LEVEL_INFO, prompt->model_span,
                    "answers of at most %.0f tokens from `" STR_FMT
                    "`, one of the vendor's dearest models; `" STR_FMT "` costs " STR_FMT " less",
                    answer, STR_ARG(prompt->model_id), STR_ARG(id),
                    STR_ARG(money_percent(sink, 1 - then.usd.at / now.usd.at)));
    money_fill(sink, f, now.usd.at, then.usd.at);
    f->help = sink_text(sink, "run your test cases on " STR_FMT, STR_ARG(id));
    f->note = STR("whether it is good enough cannot be seen from here");
}

const RuleCheck rule_cheaper_model = {
    .needs = NEEDS_PARAMS | NEEDS_MODEL, .opt_in = true, .check = check};
