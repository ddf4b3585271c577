/* Definitions of tools: what a schema may not hold, and lists of tools that may not be empty. */
#include "rules/rejected.h"

typedef struct {
    const Node *at;
    const char *help, *what;
} Fault;

/* What Gemini's `parameters` has no field for, of what schemas are made with;
 * `parametersJsonSchema` takes it. */
static const Node *unknown_key(const Node *schema) {
    static const char *const keys[] = {"$schema",  "additionalProperties", "const",
                                       "examples", "exclusiveMinimum",     "propertyNames",
                                       NULL};
    for (size_t i = 0; keys[i]; i++) {
        const Node *found = node_get(schema, keys[i]);
        if (found) return found->key;
    }
    return NULL;
}

static bool is_schema_type(const Node *schema, const char *type) {
    const Node *node = node_get(schema, "type");
    return node_is_string(node) && str_eq_nocase(node->text, str_from_c(type));
}

static Fault fault_here(const Node *schema, bool gemini) {
    const Node *properties = node_get(schema, "properties");
    const Node *unknown = gemini ? unknown_key(schema) : NULL;
    if (unknown)
        return (Fault){unknown, "leave it out, or send the schema as `parametersJsonSchema`",
                       "a word in the parameters of a function that Gemini's schemas do not have"};
    if (is_schema_type(schema, "array") && !node_get(schema, "items"))
        return (Fault){schema, "say in `items` what it holds", "an array without `items`"};
    if (gemini && is_schema_type(schema, "object") && node_is_map(properties) && !properties->first)
        return (Fault){properties, "leave it out, with `parameters` of a function that has none",
                       "an object without properties"};
    return (Fault){NULL, NULL, NULL};
}

/* As deep as the document is, which its reader limits. */
static Fault schema_fault(const Node *schema, bool gemini) {
    static const char *const lists[] = {"anyOf", "oneOf", "allOf", NULL};
    Fault fault = {NULL, NULL, NULL};
    if (!node_is_map(schema)) return fault;
    fault = fault_here(schema, gemini);
    const Node *properties = node_get(schema, "properties");
    for (const Node *p = node_is_map(properties) ? properties->first : NULL; p && !fault.at;
         p = p->next)
        fault = schema_fault(p, gemini);
    for (size_t i = 0; lists[i]; i++)
        for (const Node *n = node_items(node_get(schema, lists[i])); n && !fault.at; n = n->next)
            fault = schema_fault(n, gemini);
    return fault.at ? fault : schema_fault(node_get(schema, "items"), gemini);
}

static bool report_schema(Sink *sink, const Node *schema, bool gemini) {
    Fault fault = schema_fault(schema, gemini);
    if (fault.at) rejected_report(sink, fault.at->span, fault.help, fault.what);
    return fault.at != NULL;
}

static void check_openai(const Prompt *prompt, Sink *sink) {
    for (const Node *t = node_items(node_get(prompt->body, "tools")); t; t = t->next) {
        const Node *function = node_get(t, "function");
        if (report_schema(sink, node_get(function ? function : t, "parameters"), false)) break;
    }
    const Node *schema = node_path(prompt->body, "response_format.json_schema.schema");
    if (!schema) schema = node_path(prompt->body, "text.format.schema");
    const Node *type = node_get(schema, "type");
    if (node_is_string(type) && !str_is(type->text, "object"))
        rejected_report(sink, type->span, "put it into a property of an object",
                        "the schema of an answer that is no object");
}

/* "input_schema does not support oneOf, allOf, or anyOf at the top level" */
static void check_anthropic(const Prompt *prompt, Sink *sink) {
    static const char *const lists[] = {"oneOf", "allOf", "anyOf", NULL};
    for (const Node *t = node_items(node_get(prompt->body, "tools")); t; t = t->next)
        for (size_t i = 0; lists[i]; i++) {
            const Node *list = node_get(node_get(t, "input_schema"), lists[i]);
            if (!list) continue;
            rejected_report(sink, list->key->span,
                            "say in the description which of them go together",
                            sink_text(sink, "`%s` at the top of an `input_schema`", lists[i]).ptr);
            return;
        }
}

static bool is_function_name(Str name) {
    enum { MOST = 64 };
    if (!name.len || name.len > MOST) return false;
    if (!ascii_is_alpha(name.ptr[0]) && name.ptr[0] != '_') return false;
    for (size_t i = 0; i < name.len; i++)
        if (!ascii_is_alnum(name.ptr[i]) && !ascii_is_one_of(name.ptr[i], "_.:-")) return false;
    return true;
}

/* A part of a Gemini body in either of its spellings. */
static const Node *either(const Node *map, const char *camel, const char *snake) {
    const Node *found = node_get(map, camel);
    return found ? found : node_get(map, snake);
}

static void check_gemini(const Prompt *prompt, Sink *sink) {
    const Node *search = NULL, *functions = NULL;
    bool told = false;
    for (const Node *t = node_items(node_get(prompt->body, "tools")); t; t = t->next) {
        const Node *list = either(t, "functionDeclarations", "function_declarations");
        const Node *found = either(t, "googleSearch", "google_search");
        if (found) search = found;
        if (node_items(list)) functions = list;
        for (const Node *f = node_items(list); f && !told; f = f->next) {
            const Node *name = node_get(f, "name");
            bool plain = node_is_string(name) && !rejected_is_templated(name->text);
            if (plain && !is_function_name(name->text)) {
                rejected_report(
                    sink, name->span,
                    "begin with a letter or `_`; then also digits, `.`, `:` and `-`, 64 in all",
                    sink_text(sink, "a function with the name `" STR_FMT "`", STR_ARG(name->text))
                        .ptr);
                told = true;
            } else if (prompt->provider == PROVIDER_GOOGLE) {
                told = report_schema(sink, node_get(f, "parameters"), true);
            }
        }
    }
    if (search && functions && rejected_is_before_gemini3(prompt))
        rejected_report(sink, search->span, "take Gemini 3 or later, or ask in two requests",
                        "Google Search beside functions");
}

static void check_converse(const Prompt *prompt, Sink *sink) {
    const Node *config = node_get(prompt->body, "toolConfig"), *tools = node_get(config, "tools");
    bool empty = node_is_map(config) && !config->first;
    if (empty || (node_is_list(tools) && !tools->first))
        rejected_report(sink, config->span, "leave `toolConfig` out", "`toolConfig` without tools");
}

void rejected_tools(const Prompt *prompt, Sink *sink) {
    switch (prompt->api) {
    case API_ANTHROPIC_MESSAGES: check_anthropic(prompt, sink); break;
    case API_GEMINI: check_gemini(prompt, sink); break;
    case API_BEDROCK_CONVERSE: check_converse(prompt, sink); break;
    default: check_openai(prompt, sink);
    }
}
