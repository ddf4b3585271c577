/* OpenAI Chat Completions and Responses requests (also as Azure, OpenRouter and compatible
 * endpoints take them). Rendered order on the provider's side: tools, then system and developer
 * text, then the rest; leading system and developer messages therefore go to SECTION_SYSTEM. */
#include "lint/format/lower.h"

static const char *chat_shape(const Lowering *l, const Node *body) {
    (void)l;
    return lower_is_message_list(node_get(body, "messages")) ? "key: messages[].role" : NULL;
}

static const char *responses_shape(const Lowering *l, const Node *body) {
    (void)l;
    const Node *input = node_get(body, "input");
    if (!input) return NULL;
    if (node_get(body, "max_output_tokens")) return "keys: input, max_output_tokens";
    if (node_get(body, "previous_response_id")) return "keys: input, previous_response_id";
    if (!node_get(body, "model")) return NULL;
    if (node_get(body, "instructions")) return "keys: model, instructions, input";
    if (node_is_list(node_get(body, "tools"))) return "keys: model, input, tools";
    const Node *model = node_get(body, "model");
    if (node_is_string(input) && node_is_string(model) &&
        facts_find_model(PROVIDER_UNKNOWN, model->text))
        return "keys: model (known), input";
    return lower_is_message_list(input) ? "keys: model, input[].role" : NULL;
}

static void lower_tools(Lowering *l, Prompt *prompt, const Node *tools) {
    int index = 0;
    for (const Node *tool = node_items(tools); tool; tool = tool->next) {
        Segment *segment = lower_tool(l, prompt, tool, index++);
        /* OpenRouter and gateways pass Anthropic's marker through. */
        segment->breakpoint = lower_marker(node_get(tool, "cache_control"));
    }
}

/* Its own routing fields: provider preferences, fallback models. */
static bool is_for_openrouter(const Node *body) {
    return node_is_map(node_get(body, "provider")) || node_is_list(node_get(body, "models")) ||
           node_is_list(node_get(body, "transforms"));
}

/* Messages without a model and without parameters are a part of a request, or a conversation that
 * was kept: whoever adds the model adds the cap. */
static bool is_whole(const Prompt *prompt, const Node *body) {
    static const char *const parameters[] = {
        "temperature",      "top_p", "stop", "tools", "response_format", "stream", "reasoning",
        "reasoning_effort", NULL};
    return prompt->model_id.len || prompt->model_templated ||
           prompt->max_output.state != PARAM_ABSENT || node_get_any(body, parameters);
}

static void lower_common(Lowering *l, Prompt *prompt, const Node *body) {
    static const char *const key[] = {"prompt_cache_key", NULL};
    static const char *const mode[] = {"mode", NULL};
    static const char *const effort[] = {"reasoning_effort", "effort", NULL};
    prompt->body = body;
    if (prompt->provider == PROVIDER_UNKNOWN && is_for_openrouter(body))
        prompt->provider = PROVIDER_OPENROUTER;
    lower_model(l, prompt, node_get(body, "model"), node_get(body, "provider"));
    lower_output_cap(body, &prompt->max_output);
    lower_params(l, prompt, body);
    lower_param(body, key, &prompt->cache_key);
    lower_param(node_get(body, "prompt_cache_options"), mode, &prompt->cache_mode);
    lower_param(body, effort, &prompt->thinking);
    prompt->automatic = lower_marker(node_get(body, "cache_control"));
    prompt->output_schema = node_path(body, "response_format.json_schema");
    if (!prompt->output_schema) prompt->output_schema = node_path(body, "text.format");
    lower_tools(l, prompt, node_get(body, "tools"));
    if (!is_whole(prompt, body)) prompt->knows &= ~(unsigned)KNOWS_PARAMS;
}

static bool lower_chat(Lowering *l, const Node *body, const Around *around, Str path) {
    Engine engine;
    Prompt *prompt = lower_request(l, around, &engine);
    /* No key of this API, but what people write beside messages means the same. */
    static const char *const beside[] = {"system", "system_prompt", NULL}; /* in sets of data */
    const Node *system = node_get_any(body, beside);
    if (node_is_string(system))
        lower_string(l, prompt, SECTION_SYSTEM, ROLE_SYSTEM, system, engine);
    prompt->api = API_OPENAI_CHAT;
    prompt->knows = KNOWS_REQUEST;
    lower_common(l, prompt, body);
    lower_messages(l, prompt, node_get(body, "messages"), engine);
    lower_place(prompt, body, path);
    lower_finish(l, prompt);
    return true;
}

static void lower_input(Lowering *l, Prompt *prompt, const Node *input, Engine engine) {
    if (node_is_list(input)) {
        lower_messages(l, prompt, input, engine);
    } else if (input && input->kind != NODE_MAP) {
        Segment *segment = lower_string(l, prompt, SECTION_MESSAGES, ROLE_USER, input, engine);
        segment->item = segment->block = 0;
    }
}

static bool lower_responses(Lowering *l, const Node *body, const Around *around, Str path) {
    Engine engine;
    Prompt *prompt = lower_request(l, around, &engine);
    prompt->api = API_OPENAI_RESPONSES;
    prompt->knows = KNOWS_REQUEST;
    lower_common(l, prompt, body);
    const Node *instructions = node_get(body, "instructions");
    if (node_is_string(instructions))
        lower_string(l, prompt, SECTION_SYSTEM, ROLE_SYSTEM, instructions, engine);
    const Node *stored = node_get(body, "prompt");
    if (node_is_map(stored) && node_get(stored, "id"))
        lower_json(l, prompt, SECTION_SYSTEM, ROLE_SYSTEM, BLOCK_OPAQUE, stored);
    lower_input(l, prompt, node_get(body, "input"), engine);
    if (node_get(body, "previous_response_id")) prompt->knows &= ~(unsigned)KNOWS_MESSAGES;
    lower_place(prompt, body, path);
    lower_finish(l, prompt);
    return true;
}

const Format format_openai_chat = {
    .name = "openai-chat",
    .summary = "OpenAI Chat Completions request, also as Azure, OpenRouter and others take it",
    .unknown = "routing between machines, and what varies between calls unless there are "
               "placeholders",
    .request = true,
    .takes = TAKES_MAPS,
    .needs = NODE_KEY_BIT('m', 'e'), /* messages */
    .shape = chat_shape,
    .lower_node = lower_chat,
};

const Format format_openai_responses = {
    .name = "openai-responses",
    .summary = "OpenAI Responses request",
    .unknown = "a stored prompt's text, the turns behind previous_response_id, and routing",
    .request = true,
    .takes = TAKES_MAPS,
    .needs = NODE_KEY_BIT('i', 'n'), /* input */
    .shape = responses_shape,
    .lower_node = lower_responses,
};
