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
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lint/base/confine.h"

static char directory[] = "/tmp/confine-XXXXXX";

/* Runs `attempt` behind the walls; its result, or 255 where `wall` does not exist here. */
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
    int result = confined(writes, wall, attempt);
    if (result == 255) skip();
    assert_int_equal(result, expected);
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

static const ConfineWrites nowhere = {0};

static void files_cannot_be_written(void **state) {
    (void)state;
    assert_confined(&nowhere, CONFINED_FILES, try_to_write, EACCES);
    assert_confined(&nowhere, CONFINED_FILES, try_to_rename, EACCES);
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
        cmocka_unit_test(files_cannot_be_written),
        cmocka_unit_test(files_can_be_read),
        cmocka_unit_test(programs_cannot_be_run),
        cmocka_unit_test(sockets_cannot_be_made),
        cmocka_unit_test(what_was_asked_for_can_be_written),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
