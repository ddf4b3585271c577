/* The configuration: what each key does, which file gets what, and how mistakes are told. */
#define _XOPEN_SOURCE 700 /* tests/unit/tree.h */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "lint/base/buf.h"
#include "lint/base/limits.h"
#include "lint/config/config.h"
#include "lint/config/keys.h"
#include "lint/engine/engine.h"
#include "tests/unit/tree.h"

static const Config *load(Arena *arena, const char *text) {
    Str error = {0};
    const Config *config = config_from_bytes(arena, STR(".warmlint.yaml"), str_from_c(text),
                                             (Str){0}, &engine_known_names, &error);
    if (!config) fail_msg(STR_FMT, STR_ARG(error));
    return config;
}

static void assert_error(const char *text, const char *want) {
    Arena arena = {0};
    Str error = {0};
    const Config *config = config_from_bytes(&arena, STR("c.yaml"), str_from_c(text), (Str){0},
                                             &engine_known_names, &error);
    if (config) fail_msg("accepted: %s", text);
    if (!str_is(error, want)) fail_msg("'" STR_FMT "', want '%s'", STR_ARG(error), want);
    arena_free(&arena);
}

static void assert_text(Str got, const char *want) {
    if (!str_is(got, want)) fail_msg("'" STR_FMT "', want '%s'", STR_ARG(got), want);
}

static void test_empty_is_the_default(void **state) {
    (void)state;
    static const char *const empty[] = {"", "# nothing\n", "---\n", "ignore:\nfiles:\n"};
    for (size_t i = 0; i < sizeof empty / sizeof *empty; i++) {
        Arena arena = {0};
        Settings s = config_settings(&arena, load(&arena, empty[i]), STR("a.md"));
        assert_int_equal(s.rules.len + s.names.len + s.model.len + s.format.len, 0);
        assert_int_equal(s.provider, PROVIDER_UNKNOWN);
        assert_int_equal(s.engine, ENGINE_AUTO);
        assert_false(s.strict);
        arena_free(&arena);
    }
}

static void test_every_key(void **state) {
    (void)state;
    Arena arena = {0};
    const Config *config = load(&arena, "model: claude-sonnet-5\n"
                                        "provider: bedrock\n"
                                        "strict: true\n"
                                        "fail-on: never\n"
                                        "format: text\n"
                                        "role: user\n"
                                        "engine: jinja2\n"
                                        "volatility: {ctx: request}\n"
                                        "inputs: {doc: {volatility: deploy, tokens: 6000}}\n"
                                        "workload: {calls_per_day: 12000}\n"
                                        "budget: {daily_usd: 20, alert_at: [50, 80%]}\n"
                                        "limits: {system_tokens: 4000, file_tokens: 9000}\n"
                                        "prices: {claude-sonnet-5: {in: 1.8, write-long: 4}}\n"
                                        "calibration: {o200k: {factor: 0.98, per-request: -3, "
                                        "spread: 2.5}, gemma3: }\n");
    Settings s = config_settings(&arena, config, STR("a.md"));
    assert_text(s.model, "claude-sonnet-5");
    assert_int_equal(s.provider, PROVIDER_BEDROCK);
    assert_true(s.strict);
    assert_text(s.format, "text");
    assert_text(s.role, "user");
    assert_int_equal(s.engine, ENGINE_JINJA);
    assert_int_equal(s.names.len, 2);
    assert_true(s.workload.calls_per_day == 12000);
    assert_true(s.budget.daily == 20 && s.budget.alerts == 2 && s.budget.alert_at[1] == 80);
    assert_true(s.limits.system_tokens == 4000 && s.limits.file_tokens == 9000);
    assert_int_equal(s.prices.len, 1);
    assert_text(s.prices.items[0].model, "claude-sonnet-5");
    assert_true(s.prices.items[0].set.in == 1.8 && s.prices.items[0].set.write_long == 4);
    assert_true(s.prices.items[0].set.read == PRICE_UNKNOWN);
    assert_int_equal(s.calibration.len, 1);
    assert_int_equal(s.calibration.items[0].family, TOK_O200K);
    assert_true(s.calibration.items[0].factor == 0.98);
    assert_true(s.calibration.items[0].per_request == -3 && s.calibration.items[0].spread == 0.025);
    Level level;
    bool never = false;
    assert_true(config_fail_on(config, &level, &never));
    assert_true(never);
    arena_free(&arena);
}

static void test_underscores_for_hyphens(void **state) {
    (void)state;
    Arena arena = {0};
    Level level = LEVEL_INFO;
    bool never = true;
    assert_true(config_fail_on(load(&arena, "fail_on: warning"), &level, &never));
    assert_int_equal(level, LEVEL_WARNING);
    assert_false(never);
    assert_false(config_fail_on(load(&arena, ""), &level, &never));
    arena_free(&arena);
}

/* What a rule would be after all choices: the last that names it decides. */
static bool is_on(const Settings *s, const char *code, const char *name) {
    bool on = true;
    for (size_t i = 0; i < s->rules.len; i++)
        if (s->rules.items[i].action != RULE_SEVERITY &&
            selector_matches(s->rules.items[i].selector, str_from_c(code), str_from_c(name)))
            on = s->rules.items[i].action == RULE_SELECT;
    return on;
}

static void test_select_and_ignore(void **state) {
    (void)state;
    Arena arena = {0};
    /* The order of keys in the file does not matter. */
    Settings s = config_settings(&arena,
                                 load(&arena, "ignore: WL102\n"
                                              "extend-select: [missing-max-tokens]\n"
                                              "select: [1xx]\n"
                                              "severity: {WL101: error}\n"),
                                 STR("a.md"));
    assert_true(is_on(&s, "WL101", "volatile-placeholder"));
    assert_false(is_on(&s, "WL102", "daily-placeholder"));
    assert_true(is_on(&s, "WL401", "missing-max-tokens"));
    assert_false(is_on(&s, "WL201", "missing-breakpoint"));
    RuleChoice last = s.rules.items[s.rules.len - 1];
    assert_int_equal(last.action, RULE_SEVERITY);
    assert_int_equal(last.level, LEVEL_ERROR);
    arena_free(&arena);
}

static void test_selectors(void **state) {
    (void)state;
    static const char *const yes[] = {
        "WL101", "wl101", "Volatile-Placeholder", "WL1", "WL10", "1xx", "1XX", "all"};
    static const char *const no[] = {"", "W", "WL", "WL2", "WL1011", "2xx", "xx", "volatile"};
    for (size_t i = 0; i < sizeof yes / sizeof *yes; i++)
        assert_true(
            selector_matches(str_from_c(yes[i]), STR("WL101"), STR("volatile-placeholder")));
    for (size_t i = 0; i < sizeof no / sizeof *no; i++)
        assert_false(
            selector_matches(str_from_c(no[i]), STR("WL101"), STR("volatile-placeholder")));
}

static const char layers[] = "model: claude-sonnet-5\n"
                             "volatility: {ctx: deploy, \"kb_*\": deploy, kb_now: call}\n"
                             "workload: {calls_per_day: 10, calls_per_session: 4}\n"
                             "files:\n"
                             "  - match: [prompts, \"!prompts/old\"]\n"
                             "    volatility: {ctx: request}\n"
                             "    workload: {calls_per_day: 99}\n"
                             "  - match: \"*.txt\"\n"
                             "    model: gpt-5\n"
                             "    ignore: [WL104]\n";

static void test_files_take_what_matches(void **state) {
    (void)state;
    Arena arena = {0};
    const Config *config = load(&arena, layers);
    Settings top = config_settings(&arena, config, STR("a.md"));
    Settings prompts = config_settings(&arena, config, STR("prompts/a.md"));
    Settings both = config_settings(&arena, config, STR("./prompts/x/../a.txt"));
    Settings old = config_settings(&arena, config, STR("prompts/old/a.md"));
    assert_int_equal(volatility_of_name(STR("ctx"), &top.names).volatility, VOL_DEPLOY);
    assert_int_equal(volatility_of_name(STR("ctx"), &prompts.names).volatility, VOL_REQUEST);
    assert_int_equal(volatility_of_name(STR("ctx"), &both.names).volatility, VOL_REQUEST);
    assert_int_equal(volatility_of_name(STR("ctx"), &old.names).volatility, VOL_DEPLOY);
    assert_true(top.workload.calls_per_day == 10);
    assert_true(prompts.workload.calls_per_day == 99);
    assert_true(prompts.workload.calls_per_session == 4); /* overlaid field by field */
    assert_text(prompts.model, "claude-sonnet-5");
    assert_text(both.model, "gpt-5");
    assert_false(is_on(&both, "WL104", "input-before-static"));
    assert_true(is_on(&prompts, "WL104", "input-before-static"));
    arena_free(&arena);
}

static void test_exact_names_win_over_globs(void **state) {
    (void)state;
    Arena arena = {0};
    Settings s = config_settings(&arena, load(&arena, layers), STR("a.md"));
    assert_int_equal(volatility_of_name(STR("kb_faq"), &s.names).volatility, VOL_DEPLOY);
    assert_int_equal(volatility_of_name(STR("kb_now"), &s.names).volatility, VOL_CALL);
    arena_free(&arena);
}

/* Two threads may ask one configuration for settings; what one adds the other must not see. */
static void test_settings_do_not_share_growth(void **state) {
    (void)state;
    Arena arena = {0}, first = {0}, second = {0};
    const Config *config = load(&arena, "ignore: [WL101]\nfiles: [{match: a.md, ignore: WL2}]");
    Settings a = config_settings(&first, config, STR("a.md"));
    Settings b = config_settings(&second, config, STR("b.md"));
    vec_push(&first, &a.rules, (RuleChoice){.selector = STR("WL3")});
    vec_push(&second, &b.rules, (RuleChoice){.selector = STR("WL4")});
    assert_int_equal(a.rules.len, 3);
    assert_int_equal(b.rules.len, 2);
    assert_text(a.rules.items[1].selector, "WL2");
    assert_text(a.rules.items[2].selector, "WL3");
    assert_text(b.rules.items[1].selector, "WL4");
    arena_free(&first);
    arena_free(&second);
    arena_free(&arena);
}

static void test_exclude(void **state) {
    (void)state;
    Arena arena = {0};
    const Config *config = load(&arena, "exclude: [legacy, \"*.bak\", \"!keep.bak\"]");
    assert_true(config_excludes(config, STR("legacy/x/a.md")));
    assert_true(config_excludes(config, STR("./x/../legacy/a.md")));
    assert_true(config_excludes(config, STR("a.bak")));
    assert_false(config_excludes(config, STR("keep.bak")));
    assert_false(config_excludes(config, STR("a.md")));
    assert_false(config_excludes_all_below(config, STR("legacy"))); /* something is taken back */
    assert_true(config_excludes_all_below(load(&arena, "exclude: legacy"), STR("legacy")));
    arena_free(&arena);
}

static void test_mistakes_have_a_place_and_a_hint(void **state) {
    (void)state;
    assert_error("modle: x", "c.yaml:1:1: unknown key \"modle\"; did you mean \"model\"?");
    assert_error("xyzzyxyzzy: 2", "c.yaml:1:1: unknown key \"xyzzyxyzzy\"");
    assert_error("model: claude-sonet-5",
                 "c.yaml:1:8: unknown model \"claude-sonet-5\"; did you mean \"claude-sonnet-5\"?");
    assert_error("provider: antropic",
                 "c.yaml:1:11: unknown provider \"antropic\"; did you mean \"anthropic\"?");
    assert_error("files:\n  - match: a\n    rol: user\n",
                 "c.yaml:3:5: unknown key of files \"rol\"; did you mean \"role\"?");
    assert_error("files:\n  - match: a\n    fail-on: error\n",
                 "c.yaml:3:5: unknown key of files \"fail-on\"");
    assert_error("files: [{role: user}]",
                 "c.yaml:1:9: an entry of files needs match, a list of globs");
    assert_error("calibration: {claude5: {}}",
                 "c.yaml:1:15: unknown tokenizer family \"claude5\"; did you mean \"claude-5\"?");
    assert_error("calibration: {o200k: {factor: 50}}",
                 "c.yaml:1:31: factor must be a number from 0.1 to 10");
    assert_error("fail-on: eror", "c.yaml:1:10: unknown level \"eror\"; did you mean \"error\"?");
    assert_error("ignore: [WL1, WL999]", "c.yaml:1:15: unknown rule \"WL999\"");
    assert_error("ignore: [missing-max-token]",
                 "c.yaml:1:10: unknown rule \"missing-max-token\"; did you mean "
                 "\"missing-max-tokens\"?");
    assert_error("severity: {WL101: warn}",
                 "c.yaml:1:19: unknown level \"warn\"; did you mean \"warning\"?");
    assert_error("engine: jnja2",
                 "c.yaml:1:9: unknown template engine \"jnja2\"; did you mean \"jinja2\"?");
    assert_error("format: txt", "c.yaml:1:9: unknown format \"txt\"; did you mean \"text\"?");
    assert_error("role: sistem", "c.yaml:1:7: unknown role \"sistem\"; did you mean \"system\"?");
    assert_error("volatility: {a: sesion}",
                 "c.yaml:1:17: unknown volatility \"sesion\"; did you mean \"session\"?");
    assert_error("inputs: {a: {volatility: deployment}}",
                 "c.yaml:1:26: unknown volatility \"deployment\"; did you mean \"deploy\"?");
    assert_error("workload:\n  requests-per_dy: 3",
                 "c.yaml:2:3: unknown key of workload \"requests-per_dy\"; did you mean "
                 "\"requests_per_day\"?");
    assert_error("workload: {calls_per_day: -1}",
                 "c.yaml:1:27: calls_per_day must be a number from 0 up");
    assert_error("workload: {deferrable: 3}",
                 "c.yaml:1:24: deferrable must be a share from 0 to 1, or a percentage");
    assert_error("workload: {latency: slow}",
                 "c.yaml:1:21: latency must be interactive or deferred");
    assert_error("budget: {daily_usd: much}", "c.yaml:1:21: daily_usd must be a number from 0 up");
    assert_error("prices: {claude-sonnet-5: {input: 3}}",
                 "c.yaml:1:28: unknown price \"input\"; did you mean \"in\"?");
    assert_error("prices: {claude-sonnet-5: 3}",
                 "c.yaml:1:27: the prices of a model must be a map such as {in: 3, out: 15}");
    assert_error("prices: [3]", "c.yaml:1:9: prices must be a map of model ids to prices");
    assert_error("workload: {batch: often}", "c.yaml:1:19: batch must be true or false");
    assert_error("limits: {system: 4}",
                 "c.yaml:1:10: unknown key of limits \"system\"; did you mean \"system_tokens\"?");
    assert_error("strict: yes", "c.yaml:1:9: strict must be true or false");
    assert_error("- a", "c.yaml:1:1: the configuration must be a map");
    assert_error("files: {match: a}", "c.yaml:1:8: files must be a list of entries with match");
}

/* Each of a line, and what it is told. */
static void test_shapes_that_are_refused(void **state) {
    (void)state;
    static const struct {
        const char *text, *error;
    } cases[] = {
        {"inputs: some", "1:9: inputs must be a map of names or a list"},
        {"inputs: [[1]]", "1:10: an input in a list needs a name"},
        {"inputs: [{x: 1, y: 2}]", "1:10: an input in a list needs a name"},
        {"inputs: {a: [1]}", "1:13: an input must be a volatility or {volatility, tokens, kind}"},
        {"inputs: {a: 3}", "1:13: an input must be a volatility or {volatility, tokens, kind}"},
        {"inputs: {a: string}",
         "1:13: unknown volatility \"string\"; one of constant, deploy, tenant, "
         "user, session, day, append, request, call"},
        {"inputs: {a: {tokens: some}}", "1:22: tokens must be a number from 0 up"},
        {"inputs: {a: {tokens: -1}}", "1:22: tokens must be a number from 0 up"},
        {"volatility: {a: [day]}", "1:17: a volatility must be a word such as request"},
        {"workload: 5", "1:11: workload must be a map"},
        {"workload: {gap_seconds: [1]}", "1:25: gap_seconds must be a number from 0 up"},
        {"workload: {gap_seconds: {p50: x}}", "1:31: gap_seconds must be a number from 0 up"},
        {"workload: {gap_seconds: {p95: x}}", "1:31: gap_seconds must be a number from 0 up"},
        {"workload: {gap_seconds: {p99: 1}}", "1:26: unknown key \"p99\"; did you mean \"p95\"?"},
        {"workload: {output_tokens: x}", "1:27: output_tokens must be a number from 0 up"},
        {"workload: {deferrable: 1.01}",
         "1:24: deferrable must be a share from 0 to 1, or a percentage"},
        {"workload: {deferrable: 101%}",
         "1:24: deferrable must be a share from 0 to 1, or a percentage"},
        {"workload: {calls_per_day: 1e16}", "1:27: calls_per_day must be a number from 0 up"},
        {"budget: 20", "1:9: budget must be a map such as {daily_usd: 20}"},
        {"budget: {weekly: 1}", "1:10: unknown key of budget \"weekly\""},
        {"budget: {alert_at: {a: 1}}", "1:20: alert_at must be a list of at most 8 percentages"},
        {"budget: {alert_at: [1, 2, 3, 4, 5, 6, 7, 8, 9]}",
         "1:20: alert_at must be a list of at most 8 percentages"},
        {"budget: {alert_at: [x]}", "1:21: a percentage must be a number from 0 up"},
        {"limits: 5", "1:9: limits must be a map such as {system_tokens: 4000}"},
        {"limits: {exempt: 1}", "1:18: exempt must be true or false"},
        {"calibration: [o200k]", "1:14: calibration must be a map of tokenizer families"},
        {"calibration: {o200k: 1}", "1:22: a calibration must be a map such as {factor: 1.02}"},
        {"calibration: {o200k: {factor: 0.09}}", "1:31: factor must be a number from 0.1 to 10"},
        {"calibration: {o200k: {factor: big}}", "1:31: factor must be a number from 0.1 to 10"},
        {"calibration: {o200k: {per_request: 1000001}}",
         "1:36: per_request must be a number from -1e+06 to 1e+06"},
        {"calibration: {o200k: {spread: 101}}", "1:31: spread must be a number from 0 to 100"},
        {"calibration: {o200k: {spread: -1}}", "1:31: spread must be a number from 0 to 100"},
        {"calibration: {o200k: {faktor: 1}}",
         "1:23: unknown key of calibration \"faktor\"; did you mean \"factor\"?"},
        {"prices: {claude-sonnet-5: {in: free}}", "1:32: in must be a number from 0 up"},
        {"files: [a]", "1:9: an entry of files must be a map with match"},
        {"files: [{match: [], model: claude-sonnet-5}]",
         "1:9: an entry of files needs match, a list of globs"},
        {"files: [{match: [a, [b]]}]", "1:21: a glob must be a text"},
        {"exclude: [[a]]", "1:11: a glob must be a text"},
        {"patterns: {a: b}", "1:11: patterns must be a list of entries with code and pattern"},
        {"patterns: [a]", "1:12: an entry of patterns must be a map"},
        {"patterns: [{code: X1}]", "1:12: a pattern needs `name`"},
        {"patterns: [{code: X1, name: ab, pattern: a, message: m, scope: 5}]",
         "1:64: scope must be a map such as {section: system}"},
        {"patterns: [{code: X1, name: ab, pattern: a, message: m, scope: {section: sistem}}]",
         "1:74: unknown section \"sistem\"; did you mean \"system\"?"},
        {"patterns: [{code: X1, name: a, pattern: a, message: m}]",
         "1:29: a name is two or more small letters, digits and hyphens"},
        {"patterns: [{code: WL1, name: ab, pattern: a, message: m}]",
         "1:19: a code is letters and digits such as X101, and not WL"},
        {"patterns: [{code: X1, name: ab, pattern: \"a(\", message: m}]",
         "1:42: the pattern is wrong at byte 3: missing closing parenthesis"},
        {"severity: {WL101: [error]}", "1:19: level must be a text"},
        {"ignore: [{a: b}]", "1:10: a rule must be a text"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char want[200];
        snprintf(want, sizeof want, "c.yaml:%s", cases[i].error);
        assert_error(cases[i].text, want);
    }
}

/* Words of up to four letters may be off by two, others by three; the first of equals is named. */
static void test_how_near_a_word_must_be(void **state) {
    (void)state;
    assert_error("role: usrr", "c.yaml:1:7: unknown role \"usrr\"; did you mean \"user\"?");
    assert_error("role: xxer", "c.yaml:1:7: unknown role \"xxer\"; did you mean \"user\"?");
    assert_error("role: xxxr", "c.yaml:1:7: unknown role \"xxxr\"; one of system, user, assistant");
    assert_error("role: xxxer", "c.yaml:1:7: unknown role \"xxxer\"; did you mean \"user\"?");
    assert_error("role: sysxxx", "c.yaml:1:7: unknown role \"sysxxx\"; did you mean \"system\"?");
    assert_error("role: syxxxx",
                 "c.yaml:1:7: unknown role \"syxxxx\"; one of system, user, assistant");
    assert_error("role: sysp", "c.yaml:1:7: unknown role \"sysp\"; one of system, user, assistant");
    assert_error("role: systems-of-old",
                 "c.yaml:1:7: unknown role \"systems-of-old\"; did you mean \"system\"?");
    assert_error("role: assi", "c.yaml:1:7: unknown role \"assi\"; did you mean \"assistant\"?");
    assert_error("role: ass", "c.yaml:1:7: unknown role \"ass\"; one of system, user, assistant");
    assert_error("role: USERS", "c.yaml:1:7: unknown role \"USERS\"; did you mean \"user\"?");
    assert_error("volatility: {a: caz}",
                 "c.yaml:1:17: unknown volatility \"caz\"; did you mean \"day\"?");
    assert_error("Ignre: x", "c.yaml:1:1: unknown key \"Ignre\"; did you mean \"ignore\"?");
    assert_error("extend_selct: x",
                 "c.yaml:1:1: unknown key \"extend_selct\"; did you mean \"extend-select\"?");
    assert_error("extend_selxxx: x",
                 "c.yaml:1:1: unknown key \"extend_selxxx\"; did you mean \"extend-select\"?");
    assert_error("rle: x", "c.yaml:1:1: unknown key \"rle\"; did you mean \"role\"?");
    assert_error("abcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcdefghij0123456789: x",
                 "c.yaml:1:1: unknown key "
                 "\"abcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcdefghij\"");
}

static void test_all_mistakes_are_told_in_their_order(void **state) {
    (void)state;
    assert_error("ignore: [WL999]\nmodle: x\n",
                 "c.yaml:1:10: unknown rule \"WL999\"\n"
                 "c.yaml:2:1: unknown key \"modle\"; did you mean \"model\"?");
    assert_error("files:\n  - {match: a, role: boss}\n  - {role: user}\nstrict: perhaps\n"
                 "severity: {WL101: loud, WL102: quiet}\nstrict: true",
                 "c.yaml:2:22: unknown role \"boss\"; one of system, user, assistant\n"
                 "c.yaml:3:5: an entry of files needs match, a list of globs\n"
                 "c.yaml:4:9: strict must be true or false\n"
                 "c.yaml:5:19: unknown level \"loud\"; one of info, warning, error\n"
                 "c.yaml:5:32: unknown level \"quiet\"; one of info, warning, error\n"
                 "c.yaml:6:1: key \"strict\" was given before, on line 4: most programs silently "
                 "keep only the last value; remove or rename one of them");
    /* no line of them is the file's own */
    assert_error("\"a\\nc.yaml:9:9: b\": 1\nc: 2\n",
                 "c.yaml:1:1: unknown key \"a\\u{0a}c.yaml:9:9: b\"\n"
                 "c.yaml:2:1: unknown key \"c\"");
}

static void test_some_of_many_mistakes_are_told(void **state) {
    (void)state;
    for (int count = 19; count <= 23; count++) {
        Buf text = {0}, want = {0};
        for (int i = 0; i < count; i++) {
            buf_printf(&text, "qqqqqqqqqq%d: 1\n", i);
            if (i < 20)
                buf_printf(&want, "%sc.yaml:%d:1: unknown key \"qqqqqqqqqq%d\"", i ? "\n" : "",
                           i + 1, i);
        }
        if (count > 20) buf_printf(&want, "\nc.yaml: and %d more", count - 20);
        buf_add_char(&text, '\0');
        buf_add_char(&want, '\0');
        assert_error(text.ptr, want.ptr);
        buf_free(&text);
        buf_free(&want);
    }
}

static void test_what_is_no_yaml_is_told(void **state) {
    (void)state;
    Arena arena = {0};
    Str error = {0};
    assert_null(config_from_bytes(&arena, STR("c.yaml"), STR("strict: true\nstrict: false"),
                                  (Str){0}, &engine_known_names, &error));
    assert_true(str_starts(error, STR("c.yaml:2:1: ")));
    assert_null(config_from_bytes(&arena, STR("c.yaml"), STR("a: ["), (Str){0}, NULL, &error));
    assert_true(str_starts(error, STR("c.yaml:")));
    assert_null(config_from_bytes(&arena, STR("c.yaml"), STR("a: \xFF"), (Str){0}, NULL, &error));
    assert_true(str_starts(error, STR("c.yaml:1:4: ")));
    arena_free(&arena);
}

static void test_long_globs_are_refused(void **state) {
    (void)state;
    char text[GLOB_BYTES + 32] = "exclude: ";
    memset(text + 9, 'a', GLOB_BYTES + 1);
    assert_error(text, "c.yaml:1:10: a glob can be at most 1024 bytes long");
}

static void test_unreadable_files(void **state) {
    (void)state;
    Arena arena = {0};
    Str error = {0};
    assert_null(config_load(&arena, STR("/nonexistent/c.yaml"), (Str){0}, NULL, &error));
    assert_true(str_starts(error, STR("/nonexistent/c.yaml: ")));
    assert_null(config_load(&arena, STR("/"), (Str){0}, NULL, &error));
    assert_true(str_starts(error, STR("/: ")));
    arena_free(&arena);
}

/* --- headers of prompt files ---------------------------------------------------------------------
 */

typedef struct {
    Arena arena;
    ProblemVec problems;
    DeclaredNameVec names;
    Workload workload;
    Budget budget;
} Header;

static Header header(const char *text) {
    Header h = {0};
    Source source;
    Str bytes = str_from_c(text);
    assert_true(source_from_bytes(&h.arena, STR("a.yaml"), bytes, &source, &h.problems));
    const Node *root = yaml_read(&h.arena, &source, span_of(0, bytes.len), &h.problems);
    assert_non_null(root);
    const SettingsReader reader = {&h.arena, &h.problems, false};
    settings_read_inputs(&reader, node_get(root, "inputs"), &h.names);
    settings_read_workload(&reader, node_get(root, "rate_limit"), &h.workload);
    settings_read_workload(&reader, node_get(root, "workload"), &h.workload);
    settings_read_budget(&reader, node_get(root, "cost_tracking"), &h.budget);
    settings_read_budget(&reader, node_get(root, "budget"), &h.budget);
    return h;
}

static void assert_input(const Header *h, size_t i, const char *name, Volatility volatility,
                         double tokens) {
    assert_true(i < h->names.len);
    assert_text(h->names.items[i].name, name);
    assert_int_equal(h->names.items[i].volatility, volatility);
    assert_true(h->names.items[i].tokens == tokens);
}

static void test_inputs_as_map(void **state) {
    (void)state;
    Header h = header("inputs:\n"
                      "  product_catalog: {kind: string, volatility: deploy, tokens: 6000}\n"
                      "  history: {kind: thread}\n"
                      "  photo: {kind: image}\n"
                      "  scan: {kind: file, volatility: session}\n"
                      "  question: request\n"
                      "  other:\n"
                      "  typed: string\n"
                      "  count: 3\n"
                      "  size: {tokens: \"12_000\"}\n");
    assert_int_equal(h.names.len, 9);
    assert_input(&h, 0, "product_catalog", VOL_DEPLOY, 6000);
    assert_input(&h, 1, "history", VOL_APPEND, 0);
    assert_input(&h, 2, "photo", VOL_REQUEST, 0);
    assert_input(&h, 3, "scan", VOL_SESSION, 0);
    assert_input(&h, 4, "question", VOL_REQUEST, 0);
    assert_input(&h, 5, "other", VOL_UNKNOWN, 0);
    assert_input(&h, 6, "typed", VOL_UNKNOWN, 0); /* a type or a sample: not our business */
    assert_input(&h, 7, "count", VOL_UNKNOWN, 0);
    assert_input(&h, 8, "size", VOL_UNKNOWN, 12000);
    assert_int_equal(h.problems.len, 0);
    arena_free(&h.arena);
}

static void test_inputs_as_list(void **state) {
    (void)state;
    Header h = header("inputs:\n"
                      "  - {name: a, volatility: tenant, tokens: 7}\n"
                      "  - b\n"
                      "  - question: request\n"
                      "  - 5\n"
                      "  - {x: 1, y: 2}\n");
    assert_int_equal(h.names.len, 3);
    assert_input(&h, 0, "a", VOL_TENANT, 7);
    assert_input(&h, 1, "b", VOL_UNKNOWN, 0);
    assert_input(&h, 2, "question", VOL_REQUEST, 0);
    assert_int_equal(h.problems.len, 0);
    arena_free(&h.arena);
}

static void test_a_misspelt_volatility_is_told(void **state) {
    (void)state;
    Header h = header("inputs: {a: {volatility: sesion}, b: {tokens: lots}}\n");
    assert_int_equal(h.problems.len, 2);
    assert_int_equal(h.problems.items[0].kind, PROBLEM_DECLARATION);
    assert_int_equal(h.problems.items[0].span.start, 25);
    assert_text(h.problems.items[0].help, "did you mean \"session\"?");
    arena_free(&h.arena);
}

static void test_a_name_without_a_volatility_is_not_declared(void **state) {
    (void)state;
    Header h = header("inputs: {}\n");
    Source source;
    const char *text = "volatility: {a: sesion, b: [day], c: day, \"d*\": call}\n";
    assert_true(source_from_bytes(&h.arena, STR("a.yaml"), str_from_c(text), &source, &h.problems));
    const Node *root = yaml_read(&h.arena, &source, span_of(0, source.bytes.len), &h.problems);
    const SettingsReader reader = {&h.arena, &h.problems, false};
    settings_read_volatility(&reader, node_get(root, "volatility"), &h.names);
    assert_int_equal(h.problems.len, 2);
    assert_int_equal(h.names.len, 2);
    assert_input(&h, 0, "c", VOL_DAY, 0);
    assert_input(&h, 1, "d*", VOL_CALL, 0);
    arena_free(&h.arena);
}

/* Several prompts of a file read the header around them: it is told once. */
static void test_a_header_read_again_is_told_once(void **state) {
    (void)state;
    Header h = header("inputs: {a: {volatility: sesion}, b: {volatility: dayly}}\n");
    Source source;
    const char *text = "inputs: {a: {volatility: sesion}, b: {volatility: dayly}}\n";
    assert_true(source_from_bytes(&h.arena, STR("a.yaml"), str_from_c(text), &source, &h.problems));
    const Node *root = yaml_read(&h.arena, &source, span_of(0, source.bytes.len), &h.problems);
    const SettingsReader reader = {&h.arena, &h.problems, false};
    settings_read_inputs(&reader, node_get(root, "inputs"), &h.names);
    assert_int_equal(h.problems.len, 2);
    arena_free(&h.arena);
}

static void test_workload_and_aliases(void **state) {
    (void)state;
    Header h = header("workload:\n"
                      "  requests_per_day: 12_000\n"
                      "  calls_per_session: 8\n"
                      "  gap_seconds: {p50: 40, p95: 400}\n"
                      "  output_tokens: 300\n"
                      "  latency: deferred\n"
                      "  whatever: 1\n"
                      "rate_limit: {requests_per_minute: 60, tokens_per_minute: many}\n"
                      "budget: {monthly_usd: $400}\n"
                      "cost_tracking: {alert_threshold_daily: 50.5, alert_threshold_monthly: 1}\n");
    assert_true(h.workload.calls_per_day == 12000 && h.workload.calls_per_session == 8);
    assert_true(h.workload.calls_per_minute_peak == 60);
    assert_true(h.workload.gap_p50 == 40 && h.workload.gap_p95 == 400);
    assert_true(h.workload.output_p50 == 300 && h.workload.output_p95 == 0);
    assert_true(h.workload.deferrable == 1);
    assert_true(h.budget.daily == 50.5 && h.budget.monthly == 400);
    assert_int_equal(h.problems.len, 0);
    arena_free(&h.arena);
    h = header("workload: {latency: deferred, deferrable: 40%}");
    assert_true(fabs(h.workload.deferrable - 0.4) < 1e-9);
    arena_free(&h.arena);
    h = header("workload: {deferrable: 0.25}");
    assert_true(h.workload.deferrable == 0.25);
    arena_free(&h.arena);
    h = header("workload: {calls_per_day: 5, requests_per_day: 6, requests_per_minute_peak: 7}");
    assert_true(h.workload.calls_per_day == 5 && h.workload.calls_per_minute_peak == 7);
    arena_free(&h.arena);
}

static double read_number_of(const char *value) {
    Buf text = {0};
    buf_printf(&text, "workload: {calls_per_day: %s}", value);
    buf_add_char(&text, '\0');
    Header h = header(text.ptr);
    buf_free(&text);
    double n = h.problems.len ? -1 : h.workload.calls_per_day;
    arena_free(&h.arena);
    return n;
}

static void test_how_numbers_may_be_written(void **state) {
    (void)state;
    static const struct {
        const char *text;
        double number; /* -1: refused */
    } cases[] = {{"12000", 12000},
                 {"\"12_000\"", 12000},
                 {"'12,000'", 12000},
                 {"' 1,234,567 '", 1234567},
                 {"$20", 20},
                 {"'$1,000.5'", 1000.5},
                 {"0", 0},
                 {"1e15", 1e15},
                 {"'1000000000000001'", -1},
                 {"'12,'", -1},
                 {"',12'", -1},
                 {"'1,,2'", -1},
                 {"'1_.5'", -1},
                 {"'$$1'", -1},
                 {"'1$'", -1},
                 {"' '", -1},
                 {"-1", -1},
                 {"'00000000000000000000000000000012'", 12},
                 {"'000000000000000000000000000000012'", -1},
                 {"true", -1}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (read_number_of(cases[i].text) != cases[i].number)
            fail_msg("%s is %g", cases[i].text, read_number_of(cases[i].text));
}

static void test_every_number_of_a_declaration(void **state) {
    (void)state;
    Arena arena = {0};
    Settings s = config_settings(
        &arena,
        load(&arena,
             "workload: {calls_per_day: 1, calls_per_session: 2, calls_per_minute_peak: 3,\n"
             "  gap_seconds: {p50: 4, p95: 5}, output_tokens: {p50: 6, p95: 7}, batch: true}\n"
             "budget: {monthly: 9, daily: 8, alert_at: 70}\n"
             "limits: {system_tokens: 1, tools_tokens: 2, tool_tokens: 3, file_tokens: 4,\n"
             "  segment_tokens: 5, exempt: true}\n"
             "prices: {claude-opus-5: {in: 1, out: 2, read: 3, write: 4, write_long: 5, batch: "
             "0.6,\n"
             "  storage: 7}, claude-sonnet-5: {out: 9}}\n"
             "calibration: {o200k: {factor: 0.1, per_request: 1e6, spread: 100},\n"
             "  cl100k: {factor: 10, per_request: -1e6, spread: 0}, gemma3: {requests: 5}}\n"),
        STR("a.md"));
    const Workload *w = &s.workload;
    assert_true(w->calls_per_day == 1 && w->calls_per_session == 2 &&
                w->calls_per_minute_peak == 3);
    assert_true(w->gap_p50 == 4 && w->gap_p95 == 5 && w->output_p50 == 6 && w->output_p95 == 7);
    assert_true(w->batched && w->deferrable == 0);
    assert_true(s.budget.daily == 8 && s.budget.monthly == 9);
    assert_true(s.budget.alerts == 1 && s.budget.alert_at[0] == 70);
    const SizeLimits *l = &s.limits;
    assert_true(l->system_tokens == 1 && l->tools_tokens == 2 && l->tool_tokens == 3);
    assert_true(l->file_tokens == 4 && l->segment_tokens == 5 && l->exempt);
    assert_int_equal(s.prices.len, 2);
    const PriceChange *p = s.prices.items;
    assert_true(p[0].set.in == 1 && p[0].set.out == 2 && p[0].set.read == 3);
    assert_true(p[0].set.write_short == 4 && p[0].set.write_long == 5);
    assert_true(p[0].batch == 0.6 && p[0].storage == 7);
    assert_true(p[1].set.out == 9 && p[1].set.in == PRICE_UNKNOWN && p[1].batch == PRICE_UNKNOWN &&
                p[1].storage == PRICE_UNKNOWN);
    assert_int_equal(s.calibration.len, 3);
    const Calibration *c = s.calibration.items;
    assert_true(c[0].factor == 0.1 && c[0].per_request == 1e6 && c[0].spread == 1);
    assert_true(c[1].factor == 10 && c[1].per_request == -1e6 && c[1].spread == 0);
    assert_true(c[2].factor == 1 && c[2].per_request == 0 && c[2].spread == 0);
    arena_free(&arena);
    /* The later layer of two, the newer name of two. */
    Header h =
        header("workload: {requests_per_session: 3, calls_per_session: 4, latency: interactive}\n"
               "budget: {daily: 1, alert_threshold_daily: 2, monthly_usd: 5, monthly: 4}\n"
               "rate_limit: {latency: deferred, deferrable: 0.5}\n");
    assert_true(h.workload.calls_per_session == 4 && h.workload.deferrable == 0);
    assert_true(h.budget.daily == 1 && h.budget.monthly == 5);
    arena_free(&h.arena);
}

static void test_foreign_shapes_are_passed_over(void **state) {
    (void)state;
    static const char *const shapes[] = {
        "inputs: some text\n",         "inputs: [[1], {}]\n",
        "workload: heavy\n",           "budget: 20\n",
        "workload: [1, 2]\n",          "budget: {alert_at: {a: 1}}\n",
        "workload: {gap_seconds: {}}", "inputs: {a: [1]}\n",
        "budget: {max_steps: five}\n"};
    for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++) {
        Header h = header(shapes[i]);
        if (h.problems.len) fail_msg("a remark on %s", shapes[i]);
        arena_free(&h.arena);
    }
}

/* --- the schema that editors use -----------------------------------------------------------------
 */

/* A list of words in the schema, by the path to it. */
static const Node *schema_words(Arena *arena, Source *source, const char *path) {
    ProblemVec problems = {0};
    assert_true(source_load(arena, STR("editors/warmlint-config.schema.json"), source, &problems));
    const Node *root = json_read(arena, source, span_of(0, source->bytes.len), &problems);
    const Node *list = node_path(root, path);
    if (!node_is_list(list)) fail_msg("the schema has no %s", path);
    return list->first;
}

static bool holds(const Node *word, const char *name) {
    for (; word; word = word->next)
        if (str_is(word->text, name)) return true;
    return false;
}

static void test_schema_keys_are_the_loaders(void **state) {
    (void)state;
    Arena arena = {0};
    Source source;
    const Node *top = schema_words(&arena, &source, "propertyNames.enum");
    const Node *entry = schema_words(&arena, &source, "properties.files.items.propertyNames.enum");
    size_t keys = 0;
    for (const Node *word = top; word; word = word->next, keys++)
        (void)load(&arena, str_printf(&arena, STR_FMT ":", STR_ARG(word->text)).ptr);
    for (const Node *word = entry; word; word = word->next) {
        if (str_is(word->text, "match")) continue;
        (void)load(
            &arena,
            str_printf(&arena, "files: [{match: a, " STR_FMT ": }]", STR_ARG(word->text)).ptr);
        assert_true(holds(top, str_to_c(&arena, word->text)));
    }
    size_t known = 0;
    for (; keys_config_at(known, false); known++)
        assert_true(holds(top, keys_config_at(known, false)->name));
    assert_int_equal(keys, known + 2); /* two are other spellings */
    arena_free(&arena);
}

static void test_schema_words_are_the_programs(void **state) {
    (void)state;
    Arena arena = {0};
    Source source;
    Engine engine;
    Volatility volatility;
    const Node *engines = schema_words(&arena, &source, "definitions.engine.enum");
    for (const Node *word = engines; word; word = word->next)
        assert_true(word->kind == NODE_NULL || engine_from_name(word->text, &engine));
    for (int i = 0; i < ENGINE_COUNT; i++) assert_true(holds(engines, engine_name((Engine)i)));
    const Node *words = schema_words(&arena, &source, "definitions.volatility.enum");
    for (const Node *word = words; word; word = word->next)
        assert_true(volatility_from_name(word->text, &volatility));
    for (int i = 0; i <= VOL_CALL; i++)
        assert_true(i == VOL_UNKNOWN || holds(words, volatility_name((Volatility)i)));
    arena_free(&arena);
}

/* --- finding the file ----------------------------------------------------------------------------
 */

static void test_nearest_up_to_the_repository(void **state) {
    Tree *tree = *state;
    Arena arena = {0};
    tree_write(tree, ".warmlint.yaml", "strict: true\n");
    tree_directory(tree, "repo/.git");
    tree_directory(tree, "repo/a/b");
    tree_write(tree, "repo/c/.warmlint.yml", "strict: true\n");
    tree_directory(tree, "repo/c/d");
    tree_directory(tree, "other/e");
    assert_int_equal(config_find(&arena, STR("repo/a/b")).len, 0); /* not beyond .git */
    assert_text(config_find(&arena, STR("other/e/")), ".warmlint.yaml");
    assert_text(config_find(&arena, (Str){0}), ".warmlint.yaml");
    assert_text(config_find(&arena, STR("repo/c/d")), "repo/c/.warmlint.yml");
    tree_write(tree, "repo/.warmlint.yaml", "");
    assert_text(config_find(&arena, STR("repo/a/b")), "repo/.warmlint.yaml");
    tree_directory(tree, "repo/a/.warmlint.yaml"); /* a directory is none */
    assert_text(config_find(&arena, STR("repo/a/b")), "repo/.warmlint.yaml");
    assert_int_equal(config_find(&arena, STR("nowhere")).len, 0);
    assert_int_equal(chdir("repo/c"), 0);
    Str above = config_find(&arena, STR("../a"));
    assert_true(above.ptr[0] == '/' && str_ends(above, STR("/repo/.warmlint.yaml")));
    arena_free(&arena);
}

static void test_many_names_with_a_star_are_refused(void **state) {
    (void)state;
    Buf text = {0};
    buf_add_c(&text, "volatility:\n");
    for (int i = 0; i <= LIMIT_DECLARED_GLOBS; i++) buf_printf(&text, "  a%d*: day\n", i);
    buf_add_char(&text, '\0');
    assert_error(text.ptr, "c.yaml:202:10: more than 200 names with `*`: this and further ones are "
                           "not used; declare the names themselves");
    buf_free(&text);
}

static void test_globs_are_relative_to_the_file(void **state) {
    Tree *tree = *state;
    Arena arena = {0};
    Str error = {0};
    tree_write(tree, "repo/.warmlint.yaml", "exclude: [/a/x.md]\n");
    tree_write(tree, "repo/a/x.md", "");
    tree_directory(tree, "a");
    const Config *config =
        config_load(&arena, STR("repo/.warmlint.yaml"), (Str){0}, &engine_known_names, &error);
    assert_non_null(config);
    assert_true(config_excludes(config, STR("repo/a/x.md")));
    assert_int_equal(chdir("repo/a"), 0);
    assert_true(config_excludes(config, STR("x.md")));
    assert_int_equal(chdir("../.."), 0);
    config = config_load(&arena, STR("repo/.warmlint.yaml"), STR("."), &engine_known_names, &error);
    assert_non_null(config);
    assert_false(config_excludes(config, STR("repo/a/x.md")));
    assert_true(config_excludes(config, STR("a/x.md")));
    arena_free(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_empty_is_the_default),
        cmocka_unit_test(test_every_key),
        cmocka_unit_test(test_underscores_for_hyphens),
        cmocka_unit_test(test_select_and_ignore),
        cmocka_unit_test(test_selectors),
        cmocka_unit_test(test_files_take_what_matches),
        cmocka_unit_test(test_exact_names_win_over_globs),
        cmocka_unit_test(test_settings_do_not_share_growth),
        cmocka_unit_test(test_exclude),
        cmocka_unit_test(test_mistakes_have_a_place_and_a_hint),
        cmocka_unit_test(test_shapes_that_are_refused),
        cmocka_unit_test(test_how_near_a_word_must_be),
        cmocka_unit_test(test_all_mistakes_are_told_in_their_order),
        cmocka_unit_test(test_some_of_many_mistakes_are_told),
        cmocka_unit_test(test_what_is_no_yaml_is_told),
        cmocka_unit_test(test_long_globs_are_refused),
        cmocka_unit_test(test_many_names_with_a_star_are_refused),
        cmocka_unit_test(test_unreadable_files),
        cmocka_unit_test(test_inputs_as_map),
        cmocka_unit_test(test_inputs_as_list),
        cmocka_unit_test(test_a_misspelt_volatility_is_told),
        cmocka_unit_test(test_a_name_without_a_volatility_is_not_declared),
        cmocka_unit_test(test_a_header_read_again_is_told_once),
        cmocka_unit_test(test_workload_and_aliases),
        cmocka_unit_test(test_how_numbers_may_be_written),
        cmocka_unit_test(test_every_number_of_a_declaration),
        cmocka_unit_test(test_foreign_shapes_are_passed_over),
        cmocka_unit_test(test_schema_keys_are_the_loaders),
        cmocka_unit_test(test_schema_words_are_the_programs),
        cmocka_unit_test_setup_teardown(test_nearest_up_to_the_repository, tree_setup,
                                        tree_teardown),
        cmocka_unit_test_setup_teardown(test_globs_are_relative_to_the_file, tree_setup,
                                        tree_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
