/* The quick look for passages that stand twice: it may not miss one wherever it stands, and is of
 * use only when it says no to what people write. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "lint/base/buf.h"
#include "rules/repeats.h"

static uint32_t draw(uint32_t *state, uint32_t below) {
    *state = *state * 1664525u + 1013904223u;
    return (*state >> 8) % below;
}

/* Words of 1 to 12 letters, `from` to `to` of those that the seed makes. */
static void add_words(Buf *out, uint32_t seed, size_t from, size_t to, char between) {
    for (size_t i = 0; i < to; i++) {
        uint32_t letters = 1 + draw(&seed, 12);
        for (uint32_t k = 0; k < letters; k++) {
            char c = (char)('a' + draw(&seed, 26));
            if (i >= from) buf_add_char(out, c);
        }
        if (i >= from) buf_add_char(out, between);
    }
}

static bool repeats(Arena *arena, Str text, size_t cut) {
    Repeats r = repeats_begin(arena, text.len);
    repeats_add(&r, text, (Span){0, (uint32_t)cut});
    repeats_add(&r, text, (Span){(uint32_t)cut, (uint32_t)text.len});
    return repeats_possible(&r);
}

/* At every place of a block, between other words, over other line ends. */
static void test_sees_copies(void **state) {
    (void)state;
    for (uint32_t seed = 0; seed < 300; seed++) {
        Arena arena = {0};
        Buf text = {0};
        buf_repeat(&text, " ", seed % 67);
        add_words(&text, seed, 0, 100, ' ');
        add_words(&text, seed + 1000, 0, seed % 5 * 40, ' ');
        size_t cut = text.len;
        size_t first = seed % 40;
        add_words(&text, seed, first, first + REPEATS_WORDS, '\n');
        add_words(&text, seed + 2000, 0, seed % 3 * 50, ' ');
        assert_true(repeats(&arena, buf_str(&text), cut));
        buf_free(&text);
        arena_free(&arena);
    }
}

static void test_is_silent_about_prose(void **state) {
    (void)state;
    size_t taken_for_one = 0;
    for (uint32_t seed = 0; seed < 100; seed++) {
        Arena arena = {0};
        Buf text = {0};
        add_words(&text, seed, 0, 1500, ' ');
        add_words(&text, seed, 300, 325, ' '); /* a sentence may stand twice */
        taken_for_one += repeats(&arena, buf_str(&text), text.len);
        buf_free(&text);
        arena_free(&arena);
    }
    assert_in_range(taken_for_one, 0, 5);
}

/* Where long words are rare nothing is known. */
static void test_does_not_judge_short_words(void **state) {
    (void)state;
    Arena arena = {0};
    Buf text = {0};
    buf_repeat(&text, "a ", REPEATS_WORDS);
    assert_true(repeats(&arena, buf_str(&text), text.len));
    assert_false(repeats(&arena, STR("a few words"), 0));
    buf_free(&text);
    arena_free(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sees_copies),
        cmocka_unit_test(test_is_silent_about_prose),
        cmocka_unit_test(test_does_not_judge_short_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
