/* Sub-agents of the Codex CLI (.codex/agents/NAME.toml): developer_instructions in front of each
 * conversation that the agent is given, with its model beside it. Sent as it stands. Shape:
 * openai/codex. */
#include "lint/format/lower.h"
#include "lint/source/toml.h"

static const char *names(Str path) {
    bool folder = path_has_folder(path, STR(".codex/")) || path_has_folder(path, STR("agents/"));
    return folder && str_ends_nocase(path, STR(".toml")) ? "file name .codex/agents/NAME.toml"
                                                         : NULL;
}

static void lower(Lowering *l) {
    Str toml = l->source->bytes;
    Span body, model;
    if (!toml_text(toml, "developer_instructions", &body)) return;
    if (!str_trim(source_slice(l->source, body)).len) return;
    Prompt *prompt = lower_prompt(l, KIND_STATIC);
    lower_model(l, prompt, toml_text(toml, "model", &model) ? lower_range_node(l, model) : NULL,
                NULL);
    lower_place_body(prompt, body);
    lower_range(l, prompt, SECTION_SYSTEM, ROLE_DEVELOPER, body, ENGINE_NONE)->on_use = true;
    lower_finish(l, prompt);
}

const Format format_codex_agent = {
    .name = "codex-agent",
    .summary = "sub-agent of the Codex CLI: .codex/agents/NAME.toml",
    .unknown = "what the program puts in front, tools and breakpoints, the task",
    .names = names,
    .lower_text = lower,
};
