/* Two versions of a prompt: where they part, what it is called, what stays warm. */
#include "tests/unit/compared.h"

/* Printed from a template in which # stands for some 4,000 words. */
static Str spread(Arena *arena, const char *template) {
    Buf out = {0};
    for (; *template; template ++) {
        if (*template == '#')
            buf_repeat(&out, "policy ", 4000);
        else
            buf_add_char(&out, *template);
    }
    Str text = str_dup(arena, buf_str(&out));
    buf_free(&out);
    return text;
}

static Compared requests(const char *before, const char *after) {
    Arena arena = {0};
    Compared c = compare("request.json", spread(&arena, before), spread(&arena, after));
    arena_free(&arena);
    return c;
}

#define TWO_BLOCKS(a, b, question)                                                                 \
    "{\"model\":\"claude-sonnet-4-6\",\"max_tokens\":100,\"system\":["                             \
    "{\"type\":\"text\",\"text\":\"" a "\",\"cache_control\":{\"type\":\"ephemeral\"}},"           \
    "{\"type\":\"text\",\"text\":\"" b "\",\"cache_control\":{\"type\":\"ephemeral\"}}],"          \
    "\"messages\":[{\"role\":\"user\",\"content\":\"" question "\"}]}"

static void the_first_byte_that_differs_is_found_in_the_file(void **state) {
    (void)state;
    Compared c =
        requests(TWO_BLOCKS("#", "ab\\u00e4cd", "Hi"), TWO_BLOCKS("#", "ab\\u00e4xd", "Hi"));
    assert_true(c.diff.differs);
    assert_int_equal(c.diff.new_side.at, 4); /* two letters and one of two bytes */
    Str place = source_slice(&c.after->source, c.diff.new_side.span);
    assert_int_equal(place.len, 1);
    assert_int_equal(place.ptr[0], 'x');
    done(&c);
}

/* Of a character of several bytes all are the place. */
static void a_difference_begins_with_its_character(void **state) {
    (void)state;
    static const struct {
        const char *before, *after;
        size_t at;
    } cases[] = {{"caf\xC3\xA9 x", "caf\xC3\xA8 x", 3},         /* in the second byte */
                 {"a\xE6\xBC\xA2", "a\xE6\xBC\xA3", 1},         /* in the third */
                 {"a\xF0\x9F\x98\x80", "a\xF0\x9F\x99\x80", 1}, /* in the middle */
                 {"\xC3\xA9", "\xC3\xA8", 0},
                 {"a\xC3\xA9", "b\xC3\xA9", 0},
                 {"\xC3\xA9x", "\xC3\xA9y", 2}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Compared c =
            compare("prompts/a.txt", str_from_c(cases[i].before), str_from_c(cases[i].after));
        assert_int_equal(c.diff.old_side.at, cases[i].at);
        assert_int_equal(c.diff.new_side.at, cases[i].at);
        done(&c);
    }
}

static void what_ends_before_the_change_stays_warm(void **state) {
    (void)state;
    Compared c = requests(TWO_BLOCKS("#", "b #", "Hi"), TWO_BLOCKS("#", "x #", "Hi"));
    assert_int_equal(c.diff.verdict, VERDICT_INVALIDATED);
    assert_int_equal(c.diff.changed, CHANGED_SYSTEM);
    const Plan *before = c.before->plans[0];
    assert_int_equal(c.diff.warm.tokens, before->breakpoints[0].prefix.tokens);
    assert_int_equal(c.diff.warm.tokens + c.diff.cold.tokens, before->breakpoints[1].prefix.tokens);
    assert_int_equal(c.diff.common.tokens, c.diff.warm.tokens);
    /* 3.75 - 0.30 dollars per million tokens */
    double expected = (double)c.diff.rewritten.tokens * 3.45 / 1e6;
    assert_true(c.diff.usd_once > expected * 0.999 && c.diff.usd_once < expected * 1.001);
    done(&c);
}

static void text_behind_the_last_breakpoint_keeps_all_warm(void **state) {
    (void)state;
    Compared c = requests(TWO_BLOCKS("#", "b #", "Hi"), TWO_BLOCKS("#", "b #", "Hello"));
    assert_int_equal(c.diff.verdict, VERDICT_WARM);
    assert_int_equal(c.diff.changed, CHANGED_MESSAGES);
    assert_int_equal(c.diff.cold.tokens, 0);
    assert_int_equal(c.diff.rewritten.tokens, 0);
    done(&c);
}

static void a_breakpoint_more_writes_nothing_anew(void **state) {
    (void)state;
    Compared c = requests("{\"model\":\"claude-sonnet-4-6\",\"max_tokens\":100,\"system\":["
                          "{\"type\":\"text\",\"text\":\"#\",\"cache_control\":{\"type\":"
                          "\"ephemeral\"}},{\"type\":\"text\",\"text\":\"#\"}],\"messages\":[]}",
                          TWO_BLOCKS("#", "#", "Hi"));
    assert_int_equal(c.diff.verdict, VERDICT_WARM);
    assert_true(c.diff.new_call.cached.tokens > c.diff.old_call.cached.tokens);
    assert_int_equal(c.diff.warm.tokens, c.diff.old_call.cached.tokens);
    assert_int_equal(c.diff.cold.tokens, 0);
    assert_int_equal(c.diff.rewritten.tokens, 0);
    assert_true(c.diff.usd_once == 0);
    done(&c);
}

static void another_model_leaves_nothing(void **state) {
    (void)state;
    Compared c =
        requests("{\"model\":\"claude-sonnet-4-6\",\"max_tokens\":9,\"system\":[{\"type\":\"text\","
                 "\"text\":\"#\",\"cache_control\":{\"type\":\"ephemeral\"}}],\"messages\":[]}",
                 "{\"model\":\"claude-sonnet-5\",\"max_tokens\":9,\"system\":[{\"type\":\"text\","
                 "\"text\":\"#\",\"cache_control\":{\"type\":\"ephemeral\"}}],\"messages\":[]}");
    assert_int_equal(c.diff.changed, CHANGED_MODEL);
    assert_false(c.diff.differs);
    assert_int_equal(c.diff.warm.tokens, 0);
    assert_int_equal(c.diff.verdict, VERDICT_INVALIDATED);
    done(&c);
}

static void thinking_keeps_tools_and_system(void **state) {
    (void)state;
#define THINKING(budget)                                                                           \
    "{\"model\":\"claude-sonnet-4-6\",\"max_tokens\":9000,\"thinking\":{\"type\":\"enabled\","     \
    "\"budget_tokens\":" budget "},\"system\":[{\"type\":\"text\",\"text\":\"#\","                 \
    "\"cache_control\":{\"type\":\"ephemeral\"}}],\"messages\":[{\"role\":\"user\",\"content\":"   \
    "[{\"type\":\"text\",\"text\":\"#\",\"cache_control\":{\"type\":\"ephemeral\"}}]}]}"
    Compared c = requests(THINKING("2000"), THINKING("4000"));
    assert_int_equal(c.diff.changed, CHANGED_PARAMETERS);
    assert_int_equal(c.diff.params.len, 1);
    assert_string_equal(c.diff.params.items[0].name, "thinking");
    assert_int_equal(c.diff.warm.tokens, c.before->plans[0]->breakpoints[0].prefix.tokens);
    assert_true(c.diff.cold.tokens > 0);
    done(&c);
}

#define TOOL(name, schema) "{\"name\":\"" name "\",\"input_schema\":" schema "}"
#define TOOLS(tools)                                                                               \
    "{\"model\":\"claude-sonnet-4-6\",\"max_tokens\":9,\"tools\":[" tools                          \
    "],\"system\":[{\"type\":\"text\",\"text\":\"#\",\"cache_control\":{\"type\":\"ephemeral\"}}]" \
    ","                                                                                            \
    "\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}"

static void order_of_keys_is_named(void **state) {
    (void)state;
    Compared c = requests(TOOLS(TOOL("a", "{\"type\":\"object\",\"required\":[]}")),
                          TOOLS(TOOL("a", "{\"required\":[],\"type\":\"object\"}")));
    assert_int_equal(c.diff.changed, CHANGED_TOOLS);
    assert_int_equal(c.diff.kinds[SECTION_TOOLS], CHANGE_KEY_ORDER);
    assert_int_equal(c.diff.verdict, VERDICT_INVALIDATED);
    done(&c);
    c = requests(TOOLS(TOOL("a", "{\"enum\":[1,2]}")), TOOLS(TOOL("a", "{\"enum\":[2,1]}")));
    assert_int_equal(c.diff.kinds[SECTION_TOOLS], CHANGE_TEXT); /* lists have an order */
    done(&c);
}

static void moved_tools_are_as_few_as_can_be(void **state) {
    (void)state;
    Compared c = requests(TOOLS(TOOL("a", "{}") "," TOOL("b", "{}") "," TOOL("c", "{}")),
                          TOOLS(TOOL("c", "{}") "," TOOL("a", "{}") "," TOOL("b", "{}")));
    assert_int_equal(c.diff.kinds[SECTION_TOOLS], CHANGE_TOOL_ORDER);
    assert_int_equal(c.diff.tools.len, 1);
    assert_true(str_is(c.diff.tools.items[0].name, "c"));
    assert_int_equal(c.diff.tools.items[0].fate, TOOL_MOVED);
    done(&c);
}

static void a_marker_on_a_tool_is_no_change_of_its_text(void **state) {
    (void)state;
    Compared c = requests(
        TOOLS("{\"name\":\"a\",\"input_schema\":{}}"),
        TOOLS("{\"name\":\"a\",\"input_schema\":{},\"cache_control\":{\"type\":\"ephemeral\"}}"));
    assert_false(c.diff.differs);
    assert_int_equal(c.diff.changed, CHANGED_BREAKPOINTS);
    assert_int_equal(c.diff.verdict, VERDICT_WARM);
    done(&c);
}

static void without_its_breakpoint_a_prompt_is_cold_on_every_call(void **state) {
    (void)state;
    Compared c =
        requests("{\"model\":\"claude-sonnet-4-6\",\"max_tokens\":9,\"system\":[{\"type\":\"text\","
                 "\"text\":\"#\",\"cache_control\":{\"type\":\"ephemeral\"}}],\"messages\":[]}",
                 "{\"model\":\"claude-sonnet-4-6\",\"max_tokens\":9,\"system\":[{\"type\":\"text\","
                 "\"text\":\"#\"}],\"messages\":[]}");
    assert_false(c.diff.differs);
    assert_int_equal(c.diff.verdict, VERDICT_COLD);
    assert_int_equal(c.diff.changed, CHANGED_BREAKPOINTS);
    assert_true(c.diff.cold.tokens > 4000);
    assert_int_equal(c.diff.rewritten.tokens, 0);
    done(&c);
}

static void what_is_not_sent_is_no_change(void **state) {
    (void)state;
    Compared c = compare("prompts/a.j2", STR("{% if vip %}Hi{% endif %} {{ name }}. {# old #}End."),
                         STR("{% if vip %}Hi{% endif %} {{name}}. {# a new remark #}End."));
    assert_int_equal(c.diff.verdict, VERDICT_SAME);
    assert_int_equal(c.diff.changed, 0);
    done(&c);
    c = compare("prompts/a.j2", STR("{% if vip %}Hi{% endif %} {{ name }}. {# old #}End."),
                STR("{% if vip %}Hi{% endif %} {{ name }}. {# old #}end."));
    assert_int_equal(c.diff.changed, CHANGED_SYSTEM);
    assert_true(str_is(source_slice(&c.after->source, c.diff.new_side.span), "e"));
    done(&c);
}

static ChangeKind kind_of(const char *before, const char *after) {
    Arena arena = {0};
    Compared c = compare("prompts/a.txt", spread(&arena, before), spread(&arena, after));
    ChangeKind kind = c.diff.kinds[SECTION_SYSTEM];
    done(&c);
    arena_free(&arena);
    return kind;
}

static void kinds_of_change_are_told_apart(void **state) {
    (void)state;
    assert_int_equal(kind_of("a\nb\n#", "a\nb\n#"), CHANGE_NONE);
    assert_int_equal(kind_of("a\nb\n#", "a\r\nb\r\n#"), CHANGE_LINE_ENDS);
    assert_int_equal(kind_of("a\nb\nc", "a  \nb\nc\n"), CHANGE_TRAILING_BLANKS);
    assert_int_equal(kind_of("a b\nc", "a  b c"), CHANGE_WHITE_SPACE);
    assert_int_equal(kind_of("one\ntwo\n", "two\none\n"), CHANGE_LINE_ORDER);
    assert_int_equal(kind_of("one\ntwo\n", "one\ntwo\nthree\n"), CHANGE_APPENDED);
    assert_int_equal(kind_of("one\n", "won\n"), CHANGE_TEXT);
}

static void a_conversation_that_grows_stays_warm(void **state) {
    (void)state;
#define TURNS(more)                                                                                \
    "{\"model\":\"claude-sonnet-4-6\",\"max_tokens\":9,\"cache_control\":{\"type\":\"ephemeral\"}" \
    ","                                                                                            \
    "\"system\":\"#\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}" more "]}"
    Compared c = requests(TURNS(""), TURNS(",{\"role\":\"assistant\",\"content\":\"Hello\"},"
                                           "{\"role\":\"user\",\"content\":\"How?\"}"));
    assert_int_equal(c.diff.verdict, VERDICT_WARM);
    assert_int_equal(c.diff.kinds[SECTION_MESSAGES], CHANGE_APPENDED);
    assert_int_equal(c.diff.changed, CHANGED_MESSAGES);
    assert_true(str_is(c.diff.old_side.place, "the end"));
    done(&c);
}

static void an_implicit_cache_keeps_all_before_the_change(void **state) {
    (void)state;
#define CHAT(text)                                                                                 \
    "{\"model\":\"gpt-4.1\",\"max_tokens\":9,\"messages\":[{\"role\":\"system\",\"content\":"      \
    "\"#" text "#\"},{\"role\":\"user\",\"content\":\"Hi\"}]}"
    Compared c = requests(CHAT("a"), CHAT("b"));
    assert_int_equal(c.diff.verdict, VERDICT_INVALIDATED);
    assert_true(c.diff.warm.tokens >= 4000 && c.diff.warm.tokens < 4100);
    assert_true(c.diff.cold.tokens >= 4000 && c.diff.cold.tokens < 4100);
    done(&c);
}

static void prompts_pair_by_name_and_place(void **state) {
    (void)state;
    Str before = STR("agents:\n  a: {model: claude-sonnet-5, system_prompt: one text}\n"
                     "  b: {model: claude-sonnet-5, system_prompt: two text}\n"
                     "  c: {model: claude-sonnet-5, system_prompt: three text}\n");
    Str after = STR("agents:\n  b: {model: claude-sonnet-5, system_prompt: two text}\n"
                    "  d: {model: claude-sonnet-5, system_prompt: four text}\n"
                    "  a: {model: claude-sonnet-5, system_prompt: one text}\n");
    FileResult *a = read_bytes("prompts/all.yaml", &before);
    FileResult *b = read_bytes("prompts/all.yaml", &after);
    Arena arena = {0};
    PlanPairVec pairs = {0};
    diff_match(&arena, a->plans, a->prompts.len, b->plans, b->prompts.len, &pairs);
    size_t same = 0;
    for (size_t i = 0; i < pairs.len; i++)
        same += pairs.items[i].before && pairs.items[i].after &&
                str_eq(pairs.items[i].before->prompt->path_in_file,
                       pairs.items[i].after->prompt->path_in_file);
    assert_int_equal(same, 2);
    arena_free(&arena);
    file_result_free(a);
    file_result_free(b);
}

static void rows_are_paired_by_what_they_have_in_common(void **state) {
    (void)state;
    Arena arena = {0};
    const uint64_t a[] = {1, 2, 3, 4, 5, 6}, b[] = {1, 9, 3, 5, 4, 7, 6};
    IndexPairVec alike = {0};
    diff_alike(&arena, a, 6, b, 7, &alike);
    assert_int_equal(alike.len, 4); /* 1, 3, 4 or 5, 6 */
    for (size_t i = 0; i < alike.len; i++) {
        assert_true(a[alike.items[i].before] == b[alike.items[i].after]);
        if (!i) continue;
        assert_true(alike.items[i].before > alike.items[i - 1].before);
        assert_true(alike.items[i].after > alike.items[i - 1].after);
    }
    alike.len = 0;
    diff_alike(&arena, a, 6, b, 0, &alike);
    assert_int_equal(alike.len, 0);
    arena_free(&arena);
}

static void a_tool_put_between_others_leaves_them_paired(void **state) {
    (void)state;
    Compared c =
        compare("request.json",
                STR("{\"model\":\"claude-sonnet-5\",\"max_tokens\":9,\"tools\":["
                    "{\"name\":\"a\",\"input_schema\":{}},{\"name\":\"b\",\"input_schema\":{}}],"
                    "\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}"),
                STR("{\"model\":\"claude-sonnet-5\",\"max_tokens\":9,\"tools\":["
                    "{\"name\":\"a\",\"input_schema\":{}},{\"name\":\"n\",\"input_schema\":{}},"
                    "{\"name\":\"b\",\"input_schema\":{\"type\":\"object\"}}],"
                    "\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}"));
    BlockPairVec pairs = {0};
    diff_align(&c.arena, c.before->plans[0], c.after->plans[0], &pairs);
    assert_int_equal(pairs.len, 4);
    assert_true(pairs.items[0].same);
    assert_false(pairs.items[1].before.there);
    assert_true(str_has(pairs.items[1].after.text, STR("\"n\"")));
    assert_true(pairs.items[2].before.there && pairs.items[2].after.there);
    assert_false(pairs.items[2].same);
    assert_true(pairs.items[3].same);
    assert_int_equal(pairs.items[3].before.before,
                     c.before->plans[0]->section[SECTION_TOOLS].tokens);
    pairs.len = 0;
    diff_align(&c.arena, NULL, c.after->plans[0], &pairs);
    assert_int_equal(pairs.len, 4);
    assert_false(pairs.items[0].before.there);
    done(&c);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_byte_that_differs_is_found_in_the_file),
        cmocka_unit_test(a_difference_begins_with_its_character),
        cmocka_unit_test(what_ends_before_the_change_stays_warm),
        cmocka_unit_test(text_behind_the_last_breakpoint_keeps_all_warm),
        cmocka_unit_test(a_breakpoint_more_writes_nothing_anew),
        cmocka_unit_test(another_model_leaves_nothing),
        cmocka_unit_test(thinking_keeps_tools_and_system),
        cmocka_unit_test(order_of_keys_is_named),
        cmocka_unit_test(moved_tools_are_as_few_as_can_be),
        cmocka_unit_test(a_marker_on_a_tool_is_no_change_of_its_text),
        cmocka_unit_test(without_its_breakpoint_a_prompt_is_cold_on_every_call),
        cmocka_unit_test(what_is_not_sent_is_no_change),
        cmocka_unit_test(kinds_of_change_are_told_apart),
        cmocka_unit_test(a_conversation_that_grows_stays_warm),
        cmocka_unit_test(an_implicit_cache_keeps_all_before_the_change),
        cmocka_unit_test(prompts_pair_by_name_and_place),
        cmocka_unit_test(rows_are_paired_by_what_they_have_in_common),
        cmocka_unit_test(a_tool_put_between_others_leaves_them_paired),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
