/* Fuzz target (libFuzzer): the configuration, the globs and the suppressions on any bytes. The
 * first byte says which; what must hold besides memory safety is asserted.
 *
 *     clang -g -O1 -fsanitize=fuzzer,address,undefined ... tests/fuzz/fuzz_config.c libwarmlint.a
 */
#include <assert.h>
#include <stdint.h>

#include "lint/config/config.h"
#include "lint/config/suppress.h"
#include "lint/engine/gitignore.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void fuzz_config(Str bytes) {
    Arena arena = {0};
    Str error = {0};
    const Config *config =
        config_from_bytes(&arena, STR(".warmlint.yaml"), bytes, (Str){0}, NULL, &error);
    assert((config == NULL) == (error.len > 0));
    if (config) {
        Settings settings = config_settings(&arena, config, STR("prompts/a.md"));
        for (size_t i = 0; i < settings.names.len; i++) assert(settings.names.items[i].name.len);
        (void)config_excludes(config, STR("prompts/a.md"));
    }
    arena_free(&arena);
}

/* Pattern and path, divided by a line end. */
static void fuzz_glob(Str bytes) {
    size_t end = str_find_char(bytes, '\n', 0);
    Str pattern = str_slice(bytes, 0, end), path = str_slice(bytes, pattern.len + 1, bytes.len);
    (void)glob_match(pattern, path);
    (void)glob_list_matches(&pattern, 1, path);
    (void)glob_match_whole(pattern, path, GLOB_GITIGNORE);
    Arena arena = {0};
    const IgnoreList *list = gitignore_parse(&arena, NULL, STR("/r"), bytes);
    (void)gitignore_matches(list, STR("/r/prompts/a.md"), false);
    arena_free(&arena);
}

static void fuzz_suppressions(Str bytes, const char *path, bool document) {
    Arena arena = {0};
    Source source;
    ProblemVec problems = {0};
    SuppressionVec found = {0};
    if (source_from_bytes(&arena, str_from_c(path), bytes, &source, &problems))
        suppress_scan(&arena, &source, document, &found, &problems);
    for (size_t i = 0; i < found.len; i++) {
        const Suppression *one = &found.items[i];
        assert(str_eq(source_slice(&source, one->span), one->selector));
        /* Empty where `lines=` names none of the lines it could cover. */
        assert(one->selector.len && one->covers.start <= one->covers.end);
        assert(one->covers.end <= bytes.len + 1);
    }
    (void)suppress_covers(&found, STR("WL101"), STR("volatile-placeholder"), 0);
    arena_free(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    if (size == 0) return 0;
    Str bytes = {(const char *)data + 1, size - 1};
    switch (data[0] % 6) {
    case 0: fuzz_config(bytes); break;
    case 1: fuzz_glob(bytes); break;
    case 2: fuzz_suppressions(bytes, "a.yaml", false); break;
    case 3: fuzz_suppressions(bytes, "a.md", false); break;
    case 4: fuzz_suppressions(bytes, "a.jsonc", false); break;
    default: fuzz_suppressions(bytes, "CLAUDE.md", true); break;
    }
    return 0;
}
