/* The input tokens that a provider counted, as responses tell them:
 *   Anthropic         usage.input_tokens + cache_creation_input_tokens + cache_read_input_tokens
 *   OpenAI Chat       usage.prompt_tokens (cached ones included), also as gateways write it
 *   OpenAI Responses  usage.input_tokens (cached ones included)
 *   Gemini            usageMetadata.promptTokenCount (with cachedContentTokenCount), also
 * snake_case Bedrock           usage.inputTokens + cacheReadInputTokens + cacheWriteInputTokens
 *   token counting    {input_tokens} and {totalTokens} alone
 * and the same inside a stream of server-sent events, where the last count stands. Sources: the
 * vendors' SDK types of 2026. */
#ifndef WARMLINT_FORMAT_USAGE_H
#define WARMLINT_FORMAT_USAGE_H

#include "lint/source/tree.h"

/* From a response, a usage object itself, or a string that holds either or an event stream. */
bool usage_input_tokens(Arena *arena, const Node *response, double *tokens);

#endif
