#include "lint/config/comment.h"

#include "lint/base/order.h"
#include "lint/source/frontmatter.h"
#include "lint/source/toml.h"

typedef struct {
    Str open, close;
    bool html;
} Delimiters;

/* The longest opening first where one starts with another. */
static const Delimiters delimiters[] = {
    {STR_IN("{#-"), STR_IN("#}"), false},    {STR_IN("{#"), STR_IN("#}"), false},
    {STR_IN("<%#"), STR_IN("%>"), false},    {STR_IN("{{!--"), STR_IN("--}}"), false},
    {STR_IN("{{!"), STR_IN("}}"), false},    {STR_IN("{{/*"), STR_IN("*/"), false},
    {STR_IN("{{- /*"), STR_IN("*/"), false}, {STR_IN("<!--"), STR_IN("-->"), true},
    {STR_IN("{{--"), STR_IN("--}}"), false},
};
enum { DELIMITERS = sizeof delimiters / sizeof *delimiters, LIQUID = DELIMITERS, INLINE, JSONC };
_Static_assert(JSONC < sizeof((CommentMap *)0)->no_close / sizeof(size_t), "one entry per kind");

/* --- lines -------------------------------------------------------------------------------------
 */

/* Blanks and openings are looked for only so far: lines can be as long as files. */
enum { LOOK = 1000 };

/* A byte order mark is no part of the first line. */
static size_t line_start(const Source *source, size_t at) {
    size_t line = source_line_at(source, at);
    return line ? source->line_starts[line] : source_bom(source);
}

/* Without its line end characters. */
static size_t line_end(const Source *source, size_t at) {
    size_t line = source_line_at(source, at), end = source->bytes.len;
    if (line + 1 >= source->lines) return end;
    end = source->line_starts[line + 1];
    while (end > at && (source->bytes.ptr[end - 1] == '\n' || source->bytes.ptr[end - 1] == '\r'))
        end--;
    return end;
}

/* --- the document --------------------------------------------------------------------------------
 */

/* Where text for the model can start: the header of a block scalar may end with a comment. */
static uint32_t text_start(const Source *source, const Node *node) {
    bool block = node->style == STYLE_LITERAL || node->style == STYLE_FOLDED;
    return block ? (uint32_t)line_end(source, node->span.start) : node->span.start;
}

/* Entries in the order of the file, outer before inner: a walk without recursion. */
static void list_entries(Arena *arena, const Source *source, const Node *root, EntryVec *out) {
    const Node *node = root ? root->first : NULL;
    while (node) {
        bool shared = node->shared; /* stands elsewhere in the file */
        bool collection = node->kind == NODE_MAP || node->kind == NODE_LIST;
        if (!shared) {
            const Node *head = node->key ? node->key : node;
            Entry entry = {head->span.start, node->span.end, !collection, text_start(source, node)};
            if (entry.end < head->span.end) entry.end = head->span.end;
            vec_push(arena, out, entry);
        }
        const Node *next = shared ? NULL : node->first;
        while (!next && node && node != root) {
            next = node->next;
            if (!next) node = node->parent;
        }
        node = next;
    }
}

static void list_toml_entries(Arena *arena, Str document, EntryVec *out) {
    for (TomlText next = {0}; toml_next_text(document, &next);) {
        Entry entry = {(uint32_t)next.start, next.text.end, true, next.text.start};
        vec_push(arena, out, entry);
    }
}

static bool ends(Str path, const char *ending) {
    return str_ends_nocase(path, str_from_c(ending));
}

void comment_map_read(Arena *arena, const Source *source, bool document, CommentMap *map) {
    ProblemVec ignored = {0}; /* the formats report them */
    NodeVec documents = {0};
    const Node *root = NULL;
    *map = (CommentMap){.source = source, .document = document};
    for (size_t i = 0; i < sizeof map->no_close / sizeof *map->no_close; i++)
        map->no_close[i] = STR_NOT_FOUND;
    Str path = source->path;
    Span all = span_of(0, source->bytes.len);
    if (ends(path, ".yaml") || ends(path, ".yml")) {
        map->hashed = all;
        yaml_read_all(arena, source, &documents, &ignored);
    } else if (ends(path, ".jsonc") || ends(path, ".json5")) {
        map->json = true;
        root = jsonc_read(arena, source, all, &ignored);
    } else if (ends(path, ".toml")) {
        map->hashed = all;
        list_toml_entries(arena, source->bytes, &map->entries);
    } else if (!ends(path, ".json")) {
        FrontMatter front = frontmatter_read(arena, source, &ignored);
        if (front.present) map->hashed = front.content;
        if (front.present && !front.loose) root = front.tree;
    }
    if (root) vec_push(arena, &documents, root);
    for (size_t i = 0; i < documents.len; i++)
        list_entries(arena, source, documents.items[i], &map->entries);
}

/* The last entry that starts at or before `at`; false when none does. */
static bool entry_before(const CommentMap *map, size_t at, size_t *index) {
    size_t low = 0, high = map->entries.len;
    while (low < high) {
        size_t middle = middle_of(low, high);
        if (map->entries.items[middle].start <= at)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == 0) return false;
    *index = low - 1;
    return true;
}

static bool inside_scalar(const CommentMap *map, size_t at) {
    size_t i;
    if (!entry_before(map, at, &i)) return false;
    const Entry *entry = &map->entries.items[i];
    return entry->scalar && at >= entry->text && at < entry->end;
}

/* --- finding a comment ---------------------------------------------------------------------------
 */

static Str without_blanks_behind(Str s) {
    while (s.len && (s.ptr[s.len - 1] == ' ' || s.ptr[s.len - 1] == '\t')) s.len--;
    return s;
}

/* Looks for a closing delimiter, remembering in vain searches so that all together stay linear. */
static size_t find_close(CommentMap *map, size_t kind, Str close, size_t from) {
    if (from >= map->no_close[kind]) return STR_NOT_FOUND;
    size_t at = str_find(map->source->bytes, close, from);
    if (at == STR_NOT_FOUND) map->no_close[kind] = from;
    return at;
}

/* `{% comment %}`, `{%- comment -%}`: the opening is a tag of its own. */
static bool opens_liquid(Str before, size_t *length) {
    Str rest = before;
    if (!str_ends(rest, STR("%}"))) return false;
    rest.len -= 2;
    if (str_ends(rest, STR("-"))) rest.len--;
    rest = without_blanks_behind(rest);
    if (!str_ends(rest, STR("comment"))) return false;
    rest.len -= STR("comment").len;
    rest = without_blanks_behind(rest);
    if (str_ends(rest, STR("-"))) rest.len--;
    if (!str_ends(rest, STR("{%"))) return false;
    *length = before.len - (rest.len - 2);
    return true;
}

/* `{% # ... %}`: the comment is the tag. */
static bool opens_inline(Str before, size_t *length) {
    Str rest = before;
    if (!str_ends(rest, STR("#"))) return false;
    rest.len--;
    rest = without_blanks_behind(rest);
    if (str_ends(rest, STR("-"))) rest.len--;
    if (!str_ends(rest, STR("{%"))) return false;
    *length = before.len - (rest.len - 2);
    return true;
}

static bool find_liquid_end(CommentMap *map, size_t from, size_t *end) {
    size_t at = find_close(map, LIQUID, STR("endcomment"), from);
    if (at == STR_NOT_FOUND) return false;
    size_t close = str_find(map->source->bytes, STR("%}"), at);
    *end = close == STR_NOT_FOUND ? at : close + 2;
    return true;
}

/* What still belongs to the tag behind the end of a Go comment. */
static size_t tag_rest(Str after) {
    if (str_starts(after, STR("}}"))) return 2;
    return str_starts(after, STR(" -}}")) ? 4 : 0;
}

/* A comment of a template language, or of HTML, whose opening ends at `end` of the file. */
static CommentVerdict template_comment(CommentMap *map, Str before, size_t end, Comment *out) {
    Str bytes = map->source->bytes;
    size_t length, close;
    if (!map->document && opens_liquid(before, &length)) {
        if (!find_liquid_end(map, end, &close)) return COMMENT_NONE;
        *out = (Comment){(uint32_t)(end - length), (uint32_t)close};
        return COMMENT_FOUND;
    }
    if (!map->document && opens_inline(before, &length)) {
        close = find_close(map, INLINE, STR("%}"), end);
        if (close == STR_NOT_FOUND) return COMMENT_NONE;
        *out = (Comment){(uint32_t)(end - length), (uint32_t)(close + 2)};
        return COMMENT_FOUND;
    }
    for (size_t i = 0; i < DELIMITERS; i++) {
        if (!str_ends(before, delimiters[i].open)) continue;
        if (map->document && !delimiters[i].html) return COMMENT_NONE;
        close = find_close(map, i, delimiters[i].close, end);
        if (close == STR_NOT_FOUND) return COMMENT_NONE;
        close += delimiters[i].close.len;
        *out = (Comment){(uint32_t)(end - delimiters[i].open.len),
                         (uint32_t)(close + tag_rest(str_slice(bytes, close, close + 4)))};
        return delimiters[i].html == map->document ? COMMENT_FOUND : COMMENT_IS_TEXT;
    }
    return COMMENT_NONE;
}

/* A line or block comment between the members of a document. */
static CommentVerdict json_comment(CommentMap *map, Str before, size_t end, Comment *out) {
    bool block = str_ends(before, STR("/*"));
    if (!block && !str_ends(before, STR("//"))) return COMMENT_NONE;
    size_t open = end - 2, close = line_end(map->source, end);
    if (inside_scalar(map, open)) return COMMENT_NONE;
    if (block) {
        close = find_close(map, JSONC, STR("*/"), end);
        if (close == STR_NOT_FOUND) return COMMENT_NONE;
        close += 2;
    }
    *out = (Comment){(uint32_t)open, (uint32_t)close};
    return COMMENT_FOUND;
}

CommentVerdict comment_around(CommentMap *map, size_t at, Comment *out) {
    Str bytes = map->source->bytes;
    size_t line = line_start(map->source, at);
    size_t end = line + without_blanks_behind(str_slice(bytes, line, at)).len;
    size_t from = end - line > LOOK ? end - LOOK : line;
    if (map->json) return json_comment(map, str_slice(bytes, from, end), end, out);
    CommentVerdict verdict = template_comment(map, str_slice(bytes, from, end), end, out);
    if (verdict != COMMENT_NONE) return verdict;
    size_t hash = end;
    while (hash > line && bytes.ptr[hash - 1] == '#') hash--;
    bool opens =
        hash < end && (hash == line || bytes.ptr[hash - 1] == ' ' || bytes.ptr[hash - 1] == '\t');
    if (!opens) return COMMENT_NONE;
    *out = (Comment){(uint32_t)hash, (uint32_t)line_end(map->source, at)};
    bool hashed = hash >= map->hashed.start && hash < map->hashed.end;
    if (hashed && !inside_scalar(map, hash)) return COMMENT_FOUND;
    return hashed || hash == line ? COMMENT_IS_TEXT : COMMENT_NONE;
}

/* --- what it covers ------------------------------------------------------------------------------
 */

/* Before and behind the comment the line holds only blanks. */
static bool stands_alone(const Source *source, const Comment *comment) {
    size_t from = line_start(source, comment->start), to = line_end(source, comment->end);
    if (comment->start - from > LOOK || to - comment->end > LOOK) return false;
    return str_trim(str_slice(source->bytes, from, comment->start)).len == 0 &&
           str_trim(str_slice(source->bytes, comment->end, to)).len == 0;
}

/* The first line below that is neither blank nor a directive itself. */
static size_t next_line_of_text(const Source *source, size_t at) {
    size_t line = source_line_at(source, at) + 1, last = line + LOOK;
    for (; line < source->lines && line < last; line++) {
        size_t start = source->line_starts[line], end = line_end(source, start);
        Str text =
            str_trim(str_slice(source->bytes, start, end < start + LOOK ? end : start + LOOK));
        if (text.len && !str_has(str_slice(text, 0, 40), STR("warmlint:"))) return start;
    }
    return line < source->lines ? source->line_starts[line] : source->bytes.len;
}

/* The end of the line [from, to), or of the entries that start on it: scalars of the document, and
 * for a comment above them (`whole`) all that belongs to the first, outermost one. */
static size_t entries_end(const CommentMap *map, size_t from, size_t to, bool whole) {
    size_t i = 0, end = to;
    if (from > 0 && entry_before(map, from - 1, &i)) i++;
    for (bool first = true; i < map->entries.len && map->entries.items[i].start < to; i++) {
        const Entry *entry = &map->entries.items[i];
        if ((entry->scalar || (whole && first)) && entry->end > end) end = entry->end;
        first = false;
    }
    return end;
}

static size_t first_covered(const Source *source, const Comment *comment, bool alone) {
    return alone ? next_line_of_text(source, comment->end) : line_start(source, comment->start);
}

size_t comment_first_line(const CommentMap *map, const Comment *comment) {
    const Source *source = map->source;
    size_t start = first_covered(source, comment, stands_alone(source, comment));
    size_t line = source_line_at(source, start), end = line_end(source, start), i;
    if (!entry_before(map, end, &i)) return line;
    const Entry *entry = &map->entries.items[i];
    bool block = entry->scalar && entry->start >= start && entry->text == end && entry->end > end;
    return block ? line + 1 : line;
}

Span comment_covers(const CommentMap *map, const Comment *comment) {
    const Source *source = map->source;
    bool alone = stands_alone(source, comment);
    size_t from = line_start(source, comment->start);
    size_t line = first_covered(source, comment, alone);
    size_t to = line_end(source, alone ? line : comment->end);
    return span_of(from, entries_end(map, line, to + 1, alone));
}
