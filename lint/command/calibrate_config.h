/* Puts calibrations into the text of a configuration without touching the rest of it, comments
 * included. */
#ifndef WARMLINT_COMMAND_CALIBRATE_CONFIG_H
#define WARMLINT_COMMAND_CALIBRATE_CONFIG_H

#include "lint/base/buf.h"
#include "lint/config/settings.h"

typedef struct {
    Calibration calibration;
    size_t requests;
    Date measured;
    bool remove; /* nothing to correct: an older entry goes */
} CalibrationEntry;
typedef VEC(CalibrationEntry) CalibrationEntryVec;

/* "  claude-5: {factor: 1.0123, per_request: 46, spread: 1.9, requests: 24, measured: 2026-11-22}"
 */
void calibration_entry_line(Buf *out, const CalibrationEntry *entry);

/* The text with the entries in it; `old` is well-formed YAML or empty. False where its layout does
 * not allow for it (a flow mapping at the top, several documents). */
bool calibration_edit(Arena *arena, Str old, const CalibrationEntryVec *entries, Str *edited);

/* The lines that differ, in the form of `diff -u`. */
void calibration_diff(Buf *out, Str path, Str old, Str edited);

#endif
