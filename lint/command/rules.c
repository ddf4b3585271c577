#include "rules/rule.h"

#include "lint/command/command.h"
#include "lint/report/text.h"

static const Paint level_paint[] = {PAINT_INFO, PAINT_WARNING, PAINT_ERROR};

static const char *const fix_words[] = {"", "safe", "unsafe"};

static size_t widest_name(void) {
    size_t widest = 0;
    for (size_t i = 0; i < rule_count; i++) {
        size_t w = strlen(rule_table[i].name);
        if (w > widest) widest = w;
    }
    return widest;
}

static void table(Run *run) {
    bool color = run_color(run);
    size_t name = widest_name(), indent = 5 + 2 + name + 2 + 7 + 2 + 6 + 2;
    size_t width = run_columns(run) > indent + 30 ? run_columns(run) : indent + 30;
    if (!run->environment->out_is_terminal) width = 120;
    for (size_t i = 0; i < rule_count; i++) {
        const Rule *r = &rule_table[i];
        paint(run->out, color, PAINT_BOLD, r->code);
        buf_printf(run->out, "  %-*s  ", (int)name, r->name);
        paint(run->out, color, level_paint[r->level], level_name(r->level));
        buf_repeat(run->out, " ", 9 - strlen(level_name(r->level)));
        buf_printf(run->out, "%-6s  ", fix_words[r->fix]);
        text_wrap(run->out, str_from_c(r->summary), indent, indent, width);
        buf_add_char(run->out, '\n');
    }
}

static void markdown_cell(Buf *out, const char *text) {
    for (; *text; text++) {
        if (*text == '|') buf_add_char(out, '\\');
        buf_add_char(out, *text);
    }
}

static void markdown(Buf *out) {
    buf_add_c(out, "| code | rule | level | fix | what it finds |\n"
                   "| --- | --- | --- | --- | --- |\n");
    for (size_t i = 0; i < rule_count; i++) {
        const Rule *r = &rule_table[i];
        buf_printf(out, "| %s | [%s](rules/%s.md) | %s | %s | ", r->code, r->name, r->name,
                   level_name(r->level), fix_words[r->fix]);
        markdown_cell(out, r->summary);
        buf_add_c(out, " |\n");
    }
}

static void kinds_member(Buf *out, unsigned kinds) {
    static const char *const names[] = {"template", "static", "rendered"};
    bool some = false;
    buf_add_c(out, ",\"kinds\":[");
    for (unsigned i = 0; i < 3; i++) {
        if (!(kinds & 1u << i)) continue;
        buf_printf(out, "%s\"%s\"", some ? "," : "", names[i]);
        some = true;
    }
    buf_add_char(out, ']');
}

static void json(Buf *out) {
    buf_add_c(out, "{\"version\":1,\"rules\":[");
    for (size_t i = 0; i < rule_count; i++) {
        const Rule *r = &rule_table[i];
        buf_printf(out, "%s\n{\"code\":\"%s\",\"name\":\"%s\",\"level\":\"%s\"", i ? "," : "",
                   r->code, r->name, level_name(r->level));
        kinds_member(out, r->kinds);
        buf_printf(out, ",\"fix\":%s%s%s", r->fix ? "\"" : "", r->fix ? fix_words[r->fix] : "null",
                   r->fix ? "\"" : "");
        buf_add_c(out, ",\"since\":");
        buf_add_json(out, str_from_c(r->since));
        buf_add_c(out, ",\"summary\":");
        buf_add_json(out, str_from_c(r->summary));
        buf_add_c(out, ",\"page\":");
        buf_add_json(out, str_from_c(r->page));
        buf_add_char(out, '}');
    }
    buf_add_c(out, "\n]}\n");
}

static int run_rules(Run *run) {
    Str format = option_value(run, "format");
    if (str_is(format, "markdown"))
        markdown(run->out);
    else if (str_is(format, "json"))
        json(run->out);
    else
        table(run);
    return STATUS_OK;
}

static const Option options[] = {
    {"format", 'f', "FORMAT", "text|json|markdown", "text (default), json or a Markdown table"},
    OPTION_COLOR,
    OPTION_HELP,
    {0}};

const Command command_rules = {.name = "rules",
                               .operands = "",
                               .summary = "list the rules",
                               .options = options,
                               .run = run_rules};
