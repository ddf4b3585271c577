/* Files that are replaced by what was made of them. */
#define _GNU_SOURCE /* mkdtemp */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lint/base/write.h"
#include "lint/command/outputs.h"
#include "lint/source/source.h"

static char directory[] = "/tmp/write-XXXXXX";
static Arena arena;

static Str path_of(const char *name) {
    return str_printf(&arena, "%s/%s", directory, name);
}

static void put(const char *name, const char *text) {
    int fd = open(path_of(name).ptr, O_WRONLY | O_CREAT | O_TRUNC, 0666);
    assert_true(fd >= 0 && write_all(fd, str_from_c(text)));
    close(fd);
}

static void assert_holds(const char *name, const char *text) {
    Str bytes;
    int fd = open(path_of(name).ptr, O_RDONLY);
    assert_true(fd >= 0 && source_read_fd(&arena, fd, 1000, &bytes));
    close(fd);
    assert_true(str_is(bytes, text));
}

/* Nothing but so many files is there: none was forgotten beside. */
static void assert_files(size_t count) {
    DIR *dir = opendir(directory);
    assert_non_null(dir);
    for (struct dirent *entry; (entry = readdir(dir));) count -= entry->d_name[0] != '.';
    closedir(dir);
    assert_int_equal(count, 0);
}

static void what_is_as_it_was_is_replaced(void **state) {
    (void)state;
    put("a", "before");
    assert_int_equal(chmod(path_of("a").ptr, 0640), 0);
    assert_null(replace_file(&arena, path_of("a"), STR("before"), STR("after")));
    assert_holds("a", "after");
    struct stat st;
    assert_int_equal(stat(path_of("a").ptr, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0640);
    assert_files(1);
}

static void what_changed_meanwhile_is_not(void **state) {
    (void)state;
    static const char *const now[] = {"Before", "before, and more", "befor", ""};
    for (size_t i = 0; i < sizeof now / sizeof *now; i++) {
        put("a", now[i]);
        assert_string_equal(replace_file(&arena, path_of("a"), STR("before"), STR("after")),
                            "it has changed since it was read");
        assert_holds("a", now[i]);
    }
    assert_files(1);
}

static void what_is_no_file_of_one_name_is_not(void **state) {
    (void)state;
    put("a", "before");
    assert_int_equal(link(path_of("a").ptr, path_of("b").ptr), 0);
    assert_non_null(
        strstr(replace_file(&arena, path_of("a"), STR("before"), STR("after")), "hard links"));
    assert_holds("b", "before");
    assert_int_equal(unlink(path_of("b").ptr), 0);
    assert_string_equal(replace_file(&arena, str_from_c(directory), STR("before"), STR("after")),
                        "it is no regular file");
    assert_int_equal(mkfifo(path_of("pipe").ptr, 0666), 0);
    assert_string_equal(replace_file(&arena, path_of("pipe"), STR("before"), STR("after")),
                        "it is no regular file");
    assert_int_equal(unlink(path_of("pipe").ptr), 0);
    assert_non_null(replace_file(&arena, path_of("gone"), STR("before"), STR("after")));
    assert_files(1);
}

static void nothing_is_left_of_what_cannot_be_written(void **state) {
    (void)state;
    put("a", "before");
    struct rlimit old, little;
    signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &old), 0);
    little = old;
    little.rlim_cur = 3;
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &little), 0);
    const char *why = replace_file(&arena, path_of("a"), STR("before"), STR("after"));
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &old), 0);
    assert_non_null(why);
    assert_holds("a", "before");
    assert_files(1);
}

static void through_a_link_the_file_behind_it_is(void **state) {
    (void)state;
    put("a", "before");
    assert_int_equal(symlink("a", path_of("link").ptr), 0);
    assert_null(replace_file(&arena, path_of("link"), STR("before"), STR("after")));
    struct stat st;
    assert_int_equal(lstat(path_of("link").ptr, &st), 0);
    assert_true(S_ISLNK(st.st_mode));
    assert_holds("a", "after");
    assert_int_equal(unlink(path_of("link").ptr), 0);
    assert_files(1);
}

static int set_up(void **state) {
    (void)state;
    return mkdtemp(directory) ? 0 : -1;
}

static int tear_down(void **state) {
    (void)state;
    int status = unlink(path_of("a").ptr) == 0 ? rmdir(directory) : -1;
    arena_free(&arena);
    return status;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_as_it_was_is_replaced),
        cmocka_unit_test(what_changed_meanwhile_is_not),
        cmocka_unit_test(what_is_no_file_of_one_name_is_not),
        cmocka_unit_test(nothing_is_left_of_what_cannot_be_written),
        cmocka_unit_test(through_a_link_the_file_behind_it_is),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
