/* Templates of every engine and what each piece of them is taken for: tests/unit/pieces.txt, in
 * which a line `ENGINE TEXT` (as in texts.h) is followed by a line for each piece that is not
 * literal text. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "lint/template/template.h"
#include "tests/unit/table.h"
#include "tests/unit/texts.h"

static void add_piece(Buf *out, const Piece *p) {
    static const char *const kinds[] = {"text", "value", "tag", "include", "directive", "comment"};
    static const char *const causes[] = {"-",         "clock",   "date",       "id",
                                         "random",    "counter", "live state", "input",
                                         "retrieval", "memory",  "history",    "tool output",
                                         "identity",  "session", "locale",     "config"};
    static const char *const certain[] = {"syntax", "declared", "name", "perhaps", "not"};
    buf_add_c(out, "    ");
    escape_text(out, p->source);
    buf_printf(out, "  %s, %s, %s, %s", kinds[p->kind], volatility_name(p->verdict.volatility),
               causes[p->verdict.cause], certain[p->verdict.certainty]);
    if (p->depth) buf_printf(out, ", depth %u", (unsigned)p->depth);
    if (p->conditional) buf_add_c(out, ", conditional");
    if (p->looped) buf_add_c(out, ", looped");
    if (p->given) buf_add_c(out, ", given");
    if (p->example) buf_add_c(out, ", example");
    buf_add_c(out, "  by `");
    escape_text(out, p->name);
    buf_add_c(out, "`");
    Span part;
    Str date;
    if (template_drop_time(p->source, &part, &date)) {
        buf_add_c(out, ", without the time `");
        escape_text(out, str_slice(p->source, 0, part.start));
        escape_text(out, date);
        escape_text(out, str_slice(p->source, part.end, p->source.len));
        buf_add_c(out, "`");
    }
    buf_add_c(out, "\n");
}

/* `ENGINE TEXT`, scanned; `auto` is sniffed, `fstring?` takes declared names only. */
static void add_case(Buf *out, Str line) {
    Arena arena = {0};
    size_t blank = str_find_char(line, ' ', 0);
    assert_true(blank != STR_NOT_FOUND);
    Str name = str_slice(line, 0, blank), text = unescaped(str_slice(line, blank + 1, line.len));
    DeclaredName known[] = {{.name = STR("topic"), .volatility = VOL_REQUEST, .tokens = 12},
                            {.name = STR("house_*"), .volatility = VOL_TENANT}};
    DeclaredNameVec declared = {.items = known, .len = 2, .globs = 1};
    TemplateOptions options = {0};
    if (name.ptr[name.len - 1] == '?') {
        options.declared = &declared;
        options.declared_only = true;
        name.len--;
    } else if (name.ptr[name.len - 1] == '$') {
        options.bare_dollar = true;
        name.len--;
    }
    assert_true(engine_from_name(name, &options.engine));
    PieceVec pieces = {0};
    assert_true(template_scan(&arena, text, &options, 100000, &pieces));
    size_t at = 0;
    for (size_t i = 0; i < pieces.len; i++) {
        const Piece *p = &pieces.items[i];
        assert_int_equal(p->span.start, at);
        at = p->span.end;
        assert_true(str_eq(p->source, str_slice(text, p->span.start, p->span.end)));
        if (p->kind != PIECE_TEXT || p->depth || p->looped) add_piece(out, p);
    }
    assert_int_equal(at, text.len);
    arena_free(&arena);
}

static void each_piece_is_what_the_table_says(void **state) {
    (void)state;
    check_fenced_table("tests/unit/pieces.txt", add_case);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(each_piece_is_what_the_table_says)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
