#include "lint/git/process.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdint.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

void git_argument(GitArguments *arguments, const char *word) {
    assert(arguments->count < GIT_MOST_ARGUMENTS);
    arguments->words[arguments->count++] = word;
}

bool git_pipe(int ends[2]) {
    if (pipe(ends) != 0) return false;
    fcntl(ends[0], F_SETFD, FD_CLOEXEC);
    fcntl(ends[1], F_SETFD, FD_CLOEXEC);
    return true;
}

/* What holds for every call: nothing of a repository's or user's settings runs other programs. */
static const char *const always[] = {"git",
                                     "--no-pager",
                                     "--no-optional-locks",
                                     "--literal-pathspecs",
                                     "-c",
                                     "core.fsmonitor=false",
                                     "-c",
                                     "core.quotePath=false"};
enum { ALWAYS = sizeof always / sizeof *always };

static char **argument_vector(Arena *arena, const GitArguments *a) {
    char **argv = arena_array(arena, ALWAYS + a->count + a->path_count + 2, sizeof *argv);
    size_t n = 0;
    for (size_t i = 0; i < ALWAYS; i++)
        argv[n++] = (char *)(uintptr_t)always[i]; /* posix_spawn changes none of them */
    for (size_t i = 0; i < a->count; i++) argv[n++] = (char *)(uintptr_t)a->words[i];
    if (a->path_count) argv[n++] = (char *)(uintptr_t) "--";
    for (size_t i = 0; i < a->path_count; i++)
        argv[n++] = (char *)(uintptr_t)str_to_c(arena, a->paths[i]);
    return argv;
}

static void redirect(posix_spawn_file_actions_t *actions, int from, int to, int mode) {
    if (from >= 0)
        posix_spawn_file_actions_adddup2(actions, from, to);
    else
        posix_spawn_file_actions_addopen(actions, to, "/dev/null", mode, 0);
}

bool git_start(Arena *arena, const GitArguments *arguments, int in, int out, int err, pid_t *pid) {
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    sigset_t restored;
    posix_spawn_file_actions_init(&actions);
    posix_spawnattr_init(&attributes);
    redirect(&actions, in, STDIN_FILENO, O_RDONLY);
    redirect(&actions, out, STDOUT_FILENO, O_WRONLY);
    redirect(&actions, err, STDERR_FILENO, O_WRONLY);
    /* We ignore SIGPIPE; git is to end when we go away. */
    sigemptyset(&restored);
    sigaddset(&restored, SIGPIPE);
    posix_spawnattr_setsigdefault(&attributes, &restored);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF);
    int failure =
        posix_spawnp(pid, "git", &actions, &attributes, argument_vector(arena, arguments), environ);
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
    return failure == 0;
}

typedef struct {
    char *ptr;
    size_t len, cap;
} Bytes;

/* Appends what can be read now; false at the end. */
static bool take(Arena *arena, int fd, Bytes *bytes) {
    enum { STEP = 1 << 16 };
    if (bytes->cap - bytes->len < STEP) {
        size_t cap = bytes->cap ? bytes->cap * 2 : 2 * STEP;
        bytes->ptr = arena_grow(arena, bytes->ptr, bytes->cap, cap);
        bytes->cap = cap;
    }
    ssize_t n = read(fd, bytes->ptr + bytes->len, bytes->cap - bytes->len);
    if (n > 0) bytes->len += (size_t)n;
    return n > 0 || (n < 0 && errno == EINTR);
}

static void read_both(Arena *arena, int out, int err, Bytes *output, Bytes *complaint) {
    struct pollfd fds[2] = {{.fd = out, .events = POLLIN}, {.fd = err, .events = POLLIN}};
    while (fds[0].fd >= 0 || fds[1].fd >= 0) {
        if (poll(fds, 2, -1) < 0 && errno != EINTR) return;
        for (int i = 0; i < 2; i++)
            if (fds[i].fd >= 0 && fds[i].revents && !take(arena, fds[i].fd, i ? complaint : output))
                fds[i].fd = -1;
    }
}

static Str first_line(Arena *arena, Str complaint) {
    Str line;
    if (!str_next_line(&complaint, &line) || !line.len) return STR("git failed");
    if (str_starts(line, STR("fatal: "))) line = str_slice(line, 7, line.len);
    return str_printf(arena, "git: " STR_FMT, STR_ARG(line));
}

bool git_run(Arena *arena, const GitArguments *arguments, Str *output, Str *error) {
    int out[2], err[2], status = -1;
    pid_t pid;
    *error = STR("cannot run git");
    if (!git_pipe(out)) return false;
    if (!git_pipe(err)) {
        close(out[0]);
        close(out[1]);
        return false;
    }
    bool started = git_start(arena, arguments, -1, out[1], err[1], &pid);
    close(out[1]);
    close(err[1]);
    Bytes bytes = {0}, complaint = {0};
    if (started) {
        read_both(arena, out[0], err[0], &bytes, &complaint);
        while (waitpid(pid, &status, 0) < 0 && errno == EINTR) {
        }
    }
    close(out[0]);
    close(err[0]);
    *output = (Str){bytes.ptr, bytes.len};
    if (!started) return false;
    *error = first_line(arena, (Str){complaint.ptr, complaint.len});
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}
