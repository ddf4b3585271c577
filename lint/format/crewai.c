/* CrewAI's agents.yaml and tasks.yaml. An agent's role, backstory and goal make the system prompt,
 * in this order; a task's description and expected output are what the user says. {names} are
 * filled in once for a run of the crew. Shape: crewAI's project templates and its slices of
 * prompts. */
#include "lint/format/lower.h"

static bool all_strings(const Node *map, const char *const *keys) {
    for (; *keys; keys++)
        if (!node_is_string(node_get(map, *keys))) return false;
    return true;
}

static const char *const agent_keys[] = {"role", "backstory", "goal", NULL};
static const char *const task_keys[] = {"description", "expected_output", NULL};

/* Tests too have a description and an expected output. */
static const char *shape(const Lowering *l, const Node *map) {
    if (all_strings(map, agent_keys)) return "keys: role, goal, backstory";
    if (!all_strings(map, task_keys) || node_get(map, "input")) return NULL;
    bool named = str_has_nocase(str_file_name(l->source->path), STR("task"));
    return named || node_is_string(node_get(map, "agent")) ? "keys: description, expected_output"
                                                           : NULL;
}

/* CrewAI's own instructions stand behind what an agent says of itself, so that the order in the
 * file does as well as that in the prompt. */
static bool lower_node(Lowering *l, const Node *map, const Around *around, Str path) {
    (void)around;
    bool agent = all_strings(map, agent_keys);
    const char *const *keys = agent ? agent_keys : task_keys;
    Prompt *prompt = lower_prompt(l, KIND_TEMPLATE);
    if (map->key) prompt->name = map->key->text;
    lower_model(l, prompt, agent ? node_get(map, "llm") : NULL, NULL);
    if (!agent) lower_opaque(l, prompt, SECTION_SYSTEM, ROLE_SYSTEM, map->first->key->span);
    for (const Node *text = map->first; text; text = text->next) {
        if (!str_is_any(text->key->text, keys)) continue;
        Segment *segment = lower_string(l, prompt, agent ? SECTION_SYSTEM : SECTION_MESSAGES,
                                        agent ? ROLE_SYSTEM : ROLE_USER, text, ENGINE_FSTRING);
        if (!agent) segment->item = 0;
    }
    lower_presume(prompt);
    lower_place(prompt, map, path);
    lower_finish(l, prompt);
    return true;
}

const Format format_crewai = {
    .name = "crewai",
    .summary = "CrewAI agent (role, goal, backstory) or task (description, expected_output)",
    .unknown = "CrewAI's own instructions, tools, and what other tasks hand on",
    .takes = TAKES_MAPS,
    .needs = NODE_KEY_BIT('g', 'o') | NODE_KEY_BIT('e', 'x'), /* goal, expected_output */
    .shape = shape,
    .lower_node = lower_node,
};
