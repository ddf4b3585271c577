/* Two versions of a file as a unified diff that `git apply` and `patch -p1` take. Lines end at LF;
 * all other bytes are content, carriage returns included. */
#ifndef WARMLINT_COMMAND_PATCH_H
#define WARMLINT_COMMAND_PATCH_H

#include "lint/base/buf.h"

/* Appends nothing where both are equal. `path` counts from the directory where the patch is to be
 * applied. For people (`shown`) texts are made visible and painted, which no program can apply. */
void patch_add(Buf *out, Str path, Str before, Str after, bool shown, bool color);

#endif
