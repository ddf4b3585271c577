/* Compares our maps of YAML and JSON scalars with libfyaml, whose chunks point into the text where
 * a byte was taken over as it stands. Reads the files given, or generates documents:
 *
 *     yaml FILE...        yaml --generate COUNT
 *
 * Prints what was compared; exit status 1 on a difference. */
#include <libfyaml.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "lint/base/buf.h"
#include "lint/source/tree.h"
#include "tests/draw.h"

typedef struct {
    size_t documents, scalars, bytes, unmapped, differences, skipped;
} Tally;

/* Our scalars in the order of the file. Views through aliases and merge keys stand elsewhere. */
static void collect(Arena *arena, const Node *node, NodeVec *out) {
    if (node->key) collect(arena, node->key, out);
    if (node->shared) return;
    if (node->kind == NODE_MAP || node->kind == NODE_LIST)
        for (const Node *child = node->first; child; child = child->next)
            collect(arena, child, out);
    else
        vec_push(arena, out, node);
}

static void differ(Tally *tally, Str path, const Node *node, size_t at, size_t theirs,
                   size_t ours) {
    if (++tally->differences <= 20)
        printf(STR_FMT ": scalar at %u, byte %zu: libfyaml says %zu, we say %zu\n", STR_ARG(path),
               node->span.start, at, theirs, ours);
}

/* Where both take a byte over from the file, it is the same one. */
static void compare_scalar(Tally *tally, Str path, Str bytes, const Node *node,
                           struct fy_token *token) {
    struct fy_token_iter *iter = fy_token_iter_create(token);
    const struct fy_iter_chunk *chunk = NULL;
    size_t at = 0;
    int error = 0;
    tally->scalars++;
    TextMap map = node_map(node);
    if (node->kind == NODE_STRING && node->text.len && !map.len) tally->unmapped++;
    while (iter && (chunk = fy_token_iter_chunk_next(iter, chunk, &error))) {
        bool inside = chunk->str >= bytes.ptr && chunk->str + chunk->len <= bytes.ptr + bytes.len;
        for (size_t i = 0; i < chunk->len; i++, at++) {
            if (!inside || at >= node->text.len || !map.len) continue;
            Span ours = textmap_span(&map, span_of(at, at + 1));
            size_t theirs = (size_t)(chunk->str - bytes.ptr) + i;
            tally->bytes++;
            /* An escape is one place to us, and its last character to libfyaml. */
            bool escape = bytes.ptr[ours.start] == '\\' && ours.end - ours.start > 1 &&
                          theirs >= ours.start && theirs < ours.end;
            if (ours.start != theirs && !escape) differ(tally, path, node, at, theirs, ours.start);
        }
    }
    if (iter) fy_token_iter_destroy(iter);
    if (node->kind == NODE_STRING && at != node->text.len)
        differ(tally, path, node, 0, at, node->text.len);
}

/* {{ x }} without quotes, which we read as a string. */
static bool has_placeholder(const Node *node) {
    if (node->kind == NODE_STRING && node->style == STYLE_FLOW) return true;
    if (node->key && has_placeholder(node->key)) return true;
    for (const Node *child = node->first; child; child = child->next)
        if (has_placeholder(child)) return true;
    return false;
}

static void compare(Tally *tally, Str path, Str bytes, bool json) {
    Arena arena = {0};
    Source source;
    ProblemVec problems = {0};
    NodeVec nodes = {0};
    Node *root = NULL;
    if (source_from_bytes(&arena, path, bytes, &source, &problems))
        root = (json ? json_read : yaml_read)(&arena, &source, span_of(0, bytes.len), &problems);
    /* Merged members stand twice in our tree, unquoted placeholders are maps to YAML. */
    bool merges = !json && (str_has(bytes, STR("<<:")) || (root && has_placeholder(root)));
    struct fy_parse_cfg config = {.flags = json ? FYPCF_JSON_FORCE : FYPCF_DEFAULT_PARSE};
    config.flags |= FYPCF_QUIET;
    struct fy_parser *parser = root && !merges ? fy_parser_create(&config) : NULL;
    if (!parser || fy_parser_set_string(parser, bytes.ptr, bytes.len) != 0) {
        tally->skipped++;
        if (parser) fy_parser_destroy(parser);
        arena_free(&arena);
        return;
    }
    collect(&arena, root, &nodes);
    size_t n = 0;
    bool ended = false;
    for (struct fy_event *event; !ended && (event = fy_parser_parse(parser));) {
        ended = event->type == FYET_DOCUMENT_END;
        if (event->type == FYET_SCALAR && n < nodes.len) {
            const Node *node = nodes.items[n++];
            if (event->scalar.value) compare_scalar(tally, path, bytes, node, event->scalar.value);
        }
        fy_parser_event_free(parser, event);
    }
    tally->documents++;
    fy_parser_destroy(parser);
    arena_free(&arena);
}

/* -- generated documents ---------------------------------------------------------------------- */

static uint32_t random_state = 88172645u;
static uint32_t draw(uint32_t below) {
    return draw_below(&random_state, below);
}

static const char *const words[] = {
    "You",  "are",     "the",         "clerk", "caf\xC3\xA9", "\xF0\x9F\x98\x80",
    "a: b", "it's",    "#5",          "- x",   "\"so\"",      "\xE6\xBC\xA2",
    "100%", "{plain}", "back\\slash", "end."};
static const char *word(void) {
    return words[draw(sizeof words / sizeof *words)];
}

static void add_double(Buf *out) {
    static const char *const parts[] = {"\\n",    "\\t",         "\\u00e9", "\\\"",
                                        "\\\\",   "\\U0001F600", "\\x41",   "\\\n    ",
                                        "\n    ", "\n\n    ",    "\\ ",     "\\e"};
    buf_add_char(out, '"');
    for (uint32_t i = 0, n = draw(8); i < n; i++) {
        for (const char *p = word(); *p; p++) {
            if (*p == '"' || *p == '\\') buf_add_char(out, '\\');
            buf_add_char(out, *p);
        }
        if (draw(2))
            buf_add_c(out, parts[draw(sizeof parts / sizeof *parts)]);
        else
            buf_add_char(out, ' ');
    }
    buf_add_c(out, ".\"");
}

static void add_single(Buf *out) {
    buf_add_char(out, '\'');
    for (uint32_t i = 0, n = draw(8); i < n; i++) {
        for (const char *p = word(); *p; p++) {
            if (*p == '\'') buf_add_char(out, '\'');
            buf_add_char(out, *p);
        }
        buf_add_c(out, draw(5) ? " " : draw(2) ? "\n    " : "\n\n    ");
    }
    buf_add_c(out, ".'");
}

static void add_block(Buf *out) {
    static const char *const chomps[] = {"", "-", "+"};
    buf_printf(out, "%c%s\n", draw(2) ? '|' : '>', chomps[draw(3)]);
    for (uint32_t i = 0, n = 1 + draw(6); i < n; i++) {
        if (i && draw(6) == 0) buf_add_char(out, '\n');
        buf_add_c(out, i && draw(6) == 0 ? "      " : "    ");
        buf_add_c(out, "w ");
        for (uint32_t k = draw(5); k > 0; k--) buf_printf(out, "%s ", word());
        buf_add_c(out, "w\n");
    }
}

static void add_plain(Buf *out) {
    static const char *const plain[] = {"one",  "caf\xC3\xA9", "b-c",         "x#y",
                                        "it's", "12",          "\xE6\xBC\xA2"};
    buf_add_c(out, "p");
    for (uint32_t i = 0, n = draw(8); i < n; i++)
        buf_printf(out, "%s%s", draw(5) ? " " : "\n    ", plain[draw(7)]);
}

static void generate(Buf *out) {
    uint32_t keys = 1 + draw(6);
    if (draw(8) == 0) buf_add_c(out, "\xEF\xBB\xBF");
    if (draw(6) == 0) buf_add_c(out, "---\n");
    for (uint32_t i = 0; i < keys; i++) {
        buf_printf(out, "k%u:\n  - ", i);
        switch (draw(4)) {
        case 0: add_double(out); break;
        case 1: add_single(out); break;
        case 2: add_plain(out); break;
        default: add_block(out); continue;
        }
        buf_add_char(out, '\n');
    }
}

static void use_crlf(Buf *text) {
    Buf crlf = {0};
    for (size_t i = 0; i < text->len; i++) {
        if (text->ptr[i] == '\n') buf_add_char(&crlf, '\r');
        buf_add_char(&crlf, text->ptr[i]);
    }
    buf_free(text);
    *text = crlf;
}

int main(int argc, char **argv) {
    Tally tally = {0};
    if (argc == 3 && str_is(str_from_c(argv[1]), "--generate")) {
        for (long i = strtol(argv[2], NULL, 10); i > 0; i--) {
            Buf text = {0};
            generate(&text);
            if (draw(5) == 0) use_crlf(&text);
            size_t before = tally.differences;
            compare(&tally, STR("generated"), buf_str(&text), false);
            if (before == 0 && tally.differences) fwrite(text.ptr, 1, text.len, stdout);
            buf_free(&text);
        }
    }
    for (int i = 1; i < argc && argv[1][0] != '-'; i++) {
        Arena arena = {0};
        Source source;
        ProblemVec problems = {0};
        Str path = str_from_c(argv[i]);
        if (source_load(&arena, path, &source, &problems))
            compare(&tally, path, source.bytes, str_ends(path, STR(".json")));
        else
            tally.skipped++;
        arena_free(&arena);
    }
    printf("%zu documents, %zu scalars, %zu bytes compared, %zu scalars without a map, %zu "
           "documents skipped, %zu differences\n",
           tally.documents, tally.scalars, tally.bytes, tally.unmapped, tally.skipped,
           tally.differences);
    return tally.differences > 0;
}
