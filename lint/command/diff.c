/* `warmlint diff`: what a change to prompts does to the cache and to the bill. */
#include "lint/base/limits.h"
#include "lint/command/diff_report.h"
#include "lint/command/inputs.h"
#include "lint/command/revisions.h"
#include "lint/format/format.h"
#include "lint/report/report.h"

typedef struct {
    Run *run;
    const Config *config; /* for all files; NULL: the nearest one */
    Overrides overrides;
    const DiffReporter *reporter;
    DiffStyle style;
    DiffSummary summary;
    bool all; /* also what is the same */
    bool failing, trouble;
} Diff;

/* --- what fails --- */

static bool is_costlier(const PromptDiff *d) {
    const WarmCall *a = &d->old_call, *b = &d->new_call;
    if (d->verdict == VERDICT_COLD) return true;
    if (!d->before || !d->after) return false;
    if (a->usd_per_1000 > 0 && b->usd_per_1000 > 0)
        return b->usd_per_1000 > a->usd_per_1000 * (1 + 1e-9);
    return b->total.tokens > a->total.tokens;
}

static bool fails(const Diff *diff, const PromptDiff *d) {
    Str on = option_value(diff->run, "fail-on");
    if (str_is(on, "never")) return false;
    if (str_is(on, "changed")) return d->verdict != VERDICT_SAME;
    if (str_is(on, "costlier")) return is_costlier(d);
    return d->verdict == VERDICT_INVALIDATED || d->verdict == VERDICT_COLD;
}

static void sum_up(Diff *diff, const PromptDiff *d) {
    DiffSummary *s = &diff->summary;
    s->prompts++;
    s->verdicts[d->verdict]++;
    if (!d->before || !d->after) return;
    if (d->cold.tokens > 0) s->cold += (double)d->cold.tokens;
    s->usd_once += d->usd_once;
    if (d->old_call.usd_per_1000 <= 0 || d->new_call.usd_per_1000 <= 0) return;
    s->priced = true;
    s->usd_per_month += diff_usd_per_month(d);
}

/* --- one file --- */

static void compare(Diff *diff, const FileResult *before, FileResult *after, Str old_path,
                    Str new_path) {
    Arena arena = {0};
    PlanPairVec pairs = {0};
    FindingVec findings = {0};
    size_t old_count = before ? before->prompts.len : 0, new_count = after ? after->prompts.len : 0;
    DiffFile file = {.old_path = old_path,
                     .new_path = new_path,
                     .old_source = before ? &before->source : NULL,
                     .new_source = after ? &after->source : NULL,
                     .findings = &findings,
                     .many = old_count > 1 || new_count > 1};
    diff_match(&arena, before ? before->plans : NULL, old_count, after ? after->plans : NULL,
               new_count, &pairs);
    for (size_t i = 0; i < pairs.len; i++) {
        PromptDiff d = diff_prompts(&arena, pairs.items[i].before, pairs.items[i].after);
        if (d.verdict == VERDICT_SAME && !d.changed && !diff->all) continue;
        findings.len = 0;
        if (d.before && d.after)
            engine_compare(after, (size_t)(d.after->prompt - after->prompts.items), d.before,
                           &findings);
        sum_up(diff, &d);
        diff->failing |= fails(diff, &d);
        diff->reporter->prompt(diff->run->out, &diff->style, &file, &d);
    }
    diff->summary.files += pairs.len > 0;
    arena_free(&arena);
}

/* --- two files --- */

static bool one_input(Diff *diff, Str path, Input *input) {
    InputVec found = {0};
    Str error = {0};
    Run *run = diff->run;
    if (str_is(path, "-")) {
        if (!inputs_stdin(run, diff->config, &found)) return false;
    } else if (!engine_collect(run->arena, &path, 1, diff->config, option_given(run, "isolated"),
                               &found, &error)) {
        run_troubles(run, error);
        return false;
    }
    if (found.len != 1 || !found.items[0].by_hand || !str_eq(found.items[0].path, path)) {
        if (!str_is(path, "-") || !found.len) {
            run_trouble(run, STR_FMT " is no file to compare, or is excluded", STR_ARG(path));
            return false;
        }
    }
    *input = found.items[0];
    return true;
}

static int diff_files(Diff *diff) {
    Run *run = diff->run;
    Input inputs[2];
    FileResult *results[2];
    if (str_is(run->operands.items[0], "-") && str_is(run->operands.items[1], "-"))
        return run_misuse(run, "only one of the two can be standard input");
    for (int i = 0; i < 2; i++)
        if (!one_input(diff, run->operands.items[i], &inputs[i])) return STATUS_TROUBLE;
    for (int i = 0; i < 2; i++) {
        results[i] = engine_read(&inputs[i], &diff->overrides);
        inputs_show_failure(run, results[i]);
        inputs_note_unrecognised(run, results[i]);
        diff->trouble |= results[i]->failed;
    }
    diff->all = true;
    if (!diff->trouble) compare(diff, results[0], results[1], inputs[0].path, inputs[1].path);
    for (int i = 0; i < 2; i++) file_result_free(results[i]);
    return STATUS_OK;
}

/* --- git --- */

/* NULL where there was no such file. What could not be read then cannot have been sent: the new
 * version counts as new. */
static FileResult *read_old(Diff *diff, GitBlobs *blobs, Arena *arena, const RevisionChange *change,
                            bool *ok) {
    Input input;
    if (!change->git.old_path.len || !change->git.old_blob.len) return NULL;
    *ok = revision_old_input(diff->run, blobs, arena, change, &input);
    if (!*ok) return NULL;
    FileResult *result = engine_read(&input, &diff->overrides);
    if (!result->failed) return result;
    file_result_free(result);
    return NULL;
}

static FileResult *read_new(Diff *diff, GitBlobs *blobs, Arena *arena, const RevisionChange *change,
                            bool *ok) {
    Input input;
    if (!change->git.new_path.len) return NULL;
    *ok = revision_new_input(diff->run, blobs, arena, change, &input);
    if (!*ok) return NULL;
    FileResult *result = engine_read(&input, &diff->overrides);
    inputs_show_failure(diff->run, result);
    *ok = !result->failed;
    return result;
}

static void diff_change(Diff *diff, GitBlobs *blobs, const RevisionChange *change) {
    Arena arena = {0};
    bool old_ok = true, new_ok = true;
    FileResult *before = read_old(diff, blobs, &arena, change, &old_ok);
    FileResult *after = read_new(diff, blobs, &arena, change, &new_ok);
    if (!old_ok || !new_ok)
        diff->trouble = true;
    else if ((before && before->prompts.len) || (after && after->prompts.len))
        compare(diff, before, after, before ? change->git.old_path : (Str){0},
                change->git.new_path);
    file_result_free(before);
    file_result_free(after);
    arena_free(&arena);
}

static int diff_revisions(Diff *diff) {
    Run *run = diff->run;
    Str base = option_given(run, "base") ? option_value(run, "base") : STR("HEAD"), error;
    RevisionChangeVec changes = {0};
    RevisionRange range;
    GitBlobs blobs;
    bool staged = option_given(run, "staged");
    if (!(option_given(run, "base") ? revision_range(run, base, staged, &range)
                                    : revision_range_since(run, base, staged, &range)) ||
        !revision_changes(run, diff->config, &range, run->operands.items, run->operands.len,
                          &changes))
        return STATUS_TROUBLE;
    if (changes.len && !git_blobs_open(&blobs, &error))
        return run_trouble(run, STR_FMT, STR_ARG(error));
    for (size_t i = 0; i < changes.len; i++) diff_change(diff, &blobs, &changes.items[i]);
    if (changes.len) git_blobs_close(&blobs);
    return STATUS_OK;
}

/* --- the command --- */

static const DiffReporter *reporter_of(Str name) {
    if (str_is(name, "json")) return &diff_reporter_json;
    if (str_is(name, "html")) return &diff_reporter_html;
    return str_is(name, "markdown") ? &diff_reporter_markdown : &diff_reporter_text;
}

static int run_diff(Run *run) {
    Diff diff = {.run = run, .reporter = reporter_of(option_value(run, "format"))};
    DiffPage page = {0};
    diff.style = (DiffStyle){run_color(run), run_text_width(run), &page};
    if (!inputs_overrides(run, &diff.overrides) || !inputs_config(run, &diff.config))
        return STATUS_TROUBLE;
    bool files = !option_given(run, "base") && !option_given(run, "staged") && run->operands.len;
    if (files && run->operands.len != 2)
        return run_misuse(run, "give the old and the new file, or --base REVISION");
    diff.reporter->begin(run->out);
    int status = files ? diff_files(&diff) : diff_revisions(&diff);
    if (status != STATUS_OK) {
        run->out->len = 0; /* no half report */
        buf_free(&page.contents);
        buf_free(&page.prompts);
        return status;
    }
    diff.summary.failed = diff.trouble;
    diff.reporter->end(run->out, &diff.style, &diff.summary);
    if (diff.trouble) return STATUS_TROUBLE;
    return diff.failing ? STATUS_FINDINGS : STATUS_OK;
}

static const Option options[] = {
    {"base", 'b', "REV", NULL,
     "compare with this git revision: REV against the working tree, A..B, or A...B from where they "
     "parted"},
    OPTION_STAGED,
    {"format", 'f', "FORMAT", "text|json|markdown|html",
     "text (default), json, markdown for a comment on a pull request, or html: one page with both "
     "versions side by side"},
    {"fail-on", 0, "WHAT", "invalidated|costlier|changed|never",
     "exit with status 1 when cached tokens go cold (invalidated, the default), a warm call costs "
     "more than before, or anything that is sent changed"},
    READING_OPTIONS,
    OPTION_TODAY,
    OPTION_STDIN_FILENAME,
    OPTION_TOKENIZER_FILE,
    OPTION_COLOR,
    OPTION_HELP,
    {0}};

const Command command_diff = {
    .name = "diff",
    .operands = "[OLD NEW | [--base REV] [--staged] [PATH…]]",
    .summary = "what a change does to the cache and to the bill: two files, or a git revision",
    .details =
        "Compares what is sent, in cache order, up to the first differing byte. Two versions of a "
        "prompt file, two recorded requests, or two renders of one template all work. Without "
        "operands: the working tree against HEAD.\n"
        "\n"
        "Exit status: 0 nothing that was cached goes cold (or what --fail-on says), 1 it does, 2 "
        "the comparison could not be made.",
    .options = options,
    .run = run_diff};
