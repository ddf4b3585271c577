/* LangChain prompts as they are saved: `_type: prompt | few_shot | chat`, and the manifests of
 * LangSmith, trees of {lc: 1, type: constructor, id, kwargs}. Shape: langchain_core's prompt loader
 * and serialisation. Placeholders are {x} unless template_format says otherwise. */
#include "lint/format/lower.h"
#include "lint/format/neighbour.h"

static Str class_of(const Node *node) {
    const Node *id = node_get(node, "id");
    if (!node_get(node, "lc") || !node_is_list(id) || !node_is_string(id->last)) return (Str){0};
    return id->last->text;
}

static const char *shape(const Lowering *l, const Node *map) {
    (void)l;
    const Node *type = node_get(map, "_type");
    if (node_is_string(type) &&
        (str_is(type->text, "prompt") || str_is(type->text, "few_shot") ||
         str_is(type->text, "chat") || str_is(type->text, "chat_prompt") ||
         str_is(type->text, "chat_promptlayer_langchain")) &&
        (node_get(map, "input_variables") || node_get(map, "template") ||
         node_get(map, "template_path") || node_get(map, "suffix") || node_get(map, "messages")))
        return "key: _type";
    Str class = class_of(map);
    const Node *variables = node_get(map, "input_variables");
    Str format = {0};
    if (node_get(map, "template_format")) format = node_get(map, "template_format")->text;
    if (node_is_string(node_get(map, "template")) && node_is_list(variables) &&
        !node_is_map(variables->first) &&
        (str_is(format, "f-string") || str_is(format, "jinja2") || str_is(format, "mustache")))
        return "keys: template, template_format, input_variables";
    if (node_is_string(type) && node_is_string(node_get(map, "prefix")) &&
        node_is_string(node_get(map, "suffix")))
        return "keys: _type, prefix, suffix";
    return str_is(class, "ChatPromptTemplate") || str_is(class, "StructuredPrompt") ||
                   str_is(class, "PromptTemplate") || str_is(class, "FewShotPromptTemplate")
               ? "keys: lc, id, kwargs of a prompt template"
               : NULL;
}

static void add_template(Lowering *l, Prompt *prompt, Role role, const Node *text,
                         const Node *format) {
    if (!node_is_string(text)) return;
    bool system = role == ROLE_SYSTEM && prompt->segments.len == 0;
    lower_string(l, prompt, system ? SECTION_SYSTEM : SECTION_MESSAGES, role, text,
                 lower_engine_named(format, ENGINE_FSTRING));
}

/* The text of a file beside this one, or one that cannot be seen. */
static void add_file(Lowering *l, Prompt *prompt, const Node *path, const Node *format) {
    const Node *text = neighbour_named(l, path->text, path->span);
    if (text)
        add_template(l, prompt, ROLE_USER, text, format);
    else
        lower_opaque(l, prompt, SECTION_MESSAGES, ROLE_USER, path->span);
}

/* A text, or a PromptTemplate with one, or a list of such and of pictures. */
static void add_content(Lowering *l, Prompt *prompt, Role role, const Node *content) {
    const Node *kwargs = node_get(content, "kwargs");
    if (!kwargs) kwargs = content;
    if (node_is_list(content)) {
        for (const Node *item = content->first; item; item = item->next)
            if (!node_is_list(item)) add_content(l, prompt, role, item);
        return;
    }
    const Node *text = node_get(kwargs, "template");
    if (!text) text = node_get(kwargs, "text");
    add_template(l, prompt, role, node_is_map(content) ? text : content,
                 node_get(kwargs, "template_format"));
}

static Role role_of_class(Str class, const Node *kwargs) {
    static const struct {
        const char *start;
        Role role;
    } classes[] = {{"System", ROLE_SYSTEM}, {"Human", ROLE_USER}, {"AI", ROLE_ASSISTANT}};
    for (size_t i = 0; i < sizeof classes / sizeof *classes; i++)
        if (str_starts(class, str_from_c(classes[i].start))) return classes[i].role;
    const Node *role = node_get(kwargs, "role");
    return node_is_string(role) ? lower_role(role->text) : ROLE_USER;
}

static void add_message(Lowering *l, Prompt *prompt, const Node *message, int item) {
    const Node *kwargs = node_get(message, "kwargs");
    if (!kwargs) kwargs = message; /* {role, prompt: {template}}, as PromptLayer took them */
    Str class = class_of(message);
    size_t before = prompt->segments.len;
    if (str_is(class, "MessagesPlaceholder")) {
        const Node *name = node_get(kwargs, "variable_name");
        lower_history(l, prompt, message, name ? name->text : (Str){0});
    } else {
        const Node *content = node_get(kwargs, "prompt");
        if (!content) content = node_get(kwargs, "content");
        if (content) add_content(l, prompt, role_of_class(class, kwargs), content);
    }
    for (size_t i = before; i < prompt->segments.len; i++) prompt->segments.items[i].item = item;
}

/* In a sequence the model follows the prompt, perhaps wrapped in a binding. */
static void find_model(Lowering *l, Prompt *prompt, const Around *around) {
    static const char *const keys[] = {"model", "model_name", "model_id", NULL};
    const Node *params = NULL;
    for (int steps = 0; around && steps < 6 && !params; around = around->outer, steps++) {
        params = node_path(around->map, "last.kwargs.bound.kwargs");
        if (!params) params = node_path(around->map, "last.kwargs");
        if (!params) params = node_path(around->map, "bound.kwargs");
    }
    lower_model(l, prompt, node_get_any(params, keys), NULL);
    lower_output_cap(params, &prompt->max_output);
    lower_knows_params(l, prompt, params);
}

static bool lower_node(Lowering *l, const Node *map, const Around *around, Str path) {
    const Node *body = node_get(map, "kwargs");
    if (!node_is_map(body)) body = map;
    Prompt *prompt = lower_prompt(l, KIND_TEMPLATE);
    prompt->knows = KNOWS_SYSTEM | KNOWS_MESSAGES;
    prompt->has_header = true;
    find_model(l, prompt, around ? around->outer : NULL);
    const Node *messages = node_get(body, "messages");
    const Node *format = node_get(body, "template_format");
    if (lower_is_message_list(messages) && !node_get(messages->first, "prompt")) {
        lower_messages(l, prompt, messages, lower_engine_named(format, ENGINE_FSTRING));
    } else if (node_is_list(messages)) {
        int item = 0;
        for (const Node *m = messages->first; m; m = m->next) add_message(l, prompt, m, item++);
    } else {
        static const char *const texts[] = {"prefix", "template", "suffix", NULL};
        static const char *const paths[] = {"prefix_path", "template_path", "suffix_path"};
        for (size_t i = 0; texts[i]; i++) {
            const Node *path_node = node_get(body, paths[i]);
            add_template(l, prompt, ROLE_USER, node_get(body, texts[i]), format);
            if (node_is_string(path_node)) add_file(l, prompt, path_node, format);
        }
    }
    lower_place(prompt, map, path);
    lower_finish(l, prompt);
    return true;
}

const Format format_langchain = {
    .name = "langchain",
    .summary = "LangChain prompt file or LangSmith manifest",
    .unknown = "breakpoints, tools, examples kept in a file; often the model",
    .takes = TAKES_MAPS,
    .needs = NODE_KEY_BIT('_', 't') | NODE_KEY_BIT('l', 'c') |
             NODE_KEY_BIT('i', 'n'), /* _type, lc, input_variables */
    .shape = shape,
    .lower_node = lower_node,
};
