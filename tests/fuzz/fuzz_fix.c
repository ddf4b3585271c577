/* Fuzz target (libFuzzer): whatever the file, every fix that is offered holds what fixes promise
 * (tests/fix/properties.h). The first byte says what kind of file it is. Seeds: seed_fix.sh. */
#include <stdint.h>

#include "tests/fix/properties.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static const char *const paths[] = {"prompts/a.yaml", "a.json",           "a.jsonc",
                                        "prompts/a.md",   "prompts/a.prompt", "a.jsonl",
                                        "prompts/a.j2",   "prompts/a.prompty"};
    if (size == 0) return 0;
    Tally tally = {0};
    Trial trial = {.path = str_from_c(paths[data[0] % (sizeof paths / sizeof *paths)]),
                   .bytes = {(const char *)data + 1, size - 1},
                   .tally = &tally};
    date_parse(STR("2026-11-21"), &trial.overrides.today);
    if (fixes_hold(&trial)) return 0;
    fprintf(stderr, "%s\n", trial.why);
    abort();
}
