/* A range of bytes in a file (or in a text): start inclusive, end exclusive, 0-based. Files are at
 * most LIMIT_FILE_BYTES long, so 32 bits suffice. start == end marks a place between two bytes. */
#ifndef WARMLINT_BASE_SPAN_H
#define WARMLINT_BASE_SPAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct {
    uint32_t start, end;
} Span;

static inline Span span_of(size_t start, size_t end) {
    return (Span){(uint32_t)start, (uint32_t)end};
}
static inline bool span_holds(Span outer, Span inner) {
    return outer.start <= inner.start && inner.end <= outer.end;
}
/* They share a byte, or one begins where the other ends. */
static inline bool span_touches(Span a, Span b) {
    return a.start <= b.end && b.start <= a.end;
}

#endif
