/* From repairs, which speak of members, items and texts, to edits of the bytes of one file: JSON,
 * JSON with comments, YAML in block and flow style, and verbatim text. Indentation, quotes,
 * comments, the order of keys and line ends stay as they are. Where the outcome is not certain -
 * nodes that YAML aliases share, documents inside strings, unusual layouts - there is no fix.
 *
 * Edits are sorted and do not overlap; spans are bytes of the file, texts live in the arena. What
 * an edit does to the findings is for the engine to see (lint/engine/fixes.h). */
#ifndef WARMLINT_FIX_FIX_H
#define WARMLINT_FIX_FIX_H

#include "lint/finding/finding.h"
#include "lint/source/tree.h"

/* A file with its documents, ready for look-ups; lives in the arena. */
typedef struct FixFile FixFile;

/* `documents`: the trees that were read from the file, in its order (one, one per line of a JSONL
 * file, or the front matter; none of a plain text). */
FixFile *fix_open(Arena *arena, const Source *source, const NodeVec *documents);
/* False, and no edits, where a step cannot be done with certainty. */
bool fix_realise(FixFile *file, const Repair *repair, EditVec *edits);

/* The text with all edits made; they are sorted and do not overlap. */
Str fix_apply(Arena *arena, Str bytes, const EditVec *edits);

#endif
