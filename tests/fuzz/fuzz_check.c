/* Fuzz target (libFuzzer): the whole check. The first byte picks the file's name, and with it how
 * it is read; the second the options; the rest is the file. It is linted as `warmlint check` does,
 * and every report is made of what was found. Asserted: places lie in the file, no failure is
 * silent, and the reports are safe and whole (output_check.h). Seeds: seed_check.sh. */
#include "lint/command/outputs.h"
#include "lint/engine/families.h"
#include "rules/rule.h"
#include "tests/fuzz/names.h"
#include "tests/fuzz/output_check.h"

enum {
    FLAG_COLOR = 1,
    FLAG_STRICT = 2,
    FLAG_MODEL = 4,
    FLAG_FIXES = 8,
    FLAG_SARIF = 16, /* with the pages of all rules in it: slow */
    FLAG_CONFIG = 32,
    FLAG_NARROW = 64,
    FLAG_OPENAI = 128
};

static const char *const names[] = {"full",   "concise",  "agent",      "markdown", "github",
                                    "azure",  "teamcity", "json",       "jsonl",    "gitlab",
                                    "rdjson", "rdjsonl",  "checkstyle", "junit",    "sarif"};
enum { REPORTS = sizeof names / sizeof *names, SARIF = REPORTS - 1 };

typedef struct {
    const Reporter *reporter;
    ReportOptions options;
    ReportState state;
    Buf out;
} Report;

typedef struct {
    Report reports[REPORTS];
    size_t count, findings;
    Summary summary;
    Families families;
} Reports;

/* --- linting --- */

static void check_findings(const FileResult *result) {
    bool said = !result->failed;
    for (size_t i = 0; i < result->findings.len; i++) {
        const Finding *f = &result->findings.items[i];
        CHECK(f->span.start <= f->span.end && f->span.end <= result->source.bytes.len);
        CHECK(f->message.len && f->code.len && f->name.len);
        CHECK(!i || f[-1].span.start <= f->span.start);
        for (size_t r = 0; r < f->related.len; r++) {
            const Related *related = &f->related.items[r];
            const Source *source = related->source ? related->source : &result->source;
            CHECK(related->span.start <= related->span.end);
            CHECK(related->span.end <= source->bytes.len);
        }
        said |= engine_finding_is_fatal(f);
    }
    CHECK(said);
}

static void check_plans(const FileResult *result) {
    for (size_t i = 0; i < result->prompts.len; i++) {
        const Plan *plan = result->plans[i];
        CHECK(plan->total.lo <= plan->total.tokens && plan->total.tokens <= plan->total.hi);
        CHECK(plan->total.lo >= 0 && plan->overhead.tokens >= 0);
        CHECK(plan->read.tokens >= 0 && plan->uncached.tokens >= 0);
    }
}

static void report(Reports *run, const FileResult *result) {
    check_findings(result);
    summary_count(&run->summary, &result->findings);
    run->findings += result->findings.len;
    for (size_t i = 0; i < run->count; i++) {
        Report *r = &run->reports[i];
        r->reporter->file(&r->out, &r->options, &result->source, &result->findings);
    }
}

static void file_done(void *context, FileResult *result) {
    Reports *run = context;
    check_plans(result);
    families_add(&run->families, 0, result);
    run->summary.files += result->last_part;
    run->summary.prompts += result->prompts.len;
    run->summary.failed |= result->failed;
    report(run, result);
}

static void family_done(void *context, size_t index, FileResult *result) {
    (void)index;
    report(context, result);
}

/* --- what is fixed for all inputs --- */

static const Config *configuration(void) {
    static const char text[] =
        "strict: true\nvolatility: {account: session, \"kb_*\": deploy}\nfamily: all\n"
        "limits: {system_tokens: 50}\nbudget: {monthly_usd: 5}\n"
        "workload: {calls_per_day: 500, output_tokens: 40, latency: deferred}\n"
        "prices: {claude-sonnet-5: {in: 1.8, out: 9}}\n"
        "calibration: {claude-5: {factor: 1.1, per_request: 46, spread: 1.9}}\n"
        "patterns:\n  - {code: X101, name: no-tbd, pattern: '\\bTBD\\b|(a+)+b', message: missing}\n"
        "severity: {WL102: error}\nextend-select: [WL505]\n";
    static Arena arena;
    static const Config *config;
    Str error = {0};
    if (!config)
        config = config_from_bytes(&arena, STR(".warmlint.yaml"), str_from_c(text), (Str){0},
                                   &engine_known_names, &error);
    if (!config) fprintf(stderr, STR_FMT "\n", STR_ARG(error));
    CHECK(config);
    return config;
}

static void begin(Reports *run, Arena *arena, unsigned flags) {
    const ReportRule *rules = outputs_rules(arena);
    run->count = flags & FLAG_SARIF ? REPORTS : SARIF;
    for (size_t i = 0; i < run->count; i++) {
        Report *r = &run->reports[i];
        r->reporter = reporter_find(str_from_c(names[i]));
        CHECK(r->reporter);
        r->options = (ReportOptions){.color = flags & FLAG_COLOR,
                                     .width = flags & FLAG_NARROW ? 40 : 0,
                                     .tool_version = "0",
                                     .facts_date = "2026-11-22",
                                     .rules = rules,
                                     .rule_count = rule_count,
                                     .root = STR("/r"),
                                     .cwd = STR("/r/s"),
                                     .state = &r->state};
        r->reporter->begin(&r->out, &r->options);
    }
}

/* --- the reports --- */

static void check_nothing(Str line) {
    (void)line;
}

static void check_report(Arena *arena, const Reports *run, const Report *r) {
    Str out = buf_str(&r->out), name = str_from_c(r->reporter->name);
    bool color = r->options.color && r->reporter->text;
    check_quiet(out, color);
    if (r->reporter->text) check_no_command(color ? without_colours(arena, out) : out);
    if (str_is(name, "github"))
        CHECK(check_lines(out, check_github_line) >= run->findings);
    else if (str_is(name, "azure"))
        CHECK(check_lines(out, check_azure_line) == run->findings);
    else if (str_is(name, "teamcity"))
        CHECK(check_lines(out, check_teamcity_line) >= run->findings);
    else if (str_is(name, "concise"))
        CHECK(check_lines(out, check_nothing) == run->findings);
    else if (str_is(name, "json") || str_is(name, "rdjson"))
        CHECK(node_get(check_json(arena, out), "diagnostics")->count == run->findings);
    else if (str_is(name, "gitlab"))
        CHECK(check_json(arena, out)->count == run->findings);
    else if (str_is(name, "sarif"))
        CHECK(node_get(node_get(check_json(arena, out), "runs")->first, "results")->count ==
              run->findings);
    else if (str_is(name, "jsonl") || str_is(name, "rdjsonl"))
        CHECK(check_json_lines(arena, out) == run->findings);
    else if (str_is(name, "checkstyle") || str_is(name, "junit"))
        check_markup(out, false);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    if (size < 2) return 0;
    unsigned flags = data[1];
    Str bytes = {(const char *)data + 2, size - 2};
    Input input = {.path = str_from_c(file_name(data[0])),
                   .by_hand = true,
                   .config = flags & FLAG_CONFIG ? configuration() : NULL,
                   .bytes = &bytes};
    InputVec inputs = {.items = &input, .len = 1, .cap = 1};
    Overrides overrides = {.strict = flags & FLAG_STRICT,
                           .fixes = flags & FLAG_FIXES,
                           .provider = flags & FLAG_OPENAI ? PROVIDER_OPENAI : PROVIDER_UNKNOWN,
                           .model = flags & FLAG_MODEL ? STR("claude-sonnet-5") : (Str){0},
                           .families = true};
    date_parse(STR("2026-11-22"), &overrides.today);
    Arena arena = {0};
    Reports run = {0};
    begin(&run, &arena, flags);
    run.families = families_begin(&inputs, &overrides);
    engine_run(&inputs, &overrides, 1, file_done, &run);
    families_end(&run.families, family_done, &run);
    for (size_t i = 0; i < run.count; i++) {
        Report *r = &run.reports[i];
        r->reporter->end(&r->out, &r->options, &run.summary);
        if (r->reporter->text) buf_defuse(&r->out);
        check_report(&arena, &run, r);
        buf_free(&r->out);
        report_state_free(&r->state);
    }
    arena_free(&arena);
    return 0;
}
