/* Tool definitions as the makers of models write them out, from the spelling of any API:
 * {name, description, input_schema}, {type: function, function: {...}}, {toolSpec: {...}},
 * functionDeclarations. Inside lint/prompt only. */
#ifndef WARMLINT_PROMPT_WIRE_TOOLS_H
#define WARMLINT_PROMPT_WIRE_TOOLS_H

#include "lint/base/vec.h"
#include "lint/source/tree.h"
#include "tokenizer/tokenizer.h"

typedef VEC(Str) ToolTexts;

/* A tool of the provider, which is named but not defined in the request. */
bool tool_is_hosted(const Node *tool);
/* What such a tool adds, where the vendor says so or a call showed it (Anthropic's tool pages as of
 * 2026-08; the memory tool measured): false where nothing is known. */
bool tool_hosted_size(const Node *tool, TokFamily family, int64_t *tokens);

bool tool_has_parameters(const Node *tool);
/* Parameters at any depth and the items of lists, references followed. */
int64_t tool_property_count(const Node *tool);

/* Compact JSON of name, description and schema, without `additionalProperties`: definitions with
 * and without it cost the same on Claude. */
Str tool_json(Arena *arena, const Node *tool);
/* The {name, schema} of an answer as OpenAI's models get it: under a heading, without
 * `additionalProperties` and `required`, which are enforced rather than shown (exact to the token
 * in recorded calls). */
Str output_schema_text(Arena *arena, const Node *format);
/* "// what it does\ntype name = (_: {\n// ...\nkey?: type,\n}) => any;\n\n": how functions reach
 * OpenAI's models, as far as published recipes and recorded calls agree. */
Str tool_typescript(Arena *arena, const Node *tool);
/* Name and description of the function and, with `parameters`, of its parameters. */
void tool_gemini_texts(Arena *arena, const Node *tool, bool parameters, ToolTexts *texts);

#endif
