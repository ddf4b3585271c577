/* A body cut into messages at lines such as `system:`. */
#include "lint/format/lower.h"

/* `user[name="ann"]`: attributes behind the role. */
static Str without_attributes(Str name) {
    size_t open =
        name.len && name.ptr[name.len - 1] == ']' ? str_find_char(name, '[', 0) : STR_NOT_FOUND;
    return str_trim(str_slice(name, 0, open));
}

/* `system:` alone on a line, as Prompty and its relatives mark roles ("# user:" too). */
static Role role_line(Str line) {
    line = str_trim(line);
    while (line.len && line.ptr[0] == '#') line = str_slice(line, 1, line.len);
    line = str_trim(line);
    if (line.len < 2 || line.ptr[line.len - 1] != ':') return ROLE_UNKNOWN;
    Role role = lower_role(without_attributes(str_trim(str_slice(line, 0, line.len - 1))));
    return role == ROLE_TOOL_RESULT ? ROLE_UNKNOWN : role;
}

static void add_part(Lowering *l, Prompt *prompt, Role role, Span range, int *item, Engine engine) {
    Str text = source_slice(l->source, range);
    if (str_trim(text).len == 0) return;
    bool system = role == ROLE_SYSTEM || role == ROLE_DEVELOPER;
    Segment *segment =
        lower_range(l, prompt, system ? SECTION_SYSTEM : SECTION_MESSAGES, role, range, engine);
    segment->plain_string = true;
    if (!system && *item >= 0) segment->item = (*item)++, segment->block = -1;
}

/* Cuts the body at role lines; without any it is one text of the file's role. */
void lower_role_lines(Lowering *l, Prompt *prompt, Role role, Span body, Engine engine) {
    Str rest = source_slice(l->source, body), line;
    uint32_t start = body.start, at = body.start;
    int item = -1;
    while (str_next_line(&rest, &line)) {
        uint32_t line_start = at;
        at = body.end - (uint32_t)rest.len;
        Role marked = role_line(line);
        if (marked == ROLE_UNKNOWN) continue;
        if (item < 0) item = 0;
        add_part(l, prompt, role, span_of(start, line_start), &item, engine);
        role = marked;
        start = at;
    }
    add_part(l, prompt, role, span_of(start, body.end), &item, engine);
}
