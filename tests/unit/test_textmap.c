/* From bytes of a decoded text to the bytes of the file: runs, slices, appended parts, texts of
 * other files, and a text that was decoded twice. */
#include "tests/unit/reading.h"

/* A map from its runs: {text, file, end of what it collapsed or 0}. */
typedef struct {
    uint32_t text, file, file_end;
} Run;

static TextMap map_of(Arena *arena, Span whole, const Run *runs, size_t count) {
    TextMap map = {.whole = whole};
    for (size_t i = 0; i < count; i++) {
        if (runs[i].file_end)
            textmap_add_collapsed(arena, &map, runs[i].text, runs[i].file, runs[i].file_end);
        else
            textmap_add_linear(arena, &map, runs[i].text, runs[i].file);
    }
    return map;
}
#define MAP(arena, start, end, ...)                                                                \
    map_of(arena, (Span){start, end}, (const Run[]){__VA_ARGS__},                                  \
           sizeof((const Run[]){__VA_ARGS__}) / sizeof(Run))

typedef struct {
    Span text, file;
} Place;

static void assert_places(const TextMap *map, const Place *places, size_t count) {
    for (size_t i = 0; i < count; i++) {
        Span text = places[i].text, want = places[i].file, got = textmap_span(map, text);
        if (got.start != want.start || got.end != want.end)
            fail_msg("[%u, %u) is [%u, %u), want [%u, %u)", text.start, text.end, got.start,
                     got.end, want.start, want.end);
    }
}
#define PLACES(map, ...)                                                                           \
    assert_places(map, (const Place[]){__VA_ARGS__},                                               \
                  sizeof((const Place[]){__VA_ARGS__}) / sizeof(Place))

static void assert_runs(const TextMap *map, const Run *runs, size_t count) {
    assert_int_equal(map->len, count);
    for (size_t i = 0; i < count; i++) {
        MapRun run = textmap_runs(map)[i];
        assert_int_equal(run.text, runs[i].text);
        assert_int_equal(run.file, runs[i].file);
        assert_int_equal(run.collapsed, runs[i].file_end != 0);
        if (run.collapsed) assert_int_equal(run.file_end, runs[i].file_end);
    }
}
#define RUNS(map, ...)                                                                             \
    assert_runs(map, (const Run[]){__VA_ARGS__}, sizeof((const Run[]){__VA_ARGS__}) / sizeof(Run))

/* "say a\tb c", quoted from byte 9 on: an escape of two bytes stands for text byte 5. */
#define ESCAPED                                                                                    \
    {0, 10, 0}, {5, 15, 17}, {                                                                     \
        6, 17, 0                                                                                   \
    }

static void places_of_runs(void **state) {
    (void)state;
    Arena arena = {0};
    TextMap map = MAP(&arena, 9, 22, ESCAPED);
    PLACES(&map, {{0, 0}, {10, 10}}, {{0, 5}, {10, 15}}, {{4, 5}, {14, 15}}, {{4, 4}, {14, 14}},
           {{5, 5}, {15, 15}}, {{5, 6}, {15, 17}}, {{3, 6}, {13, 17}}, {{6, 6}, {17, 17}},
           {{6, 7}, {17, 18}}, {{4, 8}, {14, 19}}, {{0, 10}, {10, 21}});
    /* Beyond the text: not out of the scalar. */
    PLACES(&map, {{6, 12}, {17, 22}}, {{11, 11}, {22, 22}}, {{90, 90}, {22, 22}},
           {{90, 99}, {22, 22}}, {{0, 99}, {10, 22}});
    /* A text that begins with what collapsed, and bytes before the first run. */
    TextMap late = MAP(&arena, 3, 30, {2, 6, 9}, {3, 9, 0});
    PLACES(&late, {{0, 1}, {6, 9}}, {{2, 3}, {6, 9}}, {{3, 4}, {9, 10}});
    TextMap linear = MAP(&arena, 3, 30, {2, 6, 0}, {5, 12, 0});
    PLACES(&linear, {{0, 1}, {6, 7}}, {{1, 4}, {6, 8}}, {{4, 5}, {8, 9}}, {{4, 6}, {8, 13}});
    TextMap none = {.whole = {4, 8}};
    PLACES(&none, {{0, 1}, {4, 8}}, {{70, 80}, {4, 8}});
    TextMap same = textmap_identity(40, 6);
    PLACES(&same, {{0, 6}, {40, 46}}, {{2, 3}, {42, 43}}, {{6, 6}, {46, 46}}, {{3, 9}, {43, 46}});
    arena_free(&arena);
}

static void runs_are_merged(void **state) {
    (void)state;
    Arena arena = {0};
    TextMap map = MAP(&arena, 0, 90, {0, 10, 0}, {4, 14, 0}, {9, 19, 0});
    RUNS(&map, {0, 10, 0});
    map = MAP(&arena, 0, 90, {0, 10, 0}, {4, 15, 0}, {9, 20, 0}, {11, 21, 0});
    RUNS(&map, {0, 10, 0}, {4, 15, 0}, {11, 21, 0});
    /* What collapsed ends a run, even where the text goes on right behind it. */
    map = MAP(&arena, 0, 90, {0, 10, 11}, {1, 11, 0}, {5, 15, 16}, {6, 16, 17});
    RUNS(&map, {0, 10, 11}, {1, 11, 0}, {5, 15, 16}, {6, 16, 17});
    /* An empty run gives way to the next, the first one and others. */
    map = MAP(&arena, 0, 90, {0, 10, 0}, {0, 20, 0}, {3, 30, 0}, {3, 40, 44}, {4, 50, 0});
    RUNS(&map, {0, 20, 0}, {3, 40, 44}, {4, 50, 0});
    map = MAP(&arena, 0, 90, {0, 10, 12}, {0, 20, 0});
    RUNS(&map, {0, 20, 0});
    /* Of many none is lost. */
    map = (TextMap){.whole = {0, 5000}};
    for (uint32_t i = 0; i < 1000; i++) textmap_add_linear(&arena, &map, i, 3 * i);
    assert_int_equal(map.len, 1000);
    for (uint32_t i = 0; i < 1000; i++) PLACES(&map, {{i, i + 1}, {3 * i, 3 * i + 1}});
    TextMap room = textmap_with_room(&arena, 3);
    const MapRun *runs = room.runs;
    for (uint32_t i = 0; i < 3; i++) textmap_add_collapsed(&arena, &room, i, 5 * i, 5 * i + 5);
    assert_ptr_equal(room.runs, runs);
    RUNS(&room, {0, 0, 5}, {1, 5, 10}, {2, 10, 15});
    arena_free(&arena);
}

static void slices(void **state) {
    (void)state;
    Arena arena = {0};
    TextMap map = MAP(&arena, 9, 22, ESCAPED);
    TextMap slice = textmap_slice(&arena, &map, (Span){3, 8});
    RUNS(&slice, {0, 13, 0}, {2, 15, 17}, {3, 17, 0});
    assert_true(slice.whole.start == 13 && slice.whole.end == 19);
    slice = textmap_slice(&arena, &map, (Span){3, 5}); /* ends before what collapsed */
    RUNS(&slice, {0, 13, 0});
    slice = textmap_slice(&arena, &map, (Span){5, 6});
    RUNS(&slice, {0, 15, 17});
    slice = textmap_slice(&arena, &map, (Span){6, 9});
    RUNS(&slice, {0, 17, 0});
    slice = textmap_slice(&arena, &map, (Span){5, 5}); /* empty: its place is known all the same */
    RUNS(&slice, {0, 15, 17});
    assert_true(slice.whole.start == 15 && slice.whole.end == 15);
    TextMap wide = MAP(&arena, 0, 50, {0, 5, 9}, {6, 20, 0}); /* six bytes from four */
    slice = textmap_slice(&arena, &wide, (Span){2, 8});
    RUNS(&slice, {0, 5, 9}, {4, 20, 0});
    TextMap none = {.whole = {4, 8}};
    slice = textmap_slice(&arena, &none, (Span){1, 2});
    assert_int_equal(slice.len, 0);
    assert_true(slice.whole.start == 4 && slice.whole.end == 8);
    arena_free(&arena);
}

static void appended_parts(void **state) {
    (void)state;
    Arena arena = {0};
    TextMap map = MAP(&arena, 0, 90, {0, 60, 0});
    TextMap part = MAP(&arena, 9, 22, ESCAPED);
    textmap_append(&arena, &map, 7, &part);
    RUNS(&map, {0, 60, 0}, {7, 10, 0}, {12, 15, 17}, {13, 17, 0});
    TextMap next = MAP(&arena, 9, 22, {0, 19, 0}); /* goes on where the last ended */
    textmap_append(&arena, &map, 15, &next);
    RUNS(&map, {0, 60, 0}, {7, 10, 0}, {12, 15, 17}, {13, 17, 0});
    arena_free(&arena);
}

/* --- texts of other files ------------------------------------------------------------------------
 */

static const Source other = {.path = {"other", 5}}, third = {.path = {"third", 5}};

typedef struct {
    Span text;
    const Source *source; /* NULL: from no other file */
    Span place;
} Taken;

static void assert_taken(const TextMap *map, const Taken *taken, size_t count) {
    for (size_t i = 0; i < count; i++) {
        const Source *source = NULL;
        Span text = taken[i].text, place = {0, 0}, want = taken[i].place;
        bool found = textmap_import(map, text, &source, &place);
        if (found != (taken[i].source != NULL))
            fail_msg("[%u, %u) is %staken over", text.start, text.end, found ? "" : "not ");
        if (!found) continue;
        assert_ptr_equal(source, taken[i].source);
        if (place.start != want.start || place.end != want.end)
            fail_msg("[%u, %u) is from [%u, %u), want [%u, %u)", text.start, text.end, place.start,
                     place.end, want.start, want.end);
    }
}
#define TAKEN(map, ...)                                                                            \
    assert_taken(map, (const Taken[]){__VA_ARGS__},                                                \
                 sizeof((const Taken[]){__VA_ARGS__}) / sizeof(Taken))

/* "own " + 10 bytes of the one + " and " + 6 of the other: tags at 104 and 125, both of 16 bytes.
 */
static TextMap with_imports(Arena *arena, const TextMap *one, const TextMap *two) {
    TextMap map = {.whole = {100, 150}};
    textmap_add_linear(arena, &map, 0, 100);
    textmap_add_import(arena, &map, 4, (Span){104, 120}, one, 2, &other);
    textmap_add_linear(arena, &map, 14, 120);
    textmap_add_import(arena, &map, 19, (Span){125, 141}, two, 0, &third);
    textmap_add_linear(arena, &map, 25, 141);
    return map;
}

static void imported_texts(void **state) {
    (void)state;
    Arena arena = {0};
    TextMap one = textmap_identity(50, 40), two = MAP(&arena, 9, 22, ESCAPED);
    TextMap map = with_imports(&arena, &one, &two);
    TAKEN(&map, {{0, 2}, NULL, {0}}, {{3, 9}, NULL, {0}}, {{4, 5}, &other, {52, 53}},
          {{6, 9}, &other, {54, 57}}, {{6, 14}, &other, {54, 62}}, {{6, 18}, &other, {54, 62}},
          {{14, 15}, NULL, {0}}, {{19, 20}, &third, {10, 11}}, {{24, 25}, &third, {15, 17}},
          {{20, 99}, &third, {11, 17}}, {{25, 26}, NULL, {0}});
    PLACES(&map, {{0, 4}, {100, 104}}, {{4, 6}, {104, 120}}, {{2, 9}, {102, 120}},
           {{14, 16}, {120, 122}}, {{20, 22}, {125, 141}}, {{26, 27}, {142, 143}});

    TextMap slice = textmap_slice(&arena, &map, (Span){7, 22});
    RUNS(&slice, {0, 104, 120}, {7, 120, 0}, {12, 125, 141});
    TAKEN(&slice, {{0, 1}, &other, {55, 56}}, {{3, 7}, &other, {58, 62}}, {{7, 8}, NULL, {0}},
          {{12, 15}, &third, {10, 13}});
    slice = textmap_slice(&arena, &map, (Span){4, 14});
    TAKEN(&slice, {{0, 10}, &other, {52, 62}});
    slice = textmap_slice(&arena, &map, (Span){0, 4});
    assert_null(slice.imports);

    TextMap all = {.whole = {100, 150}};
    textmap_add_linear(&arena, &all, 0, 300);
    textmap_append(&arena, &all, 6, &map);
    TAKEN(&all, {{0, 1}, NULL, {0}}, {{10, 11}, &other, {52, 53}}, {{25, 26}, &third, {10, 11}});

    /* An import of nothing gives way to the next one at the same place. */
    TextMap again = {.whole = {0, 90}};
    textmap_add_import(&arena, &again, 0, (Span){3, 9}, &one, 0, &other);
    textmap_add_import(&arena, &again, 0, (Span){9, 14}, &two, 0, &third);
    assert_int_equal(again.imports->len, 1);
    TAKEN(&again, {{0, 2}, &third, {10, 12}});
    arena_free(&arena);
}

/* A child template: the parent's text stands around, own text where the parent has its blocks. */
static void own_text_between_imports(void **state) {
    (void)state;
    Arena arena = {0};
    TextMap parent = textmap_identity(0, 100), map = {.whole = {0, 90}};
    textmap_add_import(&arena, &map, 0, (Span){5, 20}, &parent, 0, &other);
    textmap_add_linear(&arena, &map, 10, 60);
    textmap_add_import(&arena, &map, 14, (Span){5, 20}, &parent, 40, &other);
    textmap_add_linear(&arena, &map, 20, 40);
    PLACES(&map, {{8, 12}, {5, 62}}, {{10, 14}, {60, 64}});
    PLACES(&map, {{12, 16}, {5, 63}}, {{12, 14}, {62, 64}}); /* behind its tag: turned round */
    PLACES(&map, {{12, 22}, {41, 63}}, {{16, 22}, {5, 42}});
    arena_free(&arena);
}

static void carried_imports(void **state) {
    (void)state;
    Arena arena = {0};
    TextMap one = textmap_identity(50, 40), two = textmap_identity(0, 40);
    TextMap outer = with_imports(&arena, &one, &two), map = {.whole = {100, 150}};
    textmap_add_collapsed(&arena, &map, 0, 104, 120);
    textmap_carry_import(&arena, &map, 0, &outer, 8);
    textmap_add_linear(&arena, &map, 3, 121);
    textmap_carry_import(&arena, &map, 3, &outer, 15); /* own text */
    textmap_carry_import(&arena, &map, 3, &one, 0);    /* of a map without any */
    TAKEN(&map, {{0, 1}, &other, {56, 57}}, {{1, 3}, &other, {57, 59}}, {{3, 4}, NULL, {0}});
    arena_free(&arena);
}

/* --- twice decoded -------------------------------------------------------------------------------
 */

static void composed(void **state) {
    (void)state;
    Arena arena = {0};
    TextMap outer = MAP(&arena, 9, 22, ESCAPED);
    /* The inner text: outer bytes 1-2, an escape made of 3-4, then 5 and on. */
    TextMap inner = MAP(&arena, 0, 11, {0, 1, 0}, {2, 3, 5}, {3, 5, 0});
    TextMap map = textmap_compose(&arena, &inner, 6, &outer);
    RUNS(&map, {0, 11, 0}, {2, 13, 15}, {3, 15, 17}, {4, 17, 0});
    assert_true(map.whole.start == 10 && map.whole.end == 22);
    /* One run of the inner text over three of the outer one; from the middle of the second on. */
    inner = MAP(&arena, 0, 11, {0, 4, 0});
    map = textmap_compose(&arena, &inner, 5, &outer);
    RUNS(&map, {0, 14, 0}, {1, 15, 17}, {2, 17, 0});
    inner = MAP(&arena, 0, 11, {0, 5, 0});
    map = textmap_compose(&arena, &inner, 1, &outer);
    RUNS(&map, {0, 15, 17});
    inner = MAP(&arena, 0, 11, {0, 6, 0}, {2, 9, 0});
    map = textmap_compose(&arena, &inner, 3, &outer);
    RUNS(&map, {0, 17, 0}, {2, 20, 0});
    TextMap none = {.whole = {4, 8}};
    map = textmap_compose(&arena, &none, 3, &outer);
    assert_int_equal(map.len, 0);
    assert_true(map.whole.start == 14 && map.whole.end == 19);
    map = textmap_compose(&arena, &inner, 3, &none);
    assert_int_equal(map.len, 0);
    assert_true(map.whole.start == 4 && map.whole.end == 8);
    /* What another file gave stays so. */
    TextMap one = textmap_identity(50, 40), two = textmap_identity(0, 40);
    outer = with_imports(&arena, &one, &two);
    inner = MAP(&arena, 0, 30, {0, 2, 0}, {6, 8, 10}, {7, 12, 0});
    map = textmap_compose(&arena, &inner, 20, &outer);
    TAKEN(&map, {{0, 2}, NULL, {0}}, {{2, 4}, &other, {52, 54}}, {{6, 7}, &other, {56, 57}},
          {{7, 9}, &other, {60, 62}}, {{9, 10}, NULL, {0}}, {{14, 16}, &third, {0, 2}});
    arena_free(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(places_of_runs),  cmocka_unit_test(runs_are_merged),
        cmocka_unit_test(slices),          cmocka_unit_test(appended_parts),
        cmocka_unit_test(imported_texts),  cmocka_unit_test(own_text_between_imports),
        cmocka_unit_test(carried_imports), cmocka_unit_test(composed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
