/* From a source file to prompts. Each input format is one file that defines one Format; the table
 * in format.c puts them in the order in which they are asked, and that is all there is to edit for
 * a new one. No format knows another.
 *
 * Order of recognition: what the configuration or --input-format says; the file name; then, in a
 * YAML or JSON document, the keys of each map and list from the root down, and in any other text
 * its content. What a format took is not searched further. */
#ifndef WARMLINT_FORMAT_FORMAT_H
#define WARMLINT_FORMAT_FORMAT_H

#include "lint/config/keys.h"
#include "lint/prompt/prompt.h"
#include "lint/source/frontmatter.h"

typedef struct Format Format;

/* What a reader has and where it puts its results. */
typedef struct {
    Arena *arena;
    const Source *source;
    const Settings *settings;
    Str place;        /* the file's path within its repository: what the names of folders tell */
    bool by_hand;     /* the path was given by the user, not found by walking */
    bool prompt_path; /* file_says_prompt, or a key around the node does */
    PromptVec *prompts;
    ProblemVec *problems;
    NodeVec documents; /* the trees that were read, in file order: for those who edit the file */

    const Format *taken;  /* the first that took something: the file's format */
    const Format *holder; /* the one that the request at hand stands in: a batch, a recording */
    const Format *format; /* the one at work, and why: for the prompts it makes */
    const char *why;
    const FrontMatter *matter;   /* once read: lower_front_matter */
    const struct Header *header; /* the last one read: lower_header */
    const FilledNames *filled;   /* once asked for: lower_filled_names */

    size_t embedded_nodes, embedded_bytes; /* of documents in strings, read so far */
    size_t due; /* bytes of memory that the plans of what was made so far will take */
    bool full;  /* there is no room for all of it (lower_is_full): nothing more is made */

    /* Said around a request rather than in it. */
    bool in_batch;
    bool requests_only;
    bool recorded;    /* sent as it stands: braces in it are text */
    bool bare_dollar; /* $name is a placeholder too (TemplateOptions) */
    bool counts_only; /* sent to an address that only counts tokens: no cap is due */
    bool answered;    /* the response stands beside it and is no refusal: it was sent, too */
    Provider host;    /* by the address it was sent to */
    Str host_model;
    Span host_model_span;
} Lowering;

/* The maps around a value, innermost first; the value itself when it is a map. */
typedef struct Around {
    const Node *map;
    const struct Around *outer;
} Around;

/* Kinds of nodes that `shape` wants to be asked about; none where there is no shape. */
enum {
    TAKES_MAPS = 1 << NODE_MAP,
    TAKES_LISTS = 1 << NODE_LIST,
    TAKES_STRINGS = 1 << NODE_STRING /* members and items only: costs a call for each */
};

#define FORMAT_NEEDS_ANY UINT32_MAX /* takes more than maps, or asks for no certain key */

/* Recognisers give the reason in a few words ("file name *.har", "keys: messages, system") or NULL.
 * A format of documents has lower_node, one of texts lower_text. */
struct Format {
    const char *name;    /* for `format:` and --input-format */
    const char *summary; /* one line: what it is */
    const char *unknown; /* one line: what such a file cannot tell */
    bool request;        /* an API request or what holds some: looked for in JSONL files too */
    unsigned takes;
    uint32_t needs; /* `shape` takes no map without one of these keys (NODE_KEY_BIT); it is not
                       asked about others */
    /* By the file name alone. A document format then gets the root first, whatever its shape. */
    const char *(*names)(Str path);
    /* A value anywhere in a document. */
    const char *(*shape)(const Lowering *l, const Node *node);
    bool only_shape; /* lower_node gets nothing else, not even where it is asked for by name */
    /* A text file, by path and bytes. */
    const char *(*text)(Lowering *l);
    /* Makes the prompts of the value, which the document holds at `path` ("agents.one"); false: not
     * one of this format after all, nothing was made. */
    bool (*lower_node)(Lowering *l, const Node *node, const Around *around, Str path);
    void (*lower_text)(Lowering *l);
};

/* Reads the file and appends its prompts; none when nothing is recognised (not an error: the engine
 * says so for files given by hand). */
void format_read(Lowering *lowering);
/* JSON Lines: each line is a document, and the file may be read in parts of whole lines. */
bool format_is_lines(Str path);
/* Found by walking: whether it is worth opening at all, by its name. */
bool format_may_hold_prompt(Str path);
/* Bytes that cannot be parsed, but hold the words of a request: a broken prompt, not a stranger. */
bool bytes_say_prompt(Str bytes);
/* The name or a directory of the path says that prompts live here. */
bool path_says_prompt(Str path);
/* It does, and the file does not begin as something else (OpenAPI, a manifest of a cluster). */
bool file_says_prompt(Str path, Str bytes);
/* The source of a program: prompts in it are found by running it only. Read when asked for. */
bool path_is_program(Str path);
/* The template language that the ending of a text file means; ENGINE_AUTO: none. */
Engine format_engine_of_name(Str path);

/* What the header of a versioned prompt file can say; NULL at the end. */
const Key *format_header_key_at(size_t index);

/* All of them, in the order in which they are asked, and a NULL: a later one sees only what no
 * earlier one took. */
extern const Format *const format_table[];
const Format *format_find(Str name);
/* Names for `format:` in the configuration; NULL at the end. */
const char *format_name_at(size_t index);
bool format_known(Str name);

#endif
