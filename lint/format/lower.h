/* What the formats share: making prompts, segments and parameters from nodes. Inside lint/format
 * only. */
#ifndef WARMLINT_FORMAT_LOWER_H
#define WARMLINT_FORMAT_LOWER_H

#include "lint/format/format.h"

/* A new prompt with the file's settings applied; its pointer is valid until the next one. */
Prompt *lower_prompt(Lowering *l, Str format, PromptKind kind);

/* Reads the model named at `model` (a string, or a map with id / name / provider), or the one of
 * the settings, and settles the provider: the body's word, the settings, then the model's. */
void lower_model(Lowering *l, Prompt *prompt, const Node *model, const Node *provider);

/* The first of the spellings present in `body`, into `param`. */
void lower_param(const Node *body, const char *const *spellings, Param *param);
/* All spellings of the output cap (formats seen in public code), looked up in `body` and in the
 * parameter maps people nest it in. */
void lower_output_cap(const Node *body, Param *param);

/* Reads a cache_control / prompt_cache_breakpoint member; BREAKPOINT_NONE when absent or null. */
Breakpoint lower_marker(const Node *marker);

/* A segment of text; pieces are cut with the engine in force. Returns it; valid until the next. */
Segment *lower_text(Lowering *l, Prompt *prompt, Section section, Role role, const Node *text,
                    Engine engine);
/* A segment without text of its own in the file: a definition or block sent as JSON. */
Segment *lower_json(Lowering *l, Prompt *prompt, Section section, Role role, BlockType type,
                    const Node *node);
/* A segment from a verbatim range of the file. */
Segment *lower_range(Lowering *l, Prompt *prompt, Section section, Role role, Span range,
                     Engine engine);

/* After all segments: sorts them into cache order (stable), and decides the kind of a request
 * body: a template when it holds placeholders, else rendered. */
void lower_finish(Lowering *l, Prompt *prompt);

Role lower_role(Str name);
/* The engine for a text: settings, then the header's word, then sniffed. */
Engine lower_engine(const Lowering *l, Engine header, Str text);

/* Requests, each from the map that holds the body. */
bool anthropic_recognise(const Node *body);
void anthropic_lower(Lowering *l, Prompt *prompt, const Node *body, Engine engine);
bool openai_recognise_chat(const Node *body);
bool openai_recognise_responses(const Node *body);
void openai_lower_chat(Lowering *l, Prompt *prompt, const Node *body, Engine engine);
void openai_lower_responses(Lowering *l, Prompt *prompt, const Node *body, Engine engine);
/* Any document: finds the requests and prompts in it, whatever it nests them in. */
void document_lower_tree(Lowering *l, const Node *root);
/* Plain text, Markdown and template files; agent documents. */
void text_lower(Lowering *l);
bool text_is_agent_document(Str path);

#endif
