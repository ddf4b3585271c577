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

bool gate_open(Run *run, Overrides *overrides, Gate *gate) {
    *gate = (Gate){.run = run, .overrides = overrides, .blobs = {.to = -1}};
    gate->by_change = option_given(run, "changed-since");
    return open_lock(gate, overrides) && open_baseline(gate);
}

static bool changed_inputs(Gate *gate, InputVec *inputs) {
    Run *run = gate->run;
    const Config *config;
    RevisionChangeVec found = {0};
    Str error, since = option_value(run, "changed-since");
    if (!inputs_config(run, &config) ||
        !revision_changes_since(run, config, since, run->operands.items, run->operands.len, &found))
        return false;
    for (size_t i = 0; i < found.len; i++) {
        if (!found.items[i].git.new_path.len) continue;
        vec_push(run->arena, &gate->changes, found.items[i]);
        vec_push(run->arena, inputs, found.items[i].input);
    }
    if (!gate->changes.len || git_blobs_open(&gate->blobs, &error)) return true;
    run_trouble(run, STR_FMT, STR_ARG(error));
    return false;
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

/* Of a file with several prompts only those that changed count. */
static void keep_changed(Gate *gate, FileResult *result) {
    const RevisionChange *change = find_change(gate, result->source.path);
    if (!change || result->prompts.len < 2 || !result->findings.len) return;
    if (!change->git.old_path.len || !change->git.old_blob.len) return;
    Arena arena = {0};
    Input input;
    if (revision_old_input(gate->run, &gate->blobs, &arena, change, &input)) {
        FileResult *before = engine_read(&input, gate->overrides);
        PlanPairVec pairs = {0};
        diff_match(&arena, before->plans, before->prompts.len, result->plans, result->prompts.len,
                   &pairs);
        bool *same = arena_array(&arena, pairs.len + 1, sizeof *same);
        for (size_t i = 0; i < pairs.len; i++) {
            PromptDiff d = diff_prompts(&arena, pairs.items[i].before, pairs.items[i].after);
            same[i] = d.before && d.after && d.verdict == VERDICT_SAME && !d.changed;
        }
        drop_inside(&result->findings, &pairs, same);
        file_result_free(before);
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
