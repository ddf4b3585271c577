/* `warmlint calibrate`: from the user's own usage counts to a correction in the configuration. */
#include <errno.h>
#include <math.h>
#include <unistd.h>

#include "lint/command/calibrate_config.h"
#include "lint/command/measured.h"
#include "lint/command/outputs.h"
#include "lint/report/figures.h"
#include "lint/report/text.h"

/* What came out for one family. */
typedef struct {
    TokFamily family;
    size_t requests;
    double tokens; /* counted */
    bool enough;
    Fit fit; /* where enough */
} Result;

typedef struct {
    Run *run;
    Measurements measured;
    Result results[TOK_FAMILY_COUNT];
    size_t count, corrected, enough;
    Date today;
    Str path;      /* of the configuration */
    Str old, text; /* it now, and as it is to be */
    CalibrationEntryVec entries;
} Work;

/* A correction that a configuration may hold. */
static bool is_plausible(const Fit *fit) {
    return fit->factor >= CALIBRATION_FACTOR_MIN && fit->factor <= CALIBRATION_FACTOR_MAX &&
           fabs(fit->constant) <= CALIBRATION_CONSTANT_MAX;
}

static void fit_family(Work *w, TokFamily family) {
    const PairVec *pairs = &w->measured.pairs;
    Measured *sizes = arena_array(w->run->arena, pairs->len, sizeof *sizes);
    Result r = {.family = family};
    for (size_t i = 0; i < pairs->len; i++) {
        if (pairs->items[i].family != family) continue;
        sizes[r.requests++] = pairs->items[i].size;
        r.tokens += pairs->items[i].size.actual;
    }
    if (!r.requests) return;
    r.enough = calibrate_is_enough(sizes, r.requests);
    if (r.enough) r.fit = calibrate_fit(w->run->arena, sizes, r.requests);
    if (r.enough && !is_plausible(&r.fit))
        r.fit = (Fit){.factor = 1, .before = r.fit.before, .after = r.fit.before};
    w->enough += r.enough;
    w->corrected += r.enough && r.fit.kind != FIT_NOTHING;
    w->results[w->count++] = r;
}

/* --- the configuration ---------------------------------------------------------------------------
 */

/* The file of --config, the nearest one, or a new one here. */
static bool find_config(Work *w) {
    Arena *arena = w->run->arena;
    w->path = option_value(w->run, "config");
    if (!w->path.len) w->path = config_find(arena, STR("."));
    if (!w->path.len) {
        w->path = str_from_c(config_file_names[0]);
        return true;
    }
    Source source = {0};
    ProblemVec problems = {0};
    Str error = {0};
    if (!source_load(arena, w->path, &source, &problems) ||
        !config_from_bytes(arena, w->path, source.bytes, (Str){0}, &engine_known_names, &error)) {
        if (problems.len)
            run_trouble(w->run, STR_FMT ": " STR_FMT, STR_ARG(w->path),
                        STR_ARG(problems.items[0].message));
        else
            run_troubles(w->run, error);
        return false;
    }
    w->old = source.bytes;
    return true;
}

static bool edit_config(Work *w) {
    for (size_t i = 0; i < w->count; i++) {
        const Result *r = &w->results[i];
        if (!r->enough) continue;
        CalibrationEntry entry = {
            .calibration = {r->family, r->fit.factor, r->fit.constant, r->fit.spread},
            .requests = r->requests,
            .measured = w->today,
            .remove = r->fit.kind == FIT_NOTHING};
        vec_push(w->run->arena, &w->entries, entry);
    }
    if (calibration_edit(w->run->arena, w->old, &w->entries, &w->text)) return true;
    Buf lines = {0};
    for (size_t i = 0; i < w->entries.len; i++)
        if (!w->entries.items[i].remove) calibration_entry_line(&lines, &w->entries.items[i]);
    run_trouble(w->run,
                STR_FMT " is laid out so that it cannot be added to; write into it by hand:\n"
                        "calibration:\n" STR_FMT,
                STR_ARG(w->path), STR_ARG(buf_str(&lines)));
    buf_free(&lines);
    return false;
}

static bool write_config(Work *w) {
    if (str_eq(w->old, w->text)) return true;
    if (write_file_whole(w->run->arena, w->path, w->text)) return true;
    run_trouble(w->run, "cannot write " STR_FMT ": %s", STR_ARG(w->path), strerror(errno));
    return false;
}

/* --- text ----------------------------------------------------------------------------------------
 */

static void text_percent(Buf *out, double part, size_t width) {
    Buf text = {0};
    buf_printf(&text, "%.1f %%", 100 * part);
    if (text.len < width) buf_repeat(out, " ", width - text.len);
    buf_add(out, buf_str(&text));
    buf_free(&text);
}

static void text_result(Buf *out, const Result *r) {
    buf_printf(out, "  %-10s", tok_family_name(r->family));
    figure_count_right(out, (int64_t)r->requests, 10);
    figure_count_right(out, llround(r->tokens), 12);
    if (!r->enough) {
        buf_printf(out, "   too little: %d requests and ", CALIBRATE_REQUESTS);
        buf_add_count(out, CALIBRATE_TOKENS);
        buf_add_c(out, " tokens are needed\n");
        return;
    }
    text_percent(out, r->fit.before.mean, 10);
    text_percent(out, r->fit.after.mean, 10);
    if (r->fit.kind == FIT_NOTHING)
        buf_add_c(out, "   no correction does better on held-out requests: factor 1 is kept\n");
    else
        buf_printf(out, "%10.4f%+13.0f\n", r->fit.factor, r->fit.constant);
}

static void text_left_out(Work *w) {
    enum { LISTED = 10 };
    Buf *out = w->run->out;
    const Measurements *m = &w->measured;
    for (size_t i = 0; i < m->left_out.len && i < LISTED; i++) {
        buf_add_c(out, i ? "  " : "\nLeft out:\n  ");
        buf_add_visible(out, m->left_out.items[i].where, false);
        buf_add_c(out, ": ");
        buf_add_visible(out, m->left_out.items[i].reason, false);
        buf_add_char(out, '\n');
    }
    if (m->left_out.len > LISTED) buf_printf(out, "  and %zu more\n", m->left_out.len - LISTED);
}

static void text_report(Work *w) {
    Buf *out = w->run->out;
    buf_add_c(out,
              "  family      requests     counted    before     after    factor  per request\n");
    for (size_t i = 0; i < w->count; i++) text_result(out, &w->results[i]);
    if (w->enough)
        buf_add_c(out, "\n  Mean errors; those after are of requests held out of the fit.\n");
    text_left_out(w);
    buf_add_char(out, '\n');
    bool changed = !str_eq(w->old, w->text), dry = option_given(w->run, "dry-run");
    if (changed && option_given(w->run, "diff")) calibration_diff(out, w->path, w->old, w->text);
    if (changed && dry && !option_given(w->run, "diff"))
        for (size_t i = 0; i < w->entries.len; i++)
            if (!w->entries.items[i].remove) calibration_entry_line(out, &w->entries.items[i]);
    buf_add_c(out, !changed ? "Nothing to write to " : dry ? "Would write " : "Wrote ");
    buf_add_visible(out, w->path, false);
    buf_add_c(out, ".\n");
}

/* --- JSON ----------------------------------------------------------------------------------------
 */

static void json_error(Buf *out, const char *name, const FitError *e) {
    buf_printf(out, ",\"%s\":{\"mean\":%.6f,\"median\":%.6f,\"bias\":%.6f}", name, e->mean,
               e->median, e->bias);
}

static void json_result(Buf *out, const Result *r) {
    const char *outcome = !r->enough                   ? "too-little"
                          : r->fit.kind == FIT_NOTHING ? "kept"
                                                       : "corrected";
    buf_printf(out, "{\"family\":\"%s\",\"requests\":%zu,\"counted\":%.0f,\"outcome\":\"%s\"",
               tok_family_name(r->family), r->requests, r->tokens, outcome);
    if (r->enough) {
        buf_printf(out, ",\"factor\":%.4f,\"perRequest\":%.0f,\"spread\":%.6f", r->fit.factor,
                   r->fit.constant, r->fit.spread);
        json_error(out, "before", &r->fit.before);
        json_error(out, "after", &r->fit.after);
    }
    buf_add_char(out, '}');
}

static void json_report(Work *w) {
    Buf *out = w->run->out;
    bool changed = !str_eq(w->old, w->text), dry = option_given(w->run, "dry-run");
    buf_add_c(out, "{\"version\":1,\"config\":");
    buf_add_json(out, w->path);
    buf_printf(out, ",\"changed\":%s,\"written\":%s,\"needed\":{\"requests\":%d,\"tokens\":%d}",
               changed ? "true" : "false", changed && !dry ? "true" : "false", CALIBRATE_REQUESTS,
               CALIBRATE_TOKENS);
    buf_add_c(out, ",\"families\":[");
    for (size_t i = 0; i < w->count; i++) {
        if (i) buf_add_char(out, ',');
        json_result(out, &w->results[i]);
    }
    buf_printf(out, "],\"repeated\":%zu,\"leftOut\":[", w->measured.repeated);
    for (size_t i = 0; i < w->measured.left_out.len; i++) {
        buf_add_c(out, i ? ",{\"where\":" : "{\"where\":");
        buf_add_json(out, w->measured.left_out.items[i].where);
        buf_add_c(out, ",\"reason\":");
        buf_add_json(out, w->measured.left_out.items[i].reason);
        buf_add_char(out, '}');
    }
    buf_add_c(out, "]");
    if (changed && option_given(w->run, "diff")) {
        Buf diff = {0};
        calibration_diff(&diff, w->path, w->old, w->text);
        buf_add_c(out, ",\"diff\":");
        buf_add_json(out, buf_str(&diff));
        buf_free(&diff);
    }
    buf_add_c(out, "}\n");
}

/* --- the command ---------------------------------------------------------------------------------
 */

static bool read_all(Work *w) {
    Run *run = w->run;
    Overrides overrides;
    if (!run->operands.len) {
        run_misuse(run, "no measurements given: JSON Lines or recorded interactions, `-` for "
                        "standard input");
        return false;
    }
    if (option_given(run, "tokenizer-file")) {
        run_misuse(run, "exact counts need no calibration: leave --tokenizer-file out");
        return false;
    }
    if (!inputs_overrides(run, &overrides)) return false;
    overrides.uncalibrated = true;
    w->today = overrides.today;
    for (size_t i = 0; i < run->operands.len; i++)
        if (!measured_read(run, &overrides, run->operands.items[i], &w->measured)) return false;
    return true;
}

static int run_calibrate(Run *run) {
    Work w = {.run = run};
    if (!read_all(&w) || !find_config(&w)) return STATUS_TROUBLE;
    for (int f = 0; f < TOK_UNKNOWN; f++) fit_family(&w, (TokFamily)f);
    if (!edit_config(&w)) return STATUS_TROUBLE;
    if (w.count && !option_given(run, "dry-run") && !write_config(&w)) return STATUS_TROUBLE;
    if (str_is(option_value(run, "format"), "json"))
        json_report(&w);
    else
        text_report(&w);
    if (!w.count)
        return run_trouble(run, "nothing to calibrate on: no request with a count was found");
    if (!w.enough)
        return run_trouble(run,
                           "too little to calibrate on: %d different requests and %d tokens of "
                           "one tokenizer family are needed",
                           CALIBRATE_REQUESTS, CALIBRATE_TOKENS);
    return STATUS_OK;
}

static const Option options[] = {
    {"dry-run", 'n', NULL, NULL, "write nothing, show what would be written"},
    {"diff", 0, NULL, NULL, "show how the configuration changes"},
    {"format", 'f', "FORMAT", "text|json", "text (default) or json"},
    OPTION_MODEL,
    OPTION_PROVIDER,
    OPTION_CONFIG,
    OPTION_ISOLATED,
    OPTION_TODAY,
    OPTION_INPUT_FORMAT,
    OPTION_TOKENIZER_FILE,
    OPTION_COLOR,
    OPTION_HELP,
    {0}};

const Command command_calibrate = {
    .name = "calibrate",
    .operands = "USAGE…",
    .summary = "correct the token estimates by counts of your own",
    .details =
        "Each line of USAGE.jsonl is one request, as {\"request\": {...}} or {\"file\": \"PATH\"}, "
        "with what the API counted, as {\"usage\": {...}} or {\"response\": {...}}; recorded "
        "interactions (VCR, HAR) can be given as they are.\n\n"
        "Per tokenizer family a factor and a constant per request are fitted, shrunk toward no "
        "correction, and written into the configuration where they do better on requests held "
        "out of the fit; they then hold for all commands. Exit status 2 when there is too little "
        "to calibrate on.",
    .options = options,
    .run = run_calibrate};
