/* The reports of one run: one or two on standard output and any number in files. Files are written
 * at the end, whole or not at all: beside their place under another name, then renamed. */
#ifndef WARMLINT_COMMAND_OUTPUTS_H
#define WARMLINT_COMMAND_OUTPUTS_H

#include "lint/command/command.h"
#include "lint/engine/engine.h"
#include "lint/report/report.h"

typedef struct {
    const Reporter *reporter;
    Str path; /* empty: standard output */
    ReportOptions options;
    ReportState state;
    Buf own; /* of a file */
} Output;
typedef VEC(Output) OutputVec;

typedef struct {
    Str code, name;
    size_t count;
} RuleCount;
typedef VEC(RuleCount) RuleCountVec;

typedef struct {
    Run *run;
    OutputVec items; /* those for standard output come first */
    Summary summary;
    bool counting;         /* --statistics */
    RuleCountVec per_rule; /* of the rules that found something, patterns of the project included */
} Outputs;

/* The option rows that these functions read. */
#define OUTPUT_OPTIONS                                                                             \
    {"format", 'f', "FORMAT", REPORT_FORMATS,                                                      \
     "of standard output: full (with excerpts), concise (one line each), agent (the same with "    \
     "help), markdown, json, jsonl, sarif, github, gitlab, rdjson, rdjsonl, checkstyle, junit, "   \
     "azure, teamcity. Default: full on a terminal; else concise, with github where "              \
     "GITHUB_ACTIONS is true; agent where a coding agent runs it"},                                \
        {"output", 'o', "FORMAT:FILE", NULL,                                                       \
         "write a report of that format into the file as well; may be given several times"},       \
    {                                                                                              \
        "statistics", 0, NULL, NULL, "how often each rule was found, instead of the findings"      \
    }

/* Reads the options and begins all reports; false after an error on run->err. With `only_files`
 * standard output is for something else. */
bool outputs_begin(Run *run, Outputs *outputs, bool only_files);
/* One of them shows what can be fixed. */
bool outputs_show_fixes(const Outputs *outputs);
/* Puts one file into every report; the caller keeps the summary. */
void outputs_file(Outputs *outputs, const FileResult *result);
/* From now on files come a second time, with what comparing them found. */
void outputs_again(Outputs *outputs);
/* Ends all reports and writes the files; false when one could not be written. */
bool outputs_end(Outputs *outputs);
/* In place of outputs_end, when the run cannot begin: reports that can say so do, the others are
 * not made. */
void outputs_trouble(Outputs *outputs, Str message);
/* The report of standard output is for people, who would wonder at an empty one. */
bool outputs_explains_itself(const Outputs *outputs);

/* What reports are told of the rules: rule_count of them. */
const ReportRule *outputs_rules(Arena *arena);

/* --- write.c --- */

/* Replaces the file by these bytes, whole or not at all. What is no regular file (a pipe,
 * /dev/null) is written to as it is. False with errno set. */
bool write_file_whole(Arena *arena, Str path, Str bytes);
/* The same for a file of the user's that is `before` now: nothing is written where it has changed
 * meanwhile, has other names (hard links), or where mode and owner could not be kept. NULL when
 * done, else why not. */
const char *replace_file(Arena *arena, Str path, Str before, Str after);
/* From here on the run needs neither programs nor sockets, and writes these files or none (NULL),
 * or `anywhere` (lint/base/confine.h). To be called when git has been asked and before the inputs
 * are read. */
void run_confine(Run *run, const StrVec *files, bool anywhere);
/* Appends to a file that others append to. */
bool append_to_file(Arena *arena, Str path, Str bytes);

#endif
