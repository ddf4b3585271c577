#include "lint/command/fixing.h"
#include "lint/command/gate.h"
#include "lint/command/inputs.h"
#include "lint/command/outputs.h"
#include "lint/config/pattern.h"
#include "lint/engine/families.h"
#include "rules/rule.h"

typedef struct {
    Run *run;
    const InputVec *inputs;
    Outputs outputs;
    size_t done;        /* inputs reported so far */
    size_t most_failed; /* with the file at hand */
    bool *affected;     /* for each input: something was found in it */
    Level fail_on;
    bool fail_never, fail_given;
    bool failing, quiet;
    Gate gate;
    Fixing fixing;
    Families families;
} Check;

/* The fail level of one file: the command line's, its configuration's, or error. */
static bool fails(const Check *check, const Config *config, Level level) {
    Level from = LEVEL_ERROR;
    bool never = false;
    if (check->fail_given) {
        from = check->fail_on;
        never = check->fail_never;
    } else if (config) {
        Level configured;
        bool configured_never = false;
        if (config_fail_on(config, &configured, &configured_never)) {
            from = configured;
            never = configured_never;
        }
    }
    return !never && level >= from;
}

static void count_prompts(Summary *summary, const FileResult *result) {
    summary->prompts += result->prompts.len;
    summary->suppressed += result->suppressed;
    if (result->failed) summary->failed++;
    for (size_t i = 0; i < result->prompts.len; i++) {
        const Plan *plan = result->plans[i];
        summary->tokens += (double)(plan->total.tokens + plan->overhead.tokens);
        summary->cached_tokens += (double)plan->read.tokens;
    }
}

/* Findings that are left after the gate. A file counts once, however often something is found. */
static void report(Check *check, size_t index, const FileResult *result) {
    Summary *summary = &check->outputs.summary;
    const Config *config = check->inputs->items[index].config;
    size_t affected = summary->affected;
    summary_count(summary, &result->findings);
    if (check->affected[index]) summary->affected = affected;
    if (result->findings.len) check->affected[index] = true;
    for (size_t i = 0; i < result->findings.len; i++)
        if (fails(check, config, result->findings.items[i].level)) check->failing = true;
    outputs_file(&check->outputs, result);
}

static void file_done(void *context, FileResult *result) {
    Check *check = context;
    Summary *summary = &check->outputs.summary;
    inputs_progress(check->run, result);
    size_t index = check->done;
    if (result->last_part) {
        check->done++;
        summary->files++;
    }
    if (result->first_part) check->most_failed = summary->failed + 1;
    fixing_file(&check->fixing, &check->inputs->items[index], result);
    families_add(&check->families, index, result);
    gate_file(&check->gate, result);
    fixing_show(&check->fixing, result);
    count_prompts(summary, result);
    report(check, index, result);
    /* A file counts once, in however many parts it comes. */
    if (summary->failed > check->most_failed) summary->failed = check->most_failed;
    if (!check->quiet) inputs_note_unrecognised(check->run, result);
}

/* What a look at several files found in this one. */
static void family_done(void *context, size_t index, FileResult *result) {
    Check *check = context;
    gate_file(&check->gate, result);
    check->outputs.summary.suppressed += result->suppressed;
    if (result->findings.len) report(check, index, result);
}

static bool add_choice(Run *run, Overrides *overrides, Str selector, int action) {
    selector = str_trim(selector);
    if (!selector.len) return true;
    if (!rule_selector_known(selector) && !pattern_code_possible(selector)) {
        const char *near = rule_nearest(selector);
        if (near)
            run_misuse(run, "no rule `" STR_FMT "`; did you mean `%s`?", STR_ARG(selector), near);
        else
            run_misuse(run, "no rule `" STR_FMT "` (`warmlint rules` lists them)",
                       STR_ARG(selector));
        return false;
    }
    RuleChoice choice = {.selector = selector};
    if (action == RULE_IGNORE)
        choice.action = RULE_IGNORE;
    else
        choice.action = RULE_SELECT;
    vec_push(run->arena, &overrides->rules, choice);
    return true;
}

/* Values are lists: --select WL101,missing-breakpoint --select 4xx. */
static bool add_choices(Run *run, Overrides *overrides, const char *option, int action) {
    const StrVec *values = option_values(run, option);
    for (size_t i = 0; i < values->len; i++) {
        Str rest = values->items[i];
        while (rest.len) {
            size_t comma = str_find_char(rest, ',', 0);
            if (comma == STR_NOT_FOUND) comma = rest.len;
            if (!add_choice(run, overrides, str_slice(rest, 0, comma), action)) return false;
            rest = str_slice(rest, comma + 1, rest.len);
        }
    }
    return true;
}

/* Later choices win: --select starts from nothing, the others add and take away. */
static bool read_rules(Run *run, Overrides *overrides) {
    if (option_given(run, "select") && !add_choice(run, overrides, STR("ALL"), RULE_IGNORE))
        return false;
    return add_choices(run, overrides, "select", RULE_SELECT) &&
           add_choices(run, overrides, "extend-select", RULE_SELECT) &&
           add_choices(run, overrides, "ignore", RULE_IGNORE);
}

static void read_fail_on(Run *run, Check *check) {
    Str word = option_value(run, "fail-on");
    check->fail_given = word.len > 0;
    check->fail_never = str_is(word, "never");
    check->fail_on = LEVEL_ERROR;
    level_from_name(word, &check->fail_on);
}

/* What is left to do needs no more rights than these. */
static void give_up_rights(Check *check) {
    Run *run = check->run;
    StrVec files = {0};
    for (size_t i = 0; i < check->outputs.items.len; i++) {
        Str path = check->outputs.items.items[i].path;
        if (path.len) vec_push(run->arena, &files, path);
    }
    if (check->gate.write || check->gate.prune) vec_push(run->arena, &files, check->gate.path);
    run_confine(run, &files, check->fixing.fix && !check->fixing.to_stdout);
}

/* What was said on run->err goes into the reports that have a word for it. */
static int cannot_begin(Check *check, size_t said) {
    Run *run = check->run;
    Str why = str_dup(run->arena, str_slice(buf_str(run->err), said, run->err->len));
    if (outputs_begin(run, &check->outputs, false)) outputs_trouble(&check->outputs, why);
    return STATUS_TROUBLE;
}

static int run_check(Run *run) {
    Check check = {.run = run, .quiet = option_given(run, "quiet")};
    InputVec inputs = {0};
    Overrides overrides;
    int jobs;
    size_t said = run->err->len;
    if (!inputs_overrides(run, &overrides) || !read_rules(run, &overrides) ||
        !inputs_jobs(run, &jobs) || !gate_open(run, &overrides, &check.gate) ||
        !gate_inputs(&check.gate, &inputs) || !fixing_open(run, &inputs, &overrides, &check.fixing))
        return cannot_begin(&check, said);
    overrides.strict = option_given(run, "strict");
    if (option_given(run, "skip-unrecognised"))
        for (size_t i = 0; i < inputs.len; i++) inputs.items[i].by_hand = false;
    read_fail_on(run, &check);
    check.inputs = &inputs;
    if (!outputs_begin(run, &check.outputs, check.fixing.to_stdout)) return STATUS_TROUBLE;
    overrides.fixes = outputs_show_fixes(&check.outputs);
    check.affected = arena_array(run->arena, inputs.len, sizeof *check.affected);
    overrides.families = true;
    check.families = families_begin(&inputs, &overrides);
    give_up_rights(&check);
    engine_run(&inputs, &overrides, jobs, file_done, &check);
    if (check.families.full && !check.quiet)
        buf_add_c(run->err, "warmlint: note: more prompts than are compared as families; the last "
                            "ones were not\n");
    outputs_again(&check.outputs);
    families_end(&check.families, family_done, &check);
    bool written = outputs_end(&check.outputs);
    if (!check.quiet) fixing_close(&check.fixing, &check.outputs.summary);
    if (!inputs.len && !check.gate.by_change && !check.quiet &&
        !outputs_explains_itself(&check.outputs))
        buf_add_c(run->err, "warmlint: note: no file that could hold a prompt was found\n");
    if (!gate_close(&check.gate, check.quiet) || check.outputs.summary.failed || !written ||
        check.fixing.trouble || check.gate.trouble)
        return STATUS_TROUBLE;
    if (check.fixing.diff) return check.fixing.fixed ? STATUS_FINDINGS : STATUS_OK;
    return check.failing ? STATUS_FINDINGS : STATUS_OK;
}

static const Option options[] = {
    OUTPUT_OPTIONS,
    {"select", 's', "RULES", NULL,
     "run only these rules: codes, names or families, with commas (WL101,missing-breakpoint,4xx)"},
    {"extend-select", 0, "RULES", NULL, "run these rules as well"},
    {"ignore", 'i', "RULES", NULL, "do not run these rules"},
    {"fail-on", 0, "LEVEL", "error|warning|info|never",
     "exit with status 1 from this level on (default: error)"},
    {"strict", 0, NULL, NULL, "also report values of unknown volatility"},
    {"skip-unrecognised", 0, NULL, NULL,
     "pass over given files in which no prompt is recognised, as in a directory (for hooks)"},
    FIX_OPTIONS,
    GATE_OPTIONS,
    INPUT_OPTIONS,
    OPTION_COLOR,
    {"quiet", 'q', NULL, NULL, "findings only: no notes and no closing line"},
    OPTION_HELP,
    {0}};

const Command command_check = {
    .name = "check",
    .operands = "PATH…",
    .summary = "lint prompt files and directories; the command when none is named",
    .details =
        "Directories are walked with .gitignore honoured; `-` reads standard input. Prompts are "
        "recognised by file name and content; .warmlint.yaml says what cannot be seen.\n"
        "\n"
        "Exit status: 0 nothing at or above the fail level, 1 findings, 2 the run could not do its "
        "work.",
    .options = options,
    .run = run_check};
