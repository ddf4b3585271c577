/* What the parts of the server share: the state, messages and documents. Private to lint/server. */
#ifndef WARMLINT_SERVER_SESSION_H
#define WARMLINT_SERVER_SESSION_H

#include "lint/server/position.h"
#include "lint/server/server.h"
#include "lint/server/text.h"
#include "lint/server/transport.h"

/* --- documents --- */

typedef struct {
    Arena arena; /* of what follows, except the text */
    Str uri, language;
    Str path;  /* as `check` would show it; of a file relative to the current directory */
    Str place; /* of a file: Input.place */
    bool is_file, is_config;
    int64_t version;
    uint64_t hash; /* of the URI */
    Text text;
    bool changed;         /* since the client last heard of it */
    uint64_t revision;    /* grows with every change, also of what it is linted with */
    uint64_t linted;      /* revision of `result`; 0: none */
    FileResult *result;   /* see document_result */
    const Config *config; /* what it was linted with */
    Overrides overrides;
    bool *fixes_known; /* by finding of the result, whose arena has it */
    Buf flat;          /* the bytes that `result` refers to */
    Str config_error;  /* the configuration of the file is broken: path:line:column: what */
} Document;

/* --- messages --- */

typedef struct Message {
    Arena arena;
    Str bytes; /* on the arena */
    Str id;    /* as JSON; empty: a notification */
    Str method;
    const Node *params, *result;
    bool cancelled, outdated;
    int error;    /* JSON-RPC code, 0: well-formed */
    uint64_t uri; /* hash of params.textDocument.uri; 0: none */
    struct Message *next;
} Message;

enum {
    RPC_PARSE_ERROR = -32700,
    RPC_INVALID_REQUEST = -32600,
    RPC_METHOD_NOT_FOUND = -32601,
    RPC_INVALID_PARAMS = -32602,
    RPC_NOT_INITIALIZED = -32002,
    RPC_SERVER_CANCELLED = -32802,
    RPC_CONTENT_MODIFIED = -32801,
    RPC_REQUEST_CANCELLED = -32800
};

/* --- the client --- */

typedef struct {
    bool pull_diagnostics, related, tags;
    bool document_changes, code_action_literals, action_is_preferred;
    bool hierarchical_symbols;
    bool markdown;      /* in hovers */
    bool configuration; /* workspace/configuration */
    bool watch_files;   /* dynamic registration */
    bool watch_settings;
    bool refresh_diagnostics, refresh_lenses, refresh_hints, refresh_tokens;
    bool shows_rules; /* the page that warmlint.explain answers with */
} Client;

/* Settings of the client; the names are those of its configuration section `warmlint`. */
typedef struct {
    Arena arena;
    Str model, config;
    Provider provider;
    bool strict, lenses, hints;
    RuleChoiceVec rules;
} ClientSettings;

typedef enum { TRACE_OFF, TRACE_MESSAGES, TRACE_VERBOSE } Trace;
typedef enum { STATE_NEW, STATE_RUNNING, STATE_SHUT_DOWN, STATE_OVER } State;

struct Server {
    const ServerOptions *options;
    Inbox inbox;
    Buf out;  /* frames for the client */
    Buf body; /* the message being written */
    Message *first, *last;
    size_t waiting;
    State run_state;
    int status;
    Trace trace;
    Encoding encoding;
    Client client;
    ClientSettings settings;
    struct Project *project;
    Document **documents;
    size_t document_count, document_cap;
    uint64_t revision;              /* the last one given to a document */
    unsigned next_request;          /* id of our next request */
    unsigned configuration_request; /* id of the one that is not answered yet; 0: none */
};

/* --- writing messages (rpc.c) --- */

/* Opens an answer: write the result into the buffer, then rpc_end. */
Buf *rpc_reply(Server *server, const Message *message);
Buf *rpc_notify(Server *server, const char *method); /* its params */
Buf *rpc_request(Server *server, const char *method, unsigned *id);
void rpc_end(Server *server);
void rpc_null(Server *server, const Message *message);
void rpc_error(Server *server, const Message *message, int code, const char *text);
/* Type 1 error, 2 warning, 3 info, 4 log. */
void rpc_log(Server *server, int type, Str text);
/* Reads a body into a message; never NULL. */
Message *rpc_read(Str body);
void rpc_free(Message *message);

/* Members of params, of the right kind or the default. */
const Node *rpc_get(const Node *map, const char *path);
Str rpc_text(const Node *map, const char *path);
bool rpc_bool(const Node *map, const char *path, bool otherwise);
/* A whole number from 0 to 2^31 - 1 (uinteger), clamped. */
uint32_t rpc_uint(const Node *map, const char *path);
bool rpc_spot(const Node *position, Spot *spot);
/* The list at the path has the text as an item. */
bool rpc_has(const Node *map, const char *path, const char *text);

/* --- documents (document.c) --- */

Document *document_find(const Server *server, Str uri);
Document *document_open(Server *server, Str uri, Str language, int64_t version, Str text);
void document_close(Server *server, Document *document);
void documents_free(Server *server);
/* The text changed. */
void document_touch(Server *server, Document *document);
/* What documents are linted with changed: no result holds any more. */
void documents_touch_all(Server *server);
/* The result for the text as it is, linted when that was not done yet. NULL where there is nothing
 * to lint: excluded, or a configuration file. */
const FileResult *document_result(Server *server, Document *document);
/* The same; the findings that touch the place know what can be fixed (Finding.fix), which is found
 * out only when somebody asks, because each repair is tried on a copy. */
const FileResult *document_fixes(Server *server, Document *document, Span place);
/* The text as a source: of the result where there is one, else made in the arena. Valid until the
 * document changes. */
void document_source(Document *document, Arena *arena, Source *source);
/* Range in the current result (or the text of it) -> bytes; false when the params have none. */
bool document_span(const Server *server, const Document *document, const Node *range, Span *span);

/* --- what documents are linted with (project.c) --- */

typedef struct Project Project;

Project *project_new(void);
void project_free(Project *project);
/* The configuration and the overrides for a document; false when a configuration or the lock is
 * broken, which *error then says. Files are read once and anew when they changed on the disk: then
 * all results are dropped, because they refer to what was read. */
bool project_for(Server *server, const Document *document, const Config **config,
                 Overrides *overrides, Str *error);
/* The day for prices and lifecycles. */
Date project_today(const Server *server);
/* Reads everything anew on next use. */
void project_forget(Server *server);

/* --- features: handlers of the table in dispatch.c --- */

typedef void Handler(Server *server, const Message *message);
Handler on_initialize, on_initialized, on_shutdown, on_exit_message, on_set_trace;
Handler on_open, on_change, on_close, on_save;
Handler on_configuration, on_watched_files;
Handler on_diagnostic, on_plan, on_code_lens, on_inlay_hint, on_symbols, on_semantic_tokens;
Handler on_hover, on_execute, on_code_action, on_completion;

/* Configuration that the client sent, as its section or as initializationOptions. */
void settings_read_client(Server *server, const Node *node);
/* What is on the disk may have changed: results are dropped, the client asks again. */
void settings_forget(Server *server);
/* Asks for the section; the answer goes to settings_read_client. */
void settings_ask(Server *server);

/* Pushes what a document has to say; an empty list for one that is closed. */
void diagnostics_push(Server *server, Document *document);
void diagnostics_clear(Server *server, const Document *document);
/* One finding as a Diagnostic. */
void diagnostic_add(Buf *out, const Server *server, const Document *document, const Finding *f);

#endif
