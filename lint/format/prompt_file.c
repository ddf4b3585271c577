/* Home-grown YAML and JSON: a map that keeps a prompt under a telling key, with its model and
 * parameters beside it or in the maps around it. */
#include <assert.h>

#include "lint/base/sanitized.h"
#include "lint/format/lower.h"

/* Names that mean a system prompt wherever they stand, and names that mean one only in the company
 * of a model or in a file of prompts; with each list the places of its names. */
static const char *const system_names[] = {"system_prompt",
                                           "systemPrompt",
                                           "system-prompt",
                                           "system_message",
                                           "systemMessage",
                                           "system_instruction",
                                           "systemInstruction",
                                           "system_instructions",
                                           "system_template",
                                           "system_prompt_template",
                                           "systemPromptTemplate",
                                           "systemMessagePrompt",
                                           "developer_prompt",
                                           "developer_message",
                                           "base_prompt",
                                           "instruction_prompt",
                                           "prompt_template",
                                           "systemRole",
                                           NULL};
#define SYSTEM_KEYS                                                                                \
    (NODE_KEY_BIT('s', 'y') | NODE_KEY_BIT('d', 'e') | NODE_KEY_BIT('b', 'a') |                    \
     NODE_KEY_BIT('i', 'n') | NODE_KEY_BIT('p', 'r'))
static const char *const weak_system_names[] = {
    "system",  "instructions", "instruction", "developer",  "prompt",         "Prompt", "template",
    "prompts", "preamble",     "system_role", "pre_prompt", "general_prompt", NULL};
#define WEAK_KEYS                                                                                  \
    (NODE_KEY_BIT('s', 'y') | NODE_KEY_BIT('i', 'n') | NODE_KEY_BIT('d', 'e') |                    \
     NODE_KEY_BIT('p', 'r') | NODE_KEY_BIT('P', 'r') | NODE_KEY_BIT('t', 'e') |                    \
     NODE_KEY_BIT('g', 'e'))
static const char *const user_names[] = {"user_prompt",
                                         "userPrompt",
                                         "user-prompt",
                                         "user_prompt_template",
                                         "userPromptTemplate",
                                         "user_message",
                                         "userMessage",
                                         "user_template",
                                         "human_prompt",
                                         "user",
                                         "human",
                                         "query_prompt",
                                         "task_prompt",
                                         NULL};
#define USER_KEYS                                                                                  \
    (NODE_KEY_BIT('u', 's') | NODE_KEY_BIT('h', 'u') | NODE_KEY_BIT('q', 'u') |                    \
     NODE_KEY_BIT('t', 'a'))
/* The last one is SWE-agent's; elsewhere it tells of machines. */
static const char *const sent_names[] = {
    "prompt", "Prompt", "template", "prompt_template", "instance_template", NULL};
#define SENT_KEYS                                                                                  \
    (NODE_KEY_BIT('p', 'r') | NODE_KEY_BIT('P', 'r') | NODE_KEY_BIT('t', 'e') |                    \
     NODE_KEY_BIT('i', 'n'))
static const char *const header_names[] = {"inputs",  "input_variables", "workload", "budget",
                                           "version", "description",     "metadata", "name",
                                           NULL};
static const char *const company_names[] = {
    "model",       "model_name", "model_id", "max_tokens",        "maxTokens",
    "temperature", "llm",        "provider", "max_output_tokens", NULL};
static bool has_any(const Node *map, const char *const *names) {
    return node_get_any(map, names) != NULL;
}

/* A list of texts is one text in parts, or in lines. */
static void lower_texts(Lowering *l, Prompt *prompt, Section section, Role role, const Node *node,
                        Engine engine) {
    if (lower_is_line_list(l, node)) node = lower_joined_lines(l, node);
    if (node_is_string(node)) {
        lower_string(l, prompt, section, role, node, lower_keyed_engine(node, engine));
        return;
    }
    int index = 0;
    for (const Node *item = node_items(node); item; item = item->next) {
        const Node *text = node_is_map(item) ? node_get(item, "text") : item;
        if (!node_is_string(text)) continue;
        Segment *segment = lower_text(l, prompt, section, role, text, engine);
        segment->item = index++;
        segment->breakpoint = lower_marker(node_get(item, "cache_control"));
    }
}

/* More than the word that labels a field: "System". */
static bool is_phrase(Str text) {
    for (size_t i = 0; i < text.len; i++)
        if (ascii_is_space(text.ptr[i]) || text.ptr[i] == '{' || byte_is_high(text.ptr[i]))
            return true;
    return false;
}

static bool holds_text(const Node *node) {
    if (node_is_string(node)) return str_trim(node->text).len > 0;
    return node_is_list(node) && node->first &&
           (node_is_string(node->first) || node_is_string(node_get(node->first, "text")));
}

/* `keys`: the bits of the names. */
static const Node *first_text(const Node *map, const char *const *names, uint32_t keys) {
    for (size_t i = 0; SANITIZED && names[i]; i++)
        assert(node_key_bit(str_from_c(names[i])) & keys);
    for (; map->keys & keys && *names; names++) {
        const Node *node = node_get(map, *names);
        if (node && holds_text(node)) return node; /* hardly ever */
    }
    return NULL;
}

/* One text as a list of its lines, under a name that would tell nothing of a string. */
#define LINES_KEYS (NODE_KEY_BIT('l', 'i') | NODE_KEY_BIT('c', 'o') | NODE_KEY_BIT('t', 'e'))
static const Node *text_in_lines(const Node *map) {
    static const char *const names[] = {"lines", "content", "text", NULL};
    const Node *list = node_get_any(map, names);
    return node_is_list(list) && list->count > 1 && node_is_string(list->first) ? list : NULL;
}

/* The texts that a map holds, if it is one that holds prompts. */
static bool find_texts(const Lowering *l, const Node *map, const Node **system, const Node **user) {
    *system = first_text(map, system_names, SYSTEM_KEYS);
    *user = first_text(map, user_names, USER_KEYS);
    const Node *weak = *system ? NULL : first_text(map, weak_system_names, WEAK_KEYS);
    if (!*system && !*user && !weak && !l->prompt_path) return false; /* nearly all maps */
    if (node_get(map, "hook_event_name")) return false; /* what a coding agent tells its hooks */
    const Node *own = node_get(map, "system");
    bool pair = node_is_string(own) && *user && is_phrase(str_trim(own->text));
    bool agents = str_has_nocase(str_file_name(l->source->path), STR("agent"));
    bool trusted = l->prompt_path || agents || pair || has_any(map, company_names);
    if (!*system && trusted) *system = weak;
    if (!*system && !*user && l->prompt_path) *system = text_in_lines(map);
    /* Beside the system text these are what the user sends. */
    if (*system && !*user && !str_is_any((*system)->key->text, sent_names))
        *user = first_text(map, sent_names, SENT_KEYS);
    return *system || (*user && trusted);
}

static const char *shape(const Lowering *l, const Node *map) {
    const Node *system, *user;
    return find_texts(l, map, &system, &user) ? "a text under a key such as system_prompt" : NULL;
}

/* `.gemini/settings.json`: of a program that makes its calls as it likes. */
static bool is_settings_of_tool(Str path) {
    Str name = str_file_name(path), folder = str_slice(path, 0, path.len - name.len);
    if (!str_starts(name, STR("settings")) && !str_starts(name, STR("config"))) return false;
    while (folder.len && folder.ptr[folder.len - 1] == '/') folder.len--;
    return str_starts(str_file_name(folder), STR("."));
}

/* Whether this is where a call's parameters are kept. A model alone does not tell in the file of a
 * tool that has its own (it names a schema, or lists hooks), and not where the model is another
 * node of a graph ({{chatModel_0.data.instance}}): that one has them. */
static bool keeps_parameters(const Prompt *prompt, const Around *around) {
    static const char *const sampling[] = {"temperature", "top_p", "topP", "top_k", "topK", NULL};
    if (has_any(around->map, sampling)) return true;
    const Node *schema = around_get(around, "$schema");
    return !prompt->model_templated && !node_is_string(schema) && !around_get(around, "hooks");
}

static void find_model(Lowering *l, Prompt *prompt, const Around *around) {
    static const char *const keys[] = {"model", "llm", "model_name", "model_id", NULL};
    const Node *model = NULL;
    for (size_t i = 0; !model && keys[i]; i++) model = around_get(around, keys[i]);
    if (!model) model = node_path(around->map, "config.model");
    lower_model(l, prompt, model, around_get(around, "provider"));
    for (const Around *a = around; a && prompt->max_output.state == PARAM_ABSENT; a = a->outer)
        lower_output_cap(a->map, &prompt->max_output);
    if (model && prompt->model_span.end && keeps_parameters(prompt, around) &&
        !is_settings_of_tool(l->place))
        prompt->knows |= KNOWS_PARAMS;
    lower_params(l, prompt, around->map);
}

/* `retry_template`, `prompts`; not `response_template`, which is written by the model. */
static bool names_prompt(Str key) {
    static const char *const words[] = {"prompt", "template", "instruction", NULL};
    static const char *const written[] = {"response", "reply", "answer", "output", "example", NULL};
    bool named = false;
    for (size_t i = 0; words[i]; i++) named |= str_has_nocase(key, str_from_c(words[i]));
    for (size_t i = 0; written[i]; i++) named &= !str_has_nocase(key, str_from_c(written[i]));
    return named;
}

/* Several lines with a value that a program fills in, under a name that says nothing: `review`. */
static bool is_filled_text(const Node *text) {
    static const char *const notes[] = {"description", "notes",    "comment", "example",
                                        "examples",    "expected", "output",  NULL};
    return str_has_char(str_trim(text->text), '\n') && !str_is_any_nocase(text->key->text, notes) &&
           template_sniff(text->text) != ENGINE_NONE;
}

/* `variants: {short: {user_template: ...}}` */
static bool holds_prompt(const Node *map, int depth) {
    enum { DEEPEST = 2 };
    for (const Node *child = map->first; child; child = child->next) {
        if (node_is_string(child) && names_prompt(child->key->text) && is_filled_text(child))
            return true;
        if (node_is_map(child) && depth < DEEPEST && holds_prompt(child, depth + 1)) return true;
    }
    return false;
}

/* In a file of prompts, the other texts with something to fill in, beside those that make the
 * prompt: `retry_template`, `templates: {first: ..., repair: ...}`. Each is a prompt of its own. */
static void lower_others(Lowering *l, const Node *map, const Node *system, const Node *user,
                         const Around *around, Str path) {
    static const char *const taken[] = {"tools", "messages", "inputs", "input_variables", NULL};
    for (const Node *child = l->prompt_path ? map->first : NULL; child; child = child->next) {
        bool other = child != system && child != user && child->key;
        for (size_t i = 0; other && taken[i]; i++) other = !str_is(child->key->text, taken[i]);
        if (!other) continue;
        bool text = node_is_string(child) && str_has_char(child->text, '{');
        bool named = (text || node_is_map(child)) && names_prompt(child->key->text);
        named |= node_is_map(child) && holds_prompt(child, 0);
        if (named || (text && is_filled_text(child))) lower_search_child(l, child, around, path);
    }
}

/* The API stays unknown: some loader turns this into a request, and may set defaults of its own. */
static bool lower_node(Lowering *l, const Node *map, const Around *around, Str path) {
    const Node *system, *user;
    if (!find_texts(l, map, &system, &user)) return false;
    Prompt *prompt = lower_prompt(l, KIND_TEMPLATE);
    lower_header(l, prompt, around, has_any(map, header_names) || has_any(map, company_names));
    find_model(l, prompt, around);

    Engine engine = lower_header_engine(map);
    lower_tool_list(l, prompt, node_get(map, "tools"));
    if (system) lower_texts(l, prompt, SECTION_SYSTEM, ROLE_SYSTEM, system, engine);
    if (user) lower_texts(l, prompt, SECTION_MESSAGES, ROLE_USER, user, engine);
    const Node *messages = node_get(map, "messages");
    if (lower_is_message_list(messages)) lower_messages(l, prompt, messages, engine);
    lower_listed_inputs(prompt, map);
    lower_place(prompt, map, path);
    lower_finish(l, prompt);
    lower_others(l, map, system, user, around, path);
    return true;
}

const Format format_prompt_file = {
    .name = "prompt-file",
    .summary = "YAML or JSON that keeps a prompt under a key such as system_prompt",
    .unknown = "the API that it is sent to, tools and messages added by the program, breakpoints",
    .takes = TAKES_MAPS,
    /* those of all lists, each once */
    .needs = WEAK_KEYS | NODE_KEY_BIT('b', 'a') | USER_KEYS | NODE_KEY_BIT('l', 'i') |
             NODE_KEY_BIT('c', 'o'),
    .shape = shape,
    .lower_node = lower_node,
};
