/* Requests of the REST client Bruno (.bru): blocks `name {` ... `}` that begin and end at the first
 * column; the address stands in the block of the method, the body in `body:json`. {{names}} are
 * filled in by the client. Shape: the documentation of Bru, the markup. */
#include "lint/format/lower.h"

static const char *names(Str path) {
    static const char *const endings[] = {".bru", NULL};
    return str_ends_any_nocase(path, endings) ? "file name *.bru" : NULL;
}

static bool opens_block(Str line) {
    return line.len > 2 && ascii_is_alpha(line.ptr[0]) && str_ends(line, STR(" {"));
}

/* `  url: https://...`: the address in the file. */
static Span url_in(Str line, size_t at) {
    size_t start = str_find(line, STR("url:"), 0);
    if (start == STR_NOT_FOUND || str_trim(str_slice(line, 0, start)).len) return (Span){0};
    start = str_behind_blanks(line, start + 4);
    return span_of(at + start, at + line.len);
}

static void lower_block(Lowering *l) {
    static const char *const methods[] = {"post", "put", "patch", NULL};
    Str bytes = l->source->bytes, rest = bytes, line, block = {0};
    Span url = {0}, body = {0};
    while (rest.len) {
        size_t at = bytes.len - rest.len;
        str_next_line(&rest, &line);
        if (!block.len && opens_block(line)) {
            block = str_slice(line, 0, line.len - 2);
            if (str_is(block, "body:json")) body = span_of(at + line.len + 1, at + line.len + 1);
        } else if (block.len && line.len && line.ptr[0] == '}') {
            if (str_is(block, "body:json")) body = span_of(body.start, at);
            block = (Str){0};
        } else if (str_is_any(block, methods) && !url.end) {
            url = url_in(line, at);
        }
    }
    if (url.end && body.end > body.start) lower_sent_text(l, url, body, 0);
}

const Format format_bruno = {
    .name = "bruno",
    .summary = "request of the REST client Bruno (.bru): its JSON body",
    .unknown = "bodies kept in other files, and what the client's variables hold",
    .request = true,
    .names = names,
    .lower_text = lower_block,
};
