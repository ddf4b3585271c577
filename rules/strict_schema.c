#include "rules/strict_schema.h"

/* Objects with more properties than people write are not compared one by one. */
enum { PROPERTIES = 200 };

static bool names(const Node *list, Str key) {
    for (const Node *item = node_items(list); item; item = item->next)
        if (str_eq(item->text, key)) return true;
    return false;
}

static bool is_object_wrong(const Node *schema, Str *missing) {
    const Node *properties = node_get(schema, "properties"), *type = node_get(schema, "type");
    const Node *others = node_get(schema, "additionalProperties");
    const Node *required = node_get(schema, "required");
    *missing = (Str){0};
    if (!node_is_map(properties) || (type && !str_is(type->text, "object"))) return false;
    if (!others || others->kind != NODE_BOOL || others->number != 0) return true;
    if (properties->count > PROPERTIES) return false;
    for (const Node *p = properties->first; p; p = p->next)
        if (!names(required, p->key->text)) {
            *missing = p->key->text;
            return true;
        }
    return false;
}

/* As deep as the document is, which its reader limits. */
const Node *strict_schema_fault(const Node *schema, Str *missing) {
    static const char *const maps[] = {"properties", "$defs", "definitions", NULL};
    static const char *const lists[] = {"anyOf", "oneOf", "allOf", NULL};
    const Node *fault = NULL;
    if (!node_is_map(schema)) return NULL;
    if (is_object_wrong(schema, missing)) return schema;
    for (size_t i = 0; maps[i]; i++) {
        const Node *map = node_get(schema, maps[i]);
        for (const Node *n = node_is_map(map) ? map->first : NULL; n && !fault; n = n->next)
            fault = strict_schema_fault(n, missing);
    }
    for (size_t i = 0; lists[i]; i++) {
        const Node *list = node_get(schema, lists[i]);
        for (const Node *n = node_items(list); n && !fault; n = n->next)
            fault = strict_schema_fault(n, missing);
    }
    return fault ? fault : strict_schema_fault(node_get(schema, "items"), missing);
}
