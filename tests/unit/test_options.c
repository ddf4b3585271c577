/* The command line: options, help, slips, and what the environment says about colours. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "lint/command/command.h"

typedef struct {
    Arena arena;
    Environment environment;
    Buf out, err;
    Run run;
} Case;

static int run_nothing(Run *run) {
    (void)run;
    return 0;
}

static const Option sample_options[] = {
    {"format", 'f', "FORMAT", "full|concise|json", "how to print"},
    {"ignore", 'i', "RULES", NULL, "what not to look for"},
    {"quiet", 'q', NULL, NULL, "say less"},
    {"today", 0, "DATE", NULL, "the day"},
    OPTION_COLOR,
    OPTION_HELP,
    {0}};
static const Command sample = {.name = "sample",
                               .operands = "PATH…",
                               .summary = "does nothing",
                               .options = sample_options,
                               .run = run_nothing};

static bool parse(Case *c, const char *const *words) {
    *c = (Case){.environment = {.columns = 80}};
    c->run = (Run){.command = &sample,
                   .arena = &c->arena,
                   .out = &c->out,
                   .err = &c->err,
                   .environment = &c->environment};
    Str args[16];
    size_t n = 0;
    for (; words[n]; n++) args[n] = str_from_c(words[n]);
    bool fine = options_parse(&c->run, args, n);
    buf_add_char(&c->err, '\0');
    return fine;
}

static void done(Case *c) {
    buf_free(&c->out);
    buf_free(&c->err);
    arena_free(&c->arena);
}

#define WORDS(...) ((const char *const[]){__VA_ARGS__, NULL})

static void assert_value(const Case *c, const char *name, const char *expected) {
    Str value = option_value(&c->run, name);
    assert_int_equal(value.len, strlen(expected));
    assert_memory_equal(value.ptr, expected, value.len);
}

static void every_spelling_of_a_value_is_read(void **state) {
    (void)state;
    const char *const *const spellings[] = {
        WORDS("--format=json", "a"), WORDS("--format", "json", "a"), WORDS("-f", "json", "a"),
        WORDS("-fjson", "a"), WORDS("a", "-qf", "json")};
    for (size_t i = 0; i < sizeof spellings / sizeof *spellings; i++) {
        Case c;
        assert_true(parse(&c, spellings[i]));
        assert_value(&c, "format", "json");
        assert_int_equal(c.run.operands.len, 1);
        assert_int_equal(option_given(&c.run, "quiet"), i == 4);
        done(&c);
    }
}

static void values_collect_and_the_last_one_counts(void **state) {
    (void)state;
    Case c;
    assert_true(parse(&c, WORDS("--ignore=", "-i", "WL1,x", "--ignore=--", "--", "-q", "-")));
    assert_int_equal(option_values(&c.run, "ignore")->len, 3);
    assert_value(&c, "ignore", "--");
    assert_false(option_given(&c.run, "quiet"));
    assert_int_equal(c.run.operands.len, 2);
    assert_true(str_is(c.run.operands.items[0], "-q"));
    assert_true(str_is(c.run.operands.items[1], "-"));
    done(&c);
}

static void slips_are_named_with_the_nearest_option(void **state) {
    (void)state;
    static const struct {
        const char *words[3], *says;
    } cases[] = {{{"--fromat=json"}, "unknown option `--fromat`; did you mean `--format`?"},
                 {{"--form"}, "did you mean `--format`?"},
                 {{"--frobnicate"}, "unknown option `--frobnicate`\n"},
                 {{"-x"}, "unknown option `-x`"},
                 {{"--format"}, "--format needs a value: --format FORMAT"},
                 {{"-i"}, "-i needs a value: -i RULES"},
                 {{"--quiet=yes"}, "--quiet takes no value"},
                 {{"--format", "jsno"}, "not `jsno`; did you mean `json`?"},
                 {{"--format="}, "takes one of full|concise|json, not ``"},
                 {{"--color=sometimes"}, "takes one of auto|always|never"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Case c;
        assert_false(parse(&c, cases[i].words));
        assert_non_null(strstr(c.err.ptr, cases[i].says));
        assert_non_null(strstr(c.err.ptr, "Try `warmlint sample --help`."));
        done(&c);
    }
}

static int dispatch(Case *c, const char *const *words) {
    Str args[16];
    size_t n = 0;
    *c = (Case){.environment = {.columns = 80, .now = 1795219200}};
    for (; words[n]; n++) args[n] = str_from_c(words[n]);
    int status = command_dispatch(&c->arena, &c->environment, args, n, &c->out, &c->err);
    buf_add_char(&c->out, '\0');
    buf_add_char(&c->err, '\0');
    return status;
}

static void every_command_has_help_from_its_table(void **state) {
    (void)state;
    for (size_t i = 0; commands[i]; i++) {
        Case c;
        assert_int_equal(dispatch(&c, WORDS(commands[i]->name, "--help")), 0);
        assert_non_null(strstr(c.out.ptr, commands[i]->summary));
        for (const Option *o = commands[i]->options; o->name; o++)
            assert_non_null(strstr(c.out.ptr, o->name));
        Case overview;
        assert_int_equal(dispatch(&overview, WORDS("--help")), 0);
        assert_non_null(strstr(overview.out.ptr, commands[i]->name));
        done(&overview);
        done(&c);
    }
}

static void option_tables_are_sound(void **state) {
    (void)state;
    for (size_t i = 0; commands[i]; i++)
        for (const Option *o = commands[i]->options; o->name; o++) {
            assert_non_null(o->help);
            assert_true(!o->choices || o->value);
            for (const Option *other = commands[i]->options; other < o; other++) {
                assert_string_not_equal(other->name, o->name);
                assert_true(!o->letter || other->letter != o->letter);
            }
        }
}

static void wrong_usage_ends_with_status_2(void **state) {
    (void)state;
    static const struct {
        const char *words[5], *says;
    } cases[] = {
        {{"chekc"}, "did you mean `warmlint check`?"},
        {{"check"}, "no file or directory given"},
        {{"check", "--today", "2026-02-30", "x"}, "--today takes a day as YYYY-MM-DD"},
        {{"check", "--provider", "anthropc", "x"},
         "unknown provider `anthropc`; known are anthropic"},
        {{"check", "--model", "claude-sonet-5", "x"}, "did you mean `claude-sonnet-5`?"},
        {{"check", "--jobs", "-1", "x"}, "--jobs takes a number"},
        {{"check", "--select", "WL999", "x"}, "no rule `WL999`"},
        {{"check", "--ignore", "volatile-placeholde", "x"}, "did you mean `volatile-placeholder`?"},
        {{"check", "--config", "/nonexistent/warmlint.yaml", "x"}, "/nonexistent/warmlint.yaml"},
        {{"explain", "volatile-plaeholder"}, "did you mean `volatile-placeholder`?"},
        {{"explain"}, "which rule?"},
        {{"models", "claude-sonet-5"}, "did you mean `claude-sonnet-5`?"},
        {{"tokens", "--family", "o300k", "x"}, "unknown family `o300k`; known are claude-v3"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Case c;
        assert_int_equal(dispatch(&c, cases[i].words), 2);
        if (!strstr(c.err.ptr, cases[i].says)) print_error("%s", c.err.ptr);
        assert_non_null(strstr(c.err.ptr, cases[i].says));
        assert_int_equal(c.out.len, 1); /* the NUL */
        done(&c);
    }
    Case c;
    assert_int_equal(dispatch(&c, (const char *const[]){NULL}), 2);
    assert_non_null(strstr(c.err.ptr, "usage:"));
    done(&c);
}

static void every_rule_can_be_explained(void **state) {
    (void)state;
    Case list;
    assert_int_equal(dispatch(&list, WORDS("rules", "--format", "markdown")), 0);
    const char *row = list.out.ptr;
    size_t seen = 0;
    while ((row = strstr(row, "\n| WL"))) {
        char code[6] = {0};
        memcpy(code, row + 3, 5);
        Case c;
        assert_int_equal(dispatch(&c, WORDS("explain", code)), 0);
        assert_non_null(strstr(c.out.ptr, code));
        assert_null(strstr(c.out.ptr, "```"));
        done(&c);
        row++;
        seen++;
    }
    assert_true(seen >= 20);
    done(&list);
}

static void colour_follows_flag_then_environment_then_terminal(void **state) {
    (void)state;
    static const struct {
        const char *flag;
        Environment environment;
        bool expected;
    } cases[] = {
        {NULL, {.out_is_terminal = true}, true},
        {NULL, {.out_is_terminal = false}, false},
        {NULL, {.out_is_terminal = true, .no_color = "1"}, false},
        {NULL, {.out_is_terminal = true, .no_color = ""}, true},
        {NULL, {.out_is_terminal = true, .no_color = "1", .force_color = "1"}, false},
        {NULL, {.out_is_terminal = false, .force_color = "1"}, true},
        {NULL, {.out_is_terminal = false, .clicolor_force = "1"}, true},
        {NULL, {.out_is_terminal = false, .clicolor_force = "0"}, false},
        {NULL, {.out_is_terminal = true, .clicolor = "0"}, false},
        {NULL, {.out_is_terminal = true, .term = "dumb"}, false},
        {"--color=always", {.out_is_terminal = false, .no_color = "1"}, true},
        {"--color=never", {.out_is_terminal = true, .force_color = "1"}, false},
        {"--color=auto", {.out_is_terminal = true}, true},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Case c;
        assert_true(parse(&c, (const char *const[]){cases[i].flag, NULL}));
        c.environment = cases[i].environment;
        assert_int_equal(run_color(&c.run), cases[i].expected);
        done(&c);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_spelling_of_a_value_is_read),
        cmocka_unit_test(values_collect_and_the_last_one_counts),
        cmocka_unit_test(slips_are_named_with_the_nearest_option),
        cmocka_unit_test(every_command_has_help_from_its_table),
        cmocka_unit_test(option_tables_are_sound),
        cmocka_unit_test(wrong_usage_ends_with_status_2),
        cmocka_unit_test(every_rule_can_be_explained),
        cmocka_unit_test(colour_follows_flag_then_environment_then_terminal),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
