/* What a confined process cannot do, found by trying, each in a child of its own. */
#define _GNU_SOURCE /* mkdtemp */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lint/base/confine.h"

static char directory[] = "/tmp/confine-XXXXXX";

/* What this kernel and this build have, found out without the code under test. */
static unsigned walls_here(void) {
    unsigned walls = 0;
#if defined(__linux__) && !defined(WARMLINT_UNCONFINED)
#ifdef SYS_landlock_create_ruleset
    if (syscall(SYS_landlock_create_ruleset, NULL, 0, 1) >= 1) walls |= CONFINED_FILES;
#endif
#if (defined(__x86_64__) || defined(__aarch64__)) && !defined(__SANITIZE_ADDRESS__)
    if (prctl(PR_GET_SECCOMP, 0, 0, 0, 0) >= 0) walls |= CONFINED_CALLS;
#endif
#endif
    return walls;
}

/* Runs `attempt` behind the walls; its result, or 255 where `wall` was not built. */
static int confined(const ConfineWrites *writes, unsigned wall, int (*attempt)(void)) {
    pid_t pid = fork();
    assert_true(pid >= 0);
    if (pid == 0) {
        Arena arena = {0};
        _exit(confine(&arena, writes) & wall ? attempt() : 255);
    }
    int status;
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_true(WIFEXITED(status));
    return WEXITSTATUS(status);
}

static void assert_confined(const ConfineWrites *writes, unsigned wall, int (*attempt)(void),
                            int expected) {
    if (!(walls_here() & wall)) skip();
    assert_int_equal(confined(writes, wall, attempt), expected);
}

static int try_to_write(void) {
    char path[64];
    snprintf(path, sizeof path, "%s/new", directory);
    int fd = open(path, O_WRONLY | O_CREAT, 0666);
    if (fd < 0) return errno;
    return close(fd) == 0 && unlink(path) == 0 ? 0 : errno;
}

static int try_to_rename(void) {
    char path[64], other[64];
    snprintf(path, sizeof path, "%s/old", directory);
    snprintf(other, sizeof other, "%s/other", directory);
    return rename(path, other) == 0 ? 0 : errno;
}

static int in_directory(int (*make)(const char *path)) {
    char path[64];
    snprintf(path, sizeof path, "%s/made", directory);
    return make(path) == 0 ? 0 : errno;
}
static int make_directory(const char *path) {
    return mkdir(path, 0777);
}
static int make_link(const char *path) {
    return symlink("old", path);
}
static int make_pipe(const char *path) {
    return mkfifo(path, 0666);
}
static int try_a_directory(void) {
    return in_directory(make_directory);
}
static int try_a_link(void) {
    return in_directory(make_link);
}
static int try_a_pipe(void) {
    return in_directory(make_pipe);
}

static int try_to_remove(void) {
    char path[64];
    snprintf(path, sizeof path, "%s/old", directory);
    return unlink(path) == 0 ? 0 : errno;
}

static int try_to_cut(void) {
    char path[64];
    snprintf(path, sizeof path, "%s/old", directory);
    return truncate(path, 0) == 0 ? 0 : errno;
}

static int try_to_read(void) {
    int fd = open("/proc/self/status", O_RDONLY);
    return fd >= 0 ? 0 : errno;
}

static int try_to_execute(void) {
    execl("/bin/true", "true", (char *)NULL);
    return errno;
}

static int try_a_socket(void) {
    return socket(AF_UNIX, SOCK_STREAM, 0) >= 0 ? 0 : errno;
}

/* Each with arguments that would be told by another error, or by none. */
static int try_a_program_by_descriptor(void) {
    return syscall(SYS_execveat, -1, "x", NULL, NULL, 0) == 0 ? 0 : errno;
}
static int try_two_sockets(void) {
    int pair[2];
    return socketpair(AF_UNIX, SOCK_STREAM, 0, pair) == 0 ? 0 : errno;
}
static int try_to_connect(void) {
    struct sockaddr to = {.sa_family = AF_UNIX};
    return connect(-1, &to, sizeof to) == 0 ? 0 : errno;
}
static int try_to_bind(void) {
    struct sockaddr to = {.sa_family = AF_UNIX};
    return bind(-1, &to, sizeof to) == 0 ? 0 : errno;
}
static int try_to_trace(void) {
    return ptrace(PTRACE_TRACEME, 0, NULL, NULL) == 0 ? 0 : errno;
}
static int try_to_read_memory(void) {
    return process_vm_readv(getpid(), NULL, 0, NULL, 0, 0) == 0 ? 0 : errno;
}
static int try_to_write_memory(void) {
    return process_vm_writev(getpid(), NULL, 0, NULL, 0, 0) == 0 ? 0 : errno;
}
static int try_a_ring(void) {
    return syscall(SYS_io_uring_setup, 0, NULL) == 0 ? 0 : errno;
}

static const ConfineWrites nowhere = {0};

/* What is not there is not claimed, and what is there is used. */
static void walls_stand_where_the_kernel_has_them(void **state) {
    (void)state;
    for (unsigned wall = CONFINED_FILES; wall <= CONFINED_CALLS; wall <<= 1) {
        bool built = confined(&nowhere, wall, try_to_read) != 255;
        assert_int_equal(built, (walls_here() & wall) != 0);
    }
}

static void other_processes_are_out_of_reach(void **state) {
    (void)state;
    int (*const attempts[])(void) = {
        try_a_program_by_descriptor, try_two_sockets,     try_to_connect, try_to_bind, try_to_trace,
        try_to_read_memory,          try_to_write_memory, try_a_ring};
    for (size_t i = 0; i < sizeof attempts / sizeof *attempts; i++)
        assert_confined(&nowhere, CONFINED_CALLS, attempts[i], EPERM);
}

static void files_cannot_be_written(void **state) {
    (void)state;
    assert_confined(&nowhere, CONFINED_FILES, try_to_write, EACCES);
    assert_confined(&nowhere, CONFINED_FILES, try_to_rename, EACCES);
    assert_confined(&nowhere, CONFINED_FILES, try_to_remove, EACCES);
    assert_confined(&nowhere, CONFINED_FILES, try_a_directory, EACCES);
    assert_confined(&nowhere, CONFINED_FILES, try_a_link, EACCES);
    assert_confined(&nowhere, CONFINED_FILES, try_a_pipe, EACCES);
#ifdef SYS_landlock_create_ruleset
    if (syscall(SYS_landlock_create_ruleset, NULL, 0, 1) >= 3)
        assert_confined(&nowhere, CONFINED_FILES, try_to_cut, EACCES);
#endif
}

static void files_can_be_read(void **state) {
    (void)state;
    assert_confined(&nowhere, CONFINED_FILES, try_to_read, 0);
}

static void programs_cannot_be_run(void **state) {
    (void)state;
    assert_confined(&nowhere, CONFINED_CALLS, try_to_execute, EPERM);
    ConfineWrites anywhere = {.anywhere = true};
    int result = confined(&anywhere, CONFINED_FILES, try_to_execute);
    if (result != 255) assert_true(result == EACCES || result == EPERM);
}

static void sockets_cannot_be_made(void **state) {
    (void)state;
    assert_confined(&nowhere, CONFINED_CALLS, try_a_socket, EPERM);
}

static void what_was_asked_for_can_be_written(void **state) {
    (void)state;
    Str here = str_from_c(directory), elsewhere = STR("/usr");
    ConfineWrites one = {.directories = &here, .count = 1};
    ConfineWrites other = {.directories = &elsewhere, .count = 1};
    ConfineWrites anywhere = {.anywhere = true};
    assert_confined(&one, CONFINED_FILES, try_to_write, 0);
    assert_confined(&anywhere, CONFINED_FILES, try_to_write, 0);
    assert_confined(&other, CONFINED_FILES, try_to_write, EACCES);
}

static int set_up(void **state) {
    (void)state;
    char path[64];
    if (!mkdtemp(directory)) return -1;
    snprintf(path, sizeof path, "%s/old", directory);
    int fd = open(path, O_WRONLY | O_CREAT, 0666);
    return fd < 0 ? -1 : close(fd);
}

static int tear_down(void **state) {
    (void)state;
    char path[64];
    snprintf(path, sizeof path, "%s/old", directory);
    return unlink(path) == 0 ? rmdir(directory) : -1;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(walls_stand_where_the_kernel_has_them),
        cmocka_unit_test(other_processes_are_out_of_reach),
        cmocka_unit_test(files_cannot_be_written),
        cmocka_unit_test(files_can_be_read),
        cmocka_unit_test(programs_cannot_be_run),
        cmocka_unit_test(sockets_cannot_be_made),
        cmocka_unit_test(what_was_asked_for_can_be_written),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
