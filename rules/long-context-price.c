#include "rules/rule.h"

static bool differs(double base, double above) {
    return base > 0 && above > 0 && base != above;
}

static void check(const Prompt *prompt, const Plan *plan, Sink *sink) {
    const Prices *prices = &plan->prices;
    int64_t over = prices->long_over;
    if (!prices->known || over <= 0 || !differs(prices->base.in, prices->above.in)) return;
    TokCount input = tok_add(plan->total, plan->overhead);
    if (input.tokens <= over) return;
    bool sure = input.lo > over;
    TokCount limit = {over, over, over, TOK_FITTED};
    Finding *f = sink_report(
        sink, sure ? LEVEL_WARNING : LEVEL_INFO, prompt->anchor,
        "input of " STR_FMT " tokens is over %s of " STR_FMT
        "%s: the whole request costs %.3g times as much in and %.3g out",
        STR_ARG(sink_tokens(sink, input)), "the price limit", STR_ARG(sink_tokens(sink, limit)),
        sure ? "" : " (unsure)", prices->above.in / prices->base.in,
        prices->above.out > 0 && prices->base.out > 0 ? prices->above.out / prices->base.out : 1.0);
    f->tokens = (double)input.tokens;
    f->usd_per_1000 = 1000 * cost_of_tier(plan);
    f->cost = sink_text(
        sink, STR_FMT " more per 1,000 uncached calls on " STR_FMT ", cached tokens counted too",
        STR_ARG(sink_usd(sink, f->usd_per_1000)), STR_ARG(prompt->model_id));
    TokCount excess = {input.tokens - over, input.tokens - over, input.tokens - over, TOK_FITTED};
    f->help = sink_text(sink,
                        "send " STR_FMT " tokens less, split the work, or take a model without "
                        "a tier",
                        STR_ARG(sink_tokens(sink, excess)));
}

const RuleCheck rule_long_context_price = {.needs = NEEDS_MODEL, .check = check};
