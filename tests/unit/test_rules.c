/* The checks on breakpoints, sizes, caps and models, on prompts and plans made by hand: where the
 * limits lie to the token, and what must stay silent. The pages of the rules are run by
 * tests/pages; this is what no page can show. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "rules/rule.h"

static const TokCount none = {0, 0, 0, TOK_FITTED};

/* One prompt with its plan. Every block is one piece of text at its own place in the "file". */
typedef struct {
    Arena arena;
    Settings settings;
    Prompt prompt;
    Plan plan;
    PlanStep steps[32];
    PlanBreakpoint marks[16];
    FindingVec findings;
} Bench;

static TokCount exactly(int64_t n) {
    return (TokCount){n, n, n, TOK_FITTED};
}

static TokCount about(int64_t n, int64_t lo, int64_t hi) {
    return (TokCount){n, lo, hi, TOK_FITTED};
}

static Bench *bench_new(const char *model, Api api) {
    Bench *b = calloc(1, sizeof *b);
    b->settings.today = DATE(2026, 11, 21);
    Prompt *p = &b->prompt;
    p->settings = &b->settings;
    p->kind = KIND_TEMPLATE;
    p->api = api;
    p->knows = KNOWS_REQUEST;
    p->model_id = str_from_c(model);
    p->model_span = span_of(1, 2);
    p->anchor = span_of(1, 2);
    p->provider = api == API_ANTHROPIC_MESSAGES ? PROVIDER_ANTHROPIC : PROVIDER_OPENAI;
    if (*model) p->match = facts_resolve(p->provider, p->model_id);
    p->model = p->match.model;
    p->max_output.number = NAN;
    Plan *plan = &b->plan;
    plan->prompt = p;
    plan->steps = b->steps;
    plan->breakpoints = b->marks;
    plan->first_change = NO_STEP;
    plan->caches_at_breakpoints_only = api == API_ANTHROPIC_MESSAGES;
    plan->minimum = p->model ? p->model->min_tokens : MINIMUM_ASSUMED;
    if (p->model) plan->prices = facts_match_prices(&p->match, b->settings.today);
    return b;
}

static Bench *claude(const char *model) {
    return bench_new(model, API_ANTHROPIC_MESSAGES);
}

static void bench_free(Bench *b) {
    arena_free(&b->arena);
    free(b);
}

static Segment *segment_at(Bench *b, size_t i) {
    return &b->prompt.segments.items[i];
}

static Segment *last_segment(Bench *b) {
    return segment_at(b, b->prompt.segments.len - 1);
}

/* Adds a block of so many tokens; block i stands at bytes [100 i + 100, 100 i + 150). */
static Segment *add(Bench *b, Section section, Role role, TokCount size, Volatility volatility) {
    size_t i = b->prompt.segments.len;
    Segment segment = {.section = section,
                       .role = role,
                       .type = section == SECTION_TOOLS ? BLOCK_TOOL : BLOCK_TEXT,
                       .item = (int)i,
                       .block = section == SECTION_MESSAGES ? 0 : -1,
                       .span = span_of(100 * i + 100, 100 * i + 150),
                       .text = STR("some text")};
    segment.map.whole = segment.span;
    Piece piece = {.kind = volatility == VOL_CONSTANT ? PIECE_TEXT : PIECE_PLACEHOLDER,
                   .span = span_of(0, segment.text.len),
                   .name = STR("value"),
                   .source = STR("{{value}}"),
                   .verdict = {volatility, CAUSE_NONE, CERTAIN_NAME}};
    vec_push(&b->arena, &segment.pieces, piece);
    vec_push(&b->arena, &b->prompt.segments, segment);

    Plan *plan = &b->plan;
    PlanStep *step = &plan->steps[plan->step_count++];
    *step = (PlanStep){
        .segment = (uint32_t)i, .before = plan->total, .size = size, .volatility = volatility};
    plan->total = tok_add(plan->total, size);
    plan->section[section] = tok_add(plan->section[section], size);
    if (volatility >= VOL_REQUEST && plan->first_change == NO_STEP)
        plan->first_change = plan->step_count - 1;
    return last_segment(b);
}

static Segment *system_block(Bench *b, TokCount size) {
    return add(b, SECTION_SYSTEM, ROLE_SYSTEM, size, VOL_CONSTANT);
}

static Segment *question(Bench *b) {
    return add(b, SECTION_MESSAGES, ROLE_USER, none, VOL_REQUEST);
}

/* A planned breakpoint at the end of what has been added so far. */
static PlanBreakpoint *plan_mark(Bench *b, BreakpointOrigin origin) {
    Plan *plan = &b->plan;
    PlanBreakpoint *mark = &plan->breakpoints[plan->breakpoint_count++];
    *mark = (PlanBreakpoint){.segment = b->prompt.segments.len - 1,
                             .origin = origin,
                             .prefix = plan->total,
                             .first_change = plan->first_change};
    const Model *m = b->prompt.model;
    mark->reach = !m                              ? REACH_UNKNOWN
                  : plan->total.lo >= m->min_high ? REACH_YES
                  : plan->total.hi < m->min_low   ? REACH_BELOW
                                                  : REACH_UNSURE;
    return mark;
}

/* The same, written on the last block: at bytes [start + 60, start + 80). */
static PlanBreakpoint *mark(Bench *b, const char *ttl) {
    Segment *s = last_segment(b);
    s->breakpoint = (Breakpoint){.origin = BREAKPOINT_EXPLICIT,
                                 .type = STR("ephemeral"),
                                 .ttl = str_from_c(ttl),
                                 .span = span_of(s->span.start + 60u, s->span.start + 80u)};
    b->plan.explicit_count++;
    return plan_mark(b, BREAKPOINT_EXPLICIT);
}

static void automatic(Bench *b, const char *ttl) {
    b->prompt.automatic = (Breakpoint){.origin = BREAKPOINT_AUTOMATIC,
                                       .type = STR("ephemeral"),
                                       .ttl = str_from_c(ttl),
                                       .span = span_of(10, 20)};
    b->plan.explicit_count++;
    plan_mark(b, BREAKPOINT_AUTOMATIC);
}

static Sink sink_of(Bench *b, const Rule *rule) {
    return (Sink){.arena = &b->arena, .rule = rule, .prompt = &b->prompt, .findings = &b->findings};
}

static size_t run(Bench *b, const char *name) {
    const Rule *rule = rule_find(str_from_c(name));
    assert_non_null(rule);
    b->findings = (FindingVec){0};
    Sink sink = sink_of(b, rule);
    rule->check->check(&b->prompt, &b->plan, &sink);
    for (size_t i = 0; i < b->findings.len; i++) {
        assert_true(b->findings.items[i].level <= rule->level);
        assert_true(b->findings.items[i].message.len > 0);
    }
    return b->findings.len;
}

static void assert_silent(Bench *b, const char *name) {
    assert_int_equal(run(b, name), 0);
}

static const Finding *assert_one(Bench *b, const char *name, Level level) {
    assert_int_equal(run(b, name), 1);
    assert_int_equal(b->findings.items[0].level, level);
    return &b->findings.items[0];
}

static bool says(const Finding *f, const char *words) {
    return str_has(f->message, str_from_c(words));
}

/* --- the registry and the numbers --------------------------------------------------------------
 */

static void rules_are_found_by_code_name_and_family(void **state) {
    (void)state;
    const Rule *rule = rule_find(STR("wl205"));
    assert_non_null(rule);
    assert_ptr_equal(rule, rule_find(STR("TTL-order")));
    assert_true(rule_matches(rule, STR("WL2")));
    assert_true(rule_matches(rule, STR("WL20")));
    assert_true(rule_matches(rule, STR("2xx")));
    assert_true(rule_matches(rule, STR("all")));
    assert_false(rule_matches(rule, STR("WL")));
    assert_false(rule_matches(rule, STR("1xx")));
    assert_false(rule_matches(rule, STR("WL2050")));
    assert_false(rule_matches(rule, STR("ttl")));
    assert_false(rule_selector_known(STR("8xx")));
    assert_false(rule_selector_known(STR("")));
    assert_string_equal(rule_nearest(STR("ttl-ordre")), "ttl-order");
    assert_string_equal(rule_nearest(STR("missing-breakpoints")), "missing-breakpoint");
    assert_null(rule_nearest(STR("entirely-different-words")));
}

static void the_table_is_sorted_and_whole(void **state) {
    (void)state;
    for (size_t i = 0; i < rule_count; i++) {
        const Rule *rule = &rule_table[i];
        if (i) assert_true(strcmp(rule_table[i - 1].code, rule->code) < 0);
        assert_true(rule->kinds != 0 && *rule->summary && *rule->since);
        assert_true(strlen(rule->page) > 200);
        bool checks = rule->check->check || rule->check->check_pair || rule->check->check_family;
        assert_true(checks != (rule->check->problem != PROBLEM_NONE));
    }
    for (int kind = PROBLEM_NONE + 1; kind < PROBLEM_KIND_COUNT; kind++)
        if (kind != PROBLEM_NO_PROMPT) /* said on standard error */
            assert_non_null(rule_of_problem((ProblemKind)kind));
    assert_null(rule_of_problem(PROBLEM_NONE));
}

static void assert_text(Str got, const char *want) {
    if (!str_is(got, want)) fail_msg("got \"" STR_FMT "\", want \"%s\"", STR_ARG(got), want);
}

static void a_full_sink_keeps_nothing(void **state) {
    (void)state;
    Bench *b = claude("claude-sonnet-5");
    Sink sink = sink_of(b, rule_find(STR("WL201")));
    Finding *kept = sink_report(&sink, LEVEL_INFO, span_of(1, 2), "kept");
    kept->help = STR("help");
    assert_null(sink.full);
    b->arena.most = 1;
    for (uint32_t i = 3; i < 1000; i++) {
        Finding *lost = sink_report(&sink, LEVEL_INFO, span_of(i, i), "lost %s", "x");
        lost->help = sink_text(&sink, "help");
        assert_ptr_equal(lost, sink.spare);
    }
    assert_string_equal(sink.full, "findings");
    assert_int_equal(sink.full_at.start, 3);
    assert_int_equal(b->findings.len, 1);
    assert_text(b->findings.items[0].message, "kept");
    b->arena.most = 0;
    bench_free(b);
}

static void numbers_read_as_people_write_them(void **state) {
    (void)state;
    Bench *b = claude("claude-sonnet-5");
    Sink sink = sink_of(b, rule_find(STR("WL201")));
    assert_text(sink_tokens(&sink, about(4310, 4138, 4482)), "4,310 (±4 %)");
    assert_text(sink_tokens(&sink, about(1000000, 996000, 1004100)), "1,000,000 (±1 %)");
    assert_text(sink_tokens(&sink, exactly(999)), "999");
    assert_text(sink_tokens(&sink, exactly(0)), "0");
    assert_text(sink_usd(&sink, 11.64), "$11.64");
    assert_text(sink_usd(&sink, 0.1), "$0.10");
    assert_text(sink_usd(&sink, 0.0421), "$0.042");
    assert_text(sink_usd(&sink, 0.0004), "$0.0004");
    assert_text(sink_usd(&sink, 12345.6), "$12,346");
    assert_text(sink_usd(&sink, 0), "$0.00");
    assert_text(sink_usd(&sink, -2.5), "-$2.50");
    assert_text(sink_usd(&sink, 1e-30), "$0.00");
    bench_free(b);
}

/* --- WL201 -------------------------------------------------------------------------------------
 */

static void a_missing_breakpoint_is_named_with_its_place_and_price(void **state) {
    (void)state;
    Bench *b = claude("claude-sonnet-5");
    system_block(b, exactly(1024));
    question(b);
    const Finding *f = assert_one(b, "missing-breakpoint", LEVEL_WARNING);
    assert_true(str_has(f->help, STR("system[0]")));
    /* 1,024 tokens x 1,000 calls at 2.00 - 0.20 dollars per million */
    assert_true(fabs(f->usd_per_1000 - 1.8432) < 1e-9);
    b->plan.caches_at_breakpoints_only = false;
    assert_silent(b, "missing-breakpoint");
    bench_free(b);
}

static void what_is_not_sure_to_be_there_does_not_count_to_the_minimum(void **state) {
    (void)state;
    Bench *b = claude("claude-sonnet-5");
    system_block(b, exactly(1023));
    question(b);
    assert_silent(b, "missing-breakpoint");
    bench_free(b);

    b = claude("claude-sonnet-5"); /* the band: the estimate reaches, its lower end does not */
    system_block(b, about(1100, 990, 1210));
    question(b);
    assert_true(says(assert_one(b, "missing-breakpoint", LEVEL_INFO), "unsure"));
    bench_free(b);

    b = claude("claude-sonnet-5"); /* text under a condition */
    system_block(b, exactly(600));
    system_block(b, exactly(600))->pieces.items[0].conditional = true;
    question(b);
    assert_silent(b, "missing-breakpoint");
    bench_free(b);

    b = claude("claude-sonnet-5"); /* a value of unknown size */
    system_block(b, exactly(600));
    add(b, SECTION_SYSTEM, ROLE_SYSTEM, none, VOL_DEPLOY);
    b->plan.steps[1].unsized = true;
    question(b);
    assert_silent(b, "missing-breakpoint");
    bench_free(b);

    b = claude("claude-sonnet-4-6"); /* 1,024 by the page, 2,048 measured */
    system_block(b, exactly(1500));
    question(b);
    assert_one(b, "missing-breakpoint", LEVEL_INFO);
    bench_free(b);

    b = claude(""); /* no model: only what every Claude model caches */
    system_block(b, exactly(4095));
    question(b);
    assert_silent(b, "missing-breakpoint");
    bench_free(b);
}

static void no_breakpoint_is_asked_for_where_it_would_not_pay(void **state) {
    (void)state;
    Bench *b = claude("claude-sonnet-5");
    system_block(b, exactly(9000));
    question(b);
    b->prompt.workload.gap_p50 = 3601; /* the longest time to live is an hour */
    assert_silent(b, "missing-breakpoint");
    b->prompt.workload.gap_p50 = 3600; /* half of the calls would write at twice the price */
    assert_silent(b, "missing-breakpoint");
    b->prompt.workload.gap_p50 = 2700;
    assert_one(b, "missing-breakpoint", LEVEL_WARNING);
    b->prompt.is_batch = true;
    assert_one(b, "missing-breakpoint", LEVEL_WARNING);
    b->prompt.match = facts_resolve(PROVIDER_BEDROCK, STR("anthropic.claude-sonnet-5"));
    b->prompt.model = b->prompt.match.model;
    assert_non_null(b->prompt.model);
    assert_silent(b, "missing-breakpoint"); /* Bedrock does not cache in batches */
    bench_free(b);
}

static void the_newest_user_message_is_no_home_for_a_breakpoint(void **state) {
    (void)state;
    Bench *b = claude("claude-sonnet-5");
    b->prompt.kind = KIND_RENDERED;
    system_block(b, exactly(300));
    add(b, SECTION_MESSAGES, ROLE_USER, exactly(5000), VOL_CONSTANT);
    assert_silent(b, "missing-breakpoint");
    bench_free(b);
}

/* --- WL202 -------------------------------------------------------------------------------------
 */

static void the_fifth_breakpoint_is_one_too_many(void **state) {
    (void)state;
    Bench *b = claude("claude-sonnet-5");
    for (int i = 0; i < 4; i++) {
        system_block(b, exactly(2000));
        mark(b, "");
    }
    assert_silent(b, "too-many-breakpoints");
    system_block(b, exactly(2000));
    mark(b, "");
    const Finding *f = assert_one(b, "too-many-breakpoints", LEVEL_ERROR);
    assert_int_equal(f->span.start, segment_at(b, 4)->breakpoint.span.start);
    bench_free(b);
}

static void automatic_caching_takes_one_place(void **state) {
    (void)state;
    Bench *b = claude("claude-sonnet-5");
    for (int i = 0; i < 3; i++) {
        system_block(b, exactly(2000));
        mark(b, "");
    }
    question(b);
    automatic(b, "");
    assert_silent(b, "too-many-breakpoints");
    system_block(b, exactly(2000));
    mark(b, "");
    /* It falls onto a marked block: whether it counts then is not said. */
    assert_one(b, "too-many-breakpoints", LEVEL_WARNING);
    question(b);
    const Finding *f = assert_one(b, "too-many-breakpoints", LEVEL_ERROR);
    assert_int_equal(f->span.start, 10);
    assert_true(says(f, "5 cache breakpoints"));
    bench_free(b);
}

static void openai_takes_more_than_it_writes(void **state) {
    (void)state;
    Bench *b = bench_new("gpt-6-sol", API_OPENAI_RESPONSES);
    for (int i = 0; i < 6; i++) {
        system_block(b, exactly(2000));
        mark(b, "");
    }
    assert_silent(b, "too-many-breakpoints");
    bench_free(b);
}

/* --- WL203 -------------------------------------------------------------------------------------
 */

static void a_breakpoint_behind_a_change_is_never_read(void **state) {
    (void)state;
    Bench *b = claude("claude-sonnet-5");
    system_block(b, exactly(3000));
    add(b, SECTION_SYSTEM, ROLE_SYSTEM, exactly(10), VOL_CALL);
    mark(b, "");
    question(b);
    const Finding *f = assert_one(b, "volatile-breakpoint", LEVEL_ERROR);
    assert_true(str_has(f->help, STR("system[0]")));
    assert_true(fabs(f->usd_per_1000 - 3000 * (2.5 - 0.2) / 1000) < 1e-9);
    assert_int_equal(f->related.len, 1);
    /* A name that means different things in different projects */
    segment_at(b, 1)->pieces.items[0].verdict.certainty = CERTAIN_AMBIGUOUS;
    assert_one(b, "volatile-breakpoint", LEVEL_WARNING);
    bench_free(b);
}

static void an_earlier_good_breakpoint_keeps_the_loss_small(void **state) {
    (void)state;
    Bench *b = claude("claude-sonnet-5");
    system_block(b, exactly(3000));
    mark(b, "");
    add(b, SECTION_SYSTEM, ROLE_SYSTEM, exactly(10), VOL_CALL);
    mark(b, "");
    system_block(b, exactly(500));
    mark(b, ""); /* the same cause: no second finding */
    const Finding *f = assert_one(b, "volatile-breakpoint", LEVEL_WARNING);
    assert_true(f->usd_per_1000 == 0);
    assert_int_equal(f->span.start, segment_at(b, 1)->breakpoint.span.start);
    bench_free(b);
}

static void what_is_not_written_is_not_lost(void **state) {
    (void)state;
    Bench *b = claude("claude-sonnet-5");
    system_block(b, exactly(100));
    add(b, SECTION_SYSTEM, ROLE_SYSTEM, exactly(10), VOL_CALL);
    mark(b, "");
    assert_silent(b, "volatile-breakpoint");
    assert_one(b, "breakpoint-below-minimum", LEVEL_WARNING);
    bench_free(b);
}

static void the_end_of_a_conversation_is_meant_to_be_written(void **state) {
    (void)state;
    Bench *b = claude("claude-sonnet-5");
    system_block(b, exactly(3000));
    question(b);
    mark(b, "");
    assert_one(b, "volatile-breakpoint", LEVEL_WARNING);
    b->prompt.workload.calls_per_session = 8;
    assert_silent(b, "volatile-breakpoint");
    b->prompt.workload.calls_per_session = 0;
    segment_at(b, 1)->append_only = true;
    assert_silent(b, "volatile-breakpoint");
    segment_at(b, 1)->append_only = false;
    b->prompt.kind = KIND_RENDERED;
    assert_silent(b, "volatile-breakpoint");
    bench_free(b);
}

static void automatic_and_implicit_breakpoints_fall_into_the_same_trap(void **state) {
    (void)state;
    Bench *b = claude("claude-sonnet-5");
    system_block(b, exactly(3000));
    question(b);
    automatic(b, "");
    assert_one(b, "volatile-breakpoint", LEVEL_INFO);
    bench_free(b);

    b = bench_new("gpt-6-sol", API_OPENAI_RESPONSES);
    system_block(b, exactly(1024));
    question(b);
    plan_mark(b, BREAKPOINT_IMPLICIT);
    assert_one(b, "volatile-breakpoint", LEVEL_WARNING);
    b->plan.steps[0].size = exactly(1023); /* too short to be shared anyway */
    assert_silent(b, "volatile-breakpoint");
    bench_free(b);

    b = bench_new("gpt-6-sol", API_OPENAI_RESPONSES); /* the explicit one is what helps */
    system_block(b, exactly(3000));
    mark(b, "");
    question(b);
    plan_mark(b, BREAKPOINT_IMPLICIT);
    assert_silent(b, "volatile-breakpoint");
    bench_free(b);
}

/* --- WL204 -------------------------------------------------------------------------------------
 */

static void below_the_minimum_is_said_only_as_surely_as_it_is_known(void **state) {
    (void)state;
    static const struct {
        const char *model;
        TokCount prefix;
        int level; /* -1: silent */
    } cases[] = {
        {"claude-sonnet-5", {1023, 1023, 1023, TOK_FITTED}, LEVEL_WARNING},
        {"claude-sonnet-5", {1024, 1024, 1024, TOK_FITTED}, -1},
        {"claude-sonnet-5", {950, 860, 1023, TOK_FITTED}, LEVEL_WARNING},
        {"claude-sonnet-5", {1000, 900, 1100, TOK_FITTED}, LEVEL_INFO}, /* straddles, from below */
        {"claude-sonnet-5", {1100, 1000, 1200, TOK_FITTED}, -1},        /* straddles, from above */
        {"claude-sonnet-4-6", {1023, 1023, 1023, TOK_FITTED}, LEVEL_WARNING},
        {"claude-sonnet-4-6", {1500, 1500, 1500, TOK_FITTED}, LEVEL_INFO}, /* sources disagree */
        {"claude-sonnet-4-6", {2048, 2048, 2048, TOK_FITTED}, -1},
        {"claude-haiku-4-5", {4000, 3900, 4095, TOK_FITTED}, LEVEL_WARNING},
        {"claude-haiku-5-5", {600, 580, 620, TOK_FITTED}, -1},
        {"", {511, 511, 511, TOK_FITTED}, LEVEL_WARNING}, /* no Claude model caches so little */
        {"", {600, 600, 600, TOK_FITTED}, -1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Bench *b = claude(cases[i].model);
        system_block(b, cases[i].prefix);
        mark(b, "");
        if (cases[i].level < 0)
            assert_silent(b, "breakpoint-below-minimum");
        else
            assert_one(b, "breakpoint-below-minimum", (Level)cases[i].level);
        bench_free(b);
    }
}

static void what_may_make_the_prefix_longer_silences_or_weakens(void **state) {
    (void)state;
    Bench *b = claude("claude-sonnet-5");
    system_block(b, exactly(800));
    PlanBreakpoint *m = mark(b, "");
    assert_one(b, "breakpoint-below-minimum", LEVEL_WARNING);
    m->unsized = true; /* a value nobody declared */
    assert_silent(b, "breakpoint-below-minimum");
    m->unsized = false;
    b->plan.overhead = exactly(354); /* the provider's own text for tools may count */
    assert_one(b, "breakpoint-below-minimum", LEVEL_INFO);
    b->plan.overhead = none;
    b->prompt.has_header = true; /* the program may add tools */
    assert_one(b, "breakpoint-below-minimum", LEVEL_INFO);
    b->prompt.has_header = false;
    b->prompt.knows &= ~(unsigned)KNOWS_TOOLS;
    assert_silent(b, "breakpoint-below-minimum");
    bench_free(b);

    b = claude("claude-sonnet-5"); /* a later one covers it */
    system_block(b, exactly(800));
    mark(b, "");
    system_block(b, exactly(800));
    mark(b, "");
    assert_one(b, "breakpoint-below-minimum", LEVEL_INFO);
    bench_free(b);
}

static void padding_is_advised_where_it_pays(void **state) {
    (void)state;
    Bench *b = claude("claude-sonnet-5");
    system_block(b, exactly(700));
    mark(b, "");
    /* 1,024 x 1.15 / (700 - 102.4) = 1.97 calls */
    const Finding *f = assert_one(b, "breakpoint-below-minimum", LEVEL_WARNING);
    assert_true(str_has(f->help, STR("from 2 calls")));
    b->plan.breakpoints[0].prefix = exactly(162); /* 19.8 calls */
    f = assert_one(b, "breakpoint-below-minimum", LEVEL_WARNING);
    assert_true(str_has(f->help, STR("from 20 calls")));
    b->plan.breakpoints[0].prefix = exactly(161); /* 20.1 calls */
    f = assert_one(b, "breakpoint-below-minimum", LEVEL_WARNING);
    assert_false(str_has(f->help, STR("calls")));
    b->plan.breakpoints[0].prefix = exactly(110); /* 155 calls */
    f = assert_one(b, "breakpoint-below-minimum", LEVEL_WARNING);
    assert_false(str_has(f->help, STR("calls")));
    b->plan.breakpoints[0].prefix = exactly(100); /* never */
    f = assert_one(b, "breakpoint-below-minimum", LEVEL_WARNING);
    assert_false(str_has(f->help, STR("calls")));
    bench_free(b);
}

/* --- WL205 -------------------------------------------------------------------------------------
 */

static size_t ttl_findings(const char *tools, const char *system, const char *message,
                           const char *top) {
    Bench *b = claude("claude-sonnet-5");
    const char *const ttl[] = {tools, system, message};
    for (int section = 0; section < SECTION_COUNT; section++) {
        add(b, (Section)section, ROLE_USER, exactly(2000), VOL_CONSTANT);
        if (ttl[section]) mark(b, ttl[section]);
    }
    if (top) automatic(b, top);
    size_t count = run(b, "ttl-order");
    bench_free(b);
    return count;
}

static void longer_times_to_live_come_first(void **state) {
    (void)state;
    assert_int_equal(ttl_findings("1h", "1h", "5m", NULL), 0);
    assert_int_equal(ttl_findings("1h", "5m", "5m", "5m"), 0);
    assert_int_equal(ttl_findings("1h", "1h", "1h", ""), 0);
    assert_int_equal(ttl_findings("5m", "1h", NULL, NULL), 1);
    assert_int_equal(ttl_findings("", "1h", NULL, NULL), 1); /* no ttl is 5m */
    assert_int_equal(ttl_findings(NULL, "5m", "1h", NULL), 1);
    assert_int_equal(ttl_findings("1h", "5m", "1h", NULL), 1);
    assert_int_equal(ttl_findings("5m", "1h", "1h", NULL), 1); /* one cause, one finding */
    assert_int_equal(ttl_findings(NULL, "5m", NULL, "1h"), 1); /* automatic stands last */
    assert_int_equal(ttl_findings("{{ttl}}", "1h", NULL, NULL), 0);
    assert_int_equal(ttl_findings("7m", "1h", NULL, NULL), 0); /* WL206 */
}

/* --- WL206 -------------------------------------------------------------------------------------
 */

static void a_breakpoint_stands_only_where_the_api_takes_it(void **state) {
    (void)state;
    Bench *b = claude("claude-sonnet-5");
    Segment *s = system_block(b, exactly(2000));
    mark(b, "1h");
    assert_silent(b, "invalid-breakpoint");
    s->type = BLOCK_THINKING;
    assert_one(b, "invalid-breakpoint", LEVEL_ERROR);
    s->type = BLOCK_TEXT;
    s->plain_string = true;
    assert_one(b, "invalid-breakpoint", LEVEL_ERROR);
    s->plain_string = false;
    s->text = STR(" \n\t");
    assert_one(b, "invalid-breakpoint", LEVEL_ERROR);
    s->text = STR("some text");
    s->breakpoint.type = STR("permanent");
    assert_one(b, "invalid-breakpoint", LEVEL_ERROR);
    s->breakpoint.type = STR("${CACHE_TYPE}");
    assert_silent(b, "invalid-breakpoint");
    s->breakpoint.type = STR("ephemeral");
    s->breakpoint.ttl = STR("30m");
    assert_one(b, "invalid-breakpoint", LEVEL_ERROR);
    s->breakpoint.ttl = STR("");
    s->breakpoint.origin = BREAKPOINT_NONE;
    s->nested_marker = span_of(5, 9);
    assert_int_equal(assert_one(b, "invalid-breakpoint", LEVEL_ERROR)->span.start, 5);
    bench_free(b);

    b = bench_new("gpt-6-sol", API_OPENAI_RESPONSES);
    s = system_block(b, exactly(2000));
    mark(b, "12h");
    s->breakpoint.type = STR("explicit");
    assert_silent(b, "invalid-breakpoint");
    s->breakpoint.ttl = STR("1h");
    assert_one(b, "invalid-breakpoint", LEVEL_ERROR);
    bench_free(b);
}

static void a_block_that_may_come_out_empty_is_in_danger(void **state) {
    (void)state;
    Bench *b = claude("claude-sonnet-5");
    Segment *s = system_block(b, exactly(2000));
    mark(b, "");
    Piece *piece = &s->pieces.items[0];
    piece->conditional = true;
    assert_one(b, "invalid-breakpoint", LEVEL_WARNING);
    piece->conditional = false;
    piece->kind = PIECE_PLACEHOLDER;
    assert_silent(b, "invalid-breakpoint"); /* {{catalog}}: nobody says that it may be empty */
    piece->verdict.cause = CAUSE_MEMORY;
    assert_one(b, "invalid-breakpoint", LEVEL_INFO);
    piece->tokens = 300; /* declared */
    assert_silent(b, "invalid-breakpoint");
    bench_free(b);
}

/* --- WL301, WL303 ------------------------------------------------------------------------------
 */

static void the_budget_of_the_system_prompt(void **state) {
    (void)state;
    Bench *b = claude("claude-sonnet-5");
    system_block(b, exactly(12000));
    assert_silent(b, "oversized-system-prompt");
    bench_free(b);

    b = claude("claude-sonnet-5");
    system_block(b, about(13000, 11900, 14100));
    assert_one(b, "oversized-system-prompt", LEVEL_INFO);
    b->prompt.limits.system_tokens = 11000;
    assert_true(says(assert_one(b, "oversized-system-prompt", LEVEL_WARNING), "11,000"));
    b->prompt.limits.system_tokens = 20000;
    assert_silent(b, "oversized-system-prompt");
    bench_free(b);

    b = claude(""); /* any tokenizer: only the lower end speaks */
    system_block(b, about(17000, 11000, 19000));
    assert_silent(b, "oversized-system-prompt");
    bench_free(b);
}

static void input_and_cap_share_the_window(void **state) {
    (void)state;
    Bench *b = claude("claude-haiku-4-5"); /* 200,000 */
    system_block(b, about(190000, 185000, 195000));
    b->prompt.max_output = (Param){.state = PARAM_SET, .number = 10000, .text = STR("10000")};
    assert_silent(b, "context-overflow");
    b->prompt.max_output.number = 15001;
    assert_one(b, "context-overflow", LEVEL_WARNING);
    b->prompt.max_output.number = 10001;
    assert_one(b, "context-overflow", LEVEL_INFO);
    b->plan.total = about(210000, 195000, 225000);
    assert_one(b, "context-overflow", LEVEL_WARNING);
    b->plan.total = about(210000, 200001, 225000);
    assert_one(b, "context-overflow", LEVEL_ERROR);
    bench_free(b);
}

/* --- 4xx ---------------------------------------------------------------------------------------
 */

static void a_cap_is_missing_only_when_nothing_stands_there(void **state) {
    (void)state;
    Bench *b = claude("claude-sonnet-5");
    assert_one(b, "missing-max-tokens", LEVEL_ERROR);
    b->prompt.max_output.state = PARAM_NULL;
    assert_one(b, "missing-max-tokens", LEVEL_ERROR);
    b->prompt.max_output.state = PARAM_TEMPLATED;
    assert_silent(b, "missing-max-tokens");
    b->prompt.max_output.state = PARAM_SET;
    b->prompt.max_output.number = 0; /* warms the cache */
    assert_silent(b, "missing-max-tokens");
    bench_free(b);

    b = bench_new("gpt-6-sol", API_OPENAI_CHAT);
    const Finding *f = assert_one(b, "missing-max-tokens", LEVEL_WARNING);
    assert_true(str_has(f->help, STR("max_completion_tokens")));
    assert_true(str_has(f->cost, STR("$1.28")));
    b->prompt.workload.output_p95 = 700;
    f = assert_one(b, "missing-max-tokens", LEVEL_WARNING);
    assert_true(str_has(f->help, STR("1,100")));
    bench_free(b);
}

static void a_cap_may_reach_the_models_limit(void **state) {
    (void)state;
    Bench *b = claude("claude-haiku-4-5");
    b->prompt.max_output = (Param){.state = PARAM_SET, .number = 64000, .text = STR("64000")};
    assert_silent(b, "max-tokens-over-limit");
    b->prompt.max_output.number = 64001;
    assert_one(b, "max-tokens-over-limit", LEVEL_ERROR);
    b->prompt.max_output.number = NAN;
    assert_silent(b, "max-tokens-over-limit");
    bench_free(b);
}

static void a_cap_has_the_name_of_its_api(void **state) {
    (void)state;
    Bench *b = bench_new("gpt-6-sol", API_OPENAI_CHAT);
    b->prompt.max_output = (Param){.state = PARAM_SET, .number = 100, .key = STR("max_tokens")};
    assert_one(b, "wrong-max-tokens-name", LEVEL_ERROR);
    b->prompt.has_header = true;
    assert_one(b, "wrong-max-tokens-name", LEVEL_WARNING);
    b->prompt.has_header = false;
    b->prompt.provider = PROVIDER_OPENROUTER; /* translates it */
    assert_silent(b, "wrong-max-tokens-name");
    b->prompt.max_output.key = STR("max_output_tokens");
    assert_one(b, "wrong-max-tokens-name", LEVEL_ERROR);
    b->prompt.max_output.key = STR("maxTokens"); /* some SDK's own format */
    assert_silent(b, "wrong-max-tokens-name");
    bench_free(b);

    b = bench_new("gpt-4o", API_OPENAI_CHAT);
    b->prompt.max_output = (Param){.state = PARAM_SET, .number = 100, .key = STR("max_tokens")};
    assert_silent(b, "wrong-max-tokens-name");
    bench_free(b);
}

static void a_models_end_is_counted_from_the_given_day(void **state) {
    (void)state;
    Bench *b = bench_new("gpt-4o", API_OPENAI_CHAT); /* ends on 2027-01-14 */
    b->settings.today = DATE(2027, 1, 13);
    assert_true(says(assert_one(b, "retired-model", LEVEL_WARNING), "in 1 day"));
    b->settings.today = DATE(2027, 1, 14);
    assert_one(b, "retired-model", LEVEL_ERROR);
    b->prompt.model_span = span_of(0, 0); /* named by the configuration, not by this file */
    assert_silent(b, "retired-model");
    bench_free(b);

    b = bench_new("gemini-2.5-pro", API_UNKNOWN); /* ends on 2026-12-01, then rerouted */
    b->prompt.match = facts_resolve(PROVIDER_GOOGLE, b->prompt.model_id);
    b->prompt.model = b->prompt.match.model;
    assert_non_null(b->prompt.model);
    assert_one(b, "retired-model", LEVEL_WARNING);
    b->settings.today = DATE(2026, 12, 2);
    assert_true(says(assert_one(b, "retired-model", LEVEL_WARNING), "requests go to"));
    bench_free(b);
}

static void a_name_that_moves_costs_what_is_cached(void **state) {
    (void)state;
    for (int64_t tokens = 4095; tokens <= 4097; tokens++) {
        Bench *b = claude("claude-haiku-4-5"); /* caches 4,096 tokens */
        system_block(b, exactly(tokens));
        const Finding *f = assert_one(b, "floating-model", LEVEL_INFO);
        assert_int_equal(str_has(f->cost, STR("every cache of these")), tokens >= 4096);
        bench_free(b);
    }
}

static void only_ids_that_should_be_known_are_unknown(void **state) {
    (void)state;
    static const char *const private_ids[] = {"llama3",
                                              "my-finetune",
                                              "ft:gpt-4o-mini-2024-07-18:acme::9xYz",
                                              "qwen3:8b",
                                              "acme/gpt-7-clone",
                                              "${MODEL}",
                                              "sonnet",
                                              "opus",
                                              "inherit",
                                              "gpt-oss-20b",
                                              "gpt-4all",
                                              "mistral-7b-instruct",
                                              "text-embedding-3-large",
                                              "gpt-4o-audio-preview",
                                              "claude-code",
                                              "claude",
                                              "default",
                                              "o9",
                                              "phi-3",
                                              "gemma2",
                                              "Claude Sonnet 4.5"};
    for (size_t i = 0; i < sizeof private_ids / sizeof *private_ids; i++) {
        Bench *b = bench_new(private_ids[i], API_UNKNOWN);
        if (run(b, "unknown-model")) fail_msg("%s is a finding", private_ids[i]);
        bench_free(b);
    }
    static const struct {
        const char *id;
        Level level;
    } unknown[] = {{"claude-sonet-5", LEVEL_WARNING},
                   {"cluade-opus-5", LEVEL_WARNING},
                   {"anthropic/claude-haku-4-5", LEVEL_WARNING},
                   {"claude-opus-5-20260724", LEVEL_WARNING},
                   {"gpt-6-soll", LEVEL_WARNING},
                   {"gemini-3.6-flahs", LEVEL_WARNING},
                   {"claude-opus-7", LEVEL_INFO},
                   {"openai/gpt-7-sol", LEVEL_INFO},
                   {"gpt-5.7", LEVEL_INFO}};
    for (size_t i = 0; i < sizeof unknown / sizeof *unknown; i++) {
        Bench *b = bench_new(unknown[i].id, API_UNKNOWN);
        assert_null(b->prompt.model);
        if (run(b, "unknown-model") != 1 || b->findings.items[0].level != unknown[i].level)
            fail_msg("%s: %zu findings", unknown[i].id, b->findings.len);
        bench_free(b);
    }
    Bench *b = bench_new("claude-sonet-5", API_OPENAI_CHAT);
    b->prompt.provider = PROVIDER_AZURE; /* deployments are named freely */
    assert_silent(b, "unknown-model");
    bench_free(b);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rules_are_found_by_code_name_and_family),
        cmocka_unit_test(the_table_is_sorted_and_whole),
        cmocka_unit_test(a_full_sink_keeps_nothing),
        cmocka_unit_test(numbers_read_as_people_write_them),
        cmocka_unit_test(a_missing_breakpoint_is_named_with_its_place_and_price),
        cmocka_unit_test(what_is_not_sure_to_be_there_does_not_count_to_the_minimum),
        cmocka_unit_test(no_breakpoint_is_asked_for_where_it_would_not_pay),
        cmocka_unit_test(the_newest_user_message_is_no_home_for_a_breakpoint),
        cmocka_unit_test(the_fifth_breakpoint_is_one_too_many),
        cmocka_unit_test(automatic_caching_takes_one_place),
        cmocka_unit_test(openai_takes_more_than_it_writes),
        cmocka_unit_test(a_breakpoint_behind_a_change_is_never_read),
        cmocka_unit_test(an_earlier_good_breakpoint_keeps_the_loss_small),
        cmocka_unit_test(what_is_not_written_is_not_lost),
        cmocka_unit_test(the_end_of_a_conversation_is_meant_to_be_written),
        cmocka_unit_test(automatic_and_implicit_breakpoints_fall_into_the_same_trap),
        cmocka_unit_test(below_the_minimum_is_said_only_as_surely_as_it_is_known),
        cmocka_unit_test(what_may_make_the_prefix_longer_silences_or_weakens),
        cmocka_unit_test(padding_is_advised_where_it_pays),
        cmocka_unit_test(longer_times_to_live_come_first),
        cmocka_unit_test(a_breakpoint_stands_only_where_the_api_takes_it),
        cmocka_unit_test(a_block_that_may_come_out_empty_is_in_danger),
        cmocka_unit_test(the_budget_of_the_system_prompt),
        cmocka_unit_test(input_and_cap_share_the_window),
        cmocka_unit_test(a_cap_is_missing_only_when_nothing_stands_there),
        cmocka_unit_test(a_cap_may_reach_the_models_limit),
        cmocka_unit_test(a_cap_has_the_name_of_its_api),
        cmocka_unit_test(a_models_end_is_counted_from_the_given_day),
        cmocka_unit_test(a_name_that_moves_costs_what_is_cached),
        cmocka_unit_test(only_ids_that_should_be_known_are_unknown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
