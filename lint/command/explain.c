#include "lint/command/command.h"
#include "lint/command/markdown.h"
#include "lint/config/pattern.h"
#include "rules/rule.h"

static const Paint level_paint[] = {PAINT_INFO, PAINT_WARNING, PAINT_ERROR};

static void title(Run *run, const Rule *rule, bool color, size_t width) {
    static const char *const kinds[] = {"templates", "static text", "rendered requests"};
    Buf *out = run->out;
    paint_on(out, color, PAINT_BOLD);
    buf_printf(out, "%s %s", rule->code, rule->name);
    paint_off(out, color, PAINT_BOLD);
    buf_add_c(out, "  ");
    paint(out, color, level_paint[rule->level], level_name(rule->level));
    buf_add_char(out, '\n');
    buf_add_c(out, "  ");
    text_wrap(out, str_from_c(rule->summary), 2, 2, width);
    buf_add_char(out, '\n');
    Buf about = {0};
    bool some = false;
    for (unsigned i = 0; i < 3; i++) {
        if (!(rule->kinds & 1u << i)) continue;
        buf_printf(&about, "%s%s", some ? ", " : "Looks at ", kinds[i]);
        some = true;
    }
    if (rule->since && rule->since[0])
        buf_printf(&about, "%s%s", some ? "; since version " : "Since version ", rule->since);
    if (about.len) {
        buf_add_c(out, "  ");
        paint_on(out, color, PAINT_DIM);
        buf_add(out, buf_str(&about));
        buf_add_char(out, '.');
        paint_off(out, color, PAINT_DIM);
        buf_add_c(out, "\n\n");
    }
    buf_free(&about);
}

static int explain_one(Run *run, Str name) {
    const Rule *rule = rule_find(name);
    if (!rule) {
        const char *near = rule_nearest(name);
        if (near)
            return run_trouble(run, "no rule `" STR_FMT "`; did you mean `%s`?", STR_ARG(name),
                               near);
        if (pattern_code_possible(name))
            return run_trouble(run,
                               "no rule `" STR_FMT "`; rules of a project have no page but their "
                               "entry under `patterns` in its .warmlint.yaml",
                               STR_ARG(name));
        return run_trouble(run, "no rule `" STR_FMT "` (`warmlint rules` lists them)",
                           STR_ARG(name));
    }
    bool color = run_color(run);
    size_t width = run_text_width(run);
    if (run->out->len) buf_add_char(run->out, '\n');
    title(run, rule, color, width);
    markdown_show(run->arena, run->out, str_from_c(rule->page), color, width);
    return STATUS_OK;
}

static int run_explain(Run *run) {
    if (!run->operands.len) return run_misuse(run, "which rule? (`warmlint rules` lists them)");
    int status = STATUS_OK;
    for (size_t i = 0; i < run->operands.len; i++) {
        int one = explain_one(run, run->operands.items[i]);
        if (one > status) status = one;
    }
    return status;
}

static const Option options[] = {OPTION_COLOR, OPTION_HELP, {0}};

const Command command_explain = {.name = "explain",
                                 .operands = "RULE…",
                                 .summary = "show the page of a rule, by code or name",
                                 .options = options,
                                 .run = run_explain};
