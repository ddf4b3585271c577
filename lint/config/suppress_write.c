/* Writing a suppression, the counterpart of reading one. */
#include "lint/config/comment.h"
#include "lint/config/suppress.h"

static const char mark[] = "warmlint: ignore[", file_mark[] = "warmlint: ignore-file[";
static const char reason[] = "] -- reason";

/* The comment of a template language that leaves no trace in what is rendered. */
static bool template_comment(Arena *arena, Engine engine, Str code, Str *out) {
    const char *open, *close;
    switch (engine) {
    case ENGINE_JINJA: open = "{# ", close = " #}"; break;
    case ENGINE_LIQUID: open = "{% comment %}", close = "{% endcomment %}"; break;
    case ENGINE_MUSTACHE: open = "{{! ", close = " }}"; break;
    case ENGINE_ERB: open = "<%# ", close = " %>"; break;
    case ENGINE_BLADE: open = "{{-- ", close = " --}}"; break;
    case ENGINE_VELOCITY: open = "#* ", close = " *#"; break;
    case ENGINE_GO: open = "{{/* ", close = " */}}"; break;
    default: return false;
    }
    *out = str_printf(arena, "%s%s" STR_FMT "%s%s", open, mark, STR_ARG(code), reason, close);
    return true;
}

static const char *line_end_of(const Source *source) {
    size_t at = str_find_char(source->bytes, '\n', 0);
    return at != STR_NOT_FOUND && at && source->bytes.ptr[at - 1] == '\r' ? "\r\n" : "\n";
}

/* A line of its own above the one that holds `at`, indented as that is. */
static Edit line_above(Arena *arena, const Source *source, size_t at, const char *open, Str code,
                       const char *close) {
    size_t line = source_line_at(source, at), start = source->line_starts[line];
    if (line == 0) start = source_bom(source);
    Str text = source_line(source, (uint32_t)line + 1);
    size_t blanks = str_behind_blanks(text, 0);
    Str whole =
        str_printf(arena, STR_FMT "%s%s" STR_FMT "%s%s%s", STR_ARG(str_slice(text, 0, blanks)),
                   open, mark, STR_ARG(code), reason, close, line_end_of(source));
    return (Edit){span_of(start, start), whole};
}

/* The innermost entry of the document that holds the byte; its own line where none does. */
static size_t entry_start(const CommentMap *map, size_t at) {
    size_t start = at, smallest = SIZE_MAX;
    for (size_t i = 0; i < map->entries.len && map->entries.items[i].start <= at; i++) {
        const Entry *entry = &map->entries.items[i];
        if (at > entry->end || entry->end - entry->start > smallest) continue;
        smallest = entry->end - entry->start;
        start = entry->start;
    }
    return start;
}

/* Behind the last name of a suppression that covers the place already, though not the whole file.
 */
static bool extend(const SuppressionVec *found, const Source *source, uint32_t offset,
                   uint32_t *at) {
    bool some = false;
    for (size_t i = 0; i < found->len; i++) {
        const Suppression *one = &found->items[i];
        bool file = one->covers.start == 0 && one->covers.end > source->bytes.len;
        if (file || offset < one->covers.start || offset >= one->covers.end) continue;
        *at = one->span.end;
        some = true;
    }
    return some;
}

static Str edited(Arena *arena, Str bytes, const Edit *edit) {
    size_t tail = bytes.len - edit->span.end, head = edit->span.start;
    char *out = arena_alloc(arena, head + edit->text.len + tail + 1);
    memcpy(out, bytes.ptr, head);
    memcpy(out + head, edit->text.ptr, edit->text.len);
    memcpy(out + head + edit->text.len, bytes.ptr + edit->span.end, tail);
    return (Str){out, head + edit->text.len + tail};
}

/* Read again it does what it should, and nothing else in the file has become unclear. */
static bool works(Arena *arena, const Source *source, bool document, Str code, uint32_t offset,
                  const Edit *edit) {
    Source after;
    ProblemVec problems = {0};
    SuppressionVec found = {0};
    Str bytes = edited(arena, source->bytes, edit);
    if (!source_from_bytes(arena, source->path, bytes, &after, &problems)) return false;
    suppress_scan(arena, &after, document, &found, &problems);
    if (edit->span.start <= offset) offset += (uint32_t)edit->text.len;
    return suppress_covers(&found, code, (Str){0}, offset);
}

/* In front matter, for the whole file: where the text itself has no comments. */
static Edit in_front(Arena *arena, const Source *source, const CommentMap *map, Str code) {
    uint32_t at = map->hashed.start;
    if (map->hashed.end <= at) return (Edit){0};
    Str text = str_printf(arena, "# %s" STR_FMT "%s%s", file_mark, STR_ARG(code), reason,
                          line_end_of(source));
    return (Edit){span_of(at, at), text};
}

/* A line of JSON ends behind the text that is sent, where a comment of its language is none. */
static bool is_json(Str path) {
    static const char *const endings[] = {".json", ".jsonl", ".ndjson", ".har"};
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (str_ends_nocase(path, str_from_c(endings[i]))) return true;
    return false;
}

/* An empty text: there is no comment that could stand there. */
static Edit write(Arena *arena, const Source *source, bool document, Engine engine, Str code,
                  uint32_t offset, bool *whole_file) {
    CommentMap map;
    Str comment;
    comment_map_read(arena, source, document, &map);
    if (map.json) return line_above(arena, source, entry_start(&map, offset), "// ", code, "");
    if (offset >= map.hashed.start && offset < map.hashed.end)
        return line_above(arena, source, entry_start(&map, offset), "# ", code, "");
    if (document) return line_above(arena, source, offset, "<!-- ", code, " -->");
    if (is_json(source->path)) return (Edit){0};
    *whole_file = !template_comment(arena, engine, code, &comment);
    if (*whole_file) return in_front(arena, source, &map, code);
    size_t line = source_line_at(source, offset);
    Str text = source_line(source, (uint32_t)line + 1);
    size_t end = (size_t)(text.ptr - source->bytes.ptr) + text.len;
    return (Edit){span_of(end, end), comment};
}

bool suppress_edit(Arena *arena, const Source *source, bool document, Engine engine, Str code,
                   uint32_t offset, Edit *edit, bool *whole_file) {
    SuppressionVec found = {0};
    ProblemVec ignored = {0};
    uint32_t at = 0;
    *whole_file = false;
    suppress_scan(arena, source, document, &found, &ignored);
    if (extend(&found, source, offset, &at)) {
        Str text = str_printf(arena, ", " STR_FMT, STR_ARG(code));
        *edit = (Edit){span_of(at, at), text};
    } else {
        *edit = write(arena, source, document, engine, code, offset, whole_file);
    }
    return edit->text.len && works(arena, source, document, code, offset, edit);
}
