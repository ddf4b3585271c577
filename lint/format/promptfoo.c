/* promptfoo configurations: the prompts that stand in them or in the files they name, with the
 * model and parameters of the provider where there is one only. A prompt is a text with Nunjucks
 * placeholders, or a chat as JSON or YAML. Shape: promptfoo's documentation of prompts and
 * providers. */
#include <glob.h>

#include "lint/config/place.h"
#include "lint/format/lower.h"
#include "lint/format/neighbour.h"

enum { FILES = 200 }; /* that one pattern stands for */

typedef struct {
    const Node *providers;
    const Node *item; /* of the list of prompts */
    Str path;
} Entry;

static const char *names(Str path) {
    return str_starts(str_file_name(path), STR("promptfooconfig.")) ? "file name promptfooconfig.*"
                                                                    : NULL;
}

static const Node *providers_of(const Node *map) {
    static const char *const keys[] = {"providers", "targets", NULL};
    return node_get_any(map, keys);
}

static const char *shape(const Lowering *l, const Node *map) {
    (void)l;
    static const char *const company[] = {"tests",   "defaultTest",     "scenarios",
                                          "redteam", "evaluateOptions", NULL};
    return node_get(map, "prompts") && providers_of(map) && node_get_any(map, company)
               ? "keys: prompts, providers, tests"
               : NULL;
}

/* --- the provider --------------------------------------------------------------------------------
 */

/* Where the model starts in `openai:chat:gpt-6-sol`, `anthropic:messages:claude-sonnet-5` or
 * `bedrock:anthropic.claude...:0`; 0 where none is told: a program, a vendor nobody knows, a
 * deployment of Azure, whose name is the account's own. */
static size_t model_start(Str id, Str vendor) {
    static const char *const apis[] = {"chat", "messages", "responses", "converse", NULL};
    Provider provider = facts_provider_parse(vendor);
    if (provider == PROVIDER_UNKNOWN || provider == PROVIDER_AZURE) return 0;
    size_t start = vendor.len + 1;
    for (size_t i = 0; apis[i]; i++) {
        Str rest = str_slice(id, start, id.len), api = str_from_c(apis[i]);
        if (str_eq(rest, api)) return 0; /* the vendor's default model */
        if (str_starts(rest, api) && rest.ptr[api.len] == ':') start += api.len + 1;
    }
    bool other_api = provider != PROVIDER_BEDROCK && str_find_char(id, ':', start) < id.len;
    return other_api || start >= id.len || str_ends(id, STR("-sdk")) ? 0 : start;
}

static void read_id(Lowering *l, Prompt *prompt, const Node *id) {
    size_t colon = str_find_char(id->text, ':', 0);
    if (colon == STR_NOT_FOUND) return;
    Node *vendor = ARENA_NEW(l->arena, Node);
    *vendor = (Node){.kind = NODE_STRING, .span = id->span, .text = str_slice(id->text, 0, colon)};
    size_t start = model_start(id->text, vendor->text);
    lower_model(l, prompt, start ? lower_rest_node(l, id, start) : NULL, vendor);
}

/* `openai:gpt-6-sol`, `{id, config}`, or `{"openai:gpt-6-sol": {config}}`. */
static void read_provider(Lowering *l, Prompt *prompt, const Node *providers) {
    const Node *only = node_is_list(providers) && providers->count == 1 ? providers->first
                       : node_is_list(providers)                        ? NULL
                                                                        : providers;
    const Node *id = node_is_map(only) ? node_get(only, "id") : only;
    if (!id && node_is_map(only) && only->count == 1 && node_is_map(only->first)) {
        id = only->first->key;
        only = only->first;
    }
    if (!node_is_string(id)) {
        lower_model(l, prompt, NULL, NULL);
        return;
    }
    read_id(l, prompt, id);
    if (!prompt->model_id.len) lower_model(l, prompt, NULL, NULL);
    const Node *config = node_get(only, "config");
    lower_output_cap(config, &prompt->max_output);
    lower_params(l, prompt, config);
    lower_knows_params(l, prompt, config);
    lower_tool_list(l, prompt, node_get(config, "tools"));
}

/* --- one prompt ----------------------------------------------------------------------------------
 */

/* The messages of a text that is a chat: a JSON list, a map that holds one, or YAML. */
static const Node *chat_of(Lowering *l, const Node *text) {
    const Node *tree = text;
    if (node_is_string(text)) {
        bool yaml = str_starts(str_trim(text->text), STR("- role:"));
        tree = yaml ? yaml_read_embedded(l->arena, l->source, text, &l->embedded_nodes, l->problems)
                    : lower_embedded(l, text);
    }
    if (node_is_map(tree)) tree = node_get(tree, "messages");
    return lower_is_message_list(tree) ? tree : NULL;
}

/* The chat is handed to the provider as it is, markers and all. */
static bool has_marker(const Prompt *prompt) {
    for (size_t i = 0; i < prompt->segments.len; i++)
        if (prompt->segments.items[i].breakpoint.origin != BREAKPOINT_NONE) return true;
    return false;
}

static Prompt *begin(Lowering *l, const Entry *entry) {
    Prompt *prompt = lower_prompt(l, KIND_TEMPLATE);
    prompt->has_header = true;
    prompt->knows = KNOWS_SYSTEM | KNOWS_MESSAGES;
    read_provider(l, prompt, entry->providers);
    return prompt;
}

static void finish(Lowering *l, Prompt *prompt, const Entry *entry) {
    Span model = prompt->model_span;
    lower_place(prompt, entry->item, entry->path);
    if (!model.end) prompt->anchor = span_of(entry->item->span.start, entry->item->span.start + 1);
    lower_finish(l, prompt);
}

static void lower_one(Lowering *l, const Entry *entry, const Node *text) {
    const Node *chat = chat_of(l, text);
    if (!chat && !lower_has_text(text)) return;
    Prompt *prompt = begin(l, entry);
    if (chat)
        lower_messages(l, prompt, chat, ENGINE_JINJA);
    else
        lower_string(l, prompt, SECTION_MESSAGES, ROLE_USER, text, ENGINE_JINJA);
    if (has_marker(prompt)) prompt->knows |= KNOWS_MARKERS;
    finish(l, prompt, entry);
}

/* Made by a program, kept in a store elsewhere, or not to be found. */
static void lower_unseen(Lowering *l, const Entry *entry, const Node *reference) {
    Prompt *prompt = begin(l, entry);
    prompt->knows &= ~(unsigned)(KNOWS_SYSTEM | KNOWS_MESSAGES);
    lower_opaque(l, prompt, SECTION_MESSAGES, ROLE_USER, reference->span);
    finish(l, prompt, entry);
}

/* --- files ---------------------------------------------------------------------------------------
 */

/* Texts are cut into several prompts at lines that are `---`. */
static void lower_parts_of_text(Lowering *l, const Entry *entry, const Source *source, Span place) {
    Str rest = str_slice(source->bytes, source_bom(source), source->bytes.len), line;
    size_t start = source_bom(source), at = start;
    while (str_next_line(&rest, &line)) {
        size_t line_start = at;
        at = source->bytes.len - rest.len;
        if (!str_is(str_trim(line), "---")) continue;
        lower_one(l, entry, neighbour_text(l->arena, source, span_of(start, line_start), place));
        start = at;
    }
    lower_one(l, entry, neighbour_text(l->arena, source, span_of(start, source->bytes.len), place));
}

static void lower_lines(Lowering *l, const Entry *entry, const Source *source, Span place) {
    for (uint32_t line = 1; line <= source->lines; line++) {
        Str text = source_line(source, line);
        size_t start = (size_t)(text.ptr - source->bytes.ptr);
        lower_one(l, entry,
                  neighbour_text(l->arena, source, span_of(start, start + text.len), place));
    }
}

static bool lower_file(Lowering *l, const Entry *entry, Str root, Str candidate, Span place) {
    static const char *const yaml[] = {".yaml", ".yml", NULL};
    static const char *const whole[] = {".json", ".md", ".j2", ".xml", ".prompt", NULL};
    static const char *const lines[] = {".jsonl", NULL};
    static const char *const made[] = {".js", ".ts", ".mjs", ".cjs", ".py",
                                       ".go", ".rb", ".csv", ".sh",  NULL};
    Str real;
    if (str_ends_any_nocase(candidate, made) || !neighbour_find(l->arena, root, candidate, &real))
        return false;
    const Source *source = neighbour_load(l->arena, real);
    if (!source) return false;
    Span body = span_of(source_bom(source), source->bytes.len);
    Node *text = neighbour_text(l->arena, source, body, place);
    if (str_ends_any_nocase(real, yaml)) {
        const Node *tree =
            yaml_read_embedded(l->arena, l->source, text, &l->embedded_nodes, l->problems);
        lower_one(l, entry, chat_of(l, tree) ? tree : text);
    } else if (str_ends_any_nocase(real, whole)) {
        lower_one(l, entry, text);
    } else if (str_ends_any_nocase(real, lines)) {
        lower_lines(l, entry, source, place);
    } else {
        lower_parts_of_text(l, entry, source, place);
    }
    return true;
}

/* The files that a path or pattern names, from the configuration's own directory. */
static bool lower_files(Lowering *l, const Entry *entry, Str name, Span place) {
    Str own = place_absolute(l->arena, l->source->path);
    if (!own.len || !name.len || name.ptr[0] == '~') return false;
    Str directory = neighbour_directory(own), root = neighbour_root(l->arena, directory);
    Str path = name.ptr[0] == '/'
                   ? name
                   : str_printf(l->arena, STR_FMT "/" STR_FMT, STR_ARG(directory), STR_ARG(name));
    if (!str_has(name, STR("*"))) return lower_file(l, entry, root, path, place);
    glob_t found;
    bool some = false;
    if (glob(str_to_c(l->arena, path), 0, NULL, &found) != 0) return false;
    for (size_t i = 0; i < found.gl_pathc && i < FILES; i++)
        some |= lower_file(l, entry, root, str_dup(l->arena, str_from_c(found.gl_pathv[i])), place);
    globfree(&found);
    return some;
}

/* --- the list ------------------------------------------------------------------------------------
 */

/* A file, a program or a store elsewhere: the text is not here. */
static bool is_reference(Str text) {
    static const char *const endings[] = {".txt", ".md",  ".j2", ".json", ".jsonl", ".yaml",
                                          ".yml", ".csv", ".js", ".ts",   ".mjs",   ".cjs",
                                          ".py",  ".go",  ".rb", ".xml",  NULL};
    text = str_trim(text);
    if (str_starts(text, STR("exec:"))) return true;
    size_t scheme = str_find(text, STR("://"), 0);
    bool one_word = !str_has_char(text, ' ') && !str_has_char(text, '\n');
    if (scheme != STR_NOT_FOUND && scheme < 16 && str_find_char(text, ' ', 0) > scheme) return true;
    return one_word && (str_ends_any_nocase(text, endings) || str_has(text, STR("/*")) ||
                        str_has(text, STR(".py:")) || str_has(text, STR(".js:")) ||
                        str_has(text, STR(".ts:")) || str_has(text, STR(".mjs:")));
}

static void lower_reference(Lowering *l, const Entry *entry, const Node *reference) {
    Str name = str_trim(reference->text);
    size_t before = l->prompts->len;
    bool file = str_starts(name, STR("file://"));
    if (file) name = str_slice(name, 7, name.len);
    if ((file || !str_has(name, STR("://"))) && !str_starts(name, STR("exec:")))
        lower_files(l, entry, name, reference->span);
    if (l->prompts->len == before) lower_unseen(l, entry, reference);
}

static void lower_item(Lowering *l, const Entry *entry) {
    static const char *const texts[] = {"raw", "prompt", "content", NULL};
    const Node *text = entry->item;
    if (node_is_map(text)) {
        text = node_get_any(entry->item, texts);
        const Node *id = node_get(entry->item, "id");
        if (!text && node_is_string(id) && is_reference(id->text)) text = id;
    }
    if (!text) return;
    if (node_is_string(text) && is_reference(text->text))
        lower_reference(l, entry, text);
    else
        lower_one(l, entry, text);
}

static bool lower_node(Lowering *l, const Node *map, const Around *around, Str path) {
    (void)around;
    const Node *prompts = node_get(map, "prompts");
    Entry entry = {providers_of(map), prompts,
                   path.len ? str_printf(l->arena, STR_FMT ".prompts", STR_ARG(path))
                            : STR("prompts")};
    if (!prompts) return entry.providers != NULL;
    if (node_is_string(prompts)) {
        lower_item(l, &entry);
        return true;
    }
    Str list = entry.path;
    int index = 0;
    for (const Node *item = prompts->first; item; item = item->next, index++) {
        /* Older forms: {file: label}, {label: {id, raw}}. */
        entry.item = node_is_map(prompts) && !node_is_map(item) ? item->key : item;
        entry.path = str_printf(l->arena, STR_FMT "[%d]", STR_ARG(list), index);
        lower_item(l, &entry);
    }
    return true;
}

const Format format_promptfoo = {
    .name = "promptfoo",
    .summary = "promptfoo configuration, with the prompt files that it names",
    .unknown = "prompts that programs or stores elsewhere make; what several providers share",
    .takes = TAKES_MAPS,
    .names = names,
    .needs = NODE_KEY_BIT('p', 'r'), /* prompts */
    .shape = shape,
    .lower_node = lower_node,
};
