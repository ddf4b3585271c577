/* Printers of findings. Each format is one file that defines one Reporter; a report is built in a
 * Buf and written by the command. No control byte of the input reaches a text format. */
#ifndef WARMLINT_REPORT_REPORT_H
#define WARMLINT_REPORT_REPORT_H

#include "lint/base/buf.h"
#include "lint/finding/finding.h"
#include "lint/source/source.h"

typedef struct {
    size_t files, prompts, errors, warnings, infos, suppressed, failed;
    size_t affected; /* files with at least one finding */
    size_t fixable,
        fixable_unsafe;   /* findings; those that only --unsafe-fixes repairs among them */
    double tokens;        /* of all prompts, overhead included */
    double cached_tokens; /* of these, read from the cache by a warm call */
    char worst_code[12];  /* of the first finding of the highest level; empty without findings */
    Level worst;
} Summary;

/* What reports say about rules; handed over by the command, since rules stand beside report/. */
typedef struct {
    const char *code, *name;
    Level level; /* the highest it reports by default */
    const char *summary;
    const char *page; /* Markdown */
    bool fatal;       /* its findings say that a file could not be linted */
} ReportRule;

/* What a format keeps between its calls: parts whose order or totals are known only at the end.
 * All zero before begin; report_state_free behind end. */
typedef struct {
    Buf parts[3];
    size_t counts[3];
    bool again; /* files come a second time, with what comparing them found */
} ReportState;

typedef struct {
    bool color;
    bool quiet;   /* findings only, no closing line */
    size_t width; /* columns to wrap texts at; 0: REPORT_WIDTH */
    const char *tool_version, *facts_date;
    const ReportRule *rules; /* sorted by code */
    size_t rule_count;
    Str root, cwd; /* real (place.h): the top of the repository, the working directory */
    ReportState *state;
} ReportOptions;

enum { REPORT_WIDTH = 100, EXCERPT_WIDTH = 118 };

typedef struct {
    const char *name;
    bool text; /* lines for people, in which a CI service could see its own commands */
    void (*begin)(Buf *out, const ReportOptions *options);
    /* `source` has bytes and lines where the file could be read. */
    void (*file)(Buf *out, const ReportOptions *options, const Source *source,
                 const FindingVec *findings);
    void (*end)(Buf *out, const ReportOptions *options, const Summary *summary);
    bool fixes; /* it shows what can be fixed */
    /* Between begin and end of a run that could not begin: why. NULL: the format has no word for
     * that, and there is no report. */
    void (*trouble)(Buf *out, const ReportOptions *options, Str message);
} Reporter;

extern const Reporter reporter_full, reporter_concise, reporter_agent, reporter_markdown,
    reporter_json, reporter_jsonl, reporter_sarif, reporter_github, reporter_gitlab,
    reporter_rdjson, reporter_rdjsonl, reporter_checkstyle, reporter_junit, reporter_azure,
    reporter_teamcity;
/* By name; NULL when unknown. */
const Reporter *reporter_find(Str name);
/* Their names, for option tables. */
#define REPORT_FORMATS                                                                             \
    "full|concise|agent|markdown|json|jsonl|sarif|github|gitlab|rdjson|rdjsonl|checkstyle|junit|"  \
    "azure|teamcity"
void report_state_free(ReportState *state);

/* Counts one file's findings into the summary; `affected` and `worst_code` included. */
void summary_count(Summary *summary, const FindingVec *findings);

#endif
