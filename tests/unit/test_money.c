/* The rules about money: where they begin to speak, and what must stay silent. Their pages show the
 * usual cases. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "lint/engine/engine.h"

typedef struct {
    const char *model, *workload, *budget, *inputs, *ttl, *more;
} Sample;

static FileResult *lint(const Sample *s, const char *select) {
    static Arena arena;
    char body[1024];
    snprintf(body, sizeof body,
             "name: p\nversion: 1.0.0\nmodel: %s\nmax_tokens: 500\n%s\nworkload: {%s}\n"
             "budget: {%s}\ninputs: {%s, question: {volatility: request, tokens: 100}}\n"
             "system:\n  - type: text\n    text: '{{stable}}'\n    cache_control: {type: "
             "ephemeral%s}\nmessages: [{role: user, content: '{{question}}'}]\n",
             s->model ? s->model : "claude-sonnet-5", s->more ? s->more : "",
             s->workload ? s->workload : "", s->budget ? s->budget : "",
             s->inputs ? s->inputs : "stable: {volatility: deploy, tokens: 5000}",
             s->ttl ? s->ttl : "");
    Str bytes = str_from_c(body);
    Input input = {.path = STR("prompts/p.yaml"), .by_hand = true, .bytes = &bytes};
    Overrides overrides = {.today = DATE(2026, 11, 21)};
    if (select) {
        RuleChoice choice = {str_from_c(select), RULE_SELECT, LEVEL_INFO};
        vec_push(&arena, &overrides.rules, choice);
    }
    FileResult *result = engine_lint(&input, &overrides);
    assert_int_equal(result->prompts.len, 1);
    return result;
}

/* The level of the finding with this code, or -1. */
static int level_selected(const Sample *s, const char *code, const char *select) {
    FileResult *r = lint(s, select);
    int level = -1;
    for (size_t i = 0; i < r->findings.len; i++)
        if (str_is(r->findings.items[i].code, code)) level = (int)r->findings.items[i].level;
    file_result_free(r);
    return level;
}

static int level_of(const Sample *s, const char *code) {
    return level_selected(s, code, NULL);
}

static void assert_says(const Sample *s, const char *code, const char *words) {
    FileResult *r = lint(s, NULL);
    bool said = false;
    for (size_t i = 0; i < r->findings.len; i++) {
        const Finding *f = &r->findings.items[i];
        Str texts[] = {f->message, f->cost, f->help, f->note};
        for (size_t t = 0; str_is(f->code, code) && t < 4; t++)
            said |= str_has(texts[t], str_from_c(words));
    }
    if (!said) fail_msg("%s does not say \"%s\"", code, words);
    file_result_free(r);
}

/* One call: 5,000 read at $0.2, 100 and a frame of 9 at $2, 100 of output at $10: $2.22 per 1,000.
 */
#define WARM "gap_seconds: {p50: 1, p95: 2}, output_tokens: 100, calls_per_day: 10000"

static void alerts_come_at_50_80_and_100_percent(void **state) {
    (void)state;
    assert_int_equal(level_of(&(Sample){.workload = WARM, .budget = "daily_usd: 60"}, "WL501"), -1);
    Sample half = {.workload = WARM, .budget = "daily_usd: 40"};
    assert_int_equal(level_of(&half, "WL501"), LEVEL_INFO);
    assert_says(&half, "WL501", "from 50 % on");
    assert_says(&(Sample){.workload = WARM, .budget = "daily_usd: 26"}, "WL501", "from 80 % on");
    Sample over = {.workload = WARM, .budget = "daily_usd: 15"};
    assert_int_equal(level_of(&over, "WL501"), LEVEL_WARNING);
    assert_says(&over, "WL501", "148 % of the daily budget of $15.00");
    assert_says(&over, "WL501", "10,000 calls a day");
}

static void a_budget_inside_the_band_is_not_sure(void **state) {
    (void)state;
    Sample unsure = {.workload = WARM, .budget = "daily_usd: 21.5"};
    assert_int_equal(level_of(&unsure, "WL501"), LEVEL_INFO);
    assert_says(&unsure, "WL501", "unsure");
}

static void the_tighter_budget_is_reported(void **state) {
    (void)state;
    assert_says(&(Sample){.workload = WARM, .budget = "daily_usd: 10, monthly_usd: 10000"}, "WL501",
                "daily budget");
    assert_says(&(Sample){.workload = WARM, .budget = "daily_usd: 1000, monthly_usd: 500"}, "WL501",
                "monthly budget");
}

static void declared_alerts_replace_the_usual_ones(void **state) {
    (void)state;
    Sample s = {.workload = WARM, .budget = "daily_usd: 26, alert_at: [90, '95%']"};
    assert_int_equal(level_of(&s, "WL501"), -1);
    s.budget = "daily_usd: 100, alert_at: 20";
    assert_int_equal(level_of(&s, "WL501"), LEVEL_INFO);
}

static void without_calls_or_price_no_budget_is_judged(void **state) {
    (void)state;
    assert_int_equal(
        level_of(&(Sample){.workload = "output_tokens: 9999", .budget = "daily: 0.01"}, "WL501"),
        -1);
    assert_int_equal(
        level_of(&(Sample){.model = "no-such-model", .workload = WARM, .budget = "daily_usd: 0.01"},
                 "WL501"),
        -1);
}

static void missing_output_is_said(void **state) {
    (void)state;
    assert_says(&(Sample){.workload = "calls_per_day: 10000", .budget = "daily_usd: 5"}, "WL501",
                "without output");
}

static void an_hour_pays_when_the_calls_come_late(void **state) {
    (void)state;
    assert_int_equal(level_of(&(Sample){.workload = "gap_seconds: {p50: 600, p95: 1800}"}, "WL502"),
                     LEVEL_WARNING);
    Sample marked = {.workload = "gap_seconds: {p50: 600, p95: 1800}", .ttl = ", ttl: 1h"};
    assert_int_equal(level_of(&marked, "WL502"), -1);
    Sample close = {.workload = "gap_seconds: {p50: 5, p95: 60}"};
    assert_int_equal(level_of(&close, "WL502"), -1);
    close.ttl = ", ttl: 1h"; /* refreshed all the time: nearly as cheap */
    assert_int_equal(level_of(&close, "WL502"), -1);
    Sample volume = {.workload = "calls_per_day: 144"};
    assert_int_equal(level_of(&volume, "WL502"), -1); /* only gaps tell */
}

/* Never both, and never about a prefix that is not read for another reason. */
static void where_no_time_to_live_pays_the_cache_loses(void **state) {
    (void)state;
    Sample rare = {.workload = "gap_seconds: {p50: 20000, p95: 40000}"};
    assert_int_equal(level_of(&rare, "WL504"), LEVEL_WARNING);
    assert_int_equal(level_of(&rare, "WL502"), -1);
    rare.ttl = ", ttl: 1h"; /* five minutes would lose less, and still lose */
    assert_int_equal(level_of(&rare, "WL504"), LEVEL_WARNING);
    assert_int_equal(level_of(&rare, "WL502"), -1);
    Sample late = {.workload = "gap_seconds: {p50: 600, p95: 1800}"};
    assert_int_equal(level_of(&late, "WL504"), -1);
    Sample clock = {.workload = "gap_seconds: {p50: 20000, p95: 40000}",
                    .inputs = "stable: {volatility: call, tokens: 5000}"};
    assert_int_equal(level_of(&clock, "WL504"), -1);
    assert_int_equal(level_of(&clock, "WL502"), -1);
    assert_int_equal(level_of(&(Sample){0}, "WL504"), -1);
    assert_int_equal(level_of(&(Sample){.workload = "calls_per_day: 10"}, "WL504"), LEVEL_INFO);
}

static void deferred_calls_should_go_in_batches(void **state) {
    (void)state;
    assert_int_equal(level_of(&(Sample){.workload = "latency: deferred"}, "WL503"), LEVEL_INFO);
    assert_int_equal(level_of(&(Sample){.workload = "latency: interactive"}, "WL503"), -1);
    assert_int_equal(level_of(&(Sample){.workload = "latency: deferred, batch: true"}, "WL503"),
                     -1);
    assert_says(&(Sample){.workload = "latency: deferred, calls_per_day: 100"}, "WL503",
                "less a month");
}

static void a_batched_workload_costs_half(void **state) {
    (void)state;
    Sample s = {.workload = WARM, .budget = "daily_usd: 15"};
    assert_int_equal(level_of(&s, "WL501"), LEVEL_WARNING);
    s.workload = WARM ", batch: true";
    assert_int_equal(level_of(&s, "WL501"), LEVEL_INFO); /* 74 % */
}

static void a_cheaper_model_is_named_only_on_demand(void **state) {
    (void)state;
    Sample s = {.model = "claude-opus-5", .workload = "output_tokens: {p50: 5, p95: 20}"};
    assert_int_equal(level_of(&s, "WL505"), -1);
    assert_int_equal(level_selected(&s, "WL505", "ALL"), -1);
    assert_int_equal(level_selected(&s, "WL505", "5xx"), -1);
    assert_int_equal(level_selected(&s, "WL505", "wl505"), LEVEL_INFO);
    assert_int_equal(level_selected(&s, "WL505", "cheaper-model"), LEVEL_INFO);
    s.model = "claude-sonnet-5"; /* not a top tier */
    assert_int_equal(level_selected(&s, "WL505", "WL505"), -1);
    s = (Sample){.model = "claude-opus-5", .workload = "output_tokens: {p50: 80, p95: 400}"};
    assert_int_equal(level_selected(&s, "WL505", "WL505"), -1); /* long answers */
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(alerts_come_at_50_80_and_100_percent),
        cmocka_unit_test(a_budget_inside_the_band_is_not_sure),
        cmocka_unit_test(the_tighter_budget_is_reported),
        cmocka_unit_test(declared_alerts_replace_the_usual_ones),
        cmocka_unit_test(without_calls_or_price_no_budget_is_judged),
        cmocka_unit_test(missing_output_is_said),
        cmocka_unit_test(an_hour_pays_when_the_calls_come_late),
        cmocka_unit_test(where_no_time_to_live_pays_the_cache_loses),
        cmocka_unit_test(deferred_calls_should_go_in_batches),
        cmocka_unit_test(a_batched_workload_costs_half),
        cmocka_unit_test(a_cheaper_model_is_named_only_on_demand),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
