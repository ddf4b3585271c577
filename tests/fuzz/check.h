/* What the fuzz targets assert with: says where and what, then aborts, with NDEBUG too. */
#ifndef WARMLINT_TESTS_FUZZ_CHECK_H
#define WARMLINT_TESTS_FUZZ_CHECK_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CHECK(condition)                                                                           \
    do {                                                                                           \
        if (!(condition)) {                                                                        \
            fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #condition);                        \
            abort();                                                                               \
        }                                                                                          \
    } while (0)

/* By contract of libFuzzer (and of tests/fuzz/replay.c, which stands in for it). */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#endif
