/* Compares our reading of JSON with cJSON: the bytes that a node says it stands in are cut out of
 * the file and parsed again, by another parser, and must give the same value; so must each piece of
 * a string that its map tells apart. Reads the files given, or generates documents:
 *
 *     json FILE...        json --generate COUNT
 *
 * Prints what was compared; exit status 1 on a difference. */
#include <cjson/cJSON.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lint/base/buf.h"
#include "lint/base/utf8.h"
#include "lint/source/tree.h"
#include "tests/draw.h"

typedef struct {
    size_t documents, nodes, characters, differences, skipped;
} Tally;

static void differ(Tally *tally, const Source *source, Span span, const char *what) {
    if (++tally->differences <= 20)
        printf(STR_FMT ": bytes %u to %u: %s: %.60s\n", STR_ARG(source->path), span.start, span.end,
               what, str_slice(source->bytes, span.start, span.end).ptr);
}

/* The slice as a document of its own; the whole of it must be one value. */
static cJSON *parse(Str slice) {
    const char *end = NULL;
    cJSON *value = cJSON_ParseWithLengthOpts(slice.ptr, slice.len, &end, false);
    if (value && end != slice.ptr + slice.len) {
        cJSON_Delete(value);
        return NULL;
    }
    return value;
}

/* cJSON ends texts at a NUL and reads no lone surrogates. */
static bool is_beyond_cjson(Str text) {
    return str_find_char(text, '\0', 0) != STR_NOT_FOUND;
}

/* Each character's own bytes in the file, read as a string of their own, are the character. */
static void compare_characters(Tally *tally, const Source *source, const Node *node) {
    TextMap map = node_map(node);
    for (size_t i = 0, size; i < node->text.len; i += size) {
        utf8_decode(node->text, i, &size);
        Span place = textmap_span(&map, span_of(i, i + size));
        Str bytes = source_slice(source, place);
        char quoted[64];
        int len = snprintf(quoted, sizeof quoted, "\"" STR_FMT "\"", STR_ARG(bytes));
        cJSON *value = bytes.len < 32 ? parse((Str){quoted, (size_t)len}) : NULL;
        bool same = value && cJSON_IsString(value) && strlen(value->valuestring) == size &&
                    memcmp(value->valuestring, node->text.ptr + i, size) == 0;
        tally->characters++;
        if (!same) differ(tally, source, place, "not the character that stands there");
        cJSON_Delete(value);
    }
}

static bool same_value(const Node *node, const cJSON *value) {
    switch (node->kind) {
    case NODE_NULL: return cJSON_IsNull(value);
    case NODE_BOOL: return cJSON_IsBool(value) && cJSON_IsTrue(value) == (node->number != 0);
    case NODE_NUMBER: return cJSON_IsNumber(value) && value->valuedouble == node->number;
    case NODE_STRING:
        return cJSON_IsString(value) && strlen(value->valuestring) == node->text.len &&
               memcmp(value->valuestring, node->text.ptr, node->text.len) == 0;
    case NODE_LIST: return cJSON_IsArray(value) && (size_t)cJSON_GetArraySize(value) == node->count;
    case NODE_MAP: return cJSON_IsObject(value) && (size_t)cJSON_GetArraySize(value) == node->count;
    }
    return false;
}

static void compare_node(Tally *tally, const Source *source, const Node *node) {
    if (node->key) compare_node(tally, source, node->key);
    for (const Node *child = node->first; child; child = child->next)
        compare_node(tally, source, child);
    if (node->kind == NODE_STRING && is_beyond_cjson(node->text)) return;
    cJSON *value = parse(source_slice(source, node->span));
    tally->nodes++;
    if (!value || !same_value(node, value)) differ(tally, source, node->span, "another value");
    cJSON_Delete(value);
    if (node->kind == NODE_STRING) compare_characters(tally, source, node);
}

static void compare(Tally *tally, Str path, Str bytes) {
    Arena arena = {0};
    Source source;
    ProblemVec problems = {0};
    Node *root = NULL;
    if (source_from_bytes(&arena, path, bytes, &source, &problems))
        root = json_read(&arena, &source, span_of(0, bytes.len), &problems);
    if (root) {
        tally->documents++;
        compare_node(tally, &source, root);
    } else {
        tally->skipped++;
    }
    arena_free(&arena);
}

/* --- generated documents ------------------------------------------------------------------------
 */

static uint32_t random_state = 2463534242u;
static uint32_t draw(uint32_t below) {
    return draw_below(&random_state, below);
}

static void add_string(Buf *out) {
    static const char *const parts[] = {"a",
                                        "You are",
                                        " ",
                                        "\\n",
                                        "\\t",
                                        "\\\"",
                                        "\\\\",
                                        "\\/",
                                        "\\u00e9",
                                        "\\u6F22",
                                        "\\ud83d\\ude00",
                                        "\\uD83D\\uDE00",
                                        "\\b",
                                        "\\f",
                                        "\xC3\xA9",
                                        "\xE6\xBC\xA2",
                                        "\xF0\x9F\x98\x80",
                                        "\xC2\x85",
                                        "\xE2\x80\xA8",
                                        "\x7F",
                                        "{{x}}"};
    buf_add_char(out, '"');
    for (uint32_t i = 0, n = draw(10); i < n; i++)
        buf_add_c(out, parts[draw(sizeof parts / sizeof *parts)]);
    buf_add_char(out, '"');
}

static void add_blank(Buf *out) {
    static const char *const blanks[] = {"", "", " ", "\n", "\r\n", "\t", "  \n  "};
    buf_add_c(out, blanks[draw(sizeof blanks / sizeof *blanks)]);
}

static void add_value(Buf *out, int depth) {
    static const char *const scalars[] = {"null",
                                          "true",
                                          "false",
                                          "0",
                                          "-1",
                                          "1.5",
                                          "1e3",
                                          "-2.5E-3",
                                          "123456789012345678901234567890",
                                          "9007199254740993"};
    uint32_t kind = draw(depth > 5 ? 2 : 4);
    add_blank(out);
    if (kind == 0) {
        buf_add_c(out, scalars[draw(sizeof scalars / sizeof *scalars)]);
    } else if (kind == 1) {
        add_string(out);
    } else {
        bool map = kind == 2;
        buf_add_char(out, map ? '{' : '[');
        for (uint32_t i = 0, n = draw(6); i < n; i++) {
            if (i) buf_add_char(out, ',');
            add_blank(out);
            if (map) {
                buf_printf(out, "\"key%u", i); /* no key twice: cJSON compares what stands first */
                buf_add_c(out, draw(3) ? "\"" : "\\u0041\"");
                add_blank(out);
                buf_add_char(out, ':');
            }
            add_value(out, depth + 1);
        }
        add_blank(out);
        buf_add_char(out, map ? '}' : ']');
    }
    add_blank(out);
}

static void generate(Tally *tally, int count) {
    for (int i = 0; i < count; i++) {
        Buf out = {0};
        if (draw(8) == 0) buf_add_c(&out, "\xEF\xBB\xBF");
        add_value(&out, 0);
        compare(tally, STR("generated"), buf_str(&out));
        buf_free(&out);
    }
}

int main(int argc, char **argv) {
    Tally tally = {0};
    if (argc == 3 && strcmp(argv[1], "--generate") == 0) {
        generate(&tally, atoi(argv[2]));
    } else {
        for (int i = 1; i < argc; i++) {
            Arena arena = {0};
            Source source;
            ProblemVec problems = {0};
            if (source_load(&arena, str_from_c(argv[i]), &source, &problems))
                compare(&tally, source.path, source.bytes);
            arena_free(&arena);
        }
    }
    printf("json: %zu documents, %zu values and keys cut out and parsed again, %zu characters, %zu "
           "documents skipped, %zu differences\n",
           tally.documents, tally.nodes, tally.characters, tally.skipped, tally.differences);
    return tally.differences > 0;
}
