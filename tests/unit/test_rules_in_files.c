/* Checks on whole files, as a user meets them: where the limits of a rule lie and what comes near
 * to it. The pages show one example of each; these are the edges. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "lint/base/buf.h"
#include "lint/engine/engine.h"

enum { SILENT = -1 };

/* The level of the first finding with the code, or SILENT. */
static int level_of(const char *path, Str bytes, const char *code, size_t *count) {
    Arena arena = {0};
    Input input = {.path = str_from_c(path),
                   .by_hand = true,
                   .config = config_default(&arena),
                   .bytes = &bytes};
    Overrides overrides = {.today = DATE(2026, 11, 21)};
    FileResult *result = engine_lint(&input, &overrides);
    int level = SILENT;
    *count = 0;
    for (size_t i = 0; i < result->findings.len; i++)
        if (str_is(result->findings.items[i].code, code)) {
            if (level == SILENT) level = (int)result->findings.items[i].level;
            (*count)++;
        }
    assert_false(result->failed);
    file_result_free(result);
    arena_free(&arena);
    return level;
}

static void assert_level(const char *path, const char *text, const char *code, int want) {
    size_t count;
    int got = level_of(path, str_from_c(text), code, &count);
    if (got != want) fail_msg("%s: level %d, want %d in\n%s", code, got, want, text);
}

/* A prompt file: the given lines on top, then a system text of so many declared tokens. */
static void assert_prompt(const char *lines, int tokens, const char *code, int want) {
    Buf text = {0};
    buf_printf(&text,
               "name: a\nversion: 1\n%sinputs:\n  book: {volatility: deploy, tokens: %d}\n"
               "system: [{type: text, text: \"{{book}}\", cache_control: {type: ephemeral}}]\n"
               "messages: [{role: user, content: \"{{question}}\"}]\n",
               lines, tokens);
    buf_add_char(&text, '\0');
    assert_level("prompts/a.yaml", text.ptr, code, want);
    buf_free(&text);
}

/* --- WL106 ---------------------------------------------------------------------------------------
 */

/* What is found in a system text of a request, all of it. */
static void literals_of_a_moment(void **state) {
    (void)state;
    static const struct {
        const char *system, *found; /* in JSON; the literals with blanks between them */
    } cases[] = {
        {"The current time is 20:37.", "20:37"},
        {"The current time is 20:37:19.", "20:37:19"},
        {"The current time is 8:05.", "8:05"},
        {"The current time is 20:37:1.", "20:37"},
        {"The current time is 120:37.", ""},
        {"The current time is 20:3.", ""},
        {"The current time is 20:371.", ""},
        {"The current time is :37.", ""},
        {"Today is 2026-11-21.", "2026-11-21"},
        {"Today is 2026/11/21.", "2026/11/21"},
        {"Today is 2026-11/21.", ""},
        {"Today is 2026-1-21.", "2026-1-21"},
        {"Today is 2026-11-2.", "2026-11-2"},
        {"Today is 2026-11-21T08:15:00Z.", "2026-11-21T08:15:00"},
        {"Today is 2026-11-21 08:15.", "2026-11-21 08:15"},
        {"Today is 2026-11-21, 08:15.", "2026-11-21, 08:15"},
        {"Today is 2026-11-21T8.", "2026-11-21"},
        {"Today is 12026-11-21.", ""},
        {"Today is 2026-11-2", "2026-11-2"},
        {"Today is 2026-11-21", "2026-11-21"},
        {"Today is November 21, 2026.", "November 21, 2026"},
        {"Today is 21 Nov. 2026.", "21 Nov. 2026"},
        {"Today is Nov 21.", "Nov 21"},
        {"Today is May 2026", "May 2026"},
        {"Today is mayhem.", ""},
        {"Today is Xnovember 2026.", ""},
        {"Today is Sept 1, 2026 ,", "Sept 1, 2026"},
        {"Today is Jan", ""},
        {"timestamp: 1795219200", "1795219200"},
        {"timestamp: 1795219200123", "1795219200123"},
        {"timestamp: 2795219200", ""},
        {"timestamp: 179521920", ""},
        {"timestamp: 17952192001", ""},
        {"Session: 97bd6f00-1234-4abc-8def-0123456789ab", "97bd6f00-1234-4abc-8def-0123456789ab"},
        {"Session: 97BD6F00-1234-4ABC-8DEF-0123456789AB.", "97BD6F00-1234-4ABC-8DEF-0123456789AB"},
        {"Session: 97bd6f00-1234-4abc-8def-0123456789a", "97bd6f00-1234-4abc-8def-0123456789a"},
        {"Session: 97bd6f00-12345-4abc-8def-0123456789ab", "97bd6f00-12345-4abc-8def-0123456789ab"},
        {"Session: 97bd6f00_1234-4abc-8def-0123456789ab", "97bd6f00_1234-4abc-8def-0123456789ab"},
        {"Session: 97bd6f00-1234-4abc-8def_0123456789ab", "97bd6f00-1234-4abc-8def_0123456789ab"},
        {"Session: 0123456789abcdef", "0123456789abcdef"},
        {"Session: 0123456789abcde", "0123456789abcde"},
        {"Colour: 0123456789abcde", ""},
        {"x cch=97bd6 y", "97bd6"},
        {"x cch=97b y", ""},
        {"x cch=97g y", ""},
        {"request_id=\\\"0123456789abcdef\\\"", "0123456789abcdef"},
        {"**Run id**: `0123456789abcdef`", "0123456789abcdef"},
        {"The run id 0123456789abcdef is yours", "0123456789abcdef"},
        {"The trace is 0123456789abcdef", "0123456789abcdef"},
        {"The session of 0123456789abcdef", ""},
        {"Colour: 0123456789abcdef", ""},
        {"nonce * 0123456789abcdef", ""},
        {"Released at 20:37, current time unknown", ""},
        {"Knowledge cutoff, current time 20:37", ""},
        {"For example: current time 20:37", ""},
        {"Updated on 2026-11-21", ""},
        {"Opening hours 20:37", ""},
        {"Date: 2026-11-21", "2026-11-21"},
        {"- Time: 20:37", "20:37"},
        {"* **Date:** 2026-11-21", "2026-11-21"},
        {"**time:** 20:37", "20:37"},
        {"# NOW 20:37", "20:37"},
        {"> Date: 2026-11-21", "2026-11-21"},
        {"Due date: 2026-11-21", ""},
        {"The current date, as everybody in this long line of many words that goes on and on for "
         "quite long: 2026-11-21",
         ""},
        {"It is now 20:37 or 20:38", "20:37"},
        {"At 20:37 it is now 20:38", "20:38"},
        {"a2026-11-21 today is x", ""},
        {"Today is x-2026-11-21", ""},
        {"Today is _2026-11-21", ""},
        {"```\\nToday is 2026-11-21\\n```\\nnow: 20:37", "20:37"},
        {"~~~\\nToday is 2026-11-21\\n~~~ \\nnow: 20:37", "20:37"},
        {"<example>\\nToday is 2026-11-21\\n</example>\\nnow: 20:37", "20:37"},
        {"<sample>\\nToday is 2026-11-21\\n</sample>\\nnow: 20:37", "20:37"},
        {"<Example_1>\\nToday is 2026-11-21\\nnow: 20:37", ""},
        {"<tool_call_example>\\nToday is 2026-11-21\\n</tool_call_example>\\nnow: 20:37", ""},
        {"``\\nToday is 2026-11-21\\n``", "2026-11-21"},
        {"<exam>Today is 2026-11-21", "2026-11-21"},
        {"Today is 2026-11-21\\nnow: 20:37", "2026-11-21 20:37"},
        {"Nothing here", ""},
    };
    size_t wrong = 0;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Buf text = {0}, found = {0};
        buf_printf(&text,
                   "{\"model\":\"claude-sonnet-5\",\"max_tokens\":9,\"system\":\"%s\",\"messages\":"
                   "[{\"role\":\"user\",\"content\":\"Today is 2026-11-21.\"}]}",
                   cases[i].system);
        Str bytes = buf_str(&text);
        Input input = {.path = STR("a.json"), .by_hand = true, .bytes = &bytes};
        Overrides overrides = {.today = DATE(2026, 11, 21)};
        FileResult *result = engine_lint(&input, &overrides);
        for (size_t k = 0; k < result->findings.len; k++) {
            const Finding *f = &result->findings.items[k];
            if (!str_is(f->code, "WL106")) continue;
            if (found.len) buf_add_char(&found, ' ');
            buf_add(&found, source_slice(&result->source, f->span));
        }
        if (!str_is(buf_str(&found), cases[i].found)) {
            print_error("%s\n  got      " STR_FMT "\n  expected %s\n", cases[i].system,
                        STR_ARG(buf_str(&found)), cases[i].found);
            wrong++;
        }
        file_result_free(result);
        buf_free(&text);
        buf_free(&found);
    }
    assert_int_equal(wrong, 0);
}

/* --- WL207 ---------------------------------------------------------------------------------------
 */

static void twenty_blocks_are_looked_back_over(void **state) {
    (void)state;
    static const struct {
        int blocks, level;
    } cases[] = {{17, SILENT}, {18, SILENT}, {19, LEVEL_WARNING}, {40, LEVEL_WARNING}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        /* The entry is at the end of the first message; the answer is one block more. */
        Buf text = {0};
        buf_add_c(&text, "model: claude-opus-5\nmax_tokens: 9\ninputs: {book: {volatility: "
                         "deploy, tokens: 5000}}\nmessages:\n  - {role: user, content: "
                         "\"{{book}}\"}\n  - {role: assistant, content: Yes.}\n  - role: user\n"
                         "    content:\n");
        for (int n = 1; n < cases[i].blocks; n++) buf_add_c(&text, "    - {type: text, text: a}\n");
        buf_add_c(&text, "    - {type: text, text: b, cache_control: {type: ephemeral}}\n");
        buf_add_char(&text, '\0');
        assert_level("request.yaml", text.ptr, "WL207", cases[i].level);
        buf_free(&text);
    }
}

/* --- WL302, WL304, WL307 -------------------------------------------------------------------------
 */

static void declared_sizes_have_a_band(void **state) {
    (void)state;
    /* A declared size is taken as plus or minus a quarter. */
    static const char *const haiku = "model: claude-haiku-5-5\nmax_tokens: 9\n";
    assert_prompt(haiku, 99000, "WL304", SILENT);
    assert_prompt(haiku, 120000, "WL304", LEVEL_INFO);
    assert_prompt(haiku, 134000, "WL304", LEVEL_WARNING);
    assert_prompt("model: claude-opus-5\nmax_tokens: 9\n", 500000, "WL304", SILENT);

    static const char *const limit =
        "model: claude-opus-5\nmax_tokens: 9\nlimits: {file_tokens: 3000}\n";
    assert_prompt(limit, 2900, "WL307", SILENT);
    assert_prompt(limit, 3900, "WL307", LEVEL_INFO);
    assert_prompt(limit, 4100, "WL307", LEVEL_ERROR);
    assert_prompt("model: claude-opus-5\nmax_tokens: 9\nlimits: {segment_tokens: 3000, exempt: "
                  "true}\n",
                  4100, "WL307", LEVEL_WARNING);
    assert_prompt("model: claude-opus-5\nmax_tokens: 9\nlimits: {file_tokens: 1e300}\n", 9, "WL307",
                  SILENT);
}

/* --- WL404, WL405 --------------------------------------------------------------------------------
 */

static void a_cap_is_held_against_what_is_declared(void **state) {
    (void)state;
#define CAP(cap, rest) "model: claude-opus-5\nmax_tokens: " cap "\n" rest
#define ANSWERS        "workload: {output_tokens: {p50: 100, p95: 400}}\n"
    assert_prompt(CAP("5695", ANSWERS), 9, "WL404", SILENT);
    assert_prompt(CAP("5696", ANSWERS), 9, "WL404", LEVEL_INFO); /* 4 x 400 + 4,096 */
    assert_prompt(CAP("10495", ANSWERS), 9, "WL404", LEVEL_INFO);
    assert_prompt(CAP("10496", ANSWERS), 9, "WL404", LEVEL_WARNING); /* 16 x 400 + 4,096 */
    assert_prompt(CAP("20000", ANSWERS "output_config: {effort: high}\n"), 9, "WL404", LEVEL_INFO);
    assert_prompt(CAP("64000", ""), 9, "WL404", SILENT);
    assert_prompt(CAP("1e300", ANSWERS), 9, "WL404", SILENT); /* WL402 */
    assert_prompt(CAP("400", ANSWERS), 9, "WL405", SILENT);
    assert_prompt(CAP("399", ANSWERS), 9, "WL405", LEVEL_WARNING);
    assert_prompt(CAP("300", ""), 9, "WL405", SILENT);
    assert_prompt(CAP("1023", "thinking: {type: adaptive}\n"), 9, "WL405", LEVEL_WARNING);
    assert_prompt(CAP("1024", "thinking: {type: adaptive}\n"), 9, "WL405", SILENT);
    assert_prompt(CAP("1023", "thinking: {type: disabled}\n"), 9, "WL405", SILENT);
    assert_prompt(CAP("4000", "thinking: {type: enabled, budget_tokens: 4000}\n"), 9, "WL405",
                  LEVEL_ERROR);
    assert_prompt(CAP("4001", "thinking: {type: enabled, budget_tokens: 4000}\n"), 9, "WL405",
                  SILENT);
    assert_prompt(CAP("1999", "output_config: {effort: high}\n"), 9, "WL405", LEVEL_WARNING);
    assert_prompt(CAP("2000", "output_config: {effort: high}\n"), 9, "WL405", SILENT);
    assert_prompt(CAP("15999", "output_config: {effort: max}\n"), 9, "WL405", LEVEL_WARNING);
    assert_prompt(CAP("16000", "output_config: {effort: max}\n"), 9, "WL405", LEVEL_INFO);
    assert_prompt(CAP("64000", "output_config: {effort: max}\n"), 9, "WL405", SILENT);
    assert_prompt(CAP("0", ""), 9, "WL405", SILENT); /* fills the cache */
#undef CAP
#undef ANSWERS
}

/* --- WL409, WL212, WL213, WL214 ------------------------------------------------------------------
 */

static void assert_claude(const char *model, const char *members, const char *code, int want) {
    Buf text = {0};
    buf_printf(&text,
               "{\"model\":\"%s\",\"max_tokens\":9000,%s,\"messages\":[{\"role\":\"user\","
               "\"content\":\"a\"}]}",
               model, members);
    buf_add_char(&text, '\0');
    assert_level("request.json", text.ptr, code, want);
    buf_free(&text);
}

static void what_a_model_refuses_is_known_per_model(void **state) {
    (void)state;
    static const struct {
        const char *model, *members;
        int level;
    } cases[] = {
        {"claude-opus-5", "\"temperature\":0", LEVEL_ERROR},
        {"claude-opus-5", "\"temperature\":1", SILENT},
        {"claude-opus-5", "\"temperature\":null", SILENT},
        {"claude-opus-5", "\"temperature\":\"{{t}}\"", SILENT},
        {"claude-opus-5", "\"top_p\":0.9", LEVEL_ERROR},
        {"claude-opus-5", "\"top_k\":1", LEVEL_ERROR},
        {"claude-opus-4-6", "\"temperature\":0", SILENT},
        {"claude-opus-5", "\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":99}", LEVEL_ERROR},
        {"claude-opus-5", "\"thinking\":{\"type\":\"disabled\"}", SILENT},
        {"claude-opus-5-5", "\"thinking\":{\"type\":\"disabled\"}", LEVEL_ERROR},
        {"claude-opus-5-5", "\"tool_choice\":{\"type\":\"any\"}", LEVEL_ERROR},
        {"claude-opus-5-5", "\"tool_choice\":{\"type\":\"none\"}", SILENT},
        {"claude-opus-5", "\"tool_choice\":{\"type\":\"any\"}", SILENT},
        {"openrouter/anthropic/claude-opus-5", "\"temperature\":0", LEVEL_WARNING},
        {"no-such-model", "\"temperature\":0", SILENT},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_claude(cases[i].model, cases[i].members, "WL409", cases[i].level);
}

static void settings_are_found_where_people_put_them(void **state) {
    (void)state;
#define BETA "\"prompt-caching-2024-07-31\""
    assert_claude("claude-opus-5", "\"betas\":[" BETA "]", "WL212", LEVEL_INFO);
    assert_claude("claude-opus-5", "\"extra_headers\":{\"anthropic-beta\":" BETA "}", "WL212",
                  LEVEL_INFO);
    assert_claude("claude-opus-5", "\"default_headers\":{\"Anthropic-Beta\":" BETA "}", "WL212",
                  LEVEL_INFO);
    assert_claude("claude-opus-5", "\"betas\":[\"prompt-caching-2027-01-01\"]", "WL212", SILENT);
    assert_claude("claude-opus-5", "\"system\":" BETA, "WL212", SILENT);
    assert_claude("claude-opus-5", "\"metadata\":{\"betas\":[" BETA "]}", "WL212", SILENT);
#undef BETA
}

static void a_cache_key_may_be_narrow_but_not_new_each_time(void **state) {
    (void)state;
    static const struct {
        const char *key;
        int level;
    } cases[] = {{"support-2", SILENT},
                 {"{{user_id}}", SILENT},
                 {"{{session_id}}", SILENT},
                 {"{{something}}", SILENT},
                 {"{{request_id}}", LEVEL_WARNING},
                 {"a-{{uuid}}-b", LEVEL_WARNING},
                 {"${PROMPT_KEY}", SILENT},
                 {"{{current_time}}", LEVEL_WARNING}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Buf text = {0};
        buf_printf(&text,
                   "{\"model\":\"gpt-5.5\",\"max_output_tokens\":9,\"prompt_cache_key\":\"%s\","
                   "\"instructions\":\"a\",\"input\":\"b\"}",
                   cases[i].key);
        buf_add_char(&text, '\0');
        assert_level("request.json", text.ptr, "WL213", cases[i].level);
        buf_free(&text);
    }
}

static void a_parameter_of_the_prefix_may_be_of_the_deployment(void **state) {
    (void)state;
    static const char *const model = "model: claude-opus-5\nmax_tokens: 9000\n";
    static const struct {
        const char *line;
        int level;
    } cases[] = {{"speed: \"{{speed}}\"\n", LEVEL_INFO},
                 {"speed: fast\n", SILENT},
                 {"speed: \"${SPEED}\"\n", SILENT},
                 {"volatility: {mood: call}\nspeed: \"{{mood}}\"\n", LEVEL_INFO},
                 {"thinking: {type: \"{{session_id}}\"}\n", LEVEL_WARNING},
                 {"temperature: \"{{mood}}\"\n", SILENT}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Buf text = {0};
        buf_printf(&text, "%s%s", model, cases[i].line);
        buf_add_char(&text, '\0');
        assert_prompt(text.ptr, 5000, "WL214", cases[i].level);
        assert_prompt(text.ptr, 50, "WL214", SILENT); /* too short to be cached */
        buf_free(&text);
    }
}

/* --- WL109 ---------------------------------------------------------------------------------------
 */

static void bytes_that_look_the_same(void **state) {
    (void)state;
    static const struct {
        const char *text;
        bool told;
    } cases[] = {
        {"You are plain.", false},
        {"\xEF\xBB\xBFYou are marked.", true},
        {"You are a zero\xE2\x80\x8Bwidth.", true},
        {"\xE0\xB8\xAA\xE2\x80\x8B\xE0\xB8\x84 is Thai.", false},
        {"You are soft\xC2\xADly hyphened.", true},
        {"\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x8D\xB3 cooks.", false}, /* joined emoji */
        {"You turn \xE2\x80\xAEround.", true},
        {"Tags \xF3\xA0\x81\x81 hide.", true},
        {"Cafe\xCC\x81", true},
        {"Caf\xC3\xA9 is composed.", false},
        {"q\xCC\x81 has no composed form.", false},
        {"\xC3\xAA\xCC\x81 is one letter.", true},         /* Vietnamese */
        {"\xE1\x84\x80\xE1\x85\xA1 is a syllable.", true}, /* Hangul in parts */
        {"\xE3\x81\x8B\xE3\x82\x99 is ga.", true},         /* kana in parts */
        {"\xE3\x82\xAB\xE3\x82\x99 is ga, too.", true},    /* katakana */
        {"\xE3\x81\xAF\xE3\x82\x9A is pa.", true},
        {"\xE3\x81\xAB\xE3\x82\x99 is nothing.", false},             /* ni takes no voice mark */
        {"\xE2\x84\xAB is an old form of a letter.", true},          /* angstrom */
        {"The p\xD0\xB0ssword.", true},                              /* Cyrillic a */
        {"\xD0\xBF\xD0\xB0\xD1\x80\xD0\xBE\xD0\xBB\xD1\x8C", false}, /* a Russian word */
        {"\xD0\xA1-class", false},                                   /* too little Latin */
        {"a\r\nb\r\nc\r\n", false},
        {"a\r\nb\nc\r\n", true},
        {"Ask for the number of the order.  \nAsk for the number of the order.\n", true},
        {"Ask for the number of the order.  \nAsk for the number of the order.  \n", false},
        {"ok  \nok\n  \n\n", false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_level("prompts/a.txt", cases[i].text, "WL109", cases[i].told ? LEVEL_INFO : SILENT);
}

/* Each mark on all letters: where both are one code point, and only there (UnicodeData.txt 15.0).
 */
static void letters_with_marks_that_are_one_code_point(void **state) {
    (void)state;
    static const struct {
        const char *mark, *letters;
    } cases[] = {
        {"\xCC\x80", "AEINOUWYaeinouwy"},
        {"\xCC\x81", "ACEGIKLMNOPRSUWYZacegiklmnoprsuwyz"},
        {"\xCC\x82", "ACEGHIJOSUWYZaceghijosuwyz"},
        {"\xCC\x83", "AEINOUVYaeinouvy"},
        {"\xCC\x84", "AEGIOUYaegiouy"},
        {"\xCC\x86", "AEGIOUaegiou"},
        {"\xCC\x87", "ABCDEFGHIMNOPRSTWXYZabcdefghmnoprstwxyz"},
        {"\xCC\x88", "AEHIOUWXYaehiotuwxy"},
        {"\xCC\x89", "AEIOUYaeiouy"},
        {"\xCC\x8A", "AUauwy"},
        {"\xCC\x8B", "OUou"},
        {"\xCC\x8C", "ACDEGHIKLNORSTUZacdeghijklnorstuz"},
        {"\xCC\x9B", "OUou"},
        {"\xCC\xA3", "ABDEHIKLMNORSTUVWYZabdehiklmnorstuvwyz"},
        {"\xCC\xA7", "CDEGHKLNRSTcdeghklnrst"},
        {"\xCC\xA8", "AEIOUaeiou"},
        {"\xCC\xB1", "BDKLNRTZbdhklnrtz"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        for (char c = 'A'; c <= 'z'; c++) {
            if (!ascii_is_alpha(c)) continue;
            char text[32];
            snprintf(text, sizeof text, "You say x%c%s.", c, cases[i].mark);
            bool one = strchr(cases[i].letters, c) != NULL;
            assert_level("prompts/a.txt", text, "WL109", one ? LEVEL_INFO : SILENT);
        }
}

/* --- WL305, WL306 --------------------------------------------------------------------------------
 */

/* So many different words, each with a full stop every now and then. */
static void add_prose(Buf *text, int words, int seed) {
    for (int i = 0; i < words; i++)
        buf_printf(text, "word%d%s", seed * 1000 + i, i % 9 == 8 ? ".\n" : " ");
}

static size_t copies(const Buf *text, int *level) {
    size_t count;
    *level = level_of("prompts/a.txt", buf_str(text), "WL305", &count);
    return count;
}

static void long_copies_are_found_and_short_ones_are_not(void **state) {
    (void)state;
    int level;
    Buf text = {0};
    add_prose(&text, 50, 1); /* enough tokens, too few words */
    add_prose(&text, 30, 2);
    add_prose(&text, 50, 1);
    assert_int_equal(copies(&text, &level), 0);
    text.len = 0;
    add_prose(&text, 90, 1);
    add_prose(&text, 30, 2);
    add_prose(&text, 90, 1);
    add_prose(&text, 90, 1); /* again */
    assert_int_equal(copies(&text, &level), 2);
    assert_int_equal(level, LEVEL_INFO);
    text.len = 0;
    for (int i = 0; i < 20; i++) {
        add_prose(&text, 90, 1);
        add_prose(&text, 30, i + 2);
    }
    assert_int_equal(copies(&text, &level), 5); /* and no more */
    text.len = 0;
    for (int i = 0; i < 4000; i++) buf_add_c(&text, "the same word ");
    assert_int_equal(copies(&text, &level), 1); /* all in a row */
    text.len = 0;
    for (int i = 0; i < 4000; i++) buf_add_c(&text, "| --- ");
    assert_int_equal(copies(&text, &level), 0);
    buf_free(&text);
}

static void padding_counts_from_a_few_hundred_tokens_on(void **state) {
    (void)state;
    size_t count;
    Buf text = {0};
    buf_add_c(&text, "You are plain.\n");
    buf_repeat(&text, "=", 80);
    buf_repeat(&text, "\n    indented", 300);
    assert_int_equal(level_of("prompts/a.txt", buf_str(&text), "WL306", &count), SILENT);
    for (int i = 0; i < 20; i++) buf_repeat(&text, "\xE2\x95\x90", 60), buf_add_c(&text, "\nx\n");
    assert_int_equal(level_of("prompts/a.txt", buf_str(&text), "WL306", &count), LEVEL_INFO);
    assert_int_equal(count, 1); /* all runs together */

    text.len = 0; /* base64, and the same in one case */
    buf_repeat(&text, "aGVsbG8gd29ybGQhIQ7x", 40);
    assert_int_equal(level_of("prompts/a.txt", buf_str(&text), "WL306", &count), LEVEL_INFO);
    text.len = 0;
    buf_repeat(&text, "e3b0c44298fc1c149afb", 40);
    assert_int_equal(level_of("prompts/a.txt", buf_str(&text), "WL306", &count), SILENT);

    for (int lines = 59; lines <= 200; lines += 141) { /* a short document and a long one */
        text.len = 0;
        buf_add_c(&text, "Read this:\n");
        for (int i = 0; i < lines; i++)
            buf_printf(&text, "                    \"%d\": \"a b\",\n", i);
        buf_add_c(&text, "Done.\n");
        assert_int_equal(level_of("prompts/a.txt", buf_str(&text), "WL306", &count),
                         lines < 60 ? SILENT : LEVEL_INFO);
    }
    buf_free(&text);
}

/* --- WL206, WL305, WL409 on requests as they go out ----------------------------------------------
 */

static void assert_request(const char *head, const char *code, int want) {
    Buf text = {0};
    buf_printf(&text,
               "{%s, \"max_tokens\": 300, \"messages\": [{\"role\": \"user\", \"content\": "
               "\"Which berth is free?\"}]}\n",
               head);
    buf_add_char(&text, '\0');
    assert_level("request.json", text.ptr, code, want);
    buf_free(&text);
}

static void models_refuse_what_they_never_had(void **state) {
    (void)state;
    assert_request("\"model\": \"claude-haiku-4-5\", \"inference_geo\": \"us\"", "WL409",
                   LEVEL_ERROR);
    assert_request("\"model\": \"claude-opus-4-6\", \"inference_geo\": \"us\"", "WL409", SILENT);
    assert_request("\"model\": \"claude-opus-4-7\", \"speed\": \"fast\"", "WL409", LEVEL_ERROR);
    assert_request("\"model\": \"claude-opus-4-7\", \"speed\": \"standard\"", "WL409", SILENT);
    assert_request("\"model\": \"claude-opus-4-6\", \"speed\": \"fast\"", "WL409",
                   SILENT); /* ignored */
    assert_request("\"model\": \"claude-opus-4-8\", \"speed\": \"fast\"", "WL409", SILENT);
}

static void old_claude_on_bedrock_takes_no_automatic_mark(void **state) {
    (void)state;
    const char *mark = "\"anthropic_version\": \"bedrock-2023-05-31\", \"cache_control\": "
                       "{\"type\": \"ephemeral\"}, \"model\": ";
    char head[200];
    snprintf(head, sizeof head, "%s\"anthropic.claude-opus-4-6-v1\"", mark);
    assert_request(head, "WL206", LEVEL_ERROR);
    snprintf(head, sizeof head, "%s\"anthropic.claude-opus-4-7\"", mark);
    assert_request(head, "WL206", SILENT);
    assert_request("\"cache_control\": {\"type\": \"ephemeral\"}, \"model\": \"claude-opus-4-6\"",
                   "WL206", SILENT);
}

static void a_life_that_openai_does_not_list_is_unknown(void **state) {
    (void)state;
    const char *form = "{\"model\": \"gpt-6-sol\", \"max_output_tokens\": 100, \"input\": \"x\", "
                       "\"prompt_cache_options\": {\"ttl\": \"%s\"}}";
    const char *const known[] = {"30m", "12h", "${LIFE}", NULL};
    char text[200];
    for (int i = 0; known[i]; i++) {
        snprintf(text, sizeof text, form, known[i]);
        assert_level("request.json", text, "WL206", SILENT);
    }
    snprintf(text, sizeof text, form, "45m");
    assert_level("request.json", text, "WL206", LEVEL_WARNING);
}

static void a_cache_point_is_an_element_of_its_own(void **state) {
    (void)state;
    const char *form =
        "{\"modelId\": \"anthropic.claude-opus-5\", \"system\": [{\"text\": \"You "
        "keep the lock.\"%s{\"cachePoint\": {\"type\": \"default\"}}], \"messages\": "
        "[{\"role\": \"user\", \"content\": [{\"text\": \"Open?\"}]}]}";
    char text[400];
    snprintf(text, sizeof text, form, "}, ");
    assert_level("request.json", text, "WL206", SILENT);
    const char *merged =
        "{\"modelId\": \"anthropic.claude-opus-5\", \"system\": [{\"text\": \"You "
        "keep the lock.\", \"cachePoint\": {\"type\": \"default\"}}], "
        "\"messages\": [{\"role\": \"user\", \"content\": [{\"text\": \"Open?\"}]}]}";
    assert_level("request.json", merged, "WL206", LEVEL_ERROR);
}

static void what_nobody_would_move_stays_unsaid(void **state) {
    (void)state;
    const char *rules = "Say which berth is free and what it costs, in one sentence, then ask how "
                        "long the boat is and when it wants to leave. ";
    const struct {
        const char *path, *before, *behind;
        int repeat;
        const char *code;
        int want;
    } cases[] = {
        /* The newest message ends with its values. */
        {"prompts/user_prompt.txt", "Find a berth for the boat on ", "{date} in our harbour.\n", 0,
         "WL102", SILENT},
        {"prompts/user_prompt.txt", "Find a berth for the boat on ", "{date}. ", 2, "WL102",
         LEVEL_INFO},
        {"prompts/a.j2", "You speak for ", "{{ organization.name }}. ", 4, "WL103", SILENT},
        {"prompts/a.j2", "You speak for ", "{{ organization_id }}. ", 4, "WL103", LEVEL_INFO},
        {"prompts/a.j2", "", "{{ question }} Say which berth is free, and what it costs. ", 0,
         "WL104", SILENT},
        {"prompts/a.j2", "", "{{ question }} ", 2, "WL104", LEVEL_WARNING},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Buf text = {0};
        buf_add_c(&text, cases[i].before);
        buf_add_c(&text, cases[i].behind);
        for (int n = 0; n < cases[i].repeat; n++) buf_add_c(&text, rules);
        buf_add_char(&text, '\0');
        assert_level(cases[i].path, text.ptr, cases[i].code, cases[i].want);
        buf_free(&text);
    }
}

static void a_passage_many_times_in_a_row_is_one_finding(void **state) {
    (void)state;
    Buf text = {0};
    buf_add(&text, STR("{\"model\": \"claude-opus-5\", \"max_tokens\": 9, \"system\": \""));
    for (int i = 0; i < 60; i++)
        buf_add(&text, STR("Ask for the draught before the boat comes into the lock. "));
    buf_add(&text, STR("\", \"messages\": [{\"role\": \"user\", \"content\": \"Open?\"}]}"));
    size_t count;
    int level = level_of("request.json", (Str){text.ptr, text.len}, "WL305", &count);
    assert_int_equal(level, LEVEL_INFO);
    assert_int_equal(count, 1);
    buf_free(&text);
}

/* --- WL410 ---------------------------------------------------------------------------------------
 */

enum { NONE = -1 };

static void assert_tools(const char *model, const char *key, int tools, int want) {
    Buf text = {0};
    buf_printf(&text, "{\"model\": \"%s\", \"%s\": 300, \"tools\": [", model, key);
    for (int i = 0; i < tools; i++)
        buf_printf(&text, "%s{\"type\": \"function\", \"function\": {\"name\": \"f%d\"}}",
                   i ? ", " : "", i);
    buf_add_c(&text, "], \"messages\": [{\"role\": \"user\", \"content\": \"x\"}]}");
    buf_add_char(&text, '\0');
    assert_level("request.json", text.ptr, "WL410", want);
    buf_free(&text);
}

static void tools_are_counted_where_their_number_is_limited(void **state) {
    (void)state;
    assert_tools("gpt-4.1", "max_tokens", 1, NONE);
    assert_tools("gpt-4.1", "max_tokens", 128, NONE);
    assert_tools("gpt-4.1", "max_tokens", 129, LEVEL_ERROR);
    assert_tools("gpt-4.1", "max_tokens", 0, LEVEL_ERROR);
    assert_tools("grok-4", "max_tokens", 129, NONE);
}

static void calls_and_results_stand_together(void **state) {
    (void)state;
    static const char *const frame =
        "{\"model\": \"claude-sonnet-5\", \"max_tokens\": 9, \"messages\": [%s]}";
    static const char call[] = "{\"role\": \"assistant\", \"content\": [{\"type\": \"tool_use\", "
                               "\"id\": \"%s\", \"name\": \"f\", \"input\": {}}]}";
    static const char result[] = "{\"role\": \"user\", \"content\": [{\"type\": \"tool_result\", "
                                 "\"tool_use_id\": \"%s\", \"content\": \"r\"}]}";
    static const char *const text = "{\"role\": \"user\", \"content\": \"x\"}";
    static const struct {
        const char *turns; /* A, B: a call; a, b: its result; x: a text */
        int level;
    } cases[] = {{"xAa", NONE},          {"xAax", NONE},         {"xABab", NONE},
                 {"xABba", NONE},        {"xAx", LEVEL_ERROR},   {"xa", LEVEL_ERROR},
                 {"xAab", LEVEL_ERROR},  {"xABa", LEVEL_ERROR},  {"xAaBb", NONE},
                 {"xAaBa", LEVEL_ERROR}, {"xAaxb", LEVEL_ERROR}, {"xA", NONE}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Buf turns = {0}, body = {0};
        for (const char *c = cases[i].turns; *c; c++) {
            char id[2] = {ascii_lower(*c), '\0'};
            if (turns.len) buf_add_c(&turns, ", ");
            if (*c == 'x')
                buf_add_c(&turns, text);
            else
                buf_printf(&turns, ascii_is_upper(*c) ? call : result, id);
        }
        buf_add_char(&turns, '\0');
        buf_printf(&body, frame, turns.ptr);
        buf_add_char(&body, '\0');
        assert_level("request.json", body.ptr, "WL410", cases[i].level);
        buf_free(&turns);
        buf_free(&body);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(literals_of_a_moment),
        cmocka_unit_test(tools_are_counted_where_their_number_is_limited),
        cmocka_unit_test(calls_and_results_stand_together),
        cmocka_unit_test(twenty_blocks_are_looked_back_over),
        cmocka_unit_test(declared_sizes_have_a_band),
        cmocka_unit_test(a_cap_is_held_against_what_is_declared),
        cmocka_unit_test(what_a_model_refuses_is_known_per_model),
        cmocka_unit_test(settings_are_found_where_people_put_them),
        cmocka_unit_test(a_cache_key_may_be_narrow_but_not_new_each_time),
        cmocka_unit_test(a_parameter_of_the_prefix_may_be_of_the_deployment),
        cmocka_unit_test(bytes_that_look_the_same),
        cmocka_unit_test(letters_with_marks_that_are_one_code_point),
        cmocka_unit_test(long_copies_are_found_and_short_ones_are_not),
        cmocka_unit_test(padding_counts_from_a_few_hundred_tokens_on),
        cmocka_unit_test(models_refuse_what_they_never_had),
        cmocka_unit_test(old_claude_on_bedrock_takes_no_automatic_mark),
        cmocka_unit_test(a_life_that_openai_does_not_list_is_unknown),
        cmocka_unit_test(a_cache_point_is_an_element_of_its_own),
        cmocka_unit_test(what_nobody_would_move_stays_unsaid),
        cmocka_unit_test(a_passage_many_times_in_a_row_is_one_finding),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
