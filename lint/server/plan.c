/* The cache plan of a document for outlines: the request warmlint/plan, which editors/lsp.md
 * describes. */
#include <stdio.h>

#include "lint/prompt/cost.h"
#include "lint/report/map_words.h"
#include "lint/server/view.h"

typedef struct {
    const Server *server;
    const Document *document;
    const Plan *plan;
    Arena arena;
    Buf *out;
} PlanWriter;

static void add_text(PlanWriter *w, const char *key, Str value) {
    buf_printf(w->out, ",\"%s\":", key);
    if (value.len)
        buf_add_json(w->out, value);
    else
        buf_add_c(w->out, "null");
}

static void add_count(PlanWriter *w, const char *key, TokCount count) {
    buf_printf(w->out, ",\"%s\":{\"tokens\":%lld,\"lo\":%lld,\"hi\":%lld}", key,
               (long long)count.tokens, (long long)count.lo, (long long)count.hi);
}

static void add_usd(PlanWriter *w, const char *key, double usd) {
    if (usd >= 0)
        buf_printf(w->out, ",\"%s\":%.6g", key, usd);
    else
        buf_printf(w->out, ",\"%s\":null", key);
}

static void add_range(PlanWriter *w, const char *key, Span span) {
    buf_printf(w->out, ",\"%s\":", key);
    position_range(w->out, &w->document->result->source, w->server->encoding, span);
}

static void add_change(PlanWriter *w, size_t step) {
    const Piece *piece = plan_piece(w->plan, step);
    Buf words = {0};
    map_change_words(&words, w->plan, step);
    buf_printf(w->out, "{\"volatility\":\"%s\"", volatility_name(w->plan->steps[step].volatility));
    add_text(w, "source", piece->kind == PIECE_TEXT ? (Str){0} : str_slice(piece->source, 0, 200));
    add_text(w, "words", buf_str(&words));
    add_range(w, "range", view_step_span(w->plan, step));
    buf_add_char(w->out, '}');
    buf_free(&words);
}

/* Values that differ between calls, users, sessions or days; the first of very many. */
static void add_changes(PlanWriter *w, const MapRow *row) {
    enum { MOST = 100 };
    int n = 0;
    buf_add_c(w->out, ",\"changes\":[");
    for (size_t i = view_first_step(w->plan, row->first);
         i < w->plan->step_count && w->plan->steps[i].segment == row->first && n < MOST; i++) {
        if (w->plan->steps[i].volatility < VOL_TENANT) continue;
        if (n++) buf_add_char(w->out, ',');
        add_change(w, i);
    }
    buf_add_char(w->out, ']');
}

static void add_breakpoint(PlanWriter *w, const MapRow *row) {
    static const char *const origins[] = {"none",     "explicit", "automatic",
                                          "implicit", "injected", "resource"};
    static const char *const reach[] = {"unknown", "below", "unsure", "yes"};
    const PlanBreakpoint *found = view_breakpoint(w->plan, row->first);
    if (!found) {
        buf_add_c(w->out, ",\"breakpoint\":null");
        return;
    }
    Buf words = {0};
    map_breakpoint_words(&words, w->plan, found);
    view_add_factors(&words, w->plan, found->ttl_seconds);
    Span mark = w->plan->prompt->segments.items[row->first].breakpoint.span;
    buf_printf(w->out,
               ",\"breakpoint\":{\"origin\":\"%s\",\"ttlSeconds\":%u,\"reachesMinimum\":\"%s\","
               "\"behindChange\":%s",
               origins[found->origin], found->ttl_seconds, reach[found->reach],
               found->first_change == NO_STEP ? "false" : "true");
    add_count(w, "prefix", found->prefix);
    add_text(w, "words", buf_str(&words));
    if (mark.end > mark.start) add_range(w, "range", mark);
    buf_add_char(w->out, '}');
    buf_free(&words);
}

static void add_segment(PlanWriter *w, const ViewRow *view) {
    const MapRow *row = &view->row;
    const Segment *segment = &w->plan->prompt->segments.items[row->first];
    Buf state = {0};
    map_row_state(&state, w->plan, row);
    buf_add_c(w->out, "{\"place\":");
    buf_add_json(w->out, segment_place(&w->arena, w->plan->prompt, segment));
    add_text(w, "name", segment->name);
    buf_printf(w->out, ",\"section\":\"%s\",\"role\":\"%s\"", section_name(segment->section),
               map_row_role(w->plan, row));
    add_range(w, "range", view->span);
    add_count(w, "tokens", row->size);
    buf_printf(w->out, ",\"unsized\":%s", row->unsized ? "true" : "false");
    add_count(w, "running", view->running);
    buf_printf(w->out, ",\"cached\":\"%s\"", view_cached_name(view->cached));
    add_text(w, "state", buf_str(&state));
    if (row->kept_by)
        buf_printf(w->out, ",\"ttlSeconds\":%u", row->kept_by->ttl_seconds);
    else
        buf_add_c(w->out, ",\"ttlSeconds\":null");
    add_usd(w, "usdPer1000", view->usd_per_1000);
    buf_printf(w->out, ",\"volatility\":\"%s\"", volatility_name(view_volatility(w->plan, row)));
    add_changes(w, row);
    add_breakpoint(w, row);
    buf_add_char(w->out, '}');
    buf_free(&state);
}

static void add_bill(PlanWriter *w) {
    CallCost warm = cost_call(w->plan, COST_WARM, NULL);
    CallCost plain = cost_call(w->plan, COST_UNCACHED, NULL);
    Buf words = {0};
    map_bill_words(&words, w->plan);
    buf_printf(w->out, ",\"warm\":{\"read\":%.0f,\"written\":%.0f,\"paid\":%.0f", warm.flow.read.at,
               warm.flow.written_short.at + warm.flow.written_long.at, warm.flow.uncached.at);
    add_usd(w, "usdPer1000", warm.known ? 1000 * warm.input_usd.at : COST_UNKNOWN);
    add_usd(w, "usdPer1000Uncached", plain.known ? 1000 * plain.input_usd.at : COST_UNKNOWN);
    add_text(w, "words", buf_str(&words));
    buf_add_char(w->out, '}');
    buf_free(&words);
}

static void add_prompt(PlanWriter *w) {
    static const char *const kinds[] = {"unknown", "template", "static", "unknown", "rendered"};
    const Prompt *prompt = w->plan->prompt;
    ViewRowVec rows = {0};
    view_rows(&w->arena, &w->document->result->source, w->plan, false, &rows);
    buf_add_c(w->out, "{\"format\":");
    buf_add_json(w->out, prompt->format);
    add_text(w, "name", prompt->name);
    add_text(w, "version", prompt->version);
    add_text(w, "path", prompt->path_in_file);
    add_text(w, "model", prompt->model_id);
    add_text(w, "provider",
             str_from_c(prompt->provider == PROVIDER_UNKNOWN
                            ? NULL
                            : facts_provider_name(prompt->provider)));
    buf_printf(w->out, ",\"kind\":\"%s\"", kinds[prompt->kind <= KIND_RENDERED ? prompt->kind : 0]);
    add_range(w, "range", prompt->span);
    add_count(w, "total", w->plan->total);
    add_count(w, "stable", w->plan->stable);
    buf_printf(w->out, ",\"unsized\":%s,\"frame\":%lld,\"minimum\":%lld",
               w->plan->unsized ? "true" : "false", (long long)w->plan->overhead.tokens,
               (long long)w->plan->minimum);
    add_bill(w);
    buf_add_c(w->out, ",\"segments\":[");
    for (size_t i = 0; i < rows.len; i++) {
        if (i) buf_add_char(w->out, ',');
        add_segment(w, &rows.items[i]);
    }
    buf_add_c(w->out, "]}");
    arena_free(&w->arena);
}

void on_plan(Server *server, const Message *message) {
    Document *document = document_find(server, rpc_text(message->params, "textDocument.uri"));
    if (!document) {
        rpc_null(server, message);
        return;
    }
    const FileResult *result = document_result(server, document);
    Buf *out = rpc_reply(server, message);
    buf_printf(out, "{\"version\":%lld,\"prompts\":[", (long long)document->version);
    for (size_t i = 0; result && i < result->prompts.len; i++) {
        if (i) buf_add_char(out, ',');
        add_prompt(&(PlanWriter){
            .server = server, .document = document, .plan = result->plans[i], .out = out});
    }
    buf_add_c(out, "]}");
    rpc_end(server);
}
