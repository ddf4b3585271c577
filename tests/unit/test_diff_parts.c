/* What a comparison is made of: kinds of change, tools, parameters and breakpoints by name, prompts
 * and blocks that are paired, rows with what they have in common. Outcomes are written out as
 * lines. */
#include <stdio.h>

#include "lint/diff/family.h"
#include "tests/unit/compared.h"

static void assert_said(Buf *said, const char *want, const char *what) {
    buf_add_char(said, '\0');
    if (strcmp(said->ptr, want) != 0) fail_msg("%s:\n got %s\nwant %s", what, said->ptr, want);
    buf_free(said);
    *said = (Buf){0};
}

/* --- kinds of change -----------------------------------------------------------------------------
 */

static const char *const kind_names[] = {"none",  "line-ends",  "trailing",  "space",    "blocks",
                                         "lines", "tool-order", "key-order", "appended", "text"};

static void texts(void **state) {
    (void)state;
    static const struct {
        const char *before, *after, *kind;
    } cases[] = {
        {"a\nb", "a\nb", "none"},
        {"a\nb", "a\r\nb", "line-ends"},
        {"a\nb", "a\rb", "line-ends"},
        {"a\n\nb", "a\r\r\nb", "line-ends"},
        {"a\r", "a\n", "line-ends"},
        {"a\nb", "a\n\nb", "space"},
        {"same\na\nb\nc", "same\na\r\nb\r\nc", "line-ends"},
        {"a\nb", "a \nb", "trailing"},
        {"a\nb", "a\t \nb", "trailing"},
        {"a\nb", "a\nb\n", "trailing"},
        {"a\nb", "a\nb\n\n \n", "trailing"},
        {"a\nb", "a \r\nb ", "trailing"},
        {"a\nb", "a\n b", "space"},
        {"a b\n", "a  b\n", "space"},
        {"a b", "ab", "space"},
        {" a", "a", "space"},
        {"a\nb", "a\nb\nc", "appended"},
        {"a\nb", "a\nb c", "appended"},
        {"one\ntwo", "two\none", "lines"},
        {"one\ntwo\n\nsix", "six\none\n two ", "lines"},
        {"one\none\ntwo", "one\ntwo\ntwo", "text"},
        {"one\ntwo", "two\none\none", "text"},
        {"one", "eno", "text"},
        {"a\nb", "a\nB", "text"},
        {"a\nb\nc", "a\nb", "text"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        /* In a request of its own, so that blanks at the ends are sent. */
        Buf two[2] = {{0}, {0}};
        for (int k = 0; k < 2; k++) {
            buf_add_c(&two[k], "{\"model\":\"claude-opus-5\",\"max_tokens\":9,\"messages\":[],"
                               "\"system\":");
            buf_add_json(&two[k], str_from_c(k ? cases[i].after : cases[i].before));
            buf_add_char(&two[k], '}');
        }
        Compared c = compare("request.json", buf_str(&two[0]), buf_str(&two[1]));
        const char *kind = kind_names[c.diff.kinds[SECTION_SYSTEM]];
        if (strcmp(kind, cases[i].kind) != 0) fail_msg("%zu: %s, want %s", i, kind, cases[i].kind);
        assert_int_equal(c.diff.changed, strcmp(kind, "none") == 0 ? 0 : CHANGED_SYSTEM);
        done(&c);
        buf_free(&two[0]);
        buf_free(&two[1]);
    }
}

static Compared requests(const char *before, const char *after) {
    char two[2][2000];
    const char *const rest = "{\"model\":\"claude-sonnet-4-6\",\"max_tokens\":100,%s}";
    snprintf(two[0], sizeof two[0], rest, before);
    snprintf(two[1], sizeof two[1], rest, after);
    return compare("request.json", str_from_c(two[0]), str_from_c(two[1]));
}

#define T(name)          "{\"name\":\"" name "\",\"input_schema\":{\"type\":\"object\"}}"
#define TOOLS(...)       "\"messages\":[],\"tools\":[" __VA_ARGS__ "]"
#define WITH(name, more) "{\"name\":\"" name "\",\"input_schema\":{" more "}}"

static void tools(void **state) {
    (void)state;
    static const struct {
        const char *before, *after, *said;
    } cases[] = {
        {TOOLS(T("a") "," T("b")), TOOLS(T("a") "," T("b")), "none"},
        {TOOLS(T("a")), TOOLS(T("a") "," T("b")), "appended: b added"},
        {TOOLS(""), TOOLS(T("a")), "text: a added"},
        {TOOLS(T("b")), TOOLS(T("a") "," T("b")), "text: a added"},
        {TOOLS(T("a") "," T("b")), TOOLS(T("b") "," T("a") "," T("c")), "text: b moved; c added"},
        {TOOLS(T("a") "," T("b")), TOOLS(T("b")), "text: a removed"},
        {TOOLS(T("a") "," T("b") "," T("c")), TOOLS(T("x") "," T("c")),
         "text: a removed; b removed; x added"},
        {TOOLS(T("a") "," T("b") "," T("c") "," T("d")),
         TOOLS(T("d") "," T("a") "," T("b") "," T("c")), "tool-order: d moved"},
        {TOOLS(T("a") "," T("b") "," T("c") "," T("d") "," T("e")),
         TOOLS(T("b") "," T("a") "," T("d") "," T("c") "," T("e")), "tool-order: b moved; d moved"},
        {TOOLS(T("a") "," T("b") "," T("c")), TOOLS(T("c") "," T("b") "," T("a")),
         "tool-order: c moved; b moved"},
        {TOOLS(T("a") "," T("b") "," T("c") "," T("d")),
         TOOLS(T("x") "," T("d") "," T("b") "," T("c")), "text: a removed; x added; d moved"},
        {TOOLS(T("a") "," T("a")), TOOLS(T("a") "," T("a") "," T("a")), "appended: a added"},
        {TOOLS(WITH("a", "\"x\":1,\"y\":2")), TOOLS(WITH("a", "\"y\":2,\"x\":1")),
         "key-order: a keys reordered"},
        {TOOLS(WITH("a", "\"d\":\"one two\"")), TOOLS(WITH("a", "\"d\":\"one  two\"")),
         "space: a white space only"},
        {TOOLS(WITH("a", "\"d\":\"one two\"")), TOOLS(WITH("a", "\"d\":\"one too\"")),
         "text: a changed"},
        {TOOLS(WITH("a", "\"x\":1,\"y\":2") "," T("b")),
         TOOLS(T("b") "," WITH("a", "\"y\":2,\"x\":1")), "tool-order: b moved; a keys reordered"},
        {TOOLS(WITH("a", "\"x\":1,\"y\":2") "," WITH("b", "\"d\":\"one two\"")),
         TOOLS(WITH("a", "\"y\":2,\"x\":1") "," WITH("b", "\"d\":\"one  two\"")),
         "key-order: a keys reordered; b white space only"},
        {TOOLS("{\"input_schema\":{}}"), TOOLS(""), "text: (no name) removed"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Compared c = requests(cases[i].before, cases[i].after);
        Buf said = {0};
        buf_add_c(&said, kind_names[c.diff.kinds[SECTION_TOOLS]]);
        for (size_t k = 0; k < c.diff.tools.len; k++)
            buf_printf(&said, "%s" STR_FMT " %s", k ? "; " : ": ",
                       STR_ARG(c.diff.tools.items[k].name),
                       tool_fate_word(c.diff.tools.items[k].fate));
        assert_said(&said, cases[i].said, cases[i].after);
        done(&c);
    }
}

/* --- parameters and breakpoints ------------------------------------------------------------------
 */

static void parameters(void **state) {
    (void)state;
    static const struct {
        const char *before, *after, *said;
    } cases[] = {
        {"\"messages\":[],\"temperature\":1", "\"messages\":[],\"temperature\":0", ""},
        {"\"messages\":[],\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":2000}",
         "\"messages\":[],\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":3000}",
         "thinking {type: enabled, budget_tokens: 2000} {type: enabled, budget_tokens: 3000};"},
        {"\"messages\":[],\"tool_choice\":{\"type\":\"any\"}", "\"messages\":[]",
         "tool_choice {type: any} ;"},
        {"\"messages\":[]",
         "\"messages\":[],\"speed\":\"fast\",\"output_config\":{\"effort\":\"low\"}",
         "speed  fast;output_config.effort  low;"},
        {"\"messages\":[],\"speed\":null", "\"messages\":[]", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Compared c = requests(cases[i].before, cases[i].after);
        Buf said = {0};
        for (size_t k = 0; k < c.diff.params.len; k++)
            buf_printf(&said, "%s " STR_FMT " " STR_FMT ";", c.diff.params.items[k].name,
                       STR_ARG(c.diff.params.items[k].old_text),
                       STR_ARG(c.diff.params.items[k].new_text));
        assert_said(&said, cases[i].said, cases[i].after);
        done(&c);
    }
}

#define MARK        ",\"cache_control\":{\"type\":\"ephemeral\"}"
#define HOUR        ",\"cache_control\":{\"type\":\"ephemeral\",\"ttl\":\"1h\"}"
#define B(t, mark)  "{\"type\":\"text\",\"text\":\"" t "\"" mark "}"
#define SYSTEM(...) "\"messages\":[],\"system\":[" __VA_ARGS__ "]"

static void breakpoints(void **state) {
    (void)state;
    static const struct {
        const char *before, *after, *said;
    } cases[] = {
        {SYSTEM(B("a", MARK) "," B("b", "")), SYSTEM(B("a", MARK) "," B("b", "")), ""},
        {SYSTEM(B("a", MARK) "," B("b", "")), SYSTEM(B("a", "") "," B("b", "")),
         "system[0] 300 0;"},
        {SYSTEM(B("a", "") "," B("b", "")), SYSTEM(B("a", "") "," B("b", HOUR)),
         "system[1] 0 3600;"},
        {SYSTEM(B("a", MARK) "," B("b", "")), SYSTEM(B("a", HOUR) "," B("b", "")),
         "system[0] 300 3600;"},
        {SYSTEM(B("a", MARK) "," B("b", "")), SYSTEM(B("a", "") "," B("b", MARK)),
         "system[0] 300 0;system[1] 0 300;"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Compared c = requests(cases[i].before, cases[i].after);
        Buf said = {0};
        for (size_t k = 0; k < c.diff.marks.len; k++)
            buf_printf(&said, STR_FMT " %u %u;", STR_ARG(c.diff.marks.items[k].place),
                       c.diff.marks.items[k].old_ttl, c.diff.marks.items[k].new_ttl);
        assert_said(&said, cases[i].said, cases[i].after);
        done(&c);
    }
}

/* --- what is paired ------------------------------------------------------------------------------
 */

/* Prompts of a file: "old>new", "-" where there is none. */
static void prompts(void **state) {
    (void)state;
    static const struct {
        const char *before, *after, *said;
    } cases[] = {
        {"a one b two", "a one b two", "a>a b>b"},
        {"a one b two c three", "b two d four a one", "b>b c>d a>a"},
        {"a one b two c three", "b two d four e x a one", "b>b ->d ->e a>a c>-"},
        {"a one b two", "c one d two", "a>c b>d"},                 /* by order */
        {"a one b two", "c one d two e x", "->c ->d ->e a>- b>-"}, /* not as many */
        {"a one b two c three d four", "d four", "a>- b>- c>- d>d"},
        {"a one", "a one b two", "a>a ->b"},
        {"b two a one", "c x b two a one", "->c b>b a>a"},
        {"a one b two c three", "a one c three", "a>a b>- c>c"},
        {"a one b two c three d four", "c three d four", "a>- b>- c>c d>d"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Buf text[2] = {{0}, {0}};
        FileResult *results[2];
        Str bytes[2];
        for (int k = 0; k < 2; k++) {
            char word[2][20];
            int used;
            buf_add_c(&text[k], "agents:\n");
            for (const char *s = k ? cases[i].after : cases[i].before;
                 sscanf(s, "%19s %19s%n", word[0], word[1], &used) == 2; s += used)
                buf_printf(&text[k], "  %s: {model: claude-sonnet-5, system_prompt: the %s text}\n",
                           word[0], word[1]);
            bytes[k] = buf_str(&text[k]);
            results[k] = read_bytes("prompts/all.yaml", &bytes[k]);
        }
        Arena arena = {0};
        PlanPairVec pairs = {0};
        diff_match(&arena, results[0]->plans, results[0]->prompts.len, results[1]->plans,
                   results[1]->prompts.len, &pairs);
        Buf said = {0};
        for (size_t k = 0; k < pairs.len; k++) {
            const Plan *a = pairs.items[k].before, *b = pairs.items[k].after;
            Str old_name = a ? a->prompt->path_in_file : STR("agents.-");
            Str new_name = b ? b->prompt->path_in_file : STR("agents.-");
            buf_printf(&said, "%s" STR_FMT ">" STR_FMT, k ? " " : "",
                       STR_ARG(str_slice(old_name, 7, old_name.len)),
                       STR_ARG(str_slice(new_name, 7, new_name.len)));
        }
        assert_said(&said, cases[i].said, cases[i].after);
        arena_free(&arena);
        for (int k = 0; k < 2; k++) {
            file_result_free(results[k]);
            buf_free(&text[k]);
        }
    }
}

#define TURN(role, text) "{\"role\":\"" role "\",\"content\":\"" text "\"}"

/* Blocks: "old>new" of their texts, "=" where they are the same, and tokens before and of each. */
static void blocks(void **state) {
    (void)state;
    static const struct {
        const char *before, *after, *said;
    } cases[] = {
        {"\"system\":\"s\",\"messages\":[" TURN("user", "u") "]",
         "\"system\":\"s\",\"messages\":[" TURN("user", "u") "]", "s=s u=u"},
        {"\"system\":\"s\",\"messages\":[" TURN("user", "u") "]",
         "\"system\":\"S\",\"messages\":[" TURN("user", "u") "]", "s>S u=u"},
        {"\"messages\":[" TURN("user", "u") "]",
         "\"system\":\"S\",\"messages\":[" TURN("user", "u") "]", "->S u=u"},
        {"\"system\":\"s\",\"messages\":[" TURN("user", "u") "]",
         "\"messages\":[" TURN("user", "w") "]", "s>- u>w"},
        {"\"messages\":[" TURN("user", "u") "," TURN("assistant", "a") "," TURN("user", "v") "]",
         "\"messages\":[" TURN("user", "v") "]", "u>- a>- v=v"},
        {"\"messages\":[" TURN("user", "u") "," TURN("assistant", "a") "]",
         "\"messages\":[" TURN("user", "w") "," TURN("user", "x") "," TURN("assistant", "b") "]",
         "u>w a>- ->x ->b"},
        {"\"messages\":[" TURN("user", "u") "]",
         "\"system\":\"S\",\"messages\":[" TURN("user", "w") "," TURN("assistant", "b") "]",
         "->S u>w ->b"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Compared c = requests(cases[i].before, cases[i].after);
        BlockPairVec pairs = {0};
        diff_align(&c.arena, c.before->plans[0], c.after->plans[0], &pairs);
        Buf said = {0};
        int64_t old_at = 0, new_at = 0;
        for (size_t k = 0; k < pairs.len; k++) {
            const BlockPair *p = &pairs.items[k];
            buf_printf(&said, "%s" STR_FMT "%s" STR_FMT, k ? " " : "",
                       STR_ARG(p->before.there ? p->before.text : STR("-")), p->same ? "=" : ">",
                       STR_ARG(p->after.there ? p->after.text : STR("-")));
            if (p->before.there) {
                assert_int_equal(p->before.before, old_at);
                old_at += p->before.tokens;
            }
            if (p->after.there) {
                assert_int_equal(p->after.before, new_at);
                new_at += p->after.tokens;
            }
        }
        assert_int_equal(old_at, c.before->plans[0]->total.tokens);
        assert_int_equal(new_at, c.after->plans[0]->total.tokens);
        assert_said(&said, cases[i].said, cases[i].after);
        done(&c);
    }
}

/* The length of a longest common subsequence, by the book. */
static size_t longest_common(const uint64_t *a, size_t n, const uint64_t *b, size_t m) {
    static size_t best[20][20];
    for (size_t i = 0; i <= n; i++)
        for (size_t j = 0; j <= m; j++) {
            if (!i || !j)
                best[i][j] = 0;
            else if (a[i - 1] == b[j - 1])
                best[i][j] = best[i - 1][j - 1] + 1;
            else
                best[i][j] = best[i - 1][j] > best[i][j - 1] ? best[i - 1][j] : best[i][j - 1];
        }
    return best[n][m];
}

static void rows_have_the_most_in_common(void **state) {
    (void)state;
    uint32_t x = 7;
    for (int round = 0; round < 2000; round++) {
        uint64_t a[12], b[12];
        size_t n = (x = x * 1103515245 + 12345) >> 16 & 7,
               m = (x = x * 1103515245 + 12345) >> 16 & 7;
        for (size_t i = 0; i < n; i++) a[i] = (x = x * 1103515245 + 12345) >> 16 & 3;
        for (size_t i = 0; i < m; i++) b[i] = (x = x * 1103515245 + 12345) >> 16 & 3;
        Arena arena = {0};
        IndexPairVec alike = {0};
        diff_alike(&arena, a, n, b, m, &alike);
        assert_int_equal(alike.len, longest_common(a, n, b, m));
        for (size_t i = 0; i < alike.len; i++) {
            assert_true(alike.items[i].before < n && alike.items[i].after < m);
            assert_true(a[alike.items[i].before] == b[alike.items[i].after]);
            if (i) assert_true(alike.items[i].before > alike.items[i - 1].before);
            if (i) assert_true(alike.items[i].after > alike.items[i - 1].after);
        }
        arena_free(&arena);
    }
}

/* Of rows whose middle is too long only both ends are paired. */
static void long_rows_are_paired_at_their_ends(void **state) {
    (void)state;
    enum { LONG = 1100 };
    static uint64_t a[LONG], b[LONG];
    for (size_t i = 0; i < LONG; i++) {
        a[i] = 2 * i;
        b[i] = i % 10 == 5 ? a[i] : 2 * i + 1;
    }
    a[0] = b[0] = a[LONG - 1] = b[LONG - 1] = 9999;
    Arena arena = {0};
    IndexPairVec alike = {0};
    diff_alike(&arena, a, LONG, b, LONG, &alike);
    assert_int_equal(alike.len, 2);
    assert_true(alike.items[1].before == LONG - 1 && alike.items[1].after == LONG - 1);
    alike.len = 0;
    diff_alike(&arena, a, 1000, b, 1000, &alike);
    assert_int_equal(alike.len, 1 + 100); /* the first, and those at 5, 15, ... */
    arena_free(&arena);
}

/* --- families ------------------------------------------------------------------------------------
 */

static void rungs_stand_an_eighth_further_each(void **state) {
    (void)state;
    assert_int_equal(family_rung_bytes(0), 1024);
    assert_int_equal(family_rung_bytes(1), 1152);
    assert_int_equal(family_rung_bytes(2), 1296);
    for (size_t i = 1; i < RUNGS_MOST; i++)
        assert_int_equal(family_rung_bytes(i),
                         family_rung_bytes(i - 1) + family_rung_bytes(i - 1) / 8);
    assert_int_equal(family_rung_bytes(RUNGS_MOST), family_rung_bytes(RUNGS_MOST - 1));
}

/* Rungs of a prompt whose system text has so many bytes, with a value behind it. */
static size_t rungs_of(size_t bytes, uint64_t hashes[RUNGS_MOST]) {
    Arena arena = {0};
    Buf text = {0};
    buf_add_c(&text, "You ");
    buf_repeat(&text, "x", bytes - 4);
    buf_add_c(&text, "{{ now }} and {{ text }}");
    Str copy = buf_str(&text);
    FileResult *r = read_bytes("prompts/a.j2", &copy);
    RungVec rungs = {0};
    family_rungs(&arena, r->plans[0], &rungs);
    size_t len = rungs.len;
    memcpy(hashes, rungs.items, len * sizeof *hashes);
    file_result_free(r);
    buf_free(&text);
    arena_free(&arena);
    return len;
}

static void rungs_lie_in_what_stays(void **state) {
    (void)state;
    uint64_t one[RUNGS_MOST], two[RUNGS_MOST];
    size_t least = 0; /* of the stream, the frame of a block counts too */
    while (rungs_of(1024 - least, one) == 1) least++;
    assert_in_range(least, 1, 40);
    assert_int_equal(rungs_of(1024 - least, one), 0);
    assert_int_equal(rungs_of(1152 - least, one), 1);
    assert_int_equal(rungs_of(1152 - least + 1, two), 2);
    assert_true(one[0] == two[0]);
}

#define LINES "The first line that all of them have.\\nA second one, also in both.\\n"

static void what_stands_behind_the_difference_in_both(void **state) {
    (void)state;
    static const struct {
        const char *before, *after, *shared; /* the text that is counted; NULL: nothing */
    } cases[] = {
        {SYSTEM(B("One. " LINES, "")), SYSTEM(B("Two. " LINES, "")),
         "A second one, also in both.\n"},
        {SYSTEM(B("One.\\n" LINES, "")), SYSTEM(B("Two.\\n" LINES, "")),
         "The first line that all of them have.\nA second one, also in both.\n"},
        {SYSTEM(B("One.\\n" LINES, "")),
         SYSTEM(B("Two.\\nA third one that is new here.\\n" LINES, "")),
         "The first line that all of them have.\nA second one, also in both.\n"},
        {SYSTEM(B("One.\\nshort line\\n", "")), SYSTEM(B("Two.\\nshort line\\n", "")), NULL},
        {SYSTEM(B("One.\\nshort lines.\\n", "")), SYSTEM(B("Two.\\nshort lines.\\n", "")),
         "short lines.\n"},
        {SYSTEM(B("One.\\n" LINES, "")), SYSTEM(B("Two.\\nNothing of all that is here.\\n", "")),
         NULL},
        {SYSTEM(B("One.\\n" LINES, "")), SYSTEM(B("Two.\\n{{now}}\\n" LINES, "")), NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Compared c = requests(cases[i].before, cases[i].after);
        TokCount shared = family_shared_behind(&c.arena, &c.diff);
        int64_t want =
            cases[i].shared ? plan_count(c.after->plans[0], str_from_c(cases[i].shared)).tokens : 0;
        if (shared.tokens != want)
            fail_msg("%zu: %lld tokens, want %lld", i, (long long)shared.tokens, (long long)want);
        done(&c);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts),
        cmocka_unit_test(tools),
        cmocka_unit_test(parameters),
        cmocka_unit_test(breakpoints),
        cmocka_unit_test(prompts),
        cmocka_unit_test(blocks),
        cmocka_unit_test(rows_have_the_most_in_common),
        cmocka_unit_test(long_rows_are_paired_at_their_ends),
        cmocka_unit_test(rungs_stand_an_eighth_further_each),
        cmocka_unit_test(rungs_lie_in_what_stays),
        cmocka_unit_test(what_stands_behind_the_difference_in_both),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
