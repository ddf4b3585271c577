#include "lint/facts/facts.h"

#include "lint/facts/facts_table.h"

Date facts_date(void) {
    return facts_table_date;
}

size_t facts_model_count(void) {
    return facts_models_len;
}

const Model *facts_model_at(size_t index) {
    return index < facts_models_len ? &facts_models[index] : NULL;
}

Str facts_text(FactText text) {
    return (Str){facts_pool + text.at, text.len};
}

Str facts_alias(const Model *model, size_t index, IdForm *form) {
    if (index >= model->alias_count) return (Str){facts_pool, 0};
    const FactAlias *alias = &facts_aliases[model->first_alias + index];
    if (form) *form = alias->form;
    return facts_text(alias->text);
}

Prices facts_prices(const Model *model, Date today) {
    const FactPrice *rows = &facts_price_rows[model->first_price];
    size_t i = 0;
    while (i + 1u < model->price_count && rows[i + 1].from <= today) i++;
    Prices prices = {
        .known = rows[i].base.in >= 0,
        .from = rows[i].from,
        .until = i + 1u < model->price_count ? date_before(rows[i + 1].from) : 0,
        .base = rows[i].base,
        .long_over = rows[i].long_over,
        .above = rows[i].above,
        .batch = model->batch,
        .storage = rows[i].storage,
        .verified = rows[i].verified,
        .source = rows[i].source,
    };
    return prices;
}

static double times(double price, double factor) {
    return price < 0 ? price : price * factor;
}

static PriceSet set_times(PriceSet set, double factor) {
    return (PriceSet){times(set.in, factor), times(set.out, factor), times(set.write_short, factor),
                      times(set.write_long, factor), times(set.read, factor)};
}

Prices facts_match_prices(const ModelMatch *match, Date today) {
    const PriceSet none = {PRICE_UNKNOWN, PRICE_UNKNOWN, PRICE_UNKNOWN, PRICE_UNKNOWN,
                           PRICE_UNKNOWN};
    if (!match->model || !match->prices_apply)
        return (Prices){.base = none, .above = none, .storage = PRICE_UNKNOWN};
    Prices prices = facts_prices(match->model, today);
    if (match->price_factor > 1) {
        prices.base = set_times(prices.base, match->price_factor);
        prices.above = set_times(prices.above, match->price_factor);
    }
    return prices;
}

PriceSet facts_price_set(const Prices *prices, int64_t input_tokens) {
    bool above = prices->long_over > 0 && input_tokens > prices->long_over;
    return above ? prices->above : prices->base;
}

/* Anthropic's end dates hold for the platforms it runs, Microsoft Foundry among them; Bedrock,
 * Google Cloud and every router keep their own (platform.claude.com model deprecations page). */
static bool dates_hold(const ModelMatch *match) {
    return match->platform_row ||
           (match->platform == PROVIDER_AZURE && match->model->provider == PROVIDER_ANTHROPIC);
}

ModelStatus facts_status(const ModelMatch *match, Date today) {
    ModelStatus status = {.state = STATE_UNKNOWN, .successor = {facts_pool, 0}};
    if (!match->model || !dates_hold(match)) return status;
    const Model *model = match->model;
    status.state = model->state;
    status.retires = model->retires;
    status.earliest_end = model->earliest_end;
    status.rerouted = model->rerouted;
    status.successor = facts_text(model->successor);
    if (model->retires) {
        status.days_left = today > 0 ? date_days_between(today, model->retires) : 0;
        /* The notice of an end is older than the end, but rarely dated: before it, the model is
         * called deprecated. */
        status.state = today >= model->retires ? STATE_RETIRED : STATE_DEPRECATED;
    }
    return status;
}

const char *facts_state_name(ModelState state) {
    switch (state) {
    case STATE_ACTIVE: return "active";
    case STATE_LIMITED: return "limited";
    case STATE_DEPRECATED: return "deprecated";
    case STATE_RETIRED: return "retired";
    case STATE_UNKNOWN: break;
    }
    return "unknown";
}

const char *facts_cache_mode_name(CacheMode mode) {
    switch (mode) {
    case CACHE_NONE: return "none";
    case CACHE_BREAKPOINTS: return "at breakpoints";
    case CACHE_BREAKPOINTS_BEST_EFFORT: return "at breakpoints, else best effort";
    case CACHE_BREAKPOINTS_NOT_IN_TOOLS: return "at breakpoints outside tools, else best effort";
    case CACHE_AUTOMATIC: return "automatic";
    case CACHE_AUTOMATIC_BREAKPOINTS: return "automatic and at breakpoints";
    case CACHE_AUTOMATIC_RESOURCE: return "automatic and as a resource";
    case CACHE_AUTOMATIC_OR_BREAKPOINTS: return "automatic or at breakpoints";
    case CACHE_KEY: return "with a cache key";
    case CACHE_UNKNOWN: break;
    }
    return "unknown";
}

const char *facts_confidence_name(Confidence confidence) {
    switch (confidence) {
    case CONFIDENCE_SECONDARY: return "secondary";
    case CONFIDENCE_MIXED: return "mixed";
    case CONFIDENCE_DOCUMENTED: return "documented";
    case CONFIDENCE_INFERRED: break;
    }
    return "inferred";
}
