/* Fuzz target (libFuzzer): two versions of a file, divided by a NUL, compared as `warmlint diff`,
 * the lock and the gate do. The first byte says what kind of file it is. Asserted: sizes that can
 * be, a verdict that fits them, nothing found between a version and itself, and a record that
 * survives the lock file. */
#include "lint/diff/record.h"
#include "lint/engine/engine.h"
#include "lint/engine/lock.h"
#include "tests/fuzz/check.h"

static FileResult *read_version(const char *path, const Str *bytes) {
    Input input = {.path = str_from_c(path), .by_hand = true, .bytes = bytes};
    Overrides overrides = {0};
    date_parse(STR("2026-11-22"), &overrides.today);
    return engine_read(&input, &overrides);
}

static void check_side(const DiffSide *side, const Plan *plan) {
    CHECK(side->at <= side->text.len);
    CHECK(side->segment <= plan->prompt->segments.len);
}

static void compare(Arena *arena, const Plan *before, const Plan *after) {
    PromptDiff diff = diff_prompts(arena, before, after);
    CHECK(diff.common.tokens >= 0 && diff.warm.tokens >= 0 && diff.cold.tokens >= 0);
    CHECK(diff.rewritten.tokens >= 0 && diff.usd_once >= 0);
    CHECK(verdict_name(diff.verdict)[0]);
    if (diff.differs && before && after) {
        check_side(&diff.old_side, before);
        check_side(&diff.new_side, after);
    }
    BlockPairVec pairs = {0};
    diff_align(arena, before, after, &pairs);
    for (size_t i = 0; i < pairs.len; i++)
        CHECK(pairs.items[i].before.there || pairs.items[i].after.there);
    if (!before || !after) return;
    BlockChangeVec changes = {0};
    diff_blocks(arena, before, after, &changes);
}

/* What the lock file keeps of a version tells it from no other. */
static void check_record(Arena *arena, const Plan *plan) {
    Lock lock = {0}, again = {0};
    Str error = {0};
    vec_push(arena, &lock.items, record_make(arena, plan, STR("a")));
    CHECK(lock_from_bytes(arena, STR("/r/warmlint.lock"), lock_text(arena, &lock, "0"), &again,
                          &error));
    CHECK(again.items.len == 1);
    RecordDiff same = record_compare(arena, &again.items.items[0], plan);
    CHECK(!same.changed && !same.reordered && same.warm == same.cached);
}

static void compare_files(Arena *arena, FileResult *old, FileResult *new) {
    PlanPairVec pairs = {0};
    diff_match(arena, old->plans, old->prompts.len, new->plans, new->prompts.len, &pairs);
    CHECK(pairs.len >= old->prompts.len && pairs.len >= new->prompts.len);
    for (size_t i = 0; i < pairs.len; i++) {
        const PlanPair *pair = &pairs.items[i];
        compare(arena, pair->before, pair->after);
        if (!pair->before || !pair->after) continue;
        PromptRecord record = record_make(arena, pair->before, STR("a"));
        record_compare(arena, &record, pair->after);
    }
    for (size_t i = 0; i < new->prompts.len; i++) {
        check_record(arena, new->plans[i]);
        PromptDiff none = diff_prompts(arena, new->plans[i], new->plans[i]);
        CHECK(none.verdict == VERDICT_SAME && !none.changed && !none.differs);
        FindingVec findings = {0};
        if (i < old->prompts.len) engine_compare(new, i, old->plans[i], &findings);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static const char *const paths[] = {"prompts/a.yaml", "a.json", "prompts/a.md", "a.prompt"};
    if (size == 0) return 0;
    const char *text = (const char *)data + 1;
    const char *nul = memchr(text, '\0', size - 1);
    Str all = {text, size - 1};
    size_t cut = nul ? (size_t)(nul - text) : all.len / 2;
    Str old_bytes = str_slice(all, 0, cut),
        new_bytes = str_slice(all, cut + (nul != NULL), all.len);
    FileResult *old = read_version(paths[data[0] % 4], &old_bytes);
    FileResult *new = read_version(paths[data[0] % 4], &new_bytes);
    Arena arena = {0};
    compare_files(&arena, old, new);
    arena_free(&arena);
    file_result_free(old);
    file_result_free(new);
    return 0;
}
