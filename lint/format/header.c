/* What stands around the text in a versioned prompt file, whatever its format: name, version,
 * declarations, template language; and the place of the prompt. */
#include "lint/format/lower.h"

/* In the order in which lower_header reads the first ones. */
enum { HEADER_KEYS = 7 };
static const Key header_keys[] = {
    {"inputs", KEY_NAMED, WORDS_VOLATILITY, .members = keys_input,
     .help = "The values of the prompt: how often each changes and how long it is."},
    {"input_variables", KEY_NAMED, WORDS_VOLATILITY, .members = keys_input,
     .help = "The same as inputs."},
    {"workload", KEY_MAP, .members = keys_workload, .help = "The traffic of the prompt."},
    {"rate_limit", KEY_MAP, .members = keys_workload, .help = "The same as workload."},
    {"budget", KEY_MAP, .members = keys_budget, .help = "What the prompt may cost."},
    {"cost_tracking", KEY_MAP, .members = keys_budget, .help = "The same as budget."},
    {"limits", KEY_MAP, .members = keys_limits, .help = "How large the prompt may be, in tokens."},
    {"name", .help = "The prompt's name."},
    {"version", .help = "Its version, to be raised when the prompt changes."},
    {"model", .words = WORDS_MODEL, .help = "The id of the model."},
    {"provider", .words = WORDS_PROVIDER, .help = "Who serves the model."},
    {"template", .words = WORDS_ENGINE, .help = "The template language of its texts."}};
_Static_assert(sizeof header_keys / sizeof *header_keys > HEADER_KEYS, "all that are read");

const Key *format_header_key_at(size_t index) {
    return index < sizeof header_keys / sizeof *header_keys ? &header_keys[index] : NULL;
}

Engine lower_header_engine(const Node *map) {
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

/* "key": or key: at the start of an object. */
static bool opens_member(Str text, size_t at) {
    enum { LONGEST = 40 };
    Str head = str_slice(text, at, at + LONGEST);
    while (head.len && head.ptr[0] == ' ') head = str_slice(head, 1, head.len);
    bool quoted = head.len && head.ptr[0] == '"';
    size_t end = quoted;
    while (end < head.len && (ascii_is_alnum(head.ptr[end]) || head.ptr[end] == '_')) end++;
    Str behind = str_slice(head, end, head.len);
    return end > quoted && str_starts(behind, quoted ? STR("\":") : STR(": "));
}

/* Both {name} and {{"key": ...}}: an object with its braces doubled, as no language whose values
 * have double braces takes it, and values in single ones. */
static bool doubles_objects(Str text) {
    bool object = false, name = false;
    for (size_t i = 0; (i = str_find_char(text, '{', i)) != STR_NOT_FOUND; i++) {
        bool doubled = i + 1 < text.len && text.ptr[i + 1] == '{';
        if (doubled)
            object |= opens_member(text, i + 2);
        else
            name |= i + 1 < text.len && ascii_is_alpha(text.ptr[i + 1]);
        i += doubled;
    }
    return object && name;
}

Engine lower_filled_engine(Str text) {
    Engine sniffed = template_sniff(text);
    bool doubled = sniffed == ENGINE_MUSTACHE || sniffed == ENGINE_JINJA;
    bool single = sniffed == ENGINE_NONE || (doubled && doubles_objects(text));
    return single && template_is_format(text) ? ENGINE_FSTRING : ENGINE_AUTO;
}

Engine lower_keyed_engine(const Node *text, Engine header) {
    static const char *const words[] = {"template", "user", "human", NULL};
    bool filled = false;
    for (size_t i = 0; text->key && words[i]; i++)
        filled |= str_has_nocase(text->key->text, str_from_c(words[i]));
    return header == ENGINE_AUTO && filled ? lower_filled_engine(text->text) : header;
}

const Node *around_get(const Around *around, const char *key) {
    for (int steps = 0; around && steps < 3; around = around->outer, steps++) {
        const Node *node = node_get(around->map, key);
        if (node) return node;
    }
    return NULL;
}

/* What the declarations around a prompt say. Prompts under one header share it: a file of
 * hundreds would otherwise read all declarations for each of them. */
typedef struct Header {
    const Node *nodes[HEADER_KEYS]; /* that it was read from */
    DeclaredNameVec inputs;
    Workload workload;
    Budget budget;
    SizeLimits limits;
} Header;

static const Header *read_header(Lowering *l, const Prompt *prompt,
                                 const Node *const nodes[HEADER_KEYS]) {
    SettingsReader reader = {.arena = l->arena, .problems = l->problems};
    Header *header = ARENA_NEW(l->arena, Header);
    *header = (Header){.inputs = prompt->inputs,
                       .workload = prompt->workload,
                       .budget = prompt->budget,
                       .limits = prompt->limits};
    memcpy(header->nodes, nodes, sizeof header->nodes);
    settings_read_inputs(&reader, nodes[0], &header->inputs);
    settings_read_inputs(&reader, nodes[1], &header->inputs);
    settings_read_workload(&reader, nodes[2], &header->workload);
    settings_read_workload(&reader, nodes[3], &header->workload);
    settings_read_budget(&reader, nodes[4], &header->budget);
    settings_read_budget(&reader, nodes[5], &header->budget);
    settings_read_limits(&reader, nodes[6], &header->limits);
    declared_index(l->arena, &header->inputs);
    return header;
}

void lower_header(Lowering *l, Prompt *prompt, const Around *around, bool own_header) {
    const Node *name = node_get(around->map, "name");
    const Node *version = around_get(around, "version");
    lower_name(prompt, name);
    if (version) prompt->version = version->text;
    prompt->has_header = own_header;
    const Node *nodes[HEADER_KEYS];
    for (size_t i = 0; i < HEADER_KEYS; i++) nodes[i] = around_get(around, header_keys[i].name);
    if (!l->header || memcmp(l->header->nodes, nodes, sizeof nodes) != 0)
        l->header = read_header(l, prompt, nodes);
    prompt->inputs = declared_share(l->header->inputs);
    prompt->workload = l->header->workload;
    prompt->budget = l->header->budget;
    prompt->limits = l->header->limits;
}

void lower_name(Prompt *prompt, const Node *name) {
    if (node_is_string(name)) prompt->name = name->text;
}

Str lower_below(const Lowering *l, Str path, const char *format, ...) {
    va_list args;
    va_start(args, format);
    Str below = str_vprintf(l->arena, format, args);
    va_end(args);
    return path.len ? str_printf(l->arena, STR_FMT "." STR_FMT, STR_ARG(path), STR_ARG(below))
                    : below;
}

void lower_end(Lowering *l, Prompt *prompt, const Node *node, Str path) {
    if (!prompt->segments.len) {
        l->prompts->len--;
        return;
    }
    lower_place(prompt, node, path);
    lower_finish(l, prompt);
}

void lower_place(Prompt *prompt, const Node *map, Str path) {
    prompt->span = map->span;
    prompt->path_in_file = path;
    if (prompt->model_span.end)
        prompt->anchor = prompt->model_span;
    else if (map->first && map->first->key)
        prompt->anchor = map->first->key->span;
    else
        prompt->anchor = span_of(map->span.start, map->span.start + 1);
}

void lower_place_body(Prompt *prompt, Span body) {
    prompt->span = body;
    prompt->anchor = prompt->model_span.end ? prompt->model_span : span_of(body.start, body.start);
}

Prompt *lower_request(Lowering *l, const Around *around, Engine *engine) {
    static const char *const header_names[] = {"inputs",     "workload",    "budget",
                                               "version",    "template",    "testData",
                                               "evaluators", "description", NULL};
    bool header = node_get_any(around->map, header_names) != NULL;
    Prompt *prompt = lower_prompt(l, header ? KIND_TEMPLATE : KIND_RENDERED);
    lower_header(l, prompt, around, header);
    *engine = lower_header_engine(around->map);
    return prompt;
}

const FrontMatter *lower_front_matter(Lowering *l) {
    if (!l->matter) {
        FrontMatter *matter = ARENA_NEW(l->arena, FrontMatter);
        *matter = frontmatter_read(l->arena, l->source, l->problems);
        l->matter = matter;
        if (matter->tree && !matter->loose) vec_push(l->arena, &l->documents, matter->tree);
    }
    return l->matter;
}

void lower_metadata(Lowering *l, Prompt *prompt, const Node *matter) {
    if (!matter) return;
    const Node *name = node_get(matter, "name"), *version = node_get(matter, "version");
    lower_name(prompt, name);
    if (version) prompt->version = version->text;
    SettingsReader reader = {.arena = l->arena, .problems = l->problems};
    settings_read_inputs(&reader, node_get(matter, "inputs"), &prompt->inputs);
    settings_read_inputs(&reader, node_get(matter, "input_variables"), &prompt->inputs);
    settings_read_workload(&reader, node_get(matter, "workload"), &prompt->workload);
    settings_read_budget(&reader, node_get(matter, "budget"), &prompt->budget);
    settings_read_limits(&reader, node_get(matter, "limits"), &prompt->limits);
    lower_output_cap(matter, &prompt->max_output);
    lower_params(l, prompt, matter);
}

Prompt *lower_headed(Lowering *l, const Node *matter) {
    Prompt *prompt = lower_prompt(l, KIND_TEMPLATE);
    lower_metadata(l, prompt, matter);
    prompt->has_header = matter != NULL;
    return prompt;
}
