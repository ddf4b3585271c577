/* One JSON object a line for each finding: the members of `diagnostics` in the json report, for
 * programs that read while it is written. */
#include "lint/report/json.h"

static void begin(Buf *out, const ReportOptions *options) {
    (void)out, (void)options;
}

static void file(Buf *out, const ReportOptions *options, const Source *source,
                 const FindingVec *findings) {
    (void)options;
    Place place = place_begin(source);
    for (size_t i = 0; i < findings->len; i++) {
        json_diagnostic(out, &place, &findings->items[i]);
        buf_add_char(out, '\n');
    }
}

static void end(Buf *out, const ReportOptions *options, const Summary *summary) {
    (void)out, (void)options, (void)summary;
}

const Reporter reporter_jsonl = {"jsonl", false, begin, file, end, true, NULL};
