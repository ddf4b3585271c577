/* The properties of outputs that the fuzz targets assert, held against outputs that break them, as
 * a printer without care would write them: each must end the process. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/fuzz/output_check.h"

static void quiet(Str out) {
    check_quiet(out, false);
}

static void coloured(Str out) {
    check_quiet(out, true);
}

static void tabbed(Str out) {
    check_quiet_but(out, false, true);
}

static void for_logs(Str out) {
    Arena arena = {0};
    check_no_command(without_colours(&arena, out));
    arena_free(&arena);
}

static void github(Str out) {
    check_lines(out, check_github_line);
}

static void azure(Str out) {
    check_lines(out, check_azure_line);
}

static void teamcity(Str out) {
    check_lines(out, check_teamcity_line);
}

static void json(Str out) {
    Arena arena = {0};
    check_json(&arena, out);
    arena_free(&arena);
}

static void json_lines(Str out) {
    Arena arena = {0};
    check_json_lines(&arena, out);
    arena_free(&arena);
}

static void xml(Str out) {
    check_markup(out, false);
}

static void html(Str out) {
    check_markup(out, true);
}

/* Whether the check lets the output pass; what it says on the way is nobody's business. */
static bool passes(void (*check)(Str out), Str out) {
    int status;
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        signal(SIGABRT, SIG_DFL); /* cmocka catches it */
        if (!freopen("/dev/null", "w", stderr)) _exit(2);
        check(out);
        _exit(0);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status) ? WEXITSTATUS(status) == 0 : WTERMSIG(status) == SIGABRT);
    return WIFEXITED(status);
}

typedef struct {
    void (*check)(Str out);
    bool fine;
    const char *out;
} Case;

static void try_all(const Case *cases, size_t count) {
    size_t wrong = 0;
    for (size_t i = 0; i < count; i++) {
        if (passes(cases[i].check, str_from_c(cases[i].out)) == cases[i].fine) continue;
        print_error("case %zu, %s: %s\n", i, cases[i].fine ? "is fine" : "breaks it", cases[i].out);
        wrong++;
    }
    assert_int_equal(wrong, 0);
}
#define TRY(cases) try_all(cases, sizeof(cases) / sizeof *(cases))

static void bytes_that_drive_a_terminal(void **state) {
    (void)state;
    static const Case cases[] = {
        {quiet, true, ""},
        {quiet, true, "a\xC3\xA9 \xE2\x80\xA6\n\xF0\x9F\x98\x80"},
        {quiet, false, "\a"},
        {quiet, false, "a\b"},
        {quiet, false, "a\tb"},
        {tabbed, true, "a\tb"},
        {tabbed, false, "a\rb"},
        {quiet, false, "a\rb"},
        {quiet, false, "\x7F"},
        {quiet, false, "\033[2J"},
        {quiet, false, "\033[31mred"},
        {coloured, true, "\033[31mred\033[0;1m\033[m"},
        {coloured, false, "\033[31"},
        {coloured, false, "\033[2J"},
        {coloured, false, "\033]0;title\a"},
        {coloured, false, "\033"},
        {coloured, false, "\033[31m\033[?25l"},
        {quiet, false,
         "\xC2\x9B"
         "31m"}, /* CSI in one character */
        {quiet, false, "\xC2\x80"},
        {quiet, true, "\xC2\xA0"},
        {quiet, false, "\xFF"},
        {quiet, false, "a\xC3"},
        {quiet, false, "\xED\xA0\x80"},
    };
    TRY(cases);
    assert_false(passes(quiet, (Str){"a\0b", 3}));
}

static void characters_that_turn_text_round(void **state) {
    (void)state;
    static const Case cases[] = {
        {quiet, false, "\xD8\x9C"},     /* U+061C */
        {quiet, false, "\xE2\x80\x8E"}, /* U+200E */
        {quiet, false, "\xE2\x80\x8F"}, /* U+200F */
        {quiet, true, "\xE2\x80\x90"},  /* U+2010 */
        {quiet, false, "\xE2\x80\xA8"}, /* U+2028 */
        {quiet, false, "\xE2\x80\xA9"}, /* U+2029 */
        {quiet, false, "\xE2\x80\xAA"}, /* U+202A */
        {quiet, false, "\xE2\x80\xAE"}, /* U+202E */
        {quiet, true, "\xE2\x80\xAF"},  /* U+202F */
        {quiet, true, "\xE2\x81\xA5"},  /* U+2065 */
        {quiet, false, "\xE2\x81\xA6"}, /* U+2066 */
        {quiet, false, "\xE2\x81\xA9"}, /* U+2069 */
        {quiet, true, "\xE2\x81\xAA"},  /* U+206A */
        {coloured, false, "plain ascii before \033[1m\xE2\x80\xAE"},
    };
    TRY(cases);
}

static void commands_to_a_ci_service(void **state) {
    (void)state;
    static const Case cases[] = {
        {for_logs, true, "a::error\n:: error\n::\n# [x]\n"},
        {for_logs, false, "::error::forged"},
        {for_logs, false, "a\n  ::set-output name=x::y\n"},
        {for_logs, false, "\033[31m::warning::forged"},
        {for_logs, false, "a ##[error]forged"},
        {for_logs, false, "##VSO[task.setvariable variable=x]y"},
        {for_logs, false, "a\n##teamcity[buildStop]"},

        {github, true, "::error title=WL101 a,file=p.md,line=1,endLine=2::text"},
        {github, true, "::notice title=x,file=p,line=1,endLine=1,col=3,endColumn=4::text\n"},
        {github, true, "::warning title=warmlint::10 more\n"},
        {github, false, "::error title=WL101,file=p.md,line=1,endLine=2::text\nforged"},
        {github, false, "::add-mask::forged"},
        {github, false, "::error file=p,line=1,endLine=1::text"},
        {github, false, "::error name=x,file=p,line=1,endLine=1::text"},
        {github, false, "::error title=x,line=1,endLine=1::text"},
        {github, false, "::error title=x,file=p,line=,endLine=1::text"},
        {github, false, "::error title=x,file=p,line=1::text"},
        {github, false, "::error title=x,file=p,line=1,endLine=1,col=3::text"},
        {github, false, "::error title=x,file=p,line=1,endLine=1"},
        {github, false, "::error title=x,file=p,col=9,line=1,endLine=1::text"},
        {github, false, "::error title=x,file=p,line=1,endLine=1::##[error]"},

        {azure, true,
         "##vso[task.logissue type=error;sourcepath=p;linenumber=1;columnnumber=2;code=WL1;]text"},
        {azure, true,
         "##vso[task.logissue type=warning;sourcepath=;linenumber=1;columnnumber=2;code=;]"},
        {azure, false,
         "##vso[task.logissue type=info;sourcepath=p;linenumber=1;columnnumber=2;code=WL1;]text"},
        {azure, false,
         "##vso[task.setvariable type=error;sourcepath=p;linenumber=1;columnnumber=2;code=W;]t"},
        {azure, false,
         "##vso[task.logissue type=error;sourcepath=p;x=y;linenumber=1;columnnumber=2;code=W;]"},
        {azure, false,
         "##vso[task.logissue type=error;sourcepath=p;linenumber=;columnnumber=2;code=WL1;]text"},
        {azure, false,
         "##vso[task.logissue type=error;sourcepath=p;linenumber=1;columnnumber=2;code=WL1]text"},
        {azure, false,
         "##vso[task.logissue type=error;sourcepath=p;linenumber=1;columnnumber=2;code=W;]"
         "##vso[x]"},
        {azure, false,
         "##vso[task.logissue type=error;sourcepath=p;linenumber=1;columnnumber=2;code=W;]a\nb"},

        {teamcity, true, "##teamcity[inspectionType id='a' name='b']"},
        {teamcity, true, "##teamcity[inspection typeId='a' message='|'|[|]||n|n|r|n']"},
        {teamcity, false, "##teamcity[inspection typeId='a'] more"},
        {teamcity, false, "##teamcity[inspection typeId='a' message='it's']"},
        {teamcity, false, "##teamcity[inspection typeId='a' message='[x']"},
        {teamcity, false, "##teamcity[inspection typeId='a' message='x]']"},
        {teamcity, false, "##teamcity[inspection typeId='a' message='|x']"},
        {teamcity, false, "##teamcity[inspection typeId='a' message='|"},
        {teamcity, false, "##teamcity[inspection typeId='a' message='x"},
        {teamcity, false, "##teamcity[inspection typeId=a]"},
        {teamcity, false, "##teamcity[buildStop comment='x']"},
        {teamcity, false, "##teamcity[inspection typeId='a' message='##teamcity|[x|]']\nx"},
    };
    TRY(cases);
}

static void documents_for_programs(void **state) {
    (void)state;
    static const Case cases[] = {
        {json, true, "{\"a\":[1,\"\\u001b\\n\"]}\n"},
        {json, false, ""},
        {json, false, "{\"a\":1"},
        {json, false, "{\"a\":1}}"},
        {json, false, "{\"a\":\"b\"c\"}"},
        {json, false, "{\"a\":\"b\nc\"}"},
        {json, false, "{\"a\":\"\033[31m\"}"},
        {json, false, "{\"a\":\"\xE2\x80\xAE\"}"},
        {json, false, "{\"a\":\"##[error]\"}"},
        {json, false, "{\"a\":nan}"},
        {json, false, "{\"a\":inf}"},
        {json, false, "{\"a\":1,}"},
        {json, false, "{\"a\":1,\"a\":2}"},
        {json, false, "{\"a\":\"\\ud800\"}"},
        {json, false, "{\"a\":\"\xFF\"}"},
        {json_lines, true, "{\"a\":1}\n{\"b\":2}\n"},
        {json_lines, false, "{\"a\":1}\n{\"b\":\n"},
        {json_lines, false, "{\"a\":1}\n\n{\"b\":2}"},
    };
    TRY(cases);
}

#define XML  "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
#define HTML "<!DOCTYPE html>\n"
#define TEN  "<a><a><a><a><a><a><a><a><a><a>"
static void markup(void **state) {
    (void)state;
    static const Case cases[] = {
        {xml, true, XML "<a b=\"c &lt;&#10;\" d=\"\"><e/>text &amp; more<f /></a>\n"},
        {xml, false, "<a/>"},
        {xml, false, XML "<a>"},
        {xml, false, XML "</a>"},
        {xml, false, XML "<a></b>"},
        {xml, false, XML "<a><b></a></b>"},
        {xml, false, XML "<a b=\"c\"d\"/>"},
        {xml, false, XML "<a b=\"<\"/>"},
        {xml, false, XML "<a b=\"&\"/>"},
        {xml, false, XML "<a b=c/>"},
        {xml, false, XML "<a b='c'/>"},
        {xml, false, XML "<a b/>"},
        {xml, false, XML "<a b=\"c\""},
        {xml, false, XML "<a / b=\"c\">"},
        {xml, false, XML "<a/ >"},
        {xml, false, XML "<1/>"},
        {xml, false, XML "<a>&nbsp;</a>"},
        {xml, false, XML "<a>&</a>"},
        {xml, false, XML "<a>& b;</a>"},
        {xml, false, XML "<a>&lt b</a>"},
        {xml, false, XML "<a>&#;</a>"},
        {xml, false, XML "<a>1 < 2</a>"},
        {xml, false, XML "<a>x<script></script></a>"},
        {xml, false, XML "<a>\xEF\xBF\xBE</a>"},
        {xml, false, XML "<a>\xEF\xBF\xBF</a>"},
        {xml, true, XML "<a>\xEF\xBF\xBD</a>"},
        {xml, false, XML TEN TEN TEN TEN TEN TEN TEN},

        {html, true, HTML "<p hidden class=\"a\">x&nbsp;<br><img alt=\"\"></p>"},
        {html, true, "<!doctype html><style>a > b {}</style>"},
        {html, false, XML "<p></p>"},
        {html, false, HTML "<p>"},
        {html, false, HTML "<p><b></p></b>"},
        {html, false, HTML "<script>alert(1)</script>"},
        {html, false, HTML "<p onclick=\"x\"></p>"},
        {html, false, HTML "<p ONCLICK=\"x\"></p>"},
        {html, false, HTML "<p class=a></p>"},
        {html, false, HTML "<p class=\"a\"b\"></p>"},
        {html, false, HTML "<style>a"},
        {html, false, HTML "<p>&;</p>"},
        {html, false, HTML "<p \"a\"></p>"},
    };
    TRY(cases);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bytes_that_drive_a_terminal),
        cmocka_unit_test(characters_that_turn_text_round),
        cmocka_unit_test(commands_to_a_ci_service),
        cmocka_unit_test(documents_for_programs),
        cmocka_unit_test(markup),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
