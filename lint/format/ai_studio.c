/* Chats and prompts that Google AI Studio saves to the drive: runSettings, systemInstruction, and
 * the turns in chunkedPrompt.chunks. Shape: public exports. */
#include "lint/format/lower.h"

static const char *shape(const Lowering *l, const Node *map) {
    (void)l;
    return node_is_map(node_get(map, "runSettings")) &&
                   node_is_list(node_path(map, "chunkedPrompt.chunks"))
               ? "keys: runSettings, chunkedPrompt.chunks"
               : NULL;
}

/* "models/gemini-2.5-pro": the id behind the slash. */
static const Node *model_of(Lowering *l, const Node *settings) {
    const Node *model = node_get(settings, "model");
    if (!node_is_string(model)) return NULL;
    size_t slash = str_find_char(model->text, '/', 0);
    return slash == STR_NOT_FOUND ? model : lower_rest_node(l, model, slash + 1);
}

static void add(Lowering *l, Prompt *prompt, Section section, Role role, const Node *text,
                int item) {
    if (!lower_has_text(text)) return;
    Segment *segment = lower_text(l, prompt, section, role, text, ENGINE_NONE);
    segment->item = item;
}

static bool lower_node(Lowering *l, const Node *map, const Around *around, Str path) {
    (void)around;
    const Node *settings = node_get(map, "runSettings");
    const Node *system = node_get(map, "systemInstruction"), *parts = node_get(system, "parts");
    Prompt *prompt = lower_prompt(l, KIND_RENDERED);
    prompt->api = API_GEMINI;
    prompt->provider = PROVIDER_GOOGLE;
    prompt->knows = KNOWS_SYSTEM | KNOWS_MESSAGES;
    lower_model(l, prompt, model_of(l, settings), NULL);
    lower_output_cap(settings, &prompt->max_output);
    add(l, prompt, SECTION_SYSTEM, ROLE_SYSTEM, node_get(system, "text"), 0);
    int item = 0;
    for (const Node *p = node_items(parts); p; p = p->next)
        add(l, prompt, SECTION_SYSTEM, ROLE_SYSTEM, node_get(p, "text"), item++);
    item = 0;
    for (const Node *c = node_items(node_path(map, "chunkedPrompt.chunks")); c; c = c->next) {
        const Node *role = node_get(c, "role"), *thought = node_get(c, "isThought");
        if (thought && thought->number != 0) continue; /* shown, not sent back */
        add(l, prompt, SECTION_MESSAGES, role ? lower_role(role->text) : ROLE_USER,
            node_get(c, "text"), item++);
    }
    lower_end(l, prompt, map, path);
    return true;
}

const Format format_ai_studio = {
    .name = "ai-studio",
    .summary = "chat saved by Google AI Studio: runSettings, chunkedPrompt",
    .unknown = "files on the drive, tools, what varies between calls",
    .takes = TAKES_MAPS,
    .needs = NODE_KEY_BIT('r', 'u'), /* runSettings */
    .shape = shape,
    .only_shape = true,
    .lower_node = lower_node,
};
