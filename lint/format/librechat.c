/* LibreChat's presets and model specs: promptPrefix is the system text. Its variables are the
 * time and the user; other braces stay as they stand. Shape: danny-avila/LibreChat. */
#include "lint/format/lower.h"

static const char *shape(const Lowering *l, const Node *map) {
    (void)l;
    return node_is_string(node_get(map, "promptPrefix")) &&
                   node_is_string(node_get(map, "endpoint"))
               ? "keys: endpoint, promptPrefix"
               : NULL;
}

static void judge(Segment *segment) {
    static const char *const filled[] = {"current_date", "current_user",   "current_datetime",
                                         "iso_datetime", "local_datetime", NULL};
    Piece *piece;
    for (size_t i = 0; (piece = lower_next_value(segment, &i));)
        if (!str_is_any_nocase(piece->name, filled))
            piece->verdict = (VolatilityVerdict){VOL_CONSTANT, CAUSE_NONE, CERTAIN_SYNTAX};
}

static bool lower_node(Lowering *l, const Node *map, const Around *around, Str path) {
    const Node *text = node_get(map, "promptPrefix"), *name = around_get(around, "name");
    if (!lower_has_text(text)) return false;
    Prompt *prompt = lower_prompt(l, KIND_TEMPLATE);
    lower_name(prompt, name);
    prompt->knows = KNOWS_SYSTEM;
    lower_model(l, prompt, node_get(map, "model"), NULL);
    lower_output_cap(map, &prompt->max_output);
    Segment *segment = lower_string(l, prompt, SECTION_SYSTEM, ROLE_SYSTEM, text, ENGINE_MUSTACHE);
    judge(segment);
    lower_place(prompt, map, path);
    lower_finish(l, prompt);
    return true;
}

const Format format_librechat = {
    .name = "librechat",
    .summary = "preset or model spec of LibreChat: promptPrefix",
    .unknown = "LibreChat's own cap and breakpoints, tools, the conversation behind it",
    .takes = TAKES_MAPS,
    .needs = NODE_KEY_BIT('e', 'n'), /* endpoint */
    .shape = shape,
    .lower_node = lower_node,
};
