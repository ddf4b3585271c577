/* Contents of blobs from one long-running git. Each request is answered before the next is made, so
 * neither side can block the other. */
#include <errno.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lint/base/write.h"
#include "lint/git/git.h"
#include "lint/git/process.h"

bool git_blobs_open(GitBlobs *blobs, Str *error) {
    int requests[2], answers[2];
    pid_t pid;
    Arena scratch = {0};
    GitArguments a = {0};
    *blobs = (GitBlobs){.to = -1, .from = -1, .broken = true};
    *error = STR("cannot run git");
    if (!git_pipe(requests)) return false;
    if (!git_pipe(answers)) {
        close(requests[0]);
        close(requests[1]);
        return false;
    }
    git_argument(&a, "cat-file");
    git_argument(&a, "--batch");
    bool started = git_start(&scratch, &a, requests[0], answers[1], -1, &pid);
    arena_free(&scratch);
    close(requests[0]);
    close(answers[1]);
    if (!started) {
        close(requests[1]);
        close(answers[0]);
        return false;
    }
    *blobs = (GitBlobs){.to = requests[1], .from = answers[0], .process = (int)pid};
    return true;
}

static bool read_all(int fd, char *to, size_t len) {
    for (size_t at = 0; at < len;) {
        ssize_t n = read(fd, to + at, len - at);
        if (n > 0)
            at += (size_t)n;
        else if (n == 0 || errno != EINTR)
            return false;
    }
    return true;
}

/* "ID TYPE SIZE\n" or "ID missing\n". */
static bool read_head(int fd, char *line, size_t room, size_t *len) {
    for (*len = 0; *len < room; ++*len) {
        if (!read_all(fd, line + *len, 1)) return false;
        if (line[*len] == '\n') return true;
    }
    return false;
}

static bool blob_size(Str head, size_t *size) {
    const Str type = STR(" blob ");
    size_t at = str_find(head, type, 0);
    double bytes;
    if (at == STR_NOT_FOUND || !str_to_number(str_slice(head, at + type.len, head.len), &bytes) ||
        !(bytes >= 0 && bytes <= 1e12))
        return false;
    *size = (size_t)bytes;
    return true;
}

/* The rest of what is too large, and the line end behind every content. */
static bool skip(int fd, size_t len) {
    char waste[4096];
    while (len) {
        size_t n = len < sizeof waste ? len : sizeof waste;
        if (!read_all(fd, waste, n)) return false;
        len -= n;
    }
    return true;
}

bool git_blobs_read(GitBlobs *blobs, Arena *arena, Str id, size_t limit, Str *bytes, Str *error) {
    char head[256];
    size_t len, size;
    *error = STR("git gave no content");
    if (blobs->broken) return false;
    blobs->broken = true;
    if (!write_all(blobs->to, str_printf(arena, STR_FMT "\n", STR_ARG(id))) ||
        !read_head(blobs->from, head, sizeof head, &len))
        return false;
    if (!blob_size((Str){head, len}, &size)) {
        blobs->broken = false; /* "missing": the next request is answered */
        *error =
            str_printf(arena, "git has no content of " STR_FMT " (a partial clone?)", STR_ARG(id));
        return false;
    }
    size_t kept = size <= limit ? size : limit + 1;
    char *text = arena_alloc(arena, kept + 1);
    if (!read_all(blobs->from, text, kept) || !skip(blobs->from, size - kept + 1)) return false;
    blobs->broken = false;
    *bytes = (Str){text, kept};
    return true;
}

void git_blobs_close(GitBlobs *blobs) {
    int status;
    if (blobs->to < 0) return;
    close(blobs->to);
    close(blobs->from);
    while (waitpid((pid_t)blobs->process, &status, 0) < 0 && errno == EINTR) {
    }
    blobs->to = blobs->from = -1;
}
