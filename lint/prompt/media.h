/* The size of images and documents, by the formulas of the providers, where the request holds their
 * bytes; where it holds an address or the id of a file, the range they can have. Tokens.
 *
 * Claude: one token for each 28 x 28 pixels after scaling down to a long edge of 1,568 pixels and
 *   1,568 tokens, since Opus 4.7 2,576 pixels and 4,784 tokens; a page of a PDF is 1,500 to 3,000
 *   tokens of text and its image (vendor's vision and PDF pages, 2026-08; the older w x h / 750 is
 *   within 5 % of it).
 * OpenAI: 512-pixel tiles after fitting into 2,048 x 2,048 and scaling the short side to 768, each
 *   at a price of the model over a base (images guide of 2025); 32-pixel patches, at most 1,536,
 *   times a factor for 4.1 mini and nano, o4-mini and GPT-5 mini and nano; the same patches times
 *   1.2 for GPT-6 (measured by third parties), assumed from 5.2 on. `detail: low` is the base.
 * Gemini: 258 up to 384 x 384, above that for each tile of two thirds of the short side, at least
 *   256 and at most 768 pixels (image understanding guide); 258 for a page. Since Gemini 3 the
 *   resolution is a parameter, 1,120 by default, 560 for a page. */
#ifndef WARMLINT_PROMPT_MEDIA_H
#define WARMLINT_PROMPT_MEDIA_H

#include "lint/prompt/counter.h"

typedef struct {
    TokCount tokens;
    bool unsized; /* no formula bounds it: pages not counted, sound, moving pictures */
} MediaSize;

/* Gemini from 3 on: the request chooses the resolution of images, and thoughts are billed again. */
bool media_is_late_gemini(const Counter *counter);

/* False when the block holds no image, document, sound or film. */
bool media_size(Arena *arena, const Counter *counter, const Node *block, MediaSize *size);

#endif
