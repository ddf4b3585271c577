/* What calls cost: now, with the findings fixed, by batch, on other models. */
#include "lint/prompt/cost.h"

#include <math.h>

#include "lint/command/cost_view.h"
#include "lint/command/inputs.h"
#include "lint/command/outputs.h"
#include "lint/config/prices.h"

typedef struct {
    Run *run;
    const CostPrinter *printer;
    CostGiven given;
    StrVec compare;
    CostTotal total;
    size_t failed;
} Cost;

/* --- rows ----------------------------------------------------------------------------------------
 */

/* The row of the total that collects rows of this label; the order is that of first sight. */
static size_t total_row(Cost *c, const char *key, Str label) {
    TotalRowVec *rows = &c->total.rows;
    for (size_t i = 0; i < rows->len; i++)
        if (str_eq(rows->items[i].label, label)) return i;
    TotalRow row = {.key = key, .label = str_dup(c->run->arena, label)};
    vec_push(c->run->arena, rows, row);
    return rows->len - 1;
}

static void add_row(Cost *c, Arena *arena, CostView *view, const char *key, Str label,
                    const Plan *plan, CallCost cost) {
    if (!cost.known) return;
    /* Prompts of which only some have something to fix there do not add up. */
    bool adds_up = !str_is(str_from_c(key), "compareFixed");
    CostRow row = {key, label, plan->prompt->model_id, cost,
                   adds_up ? total_row(c, key, label) : NO_TOTAL};
    vec_push(arena, &view->rows, row);
}

/* Worth a row of its own: half a per cent and more. */
static bool differs(const CallCost *a, const CallCost *b) {
    return a->known && fabs(a->usd.at - b->usd.at) > 0.005 * fmax(a->usd.at, b->usd.at);
}

/* The other time to live of the provider, where one is priced and the gaps are declared. */
static void add_other_ttl(Cost *c, Arena *arena, CostView *view, const Plan *plan) {
    const Model *model = plan->prompt->model;
    const PriceSet *base = &plan->prices.base;
    if (!model || !plan->breakpoint_count || model->ttl_long_s <= 0 || base->write_long < 0 ||
        c->given.input_tokens > 0 || traffic_share_within(&plan->prompt->workload, 1) < 0)
        return;
    bool is_long = plan_is_long(plan, plan->breakpoints[plan->breakpoint_count - 1].ttl_seconds);
    int32_t other = is_long ? model->ttl_short_s : model->ttl_long_s;
    Str label = other % 3600 == 0 ? str_printf(arena, "with ttl %dh", other / 3600)
                                  : str_printf(arena, "with ttl %dm", other / 60);
    CallCost cost = cost_call_with_ttl(plan, (uint32_t)other);
    if (differs(&cost, &view->rows.items[0].cost))
        add_row(c, arena, view, "otherTtl", label, plan, cost);
}

static void add_compared(Cost *c, Arena *arena, CostView *view, const Plan *plan) {
    for (size_t i = 0; i < c->compare.len; i++) {
        const Plan *other = cost_plan_on(arena, plan, c->compare.items[i]);
        Str label = str_printf(arena, "on " STR_FMT, STR_ARG(c->compare.items[i]));
        CallCost now = cost_call(other, COST_NOW, &c->given);
        CallCost fixed = cost_call(other, COST_FIXED, &c->given);
        add_row(c, arena, view, "compare", label, other, now);
        if (differs(&fixed, &now))
            add_row(c, arena, view, "compareFixed",
                    str_printf(arena, STR_FMT ", best order", STR_ARG(label)), other, fixed);
    }
}

static void add_rows(Cost *c, Arena *arena, CostView *view, const Plan *plan) {
    CallCost now = cost_call(plan, COST_NOW, &c->given);
    CallCost first = cost_call(plan, COST_FIRST, &c->given);
    CallCost fixed = cost_call(plan, COST_FIXED, &c->given);
    CallCost plain = cost_call(plan, COST_UNCACHED, &c->given);
    view->expected = now.warm >= 0;
    add_row(c, arena, view, "now", STR("now"), plan, now);
    if (!now.known) return;
    if (!view->expected && differs(&first, &now))
        add_row(c, arena, view, "first", STR("first call"), plan, first);
    if (view->to_fix && differs(&fixed, &now))
        add_row(c, arena, view, "fixed", STR("findings fixed"), plan, fixed);
    add_other_ttl(c, arena, view, plan);
    if (differs(&plain, &now))
        add_row(c, arena, view, "uncached", STR("without cache"), plan, plain);
    if (!plan->prompt->is_batch && !plan->prompt->workload.batched) {
        double share = plan->prompt->workload.deferrable;
        if (share > 0 && share < 1)
            add_row(c, arena, view, "batchShare",
                    str_printf(arena, "%.3g %% in batches", 100 * share), plan,
                    cost_call_partly_batched(plan, share, &c->given));
        add_row(c, arena, view, "batch", STR("in a batch"), plan,
                cost_call(plan, COST_BATCH, &c->given));
    }
    add_compared(c, arena, view, plan);
}

/* --- totals --------------------------------------------------------------------------------------
 */

/* A prompt without a row of some kind (nothing to fix, no batch mode) counts there as it is now. */
static const CallCost *cost_for(const CostView *view, size_t total) {
    for (size_t i = 0; i < view->rows.len; i++)
        if (view->rows.items[i].total == total) return &view->rows.items[i].cost;
    return &view->rows.items[0].cost;
}

static void add_to_total(Cost *c, const CostView *view) {
    CostTotal *total = &c->total;
    total->prompts++;
    total->last_priced = view->rows.len > 0;
    if (!view->rows.len) return;
    total->priced++;
    total->with_calls += view->calls_per_month > 0;
    total->with_output += view->rows.items[0].cost.output >= 0;
    for (size_t i = 0; i < total->rows.len; i++) {
        double usd = cost_for(view, i)->usd.at;
        total->rows.items[i].per_1000 += 1000 * usd;
        if (view->calls_per_month > 0)
            total->rows.items[i].per_month += view->calls_per_month * usd;
    }
}

/* Rows that appear with a later prompt begin with what the earlier ones cost now. */
static void start_rows(CostTotal *total, size_t known) {
    for (size_t i = known; known > 0 && i < total->rows.len; i++) {
        total->rows.items[i].per_1000 = total->rows.items[0].per_1000;
        total->rows.items[i].per_month = total->rows.items[0].per_month;
    }
}

static void show(Cost *c, Arena *arena, CostView *view, const Plan *plan) {
    size_t known = c->total.rows.len;
    view->model = plan->prompt->model_id;
    view->prices = plan->prices;
    view->calls_per_month = cost_calls_per_month(plan, &c->given);
    add_rows(c, arena, view, plan);
    start_rows(&c->total, known);
    view->in_list = !view->rows.len && c->total.prompts > 0 && !c->total.last_priced;
    c->printer->prompt(c->run->out, arena, view, run_color(c->run), c->total.prompts);
    add_to_total(c, view);
}

/* Findings about the prefix and its breakpoints: what the row "findings fixed" is about. */
static bool has_cache_findings(const FileResult *result, const Prompt *prompt) {
    for (size_t i = 0; i < result->findings.len; i++) {
        const Finding *f = &result->findings.items[i];
        bool concerns = str_starts(f->code, STR("WL1")) || str_starts(f->code, STR("WL2"));
        if (concerns && (result->prompts.len == 1 || span_holds(prompt->span, f->span)))
            return true;
    }
    return false;
}

static void file_done(void *context, FileResult *result) {
    Cost *c = context;
    if (result->failed) c->failed++;
    inputs_show_failure(c->run, result);
    inputs_note_unrecognised(c->run, result);
    for (size_t i = 0; i < result->prompts.len; i++) {
        const Prompt *prompt = &result->prompts.items[i];
        CostView view = {.path = result->source.path,
                         .where = prompt->path_in_file,
                         .name = prompt->name,
                         .version = prompt->version,
                         .to_fix = has_cache_findings(result, prompt),
                         .plan = result->plans[i]};
        show(c, &result->arena, &view, result->plans[i]);
    }
}

/* --- numbers alone -------------------------------------------------------------------------------
 */

/* No file: a call of so many tokens, on a model or at the given prices. */
static int run_numbers(Cost *c, const Overrides *overrides) {
    Arena *arena = c->run->arena;
    Settings settings = {.today = overrides->today, .prices = overrides->prices};
    Prompt prompt = {.settings = &settings, .model_id = overrides->model};
    prompt.match = facts_resolve(overrides->provider, overrides->model);
    prompt.model = prompt.match.model;
    prompt.provider = prompt.model ? prompt.match.platform : overrides->provider;
    if (!prompt.model && !settings.prices.len)
        return run_misuse(c->run, "a call without a file needs --model or --price");
    CostView view = {.path = STR("a call")};
    show(c, arena, &view, plan_make(arena, &prompt));
    c->printer->end(c->run->out, &c->total, run_color(c->run));
    return STATUS_OK;
}

/* --- the command line ----------------------------------------------------------------------------
 */

static bool read_count(Run *run, const char *option, double *out) {
    Str text = option_value(run, option);
    *out = 0;
    if (!text.len) return true;
    if (str_to_number(text, out) && *out > 0 && *out <= 1e12) return true;
    run_misuse(run, "--%s takes a number above 0, not `" STR_FMT "`", option, STR_ARG(text));
    return false;
}

static bool read_given(Cost *c) {
    Run *run = c->run;
    CostGiven *given = &c->given;
    if (!read_count(run, "input-tokens", &given->input_tokens) ||
        !read_count(run, "cached-tokens", &given->cached_tokens) ||
        !read_count(run, "output-tokens", &given->output_tokens) ||
        !read_count(run, "calls-per-month", &given->calls_per_month))
        return false;
    if (given->cached_tokens <= given->input_tokens) return true;
    run_misuse(run, "--cached-tokens is a part of --input-tokens");
    return false;
}

static bool read_prices(Run *run, Overrides *overrides) {
    const StrVec *values = option_values(run, "price");
    for (size_t i = 0; i < values->len; i++) {
        PriceChange change;
        Str offending;
        if (!prices_parse(values->items[i], &change, &offending)) {
            run_misuse(run,
                       "--price takes in=3,out=15,read=0.3,write=3.75,write_long=6,batch=0.5,"
                       "storage=1, not `" STR_FMT "`",
                       STR_ARG(offending));
            return false;
        }
        vec_push(run->arena, &overrides->prices, change);
    }
    return true;
}

static bool read_compared(Cost *c) {
    const StrVec *values = option_values(c->run, "compare");
    for (size_t i = 0; i < values->len; i++) {
        Str rest = values->items[i];
        while (rest.len) {
            size_t comma = str_find_char(rest, ',', 0);
            if (comma == STR_NOT_FOUND) comma = rest.len;
            Str id = str_trim(str_slice(rest, 0, comma));
            rest = str_slice(rest, comma + 1, rest.len);
            if (!id.len) continue;
            if (!inputs_model_known(c->run, PROVIDER_UNKNOWN, id)) return false;
            vec_push(c->run->arena, &c->compare, id);
        }
    }
    return true;
}

static int run_cost(Run *run) {
    Str format = option_value(run, "format");
    Cost c = {.run = run,
              .printer = str_is(format, "json")       ? &cost_json
                         : str_is(format, "markdown") ? &cost_markdown
                                                      : &cost_text};
    InputVec inputs = {0};
    Overrides overrides;
    int jobs;
    if (!inputs_overrides(run, &overrides) || !inputs_jobs(run, &jobs) || !read_given(&c) ||
        !read_prices(run, &overrides) || !read_compared(&c))
        return STATUS_TROUBLE;
    bool numbers = !run->operands.len && c.given.input_tokens > 0;
    if (!numbers && !inputs_collect(run, &inputs)) return STATUS_TROUBLE;
    c.printer->begin(run->out, overrides.today);
    if (numbers) return run_numbers(&c, &overrides);
    run_confine(run, NULL, false);
    engine_run(&inputs, &overrides, jobs, file_done, &c);
    if (!c.total.prompts && !run->err->len)
        buf_add_c(run->err, "warmlint: note: no prompt found\n");
    c.printer->end(run->out, &c.total, run_color(run));
    return c.failed ? STATUS_TROUBLE : STATUS_OK;
}

static const Option options[] = {
    {"format", 'f', "FORMAT", "text|json|markdown", "text (default), json or markdown"},
    {"compare", 0, "MODELS", NULL, "also on these models, by commas"},
    {"price", 0, "PRICES", NULL,
     "USD per million tokens in place of the model's: in=3,out=15,read=0.3,write=3.75,"
     "write_long=6,storage=1; batch=0.5 is a factor"},
    {"calls-per-month", 0, "N", NULL, "in place of the declared workload"},
    {"output-tokens", 0, "N", NULL, "tokens of an answer, in place of the declared ones"},
    {"input-tokens", 0, "N", NULL, "tokens of the whole input, in place of the estimate"},
    {"cached-tokens", 0, "N", NULL, "how many of --input-tokens can be read from the cache"},
    INPUT_OPTIONS,
    OPTION_COLOR,
    OPTION_HELP,
    {0}};

const Command command_cost = {
    .name = "cost",
    .operands = "PATH…",
    .summary = "what calls cost: now, with the findings fixed, in a batch, on other models",
    .details =
        "Input is the estimate of the files with its 90 % band; output is what the workload "
        "declares or --output-tokens says, and is left out where nobody says. With a declared "
        "workload the figures are those of an average call, cold ones included; otherwise of a "
        "warm one. A month has 30 days.\n\n"
        "Without a PATH the numbers given are enough:\n"
        "  warmlint cost --input-tokens 2500 --output-tokens 450 --calls-per-month 10000 \\\n"
        "      --price in=3,out=15",
    .options = options,
    .run = run_cost};
