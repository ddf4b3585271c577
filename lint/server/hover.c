/* What can be said about the place under the cursor: findings with their rule's page, a value and
 * how often it changes, the model, the block with its tokens, cache state and price. */
#include "lint/report/compose.h"
#include "lint/report/figures.h"
#include "lint/report/map_words.h"
#include "lint/server/explain.h"
#include "lint/server/view.h"

typedef struct {
    const Document *document;
    const FileResult *result;
    uint32_t at;
    Arena arena;
    Buf text;
    Span span; /* the smallest thing that was spoken of */
    bool some;
} Hover;

static bool holds(Span span, uint32_t at) {
    return span.start <= at && (at < span.end || (at == span.end && span.start == span.end));
}

/* A part begins; parts are divided by a rule. */
static void begin(Hover *h, Span span) {
    if (h->text.len) buf_add_c(&h->text, "\n\n---\n\n");
    if (!h->some || span.end - span.start < h->span.end - h->span.start) h->span = span;
    h->some = true;
}

/* Text from the file, which must not become Markdown. */
static void add_code(Buf *out, Str text) {
    Buf visible = {0};
    size_t run = 0, longest = 0;
    buf_add_visible(&visible, str_slice(text, 0, 200), false);
    for (size_t i = 0; i < visible.len; i++) {
        run = visible.ptr[i] == '`' ? run + 1 : 0;
        if (run > longest) longest = run;
    }
    buf_repeat(out, "`", longest + 1);
    if (longest) buf_add_char(out, ' ');
    buf_add(out, buf_str(&visible));
    if (longest) buf_add_char(out, ' ');
    buf_repeat(out, "`", longest + 1);
    buf_free(&visible);
}

/* --- rules --- */

static void findings(Hover *h) {
    for (size_t i = 0; i < h->result->findings.len; i++) {
        const Finding *f = &h->result->findings.items[i];
        if (!holds(f->span, h->at)) continue;
        begin(h, f->span);
        explain_finding(&h->text, f);
    }
}

static bool is_name_byte(char c) {
    return ascii_is_alnum(c) || c == '-';
}

/* A rule named in a suppression, or anywhere in a configuration. */
static void named_rule(Hover *h, Str bytes, bool anywhere) {
    size_t start = h->at, end = h->at, line = h->at;
    while (start && is_name_byte(bytes.ptr[start - 1])) start--;
    while (end < bytes.len && is_name_byte(bytes.ptr[end])) end++;
    while (line && bytes.ptr[line - 1] != '\n') line--;
    bool named = anywhere || str_has(str_slice(bytes, line, h->at), STR("warmlint:"));
    const Rule *rule = named && end > start ? rule_find(str_slice(bytes, start, end)) : NULL;
    if (!rule) return;
    begin(h, span_of(start, end));
    explain_rule(&h->text, rule);
}

/* --- values --- */

static const char *certainty_words(Certainty certainty) {
    switch (certainty) {
    case CERTAIN_SYNTAX: return "the template language says so";
    case CERTAIN_DECLARED: return "declared";
    case CERTAIN_NAME: return "by its name; declare it where that is wrong";
    case CERTAIN_AMBIGUOUS:
        return "by its name, which means different things in different projects: declare it";
    case CERTAIN_NOT: break;
    }
    return "its name does not tell: declare it under `inputs` or `volatility`";
}

static void value(Hover *h, const Plan *plan, size_t step) {
    const Piece *piece = plan_piece(plan, step);
    const PlanStep *s = &plan->steps[step];
    begin(h, view_step_span(plan, step));
    add_code(&h->text, str_trim(piece->source));
    if (piece->example) {
        buf_add_c(&h->text, " is shown to the model, not filled in");
        return;
    }
    buf_printf(&h->text, " %s (*%s*): %s.", volatility_phrase(piece->verdict),
               volatility_name(piece->verdict.volatility),
               certainty_words(piece->verdict.certainty));
    if (piece->tokens > 0) buf_printf(&h->text, " Declared with %.0f tokens.", piece->tokens);
    buf_add_c(&h->text, "\n\n");
    figure_tokens(&h->text, s->before);
    buf_add_c(&h->text, " tokens stand before it");
    if (s->volatility >= VOL_APPEND) {
        TokCount behind = plan_reusable_after(plan, step, true);
        if (step == plan->first_change) buf_add_c(&h->text, "; a cached prefix ends here");
        if (behind.tokens > 0) {
            buf_add_c(&h->text, "; ");
            figure_tokens(&h->text, behind);
            buf_add_c(&h->text, " stable tokens behind it are out of the cache's reach");
        }
    }
    buf_add_char(&h->text, '.');
}

/* The step of the segment whose text is under the cursor. */
static void step_at(Hover *h, const Plan *plan, const MapRow *row) {
    for (size_t i = view_first_step(plan, row->first);
         i < plan->step_count && plan->steps[i].segment <= row->last; i++) {
        PieceKind kind = plan_piece(plan, i)->kind;
        if (kind == PIECE_TEXT || kind == PIECE_COMMENT || kind == PIECE_TAG) continue;
        if (!holds(view_step_span(plan, i), h->at)) continue;
        value(h, plan, i);
        return;
    }
}

/* --- blocks --- */

static void block(Hover *h, const Plan *plan, const ViewRow *view) {
    begin(h, view->span);
    buf_add_c(&h->text, "**");
    buf_add_visible(&h->text, map_row_place(&h->arena, plan, &view->row, false), false);
    buf_add_c(&h->text, "** ");
    figure_tokens(&h->text, view->row.size);
    buf_add_c(&h->text, view->row.unsized ? " tokens and values, " : " tokens, ");
    map_row_state(&h->text, plan, &view->row);
    view_add_usd(&h->text, view->usd_per_1000);
    buf_add_c(&h->text, "\n\n");
    figure_tokens(&h->text, view->running);
    buf_add_c(&h->text, " of ");
    figure_tokens(&h->text, plan->total);
    buf_add_c(&h->text, " tokens up to its end. ");
    map_bill_words(&h->text, plan);
    const PlanBreakpoint *b = view_breakpoint(plan, view->row.first);
    if (!b) return;
    buf_add_c(&h->text, "\n\nBehind it: ");
    map_breakpoint_words(&h->text, plan, b);
    view_add_factors(&h->text, plan, b->ttl_seconds);
    buf_add_char(&h->text, '.');
}

static void model(Hover *h, const Prompt *prompt) {
    if (!holds(prompt->model_span, h->at) || prompt->model_span.end == 0) return;
    begin(h, prompt->model_span);
    add_code(&h->text, prompt->model_id);
    if (!prompt->model) {
        buf_add_c(&h->text, " is in no table of models");
        return;
    }
    buf_add_char(&h->text, ' ');
    view_model(&h->text, prompt->model, prompt->settings->today);
}

static void prompt(Hover *h, const Plan *plan) {
    ViewRowVec rows = {0};
    if (!span_holds(plan->prompt->span, (Span){h->at, h->at}) && plan->prompt->span.end) return;
    model(h, plan->prompt);
    view_rows(&h->arena, &h->result->source, plan, false, &rows);
    for (size_t i = 0; i < rows.len; i++) {
        if (!holds(rows.items[i].span, h->at)) continue;
        step_at(h, plan, &rows.items[i].row);
        block(h, plan, &rows.items[i]);
    }
}

/* --- the answer --- */

static void answer(Server *server, const Message *message, Hover *h, const Source *source) {
    Buf *out = rpc_reply(server, message);
    if (h->some) {
        buf_printf(out, "{\"contents\":{\"kind\":\"%s\",\"value\":",
                   server->client.markdown ? "markdown" : "plaintext");
        buf_add_json(out, buf_str(&h->text));
        buf_add_c(out, "},\"range\":");
        position_range(out, source, server->encoding, h->span);
        buf_add_char(out, '}');
    } else {
        buf_add_c(out, "null");
    }
    rpc_end(server);
    buf_free(&h->text);
    arena_free(&h->arena);
}

void on_hover(Server *server, const Message *message) {
    Document *document = document_find(server, rpc_text(message->params, "textDocument.uri"));
    Hover h = {.document = document};
    Source source = {0};
    Spot spot;
    if (document && rpc_spot(rpc_get(message->params, "position"), &spot)) {
        h.result = document_result(server, document);
        document_source(document, &h.arena, &source);
        h.at = position_offset(&source, server->encoding, spot);
        if (h.result) findings(&h);
        named_rule(&h, source.bytes, document->is_config);
        for (size_t i = 0; h.result && i < h.result->prompts.len; i++)
            prompt(&h, h.result->plans[i]);
    }
    answer(server, message, &h, &source);
}
