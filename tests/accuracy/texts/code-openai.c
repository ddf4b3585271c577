        const Node *name = node_get(tool, "name");
        if (!name) name = node_path(tool, "function.name");
        if (name) segment->name = name->text;
    }
}

/* Its own routing fields: provider preferences, fallback models. */
static bool is_for_openrouter(const Node *body) {
    return node_is_map(node_get(body, "provider")) || node_is_list(node_get(body, "models")) ||
           node_is_list(node_get(body, "transforms"));
}

static void lower_common(Lowering *l, Prompt *prompt, const Node *body) {
    static const char *const key[] = {"prompt_cache_key", NULL};
    static const char *const mode[] = {"mode", NULL};
    static const char *const effort[] = {"reasoning_effort", "effort", NULL};
    if (prompt->provider == PROVIDER_UNKNOWN && is_for_openrouter(body))
        prompt->provider = PROVIDER_OPENROUTER;
    lower_model(l, prompt, node_get(body, "model"), node_get(body, "provider"));
    lower_output_cap(body, &prompt->max_output);
    lower_params(l, prompt, body);
    lower_param(body, key, &prompt->cache_key);
    lower_param(node_get(body, "prompt_cache_options"), mode, &prompt->cache_mode);
    lower_param(body, effort, &prompt->thinking);
    prompt->automatic = lower_marker(node_get(body, "cache_control"));
    if (prompt->automatic.origin != BREAKPOINT_NONE)
        prompt->automatic.origin = BREAKPOINT_AUTOMATIC;
    lower_tools(l, prompt, node_get(body, "tools"));
}

static bool lower_chat(Lowering *l, const Node *body, const Around *around, Str path) {
    Engine engine;
    Prompt *prompt = lower_request(l, around, &engine);
    /* No key of this API, but what people write beside messages means the same. */
    const Node *system = node_get(body, "system");
    if (node_is_string(system))
        lower_text(l, prompt, SECTION_SYSTEM, ROLE_SYSTEM, system, engine)->plain_string = true;
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
        Segment *segment = lower_text(l, prompt, SECTION_MESSAGES, ROLE_USER, input, engine);
        segment->plain_string = true;
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
        lower_text(l, prompt, SECTION_SYSTEM, ROLE_SYSTEM, instructions, engine)->plain_string =
  