/* Printers of `warmlint diff`: one prompt after the other, then what it comes to. */
#ifndef WARMLINT_COMMAND_DIFF_REPORT_H
#define WARMLINT_COMMAND_DIFF_REPORT_H

#include "lint/base/buf.h"
#include "lint/diff/diff.h"
#include "lint/finding/finding.h"
#include "lint/source/source.h"

/* The two versions of a file; a path is empty where there is none. */
typedef struct {
    Str old_path, new_path;
    const Source *old_source, *new_source;
    bool many;                  /* several prompts in it: each is named */
    const FindingVec *findings; /* of the prompt at hand: what rules say of the change */
} DiffFile;

typedef struct {
    size_t prompts, files; /* compared */
    size_t verdicts[VERDICT_COLD + 1];
    double cold; /* tokens */
    double usd_once, usd_per_month;
    bool priced; /* some price was known */
    bool failed; /* something could not be read */
} DiffSummary;

/* The page in the making: its table of contents stands first. */
typedef struct {
    Buf contents, prompts;
    size_t count, shown_bytes;
} DiffPage;

typedef struct {
    bool color;
    size_t width;
    DiffPage *page; /* of the reporter of pages */
} DiffStyle;

typedef struct {
    const char *name;
    void (*begin)(Buf *out);
    void (*prompt)(Buf *out, const DiffStyle *style, const DiffFile *file, const PromptDiff *diff);
    void (*end)(Buf *out, const DiffStyle *style, const DiffSummary *summary);
} DiffReporter;

extern const DiffReporter diff_reporter_text, diff_reporter_json, diff_reporter_markdown,
    diff_reporter_html;

/* --- what they share (diff_words.c) --- */

/* "goes cold once" */
const char *diff_verdict_words(DiffVerdict verdict);
/* "system changed (white space only), model claude-sonnet-4-6 → claude-sonnet-5": what of it comes
 * from input is as it was. */
void diff_change_words(Buf *out, const PromptDiff *diff);
/* The path, and the name of the prompt where the file has several. */
void diff_title(Buf *out, const DiffFile *file, const PromptDiff *diff);
/* "reads 6,310 of 6,320 tokens → 0 of 6,522; $2.10 → $20.00 per 1,000 calls (+$17.90)" */
void diff_call_words(Buf *out, const PromptDiff *diff);
/* Why the new version is cold on every call, where a value in it is; false: something else is. */
bool diff_reason_words(Buf *out, const PromptDiff *diff);
/* "5,106 tokens are written again: $0.0153 for each cached copy"; false when nothing is. */
bool diff_once_words(Buf *out, const PromptDiff *diff);
/* "3,564 (±2 %) tokens go cold, all that was cached"; false when nothing was cached. */
bool diff_flow_words(Buf *out, const PromptDiff *diff);
/* "first at byte 38 of system[0], 65 (±4 %) tokens into the prompt", where they differ. */
void diff_place_words(Buf *out, const PromptDiff *diff);
/* "2 prompts: 1 goes cold on every call, 1 stays warm; 3,564 cached tokens lost" */
void diff_summary_words(Buf *out, const DiffSummary *summary);
/* "WL601 unversioned-change, WL602 prefix-invalidated"; false when no rule speaks. */
bool diff_rule_words(Buf *out, const DiffFile *file);
void diff_signed_usd(Buf *out, double usd);
/* Where a side's byte stands: "14:22", empty without a place. */
Str diff_position(Arena *arena, const Source *source, const DiffSide *side);

/* The differing byte with what stands around it, as one line for people: control characters and
 * line ends visible, blanks too when `blanks`. *mark is where the byte is, in the bytes written. */
void diff_window(Buf *out, const DiffSide *side, bool blanks, size_t *mark);
/* The change is one of blanks and line ends, which a window has to show. */
bool diff_is_blank(const PromptDiff *diff);

#endif
