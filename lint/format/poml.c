/* POML: markup around {{ JavaScript }}; <system-msg>, <human-msg> and <ai-msg> are messages, and
 * other elements (<role>, <task>, <document>) are text of the system's until a message says
 * otherwise. Shape: microsoft/poml. Elements are rendered into Markdown or other text, so sizes are
 * estimates of the source. */
#include "lint/format/includes.h"
#include "lint/format/lower.h"
#include "lint/format/markup.h"

static const char *names(Str path) {
    return str_ends_nocase(path, STR(".poml")) ? "file name *.poml" : NULL;
}

static Role role_of(Str name) {
    static const struct {
        const char *name;
        Role role;
    } messages[] = {{"system-msg", ROLE_SYSTEM},       {"human-msg", ROLE_USER},
                    {"user-msg", ROLE_USER},           {"ai-msg", ROLE_ASSISTANT},
                    {"assistant-msg", ROLE_ASSISTANT}, {"SystemMessage", ROLE_SYSTEM},
                    {"HumanMessage", ROLE_USER},       {"UserMessage", ROLE_USER},
                    {"AiMessage", ROLE_ASSISTANT},     {"AssistantMessage", ROLE_ASSISTANT}};
    for (size_t i = 0; i < sizeof messages / sizeof *messages; i++)
        if (str_eq_nocase(name, str_from_c(messages[i].name))) return messages[i].role;
    return ROLE_UNKNOWN;
}

/* Elements that configure and write nothing into the prompt. */
static bool is_silent(Str name) {
    static const char *const silent[] = {"let",  "runtime",    "output-schema", "tool-definition",
                                         "meta", "stylesheet", "poml",          NULL};
    return str_is_any_nocase(name, silent);
}

typedef struct {
    PartVec parts;
    Role role;
    size_t start;
    Str inside; /* the silent element that is open: its text is not sent */
} Cut;

/* A message from `start` to `end`, without the comments in it. */
static void add_text(Lowering *l, Cut *cut, Str text, size_t end) {
    size_t start = cut->start;
    while (start < end) {
        size_t open = str_find(str_slice(text, 0, end), STR("<!--"), start);
        if (open == STR_NOT_FOUND) break;
        part_add(l->arena, &cut->parts, cut->role, start, open);
        size_t close = str_find(text, STR("-->"), open);
        start = close == STR_NOT_FOUND ? end : close + 3;
    }
    part_add(l->arena, &cut->parts, cut->role, start, end);
}

static void take_tag(Lowering *l, Cut *cut, Str text, const Markup *tag) {
    if (cut->inside.len && !(tag->closing && str_eq(tag->name, cut->inside))) return;
    Role role = role_of(tag->name);
    bool silent = is_silent(tag->name);
    if (role == ROLE_UNKNOWN && !silent) return;
    if (!cut->inside.len) add_text(l, cut, text, tag->span.start);
    cut->start = tag->span.end;
    cut->inside = (Str){0};
    if (role != ROLE_UNKNOWN)
        cut->role = tag->closing ? ROLE_SYSTEM : role;
    else if (!tag->closing && !tag->empty && !str_eq_nocase(tag->name, STR("poml")))
        cut->inside = tag->name;
}

/* The runtime element carries parameters as attributes. */
static void read_runtime(Lowering *l, Prompt *prompt, const Node *text, const Markup *tag) {
    Str model;
    if (!markup_attribute(tag, "model", &model) || !model.len) return;
    size_t at = (size_t)(model.ptr - text->text.ptr);
    Node *node = lower_rest_node(l, text, at);
    node->span = lower_place_in(text, span_of(at, at + model.len));
    node->text = model;
    lower_model(l, prompt, node, NULL);
}

/* What a tag only tests or goes through is not sent: `if="{{ file }}"`, `for="x in {{ rows }}"`. */
static void tests_send_nothing(Str text, const Markup *tag, PieceVec *pieces, size_t *next) {
    static const char *const tests[] = {"if", "for"};
    Span held[2] = {{0}};
    for (size_t i = 0; i < 2; i++) {
        Str value;
        if (!markup_attribute(tag, tests[i], &value)) continue;
        size_t at = (size_t)(value.ptr - text.ptr);
        held[i] = span_of(at, at + value.len);
    }
    for (; *next < pieces->len && pieces->items[*next].span.start < tag->span.end; ++*next) {
        Piece *piece = &pieces->items[*next];
        if (piece->kind != PIECE_PLACEHOLDER) continue;
        for (size_t i = 0; i < 2; i++)
            if (piece->span.start < held[i].end && held[i].start < piece->span.end)
                piece->verdict = (VolatilityVerdict){VOL_CONSTANT, CAUSE_NONE, CERTAIN_SYNTAX};
    }
}

static void lower(Lowering *l) {
    Span body = span_of(source_bom(l->source), l->source->bytes.len);
    Prompt *prompt = lower_prompt(l, KIND_TEMPLATE);
    prompt->knows = KNOWS_SYSTEM | KNOWS_MESSAGES;
    lower_model(l, prompt, NULL, NULL);
    const Node *node = includes_put_in_elements(l, lower_range_node(l, body), "include", "src");
    PieceVec pieces = lower_pieces(l, prompt, &node, ENGINE_MUSTACHE);
    Cut cut = {.role = ROLE_SYSTEM};
    Markup tag;
    size_t next = 0;
    for (size_t at = 0; markup_next(node->text, at, &tag); at = tag.span.end) {
        if (str_eq_nocase(tag.name, STR("runtime")) && !tag.closing)
            read_runtime(l, prompt, node, &tag);
        if (!tag.closing) tests_send_nothing(node->text, &tag, &pieces, &next);
        take_tag(l, &cut, node->text, &tag);
    }
    if (!cut.inside.len) add_text(l, &cut, node->text, node->text.len);
    lower_parts(l, prompt, node, &pieces, &cut.parts);
    prompt->span = body;
    prompt->anchor = prompt->model_span.end ? prompt->model_span : span_of(body.start, body.start);
    lower_finish(l, prompt);
}

const Format format_poml = {
    .name = "poml",
    .summary = "POML: markup with <system-msg>, <human-msg> and {{ }}",
    .unknown = "documents and tables that elements load, how elements are rendered, breakpoints",
    .names = names,
    .lower_text = lower,
};
