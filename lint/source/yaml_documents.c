/* The documents of a YAML stream, each read on its own, so that a broken one hides no other. */
#include "lint/source/yaml_reader.h"

/* "---" or "..." at the start of a line, with nothing or a blank behind it. */
static bool is_marker(Str line, const char *marker) {
    return str_starts(line, str_from_c(marker)) && (line.len == 3 || ascii_is_space(line.ptr[3]));
}

/* The next document at or behind *at, which moves to its end; false when there is none. Comments
 * and directives belong to the document behind them. */
static bool next_document(Str bytes, size_t *at, Span *document) {
    Str rest = str_slice(bytes, *at, bytes.len), line;
    bool content = false;
    *document = span_of(*at, bytes.len);
    while (rest.len) {
        size_t start = bytes.len - rest.len;
        str_next_line(&rest, &line);
        bool opens = is_marker(line, "---"), closes = is_marker(line, "...");
        if (content && (opens || closes)) {
            document->end = (uint32_t)(opens ? start : bytes.len - rest.len);
            break;
        }
        Str text = str_trim(line);
        content |= opens || (text.len && !closes && text.ptr[0] != '#' && line.ptr[0] != '%');
    }
    *at = document->end;
    return content;
}

/* What is wrong with a document behind the first is no fault of the file, which may be split there
 * by whoever reads it: a remark, unless a limit was hit. */
static bool note_unread(Arena *arena, Span document, const ProblemVec *found,
                        ProblemVec *problems) {
    bool limit = false;
    for (size_t i = 0; i < found->len; i++) limit |= found->items[i].kind == PROBLEM_LIMIT;
    const Problem *last = &found->items[found->len - 1];
    Problem note = {
        .kind = PROBLEM_DOCUMENTS,
        .span = span_of(document.start, document.start + 3),
        .message = str_printf(arena, "this document is not read: " STR_FMT, STR_ARG(last->message)),
        .help = STR("keep texts that are not YAML in a file of their own")};
    vec_push(arena, problems, limit ? *last : note);
    return !limit;
}

static void note_rest(Arena *arena, Span document, ProblemVec *problems) {
    vec_push(arena, problems,
             (Problem){.kind = PROBLEM_DOCUMENTS,
                       .span = span_of(document.start, document.start + 3),
                       .message = str_printf(arena, "only the first %d documents are read",
                                             LIMIT_YAML_DOCUMENTS),
                       .help = STR("split the file")});
}

/* A marker stands at the start of another line than the first. */
static bool may_be_several(const Source *source) {
    for (size_t line = 1; line < source->lines; line++) {
        size_t at = source->line_starts[line];
        Str start = str_slice(source->bytes, at, at + 3);
        if (start.len == 3 && source->bytes.ptr[at - 1] == '\n' &&
            (memcmp(start.ptr, "---", 3) == 0 || memcmp(start.ptr, "...", 3) == 0))
            return true;
    }
    return false;
}

bool yaml_read_all(Arena *arena, const Source *source, NodeVec *documents, ProblemVec *problems) {
    Span document = span_of(0, source->bytes.len);
    if (!may_be_several(source)) {
        const Node *root = yaml_read(arena, source, document, problems);
        if (root) vec_push(arena, documents, root);
        return root;
    }
    size_t at = 0;
    for (int count = 0; next_document(source->bytes, &at, &document); count++) {
        if (count == LIMIT_YAML_DOCUMENTS) {
            note_rest(arena, document, problems);
            break;
        }
        ProblemVec found = {0};
        const Node *root = yaml_read(arena, source, document, count ? &found : problems);
        if (!root && (count == 0 || !note_unread(arena, document, &found, problems))) return false;
        if (!root) continue;
        vec_push(arena, documents, root);
        for (size_t i = 0; i < found.len; i++) vec_push(arena, problems, found.items[i]);
    }
    return true;
}
