#include "lint/engine/engine.h"

#include <stdlib.h>

#include "lint/base/limits.h"
#include "lint/config/pattern.h"
#include "lint/config/suppress.h"
#include "lint/engine/fixes.h"
#include "lint/engine/lock.h"
#include "lint/engine/patterns.h"
#include "lint/engine/requests.h"
#include "lint/engine/stream.h"
#include "lint/format/format.h"
#include "rules/rule.h"

/* By its own code or name, not by a family. */
static bool is_named(const Finding *f, Str selector) {
    return str_eq_nocase(selector, f->code) || str_eq_nocase(selector, f->name);
}

/* Level of a rule or pattern for this file: its own, changed by the choices in order; false:
 * switched off. */
static bool chosen_level(const Settings *settings, const Finding *f, bool opt_in, Level *level,
                         bool *fixed) {
    bool on = !opt_in;
    *fixed = false;
    for (size_t i = 0; i < settings->rules.len; i++) {
        const RuleChoice *choice = &settings->rules.items[i];
        if (!selector_matches(choice->selector, f->code, f->name)) continue;
        if (choice->action == RULE_SEVERITY) {
            *level = choice->level;
            *fixed = true;
        } else if (choice->action == RULE_IGNORE || !opt_in || is_named(f, choice->selector)) {
            on = choice->action == RULE_SELECT;
        }
    }
    return on;
}

static void add_problem(FileResult *result, const Problem *problem) {
    const Rule *rule = rule_of_problem(problem->kind);
    if (!rule) return;
    vec_push(&result->arena, &result->findings,
             (Finding){.code = str_from_c(rule->code),
                       .name = str_from_c(rule->name),
                       .level = rule->level,
                       .span = problem->span,
                       .message = problem->message,
                       .help = problem->help});
    result->failed |= problem_is_fatal(problem->kind);
}

static bool applies(const Rule *rule, const Prompt *prompt) {
    unsigned known = prompt->knows | (prompt->model ? (unsigned)NEEDS_MODEL : 0u);
    return !(rule->check->needs & ~known) && (rule->kinds & prompt->kind);
}

static Sink sink_of(FileResult *result, const Rule *rule, const Prompt *prompt,
                    FindingVec *findings) {
    return (Sink){.arena = &result->arena, .rule = rule, .prompt = prompt, .findings = findings};
}

static void note_full(FileResult *result, Span span, const char *things) {
    ProblemVec problems = {0};
    problem_of_memory(&result->arena, span, things, &problems);
    add_problem(result, &problems.items[0]);
}

/* False when there are more findings than there is room for. */
static bool run_rules(FileResult *result, const Prompt *prompt, const Plan *plan,
                      const PromptRecord *older) {
    for (size_t i = 0; i < rule_count; i++) {
        const Rule *rule = &rule_table[i];
        const RuleCheck *check = rule->check;
        if (!applies(rule, prompt)) continue;
        Sink sink = sink_of(result, rule, prompt, &result->findings);
        if (check->check) check->check(prompt, plan, &sink);
        if (check->check_pair && older) check->check_pair(older, prompt, plan, &sink);
        if (!sink.full) continue;
        note_full(result, sink.full_at, sink.full);
        return false;
    }
    return true;
}

/* What a request says against an earlier one of its file. */
static void run_request_rules(FileResult *result, const Prompt *prompt, const Plan *plan,
                              Requests *requests) {
    PromptRecord older;
    uint32_t line =
        source_position(&result->source, prompt->anchor.start).line + result->source.lines_before;
    if (!requests_next(requests, &result->arena, prompt, line, &older)) return;
    for (size_t i = 0; i < rule_count; i++) {
        Sink sink = sink_of(result, &rule_table[i], prompt, &result->findings);
        if (rule_table[i].check->between_requests && applies(&rule_table[i], prompt))
            rule_table[i].check->check_pair(&older, prompt, plan, &sink);
    }
}

static void run_all_rules(FileResult *result, const Lock *lock, Requests *requests) {
    Str path = {0};
    if (lock && result->prompts.len) path = lock_path(&result->arena, lock, result->source.path);
    for (size_t i = 0; i < result->prompts.len; i++) {
        const Prompt *prompt = &result->prompts.items[i];
        const PromptRecord *older =
            path.len ? lock_find(lock, path, record_prompt_name(prompt)) : NULL;
        if (!run_rules(result, prompt, result->plans[i], older)) return;
        if (requests && prompt->kind == KIND_RENDERED)
            run_request_rules(result, prompt, result->plans[i], requests);
    }
    patterns_run(result);
}

/* Applies the user's choices to a finding; false: it is not wanted. */
static bool is_wanted(const Settings *settings, Finding *f) {
    const Rule *rule = rule_find(f->code);
    const Pattern *pattern = rule ? NULL : pattern_find(settings->patterns, f->code);
    Level highest = rule ? rule->level : pattern ? pattern->level : f->level, level = f->level;
    bool fixed;
    if (!chosen_level(settings, f, rule && rule->check->opt_in, &level, &fixed)) return false;
    /* A changed level is the highest the rule may report: weaker forms stay weaker. */
    if (fixed && (level < f->level || f->level == highest)) f->level = level;
    return true;
}

bool engine_finding_is_fatal(const Finding *f) {
    const Rule *rule = rule_find(f->code);
    return rule && rule->check->problem != PROBLEM_NONE && problem_is_fatal(rule->check->problem);
}

void engine_compare(FileResult *result, size_t index, const Plan *older, FindingVec *findings) {
    const Prompt *prompt = &result->prompts.items[index];
    PromptRecord record = record_make(&result->arena, older, result->source.path);
    record.origin = RECORD_REVISION;
    for (size_t i = 0; i < rule_count; i++) {
        if (!rule_table[i].check->check_pair || !applies(&rule_table[i], prompt)) continue;
        FindingVec found = {0};
        Sink sink = sink_of(result, &rule_table[i], prompt, &found);
        rule_table[i].check->check_pair(&record, prompt, result->plans[index], &sink);
        for (size_t k = 0; k < found.len; k++)
            if (is_wanted(&result->settings, &found.items[k]))
                vec_push(&result->arena, findings, found.items[k]);
    }
}

/* Applies the user's levels and suppressions to the findings from the given one on. A suppression
 * is of use also where its rule is switched off in this run. */
static void filter(FileResult *result, size_t from, SuppressionVec *suppressions) {
    FindingVec *findings = &result->findings;
    size_t kept = from;
    for (size_t i = from; i < findings->len; i++) {
        Finding f = findings->items[i];
        bool covered = suppress_covers(suppressions, f.code, f.name, f.span.start);
        bool fatal = engine_finding_is_fatal(&f);
        if (!is_wanted(&result->settings, &f) && !fatal) continue;
        if (covered && !fatal)
            result->suppressed++;
        else
            findings->items[kept++] = f;
    }
    findings->len = kept;
}

/* What only a look at several files finds is not known to be missing in one. */
static bool is_of_several_files(Str selector) {
    const Rule *rule = rule_find(selector);
    return rule && rule->check->check_family;
}

static void note_unused(FileResult *result, const SuppressionVec *suppressions,
                        ProblemVec *remarks) {
    for (size_t i = 0; i < suppressions->len; i++) {
        const Suppression *s = &suppressions->items[i];
        bool known = rule_selector_known(s->selector) ||
                     pattern_selected(result->settings.patterns, s->selector);
        if (known && (s->used || is_of_several_files(s->selector))) continue;
        const char *nearest = known ? NULL : rule_nearest(s->selector);
        Problem problem = {.kind = PROBLEM_UNUSED_IGNORE, .span = s->span};
        problem.message =
            known ? str_printf(&result->arena, "`" STR_FMT "` has nothing to suppress here",
                               STR_ARG(s->selector))
                  : str_printf(&result->arena, "no rule is called `" STR_FMT "`",
                               STR_ARG(s->selector));
        problem.help = known     ? STR("remove the comment, or the name from its list")
                       : nearest ? str_printf(&result->arena, "did you mean `%s`?", nearest)
                                 : STR("`warmlint rules` lists the codes and names");
        vec_push(&result->arena, remarks, problem);
    }
}

/* What is to be said about the suppressions themselves comes after they did their work. */
static void add_remarks(FileResult *result, const ProblemVec *remarks) {
    size_t kept = result->findings.len;
    for (size_t i = 0; i < remarks->len; i++) {
        add_problem(result, &remarks->items[i]);
        if (result->findings.len == kept) continue; /* no rule speaks of it */
        result->findings.len = kept + is_wanted(&result->settings, &result->findings.items[kept]);
        kept = result->findings.len;
    }
}

static Settings settings_for(FileResult *result, const Input *input, const Overrides *overrides) {
    Arena *arena = &result->arena;
    const Config *config = input->config ? input->config : config_default(arena);
    Settings settings = config_settings(arena, config, input->path);
    for (size_t i = 0; i < overrides->rules.len; i++)
        vec_push(arena, &settings.rules, overrides->rules.items[i]);
    for (size_t i = 0; i < overrides->prices.len; i++)
        vec_push(arena, &settings.prices, overrides->prices.items[i]);
    if (overrides->model.len) settings.model = overrides->model;
    if (overrides->format.len) settings.format = overrides->format;
    if (overrides->provider != PROVIDER_UNKNOWN) settings.provider = overrides->provider;
    settings.strict |= overrides->strict;
    settings.today = overrides->today;
    settings.exact = overrides->exact;
    if (overrides->uncalibrated) settings.calibration = (CalibrationVec){0};
    declared_index(arena, &settings.names);
    return settings;
}

static TokMemo memo_of_its_own(FileResult *result) {
    uint32_t count = tok_memo_size(result->source.bytes.len);
    return (TokMemo){arena_array(&result->arena, count, sizeof(TokEntry)), count};
}

/* False when the file takes too much memory. */
static bool make_plans(FileResult *result, ProblemVec *problems) {
    const PromptVec *prompts = &result->prompts;
    result->plans = arena_array(&result->arena, prompts->len, sizeof *result->plans);
    for (size_t i = 0; i < prompts->len; i++) {
        result->plans[i] = plan_make(&result->arena, &prompts->items[i]);
        if (!arena_is_full(&result->arena, 0)) continue;
        problem_of_memory(&result->arena, prompts->items[i].anchor, "prompts", problems);
        return false;
    }
    return true;
}

static bool lower(FileResult *result, ProblemVec *problems) {
    if (!result->memo.count) result->memo = memo_of_its_own(result);
    Lowering lowering = {.arena = &result->arena,
                         .source = &result->source,
                         .settings = &result->settings,
                         .by_hand = result->by_hand,
                         .place = result->place,
                         .prompts = &result->prompts,
                         .problems = problems};
    format_read(&lowering);
    result->documents = lowering.documents;
    if (lowering.taken) result->format = str_from_c(lowering.taken->name);
    /* The vector may have moved while it grew: plans are made once it stands still. */
    return !lowering.full && make_plans(result, problems);
}

/* A file found by walking in which nothing is recognised is none of our business, whatever is
 * wrong with it, unless its name or its words say that it should hold a prompt. */
static bool concerns_us(const FileResult *result) {
    return result->by_hand || result->prompts.len + result->prompts_before > 0 ||
           file_says_prompt(result->place, result->source.bytes) ||
           bytes_say_prompt(result->source.bytes);
}

/* A place that the walk could not enter: there is nothing to read. */
static bool unwalked(FileResult *result, const Input *input, ProblemVec *problems) {
    result->source.path = input->path;
    vec_push(&result->arena, problems, input->problem);
    return false;
}

bool engine_is_document(const FileResult *result) {
    for (size_t i = 0; i < result->prompts.len; i++)
        if (result->prompts.items[i].kind == KIND_STATIC) return true;
    return false;
}

static void begin(FileResult *result, const Input *input, const Overrides *overrides) {
    *result = (FileResult){.first_part = true,
                           .last_part = true,
                           .by_hand = input->by_hand,
                           .place = input->place.len ? input->place : input->path};
    result->settings = settings_for(result, input, overrides);
    result->settings.memo = &result->memo;
}

static FileResult *new_result(const Input *input, const Overrides *overrides) {
    FileResult *result = malloc(sizeof *result);
    if (!result) out_of_memory();
    begin(result, input, overrides);
    return result;
}

/* From the source, or what kept it from being read, to prompts, plans and findings about the file.
 */
static void read_source(FileResult *result, bool readable, ProblemVec *problems) {
    bool whole = !readable || lower(result, problems);
    bool ours = problems->len && concerns_us(result); /* asked for only where there is something */
    if (!whole) result->prompts.len = 0;
    for (size_t i = 0; i < problems->len; i++)
        if (ours || problems->items[i].kind == PROBLEM_UNREADABLE)
            add_problem(result, &problems->items[i]);
}

/* The rules, and what the user made of their findings. `requests` NULL: there is only one. */
static void finish(FileResult *result, bool readable, const Overrides *overrides,
                   Requests *requests) {
    run_all_rules(result, overrides->lock, requests);
    SuppressionVec suppressions = {0};
    ProblemVec remarks = {0};
    if (readable && (result->prompts.len || result->findings.len))
        suppress_scan(&result->arena, &result->source, engine_is_document(result), &suppressions,
                      &remarks);
    filter(result, 0, &suppressions);
    note_unused(result, &suppressions, &remarks);
    add_remarks(result, &remarks);
    findings_sort(&result->findings);
    findings_unique(&result->findings);
    findings_fingerprint(&result->findings, result->source.path, result->source.bytes);
}

void engine_add(FileResult *result, const FindingVec *more) {
    SuppressionVec suppressions = {0};
    ProblemVec remarks = {0}; /* were made when it was linted */
    suppress_scan(&result->arena, &result->source, engine_is_document(result), &suppressions,
                  &remarks);
    size_t before = result->findings.len;
    for (size_t i = 0; i < more->len; i++)
        vec_push(&result->arena, &result->findings, more->items[i]);
    filter(result, before, &suppressions);
    findings_sort(&result->findings);
    findings_unique(&result->findings);
    findings_fingerprint(&result->findings, result->source.path, result->source.bytes);
}

static void make_rungs(FileResult *result) {
    result->rungs = arena_array(&result->arena, result->prompts.len, sizeof *result->rungs);
    for (size_t i = 0; i < result->prompts.len; i++)
        if (family_candidate(result->plans[i]))
            family_rungs(&result->arena, result->plans[i], &result->rungs[i]);
}

/* `elsewhere`: bytes of the text that are not in the arena. */
static void set_limit(FileResult *result, size_t elsewhere) {
    size_t bytes = result->source.bytes.len;
    if (result->file_bytes > bytes) bytes = (size_t)result->file_bytes;
    size_t most = LIMIT_MEMORY_BYTES + LIMIT_MEMORY_TIMES * bytes;
    if (most < LIMIT_MEMORY_LEAST) most = LIMIT_MEMORY_LEAST;
    result->arena.most = most - LIMIT_MEMORY_PROCESS - elsewhere;
}

static bool open_source(FileResult *result, const Input *input, ProblemVec *problems) {
    if (input->problem.kind != PROBLEM_NONE) return unwalked(result, input, problems);
    bool read = input->bytes ? source_from_bytes(&result->arena, input->path, *input->bytes,
                                                 &result->source, problems)
                             : source_load(&result->arena, input->path, &result->source, problems);
    set_limit(result, input->bytes ? input->bytes->len : 0);
    return read;
}

FileResult *engine_read(const Input *input, const Overrides *overrides) {
    FileResult *result = new_result(input, overrides);
    ProblemVec problems = {0};
    read_source(result, open_source(result, input, &problems), &problems);
    return result;
}

/* All that is said of a whole file whose source was opened. */
static void lint_source(FileResult *result, bool readable, const Overrides *overrides,
                        ProblemVec *problems) {
    read_source(result, readable, problems);
    Requests requests = {0};
    finish(result, readable, overrides, result->prompts.len > 1 ? &requests : NULL);
    if (overrides->families && result->prompts.len) make_rungs(result);
}

FileResult *engine_lint_with(TokMemo memo, const Input *input, const Overrides *overrides) {
    FileResult *result = new_result(input, overrides);
    result->memo = memo;
    ProblemVec problems = {0};
    bool readable = open_source(result, input, &problems);
    lint_source(result, readable, overrides, &problems);
    if (overrides->fixes) fixes_find(result, input, overrides, true);
    if (memo.count) result->memo = (TokMemo){NULL, 0};
    return result;
}

void engine_lint_again(FileResult *result, Str bytes, const Input *input,
                       const Overrides *overrides) {
    begin(result, input, overrides);
    ProblemVec problems = {0};
    Str kept = input->bytes ? *input->bytes : str_dup(&result->arena, bytes);
    bool readable =
        source_from_bytes(&result->arena, input->path, kept, &result->source, &problems);
    set_limit(result, input->bytes ? kept.len : 0);
    lint_source(result, readable, overrides, &problems);
}

FileResult *engine_lint(const Input *input, const Overrides *overrides) {
    return engine_lint_with((TokMemo){NULL, 0}, input, overrides);
}

FileResult *engine_lint_part(const Input *input, const Overrides *overrides, const Part *part) {
    FileResult *result = new_result(input, overrides);
    ProblemVec problems = {0};
    bool readable = !part->cut && source_from_bytes(&result->arena, input->path, part->bytes,
                                                    &result->source, &problems);
    result->source.path = input->path;
    result->source.bytes_before = part->bytes_before;
    result->source.lines_before = part->lines_before;
    result->first_part = part->bytes_before == 0;
    result->last_part = part->last;
    result->prompts_before = part->prompts_before;
    result->file_bytes = part->file_bytes;
    set_limit(result, part->bytes.len);
    if (part->cut) {
        Str message = str_printf(&result->arena, "a line longer than the limit of %d MiB",
                                 LIMIT_LINE_BYTES >> 20);
        vec_push(&result->arena, &problems,
                 (Problem){PROBLEM_LIMIT, {0, 0}, message, STR("leave the line out")});
    }
    if (part->failed)
        vec_push(&result->arena, &problems,
                 (Problem){PROBLEM_UNREADABLE, {0, 0}, STR("cannot be read on"), {0}});
    read_source(result, readable, &problems);
    finish(result, readable, overrides, part->requests);
    /* A file of several parts is fixed as a whole or not at all. */
    if (overrides->fixes && readable && result->first_part && result->last_part)
        fixes_find(result, input, overrides, false);
    for (size_t i = 0; i < result->findings.len; i++) /* equal lines of several parts */
        result->findings.items[i].fingerprint ^= part->bytes_before * 0x9E3779B97F4A7C15u;
    return result;
}

void file_result_free(FileResult *result) {
    if (!result) return;
    Arena arena = result->arena;
    arena_free(&result->texts);
    free(result);
    arena_free(&arena);
}
