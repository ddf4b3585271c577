/* Agents of Amazon Bedrock, in CloudFormation and as its API returns them: the instruction, which
 * the service puts into an orchestration prompt of its own. Shape: AWS::Bedrock::Agent and the
 * types of client-bedrock-agent. */
#include "lint/format/lower.h"

static const Node *either(const Node *map, const char *own, const char *capital) {
    const Node *node = node_get(map, own);
    return node ? node : node_get(map, capital);
}

static const char *shape(const Lowering *l, const Node *map) {
    (void)l;
    return node_is_string(either(map, "instruction", "Instruction")) &&
                   either(map, "foundationModel", "FoundationModel")
               ? "keys: instruction, foundationModel"
               : NULL;
}

static bool lower_node(Lowering *l, const Node *map, const Around *around, Str path) {
    (void)around;
    const Node *text = either(map, "instruction", "Instruction");
    const Node *name = either(map, "agentName", "AgentName");
    const Node *model = either(map, "foundationModel", "FoundationModel");
    if (!lower_has_text(text)) return false;
    Prompt *prompt = lower_prompt(l, KIND_TEMPLATE);
    lower_name(prompt, name);
    prompt->provider = PROVIDER_BEDROCK;
    prompt->knows = KNOWS_SYSTEM;
    /* `!Ref Model` and `!Sub ${Model}` name a parameter. */
    bool id =
        node_is_string(model) && str_has(model->text, STR(".")) && !str_has(model->text, STR("${"));
    lower_model(l, prompt, id ? model : NULL, NULL);
    lower_text(l, prompt, SECTION_SYSTEM, ROLE_SYSTEM, text, ENGINE_NONE)->plain_string = true;
    lower_place(prompt, map, path);
    lower_finish(l, prompt);
    return true;
}

const Format format_bedrock_agent = {
    .name = "bedrock-agent",
    .summary = "agent of Amazon Bedrock: instruction, foundationModel",
    .unknown = "the orchestration prompt around it, action groups, the session, breakpoints",
    .takes = TAKES_MAPS,
    .shape = shape,
    .lower_node = lower_node,
};
