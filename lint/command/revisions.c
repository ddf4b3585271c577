#include "lint/command/revisions.h"

#include "lint/base/limits.h"
#include "lint/command/inputs.h"
#include "lint/command/moves.h"
#include "lint/config/place.h"
#include "lint/format/format.h"

static bool trouble(Run *run, Str message) {
    run_trouble(run, STR_FMT, STR_ARG(message));
    return false;
}

/* An empty side is HEAD, as git has it. */
bool revision_range(Run *run, Str text, bool staged, RevisionRange *range) {
    Arena *arena = run->arena;
    Str error, base;
    size_t dots = str_find(text, STR(".."), 0);
    *range = (RevisionRange){.side = staged ? GIT_STAGED : GIT_FILES};
    if (dots == STR_NOT_FOUND)
        return git_commit(arena, text, &range->from, &error) || trouble(run, error);
    if (staged) {
        run_misuse(run, "--staged compares with one revision, not with A..B");
        return false;
    }
    range->side = GIT_COMMIT;
    bool three = dots + 2 < text.len && text.ptr[dots + 2] == '.';
    Str a = str_slice(text, 0, dots), b = str_slice(text, dots + (three ? 3 : 2), text.len);
    if (!git_commit(arena, a.len ? a : STR("HEAD"), &range->from, &error) ||
        !git_commit(arena, b.len ? b : STR("HEAD"), &range->to, &error))
        return trouble(run, error);
    if (!three) return true;
    if (!git_merge_base(arena, range->from, range->to, &base, &error)) return trouble(run, error);
    range->from = base;
    return true;
}

bool revision_range_since(Run *run, Str revision, bool staged, RevisionRange *range) {
    Str head, base, error, why;
    bool is_head = str_is(revision, "HEAD");
    *range = (RevisionRange){.side = staged ? GIT_STAGED : GIT_FILES};
    if (!git_commit(run->arena, revision, &range->from, &error)) {
        /* Before the first commit everything that is staged is new. */
        GitPlace place;
        if (is_head && staged && git_place(run->arena, &place, &why) &&
            git_empty_tree(run->arena, &range->from, &why))
            return true;
        return trouble(run, error);
    }
    if (!is_head && git_commit(run->arena, STR("HEAD"), &head, &error) &&
        git_merge_base(run->arena, range->from, head, &base, &error))
        range->from = base;
    return true;
}

static Str path_of(const GitChange *change) {
    return change->new_path.len ? change->new_path : change->old_path;
}

static bool could_hold_prompt(const GitChange *change) {
    return (change->new_path.len && format_may_hold_prompt(change->new_path)) ||
           (change->old_path.len && format_may_hold_prompt(change->old_path));
}

/* Inputs come in the order of the paths, without those that are excluded, and with those below a
 * path that is a directory by now. */
static const Input *find_input(const InputVec *inputs, Str path, size_t *next) {
    for (size_t i = *next; i < inputs->len; i++)
        if (str_eq(inputs->items[i].path, path)) {
            *next = i + 1;
            return &inputs->items[i];
        }
    return NULL;
}

/* Gives each path its configuration, as for a file given by hand. */
static bool configure(Run *run, const Config *config, const GitChangeVec *candidates,
                      RevisionChangeVec *changes) {
    Arena *arena = run->arena;
    InputVec inputs = {0};
    Str error = {0};
    Str *paths = arena_array(arena, candidates->len, sizeof *paths);
    for (size_t i = 0; i < candidates->len; i++) paths[i] = path_of(&candidates->items[i]);
    if (!engine_collect(arena, paths, candidates->len, config, option_given(run, "isolated"),
                        &inputs, &error))
        return !run_troubles(run, error);
    size_t next = 0;
    for (size_t i = 0; i < candidates->len; i++) {
        const Input *input = find_input(&inputs, paths[i], &next);
        if (!input) continue;
        vec_push(arena, changes, (RevisionChange){candidates->items[i], *input});
        changes->items[changes->len - 1].input.by_hand = false;
    }
    return true;
}

bool revision_changes(Run *run, const Config *config, const RevisionRange *range, const Str *paths,
                      size_t count, RevisionChangeVec *changes) {
    Str error;
    GitChangeVec found = {0}, candidates = {0};
    if (!git_changes(run->arena, range->from, range->side, range->to, paths, count, &found, &error))
        return trouble(run, error);
    for (size_t i = 0; i < found.len; i++)
        if (could_hold_prompt(&found.items[i])) vec_push(run->arena, &candidates, found.items[i]);
    if (range->side == GIT_FILES) moves_find(run->arena, &candidates);
    return configure(run, config, &candidates, changes);
}

static bool fetch(Run *run, GitBlobs *blobs, Arena *arena, Str path, Str blob, Input *input) {
    Str error;
    Str *bytes = ARENA_NEW(arena, Str);
    input->path = path;
    input->bytes = bytes;
    input->place = place_in_repository(arena, path);
    if (git_blobs_read(blobs, arena, blob, LIMIT_FILE_BYTES, bytes, &error)) return true;
    run_trouble(run, STR_FMT ": " STR_FMT, STR_ARG(path), STR_ARG(error));
    return false;
}

bool revision_new_input(Run *run, GitBlobs *blobs, Arena *arena, const RevisionChange *change,
                        Input *input) {
    *input = change->input;
    return !change->git.new_blob.len ||
           fetch(run, blobs, arena, change->git.new_path, change->git.new_blob, input);
}

bool revision_old_input(Run *run, GitBlobs *blobs, Arena *arena, const RevisionChange *change,
                        Input *input) {
    *input = change->input;
    return fetch(run, blobs, arena, change->git.old_path, change->git.old_blob, input);
}
