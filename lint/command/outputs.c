#include "lint/command/outputs.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lint/base/order.h"
#include "lint/config/place.h"
#include "lint/facts/facts.h"
#include "lint/report/text.h"
#include "rules/rule.h"

enum { STEP_SUMMARY_BYTES = 1 << 20 }; /* what GitHub takes of one step */

static Buf *buffer_of(Outputs *outputs, Output *output) {
    return output->path.len ? &output->own : outputs->run->out;
}

/* --- which reports -------------------------------------------------------------------------------
 */

static void add_output(Outputs *outputs, Str format, Str path) {
    Output output = {.reporter = reporter_find(format), .path = path};
    vec_push(outputs->run->arena, &outputs->items, output);
}

/* Standard output without --format. */
static void add_by_environment(Outputs *outputs) {
    const Environment *e = outputs->run->environment;
    if (e->out_is_terminal) {
        add_output(outputs, STR("full"), (Str){0});
    } else if (e->github_actions && str_is(str_from_c(e->github_actions), "true")) {
        add_output(outputs, STR("concise"), (Str){0});
        add_output(outputs, STR("github"), (Str){0});
    } else {
        add_output(outputs, e->in_agent ? STR("agent") : STR("concise"), (Str){0});
    }
}

static bool refuse(Run *run, Str value, const char *why) {
    run_misuse(run, "--output takes FORMAT:FILE, not `" STR_FMT "`: %s", STR_ARG(value), why);
    return false;
}

static bool add_file(Outputs *outputs, Str value) {
    size_t colon = str_find_char(value, ':', 0);
    Str format = str_slice(value, 0, colon);
    if (!reporter_find(format)) return refuse(outputs->run, value, "no such format");
    Str path = colon == STR_NOT_FOUND ? (Str){0} : str_slice(value, colon + 1, value.len);
    if (!path.len) return refuse(outputs->run, value, "no file (--format is for standard output)");
    for (size_t i = 0; i < outputs->items.len; i++)
        if (str_eq(outputs->items.items[i].path, path))
            return refuse(outputs->run, value, "the file is given twice");
    add_output(outputs, format, path);
    return true;
}

static bool add_outputs(Outputs *outputs, bool only_files) {
    Run *run = outputs->run;
    Str format = option_value(run, "format");
    bool counting = option_given(run, "statistics");
    if (counting && format.len) {
        run_misuse(run, "--statistics has a form of its own and goes without --format");
        return false;
    }
    if (counting)
        outputs->counting = !only_files;
    else if (only_files)
        ;
    else if (format.len)
        add_output(outputs, format, (Str){0});
    else
        add_by_environment(outputs);
    const StrVec *files = option_values(run, "output");
    for (size_t i = 0; i < files->len; i++)
        if (!add_file(outputs, files->items[i])) return false;
    /* A step summary belongs to GitHub's format, where somebody asked for it by name. */
    const char *summary = run->environment->github_step_summary;
    if (str_is(format, "github") && summary && summary[0])
        add_output(outputs, STR("markdown"), str_from_c(summary));
    return true;
}

/* --- what they are told --------------------------------------------------------------------------
 */

const ReportRule *outputs_rules(Arena *arena) {
    ReportRule *rules = arena_array(arena, rule_count, sizeof *rules);
    for (size_t i = 0; i < rule_count; i++) {
        const Rule *r = &rule_table[i];
        rules[i] = (ReportRule){.code = r->code,
                                .name = r->name,
                                .level = r->level,
                                .summary = r->summary,
                                .page = r->page,
                                .fatal = problem_is_fatal(r->check->problem)};
    }
    return rules;
}

bool outputs_begin(Run *run, Outputs *outputs, bool only_files) {
    *outputs = (Outputs){.run = run};
    if (!add_outputs(outputs, only_files)) return false;
    char date[DATE_TEXT];
    date_format(facts_date(), date);
    bool terminal = run->environment->out_is_terminal;
    Str cwd = place_real(run->arena, (Str){0});
    ReportOptions options = {.quiet = option_given(run, "quiet"),
                             .tool_version = WARMLINT_VERSION,
                             .facts_date = str_to_c(run->arena, str_from_c(date)),
                             .rules = outputs_rules(run->arena),
                             .rule_count = rule_count,
                             .cwd = cwd,
                             .root = place_root(run->arena, cwd)};
    for (size_t i = 0; i < outputs->items.len; i++) {
        Output *o = &outputs->items.items[i];
        o->options = options;
        o->options.state = &o->state;
        o->options.color = !o->path.len && run_color(run);
        o->options.width = !o->path.len && terminal ? run_text_width(run) : REPORT_WIDTH;
        o->reporter->begin(buffer_of(outputs, o), &o->options);
    }
    return true;
}

bool outputs_show_fixes(const Outputs *outputs) {
    for (size_t i = 0; i < outputs->items.len; i++)
        if (outputs->items.items[i].reporter->fixes) return true;
    return false;
}

/* --- while it runs -------------------------------------------------------------------------------
 */

static void count_rule(Outputs *outputs, const Finding *f) {
    RuleCountVec *counts = &outputs->per_rule;
    for (size_t i = 0; i < counts->len; i++)
        if (str_eq(counts->items[i].code, f->code)) {
            counts->items[i].count++;
            return;
        }
    Arena *arena = outputs->run->arena; /* the finding goes with its file */
    RuleCount fresh = {str_dup(arena, f->code), str_dup(arena, f->name), 1};
    vec_push(arena, counts, fresh);
}

void outputs_file(Outputs *outputs, const FileResult *result) {
    for (size_t i = 0; outputs->counting && i < result->findings.len; i++)
        count_rule(outputs, &result->findings.items[i]);
    for (size_t i = 0; i < outputs->items.len; i++) {
        Output *o = &outputs->items.items[i];
        o->reporter->file(buffer_of(outputs, o), &o->options, &result->source, &result->findings);
    }
}

void outputs_again(Outputs *outputs) {
    for (size_t i = 0; i < outputs->items.len; i++)
        outputs->items.items[i].options.state->again = true;
}

static int compare_counts(const void *left, const void *right) {
    const RuleCount *a = left, *b = right;
    if (a->count != b->count) return order_of(b->count, a->count);
    return str_cmp(a->code, b->code);
}

/* The commonest first; equal ones by code. */
static void show_statistics(Outputs *outputs) {
    RuleCountVec *counts = &outputs->per_rule;
    if (counts->len) qsort(counts->items, counts->len, sizeof *counts->items, compare_counts);
    for (size_t i = 0; i < counts->len; i++)
        buf_printf(outputs->run->out, "%6zu  " STR_FMT " " STR_FMT "\n", counts->items[i].count,
                   STR_ARG(counts->items[i].code), STR_ARG(counts->items[i].name));
}

static bool is_step_summary(const Run *run, const Output *o) {
    const char *path = run->environment->github_step_summary;
    return o->reporter == &reporter_markdown && path && o->path.ptr == path;
}

/* GitHub refuses a summary that is too long altogether. */
static void shorten_summary(Buf *out) {
    static const char note[] =
        "\nThe rest is left out: GitHub takes 1 MiB. The log has them all.\n";
    if (out->len <= STEP_SUMMARY_BYTES) return;
    out->len = STEP_SUMMARY_BYTES - sizeof note;
    while (out->len && out->ptr[out->len - 1] != '\n') out->len--;
    buf_add_c(out, note);
}

static bool deliver(Outputs *outputs, Output *o) {
    Run *run = outputs->run;
    if (!o->path.len) return true;
    if (is_step_summary(run, o)) {
        shorten_summary(&o->own);
        if (append_to_file(run->arena, o->path, buf_str(&o->own))) return true;
    } else if (write_file_whole(run->arena, o->path, buf_str(&o->own))) {
        return true;
    }
    run_trouble(run, "cannot write " STR_FMT ": %s", STR_ARG(o->path), strerror(errno));
    return false;
}

bool outputs_end(Outputs *outputs) {
    bool written = true;
    for (size_t i = 0; i < outputs->items.len; i++) {
        Output *o = &outputs->items.items[i];
        o->reporter->end(buffer_of(outputs, o), &o->options, &outputs->summary);
        if (o->reporter->text) buf_defuse(buffer_of(outputs, o));
        written = deliver(outputs, o) && written;
        buf_free(&o->own);
        report_state_free(&o->state);
    }
    if (outputs->counting) show_statistics(outputs);
    return written;
}

void outputs_trouble(Outputs *outputs, Str message) {
    outputs->run->out->len = 0;
    for (size_t i = 0; i < outputs->items.len; i++) {
        Output *o = &outputs->items.items[i];
        Buf *out = buffer_of(outputs, o);
        if (o->reporter->trouble) {
            if (!o->path.len) o->reporter->begin(out, &o->options);
            o->reporter->trouble(out, &o->options, message);
            o->reporter->end(out, &o->options, &outputs->summary);
            deliver(outputs, o);
        }
        buf_free(&o->own);
        report_state_free(&o->state);
    }
}

bool outputs_explains_itself(const Outputs *outputs) {
    return outputs->items.len && outputs->items.items[0].reporter == &reporter_full &&
           !outputs->items.items[0].path.len;
}
