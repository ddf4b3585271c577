/* PromptL, Latitude's language: front matter, then <system>, <user>, <assistant> and <step>; text
 * outside of them is the system's. Attributes are passed on to the provider, so cache_control on a
 * message or on <content-text> is a breakpoint. Shape: latitude-dev/promptl. */
#include "lint/format/includes.h"
#include "lint/format/lower.h"
#include "lint/format/markup.h"

static const char *names(Str path) {
    return str_ends_nocase(path, STR(".promptl")) ? "file name *.promptl" : NULL;
}

/* `{ type: 'ephemeral', ttl: '1h' }`: the quoted value behind a key. */
static Str value_of(Str object, const char *key) {
    size_t at = str_find(object, str_from_c(key), 0);
    if (at == STR_NOT_FOUND) return (Str){0};
    for (at += strlen(key); at < object.len; at++) {
        char c = object.ptr[at];
        if (c == ',' || c == '}') break;
        if (c == '\'' || c == '"')
            return str_slice(object, at + 1, str_find_char(object, c, at + 1));
    }
    return (Str){0};
}

static Breakpoint mark_of(const Markup *tag, const Node *text) {
    Str object;
    if (!markup_attribute(tag, "cache_control", &object)) return (Breakpoint){0};
    Breakpoint mark = {.origin = BREAKPOINT_EXPLICIT,
                       .type = value_of(object, "type"),
                       .ttl = value_of(object, "ttl"),
                       .span = lower_place_in(text, tag->span)};
    if (str_is(mark.ttl, "1h")) mark.ttl_seconds = 3600;
    if (str_is(mark.ttl, "5m")) mark.ttl_seconds = 300;
    return mark;
}

typedef struct {
    Lowering *l;
    PartVec parts;
    Role role;
    size_t start;
    Breakpoint message, content; /* of the elements that are open */
} Cut;

static void end_part(Cut *cut, size_t end, const Breakpoint *mark) {
    size_t before = cut->parts.len;
    part_add(cut->l->arena, &cut->parts, cut->role, cut->start, end);
    if (cut->parts.len > before) cut->parts.items[before].breakpoint = *mark;
}

static void take_tag(Cut *cut, const Markup *tag, const Node *text) {
    static const Breakpoint none = {0};
    Role role = lower_role(tag->name);
    bool content = str_starts(tag->name, STR("content"));
    bool step = str_is(tag->name, "step") || str_is(tag->name, "message");
    if (role == ROLE_UNKNOWN && !content && !step) return;
    const Breakpoint *mark = !tag->closing ? &none : content ? &cut->content : &cut->message;
    /* The mark of a message stands on its last text, which may have ended with its content. */
    bool blank = cut->parts.len && cut->start == tag->span.start;
    if (blank && mark->origin != BREAKPOINT_NONE)
        cut->parts.items[cut->parts.len - 1].breakpoint = *mark;
    end_part(cut, tag->span.start, mark);
    cut->start = tag->span.end;
    if (content) {
        cut->content = tag->closing ? none : mark_of(tag, text);
    } else {
        cut->message = tag->closing ? none : mark_of(tag, text);
        cut->role = tag->closing || role == ROLE_UNKNOWN ? ROLE_SYSTEM : role;
    }
}

/* $now is the language's own clock. */
static void settle_now(PieceVec *pieces) {
    for (size_t i = 0; i < pieces->len; i++)
        if (pieces->items[i].kind == PIECE_PLACEHOLDER &&
            str_has(pieces->items[i].source, STR("$now")))
            pieces->items[i].verdict = (VolatilityVerdict){VOL_CALL, CAUSE_CLOCK, CERTAIN_SYNTAX};
}

static void cut_messages(Lowering *l, Prompt *prompt, Span body) {
    const Node *node = includes_put_in_elements(l, lower_range_node(l, body), "prompt", "path");
    PieceVec pieces = lower_pieces(l, prompt, &node, ENGINE_MUSTACHE);
    settle_now(&pieces);
    Cut cut = {.l = l, .role = ROLE_SYSTEM};
    Markup tag;
    for (size_t at = 0; markup_next(node->text, at, &tag); at = tag.span.end)
        take_tag(&cut, &tag, node);
    end_part(&cut, node->text.len, &cut.message);
    lower_parts(l, prompt, node, &pieces, &cut.parts);
    for (size_t i = 0; i < prompt->segments.len; i++)
        if (prompt->segments.items[i].breakpoint.origin != BREAKPOINT_NONE)
            prompt->knows |= KNOWS_MARKERS;
}

static void lower(Lowering *l) {
    const FrontMatter *matter = lower_front_matter(l);
    Prompt *prompt = lower_headed(l, matter->tree);
    prompt->knows = KNOWS_SYSTEM | KNOWS_MESSAGES;
    lower_model(l, prompt, node_get(matter->tree, "model"), node_get(matter->tree, "provider"));
    lower_knows_params(l, prompt, matter->tree);
    lower_place_body(prompt, matter->body);
    cut_messages(l, prompt, matter->body);
    lower_finish(l, prompt);
}

const Format format_promptl = {
    .name = "promptl",
    .summary = "PromptL file: front matter, <system>, <user>, cache_control attributes",
    .unknown = "how often loops run, tools by name",
    .names = names,
    .lower_text = lower,
};
