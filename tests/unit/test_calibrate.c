/* The statistics of calibration on measurements made up here, the spellings of usage, and the
 * editing of configurations. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "lint/command/calibrate_config.h"
#include "lint/format/usage.h"
#include "lint/prompt/calibrate.h"

static Arena arena;

/* --- made-up measurements --- */

enum { FURTHER = 200 };

static uint64_t seed;

static double uniform(void) {
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return ((double)(seed >> 11) + 0.5) / 9007199254740992.0;
}
static double normal(void) {
    return sqrt(-2 * log(uniform())) * cos(6.283185307179586 * uniform());
}

/* Requests of 100 to 5,000 tokens whose estimates err by 1.5 %. */
static void make(Measured *m, size_t count, double factor, double constant) {
    for (size_t i = 0; i < count; i++) {
        double text = exp(log(100) + uniform() * log(50));
        m[i] = (Measured){text * (1 + 0.015 * normal()), 10, round(factor * text + constant + 10)};
    }
}

static double mean_error(const Measured *m, size_t count, double factor, double constant) {
    double sum = 0;
    for (size_t i = 0; i < count; i++)
        sum += fabs(m[i].text * factor + m[i].overhead + constant - m[i].actual) / m[i].actual;
    return sum / (double)count;
}

static void a_clear_bias_is_found(void **state) {
    (void)state;
    Measured m[40];
    seed = 1;
    make(m, 40, 1.05, 60);
    Fit fit = calibrate_fit(&arena, m, 40);
    assert_int_equal(fit.kind, FIT_BOTH);
    assert_true(fabs(fit.factor - 1.05) < 0.01);
    assert_true(fabs(fit.constant - 60) < 8);
    assert_true(fit.after.mean < fit.before.mean / 3);
    assert_true(fit.spread > 0.005 && fit.spread < 0.06);
}

static void a_hidden_text_is_a_constant(void **state) {
    (void)state;
    Measured m[12];
    seed = 2;
    make(m, 12, 1, 346);
    Fit fit = calibrate_fit(&arena, m, 12);
    assert_true(fabs(fit.factor - 1) < 0.02);
    assert_true(fabs(fit.constant - 346) < 12);
}

static void nothing_to_correct_stays_uncorrected(void **state) {
    (void)state;
    int corrected = 0;
    for (int run = 0; run < 100; run++) {
        Measured m[20];
        seed = 1000 + (uint64_t)run;
        make(m, 20, 1, 0);
        Fit fit = calibrate_fit(&arena, m, 20);
        if (fit.kind == FIT_NOTHING) {
            assert_true(fit.factor == 1 && fit.constant == 0);
            assert_true(fit.after.mean == fit.before.mean);
        }
        corrected += fit.kind != FIT_NOTHING;
    }
    assert_true(corrected <= 5);
}

/* On further requests of the same source, whatever its bias: never worse but by bad luck. */
static void further_requests_do_not_suffer(void **state) {
    (void)state;
    static const double biases[][2] = {{1, 0},     {1.01, 0}, {1.03, 0}, {0.96, 0}, {1, 20},
                                       {1.02, 15}, {1, -6},   {1.3, 0},  {0.5, 50}};
    int runs = 0, worse = 0;
    double before = 0, after = 0;
    for (size_t b = 0; b < sizeof biases / sizeof *biases; b++)
        for (int run = 0; run < 40; run++, runs++) {
            Measured m[16 + FURTHER];
            seed = 77 * (uint64_t)runs + 5;
            make(m, 16 + FURTHER, biases[b][0], biases[b][1]);
            Fit fit = calibrate_fit(&arena, m, 16);
            double old = mean_error(m + 16, FURTHER, 1, 0);
            double new = mean_error(m + 16, FURTHER, fit.factor, fit.constant);
            before += old;
            after += new;
            worse += new > old * 1.02;
        }
    assert_true(worse * 50 <= runs); /* one of fifty */
    assert_true(after < before / 3);
}

/* Pairs that belong to other requests do not carry the rest away. */
static void wrong_pairs_do_little(void **state) {
    (void)state;
    Measured m[30 + FURTHER];
    seed = 9;
    make(m, 30 + FURTHER, 1.06, 30);
    m[3].actual *= 4;
    m[17].actual *= 0.1;
    Fit fit = calibrate_fit(&arena, m, 30);
    assert_int_not_equal(fit.kind, FIT_NOTHING);
    double old = mean_error(m + 30, FURTHER, 1, 0);
    assert_true(mean_error(m + 30, FURTHER, fit.factor, fit.constant) < old / 2);
}

/* The less there is, the nearer to no correction. */
static void few_requests_are_shrunk(void **state) {
    (void)state;
    Measured m[64];
    for (size_t i = 0; i < 64; i++) m[i] = (Measured){400, 10, i % 2 ? 425 : 421};
    Fit few = calibrate_fit(&arena, m, 8), many = calibrate_fit(&arena, m, 64);
    double few_all = 400 * (few.factor - 1) + few.constant;
    double many_all = 400 * (many.factor - 1) + many.constant;
    assert_true(few_all > 6 && few_all < many_all && many_all < 13.1);
}

static void too_little_is_refused(void **state) {
    (void)state;
    Measured m[10];
    for (size_t i = 0; i < 10; i++) m[i] = (Measured){250, 6, 256};
    assert_false(calibrate_is_enough(m, 7));
    assert_true(calibrate_is_enough(m, 8));
    for (size_t i = 0; i < 10; i++) m[i].actual = 100;
    assert_false(calibrate_is_enough(m, 10));
}

/* --- usage --- */

static double counted(const char *json) {
    Source source = {0};
    ProblemVec problems = {0};
    Str text = str_from_c(json);
    double tokens = -1;
    assert_true(source_from_bytes(&arena, STR("r"), text, &source, &problems));
    const Node *root = json_read(&arena, &source, span_of(0, text.len), &problems);
    assert_non_null(root);
    return usage_input_tokens(&arena, root, &tokens) ? tokens : -1;
}

static void every_spelling_of_usage(void **state) {
    (void)state;
    static const struct {
        const char *json;
        int tokens;
    } cases[] = {
        {"{\"usage\":{\"input_tokens\":10,\"cache_creation_input_tokens\":200,"
         "\"cache_read_input_tokens\":3000,\"output_tokens\":9}}",
         3210},
        {"{\"input_tokens\":10,\"cache_creation_input_tokens\":null}", 10},
        {"{\"usage\":{\"prompt_tokens\":120,\"completion_tokens\":5,"
         "\"prompt_tokens_details\":{\"cached_tokens\":64}}}",
         120},
        {"{\"usage\":{\"input_tokens\":75,\"input_tokens_details\":{\"cached_tokens\":50}}}", 75},
        {"{\"usageMetadata\":{\"promptTokenCount\":77,\"cachedContentTokenCount\":70}}", 77},
        {"{\"usage_metadata\":{\"prompt_token_count\":78}}", 78},
        {"{\"usage\":{\"inputTokens\":5,\"cacheReadInputTokens\":100,\"cacheWriteInputTokens\":7}}",
         112},
        {"{\"totalTokens\":31}", 31},
        {"\"event: message_start\\ndata: "
         "{\\\"message\\\":{\\\"usage\\\":{\\\"input_tokens\\\":24}}}"
         "\\n\\ndata: {\\\"usage\\\":{\\\"output_tokens\\\":8}}\\n\"",
         24},
        {"\"data: {\\\"response\\\":{\\\"usage\\\":{\\\"input_tokens\\\":41}}}\\n\\ndata: [DONE]\"",
         41},
        {"[{\"usageMetadata\":{\"promptTokenCount\":6}},{\"usageMetadata\":{\"promptTokenCount\":9}"
         "}]",
         9},
        {"{\"usage\":{\"output_tokens\":4}}", -1},
        {"{\"usage\":{\"input_tokens\":\"many\"}}", -1},
        {"{\"usage\":{\"input_tokens\":-3}}", -1},
        {"{\"error\":{\"type\":\"overloaded\"}}", -1},
        {"\"<html>502</html>\"", -1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal((int)counted(cases[i].json), cases[i].tokens);
}

/* --- the configuration --- */

static CalibrationEntryVec entries_of(TokFamily family, double factor, bool remove) {
    CalibrationEntryVec entries = {0};
    CalibrationEntry entry = {{family, factor, 12, 0.02}, 20, DATE(2026, 11, 21), remove};
    vec_push(&arena, &entries, entry);
    return entries;
}

static void assert_edited(const char *old, const CalibrationEntryVec *entries, const char *wanted) {
    Str edited;
    assert_true(calibration_edit(&arena, str_from_c(old), entries, &edited));
    assert_string_equal(str_to_c(&arena, edited), wanted);
}

#define ENTRY(factor)                                                                              \
    "{factor: " factor ", per_request: 12, spread: 2.0, requests: 20, measured: 2026-11-21}"

static void the_rest_of_a_configuration_stays(void **state) {
    (void)state;
    CalibrationEntryVec put = entries_of(TOK_CLAUDE_5, 1.01, false);
    CalibrationEntryVec away = entries_of(TOK_CLAUDE_5, 1, true);
    assert_edited(
        "", &put,
        "calibration: # measured by `warmlint calibrate`\n  claude-5: " ENTRY("1.0100") "\n");
    assert_edited(
        "# ours\nstrict: true # really", &put,
        "# ours\nstrict: true # really\n\ncalibration: # measured by `warmlint calibrate`\n"
        "  claude-5: " ENTRY("1.0100") "\n");
    assert_edited("calibration:\n    o200k: {factor: 0.99} # old\nstrict: true\n", &put,
                  "calibration:\n    o200k: {factor: 0.99} # old\n    claude-5: " ENTRY(
                      "1.0100") "\nstrict: true\n");
    assert_edited("calibration: {claude-5: {factor: 1.2}}\nstrict: true\n", &put,
                  "calibration: {claude-5: " ENTRY("1.0100") "}\nstrict: true\n");
    assert_edited("calibration: # here\n  claude-5: {factor: 1.2} # seen\n", &put,
                  "calibration: # here\n  claude-5: " ENTRY("1.0100") " # seen\n");
    assert_edited("calibration:\n  claude-5:\n    factor: 1.2\n  o200k: {factor: 0.99}\n", &away,
                  "calibration:\n  o200k: {factor: 0.99}\n");
    assert_edited("calibration:\nstrict: true\n", &put,
                  "calibration:\n  claude-5: " ENTRY("1.0100") "\nstrict: true\n");
    assert_edited("strict: true\n", &away, "strict: true\n");
}

static void what_cannot_be_edited_is_left_alone(void **state) {
    (void)state;
    Str edited;
    CalibrationEntryVec put = entries_of(TOK_O200K, 1.01, false);
    assert_false(calibration_edit(&arena, STR("{strict: true}\n"), &put, &edited));
    assert_false(calibration_edit(&arena, STR("calibration: soon\n"), &put, &edited));
    assert_false(calibration_edit(&arena, STR("strict: true\n...\n"), &put, &edited));
}

static int teardown(void **state) {
    (void)state;
    arena_free(&arena);
    arena = (Arena){0};
    return 0;
}

/* How a correction goes into configurations of all layouts, and out of them: as --diff shows it. */
static void configurations_of_all_layouts(void **state) {
    (void)state;
    static const struct {
        const char *old;
        bool remove;
        const char *diff;
    } cases[] = {
        {"", false,
         "--- /dev/null\n"
         "+++ c.yaml\n"
         "@@ -0,0 +1,2 @@\n"
         "+calibration: # measured by `warmlint calibrate`\n"
         "+  claude-5: {factor: 1.2500, per_request: 7, spread: 5.2, requests: 40, measured: "
         "2026-11-21}\n"},
        {"", true, ""},
        {"# note\n", false,
         "--- c.yaml\n"
         "+++ c.yaml\n"
         "@@ -1,1 +1,4 @@\n"
         " # note\n"
         "+\n"
         "+calibration: # measured by `warmlint calibrate`\n"
         "+  claude-5: {factor: 1.2500, per_request: 7, spread: 5.2, requests: 40, measured: "
         "2026-11-21}\n"},
        {"# note\n", true, ""},
        {"model: x\n", false,
         "--- c.yaml\n"
         "+++ c.yaml\n"
         "@@ -1,1 +1,4 @@\n"
         " model: x\n"
         "+\n"
         "+calibration: # measured by `warmlint calibrate`\n"
         "+  claude-5: {factor: 1.2500, per_request: 7, spread: 5.2, requests: 40, measured: "
         "2026-11-21}\n"},
        {"model: x\n", true, ""},
        {"model: x", false,
         "--- c.yaml\n"
         "+++ c.yaml\n"
         "@@ -1,1 +1,4 @@\n"
         " model: x\n"
         "+\n"
         "+calibration: # measured by `warmlint calibrate`\n"
         "+  claude-5: {factor: 1.2500, per_request: 7, spread: 5.2, requests: 40, measured: "
         "2026-11-21}\n"},
        {"model: x", true, ""},
        {"calibration:\n", false,
         "--- c.yaml\n"
         "+++ c.yaml\n"
         "@@ -1,1 +1,2 @@\n"
         " calibration:\n"
         "+  claude-5: {factor: 1.2500, per_request: 7, spread: 5.2, requests: 40, measured: "
         "2026-11-21}\n"},
        {"calibration:\n", true, ""},
        {"calibration:\nmodel: x\n", false,
         "--- c.yaml\n"
         "+++ c.yaml\n"
         "@@ -1,2 +1,3 @@\n"
         " calibration:\n"
         "+  claude-5: {factor: 1.2500, per_request: 7, spread: 5.2, requests: 40, measured: "
         "2026-11-21}\n"
         " model: x\n"},
        {"calibration:\nmodel: x\n", true, ""},
        {"calibration: # later\nmodel: x\n", false,
         "--- c.yaml\n"
         "+++ c.yaml\n"
         "@@ -1,2 +1,3 @@\n"
         " calibration: # later\n"
         "+  claude-5: {factor: 1.2500, per_request: 7, spread: 5.2, requests: 40, measured: "
         "2026-11-21}\n"
         " model: x\n"},
        {"calibration: # later\nmodel: x\n", true, ""},
        {"calibration: ~\n", false, "refused"},
        {"calibration: ~\n", true, ""},
        {"calibration: {}\n", false,
         "--- c.yaml\n"
         "+++ c.yaml\n"
         "@@ -1,1 +1,1 @@\n"
         "-calibration: {}\n"
         "+calibration: {claude-5: {factor: 1.2500, per_request: 7, spread: 5.2, requests: 40, "
         "measured: 2026-11-21}}\n"},
        {"calibration: {}\n", true, ""},
        {"calibration: {o200k: {factor: 0.9}}\nmodel: x\n", false,
         "--- c.yaml\n"
         "+++ c.yaml\n"
         "@@ -1,2 +1,2 @@\n"
         "-calibration: {o200k: {factor: 0.9}}\n"
         "+calibration: {o200k: {factor: 0.9}, claude-5: {factor: 1.2500, per_request: 7, spread: "
         "5.2, requests: 40, measured: 2026-11-21}}\n"
         " model: x\n"},
        {"calibration: {o200k: {factor: 0.9}}\nmodel: x\n", true, ""},
        {"calibration: {claude-5: {factor: 0.9}}\n", false,
         "--- c.yaml\n"
         "+++ c.yaml\n"
         "@@ -1,1 +1,1 @@\n"
         "-calibration: {claude-5: {factor: 0.9}}\n"
         "+calibration: {claude-5: {factor: 1.2500, per_request: 7, spread: 5.2, requests: 40, "
         "measured: 2026-11-21}}\n"},
        {"calibration: {claude-5: {factor: 0.9}}\n", true,
         "--- c.yaml\n"
         "+++ c.yaml\n"
         "@@ -1,1 +1,1 @@\n"
         "-calibration: {claude-5: {factor: 0.9}}\n"
         "+calibration: {}\n"},
        {"calibration: {claude-5: {factor: 0.9}, o200k: {factor: 1.1}}\n", false,
         "--- c.yaml\n"
         "+++ c.yaml\n"
         "@@ -1,1 +1,1 @@\n"
         "-calibration: {claude-5: {factor: 0.9}, o200k: {factor: 1.1}}\n"
         "+calibration: {claude-5: {factor: 1.2500, per_request: 7, spread: 5.2, requests: 40, "
         "measured: 2026-11-21}, o200k: {factor: 1.1}}\n"},
        {"calibration: {claude-5: {factor: 0.9}, o200k: {factor: 1.1}}\n", true,
         "--- c.yaml\n"
         "+++ c.yaml\n"
         "@@ -1,1 +1,1 @@\n"
         "-calibration: {claude-5: {factor: 0.9}, o200k: {factor: 1.1}}\n"
         "+calibration: {o200k: {factor: 1.1}}\n"},
        {"calibration: {o200k: {factor: 1.1}, claude-5: {factor: 0.9}}\n", false,
         "--- c.yaml\n"
         "+++ c.yaml\n"
         "@@ -1,1 +1,1 @@\n"
         "-calibration: {o200k: {factor: 1.1}, claude-5: {factor: 0.9}}\n"
         "+calibration: {o200k: {factor: 1.1}, claude-5: {factor: 1.2500, per_request: 7, spread: "
         "5.2, requests: 40, measured: 2026-11-21}}\n"},
        {"calibration: {o200k: {factor: 1.1}, claude-5: {factor: 0.9}}\n", true,
         "--- c.yaml\n"
         "+++ c.yaml\n"
         "@@ -1,1 +1,1 @@\n"
         "-calibration: {o200k: {factor: 1.1}, claude-5: {factor: 0.9}}\n"
         "+calibration: {o200k: {factor: 1.1}}\n"},
        {"calibration:\n    o200k: {factor: 1.1}\n", false,
         "--- c.yaml\n"
         "+++ c.yaml\n"
         "@@ -1,2 +1,3 @@\n"
         " calibration:\n"
         "     o200k: {factor: 1.1}\n"
         "+    claude-5: {factor: 1.2500, per_request: 7, spread: 5.2, requests: 40, measured: "
         "2026-11-21}\n"},
        {"calibration:\n    o200k: {factor: 1.1}\n", true, ""},
        {"calibration:\n    o200k: {factor: 1.1}", false,
         "--- c.yaml\n"
         "+++ c.yaml\n"
         "@@ -1,2 +1,3 @@\n"
         " calibration:\n"
         "     o200k: {factor: 1.1}\n"
         "+    claude-5: {factor: 1.2500, per_request: 7, spread: 5.2, requests: 40, measured: "
         "2026-11-21}\n"},
        {"calibration:\n    o200k: {factor: 1.1}", true, ""},
        {"calibration:\n  claude-5: {factor: 0.9} # old\n  o200k: {factor: 1.1}\nmodel: x\n", false,
         "--- c.yaml\n"
         "+++ c.yaml\n"
         "@@ -1,4 +1,4 @@\n"
         " calibration:\n"
         "-  claude-5: {factor: 0.9} # old\n"
         "+  claude-5: {factor: 1.2500, per_request: 7, spread: 5.2, requests: 40, measured: "
         "2026-11-21} # old\n"
         "   o200k: {factor: 1.1}\n"
         " model: x\n"},
        {"calibration:\n  claude-5: {factor: 0.9} # old\n  o200k: {factor: 1.1}\nmodel: x\n", true,
         "--- c.yaml\n"
         "+++ c.yaml\n"
         "@@ -1,4 +1,3 @@\n"
         " calibration:\n"
         "-  claude-5: {factor: 0.9} # old\n"
         "   o200k: {factor: 1.1}\n"
         " model: x\n"},
        {"calibration:\n  o200k:\n    factor: 1.1\n  claude-5:\n    factor: 0.9\nmodel: x\n", false,
         "--- c.yaml\n"
         "+++ c.yaml\n"
         "@@ -2,5 +2,5 @@\n"
         "   o200k:\n"
         "     factor: 1.1\n"
         "   claude-5:\n"
         "-    factor: 0.9\n"
         "+    {factor: 1.2500, per_request: 7, spread: 5.2, requests: 40, measured: 2026-11-21}\n"
         " model: x\n"},
        {"calibration:\n  o200k:\n    factor: 1.1\n  claude-5:\n    factor: 0.9\nmodel: x\n", true,
         "--- c.yaml\n"
         "+++ c.yaml\n"
         "@@ -1,6 +1,4 @@\n"
         " calibration:\n"
         "   o200k:\n"
         "     factor: 1.1\n"
         "-  claude-5:\n"
         "-    factor: 0.9\n"
         " model: x\n"},
        {"calibration:\n  claude-5:\n", false,
         "--- c.yaml\n"
         "+++ c.yaml\n"
         "@@ -1,2 +1,2 @@\n"
         " calibration:\n"
         "-  claude-5:\n"
         "+  claude-5: {factor: 1.2500, per_request: 7, spread: 5.2, requests: 40, measured: "
         "2026-11-21}\n"},
        {"calibration:\n  claude-5:\n", true,
         "--- c.yaml\n"
         "+++ c.yaml\n"
         "@@ -1,2 +1,1 @@\n"
         " calibration:\n"
         "-  claude-5:\n"},
        {"calibration:\n  claude-5:\n  o200k: {factor: 1.1}\n", false,
         "--- c.yaml\n"
         "+++ c.yaml\n"
         "@@ -1,3 +1,3 @@\n"
         " calibration:\n"
         "-  claude-5:\n"
         "+  claude-5: {factor: 1.2500, per_request: 7, spread: 5.2, requests: 40, measured: "
         "2026-11-21}\n"
         "   o200k: {factor: 1.1}\n"},
        {"calibration:\n  claude-5:\n  o200k: {factor: 1.1}\n", true,
         "--- c.yaml\n"
         "+++ c.yaml\n"
         "@@ -1,3 +1,2 @@\n"
         " calibration:\n"
         "-  claude-5:\n"
         "   o200k: {factor: 1.1}\n"},
        {"calibration:\n  claude-5: {factor: 0.9}\n", false,
         "--- c.yaml\n"
         "+++ c.yaml\n"
         "@@ -1,2 +1,2 @@\n"
         " calibration:\n"
         "-  claude-5: {factor: 0.9}\n"
         "+  claude-5: {factor: 1.2500, per_request: 7, spread: 5.2, requests: 40, measured: "
         "2026-11-21}\n"},
        {"calibration:\n  claude-5: {factor: 0.9}\n", true,
         "--- c.yaml\n"
         "+++ c.yaml\n"
         "@@ -1,2 +1,1 @@\n"
         " calibration:\n"
         "-  claude-5: {factor: 0.9}\n"},
        {"{model: x}\n", false, "refused"},
        {"{model: x}\n", true, "refused"},
        {"calibration: 5\n", false, "refused"},
        {"calibration: 5\n", true, "refused"},
        {"calibration: [\n", false, "refused"},
        {"calibration: [\n", true, "refused"},
        {"- x\n", false, "refused"},
        {"- x\n", true, "refused"},
        {"calibration:\r\n  o200k: {factor: 1.1}\r\nmodel: x\r\n", false,
         "--- c.yaml\n"
         "+++ c.yaml\n"
         "@@ -1,3 +1,4 @@\n"
         " calibration:\n"
         "   o200k: {factor: 1.1}\n"
         "+  claude-5: {factor: 1.2500, per_request: 7, spread: 5.2, requests: 40, measured: "
         "2026-11-21}\n"
         " model: x\n"},
        {"calibration:\r\n  o200k: {factor: 1.1}\r\nmodel: x\r\n", true, ""},
        {"calibration:\n  claude-5: {factor: 0.9}", false,
         "--- c.yaml\n"
         "+++ c.yaml\n"
         "@@ -1,2 +1,2 @@\n"
         " calibration:\n"
         "-  claude-5: {factor: 0.9}\n"
         "+  claude-5: {factor: 1.2500, per_request: 7, spread: 5.2, requests: 40, measured: "
         "2026-11-21}\n"},
        {"calibration:\n  claude-5: {factor: 0.9}", true,
         "--- c.yaml\n"
         "+++ c.yaml\n"
         "@@ -1,2 +1,1 @@\n"
         " calibration:\n"
         "-  claude-5: {factor: 0.9}\n"},
    };
    CalibrationEntry entry = {.calibration = {TOK_CLAUDE_5, 1.25, 7, 0.0512},
                              .requests = 40,
                              .measured = DATE(2026, 11, 21)};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        CalibrationEntryVec entries = {0};
        Str text;
        Buf out = {0};
        entry.remove = cases[i].remove;
        vec_push(&arena, &entries, entry);
        if (calibration_edit(&arena, str_from_c(cases[i].old), &entries, &text))
            calibration_diff(&out, STR("c.yaml"), str_from_c(cases[i].old), text);
        else
            buf_add_c(&out, "refused");
        if (!str_is(buf_str(&out), cases[i].diff))
            fail_msg("%s\n" STR_FMT, cases[i].old, STR_ARG(buf_str(&out)));
        buf_free(&out);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(configurations_of_all_layouts),
        cmocka_unit_test(a_clear_bias_is_found),
        cmocka_unit_test(a_hidden_text_is_a_constant),
        cmocka_unit_test(nothing_to_correct_stays_uncorrected),
        cmocka_unit_test(further_requests_do_not_suffer),
        cmocka_unit_test(wrong_pairs_do_little),
        cmocka_unit_test(few_requests_are_shrunk),
        cmocka_unit_test(too_little_is_refused),
        cmocka_unit_test(every_spelling_of_usage),
        cmocka_unit_test(the_rest_of_a_configuration_stays),
        cmocka_unit_test(what_cannot_be_edited_is_left_alone),
    };
    return cmocka_run_group_tests(tests, NULL, teardown);
}
