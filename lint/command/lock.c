/* `warmlint lock`: agrees to the prompts as they are. */
#include <errno.h>
#include <unistd.h>

#include "lint/base/order.h"
#include "lint/command/inputs.h"
#include "lint/command/outputs.h"
#include "lint/engine/lock.h"

typedef struct {
    Run *run;
    Lock before, after;
    size_t failed, outside;
    Str last_path; /* of the file read last, and whether it belongs into the lock */
    size_t added, changed, gone, kept;
} Locking;

static bool same_record(const PromptRecord *a, const PromptRecord *b) {
    if (!str_eq(a->version, b->version) || !str_eq(a->model, b->model)) return false;
    if (a->total != b->total || a->tools_hash != b->tools_hash) return false;
    if (a->prefixes.len != b->prefixes.len || a->params.len != b->params.len) return false;
    for (size_t i = 0; i < a->params.len; i++)
        if (!str_eq(a->params.items[i].name, b->params.items[i].name) ||
            !str_eq(a->params.items[i].text, b->params.items[i].text))
            return false;
    for (size_t i = 0; i < a->prefixes.len; i++) {
        const PrefixRecord *p = &a->prefixes.items[i], *q = &b->prefixes.items[i];
        if (p->hash != q->hash || p->bytes != q->bytes || p->cached != q->cached ||
            !str_eq(p->to, q->to))
            return false;
    }
    return true;
}

static void say(Locking *l, const char *what, const PromptRecord *r) {
    Buf *out = l->run->out;
    buf_printf(out, "%-8s ", what);
    buf_add_visible(out, r->path, false);
    if (r->prompt.len) {
        buf_add_c(out, "  ");
        buf_add_visible(out, r->prompt, false);
    }
    if (r->version.len) {
        buf_add_char(out, ' ');
        buf_add_visible(out, r->version, false);
    }
    buf_add_char(out, '\n');
}

static void file_done(void *context, FileResult *result) {
    Locking *l = context;
    Arena *arena = l->run->arena;
    if (result->failed) {
        inputs_show_failure(l->run, result);
        l->failed++;
    }
    if (!result->prompts.len) return;
    Str path = lock_path(&result->arena, &l->after, result->source.path);
    if (!path.len) {
        l->outside++;
        return;
    }
    for (size_t i = 0; i < result->prompts.len; i++) {
        PromptRecord record = record_make(&result->arena, result->plans[i], path);
        vec_push(arena, &l->after.items, record_copy(arena, &record));
    }
}

/* Files that this run did not look at keep their records, unless they are gone. */
static void carry_over(Locking *l) {
    Arena *arena = l->run->arena;
    size_t read = l->after.items.len;
    lock_sort(&l->after);
    for (size_t i = 0; i < l->before.items.len; i++) {
        const PromptRecord *r = &l->before.items.items[i];
        size_t low = 0, high = read; /* is the path among those read? */
        while (low < high) {
            size_t middle = middle_of(low, high);
            if (str_cmp(l->after.items.items[middle].path, r->path) < 0)
                low = middle + 1;
            else
                high = middle;
        }
        if (low < read && str_eq(l->after.items.items[low].path, r->path)) continue;
        Str path =
            str_printf(arena, STR_FMT "/" STR_FMT, STR_ARG(l->after.directory), STR_ARG(r->path));
        if (access(path.ptr, F_OK) == 0) vec_push(arena, &l->after.items, *r);
    }
    lock_sort(&l->after);
}

static void compare(Locking *l, bool quiet) {
    for (size_t i = 0; i < l->after.items.len; i++) {
        const PromptRecord *r = &l->after.items.items[i];
        const PromptRecord *old = lock_find_like(&l->before, r);
        if (old && same_record(old, r)) {
            l->kept++;
            continue;
        }
        if (!quiet) say(l, old ? "changed" : "new", r);
        *(old ? &l->changed : &l->added) += 1;
    }
    for (size_t i = 0; i < l->before.items.len; i++) {
        const PromptRecord *r = &l->before.items.items[i];
        if (lock_find(&l->after, r->path, r->prompt)) continue;
        if (!quiet) say(l, "gone", r);
        l->gone++;
    }
}

static int write_lock(Locking *l, Str path) {
    Run *run = l->run;
    if (!write_file_whole(run->arena, path, lock_text(run->arena, &l->after, WARMLINT_VERSION)))
        return run_trouble(run, "cannot write " STR_FMT ": %s", STR_ARG(path), strerror(errno));
    buf_add_count(run->out, (long long)l->after.items.len);
    buf_add_c(run->out, l->after.items.len == 1 ? " prompt in " : " prompts in ");
    buf_add_visible(run->out, path, false);
    buf_add_char(run->out, '\n');
    return STATUS_OK;
}

/* A lock that cannot be read is made anew where an update was asked for. */
static bool read_before(Locking *l, Str path, bool there, bool update) {
    Str error;
    lock_begin(l->run->arena, path, &l->before);
    if (!there || lock_read(l->run->arena, path, &l->before, &error)) return true;
    run_trouble(l->run, STR_FMT, STR_ARG(error));
    lock_begin(l->run->arena, path, &l->before);
    return update;
}

static int run_lock(Run *run) {
    Locking l = {.run = run};
    InputVec inputs = {0};
    Overrides overrides;
    int jobs;
    bool update = option_given(run, "update");
    Str path =
        option_given(run, "lock") ? option_value(run, "lock") : lock_default_path(run->arena);
    bool there = access(str_to_c(run->arena, path), F_OK) == 0;
    if (!run->operands.len) vec_push(run->arena, &run->operands, STR("."));
    if (!inputs_overrides(run, &overrides) || !inputs_jobs(run, &jobs) ||
        !read_before(&l, path, there, update) || !inputs_collect(run, &inputs))
        return STATUS_TROUBLE;
    lock_begin(run->arena, path, &l.after);
    engine_run(&inputs, &overrides, jobs, file_done, &l);
    carry_over(&l);
    if (l.outside)
        run_trouble(run,
                    "left out: %zu %s outside the directory of " STR_FMT
                    " or with a name that is not UTF-8",
                    l.outside, l.outside == 1 ? "file" : "files", STR_ARG(path));
    if (l.failed) return STATUS_TROUBLE;
    compare(&l, !there);
    bool same = !l.added && !l.changed && !l.gone;
    if (!there || (update && !same)) return write_lock(&l, path);
    if (same) return STATUS_OK;
    buf_add_visible(run->out, path, false);
    buf_add_c(run->out, " is not up to date; `warmlint lock --update` agrees to these changes\n");
    return STATUS_FINDINGS;
}

static const Option options[] = {
    {"update", 'u', NULL, NULL, "agree to the prompts as they are now and write the file"},
    {"lock", 0, "FILE", NULL,
     "the file (default: " LOCK_FILE_NAME " at the root of the repository)"},
    INPUT_OPTIONS,
    OPTION_COLOR,
    OPTION_HELP,
    {0}};

const Command command_lock = {
    .name = "lock",
    .operands = "[PATH…]",
    .summary = "record what the prompts are, so that `check` notices what changes them",
    .details =
        "Writes " LOCK_FILE_NAME
        " the first time: for each prompt its version, its model, and length, hash and size of "
        "every cached prefix. Later it lists what differs (status 1), and --update agrees to it. "
        "With paths only their prompts are looked at; the others stay as recorded. `warmlint "
        "check` compares with the file: WL601 a changed prefix under an unchanged version, WL602 "
        "cached tokens that go cold.",
    .options = options,
    .run = run_lock};
