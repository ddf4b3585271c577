/* Modes of Roo Code and Kilo Code (.roomodes, .kilocodemodes, custom_modes.yaml): roleDefinition
 * opens the system prompt of a mode and customInstructions end it, both as they stand. Shape:
 * RooCodeInc/Roo-Code. */
#include "lint/format/lower.h"

static const char *names(Str path) {
    static const char *const files[] = {".roomodes", ".kilocodemodes", NULL};
    return str_is_any(str_file_name(path), files) ? "file name .roomodes, .kilocodemodes" : NULL;
}

static const char *shape(const Lowering *l, const Node *map) {
    (void)l;
    return node_is_string(node_get(map, "slug")) && node_is_string(node_get(map, "roleDefinition"))
               ? "keys: slug, roleDefinition"
               : NULL;
}

static bool lower_node(Lowering *l, const Node *map, const Around *around, Str path) {
    (void)around;
    static const char *const texts[] = {"roleDefinition", "customInstructions"};
    if (!shape(l, map)) return false; /* the root: its modes stand below */
    Prompt *prompt = lower_prompt(l, KIND_STATIC);
    lower_name(prompt, node_get(map, "slug"));
    lower_model(l, prompt, NULL, NULL);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        const Node *text = node_get(map, texts[i]);
        if (!lower_has_text(text)) continue;
        Segment *segment = lower_text(l, prompt, SECTION_SYSTEM, ROLE_SYSTEM, text, ENGINE_NONE);
        segment->name = str_from_c(texts[i]);
        segment->on_use = true;
    }
    lower_end(l, prompt, map, path);
    return true;
}

const Format format_roo_modes = {
    .name = "roo-modes",
    .summary = "modes of Roo Code and Kilo Code: .roomodes, .kilocodemodes",
    .unknown = "what the program puts between and behind, tools, breakpoints, the model",
    .takes = TAKES_MAPS,
    .names = names,
    .needs = NODE_KEY_BIT('s', 'l'), /* slug */
    .shape = shape,
    .lower_node = lower_node,
};
