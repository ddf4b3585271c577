/* What warmlint knows of models: facts that a user could check against the vendors' pages, and how
 * ids written in other people's ways find their row. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "lint/facts/facts.h"
#include "lint/facts/facts_table.h"
#include "lint/facts/provider.h"

static const Date TODAY = DATE(2026, 11, 21);

static const Model *row(Provider hint, const char *id) {
    const Model *model = facts_find_model(hint, str_from_c(id));
    if (!model) fail_msg("no row for %s", id);
    return model;
}

static void assert_str(Str got, const char *want) {
    if (!str_is(got, want)) fail_msg("got '" STR_FMT "', want '%s'", STR_ARG(got), want);
}

/* Resolves, and checks platform and the id of the row. */
static ModelMatch resolves(Provider hint, const char *id, Provider platform, const char *row_id) {
    ModelMatch match = facts_resolve(hint, str_from_c(id));
    if (!match.model) fail_msg("%s is not found", id);
    if (!str_is(facts_text(match.model->id), row_id))
        fail_msg("%s is taken for " STR_FMT, id, STR_ARG(facts_text(match.model->id)));
    if (match.platform != platform)
        fail_msg("%s is taken to run on %s", id, facts_provider_name(match.platform));
    return match;
}

static void assert_unknown(Provider hint, const char *id) {
    ModelMatch match = facts_resolve(hint, str_from_c(id));
    if (match.model) fail_msg("%s is taken for " STR_FMT, id, STR_ARG(facts_text(match.model->id)));
}

static void assert_price(double got, double want) {
    double gap = got > want ? got - want : want - got;
    if (gap > 1e-9) fail_msg("price %f, want %f", got, want);
}

/* ---- the table ---------------------------------------------------------------------------- */

static void test_table_is_whole(void **state) {
    (void)state;
    assert_int_equal(facts_date(), DATE(2026, 11, 21));
    assert_true(facts_model_count() > 150);
    assert_null(facts_model_at(facts_model_count()));
    for (size_t i = 0; i < facts_model_count(); i++) {
        const Model *model = facts_model_at(i);
        assert_true(facts_text(model->source).len > 0);
        assert_true(model->verified > 0 && model->verified <= facts_date());
        assert_true(model->price_count >= 1);
        /* Every id finds its own row, and every alias too. */
        assert_ptr_equal(facts_find_model(model->provider, facts_text(model->id)), model);
        for (size_t k = 0; k < model->alias_count; k++) {
            ModelMatch match = facts_resolve(model->provider, facts_alias(model, k, NULL));
            assert_ptr_equal(match.model, model);
            assert_true(match.platform_row);
        }
    }
}

static void test_name_index_is_sorted(void **state) {
    (void)state;
    for (size_t i = 1; i < facts_names_len; i++) {
        Str before = facts_text(facts_names[i - 1].text), here = facts_text(facts_names[i].text);
        if (str_cmp(before, here) > 0)
            fail_msg(STR_FMT " stands before " STR_FMT, STR_ARG(before), STR_ARG(here));
    }
}

static void test_minimums_by_model(void **state) {
    (void)state;
    static const struct {
        const char *id;
        int tokens;
    } minimums[] = {
        {"claude-fable-5", 512},     {"claude-opus-5", 512},     {"claude-opus-5-5", 512},
        {"claude-sonnet-5-5", 512},  {"claude-haiku-5-5", 512},  {"claude-opus-4-8", 1024},
        {"claude-opus-4-1", 1024},   {"claude-sonnet-5", 1024},  {"claude-sonnet-4-6", 1024},
        {"claude-sonnet-4-5", 1024}, {"claude-opus-4-7", 2048},  {"claude-opus-4-6", 4096},
        {"claude-opus-4-5", 4096},   {"claude-haiku-4-5", 4096}, {"gpt-6-sol", 1024},
        {"gpt-5.6", 1024},           {"gemini-4-argon", 4096},   {"gemini-3.8-flash", 4096},
        {"gemini-2.5-pro", 2048},    {"mistral-large-4", 64},
    };
    for (size_t i = 0; i < sizeof minimums / sizeof *minimums; i++) {
        const Model *model = row(PROVIDER_UNKNOWN, minimums[i].id);
        if (model->min_tokens != minimums[i].tokens)
            fail_msg("%s: %d, want %d", minimums[i].id, (int)model->min_tokens, minimums[i].tokens);
    }
}

static void test_minimum_differs_on_bedrock(void **state) {
    (void)state;
    assert_int_equal(row(PROVIDER_ANTHROPIC, "claude-opus-4-7")->min_tokens, 2048);
    assert_int_equal(row(PROVIDER_BEDROCK, "anthropic.claude-opus-4-7")->min_tokens, 4096);
    /* A bare id in a Bedrock request means the Bedrock row as well. */
    assert_int_equal(row(PROVIDER_BEDROCK, "claude-opus-4-7")->min_tokens, 4096);
    assert_int_equal(row(PROVIDER_UNKNOWN, "bedrock/anthropic.claude-opus-4-7")->min_tokens, 4096);
}

static void test_disputed_minimums_span_a_range(void **state) {
    (void)state;
    const Model *sonnet = row(PROVIDER_ANTHROPIC, "claude-sonnet-4-6");
    assert_int_equal(sonnet->min_tokens, 1024);
    assert_int_equal(sonnet->min_low, 1024);
    assert_int_equal(sonnet->min_high, 2048);
    assert_true(facts_text(sonnet->doubt).len > 0);
    const Model *flash = row(PROVIDER_GOOGLE, "gemini-2.5-flash");
    assert_int_equal(flash->min_low, 1024);
    assert_int_equal(flash->min_high, 2048);
    const Model *settled = row(PROVIDER_ANTHROPIC, "claude-haiku-4-5");
    assert_int_equal(settled->min_low, settled->min_high);
    assert_int_equal(row(PROVIDER_ANTHROPIC, "claude-fable-5-2")->min_basis, MIN_INFERRED);
    assert_int_equal(row(PROVIDER_ANTHROPIC, "claude-opus-5-5")->min_basis, MIN_DOCUMENTED);
}

/* ---- prices ------------------------------------------------------------------------------- */

static void test_price_changes_on_its_date(void **state) {
    (void)state;
    const Model *argon = row(PROVIDER_GOOGLE, "gemini-4-argon");
    Prices before = facts_prices(argon, DATE(2026, 11, 30));
    assert_true(before.known);
    assert_price(before.base.in, 2);
    assert_price(before.base.out, 10);
    assert_price(before.base.read, 0.1);
    assert_int_equal(before.until, DATE(2026, 11, 30));
    Prices after = facts_prices(argon, DATE(2026, 12, 1));
    assert_price(after.base.in, 4);
    assert_price(after.base.out, 20);
    assert_price(after.base.read, 0.2);
    assert_int_equal(after.from, DATE(2026, 12, 1));
    assert_int_equal(after.until, 0);
}

static void test_read_price_cut_of_sonnet_5_5(void **state) {
    (void)state;
    const Model *model = row(PROVIDER_ANTHROPIC, "claude-sonnet-5-5");
    assert_price(facts_prices(model, DATE(2026, 10, 6)).base.read, 0.2);
    assert_price(facts_prices(model, DATE(2026, 10, 7)).base.read, 0.1);
    assert_price(facts_prices(row(PROVIDER_ANTHROPIC, "claude-sonnet-5"), TODAY).base.read, 0.2);
}

static void test_write_multipliers_of_claude(void **state) {
    (void)state;
    for (size_t i = 0; i < facts_model_count(); i++) {
        const Model *model = facts_model_at(i);
        if (model->provider != PROVIDER_ANTHROPIC || model->state == STATE_RETIRED) continue;
        PriceSet set = facts_prices(model, TODAY).base;
        if (set.in < 0) continue;
        assert_price(set.write_short, set.in * 1.25);
        assert_price(set.write_long, set.in * 2);
    }
}

static void test_long_context_reprices_the_whole_request(void **state) {
    (void)state;
    Prices haiku = facts_prices(row(PROVIDER_ANTHROPIC, "claude-haiku-5-5"), TODAY);
    assert_int_equal(haiku.long_over, 100000);
    assert_price(facts_price_set(&haiku, 100000).in, 0.1);
    assert_price(facts_price_set(&haiku, 100001).in, 0.5);
    assert_price(facts_price_set(&haiku, 100001).read, 0.05);
    Prices opus = facts_prices(row(PROVIDER_ANTHROPIC, "claude-opus-5-5"), TODAY);
    assert_price(facts_price_set(&opus, 900000).in, 4);
}

static void test_unknown_prices_say_so(void **state) {
    (void)state;
    assert_false(facts_prices(row(PROVIDER_UNKNOWN, "claude-mythos-preview"), TODAY).known);
    Prices pro = facts_prices(row(PROVIDER_UNKNOWN, "gpt-5.5-pro"), TODAY);
    assert_true(pro.known);
    assert_true(pro.base.read < 0);
    ModelMatch none = facts_resolve(PROVIDER_UNKNOWN, STR("no-such-model"));
    assert_false(facts_match_prices(&none, TODAY).known);
}

static void test_bedrock_regions_cost_more(void **state) {
    (void)state;
    ModelMatch global = facts_resolve(PROVIDER_UNKNOWN, STR("global.anthropic.claude-opus-5"));
    ModelMatch us = facts_resolve(PROVIDER_UNKNOWN, STR("us.anthropic.claude-opus-5"));
    assert_price(facts_match_prices(&global, TODAY).base.in, 5);
    assert_price(facts_match_prices(&us, TODAY).base.in, 5.5);
    assert_price(facts_match_prices(&us, TODAY).base.read, 0.55);
}

/* ---- lifecycle ---------------------------------------------------------------------------- */

static void test_sonnet_4_5_ends(void **state) {
    (void)state;
    ModelMatch match = facts_resolve(PROVIDER_ANTHROPIC, STR("claude-sonnet-4-5"));
    ModelStatus now = facts_status(&match, TODAY);
    assert_int_equal(now.state, STATE_DEPRECATED);
    assert_int_equal(now.retires, DATE(2026, 11, 30));
    assert_int_equal(now.days_left, 9);
    assert_int_equal(facts_status(&match, DATE(2026, 11, 30)).state, STATE_RETIRED);
    /* The date is Anthropic's; Bedrock and Google Cloud have their own. */
    ModelMatch vertex = facts_resolve(PROVIDER_VERTEX, STR("claude-sonnet-4-5@20250929"));
    assert_int_equal(facts_status(&vertex, TODAY).state, STATE_UNKNOWN);
    ModelMatch foundry = facts_resolve(PROVIDER_AZURE, STR("claude-sonnet-4-5"));
    assert_int_equal(facts_status(&foundry, TODAY).state, STATE_DEPRECATED);
}

static void test_gemini_2_5_is_rerouted(void **state) {
    (void)state;
    ModelMatch match = facts_resolve(PROVIDER_GOOGLE, STR("gemini-2.5-pro"));
    ModelStatus now = facts_status(&match, TODAY);
    assert_int_equal(now.state, STATE_DEPRECATED);
    assert_true(now.rerouted);
    assert_str(now.successor, "gemini-3.8-flash");
    ModelMatch vertex = facts_resolve(PROVIDER_VERTEX, STR("gemini-2.5-pro"));
    assert_int_equal(facts_status(&vertex, TODAY).state, STATE_RETIRED);
}

static void test_lifecycle_of_others(void **state) {
    (void)state;
    static const struct {
        const char *id;
        ModelState state;
    } cases[] = {
        {"claude-opus-4-1-20250805", STATE_RETIRED},
        {"claude-3-haiku-20240307", STATE_RETIRED},
        {"claude-fable-5-2", STATE_ACTIVE},
        {"claude-mythos-5", STATE_LIMITED},
        {"gpt-4o", STATE_DEPRECATED},
        {"gpt-4", STATE_RETIRED},
        {"o1-pro", STATE_RETIRED},
        {"gpt-6-luna", STATE_ACTIVE},
        {"deepseek-chat", STATE_RETIRED},
        {"gemini-1.5-pro-latest", STATE_RETIRED},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        ModelMatch match = facts_resolve(PROVIDER_UNKNOWN, str_from_c(cases[i].id));
        ModelState got = facts_status(&match, TODAY).state;
        if (got != cases[i].state) fail_msg("%s: %s", cases[i].id, facts_state_name(got));
    }
}

/* ---- ids ---------------------------------------------------------------------------------- */

static void test_never_by_prefix(void **state) {
    (void)state;
    assert_ptr_not_equal(row(PROVIDER_UNKNOWN, "claude-sonnet-5-5"),
                         row(PROVIDER_UNKNOWN, "claude-sonnet-5"));
    assert_unknown(PROVIDER_UNKNOWN, "claude-sonnet-5-6");
    assert_unknown(PROVIDER_UNKNOWN, "claude-sonnet-");
    assert_unknown(PROVIDER_UNKNOWN, "claude-opus-4-6-20260205");
    assert_unknown(PROVIDER_UNKNOWN, "gpt-6");
    assert_unknown(PROVIDER_OPENAI, "gpt-4o-2024");
    assert_unknown(PROVIDER_UNKNOWN, "Claude-Sonnet-5");
    assert_unknown(PROVIDER_UNKNOWN, "");
    assert_unknown(PROVIDER_UNKNOWN, "   ");
    assert_unknown(PROVIDER_UNKNOWN, "openai/");
    assert_unknown(PROVIDER_UNKNOWN, "///:::");
    assert_unknown(PROVIDER_UNKNOWN, "my-fine-tune");
}

static void test_forms_of_a_name(void **state) {
    (void)state;
    static const struct {
        const char *name;
        IdForm form;
    } cases[] = {
        {"claude-sonnet-4-5", ID_FLOATING},
        {"claude-sonnet-4-5-20250929", ID_PINNED},
        {"claude-sonnet-4-6", ID_PINNED},
        {"claude-3-7-sonnet-latest", ID_FLOATING},
        {"gpt-4o", ID_SNAPSHOT},
        {"gpt-4o-2024-11-20", ID_PINNED},
        {"chat-latest", ID_FLOATING},
        {"gpt-6-sol", ID_UNDATED},
        {"gemini-flash-latest", ID_FLOATING},
        {"mistral-large-latest", ID_FLOATING},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        ModelMatch match = facts_resolve(PROVIDER_UNKNOWN, str_from_c(cases[i].name));
        assert_non_null(match.model);
        assert_str(match.name, cases[i].name);
        if (match.form != cases[i].form) fail_msg("%s: %d", cases[i].name, (int)match.form);
    }
}

static void test_spellings_of_routers_and_tools(void **state) {
    (void)state;
    const Provider any = PROVIDER_UNKNOWN, ant = PROVIDER_ANTHROPIC, oai = PROVIDER_OPENAI;
    resolves(any, "anthropic/claude-sonnet-5", ant, "claude-sonnet-5");
    resolves(any, "anthropic:messages:claude-opus-5-5", ant, "claude-opus-5-5");
    resolves(any, "anthropic:claude-haiku-4-5", ant, "claude-haiku-4-5-20251001");
    resolves(any, "openai/gpt-4o", oai, "gpt-4o");
    resolves(any, "openai:chat:gpt-4.1-mini", oai, "gpt-4.1-mini");
    resolves(any, "openai:responses:gpt-6-sol", oai, "gpt-6-sol");
    resolves(any, "openai/responses/gpt-5.6", oai, "gpt-5.6-sol");
    resolves(any, "google/gemini-2.5-flash", PROVIDER_GOOGLE, "gemini-2.5-flash");
    resolves(any, "models/gemini-2.5-flash", PROVIDER_GOOGLE, "gemini-2.5-flash");
    resolves(any, "gemini/gemini-3.8-flash", PROVIDER_GOOGLE, "gemini-3.8-flash");
    resolves(any, "google-gla:gemini-3.8-flash", PROVIDER_GOOGLE, "gemini-3.8-flash");
    resolves(any, "azure/gpt-4o", PROVIDER_AZURE, "gpt-4o");
    resolves(any, "mistral/mistral-large-2512", PROVIDER_MISTRAL, "mistral-large-2512");
    resolves(any, "x-ai/grok-4.7", PROVIDER_XAI, "grok-4.7");
    resolves(any, "claude-opus-4-6[1m]", ant, "claude-opus-4-6");
    resolves(any, "  claude-opus-4-6\n", ant, "claude-opus-4-6");
    assert_unknown(any, "openai:chat:my-deployment");
    assert_unknown(any, "elsewhere/claude-sonnet-5");
}

static void test_spellings_of_openrouter(void **state) {
    (void)state;
    const Provider any = PROVIDER_UNKNOWN, router = PROVIDER_OPENROUTER;
    ModelMatch match =
        resolves(any, "openrouter/anthropic/claude-sonnet-5", router, "claude-sonnet-5");
    assert_false(match.platform_row);
    assert_true(match.prices_apply);
    resolves(any, "anthropic/claude-sonnet-4.5", router, "claude-sonnet-4-5-20250929");
    resolves(router, "anthropic/claude-opus-4.6", router, "claude-opus-4-6");
    resolves(router, "anthropic/claude-3.5-haiku", router, "claude-3-5-haiku-20241022");
    match = resolves(any, "deepseek/deepseek-v4-pro:free", router, "deepseek-v4-pro");
    assert_false(match.prices_apply);
    assert_false(facts_match_prices(&match, TODAY).known);
    /* A dot in a bare id is a mistake, not OpenRouter's spelling. */
    assert_unknown(any, "claude-sonnet-4.5");
    assert_unknown(any, "anthropic/claude-sonnet-4.5:nonsense");
}

static void test_spellings_of_bedrock(void **state) {
    (void)state;
    const Provider any = PROVIDER_UNKNOWN, aws = PROVIDER_BEDROCK;
    const char *haiku = "anthropic.claude-haiku-4-5-20251001-v1:0";
    resolves(any, haiku, aws, haiku);
    resolves(any, "us.anthropic.claude-haiku-4-5-20251001-v1:0", aws, haiku);
    resolves(any, "eu.anthropic.claude-haiku-4-5-20251001-v1:0", aws, haiku);
    resolves(any, "apac.anthropic.claude-haiku-4-5-20251001-v1:0", aws, haiku);
    resolves(any, "global.anthropic.claude-haiku-4-5-20251001-v1:0", aws, haiku);
    resolves(any, "bedrock/converse/us.anthropic.claude-haiku-4-5-20251001-v1:0", aws, haiku);
    resolves(any, "bedrock/us-east-1/anthropic.claude-haiku-4-5-20251001-v1:0", aws, haiku);
    resolves(any, "bedrock:us.anthropic.claude-haiku-4-5-20251001-v1:0", aws, haiku);
    resolves(aws, "claude-haiku-4-5-20251001", aws, haiku);
    resolves(any, "anthropic.claude-haiku-4-5-20251001-v1:0:200k", aws, haiku);
    resolves(any,
             "arn:aws:bedrock:us-east-1:123456789012:inference-profile/"
             "us.anthropic.claude-haiku-4-5-20251001-v1:0",
             aws, haiku);
    resolves(any, "us.amazon.nova-premier-v1:0", aws, "amazon.nova-premier-v1:0");
    resolves(any, "openai.gpt-5.6-sol", aws, "openai.gpt-5.6-sol");
    /* No row of Bedrock's own: the vendor's, marked so. */
    ModelMatch old = resolves(any, "anthropic.claude-3-5-sonnet-20241022-v2:0", aws,
                              "claude-3-5-sonnet-20241022");
    assert_false(old.platform_row);
    assert_int_equal(facts_status(&old, TODAY).state, STATE_UNKNOWN);
    assert_unknown(any, "us.anthropic.claude-haiku-4-4-20251001-v1:0");
}

static void test_spellings_of_google_cloud(void **state) {
    (void)state;
    const Provider any = PROVIDER_UNKNOWN, cloud = PROVIDER_VERTEX;
    const char *haiku = "claude-haiku-4-5-20251001";
    resolves(any, "vertex_ai/claude-haiku-4-5@20251001", cloud, haiku);
    resolves(cloud, "claude-haiku-4-5@20251001", cloud, haiku);
    resolves(any, "claude-haiku-4-5@20251001", cloud, haiku);
    resolves(cloud, "claude-opus-4-6@default", cloud, "claude-opus-4-6");
    resolves(any, "projects/p/locations/global/publishers/google/models/gemini-3.8-flash", cloud,
             "gemini-3.8-flash");
    assert_unknown(any, "claude-haiku-4-5@20240101");
    assert_unknown(any, "@20251001");
}

static void test_hint_decides_between_platforms(void **state) {
    (void)state;
    assert_int_equal(row(PROVIDER_GOOGLE, "gemini-2.5-flash")->provider, PROVIDER_GOOGLE);
    assert_int_equal(row(PROVIDER_VERTEX, "gemini-2.5-flash")->provider, PROVIDER_VERTEX);
    /* A Chat Completions body may name any vendor's model. */
    ModelMatch claude =
        resolves(PROVIDER_OPENAI, "claude-sonnet-5", PROVIDER_ANTHROPIC, "claude-sonnet-5");
    assert_true(claude.platform_row);
    /* A platform in the id wins over the hint. */
    resolves(PROVIDER_OPENAI, "bedrock/anthropic.claude-opus-5", PROVIDER_BEDROCK,
             "anthropic.claude-opus-5");
    resolves(PROVIDER_GROQ, "openai/gpt-oss-120b", PROVIDER_GROQ, "openai/gpt-oss-120b");
    resolves(PROVIDER_UNKNOWN, "groq/openai/gpt-oss-120b", PROVIDER_GROQ, "openai/gpt-oss-120b");
    /* An open model on no known host: limits yes, prices no. */
    ModelMatch open = facts_resolve(PROVIDER_UNKNOWN, STR("openai/gpt-oss-120b"));
    assert_non_null(open.model);
    assert_int_equal(open.platform, PROVIDER_UNKNOWN);
    assert_false(facts_match_prices(&open, TODAY).known);
}

static void test_hostile_ids(void **state) {
    (void)state;
    char text[1000];
    const char fill[] = {'a', '/', ':', '.', '@', '-', '\0', '\xff', '['};
    for (size_t k = 0; k < sizeof fill; k++) {
        memset(text, fill[k], sizeof text);
        for (size_t len = 0; len <= sizeof text; len += 37) {
            assert_null(facts_find_model(PROVIDER_BEDROCK, (Str){text, len}));
            assert_null(facts_nearest_model((Str){text, len}).model);
        }
    }
    memcpy(text, "us.anthropic.claude-", 20);
    for (size_t len = 20; len < 300; len++) {
        text[len - 1] = '.';
        assert_null(facts_find_model(PROVIDER_OPENROUTER, (Str){text, len}));
    }
    assert_null(facts_find_model(PROVIDER_UNKNOWN, (Str){NULL, 0}));
}

static void test_did_you_mean(void **state) {
    (void)state;
    assert_str(facts_nearest_model(STR("claude-sonet-4-6")).name, "claude-sonnet-4-6");
    assert_str(facts_nearest_model(STR("anthropic/claude-opus-5.5")).name, "claude-opus-5-5");
    assert_str(facts_nearest_model(STR("gpt-4o-mni")).name, "gpt-4o-mini");
    assert_str(facts_nearest_model(STR("Gemini-3.8-Flash")).name, "gemini-3.8-flash");
    assert_int_equal(facts_nearest_model(STR("claude-opsu-5")).distance, 1);
    assert_null(facts_nearest_model(STR("llama-guard-nothing-near")).model);
    assert_null(facts_nearest_model(STR("x")).model);
}

/* ---- providers ---------------------------------------------------------------------------- */

static void test_provider_rules(void **state) {
    (void)state;
    const ProviderRules *ant = facts_provider_rules(PROVIDER_ANTHROPIC, CACHE_BREAKPOINTS);
    assert_int_equal(ant->max_breakpoints, 4);
    assert_int_equal(ant->lookback, 20);
    assert_int_equal(ant->ttl[0].seconds, 300);
    assert_true(ant->longer_ttl_first);
    assert_int_equal(facts_ttl(ant, STR("1h"))->seconds, 3600);
    assert_null(facts_ttl(ant, STR("2h")));
    assert_null(facts_ttl(ant, STR("")));
    ModelMatch six = facts_resolve(PROVIDER_OPENAI, STR("gpt-6-sol"));
    assert_non_null(facts_ttl(facts_match_rules(&six), STR("30m")));
    assert_null(facts_ttl(facts_match_rules(&six), STR("5m")));
    ModelMatch four = facts_resolve(PROVIDER_OPENAI, STR("gpt-4o"));
    assert_int_equal(facts_match_rules(&four)->max_breakpoints, 0);
    ModelMatch nova = facts_resolve(PROVIDER_UNKNOWN, STR("amazon.nova-pro-v1:0"));
    assert_false(facts_match_rules(&nova)->tool_breakpoints);
    ModelMatch cloud = facts_resolve(PROVIDER_UNKNOWN, STR("claude-haiku-4-5@20251001"));
    assert_int_equal(facts_match_rules(&cloud)->max_breakpoints, 4);
    assert_int_equal(facts_provider_rules(PROVIDER_META, CACHE_UNKNOWN)->max_breakpoints, 0);
}

/* Every row's rules and the row itself tell the same story. */
static void test_rules_agree_with_rows(void **state) {
    (void)state;
    for (size_t i = 0; i < facts_model_count(); i++) {
        const Model *model = facts_model_at(i);
        if (model->max_breakpoints < 0 || model->cache_mode == CACHE_NONE) continue;
        const ProviderRules *rules = facts_provider_rules(model->provider, model->cache_mode);
        if (rules->mode == CACHE_UNKNOWN) continue;
        Str id = facts_text(model->id);
        if (rules->max_breakpoints != model->max_breakpoints)
            fail_msg(STR_FMT ": %d breakpoints in its row, %d in the rules", STR_ARG(id),
                     (int)model->max_breakpoints, (int)rules->max_breakpoints);
        if (model->ttl_short_s && rules->ttl[0].seconds &&
            model->ttl_short_s != rules->ttl[0].seconds)
            fail_msg(STR_FMT ": time to live %d, %d in the rules", STR_ARG(id),
                     (int)model->ttl_short_s, (int)rules->ttl[0].seconds);
    }
}

static void test_output_caps(void **state) {
    (void)state;
    const Model *five = row(PROVIDER_OPENAI, "gpt-5"), *four = row(PROVIDER_OPENAI, "gpt-4o");
    const Str old = STR("max_tokens"), chat = STR("max_completion_tokens");
    assert_int_equal(facts_cap_verdict(API_OPENAI_CHAT, five, old), CAP_REFUSED);
    assert_int_equal(facts_cap_verdict(API_OPENAI_CHAT, row(PROVIDER_OPENAI, "o3"), old),
                     CAP_REFUSED);
    assert_int_equal(facts_cap_verdict(API_OPENAI_CHAT, four, old), CAP_DEPRECATED);
    assert_int_equal(facts_cap_verdict(API_OPENAI_CHAT, NULL, old), CAP_DEPRECATED);
    assert_int_equal(facts_cap_verdict(API_OPENAI_CHAT, five, chat), CAP_ACCEPTED);
    assert_int_equal(facts_cap_verdict(API_OPENAI_RESPONSES, five, chat), CAP_OTHER_NAME);
    assert_int_equal(facts_cap_verdict(API_OPENAI_RESPONSES, five, STR("max_output_tokens")),
                     CAP_ACCEPTED);
    assert_int_equal(facts_cap_verdict(API_ANTHROPIC_MESSAGES, NULL, old), CAP_ACCEPTED);
    assert_int_equal(facts_cap_verdict(API_BEDROCK_CONVERSE, NULL, STR("maxTokens")), CAP_ACCEPTED);
    assert_true(facts_cap_required(API_ANTHROPIC_MESSAGES));
    assert_false(facts_cap_required(API_OPENAI_CHAT));
    assert_string_equal(facts_cap_name(API_OPENAI_RESPONSES), "max_output_tokens");
}

static void test_thinking_budgets_of_gemini(void **state) {
    (void)state;
    BudgetRange range;
    assert_true(facts_gemini_budget(STR("gemini-2.5-pro"), &range));
    assert_true(range.least == 128 && range.most == 32768 && !range.zero);
    assert_true(facts_gemini_budget(STR("gemini-2.5-flash-lite"), &range));
    assert_true(range.least == 512 && range.most == 24576 && range.zero);
    assert_false(facts_gemini_budget(STR("gemini-3.5-flash"), &range));
}

static void test_provider_words(void **state) {
    (void)state;
    for (int p = PROVIDER_UNKNOWN + 1; p < PROVIDER_COUNT; p++)
        assert_int_equal(facts_provider_parse(str_from_c(facts_provider_name((Provider)p))), p);
    assert_int_equal(facts_provider_parse(STR("vertex_ai")), PROVIDER_VERTEX);
    assert_int_equal(facts_provider_parse(STR("gemini")), PROVIDER_GOOGLE);
    assert_int_equal(facts_provider_parse(STR("chat")), PROVIDER_UNKNOWN);
    assert_int_equal(facts_provider_parse(STR("")), PROVIDER_UNKNOWN);
}

/* ---- dates -------------------------------------------------------------------------------- */

static void test_dates(void **state) {
    (void)state;
    Date date = 0;
    assert_true(date_parse(STR("2026-11-21"), &date));
    assert_int_equal(date, TODAY);
    char text[DATE_TEXT];
    date_format(date, text);
    assert_string_equal(text, "2026-11-21");
    static const char *bad[] = {"2026-02-29", "2026-13-01", "2026-00-10", "2026-11-31",
                                "2026-1-1",   "2026/11/21", "20261121",   "2026-11-211"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        if (date_parse(str_from_c(bad[i]), &date)) fail_msg("%s is taken for a date", bad[i]);
    assert_true(date_parse(STR("2028-02-29"), &date));
    assert_int_equal(date_days_between(DATE(2026, 11, 21), DATE(2027, 1, 1)), 41);
    assert_int_equal(date_before(DATE(2027, 1, 1)), DATE(2026, 12, 31));
    assert_int_equal(date_before(DATE(2028, 3, 1)), DATE(2028, 2, 29));
    assert_int_equal(date_from_unix(0), DATE(1970, 1, 1));
    assert_int_equal(date_from_unix(-1), DATE(1969, 12, 31));
    assert_int_equal(date_from_unix(1795219200), DATE(2026, 11, 21));
    assert_int_equal(date_from_unix(INT64_MAX), DATE(9999, 12, 31));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_table_is_whole),
        cmocka_unit_test(test_name_index_is_sorted),
        cmocka_unit_test(test_minimums_by_model),
        cmocka_unit_test(test_minimum_differs_on_bedrock),
        cmocka_unit_test(test_disputed_minimums_span_a_range),
        cmocka_unit_test(test_price_changes_on_its_date),
        cmocka_unit_test(test_read_price_cut_of_sonnet_5_5),
        cmocka_unit_test(test_write_multipliers_of_claude),
        cmocka_unit_test(test_long_context_reprices_the_whole_request),
        cmocka_unit_test(test_unknown_prices_say_so),
        cmocka_unit_test(test_bedrock_regions_cost_more),
        cmocka_unit_test(test_sonnet_4_5_ends),
        cmocka_unit_test(test_gemini_2_5_is_rerouted),
        cmocka_unit_test(test_lifecycle_of_others),
        cmocka_unit_test(test_never_by_prefix),
        cmocka_unit_test(test_forms_of_a_name),
        cmocka_unit_test(test_spellings_of_routers_and_tools),
        cmocka_unit_test(test_spellings_of_openrouter),
        cmocka_unit_test(test_spellings_of_bedrock),
        cmocka_unit_test(test_spellings_of_google_cloud),
        cmocka_unit_test(test_hint_decides_between_platforms),
        cmocka_unit_test(test_hostile_ids),
        cmocka_unit_test(test_did_you_mean),
        cmocka_unit_test(test_provider_rules),
        cmocka_unit_test(test_rules_agree_with_rows),
        cmocka_unit_test(test_output_caps),
        cmocka_unit_test(test_thinking_budgets_of_gemini),
        cmocka_unit_test(test_provider_words),
        cmocka_unit_test(test_dates),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
