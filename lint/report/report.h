/* Printers of findings. Each format is one file that defines one Reporter; a report is built in a
 * Buf and written by the command. No control byte of the input reaches a text format. */
#ifndef WARMLINT_REPORT_REPORT_H
#define WARMLINT_REPORT_REPORT_H

#include "lint/base/buf.h"
#include "lint/finding/finding.h"
#include "lint/source/source.h"

typedef struct {
    size_t files, prompts, errors, warnings, infos, suppressed, failed;
    size_t affected;      /* files with at least one finding */
    double tokens;        /* of all prompts, overhead included */
    double cached_tokens; /* of these, read from the cache by a warm call */
    char worst_code[12];  /* of the first finding of the highest level; empty without findings */
    Level worst;
} Summary;

typedef struct {
    bool color;
    bool quiet;   /* findings only, no closing line */
    size_t width; /* columns to wrap texts at; 0: REPORT_WIDTH */
    const char *tool_version, *facts_date;
} ReportOptions;

enum { REPORT_WIDTH = 100, EXCERPT_WIDTH = 118 };

typedef struct {
    const char *name;
    void (*begin)(Buf *out, const ReportOptions *options);
    /* `source` has bytes and lines where the file could be read. */
    void (*file)(Buf *out, const ReportOptions *options, const Source *source,
                 const FindingVec *findings);
    void (*end)(Buf *out, const ReportOptions *options, const Summary *summary);
} Reporter;

extern const Reporter reporter_full, reporter_concise, reporter_json;
/* By name; NULL when unknown. */
const Reporter *reporter_find(Str name);

/* Counts one file's findings into the summary; `affected` and `worst_code` included. */
void summary_count(Summary *summary, const FindingVec *findings);

#endif
