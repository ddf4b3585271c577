/* Paths, URIs, XML and log commands as the formats for other programs write them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "lint/report/compose.h"

static void assert_path(const char *root, const char *cwd, const char *path, bool from_root,
                        const char *expected) {
    ReportOptions options = {.root = str_from_c(root), .cwd = str_from_c(cwd)};
    Buf out = {0};
    compose_path(&out, &options, str_from_c(path), from_root);
    buf_add_char(&out, '\0');
    assert_string_equal(out.ptr, expected);
    buf_free(&out);
}

static void paths(void **state) {
    (void)state;
    assert_path("/r", "/r/sub", "a.md", true, "sub/a.md");
    assert_path("/r", "/r/sub", "./a.md", true, "sub/a.md");
    assert_path("/r", "/r/sub", "../b/./c//a.md", true, "b/c/a.md");
    assert_path("/r", "/r/sub", "/r/b/a.md", true, "b/a.md");
    assert_path("/r", "/r/sub", "a.md", false, "a.md");
    assert_path("/r", "/r/sub", "../a.md", false, "/r/a.md");
    assert_path("/r", "/r/sub", "/elsewhere/a.md", true, "/elsewhere/a.md");
    assert_path("/r", "/r", "/rr/a.md", true, "/rr/a.md");
    assert_path(NULL, "/w", "./x/../a.md", true, "a.md");
    assert_path(NULL, NULL, "./a.md", true, "a.md");
    assert_path(NULL, NULL, "/x/a.md", true, "/x/a.md");
    assert_path("", "", "a/b.md", true, "a/b.md");
    assert_path(NULL, "", "a/b.md", false, "a/b.md");
    assert_path("", "/w", "a/b.md", true, "w/a/b.md");
    assert_path("/r", "/r/s", "x/.../..a", false, "x/.../..a");
    assert_path("/r", "/r/s", "/r", true, "/r");
    assert_path("/r", "/r/s", "/", true, ".");
    assert_path("/r", "/r/s", "/r/s/t", true, "s/t");
    assert_path("/r", "/r/s", "/r/s/t", false, "t");
    assert_path("/r/s", "/r", "/r/t", true, "t");
    assert_path("/r", "/r", "../../../../a.md", true, "/a.md");
}

static void assert_uri(const char *path, const char *expected) {
    Buf out = {0};
    compose_uri(&out, str_from_c(path));
    buf_add_char(&out, '\0');
    assert_string_equal(out.ptr, expected);
    buf_free(&out);
}

static void uris(void **state) {
    (void)state;
    assert_uri("prompts/a b%#?:é.md", "prompts/a%20b%25%23%3F%3A%C3%A9.md");
    assert_uri("a\n\x1b\xff", "a%0A%1B%FF");
    assert_uri("/x/a.md", "file:///x/a.md");
}

static void assert_xml(Str text, const char *expected) {
    Buf out = {0};
    compose_xml(&out, text);
    buf_add_char(&out, '\0');
    assert_string_equal(out.ptr, expected);
    buf_free(&out);
}

static void xml(void **state) {
    (void)state;
    assert_xml(STR("<a href=\"x\">&'</a>]]>"),
               "&lt;a href=&quot;x&quot;&gt;&amp;&apos;&lt;/a&gt;]]&gt;");
    assert_xml(STR("\x01\x1b\xef\xbf\xbf\xff"), "\\u{01}\\u{1b}\\u{ffff}\\x{ff}");
    assert_xml(STR("##vso[task] ##x"), "#&#35;vso[task] ##x");
}

static void words(void **state) {
    (void)state;
    Finding f = {.message = STR("a\nlog  command ##[error] in it"), .help = STR("Move it!")};
    Buf out = {0};
    compose_sentences(&out, &f);
    buf_add_char(&out, '\0');
    assert_string_equal(out.ptr, "A log command ##[error] in it. Help: Move it!");
    out.len = 0;
    compose_lines(&out, &f);
    buf_add_char(&out, '\0');
    assert_string_equal(out.ptr, "a log command ##[error] in it\nhelp: Move it!");
    buf_free(&out);
}

static void log_commands(void **state) {
    (void)state;
    Str s = STR("## [a] ##[b] ##vso[c] # #[d] ##2[e]");
    size_t found = 0;
    for (size_t i = 0; i < s.len; i++) found += is_log_command(s, i);
    assert_int_equal(found, 2);
    Buf out = {0};
    buf_add_json(&out, s);
    buf_add_char(&out, '\0');
    assert_string_equal(out.ptr, "\"## [a] #\\u0023[b] #\\u0023vso[c] # #[d] ##2[e]\"");
    buf_free(&out);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(paths), cmocka_unit_test(uris),
                                       cmocka_unit_test(xml), cmocka_unit_test(words),
                                       cmocka_unit_test(log_commands)};
    return cmocka_run_group_tests_name("compose", tests, NULL, NULL);
}
