/* What the formats share: making prompts, segments and parameters from nodes. Inside lint/format
 * only. */
#ifndef WARMLINT_FORMAT_LOWER_H
#define WARMLINT_FORMAT_LOWER_H

#include "lint/format/format.h"

/* Whether the file's memory is used up; so many `things` ("blocks"), up to the place, were too
 * many. Then segments are no longer added, and what was made is not used. */
bool lower_is_full(Lowering *l, Span place, const char *things);

/* A new prompt of the format at work with the file's settings applied; its pointer is valid until
 * the next one. */
Prompt *lower_prompt(Lowering *l, PromptKind kind);

/* Reads the model named at `model` (a string, or a map with id / name / provider), or the one of
 * the settings, and settles the provider: the body's word, the settings, then the model's. */
void lower_model(const Lowering *l, Prompt *prompt, const Node *model, const Node *provider);

/* The maker of the model that a body names, or the provider it or the settings name. */
Provider lower_vendor(const Lowering *l, const Node *body);

/* The first of the spellings present in `body`, into `param`. */
void lower_param(const Node *body, const char *const *spellings, Param *param);
/* All spellings of the output cap (formats seen in public code), looked up in `body` and in the
 * parameter maps people nest it in. */
void lower_output_cap(const Node *body, Param *param);

/* All parameters of `body` that are not content, into prompt->params. */
void lower_params(Lowering *l, Prompt *prompt, const Node *body);

/* Reads a cache_control / prompt_cache_breakpoint member; BREAKPOINT_NONE when absent or null. */
Breakpoint lower_marker(const Node *marker);

/* Appends a segment that is made already. Returns it, as the functions below do; valid until the
 * next. */
Segment *lower_add_segment(Lowering *l, Prompt *prompt, Segment segment);
/* A segment of text; pieces are cut with the engine in force. Returns it; valid until the next. */
Segment *lower_text(Lowering *l, Prompt *prompt, Section section, Role role, const Node *text,
                    Engine engine);
/* The same of a content that the API takes as a string: no marker can stand on it. */
Segment *lower_string(Lowering *l, Prompt *prompt, Section section, Role role, const Node *text,
                      Engine engine);
/* A segment without text of its own in the file: a definition or block sent as JSON. */
Segment *lower_json(Lowering *l, Prompt *prompt, Section section, Role role, BlockType type,
                    const Node *node);
/* A segment from a verbatim range of the file. */
Segment *lower_range(Lowering *l, Prompt *prompt, Section section, Role role, Span range,
                     Engine engine);

/* A segment whose text is not in the repository, of unknown size; `span` is what tells of it. */
Segment *lower_opaque(Lowering *l, Prompt *prompt, Section section, Role role, Span span);
/* A verbatim range of the file as a text, for what takes one. */
Node *lower_range_node(Lowering *l, Span range);
/* The file's range of a range of the string. */
Span lower_place_in(const Node *text, Span range);
/* A string without its first `start` bytes, places kept. */
Node *lower_rest_node(Lowering *l, const Node *text, size_t start);

/* A string that holds more than blanks. */
bool lower_has_text(const Node *node);
/* The prompt is called so, where it is a string. */
void lower_name(Prompt *prompt, const Node *name);
/* No message stands in front but those of the system. */
bool lower_is_leading(const Prompt *prompt);
/* The next placeholder from *at on whose volatility nobody declared, and *at behind it; NULL: there
 * is none. */
Piece *lower_next_value(Segment *segment, size_t *at);
/* A place below another one: "path.nodes[3]". */
Str lower_below(const Lowering *l, Str path, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* After all segments: sorts them into cache order (stable), and decides the kind of a request
 * body: a template when it holds placeholders, else rendered. */
void lower_finish(Lowering *l, Prompt *prompt);

Role lower_role(Str name);
/* The engine for a text: settings, then the header's word, then sniffed. */
Engine lower_engine(const Lowering *l, Engine header);

/* --- documents in documents --- */

/* Asks the table about a value inside the one at hand: a wrapper's requests. */
void lower_search(Lowering *l, const Node *node, const Around *around, Str path);
/* Asks it about one member of the map at hand, which stays beside what was taken of that map. */
void lower_search_child(Lowering *l, const Node *child, const Around *around, Str path);
/* The value itself, or the document that stands in it as a JSON string; NULL for other strings. */
const Node *lower_embedded(Lowering *l, const Node *body);
/* The requests in a body that was sent to `url`: a tree, or JSON in a string. What is wrong with
 * the JSON of a body without any is not our business. `response` is what came back, or NULL. */
void lower_sent_body(Lowering *l, const Node *url, const Node *body, const Node *response,
                     Str path);
/* The same of a body that stands in a text file, number `index` of the requests in it; what was
 * sent to an address that nobody knows has to look like a request itself. */
void lower_sent_text(Lowering *l, Span url, Span body, int index);
/* Reads platform and model off the address a request was sent to, for the prompts lowered next;
 * `url` NULL: nothing is known. */
void lower_host(Lowering *l, const Node *url);

/* --- what stands around the text (header.c) --- */

/* A key looked up in the innermost map, then in those around it. */
const Node *around_get(const Around *around, const char *key);
/* Name, version, declarations of a versioned prompt file. */
void lower_header(Lowering *l, Prompt *prompt, const Around *around, bool own_header);
/* The template language that a map names, or ENGINE_AUTO. */
Engine lower_header_engine(const Node *map);
/* The template language of a text that is known to be filled in: its {names} are enough, where they
 * are not if nobody says so. */
Engine lower_filled_engine(Str text);
/* The language of one text of a map: one called `template`, or the user's, is filled in. */
Engine lower_keyed_engine(const Node *text, Engine header);
/* A new prompt from a request body, the innermost map, which may carry the header of a versioned
 * prompt file. */
Prompt *lower_request(Lowering *l, const Around *around, Engine *engine);
/* Where the prompt is, and where findings about what is missing point: after lower_model. */
void lower_place(Prompt *prompt, const Node *node, Str path);
/* The same for a text with front matter: the body, and the model's place or its first byte. */
void lower_place_body(Prompt *prompt, Span body);
/* lower_place and lower_finish for the prompt that was made last, which is dropped where it has no
 * text. */
void lower_end(Lowering *l, Prompt *prompt, const Node *node, Str path);
/* The file's front matter, read once. */
const FrontMatter *lower_front_matter(Lowering *l);
/* Name, version, declarations and output cap in front matter; `matter` may be NULL. */
void lower_metadata(Lowering *l, Prompt *prompt, const Node *matter);
/* A new prompt of a file whose front matter, NULL where it has none, says that it is one. */
Prompt *lower_headed(Lowering *l, const Node *matter);

/* The names that the texts of the file have for values, where it holds several texts that are
 * filled in alike; NULL for other files. `silent` is a text that was scanned and tells none. */
const FilledNames *lower_filled_names(Lowering *l, Str silent);

/* --- messages --- */

bool lower_is_message_list(const Node *list);
/* {role, content} each; leading system and developer messages go to the system section. */
void lower_messages(Lowering *l, Prompt *prompt, const Node *messages, Engine engine);
/* A text cut at lines such as `system:`; what stands before the first has the given role. */
void lower_role_lines(Lowering *l, Prompt *prompt, Role role, Span body, Engine engine);

/* How people begin a prompt: "You are", "Your task is"; for texts whose name says nothing. */
bool lower_line_opens_prompt(Str line);
/* One of the first lines does, or speaks to "You" as no manual does. */
bool lower_opens_like_prompt(Str body);
/* Its key ends in "prompt": `summary_prompt`. */
bool lower_key_says_prompt(const Node *text);
/* A list whose strings are the lines of one prompt, and the text they make (line_list.c). */
bool lower_is_line_list(const Lowering *l, const Node *list);
Node *lower_joined_lines(const Lowering *l, const Node *list);
/* The prompts in the code blocks of a page of Markdown that is not one itself; false when it shows
 * none that is filled in. */
bool lower_fenced(Lowering *l, Span body);

/* --- one text that holds several messages (parts.c) --- */

/* A message in a text; parts stand in order and do not overlap. */
typedef struct {
    Role role;
    Span text; /* in the text it is cut from */
    Breakpoint breakpoint;
} Part;
typedef VEC(Part) PartVec;

/* The text cut by its template language: as one, so that loops and assignments reach across
 * messages. `*text` becomes the text with its includes put in. */
PieceVec lower_pieces(Lowering *l, Prompt *prompt, const Node **text, Engine engine);
/* Appends a part up to `end` and starts the next one there. */
void part_add(Arena *arena, PartVec *parts, Role role, size_t start, size_t end);
/* Makes a segment of each part that is not blank; leading system text goes to the system section.
 */
void lower_parts(Lowering *l, Prompt *prompt, const Node *text, const PieceVec *pieces,
                 const PartVec *parts);

/* The parameters of a call in a prompt file. Where it sets any, a missing output cap is its doing.
 */
void lower_knows_params(Lowering *l, Prompt *prompt, const Node *params);
/* Values that the tool fills in once for a conversation or a run: that much is known of those whose
 * names tell nothing, or would mean a setting elsewhere. */
void lower_presume(Prompt *prompt);
/* Values that the tool fills in anew for each call, whatever their names: those that tell nothing
 * are content of the request. */
void lower_expect_inputs(Prompt *prompt);
/* The names that the map at hand lists as those of its values ("params": ["case"]): what nobody
 * says more about is handed over. */
void lower_listed_inputs(Prompt *prompt, const Node *map);
/* Where earlier turns are put in: a segment that grows, with the name of its variable. */
Segment *lower_history(Lowering *l, Prompt *prompt, const Node *node, Str name);
/* A value that the format names outside of any text: an input block. */
Segment *lower_variable(Lowering *l, Prompt *prompt, Section section, Role role, const Node *node,
                        Str name);
/* A text whose messages stand between {% NAME role="system" %} and its end tag; what stands outside
 * of them is the user's. Banks' filter cache_control("ephemeral") marks the end of a block. */
void lower_role_tags(Lowering *l, Prompt *prompt, const Node *text, const char *name);
/* The definition of one tool, the item-th, with the name that it bears in any API. */
Segment *lower_tool(Lowering *l, Prompt *prompt, const Node *tool, int item);
/* Tool definitions written out in the file. */
void lower_tool_list(Lowering *l, Prompt *prompt, const Node *tools);
/* The engine with this name at `key`, or `otherwise`. */
Engine lower_engine_named(const Node *name, Engine otherwise);

/* --- paths (path.c) --- */

/* The base name up to its first dot. */
Str path_stem(Str path);
/* `folder` with its slash: "skills/". */
bool path_has_folder(Str path, Str folder);
/* Of a path that says prompt: one that may as well be a page about prompts, for people. */
bool path_is_page(Str path);
/* README and its like. */
bool path_is_project_page(Str path);

#endif
