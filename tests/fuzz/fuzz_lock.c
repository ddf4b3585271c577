/* Fuzz target (libFuzzer): warmlint.lock and the baseline, as anybody may have left them after a
 * merge. The first byte says which. Asserted: what is read is written so that it reads as the same
 * again, and what is refused is refused with a place. */
#include "lint/base/buf.h"
#include "lint/engine/baseline.h"
#include "lint/engine/engine.h"
#include "lint/engine/lock.h"
#include "tests/fuzz/check.h"

static void fuzz_lock(Arena *arena, Str bytes) {
    Lock lock = {0}, again = {0};
    Str error = {0};
    bool read = lock_from_bytes(arena, STR("/r/warmlint.lock"), bytes, &lock, &error);
    CHECK(read == (error.len == 0));
    CHECK(read || str_starts(error, STR("/r/warmlint.lock:")));
    if (!read) return;
    for (size_t i = 0; i < lock.items.len; i++) {
        const PromptRecord *r = &lock.items.items[i];
        CHECK(r->path.len && lock_find(&lock, r->path, r->prompt));
        for (size_t p = 1; p < r->prefixes.len; p++)
            CHECK(r->prefixes.items[p - 1].bytes <= r->prefixes.items[p].bytes);
    }
    Str text = lock_text(arena, &lock, "0");
    CHECK(lock_from_bytes(arena, STR("/r/warmlint.lock"), text, &again, &error));
    CHECK(again.items.len == lock.items.len);
    CHECK(str_eq(lock_text(arena, &again, "0"), text));
}

static void fuzz_baseline(Arena *arena, Str bytes) {
    Baseline baseline = {0}, again = {0};
    Str error = {0};
    bool read = baseline_from_bytes(arena, STR("b"), bytes, &baseline, &error);
    CHECK(read == (error.len == 0));
    if (!read) return;
    size_t count, recount;
    Str text = baseline_text(arena, &baseline, &count);
    CHECK(count == baseline.entries.len);
    CHECK(baseline_from_bytes(arena, STR("b"), text, &again, &error));
    CHECK(str_eq(baseline_text(arena, &again, &recount), text) && recount == count);
    FindingVec findings = {0};
    for (size_t i = 0; i < count; i++) {
        Finding f = {.code = STR("WL101"), .fingerprint = baseline.entries.items[i].fingerprint};
        vec_push(arena, &findings, f);
    }
    CHECK(baseline_filter(&baseline, &findings) == count && !findings.len);
    for (size_t i = 0; i < count; i++) baseline_seen(&baseline, baseline.entries.items[i].path);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    if (size == 0) return 0;
    Arena arena = {0};
    Str bytes = {(const char *)data + 1, size - 1};
    if (data[0] % 2)
        fuzz_baseline(&arena, bytes);
    else
        fuzz_lock(&arena, bytes);
    arena_free(&arena);
    return 0;
}
