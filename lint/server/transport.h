/* The base protocol of the language server: a header with Content-Length, an empty line, so many
 * bytes of JSON. Bytes come in as they are read; what is malformed is skipped up to the next
 * Content-Length, so that one bad message does not end the conversation. Buffers are on the heap
 * and belong to the Inbox. */
#ifndef WARMLINT_SERVER_TRANSPORT_H
#define WARMLINT_SERVER_TRANSPORT_H

#include "lint/base/buf.h"

enum {
    TRANSPORT_BODY_BYTES = 192 << 20, /* the largest file, with room for its escapes */
    TRANSPORT_HEADER_BYTES = 4096
};

typedef struct {
    Buf bytes;      /* read and not yet taken */
    size_t taken;   /* of these */
    size_t skipped; /* malformed stretches so far, for the log */
    bool lost;      /* looking for the next header */
} Inbox;

void inbox_add(Inbox *inbox, Str bytes);
/* The body of the next whole message; valid until inbox_add. False: more bytes are needed. */
bool inbox_next(Inbox *inbox, Str *body);
void inbox_free(Inbox *inbox);

/* One message with its header. */
void transport_frame(Buf *out, Str body);

#endif
