#include "lint/prompt/wire_tools.h"

#include "lint/base/buf.h"

/* Schemas are walked to this depth, references followed. References can make a small schema stand
 * for an enormous one: the walk may take a few times what the schema itself has; where that does
 * not do, the definition is counted as it stands in the request. */
enum { SCHEMA_DEPTH = 8, VISITS = 100, BYTES = 4096, TIMES = 4, REFERENCE_BYTES = 256 };

typedef struct {
    const Node *name, *description, *schema;
} Tool;

static Tool take_apart(const Node *tool) {
    static const char *const inside[] = {"function", "toolSpec", NULL};
    static const char *const schemas[] = {"input_schema",         "parameters",
                                          "inputSchema",          "parameters_json_schema",
                                          "parametersJsonSchema", NULL};
    const Node *inner = node_get_any(tool, inside);
    if (!node_is_map(inner)) inner = tool;
    Tool t = {node_get(inner, "name"), node_get(inner, "description"),
              node_get_any(inner, schemas)};
    const Node *json = node_get(t.schema, "json"); /* Converse wraps it */
    if (node_is_map(json)) t.schema = json;
    return t;
}

static Str text_if_string(const Node *node) {
    return node_is_string(node) ? node->text : (Str){0};
}

bool tool_is_hosted(const Node *tool) {
    Tool t = take_apart(tool);
    return node_is_map(tool) && !t.schema && !t.description && node_get(tool, "type") &&
           !str_is(text_if_string(node_get(tool, "type")), "function") &&
           !str_is(text_if_string(node_get(tool, "type")), "custom");
}

bool tool_hosted_size(const Node *tool, TokFamily family, int64_t *tokens) {
    static const struct {
        const char *type;
        int32_t before_47, since_47;
    } known[] = {{"bash_", 244, 325},
                 {"text_editor_", 700, 700},
                 {"memory_", 1069, 1069},
                 {"computer_toolset_", 4500, 4500},
                 {"browser_toolset_", 6600, 6600}};
    Str type = text_if_string(node_get(tool, "type"));
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (str_starts(type, str_from_c(known[i].type))) {
            *tokens = family == TOK_CLAUDE_V3 ? known[i].before_47 : known[i].since_47;
            return true;
        }
    return false;
}

bool tool_has_parameters(const Node *tool) {
    const Node *properties = node_get(take_apart(tool).schema, "properties");
    return node_is_map(properties) && properties->count > 0;
}

/* --- JSON ----------------------------------------------------------------------------------------
 */

/* Members of `properties` and `$defs` are names; those of a schema are its keywords. */
static void add_schema(Arena *arena, Buf *out, const Node *node, bool keywords, bool required) {
    if (node->kind != NODE_MAP && node->kind != NODE_LIST) {
        buf_add(out, node_to_json(arena, node));
        return;
    }
    bool first = true, map = node->kind == NODE_MAP;
    buf_add_char(out, map ? '{' : '[');
    for (const Node *m = node->first; m; m = m->next) {
        bool names = map && keywords &&
                     (str_is(m->key->text, "properties") || str_is(m->key->text, "$defs"));
        if (map && keywords && str_is(m->key->text, "additionalProperties")) continue;
        if (map && keywords && !required && str_is(m->key->text, "required")) continue;
        if (!first) buf_add_char(out, ',');
        first = false;
        if (map) {
            buf_add(out, node_to_json(arena, m->key));
            buf_add_char(out, ':');
        }
        add_schema(arena, out, m, !names, required);
    }
    buf_add_char(out, map ? '}' : ']');
}

Str output_schema_text(Arena *arena, const Node *format) {
    const Node *name = node_get(format, "name"), *schema = node_get(format, "schema");
    Str about = text_if_string(node_get(format, "description"));
    Buf out = {0};
    buf_printf(&out, "# Response Formats\n\n## " STR_FMT "\n\n", STR_ARG(text_if_string(name)));
    if (about.len) buf_printf(&out, "// " STR_FMT "\n", STR_ARG(about));
    if (schema) add_schema(arena, &out, schema, true, false);
    Str text = schema ? str_dup(arena, buf_str(&out)) : (Str){0};
    buf_free(&out);
    return text;
}

Str tool_json(Arena *arena, const Node *tool) {
    Tool t = take_apart(tool);
    if (!t.name && !t.schema) return node_to_json(arena, tool);
    Buf out = {0};
    buf_add_c(&out, "{\"description\":");
    buf_add(&out, t.description ? node_to_json(arena, t.description) : STR("\"\""));
    buf_add_c(&out, ",\"input_schema\":");
    if (node_is_map(t.schema))
        add_schema(arena, &out, t.schema, true, true);
    else
        buf_add_c(&out, "{}");
    buf_add_c(&out, ",\"name\":");
    buf_add(&out, t.name ? node_to_json(arena, t.name) : STR("\"\""));
    buf_add_char(&out, '}');
    Str json = str_dup(arena, buf_str(&out));
    buf_free(&out);
    return json;
}

/* --- TypeScript ----------------------------------------------------------------------------------
 */

/* What a walk may still take. */
typedef struct {
    size_t visits, bytes;
} Budget;

static void add_size(const Node *node, Budget *size) {
    size->visits++;
    size->bytes += node->text.len + (node->key ? node->key->text.len : 0);
    for (const Node *n = node->first; n; n = n->next) add_size(n, size);
}

static Budget budget_of(const Node *schema) {
    Budget size = {0};
    if (schema) add_size(schema, &size);
    return (Budget){VISITS + TIMES * size.visits, BYTES + TIMES * size.bytes};
}

typedef struct {
    Arena *arena;
    Buf *out;
    const Node *root; /* of the schema, for its references */
    Budget left;
} Printer;

static bool is_spent(const Printer *p) {
    return p->left.visits == 0 || (p->out && p->out->len > p->left.bytes);
}

/* "#/$defs/Name" or "#/definitions/Name". */
static const Node *resolve(const Printer *p, const Node *schema) {
    static const char *const homes[] = {"$defs", "definitions"};
    Str reference = text_if_string(node_get(schema, "$ref"));
    if (!reference.len) return schema;
    if (reference.len > REFERENCE_BYTES) return NULL;
    size_t slash = reference.len;
    while (slash > 0 && reference.ptr[slash - 1] != '/') slash--;
    const char *name = str_to_c(p->arena, str_slice(reference, slash, reference.len));
    for (size_t i = 0; i < 2; i++) {
        const Node *found = node_get(node_get(p->root, homes[i]), name);
        if (found) return found;
    }
    return NULL;
}

static void print_type(Printer *p, const Node *schema, int depth);

static bool is_required(const Node *schema, Str name) {
    const Node *list = node_get(schema, "required");
    for (const Node *n = node_items(list); n; n = n->next)
        if (str_eq(text_if_string(n), name)) return true;
    return false;
}

static void print_properties(Printer *p, const Node *schema, int depth) {
    const Node *properties = node_get(schema, "properties");
    const Node *m = node_is_map(properties) ? properties->first : NULL;
    for (; m && !is_spent(p); m = m->next) {
        Str about = text_if_string(node_get(m, "description"));
        if (about.len && depth < 3) buf_printf(p->out, "// " STR_FMT "\n", STR_ARG(about));
        buf_repeat(p->out, " ", (size_t)(depth - 1) * 2);
        buf_add(p->out, m->key->text);
        buf_add_c(p->out, is_required(schema, m->key->text) ? ": " : "?: ");
        print_type(p, m, depth);
        buf_add_c(p->out, ",\n");
    }
}

static void print_union(Printer *p, const Node *list, bool literal, int depth) {
    for (const Node *n = list->first; n && !is_spent(p); n = n->next) {
        if (n != list->first) buf_add_c(p->out, " | ");
        if (literal)
            buf_add(p->out, node_to_json(p->arena, n));
        else
            print_type(p, n, depth + 1);
    }
}

static void print_named(Printer *p, const Node *schema, Str type, int depth) {
    if (str_is(type, "array")) {
        const Node *items = node_get(schema, "items");
        if (items)
            print_type(p, items, depth + 1);
        else
            buf_add_c(p->out, "any");
        buf_add_c(p->out, "[]");
    } else if (str_is(type, "object")) {
        buf_add_c(p->out, "{\n");
        print_properties(p, schema, depth + 1);
        buf_add_c(p->out, "}");
    } else if (str_is(type, "integer")) {
        buf_add_c(p->out, "number");
    } else {
        buf_add(p->out, type.len ? type : STR("any"));
    }
}

static void print_type(Printer *p, const Node *schema, int depth) {
    static const char *const unions[] = {"anyOf", "oneOf", NULL};
    schema = resolve(p, schema);
    if (p->left.visits) p->left.visits--;
    if (!node_is_map(schema) || depth > SCHEMA_DEPTH || is_spent(p)) {
        buf_add_c(p->out, "any");
        return;
    }
    const Node *choices = node_get(schema, "enum"), *any = node_get_any(schema, unions);
    const Node *type = node_get(schema, "type"), *constant = node_get(schema, "const");
    if (node_is_list(choices))
        print_union(p, choices, true, depth);
    else if (constant)
        buf_add(p->out, node_to_json(p->arena, constant));
    else if (node_is_list(any))
        print_union(p, any, false, depth);
    else if (node_is_list(type))
        for (const Node *t = type->first; t; t = t->next) {
            if (t != type->first) buf_add_c(p->out, " | ");
            print_named(p, schema, text_if_string(t), depth);
        }
    else
        print_named(p, schema, text_if_string(type), depth);
}

Str tool_typescript(Arena *arena, const Node *tool) {
    Tool t = take_apart(tool);
    Buf out = {0};
    Printer p = {arena, &out, t.schema, budget_of(t.schema)};
    p.left.bytes += 2 * text_if_string(t.description).len;
    Str about = text_if_string(t.description), rest = about, line;
    while (about.len && str_next_line(&rest, &line))
        buf_printf(&out, "// " STR_FMT "\n", STR_ARG(line));
    buf_printf(&out, "type " STR_FMT " = (", STR_ARG(text_if_string(t.name)));
    if (tool_has_parameters(tool)) {
        buf_add_c(&out, "_: {\n");
        print_properties(&p, t.schema, 1);
        buf_add_char(&out, '}');
    }
    buf_add_c(&out, ") => any;\n\n");
    Str text = is_spent(&p) ? tool_json(arena, tool) : str_dup(arena, buf_str(&out));
    buf_free(&out);
    return text;
}

/* --- names and descriptions ----------------------------------------------------------------------
 */

typedef struct {
    Printer p;
    ToolTexts *texts; /* NULL: only count */
    int64_t properties;
    size_t bytes; /* of the texts */
} Collector;

static void collect(Collector *c, Str text) {
    c->bytes += text.len;
    if (text.len && c->texts) vec_push(c->p.arena, c->texts, text);
}

static bool is_full(const Collector *c) {
    return is_spent(&c->p) || c->bytes > c->p.left.bytes;
}

/* What is said of a parameter and, through lists and references, of what it is made of. */
static void collect_properties(Collector *c, const Node *schema, int depth) {
    static const char *const unions[] = {"anyOf", "oneOf", NULL};
    schema = resolve(&c->p, schema);
    if (c->p.left.visits) c->p.left.visits--;
    if (!node_is_map(schema) || depth > SCHEMA_DEPTH || is_full(c)) return;
    const Node *properties = node_get(schema, "properties"), *any = node_get_any(schema, unions);
    const Node *m = node_is_map(properties) ? properties->first : NULL;
    for (; m && !is_full(c); m = m->next) {
        c->properties++;
        collect(c, m->key->text);
        collect(c, text_if_string(node_get(m, "description")));
        const Node *choices = node_get(m, "enum");
        const Node *choice = node_items(choices);
        for (; choice && !is_full(c); choice = choice->next) collect(c, text_if_string(choice));
        collect_properties(c, m, depth + 1);
    }
    const Node *items = node_get(schema, "items");
    if (items) { /* a parameter without a name */
        c->properties++;
        collect(c, text_if_string(node_get(resolve(&c->p, items), "description")));
        collect_properties(c, items, depth + 1);
    }
    for (const Node *n = node_items(any); n && !is_full(c); n = n->next)
        collect_properties(c, n, depth + 1);
}

int64_t tool_property_count(const Node *tool) {
    Tool t = take_apart(tool);
    Arena arena = {0};
    Collector c = {.p = {.arena = &arena, .root = t.schema, .left = budget_of(t.schema)}};
    collect_properties(&c, t.schema, 0);
    arena_free(&arena);
    return c.properties;
}

void tool_gemini_texts(Arena *arena, const Node *tool, bool parameters, ToolTexts *texts) {
    Tool t = take_apart(tool);
    Collector c = {.p = {.arena = arena, .root = t.schema, .left = budget_of(t.schema)},
                   .texts = texts};
    collect(&c, text_if_string(t.name));
    collect(&c, text_if_string(t.description));
    c.bytes = 0;
    if (parameters) collect_properties(&c, t.schema, 0);
    if (!is_full(&c)) return;
    *texts = (ToolTexts){0};
    vec_push(arena, texts, tool_json(arena, tool));
}
