/* Feeds arbitrary bytes to the YAML and front matter readers. */
#include "lint/source/frontmatter.h"
#include "tests/fuzz/tree_check.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    Arena arena = {0};
    Source source;
    ProblemVec problems = {0};
    Str bytes = {(const char *)data, size};
    if (source_from_bytes(&arena, STR("fuzz"), bytes, &source, &problems)) {
        Span all = span_of(0, size);
        Node *tree = yaml_read(&arena, &source, all, &problems);
        check_problems(&source, tree, &problems);
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
