#include "lint/server/text.h"

#include <stdlib.h>

#include "lint/base/utf8.h"

enum { PIECE = 4096, SMALL = PIECE / 4 };

/* --- pieces --------------------------------------------------------------------------------------
 */

static bool is_follower(char c) {
    return ((unsigned char)c & 0xC0) == 0x80;
}

/* A place where `bytes` may be cut, at or up to three bytes before `at`: not between CR and LF, not
 * inside a character. */
static size_t cut_before(Str bytes, size_t at) {
    if (at >= bytes.len) return bytes.len;
    size_t cut = at;
    while (at - cut < 3 && is_follower(bytes.ptr[cut])) cut--;
    if (is_follower(bytes.ptr[cut])) cut = at; /* no character is that long */
    if (bytes.ptr[cut] == '\n' && bytes.ptr[cut - 1] == '\r') cut--;
    return cut;
}

static TextPiece make_piece(Str bytes) {
    TextPiece piece = {.bytes = malloc(bytes.len + 1), .len = (uint32_t)bytes.len};
    if (!piece.bytes) out_of_memory();
    memcpy(piece.bytes, bytes.ptr, bytes.len);
    piece.bytes[bytes.len] = '\0';
    for (size_t at = 0; at < bytes.len;) {
        char c = bytes.ptr[at];
        uint32_t units;
        piece.lines +=
            c == '\n' || (c == '\r' && (at + 1 == bytes.len || bytes.ptr[at + 1] != '\n'));
        at += position_step(bytes, at, ENCODING_UTF16, &units);
        piece.utf16 += units;
        piece.code_points++;
    }
    return piece;
}

/* The pieces [first, last) become those of `bytes`. */
static void splice(Text *text, size_t first, size_t last, Str bytes) {
    size_t fresh = 0;
    for (size_t at = 0; at < bytes.len; fresh++) at = cut_before(bytes, at + PIECE);
    for (size_t i = first; i < last; i++) free(text->pieces[i].bytes);
    size_t count = text->count - (last - first) + fresh;
    if (count > text->cap) {
        text->cap = count + count / 2 + 8;
        text->pieces = realloc(text->pieces, text->cap * sizeof *text->pieces);
        if (!text->pieces) out_of_memory();
    }
    if (text->count > last)
        memmove(text->pieces + first + fresh, text->pieces + last,
                (text->count - last) * sizeof *text->pieces);
    text->count = count;
    for (size_t at = 0, i = first; at < bytes.len; i++) {
        size_t end = cut_before(bytes, at + PIECE);
        text->pieces[i] = make_piece(str_slice(bytes, at, end));
        at = end;
    }
}

void text_free(Text *text) {
    for (size_t i = 0; i < text->count; i++) free(text->pieces[i].bytes);
    free(text->pieces);
    *text = (Text){0};
}

void text_set(Text *text, Str bytes) {
    text_free(text);
    splice(text, 0, 0, bytes);
    text->len = bytes.len;
}

void text_copy(const Text *text, char *out) {
    for (size_t i = 0; i < text->count; i++) {
        memcpy(out, text->pieces[i].bytes, text->pieces[i].len);
        out += text->pieces[i].len;
    }
}

/* --- places --------------------------------------------------------------------------------------
 */

static Str piece_str(const TextPiece *piece) {
    return (Str){piece->bytes, piece->len};
}

static uint32_t piece_units(const TextPiece *piece, Encoding encoding) {
    return encoding == ENCODING_UTF8    ? piece->len
           : encoding == ENCODING_UTF16 ? piece->utf16
                                        : piece->code_points;
}

/* Behind the line end number `n` (from 1) of the piece, whose bytes end in a NUL. */
static size_t behind_line(Str bytes, uint32_t n) {
    size_t at = 0;
    while (n) {
        char c = bytes.ptr[at++];
        if (c == '\r' && bytes.ptr[at] == '\n') at++;
        n -= c == '\n' || c == '\r';
    }
    return at;
}

/* Goes on by `left` units inside the piece; true when the place lies in it. */
static bool walk(const TextPiece *piece, Encoding encoding, size_t *at, uint32_t *left) {
    Str bytes = piece_str(piece);
    if (*at == 0 && !piece->lines && piece_units(piece, encoding) <= *left) {
        *left -= piece_units(piece, encoding);
        *at = piece->len;
        return false;
    }
    while (*at < bytes.len) {
        uint32_t units;
        size_t size = position_step(bytes, *at, encoding, &units);
        if (bytes.ptr[*at] == '\n' || bytes.ptr[*at] == '\r' || units > *left) return true;
        *left -= units;
        *at += size;
    }
    return false;
}

size_t text_offset(const Text *text, Encoding encoding, Spot spot) {
    size_t before = 0, i = 0, at = 0;
    uint32_t lines = spot.line, left = spot.character;
    while (i < text->count && lines > text->pieces[i].lines) {
        lines -= text->pieces[i].lines;
        before += text->pieces[i++].len;
    }
    if (i == text->count) return text->len;
    if (lines) at = behind_line(piece_str(&text->pieces[i]), lines);
    for (; i < text->count; i++, at = 0) {
        if (walk(&text->pieces[i], encoding, &at, &left)) return before + at;
        before += text->pieces[i].len;
    }
    return text->len;
}

/* --- changes -------------------------------------------------------------------------------------
 */

/* The piece that holds the byte, and the bytes before it. At the end of the text the last piece. */
static size_t piece_at(const Text *text, size_t offset, size_t *before) {
    size_t i = 0;
    *before = 0;
    while (i + 1 < text->count && *before + text->pieces[i].len <= offset)
        *before += text->pieces[i++].len;
    return i;
}

/* A line end or a character may have come together from both sides of the cut. */
static bool joins(Str left, Str right) {
    return left.len && right.len &&
           (is_follower(right.ptr[0]) || (left.ptr[left.len - 1] == '\r' && right.ptr[0] == '\n'));
}

void text_replace(Text *text, size_t from, size_t to, Str bytes) {
    if (to > text->len) to = text->len;
    if (from > to) from = to;
    size_t before, behind, first = 0, last = 0;
    Buf fresh = {0};
    if (text->count) {
        first = piece_at(text, from, &before);
        last = piece_at(text, to, &behind);
        buf_add(&fresh, str_slice(piece_str(&text->pieces[first]), 0, from - before));
        buf_add(&fresh, bytes);
        buf_add(&fresh, str_slice(piece_str(&text->pieces[last]), to - behind, SIZE_MAX));
        last++;
    } else {
        buf_add(&fresh, bytes);
    }
    /* What became small goes together with a neighbour. */
    if (last < text->count &&
        (fresh.len < SMALL || joins(buf_str(&fresh), piece_str(&text->pieces[last]))))
        buf_add(&fresh, piece_str(&text->pieces[last++]));
    if (first > 0 &&
        (fresh.len < SMALL || joins(piece_str(&text->pieces[first - 1]), buf_str(&fresh)))) {
        Buf whole = {0};
        buf_add(&whole, piece_str(&text->pieces[--first]));
        buf_add(&whole, buf_str(&fresh));
        buf_free(&fresh);
        fresh = whole;
    }
    text->len += bytes.len - (to - from);
    splice(text, first, last, buf_str(&fresh));
    buf_free(&fresh);
}
