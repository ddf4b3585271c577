/* Runs a fuzz target on files, without libFuzzer: for regressions, and for fuzzers that give their
 * input as a file.
 *
 *     build/tests/fuzz/fuzz_yaml FILE...
 */
#include <fcntl.h>
#include <unistd.h>

#include "lint/base/limits.h"
#include "lint/source/source.h"
#include "tests/fuzz/check.h"

enum { SECONDS = 60 }; /* an input that takes longer fails, by SIGALRM */

/* On the heap, in a block of its own: a byte read behind the end is seen there. */
static void replay(Str bytes) {
    uint8_t *copy = malloc(bytes.len ? bytes.len : 1);
    if (!copy) abort();
    if (bytes.len) memcpy(copy, bytes.ptr, bytes.len);
    LLVMFuzzerTestOneInput(copy, bytes.len);
    free(copy);
}

int main(int argc, char **argv) {
    for (int i = 1; i < argc; i++) {
        Arena arena = {0};
        Str bytes;
        int fd = open(argv[i], O_RDONLY | O_CLOEXEC);
        if (fd < 0 || !source_read_fd(&arena, fd, LIMIT_FILE_BYTES, &bytes)) {
            perror(argv[i]);
            return 2;
        }
        close(fd);
        alarm(SECONDS);
        replay(bytes);
        arena_free(&arena);
    }
    return 0;
}
