/* Feeds arbitrary bytes to the YAML and front matter readers; with gaps and without, YAML must read
 * as the same tree. */
#include "lint/source/frontmatter.h"
#include "lint/source/yaml_reader.h"
#include "tests/fuzz/tree_check.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_same(const Node *a, const Node *b) {
    CHECK((a == NULL) == (b == NULL));
    if (!a) return;
    CHECK(a->kind == b->kind && a->style == b->style && a->count == b->count);
    CHECK(a->span.start == b->span.start && a->span.end == b->span.end);
    CHECK(node_alias(a).start == node_alias(b).start && str_eq(a->text, b->text));
    TextMap map = node_map(a), same = node_map(b);
    CHECK(map.len == same.len);
    for (size_t i = 0; i < map.len; i++)
        CHECK(textmap_runs(&map)[i].text == textmap_runs(&same)[i].text &&
              textmap_runs(&map)[i].file == textmap_runs(&same)[i].file);
    if (a->shared) return;
    check_same(a->key, b->key);
    const Node *mine = a->first, *other = b->first;
    for (; mine && other; mine = mine->next, other = other->next) check_same(mine, other);
    CHECK(mine == other);
}

static void check_gaps(Arena *arena, const Source *source, Span all, const Node *tree,
                       const ProblemVec *problems) {
    ProblemVec own = {0};
    check_same(tree, yaml_read_whole(arena, source, all, &own));
    CHECK(own.len == problems->len);
    for (size_t i = 0; i < own.len; i++)
        CHECK(own.items[i].span.start == problems->items[i].span.start &&
              str_eq(own.items[i].message, problems->items[i].message));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    Arena arena = {0};
    Source source;
    ProblemVec problems = {0};
    Str bytes = {(const char *)data, size};
    if (source_from_bytes(&arena, STR("fuzz"), bytes, &source, &problems)) {
        Span all = span_of(0, size);
        Node *tree = yaml_read(&arena, &source, all, &problems);
        check_problems(&source, tree, &problems);
        check_gaps(&arena, &source, all, tree, &problems);
        if (tree) {
            check_node(&source, tree, all, 0);
            CHECK(node_to_json(&arena, tree).len > 0);
        }
        ProblemVec own = {0};
        FrontMatter front = frontmatter_read(&arena, &source, &own);
        CHECK(front.body.end == size && front.body.start <= size);
        CHECK(!front.present || front.whole.end == front.body.start);
        if (front.tree) check_node(&source, front.tree, front.whole, 0);
    }
    arena_free(&arena);
    return 0;
}
