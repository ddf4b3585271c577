/* Writing to a file descriptor. */
#ifndef WARMLINT_BASE_WRITE_H
#define WARMLINT_BASE_WRITE_H

#include "lint/base/str.h"

/* Writes all of the bytes, however often that takes; false with errno. */
bool write_all(int fd, Str bytes);

#endif
