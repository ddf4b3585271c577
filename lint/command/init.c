/* `warmlint init`: a first .warmlint.yaml from what is found. Only what needs no judgement is set;
 * the rest stands as comments to be decided on. */
#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "lint/base/order.h"
#include "lint/command/inputs.h"
#include "lint/command/outputs.h"

enum { LISTED = 30, LONGEST_NAME = 60 };

typedef struct {
    Str word, where; /* where: the first file */
    size_t count;
} Tally;
typedef VEC(Tally) TallyVec;

typedef struct {
    Run *run;
    TallyVec models, unknown, rules;
    size_t files, prompts, nameless; /* nameless: prompts that name no model */
} Found;

static void tally(Run *run, TallyVec *list, Str word, Str where) {
    for (size_t i = 0; i < list->len; i++)
        if (str_eq(list->items[i].word, word)) {
            list->items[i].count++;
            return;
        }
    Tally fresh = {str_dup(run->arena, word), str_dup(run->arena, where), 1};
    vec_push(run->arena, list, fresh);
}

static int compare(const void *left, const void *right) {
    const Tally *a = left, *b = right;
    if (a->count != b->count) return order_of(b->count, a->count);
    return str_cmp(a->word, b->word);
}

static void sort(TallyVec *list) {
    if (list->len) qsort(list->items, list->len, sizeof *list->items, compare);
}

/* A name that can be declared: letters, digits, underscores, dots. */
static bool can_be_declared(Str name) {
    if (!name.len || name.len > LONGEST_NAME ||
        !(ascii_is_alpha(name.ptr[0]) || name.ptr[0] == '_'))
        return false;
    for (size_t i = 0; i < name.len; i++)
        if (!ascii_is_alnum(name.ptr[i]) && name.ptr[i] != '_' && name.ptr[i] != '.') return false;
    return true;
}

static void look_at(Found *found, const Prompt *prompt, Str path) {
    found->prompts++;
    if (prompt->model)
        tally(found->run, &found->models, facts_text(prompt->model->id), path);
    else if (!prompt->model_id.len)
        found->nameless++;
    for (size_t i = 0; i < prompt->segments.len; i++) {
        const PieceVec *pieces = &prompt->segments.items[i].pieces;
        for (size_t k = 0; k < pieces->len; k++) {
            const Piece *p = &pieces->items[k];
            if (p->kind == PIECE_PLACEHOLDER && !p->example &&
                p->verdict.volatility == VOL_UNKNOWN && can_be_declared(p->name))
                tally(found->run, &found->unknown, p->name, path);
        }
    }
}

static void file_done(void *context, FileResult *result) {
    Found *found = context;
    inputs_progress(found->run, result);
    if (result->last_part && result->prompts.len + result->prompts_before) found->files++;
    for (size_t i = 0; i < result->prompts.len; i++)
        look_at(found, &result->prompts.items[i], result->source.path);
    for (size_t i = 0; i < result->findings.len; i++)
        tally(found->run, &found->rules, result->findings.items[i].name, result->source.path);
}

static void add_more(Buf *out, const char *indent, size_t len) {
    if (len > LISTED) buf_printf(out, "#%s and %zu more\n", indent, len - LISTED);
}

static void add_models(Buf *out, const Found *found) {
    if (found->models.len) {
        buf_add_c(out, "# Models that prompts name:");
        for (size_t i = 0; i < found->models.len && i < LISTED; i++)
            buf_printf(out, "%s " STR_FMT " (%zu)", i ? "," : "",
                       STR_ARG(found->models.items[i].word), found->models.items[i].count);
        buf_add_char(out, '\n');
    }
    if (!found->nameless) return;
    buf_printf(out,
               "# %zu prompt%s without a model. Which one it is decides on minimums and prices:\n",
               found->nameless, found->nameless == 1 ? "" : "s");
    /* What a few of many name is no default for the rest. */
    const Tally *most = found->models.len ? &found->models.items[0] : NULL;
    if (most && most->count >= found->nameless)
        buf_printf(out, "model: " STR_FMT "\n", STR_ARG(most->word));
    else
        buf_add_c(out, "# model: claude-sonnet-5\n");
}

static void add_unknown(Buf *out, const Found *found) {
    if (!found->unknown.len) return;
    buf_add_c(out, "\n# Values of which neither name nor declaration says how often they change:\n"
                   "# constant, deploy, tenant, user, session, day, append, request or call.\n"
                   "# volatility:\n");
    for (size_t i = 0; i < found->unknown.len && i < LISTED; i++) {
        const Tally *t = &found->unknown.items[i];
        buf_printf(out, "#   " STR_FMT ": session  # ", STR_ARG(t->word));
        buf_add_visible(out, t->where, false);
        buf_add_char(out, '\n');
    }
    add_more(out, "  ", found->unknown.len);
}

static void add_rules(Buf *out, const Found *found) {
    if (!found->rules.len) return;
    buf_add_c(out, "\n# What is found today. A rule that is not for you can be switched off:\n"
                   "# ignore:\n");
    for (size_t i = 0; i < found->rules.len && i < LISTED; i++)
        buf_printf(out, "#   - " STR_FMT "  # %zu\n", STR_ARG(found->rules.items[i].word),
                   found->rules.items[i].count);
    add_more(out, "  ", found->rules.len);
}

static void compose(Buf *out, const Found *found) {
    buf_printf(
        out, "# Settings of warmlint. When this was written it found %zu prompt%s in %zu file%s.\n",
        found->prompts, found->prompts == 1 ? "" : "s", found->files, found->files == 1 ? "" : "s");
    add_models(out, found);
    buf_add_c(out, "\n# The level from which on a run fails: error, warning, info or never.\n"
                   "fail-on: error\n");
    add_unknown(out, found);
    add_rules(out, found);
    buf_add_c(out, "\n# Files that are none of warmlint's business:\n"
                   "# exclude: [legacy, \"*.bak.md\"]\n"
                   "\n# What calls there are, for figures per month (or in the headers of files):\n"
                   "# files:\n"
                   "#   - match: [prompts/support]\n"
                   "#     workload: {calls_per_day: 12000, calls_per_session: 8}\n");
}

/* A configuration here would be overwritten, or shadowed. */
static const char *existing(void) {
    for (size_t i = 0; config_file_names[i]; i++)
        if (access(config_file_names[i], F_OK) == 0) return config_file_names[i];
    return NULL;
}

static int run_init(Run *run) {
    Found found = {.run = run};
    InputVec inputs = {0};
    Overrides overrides = {.strict = false};
    Str error = {0}, here = STR(".");
    bool print = option_given(run, "print");
    const char *there = print ? NULL : existing();
    if (there)
        return run_trouble(run, "%s is there already (--print shows what would be written)", there);
    if (!inputs_today(run, &overrides.today)) return STATUS_TROUBLE;
    const Str *paths = run->operands.len ? run->operands.items : &here;
    size_t count = run->operands.len ? run->operands.len : 1;
    if (!engine_collect(run->arena, paths, count, NULL, true, &inputs, &error))
        return run_trouble(run, STR_FMT, STR_ARG(error));
    engine_run(&inputs, &overrides, 0, file_done, &found);
    sort(&found.models);
    sort(&found.unknown);
    sort(&found.rules);
    Buf text = {0};
    compose(print ? run->out : &text, &found);
    bool written =
        print || write_file_whole(run->arena, str_from_c(config_file_names[0]), buf_str(&text));
    buf_free(&text);
    if (!written)
        return run_trouble(run, "cannot write %s: %s", config_file_names[0], strerror(errno));
    if (!print)
        buf_printf(run->out, "Wrote %s from %zu prompt%s in %zu file%s.\n", config_file_names[0],
                   found.prompts, found.prompts == 1 ? "" : "s", found.files,
                   found.files == 1 ? "" : "s");
    return STATUS_OK;
}

static const Option options[] = {
    {"print", 0, NULL, NULL, "write it to standard output, not into a file"},
    OPTION_TODAY,
    OPTION_HELP,
    {0}};

const Command command_init = {
    .name = "init",
    .operands = "[PATH…]",
    .summary = "write a first .warmlint.yaml from what is found",
    .details = "Looks below the PATHs (default: here) and writes into the current directory. What "
               "needs a decision stands as comments.",
    .options = options,
    .run = run_init};
