#include "lint/command/gate.h"
#include "lint/command/outputs.h"

#include <errno.h>
#include <unistd.h>

#include "lint/command/inputs.h"
#include "lint/diff/diff.h"

/* --- opening --- */

static bool open_baseline(Gate *gate) {
    Run *run = gate->run;
    Str error;
    gate->path = option_value(run, "baseline");
    gate->write = option_given(run, "write-baseline");
    gate->prune = option_given(run, "prune-baseline");
    if (!gate->path.len && (gate->write || gate->prune)) {
        run_misuse(run, "--%s needs --baseline FILE",
                   gate->write ? "write-baseline" : "prune-baseline");
        return false;
    }
    if (!gate->path.len) return true;
    bool there = access(str_to_c(run->arena, gate->path), F_OK) == 0;
    if (!there && gate->write) return true;
    if (baseline_read(run->arena, gate->path, &gate->baseline, &error)) return true;
    run_trouble(run, STR_FMT, STR_ARG(error));
    return false;
}

static bool open_blobs(Gate *gate, bool needed) {
    Str error;
    if (!needed || gate->blobs.to >= 0 || git_blobs_open(&gate->blobs, &error)) return true;
    run_trouble(gate->run, STR_FMT, STR_ARG(error));
    return false;
}

/* --isolated takes no file that was not named. */
static bool open_lock(Gate *gate, Overrides *overrides) {
    Run *run = gate->run;
    Str path = option_value(run, "lock"), error;
    if (!option_given(run, "lock")) {
        if (option_given(run, "isolated")) return true;
        path = lock_default_path(run->arena);
        if (access(str_to_c(run->arena, path), F_OK) != 0) return true;
    }
    if (!lock_read(run->arena, path, &gate->lock, &error)) {
        run_trouble(run, STR_FMT, STR_ARG(error));
        return false;
    }
    overrides->lock = &gate->lock;
    return true;
}

/* --- the revision in place of the lock --- */

/* The prompts of one file as they were, under the name that the file has now. */
static void record_old(Gate *gate, const RevisionChange *change) {
    Run *run = gate->run;
    Arena arena = {0};
    Input input;
    Str path = lock_path(run->arena, &gate->lock, change->git.new_path);
    if (!path.len) return;
    if (revision_old_input(run, &gate->blobs, &arena, change, &input)) {
        FileResult *before = engine_read(&input, gate->overrides);
        for (size_t i = 0; i < before->prompts.len; i++) {
            PromptRecord record = record_make(&before->arena, before->plans[i], path);
            record.origin = RECORD_REVISION;
            vec_push(run->arena, &gate->lock.items, record_copy(run->arena, &record));
        }
        file_result_free(before);
    } else {
        gate->trouble = true;
    }
    arena_free(&arena);
}

/* What did not change has nothing to be compared with. */
static bool open_base(Gate *gate, Overrides *overrides) {
    Run *run = gate->run;
    const Config *config;
    RevisionChangeVec changes = {0};
    RevisionRange range;
    if (option_given(run, "lock")) {
        run_misuse(run, "compare either with --base or with --lock");
        return false;
    }
    if (!inputs_config(run, &config) ||
        !revision_range_since(run, option_value(run, "base"), gate->staged, &range) ||
        !revision_changes(run, config, &range, run->operands.items, run->operands.len, &changes))
        return false;
    if (!open_blobs(gate, changes.len > 0)) return false;
    lock_begin(run->arena, lock_default_path(run->arena), &gate->lock);
    for (size_t i = 0; i < changes.len; i++)
        if (changes.items[i].git.old_blob.len && changes.items[i].git.new_path.len)
            record_old(gate, &changes.items[i]);
    lock_sort(&gate->lock);
    overrides->lock = &gate->lock;
    return true;
}

bool gate_open(Run *run, Overrides *overrides, Gate *gate) {
    *gate = (Gate){.run = run, .overrides = overrides, .blobs = {.to = -1}};
    gate->staged = option_given(run, "staged");
    gate->prefixes = option_given(run, "changed-prefixes");
    gate->by_change = gate->staged || option_given(run, "changed-since");
    if (gate->prefixes && !gate->by_change) {
        run_misuse(run, "--changed-prefixes needs --changed-since or --staged");
        return false;
    }
    return (option_given(run, "base") ? open_base(gate, overrides) : open_lock(gate, overrides)) &&
           open_baseline(gate);
}

static bool changed_inputs(Gate *gate, InputVec *inputs) {
    Run *run = gate->run;
    const Config *config;
    RevisionChangeVec found = {0};
    RevisionRange range;
    Str since =
        option_given(run, "changed-since") ? option_value(run, "changed-since") : STR("HEAD");
    if (!inputs_config(run, &config) || !revision_range_since(run, since, gate->staged, &range) ||
        !revision_changes(run, config, &range, run->operands.items, run->operands.len, &found) ||
        !open_blobs(gate, found.len > 0))
        return false;
    for (size_t i = 0; i < found.len; i++) {
        RevisionChange *change = &found.items[i];
        if (!change->git.new_path.len) continue;
        if (!revision_new_input(run, &gate->blobs, run->arena, change, &change->input))
            return false;
        vec_push(run->arena, &gate->changes, *change);
        vec_push(run->arena, inputs, change->input);
    }
    return true;
}

bool gate_inputs(Gate *gate, InputVec *inputs) {
    return gate->by_change ? changed_inputs(gate, inputs) : inputs_collect(gate->run, inputs);
}

/* --- one file --- */

/* Findings inside these prompts are dropped: they are as they were. */
static void drop_inside(FindingVec *findings, const PlanPairVec *pairs, const bool *same) {
    size_t kept = 0;
    for (size_t i = 0; i < findings->len; i++) {
        bool drop = false;
        for (size_t p = 0; p < pairs->len && !drop; p++)
            drop =
                same[p] && span_holds(pairs->items[p].after->prompt->span, findings->items[i].span);
        if (!drop) findings->items[kept++] = findings->items[i];
    }
    findings->len = kept;
}

/* Results come in the order of the changes, with what several files say behind the last one. */
static const RevisionChange *find_change(Gate *gate, Str path) {
    for (size_t tried = 0; tried < gate->changes.len; tried++, gate->next++) {
        if (gate->next >= gate->changes.len) gate->next = 0;
        const RevisionChange *change = &gate->changes.items[gate->next];
        if (str_eq(change->input.path, path)) return change;
    }
    return NULL;
}

/* What a cache could hold of the prompt is another text than before. */
static bool is_other_prefix(const PromptDiff *d) {
    if (!d->before || d->verdict == VERDICT_INVALIDATED || d->verdict == VERDICT_COLD) return true;
    if (d->verdict != VERDICT_NOT_CACHED) return false;
    if (d->changed & (CHANGED_MODEL | CHANGED_PARAMETERS | CHANGED_BREAKPOINTS)) return true;
    return d->differs && (d->common.tokens < d->before->stable.tokens ||
                          d->common.tokens < d->after->stable.tokens);
}

static bool is_other(const Gate *gate, const PromptDiff *d) {
    if (gate->prefixes) return is_other_prefix(d);
    return !d->before || d->verdict != VERDICT_SAME || d->changed;
}

/* Of a file with several prompts only those that changed count; with --changed-prefixes of every
 * file. */
static void keep_changed(Gate *gate, FileResult *result) {
    const RevisionChange *change = find_change(gate, result->source.path);
    if (!change || !result->findings.len || (!gate->prefixes && result->prompts.len < 2)) return;
    if (!change->git.old_path.len || !change->git.old_blob.len) return;
    Arena arena = {0};
    Input input;
    if (revision_old_input(gate->run, &gate->blobs, &arena, change, &input)) {
        FileResult *before = engine_read(&input, gate->overrides);
        PlanPairVec pairs = {0};
        diff_match(&arena, before->plans, before->prompts.len, result->plans, result->prompts.len,
                   &pairs);
        bool *same = arena_array(&arena, pairs.len, sizeof *same);
        for (size_t i = 0; i < pairs.len; i++) {
            if (!pairs.items[i].after) continue;
            PromptDiff d = diff_prompts(&arena, pairs.items[i].before, pairs.items[i].after);
            same[i] = !is_other(gate, &d);
        }
        drop_inside(&result->findings, &pairs, same);
        file_result_free(before);
    } else {
        gate->trouble = true;
    }
    arena_free(&arena);
}

void gate_file(Gate *gate, FileResult *result) {
    if (gate->by_change) keep_changed(gate, result);
    if (!gate->path.len) return;
    gate->hidden += baseline_filter(&gate->baseline, &result->findings);
    if (!result->failed) baseline_seen(&gate->baseline, result->source.path);
    if (!gate->write) return;
    size_t kept = 0;
    for (size_t i = 0; i < result->findings.len; i++) {
        const Finding *f = &result->findings.items[i];
        if (engine_finding_is_fatal(f))
            result->findings.items[kept++] = *f;
        else
            baseline_add(gate->run->arena, &gate->baseline, result->source.path, f);
    }
    result->findings.len = kept;
}

/* --- closing --- */

static void note(Gate *gate, size_t count, const char *one, const char *many) {
    buf_add_c(gate->run->err, "warmlint: note: ");
    buf_add_count(gate->run->err, (long long)count);
    buf_printf(gate->run->err, " %s\n", count == 1 ? one : many);
}

static bool write_baseline(Gate *gate, size_t *count) {
    Run *run = gate->run;
    Str text = baseline_text(run->arena, &gate->baseline, count);
    if (write_file_whole(run->arena, gate->path, text)) return true;
    run_trouble(run, "cannot write " STR_FMT ": %s", STR_ARG(gate->path), strerror(errno));
    return false;
}

static void list_stale(Gate *gate) {
    Buf *err = gate->run->err;
    for (size_t i = 0; i < gate->baseline.entries.len; i++) {
        const BaselineEntry *entry = &gate->baseline.entries.items[i];
        if (!entry->stale) continue;
        buf_add_c(err, "  ");
        buf_add_visible(err, entry->path, false);
        buf_add_char(err, ' ');
        buf_add_visible(err, entry->code, false);
        buf_printf(err, " %016llx\n", (unsigned long long)entry->fingerprint);
    }
}

bool gate_close(Gate *gate, bool quiet) {
    git_blobs_close(&gate->blobs);
    if (!gate->path.len) return true;
    Run *run = gate->run;
    /* Which rules ran is no longer all of them: what was not found may only not have been asked. */
    bool partial = option_given(run, "select") || option_given(run, "ignore");
    size_t stale = partial ? 0 : baseline_stale(run->arena, &gate->baseline);
    if (partial)
        for (size_t i = 0; i < gate->baseline.entries.len; i++)
            gate->baseline.entries.items[i].stale = false;
    if (!quiet && gate->hidden && !gate->write)
        note(gate, gate->hidden, "finding of the baseline is not shown",
             "findings of the baseline are not shown");
    if (!quiet && stale && !gate->write && !gate->prune) {
        note(gate, stale, "entry of the baseline is stale (--prune-baseline takes it out):",
             "entries of the baseline are stale (--prune-baseline takes them out):");
        list_stale(gate);
    }
    if (!gate->write && !(gate->prune && stale)) return true;
    size_t count;
    if (!write_baseline(gate, &count)) return false;
    if (!quiet && gate->write)
        note(gate, count, "finding is in the baseline now", "findings are in the baseline now");
    else if (!quiet)
        note(gate, stale, "stale entry taken out of the baseline",
             "stale entries taken out of the baseline");
    return true;
}
