/* The baseline: findings that were there before and are not reported again. A text file with a line
 * for each, sorted by path, so that two branches merge:
 *
 *     3fa9c1d2e4b50718 WL101 "prompts/support.yaml"
 *
 * The fingerprint decides; code and path are for people, and tell which entries are stale: the file
 * was linted, or is gone, and no finding had the fingerprint. */
#ifndef WARMLINT_ENGINE_BASELINE_H
#define WARMLINT_ENGINE_BASELINE_H

#include "lint/finding/finding.h"

typedef struct {
    uint64_t fingerprint;
    Str code, path;
    bool used, stale;
} BaselineEntry;

typedef VEC(BaselineEntry) BaselineEntryVec;

typedef struct {
    BaselineEntryVec entries; /* sorted by path, code, fingerprint */
    BaselineEntry **by_print; /* the same, sorted by fingerprint */
    BaselineEntryVec added;
} Baseline;

/* Reads the file; false and a message "path:line: what" when it cannot. */
bool baseline_read(Arena *arena, Str path, Baseline *baseline, Str *error);
/* The same from bytes in memory, which outlive it. */
bool baseline_from_bytes(Arena *arena, Str path, Str bytes, Baseline *baseline, Str *error);
/* Takes out of `findings` what the baseline holds; returns how many. */
size_t baseline_filter(Baseline *baseline, FindingVec *findings);
/* Entries of a path that was linted whole. Call after its findings went through the filter. */
void baseline_seen(Baseline *baseline, Str path);
/* Marks also what belongs to files that are gone, and counts the stale. */
size_t baseline_stale(Arena *arena, Baseline *baseline);

/* One more finding, for writing. */
void baseline_add(Arena *arena, Baseline *baseline, Str path, const Finding *finding);
/* The file without what is stale; *count is how many findings it holds. */
Str baseline_text(Arena *arena, const Baseline *baseline, size_t *count);

#endif
