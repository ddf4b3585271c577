/* YAML and JSON documents of any nesting: finds the request bodies in them, versioned prompt files,
 * and home-grown mappings that hold a prompt under a telling key. A mapping that became a prompt is
 * not searched further. */
#include "lint/base/limits.h"
#include "lint/format/lower.h"

/* The mappings around the one in hand, innermost first. */
typedef struct Around {
    const Node *map;
    const struct Around *outer;
} Around;

typedef struct {
    Lowering *l;
    bool prompt_path; /* the file's name says it holds prompts */
    bool rendered;    /* a wire body without a header is a recorded request */
} Search;

/* Names that mean a system prompt wherever they stand, and names that mean one only in the company
 * of a model or in a file of prompts. */
static const char *const system_names[] = {
    "system_prompt",      "systemPrompt",        "system-prompt",
    "system_message",     "systemMessage",       "system_instruction",
    "systemInstruction",  "system_instructions", "system_template",
    "developer_prompt",   "developer_message",   "base_prompt",
    "instruction_prompt", "prompt_template",     NULL};
static const char *const weak_system_names[] = {"system",    "instructions", "instruction",
                                                "developer", "prompt",       "template",
                                                "prompts",   "preamble",     NULL};
static const char *const user_names[] = {
    "user_prompt",  "userPrompt", "user-prompt", "user_message", "userMessage", "user_template",
    "human_prompt", "user",       "human",       "query_prompt", "task_prompt", NULL};
static const char *const header_names[] = {"inputs",  "input_variables", "workload", "budget",
                                           "version", "description",     "metadata", "name",
                                           NULL};
static const char *const company_names[] = {
    "model",       "model_name", "model_id", "max_tokens",        "maxTokens",
    "temperature", "llm",        "provider", "max_output_tokens", NULL};
/* Values that describe a prompt or test it rather than being sent. */
static const char *const not_sent[] = {
    "description", "comment", "comments", "note",   "notes",    "license",    "url",
    "schema",      "example", "examples", "output", "expected", "expect",     "assert",
    "metadata",    "title",   "author",   "tags",   "tests",    "evaluators", "testData",
    "changelog",   "source",  "reason",   "usage",  "id",       "name",       NULL};

static bool in_list(Str name, const char *const *list) {
    for (; *list; list++)
        if (str_eq_nocase(name, str_from_c(*list))) return true;
    return false;
}

static Engine header_engine(const Node *map) {
    static const char *const names[] = {"template_format", "templateFormat", "template", "engine",
                                        NULL};
    Engine engine;
    for (size_t i = 0; names[i]; i++) {
        const Node *node = node_get(map, names[i]);
        if (node_is_map(node)) node = node_get(node, "format");
        if (node_is_string(node) && node->text.len < 32 && engine_from_name(node->text, &engine))
            return engine;
    }
    return ENGINE_AUTO;
}

/* A key looked up in the mapping, then in those around it. */
static const Node *around_get(const Around *around, const char *key) {
    for (int steps = 0; around && steps < 3; around = around->outer, steps++) {
        const Node *node = node_get(around->map, key);
        if (node) return node;
    }
    return NULL;
}

static void read_header(Lowering *l, Prompt *prompt, const Around *around, bool own_header) {
    const Node *name = node_get(around->map, "name");
    const Node *version = around_get(around, "version");
    if (node_is_string(name)) prompt->name = name->text;
    if (version) prompt->version = version->text;
    prompt->has_header = own_header;
    SettingsReader reader = {.arena = l->arena, .problems = l->problems};
    settings_read_inputs(&reader, around_get(around, "inputs"), &prompt->inputs);
    settings_read_inputs(&reader, around_get(around, "input_variables"), &prompt->inputs);
    settings_read_workload(&reader, around_get(around, "workload"), &prompt->workload);
    settings_read_workload(&reader, around_get(around, "rate_limit"), &prompt->workload);
    settings_read_budget(&reader, around_get(around, "budget"), &prompt->budget);
    settings_read_budget(&reader, around_get(around, "cost_tracking"), &prompt->budget);
}

static void place_prompt(Prompt *prompt, const Node *map, Str path) {
    prompt->span = map->span;
    prompt->path_in_file = path;
    if (prompt->model_span.end)
        prompt->anchor = prompt->model_span;
    else if (map->first && map->first->key)
        prompt->anchor = map->first->key->span;
    else
        prompt->anchor = span_of(map->span.start, map->span.start + 1);
}

static bool has_any(const Node *map, const char *const *names) {
    return node_get_any(map, names) != NULL;
}

static bool is_chat_list(const Node *list) {
    const Node *first = node_is_list(list) ? list->first : NULL;
    const Node *role = node_get(first, "role");
    return node_is_string(role) && lower_role(role->text) != ROLE_UNKNOWN &&
           (node_get(first, "content") || node_get(first, "parts"));
}

static bool is_request(const Node *map) {
    return anthropic_recognise(map) || openai_recognise_responses(map) ||
           openai_recognise_chat(map);
}

/* The wire shape of a body: what the provider or the model says wins over the keys. */
static void lower_request(Search *s, const Around *around, Str path) {
    Lowering *l = s->l;
    const Node *map = around->map;
    bool header =
        has_any(map, (const char *const[]){"inputs", "workload", "budget", "version", "description",
                                           "template", "testData", "evaluators", NULL});
    Prompt *prompt = lower_prompt(l, STR("prompt-file"), KIND_TEMPLATE);
    read_header(l, prompt, around, header);
    const Node *model = node_get(map, "model"), *provider = node_get(map, "provider");
    Prompt probe = {0};
    lower_model(l, &probe, model, provider);
    Engine engine = header_engine(map);
    bool openai = probe.model
                      ? probe.model->provider == PROVIDER_OPENAI
                      : probe.provider == PROVIDER_OPENAI || probe.provider == PROVIDER_AZURE;
    if (!header && s->rendered) prompt->kind = KIND_RENDERED;
    if (openai_recognise_responses(map)) {
        if (!header) prompt->format = STR("openai-responses");
        openai_lower_responses(l, prompt, map, engine);
    } else if (anthropic_recognise(map) && !openai) {
        if (!header) prompt->format = STR("anthropic-messages");
        anthropic_lower(l, prompt, map, engine);
    } else {
        if (!header) prompt->format = STR("openai-chat");
        const Node *system = node_get(map, "system");
        if (node_is_string(system))
            lower_text(l, prompt, SECTION_SYSTEM, ROLE_SYSTEM, system, engine)->plain_string = true;
        openai_lower_chat(l, prompt, map, engine);
    }
    place_prompt(prompt, map, path);
    lower_finish(l, prompt);
}

/* A list of texts is one text in parts. */
static void lower_texts(Lowering *l, Prompt *prompt, Section section, Role role, const Node *node,
                        Engine engine) {
    if (node_is_string(node)) {
        Segment *segment = lower_text(l, prompt, section, role, node, engine);
        segment->plain_string = true;
        return;
    }
    int index = 0;
    for (const Node *item = node_is_list(node) ? node->first : NULL; item; item = item->next) {
        const Node *text = node_is_map(item) ? node_get(item, "text") : item;
        if (!node_is_string(text)) continue;
        Segment *segment = lower_text(l, prompt, section, role, text, engine);
        segment->item = index++;
        segment->breakpoint = lower_marker(node_get(item, "cache_control"));
    }
}

static bool holds_text(const Node *node) {
    if (node_is_string(node)) return str_trim(node->text).len > 0;
    return node_is_list(node) && node->first &&
           (node_is_string(node->first) || node_is_string(node_get(node->first, "text")));
}

static const Node *first_text(const Node *map, const char *const *names) {
    for (; *names; names++) {
        const Node *node = node_get(map, *names);
        if (holds_text(node)) return node;
    }
    return NULL;
}

/* A mapping that keeps a prompt under a telling key. The API stays unknown: some loader turns this
 * into a request, and may set defaults of its own. */
static bool lower_mapping(Search *s, const Around *around, Str path) {
    Lowering *l = s->l;
    const Node *map = around->map;
    const Node *system = first_text(map, system_names);
    const Node *user = first_text(map, user_names);
    bool company = has_any(map, company_names);
    if (!system && (company || s->prompt_path)) system = first_text(map, weak_system_names);
    if (!system && !(user && (company || s->prompt_path))) return false;
    if (system && node_is_list(system) && is_chat_list(system)) return false;

    Prompt *prompt = lower_prompt(l, STR("prompt-file"), KIND_TEMPLATE);
    read_header(l, prompt, around, has_any(map, header_names) || company);
    static const char *const model_keys[] = {"model", "llm", "model_name", "model_id", NULL};
    const Node *model = NULL;
    for (size_t i = 0; !model && model_keys[i]; i++) model = around_get(around, model_keys[i]);
    if (!model) model = node_path(map, "config.model");
    lower_model(l, prompt, model, around_get(around, "provider"));
    for (const Around *a = around; a && prompt->max_output.state == PARAM_ABSENT; a = a->outer)
        lower_output_cap(a->map, &prompt->max_output);
    if (model && prompt->model_span.end) prompt->knows |= KNOWS_PARAMS;

    Engine engine = header_engine(map);
    const Node *tools = node_get(map, "tools");
    int index = 0;
    for (const Node *tool = node_is_list(tools) ? tools->first : NULL; tool; tool = tool->next)
        if (node_is_map(tool))
            lower_json(l, prompt, SECTION_TOOLS, ROLE_TOOL, BLOCK_TOOL, tool)->item = index++;
    if (system) lower_texts(l, prompt, SECTION_SYSTEM, ROLE_SYSTEM, system, engine);
    if (user) lower_texts(l, prompt, SECTION_MESSAGES, ROLE_USER, user, engine);
    const Node *messages = node_get(map, "messages");
    if (is_chat_list(messages)) {
        unsigned knows = prompt->knows;
        openai_lower_chat(l, prompt, map, engine);
        prompt->api = API_UNKNOWN;
        prompt->knows = knows;
    }
    place_prompt(prompt, map, path);
    lower_finish(l, prompt);
    return true;
}

/* In a file of prompts, any long text is one. */
static void lower_loose_text(Search *s, const Node *text, Str path) {
    enum { SHORTEST = 60 };
    if (!s->prompt_path || !node_is_string(text) || text->text.len < SHORTEST) return;
    if (str_find_char(text->text, ' ', 0) == STR_NOT_FOUND) return;
    if (text->key && in_list(text->key->text, not_sent)) return;
    Lowering *l = s->l;
    Prompt *prompt = lower_prompt(l, STR("prompt-file"), KIND_TEMPLATE);
    lower_model(l, prompt, NULL, NULL);
    bool user = text->key && str_find_nocase(text->key->text, STR("user"), 0) != STR_NOT_FOUND;
    lower_text(l, prompt, user ? SECTION_MESSAGES : SECTION_SYSTEM, user ? ROLE_USER : ROLE_SYSTEM,
               text, ENGINE_AUTO)
        ->plain_string = true;
    prompt->span = text->span;
    prompt->path_in_file = path;
    prompt->anchor = text->key ? text->key->span : span_of(text->span.start, text->span.start + 1);
    lower_finish(l, prompt);
}

static Str path_join(Lowering *l, Str path, const Node *child, int index) {
    if (child->key) {
        if (!path.len) return child->key->text;
        return str_printf(l->arena, STR_FMT "." STR_FMT, STR_ARG(path), STR_ARG(child->key->text));
    }
    return str_printf(l->arena, STR_FMT "[%d]", STR_ARG(path), index);
}

static void search(Search *s, const Node *node, const Around *outer, Str path) {
    Lowering *l = s->l;
    if (l->prompts->len >= LIMIT_PROMPTS) return;
    if (node_is_map(node)) {
        Around around = {node, outer};
        if (is_request(node)) {
            lower_request(s, &around, path);
            return;
        }
        if (lower_mapping(s, &around, path)) return;
    } else if (is_chat_list(node)) {
        Prompt *prompt =
            lower_prompt(l, STR("openai-chat"), s->rendered ? KIND_RENDERED : KIND_TEMPLATE);
        lower_model(l, prompt, NULL, NULL);
        openai_lower_chat(l, prompt, node, ENGINE_AUTO);
        prompt->api = API_UNKNOWN;
        prompt->provider = l->settings->provider;
        prompt->knows = KNOWS_SYSTEM | KNOWS_MESSAGES;
        place_prompt(prompt, node, path);
        lower_finish(l, prompt);
        return;
    }
    Around around = {node_is_map(node) ? node : NULL, outer};
    int index = 0;
    for (const Node *child = node->first; child; child = child->next, index++) {
        if (child->key && in_list(child->key->text, not_sent)) continue;
        if (child->kind == NODE_MAP || child->kind == NODE_LIST) {
            if (child->count)
                search(s, child, around.map ? &around : outer, path_join(l, path, child, index));
        } else if (s->prompt_path && child->kind == NODE_STRING) {
            lower_loose_text(s, child, path_join(l, path, child, index));
        }
    }
}

void document_lower_tree(Lowering *l, const Node *root) {
    Search s = {.l = l, .prompt_path = path_says_prompt(l->source->path), .rendered = true};
    search(&s, root, NULL, STR(""));
    if (l->prompts->len >= LIMIT_PROMPTS)
        vec_push(l->arena, l->problems,
                 (Problem){.kind = PROBLEM_LIMIT,
                           .message = str_printf(l->arena, "more than %d prompts in one file",
                                                 LIMIT_PROMPTS)});
}
