/* Semantic tokens: what a warm call does with each stretch of text. A token ends with its line. */
#include <stdlib.h>

#include "lint/base/order.h"
#include "lint/report/map_words.h"
#include "lint/server/tokens.h"
#include "lint/server/view.h"

/* In the order of TOKEN_TYPES, the first ones those of CellKind. */
enum { TOKEN_SLOW = CELL_KINDS };

typedef struct {
    Span span;
    int type;
} Stretch;
typedef VEC(Stretch) StretchVec;

static int type_of(const Plan *plan, size_t step) {
    const PlanStep *s = &plan->steps[step];
    if (s->volatility >= VOL_APPEND) return CELL_CHANGE;
    return s->volatility >= VOL_TENANT ? TOKEN_SLOW : (int)map_kind_at(plan, s->before.tokens);
}

static void gather(Arena *arena, const Plan *plan, StretchVec *out) {
    for (size_t i = 0; i < plan->step_count; i++) {
        Span span = view_step_span(plan, i);
        if (span.end > span.start) vec_push(arena, out, (Stretch){span, type_of(plan, i)});
    }
}

static int by_place(const void *left, const void *right) {
    const Stretch *a = left, *b = right;
    if (a->span.start != b->span.start) return order_of(a->span.start, b->span.start);
    return (a->span.end > b->span.end) - (a->span.end < b->span.end);
}

typedef struct {
    Buf *out;
    const Source *source;
    Encoding encoding;
    Spot last;
    size_t count;
} TokenWriter;

/* A stretch of one line, without the blanks around it. */
static void add_token(TokenWriter *w, size_t start, size_t end, int type) {
    const char *p = w->source->bytes.ptr;
    while (start < end && ascii_is_space(p[start])) start++;
    while (end > start && ascii_is_space(p[end - 1])) end--;
    if (start == end) return;
    Spot from = position_of(w->source, w->encoding, (uint32_t)start);
    Spot to = position_of(w->source, w->encoding, (uint32_t)end);
    uint32_t character =
        from.line == w->last.line ? from.character - w->last.character : from.character;
    buf_printf(w->out, "%s%u,%u,%u,%d,0", w->count++ ? "," : "", from.line - w->last.line,
               character, to.character - from.character, type);
    w->last = from;
}

static void add_lines(TokenWriter *w, Span span, int type) {
    size_t line = source_line_at(w->source, span.start);
    for (size_t at = span.start; at < span.end; line++) {
        size_t end =
            line + 1 < w->source->lines ? w->source->line_starts[line + 1] : w->source->bytes.len;
        if (end > span.end) end = span.end;
        add_token(w, at, end, type);
        at = end;
    }
}

static void add_all(TokenWriter *w, StretchVec *stretches, Span asked) {
    uint32_t done = asked.start;
    if (stretches->len) qsort(stretches->items, stretches->len, sizeof *stretches->items, by_place);
    for (size_t i = 0; i < stretches->len; i++) {
        Span span = stretches->items[i].span;
        if (span.start < done) span.start = done; /* texts used twice */
        if (span.end > asked.end) span.end = asked.end;
        if (span.end <= span.start) continue;
        add_lines(w, span, stretches->items[i].type);
        done = span.end;
    }
}

void on_semantic_tokens(Server *server, const Message *message) {
    Document *document = document_find(server, rpc_text(message->params, "textDocument.uri"));
    const FileResult *result = document ? document_result(server, document) : NULL;
    Buf *out = rpc_reply(server, message);
    buf_add_c(out, "{\"data\":[");
    if (result) {
        Arena arena = {0};
        StretchVec stretches = {0};
        Span asked;
        if (!document_span(server, document, rpc_get(message->params, "range"), &asked))
            asked = span_of(0, result->source.bytes.len);
        for (size_t i = 0; i < result->prompts.len; i++)
            gather(&arena, result->plans[i], &stretches);
        add_all(&(TokenWriter){.out = out, .source = &result->source, .encoding = server->encoding},
                &stretches, asked);
        arena_free(&arena);
    }
    buf_add_c(out, "]}");
    rpc_end(server);
}
