/* Semantic Kernel: YAML with `template` and `template_format`, and the pair of skprompt.txt and
 * config.json. Roles are `<message role="system">` inside the text; text without is the user's.
 * Shape: the prompt template configuration in microsoft/semantic-kernel. */
#include <sys/stat.h>

#include "lint/base/limits.h"
#include "lint/format/lower.h"
#include "lint/format/markup.h"

static Engine engine_of(const Node *map) {
    return lower_engine_named(node_get(map, "template_format"), ENGINE_SEMANTIC_KERNEL);
}

/* `{{#message role="user"}}` of the Handlebars flavour, with its closing tag. */
static bool message_helper(const Piece *piece, Role *role, bool *closing) {
    Str source = piece->source;
    *closing = str_starts(source, STR("{{/message"));
    if (*closing) return true;
    if (!str_starts(source, STR("{{#message"))) return false;
    Markup tag = {.attributes = str_slice(source, 10, source.len >= 2 ? source.len - 2 : 0)};
    Str value;
    *role = markup_attribute(&tag, "role", &value) ? lower_role(value) : ROLE_USER;
    return true;
}

static void cut_helpers(Lowering *l, const PieceVec *pieces, PartVec *parts) {
    Role role = ROLE_USER, marked = ROLE_USER;
    size_t start = 0;
    for (size_t i = 0; i < pieces->len; i++) {
        const Piece *piece = &pieces->items[i];
        bool closing;
        if (piece->kind != PIECE_TAG || !message_helper(piece, &marked, &closing)) continue;
        part_add(l->arena, parts, role, start, piece->span.start);
        start = piece->span.end;
        role = closing ? ROLE_USER : marked;
    }
    if (parts->len && pieces->len)
        part_add(l->arena, parts, role, start, pieces->items[pieces->len - 1].span.end);
}

static void cut_tags(Lowering *l, Str text, PartVec *parts) {
    Role role = ROLE_USER;
    size_t start = 0;
    Markup tag;
    for (size_t at = 0; markup_next(text, at, &tag); at = tag.span.end) {
        Str value;
        if (!str_is(tag.name, "message")) continue;
        if (!tag.closing && !markup_attribute(&tag, "role", &value)) continue;
        part_add(l->arena, parts, role, start, tag.span.start);
        start = tag.span.end;
        role = tag.closing ? ROLE_USER : lower_role(value);
    }
    part_add(l->arena, parts, role, start, text.len);
}

static void lower_template(Lowering *l, Prompt *prompt, const Node *text, Engine engine) {
    PieceVec pieces = lower_pieces(l, prompt, &text, engine);
    PartVec parts = {0};
    cut_helpers(l, &pieces, &parts);
    if (!parts.len) cut_tags(l, text->text, &parts);
    lower_parts(l, prompt, text, &pieces, &parts);
}

/* The settings of the first service that names a model, else of the first. */
static const Node *settings_of(const Node *map) {
    const Node *services = node_get(map, "execution_settings");
    if (!node_is_map(services) && !node_is_list(services))
        return node_get(map, "completion"); /* the older config.json */
    const Node *first = services->first;
    for (const Node *service = first; service; service = service->next)
        if (node_get(service, "model_id")) return service;
    return node_is_map(first) ? first : services;
}

static void read_inputs(Lowering *l, Prompt *prompt, const Node *map) {
    static const char *const keys[] = {"input_variables", "parameters", NULL};
    SettingsReader reader = {.arena = l->arena, .problems = l->problems};
    const Node *inputs = node_path(map, "input.parameters");
    settings_read_inputs(&reader, inputs ? inputs : node_get_any(map, keys), &prompt->inputs);
}

/* --- YAML ----------------------------------------------------------------------------------------
 */

static const char *shape(const Lowering *l, const Node *map) {
    (void)l;
    if (!node_is_string(node_get(map, "template"))) return NULL;
    const Node *settings = node_get(map, "execution_settings");
    if (node_is_map(settings) || (node_is_list(settings) && node_is_map(settings->first)))
        return "keys: template, execution_settings";
    const Node *variables = node_get(map, "input_variables");
    bool maps = node_is_list(variables) && node_is_map(variables->first);
    if (node_get(map, "_type")) return NULL;
    return node_get(map, "template_format") && (maps || node_get(map, "output_variable"))
               ? "keys: template, template_format, input_variables"
               : NULL;
}

static bool lower_node(Lowering *l, const Node *map, const Around *around, Str path) {
    const Node *text = node_get(map, "template");
    if (!node_is_string(text)) return false;
    Prompt *prompt = lower_prompt(l, KIND_TEMPLATE);
    lower_header(l, prompt, around, true);
    prompt->knows = KNOWS_SYSTEM | KNOWS_MESSAGES;
    const Node *settings = settings_of(map);
    lower_model(l, prompt, node_get(settings, "model_id"), NULL);
    lower_output_cap(settings, &prompt->max_output);
    lower_knows_params(l, prompt, settings);
    lower_template(l, prompt, text, engine_of(map));
    lower_place(prompt, map, path);
    lower_finish(l, prompt);
    return true;
}

const Format format_semantic_kernel = {
    .name = "semantic-kernel",
    .summary = "Semantic Kernel prompt in YAML: template, template_format, execution_settings",
    .unknown = "what functions write, tools, breakpoints",
    .takes = TAKES_MAPS,
    .needs = NODE_KEY_BIT('t', 'e'), /* template */
    .shape = shape,
    .lower_node = lower_node,
};

/* --- skprompt.txt --------------------------------------------------------------------------------
 */

static const char *text_names(Str path) {
    return str_eq_nocase(str_file_name(path), STR("skprompt.txt")) ? "file name skprompt.txt"
                                                                   : NULL;
}

/* The config.json in the same directory, a regular file of modest size; NULL without one. Its
 * problems are its own, and so are its places: nothing of it is reported here. */
static const Node *read_config(Lowering *l) {
    Str path = l->source->path, base = str_file_name(path);
    Str name = str_printf(l->arena, STR_FMT "config.json",
                          STR_ARG(str_slice(path, 0, path.len - base.len)));
    struct stat status;
    if (lstat(str_to_c(l->arena, name), &status) || !S_ISREG(status.st_mode) ||
        status.st_size > LIMIT_CONFIG_BYTES)
        return NULL;
    Source *source = ARENA_NEW(l->arena, Source);
    ProblemVec problems = {0};
    if (!source_load(l->arena, name, source, &problems)) return NULL;
    return json_read(l->arena, source, span_of(0, source->bytes.len), &problems);
}

static void lower_pair(Lowering *l) {
    const Node *config = read_config(l);
    Span body = span_of(source_bom(l->source), l->source->bytes.len);
    Prompt *prompt = lower_prompt(l, KIND_TEMPLATE);
    prompt->span = body;
    prompt->anchor = span_of(body.start, body.start);
    prompt->knows = KNOWS_SYSTEM | KNOWS_MESSAGES;
    lower_model(l, prompt, node_get(settings_of(config), "model_id"), NULL);
    prompt->model_span = prompt->anchor;
    read_inputs(l, prompt, config);
    Engine engine = engine_of(config);
    lower_template(l, prompt, lower_range_node(l, body), engine);
    lower_finish(l, prompt);
}

const Format format_semantic_kernel_pair = {
    .name = "skprompt",
    .summary = "Semantic Kernel's skprompt.txt with the config.json beside it",
    .unknown = "what functions write, tools, breakpoints; parameters stand in config.json",
    .names = text_names,
    .lower_text = lower_pair,
};
