#include "lint/server/transport.h"

#include <stdlib.h>

static const Str length_name = STR_IN("Content-Length:");

void inbox_add(Inbox *inbox, Str bytes) {
    if (inbox->taken) {
        memmove(inbox->bytes.ptr, inbox->bytes.ptr + inbox->taken, inbox->bytes.len - inbox->taken);
        inbox->bytes.len -= inbox->taken;
        inbox->taken = 0;
    }
    /* What one large message needed is not kept for all that follow. */
    if (!inbox->bytes.len && inbox->bytes.cap > 1 << 20) buf_free(&inbox->bytes);
    buf_add(&inbox->bytes, bytes);
}

void inbox_free(Inbox *inbox) {
    buf_free(&inbox->bytes);
}

static Str rest_of(const Inbox *inbox) {
    return (Str){inbox->bytes.ptr + inbox->taken, inbox->bytes.len - inbox->taken};
}

/* Drops what stands before the next header; of bytes that cannot be one yet, the last are kept. */
static bool find_header(Inbox *inbox) {
    Str rest = rest_of(inbox);
    size_t at = str_find_nocase(rest, length_name, 0);
    inbox->lost = at == STR_NOT_FOUND;
    if (!inbox->lost)
        inbox->taken += at;
    else if (rest.len >= length_name.len)
        inbox->taken += rest.len - length_name.len + 1;
    return !inbox->lost;
}

/* Digits only, at most TRANSPORT_BODY_BYTES. */
static bool read_length(Str text, size_t *length) {
    text = str_trim(text);
    *length = 0;
    for (size_t i = 0; i < text.len; i++) {
        if (!ascii_is_digit(text.ptr[i])) return false;
        *length = *length * 10 + (size_t)(text.ptr[i] - '0');
        if (*length > TRANSPORT_BODY_BYTES) return false;
    }
    return text.len > 0;
}

typedef enum { HEADER_WHOLE, HEADER_CUT, HEADER_BAD } HeaderState;

/* Lines up to an empty one. */
static HeaderState read_header(Str rest, size_t *header, size_t *length) {
    bool found = false;
    for (size_t at = 0; at < TRANSPORT_HEADER_BYTES;) {
        size_t end = str_find_char(str_slice(rest, 0, TRANSPORT_HEADER_BYTES), '\n', at);
        if (end == STR_NOT_FOUND)
            return rest.len < TRANSPORT_HEADER_BYTES ? HEADER_CUT : HEADER_BAD;
        Str line = str_trim(str_slice(rest, at, end));
        at = end + 1;
        if (!line.len) {
            *header = at;
            return found ? HEADER_WHOLE : HEADER_BAD;
        }
        if (str_eq_nocase(str_slice(line, 0, length_name.len), length_name)) {
            if (!read_length(str_slice(line, length_name.len, line.len), length)) return HEADER_BAD;
            found = true;
        } else if (str_find_char(line, ':', 0) == STR_NOT_FOUND) {
            return HEADER_BAD;
        }
    }
    return HEADER_BAD;
}

/* A byte is dropped in any case, so that the same place is not tried again. */
static void lose(Inbox *inbox) {
    inbox->skipped++;
    inbox->taken++;
    inbox->lost = true;
}

bool inbox_next(Inbox *inbox, Str *body) {
    for (;;) {
        size_t header = 0, length = 0;
        if (inbox->lost && !find_header(inbox)) return false;
        Str rest = rest_of(inbox);
        if (!rest.len) return false;
        switch (read_header(rest, &header, &length)) {
        case HEADER_CUT: return false;
        case HEADER_BAD: lose(inbox); continue;
        case HEADER_WHOLE: break;
        }
        if (rest.len - header < length) return false;
        *body = str_slice(rest, header, header + length);
        inbox->taken += header + length;
        return true;
    }
}

void transport_frame(Buf *out, Str body) {
    buf_printf(out, "Content-Length: %zu\r\n\r\n", body.len);
    buf_add(out, body);
}
