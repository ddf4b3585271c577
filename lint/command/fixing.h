/* `check --fix`, `--unsafe-fixes` and `--diff`: what becomes of the fixed texts. Files are replaced
 * whole or not at all, with mode and owner kept; the fixed standard input goes to standard output;
 * --diff writes nothing and prints a patch. */
#ifndef WARMLINT_COMMAND_FIXING_H
#define WARMLINT_COMMAND_FIXING_H

#include "lint/command/command.h"
#include "lint/engine/engine.h"
#include "lint/report/report.h"

#define FIX_OPTIONS                                                                                \
    {"fix", 0, NULL, NULL,                                                                         \
     "repair the files where that changes nothing the model reads; standard input is printed "     \
     "fixed"},                                                                                     \
        {"unsafe-fixes", 0, NULL, NULL,                                                            \
         "with --fix or --diff: also what changes the text, or guesses what was meant"},           \
    {                                                                                              \
        "diff", 0, NULL, NULL,                                                                     \
            "print what --fix would do as a patch (git apply, patch -p1), write nothing; exit "    \
            "status 1 if there is anything"                                                        \
    }

typedef struct {
    Run *run;
    bool fix, diff, unsafe;
    bool to_stdout; /* the patch or the fixed text takes the place of the report */
    Str cwd;
    size_t fixed, files; /* findings that are gone, or would be; files that they were in */
    bool trouble;        /* a file could not be written */
} Fixing;

/* Reads the options into the overrides too; false after an error on run->err. */
bool fixing_open(Run *run, const InputVec *inputs, Overrides *overrides, Fixing *fixing);
/* One linted file, in the order of the inputs, before its report. */
void fixing_file(Fixing *fixing, const Input *input, const FileResult *result);
/* What remains of it after baseline and other filters, where there is no report to say so. */
void fixing_show(Fixing *fixing, const FileResult *result);
/* The closing note. */
void fixing_close(Fixing *fixing, const Summary *left);

#endif
