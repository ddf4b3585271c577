/* The prompt: one API call as the provider will hash it. Every input format lowers to this. The
 * segments stand in the provider's cache order (tools, system, messages), whatever their order in
 * the file; `span`s point back into the file. What a format cannot tell is marked unknown in
 * `knows`, and a rule that needs it does not run. Everything lives in the file's arena. */
#ifndef WARMLINT_PROMPT_PROMPT_H
#define WARMLINT_PROMPT_PROMPT_H

#include "lint/config/settings.h"
#include "lint/facts/provider.h" /* Api */
#include "lint/finding/finding.h"
#include "tokenizer/tokenizer.h"

/* Decides what a literal date or id means (see README, "Three kinds of source"). */
typedef enum {
    KIND_TEMPLATE = 1, /* placeholders are filled at run time; literals are constant bytes */
    KIND_STATIC = 2,   /* sent as it stands: agent documents */
    KIND_RENDERED = 4  /* a recorded or generated request body */
} PromptKind;

/* In cache order. */
typedef enum { SECTION_TOOLS, SECTION_SYSTEM, SECTION_MESSAGES, SECTION_COUNT } Section;

typedef enum {
    ROLE_UNKNOWN,
    ROLE_TOOL,
    ROLE_SYSTEM,
    ROLE_DEVELOPER,
    ROLE_USER,
    ROLE_ASSISTANT,
    ROLE_TOOL_RESULT
} Role;

typedef enum {
    BLOCK_TEXT,
    BLOCK_TOOL,     /* a tool definition */
    BLOCK_TOOL_USE, /* serialised call of a tool */
    BLOCK_TOOL_RESULT,
    BLOCK_THINKING,
    BLOCK_MEDIA, /* image, document, audio: size known only roughly */
    BLOCK_OPAQUE /* text that is not in the repository: stored prompt, file id */
} BlockType;

typedef enum {
    BREAKPOINT_NONE,
    BREAKPOINT_EXPLICIT,  /* written on the block */
    BREAKPOINT_AUTOMATIC, /* top-level cache_control: on the last cacheable block */
    BREAKPOINT_IMPLICIT,  /* placed by the provider */
    BREAKPOINT_INJECTED,  /* by a gateway's configuration */
    BREAKPOINT_RESOURCE   /* the end of a stored prefix: Gemini's cachedContents */
} BreakpointOrigin;

typedef struct {
    BreakpointOrigin origin;
    uint32_t ttl_seconds; /* 0: the provider's default */
    Str key;              /* "cache_control", "prompt_cache_breakpoint" ...; as written */
    Str type, ttl;        /* as written; empty when absent */
    Span span;            /* the marker in the file */
    Span type_span, ttl_span;
    Str extra; /* the first key in it that no API knows in a mark; empty: there is none */
    Span extra_span;
} Breakpoint;

typedef struct {
    Section section;
    Role role;
    BlockType type;
    int item, block;  /* tools[item]; messages[item].content[block]; -1 where it has no index */
    Span span;        /* the block in the file */
    Str text;         /* what the model reads: decoded text, or compact JSON of a definition */
    const Node *node; /* of a block that is not plain text: its tree, for its size (wire.h) */
    TextMap map;      /* text -> file; empty runs for synthetic text (all maps to `span`) */
    Str name;         /* of a tool */
    PieceVec pieces;  /* cover `text` */
    Breakpoint breakpoint;
    Span nested_marker; /* a marker inside a sub-block, where the provider ignores or refuses it */
    Span stray_marker;  /* one that belongs to no block: on the message, or ahead of its first */
    bool plain_string;  /* content given as a string: no marker can stand on it */
    bool deferred;      /* a tool that is not in the initial prompt */
    bool append_only;   /* history: grows at its end */
    bool on_use;        /* of a document: loaded when it is used, not always */
} Segment;
typedef VEC(Segment) SegmentVec;

typedef enum { PARAM_ABSENT, PARAM_SET, PARAM_TEMPLATED, PARAM_NULL } ParamState;

typedef struct {
    ParamState state;
    double number; /* PARAM_SET and a number; otherwise NAN */
    Str key, text; /* as spelled in the file */
    Span key_span, span;
} Param;

/* Any parameter of the body that is not content, by its path: "temperature", "thinking.type",
 * "output_config.effort", "headers.anthropic-beta"; the items of a list share one path. Maps that
 * prompt files nest parameters in (`parameters`, `model_parameters` ...) are left out of it. */
typedef struct {
    Str path;
    Param value;
} BodyParam;
typedef VEC(BodyParam) ParamVec;

/* What the format can tell about the call. A rule names what it needs (rules/rule.h). */
enum {
    KNOWS_TOOLS = 1 << 0, /* all tools of the call are here */
    KNOWS_SYSTEM = 1 << 1,
    KNOWS_MESSAGES = 1 << 2,
    KNOWS_MARKERS = 1 << 3, /* a breakpoint would be written here */
    KNOWS_PARAMS = 1 << 4,  /* an output cap would be written here */
    KNOWS_REQUEST = KNOWS_TOOLS | KNOWS_SYSTEM | KNOWS_MESSAGES | KNOWS_MARKERS | KNOWS_PARAMS
};

typedef struct {
    Str format; /* its name in the table of formats */
    Str holder; /* the format of what it stands in: "batch", "cassette"; empty otherwise */
    Str why;    /* what it was recognised by: "keys: messages, system" */
    PromptKind kind;
    Api api;
    Provider provider; /* after looking at body, configuration and model */
    unsigned knows;
    Str name, version; /* header of a versioned prompt file; empty otherwise */
    Span span;         /* the prompt in the file */
    Span anchor;       /* place of findings about what is missing: the model, or the first key */
    Str path_in_file;  /* "agents.triage", empty when the file is one prompt */

    Str model_id;
    Span model_span;
    bool model_templated;
    bool answered;      /* what came back stands beside it: the API took the parameters */
    ModelMatch match;   /* match.model is NULL when none is named or it is not in the table */
    const Model *model; /* = match.model */

    Param max_output; /* whichever spelling stands there */
    Span params_map;  /* where a tool's file keeps parameters, the cap among them; 0,0: nowhere of
                         their own */
    Param thinking;   /* budget tokens, or state only */
    Param cache_mode; /* OpenAI prompt_cache_options.mode */
    Param cache_key;
    const Node *body;          /* of a request: its tree, as it is sent; NULL elsewhere */
    const Node *output_schema; /* {name, schema} that the answer must keep to; NULL: none */
    ParamVec params;           /* all of them, in file order */
    Breakpoint automatic;      /* top-level cache_control; BREAKPOINT_NONE, or as written */
    bool has_header; /* name/version/inputs...: a file written to be a prompt, not a body */
    bool is_batch, is_prewarm;

    SegmentVec segments;
    DeclaredNameVec inputs; /* header and configuration together */
    Workload workload;
    Budget budget;
    SizeLimits limits;
    const Settings *settings;
} Prompt;
typedef VEC(Prompt) PromptVec;

/* Recorded traffic (cassette, HAR, a log with the answers): a call that was made, and is not sent
 * again. */
bool prompt_is_recording(const Prompt *prompt);

/* The first parameter with this path, or NULL. */
const Param *prompt_param(const Prompt *prompt, const char *path);

/* "tools[2]", "system[0]", "messages[1].content[0]", "text". */
Str segment_place(Arena *arena, const Prompt *prompt, const Segment *segment);
const char *section_name(Section section);
/* File range of a range of the segment's text. */
Span segment_file_span(const Segment *segment, Span text);
/* A range of text that an include put in: says so in the finding's message, and where it stands. */
void segment_tell_import(Arena *arena, const Segment *segment, Span text, Finding *finding);
/* The place of a range of the segment's text, in whatever file. */
Related segment_related(const Segment *segment, Span text, Str message);
/* The tokenizer family of the prompt's model. */
TokFamily prompt_family(const Prompt *prompt);

#endif
