#include "lint/prompt/cost.h"

#include <math.h>

/* --- factors -------------------------------------------------------------------------------------
 */

static bool asks_for(const Prompt *prompt, const char *param, const char *word) {
    const Param *p = prompt_param(prompt, param);
    return p && p->state == PARAM_SET && str_eq_nocase(p->text, str_from_c(word));
}

/* Fast mode doubles all prices, on these models (Anthropic's pricing page, 2026-09). */
static bool has_fast_mode(const Prompt *prompt) {
    static const char *const ids[] = {"claude-opus-4-8", "claude-opus-5", "claude-opus-5-5"};
    for (size_t i = 0; prompt->model && i < sizeof ids / sizeof *ids; i++)
        if (str_is(facts_text(prompt->model->id), ids[i])) return true;
    return false;
}

/* Data residency: x 1.1 on every kind of token (Anthropic's pricing page, 2026-08-21). Tiers:
 * flex halves, priority doubles (OpenAI's pricing page, 2026-11). */
static double residency_factor(const Prompt *prompt) {
    return prompt->provider == PROVIDER_ANTHROPIC && asks_for(prompt, "inference_geo", "us") ? 1.1
                                                                                             : 1;
}

double cost_factor(const Prompt *prompt) {
    double factor = residency_factor(prompt);
    if (asks_for(prompt, "speed", "fast") && has_fast_mode(prompt)) factor *= 2;
    if (prompt->provider == PROVIDER_OPENAI || prompt->provider == PROVIDER_AZURE) {
        if (asks_for(prompt, "service_tier", "flex")) factor *= 0.5;
        if (asks_for(prompt, "service_tier", "priority")) factor *= 2;
    }
    return factor;
}

/* --- a call --------------------------------------------------------------------------------------
 */

static double or_else(double price, double other) {
    return price >= 0 ? price : other;
}

static double usd_of(const CostFlow *f, const Prices *prices, int bound, double factor) {
    const Amount *kinds[] = {&f->read, &f->written_short, &f->written_long, &f->uncached};
    double tokens[4], sum = 0, usd = 0;
    for (size_t i = 0; i < 4; i++) {
        tokens[i] = bound < 0 ? kinds[i]->lo : bound > 0 ? kinds[i]->hi : kinds[i]->at;
        sum += tokens[i];
    }
    PriceSet set = facts_price_set(prices, llround(fmin(sum, 1e15)));
    double write_short = or_else(set.write_short, set.in);
    double rates[] = {or_else(set.read, set.in), write_short, or_else(set.write_long, write_short),
                      set.in};
    for (size_t i = 0; i < 4; i++) usd += tokens[i] * rates[i];
    return usd / 1e6 * factor;
}

static Amount scaled_to(Amount part, double sum, double wanted) {
    double share = sum > 0 ? part.at / sum * wanted : 0;
    return (Amount){share, share, share};
}

/* Sizes that the user knows have no band. */
static CostFlow with_given(const CostFlow *f, const CostGiven *given, CostCase which,
                           bool uncached) {
    double sum = flow_sum(f).at, wanted = given->input_tokens;
    CostFlow flow = {scaled_to(f->read, sum, wanted), scaled_to(f->written_short, sum, wanted),
                     scaled_to(f->written_long, sum, wanted), scaled_to(f->uncached, sum, wanted)};
    if (sum <= 0) flow.uncached = (Amount){wanted, wanted, wanted};
    if (given->cached_tokens <= 0) return flow;
    double cached = fmin(given->cached_tokens, wanted), rest = wanted - cached;
    flow = (CostFlow){.uncached = {rest, rest, rest}};
    Amount prefix = {cached, cached, cached};
    if (uncached)
        flow.uncached = amount_add(flow.uncached, prefix);
    else
        *(which == COST_FIRST ? &flow.written_short : &flow.read) = prefix;
    return flow;
}

static void price(CallCost *cost, const Plan *plan, bool batched) {
    const Prices *prices = &plan->prices;
    /* A batch is a tier of its own: fast modes and other tiers are not to be had in it. */
    cost->factor =
        batched ? residency_factor(plan->prompt) * prices->batch : cost_factor(plan->prompt);
    cost->known = prices->known && (!batched || prices->batch > 0);
    if (!cost->known) return;
    cost->prices = facts_price_set(prices, llround(fmin(flow_sum(&cost->flow).at, 1e15)));
    cost->input_usd = (Amount){usd_of(&cost->flow, prices, 0, cost->factor),
                               usd_of(&cost->flow, prices, -1, cost->factor),
                               usd_of(&cost->flow, prices, 1, cost->factor)};
    cost->usd = cost->input_usd;
    if (cost->output < 0) return;
    if (cost->prices.out < 0) {
        cost->output = COST_UNKNOWN;
        return;
    }
    cost->output_usd = cost->output * cost->prices.out / 1e6 * cost->factor;
    cost->usd.at += cost->output_usd;
    cost->usd.lo += cost->output_usd;
    cost->usd.hi += cost->output_usd;
}

static bool is_batched(const Prompt *prompt) {
    return prompt->is_batch || prompt->workload.batched;
}

static bool caches_in_batch(const Plan *plan) {
    const ProviderRules *rules = plan->prompt->model
                                     ? facts_match_rules(&plan->prompt->match)
                                     : facts_provider_rules(plan->prompt->provider, CACHE_UNKNOWN);
    return rules->provider == PROVIDER_UNKNOWN || rules->caches_in_batch;
}

static CallCost call_as(const Plan *plan, CostCase which, uint32_t ttl, const CostGiven *given) {
    CallCost cost = {.warm = COST_UNKNOWN, .output_usd = COST_UNKNOWN};
    bool batched = which == COST_BATCH || is_batched(plan->prompt);
    PlanCall cold = {.gap = HUGE_VAL, .ttl = ttl, .other_from = plan->step_count ? 0 : NO_STEP};
    bool uncached = which == COST_UNCACHED || (batched && !caches_in_batch(plan));
    if (uncached)
        cost.flow = flow_uncached(plan);
    else if (which == COST_WARM)
        cost.flow = flow_as_marked(plan, &(PlanCall){.ttl = ttl, .other_from = NO_STEP});
    else if (which == COST_FIRST)
        cost.flow = flow_as_marked(plan, &cold);
    else
        cost.flow = flow_expected(plan, which == COST_FIXED ? flow_in_best_order : flow_as_marked,
                                  ttl, &cost.warm);
    if (given && given->input_tokens > 0)
        cost.flow = with_given(&cost.flow, given, which, uncached);
    cost.output = given && given->output_tokens > 0 ? given->output_tokens
                                                    : traffic_output(&plan->prompt->workload);
    price(&cost, plan, batched);
    return cost;
}

CallCost cost_call(const Plan *plan, CostCase which, const CostGiven *given) {
    CallCost cost = call_as(plan, which, 0, given);
    if (which != COST_FIXED) return cost;
    /* Moving text never makes it dearer: who is in the best order stays there. */
    CallCost now = call_as(plan, COST_NOW, 0, given);
    return cost.known && cost.usd.at < now.usd.at ? cost : now;
}

CallCost cost_call_with_ttl(const Plan *plan, uint32_t ttl) {
    return call_as(plan, COST_NOW, ttl, NULL);
}

static Amount mixed(Amount a, Amount b, double share) {
    double rest = 1 - share;
    return (Amount){rest * a.at + share * b.at, rest * a.lo + share * b.lo,
                    rest * a.hi + share * b.hi};
}

CallCost cost_call_partly_batched(const Plan *plan, double share, const CostGiven *given) {
    CallCost cost = cost_call(plan, COST_NOW, given), batch = cost_call(plan, COST_BATCH, given);
    if (share >= 1 || !batch.known) return batch;
    cost.flow = (CostFlow){mixed(cost.flow.read, batch.flow.read, share),
                           mixed(cost.flow.written_short, batch.flow.written_short, share),
                           mixed(cost.flow.written_long, batch.flow.written_long, share),
                           mixed(cost.flow.uncached, batch.flow.uncached, share)};
    cost.input_usd = mixed(cost.input_usd, batch.input_usd, share);
    cost.usd = mixed(cost.usd, batch.usd, share);
    if (cost.output >= 0) cost.output_usd += share * (batch.output_usd - cost.output_usd);
    /* The factor with which the tokens make the sum; that of the flow where both are the same. */
    double plain = usd_of(&cost.flow, &plan->prices, 0, 1);
    if (cost.output >= 0) plain += cost.output * cost.prices.out / 1e6;
    if (plain > 0) cost.factor = cost.usd.at / plain;
    return cost;
}

double cost_calls_per_month(const Plan *plan, const CostGiven *given) {
    if (given && given->calls_per_month > 0) return given->calls_per_month;
    return traffic_calls_per_month(&plan->prompt->workload);
}

/* --- other models --------------------------------------------------------------------------------
 */

/* What was said about the prices of whatever model the prompt has does not hold for another. */
static const Settings *without_prices_of_any(Arena *arena, const Settings *settings) {
    Settings *copy = ARENA_NEW(arena, Settings);
    *copy = *settings;
    copy->prices = (PriceChangeVec){0};
    for (size_t i = 0; i < settings->prices.len; i++)
        if (settings->prices.items[i].model.len)
            vec_push(arena, &copy->prices, settings->prices.items[i]);
    return copy;
}

const Plan *cost_plan_on(Arena *arena, const Plan *plan, Str model_id) {
    Prompt *prompt = ARENA_NEW(arena, Prompt);
    *prompt = *plan->prompt;
    prompt->settings = without_prices_of_any(arena, prompt->settings);
    prompt->model_id = model_id;
    prompt->model_templated = false;
    prompt->match = facts_resolve(PROVIDER_UNKNOWN, model_id);
    prompt->model = prompt->match.model;
    if (prompt->model) prompt->provider = prompt->match.platform;
    return plan_make(arena, prompt);
}

/* --- break-evens ---------------------------------------------------------------------------------
 */

static PriceSet prices_in_force(const Plan *plan) {
    return facts_price_set(&plan->prices, plan->total.tokens + plan->overhead.tokens);
}

double cost_lost_per_1000(const Plan *plan, double tokens, bool written) {
    if (!plan->prices.known) return 0;
    PriceSet set = prices_in_force(plan);
    if (set.in < 0 || set.read < 0) return 0;
    double write = flow_charges_writes(plan) ? or_else(set.write_short, set.in) : set.in;
    double paid = written ? or_else(set.write_short, set.in) : set.in;
    uint32_t ttl = flow_ttl(plan);
    double hits = ttl > 0 ? traffic_share_within(&plan->prompt->workload, ttl) : 1;
    double cached = hits < 0 ? set.read : hits * set.read + (1 - hits) * write;
    return fmax(0, tokens * (paid - cached) / 1e3 * cost_factor(plan->prompt));
}

static double usd_at(const Plan *plan, double tokens, double price) {
    return plan->prices.known && price >= 0 ? tokens * price / 1e6 * cost_factor(plan->prompt)
                                            : COST_UNKNOWN;
}

double cost_of_answer(const Plan *plan, double tokens) {
    return usd_at(plan, tokens, prices_in_force(plan).out);
}

double cost_of_input(const Plan *plan, double tokens) {
    return usd_at(plan, tokens, prices_in_force(plan).in);
}

double cost_of_reading(const Plan *plan, double tokens) {
    return usd_at(plan, tokens, prices_in_force(plan).read);
}

double cost_of_writing(const Plan *plan, double tokens, uint32_t ttl) {
    PriceSet set = prices_in_force(plan);
    double write = plan_is_long(plan, ttl) ? set.write_long : set.write_short;
    return usd_at(plan, tokens, flow_charges_writes(plan) ? or_else(write, set.in) : set.in);
}

double cost_of_tier(const Plan *plan) {
    double above = cost_call(plan, COST_UNCACHED, NULL).input_usd.at;
    double in = prices_in_force(plan).in, base = plan->prices.base.in;
    if (!plan->prices.known || base < 0 || in <= base) return 0;
    return above * (1 - base / in);
}

double cost_hits_to_pay(double in, double write, double read) {
    if (in < 0 || write < 0 || read < 0 || write <= read) return COST_UNKNOWN;
    return fmax(0, (write - in) / (write - read));
}

uint32_t cost_ttl_to_choose(const Plan *plan) {
    const Model *model = plan->prompt->model;
    const Workload *workload = &plan->prompt->workload;
    const PriceSet *p = &plan->prices.base;
    uint32_t usual = model && model->ttl_short_s > 0 ? (uint32_t)model->ttl_short_s : 300;
    if (!model || !plan->prices.known || p->read < 0 || p->write_short < 0 ||
        (workload->gap_p50 <= 0 && workload->gap_p95 <= 0))
        return usual;
    double hits = traffic_share_within(workload, usual);
    double best = hits * p->read + (1 - hits) * p->write_short;
    uint32_t choice = usual;
    if (model->ttl_long_s > 0 && p->write_long >= 0) {
        hits = traffic_share_within(workload, model->ttl_long_s);
        double cost = hits * p->read + (1 - hits) * p->write_long;
        /* The usual one where they cost about the same. */
        if (cost < 0.9 * best) best = cost, choice = (uint32_t)model->ttl_long_s;
    }
    return best < p->in ? choice : 0;
}

double cost_misses_left_for_long(const PriceSet *p) {
    if (p->read < 0 || p->write_short <= p->read || p->write_long <= p->read) return COST_UNKNOWN;
    return (p->write_short - p->read) / (p->write_long - p->read);
}

double cost_calls_until_padding_pays(const Plan *plan, double length, double minimum) {
    const PriceSet *p = &plan->prices.base;
    if (!plan->prices.known || p->in <= 0 || p->read < 0 || p->write_short < 0) return COST_UNKNOWN;
    double read = p->read / p->in, write = p->write_short / p->in;
    double gain = length - minimum * read;
    return gain > 0 ? fmax(1, ceil(minimum * (write - read) / gain)) : COST_UNKNOWN;
}

double cost_calls_until_storage_pays(const Prices *prices) {
    double saved = prices->base.in - prices->base.read;
    if (!prices->known || prices->storage < 0 || prices->base.read < 0 || saved <= 0)
        return COST_UNKNOWN;
    return prices->storage / saved;
}
