/* Runs a command several times with its output thrown away, and prints the least wall time and
 * processor time in milliseconds, the greatest resident set in KiB, and the exit status. The least
 * of several runs is what the machine can do when nobody else wants it.
 *
 *     measure RUNS COMMAND ARGUMENT... */
#define _DEFAULT_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

typedef struct {
    double wall, cpu; /* milliseconds */
    long rss;         /* KiB */
    int status;
} Cost;

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static double milliseconds(struct timeval t) {
    return (double)t.tv_sec * 1e3 + (double)t.tv_usec / 1e3;
}

static Cost run(char **command) {
    double start = now();
    pid_t child = vfork();
    if (child == 0) {
        int null = open("/dev/null", O_RDWR);
        dup2(null, 0);
        dup2(null, 1);
        dup2(null, 2);
        execvp(command[0], command);
        _exit(127);
    }
    int status = 0;
    struct rusage used;
    if (child < 0 || wait4(child, &status, 0, &used) < 0) {
        perror("measure");
        exit(2);
    }
    return (Cost){now() - start, milliseconds(used.ru_utime) + milliseconds(used.ru_stime),
                  used.ru_maxrss, WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status)};
}

int main(int argc, char **argv) {
    int runs = argc > 2 ? atoi(argv[1]) : 0;
    if (runs < 1) {
        fputs("usage: measure RUNS COMMAND ARGUMENT...\n", stderr);
        return 2;
    }
    Cost best = run(argv + 2);
    for (int i = 1; i < runs; i++) {
        Cost cost = run(argv + 2);
        if (cost.wall < best.wall) best.wall = cost.wall;
        if (cost.cpu < best.cpu) best.cpu = cost.cpu;
        if (cost.rss > best.rss) best.rss = cost.rss;
        if (cost.status > best.status) best.status = cost.status;
    }
    printf("%.3f %.3f %ld %d\n", best.wall, best.cpu, best.rss, best.status);
    return 0;
}
