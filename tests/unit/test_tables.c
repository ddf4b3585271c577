/* What pure functions make of many inputs, as tables for people to read (table.h):
 *   documents.txt   READER TEXT: the values of YAML, JSON and front matter with their places, and
 *                   what is said of a text that is none
 *   configs.txt     a configuration: what is wrong with it
 *   settings.txt    READER YAML: what is read of a declaration, and what is wrong with it; `header`
 * is of a prompt file, where other keys are other programs' globs.txt       DIALECT PATTERN
 * PATH...: which of the paths it matches pages.txt       WIDTH MARKDOWN: how a page is shown
 *   ignores.txt     PATH TEXT: the suppressions of a file, what they cover, and what is wrong with
 *                   them */
#include "lint/command/markdown.h"
#include "lint/config/config.h"
#include "lint/config/prices.h"
#include "lint/config/suppress.h"
#include "lint/engine/engine.h"
#include "lint/source/frontmatter.h"
#include "tests/unit/table.h"
#include "tests/unit/texts.h"

/* --- documents --- */

/* Where the bytes of a string stand: runs "3@7" that stand as they are, others with both ends. */
static void add_map(Buf *out, const Node *node) {
    TextMap map = node_map(node);
    Span last = {0};
    size_t from = 0;
    bool plain = false;
    for (uint32_t i = 0; i <= node->text.len; i++) {
        Span place =
            i < node->text.len ? textmap_span(&map, span_of(i, i + 1)) : span_of(UINT32_MAX, 0);
        bool one = place.end == place.start + 1;
        if (i && ((plain && one && place.start == last.start + 1) ||
                  (!plain && place.start == last.start && place.end == last.end))) {
            last = place;
            continue;
        }
        if (i && plain) buf_printf(out, " %zu@%zu", i - from, last.start + 1 - (i - from));
        if (i && !plain) buf_printf(out, " %zu@%u-%u", i - from, last.start, last.end);
        from = i;
        plain = one;
        last = place;
    }
}

static void add_node(Buf *out, const Source *source, const Node *node, int depth) {
    static const char *const kinds[] = {"null", "bool", "number", "string", "list", "map"};
    static const char *const styles[] = {"json",    "plain",  "single", "double",
                                         "literal", "folded", "block",  "flow"};
    buf_repeat(out, " ", 4 + 2 * (size_t)depth);
    if (node->key) {
        escape_text(out, node->key->text);
        buf_add_c(out, " (");
        add_place(out, source, node->key->span);
        buf_add_c(out, "): ");
    }
    buf_printf(out, "%s ", kinds[node->kind]);
    if (node->first || node->kind == NODE_LIST || node->kind == NODE_MAP) {
        buf_printf(out, "of %u, %s, ", (unsigned)node->count, styles[node->style]);
    } else {
        buf_add_c(out, "`");
        escape_text(out, node->text);
        buf_printf(out, "` %s, ", styles[node->style]);
        if (node->kind == NODE_NUMBER) buf_printf(out, "%.15g, ", node->number);
    }
    add_place(out, source, node->span);
    if (node->shared) buf_add_c(out, ", shared");
    if (node->kind == NODE_STRING && node->text.len) add_map(out, node);
    buf_add_c(out, "\n");
    for (const Node *child = node->first; child; child = child->next)
        add_node(out, source, child, depth + 1);
}

static void add_problems(Buf *out, const Source *source, const ProblemVec *problems) {
    static const char *const kinds[] = {"none",      "unreadable",    "not UTF-8",   "syntax",
                                        "templated", "limit",         "twice",       "front matter",
                                        "no prompt", "unused ignore", "declaration", "documents",
                                        "include"};
    for (size_t i = 0; i < problems->len; i++) {
        const Problem *p = &problems->items[i];
        buf_printf(out, "    %s ", kinds[p->kind]);
        add_place(out, source, p->span);
        buf_add_c(out, " ");
        escape_text(out, p->message);
        if (p->help.len) buf_add_c(out, "; ");
        escape_text(out, p->help);
        buf_add_c(out, "\n");
    }
}

static void add_document(Buf *out, Str line) {
    Arena arena = {0};
    Source source;
    ProblemVec problems = {0};
    Str reader = cut_word(&line), text = unescaped(line);
    assert_true(source_from_bytes(&arena, STR("x"), text, &source, &problems));
    Span all = span_of(0, text.len);
    const Node *tree = NULL;
    if (str_is(reader, "yaml"))
        tree = yaml_read(&arena, &source, all, &problems);
    else if (str_is(reader, "json"))
        tree = json_read(&arena, &source, all, &problems);
    else if (str_is(reader, "jsonc"))
        tree = jsonc_read(&arena, &source, all, &problems);
    else if (str_is(reader, "matter")) {
        FrontMatter matter = frontmatter_read(&arena, &source, &problems);
        tree = matter.tree;
        buf_printf(out, "    %s%s, content ", matter.present ? "there" : "none",
                   matter.loose ? ", loose" : "");
        add_place(out, &source, matter.content);
        buf_add_c(out, ", body ");
        add_place(out, &source, matter.body);
        buf_add_c(out, "\n");
    } else
        fail_msg("no reader " STR_FMT, STR_ARG(reader));
    if (tree) add_node(out, &source, tree, 0);
    add_problems(out, &source, &problems);
    arena_free(&arena);
}

static void documents(void **state) {
    (void)state;
    check_fenced_table("tests/unit/documents.txt", add_document);
}

/* --- configurations --- */

static void add_config(Buf *out, Str line) {
    Arena arena = {0};
    Source source;
    ProblemVec problems = {0};
    config_check(&arena, STR(".warmlint.yaml"), unescaped(line), &engine_known_names, &source,
                 &problems);
    if (!problems.len) buf_add_c(out, "    right\n");
    add_problems(out, &source, &problems);
    arena_free(&arena);
}

static void configurations(void **state) {
    (void)state;
    check_fenced_table("tests/unit/configs.txt", add_config);
}

/* --- what is declared --- */

static void add_numbers(Buf *out, const char *names, const double *values) {
    for (Str rest = str_from_c(names); rest.len; values++) {
        Str name = cut_word(&rest);
        if (*values != 0 && *values != PRICE_UNKNOWN)
            buf_printf(out, "    " STR_FMT " %.12g\n", STR_ARG(name), *values);
    }
}

static void add_names(Buf *out, const DeclaredNameVec *names) {
    for (size_t i = 0; i < names->len; i++) {
        buf_printf(out, "    `" STR_FMT "` %s", STR_ARG(names->items[i].name),
                   volatility_name(names->items[i].volatility));
        if (names->items[i].tokens > 0) buf_printf(out, ", %.12g tokens", names->items[i].tokens);
        buf_add_c(out, "\n");
    }
}

static void add_prices(Buf *out, const PriceChangeVec *prices) {
    for (size_t i = 0; i < prices->len; i++) {
        const PriceChange *c = &prices->items[i];
        buf_printf(out, "    of `" STR_FMT "`\n", STR_ARG(c->model));
        add_numbers(out, "in out read write write_long batch storage",
                    (double[]){c->set.in, c->set.out, c->set.read, c->set.write_short,
                               c->set.write_long, c->batch, c->storage});
    }
}

static void add_calibrations(Buf *out, const CalibrationVec *calibration) {
    for (size_t i = 0; i < calibration->len; i++) {
        const Calibration *c = &calibration->items[i];
        buf_printf(out, "    of %s\n", tok_family_name(c->family));
        add_numbers(out, "factor per_request spread",
                    (double[]){c->factor, c->per_request, c->spread});
    }
}

static void add_settings(Buf *out, Str line) {
    Arena arena = {0};
    Source source;
    ProblemVec problems = {0};
    Str what = cut_word(&line), text = unescaped(line);
    SettingsReader reader = {&arena, &problems, true};
    if (str_is(what, "header")) {
        reader.strict = false;
        what = cut_word(&line);
        text = unescaped(line);
    }
    assert_true(source_from_bytes(&arena, STR("x"), text, &source, &problems));
    const Node *tree = yaml_read(&arena, &source, span_of(0, text.len), &problems);
    DeclaredNameVec names = {0};
    Workload w = {0};
    Budget b = {0};
    SizeLimits l = {0};
    PriceChangeVec prices = {0};
    CalibrationVec calibration = {0};
    PriceChange price;
    Str wrong;
    bool good = true;
    if (str_is(what, "inputs")) settings_read_inputs(&reader, tree, &names);
    if (str_is(what, "volatility")) settings_read_volatility(&reader, tree, &names);
    if (str_is(what, "workload")) settings_read_workload(&reader, tree, &w);
    if (str_is(what, "budget")) settings_read_budget(&reader, tree, &b);
    if (str_is(what, "limits")) settings_read_limits(&reader, tree, &l);
    if (str_is(what, "prices")) prices_read(&reader, tree, &prices);
    if (str_is(what, "calibration")) settings_read_calibration(&reader, tree, &calibration);
    if (str_is(what, "price")) good = prices_parse(text, &price, &wrong);
    if (str_is(what, "price") && good) vec_push(&arena, &prices, price);
    if (!good) buf_printf(out, "    wrong at `" STR_FMT "`\n", STR_ARG(wrong));
    size_t start = out->len;
    add_names(out, &names);
    add_numbers(out,
                "calls_per_day calls_per_session peak gap_p50 gap_p95 output_p50 output_p95 "
                "deferrable batched",
                (double[]){w.calls_per_day, w.calls_per_session, w.calls_per_minute_peak, w.gap_p50,
                           w.gap_p95, w.output_p50, w.output_p95, w.deferrable, w.batched});
    add_numbers(out, "daily monthly", (double[]){b.daily, b.monthly});
    for (size_t i = 0; i < b.alerts; i++) buf_printf(out, "    alert at %.12g\n", b.alert_at[i]);
    add_numbers(out, "system tools tool file segment exempt",
                (double[]){l.system_tokens, l.tools_tokens, l.tool_tokens, l.file_tokens,
                           l.segment_tokens, l.exempt});
    add_prices(out, &prices);
    add_calibrations(out, &calibration);
    if (out->len == start && !problems.len && good) buf_add_c(out, "    nothing\n");
    if (!str_is(what, "price")) add_problems(out, &source, &problems);
    arena_free(&arena);
}

static void declarations(void **state) {
    (void)state;
    check_fenced_table("tests/unit/settings.txt", add_settings);
}

/* --- globs --- */

static void add_glob(Buf *out, Str line) {
    Str dialect = cut_word(&line), pattern = unescaped(cut_word(&line));
    const char *between = "";
    buf_add_c(out, "    ");
    while (line.len) {
        Str path = unescaped(cut_word(&line));
        bool hit = str_is(dialect, "whole")  ? glob_match_whole(pattern, path, GLOB_PATH)
                   : str_is(dialect, "git")  ? glob_match_whole(pattern, path, GLOB_GITIGNORE)
                   : str_is(dialect, "list") ? glob_list_matches(&pattern, 1, path)
                                             : glob_match(pattern, path);
        if (!hit) continue;
        buf_add_c(out, between);
        escape_text(out, path);
        between = " ";
    }
    buf_add_c(out, *between ? "\n" : "none\n");
}

static void globs(void **state) {
    (void)state;
    check_fenced_table("tests/unit/globs.txt", add_glob);
}

/* --- pages --- */

static void add_page(Buf *out, Str line) {
    Arena arena = {0};
    Buf page = {0};
    Str width = cut_word(&line);
    bool color = width.ptr[width.len - 1] == 'c';
    size_t columns = 0;
    for (size_t i = 0; i < width.len && ascii_is_digit(width.ptr[i]); i++)
        columns = columns * 10 + (size_t)(width.ptr[i] - '0');
    markdown_show(&arena, &page, unescaped(line), color, columns);
    Str rest = buf_str(&page);
    for (Str shown; str_next_line(&rest, &shown);) {
        buf_add_c(out, "    |");
        for (size_t i = 0; i < shown.len; i++)
            if (shown.ptr[i] == '\x1b')
                buf_add_c(out, "^");
            else
                buf_add_char(out, shown.ptr[i]);
        buf_add_c(out, "\n");
    }
    buf_free(&page);
    arena_free(&arena);
}

static void pages(void **state) {
    (void)state;
    check_fenced_table("tests/unit/pages.txt", add_page);
}

/* --- suppressions --- */

static void add_ignores(Buf *out, Str line) {
    Arena arena = {0};
    Source source;
    ProblemVec problems = {0};
    SuppressionVec found = {0};
    Str path = cut_word(&line);
    bool document = str_ends(path, STR("AGENTS.md"));
    assert_true(source_from_bytes(&arena, path, unescaped(line), &source, &problems));
    suppress_scan(&arena, &source, document, &found, &problems);
    for (size_t i = 0; i < found.len; i++) {
        const Suppression *s = &found.items[i];
        buf_printf(out, "    " STR_FMT " ", STR_ARG(s->selector));
        add_place(out, &source, s->span);
        buf_add_c(out, " covers ");
        add_place(out, &source, s->covers);
        buf_add_c(out, "\n");
    }
    add_problems(out, &source, &problems);
    if (!found.len && !problems.len) buf_add_c(out, "    none\n");
    arena_free(&arena);
}

static void suppressions(void **state) {
    (void)state;
    check_fenced_table("tests/unit/ignores.txt", add_ignores);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(documents),    cmocka_unit_test(configurations),
        cmocka_unit_test(declarations), cmocka_unit_test(globs),
        cmocka_unit_test(pages),        cmocka_unit_test(suppressions),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
