/* Printers of findings. Each format is one file that defines one Reporter; a report is built in a
 * Buf and written by the command. No control byte of the input reaches a text format. */
#ifndef WARMLINT_REPORT_REPORT_H
#define WARMLINT_REPORT_REPORT_H

#include "lint/base/buf.h"
#include "lint/finding/finding.h"
#include "lint/source/source.h"

typedef struct {
    size_t files, prompts, errors, warnings, infos, suppressed, failed;
    double tokens;
} Summary;

typedef struct {
    bool color;
    const char *tool_version, *facts_date;
} ReportOptions;

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

#endif
