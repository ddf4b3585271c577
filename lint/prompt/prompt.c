#include "lint/prompt/prompt.h"

const char *section_name(Section section) {
    static const char *const names[SECTION_COUNT] = {"tools", "system", "messages"};
    return names[section];
}

Str segment_place(Arena *arena, const Prompt *prompt, const Segment *segment) {
    const char *section = section_name(segment->section);
    Str in = prompt->path_in_file;
    Str place;
    if (segment->item < 0)
        place = str_printf(arena, "%s", segment->section == SECTION_MESSAGES ? "user" : section);
    else if (segment->section != SECTION_MESSAGES || segment->block < 0)
        place = str_printf(arena, "%s[%d]", section, segment->item);
    else
        place = str_printf(arena, "messages[%d].content[%d]", segment->item, segment->block);
    return in.len ? str_printf(arena, STR_FMT "." STR_FMT, STR_ARG(in), STR_ARG(place)) : place;
}

Span segment_file_span(const Segment *segment, Span text) {
    return segment->map.len ? textmap_span(&segment->map, text) : segment->span;
}

TokFamily prompt_family(const Prompt *prompt) {
    TokFamily family;
    Str name = prompt->model ? facts_text(prompt->model->tokenizer) : STR("");
    return name.len && tok_family_from_name(name.ptr, name.len, &family) ? family : TOK_UNKNOWN;
}
