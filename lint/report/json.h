/* What json and jsonl have in common. */
#ifndef WARMLINT_REPORT_JSON_H
#define WARMLINT_REPORT_JSON_H

#include "lint/report/place.h"
#include "lint/report/report.h"

/* One finding as a JSON object without line end, as editors/warmlint-report.schema.json has it. */
void json_diagnostic(Buf *out, Place *place, const Finding *f);

#endif
