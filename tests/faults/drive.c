/* Runs one command line again and again, each time with another call of the system failing, and
 * holds every run against the undisturbed one:
 *   drive [-s STEP] KIND LIB OUTPUT|- PROGRAM ARGUMENT…
 * in the current directory, with the files of it as they are. OUTPUT is a file that the command
 * writes; it is put back before each run. A run passes when
 *   - it ends by itself, within ten seconds, with no signal;
 *   - its status is that of the undisturbed run and its output the same, or its status is 2 and
 *     standard error says why (only of memory for allocations);
 *   - OUTPUT is as before or as the undisturbed run leaves it, or, where the status is 2 because an
 *     input could not be read, whole and without that; and nothing else is left beside it;
 *   - at a regular end no more memory is left than in the undisturbed run (not with -j2: how much
 *     the threads of the C library keep is a matter of luck).
 * Prints one line for each failure and "KIND RUNS FAILURES" at the end. STEP: only every STEP-th
 * call. */
#define _POSIX_C_SOURCE 200809L
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { MOST = 1 << 22, SECONDS = 10 };

typedef struct {
    char *bytes;
    long len; /* -1: there is no such file */
} Text;

typedef struct {
    int status; /* of waitpid; -1: it did not end */
    Text out, err, file;
    long calls, live; /* -1: no regular end */
    int entries;      /* in the directory */
} Result;

static const char *kind, *library, *output, *where;
static char **command;
static bool threads;

static Text slurp(const char *path) {
    Text t = {NULL, -1};
    FILE *f = fopen(path, "rb");
    if (!f) return t;
    t.bytes = malloc(MOST);
    t.len = (long)fread(t.bytes, 1, MOST, f);
    fclose(f);
    return t;
}

static void put(const char *path, Text t) {
    if (t.len < 0) {
        unlink(path);
        return;
    }
    FILE *f = fopen(path, "wb");
    if (!f || fwrite(t.bytes, 1, (size_t)t.len, f) != (size_t)t.len) exit(3);
    fclose(f);
}

static bool same(Text a, Text b) {
    return a.len == b.len && (a.len <= 0 || memcmp(a.bytes, b.bytes, (size_t)a.len) == 0);
}

static bool says(Text t, const char *words) {
    if (t.len <= 0) return false;
    t.bytes[t.len < MOST ? t.len : MOST - 1] = '\0';
    return strstr(t.bytes, words) != NULL;
}

static int entries(void) {
    int n = 0;
    DIR *d = opendir(".");
    while (d && readdir(d)) n++;
    if (d) closedir(d);
    return n;
}

static void name_of(char *out, size_t size, const char *what) {
    snprintf(out, size, "%s/%s", where, what);
}

static void child(const char *fault) {
    char out[512], err[512], report[512];
    name_of(out, sizeof out, "out");
    name_of(err, sizeof err, "err");
    name_of(report, sizeof report, "report");
    setenv("FAULT", fault, 1);
    setenv("FAULT_REPORT", report, 1);
    setenv("LD_PRELOAD", library, 1);
    int in = open("stdin", O_RDONLY);
    if (in < 0) in = open("/dev/null", O_RDONLY);
    dup2(in, 0);
    dup2(open(out, O_WRONLY | O_CREAT | O_TRUNC, 0666), 1);
    dup2(open(err, O_WRONLY | O_CREAT | O_TRUNC, 0666), 2);
    execv(command[0], command);
    _exit(127);
}

/* 0 at its end, else it was killed. */
static int wait_for(pid_t pid, int *status) {
    struct timespec pause = {0, 500000};
    for (long i = 0; i < SECONDS * 2000L; i++) {
        if (waitpid(pid, status, WNOHANG) == pid) return 0;
        nanosleep(&pause, NULL);
    }
    kill(pid, SIGKILL);
    waitpid(pid, status, 0);
    return -1;
}

static Result run(long at) {
    char fault[64], path[512];
    Result r = {.calls = -1, .live = -1};
    snprintf(fault, sizeof fault, "%s:%ld", kind, at);
    name_of(path, sizeof path, "report");
    unlink(path);
    pid_t pid = fork();
    if (pid == 0) child(fault);
    if (wait_for(pid, &r.status) != 0) r.status = -1;
    Text report = slurp(path);
    if (report.len > 0 && says(report, " ")) sscanf(report.bytes, "%ld %ld", &r.calls, &r.live);
    free(report.bytes);
    name_of(path, sizeof path, "out");
    r.out = slurp(path);
    name_of(path, sizeof path, "err");
    r.err = slurp(path);
    r.file = output ? slurp(output) : (Text){NULL, -1};
    r.entries = entries();
    return r;
}

static void forget(Result *r) {
    free(r->out.bytes);
    free(r->err.bytes);
    free(r->file.bytes);
}

/* It begins and ends like the other: a report on less. */
static bool is_whole_too(Text t, Text good) {
    return t.len > 1 && good.len > 1 && t.bytes[0] == good.bytes[0] &&
           memcmp(t.bytes + t.len - 2, good.bytes + good.len - 2, 2) == 0;
}

static const char *judge(const Result *r, const Result *good, Text before) {
    bool memory = strncmp(kind, "alloc", 5) == 0;
    /* Standard error can be what fails, or standard output what is cut. */
    bool writing = strncmp(kind, "write", 5) == 0 || strncmp(kind, "close", 5) == 0;
    if (r->status == -1) return "it hangs";
    if (!WIFEXITED(r->status)) return "it crashes";
    bool less = !writing && WEXITSTATUS(r->status) == 2 && is_whole_too(r->file, good->file);
    if (output && !same(r->file, before) && !same(r->file, good->file) && !less)
        return "the file is neither as before nor whole";
    if (output && r->entries > good->entries) return "something is left beside the file";
    if (!threads && r->live >= 0 && good->live >= 0 && r->live > good->live) return "memory leaks";
    if (r->status == good->status && same(r->out, good->out)) {
        if (output && !same(r->file, good->file))
            return "the file was not written, and nobody says so";
        return NULL;
    }
    if (WEXITSTATUS(r->status) != 2) return "neither the same output nor status 2";
    if (r->err.len <= 0 && r->out.len <= 0 && !writing) return "no message";
    if (memory && !says(r->err, "out of memory")) return "the message does not speak of memory";
    return NULL;
}

int main(int argc, char **argv) {
    long step = 1, failures = 0, runs = 0;
    int first = 1;
    if (argc > 2 && strcmp(argv[1], "-s") == 0) {
        step = atol(argv[2]);
        first = 3;
    }
    if (argc < first + 4) return 3;
    kind = argv[first];
    library = argv[first + 1];
    output = strcmp(argv[first + 2], "-") ? argv[first + 2] : NULL;
    command = argv + first + 3;
    where = getenv("FAULTS");
    for (char **word = command; *word; word++) threads |= strcmp(*word, "-j2") == 0;
    if (!where) return 3;
    Text before = output ? slurp(output) : (Text){NULL, -1};
    Result good = run(0);
    if (good.calls < 0 || good.status == -1) {
        printf("FAILED  %s: the undisturbed run does not end regularly\n", kind);
        return 1;
    }
    bool every = strncmp(kind, "all-", 4) == 0;
    long last = every ? 1 : good.calls;
    for (long at = 1 + (step > 1 ? step / 2 : 0) * !every; at <= last; at += step, runs++) {
        if (output) put(output, before);
        Result r = run(at);
        const char *wrong = judge(&r, &good, before);
        if (!wrong && every && (r.status != good.status || !same(r.out, good.out)))
            wrong = "slow reads and writes change the output";
        if (wrong && ++failures <= 5)
            printf("FAILED  %s:%ld of %s %s: %s (status %d)\n        | %.*s\n", kind, at,
                   command[1], argc > first + 5 ? command[argc - first - 4] : "", wrong,
                   WIFEXITED(r.status) ? WEXITSTATUS(r.status) : r.status,
                   (int)(r.err.len < 200 ? r.err.len : 200), r.err.len > 0 ? r.err.bytes : "");
        forget(&r);
    }
    if (output) put(output, before);
    printf("%s %ld %ld\n", kind, runs, failures);
    return failures > 0;
}
