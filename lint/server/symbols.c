/* Prompts and their blocks as document symbols: a tree, or a list for clients that know none. */
#include "lint/report/figures.h"
#include "lint/server/view.h"

enum { KIND_MODULE = 2, KIND_FUNCTION = 12, KIND_STRING = 15 };

typedef struct {
    const Server *server;
    const Document *document;
    const Plan *plan;
    Arena arena;
    Buf *out;
    size_t count; /* of the flat list */
} Symbols;

static void add_range(Symbols *s, const char *key, Span span) {
    buf_printf(s->out, ",\"%s\":", key);
    position_range(s->out, &s->document->result->source, s->server->encoding, span);
}

static Str prompt_name(const Symbols *s) {
    const Prompt *prompt = s->plan->prompt;
    if (prompt->path_in_file.len) return prompt->path_in_file;
    if (prompt->name.len) return prompt->name;
    return prompt->format;
}

/* A name must not be empty. */
static void add_name(Symbols *s, Str name, int kind) {
    buf_add_c(s->out, "{\"name\":");
    buf_add_json(s->out, name.len ? name : STR("prompt"));
    buf_printf(s->out, ",\"kind\":%d", kind);
}

static void row_detail(Buf *out, const Plan *plan, const ViewRow *view) {
    figure_tokens(out, view->row.size);
    buf_add_c(out, " tokens, ");
    map_row_state(out, plan, &view->row);
}

static int row_kind(const Symbols *s, const ViewRow *view) {
    const Segment *segment = &s->plan->prompt->segments.items[view->row.first];
    return segment->section == SECTION_TOOLS ? KIND_FUNCTION : KIND_STRING;
}

static void add_child(Symbols *s, const ViewRow *view) {
    Buf detail = {0};
    row_detail(&detail, s->plan, view);
    add_name(s, map_row_place(&s->arena, s->plan, &view->row, false), row_kind(s, view));
    buf_add_c(s->out, ",\"detail\":");
    buf_add_json(s->out, buf_str(&detail));
    add_range(s, "range", view->span);
    add_range(s, "selectionRange", view->span);
    buf_add_char(s->out, '}');
    buf_free(&detail);
}

/* The prompt and all its blocks: a block may come from elsewhere in the file. */
static Span hull(const Symbols *s, const ViewRowVec *rows) {
    Span all = s->plan->prompt->span;
    for (size_t i = 0; i < rows->len; i++) {
        if (rows->items[i].span.start < all.start) all.start = rows->items[i].span.start;
        if (rows->items[i].span.end > all.end) all.end = rows->items[i].span.end;
    }
    return all;
}

static void add_tree(Symbols *s, const ViewRowVec *rows) {
    Span all = hull(s, rows), start = {all.start, all.start};
    if (span_holds(all, s->plan->prompt->anchor)) start = s->plan->prompt->anchor;
    Buf detail = {0};
    figure_tokens(&detail, s->plan->total);
    buf_add_c(&detail, s->plan->unsized ? " tokens and values" : " tokens");
    if (s->count++) buf_add_char(s->out, ',');
    add_name(s, prompt_name(s), KIND_MODULE);
    buf_add_c(s->out, ",\"detail\":");
    buf_add_json(s->out, buf_str(&detail));
    add_range(s, "range", all);
    add_range(s, "selectionRange", start);
    buf_add_c(s->out, ",\"children\":[");
    for (size_t i = 0; i < rows->len; i++) {
        if (i) buf_add_char(s->out, ',');
        add_child(s, &rows->items[i]);
    }
    buf_add_c(s->out, "]}");
    buf_free(&detail);
}

static void add_flat(Symbols *s, const ViewRowVec *rows) {
    for (size_t i = 0; i < rows->len; i++) {
        if (s->count++) buf_add_char(s->out, ',');
        add_name(s, map_row_place(&s->arena, s->plan, &rows->items[i].row, false),
                 row_kind(s, &rows->items[i]));
        buf_add_c(s->out, ",\"containerName\":");
        buf_add_json(s->out, prompt_name(s));
        buf_add_c(s->out, ",\"location\":{\"uri\":");
        buf_add_json(s->out, s->document->uri);
        add_range(s, "range", rows->items[i].span);
        buf_add_c(s->out, "}}");
    }
}

void on_symbols(Server *server, const Message *message) {
    Document *document = document_find(server, rpc_text(message->params, "textDocument.uri"));
    const FileResult *result = document ? document_result(server, document) : NULL;
    Symbols s = {.server = server, .document = document, .out = rpc_reply(server, message)};
    buf_add_char(s.out, '[');
    for (size_t i = 0; result && i < result->prompts.len; i++) {
        ViewRowVec rows = {0};
        s.plan = result->plans[i];
        view_rows(&s.arena, &result->source, s.plan, false, &rows);
        if (server->client.hierarchical_symbols)
            add_tree(&s, &rows);
        else
            add_flat(&s, &rows);
        arena_free(&s.arena);
    }
    buf_add_char(s.out, ']');
    rpc_end(server);
}
