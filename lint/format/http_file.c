/* Request files of the REST clients in editors (.http, .rest): requests between lines of `###`,
 * each a method with an address, headers, a blank line and the body. {{names}} are filled in by the
 * client. Shape: the documentation of VS Code's REST Client and of JetBrains' HTTP client. */
#include "lint/format/lower.h"

static const char *names(Str path) {
    static const char *const endings[] = {".http", ".rest", NULL};
    return str_ends_any_nocase(path, endings) ? "file name *.http, *.rest" : NULL;
}

typedef struct {
    Span url, body; /* in the file; empty: none */
    bool headers;   /* below the request line, above the blank one */
} Request;

/* The address of `POST https://... HTTP/1.1`. */
static Span url_in(Str line, size_t at) {
    size_t start = str_find_char(line, ' ', 0);
    if (!str_starts(line, STR("POST ")) && !str_starts(line, STR("PUT "))) return (Span){0};
    while (start < line.len && line.ptr[start] == ' ') start++;
    size_t end = start;
    while (end < line.len && line.ptr[end] != ' ' && line.ptr[end] != '\r') end++;
    return span_of(at + start, at + end);
}

static void lower_requests(Lowering *l) {
    Str rest = l->source->bytes, line;
    Request request = {0};
    const Format *own = l->format;
    int index = 0;
    bool in_body = false;
    while (rest.len) {
        size_t at = l->source->bytes.len - rest.len;
        str_next_line(&rest, &line);
        if (str_starts(line, STR("###"))) {
            l->format = own;
            lower_sent_text(l, request.url, request.body, index);
            index += request.url.end > 0;
            request = (Request){0};
            in_body = false;
        } else if (!request.url.end) {
            request.url = url_in(line, at);
            request.headers = request.url.end > 0;
        } else if (request.headers) {
            in_body = !str_trim(line).len;
            request.headers = !in_body;
        } else if (in_body && line.len && (line.ptr[0] == '>' || line.ptr[0] == '<')) {
            in_body = false; /* a script, or a file to send */
        } else if (in_body) {
            size_t start = request.body.end ? request.body.start : at;
            request.body = span_of(start, at + line.len);
        }
    }
    l->format = own;
    lower_sent_text(l, request.url, request.body, index);
}

const Format format_http_file = {
    .name = "http-file",
    .summary = "request file of a REST client (.http): the requests in it",
    .unknown = "bodies kept in other files, and what the client's variables hold",
    .request = true,
    .names = names,
    .lower_text = lower_requests,
};
