#include "lint/format/neighbour.h"

#include <sys/stat.h>

#include "lint/config/place.h"

enum { FILE_BYTES = 1 << 20 };

Str neighbour_directory(Str path) {
    for (size_t i = path.len; i > 0; i--)
        if (path.ptr[i - 1] == '/') return str_slice(path, 0, i > 1 ? i - 1 : 1);
    return STR("");
}

Str neighbour_root(Arena *arena, Str directory) {
    Str root = place_root(arena, directory);
    return root.len ? root : directory;
}

bool neighbour_find(Arena *arena, Str root, Str candidate, Str *real) {
    struct stat st;
    const char *c = str_to_c(arena, candidate);
    if (stat(c, &st) != 0 || !S_ISREG(st.st_mode) || st.st_size > FILE_BYTES) return false;
    Str path = place_real(arena, candidate), relative;
    if (!path.len || !place_below(root, path, &relative)) return false;
    *real = path;
    return true;
}

const Source *neighbour_load(Arena *arena, Str real) {
    Source *source = ARENA_NEW(arena, Source);
    ProblemVec ignored = {0};
    *source = (Source){0};
    return source_load(arena, place_for_people(arena, real), source, &ignored) ? source : NULL;
}

Node *neighbour_text(Arena *arena, const Source *source, Span body, Span place) {
    TextMap *own = ARENA_NEW(arena, TextMap);
    *own = textmap_identity(body.start, body.end - body.start);
    TextMap *map = ARENA_NEW(arena, TextMap);
    textmap_add_import(arena, map, 0, place, own, 0, source);
    Node *node = ARENA_NEW(arena, Node);
    *node = (Node){.kind = NODE_STRING,
                   .style = STYLE_LITERAL,
                   .span = place,
                   .text = source_slice(source, body),
                   .map = map};
    return node;
}

Node *neighbour_named(Lowering *l, Str name, Span place) {
    Str own = place_absolute(l->arena, l->source->path), real;
    if (!own.len || !name.len || name.ptr[0] == '~') return NULL;
    Str directory = neighbour_directory(own);
    Str path = name.ptr[0] == '/'
                   ? name
                   : str_printf(l->arena, STR_FMT "/" STR_FMT, STR_ARG(directory), STR_ARG(name));
    if (!neighbour_find(l->arena, neighbour_root(l->arena, directory), path, &real)) return NULL;
    const Source *source = neighbour_load(l->arena, real);
    if (!source) return NULL;
    return neighbour_text(l->arena, source, span_of(source_bom(source), source->bytes.len), place);
}
