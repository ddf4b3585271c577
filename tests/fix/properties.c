/* Tries every fix of every file given, as it is and in other dresses: with CRLF, with a byte order
 * mark, without its last line end, with comments behind lines where its syntax has them.
 *
 *   properties FILE…      exit status 1 where something does not hold */
#include "tests/fix/properties.h"

enum { DRESSES = 5 };

static const char *const dresses[DRESSES] = {"as it is", "CRLF", "with a byte order mark",
                                             "without the last line end", "with comments"};

static bool is_yaml(Str path) {
    return str_ends(path, STR(".yaml")) || str_ends(path, STR(".yml"));
}

static Str with_crlf(Arena *arena, Str s) {
    char *out = arena_alloc(arena, 2 * s.len + 1);
    size_t n = 0;
    for (size_t i = 0; i < s.len; i++) {
        if (s.ptr[i] == '\n' && (i == 0 || s.ptr[i - 1] != '\r')) out[n++] = '\r';
        out[n++] = s.ptr[i];
    }
    return (Str){out, n};
}

/* Behind lines that end with a bracket or a plain number: never inside a text that goes on. */
static Str with_comments(Arena *arena, Str s) {
    Str rest = s, line, out = {0};
    while (str_next_line(&rest, &line)) {
        bool takes = str_ends(line, STR("}")) || str_ends(line, STR("ephemeral")) ||
                     (str_has(line, STR("max_")) && !str_has(line, STR("#")));
        bool in_text = line.len > 60 || !str_has(line, STR(":"));
        out = str_printf(arena, STR_FMT STR_FMT "%s\n", STR_ARG(out), STR_ARG(line),
                         takes && !in_text ? " # why: {a, b} - \"c\"" : "");
    }
    return out;
}

static Str dressed(Arena *arena, int dress, Str path, Str s) {
    switch (dress) {
    case 1: return with_crlf(arena, s);
    case 2: return str_printf(arena, "\xEF\xBB\xBF" STR_FMT, STR_ARG(s));
    case 3: return str_slice(s, 0, s.len - str_ends(s, STR("\n")));
    case 4: return is_yaml(path) && s.len < 1 << 16 ? with_comments(arena, s) : s;
    default: return s;
    }
}

static bool file_holds(Str path, Tally tally[DRESSES]) {
    Arena arena = {0};
    Source source;
    ProblemVec problems = {0};
    bool ok = true;
    if (source_load(&arena, path, &source, &problems)) {
        for (int dress = 0; dress < DRESSES; dress++) {
            Trial trial = {.path = path,
                           .bytes = dressed(&arena, dress, path, source.bytes),
                           .tally = &tally[dress]};
            if (dress && str_eq(trial.bytes, source.bytes)) continue;
            date_parse(STR("2026-11-21"), &trial.overrides.today);
            if (fixes_hold(&trial)) continue;
            printf("FAILED  " STR_FMT ", %s: %s\n", STR_ARG(path), dresses[dress], trial.why);
            ok = false;
        }
    }
    arena_free(&arena);
    return ok;
}

int main(int argc, char **argv) {
    Tally tally[DRESSES] = {0};
    int failed = 0;
    for (int i = 1; i < argc; i++) failed += !file_holds(str_from_c(argv[i]), tally);
    for (int d = 0; d < DRESSES; d++)
        printf("%s: %zu findings, %zu safe and %zu unsafe fixes in %zu files\n", dresses[d],
               tally[d].findings, tally[d].safe, tally[d].unsafe, tally[d].files);
    printf("fixes: %d files, %d failed\n", argc - 1, failed);
    return failed > 0 || tally[0].safe < 10;
}
