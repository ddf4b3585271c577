/* Lines about the cache in the text: code lenses above prompts, blocks and breakpoints, and inlay
 * hints with running totals. */
#include <math.h>

#include "lint/prompt/cost.h"
#include "lint/report/figures.h"
#include "lint/report/map_words.h"
#include "lint/server/view.h"

typedef struct {
    const Server *server;
    const Source *source;
    Arena arena;
    Buf *out;
    Buf words;
    size_t count;
    Span asked; /* of hints: only in here */
} Lines;

/* The list of an answer about a document; `each` adds the items of a prompt. */
static void answer(Server *server, const Message *message, bool wanted,
                   void (*each)(Lines *, const Plan *)) {
    Document *document = document_find(server, rpc_text(message->params, "textDocument.uri"));
    const FileResult *result = document && wanted ? document_result(server, document) : NULL;
    Buf *out = rpc_reply(server, message);
    buf_add_char(out, '[');
    if (result) {
        Lines lines = {.server = server, .source = &result->source, .out = out};
        if (!document_span(server, document, rpc_get(message->params, "range"), &lines.asked))
            lines.asked = span_of(0, result->source.bytes.len);
        for (size_t i = 0; i < result->prompts.len; i++) each(&lines, result->plans[i]);
        arena_free(&lines.arena);
        buf_free(&lines.words);
    }
    buf_add_char(out, ']');
    rpc_end(server);
}

/* --- lenses --- */

/* One with the words gathered; no command: there is nothing to run. */
static void add_lens(Lines *lines, uint32_t offset) {
    buf_add_c(lines->out, lines->count++ ? ",{\"range\":" : "{\"range\":");
    position_range(lines->out, lines->source, lines->server->encoding, (Span){offset, offset});
    buf_add_c(lines->out, ",\"command\":{\"title\":");
    buf_add_json(lines->out, buf_str(&lines->words));
    buf_add_c(lines->out, ",\"command\":\"\"}}");
    lines->words.len = 0;
}

static void prompt_lens(Lines *lines, const Plan *plan) {
    CallCost warm = cost_call(plan, COST_WARM, NULL), plain = cost_call(plan, COST_UNCACHED, NULL);
    figure_tokens(&lines->words, plan->total);
    buf_add_c(&lines->words, plan->unsized ? " tokens and values · a warm call reads "
                                           : " tokens · a warm call reads ");
    buf_add_count(&lines->words, llround(warm.flow.read.at));
    buf_add_c(&lines->words, ", writes ");
    buf_add_count(&lines->words, llround(warm.flow.written_short.at + warm.flow.written_long.at));
    buf_add_c(&lines->words, ", pays ");
    buf_add_count(&lines->words, llround(warm.flow.uncached.at));
    if (warm.known) view_add_usd(&lines->words, 1000 * warm.input_usd.at);
    if (warm.known && plain.known) {
        buf_add_c(&lines->words, ", ");
        figure_usd(&lines->words, 1000 * plain.input_usd.at);
        buf_add_c(&lines->words, " without cache");
    }
    add_lens(lines, plan->prompt->span.start);
}

static void row_lens(Lines *lines, const Plan *plan, const ViewRow *view) {
    buf_add(&lines->words, map_row_place(&lines->arena, plan, &view->row, false));
    buf_add_c(&lines->words, " · ");
    figure_tokens(&lines->words, view->row.size);
    buf_add_c(&lines->words, view->row.unsized ? " tokens and values · " : " tokens · ");
    map_row_state(&lines->words, plan, &view->row);
    view_add_usd(&lines->words, view->usd_per_1000);
    add_lens(lines, view->span.start);
}

static void breakpoint_lens(Lines *lines, const Plan *plan, const PlanBreakpoint *b) {
    Span mark = plan->prompt->segments.items[b->segment].breakpoint.span;
    if (b->origin == BREAKPOINT_AUTOMATIC) mark = plan->prompt->automatic.span;
    if (mark.end <= mark.start) return;
    map_breakpoint_words(&lines->words, plan, b);
    view_add_factors(&lines->words, plan, b->ttl_seconds);
    add_lens(lines, mark.start);
}

static void prompt_lenses(Lines *lines, const Plan *plan) {
    ViewRowVec rows = {0};
    prompt_lens(lines, plan);
    view_rows(&lines->arena, lines->source, plan, true, &rows);
    for (size_t i = 0; i < rows.len && rows.len > 1; i++) row_lens(lines, plan, &rows.items[i]);
    for (size_t i = 0; i < plan->breakpoint_count; i++)
        breakpoint_lens(lines, plan, &plan->breakpoints[i]);
}

void on_code_lens(Server *server, const Message *message) {
    answer(server, message, server->settings.lenses, prompt_lenses);
}

/* --- hints --- */

static void add_hint(Lines *lines, uint32_t offset, const char *tooltip) {
    Spot spot = position_of(lines->source, lines->server->encoding, offset);
    buf_printf(lines->out, "%s{\"position\":{\"line\":%u,\"character\":%u},\"label\":",
               lines->count++ ? "," : "", spot.line, spot.character);
    buf_add_json(lines->out, buf_str(&lines->words));
    buf_add_c(lines->out, ",\"paddingLeft\":true,\"tooltip\":");
    buf_add_json(lines->out, str_from_c(tooltip));
    buf_add_char(lines->out, '}');
    lines->words.len = 0;
}

static bool is_asked(const Lines *lines, uint32_t offset) {
    return offset >= lines->asked.start && offset <= lines->asked.end;
}

static void total_hint(Lines *lines, const ViewRow *view) {
    if (!is_asked(lines, view->span.end)) return;
    buf_add_c(&lines->words, "Σ ");
    figure_tokens(&lines->words, view->running);
    buf_add_c(&lines->words, " tokens");
    add_hint(lines, view->span.end, "tokens of the prompt up to here, in cache order");
}

/* Behind the first value that changes. */
static void end_hint(Lines *lines, const Plan *plan) {
    if (plan->first_change == NO_STEP) return;
    Span span = view_step_span(plan, plan->first_change);
    if (plan_piece(plan, plan->first_change)->kind == PIECE_TEXT || !is_asked(lines, span.end))
        return;
    buf_add_c(&lines->words, "◂ no cache from here on");
    add_hint(lines, span.end,
             "the first value that changes: a cached prefix can reach up to it, not further");
}

static void prompt_hints(Lines *lines, const Plan *plan) {
    ViewRowVec rows = {0};
    view_rows(&lines->arena, lines->source, plan, false, &rows);
    for (size_t i = 0; i < rows.len; i++) total_hint(lines, &rows.items[i]);
    end_hint(lines, plan);
}

void on_inlay_hint(Server *server, const Message *message) {
    answer(server, message, server->settings.hints, prompt_hints);
}
