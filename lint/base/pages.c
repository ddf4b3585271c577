#define _DEFAULT_SOURCE /* madvise */

#include "lint/base/pages.h"

#include <stdint.h>
#include <sys/mman.h>
#include <unistd.h>

void pages_fetch(void *memory, size_t size) {
#ifdef MADV_POPULATE_WRITE
    long page = sysconf(_SC_PAGESIZE);
    if (page <= 0) return;
    uintptr_t mask = (uintptr_t)page - 1, start = ((uintptr_t)memory + mask) & ~mask,
              end = ((uintptr_t)memory + size) & ~mask;
    if (end > start)
        (void)madvise((char *)memory + (start - (uintptr_t)memory), end - start,
                      MADV_POPULATE_WRITE);
#else
    (void)memory;
    (void)size;
#endif
}
