/* Includes and parents. The text is put together anew: the linted file's own bytes keep their
 * places, all that comes from another file has its place at the tag that asked for it, and the map
 * remembers where it stands there. */
#include "lint/format/includes.h"

#include "lint/base/buf.h"
#include "lint/config/place.h"
#include "lint/format/lower.h"
#include "lint/format/markup.h"
#include "lint/format/neighbour.h"

enum {
    ALL_BYTES = 4 << 20, /* all files in one text */
    ALL_FILES = 200,
    ALL_PIECES = 100000,
    DEEPEST = 5, /* the depth to which Claude Code follows imports; enough for partials too */
    ROOM = 10000
};

/* The files that are being put in, innermost first. */
typedef struct Chain {
    Str path; /* real */
    Str name; /* as shown */
    const struct Chain *outer;
} Chain;

/* A block of a template that has a parent or is one. */
typedef struct {
    Str name;
    size_t open, close; /* its tags */
} BlockRange;
typedef VEC(BlockRange) BlockVec;

/* A file's text. One that extends another has a layer for each file up to the last parent. */
typedef struct Layer {
    const Node *text;
    PieceVec pieces;
    Chain chain;
    const Span *place; /* of all of it; NULL: it is the linted file's own */
    int depth;
    BlockVec blocks;
    const struct Layer *child;  /* whose blocks take the place of this one's */
    const struct Layer *parent; /* which this one extends */
} Layer;

typedef struct {
    Lowering *l;
    const TemplateOptions *options;
    const char *tag, *attribute; /* of elements that include; NULL: by the template language */
    Str root;                    /* of the repository, real */
    Buf text;
    TextMap out;
    size_t files, pieces;
    bool changed;
} Expansion;

/* --- finding the file ----------------------------------------------------------------------------
 */

static Str ending_of(Str path) {
    Str name = str_file_name(path);
    for (size_t i = name.len; i > 1; i--)
        if (name.ptr[i - 1] == '.') return str_slice(name, i - 1, name.len);
    return STR("");
}

static bool is_path_byte(char c) {
    return ascii_is_alnum(c) || (c != '\0' && strchr("_-./@+", c)) || byte_is_high(c);
}

/* The path that the include names, if it is written out: quoted, or a bare name. */
static Str literal_path(const Piece *piece) {
    Str name = str_trim(piece->name);
    if (!name.len) return (Str){0};
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

static bool try_names(const Expansion *x, Str directory, Str name, Str ending, Str *real) {
    enum { FORMS = 5 };
    Arena *arena = x->l->arena;
    bool bare = !str_has_char(str_file_name(name), '.');
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
        if (neighbour_find(arena, x->root, candidate, real)) return true;
    }
    return false;
}

/* Imports of documents are relative to the file they stand in; templates are also looked up from
 * the directories above, because engines are given a root that the file does not tell. */
static bool find_file(const Expansion *x, Str name, const Chain *chain, Str *real) {
    Str ending = ending_of(chain->path), at = neighbour_directory(chain->path), relative;
    if (str_starts(name, STR("/")) || str_starts(name, STR("~"))) return false;
    if (x->options->engine == ENGINE_DOCUMENT) return try_names(x, at, name, STR(""), real);
    for (; at.len; at = neighbour_directory(at)) {
        if (try_names(x, at, name, ending, real)) return true;
        if (!place_below(x->root, at, &relative)) break;
    }
    return false;
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

/* The part of a prompt file that is text: partials of some tools carry front matter. */
static Span body_of(Lowering *l, const Source *source) {
    static const char *const with_matter[] = {".prompt", ".promptl", ".prompty", NULL};
    ProblemVec ignored = {0};
    if (str_ends_any_nocase(source->path, with_matter))
        return frontmatter_read(l->arena, source, &ignored).body;
    return span_of(source_bom(source), source->bytes.len);
}

/* Reads the file that the piece names; false: it stays as it is. */
static bool open_file(Expansion *x, const Piece *piece, const Layer *from, Span place,
                      Layer *layer) {
    Lowering *l = x->l;
    Str name = literal_path(piece), real;
    if (!name.len || !find_file(x, name, &from->chain, &real)) return false;
    if (is_open(&from->chain, real)) {
        report(x, place,
               str_printf(l->arena, "`" STR_FMT "` is included again inside itself, by " STR_FMT,
                          STR_ARG(name), STR_ARG(from->chain.name)),
               "break the circle: an engine fails here or leaves the text out");
        return false;
    }
    if (from->depth >= DEEPEST || x->files >= ALL_FILES || x->text.len > ALL_BYTES) {
        report(x, place,
               str_printf(l->arena,
                          "`" STR_FMT "` is not followed: at most %d levels, %d files and %d MiB",
                          STR_ARG(name), (int)DEEPEST, (int)ALL_FILES, (int)(ALL_BYTES >> 20)),
               "include it from a file further up");
        return false;
    }
    const Source *source = neighbour_load(l->arena, real);
    if (!source) return false;
    Span *at = ARENA_NEW(l->arena, Span);
    *at = place;
    *layer = (Layer){.text = neighbour_text(l->arena, source, body_of(l, source), place),
                     .chain = {real, name, &from->chain},
                     .place = at,
                     .depth = from->depth + 1};
    x->files++;
    x->changed = true;
    return true;
}

/* Elements such as <include src="x.poml" />, as pieces. */
static void cut_elements(const Expansion *x, Layer *layer) {
    Str text = layer->text->text, path;
    Markup tag;
    size_t literal = 0;
    for (size_t at = 0; layer->pieces.len < ROOM && markup_next(text, at, &tag);
         at = tag.span.end) {
        if (tag.closing || !str_is(tag.name, x->tag) ||
            !markup_attribute(&tag, x->attribute, &path))
            continue;
        Piece before = {.kind = PIECE_TEXT, .span = span_of(literal, tag.span.start)};
        Piece include = {.kind = PIECE_INCLUDE,
                         .span = tag.span,
                         .name = path,
                         .source = str_slice(text, tag.span.start, tag.span.end)};
        vec_push(x->l->arena, &layer->pieces, before);
        vec_push(x->l->arena, &layer->pieces, include);
        literal = tag.span.end;
    }
    Piece rest = {.kind = PIECE_TEXT, .span = span_of(literal, text.len)};
    vec_push(x->l->arena, &layer->pieces, rest);
}

static void scan_layer(const Expansion *x, Layer *layer) {
    if (x->tag)
        cut_elements(x, layer);
    else
        template_scan(x->l->arena, layer->text->text, x->options, ROOM, &layer->pieces);
}

/* --- parents and their blocks --------------------------------------------------------------------
 */

/* `{%- block title %}`: the words of a tag. */
static Str tag_word(Str *inside) {
    while (inside->len && (ascii_is_space(inside->ptr[0]) || strchr("{%-+", inside->ptr[0])))
        *inside = str_slice(*inside, 1, inside->len);
    size_t end = 0;
    while (end < inside->len && (ascii_is_alnum(inside->ptr[end]) || inside->ptr[end] == '_'))
        end++;
    Str word = str_slice(*inside, 0, end);
    *inside = str_slice(*inside, end, inside->len);
    return word;
}

static void find_blocks(Expansion *x, Layer *layer) {
    enum { MOST = 200, NESTED = 20 };
    size_t open[NESTED], depth = 0;
    for (size_t i = 0; i < layer->pieces.len; i++) {
        const Piece *piece = &layer->pieces.items[i];
        Str inside = piece->source, word = tag_word(&inside);
        if (piece->kind != PIECE_TAG) continue;
        if (str_is(word, "endblock")) {
            if (depth) layer->blocks.items[open[--depth]].close = i;
        } else if (str_is(word, "block") && depth < NESTED && layer->blocks.len < MOST) {
            open[depth++] = layer->blocks.len;
            BlockRange block = {tag_word(&inside), i, layer->pieces.len};
            vec_push(x->l->arena, &layer->blocks, block);
        }
    }
}

static const BlockRange *block_named(const Layer *layer, Str name) {
    for (size_t i = 0; i < layer->blocks.len; i++)
        if (str_eq(layer->blocks.items[i].name, name)) return &layer->blocks.items[i];
    return NULL;
}

static const BlockRange *block_opened(const Layer *layer, size_t piece) {
    for (size_t i = 0; i < layer->blocks.len; i++)
        if (layer->blocks.items[i].open == piece) return &layer->blocks.items[i];
    return NULL;
}

static bool is_extends(const Piece *piece) {
    Str inside = piece->source;
    return piece->kind == PIECE_INCLUDE && str_is(tag_word(&inside), "extends");
}

static const Piece *extends_of(const Layer *layer) {
    for (size_t i = 0; i < layer->pieces.len; i++) {
        const Piece *piece = &layer->pieces.items[i];
        if (is_extends(piece) && !piece->example) return piece;
    }
    return NULL;
}

/* --- putting the texts together ------------------------------------------------------------------
 */

static void put_layer(Expansion *x, Layer *layer);
static void put_pieces(Expansion *x, const Layer *layer, size_t from, size_t to, Str block,
                       int nested);

static void put_text(Expansion *x, const Layer *layer, const Piece *piece) {
    Str text = str_slice(layer->text->text, piece->span.start, piece->span.end);
    if (!text.len) return;
    TextMap map = node_map(layer->text);
    TextMap part = textmap_slice(x->l->arena, &map, piece->span);
    textmap_append(x->l->arena, &x->out, (uint32_t)x->text.len, &part);
    buf_add(&x->text, text);
}

/* The block as the youngest file has it, tags and all: they write nothing. */
static void put_block(Expansion *x, const Layer *layer, const BlockRange *block, int nested) {
    const Layer *owner = layer;
    for (const Layer *child = layer->child; child; child = child->child)
        if (block_named(child, block->name)) owner = child;
    const BlockRange *own = owner == layer ? block : block_named(owner, block->name);
    put_text(x, layer, &layer->pieces.items[block->open]);
    put_pieces(x, owner, own->open + 1, own->close, block->name, nested + 1);
    if (block->close < layer->pieces.len) put_text(x, layer, &layer->pieces.items[block->close]);
}

/* {{ super() }}: the block as the next file up has it. */
static bool put_super(Expansion *x, const Layer *layer, const Piece *piece, Str name, int nested) {
    Str inside = piece->source;
    if (!name.len || piece->kind != PIECE_PLACEHOLDER || !str_is(tag_word(&inside), "super"))
        return false;
    for (const Layer *at = layer->parent; at; at = at->parent) {
        const BlockRange *block = block_named(at, name);
        if (!block) continue;
        put_pieces(x, at, block->open + 1, block->close, name, nested + 1);
        return true;
    }
    return false;
}

static Span place_of(const Layer *layer, const Piece *piece) {
    TextMap map = node_map(layer->text);
    return layer->place ? *layer->place : textmap_span(&map, piece->span);
}

static void put_pieces(Expansion *x, const Layer *layer, size_t from, size_t to, Str block,
                       int nested) {
    enum { NESTING = 20 };
    if (nested > NESTING) return;
    for (size_t i = from; i < to && x->pieces < ALL_PIECES && x->text.len <= ALL_BYTES; i++) {
        const Piece *piece = &layer->pieces.items[i];
        const BlockRange *inner = layer->blocks.len ? block_opened(layer, i) : NULL;
        Layer file;
        x->pieces++;
        if (inner) {
            put_block(x, layer, inner, nested);
            i = inner->close;
        } else if (put_super(x, layer, piece, block, nested)) {
            continue;
        } else if (piece->kind == PIECE_INCLUDE && !piece->example && !is_extends(piece) &&
                   open_file(x, piece, layer, place_of(layer, piece), &file)) {
            put_layer(x, &file);
        } else {
            put_text(x, layer, piece);
        }
    }
}

/* From the layer up to the last parent, which is what the engine writes. */
static Layer *stack_parents(Expansion *x, Layer *layer) {
    const Piece *extends;
    while ((extends = extends_of(layer))) {
        Layer *parent = ARENA_NEW(x->l->arena, Layer);
        if (!open_file(x, extends, layer, place_of(layer, extends), parent)) break;
        scan_layer(x, parent);
        if (!layer->blocks.len) find_blocks(x, layer);
        find_blocks(x, parent);
        parent->child = layer;
        layer->parent = parent;
        layer = parent;
    }
    return layer;
}

static void put_layer(Expansion *x, Layer *layer) {
    scan_layer(x, layer);
    const Layer *top = stack_parents(x, layer);
    put_pieces(x, top, 0, top->pieces.len, (Str){0}, 0);
}

static const Node *put_in(Lowering *l, const Node *text, Expansion *x) {
    Str path = place_absolute(l->arena, l->source->path);
    if (!path.len || !node_map(text).len) return text;
    Node *whole = ARENA_NEW(l->arena, Node);
    *whole = *text;
    whole->shared = false;
    x->root = neighbour_root(l->arena, neighbour_directory(path));
    x->out.whole = text->span;
    Layer layer = {.text = whole, .chain = {path, str_file_name(l->source->path), NULL}};
    put_layer(x, &layer);
    if (x->changed) {
        whole->text = str_dup(l->arena, buf_str(&x->text));
        TextMap *map = ARENA_NEW(l->arena, TextMap);
        *map = x->out;
        whole->map = map;
    }
    buf_free(&x->text);
    return x->changed ? whole : text;
}

const Node *includes_put_in(Lowering *l, const Node *text, const TemplateOptions *options) {
    Expansion x = {.l = l, .options = options};
    return put_in(l, text, &x);
}

const Node *includes_put_in_elements(Lowering *l, const Node *text, const char *tag,
                                     const char *attribute) {
    static const TemplateOptions options = {.engine = ENGINE_MUSTACHE};
    Expansion x = {.l = l, .options = &options, .tag = tag, .attribute = attribute};
    return put_in(l, text, &x);
}
