/* What is billed for a block that is not plain text. Providers do not show the model the JSON of a
 * request: tool definitions become declarations, calls and results become markup of their own, and
 * around messages stand tokens that no text shows. Here the blocks are written out as they are
 * counted, and the markup around them is told apart (`beside`).
 *
 * Sources. Claude and Gemini: fitted from recorded calls with their usage (public test recordings
 * of 2025 and 2026: 36 of Claude 3 to 5, 21 of Gemini 2.0 to 3); differences between calls of
 * one conversation give each constant by itself. OpenAI: the published counting recipes for chat
 * messages and functions (functions as TypeScript, nine tokens for having any), with what 26
 * recorded calls to GPT-4o to GPT-5 add to them: calls name their function twice, parallel calls
 * come in a wrapper, and each function with parameters is one token cheaper. Where a family was not
 * seen, the nearest one's numbers stand, with a wider band. In tokens. */
#ifndef WARMLINT_PROMPT_WIRE_H
#define WARMLINT_PROMPT_WIRE_H

#include "lint/prompt/counter.h"

typedef struct {
    TokCount text; /* what the model reads of the block */
    bool unsized;  /* part of it cannot be known here */
} WireSize;

/* The size of a segment that carries a tree. */
WireSize wire_size(Arena *arena, const Counter *counter, const Segment *segment);

/* Markup around the segments from `first` on: messages, calls, results, tools. */
TokCount wire_beside(const Counter *counter, size_t first);
/* What the whole request has once and anew in each call: the frame of the conversation. */
TokCount wire_frame(const Counter *counter);
/* What stands before it: the hidden text for tools, the schema that the answer must keep to. */
TokCount wire_hidden(Arena *arena, const Counter *counter);

#endif
