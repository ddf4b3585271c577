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
    for (size_t i = 0; i < segment->pieces.len; i++) {
        Piece *piece = &segment->pieces.items[i];
        if (piece->kind == PIECE_PLACEHOLDER && !str_is_any_nocase(piece->name, filled) &&
            piece->verdict.certainty != CERTAIN_DECLARED)
            piece->verdict = (VolatilityVerdict){VOL_CONSTANT, CAUSE_NONE, CERTAIN_SYNTAX};
    }
}

static bool lower_node(Lowering *l, const Node *map, const Around *around, Str path) {
    const Node *text = node_get(map, "promptPrefix"), *name = around_get(around, "name");
    if (!node_is_string(text) || !str_trim(text->text).len) return false;
    Prompt *prompt = lower_prompt(l, KIND_TEMPLATE);
    if (node_is_string(name)) prompt->name = name->text;
    prompt->knows = KNOWS_SYSTEM;
    lower_model(l, prompt, node_get(map, "model"), NULL);
    lower_output_cap(map, &prompt->max_output);
    Segment *segment = lower_text(l, prompt, SECTION_SYSTEM, ROLE_SYSTEM, text, ENGINE_MUSTACHE);
    segment->plain_string = true;
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
    .shape = shape,
    .lower_node = lower_node,
};
