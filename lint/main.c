/* The program: gathers the environment, runs one command, writes what it made, and ends. */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

#include "lint/base/write.h"
#include "lint/command/command.h"

static size_t terminal_columns(void) {
    const char *columns = getenv("COLUMNS");
    long n = columns ? strtol(columns, NULL, 10) : 0;
    if (n > 0) return (size_t)n;
#ifdef TIOCGWINSZ
    struct winsize size;
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col) return size.ws_col;
#endif
    return 80;
}

/* Emacs runs M-x compile on a pseudo-terminal and reads the output: for a program, not for eyes. */
static bool in_compilation_buffer(void) {
    const char *emacs = getenv("INSIDE_EMACS");
    return emacs && strstr(emacs, ",compile");
}

static void show_progress(Str line) {
    fprintf(stderr, "\r\033[K" STR_FMT, STR_ARG(line));
    fflush(stderr);
}

/* The variables by which coding agents make themselves known to what they run. */
static bool in_agent(void) {
    static const char *const names[] = {
        "AI_AGENT",        "CLAUDECODE",  "CLAUDE_CODE", "GEMINI_CLI",   "CODEX_SANDBOX",
        "CODEX_THREAD_ID", "COPILOT_CLI", "OPENCODE",    "CURSOR_AGENT", "JUNIE_DATA"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *value = getenv(names[i]);
        if (value && value[0]) return !in_compilation_buffer();
    }
    return false;
}

static Environment gather(void) {
    return (Environment){.out_is_terminal = isatty(STDOUT_FILENO) && !in_compilation_buffer(),
                         .columns = terminal_columns(),
                         .no_color = getenv("NO_COLOR"),
                         .force_color = getenv("FORCE_COLOR"),
                         .clicolor = getenv("CLICOLOR"),
                         .clicolor_force = getenv("CLICOLOR_FORCE"),
                         .term = getenv("TERM"),
                         .source_date_epoch = getenv("SOURCE_DATE_EPOCH"),
                         .github_actions = getenv("GITHUB_ACTIONS"),
                         .github_step_summary = getenv("GITHUB_STEP_SUMMARY"),
                         .in_agent = in_agent(),
                         .now = (int64_t)time(NULL),
                         .progress = isatty(STDERR_FILENO) ? show_progress : NULL};
}

/* A reader that went away (`| head`) is no news; a full disk is. */
static int deliver(const Buf *out, const Buf *err, int status) {
    bool whole = write_all(STDOUT_FILENO, buf_str(out)) && (!out->len || close(STDOUT_FILENO) == 0);
    int error = errno;
    write_all(STDERR_FILENO, buf_str(err));
    if (whole) return status;
    if (error != EPIPE) {
        errno = error;
        perror("warmlint: cannot write the output");
    }
    return STATUS_TROUBLE;
}

/* Memory that one file is done with serves the next. By default the C library gives so much of it
 * back to the system each time, and gets it again page by page, that this was a quarter of all work
 * on two threads. */
static void keep_memory(void) {
#ifdef __GLIBC__
    mallopt(M_MMAP_THRESHOLD, 4 << 20);
    mallopt(M_TRIM_THRESHOLD, 32 << 20);
#endif
}

int main(int argc, char **argv) {
    signal(SIGPIPE, SIG_IGN);
    keep_memory();
    Arena arena = {0};
    Environment environment = gather();
    size_t count = argc > 1 ? (size_t)argc - 1 : 0;
    Str *args = arena_array(&arena, count, sizeof(Str));
    for (size_t i = 0; i < count; i++) args[i] = str_from_c(argv[i + 1]);
    Buf out = {0}, err = {0};
    int status = command_dispatch(&arena, &environment, args, count, &out, &err);
    status = deliver(&out, &err, status);
    buf_free(&out);
    buf_free(&err);
    arena_free(&arena);
    return status;
}
