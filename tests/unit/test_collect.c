/* From what the user gives to what is linted: walking, .gitignore, configurations, links. */
#define _XOPEN_SOURCE 700 /* tests/unit/tree.h */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "lint/base/buf.h"
#include "lint/base/limits.h"
#include "lint/engine/engine.h"
#include "lint/engine/gitignore.h"
#include "tests/unit/tree.h"

static const char PROMPT[] = "You are a helpful assistant.\n";

static void prompt(const Tree *tree, const char *path) {
    tree_write(tree, path, PROMPT);
}

/* The paths collected from the given ones, separated by blanks; a '!' behind those given by hand,
 * a '?' behind those that could not be walked. */
static void collects(const char *given, const char *want) {
    Arena arena = {0};
    VEC(Str) paths = {0};
    InputVec inputs = {0};
    Buf got = {0};
    Str error = {0}, rest = str_from_c(given);
    while (rest.len) {
        size_t end = str_find_char(rest, ' ', 0);
        if (end == STR_NOT_FOUND) end = rest.len;
        vec_push(&arena, &paths, str_slice(rest, 0, end));
        rest = str_slice(rest, end + 1, rest.len);
    }
    if (!engine_collect(&arena, paths.items, paths.len, NULL, false, &inputs, &error))
        fail_msg(STR_FMT, STR_ARG(error));
    for (size_t i = 0; i < inputs.len; i++) {
        const Input *input = &inputs.items[i];
        if (i) buf_add_char(&got, ' ');
        buf_add(&got, input->path);
        if (input->problem.kind != PROBLEM_NONE)
            buf_add_char(&got, '?');
        else if (input->by_hand)
            buf_add_char(&got, '!');
    }
    if (!str_is(buf_str(&got), want))
        fail_msg("%s: '" STR_FMT "', want '%s'", given, STR_ARG(buf_str(&got)), want);
    buf_free(&got);
    arena_free(&arena);
}

static void test_walks_in_byte_order(void **state) {
    Tree *tree = *state;
    prompt(tree, "prompts/b.md");
    prompt(tree, "prompts/a/z.md");
    prompt(tree, "prompts/a.md");
    prompt(tree, "prompts/a-b.md");
    prompt(tree, "prompts/B.md");
    prompt(tree, ".claude/agents/c.md");
    prompt(tree, "prompts/program.exe");
    collects(".", ".claude/agents/c.md prompts/B.md prompts/a-b.md prompts/a.md prompts/a/z.md "
                  "prompts/b.md");
    collects("prompts/a", "prompts/a/z.md");
    collects("./prompts//", "./prompts/B.md ./prompts/a-b.md ./prompts/a.md ./prompts/a/z.md "
                            "./prompts/b.md");
    collects("prompts/a/ prompts/b.md", "prompts/a/z.md prompts/b.md!");
}

static void test_each_file_once(void **state) {
    Tree *tree = *state;
    prompt(tree, "prompts/a.md");
    prompt(tree, "prompts/b.md");
    assert_int_equal(link("prompts/a.md", "prompts/c.md"), 0);
    collects("prompts/a.md ./prompts/a.md prompts/../prompts/a.md prompts/c.md", "prompts/a.md!");
    collects("prompts prompts/b.md", "prompts/a.md prompts/b.md!"); /* by hand after all */
    collects(". prompts", "prompts/a.md prompts/b.md");
    collects("prompts/b.md .", "prompts/b.md! prompts/a.md");
}

static void test_by_hand_is_never_passed_over(void **state) {
    Tree *tree = *state;
    tree_write(tree, "program.exe", "");
    tree_write(tree, ".gitignore", "*\n");
    prompt(tree, "a.md");
    collects("program.exe a.md missing.md", "program.exe! a.md! missing.md!");
    assert_int_equal(mkfifo("pipe", 0666), 0);
    collects("pipe .", "pipe!");
}

static void test_links(void **state) {
    Tree *tree = *state;
    prompt(tree, "prompts/a.md");
    prompt(tree, "elsewhere/b.md");
    assert_int_equal(symlink("..", "prompts/loop"), 0);
    assert_int_equal(symlink("self", "prompts/self"), 0);
    assert_int_equal(symlink("a.md", "prompts/link.md"), 0);
    assert_int_equal(symlink("../elsewhere", "prompts/dir"), 0);
    assert_int_equal(mkfifo("prompts/pipe.md", 0666), 0);
    collects("prompts", "prompts/a.md");
    collects("prompts/link.md prompts/a.md", "prompts/link.md!");
    collects("prompts/dir", "prompts/dir/b.md");
    collects("prompts/self prompts", "prompts/self! prompts/a.md");
}

static void test_gitignore(void **state) {
    Tree *tree = *state;
    tree_directory(tree, ".git");
    prompt(tree, ".git/prompts/never.md");
    tree_write(tree, ".git/info/exclude", "excluded.md\n");
    tree_write(tree, ".gitignore",
               "# comment\n"
               "\n"
               "build/\n"
               "/top.md\n"
               "*.tmp.md\n"
               "!keep.tmp.md\n"
               "docs/**/deep.md\n"
               "\\#hash.md\n"
               "trailing.md   \n"
               "prompts/old\n");
    tree_write(tree, "prompts/.gitignore", "!x.tmp.md\nonly.md\n/sub/no.md\n");
    static const char *const files[] = {
        "prompts/build/a.md",  "prompts/top.md",      "top.md",
        "prompts/x.tmp.md",    "prompts/keep.tmp.md", "y.tmp.md",
        "docs/deep.md",        "docs/a/b/deep.md",    "prompts/#hash.md",
        "prompts/trailing.md", "prompts/excluded.md", "prompts/old/a.md",
        "prompts/only.md",     "prompts/sub/only.md", "prompts/sub/no.md",
        "prompts/no.md",       "prompts/sub/build.md"};
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) prompt(tree, files[i]);
    collects("prompts", "prompts/keep.tmp.md prompts/no.md prompts/sub/build.md prompts/top.md "
                        "prompts/x.tmp.md");
    collects(".", "prompts/keep.tmp.md prompts/no.md prompts/sub/build.md prompts/top.md "
                  "prompts/x.tmp.md");
    collects("prompts/build", "prompts/build/a.md"); /* asked for by name */
    assert_int_equal(chdir("prompts/sub"), 0);
    collects(".", "build.md");
}

typedef struct {
    const char *patterns, *path;
    bool directory, ignored;
} IgnoreCase;

static void test_gitignore_patterns(void **state) {
    (void)state;
    static const IgnoreCase cases[] = {
        {"foo", "/r/foo", false, true},
        {"foo", "/r/a/foo", false, true},
        {"/foo", "/r/a/foo", false, false},
        {"a/foo", "/r/a/foo", false, true},
        {"a/foo", "/r/b/a/foo", false, false},
        {"foo/", "/r/foo", false, false},
        {"foo/", "/r/a/foo", true, true},
        {"**/foo", "/r/a/b/foo", false, true},
        {"foo/**", "/r/foo", true, false},
        {"foo/**", "/r/foo/a/b", false, true},
        {"a/**/b", "/r/a/b", false, true},
        {"*", "/r/a", false, true},
        {"a/*", "/r/a/b/c", false, false},
        {"*\n!a", "/r/a", false, false},
        {"!a\n*", "/r/a", false, true},
        {"\\!a", "/r/!a", false, true},
        {"a\\ ", "/r/a ", false, true},
        {"a  ", "/r/a", false, true},
        {"a\r\nb\r\n", "/r/a", false, true},
        {"\xEF\xBB\xBF"
         "a",
         "/r/a", false, true},
        {"/", "/r/a", false, false},
        {"a", "/elsewhere/a", false, false},
        {"[ab].md", "/r/b.md", false, true},
        {"{a,b}", "/r/a", false, false},
        {"ab**/c", "/r/abc", false, true}, /* git's own way: found by comparing with it */
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Arena arena = {0};
        const IgnoreList *list =
            gitignore_parse(&arena, NULL, STR("/r"), str_from_c(cases[i].patterns));
        if (gitignore_matches(list, str_from_c(cases[i].path), cases[i].directory) !=
            cases[i].ignored)
            fail_msg("%s on %s", cases[i].patterns, cases[i].path);
        arena_free(&arena);
    }
}

static void test_worktrees_use_the_common_exclude(void **state) {
    Tree *tree = *state;
    tree_write(tree, "main/.git/info/exclude", "secret.md\n");
    tree_write(tree, "main/.git/worktrees/w/commondir", "../..\n");
    tree_write(tree, "w/.git", "gitdir: ../main/.git/worktrees/w\n");
    prompt(tree, "w/prompts/secret.md");
    prompt(tree, "w/prompts/a.md");
    collects("w", "w/prompts/a.md");
}

static void test_configurations(void **state) {
    Tree *tree = *state;
    tree_directory(tree, ".git");
    tree_write(tree, ".warmlint.yaml", "exclude: [legacy, \"!legacy/keep.md\"]\n");
    tree_write(tree, "sub/shared.cfg", "exclude: [/x.md]\n");
    assert_int_equal(symlink("shared.cfg", "sub/.warmlint.yaml"), 0);
    tree_directory(tree, "other/.git");
    prompt(tree, "prompts/legacy/a.md");
    prompt(tree, "prompts/b.md");
    prompt(tree, "legacy/keep.md");
    prompt(tree, "sub/x.md");
    prompt(tree, "sub/prompts/x.md");
    prompt(tree, "sub/legacy/c.md");
    prompt(tree, "other/legacy/d.md");
    collects(".", "legacy/keep.md other/legacy/d.md prompts/b.md sub/legacy/c.md "
                  "sub/prompts/x.md");
    /* Excluded files stay so when given by hand, as pre-commit gives them. */
    collects("prompts/legacy/a.md prompts/b.md sub/x.md other/legacy/d.md",
             "prompts/b.md! other/legacy/d.md!");
    assert_int_equal(chdir("sub"), 0);
    collects("x.md prompts ../prompts/legacy/a.md ../sub/legacy/c.md",
             "prompts/x.md ../sub/legacy/c.md!");
}

static const Config *config_of(const InputVec *inputs, const char *path) {
    for (size_t i = 0; i < inputs->len; i++)
        if (str_is(inputs->items[i].path, path)) return inputs->items[i].config;
    fail_msg("%s is not there", path);
    return NULL;
}

static void test_a_configuration_is_loaded_once(void **state) {
    Tree *tree = *state;
    Arena arena = {0};
    InputVec inputs = {0};
    Str error = {0};
    const Str paths[] = {STR("a/x.md"), STR("a/y.md"), STR("a/b/z.md"), STR("c"), STR("./a")};
    tree_write(tree, ".warmlint.yaml", "strict: true\n");
    tree_write(tree, "c/.warmlint.yaml", "strict: false\n");
    prompt(tree, "a/x.md");
    prompt(tree, "a/y.md");
    prompt(tree, "a/b/z.md");
    prompt(tree, "a/b/prompts/w.md");
    prompt(tree, "c/prompts/v.md");
    assert_true(engine_collect(&arena, paths, 5, NULL, false, &inputs, &error));
    const Config *top = config_of(&inputs, "a/x.md");
    assert_true(config_settings(&arena, top, STR("a/x.md")).strict);
    assert_ptr_equal(config_of(&inputs, "a/y.md"), top);
    assert_ptr_equal(config_of(&inputs, "a/b/z.md"), top);
    assert_ptr_equal(config_of(&inputs, "./a/b/prompts/w.md"), top);
    assert_ptr_not_equal(config_of(&inputs, "c/prompts/v.md"), top);
    inputs.len = 0;
    assert_true(engine_collect(&arena, paths, 1, NULL, true, &inputs, &error)); /* isolated */
    assert_false(config_settings(&arena, inputs.items[0].config, STR("a/x.md")).strict);
    inputs.len = 0;
    assert_true(engine_collect(&arena, paths, 5, top, false, &inputs, &error)); /* --config */
    assert_ptr_equal(config_of(&inputs, "c/prompts/v.md"), top);
    arena_free(&arena);
}

static void test_a_bad_configuration_ends_it(void **state) {
    Tree *tree = *state;
    Arena arena = {0};
    InputVec inputs = {0};
    Str error = {0};
    const Str here[] = {STR(".")}, file[] = {STR("a/prompts/b.md")};
    tree_write(tree, "a/.warmlint.yaml", "strict: true\nmodle: x\n");
    prompt(tree, "a/prompts/b.md");
    const char *want = "a/.warmlint.yaml:2:1: unknown key \"modle\"; did you mean \"model\"?";
    assert_false(engine_collect(&arena, here, 1, NULL, false, &inputs, &error));
    if (!str_is(error, want)) fail_msg(STR_FMT, STR_ARG(error));
    assert_false(engine_collect(&arena, file, 1, NULL, false, &inputs, &error));
    assert_true(str_is(error, want));
    assert_true(engine_collect(&arena, file, 1, NULL, true, &inputs, &error));
    arena_free(&arena);
}

static void test_deep_and_closed_directories_are_named(void **state) {
    Tree *tree = *state;
    char path[2 * (LIMIT_WALK_DEPTH + 2) + 8] = "";
    for (int i = 0; i < LIMIT_WALK_DEPTH; i++) strcat(path, "d/");
    char deep[sizeof path + 8], want[2 * sizeof path + 32];
    snprintf(deep, sizeof deep, "%sa.md", path);
    tree_write(tree, ".claude/x.md", PROMPT);
    assert_int_equal(chdir(".claude"), 0);
    snprintf(tree->root + strlen(tree->root), 16, "/.claude");
    prompt(tree, deep);
    snprintf(want, sizeof want, "%s", deep);
    InputVec inputs = {0};
    Arena arena = {0};
    Str error = {0};
    const Str here[] = {STR(".")};
    assert_true(engine_collect(&arena, here, 1, NULL, false, &inputs, &error));
    for (size_t i = 0; i < inputs.len; i++)
        assert_int_equal(inputs.items[i].problem.kind, PROBLEM_NONE);
    snprintf(deep, sizeof deep, "%se", path);
    tree_directory(tree, deep);
    inputs.len = 0;
    assert_true(engine_collect(&arena, here, 1, NULL, false, &inputs, &error));
    size_t limits = 0;
    for (size_t i = 0; i < inputs.len; i++) limits += inputs.items[i].problem.kind == PROBLEM_LIMIT;
    assert_int_equal(limits, 1);
    tree->root[strlen(tree->root) - strlen("/.claude")] = '\0';
    arena_free(&arena);
}

static void test_unreadable_directories_are_named(void **state) {
    Tree *tree = *state;
    prompt(tree, "prompts/closed/a.md");
    prompt(tree, "prompts/b.md");
    assert_int_equal(chmod("prompts/closed", 0), 0);
    bool root = geteuid() == 0; /* may read everything */
    collects("prompts", root ? "prompts/b.md prompts/closed/a.md" : "prompts/b.md prompts/closed?");
    assert_int_equal(chmod("prompts/closed", 0777), 0);
}

int main(void) {
#define IN_TREE(test) cmocka_unit_test_setup_teardown(test, tree_setup, tree_teardown)
    const struct CMUnitTest tests[] = {
        IN_TREE(test_walks_in_byte_order),
        IN_TREE(test_each_file_once),
        IN_TREE(test_by_hand_is_never_passed_over),
        IN_TREE(test_links),
        IN_TREE(test_gitignore),
        cmocka_unit_test(test_gitignore_patterns),
        IN_TREE(test_worktrees_use_the_common_exclude),
        IN_TREE(test_configurations),
        IN_TREE(test_a_configuration_is_loaded_once),
        IN_TREE(test_a_bad_configuration_ends_it),
        IN_TREE(test_deep_and_closed_directories_are_named),
        IN_TREE(test_unreadable_directories_are_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
