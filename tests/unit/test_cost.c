/* The cost model: published worked examples to the cent, every kind of price, tiers, factors, the
 * declared traffic, and the break-evens. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "lint/config/prices.h"
#include "lint/engine/engine.h"
#include "lint/prompt/cost.h"

static void assert_near(double got, double want) {
    if (!(fabs(got - want) <= 1e-9 * fmax(1, fabs(want)))) fail_msg("%.12g, want %.12g", got, want);
}

static void assert_about(double got, double want, double tolerance) {
    if (!(fabs(got - want) <= tolerance)) fail_msg("%.6g, want about %.6g", got, want);
}

/* A prompt of one request body, priced by the command line's `prices` (NULL: by the table). */
static FileResult *lint_priced(const char *body, const char *prices) {
    static Arena arena;
    Str bytes = str_from_c(body), offending;
    Input input = {.path = STR("prompts/p.yaml"), .by_hand = true, .bytes = &bytes};
    Overrides overrides = {.today = DATE(2026, 11, 21)};
    PriceChange change;
    if (prices) {
        assert_true(prices_parse(str_from_c(prices), &change, &offending));
        vec_push(&arena, &overrides.prices, change);
    }
    FileResult *result = engine_lint(&input, &overrides);
    assert_int_equal(result->prompts.len, 1);
    return result;
}

static FileResult *lint(const char *body) {
    return lint_priced(body, NULL);
}

/* Sizes are declared, so that the figures are those of the formula. */
#define HEAD(model) "name: p\nversion: 1.0.0\nmodel: " model "\nmax_tokens: 500\n"
#define INPUTS(stable, change)                                                                     \
    "inputs: {stable: {volatility: deploy, tokens: " #stable                                       \
    "}, question: {volatility: request, tokens: " #change "}}\n"
#define SYSTEM(mark) "system: [{type: text, text: '{{stable}}'" mark "}]\n"
#define MARK         ", cache_control: {type: ephemeral}"
#define MARK_LONG    ", cache_control: {type: ephemeral, ttl: 1h}"
#define QUESTION     "messages: [{role: user, content: '{{question}}'}]\n"

/* --- published examples --------------------------------------------------------------------------
 */

static void a_month_of_summaries(void **state) {
    (void)state;
    FileResult *r =
        lint_priced(HEAD("claude-sonnet-5") INPUTS(2000, 300) SYSTEM("") QUESTION, "in=3,out=15");
    CostGiven given = {.input_tokens = 2500, .output_tokens = 450, .calls_per_month = 10000};
    CallCost now = cost_call(r->plans[0], COST_NOW, &given);
    assert_near(now.usd.at * cost_calls_per_month(r->plans[0], &given), 142.50);
    assert_near(now.usd.lo, now.usd.hi); /* a size that is given has no band */
    file_result_free(r);
}

static void a_warm_turn_against_an_uncached_one(void **state) {
    (void)state;
    FileResult *r = lint_priced(HEAD("claude-sonnet-5") INPUTS(20000, 200) SYSTEM(MARK) QUESTION,
                                "in=3,out=15");
    CostGiven given = {.input_tokens = 20200, .cached_tokens = 20000, .output_tokens = 600};
    assert_near(cost_call(r->plans[0], COST_NOW, &given).usd.at, 0.0156);
    assert_near(cost_call(r->plans[0], COST_UNCACHED, &given).usd.at, 0.0696);
    /* The same without the numbers: what is added is the frame of the message alone. */
    double frame = 3e-6 * (double)r->plans[0]->overhead.tokens;
    CostGiven output = {.output_tokens = 600};
    assert_near(cost_call(r->plans[0], COST_NOW, &output).usd.at, 0.0156 + frame);
    assert_near(cost_call(r->plans[0], COST_UNCACHED, &output).usd.at, 0.0696 + frame);
    file_result_free(r);
}

static void a_system_prompt_of_2000_tokens(void **state) {
    (void)state;
    FileResult *r =
        lint_priced(HEAD("claude-sonnet-5") INPUTS(2000, 10) SYSTEM(MARK) QUESTION, "in=1");
    CostGiven given = {.input_tokens = 2000, .cached_tokens = 2000};
    assert_near(cost_call(r->plans[0], COST_UNCACHED, &given).input_usd.at, 0.002);
    assert_near(cost_call(r->plans[0], COST_NOW, &given).input_usd.at, 0.0002);
    file_result_free(r);
}

static void batch_and_a_read_together(void **state) {
    (void)state;
    FileResult *r =
        lint_priced(HEAD("claude-sonnet-5") INPUTS(2000, 10) SYSTEM(MARK) QUESTION, "in=1");
    CostGiven given = {.input_tokens = 1e6, .cached_tokens = 1e6};
    assert_near(cost_call(r->plans[0], COST_BATCH, &given).input_usd.at, 0.05);
    file_result_free(r);
}

/* --- kinds of tokens -----------------------------------------------------------------------------
 */

static void a_first_call_writes_and_a_warm_one_reads(void **state) {
    (void)state;
    FileResult *r = lint(HEAD("claude-sonnet-5") INPUTS(4000, 100) SYSTEM(MARK) QUESTION);
    CallCost warm = cost_call(r->plans[0], COST_WARM, NULL);
    CallCost first = cost_call(r->plans[0], COST_FIRST, NULL);
    assert_near(warm.flow.read.at, 4000);
    assert_near(first.flow.written_short.at, 4000);
    assert_near(first.flow.read.at, 0);
    assert_near(first.usd.at - warm.usd.at, 4000 * (2.5 - 0.2) / 1e6);
    assert_near(warm.warm, COST_UNKNOWN); /* nobody declared a workload */
    file_result_free(r);
}

static void times_to_live_have_their_own_price(void **state) {
    (void)state;
    FileResult *r =
        lint(HEAD("claude-sonnet-5") "inputs: {long: {volatility: deploy, tokens: 4000}, short: "
                                     "{volatility: session, tokens: 2000}}\n"
                                     "system:\n  - {type: text, text: '{{long}}'" MARK_LONG "}\n"
                                     "  - {type: text, text: '{{short}}'" MARK "}\n" QUESTION);
    CallCost first = cost_call(r->plans[0], COST_FIRST, NULL);
    assert_near(first.flow.written_long.at, 4000);
    assert_near(first.flow.written_short.at, 2000);
    /* After ten minutes the hour is still there and the five minutes are not. */
    PlanFlow later = plan_flow(r->plans[0], &(PlanCall){.gap = 600, .other_from = NO_STEP});
    assert_int_equal(later.read.tokens, 4000);
    assert_int_equal(later.written_short.tokens, 2000);
    assert_int_equal(later.written_long.tokens, 0);
    file_result_free(r);
}

static void what_a_model_does_not_charge_extra_costs_input(void **state) {
    (void)state;
    FileResult *r = lint("model: gpt-5.5\nmax_completion_tokens: 100\nname: p\nversion: 1.0.0\n"
                         "inputs: {stable: {volatility: deploy, tokens: 4096}}\nmessages:\n"
                         "  - {role: system, content: '{{stable}}'}\n"
                         "  - {role: user, content: '{{question}}'}\n");
    CallCost first = cost_call(r->plans[0], COST_FIRST, NULL);
    assert_near(first.usd.at, cost_call(r->plans[0], COST_UNCACHED, NULL).usd.at);
    assert_true(cost_call(r->plans[0], COST_WARM, NULL).usd.at < first.usd.at / 4);
    file_result_free(r);
}

/* The clock costs the same in any place behind the stable text. */
static void moving_a_change_back_makes_the_rest_readable(void **state) {
    (void)state;
    FileResult *r =
        lint(HEAD("claude-sonnet-5") INPUTS(4000, 100) "system: [{type: text, text: '{{now}} "
                                                       "{{stable}}'" MARK "}]\n" QUESTION);
    assert_near(cost_call(r->plans[0], COST_NOW, NULL).flow.read.at, 0);
    CallCost fixed = cost_call(r->plans[0], COST_FIXED, NULL);
    assert_about(fixed.flow.read.at, 4000, 5);
    assert_near(fixed.flow.written_short.at, 0);
    file_result_free(r);
}

static void what_is_in_the_best_order_cannot_be_fixed(void **state) {
    (void)state;
    FileResult *r = lint(HEAD("claude-sonnet-5") INPUTS(4000, 100) SYSTEM(MARK) QUESTION);
    assert_near(cost_call(r->plans[0], COST_FIXED, NULL).usd.at,
                cost_call(r->plans[0], COST_NOW, NULL).usd.at);
    file_result_free(r);
}

static void bands_hold_the_estimate(void **state) {
    (void)state;
    FileResult *r = lint(HEAD("claude-sonnet-5") INPUTS(4000, 100) SYSTEM(MARK) QUESTION);
    for (CostCase which = COST_NOW; which < COST_CASES; which++) {
        CallCost cost = cost_call(r->plans[0], which, NULL);
        assert_true(cost.known);
        assert_true(cost.usd.lo < cost.usd.at && cost.usd.at < cost.usd.hi);
    }
    file_result_free(r);
}

/* --- prices --------------------------------------------------------------------------------------
 */

static void above_the_tier_the_whole_request_is_dearer(void **state) {
    (void)state;
    FileResult *below = lint(HEAD("claude-haiku-5-5") INPUTS(90000, 5000) SYSTEM(MARK) QUESTION);
    FileResult *above = lint(HEAD("claude-haiku-5-5") INPUTS(90000, 20000) SYSTEM(MARK) QUESTION);
    CallCost a = cost_call(below->plans[0], COST_WARM, NULL);
    CallCost b = cost_call(above->plans[0], COST_WARM, NULL);
    assert_near(a.prices.read, 0.01);
    assert_near(b.prices.read, 0.05); /* also the cached part, and the output */
    assert_near(b.prices.out, 2.5);
    file_result_free(below);
    file_result_free(above);
}

static void prices_change_on_their_day(void **state) {
    (void)state;
    Settings settings = {.today = DATE(2026, 11, 30)};
    ModelMatch match = facts_resolve(PROVIDER_GOOGLE, STR("gemini-4-argon"));
    assert_near(prices_resolve(&settings, &match, match.name).base.in, 2);
    settings.today = DATE(2026, 12, 1);
    assert_near(prices_resolve(&settings, &match, match.name).base.in, 4);
}

static void stated_prices_keep_the_proportions_of_the_table(void **state) {
    (void)state;
    Arena arena = {0};
    PriceChange change;
    Str offending;
    Settings settings = {.today = DATE(2026, 11, 21)};
    ModelMatch match = facts_resolve(PROVIDER_ANTHROPIC, STR("claude-haiku-5-5"));
    assert_true(prices_parse(STR("in=0.2, read=0.04"), &change, &offending));
    vec_push(&arena, &settings.prices, change);
    Prices prices = prices_resolve(&settings, &match, match.name);
    assert_near(prices.base.write_short, 0.25);
    assert_near(prices.base.write_long, 0.4);
    assert_near(prices.base.read, 0.04);
    assert_near(prices.base.out, 0.5); /* not a matter of the input price */
    assert_near(prices.above.in, 1);   /* five times, as before */
    assert_near(prices.above.read, 0.2);
    settings.prices.items[0].model = STR("another-model");
    assert_near(prices_resolve(&settings, &match, match.name).base.in, 0.1);
    arena_free(&arena);
}

static void a_model_without_prices_gets_the_usual_proportions(void **state) {
    (void)state;
    Arena arena = {0};
    PriceChange change;
    Str offending;
    Settings settings = {.today = DATE(2026, 11, 21)};
    ModelMatch none = {0};
    assert_false(prices_resolve(&settings, &none, STR("our-model")).known);
    assert_true(prices_parse(STR("in=4"), &change, &offending));
    change.model = STR("our-model");
    vec_push(&arena, &settings.prices, change);
    Prices prices = prices_resolve(&settings, &none, STR("our-model"));
    assert_true(prices.known);
    assert_near(prices.base.read, 0.4);
    assert_near(prices.base.write_short, 5);
    assert_near(prices.base.write_long, 8);
    assert_true(prices.base.out < 0); /* nothing says what output costs */
    assert_false(prices_resolve(&settings, &none, STR("our-other-model")).known);
    arena_free(&arena);
}

static void mistakes_in_prices_are_named(void **state) {
    (void)state;
    static const char *const wrong[] = {"in=3,uot=15", "in", "in=", "in=-1", "in=cheap", ""};
    static const char *const parts[] = {"uot=15", "in", "in=", "in=-1", "in=cheap", ""};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        PriceChange change;
        Str offending;
        assert_false(prices_parse(str_from_c(wrong[i]), &change, &offending));
        assert_true(str_is(offending, parts[i]));
    }
}

static void the_request_itself_can_multiply(void **state) {
    (void)state;
    static const struct {
        const char *head;
        double factor;
    } cases[] = {
        {HEAD("claude-opus-5"), 1},
        {HEAD("claude-opus-5") "inference_geo: us\n", 1.1},
        {HEAD("claude-opus-5") "speed: fast\n", 2},
        {HEAD("claude-opus-5") "speed: fast\ninference_geo: us\n", 2.2},
        {HEAD("claude-sonnet-5") "speed: fast\n", 1}, /* has no such mode */
        {HEAD("gpt-5.5") "service_tier: flex\n", 0.5},
        {HEAD("gpt-5.5") "service_tier: priority\n", 2},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char body[512];
        snprintf(body, sizeof body, "%smessages: [{role: user, content: '{{question}}'}]\n",
                 cases[i].head);
        FileResult *r = lint(body);
        assert_near(cost_factor(&r->prompts.items[0]), cases[i].factor);
        file_result_free(r);
    }
}

static void bedrock_does_not_cache_in_batches(void **state) {
    (void)state;
    FileResult *r = lint("provider: bedrock\n" HEAD("anthropic.claude-sonnet-5") INPUTS(8000, 100)
                             SYSTEM(MARK) QUESTION);
    CallCost batch = cost_call(r->plans[0], COST_BATCH, NULL);
    assert_near(batch.flow.read.at, 0);
    assert_near(batch.usd.at, cost_call(r->plans[0], COST_UNCACHED, NULL).usd.at / 2);
    CostGiven given = {.input_tokens = 10000, .cached_tokens = 8000};
    assert_near(cost_call(r->plans[0], COST_BATCH, &given).flow.read.at, 0);
    assert_near(cost_call(r->plans[0], COST_NOW, &given).flow.read.at, 8000);
    file_result_free(r);
}

/* A batch is a tier of its own: no fast mode in it, no priority. */
static void a_batch_is_neither_fast_nor_first(void **state) {
    (void)state;
    static const char *const heads[] = {HEAD("claude-opus-5") "speed: fast\n",
                                        HEAD("gpt-5.5") "service_tier: priority\n",
                                        HEAD("gpt-5.5") "service_tier: flex\n"};
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) {
        char body[512];
        snprintf(body, sizeof body, "%smessages: [{role: user, content: '{{question}}'}]\n",
                 heads[i]);
        FileResult *r = lint(body);
        assert_near(cost_call(r->plans[0], COST_BATCH, NULL).factor, 0.5);
        file_result_free(r);
    }
    FileResult *r = lint(HEAD("claude-opus-5") "inference_geo: us\n" QUESTION);
    assert_near(cost_call(r->plans[0], COST_BATCH, NULL).factor, 0.55);
    file_result_free(r);
}

static void a_share_in_batches(void **state) {
    (void)state;
    FileResult *r = lint(HEAD("claude-sonnet-5") INPUTS(8000, 100) SYSTEM(MARK) QUESTION);
    double now = cost_call(r->plans[0], COST_NOW, NULL).usd.at;
    CallCost part = cost_call_partly_batched(r->plans[0], 0.4, NULL);
    assert_near(part.usd.at, 0.6 * now + 0.4 * now / 2);
    assert_near(part.factor, 0.8);
    assert_near(cost_call_partly_batched(r->plans[0], 1, NULL).usd.at, now / 2);
    file_result_free(r);
}

static void another_model_counts_anew(void **state) {
    (void)state;
    Arena arena = {0};
    FileResult *r = lint_priced(HEAD("claude-sonnet-5") INPUTS(2000, 100)
                                    SYSTEM(MARK) "messages: [{role: user, content: 'Kilometres "
                                                 "per hour, please: {{question}}'}]\n",
                                "in=7");
    const Plan *haiku = cost_plan_on(&arena, r->plans[0], STR("claude-haiku-4-5"));
    /* 2,000 tokens are below its minimum of 4,096: nothing is cached there. */
    assert_near(cost_call(haiku, COST_NOW, NULL).flow.read.at, 0);
    assert_near(cost_call(haiku, COST_NOW, NULL).prices.in, 1); /* --price was for the other */
    assert_true(haiku->total.tokens < r->plans[0]->total.tokens);
    arena_free(&arena);
    file_result_free(r);
}

/* --- traffic -------------------------------------------------------------------------------------
 */

static void gaps_say_how_many_calls_come_in_time(void **state) {
    (void)state;
    Workload none = {0};
    assert_near(traffic_share_within(&none, 300), TRAFFIC_UNKNOWN);
    Workload median = {.gap_p50 = 300};
    assert_near(traffic_share_within(&median, 300), 0.5);
    assert_near(traffic_share_within(&median, 600), 0.75);
    Workload both = {.gap_p50 = 40, .gap_p95 = 400};
    assert_about(traffic_share_within(&both, 40), 0.5, 1e-9);
    assert_about(traffic_share_within(&both, 400), 0.95, 1e-9);
    assert_about(traffic_share_within(&both, 300), 0.925, 0.001);
    Workload volume = {.calls_per_day = 288}; /* one in five minutes */
    assert_near(traffic_share_within(&volume, 300), 1 - exp(-1));
    Workload odd = {.gap_p50 = 100, .gap_p95 = 100};
    assert_near(traffic_share_within(&odd, 99), 0);
    assert_near(traffic_share_within(&odd, 100), 1);
}

static void the_average_answer_is_longer_than_the_median(void **state) {
    (void)state;
    Workload w = {.output_p50 = 300, .output_p95 = 700};
    assert_about(traffic_output(&w), 342.5, 0.5);
    w.output_p95 = 1e9; /* no distribution of answers: not more than the longer one */
    assert_near(traffic_output(&w), 1e9);
    w.output_p95 = 0;
    assert_near(traffic_output(&w), 300);
    w = (Workload){0};
    assert_near(traffic_output(&w), TRAFFIC_UNKNOWN);
    assert_near(traffic_calls_per_month(&(Workload){.calls_per_day = 10}), 300);
}

static void unknown_output_is_left_out_and_said(void **state) {
    (void)state;
    FileResult *r = lint(HEAD("claude-sonnet-5") INPUTS(4000, 100) SYSTEM(MARK) QUESTION);
    CallCost cost = cost_call(r->plans[0], COST_NOW, NULL);
    assert_near(cost.output, COST_UNKNOWN);
    assert_near(cost.output_usd, COST_UNKNOWN);
    assert_near(cost.usd.at, cost.input_usd.at);
    file_result_free(r);
}

static void the_declared_mix_lies_between_warm_and_cold(void **state) {
    (void)state;
    FileResult *r = lint(HEAD("claude-sonnet-5") "workload: {gap_seconds: 300}\n" INPUTS(4000, 100)
                             SYSTEM(MARK) QUESTION);
    CallCost now = cost_call(r->plans[0], COST_NOW, NULL);
    double warm = cost_call(r->plans[0], COST_WARM, NULL).usd.at;
    double first = cost_call(r->plans[0], COST_FIRST, NULL).usd.at;
    assert_near(now.usd.at, (warm + first) / 2);
    assert_near(now.warm, 0.5);
    /* Twelve half-lives fit into an hour. */
    assert_about(cost_call_with_ttl(r->plans[0], 3600).warm, 1 - exp2(-12), 1e-9);
    file_result_free(r);
}

/* The long prefix is read by more calls than the short one behind it. */
static void each_time_to_live_has_its_own_share(void **state) {
    (void)state;
    FileResult *r =
        lint(HEAD("claude-sonnet-5") "workload: {gap_seconds: 1800}\n"
                                     "inputs: {long: {volatility: deploy, tokens: 4000}, short: "
                                     "{volatility: deploy, tokens: 2000}}\n"
                                     "system:\n  - {type: text, text: '{{long}}'" MARK_LONG "}\n"
                                     "  - {type: text, text: '{{short}}'" MARK "}\n" QUESTION);
    double in_5m = 1 - exp2(-300.0 / 1800), in_1h = 1 - exp2(-3600.0 / 1800);
    CallCost now = cost_call(r->plans[0], COST_NOW, NULL);
    assert_near(now.flow.read.at, 4000 * in_1h + 2000 * in_5m);
    assert_near(now.flow.written_long.at, 4000 * (1 - in_1h));
    assert_near(now.flow.written_short.at, 2000 * (1 - in_5m));
    file_result_free(r);
}

static void the_first_call_of_a_session_finds_nothing_of_it(void **state) {
    (void)state;
    FileResult *r = lint(HEAD("claude-sonnet-5") "workload: {calls_per_session: 4}\n"
                                                 "inputs: {stable: {volatility: session, tokens: "
                                                 "4000}}\n" SYSTEM(MARK) QUESTION);
    assert_near(cost_call(r->plans[0], COST_NOW, NULL).warm, 0.75);
    file_result_free(r);
    r = lint(HEAD("claude-sonnet-5") "workload: {calls_per_session: 4}\n" INPUTS(4000, 9)
                 SYSTEM(MARK) QUESTION);
    assert_near(cost_call(r->plans[0], COST_NOW, NULL).warm, COST_UNKNOWN); /* shared by all */
    file_result_free(r);
}

static void old_openai_models_keep_a_day(void **state) {
    (void)state;
    FileResult *r = lint("model: gpt-5.5\nname: p\nversion: 1.0.0\nworkload: {gap_seconds: {p50: "
                         "3600, p95: 7200}}\ninputs: {stable: {volatility: deploy, tokens: 4096}}\n"
                         "messages:\n  - {role: system, content: '{{stable}}'}\n"
                         "  - {role: user, content: '{{question}}'}\n");
    assert_about(cost_call(r->plans[0], COST_NOW, NULL).warm, 1, 1e-6);
    file_result_free(r);
}

/* --- break-evens ---------------------------------------------------------------------------------
 */

static void break_evens(void **state) {
    (void)state;
    assert_about(cost_hits_to_pay(1, 1.25, 0.1), 0.2174, 1e-4);
    assert_about(cost_hits_to_pay(1, 2, 0.1), 0.5263, 1e-4);
    assert_near(cost_hits_to_pay(1, 1, 0.1), 0); /* writing costs nothing extra */
    assert_near(cost_hits_to_pay(1, PRICE_UNKNOWN, 0.1), COST_UNKNOWN);
    assert_about(cost_misses_left_for_long(&(PriceSet){2, 10, 2.5, 4, 0.2}), 0.6053, 1e-4);
    assert_near(cost_misses_left_for_long(&(PriceSet){2, 10, 2, PRICE_UNKNOWN, 0.2}), COST_UNKNOWN);
    FileResult *r = lint(HEAD("claude-sonnet-5") INPUTS(300, 9) SYSTEM(MARK) QUESTION);
    /* OpenAI's example: from 102.4 + 1177.6 / N tokens on. */
    assert_near(cost_calls_until_padding_pays(r->plans[0], 221, 1024), 10);
    assert_near(cost_calls_until_padding_pays(r->plans[0], 102, 1024), COST_UNKNOWN);
    file_result_free(r);
    Prices gemini = prices_resolve(
        &(Settings){.today = DATE(2026, 11, 21)},
        &(ModelMatch[]){facts_resolve(PROVIDER_GOOGLE, STR("gemini-2.5-pro"))}[0], STR(""));
    assert_near(cost_calls_until_storage_pays(&gemini), 4.5 / (1.25 - 0.125));
}

static void the_gaps_choose_the_time_to_live(void **state) {
    (void)state;
    static const struct {
        const char *workload;
        uint32_t ttl;
    } cases[] = {{"{}", 300},
                 {"{calls_per_day: 3}", 300}, /* only gaps decide */
                 {"{gap_seconds: {p50: 5, p95: 30}}", 300},
                 {"{gap_seconds: {p50: 600, p95: 1800}}", 3600},
                 {"{gap_seconds: {p50: 9000, p95: 20000}}", 0}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char body[512];
        snprintf(body, sizeof body,
                 HEAD("claude-sonnet-5") "workload: %s\n" INPUTS(4000, 100) SYSTEM("") QUESTION,
                 cases[i].workload);
        FileResult *r = lint(body);
        assert_int_equal(cost_ttl_to_choose(r->plans[0]), cases[i].ttl);
        bool found = false;
        for (size_t k = 0; k < r->findings.len; k++) {
            const Finding *f = &r->findings.items[k];
            if (!str_is(f->code, "WL201")) continue;
            found = true;
            assert_int_equal(str_has(f->help, STR("ttl 1h")), cases[i].ttl == 3600);
        }
        assert_int_equal(found, cases[i].ttl != 0);
        file_result_free(r);
    }
}

static void the_loss_of_a_finding_counts_the_traffic(void **state) {
    (void)state;
    FileResult *r = lint(HEAD("claude-sonnet-5") INPUTS(4000, 100) SYSTEM(MARK) QUESTION);
    assert_near(cost_lost_per_1000(r->plans[0], 1000, true), 2.5 - 0.2);
    assert_near(cost_lost_per_1000(r->plans[0], 1000, false), 2 - 0.2);
    file_result_free(r);
    /* Half of the calls come too late: they would have to write. */
    r = lint(HEAD("claude-sonnet-5") "workload: {gap_seconds: 300}\n" INPUTS(4000, 100) SYSTEM(MARK)
                 QUESTION);
    assert_near(cost_lost_per_1000(r->plans[0], 1000, true), 2.5 - (0.2 + 2.5) / 2);
    file_result_free(r);
    /* Calls so rare that nothing would be read: nothing is lost. */
    r = lint(HEAD("claude-sonnet-5") "workload: {gap_seconds: 90000}\n" INPUTS(4000, 100)
                 SYSTEM(MARK) QUESTION);
    assert_near(cost_lost_per_1000(r->plans[0], 1000, false), 0);
    file_result_free(r);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_month_of_summaries),
        cmocka_unit_test(a_warm_turn_against_an_uncached_one),
        cmocka_unit_test(a_system_prompt_of_2000_tokens),
        cmocka_unit_test(batch_and_a_read_together),
        cmocka_unit_test(a_first_call_writes_and_a_warm_one_reads),
        cmocka_unit_test(times_to_live_have_their_own_price),
        cmocka_unit_test(what_a_model_does_not_charge_extra_costs_input),
        cmocka_unit_test(moving_a_change_back_makes_the_rest_readable),
        cmocka_unit_test(what_is_in_the_best_order_cannot_be_fixed),
        cmocka_unit_test(bands_hold_the_estimate),
        cmocka_unit_test(above_the_tier_the_whole_request_is_dearer),
        cmocka_unit_test(prices_change_on_their_day),
        cmocka_unit_test(stated_prices_keep_the_proportions_of_the_table),
        cmocka_unit_test(a_model_without_prices_gets_the_usual_proportions),
        cmocka_unit_test(mistakes_in_prices_are_named),
        cmocka_unit_test(the_request_itself_can_multiply),
        cmocka_unit_test(bedrock_does_not_cache_in_batches),
        cmocka_unit_test(a_batch_is_neither_fast_nor_first),
        cmocka_unit_test(a_share_in_batches),
        cmocka_unit_test(another_model_counts_anew),
        cmocka_unit_test(gaps_say_how_many_calls_come_in_time),
        cmocka_unit_test(the_average_answer_is_longer_than_the_median),
        cmocka_unit_test(unknown_output_is_left_out_and_said),
        cmocka_unit_test(the_declared_mix_lies_between_warm_and_cold),
        cmocka_unit_test(each_time_to_live_has_its_own_share),
        cmocka_unit_test(the_first_call_of_a_session_finds_nothing_of_it),
        cmocka_unit_test(old_openai_models_keep_a_day),
        cmocka_unit_test(break_evens),
        cmocka_unit_test(the_gaps_choose_the_time_to_live),
        cmocka_unit_test(the_loss_of_a_finding_counts_the_traffic),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
