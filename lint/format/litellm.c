/* LiteLLM proxy configuration: the models behind it and the marks it puts on requests that pass
 * through. Semantics of cache_control_injection_points from the proxy's hook (litellm 2026): a role
 * marks every message of it, an index counts messages, from the end when negative; the requests'
 * own marks count too, and behind the fourth no more are set. */
#include "lint/format/lower.h"

enum { MOST_MARKS = 4 };

static const char *shape(const Lowering *l, const Node *map) {
    (void)l;
    const Node *models = node_get(map, "model_list");
    return node_is_list(models) && node_get(models->first, "litellm_params")
               ? "key: model_list[].litellm_params"
               : NULL;
}

static void complain(Lowering *l, const Node *node, const char *message, const char *help) {
    vec_push(l->arena, l->problems,
             (Problem){PROBLEM_DECLARATION, node->span, str_from_c(message), str_from_c(help)});
}

/* The messages that a point marks, as a segment whose text the clients send. */
static void lower_point(Lowering *l, Prompt *prompt, const Node *point, int *marks) {
    const Node *location = node_get(point, "location"), *role = node_get(point, "role");
    const Node *control = node_get(point, "control");
    bool tools = node_is_string(location) && str_is(location->text, "tool_config");
    if (!tools && !(node_is_string(location) && str_is(location->text, "message"))) {
        complain(l, location ? location : point, "no place that the proxy knows",
                 "location is `message` or `tool_config`");
        return;
    }
    if (!tools && !role && !node_get(point, "index")) {
        complain(l, point, "this point names neither a role nor an index: nothing is marked", "");
        return;
    }
    if (++*marks > MOST_MARKS) {
        if (*marks == MOST_MARKS + 1)
            complain(l, point, "the proxy sets at most 4 marks: this point and those behind it",
                     "keep the points that end the longest stable prefixes");
        return;
    }
    Role named = node_is_string(role) ? lower_role(role->text) : ROLE_UNKNOWN;
    bool system = named == ROLE_SYSTEM || named == ROLE_DEVELOPER;
    Segment *segment = lower_opaque(l, prompt,
                                    tools    ? SECTION_TOOLS
                                    : system ? SECTION_SYSTEM
                                             : SECTION_MESSAGES,
                                    tools ? ROLE_TOOL : named, point->span);
    segment->breakpoint = lower_marker(control);
    segment->breakpoint.origin = BREAKPOINT_INJECTED;
    segment->breakpoint.span = point->span;
    if (!segment->breakpoint.type.len) segment->breakpoint.type = STR("ephemeral");
}

static void lower_entry(Lowering *l, const Node *entry, Str path) {
    const Node *params = node_get(entry, "litellm_params");
    if (!node_get(params, "model")) return;
    Prompt *prompt = lower_prompt(l, KIND_TEMPLATE);
    const Node *name = node_get(entry, "model_name");
    lower_name(prompt, name);
    lower_model(l, prompt, node_get(params, "model"), NULL);
    lower_output_cap(params, &prompt->max_output);
    lower_params(l, prompt, params);
    const Node *points = node_get(params, "cache_control_injection_points");
    int marks = 0;
    for (const Node *p = node_items(points); p; p = p->next) lower_point(l, prompt, p, &marks);
    if (marks) prompt->knows = KNOWS_MARKERS;
    if (!prompt->segments.len)
        lower_opaque(l, prompt, SECTION_MESSAGES, ROLE_UNKNOWN, params->span);
    lower_place(prompt, params, path);
    lower_finish(l, prompt);
}

static bool lower_node(Lowering *l, const Node *map, const Around *around, Str path) {
    (void)around;
    int index = 0;
    for (const Node *e = node_items(node_get(map, "model_list")); e; e = e->next)
        lower_entry(l, e, lower_below(l, path, "model_list[%d]", index++));
    return true;
}

const Format format_litellm = {
    .name = "litellm",
    .summary = "LiteLLM proxy configuration: its models and the marks it injects",
    .unknown = "the requests that pass through: their text, tools, caps and own marks",
    .takes = TAKES_MAPS,
    .needs = NODE_KEY_BIT('m', 'o'), /* model_list */
    .shape = shape,
    .only_shape = true,
    .lower_node = lower_node,
};
