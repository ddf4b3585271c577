/* The arena: zeroed and aligned, in any order of sizes; what grows keeps its bytes; the sum of its
 * memory is known; vectors on it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "lint/base/vec.h"

enum { KIB = 1024, LARGE = 128 * KIB /* has a block of its own */ };

static void assert_filled(const char *p, size_t from, size_t to, char byte) {
    for (size_t i = from; i < to; i++) assert_int_equal(p[i], byte);
}

static void memory_is_zeroed_aligned_and_ones_own(void **state) {
    (void)state;
    static const size_t sizes[] = {0,         1,          15,         16,      17,
                                   4096,      16 * KIB,   LARGE - 16, LARGE,   LARGE + 1,
                                   900 * KIB, 1024 * KIB, 3,          40 * KIB};
    enum { COUNT = sizeof sizes / sizeof *sizes };
    Arena arena = {0};
    char *blocks[3 * COUNT];
    for (size_t i = 0; i < 3 * COUNT; i++) {
        size_t size = sizes[(i * 5) % COUNT];
        blocks[i] = arena_alloc(&arena, size);
        assert_non_null(blocks[i]);
        assert_int_equal((uintptr_t)blocks[i] % 16, 0);
        assert_filled(blocks[i], 0, size, 0);
        memset(blocks[i], (int)i + 1, size);
    }
    for (size_t i = 0; i < 3 * COUNT; i++)
        assert_filled(blocks[i], 0, sizes[(i * 5) % COUNT], (char)(i + 1));
    arena_free(&arena);
    assert_null(arena.blocks);
    assert_int_equal(arena.size, 0);
}

static void its_memory_is_summed_up(void **state) {
    (void)state;
    Arena arena = {0};
    arena_alloc(&arena, 100);
    assert_int_equal(arena.size, 16 * KIB); /* blocks of 16 KiB, doubled up to 1 MiB */
    arena_alloc(&arena, 15 * KIB);
    assert_int_equal(arena.size, 16 * KIB);
    arena_alloc(&arena, 2 * KIB);
    assert_int_equal(arena.size, 48 * KIB);
    size_t before = arena.size;
    char *p = arena_alloc(&arena, LARGE);
    assert_in_range(arena.size, before + LARGE, before + LARGE + 64);
    arena_grow(&arena, p, LARGE, 3 * LARGE);
    assert_in_range(arena.size, before + 3 * LARGE, before + 3 * LARGE + 64);
    arena_free(&arena);
    for (int i = 0; i < 500; i++) arena_alloc(&arena, 100 * KIB);
    assert_in_range(arena.size, 500 * 100 * KIB, 500 * 115 * KIB); /* at most 1 MiB at once */
    arena_free(&arena);
    for (int i = 0; i < 100; i++) arena_alloc(&arena, LARGE - 16);
    assert_in_range(arena.size, 100 * (LARGE - 16), 100 * (LARGE + 20 * KIB));
    arena_free(&arena);
}

static void it_says_when_it_is_full(void **state) {
    (void)state;
    Arena arena = {.most = 20 * KIB};
    assert_false(arena_is_full(&arena, 20 * KIB));
    assert_true(arena_is_full(&arena, 20 * KIB + 1));
    arena_alloc(&arena, 1);
    assert_false(arena_is_full(&arena, 4 * KIB));
    assert_true(arena_is_full(&arena, 4 * KIB + 1));
    arena_free(&arena);
    assert_false(arena_is_full(&arena, SIZE_MAX)); /* no limit */
}

/* From any size to any larger one, alone in the arena or not, last or not. */
static void what_grows_keeps_its_bytes(void **state) {
    (void)state;
    static const size_t sizes[] = {0,          1,     16,          100,       1000,      15 * KIB,
                                   LARGE - 16, LARGE, LARGE + 100, 2 * LARGE, 1024 * KIB};
    enum { COUNT = sizeof sizes / sizeof *sizes };
    for (size_t a = 0; a < COUNT; a++)
        for (size_t b = a; b < COUNT; b++)
            for (int around = 0; around < 4; around++) {
                Arena arena = {0};
                char *before = around & 1 ? arena_alloc(&arena, 500) : NULL;
                char *p = arena_alloc(&arena, sizes[a]);
                char *behind = around & 2 ? arena_alloc(&arena, 500) : NULL;
                if (before) memset(before, 1, 500);
                memset(p, 2, sizes[a]);
                if (behind) memset(behind, 3, 500);
                p = arena_grow(&arena, p, sizes[a], sizes[b]);
                assert_int_equal((uintptr_t)p % 16, 0);
                assert_filled(p, 0, sizes[a], 2);
                assert_filled(p, sizes[a], sizes[b], 0);
                memset(p, 4, sizes[b]);
                char *next = arena_alloc(&arena, 300);
                assert_filled(next, 0, 300, 0);
                memset(next, 5, 300);
                assert_filled(p, 0, sizes[b], 4);
                if (before) assert_filled(before, 0, 500, 1);
                if (behind) assert_filled(behind, 0, 500, 3);
                arena_free(&arena);
            }
    Arena arena = {0};
    char *p = arena_alloc(&arena, 100);
    assert_ptr_equal(arena_grow(&arena, p, 100, 1000), p); /* the last one stays where it is */
    arena_alloc(&arena, 1);
    assert_ptr_not_equal(arena_grow(&arena, p, 1000, 1001 + 15), p);
    p = arena_grow(&arena, NULL, 0, 64);
    assert_filled(p, 0, 64, 0);
    arena_free(&arena);
}

static void many_large_ones_grow_in_turn(void **state) {
    (void)state;
    Arena arena = {0};
    char *p[5];
    size_t sizes[5];
    arena_alloc(&arena, 10);
    for (int i = 0; i < 5; i++) {
        sizes[i] = LARGE;
        p[i] = memset(arena_alloc(&arena, LARGE), i + 1, LARGE);
    }
    for (int round = 0; round < 20; round++) {
        int i = round * 3 % 5;
        p[i] = arena_grow(&arena, p[i], sizes[i], sizes[i] + 40 * KIB);
        assert_filled(p[i], sizes[i], sizes[i] + 40 * KIB, 0);
        memset(p[i] + sizes[i], i + 1, 40 * KIB);
        sizes[i] += 40 * KIB;
    }
    for (int i = 0; i < 5; i++) assert_filled(p[i], 0, sizes[i], (char)(i + 1));
    arena_free(&arena);
}

typedef struct {
    char bytes[40];
} Wide;

static void vectors(void **state) {
    (void)state;
    Arena arena = {0};
    VEC(uint32_t) small = {0};
    VEC(Wide) wide = {0};
    VEC(struct { char bytes[500]; }) huge = {0};
    for (uint32_t i = 0; i < 100000; i++) {
        vec_push(&arena, &small, i);
        if (i < 5000) vec_push(&arena, &wide, (Wide){{(char)i}});
        assert_true(small.len <= small.cap);
    }
    for (uint32_t i = 0; i < 100000; i++) assert_int_equal(small.items[i], i);
    for (uint32_t i = 0; i < 5000; i++) assert_int_equal(wide.items[i].bytes[0], (char)i);
    small.len = small.cap = 0;
    small.items = NULL;
    vec_push(&arena, &small, 1u);
    assert_int_equal(small.cap, 8); /* few at first, fewer of what is large */
    for (uint32_t i = 0; i < 8; i++) vec_push(&arena, &small, i);
    assert_int_equal(small.cap, 16);
    wide.cap = wide.len = 0;
    wide.items = NULL;
    vec_push(&arena, &wide, (Wide){{0}});
    assert_int_equal(wide.cap, 4);
    vec_reserve_one(&arena, (void **)&huge.items, 0, &huge.cap, sizeof *huge.items);
    assert_int_equal(huge.cap, 1);
    size_t cap = (1 << 20) / 40; /* from a MiB on by a quarter */
    void *items = arena_array(&arena, cap, 40);
    vec_reserve_one(&arena, &items, cap, &cap, 40);
    assert_int_equal(cap, 2 * ((1 << 20) / 40));
    vec_reserve_one(&arena, &items, cap, &cap, 40);
    assert_int_equal(cap, 2 * ((1 << 20) / 40) * 5 / 4);
    arena_free(&arena);
}

static int status_of(void (*attempt)(void)) {
    int status;
    pid_t pid = fork();
    assert_true(pid >= 0);
    if (pid == 0) {
        close(STDERR_FILENO);
        attempt();
        _exit(0);
    }
    assert_int_equal(waitpid(pid, &status, 0), pid);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void product_too_large(void) {
    Arena arena = {0};
    arena_array(&arena, SIZE_MAX / 8 + 1, 8);
}
static void size_too_large(void) {
    Arena arena = {0};
    arena_alloc(&arena, SIZE_MAX - 4095);
}
static void none_at_all(void) {
    Arena arena = {0};
    arena_array(&arena, SIZE_MAX, 0);
    arena_free(&arena);
}

static void no_memory_ends_the_process(void **state) {
    (void)state;
    assert_int_equal(status_of(product_too_large), 2);
    assert_int_equal(status_of(size_too_large), 2);
    assert_int_equal(status_of(none_at_all), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(memory_is_zeroed_aligned_and_ones_own),
        cmocka_unit_test(its_memory_is_summed_up),
        cmocka_unit_test(it_says_when_it_is_full),
        cmocka_unit_test(what_grows_keeps_its_bytes),
        cmocka_unit_test(many_large_ones_grow_in_turn),
        cmocka_unit_test(vectors),
        cmocka_unit_test(no_memory_ends_the_process),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
