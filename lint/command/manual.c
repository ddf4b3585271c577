/* The manual page warmlint(1), in mdoc, from the tables that drive parsing and --help. */
#include "lint/base/utf8.h"
#include "lint/command/generate.h"
#include "lint/facts/facts.h"
#include "lint/report/text.h"

enum { LINE = 78 };

/* Text for roff: its own escapes, and no line that could be a request. */
static void add_roff(Buf *out, Str s) {
    size_t size;
    for (size_t i = 0; i < s.len; i += size) {
        uint32_t c = utf8_decode(s, i, &size);
        bool starts = !out->len || out->ptr[out->len - 1] == '\n';
        if (starts && (c == '.' || c == '\'')) buf_add_c(out, "\\&");
        if (c == '\\')
            buf_add_c(out, "\\e");
        else if (c == '-')
            buf_add_c(out, "\\-");
        else if (c >= 0x80)
            buf_printf(out, "\\[u%04X]", c);
        else
            buf_add_char(out, (char)c);
    }
}

/* A sentence begins on a line of its own, as the formatters want it. */
static void add_paragraph(Buf *out, Str text) {
    Buf sentences = {0}, lines = {0};
    for (size_t i = 0; i < text.len; i++) {
        bool between = text.ptr[i] == ' ' && i && text.ptr[i - 1] == '.';
        buf_add_char(&sentences, between ? '\n' : text.ptr[i]);
    }
    text_wrap(&lines, buf_str(&sentences), 0, 0, LINE);
    buf_free(&sentences);
    add_roff(out, buf_str(&lines));
    buf_add_char(out, '\n');
    buf_free(&lines);
}

/* Paragraphs as --help shows them: indented lines stand as they are. */
static void add_details(Buf *out, const char *text) {
    Str rest = str_from_c(text), line;
    bool verbatim = false;
    while (str_next_line(&rest, &line)) {
        bool indented = str_starts(line, STR("  "));
        if (indented != verbatim)
            buf_add_c(out, indented ? ".Bd -literal -offset indent\n" : ".Ed\n");
        verbatim = indented;
        if (indented) {
            add_roff(out, str_slice(line, 2, line.len));
            buf_add_char(out, '\n');
        } else if (line.len) {
            buf_add_c(out, ".Pp\n");
            add_paragraph(out, line);
        }
    }
    if (verbatim) buf_add_c(out, ".Ed\n");
}

/* A word as an argument of a macro: `\&` keeps roff from taking it for another macro. */
static void add_argument(Buf *out, const char *word) {
    buf_add_c(out, " \\&");
    add_roff(out, str_from_c(word));
}

static void add_option(Buf *out, const Option *o) {
    buf_add_c(out, ".It");
    if (o->letter) buf_printf(out, " Fl %c ,", o->letter);
    buf_add_c(out, " Fl \\-");
    add_roff(out, str_from_c(o->name));
    if (o->value) {
        buf_add_c(out, " Ar");
        add_argument(out, o->value);
    }
    buf_add_char(out, '\n');
    add_paragraph(out, str_from_c(o->help));
}

static void add_command(Buf *out, const Command *command) {
    buf_printf(out, ".Ss warmlint %s", command->name);
    if (command->operands[0]) {
        buf_add_c(out, " Ar");
        add_argument(out, command->operands);
    }
    buf_add_char(out, '\n');
    Buf summary = {0};
    buf_add_c(&summary, command->summary);
    if (ascii_is_lower(summary.ptr[0])) summary.ptr[0] -= 32;
    buf_add_char(&summary, '.');
    add_paragraph(out, buf_str(&summary));
    buf_free(&summary);
    if (command->details) add_details(out, command->details);
    buf_add_c(out, ".Bl -tag -width Ds\n");
    for (const Option *o = command->options; o->name; o++) add_option(out, o);
    buf_add_c(out, ".El\n");
}

static void add_head(Buf *out) {
    static const char *const months[] = {"January",   "February", "March",    "April",
                                         "May",       "June",     "July",     "August",
                                         "September", "October",  "November", "December"};
    char date[DATE_TEXT];
    date_format(facts_date(), date);
    int month = (date[5] - '0') * 10 + date[6] - '0', day = (date[8] - '0') * 10 + date[9] - '0';
    buf_printf(out, ".Dd %s %d, %.4s\n.Dt WARMLINT 1\n.Os\n", months[month - 1], day, date);
    buf_add_c(out, ".Sh NAME\n.Nm warmlint\n.Nd keep the prompt caches of LLM providers warm\n"
                   ".Sh SYNOPSIS\n.Nm\n.Op Ar option ...\n.Ar path ...\n.Nm\n.Ar command\n"
                   ".Op Ar option ...\n.Op Ar argument ...\n.Sh DESCRIPTION\n");
    add_paragraph(out,
                  STR("warmlint reads prompt files and request payloads and says, before they "
                      "ship, what will keep the provider's prompt cache cold, what that costs, "
                      "and what the API will refuse. The commands are:"));
}

static void add_tail(Buf *out) {
    buf_add_c(out, ".Sh ENVIRONMENT\n.Bl -tag -width Ds\n"
                   ".It Ev NO_COLOR , FORCE_COLOR , CLICOLOR , CLICOLOR_FORCE , TERM\n"
                   "Whether output is coloured, where\n.Fl \\-color\ndoes not say.\n"
                   ".It Ev COLUMNS\nThe width of the terminal.\n"
                   ".It Ev SOURCE_DATE_EPOCH\nThe day for prices and lifecycles, as Unix time.\n"
                   ".It Ev GITHUB_ACTIONS\nWhere it is\n.Qq true\nand no format is asked for, "
                   "annotations are written as well.\n"
                   ".It Ev GITHUB_STEP_SUMMARY\nThe file to which\n.Fl \\-format Cm github\n"
                   "appends a summary.\n.El\n"
                   ".Sh FILES\n.Bl -tag -width Ds\n.It Pa .warmlint.yaml\n"
                   "The configuration: the nearest one above the linted file.\n.El\n"
                   ".Sh EXIT STATUS\n.Bl -tag -width Ds\n"
                   ".It 0\nNothing at or above the fail level.\n"
                   ".It 1\nFindings at or above it.\n"
                   ".It 2\nWrong usage, wrong configuration, or a file that cannot be read.\n.El\n"
                   ".Sh EXAMPLES\n.Dl warmlint prompts/\n.Dl warmlint map prompts/support.yaml\n"
                   ".Dl warmlint explain WL101\n"
                   ".Dl warmlint \\-\\-output sarif:warmlint.sarif .\n");
}

void generate_manual(Buf *out) {
    add_head(out);
    for (size_t i = 0; commands[i]; i++) add_command(out, commands[i]);
    add_tail(out);
}
