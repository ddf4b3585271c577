/* Templates of every engine and what each piece of them is taken for: tests/unit/pieces.txt, in
 * which a line `ENGINE TEXT` (\n, \t and \\ as in C; \(90 a) is an a 90 times) is followed by a
 * line for each piece that is not literal text. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "lint/template/template.h"
#include "tests/unit/table.h"

/* "90 a)": the number of times, and where it ends. */
static size_t times_at(Str line, size_t *at) {
    size_t times = 0;
    while (ascii_is_digit(line.ptr[*at])) times = times * 10 + (size_t)(line.ptr[(*at)++] - '0');
    assert_true(times > 0 && times < 20000 && line.ptr[*at] == ' ' && line.ptr[*at + 2] == ')');
    return times;
}

static Str unescape(Arena *arena, Str line) {
    Buf text = {0};
    for (size_t i = 0; i < line.len; i++) {
        char c = line.ptr[i];
        size_t times = 1;
        if (c == '\\' && i + 1 < line.len) {
            c = line.ptr[++i];
            if (c == '(') {
                i++;
                times = times_at(line, &i);
                c = line.ptr[i + 1];
                i += 2;
            }
            c = c == 'n' ? '\n' : c == 't' ? '\t' : c;
        }
        while (times--) buf_add_char(&text, c);
    }
    Str copy = str_dup(arena, buf_str(&text));
    buf_free(&text);
    return copy;
}

static void add_escaped(Buf *out, Str text) {
    enum { MANY = 30 };
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        size_t same = 1;
        while (i + same < text.len && text.ptr[i + same] == c) same++;
        if (same > MANY) {
            buf_printf(out, "\\(%zu %c)", same, c == '\n' ? 'n' : c);
            i += same - 1;
        } else if (c == '\n')
            buf_add_c(out, "\\n");
        else if (c == '\t')
            buf_add_c(out, "\\t");
        else if (c == '\\')
            buf_add_c(out, "\\\\");
        else
            buf_add_char(out, c);
    }
}

static void add_piece(Buf *out, const Piece *p) {
    static const char *const kinds[] = {"text", "value", "tag", "include", "directive", "comment"};
    static const char *const causes[] = {"-",         "clock",   "date",       "id",
                                         "random",    "counter", "live state", "input",
                                         "retrieval", "memory",  "history",    "tool output",
                                         "identity",  "session", "locale",     "config"};
    static const char *const certain[] = {"syntax", "declared", "name", "perhaps", "not"};
    buf_add_c(out, "    ");
    add_escaped(out, p->source);
    buf_printf(out, "  %s, %s, %s, %s", kinds[p->kind], volatility_name(p->verdict.volatility),
               causes[p->verdict.cause], certain[p->verdict.certainty]);
    if (p->depth) buf_printf(out, ", depth %u", (unsigned)p->depth);
    if (p->conditional) buf_add_c(out, ", conditional");
    if (p->looped) buf_add_c(out, ", looped");
    if (p->given) buf_add_c(out, ", given");
    if (p->example) buf_add_c(out, ", example");
    buf_add_c(out, "  by `");
    add_escaped(out, p->name);
    buf_add_c(out, "`\n");
}

/* `ENGINE TEXT`, scanned; `auto` is sniffed, `fstring?` takes declared names only. */
static void add_case(Buf *out, Str line) {
    Arena arena = {0};
    size_t blank = str_find_char(line, ' ', 0);
    assert_true(blank != STR_NOT_FOUND);
    Str name = str_slice(line, 0, blank),
        text = unescape(&arena, str_slice(line, blank + 1, line.len));
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
    check_table("tests/unit/pieces.txt", add_case);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(each_piece_is_what_the_table_says)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
