/* `help`, `--help`, `--version`: all from the tables. */
#include "lint/command/command.h"
#include "lint/facts/facts.h"
#include "lint/report/text.h"

static void heading(Buf *out, bool color, const char *text) {
    buf_add_char(out, '\n');
    paint(out, color, PAINT_BOLD, text);
    buf_add_c(out, "\n");
}

/* "-f, --format FORMAT"; returns its width. */
static size_t option_words(Buf *out, const Option *o) {
    size_t start = out->len;
    if (o->letter)
        buf_printf(out, "-%c, ", o->letter);
    else
        buf_add_c(out, "    ");
    buf_printf(out, "--%s", o->name);
    if (o->value) buf_printf(out, " %s", o->value);
    return out->len - start;
}

static size_t widest_option(const Option *options) {
    size_t widest = 0;
    Buf scratch = {0};
    for (; options->name; options++) {
        size_t w = option_words(&scratch, options);
        if (w > widest) widest = w;
    }
    buf_free(&scratch);
    return widest;
}

static void paragraphs(Buf *out, const char *text, size_t width) {
    Str rest = str_from_c(text), line;
    while (str_next_line(&rest, &line)) {
        bool verbatim = str_starts(line, STR("  "));
        if (verbatim)
            buf_add(out, line);
        else
            text_wrap(out, line, 0, 0, width);
        buf_add_char(out, '\n');
    }
}

void help_command(Buf *out, const Command *command, bool color, size_t width) {
    paint(out, color, PAINT_BOLD, "usage:");
    buf_printf(out, " warmlint %s", command->name);
    if (command->options[0].name) buf_add_c(out, " [options]");
    if (command->operands[0]) buf_printf(out, " %s", command->operands);
    buf_add_c(out, "\n\n");
    text_wrap(out, str_from_c(command->summary), 0, 0, width);
    buf_add_char(out, '\n');
    if (command->details) {
        buf_add_char(out, '\n');
        paragraphs(out, command->details, width);
    }
    heading(out, color, "options");
    size_t widest = widest_option(command->options);
    for (const Option *o = command->options; o->name; o++) {
        buf_add_c(out, "  ");
        paint_on(out, color, PAINT_CODE);
        size_t w = option_words(out, o);
        paint_off(out, color, PAINT_CODE);
        buf_repeat(out, " ", widest - w + 2);
        text_wrap(out, str_from_c(o->help), widest + 4, widest + 4, width);
        buf_add_char(out, '\n');
    }
}

void help_overview(Buf *out, bool color, size_t width) {
    text_wrap(out,
              STR("warmlint finds what keeps an LLM provider's prompt cache cold: in prompt files "
                  "and request payloads, before they ship."),
              0, 0, width);
    buf_add_c(out, "\n\n");
    paint(out, color, PAINT_BOLD, "usage:");
    buf_add_c(out, " warmlint PATH…              lint files and directories\n"
                   "       warmlint COMMAND [options] …\n");
    heading(out, color, "commands");
    for (size_t i = 0; commands[i]; i++) {
        buf_add_c(out, "  ");
        paint_on(out, color, PAINT_CODE);
        buf_printf(out, "%-9s", commands[i]->name);
        paint_off(out, color, PAINT_CODE);
        buf_add_char(out, ' ');
        text_wrap(out, str_from_c(commands[i]->summary), 12, 12, width);
        buf_add_char(out, '\n');
    }
    heading(out, color, "examples");
    buf_add_c(out, "  warmlint prompts/                      what is wrong, with its price\n"
                   "  warmlint map prompts/support.yaml      the cache plan, drawn\n"
                   "  warmlint explain WL101                 one rule: why and what to do\n");
    heading(out, color, "exit status");
    buf_add_c(out, "  0  nothing at or above the fail level (--fail-on, by default error)\n"
                   "  1  findings at or above it\n"
                   "  2  wrong usage, wrong configuration, or a file that cannot be read\n\n");
    buf_add_c(out, "`warmlint COMMAND --help` lists the options of a command.\n");
}

static int run_help(Run *run) {
    bool color = run_color(run);
    size_t width = run_text_width(run);
    if (!run->operands.len) {
        help_overview(run->out, color, width);
        return STATUS_OK;
    }
    Str name = run->operands.items[0];
    const Command *command = command_find(name);
    if (!command) return run_misuse(run, "no command `" STR_FMT "`", STR_ARG(name));
    help_command(run->out, command, color, width);
    return STATUS_OK;
}

static int run_version(Run *run) {
    char date[DATE_TEXT];
    date_format(facts_date(), date);
    buf_printf(run->out, "warmlint %s (model data of %s)\n", WARMLINT_VERSION, date);
    return STATUS_OK;
}

static const Option help_options[] = {OPTION_HELP, {0}};

const Command command_help = {.name = "help",
                              .operands = "[COMMAND]",
                              .summary = "show this overview, or the help of one command",
                              .options = help_options,
                              .run = run_help};

const Command command_version = {.name = "version",
                                 .operands = "",
                                 .summary = "show the version and the date of the model data",
                                 .options = help_options,
                                 .run = run_version};
