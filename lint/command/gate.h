/* What stands between the findings of `check` and its report: the baseline, and the restriction to
 * what a change touched. */
#ifndef WARMLINT_COMMAND_GATE_H
#define WARMLINT_COMMAND_GATE_H

#include "lint/command/revisions.h"
#include "lint/engine/baseline.h"
#include "lint/engine/lock.h"

#define GATE_OPTIONS                                                                               \
    {"lock", 0, "FILE", NULL,                                                                      \
     "compare prompts with this lock file (default: " LOCK_FILE_NAME                               \
     " at the root of the repository, where it is)"},                                              \
        {"baseline", 0, "FILE", NULL, "do not report the findings that this file lists"},          \
        {"write-baseline", 0, NULL, NULL, "write all findings of this run into the --baseline"},   \
        {"prune-baseline", 0, NULL, NULL, "take findings that are gone out of the --baseline"},    \
        {"changed-since", 0, "REV", NULL,                                                          \
         "lint only prompts that changed since this git revision (since the branches parted)"},    \
        {"changed-prefixes", 0, NULL, NULL,                                                        \
         "of these, report only on prompts whose cacheable prefix changed"},                       \
        {"base", 'b', "REV", NULL,                                                                 \
         "compare prompts with this git revision (where the branches parted), not with a lock "    \
         "file"},                                                                                  \
        OPTION_STAGED

typedef struct {
    Run *run;
    const Overrides *overrides;
    Str path; /* of the baseline; empty: none */
    bool write, prune;
    Baseline baseline;
    size_t hidden; /* findings that the baseline holds */
    Lock lock;
    bool by_change;            /* --changed-since or --staged */
    bool staged, prefixes;     /* --staged, --changed-prefixes */
    RevisionChangeVec changes; /* one for each input, in order */
    size_t next;
    GitBlobs blobs;
    bool trouble; /* what stood in the revision could not be read: said, and status 2 */
} Gate;

/* Reads the options, the baseline, and the lock or the revision that stands in for it, which
 * becomes part of the overrides. */
bool gate_open(Run *run, Overrides *overrides, Gate *gate);
/* The inputs: all operands, or with --changed-since and --staged what changed below them. */
bool gate_inputs(Gate *gate, InputVec *inputs);
/* Takes out of a result what is not to be reported. In the order of the inputs. */
void gate_file(Gate *gate, FileResult *result);
/* Notes what was hidden and what is stale, and writes the baseline; false when it cannot. */
bool gate_close(Gate *gate, bool quiet);

#endif
