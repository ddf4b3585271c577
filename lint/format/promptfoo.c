/* promptfoo configurations: the prompts that stand in them, with the model and parameters of the
 * provider where there is one only. Files that they name are prompts of their own. Shape:
 * promptfoo's documentation of prompts and providers. */
#include "lint/format/lower.h"

static const char *names(Str path) {
    return str_starts(path_base(path), STR("promptfooconfig.")) ? "file name promptfooconfig.*"
                                                                : NULL;
}

static const Node *providers_of(const Node *map) {
    static const char *const keys[] = {"providers", "targets", NULL};
    return node_get_any(map, keys);
}

static const char *shape(const Lowering *l, const Node *map) {
    (void)l;
    static const char *const company[] = {"tests", "defaultTest", "scenarios", "redteam", NULL};
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

static void read_provider(Lowering *l, Prompt *prompt, const Node *providers) {
    const Node *only = node_is_list(providers) && providers->count == 1 ? providers->first
                       : node_is_list(providers)                        ? NULL
                                                                        : providers;
    const Node *id = node_is_map(only) ? node_get(only, "id") : only;
    if (!node_is_string(id)) {
        lower_model(l, prompt, NULL, NULL);
        return;
    }
    read_id(l, prompt, id);
    if (!prompt->model_id.len) lower_model(l, prompt, NULL, NULL);
    const Node *config = node_get(only, "config");
    lower_output_cap(config, &prompt->max_output);
    lower_knows_params(l, prompt, config);
    lower_tool_list(l, prompt, node_get(config, "tools"));
}

/* --- the prompts ---------------------------------------------------------------------------------
 */

/* A file, a program or a store elsewhere: the text is not here. */
static bool is_reference(Str text) {
    static const char *const endings[] = {".txt", ".md",  ".j2", ".json", ".jsonl", ".yaml",
                                          ".yml", ".csv", ".js", ".ts",   ".mjs",   ".cjs",
                                          ".py",  ".go",  ".rb", ".xml",  NULL};
    text = str_trim(text);
    if (str_starts(text, STR("exec:"))) return true;
    size_t scheme = str_find(text, STR("://"), 0);
    bool one_word = str_find_char(text, ' ', 0) == STR_NOT_FOUND &&
                    str_find_char(text, '\n', 0) == STR_NOT_FOUND;
    if (scheme != STR_NOT_FOUND && scheme < 16 && str_find_char(text, ' ', 0) > scheme) return true;
    return one_word && (path_ends_any(text, endings) || str_find_char(text, '*', 0) < text.len ||
                        str_has(text, STR(".py:")) || str_has(text, STR(".js:")));
}

static void lower_one(Lowering *l, const Node *providers, const Node *item, Str path) {
    static const char *const keys[] = {"raw", "prompt", "content", NULL};
    const Node *text = node_is_map(item) ? node_get_any(item, keys) : item;
    bool chat = lower_is_message_list(text);
    if (!chat && (!node_is_string(text) || is_reference(text->text))) return;
    if (!chat && str_trim(text->text).len == 0) return;
    Prompt *prompt = lower_prompt(l, KIND_TEMPLATE);
    prompt->has_header = true;
    prompt->knows = KNOWS_SYSTEM | KNOWS_MESSAGES;
    read_provider(l, prompt, providers);
    if (chat)
        lower_messages(l, prompt, text, ENGINE_JINJA);
    else
        lower_text(l, prompt, SECTION_MESSAGES, ROLE_USER, text, ENGINE_JINJA)->plain_string = true;
    Span model = prompt->model_span;
    lower_place(prompt, item, path);
    if (!model.end) prompt->anchor = span_of(item->span.start, item->span.start + 1);
    lower_finish(l, prompt);
}

static bool lower_node(Lowering *l, const Node *map, const Around *around, Str path) {
    (void)around;
    const Node *prompts = node_get(map, "prompts"), *providers = providers_of(map);
    if (!prompts) return false;
    if (!node_is_list(prompts)) {
        lower_one(l, providers, prompts, STR("prompts"));
        return true;
    }
    int index = 0;
    for (const Node *item = prompts->first; item; item = item->next, index++)
        lower_one(l, providers, item,
                  path.len ? str_printf(l->arena, STR_FMT ".prompts[%d]", STR_ARG(path), index)
                           : str_printf(l->arena, "prompts[%d]", index));
    return true;
}

const Format format_promptfoo = {
    .name = "promptfoo",
    .summary = "promptfoo configuration with prompts in it",
    .unknown = "prompts that programs or stores elsewhere make; what several providers share",
    .takes = TAKES_MAPS,
    .names = names,
    .shape = shape,
    .lower_node = lower_node,
};
