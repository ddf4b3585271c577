/* What can be done about the findings of a range: their repairs, a comment that ignores them, their
 * rule's page; and all safe repairs of the document at once. */
#include <stdlib.h>

#include "lint/base/order.h"
#include "lint/config/suppress.h"
#include "lint/format/format.h"
#include "lint/server/session.h"
#include "rules/rule.h"

#define KIND_FIX     "quickfix"
#define KIND_FIX_ALL "source.fixAll.warmlint"

typedef struct {
    const Server *server;
    const Document *document;
    const FileResult *result; /* NULL of a configuration */
    const Source *source;
    const Node *only; /* kinds that are asked for; NULL: all */
    Arena arena;
    Buf *out;
    size_t count;
} Actions;

/* Kinds are hierarchical: who asks for `source` gets `source.fixAll`. */
static bool is_asked(const Actions *a, const char *kind) {
    if (!a->only) return true;
    for (const Node *item = a->only->first; item; item = item->next) {
        Str asked = node_is_string(item) ? item->text : STR("?");
        bool starts = str_starts(str_from_c(kind), asked);
        if (starts && (!asked.len || !kind[asked.len] || kind[asked.len] == '.')) return true;
    }
    return false;
}

/* --- parts of an action --- */

static void begin(Actions *a, Str title, const char *kind) {
    buf_add_c(a->out, a->count++ ? ",{\"title\":" : "{\"title\":");
    buf_add_json(a->out, title);
    buf_printf(a->out, ",\"kind\":\"%s\"", kind);
}

static void add_diagnostic(Actions *a, const Finding *f) {
    buf_add_c(a->out, ",\"diagnostics\":[");
    diagnostic_add(a->out, a->server, a->document, f);
    buf_add_char(a->out, ']');
}

/* The same change between places that editors have: of a CRLF both are replaced or none. */
static Edit whole_lines(Actions *a, Edit edit) {
    Str bytes = a->source->bytes;
    bool head = position_splits(bytes, edit.span.start),
         tail = position_splits(bytes, edit.span.end);
    if (!head && !tail) return edit;
    Buf text = {0};
    if (head) buf_add_char(&text, '\r');
    buf_add(&text, edit.text);
    if (tail) buf_add_char(&text, '\n');
    edit =
        (Edit){{edit.span.start - head, edit.span.end + tail}, str_dup(&a->arena, buf_str(&text))};
    buf_free(&text);
    return edit;
}

static void add_text_edits(Actions *a, const EditVec *edits) {
    buf_add_char(a->out, '[');
    for (size_t i = 0; i < edits->len; i++) {
        Edit edit = whole_lines(a, edits->items[i]);
        buf_add_c(a->out, i ? ",{\"range\":" : "{\"range\":");
        position_range(a->out, a->source, a->server->encoding, edit.span);
        buf_add_c(a->out, ",\"newText\":");
        buf_add_json(a->out, edit.text);
        buf_add_char(a->out, '}');
    }
    buf_add_char(a->out, ']');
}

static void add_edit(Actions *a, const EditVec *edits) {
    bool versioned = a->server->client.document_changes;
    buf_add_c(a->out, versioned ? ",\"edit\":{\"documentChanges\":[{\"textDocument\":{\"uri\":"
                                : ",\"edit\":{\"changes\":{");
    buf_add_json(a->out, a->document->uri);
    if (versioned)
        buf_printf(a->out, ",\"version\":%lld},\"edits\":", (long long)a->document->version);
    else
        buf_add_char(a->out, ':');
    add_text_edits(a, edits);
    buf_add_c(a->out, versioned ? "}]}" : "}}");
}

/* --- one finding --- */

static void add_fix(Actions *a, const Finding *f) {
    if (!f->fix.edits.len) return;
    Str title = f->fix.title;
    if (f->fix.unsafe)
        title = str_printf(&a->arena, STR_FMT " (changes what the model reads, or guesses)",
                           STR_ARG(title));
    begin(a, title, KIND_FIX);
    add_diagnostic(a, f);
    if (!f->fix.unsafe && a->server->client.action_is_preferred)
        buf_add_c(a->out, ",\"isPreferred\":true");
    add_edit(a, &f->fix.edits);
    buf_add_char(a->out, '}');
}

static const Prompt *prompt_at(const Actions *a, uint32_t offset) {
    const PromptVec *prompts = &a->result->prompts;
    for (size_t i = 0; i < prompts->len; i++)
        if (prompts->items[i].span.start <= offset && offset <= prompts->items[i].span.end)
            return &prompts->items[i];
    return prompts->len ? &prompts->items[0] : NULL;
}

/* The language whose comments the text has; ENGINE_NONE where that is not certain, since a comment
 * of another language would be sent to the model. */
static Engine engine_at(const Actions *a, uint32_t offset) {
    const Prompt *prompt = prompt_at(a, offset);
    Engine engine = a->result->settings.engine;
    if (engine != ENGINE_AUTO) return engine;
    engine = format_engine_of_name(a->document->path);
    if (engine != ENGINE_AUTO) return engine;
    for (size_t i = 0; prompt && i < prompt->segments.len; i++) {
        const Segment *segment = &prompt->segments.items[i];
        if (offset < segment->span.start || offset > segment->span.end) continue;
        engine = template_sniff(segment->text);
        bool blocks = str_has(segment->text, STR("{{#")) || str_has(segment->text, STR("{{!"));
        return engine == ENGINE_MUSTACHE && !blocks ? ENGINE_NONE : engine;
    }
    return ENGINE_NONE;
}

static void add_ignore(Actions *a, const Finding *f) {
    Edit edit;
    bool whole_file;
    const Rule *rule = rule_find(f->code);
    /* What stops a file from being read, and what is said about such comments themselves. */
    if (engine_finding_is_fatal(f) || (rule && rule->check->problem == PROBLEM_UNUSED_IGNORE))
        return;
    if (!suppress_edit(&a->arena, &a->result->source, engine_is_document(a->result),
                       engine_at(a, f->span.start), f->code, f->span.start, &edit, &whole_file))
        return;
    EditVec edits = {.items = &edit, .len = 1};
    begin(a,
          str_printf(&a->arena, "Ignore " STR_FMT " %s, with a reason", STR_ARG(f->code),
                     whole_file ? "in this file" : "here"),
          KIND_FIX);
    add_diagnostic(a, f);
    add_edit(a, &edits);
    buf_add_char(a->out, '}');
}

static void add_explain(Actions *a, const Finding *f) {
    if (!rule_find(f->code)) return;
    Str title =
        str_printf(&a->arena, "Explain " STR_FMT " " STR_FMT, STR_ARG(f->code), STR_ARG(f->name));
    begin(a, title, KIND_FIX);
    add_diagnostic(a, f);
    buf_add_c(a->out, ",\"command\":{\"title\":");
    buf_add_json(a->out, title);
    buf_add_c(a->out, ",\"command\":\"warmlint.explain\",\"arguments\":[");
    buf_add_json(a->out, f->code);
    buf_add_c(a->out, "]}}");
}

static void add_for_range(Actions *a, Span asked) {
    enum { MOST = 20 }; /* findings: a menu, not a report */
    const Finding *found[MOST];
    size_t n = 0;
    for (size_t i = 0; i < a->result->findings.len && n < MOST; i++)
        if (span_touches(a->result->findings.items[i].span, asked))
            found[n++] = &a->result->findings.items[i];
    for (size_t i = 0; i < n; i++) add_fix(a, found[i]);
    for (size_t i = 0; i < n; i++) add_ignore(a, found[i]);
    for (size_t i = 0; i < n; i++) add_explain(a, found[i]);
}

/* --- all of the document --- */

static int by_place(const void *left, const void *right) {
    const Edit *a = left, *b = right;
    if (a->span.start != b->span.start) return order_of(a->span.start, b->span.start);
    return (a->span.end > b->span.end) - (a->span.end < b->span.end);
}

/* A repair is taken whole or not at all; the others come when the document was linted again. */
static bool fits(const EditVec *taken, const EditVec *edits) {
    for (size_t i = 0; i < taken->len; i++)
        for (size_t k = 0; k < edits->len; k++)
            if (span_touches(taken->items[i].span, edits->items[k].span)) return false;
    return true;
}

static void add_fix_all(Actions *a) {
    enum { MOST = 1000 }; /* edits in one go: each is held against all others */
    EditVec taken = {0};
    for (size_t i = 0; i < a->result->findings.len && taken.len < MOST; i++) {
        const Fix *fix = &a->result->findings.items[i].fix;
        if (fix->unsafe || !fix->edits.len || !fits(&taken, &fix->edits)) continue;
        for (size_t k = 0; k < fix->edits.len; k++)
            vec_push(&a->arena, &taken, fix->edits.items[k]);
    }
    if (!taken.len) return;
    qsort(taken.items, taken.len, sizeof *taken.items, by_place);
    begin(a, STR("Repair all that warmlint can repair safely"), KIND_FIX_ALL);
    add_edit(a, &taken);
    buf_add_char(a->out, '}');
}

/* --- a configuration --- */

/* The word that a problem's help proposes: did you mean "x"? */
static bool proposed(const Problem *problem, Str *word) {
    const Str words = STR("did you mean \"");
    size_t end = problem->help.len;
    if (!str_starts(problem->help, words)) return false;
    while (end > words.len && problem->help.ptr[end - 1] != '"') end--;
    *word = str_slice(problem->help, words.len, end ? end - 1 : 0);
    return word->len > 0;
}

static void add_for_config(Actions *a, Document *document, const Node *range) {
    Source *source = ARENA_NEW(&a->arena, Source);
    ProblemVec problems = {0};
    Spot start, end;
    document_source(document, &a->arena, source);
    config_check(&a->arena, document->path, source->bytes, &engine_known_names, source, &problems);
    a->source = source;
    if (!rpc_spot(rpc_get(range, "start"), &start) || !rpc_spot(rpc_get(range, "end"), &end))
        return;
    Span asked = {position_offset(source, a->server->encoding, start),
                  position_offset(source, a->server->encoding, end)};
    for (size_t i = 0; i < problems.len; i++) {
        Str word;
        if (!span_touches(problems.items[i].span, asked) || !proposed(&problems.items[i], &word))
            continue;
        Edit edit = {problems.items[i].span, word};
        begin(a, str_printf(&a->arena, "Change it to " STR_FMT, STR_ARG(word)), KIND_FIX);
        add_edit(a, &(EditVec){.items = &edit, .len = 1});
        buf_add_char(a->out, '}');
    }
}

/* Unasked, at each step of the cursor, it is not worked out what the whole document needs. */
static bool wants_all(const Actions *a, const Message *message) {
    enum { AUTOMATIC = 2 };
    if (!is_asked(a, KIND_FIX_ALL)) return false;
    return a->only || rpc_uint(message->params, "context.triggerKind") != AUTOMATIC;
}

void on_code_action(Server *server, const Message *message) {
    Document *document = document_find(server, rpc_text(message->params, "textDocument.uri"));
    const Node *only = rpc_get(message->params, "context.only");
    const Node *range = rpc_get(message->params, "range");
    Actions a = {.server = server,
                 .document = document,
                 .only = node_is_list(only) ? only : NULL,
                 .out = rpc_reply(server, message)};
    Span asked;
    buf_add_char(a.out, '[');
    if (document) a.result = document_result(server, document);
    if (a.result) a.source = &a.result->source;
    if (document && document->is_config && is_asked(&a, KIND_FIX) &&
        server->client.code_action_literals)
        add_for_config(&a, document, range);
    /* Clients without literals would take commands only. */
    if (a.result && server->client.code_action_literals) {
        if (is_asked(&a, KIND_FIX) && document_span(server, document, range, &asked)) {
            document_fixes(server, document, asked);
            add_for_range(&a, asked);
        }
        if (wants_all(&a, message)) {
            document_fixes(server, document, span_of(0, a.result->source.bytes.len));
            add_fix_all(&a);
        }
    }
    buf_add_char(a.out, ']');
    rpc_end(server);
    arena_free(&a.arena);
}
