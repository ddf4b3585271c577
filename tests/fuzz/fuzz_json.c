/* Feeds arbitrary bytes to the JSON reader and compares what it accepts with cJSON. */
#include <cjson/cJSON.h>

#include "tests/fuzz/tree_check.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool has_long_number(const Node *n) {
    if (n->kind == NODE_NUMBER) return n->text.len >= 63;
    for (const Node *child = n->first; child; child = child->next)
        if (has_long_number(child)) return true;
    return false;
}

/* cJSON ends a string at its first NUL. */
static void compare_text(Str text, const char *theirs) {
    size_t len = strlen(theirs);
    CHECK(len <= text.len && memcmp(text.ptr, theirs, len) == 0);
    CHECK(len == text.len || text.ptr[len] == '\0');
}

static void compare(const Node *n, const cJSON *item) {
    if (n->key) compare_text(n->key->text, item->string);
    switch (n->kind) {
    case NODE_NULL: CHECK(cJSON_IsNull(item)); return;
    case NODE_BOOL: CHECK(n->number != 0 ? cJSON_IsTrue(item) : cJSON_IsFalse(item)); return;
    case NODE_NUMBER: CHECK(cJSON_IsNumber(item) && n->number == item->valuedouble); return;
    case NODE_STRING:
        CHECK(cJSON_IsString(item));
        compare_text(n->text, item->valuestring);
        return;
    case NODE_LIST: CHECK(cJSON_IsArray(item)); break;
    case NODE_MAP: CHECK(cJSON_IsObject(item)); break;
    }
    const cJSON *theirs = item->child;
    for (const Node *child = n->first; child; child = child->next, theirs = theirs->next) {
        CHECK(theirs);
        compare(child, theirs);
    }
    CHECK(!theirs);
}

/* What is written out reads back as the same. */
static void check_round_trip(Arena *arena, const Node *tree) {
    Str json = node_to_json(arena, tree);
    Source again;
    ProblemVec problems = {0};
    CHECK(source_from_bytes(arena, STR("again"), json, &again, &problems));
    Node *read = json_read(arena, &again, span_of(0, json.len), &problems);
    CHECK(read);
    CHECK(str_eq(node_to_json(arena, read), json));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    Arena arena = {0};
    Source source;
    ProblemVec problems = {0};
    Str bytes = {(const char *)data, size};
    if (source_from_bytes(&arena, STR("fuzz"), bytes, &source, &problems)) {
        Span all = span_of(0, size);
        Node *tree = json_read(&arena, &source, all, &problems);
        check_problems(&source, tree, &problems);
        for (size_t i = 0; i < problems.len; i++)
            CHECK(!str_starts(problems.items[i].message, STR("cJSON")));
        if (tree) {
            check_node(&source, tree, all, 0);
            check_round_trip(&arena, tree);
        }
        if (tree && tree->span.end > tree->span.start && !has_long_number(tree)) {
            /* Without the byte order mark, which cJSON does not skip in a short text. */
            size_t from = tree->span.start;
            cJSON *theirs = cJSON_ParseWithLength(bytes.ptr + from, size - from);
            CHECK(theirs);
            compare(tree, theirs);
            cJSON_Delete(theirs);
        }
    }
    arena_free(&arena);
    return 0;
}
