/* Counts files with the library and times it, for measure.mjs.
 *     count FAMILY RANKS|- FILE…
 * First line: microseconds of the first count in this process (of the first file's first 4 KB),
 * then MB/s of the first pass over all files and of the best of ten. Then for each file: tokens,
 * lo, hi. One thread; with RANKS exact counting, whose loading is in no figure. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "tokenizer/exact.h"

enum { PASSES = 10, FIRST = 4096 };

typedef struct {
    char *bytes;
    size_t len;
} Text;

static double now(void) { /* seconds of this process's processor time */
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void fail(const char *what, const char *name) {
    fprintf(stderr, "count: %s %s\n", what, name);
    exit(2);
}

static Text read_file(const char *path) {
    Text text = {0};
    FILE *file = fopen(path, "rb");
    if (!file) fail("cannot read", path);
    size_t room = 0, got = 1;
    while (got > 0) {
        if (text.len == room && !(text.bytes = realloc(text.bytes, room = room * 2 + 65536)))
            fail("no memory for", path);
        got = fread(text.bytes + text.len, 1, room - text.len, file);
        text.len += got;
    }
    fclose(file);
    return text;
}

static TokStream stream;

static TokCount count(const char *bytes, size_t len) {
    tok_stream_again(&stream);
    tok_stream_feed(&stream, bytes, len);
    return tok_stream_end(&stream);
}

int main(int argc, char **argv) {
    TokFamily family;
    TokExact *exact = NULL;
    const char *error;
    if (argc < 4 || !tok_family_from_name(argv[1], strlen(argv[1]), &family))
        fail("usage:", "count FAMILY RANKS|- FILE…");
    if (strcmp(argv[2], "-") != 0) {
        Text ranks = read_file(argv[2]);
        exact = tok_load_ranks(family, ranks.bytes, ranks.len, &error);
        if (!exact) fail(error, argv[2]);
        free(ranks.bytes);
    }
    size_t files = (size_t)argc - 3, bytes = 0;
    Text *texts = calloc(files, sizeof *texts);
    TokCount *counts = calloc(files, sizeof *counts);
    if (!texts || !counts) fail("no memory for", "the files");
    for (size_t i = 0; i < files; i++) {
        texts[i] = read_file(argv[i + 3]);
        bytes += texts[i].len;
    }
    double start = now();
    if (exact)
        tok_exact_stream_begin(&stream, exact, family);
    else
        tok_stream_begin(&stream, family);
    counts[0] = count(texts[0].bytes, texts[0].len < FIRST ? texts[0].len : FIRST);
    double one = now() - start, first = 0, best = 0;
    for (int pass = 0; pass < PASSES; pass++) {
        start = now();
        for (size_t i = 0; i < files; i++) counts[i] = count(texts[i].bytes, texts[i].len);
        double time = now() - start;
        if (pass == 0) first = time;
        if (pass == 0 || time < best) best = time;
    }
    printf("%.1f %.1f %.1f\n", one * 1e6, (double)bytes / 1e6 / first, (double)bytes / 1e6 / best);
    for (size_t i = 0; i < files; i++) {
        printf("%lld %lld %lld\n", (long long)counts[i].tokens, (long long)counts[i].lo,
               (long long)counts[i].hi);
        free(texts[i].bytes);
    }
    free(texts);
    free(counts);
    tok_exact_free(exact);
}
