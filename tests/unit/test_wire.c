/* What is billed for definitions, calls and results: the markup that providers write around them,
 * and what of their JSON the model never sees. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>

#include "lint/engine/engine.h"

static Arena arena;

/* Tokens of a request as a call is billed: blocks and overhead. */
static TokCount billed(const char *request) {
    Str bytes = str_from_c(request);
    Input input = {.path = STR("request.yaml"), .by_hand = true, .bytes = &bytes};
    Overrides overrides = {.today = DATE(2026, 11, 21)};
    FileResult *r = engine_read(&input, &overrides);
    assert_int_equal(r->prompts.len, 1);
    TokCount sum = tok_add(r->plans[0]->total, r->plans[0]->overhead);
    file_result_free(r);
    return sum;
}

static int64_t tokens(const char *request) {
    return billed(request).tokens;
}

#define ASK    "messages: [{role: user, content: Where is it?}]\n"
#define CLAUDE "model: claude-sonnet-4-6\nmax_tokens: 9\n"
#define TOOL(more)                                                                                 \
    "tools: [{name: find, input_schema: {type: object, properties: {id: {type: string}}, "         \
    "required: [id]" more "}}]\n"

static void claude_adds_its_preamble_and_the_markup_of_a_tool(void **state) {
    (void)state;
    int64_t plain = tokens(CLAUDE ASK), with = tokens(CLAUDE TOOL("") ASK);
    assert_true(with > plain + 497 + 20 && with < plain + 497 + 80);
    /* Told to use one, it gets other words. */
    assert_int_equal(tokens(CLAUDE "tool_choice: {type: any}\n" TOOL("") ASK), with + 589 - 497);
}

static void what_the_model_does_not_see_of_a_definition_is_free(void **state) {
    (void)state;
    int64_t with = tokens(CLAUDE TOOL("") ASK);
    assert_int_equal(tokens(CLAUDE TOOL(", additionalProperties: false") ASK), with);
    assert_int_equal(
        tokens(CLAUDE
               "tools: [{name: find, strict: true, cache_control: {type: ephemeral}, input_schema: "
               "{type: object, properties: {id: {type: string}}, required: [id]}}]\n" ASK),
        with);
}

/* Tools that Anthropic has written: their definitions are not in the request. */
static void hosted_tools_have_sizes_of_their_own(void **state) {
    (void)state;
    int64_t bash = tokens(CLAUDE "tools: [{type: bash_20250124, name: bash}]\n" ASK);
    int64_t editor = tokens(CLAUDE "tools: [{type: text_editor_20250728, name: edit}]\n" ASK);
    int64_t memory = tokens(CLAUDE "tools: [{type: memory_20250818, name: memory}]\n" ASK);
    assert_in_range(bash - tokens(CLAUDE ASK), 497 + 244, 497 + 260);
    assert_int_equal(editor - bash, 700 - 244);
    assert_int_equal(memory - bash, 1069 - 244);
}

#define GPT "model: gpt-4o\n"
#define FUNCTION(more)                                                                             \
    "tools: [{type: function, function: {name: find, parameters: {type: object, properties: {id: " \
    "{type: string}}, required: [id]" more "}}}]\n"

/* Tokens of the result of a call that holds `content`, which is YAML. */
static int64_t result(const char *content) {
    char request[1024];
    snprintf(
        request, sizeof request,
        CLAUDE TOOL(
            "") "messages:\n- {role: user, content: Where is it?}\n"
                "- {role: assistant, content: [{type: tool_use, id: a, name: find, input: {}}]}\n"
                "- {role: user, content: [{type: tool_result, tool_use_id: a, content: %s}]}\n",
        content);
    return tokens(request);
}

static void results_of_calls_are_read(void **state) {
    (void)state;
    int64_t none = result("''"), hello = result("hello");
    assert_true(hello > none && hello <= none + 2);
    assert_int_equal(result("[{type: text, text: hello}]"), hello);
    assert_true(result("[{type: text, text: hello}, {type: text, text: hello}]") > hello);
    assert_true(result("{found: hello, where: hello}") > hello);
    assert_true(result("[{json: {found: hello}}]") > hello);
    /* A definition that was deferred comes with its name, at a size that nobody can tell. */
    int64_t found = result("[{type: tool_reference, tool_name: find}]");
    assert_in_range(found - none, 40, 400);
}

/* Three tokens to open the answer, three and the role for each message. */
static void chat_messages_have_frames(void **state) {
    (void)state;
    assert_int_equal(tokens(GPT "messages: [{role: user, content: hello}]\n"), 1 + 4 + 3);
    assert_int_equal(
        tokens(GPT "messages: [{role: system, content: hello}, {role: user, content: hello}]\n"),
        2 + 8 + 3);
    assert_int_equal(tokens("model: gpt-5\nmessages: [{role: user, content: hello}]\n"), 1 + 4 + 2);
}

static void functions_are_declarations(void **state) {
    (void)state;
    int64_t plain = tokens(GPT ASK), with = tokens(GPT FUNCTION("") ASK);
    assert_true(with - plain >= 16 + 9 && with - plain <= 16 + 16);
    assert_int_equal(tokens(GPT FUNCTION(", additionalProperties: false") ASK), with);
    /* A description is a comment, once in the definition. */
    int64_t said = tokens(
        GPT
        "tools: [{type: function, function: {name: find, description: Finds a parcel, parameters: "
        "{type: object, properties: {id: {type: string}}, required: [id]}}}]\n" ASK);
    assert_true(said - with >= 4 && said - with <= 7);
}

/* A name stands in the call and before the result; the id and the keys of the JSON do not. */
/* Tokens of a property with this schema, over those of one with none. */
static int64_t property(const char *schema) {
    static int64_t none;
    if (!none) {
        none = 1;
        none = property("{}");
    }
    char request[1024];
    snprintf(request, sizeof request,
             GPT "tools: [{type: function, function: {name: find, parameters: {type: object, "
                 "properties: {id: %s}}}}]\n" ASK,
             schema);
    return tokens(request) - none;
}

/* Types as a declaration has them: any, number, string | null, "a" | "b", string[]. */
static void schemas_are_types(void **state) {
    (void)state;
    assert_int_equal(property("{type: string}"), property("{type: number}"));
    assert_int_equal(property("{type: integer}"), property("{type: number}"));
    assert_true(property("{type: [string, 'null']}") > property("{type: string}"));
    assert_int_equal(property("{type: array}"), property("{type: array, items: {}}"));
    assert_true(property("{type: array, items: {type: string}}") >= property("{type: array}"));
    assert_true(property("{enum: [one, two]}") > property("{enum: [one]}"));
    assert_true(property("{const: one}") > property("{}"));
    assert_true(property("{type: object, properties: {a: {type: string}}}") >
                property("{type: object}"));
    assert_true(property("{anyOf: [{type: string}, {type: number}]}") > property("{type: string}"));
    assert_int_equal(property("{$ref: '#/gone'}"), property("{}"));
}

static void calls_are_not_their_json(void **state) {
    (void)state;
    int64_t before = tokens(GPT FUNCTION("") ASK);
    int64_t after = tokens(
        GPT FUNCTION("") "messages: [{role: user, content: Where is it?}, {role: assistant, "
                         "content: null, tool_calls: [{id: call_abcdefghijklmnopqrstuvwxyz, type: "
                         "function, function: {name: find, arguments: '{}'}}]}, {role: tool, "
                         "tool_call_id: call_abcdefghijklmnopqrstuvwxyz, content: here}]\n");
    assert_int_equal(after - before, 4 + 5 + 1 + 1 + 1 + 4 + 1);
}

static void the_schema_of_an_answer_is_text_too(void **state) {
    (void)state;
    const char *schema = GPT "response_format: {type: json_schema, json_schema: {name: place, "
                             "schema: {type: object, properties: {town: {type: string}}, required: "
                             "[town], additionalProperties: false}}}\n" ASK;
    int64_t more = tokens(schema) - tokens(GPT ASK);
    assert_true(more > 15 && more < 30);
    assert_int_equal(tokens(CLAUDE "response_format: {type: json_schema, json_schema: {name: "
                                   "place, schema: {type: object}}}\n" ASK),
                     tokens(CLAUDE ASK));
}

#define CALLED(id, signature)                                                                      \
    CLAUDE "messages:\n  - {role: user, content: Where is it?}\n  - role: assistant\n    "         \
           "content:\n      - {type: thinking, thinking: '', signature: " signature                \
           "}\n      - {type: tool_use, id: " id                                                   \
           ", name: find, input: {id: A1}}\n  - {role: user, content: [{type: tool_result, "       \
           "tool_use_id: " id ", content: [{type: text, text: here}]}]}\n"

static void signatures_and_ids_are_free(void **state) {
    (void)state;
    assert_int_equal(
        tokens(CALLED("t1", "aaaa")),
        tokens(CALLED("toolu_01ABCDEFGHJKLMN", "AbCdEfGh0123456789AbCdEfGh0123456789")));
    assert_true(tokens(CALLED("t1", "a")) > tokens(CLAUDE ASK) + 34 + 14 + 12);
}

static void early_gemini_counts_no_markup(void **state) {
    (void)state;
#define GEMINI(model)                                                                              \
    "model: " model "\ncontents: [{role: user, parts: [{text: Where is it?}]}]\ntools: "           \
    "[{functionDeclarations: [{name: find, description: Finds, parameters: "                       \
    "{type: object, properties: {id: {type: string}}}}]}]\n"
    int64_t early = tokens(GEMINI("gemini-2.0-flash")), late = tokens(GEMINI("gemini-2.5-flash"));
    assert_int_equal(late - early, 19 + 9 + 1);
}

/* A schema that refers to itself stands for an endless one: counted, and quickly. */
static void endless_schemas_end(void **state) {
    (void)state;
    static const char *const models[] = {"gpt-4o", "gemini-2.5-pro", "claude-opus-5"};
    for (size_t i = 0; i < 3; i++) {
        Str text = str_printf(
            &arena,
            "model: %s\ntools: [{name: f, type: function, function: {name: f, parameters: {type: "
            "object, $defs: {n: {type: object, properties: {a: {$ref: '#/$defs/n'}, b: {$ref: "
            "'#/$defs/n'}, c: {anyOf: [{$ref: '#/$defs/n'}, {$ref: '#/$defs/n'}]}}}}, properties: "
            "{x: {$ref: '#/$defs/n'}}}}}]\n" ASK,
            models[i]);
        int64_t n = tokens(str_to_c(&arena, text));
        assert_true(n > 40 && n < 5000);
    }
}

static int teardown(void **state) {
    (void)state;
    arena_free(&arena);
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(claude_adds_its_preamble_and_the_markup_of_a_tool),
        cmocka_unit_test(what_the_model_does_not_see_of_a_definition_is_free),
        cmocka_unit_test(hosted_tools_have_sizes_of_their_own),
        cmocka_unit_test(results_of_calls_are_read),
        cmocka_unit_test(chat_messages_have_frames),
        cmocka_unit_test(functions_are_declarations),
        cmocka_unit_test(schemas_are_types),
        cmocka_unit_test(calls_are_not_their_json),
        cmocka_unit_test(the_schema_of_an_answer_is_text_too),
        cmocka_unit_test(signatures_and_ids_are_free),
        cmocka_unit_test(early_gemini_counts_no_markup),
        cmocka_unit_test(endless_schemas_end),
    };
    return cmocka_run_group_tests(tests, NULL, teardown);
}
