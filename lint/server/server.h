/* The language server (LSP 3.17): an editor's open documents, linted as they are typed, with what
 * can be said about them at a place. Pure in and out: bytes of the client go in, bytes for it come
 * out, and nothing is read from anywhere but what `check` reads for the same files. One thread;
 * server_serve runs it on two descriptors.
 *
 * Messages are handled in order. Linting waits until no message does: of a burst of changes only
 * the last version is linted, and a request about a version that is already outdated is answered
 * with ContentModified. Between messages only the documents and their last results are kept. */
#ifndef WARMLINT_SERVER_SERVER_H
#define WARMLINT_SERVER_SERVER_H

#include "lint/base/buf.h"
#include "lint/engine/engine.h"

typedef struct {
    Overrides overrides;  /* of the command line, over those of the client's settings */
    const Config *config; /* for all files; NULL: the nearest one of each */
    bool isolated;        /* reads no configuration and no lock */
    bool fixed_day;       /* overrides.today holds; else the day of `now` */
    int64_t (*now)(void); /* Unix time, seconds */
    /* Makes the client's workspace the current directory; NULL: it stays. */
    bool (*enter)(const char *directory);
    const char *version;
} ServerOptions;

typedef struct Server Server;

/* `options` must outlive it. */
Server *server_new(const ServerOptions *options);
void server_free(Server *server);
/* Bytes of the client. */
void server_receive(Server *server, Str bytes);
/* Messages that are whole and wait. */
size_t server_waiting(const Server *server);
/* Handles one of them; false when none waits. */
bool server_step(Server *server);
/* Lints one document that changed and tells the client; false when there is none. */
bool server_lint_one(Server *server);
/* A document waits to be linted. */
bool server_is_behind(const Server *server);
/* What is to be written, to be emptied by the caller. */
Buf *server_output(Server *server);
/* The client said exit: with which status the process ends. */
bool server_is_over(const Server *server, int *status);

/* Until the client says exit or is gone; the exit status. */
int server_serve(Server *server, int in, int out);

#endif
