/* Where limits of lengths and numbers lie: tests/unit/sweeps.txt. A line `FROM..TO ENGINE TEXT`, or
 * with a path for the engine, has \(* x) in its text, x as often as a number says. Below it stands
 * for which numbers between FROM and TO what is read of it: the values of a template, the prompts
 * and findings of a file. Numbers next to each other of which the same is read are in one line. */
#include "lint/template/template.h"
#include "tests/unit/lowered.h"
#include "tests/unit/table.h"
#include "tests/unit/texts.h"

/* What stands in \(* ...) as often as that. */
static void add_swept(Buf *text, Str line, size_t times) {
    for (size_t at; (at = str_find(line, STR("\\(* "), 0)) != STR_NOT_FOUND;) {
        add_escaped_text(text, str_slice(line, 0, at));
        line = str_slice(line, at + 4, line.len);
        size_t end = str_find_char(line, ')', 0);
        assert_true(end != STR_NOT_FOUND);
        for (size_t i = 0; i < times; i++) add_escaped_text(text, str_slice(line, 0, end));
        line = str_slice(line, end + 1, line.len);
    }
    add_escaped_text(text, line);
}

/* Items that are the same as the one before them are not told apart by their number. */
static void add_item(Buf *out, Str item) {
    Str said = buf_str(out);
    bool more = str_ends(said, STR(" ..."));
    if (str_ends(str_slice(said, 0, said.len - (more ? 4 : 0)), item))
        buf_add_c(out, more ? "" : " ...");
    else
        buf_add(out, item);
}

static void add_pieces(Buf *out, const PieceVec *pieces) {
    static const char *const kinds[] = {"text", "value", "tag", "include", "directive", "comment"};
    for (size_t i = 0; i < pieces->len; i++) {
        const Piece *p = &pieces->items[i];
        if (p->kind == PIECE_TEXT) continue;
        Buf item = {0};
        buf_printf(&item, "; %s %s%s%s%s", kinds[p->kind], volatility_name(p->verdict.volatility),
                   p->given ? " given" : "", p->example ? " example" : "",
                   p->conditional ? " conditional" : "");
        add_item(out, buf_str(&item));
        buf_free(&item);
    }
}

static void add_template(Buf *out, Engine engine, Str text) {
    Arena arena = {0};
    TemplateOptions options = {.engine = engine};
    PieceVec pieces = {0};
    assert_true(template_scan(&arena, text, &options, 100000, &pieces));
    add_pieces(out, &pieces);
    arena_free(&arena);
}

static void add_file(Buf *out, Str path, Str bytes) {
    FileResult *r = lint_where(path, bytes);
    for (size_t i = 0; i < r->prompts.len; i++) {
        const Prompt *prompt = &r->prompts.items[i];
        buf_printf(out, "; " STR_FMT, STR_ARG(prompt->format));
        for (size_t k = 0; k < prompt->segments.len; k++)
            add_pieces(out, &prompt->segments.items[k].pieces);
    }
    for (size_t i = 0; i < r->findings.len; i++) {
        const Finding *f = &r->findings.items[i];
        Buf item = {0};
        buf_printf(&item, "; " STR_FMT " %s%s%s", STR_ARG(f->code), level_name(f->level),
                   f->fix.edits.len ? " fix" : "", f->note.len ? " note" : "");
        add_item(out, buf_str(&item));
        buf_free(&item);
    }
    file_result_free(r);
}

static size_t cut_number(Str *rest) {
    size_t n = 0, i = 0;
    for (; i < rest->len && ascii_is_digit(rest->ptr[i]); i++)
        n = n * 10 + (size_t)(rest->ptr[i] - '0');
    *rest = str_slice(*rest, i, rest->len);
    return n;
}

static void add_range(Buf *out, size_t first, size_t last, const Buf *answer) {
    buf_printf(out, "    %zu..%zu", first, last);
    if (answer->len)
        buf_add(out, str_slice(buf_str(answer), 1, answer->len));
    else
        buf_add_c(out, " nothing");
    buf_add_c(out, "\n");
}

static void add_sweep(Buf *out, Str line) {
    size_t from = cut_number(&line);
    line = str_slice(line, 2, line.len);
    size_t to = cut_number(&line), since = from;
    line = str_slice(line, 1, line.len);
    Str what = cut_word(&line);
    assert_true(from < to && str_has(line, STR("\\(* ")));
    Buf last = {0};
    for (size_t times = from; times <= to; times++) {
        Buf text = {0}, now = {0};
        Engine engine;
        add_swept(&text, line, times);
        if (engine_from_name(what, &engine))
            add_template(&now, engine, buf_str(&text));
        else
            add_file(&now, what, buf_str(&text));
        if (times > from && !str_eq(buf_str(&now), buf_str(&last))) {
            add_range(out, since, times - 1, &last);
            since = times;
        }
        buf_free(&text);
        buf_free(&last);
        last = now;
    }
    add_range(out, since, to, &last);
    buf_free(&last);
}

static void each_limit_lies_where_the_table_says(void **state) {
    (void)state;
    check_table("tests/unit/sweeps.txt", add_sweep);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(each_limit_lies_where_the_table_says)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
