#include <stdlib.h>

#include "lint/config/place.h"
#include "lint/engine/fixes.h"
#include "lint/server/session.h"
#include "lint/server/uri.h"

Document *document_find(const Server *server, Str uri) {
    uint64_t hash = str_hash(uri);
    for (size_t i = 0; i < server->document_count; i++)
        if (server->documents[i]->hash == hash && str_eq(server->documents[i]->uri, uri))
            return server->documents[i];
    return NULL;
}

/* By its name alone. */
static bool names_config(Str path) {
    return str_is_any(str_file_name(path), config_file_names);
}

static Document *document_new(Str uri, Str language) {
    Document *document = calloc(1, sizeof *document);
    if (!document) out_of_memory();
    Arena *arena = &document->arena;
    document->uri = str_dup(arena, uri);
    document->hash = str_hash(uri);
    document->language = str_dup(arena, language);
    document->is_file = uri_file(arena, uri, &document->path);
    if (document->is_file) {
        Str real = place_absolute(arena, document->path);
        document->place = place_in_repository(arena, real);
        document->path = place_for_people(arena, real);
    } else {
        document->path = uri_name(arena, uri, document->language);
    }
    document->is_config = names_config(document->path);
    return document;
}

static void drop_result(Document *document) {
    file_result_free(document->result);
    document->result = NULL;
    document->linted = 0;
}

static void document_free(Document *document) {
    drop_result(document);
    text_free(&document->text);
    buf_free(&document->flat);
    Arena arena = document->arena;
    free(document);
    arena_free(&arena);
}

Document *document_open(Server *server, Str uri, Str language, int64_t version, Str text) {
    Document *document = document_find(server, uri);
    if (!document) {
        document = document_new(uri, language);
        if (server->document_count == server->document_cap) {
            server->document_cap = 2 * server->document_cap + 8;
            server->documents =
                realloc(server->documents, server->document_cap * sizeof *server->documents);
            if (!server->documents) out_of_memory();
        }
        server->documents[server->document_count++] = document;
    }
    document->version = version;
    text_set(&document->text, text);
    document_touch(server, document);
    return document;
}

void document_close(Server *server, Document *document) {
    size_t i = 0;
    while (server->documents[i] != document) i++;
    server->documents[i] = server->documents[--server->document_count];
    document_free(document);
}

void documents_free(Server *server) {
    for (size_t i = 0; i < server->document_count; i++) document_free(server->documents[i]);
    free(server->documents);
}

void document_touch(Server *server, Document *document) {
    document->revision = ++server->revision;
    document->changed = true;
}

void documents_touch_all(Server *server) {
    for (size_t i = 0; i < server->document_count; i++) {
        drop_result(server->documents[i]);
        document_touch(server, server->documents[i]);
    }
}

static void flatten(Document *document) {
    enum { ROOM = 1 << 16 };
    size_t len = document->text.len;
    if (document->flat.cap < len + 1 || document->flat.cap > 4 * len + ROOM) {
        buf_free(&document->flat);
        document->flat.cap = len + len / 8 + 1;
        document->flat.ptr = malloc(document->flat.cap);
        if (!document->flat.ptr) out_of_memory();
    }
    text_copy(&document->text, document->flat.ptr);
    document->flat.len = len;
}

static Input input_of(const Document *document, const Str *bytes) {
    return (Input){.path = document->path,
                   .config = document->config,
                   .bytes = bytes,
                   .place = document->place};
}

const FileResult *document_result(Server *server, Document *document) {
    if (document->linted == document->revision) return document->result;
    drop_result(document);
    document->config_error.len = 0;
    document->linted = document->revision;
    if (document->is_config) return NULL;
    if (!project_for(server, document, &document->config, &document->overrides,
                     &document->config_error))
        return NULL;
    document->linted = document->revision; /* project_for may have found that all is new */
    if (document->is_file && config_excludes(document->config, document->path)) return NULL;
    flatten(document);
    Str bytes = buf_str(&document->flat);
    Input input = input_of(document, &bytes);
    document->result = engine_lint(&input, &document->overrides);
    document->fixes_known = NULL;
    return document->result;
}

const FileResult *document_fixes(Server *server, Document *document, Span place) {
    if (!document_result(server, document)) return NULL;
    FileResult *result = document->result;
    size_t count = result->findings.len, wanted = 0;
    if (!document->fixes_known)
        document->fixes_known = arena_array(&result->arena, count, sizeof(bool));
    Arena scratch = {0};
    Repair *others = arena_array(&scratch, count, sizeof *others);
    Fix *known = arena_array(&scratch, count, sizeof *known);
    for (size_t i = 0; i < count; i++) {
        Finding *f = &result->findings.items[i];
        others[i] = f->repair;
        known[i] = f->fix;
        bool asked = !document->fixes_known[i] && span_touches(f->span, place);
        if (asked) document->fixes_known[i] = true;
        wanted += asked;
        if (!asked) f->repair = (Repair){0};
        f->fix = (Fix){0};
    }
    Str bytes = buf_str(&document->flat);
    Input input = input_of(document, &bytes);
    if (wanted) fixes_find(result, &input, &document->overrides, false);
    for (size_t i = 0; i < count; i++) {
        Finding *f = &result->findings.items[i];
        if (known[i].edits.len) f->fix = known[i];
        f->repair = others[i];
    }
    arena_free(&scratch);
    return result;
}

void document_source(Document *document, Arena *arena, Source *source) {
    ProblemVec ignored = {0};
    if (document->result && document->linted == document->revision) {
        *source = document->result->source;
        return;
    }
    /* A configuration, or a document that is not linted. */
    drop_result(document);
    flatten(document);
    source_from_bytes(arena, document->path, buf_str(&document->flat), source, &ignored);
}

bool document_span(const Server *server, const Document *document, const Node *range, Span *span) {
    Spot start, end;
    if (!document->result || !document->result->source.lines) return false;
    const Source *source = &document->result->source;
    if (!rpc_spot(rpc_get(range, "start"), &start) || !rpc_spot(rpc_get(range, "end"), &end))
        return false;
    span->start = position_offset(source, server->encoding, start);
    span->end = position_offset(source, server->encoding, end);
    if (span->end < span->start) span->end = span->start;
    return true;
}
