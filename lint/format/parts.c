/* One text that holds several messages: cut at role lines, tags or whatever a format marks roles
 * with. The template is scanned once as a whole, then its pieces are dealt out to the parts. */
#include "lint/format/lower.h"

void part_add(Arena *arena, PartVec *parts, Role role, size_t start, size_t end) {
    if (end <= start) return;
    if (parts->len && arena_is_full(arena, 0)) parts->len--; /* lower_parts tells of it */
    vec_push(arena, parts, (Part){.role = role, .text = span_of(start, end)});
}

/* The pieces inside the part, moved to its start; `at` goes on to the next part's. */
static PieceVec pieces_of(Lowering *l, const PieceVec *pieces, Span part, size_t *at) {
    PieceVec inside = {0};
    while (*at < pieces->len && pieces->items[*at].span.end <= part.start) ++*at;
    for (size_t i = *at; i < pieces->len && pieces->items[i].span.start < part.end; i++) {
        Piece piece = pieces->items[i];
        uint32_t whole = piece.span.start;
        if (piece.span.start < part.start) piece.span.start = part.start;
        if (piece.span.end > part.end) piece.span.end = part.end;
        piece.source = str_slice(piece.source, piece.span.start - whole, piece.span.end - whole);
        piece.span.start -= part.start;
        piece.span.end -= part.start;
        vec_push(l->arena, &inside, piece);
    }
    return inside;
}

void lower_parts(Lowering *l, Prompt *prompt, const Node *text, const PieceVec *pieces,
                 const PartVec *parts) {
    TextMap map = node_map(text);
    size_t at = 0;
    int item = 0;
    bool leading = true;
    for (size_t i = 0; i < parts->len; i++) {
        const Part *part = &parts->items[i];
        Str inside = str_slice(text->text, part->text.start, part->text.end);
        if (str_trim(inside).len == 0) continue;
        if (lower_is_full(l, textmap_span(&map, part->text), "blocks")) return;
        leading &= part->role == ROLE_SYSTEM || part->role == ROLE_DEVELOPER;
        Segment segment = {.section = leading ? SECTION_SYSTEM : SECTION_MESSAGES,
                           .role = part->role,
                           .type = BLOCK_TEXT,
                           .item = leading ? -1 : item++,
                           .block = -1,
                           .span = textmap_span(&map, part->text),
                           .text = inside,
                           .map = textmap_slice(l->arena, &map, part->text),
                           .pieces = pieces_of(l, pieces, part->text, &at),
                           .breakpoint = part->breakpoint,
                           .plain_string = part->breakpoint.origin == BREAKPOINT_NONE};
        lower_add_segment(l, prompt, segment);
    }
}

Segment *lower_variable(Lowering *l, Prompt *prompt, Section section, Role role, const Node *node,
                        Str name) {
    Segment *segment = lower_json(l, prompt, section, role, BLOCK_TEXT, node);
    Piece *piece = &segment->pieces.items[0];
    piece->kind = PIECE_PLACEHOLDER;
    piece->name = piece->source = name.len ? name : segment->text;
    piece->verdict = volatility_of_name(name, &prompt->inputs);
    return segment;
}

Piece *lower_next_value(Segment *segment, size_t *at) {
    while (*at < segment->pieces.len) {
        Piece *piece = &segment->pieces.items[(*at)++];
        if (piece->kind == PIECE_PLACEHOLDER && piece->verdict.certainty != CERTAIN_DECLARED)
            return piece;
    }
    return NULL;
}

void lower_presume(Prompt *prompt) {
    for (size_t s = 0; s < prompt->segments.len; s++) {
        PieceVec *pieces = &prompt->segments.items[s].pieces;
        for (size_t i = 0; i < pieces->len; i++) {
            Piece *piece = &pieces->items[i];
            if (piece->kind != PIECE_PLACEHOLDER || piece->verdict.certainty < CERTAIN_NAME)
                continue;
            if (piece->verdict.volatility <= VOL_UNKNOWN)
                piece->verdict = (VolatilityVerdict){VOL_SESSION, CAUSE_SESSION, CERTAIN_AMBIGUOUS};
        }
    }
}

void lower_expect_inputs(Prompt *prompt) {
    for (size_t s = 0; s < prompt->segments.len; s++) {
        Piece *piece;
        for (size_t i = 0; (piece = lower_next_value(&prompt->segments.items[s], &i));)
            if (piece->verdict.volatility == VOL_UNKNOWN)
                piece->verdict = (VolatilityVerdict){VOL_REQUEST, CAUSE_INPUT, CERTAIN_AMBIGUOUS};
    }
}

/* "case", {"name": "case"} */
static Str listed_name(const Node *item) {
    const Node *name = node_is_map(item) ? node_get(item, "name") : item;
    return node_is_string(name) ? name->text : (Str){0};
}

static bool lists(const Node *list, Str name) {
    enum { MOST = 32 };
    int left = MOST;
    for (const Node *item = node_items(list); item && left--; item = item->next)
        if (str_eq(listed_name(item), name)) return true;
    return false;
}

void lower_listed_inputs(Prompt *prompt, const Node *map) {
    static const char *const keys[] = {"params", "parameters",      "variables",
                                       "inputs", "arguments",       "placeholders",
                                       "slots",  "input_variables", NULL};
    const Node *list = node_is_map(map) ? node_get_any(map, keys) : NULL;
    for (size_t s = 0; node_is_list(list) && s < prompt->segments.len; s++) {
        Piece *piece;
        for (size_t i = 0; (piece = lower_next_value(&prompt->segments.items[s], &i));)
            piece->given |= piece->verdict.volatility == VOL_UNKNOWN && lists(list, piece->name);
    }
}

Segment *lower_history(Lowering *l, Prompt *prompt, const Node *node, Str name) {
    Segment *segment = lower_variable(l, prompt, SECTION_MESSAGES, ROLE_ASSISTANT, node, name);
    segment->pieces.items[0].verdict =
        (VolatilityVerdict){VOL_APPEND, CAUSE_HISTORY, CERTAIN_SYNTAX};
    segment->append_only = true;
    return segment;
}

/* --- {% message role="system" %} -----------------------------------------------------------------
 */

/* The tag opens (with its role) or closes a message. */
static bool role_tag(const Piece *piece, Str name, Role *role, bool *closing) {
    Str inside = str_slice(piece->source, 2, piece->source.len);
    while (inside.len && strchr("-+ \n\t", inside.ptr[0]))
        inside = str_slice(inside, 1, inside.len);
    *closing = str_starts(inside, STR("end"));
    if (*closing) inside = str_slice(inside, 3, inside.len);
    if (!str_starts(inside, name)) return false;
    inside = str_slice(inside, name.len, inside.len);
    if (inside.len && !strchr(" -+%\n\t", inside.ptr[0])) return false;
    size_t open = str_find(inside, STR("role"), 0);
    if (*closing || open == STR_NOT_FOUND) return *closing;
    while (open < inside.len && inside.ptr[open] != '"' && inside.ptr[open] != '\'') open++;
    if (open >= inside.len) return false;
    size_t close = str_find_char(inside, inside.ptr[open], open + 1);
    *role = lower_role(str_slice(inside, open + 1, close));
    return true;
}

/* {{ text | cache_control("ephemeral") }} */
static bool cache_filter(const Node *text, const Piece *piece, Breakpoint *mark) {
    size_t at = str_find(piece->source, STR("cache_control("), 0);
    if (at == STR_NOT_FOUND || !str_has(str_slice(piece->source, 0, at), STR("|"))) return false;
    size_t open = at + 14, close = str_find_char(piece->source, ')', open);
    Str type = str_trim(str_slice(piece->source, open, close));
    if (type.len >= 2) type = str_slice(type, 1, type.len - 1);
    *mark = (Breakpoint){
        .origin = BREAKPOINT_EXPLICIT, .type = type, .span = lower_place_in(text, piece->span)};
    return true;
}

void lower_role_tags(Lowering *l, Prompt *prompt, const Node *text, const char *name) {
    PieceVec pieces = lower_pieces(l, prompt, &text, ENGINE_JINJA);
    PartVec parts = {0};
    Role role = ROLE_USER, marked = ROLE_USER;
    size_t start = 0;
    for (size_t i = 0; i < pieces.len; i++) {
        const Piece *piece = &pieces.items[i];
        bool closing;
        Breakpoint mark;
        if (piece->kind == PIECE_TAG && role_tag(piece, str_from_c(name), &marked, &closing)) {
            part_add(l->arena, &parts, role, start, piece->span.start);
            start = piece->span.end;
            role = closing ? ROLE_USER : marked;
        } else if (piece->kind == PIECE_PLACEHOLDER && cache_filter(text, piece, &mark)) {
            part_add(l->arena, &parts, role, start, piece->span.start);
            part_add(l->arena, &parts, role, piece->span.start, piece->span.end);
            parts.items[parts.len - 1].breakpoint = mark;
            start = piece->span.end;
            prompt->knows |= KNOWS_MARKERS;
        }
    }
    part_add(l->arena, &parts, role, start, text->text.len);
    lower_parts(l, prompt, text, &pieces, &parts);
}

void lower_knows_params(Lowering *l, Prompt *prompt, const Node *params) {
    if (node_is_map(params)) prompt->params_map = params->span;
    static const char *const names[] = {"temperature",
                                        "top_p",
                                        "topP",
                                        "top_k",
                                        "topK",
                                        "stop",
                                        "stop_sequences",
                                        "stopSequences",
                                        "frequency_penalty",
                                        "frequencyPenalty",
                                        "presence_penalty",
                                        "presencePenalty",
                                        "seed",
                                        NULL};
    if (prompt->max_output.state != PARAM_ABSENT || node_get_any(params, names))
        prompt->knows |= KNOWS_PARAMS;
    bool header = l->matter && params == l->matter->tree; /* read with its name and version */
    if (!header) lower_params(l, prompt, params);
}

Segment *lower_tool(Lowering *l, Prompt *prompt, const Node *tool, int item) {
    Segment *segment = lower_json(l, prompt, SECTION_TOOLS, ROLE_TOOL, BLOCK_TOOL, tool);
    segment->item = item;
    const Node *name = node_get(tool, "name");
    if (!name) name = node_path(tool, "function.name");
    if (!name) name = node_path(tool, "toolSpec.name");
    if (node_is_string(name)) segment->name = name->text;
    return segment;
}

void lower_tool_list(Lowering *l, Prompt *prompt, const Node *tools) {
    int index = 0; /* after those of another list */
    for (size_t i = 0; i < prompt->segments.len; i++)
        index += prompt->segments.items[i].section == SECTION_TOOLS;
    for (const Node *tool = node_items(tools); tool; tool = tool->next)
        if (node_is_map(tool)) lower_tool(l, prompt, tool, index++);
}

Engine lower_engine_named(const Node *name, Engine otherwise) {
    Engine engine;
    return node_is_string(name) && engine_from_name(name->text, &engine) ? engine : otherwise;
}
