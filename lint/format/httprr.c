/* Recordings of Go's httprr: "httprr trace v1", then for each call a line with two lengths, the
 * request as it was sent, and the response right behind its last byte. The lengths are not relied
 * on: line ends may have been rewritten. Shape: golang.org/x/oscar/internal/httprr. */
#include "lint/format/lower.h"

static const char *names(Str path) {
    static const char *const endings[] = {".httprr", NULL};
    return str_ends_any_nocase(path, endings) ? "file name *.httprr" : NULL;
}

/* "314 1037" */
static bool is_lengths(Str line) {
    line = str_trim(line);
    size_t blank = str_find_char(line, ' ', 0);
    if (blank == STR_NOT_FOUND || blank == 0 || blank + 1 >= line.len) return false;
    for (size_t i = 0; i < line.len; i++)
        if (i != blank && !ascii_is_digit(line.ptr[i])) return false;
    return true;
}

static Span url_in(Str line, size_t at) {
    size_t start = str_find_char(line, ' ', 0), end;
    if (!str_starts(line, STR("POST ")) || start == STR_NOT_FOUND) return (Span){0};
    end = str_find_char(line, ' ', ++start);
    return span_of(at + start, at + (end == STR_NOT_FOUND ? line.len : end));
}

/* Where `}HTTP/2.0 200 OK` begins the response; STR_NOT_FOUND when it does not on this line. */
static size_t answer_in(Str line) {
    size_t at = 0;
    while ((at = str_find(line, STR("HTTP/"), at + 1)) != STR_NOT_FOUND)
        if (ascii_is_one_of(line.ptr[at - 1], "}]")) break;
    return at;
}

/* A request begins behind the lengths, its body behind the blank line, and the response where the
 * line `}HTTP/2.0 200 OK` says so. */
static void lower_requests(Lowering *l) {
    Str bytes = l->source->bytes, rest = bytes, line;
    const Format *own = l->format;
    Span url = {0};
    size_t body = 0;
    int index = 0;
    bool begins = false;
    l->recorded = true;
    while (rest.len) {
        size_t at = bytes.len - rest.len;
        str_next_line(&rest, &line);
        if (is_lengths(line)) {
            begins = true;
            url = (Span){0};
            body = 0;
        } else if (begins) {
            url = url_in(line, at);
            begins = false;
        } else if (url.end && !body) {
            if (!str_trim(line).len) body = at + line.len + 1;
        } else if (url.end) {
            size_t answer = answer_in(line);
            if (answer == STR_NOT_FOUND) continue;
            l->format = own; /* the holder of what is found */
            lower_sent_text(l, url, span_of(body, at + answer), index++);
            url = (Span){0};
        }
    }
    l->format = own;
    l->recorded = false;
}

const Format format_httprr = {
    .name = "httprr",
    .summary = "recorded HTTP traffic of Go's httprr: the requests in it",
    .unknown = "nothing of the calls; what varies shows only between them",
    .request = true,
    .names = names,
    .lower_text = lower_requests,
};
