#include <errno.h>
#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "lint/base/limits.h"
#include "tests/unit/reading.h"

static char directory[] = "/tmp/test_source.XXXXXX";

static int make_directory(void **state) {
    (void)state;
    return mkdtemp(directory) ? 0 : -1;
}

static int remove_directory(void **state) {
    (void)state;
    return rmdir(directory);
}

static Str path_of(Arena *arena, const char *name) {
    return str_printf(arena, "%s/%s", directory, name);
}

static void write_file(Str path, Str bytes) {
    int fd = open(path.ptr, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, bytes.ptr, bytes.len), bytes.len);
    close(fd);
}

static Reading load(Str path, bool *loaded) {
    Reading r = {0};
    *loaded = source_load(&r.arena, path, &r.source, &r.problems);
    return r;
}

/* -- loading ---------------------------------------------------------------------------------- */

static void a_regular_file_is_read_whole(void **state) {
    (void)state;
    Arena arena = {0};
    Str path = path_of(&arena, "file"), link = path_of(&arena, "link");
    Str text = repeated(&arena, "", "a line \xC3\xA9\n", 30000);
    bool loaded;
    write_file(path, text);
    assert_int_equal(symlink(path.ptr, link.ptr), 0);
    Reading r = load(link, &loaded);
    assert_true(loaded);
    assert_bytes(r.source.bytes, text);
    assert_int_equal(r.source.lines, 30001);
    assert_int_equal(r.problems.len, 0);
    assert_bytes(r.source.path, link);
    done(&r);
    write_file(path, (Str){"", 0});
    r = load(path, &loaded);
    assert_true(loaded);
    assert_int_equal(r.source.bytes.len, 0);
    assert_int_equal(r.source.lines, 1);
    done(&r);
    unlink(path.ptr);
    unlink(link.ptr);
    arena_free(&arena);
}

static void assert_refused(Str path, ProblemKind kind, const char *words) {
    bool loaded;
    double start = cpu_ms();
    Reading r = load(path, &loaded);
    assert_false(loaded);
    assert_problem(&r, kind, 0, 0);
    assert_says(&r, words);
    assert_bytes(r.source.path, path);
    assert_true(cpu_ms() - start < 50);
    done(&r);
}

static void what_is_not_a_file_is_refused(void **state) {
    (void)state;
    Arena arena = {0};
    Str fifo = path_of(&arena, "fifo"), loop = path_of(&arena, "loop");
    assert_int_equal(mkfifo(fifo.ptr, 0600), 0);
    assert_int_equal(symlink(loop.ptr, loop.ptr), 0);
    assert_refused(fifo, PROBLEM_UNREADABLE, "named pipe"); /* and does not hang */
    assert_refused(loop, PROBLEM_UNREADABLE, "cannot be read");
    assert_refused(STR("/dev/null"), PROBLEM_UNREADABLE, "device");
    assert_refused(str_from_c(directory), PROBLEM_UNREADABLE, "directory");
    assert_refused(path_of(&arena, "nothing"), PROBLEM_UNREADABLE, "No such file");
    unlink(fifo.ptr);
    unlink(loop.ptr);
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    Str path = path_of(&arena, "socket");
    assert_true(path.len < sizeof address.sun_path);
    memcpy(address.sun_path, path.ptr, path.len);
    int listening = socket(AF_UNIX, SOCK_STREAM, 0);
    assert_int_equal(bind(listening, (struct sockaddr *)&address, sizeof address), 0);
    assert_refused(path, PROBLEM_UNREADABLE, "is a socket or a device");
    close(listening);
    unlink(path.ptr);
    arena_free(&arena);
}

static void large_files_are_refused_unread(void **state) {
    (void)state;
    Arena arena = {0};
    Str path = path_of(&arena, "large");
    write_file(path, STR("x"));
    assert_int_equal(truncate(path.ptr, (off_t)LIMIT_FILE_BYTES + 1), 0);
    assert_refused(path, PROBLEM_LIMIT, "64 MiB");
    assert_int_equal(truncate(path.ptr, (off_t)200 << 20), 0);
    assert_refused(path, PROBLEM_LIMIT, "200 MiB");
    unlink(path.ptr);
    arena_free(&arena);
}

static void a_pipe_is_read_to_its_end_or_limit(void **state) {
    (void)state;
    Arena arena = {0};
    int ends[2];
    Str bytes;
    assert_int_equal(pipe(ends), 0);
    assert_int_equal(write(ends[1], "hello", 5), 5);
    close(ends[1]);
    assert_true(source_read_fd(&arena, ends[0], 100, &bytes));
    assert_str(bytes, "hello");
    close(ends[0]);
    assert_int_equal(pipe(ends), 0);
    assert_int_equal(write(ends[1], "hello", 5), 5);
    close(ends[1]);
    assert_true(source_read_fd(&arena, ends[0], 3, &bytes));
    assert_str(bytes, "hell"); /* one more than the limit shows that it was passed */
    close(ends[0]);
    assert_false(source_read_fd(&arena, ends[0], 3, &bytes));
    assert_int_equal(errno, EBADF);
    arena_free(&arena);
}

/* -- bytes ------------------------------------------------------------------------------------ */

static void assert_not_text(Str bytes, uint32_t start, uint32_t end, const char *words) {
    Reading r = {0};
    assert_false(source_from_bytes(&r.arena, STR("x"), bytes, &r.source, &r.problems));
    assert_problem(&r, PROBLEM_NOT_UTF8, start, end);
    assert_says(&r, words);
    assert_bytes(r.source.bytes, bytes); /* so that the place can be shown */
    assert_true(r.source.lines > 0);
    done(&r);
}

static void what_is_not_utf8_is_refused_with_its_place(void **state) {
    (void)state;
    assert_not_text(STR("ab\n\xC3\xA9 caf\xE9 x"), 9, 10, "0xE9");
    assert_not_text(STR("ab\xC3"), 2, 3, "0xC3");
    assert_not_text(STR("\xC0\x80"), 0, 1, "0xC0");
    assert_not_text(STR("a\xED\xA0\x80"), 1, 2, "0xED");
    assert_not_text(STR("ab\0cd\xFF"), 2, 3, "NUL");
    assert_not_text(STR("ab\xFF"
                        "cd\0"),
                    2, 3, "0xFF");
    assert_not_text(STR("\xFF\xFEh\0i\0"), 0, 2, "UTF-16");
    assert_not_text(STR("\xFE\xFF\0h\0i"), 0, 2, "UTF-16");
}

/* -- places ----------------------------------------------------------------------------------- */

static void assert_position(const Source *source, uint32_t offset, uint32_t line, uint32_t column,
                            uint32_t utf16, uint32_t byte) {
    Position p = source_position(source, offset);
    assert_int_equal(p.line, line);
    assert_int_equal(p.column, column);
    assert_int_equal(p.utf16, utf16);
    assert_int_equal(p.byte, byte);
}

static void positions_count_bytes_characters_and_utf16_units(void **state) {
    (void)state;
    Reading r = {0};
    Str text = STR("a\xC3\xA9\xF0\x9F\x98\x80z\nsecond\r\nthird\rfourth\xC2\x85\xE2\x80\xA8same\n");
    assert_true(source_from_bytes(&r.arena, STR("x"), text, &r.source, &r.problems));
    assert_int_equal(r.source.lines, 5);
    assert_position(&r.source, 0, 1, 1, 1, 1);
    assert_position(&r.source, 3, 1, 3, 3, 4);
    assert_position(&r.source, 7, 1, 4, 5, 8); /* behind the emoji */
    assert_position(&r.source, 8, 1, 5, 6, 9); /* the line end itself */
    assert_position(&r.source, 9, 2, 1, 1, 1);
    assert_position(&r.source, 16, 2, 8, 8, 8); /* between CR and LF */
    assert_position(&r.source, 17, 3, 1, 1, 1);
    assert_position(&r.source, 23, 4, 1, 1, 1);
    assert_position(&r.source, 34, 4, 9, 9, 12); /* U+0085 and U+2028 end no line */
    assert_position(&r.source, (uint32_t)text.len, 5, 1, 1, 1);
    assert_position(&r.source, 100000, 5, 1, 1, 1);
    assert_str(source_line(&r.source, 1), "a\xC3\xA9\xF0\x9F\x98\x80z");
    assert_str(source_line(&r.source, 2), "second");
    assert_str(source_line(&r.source, 3), "third");
    assert_str(source_line(&r.source, 5), "");
    assert_str(source_line(&r.source, 0), "");
    assert_str(source_line(&r.source, 6), "");
    done(&r);
}

static void a_byte_order_mark_has_no_column(void **state) {
    (void)state;
    Reading r = {0};
    Str text = STR("\xEF\xBB\xBF"
                   "ab\ncd");
    assert_true(source_from_bytes(&r.arena, STR("x"), text, &r.source, &r.problems));
    assert_position(&r.source, 0, 1, 1, 1, 1);
    assert_position(&r.source, 3, 1, 1, 1, 1);
    assert_position(&r.source, 4, 1, 2, 2, 2);
    assert_position(&r.source, 6, 2, 1, 1, 1);
    assert_str(source_line(&r.source, 1), "ab");
    done(&r);
}

/* Every position of a long mixed line against a plain count. */
static void positions_on_long_lines(void **state) {
    (void)state;
    Reading r = {0};
    Str text = repeated(&r.arena, "\n",
                        "ab\xC3\xA9\xE2\x82\xAC-\xF0\x9F\x98\x80"
                        "cdefghijklmnop",
                        60);
    assert_true(source_from_bytes(&r.arena, STR("x"), text, &r.source, &r.problems));
    uint32_t column = 1, utf16 = 1;
    size_t size;
    for (size_t at = 1; at < text.len; at += size) {
        assert_position(&r.source, (uint32_t)at, 2, column, utf16, (uint32_t)at);
        assert_int_equal(source_skip_code_points(&r.source, 0, column), at);
        assert_int_equal(source_skip_code_points(&r.source, 1, column - 1), at);
        uint32_t c = utf8_decode(text, at, &size);
        column++;
        utf16 += c >= 0x10000 ? 2 : 1;
    }
    assert_int_equal(source_skip_code_points(&r.source, 5, 1u << 30), text.len);
    done(&r);
}

static void many_positions_on_one_line_take_linear_time(void **state) {
    (void)state;
    Reading r = {0};
    Str text = repeated(&r.arena, "", "x\xC3\xA9y", 1000000);
    assert_true(source_from_bytes(&r.arena, STR("x"), text, &r.source, &r.problems));
    double start = cpu_ms();
    for (uint32_t i = 0; i < 100000; i++)
        assert_int_equal(source_position(&r.source, 40 * i).column, 30 * i + 1);
    assert_true(cpu_ms() - start < 1000);
    done(&r);
}

/* -- text maps -------------------------------------------------------------------------------- */

static void maps_of_verbatim_text(void **state) {
    (void)state;
    TextMap map = textmap_identity(100, 10);
    Span place = textmap_span(&map, span_of(3, 5));
    assert_int_equal(place.start, 103);
    assert_int_equal(place.end, 105);
    place = textmap_span(&map, span_of(10, 10));
    assert_int_equal(place.start, 110);
    assert_int_equal(place.end, 110);
}

static void maps_of_runs(void **state) {
    (void)state;
    Arena arena = {0};
    TextMap map = {.whole = {10, 40}};
    Span place = textmap_span(&map, span_of(3, 5)); /* not traced: all of the scalar */
    assert_int_equal(place.start, 10);
    assert_int_equal(place.end, 40);
    textmap_add_linear(&arena, &map, 0, 11);
    textmap_add_linear(&arena, &map, 3, 14); /* continues: no new run */
    assert_int_equal(map.len, 1);
    textmap_add_collapsed(&arena, &map, 5, 16, 22);
    textmap_add_linear(&arena, &map, 8, 22);
    assert_int_equal(map.len, 3);
    place = textmap_span(&map, span_of(6, 7));
    assert_int_equal(place.start, 16);
    assert_int_equal(place.end, 22);
    place = textmap_span(&map, span_of(4, 9));
    assert_int_equal(place.start, 15);
    assert_int_equal(place.end, 23);
    place = textmap_span(&map, span_of(8, 8));
    assert_int_equal(place.start, 22);
    assert_int_equal(place.end, 22);
    arena_free(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_regular_file_is_read_whole),
        cmocka_unit_test(what_is_not_a_file_is_refused),
        cmocka_unit_test(large_files_are_refused_unread),
        cmocka_unit_test(a_pipe_is_read_to_its_end_or_limit),
        cmocka_unit_test(what_is_not_utf8_is_refused_with_its_place),
        cmocka_unit_test(positions_count_bytes_characters_and_utf16_units),
        cmocka_unit_test(a_byte_order_mark_has_no_column),
        cmocka_unit_test(positions_on_long_lines),
        cmocka_unit_test(many_positions_on_one_line_take_linear_time),
        cmocka_unit_test(maps_of_verbatim_text),
        cmocka_unit_test(maps_of_runs),
    };
    return cmocka_run_group_tests(tests, make_directory, remove_directory);
}
