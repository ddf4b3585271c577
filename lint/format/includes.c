/* Includes, partials and imports whose path is literal: their text takes the include's place, so
 * that sizes and live values are those of what is sent. Only files of the same repository are read
 * (by their real path), none twice on one way down, and not without bounds. All that comes from
 * another file has its place at the include. */
#include "lint/format/includes.h"

#include <sys/stat.h>

#include "lint/base/buf.h"
#include "lint/config/place.h"
#include "lint/format/lower.h"

enum {
    FILE_BYTES = 1 << 20, /* one included file */
    ALL_BYTES = 4 << 20,  /* all of them in one text */
    ALL_FILES = 200,
    DEEPEST = 5 /* the depth to which Claude Code follows imports; enough for partials too */
};

/* The files that are being expanded, innermost first. */
typedef struct Chain {
    Str path; /* real */
    Str name; /* as shown */
    const struct Chain *outer;
} Chain;

typedef struct {
    Lowering *l;
    const TemplateOptions *options;
    const TextMap *map; /* of the text in the linted file */
    Str root;           /* of the repository, real */
    Buf text;
    TextMap out;
    size_t files;
    bool changed;
} Expansion;

/* --- finding the file ----------------------------------------------------------------------------
 */

static Str directory_of(Str path) {
    for (size_t i = path.len; i > 0; i--)
        if (path.ptr[i - 1] == '/') return str_slice(path, 0, i > 1 ? i - 1 : 1);
    return STR("");
}

static Str ending_of(Str path) {
    Str name = path_base(path);
    for (size_t i = name.len; i > 1; i--)
        if (name.ptr[i - 1] == '.') return str_slice(name, i - 1, name.len);
    return STR("");
}

/* The repository that holds the directory; the directory itself where there is none. */
static Str find_root(Arena *arena, Str directory) {
    for (Str at = directory; at.ptr && at.len; at = directory_of(at)) {
        if (place_is_root(arena, at)) return at;
        if (at.len == 1) break;
    }
    return directory;
}

static bool is_path_byte(char c) {
    return ascii_is_alnum(c) || (c != '\0' && strchr("_-./@+", c)) || (unsigned char)c >= 0x80;
}

/* The path that the include names, if it is written out: quoted, or a bare name. */
static Str literal_path(const Piece *piece) {
    Str name = str_trim(piece->name);
    if (!name.len || str_has(str_slice(piece->source, 0, 16), STR("extends"))) return (Str){0};
    char quote = name.ptr[0];
    if (quote == '"' || quote == '\'') {
        size_t end = str_find_char(name, quote, 1);
        return end == STR_NOT_FOUND ? (Str){0} : str_slice(name, 1, end);
    }
    size_t end = 0;
    while (end < name.len && is_path_byte(name.ptr[end])) end++;
    bool whole = end == name.len || ascii_is_space(name.ptr[end]);
    return whole ? str_slice(name, 0, end) : (Str){0};
}

/* The real path of a regular file of moderate size inside the repository. */
static bool accept(const Expansion *x, Str candidate, Str *real) {
    struct stat st;
    Arena *arena = x->l->arena;
    const char *c = str_to_c(arena, candidate);
    if (stat(c, &st) != 0 || !S_ISREG(st.st_mode) || st.st_size > FILE_BYTES) return false;
    Str path = place_real(arena, candidate), relative;
    if (!path.len || !place_below(x->root, path, &relative)) return false;
    *real = path;
    return true;
}

static bool try_names(const Expansion *x, Str directory, Str name, Str ending, Str *real) {
    enum { FORMS = 5 };
    Arena *arena = x->l->arena;
    bool bare = str_find_char(path_base(name), '.', 0) == STR_NOT_FOUND;
    const char *d = str_to_c(arena, directory), *n = str_to_c(arena, name);
    const char *e = bare ? str_to_c(arena, ending) : "";
    for (int i = 0; i < FORMS; i++) {
        Str candidate;
        switch (i) {
        case 0: candidate = str_printf(arena, "%s/%s%s", d, n, e); break;
        case 1: candidate = str_printf(arena, "%s/_%s%s", d, n, e); break;
        case 2: candidate = str_printf(arena, "%s/partials/%s%s", d, n, e); break;
        case 3: candidate = str_printf(arena, "%s/partials/_%s%s", d, n, e); break;
        default: candidate = str_printf(arena, "%s/snippets/%s%s", d, n, e); break;
        }
        if (accept(x, candidate, real)) return true;
    }
    return false;
}

/* Imports of documents are relative to the file they stand in; templates are also looked up from
 * the directories above, because engines are given a root that the file does not tell. */
static bool find_file(const Expansion *x, Str name, const Chain *chain, Str *real) {
    Str ending = ending_of(chain->path), at = directory_of(chain->path), relative;
    if (str_starts(name, STR("/")) || str_starts(name, STR("~"))) return false;
    if (x->options->engine == ENGINE_DOCUMENT) return try_names(x, at, name, STR(""), real);
    for (; at.len; at = directory_of(at)) {
        if (try_names(x, at, name, ending, real)) return true;
        if (!place_below(x->root, at, &relative)) break;
    }
    return false;
}

/* --- putting the texts together ------------------------------------------------------------------
 */

/* The linted file's own text [from, to): its map goes on. */
static void add_own(Expansion *x, Str text, Span range) {
    Arena *arena = x->l->arena;
    TextMap cut = {.whole = range};
    textmap_add_linear(arena, &cut, 0, range.start);
    TextMap part = textmap_compose(arena, &cut, range.end - range.start, x->map);
    uint32_t at = (uint32_t)x->text.len;
    for (size_t i = 0; i < part.len; i++) {
        const MapRun *run = &part.runs[i];
        if (run->collapsed)
            textmap_add_collapsed(arena, &x->out, at + run->text, run->file, run->file_end);
        else
            textmap_add_linear(arena, &x->out, at + run->text, run->file);
    }
    buf_add(&x->text, str_slice(text, range.start, range.end));
}

static void add_foreign(Expansion *x, Str text, Span place) {
    if (!text.len) return;
    textmap_add_collapsed(x->l->arena, &x->out, (uint32_t)x->text.len, place.start, place.end);
    buf_add(&x->text, text);
}

static void report(Expansion *x, Span place, Str message, const char *help) {
    vec_push(x->l->arena, x->l->problems,
             (Problem){PROBLEM_INCLUDE, place, message, str_from_c(help)});
}

static bool is_open(const Chain *chain, Str real) {
    for (; chain; chain = chain->outer)
        if (str_eq(chain->path, real)) return true;
    return false;
}

static void expand(Expansion *x, Str text, const Chain *chain, const Span *place, int depth);

/* True when the piece was replaced by the file's text. */
static bool follow(Expansion *x, const Piece *piece, const Chain *chain, Span place, int depth) {
    Lowering *l = x->l;
    Str name = literal_path(piece), real;
    if (!name.len || !find_file(x, name, chain, &real)) return false;
    if (is_open(chain, real)) {
        report(x, place,
               str_printf(l->arena, "`" STR_FMT "` is included again inside itself, by " STR_FMT,
                          STR_ARG(name), STR_ARG(chain->name)),
               "break the circle: an engine fails here or leaves the text out");
        return false;
    }
    if (depth >= DEEPEST || x->files >= ALL_FILES || x->text.len > ALL_BYTES) {
        report(x, place,
               str_printf(l->arena,
                          "`" STR_FMT "` is not followed: at most %d levels, %d files and %d MiB",
                          STR_ARG(name), (int)DEEPEST, (int)ALL_FILES, (int)(ALL_BYTES >> 20)),
               "include it from a file further up");
        return false;
    }
    Source source;
    ProblemVec ignored = {0};
    if (!source_load(l->arena, real, &source, &ignored)) return false;
    Str bytes = str_slice(source.bytes, source_bom(&source), source.bytes.len);
    Chain inner = {real, name, chain};
    x->files++;
    x->changed = true;
    expand(x, bytes, &inner, &place, depth + 1);
    return true;
}

/* `place` NULL: the linted file's own text. */
static void expand(Expansion *x, Str text, const Chain *chain, const Span *place, int depth) {
    PieceVec pieces = {0};
    template_scan(x->l->arena, text, x->options, 10000, &pieces);
    for (size_t i = 0; i < pieces.len; i++) {
        const Piece *piece = &pieces.items[i];
        Span here = place ? *place : textmap_span(x->map, piece->span);
        if (piece->kind == PIECE_INCLUDE && !piece->example && follow(x, piece, chain, here, depth))
            continue;
        if (place)
            add_foreign(x, str_slice(text, piece->span.start, piece->span.end), *place);
        else
            add_own(x, text, piece->span);
    }
}

bool includes_expand(Lowering *l, Segment *segment, const TemplateOptions *options) {
    Str path = place_absolute(l->arena, l->source->path);
    if (!path.len || !segment->map.len) return false;
    Expansion x = {.l = l,
                   .options = options,
                   .map = &segment->map,
                   .root = find_root(l->arena, directory_of(path)),
                   .out = {.whole = segment->map.whole}};
    Chain chain = {path, path_base(l->source->path), NULL};
    expand(&x, segment->text, &chain, NULL, 0);
    if (x.changed) {
        segment->text = str_dup(l->arena, buf_str(&x.text));
        segment->map = x.out;
    }
    buf_free(&x.text);
    return x.changed;
}
