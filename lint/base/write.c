#include "lint/base/write.h"

#include <errno.h>
#include <unistd.h>

bool write_all(int fd, Str s) {
    for (size_t at = 0; at < s.len;) {
        ssize_t n = write(fd, s.ptr + at, s.len - at);
        if (n > 0)
            at += (size_t)n;
        else if (n < 0 && errno != EINTR)
            return false;
    }
    return true;
}
