#include "lint/prompt/prompt.h"

const char *section_name(Section section) {
    static const char *const names[SECTION_COUNT] = {"tools", "system", "messages"};
    return names[section];
}

bool prompt_is_recording(const Prompt *prompt) {
    return prompt->answered || str_is(prompt->holder, "cassette") || str_is(prompt->holder, "har");
}

const Param *prompt_param(const Prompt *prompt, const char *path) {
    for (size_t i = 0; i < prompt->params.len; i++)
        if (str_is(prompt->params.items[i].path, path)) return &prompt->params.items[i].value;
    return NULL;
}

/* The list of the request body that the segment stands in. */
static const char *list_of(const Prompt *prompt, const Segment *segment) {
    if (segment->section == SECTION_TOOLS) return "tools";
    if (prompt->api == API_GEMINI)
        return segment->section == SECTION_SYSTEM ? "systemInstruction.parts" : "contents";
    if (prompt->api == API_OPENAI_RESPONSES) return segment->item < 0 ? "instructions" : "input";
    if (prompt->api == API_OPENAI_CHAT && segment->item >= 0) return "messages";
    if (segment->section == SECTION_SYSTEM) return "system";
    return segment->item < 0 ? "user" : "messages";
}

Str segment_place(Arena *arena, const Prompt *prompt, const Segment *segment) {
    const char *list = list_of(prompt, segment);
    bool string_system = segment->section == SECTION_SYSTEM && segment->plain_string &&
                         str_is(str_from_c(list), "system");
    Str place = str_from_c(list);
    if (segment->item >= 0 && !string_system)
        place = str_printf(arena, "%s[%d]", list, segment->item);
    if (segment->block >= 0 && !segment->plain_string)
        place = str_printf(arena, STR_FMT ".%s[%d]", STR_ARG(place),
                           prompt->api == API_GEMINI ? "parts" : "content", segment->block);
    Str in = prompt->path_in_file;
    return in.len ? str_printf(arena, STR_FMT "." STR_FMT, STR_ARG(in), STR_ARG(place)) : place;
}

Span segment_file_span(const Segment *segment, Span text) {
    return segment->map.len ? textmap_span(&segment->map, text) : segment->span;
}

Related segment_related(const Segment *segment, Span text, Str message) {
    Related related = {.message = message};
    if (!textmap_import(&segment->map, text, &related.source, &related.span))
        related.span = segment_file_span(segment, text);
    return related;
}

void segment_tell_import(Arena *arena, const Segment *segment, Span text, Finding *finding) {
    Related related = segment_related(segment, text, STR("in this file, which is put in here"));
    if (!related.source) return;
    Position at = source_position(related.source, related.span.start);
    finding->message =
        str_printf(arena, STR_FMT " (in " STR_FMT ":%u:%u)", STR_ARG(finding->message),
                   STR_ARG(related.source->path), at.line, at.column);
    vec_push(arena, &finding->related, related);
}

TokFamily prompt_family(const Prompt *prompt) {
    TokFamily family;
    Str name = prompt->model ? facts_text(prompt->model->tokenizer) : STR("");
    if (str_ends(name, STR("?"))) name.len--; /* assumed, not published */
    return name.len && tok_family_from_name(name.ptr, name.len, &family) ? family : TOK_UNKNOWN;
}
