/* Prompts that share a prefix, across files. Each prompt leaves a ladder of hashes of the stable
 * part of its stream; two prompts begin alike as far as their ladders agree, so that the one that
 * a new prompt shares most with is found without keeping the texts. */
#ifndef WARMLINT_DIFF_FAMILY_H
#define WARMLINT_DIFF_FAMILY_H

#include "lint/diff/diff.h"

/* Rungs stand at the same lengths (bytes) for every prompt, each an eighth further than the one
 * before. */
enum { RUNG_FIRST = 1024, RUNGS_MOST = 128 };
size_t family_rung_bytes(size_t rung);

/* The prompt is compared with others: its family is declared; or it is a template (recorded
 * requests repeat each other by their nature, and documents are no calls) in which twice the
 * model's minimum stays the same, so that enough for a cache may lie ahead of a difference and
 * behind it. */
bool family_candidate(const Plan *plan);

/* hashes.len rungs lie inside the part of the prompt that no call changes; model and provider are
 * in the hashes, since caches are kept per model. */
typedef VEC(uint64_t) RungVec;
void family_rungs(Arena *arena, const Plan *plan, RungVec *hashes);

/* Tokens of the new version behind the first difference that stand in the old one too, behind the
 * difference and before anything that changes with every call: lines of texts, whole tools. */
TokCount family_shared_behind(Arena *arena, const PromptDiff *diff);

#endif
