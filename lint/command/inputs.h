/* What commands that read prompt files have in common: from operands and options to inputs and
 * overrides. Each prints its error and returns false when the command line or a configuration is
 * wrong. */
#ifndef WARMLINT_COMMAND_INPUTS_H
#define WARMLINT_COMMAND_INPUTS_H

#include "lint/command/command.h"
#include "lint/engine/engine.h"

/* The option rows that these functions read. */
#define INPUT_OPTIONS                                                                              \
    READING_OPTIONS, OPTION_JOBS, OPTION_TODAY, OPTION_STDIN_FILENAME, OPTION_TOKENIZER_FILE

/* Operands to inputs; `-` is standard input and comes first. */
bool inputs_collect(Run *run, InputVec *inputs);
/* --config and --isolated; *config stays NULL when each file is to find its own. */
bool inputs_config(Run *run, const Config **config);
/* Standard input under the name of --stdin-filename. */
bool inputs_stdin(Run *run, const Config *config, InputVec *inputs);
/* --model, --provider, --input-format, --today, --tokenizer-file. */
bool inputs_overrides(Run *run, Overrides *overrides);
/* --tokenizer-file: loads run->exact, which stays NULL without the option. */
bool inputs_tokenizer(Run *run);
/* Is the model in the table? Says so with the nearest one if not. */
bool inputs_model_known(Run *run, Provider provider, Str id);
bool inputs_jobs(Run *run, int *jobs);
/* --today, SOURCE_DATE_EPOCH, or the clock (UTC). */
bool inputs_today(Run *run, Date *today);
/* A note on run->err about a file given by hand that came to nothing. */
void inputs_note_unrecognised(Run *run, const FileResult *result);
/* How far the work on a large JSONL file is, on a terminal. */
void inputs_progress(const Run *run, const FileResult *result);
/* The findings that say why a file could not be read, concisely on run->err. */
void inputs_show_failure(Run *run, const FileResult *result);
/* All findings there, where standard output holds something else. */
void inputs_show_findings(Run *run, const FileResult *result);

#endif
