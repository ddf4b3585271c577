#include "lint/report/report.h"

static const Reporter *const reporters[] = {
    &reporter_full,   &reporter_concise, &reporter_agent,   &reporter_markdown,
    &reporter_json,   &reporter_jsonl,   &reporter_sarif,   &reporter_github,
    &reporter_gitlab, &reporter_rdjson,  &reporter_rdjsonl, &reporter_checkstyle,
    &reporter_junit,  &reporter_azure,   &reporter_teamcity};

const Reporter *reporter_find(Str name) {
    for (size_t i = 0; i < sizeof reporters / sizeof *reporters; i++)
        if (str_is(name, reporters[i]->name)) return reporters[i];
    return NULL;
}

void report_state_free(ReportState *state) {
    for (size_t i = 0; i < sizeof state->parts / sizeof *state->parts; i++)
        buf_free(&state->parts[i]);
}

void summary_count(Summary *summary, const FindingVec *findings) {
    if (findings->len) summary->affected++;
    for (size_t i = 0; i < findings->len; i++) {
        const Finding *f = &findings->items[i];
        if (!summary->worst_code[0] || f->level > summary->worst) {
            size_t n = f->code.len < sizeof summary->worst_code ? f->code.len : 0;
            if (n) memcpy(summary->worst_code, f->code.ptr, n);
            summary->worst_code[n] = '\0';
            summary->worst = f->level;
        }
        summary->fixable += f->fix.edits.len > 0;
        summary->fixable_unsafe += f->fix.edits.len > 0 && f->fix.unsafe;
        switch (f->level) {
        case LEVEL_ERROR: summary->errors++; break;
        case LEVEL_WARNING: summary->warnings++; break;
        case LEVEL_INFO: summary->infos++; break;
        }
    }
}
