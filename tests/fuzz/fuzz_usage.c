/* Fuzz target (libFuzzer): what `warmlint calibrate` reads and writes. The first byte says whether
 * the bytes are lines, a recording in JSON or in YAML, or a configuration that a correction is put
 * into. Asserted: corrections are finite numbers, and a configuration that was well-formed stays so
 * and has the correction. */
#include <math.h>

#include "lint/command/calibrate_config.h"
#include "lint/command/measured.h"
#include "tests/fuzz/check.h"

static void fit(Arena *arena, const PairVec *pairs) {
    Measured *sizes = arena_array(arena, pairs->len + 1, sizeof *sizes);
    for (size_t i = 0; i < pairs->len; i++) {
        sizes[i] = pairs->items[i].size;
        CHECK(isfinite(sizes[i].text) && isfinite(sizes[i].actual) && sizes[i].text >= 0);
    }
    if (!calibrate_is_enough(sizes, pairs->len)) return;
    Fit f = calibrate_fit(arena, sizes, pairs->len);
    CHECK(isfinite(f.factor) && isfinite(f.constant) && isfinite(f.spread) && f.spread >= 0);
}

static void fuzz_usage(Arena *arena, const char *path, Str bytes) {
    Buf out = {0}, err = {0};
    Environment environment = {0};
    Run run = {.command = &command_calibrate,
               .arena = arena,
               .out = &out,
               .err = &err,
               .environment = &environment};
    Str isolated = STR("--isolated");
    CHECK(options_parse(&run, &isolated, 1));
    Overrides overrides = {0};
    Measurements measured = {0};
    Source source = {0};
    ProblemVec problems = {0};
    if (source_from_bytes(arena, str_from_c(path), bytes, &source, &problems)) {
        bool read = measured_from_source(&run, &overrides, &source, &measured);
        CHECK(read == (err.len == 0));
        fit(arena, &measured.pairs);
    }
    buf_free(&out);
    buf_free(&err);
}

static void fuzz_edit(Arena *arena, Str old, unsigned variant) {
    CalibrationEntryVec entries = {0};
    CalibrationEntry entry = {.calibration = {TOK_CLAUDE_5, 1.0123, 46, 0.019},
                              .requests = 24,

                              .remove = variant % 2};
    date_parse(STR("2026-11-22"), &entry.measured);
    vec_push(arena, &entries, entry);
    Str error = {0}, edited = {0};
    const Config *before = config_from_bytes(arena, STR("c"), old, (Str){0}, NULL, &error);
    if (!before || !calibration_edit(arena, old, &entries, &edited)) return;
    const Config *after = config_from_bytes(arena, STR("c"), edited, (Str){0}, NULL, &error);
    CHECK(after);
    bool found = false;
    Settings settings = config_settings(arena, after, STR("a.md"));
    for (size_t i = 0; i < settings.calibration.len; i++)
        found |= settings.calibration.items[i].family == TOK_CLAUDE_5;
    CHECK(found != entry.remove);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    if (size == 0) return 0;
    Arena arena = {0};
    Str bytes = {(const char *)data + 1, size - 1};
    switch (data[0] % 4) {
    case 0: fuzz_usage(&arena, "/none/usage.jsonl", bytes); break;
    case 1: fuzz_usage(&arena, "/none/calls.json", bytes); break;
    case 2: fuzz_usage(&arena, "/none/calls.yaml", bytes); break;
    default: fuzz_edit(&arena, bytes, data[0] / 4);
    }
    arena_free(&arena);
    return 0;
}
