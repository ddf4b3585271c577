/* Request bodies that a document keeps as JSON in a string: collections of API clients, events of
 * serverless functions, test cases. */
#include "lint/format/lower.h"

static const char *shape(const Lowering *l, const Node *text) {
    static const char *const keys[] = {
        "body",     "raw",          "payload",     "data",    "json",
        "text",     "request_body", "requestBody", "request", "input",
        "postData", "content",      "equalToJson", "params",  NULL};
    static const char *const words[] = {"\"messages\"", "\"contents\"", "\"input\"", NULL};
    Str start = str_trim(text->text);
    if (!str_starts(start, STR("{")) || !text->key) return NULL;
    (void)l;
    bool named = false, worded = false;
    for (size_t i = 0; keys[i]; i++) named |= str_is(text->key->text, keys[i]);
    for (size_t i = 0; named && words[i]; i++) worded |= str_has(start, str_from_c(words[i]));
    return worded ? "JSON in a string, with the words of a request" : NULL;
}

static bool lower_node(Lowering *l, const Node *text, const Around *around, Str path) {
    (void)around;
    const Node *body = lower_embedded(l, text);
    size_t before = l->prompts->len;
    bool outer = l->requests_only;
    if (!node_is_map(body)) return false;
    l->requests_only = true;
    lower_search(l, body, NULL, path);
    l->requests_only = outer;
    return l->prompts->len > before;
}

const Format format_json_string = {
    .name = "json-string",
    .summary = "request body kept as JSON in a string of another document",
    .unknown = "nothing of the calls; what varies shows only between them",
    .request = true,
    .takes = TAKES_STRINGS,
    .needs = FORMAT_NEEDS_ANY,
    .shape = shape,
    .lower_node = lower_node,
};
