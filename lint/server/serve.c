/* The server on two descriptors. Input is always read first, so that what it outdates is not
 * worked on; output waits until the client takes it, so that neither waits for the other. */
#define _POSIX_C_SOURCE 200809L
#include <errno.h>
#include <poll.h>
#include <time.h>
#include <unistd.h>

#include "lint/server/session.h"

enum {
    READ_BYTES = 1 << 16,
    WRITE_BYTES = 4096,     /* POSIX: a pipe that is ready takes so many without blocking */
    MOST_WAITING = 256,     /* messages, before any more are read */
    MOST_UNSENT = 16 << 20, /* bytes, before any more are read */
    LINT_AT_LEAST_MS = 300, /* also where input never ends */
    LAST_WORDS_MS = 5000    /* for a client that has closed its end to take what is left */
};

typedef struct {
    Server *server;
    int in, out;
    bool ended, broken; /* input, output */
    size_t sent;        /* of the output */
    int64_t behind_since;
} Line;

static int64_t milliseconds(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static size_t unsent(const Line *line) {
    return server_output(line->server)->len - line->sent;
}

static void read_some(Line *line) {
    char bytes[READ_BYTES];
    ssize_t n = read(line->in, bytes, sizeof bytes);
    if (n > 0)
        server_receive(line->server, (Str){bytes, (size_t)n});
    else if (n == 0 || (errno != EINTR && errno != EAGAIN))
        line->ended = true;
}

static void write_some(Line *line) {
    Buf *out = server_output(line->server);
    size_t most = unsent(line) < WRITE_BYTES ? unsent(line) : WRITE_BYTES;
    ssize_t n = write(line->out, out->ptr + line->sent, most);
    if (n > 0)
        line->sent += (size_t)n;
    else if (n < 0 && errno != EINTR && errno != EAGAIN)
        line->broken = true;
    if (line->sent < out->len) return;
    line->sent = out->len = 0;
    if (out->cap > READ_BYTES) buf_free(out);
}

/* Reads and writes what is ready; waits for it up to `timeout` ms, -1 for ever. True: input came.
 */
static bool exchange(Line *line, int timeout) {
    struct pollfd fds[2] = {{.fd = line->in, .events = POLLIN},
                            {.fd = line->out, .events = POLLOUT}};
    if (line->ended || server_waiting(line->server) >= MOST_WAITING || unsent(line) > MOST_UNSENT)
        fds[0].fd = -1;
    if (!unsent(line)) fds[1].fd = -1;
    if (poll(fds, 2, timeout) <= 0) return false;
    if (fds[1].revents & (POLLOUT | POLLERR | POLLHUP | POLLNVAL)) write_some(line);
    if (!fds[0].revents) return false;
    read_some(line);
    return true;
}

/* One piece of work; false when there is none. */
static bool work(Line *line) {
    Server *server = line->server;
    bool overdue = server_is_behind(server) && line->behind_since &&
                   milliseconds() - line->behind_since > LINT_AT_LEAST_MS;
    if (!overdue && server_step(server)) {
        if (server_is_behind(server) && !line->behind_since) line->behind_since = milliseconds();
        return true;
    }
    line->behind_since = 0;
    return server_lint_one(server);
}

static void send_rest(Line *line) {
    int64_t until = milliseconds() + LAST_WORDS_MS;
    while (unsent(line) && !line->broken && milliseconds() < until) {
        line->ended = true;
        exchange(line, (int)(until - milliseconds()));
    }
}

int server_serve(Server *server, int in, int out) {
    Line line = {.server = server, .in = in, .out = out};
    int status = 1;
    bool idle = false;
    while (!server_is_over(server, &status) && !line.broken) {
        if (exchange(&line, idle ? -1 : 0)) {
            idle = false;
            if (server_waiting(server) < MOST_WAITING) continue;
        }
        if (unsent(&line) > MOST_UNSENT) {
            idle = true; /* until the client takes some of it */
            continue;
        }
        idle = !work(&line);
        if (idle && line.ended && !server_waiting(server)) break;
    }
    send_rest(&line);
    if (!server_is_over(server, &status)) status = 1;
    return status;
}
