#include "lint/server/position.h"

#include "lint/base/utf8.h"

size_t position_step(Str text, size_t at, Encoding encoding, uint32_t *units) {
    size_t size = 1;
    if ((unsigned char)text.ptr[at] >= 0x80) utf8_decode(text, at, &size);
    *units = encoding == ENCODING_UTF8                 ? (uint32_t)size
             : encoding == ENCODING_UTF16 && size == 4 ? 2
                                                       : 1;
    return size;
}

static uint32_t pick(Position at, Encoding encoding) {
    uint32_t column = encoding == ENCODING_UTF8    ? at.byte
                      : encoding == ENCODING_UTF16 ? at.utf16
                                                   : at.column;
    return column - 1;
}

/* A byte order mark has no column for people, but is a character of the client's text. */
static uint32_t mark_units(const Source *source, Encoding encoding) {
    return source_bom(source) ? encoding == ENCODING_UTF8 ? 3 : 1 : 0;
}

bool position_splits(Str text, uint32_t offset) {
    return offset > 0 && offset < text.len && text.ptr[offset - 1] == '\r' &&
           text.ptr[offset] == '\n';
}

Spot position_of(const Source *source, Encoding encoding, uint32_t offset) {
    if (position_splits(source->bytes, offset)) offset--;
    Position at = source_position(source, offset);
    Spot spot = {at.line - 1, pick(at, encoding)};
    if (spot.line == 0 && offset >= source_bom(source))
        spot.character += mark_units(source, encoding);
    return spot;
}

/* Of the line, without its line end. */
static Span line_span(const Source *source, uint32_t line) {
    Str text = source_line(source, line + 1);
    size_t start = (size_t)(text.ptr - source->bytes.ptr);
    if (line == 0) start = 0;
    return span_of(start, (size_t)(text.ptr - source->bytes.ptr) + text.len);
}

uint32_t position_offset(const Source *source, Encoding encoding, Spot spot) {
    if (spot.line >= source->lines) return (uint32_t)source->bytes.len;
    Span line = line_span(source, spot.line);
    size_t at = line.start;
    /* On a line of megabytes most of the way in one go. */
    while (line.end - at > 4 * SOURCE_BLOCK) {
        size_t middle = at + (line.end - at) / 2;
        while (middle > at && ((unsigned char)source->bytes.ptr[middle] & 0xC0) == 0x80) middle--;
        Spot there = position_of(source, encoding, (uint32_t)middle);
        if (there.character <= spot.character)
            at = middle;
        else
            line.end = (uint32_t)middle;
        if (middle == line.start) break;
    }
    uint32_t character = position_of(source, encoding, (uint32_t)at).character, units;
    while (at < line.end && character < spot.character) {
        size_t size = position_step(source->bytes, at, encoding, &units);
        if (character + units > spot.character) break;
        character += units;
        at += size;
    }
    return (uint32_t)at;
}

static void add_spot(Buf *out, Spot spot) {
    buf_printf(out, "{\"line\":%u,\"character\":%u}", spot.line, spot.character);
}

void position_range(Buf *out, const Source *source, Encoding encoding, Span span) {
    Spot none = {0, 0};
    bool known = source->lines > 0;
    buf_add_c(out, "{\"start\":");
    add_spot(out, known ? position_of(source, encoding, span.start) : none);
    buf_add_c(out, ",\"end\":");
    add_spot(out, known
                      ? position_of(source, encoding, span.end < span.start ? span.start : span.end)
                      : none);
    buf_add_char(out, '}');
}
