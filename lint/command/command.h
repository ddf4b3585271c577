/* Subcommands. Each is one file that defines one Command with its option table; that table alone
 * drives parsing and --help (and whatever else needs to know the options). A command reads files,
 * but prints only into the two buffers of its Run; main writes them. (lsp talks for as long as its
 * client lives: it writes standard output itself.) Exit status: 0 done, nothing at or above the
 * fail level; 1 findings; 2 the work could not be done. */
#ifndef WARMLINT_COMMAND_COMMAND_H
#define WARMLINT_COMMAND_COMMAND_H

#include <stdint.h>

#include "lint/base/buf.h"
#include "lint/base/vec.h"
#include "tokenizer/exact.h"

enum { STATUS_OK = 0, STATUS_FINDINGS = 1, STATUS_TROUBLE = 2 };

/* One row of an option table; `name` NULL ends it. */
typedef struct {
    const char *name;    /* long name, without the dashes */
    char letter;         /* short name, or 0 */
    const char *value;   /* word for the value in the help; NULL: a flag */
    const char *choices; /* "full|concise|json": other values are refused; NULL: any */
    const char *help;
} Option;

typedef VEC(Str) StrVec;

/* What the environment says, gathered once by main (and by hand in tests). */
typedef struct {
    bool out_is_terminal;
    size_t columns; /* of the terminal; 80 where it does not say */
    const char *no_color, *force_color, *clicolor, *clicolor_force, *term; /* NULL: not set */
    const char *source_date_epoch;
    const char *github_actions, *github_step_summary;
    bool in_agent; /* a coding agent reads the output */
    bool goes_on;  /* other commands follow in this process: it gives up no rights */
    int64_t now;   /* Unix time, seconds */
    /* Writes over the line that tells how far the work is, empty at its end; NULL where standard
     * error is no terminal. */
    void (*progress)(Str line);
} Environment;

typedef struct Command Command;

/* One run of one command. */
typedef struct {
    const Command *command;
    Arena *arena;
    Buf *out, *err;
    const Environment *environment;
    StrVec *values; /* one list per row of the option table: what was given, in order */
    StrVec operands;
    Str excluded;    /* standard input, where the configuration excludes it */
    TokExact *exact; /* of --tokenizer-file; freed when the command has ended */
} Run;

struct Command {
    const char *name;
    const char *operands; /* "PATH…" */
    const char *summary;  /* one line for the list of commands */
    const char *details;  /* paragraphs for --help, may be NULL */
    const Option *options;
    int (*run)(Run *run);
};

/* clang-format off */
extern const Command
    command_check,
    command_map,
    command_cost,
    command_tokens,
    command_calibrate,
    command_diff,
    command_lock,
    command_history,
    command_inspect,
    command_models,
    command_rules,
    command_explain,
    command_init,
    command_lsp,
    command_help,
    command_version,
    command_generate; /* in no list: for the Makefile */
/* clang-format on */

/* In the order of the help; NULL at the end. */
extern const Command *const commands[];
/* By name; NULL when unknown. */
const Command *command_find(Str name);

/* Runs a command line without the program's name. */
int command_dispatch(Arena *arena, const Environment *environment, const Str *args, size_t count,
                     Buf *out, Buf *err);

/* --- options.c --- */

/* Reads arguments into run->values and run->operands; false after an error on run->err. */
bool options_parse(Run *run, const Str *args, size_t count);
/* Was it given (a flag), and the last value given (empty when not). Asking for an option that is
 * not in the table is a programming error and ends in an assertion. */
bool option_given(const Run *run, const char *name);
Str option_value(const Run *run, const char *name);
const StrVec *option_values(const Run *run, const char *name);
/* "warmlint: " and the message on run->err; returns STATUS_TROUBLE. */
int run_trouble(Run *run, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* The same for each line, as a configuration's mistakes come. */
int run_troubles(Run *run, Str lines);
/* run_trouble, with a pointer to the command's --help. */
int run_misuse(Run *run, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* --- help.c --- */

void help_command(Buf *out, const Command *command, bool color, size_t width);
void help_overview(Buf *out, bool color, size_t width);

/* --- environment.c --- */

/* Colour for standard output: --color, then NO_COLOR, FORCE_COLOR and CLICOLOR_FORCE, CLICOLOR=0,
 * TERM=dumb, and whether it is a terminal. Commands without --color pass through the rest. */
bool run_color(const Run *run);
/* Columns to fill: those of the terminal, at least 40; 80 elsewhere. */
size_t run_columns(const Run *run);
/* Columns to wrap texts at: the terminal's, at most REPORT_WIDTH. */
size_t run_text_width(const Run *run);

/* Rows that several tables share. */
#define OPTION_HELP                                                                                \
    { "help", 'h', NULL, NULL, "show this help" }
#define OPTION_COLOR                                                                               \
    { "color", 0, "WHEN", "auto|always|never", "colours: auto, always or never" }
#define OPTION_MODEL                                                                               \
    { "model", 'm', "ID", NULL, "model of prompts that name none" }
#define OPTION_PROVIDER                                                                            \
    { "provider", 'p', "NAME", NULL, "provider of prompts that do not tell: anthropic, openai, …" }
#define OPTION_INPUT_FORMAT                                                                        \
    {                                                                                              \
        "input-format", 0, "NAME", NULL,                                                           \
            "read the files as this format; `warmlint inspect` tells which"                        \
    }
#define OPTION_CONFIG                                                                              \
    { "config", 'c', "FILE", NULL, "use this configuration instead of the nearest .warmlint.yaml" }
#define OPTION_ISOLATED                                                                            \
    { "isolated", 0, NULL, NULL, "read no configuration at all" }
/* How prompts are read: these go together. */
#define READING_OPTIONS                                                                            \
    OPTION_MODEL, OPTION_PROVIDER, OPTION_INPUT_FORMAT, OPTION_CONFIG, OPTION_ISOLATED
#define OPTION_JOBS                                                                                \
    { "jobs", 'j', "N", NULL, "threads; 0, the default: one per processor" }
#define OPTION_TODAY                                                                               \
    { "today", 0, "DATE", NULL, "the day for prices and lifecycles, YYYY-MM-DD" }
#define OPTION_TOKENIZER_FILE                                                                      \
    {                                                                                              \
        "tokenizer-file", 0, "FILE", NULL,                                                         \
            "count exactly with this rank file (o200k_base.tiktoken) or list of Claude's pieces "  \
            "(pieces_v4_7.json)"                                                                   \
    }
#define OPTION_STDIN_FILENAME                                                                      \
    { "stdin-filename", 0, "PATH", NULL, "what to call standard input (-) and how to read it" }

#endif
